"""A display: a table of records whose cells keep the records and the evidence behind what they show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from kembar import problems
from kembar.casebase import Coverage, Record
from kembar.displays import words
from kembar.displays.quotes import Quote
from kembar.displays.view import View
from kembar.types import Evidence

#: Entries that a cell shows before it says how many more there are.
ENTRIES = 3
_SIGNS = dict.fromkeys(map(ord, (*words.STANDINGS, *"≠×⇄")))


@dataclass(frozen=True, slots=True)
class Head:
    """A row or a column: its key, what is written over it, and the group it belongs to ("" for none)."""

    key: str
    label: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands where a row and a column meet.

    ``words`` are the lines of a list (None in a grid, whose lines are the condensed entries of ``records``);
    ``own`` are the evidences of a cell that shows one stated value, and then ``evidence`` is these alone; they are
    written out beneath its words.
    """

    view: View = field(repr=False, compare=False)
    records: tuple[Record, ...] = ()
    words: tuple[str, ...] | None = None
    coverage: Coverage | None = None
    own: tuple[Evidence, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the cell: its words, else up to three condensed entries and how many more there are."""
        if self.words is not None:
            return self.words
        shown = tuple(self.view.entry(record) for record in self.records[:ENTRIES])
        more = len(self.records) - ENTRIES
        return (*shown, self.view.say("more", n=more)) if more > 0 else shown

    @property
    def sources(self) -> frozenset[str]:
        """The independent sources behind the records."""
        return self.view.witnesses(self.records)

    @property
    def evidence(self) -> tuple[Quote, ...]:
        """The quotes behind the cell, each with its source; printing one shows the words, source and page."""
        return self.view.quotes(self.own or [e for record in self.records for e in record.evidence])

    @property
    def quoted(self) -> tuple[Quote, ...]:
        """The quotes that are written out in the cell itself."""
        return self.view.quotes(self.own)

    @property
    def disputed(self) -> int:
        """How many of the records hold values that cannot all be true."""
        return sum(1 for record in self.records if record.disputed)

    @property
    def filed_differently(self) -> int:
        """How many of the records are filed differently by their sources (kind, sector, actors)."""
        return sum(1 for record in self.records if record.filed_differently)

    @property
    def sign(self) -> str:
        """The sign of an empty cell, or the standings of its records: ``●9 ○3``."""
        if not self.records:
            return self.coverage.sign if self.coverage else ""
        counts = {s: sum(1 for r in self.records if r.standing == s) for s in words.STANDINGS}
        return " ".join(f"{sign}{number}" for sign, number in counts.items() if number)

    @property
    def count(self) -> str:
        """The cell in one line: ``●9 ○3  7 src ≠1 ~1``, or ``∘ 4 of 9 src`` where no record is."""
        if self.records:
            said = [f"{self.sign}  {self.view.say('src', n=len(self.sources))}"]
            said += [f"≠{self.disputed}"] if self.disputed else []
            said += [f"~{self.filed_differently}"] if self.filed_differently else []
            return " ".join(said)
        if self.coverage is None:
            return ""
        if not self.coverage.total:
            return f"{self.sign} {self.view.say('no_source')}"
        return f"{self.sign} {self.view.say('n_of_m', n=self.coverage.read, m=self.coverage.total)}"


@dataclass(frozen=True)
class Display:
    """A table of a casebase. ``cells`` is keyed by (row key, column key); an absent key is an empty cell.

    ``shape`` is *grid* where cells count records, *table* where each row is a thing and its columns are its fields,
    *list* where the fields are long and are better read one under the other. ``folds`` names the heads (columns, rows
    or none) that are shown only where they hold a record and are else named beneath. ``feet`` words the counts beneath,
    ``following`` the next thing to do; both are made when they are asked for.
    """

    name: str
    title: str
    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    cells: Mapping[tuple[str, str], Cell]
    view: View = field(repr=False)
    shape: Literal["grid", "table", "list"] = "grid"
    folds: Literal["columns", "rows", ""] = ""
    corner: str = ""
    feet: Callable[[Display], tuple[str, ...]] = field(default=lambda _: (), repr=False, compare=False)
    following: Callable[[Display], str] = field(default=lambda _: "", repr=False, compare=False)

    @cached_property
    def foot(self) -> tuple[str, ...]:
        """The lines beneath: counts, filters, what is unsettled."""
        return self.feet(self)

    @property
    def next(self) -> str:
        """What to do next, in one line, or nothing."""
        return self.following(self)

    @property
    def records(self) -> tuple[Record, ...]:
        """Every record that the display shows, once."""
        return tuple({r.id: r for cell in self.cells.values() for r in cell.records}.values())

    def __getitem__(self, key: tuple[str, str]) -> Cell:
        row, column = key
        return self.cell(find(self.rows, row, "row"), find(self.columns, column, "column"))

    def cell(self, row: Head, column: Head) -> Cell:
        """Return the cell of two heads, an empty one where nothing stands."""
        return self.cells.get((row.key, column.key)) or Cell(self.view)

    def open(self, row: str, column: str) -> Display:
        """Return the records behind a cell, each with its stated values by source and their quotes.

        Rows that are called alike (the acts of one day) are opened together.
        """
        from kembar.displays.opened import opened

        rows, at_column = self._called(row), find(self.columns, column, "column")
        cells = [self.cell(at_row, at_column) for at_row in rows]
        records = {record.id: record for cell in cells for record in cell.records}
        return opened(self.view, records.values(), f"{rows[0].label}, {at_column.label}", cells[0].coverage)

    def _called(self, name: str) -> list[Head]:
        """Return the rows of a name; where each row is a thing, its key tells a person nothing: labels are named."""
        alike = [head for head in self.rows if _plain(head.label) == _plain(name)]
        if self.shape != "grid" and not alike and all(_plain(head.key) != _plain(name) for head in self.rows):
            raise problems.unknown("row", name, {" ".join(_bare(head.label).split()) for head in self.rows})
        return alike or [find(self.rows, name, "row")]

    def walk(self) -> Iterator[tuple[Head, tuple[Cell, ...]]]:
        """Yield each row with its cells in the order of the columns."""
        for row in self.rows:
            yield row, tuple(self.cell(row, column) for column in self.columns)

    def text(self, width: int = 80, ascii: bool = False) -> str:
        """Return the display as plain text of at most ``width`` columns; ``ascii`` for consoles without the signs."""
        from kembar.displays import text

        return text.plain(self, width, ascii)

    def show(self) -> None:
        """Print the display: in colour on a terminal, plain elsewhere, in signs that the console can print."""
        from kembar.displays import text

        text.show(self)

    def html(self, full: bool = True) -> str:
        """Return the display as an HTML table with caption and scopes; ``full`` adds the style and the quotes."""
        from kembar.displays import html

        return html.page_part(self) if full else html.table(self)

    def _repr_html_(self) -> str:
        return self.html()

    def __str__(self) -> str:
        from kembar.displays import text

        return text.fitting(self)

    def rows_flat(self) -> list[list[str]]:
        """Return the display as rows of text, the heads first, as they stand in CSV, XLSX and Markdown."""
        from kembar.displays import tables

        return tables.rows(self)

    def data(self) -> dict[str, Any]:
        """Return the display as plain values for JSON: heads, cells with counts, entries, record ids and quotes."""
        from kembar.displays import tables

        return tables.data(self)

    def save(self, path: str | Path) -> Path:
        """Write the display into a file whose suffix says how: .csv, .xlsx, .md, .html, .txt, .json;
        the timeline also as .svg.
        """
        from kembar.displays import tables

        return tables.save(self, Path(path))


def find(heads: Sequence[Head], name: str, what: str) -> Head:
    """Return the head of a key or label (a pair also by its names the other way round); raise UnknownNameError."""
    asked = _plain(name)
    for head in heads:
        if asked in (_plain(head.key), _plain(head.label)):
            return head
    for head in heads:
        if sorted(asked.split("-")) == sorted(_plain(head.key).split("-")):
            return head
    raise problems.unknown(what, name, [head.key for head in heads])


def _plain(name: str) -> str:
    return " ".join(_bare(name).casefold().replace("–", "-").split())


def _bare(name: str) -> str:
    """Leave the signs out of a name, which nobody types."""
    return name.translate(_SIGNS)
