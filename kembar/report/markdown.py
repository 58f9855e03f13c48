"""The report as Markdown: the same sections, tables, quotes and references as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from kembar.displays import Display
from kembar.displays.sheet import Sheet, in_words
from kembar.displays.tables import escape_md, md_foot, md_table, rows
from kembar.report.content import Report


def render(report: Report) -> str:
    """Return the report as Markdown with a final line feed."""
    return "\n\n".join(part for part in _parts(report) if part).rstrip() + "\n"


def _parts(report: Report) -> Iterator[str]:
    say = report.view.say
    yield f"# {escape_md(report.title)}"
    yield escape_md(report.kicker)
    yield f"*{escape_md(report.question)}*" if report.question else ""
    yield f"## {escape_md(say('report_says'))}"
    yield "\n".join(f"{number}. {escape_md(sentence)}" for number, sentence in enumerate(report.says, 1))
    yield escape_md(report.signs)
    for section in report.sections:
        yield f"## {escape_md(section.heading)}"
        yield from map(escape_md, section.paragraphs)
        if section.display:
            yield _display(section.display)
        for heading, items in section.lists:
            if items:
                yield f"### {escape_md(heading)}"
                yield "\n".join(f"- {'; '.join(f'{k}: {escape_md(v)}' for k, v in item.items())}" for item in items)
    yield f"## {escape_md(say('report_references'))}"
    for reference in report.references:
        text = "".join(f"*{escape_md(t)}*" if italic else escape_md(t) for t, italic in reference.runs)
        yield f"{text} [{escape_md(reference.id)}]" if reference.id else text
    yield f"## {escape_md(say('report_records'))}"
    for part in (part for part in report.parts if part.sheets):
        yield f"### {escape_md(part.heading)}"
        for sheet in part.sheets:
            yield from _record(report, sheet)
    yield escape_md(report.made)


def _display(display: Display) -> str:
    if display.shape != "list":
        return md_table(rows(display)) + md_foot(display)
    lines, group = [], ""
    for row, cells in display.walk():
        if row.group and row.group != group:
            group = row.group
            lines.append(f"### {escape_md(group)}")
        lines.append(f"**{escape_md(row.label)}**")
        told = []
        for column, cell in zip(display.columns, cells, strict=True):
            words = [*(cell.words or ()), *(str(quote) for quote in cell.quoted)]
            if words:
                told.append(f"- {escape_md(column.label)}: {'<br>'.join(map(escape_md, words))}")
        lines.append("\n".join(told))
    return "\n\n".join(lines) + "\n" + md_foot(display)


def _record(report: Report, sheet: Sheet) -> Iterator[str]:
    view = report.view
    yield f"**{sheet.record.standing or '×'} {escape_md(sheet.entry)}**"
    yield escape_md(" · ".join(part for part in (sheet.pair, sheet.standing, ", ".join(sheet.readers)) if part))
    yield "\n".join(f"- {escape_md(line.label)}: {escape_md(in_words(line, view))}" for line in sheet.lines)
    yield "\n".join(f"> [{number}] {escape_md(str(quote))}  " for number, quote in enumerate(sheet.quotes, 1))
    yield escape_md(f"{view.say('why_joined')}: {' '.join(sheet.why)}") if sheet.why else ""
