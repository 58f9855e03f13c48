"""Displays as HTML: a table with caption and scopes, whose cells open their records or link to them."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from kembar.casebase import Record
from kembar.displays.display import ENTRIES, Cell, Display, Head
from kembar.displays.quotes import Quote
from kembar.displays.text import left_out, shown_columns, shown_rows
from kembar.displays.words import EMPTIES, STANDINGS

_STYLE = Path(__file__).with_name("display.css")


#: A group of a list that has more cases than this is folded up.
LONG = 12
_SIGNS = re.compile("([●◐○◇≠·∘▨⇄→≈×◆▬])")


def marked(text: str) -> str:
    """Escape a text and put its signs into elements of their own, for fonts that draw them well."""
    return _SIGNS.sub(r'<span class="s">\1</span>', escape(text))


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


def table(display: Display, links: bool = False, entries: bool = True) -> str:
    """Return the table alone. With ``links`` counts lead to ``#c-...`` and entries to ``#r-...``, else cells open.

    Without ``entries`` the cells of a grid show their counts only.
    """
    if display.shape == "list":
        return _cases(display, links)
    columns = shown_columns(display)
    heads = "".join(f'<th scope="col">{marked(c.label)}</th>' for c in columns)
    body, group = [], ""
    for row in shown_rows(display):
        if row.group and row.group != group:
            group = row.group
            across = f'scope="rowgroup" colspan="{len(columns) + 1}"'
            body.append(f'<tr class="group"><th {across}>{marked(group)}</th></tr>')
        cells = "".join(_td(display, row, column, links, entries) for column in columns)
        body.append(f'<tr><th scope="row">{_head(display, row, links)}</th>{cells}</tr>')
    corner = f'<th scope="col">{marked(display.corner)}</th>'
    inner = f"<thead><tr>{corner}{heads}</tr></thead><tbody>{''.join(body)}</tbody>"
    # Tables of many columns are shown as cards on a narrow screen.
    stack = len(columns) > 2 and (display.shape == "table" or not entries)
    kind = f"{display.shape} {display.name}{' stack' if stack else ''}"
    return f'<div class="scroll"><table class="{kind}"><caption>{marked(display.title)}</caption>{inner}</table></div>'


def _cases(display: Display, links: bool) -> str:
    """Write a list: each row a heading with its fields, the sides of a dispute beside each other."""
    groups: dict[str, list[str]] = {}
    for row, cells in display.walk():
        groups.setdefault(row.group, []).append(_case(display, row, cells, links))
    out = []
    for group, cases in groups.items():
        if len(cases) > LONG:
            title = f"{marked(group)} ({len(cases)})"
            out.append(f'<details><summary class="case-group">{title}</summary>{"".join(cases)}</details>')
        else:
            out.append(f'<h3 class="case-group">{marked(group)}</h3>{"".join(cases)}')
    return "".join(out)


def _case(display: Display, row: Head, cells: tuple[Cell, ...], links: bool) -> str:
    told = [(c, cell) for c, cell in zip(display.columns, cells, strict=True) if cell.words or cell.own]
    sides = "".join(f'<div class="side">{_words(cell, links)}</div>' for c, cell in told if _side(c))
    rest = [(c, cell) for c, cell in told if not _side(c)]
    out = [_field(c, cell, links) for c, cell in rest if c.key != "why"]
    out += [f'<div class="sides">{sides}</div>'] if sides else []
    out += [_field(c, cell, links) for c, cell in rest if c.key == "why"]
    return f'<article class="case"><h4>{_head(display, row, links)}</h4>{"".join(out)}</article>'


def _side(column: Head) -> bool:
    return column.key.startswith("side_")


def _field(column: Head, cell: Cell, links: bool) -> str:
    kind = "why" if column.key == "why" else "field"
    words = "; ".join(marked(word) for word in cell.words or ())
    quotes = "".join(quote(one, link=links) for one in cell.quoted)
    return f'<p class="{kind}">{marked(column.label)}: {words}</p>{quotes}'


def _words(cell: Cell, links: bool) -> str:
    """Write the lines and quotes of a cell; a line that begins with a record's sign leads to the record."""
    lines = []
    for number, word in enumerate(cell.words or ()):
        aim = links and word[:1] in STANDINGS and number < len(cell.records)
        inner = f'<a href="#{anchor(cell.records[number])}">{marked(word)}</a>' if aim else marked(word)
        lines.append(f"<p>{inner}</p>")
    return "".join(lines) + "".join(quote(one, link=links) for one in cell.quoted)


def foot(display: Display, brief: bool = False) -> str:
    """Return what stands beneath a table: columns without records, and the counts (``brief``: their first line)."""
    say = display.view.say
    lines = []
    for sign, labels in left_out(display).items():
        words = f"{say(EMPTIES.get(sign, 'none_found_plain'))}: {', '.join(labels)}"
        lines.append(f"{marked(f'{sign} {words}')}")
    lines += [marked(line) for line in (display.foot[:1] if brief and display.shape != "list" else display.foot)]
    return f'<p class="foot">{"<br>".join(lines)}</p>' if lines else ""


def anchor(record: Record) -> str:
    """Return the id of the element that shows a record."""
    return "r-" + re.sub(r"[^A-Za-z0-9]+", "-", record.id)[:16]


def cell_anchor(row: str, column: str) -> str:
    """Return the id of the element that shows what is behind a cell, whichever way the table lies."""
    return "c-" + "-".join(re.sub(r"\W+", "-", part) for part in sorted((row, column)))


def quote(one: Quote, number: int = 0, link: bool = False) -> str:
    """Return a quote with its cue marked, its source and page, and the word that it is retold where it is.

    ``link`` leads from the source's id to ``#ref-<id>``.
    """
    told = "".join(f"<mark>{escape(text)}</mark>" if marked_ else escape(text) for text, marked_ in one.pieces)
    lang = f' lang="{escape(one.language)}"' if one.language else ""
    label = f'<span class="no">[{number}]</span> ' if number else ""
    retold = f' <span class="retold">{escape(one.retold)}</span>' if one.retold else ""
    title = f". {escape(one.source.title)}" if one.source.title else ""
    place = f'<a href="#ref-{escape(one.source.id)}">{escape(one.place)}</a>' if link else escape(one.place)
    where = f"<cite>{place}{title}</cite>{retold}"
    return f'<blockquote><p{lang} translate="no">{label}“{told}”</p><footer>{where}</footer></blockquote>'


def _head(display: Display, row: Head, links: bool) -> str:
    records = {r.id: r for column in display.columns for r in display.cell(row, column).records}
    target = records.get(row.key) or (next(iter(records.values()), None) if display.shape == "list" else None)
    if links and target and display.shape != "grid":
        return f'<a href="#{anchor(target)}">{marked(row.label)}</a>'
    return marked(row.label)


def _td(display: Display, row: Head, column: Head, links: bool, entries: bool) -> str:
    cell = display.cell(row, column)
    label = f' data-label="{escape(column.label)}"'
    if cell.words is None:
        return _grid_cell(display, row, column, links, entries)
    kind = f' class="{EMPTIES[cell.sign]}"' if cell.coverage and cell.sign in EMPTIES else ""
    return f"<td{kind}{label}>{_words(cell, links)}</td>"


def _count(cell: Cell, broken: bool = False) -> str:
    """Write the count of a cell with room between its parts; ``broken`` puts its sources on a line of their own."""
    parts = [*cell.sign.split(), cell.view.say("src", n=len(cell.sources))]
    parts += [f"{sign}{n}" for sign, n in (("≠", cell.disputed), ("~", cell.filed_differently)) if n]
    told = [f'<span class="n">{marked(part)}</span>' for part in parts]
    first = len(cell.sign.split())
    return f"{' '.join(told[:first])}{'<br>' if broken else ' '}{' '.join(told[first:])}"


def _grid_cell(display: Display, row: Head, column: Head, links: bool, entries: bool) -> str:
    cell, where = display.cell(row, column), cell_anchor(row.key, column.key)
    own = f' id="t{where}"' if links and entries else f' data-label="{escape(column.label)}"'
    if not cell.records:
        kind = EMPTIES.get(cell.sign, "blank")
        said = escape(display.view.say(kind)) if cell.sign in EMPTIES else ""
        return f'<td{own} class="empty {kind}" title="{said}"><span>{marked(cell.count)}</span></td>'
    shown = cell.lines if entries else ()
    if links:
        # The line "+ 4 more" leads to the cell.
        aims = [*map(anchor, cell.records[:ENTRIES]), where]
        lines = "".join(f'<li><a href="#{a}">{marked(w)}</a></li>' for a, w in zip(aims, shown, strict=False))
        count = f'<a class="count" href="#{where}">{_count(cell, not entries)}</a>'
        return f"<td{own}>{count}{f'<ul>{lines}</ul>' if lines else ''}</td>"
    quotes = "".join(quote(one) for one in cell.evidence)
    lines = "".join(f"<li>{marked(line)}</li>" for line in shown)
    return f"<td><details><summary>{_count(cell)}</summary>{quotes}</details><ul>{lines}</ul></td>"
