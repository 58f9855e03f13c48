"""What both forms of Hangul documents (.hwp, .hwpx) hold, and how it is written: outlines, numbers, tables, notes.

Hangul stores where each line was drawn. A line that stands higher than the one before it begins a new page. Nothing is
said of pages where the stored places cannot be those of drawn lines, where there are columns, or where a table may go
over the end of a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kembar.offsets import letters
from kembar.sources import shapes
from kembar.sources.flow import Flow, turn, without_turns
from kembar.sources.grid import Grid
from kembar.sources.numbering import Counter, Level

_HEADING = 100
#: Number formats in the order of their codes in .hwp, as numbering.py names them.
FORMATS = (
    *("decimal", "decimalEnclosedCircle", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter"),
    *("upperLetter", "lowerLetter", "ganada", "ganada", "chosung", "chosung", "decimal", "chineseCounting"),
)


@dataclass(slots=True)
class Paragraph:
    """A paragraph with what hangs on it; ``lines`` are (first unit of its text, place from the top) as drawn.

    ``kind`` is outline, number, bullet or "", ``numbering`` names its list, ``level`` counts from 0. ``pieces`` are
    (first unit, text): a unit is what Hangul counts as one (a control counts several). ``height`` is that of its
    tallest table, in the measure of ``lines``.
    """

    pieces: list[tuple[int, str]] = field(default_factory=list)
    kind: str = ""
    numbering: str = ""
    level: int = 0
    breaks: bool = False
    height: int = 0
    lines: list[tuple[int, int]] = field(default_factory=list)
    turns: list[int] = field(default_factory=list)
    notes: list[list[Paragraph]] = field(default_factory=list)
    inner: list[Table | list[Paragraph]] = field(default_factory=list)

    def text(self) -> str:
        """Return the text with a mark wherever a page turned inside of it."""
        out, waiting = [], list(self.turns)
        for start, piece in self.pieces:
            at = 0
            while waiting and waiting[0] < start + len(piece):
                cut = max(at, waiting.pop(0) - start)
                out += [piece[at:cut], turn()]
                at = cut
            out.append(piece[at:])
        return "".join(out) + turn() * len(waiting)


@dataclass(slots=True)
class Table:
    """Cells as (row, column, rows spanned, paragraphs)."""

    cells: list[tuple[int, int, int, list[Paragraph]]] = field(default_factory=list)


def level(style: str, text: str, start: int = 1) -> Level:
    """Return how a level counts; Hangul writes ``^1.`` where Word writes ``%1.``."""
    return Level(style, re.sub(r"\^(\d)", r"%\1", text.replace("%", "")), start)


def set_pages(paragraphs: Sequence[Paragraph], page: int) -> bool:
    """Find where pages turn between and inside of paragraphs; False, with nothing set, if the lines do not tell.

    ``page`` is the height of the lowest page's text.
    """
    last = -1
    found: list[list[int]] = []
    for number, paragraph in enumerate(paragraphs):
        turns: list[int] = []
        if not paragraph.lines:
            return False
        for at, (unit, place) in enumerate(paragraph.lines):
            new = paragraph.breaks and not at and number > 0
            if place == last and not new:
                return False
            if new or place < last:
                turns.append(unit if at else -1)
            last = place
        if paragraph.height and last + paragraph.height > page:
            return False
        found.append(turns)
    for paragraph, turns in zip(paragraphs, found, strict=True):
        paragraph.turns = turns
    return True


class Writer:
    """Writes paragraphs into a flow; ``lists`` count numbered paragraphs, by the names of their numberings."""

    def __init__(self, flow: Flow, lists: dict[str, Counter]) -> None:
        self._flow = flow
        self._lists = lists

    def write(self, paragraphs: Iterable[Paragraph]) -> None:
        """Write paragraphs, each followed by its tables and boxes."""
        for paragraph in paragraphs:
            text = paragraph.text()
            plain = without_turns(text)[0].strip()
            label = self._label(paragraph) if letters(plain).text else ""
            heading = paragraph.kind == "outline" and len(plain) <= _HEADING and not shapes.ends(plain)
            if heading:
                self._flow.add(text, "heading", paragraph.level + 1, label)
            elif paragraph.kind and not label:
                self._flow.add(text, "list_item", paragraph.level + 1)
            else:
                self._flow.add(text, label=label)
            for note in paragraph.notes:
                self._flow.note(flat(note))
            for inner in paragraph.inner:
                self._table(inner) if isinstance(inner, Table) else self.write(inner)

    def _label(self, paragraph: Paragraph) -> str:
        counter = self._lists.get(paragraph.numbering)
        if paragraph.kind not in ("outline", "number") or counter is None or paragraph.level not in counter.levels:
            return ""
        return counter.next(paragraph.level)

    def _table(self, table: Table) -> None:
        """Write a table row by row; one of a single column is a frame around paragraphs."""
        cells = sorted(table.cells, key=lambda cell: cell[:2])
        if len({column for _, column, _, _ in cells}) <= 1:
            for _, _, _, paragraphs in cells:
                self.write(paragraphs)
            return
        grid = Grid()
        for row, column, down, paragraphs in cells:
            grid.put(row, column, flat(paragraphs), down)
        self._flow.table(grid.rows())
        for _, _, _, paragraphs in cells:
            for note in (note for paragraph in paragraphs for note in paragraph.notes):
                self._flow.note(flat(note))


def flat(paragraphs: Iterable[Paragraph]) -> str:
    """Return all text of paragraphs in one line, that of tables and boxes inside of them too."""
    out = []
    for paragraph in paragraphs:
        out.append(without_turns(paragraph.text())[0])
        for inner in paragraph.inner:
            cells = (
                [cell[3] for cell in sorted(inner.cells, key=lambda c: c[:2])] if isinstance(inner, Table) else [inner]
            )
            out += [flat(cell) for cell in cells]
    return " ".join(" ".join(out).split())
