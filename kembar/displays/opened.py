"""What is behind a cell: its records with their stated values by source, and the quotes."""

from __future__ import annotations

from collections.abc import Iterable

from kembar.casebase import Coverage, Record
from kembar.displays.display import Cell, Display, Head
from kembar.displays.foot import counts
from kembar.displays.sheet import in_words, sheet
from kembar.displays.view import View


def opened(view: View, records: Iterable[Record], title: str, coverage: Coverage | None = None) -> Display:
    """Lay records open, one a row: each field with its values and the numbers of the quotes that state them."""
    rows, cells = [], {}
    columns: dict[str, str] = {}
    found = tuple(records)
    for record in found:
        shown = sheet(view, record)
        rows.append(Head(record.id, f"{record.standing} {shown.entry}", shown.pair))
        for line in shown.lines:
            columns.setdefault(line.field, line.label)
            cells[record.id, line.field] = Cell(view, (record,), (in_words(line, view),))
        numbered = tuple(f"[{number}] {quote}" for number, quote in enumerate(shown.quotes, 1))
        cells[record.id, "quotes"] = Cell(view, (record,), numbered)
        if shown.why:
            cells[record.id, "why"] = Cell(view, (record,), (" ".join(shown.why),))
    columns |= {"quotes": view.say("quotes"), "why": view.say("why_joined")}
    heads = tuple(Head(key, label) for key, label in columns.items())
    return Display(
        "cell", title, tuple(rows), heads, cells, view, shape="list", feet=lambda _: _foot(view, found, coverage)
    )


def _foot(view: View, records: tuple[Record, ...], coverage: Coverage | None) -> tuple[str, ...]:
    if records or coverage is None:
        return (counts(view, records),)
    lines = [Cell(view, coverage=coverage).count]
    for label, sources in (
        ("read_by_person", coverage.read_by_person),
        ("read_by_rules", coverage.read_by_rules),
        ("not_read", coverage.not_read),
    ):
        if sources:
            lines.append(f"{view.say(label)}: {', '.join(sorted(sources))}")
    return tuple(lines)
