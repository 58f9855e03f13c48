"""The report as a plain Word file: the same sections, with links from records to their quotes."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterator
from typing import Any

from kembar.displays import Cell, Display, Head
from kembar.displays.html import anchor
from kembar.displays.sheet import Sheet, in_words
from kembar.displays.text import left_out, shown_columns, shown_rows
from kembar.displays.words import EMPTIES
from kembar.report import word
from kembar.report.content import Report, Section


def render(report: Report) -> bytes:
    """Return the bytes of the .docx file."""
    document = word.new(report.title, report.view.lang)
    say = report.view.say
    word.paragraph(document, report.kicker, "Subtitle")
    word.paragraph(document, report.title, "Title")
    if report.question:
        word.paragraph(document, report.question, italic=True)
    word.heading(document, say("report_says"), 1)
    for sentence in report.says:
        word.paragraph(document, sentence, "List Number")
    word.paragraph(document, report.signs, small=True)
    for section in report.sections:
        _section(document, section)
    word.heading(document, say("report_references"), 1)
    for reference in report.references:
        word.runs(
            word.add(document, "Bibliography entry"),
            (*reference.runs, (f" [{reference.id}]" if reference.id else "", False)),
        )
    word.heading(document, say("report_records"), 1)
    word.paragraph(document, say("records_intro"))
    numbers = itertools.count()
    for part in (part for part in report.parts if part.sheets):
        word.heading(document, part.heading, 2)
        for sheet in part.sheets:
            _record(document, report, sheet, numbers)
    word.paragraph(document, report.made, small=True)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _section(document: Any, section: Section) -> None:
    word.heading(document, section.heading, 1)
    for paragraph in section.paragraphs:
        word.paragraph(document, paragraph)
    if section.display:
        if section.display.shape == "list":
            _cases(document, section.display)
        else:
            _table(document, section.display)
        for line in _foot(section.display, whole=section.display.shape == "list" or section.id == "matrix"):
            word.paragraph(document, line, small=True)
    for heading, items in section.lists:
        if items:
            word.heading(document, heading, 2)
        for item in items:
            word.paragraph(document, "; ".join(f"{key}: {value}" for key, value in item.items()), "List Bullet")


def _foot(display: Display, whole: bool) -> Iterator[str]:
    for sign, labels in left_out(display).items():
        yield f"{sign} {display.view.say(EMPTIES.get(sign, 'none_found_plain'))}: {', '.join(labels)}".strip()
    yield from display.foot if whole else display.foot[:1]


def _table(document: Any, display: Display) -> None:
    columns = shown_columns(display)
    table = word.table(document, [display.corner, *(column.label for column in columns)])
    group = ""
    for row in shown_rows(display):
        if row.group and row.group != group:
            group = row.group
            word.group_row(table, group)
        cells = table.add_row().cells
        word.fill(cells[0], [_label(display, row)], bold=display.shape == "grid")
        for cell, column in zip(cells[1:], columns, strict=True):
            word.fill(cell, _lines(display.cell(row, column)))
    word.widths(table)


def _label(display: Display, row: Head) -> tuple[str, str]:
    """Return a row's label and the bookmark of the record that it is about, if it is about one."""
    records = {r.id: r for column in display.columns for r in display.cell(row, column).records}
    return row.label, anchor(records[row.key]) if row.key in records else ""


def _lines(cell: Cell) -> list[tuple[str, str]]:
    """Return the lines of a cell, each with the bookmark that it leads to."""
    if cell.words is not None:
        return [(line, "") for line in (*cell.words, *(str(quote) for quote in cell.quoted))]
    entries = [(cell.view.entry(record), anchor(record)) for record in cell.records]
    return [(cell.count, ""), *entries]


def _cases(document: Any, display: Display) -> None:
    group = ""
    for row, cells in display.walk():
        if row.group and row.group != group:
            group = row.group
            word.heading(document, group, 2)
        if row.key.startswith("near"):
            told = " ≈ ".join(word_ for cell in cells[1:-1] for word_ in cell.words or ())
            word.paragraph(document, f"{row.label}: {told}. {' '.join(cells[-1].words or ())}", "Field")
            continue
        word.paragraph(document, row.label, bold=True, keep=True)
        for column, cell in zip(display.columns, cells, strict=True):
            if cell.words:
                word.paragraph(document, f"{column.label}: {'; '.join(cell.words)}", "Field", keep=bool(cell.own))
            for quote in cell.quoted:
                word.paragraph(document, str(quote), "Quote")


def _record(document: Any, report: Report, sheet: Sheet, numbers: Iterator[int]) -> None:
    mark = anchor(sheet.record)
    title = word.paragraph(document, f"{sheet.record.standing or '×'} {sheet.entry}", bold=True, keep=True)
    word.bookmark(title, mark, next(numbers))
    told = (sheet.pair, sheet.standing, ", ".join(sheet.readers))
    word.paragraph(document, " · ".join(part for part in told if part), small=True, keep=True)
    for line in sheet.lines:
        paragraph = word.add(document, "Field")
        word.runs(paragraph, ((f"{line.label}: ", False),))
        for piece in re.split(r"(\[\d+\])", in_words(line, report.view)):
            if number := re.fullmatch(r"\[(\d+)\]", piece):
                word.link(paragraph, piece, f"{mark}-q{number[1]}")
            else:
                word.runs(paragraph, ((piece, False),))
    for count, quote in enumerate(sheet.quotes, 1):
        shown = word.paragraph(document, f"[{count}] {quote}", "Quote")
        word.bookmark(shown, f"{mark}-q{count}", next(numbers))
    if sheet.why:
        word.paragraph(document, f"{report.view.say('why_joined')}: {' '.join(sheet.why)}", small=True)
