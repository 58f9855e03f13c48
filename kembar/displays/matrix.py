"""The matrix: records sorted by two axes, pair by sector if nothing else is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from kembar import collecting
from kembar.casebase import Casebase, Coverage, Record
from kembar.codebook import Codebook
from kembar.displays.axes import INSTRUMENTS, NOT_STATED, Axis, axis
from kembar.displays.display import Cell, Display, Head
from kembar.displays.foot import foot, next_step
from kembar.displays.quotes import Shown
from kembar.displays.view import View, make_view, sort_key

#: Axes on which statements have no place.
SECTOR_AXES = ("sector", "sector_group")
#: Axes whose empty cells say what was read.
COVERED = {"pair", "sector", "year"}
#: The records of the cells that have any, by (row key, column key).
Found = dict[tuple[str, str], list[Record]]


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
    sector_group, kind, status, recurrence, year, period (five years), actor, flow, source_kind, source. Statements
    have no sector: beside a sector axis they stand only where nothing else does, and are else listed by *events*. An
    empty cell of pairs, sectors or years says by its sign what was read.
    """
    with collecting.paused():
        return _matrix(make_view(casebase, codebook, lang, document), rows, columns, grouping)


def _matrix(view: View, rows: str, columns: str, grouping: str | None) -> Display:
    casebase = view.casebase
    by_sector = any(axis_ in SECTOR_AXES for axis_ in (rows, columns))
    acts = tuple(r for r in casebase.records if not (by_sector and r.type == "statement"))
    shown = acts or casebase.records
    down, across = axis(rows, view, shown, grouping), axis(columns, view, shown, grouping)
    found = _sorted(shown, down, across)
    heads = (down.heads({row for row, _ in found}), across.heads({column for _, column in found}))
    empty = _empty(view, (down, across), heads, found) if {down.name, across.name} <= COVERED else {}
    title = view.say("title_matrix", rows=view.say(f"axis_{rows}"), columns=view.say(f"axis_{columns}"))
    folds: Literal["columns", "rows"] = "rows" if down.name == "sector" else "columns"
    corner = view.say(f"axis_{rows}")
    return Display(
        "matrix", title, *heads, Cells(view, found, empty), view, folds=folds, corner=corner,
        feet=lambda display: foot(view, display.records, by_sector and bool(acts)), following=_following,
    )  # fmt: skip


def _sorted(records: Iterable[Record], down: Axis, across: Axis) -> Found:
    """Put each record under its keys."""
    found: Found = {}
    for record in records:
        columns = across.keys(record)
        for row in down.keys(record):
            for column in columns:
                found.setdefault((row, column), []).append(record)
    return found


class Cells(Mapping[tuple[str, str], Cell]):
    """The cells of a matrix, made when they are asked for: a large one has many thousands."""

    def __init__(self, view: View, found: Found, empty: Mapping[tuple[str, str], Coverage | None]) -> None:
        self._view, self._found, self._empty = view, found, empty

    def __getitem__(self, key: tuple[str, str]) -> Cell:
        if key in self._found:
            return Cell(self._view, tuple(sorted(self._found[key], key=sort_key)))
        return Cell(self._view, coverage=self._empty[key])

    def __iter__(self) -> Iterator[tuple[str, str]]:
        yield from self._found
        yield from self._empty

    def __len__(self) -> int:
        return len(self._found) + len(self._empty)


def _following(display: Display) -> str:
    filled = {key: len(cell.records) for key, cell in display.cells.items() if cell.records}
    return next_step(display.view, display, *max(filled, key=lambda key: filled[key])) if filled else ""


def _empty(
    view: View, axes: tuple[Axis, Axis], heads: tuple[tuple[Head, ...], tuple[Head, ...]], found: Found
) -> dict[tuple[str, str], Coverage | None]:
    """Return the coverage of each cell without records."""
    (down, across), (rows, columns) = axes, heads
    sectors = down.sectors | across.sectors
    return {
        (row.key, column.key): cover(view, {down.name: row, across.name: column}, sectors)
        for row in rows
        for column in columns
        if (row.key, column.key) not in found
    }


def cover(view: View, at: dict[str, Head], sectors: dict[str, tuple[str, ...]]) -> Coverage | None:
    """Return what was read for a cell: of its pair (else all), its sectors (else any) and its year (else any)."""
    pairs = [at["pair"].key] if "pair" in at else [pair.id for pair in view.pairs]
    year = int(at["year"].key) if "year" in at and at["year"].key.isdigit() else None
    if NOT_STATED in (head.key for head in at.values()):
        return None
    wanted: tuple[str | None, ...] = (None,)
    if "sector" in at and at["sector"].key != INSTRUMENTS:
        wanted = sectors.get(at["sector"].key, ()) or (None,)
    found = [view.coverage(pair, sector, year) for pair in pairs for sector in wanted]
    return _merged(view, [coverage for coverage in found if coverage])


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
