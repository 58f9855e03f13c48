"""Displays as files: CSV, XLSX, Markdown, JSON, HTML and text, written whole or not at all."""

from __future__ import annotations

import contextlib
import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kembar import problems
from kembar.displays.display import Cell, Display
from kembar.problems import OutputError, reason
from kembar.sources.files import aim, through

#: Longest text that a spreadsheet's cell takes; longer ones run on in further rows.
LONGEST = 32_000
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def rows(display: Display) -> list[list[str]]:
    """Return a display as rows of text, the heads first; a cell's lines are parted by line feeds."""
    grouped = any(row.group for row in display.rows)
    first = [display.corner] if not grouped else ["", display.corner]
    out = [[*first, *(column.label for column in display.columns)]]
    for row, cells in display.walk():
        heads = [row.group, row.label] if grouped else [row.label]
        out.append([*heads, *(words(display, cell) for cell in cells)])
    return out


def words(display: Display, cell: Cell) -> str:
    """Return all that a cell says: its words and quotes, in a grid its count and every entry."""
    if cell.words is None:
        return "\n".join([cell.count, *(cell.view.entry(record) for record in cell.records)] if cell.count else [])
    return "\n".join([*cell.words, *(str(quote) for quote in cell.quoted)])


def data(display: Display) -> dict[str, Any]:
    """Return a display as plain values: heads, and cells with counts, sources, entries, records and quotes."""
    return {
        "name": display.name,
        "title": display.title,
        "rows": [{"key": head.key, "label": head.label, "group": head.group} for head in display.rows],
        "columns": [{"key": head.key, "label": head.label} for head in display.columns],
        "cells": [
            _cell(display, row.key, column.key)
            for row in display.rows
            for column in display.columns
            if (row.key, column.key) in display.cells
        ],
        "foot": list(display.foot),
    }


def _cell(display: Display, row: str, column: str) -> dict[str, Any]:
    cell = display.cells[row, column]
    return {
        "row": row,
        "column": column,
        "sign": cell.sign,
        "text": words(display, cell),
        "records": [record.id for record in cell.records],
        "sources": sorted(cell.sources),
        "disputed": cell.disputed,
        "filed_differently": cell.filed_differently,
        "quotes": [
            {"source": q.source.id, "locator": q.evidence.locator, "quote": q.text, "retold": bool(q.retold)}
            for q in cell.evidence
        ],
    }


def save(display: Display, path: Path) -> Path:
    """Write a display into a file, by its suffix; UnknownNameError for one not known, OutputError if it fails."""
    writers = {".csv": csv_bytes, ".xlsx": xlsx_bytes, ".md": md_bytes, ".html": _html, ".txt": _txt, ".json": _json}
    if display.name == "timeline":
        writers[".svg"] = _svg
    if path.suffix.lower() not in writers:
        raise problems.no_ending(path.name, "a table", writers)
    return write_whole(path, writers[path.suffix.lower()](display))


def write_whole(path: Path, content: bytes) -> Path:
    """Put bytes into a file by renaming a finished one over it; OutputError, with nothing left, if that fails.

    A link is followed; a device or a pipe is written into, never replaced.
    """
    if through(path, content):
        return path
    target = aim(path)
    part = target.with_name(f".{target.name}.part")
    try:
        part.write_bytes(content)
        part.replace(target)
    except OSError as error:
        # A file that was never made cannot be removed; the first error is the one to tell.
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise OutputError(f"{path} could not be written: {reason(error)}.") from None
    return path


def csv_bytes(display: Display) -> bytes:
    """Write CSV in UTF-8 with a mark by which spreadsheets know it; no cell can be taken for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in rows(display):
        writer.writerows([safe(text) for text in line] for line in split(row))
    return out.getvalue().encode("utf-8-sig")


def safe(text: str) -> str:
    """Prefix a text that a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def split(row: list[str]) -> Iterator[list[str]]:
    """Yield a row, and its overlong cells continued in further rows, so that nothing is cut."""
    parts = [[text[i : i + LONGEST] for i in range(0, len(text), LONGEST)] or [""] for text in row]
    for n in range(max(map(len, parts), default=0)):
        yield [part[n] if n < len(part) else "" for part in parts]


def xlsx_bytes(display: Display) -> bytes:
    """Write a workbook: the table on its first sheet, every quote with source and page on the second."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold, wrap = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True, "valign": "top"})
    quotes = _quotes(display)
    for name, table in ((display.name, rows(display)), (display.view.say("quotes"), quotes)):
        sheet = book.add_worksheet(name[:31])
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, max(1, len(table[0]) - 1), 32)
        lines = [line for row in table for line in split(row)]
        for number, line in enumerate(lines):
            for column, text in enumerate(line):
                sheet.write_string(number, column, text, bold if number == 0 or column == 0 else wrap)
    book.close()
    return out.getvalue()


def _quotes(display: Display) -> list[list[str]]:
    say = display.view.say
    table = [[say("axis_source"), say("column_place"), say("column_title"), say("column_quote"), say("column_note")]]
    seen = {}
    for record in display.records:
        for quote in display.view.quotes(record.evidence):
            seen[str(quote)] = [
                quote.source.id, quote.evidence.locator, quote.source.title, quote.text, quote.retold,
            ]  # fmt: skip
    return table + sorted(seen.values())


def md_bytes(display: Display) -> bytes:
    """Write Markdown: the title, a table, and the counts beneath."""
    return f"## {escape_md(display.title)}\n\n{md_table(rows(display))}\n{md_foot(display)}".encode()


def md_foot(display: Display) -> str:
    """Return the counts beneath a display as paragraphs."""
    return "".join(f"\n{escape_md(line)}\n" for line in display.foot)


def md_table(table: list[list[str]]) -> str:
    """Write rows as a Markdown table, the first row as its head."""
    lines = ["| " + " | ".join(escape_md(text).replace("\n", "<br>") for text in row) + " |" for row in table]
    return "\n".join([lines[0], "|" + " --- |" * len(table[0]), *lines[1:]]) + "\n"


def escape_md(text: str) -> str:
    """Take from a text what Markdown would read as markup."""
    for sign in "\\`*_[]<>|#~":
        text = text.replace(sign, f"\\{sign}" if sign not in "<>" else {"<": "&lt;", ">": "&gt;"}[sign])
    return text


def _html(display: Display) -> bytes:
    from kembar.displays import html

    return html.page(display).encode()


def _txt(display: Display) -> bytes:
    return display.text().encode()


def _svg(display: Display) -> bytes:
    from kembar.displays import timechart

    return timechart.alone(display.view).encode()


def _json(display: Display) -> bytes:
    return (json.dumps(data(display), ensure_ascii=False, indent=1) + "\n").encode()
