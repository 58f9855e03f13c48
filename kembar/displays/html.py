"""Displays as HTML: a table with caption and scopes, whose cells open their records or link to them."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from kembar.casebase import Record
from kembar.displays.display import ENTRIES, Cell, Display, Head
from kembar.displays.text import left_out, shown_columns
from kembar.displays.view import Quote
from kembar.displays.words import EMPTIES

_STYLE = Path(__file__).with_name("display.css")


def page(display: Display) -> str:
    """Return a display as a page that opens anywhere."""
    title = escape(display.title)
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    body = f"<body class='kembar-page'>{page_part(display)}</body>"
    lang = escape(display.view.lang)
    return f"<!doctype html>\n<html lang='{lang}'><head>{head}<title>{title}</title></head>{body}</html>\n"


def page_part(display: Display) -> str:
    """Return a display with its style and the quotes in its cells, as it stands in a notebook."""
    style = _STYLE.read_text(encoding="utf-8")
    return f"<div class='kembar'><style>{style}</style>{table(display)}{foot(display)}</div>"


def table(display: Display, links: bool = False) -> str:
    """Return the table alone. With ``links`` counts lead to ``#c-...`` and entries to ``#r-...``, else cells open."""
    columns = shown_columns(display)
    heads = "".join(f'<th scope="col">{escape(c.label)}</th>' for c in columns)
    body, group = [], ""
    for row in display.rows:
        if row.group and row.group != group:
            group = row.group
            body.append(
                f'<tr class="group"><th scope="rowgroup" colspan="{len(columns) + 1}">{escape(group)}</th></tr>'
            )
        cells = "".join(_td(display, row, column, links) for column in columns)
        body.append(f'<tr><th scope="row">{_head(display, row, links)}</th>{cells}</tr>')
    caption = f"<caption>{escape(display.title)}</caption>"
    corner = f'<th scope="col">{escape(display.corner)}</th>'
    head = f"{caption}<thead><tr>{corner}{heads}</tr></thead><tbody>"
    return (
        f'<div class="scroll"><table class="{display.shape} {display.name}">{head}{"".join(body)}</tbody></table></div>'
    )


def foot(display: Display) -> str:
    """Return what stands beneath a table: columns without records, and the counts."""
    say = display.view.say
    lines = []
    for sign, labels in left_out(display).items():
        words = f"{say(EMPTIES.get(sign, 'none_found_plain'))}: {', '.join(labels)}"
        lines.append(f'<span class="sign">{sign}</span> {escape(words)}')
    lines += [escape(line) for line in display.foot]
    return f'<p class="foot">{"<br>".join(lines)}</p>' if lines else ""


def anchor(record: Record) -> str:
    """Return the id of the element that shows a record."""
    return "r-" + re.sub(r"[^A-Za-z0-9]+", "-", record.id)


def cell_anchor(display: Display, row: str, column: str) -> str:
    """Return the id of the element that shows what is behind a cell."""
    return "c-" + "-".join(re.sub(r"\W+", "-", part) for part in (display.name, row, column))


def quote(one: Quote, number: int = 0) -> str:
    """Return a quote with its cue marked, its source and page, and the word that it is retold where it is."""
    before, cue, after = (escape(part) for part in one.mark)
    lang = f' lang="{escape(one.language)}"' if one.language else ""
    marked = f"{before}<mark>{cue}</mark>{after}" if cue else before
    label = f'<span class="no">{number}</span> ' if number else ""
    retold = f' <span class="retold">{escape(one.retold)}</span>' if one.retold else ""
    title = f", <span>{escape(one.source.title)}</span>" if one.source.title else ""
    where = f"<cite>{escape(one.place)}</cite>{title}{retold}"
    return f'<blockquote><p{lang} translate="no">{label}“{marked}”</p><footer>{where}</footer></blockquote>'


def _head(display: Display, row: Head, links: bool) -> str:
    records = {r.id: r for column in display.columns for r in display.cell(row, column).records}
    if links and row.key in records and display.shape != "grid":
        return f'<a href="#{anchor(records[row.key])}">{escape(row.label)}</a>'
    return escape(row.label)


def _td(display: Display, row: Head, column: Head, links: bool) -> str:
    cell = display.cell(row, column)
    label = f' data-label="{escape(column.label)}"'
    if cell.words is None:
        return _grid_cell(display, row, column, cell, links, label)
    kind = f' class="{EMPTIES[cell.sign]}"' if cell.coverage and cell.sign in EMPTIES else ""
    inner = "".join(f"<p>{escape(word)}</p>" for word in cell.words)
    inner += "".join(quote(one) for one in cell.quoted)
    return f"<td{kind}{label}>{inner}</td>"


def _grid_cell(display: Display, row: Head, column: Head, cell: Cell, links: bool, label: str) -> str:
    where = cell_anchor(display, row.key, column.key)
    if not cell.records:
        kind = EMPTIES.get(cell.sign, "blank")
        said = escape(display.view.say(kind)) if cell.sign in EMPTIES else ""
        return f'<td id="t{where}" class="empty {kind}"{label} title="{said}">{escape(cell.count)}</td>'
    shown = cell.lines
    if links:
        # The line "+ 4 more" leads to the cell.
        aims = [*map(anchor, cell.records[:ENTRIES]), where]
        pairs = zip(aims, shown, strict=False)
        entries = "".join(f'<li><a href="#{aim}">{escape(line)}</a></li>' for aim, line in pairs)
        return (
            f'<td id="t{where}"{label}><a class="count" href="#{where}">{escape(cell.count)}</a><ul>{entries}</ul></td>'
        )
    quotes = "".join(quote(one) for one in cell.evidence)
    lines = "".join(f"<li>{escape(line)}</li>" for line in shown)
    return f"<td{label}><details><summary>{escape(cell.count)}</summary>{quotes}</details><ul>{lines}</ul></td>"
