"""The matrix: records sorted by two axes, pair by sector if nothing else is asked for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Literal

from kembar.casebase import Casebase, Coverage, Record
from kembar.codebook import Codebook
from kembar.displays.axes import INSTRUMENTS, Axis, axis
from kembar.displays.display import Cell, Display, Head
from kembar.displays.foot import foot, next_step
from kembar.displays.quotes import Shown
from kembar.displays.view import View, make_view, sort_key


def matrix(
    casebase: Casebase,
    rows: str = "pair",
    columns: str = "sector",
    grouping: str | None = None,
    *,
    codebook: Codebook | None = None,
    lang: str = "en",
    document: Shown = None,
) -> Display:
    """Sort the acts of a casebase by two axes.

    Axes: pair, sector (agreements stand in a first column *instruments*; ``grouping`` names a grouping of sectors),
    sector_group, kind, status, recurrence, year, period (five years), actor, flow, source_kind, source. Statements are
    no acts and stand in *events*; a casebase of nothing else (``where(type="statement")``) is sorted too. An empty
    cell of pairs, sectors or years says by its sign what was read.
    """
    view = make_view(casebase, codebook, lang, document)
    acts = tuple(record for record in casebase.records if record.type != "statement")
    shown = acts or casebase.records
    down, across = axis(rows, view, shown, grouping), axis(columns, view, shown, grouping)
    sorted_: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in shown:
        for row in down.keys(record):
            for column in across.keys(record):
                sorted_[row, column].append(record)
    in_order = {key: sorted(found, key=sort_key) if len(found) > 1 else found for key, found in sorted_.items()}
    cells = {key: Cell(view, tuple(found)) for key, found in in_order.items()}
    if {down.name, across.name} <= {"pair", "sector", "year"}:
        _fill(view, down, across, cells)
    title = view.say("title_matrix", rows=view.say(f"axis_{rows}"), columns=view.say(f"axis_{columns}"))
    folds: Literal["columns", "rows"] = "rows" if down.name == "sector" else "columns"
    corner = view.say(f"axis_{rows}")
    made = Display("matrix", title, down.heads, across.heads, cells, view, folds=folds, corner=corner)
    return _with_foot(made, view, bool(acts))


def _with_foot(made: Display, view: View, acts: bool) -> Display:
    filled = [(row, col) for (row, col), cell in made.cells.items() if cell.records]
    command = ""
    if filled:
        row, column = max(filled, key=lambda key: len(made.cells[key].records))
        command = next_step(view, made, row, column)
    return replace(made, foot=foot(view, made.records, acts), next=command)


def _fill(view: View, down: Axis, across: Axis, cells: dict[tuple[str, str], Cell]) -> None:
    """Put the coverage into each cell without records."""
    for row in down.heads:
        for column in across.heads:
            if (row.key, column.key) not in cells:
                found = cover(view, {down.name: row, across.name: column}, down.sectors | across.sectors)
                cells[row.key, column.key] = Cell(view, coverage=found)


def cover(view: View, at: dict[str, Head], sectors: dict[str, tuple[str, ...]]) -> Coverage | None:
    """Return what was read for a cell: of its pair (else all), its sectors (else any) and its year (else any)."""
    pairs = [at["pair"].key] if "pair" in at else [p.id for p in view.casebase.facts.pairs]
    year = int(at["year"].key) if "year" in at and at["year"].key.isdigit() else None
    if "year" in at and year is None:
        return None
    wanted: tuple[str | None, ...] = (None,)
    if "sector" in at and at["sector"].key != INSTRUMENTS:
        wanted = sectors.get(at["sector"].key, ()) or (None,)
    return _merged(view, [view.casebase.coverage(pair, sector, year) for pair in pairs for sector in wanted])


def _merged(view: View, parts: list[Coverage]) -> Coverage | None:
    """Join coverages: a source counts as read only if it was read for each part that it may speak of."""
    if len(parts) < 2:
        return parts[0] if parts else None
    unread = {s for part in parts for s in part.not_read}
    rules = {s for part in parts for s in part.read_by_rules} - unread
    person = {s for part in parts for s in part.read_by_person} - unread - rules
    by = {name: tuple(sorted(found)) for name, found in (("person", person), ("rules", rules), ("unread", unread))}
    every = person | rules | unread
    read, total = (len({view.casebase.witness_of(s) for s in found}) for found in (person | rules, every))
    sign = next(part.sign for sign in "▨∘·" for part in parts if part.sign == sign)
    return Coverage(by["person"], by["rules"], by["unread"], tuple(sorted(every)), read, total, sign)
