"""What an office file holds, in reading order, becomes blocks: paragraphs over pages, list items, rows, notes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kembar.offsets import letters
from kembar.sources import shapes
from kembar.sources.extraction import Builder, Extraction, clean, failure, problem
from kembar.sources.frontpage import confirmed, told
from kembar.sources.htmlblocks import Part, like_header, lines_of
from kembar.types import Problem, Role

# Marks of page turns inside a text: code points that stand for no character, so that no file can hold them as text.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_TURN = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
# Marks of notes: where in the text the mark of a note stood.
_NOTE_OPEN, _NOTE_CLOSE = "\ufdd2", "\ufdd3"
_NOTE = re.compile(f"{_NOTE_OPEN}([^{_NOTE_CLOSE}]*){_NOTE_CLOSE}")
_NO_MARKS = str.maketrans("", "", _OPEN + _CLOSE + _NOTE_OPEN + _NOTE_CLOSE)
_FRONT_CHARS = 3000


def turn(label: str = "") -> str:
    """Return the mark of a page turn, to stand in a text at that place; ``label`` is the new page's printed one."""
    return f"{_OPEN}{label}{_CLOSE}"


def note_mark(name: str) -> str:
    """Return the mark of a note that ``Flow.marked`` holds by this name."""
    return f"{_NOTE_OPEN}{name}{_NOTE_CLOSE}"


def without_marks(text: str) -> str:
    """Return a foreign text without the code points that are marks here."""
    return text.translate(_NO_MARKS)


def without_turns(text: str) -> tuple[str, int]:
    """Return a text without its marks of page turns, and how many there were."""
    return _TURN.subn(" ", text)


class Flow:
    """Writes a document block by block.

    ``sheet`` is the first page's number, 0 where the format knows no pages. ``printed`` says that the pages carry their
    numbers, so that a sheet's number is also its label.
    """

    def __init__(self, sheet: int = 0, printed: bool = False) -> None:
        self.builder = Builder()
        self.sheet = self._fed = sheet
        self.printed = printed
        self.page = str(sheet) if printed and sheet else ""
        self._notes: list[tuple[str, int, str]] = []
        self._items = shapes.Outline()
        self._broken = 0
        self._due: list[str] = []
        self.marked: dict[str, str] = {}

    def turn(self, label: str = "") -> None:
        """Begin a new page."""
        self.sheet += self.sheet > 0
        self.page = label or (str(self.sheet) if self.printed and self.sheet else "")

    def add(self, text: str, role: Role = "body", level: int = 0, label: str = "") -> None:
        """Add a paragraph, a block a line; ``label`` is its number in a list. The first block, a heading, is the title.

        A body that begins with a bullet or a number becomes a list item, its mark left outside of the block.
        """
        for line in lines_of(self._clean(f"{label} {text}" if label else text)):
            if not letters(_TURN.sub("", line)).text:
                self._turns(line)
                continue
            first, *rest = _TURN.split(line)
            while not first.strip() and rest:
                self.turn(rest[0])
                first, rest = rest[1], rest[2:]
            self._gap("\n\n")
            shaped = "title" if role == "heading" and not self.builder.blocks else role
            depth = level
            skip = shapes.marked(first) if shaped in ("body", "list_item") else 0
            if skip:
                self.builder.gap(first[:skip])
                depth = level if role == "list_item" else self._items.level(shapes.list_style(first, 0))
                shaped = "list_item"
            elif shaped in ("heading", "title"):
                self._items = shapes.Outline()
            self._pieces(first[skip:], rest, shaped, depth)
        self._marked_notes()

    def _pieces(self, first: str, rest: list[str], role: Role, level: int) -> None:
        """Write the parts of a paragraph, a block a page; blanks between them stay outside of the blocks."""
        for at in range(0, len(rest) + 1, 2):
            piece = first if not at else rest[at - 1]
            if at:
                self.turn(rest[at - 2])
                self.builder.gap(" " if (rest[at - 3] if at > 2 else first).endswith(" ") or piece[:1] == " " else "")
            self.builder.add(piece.strip(), role, level=level, **self._place())

    def table(self, grid: Sequence[Sequence[str]], named: bool = False) -> None:
        """Add a table row by row; its first row names the columns if it is ``named`` or looks so."""
        due: list[int] = []  # the rows (from 0) in front of which a page turns
        for at, cells in enumerate(grid):
            inside = max((cell.count(_OPEN) for cell in cells), default=0)
            first = inside and any(cell.lstrip().startswith(_OPEN) for cell in cells)
            due += [at if first and not number else at + 1 for number in range(inside)]
        rows = [[" ".join(self._clean(without_turns(cell)[0]).split()) if cell else "" for cell in row] for row in grid]
        named = named or (bool(rows) and like_header(rows[0], len(rows)))
        gap = "\n\n"
        for number, row in enumerate(rows, 1):
            for _ in range(due.count(number - 1)):
                self.turn()
            if any(row):
                self._gap(gap) if gap == "\n\n" else self.builder.gap(gap)
                self.builder.row(row, number, rows[0] if named and number > 1 else [], **self._place())
                gap = "\n"
        for _ in range(sum(row >= len(rows) for row in due)):
            self.turn()
        self._marked_notes()
        self._items = shapes.Outline()

    def note(self, text: str) -> None:
        """Keep a note of the current page; notes are written at the end."""
        text = " ".join(_TURN.sub(" ", self._clean(text)).split())
        if text:
            self._notes.append((text, self.sheet, self.page))

    def finish(
        self, extractor: str, name: str, own: tuple[str, str], source: str, problems: Sequence[Problem] = ()
    ) -> Extraction:
        """Return the extraction; ``own`` are the file's own title and author, ``source`` names where they stood."""
        self._due += self.marked
        self._marked_notes()
        for text, sheet, page in self._notes:
            self.builder.gap("\n\n")
            self.builder.add(text, "note", sheet=sheet, page=page)
        text, blocks = self.builder.text, tuple(self.builder.blocks)
        if not blocks:
            return failure("empty", "This document holds no text.", name)
        fields, basis = told(text, blocks, "the document's title or first heading")
        title, author = (clean(value)[0].strip() for value in own)
        more, why = confirmed(title, author, text[:_FRONT_CHARS], fields.get("title", ""), source)
        if self._broken:
            message = f"Characters that are none (NUL, half signs) were left out in {self._broken} places."
            problems = (*problems, problem("note", "cleaned", message, name))
        return Extraction(text, blocks, (), extractor, fields | more, basis | why, tuple(problems))

    def _clean(self, text: str) -> str:
        """Clean a foreign text; letters that had to be left out are counted."""
        self._due += _NOTE.findall(text)
        made, said = clean(_NOTE.sub("", text))
        self._broken += any(note[0].isdigit() for note in said)  # the other note, on accents, is of no account here
        return made

    def _marked_notes(self) -> None:
        """Keep the notes whose marks stood in what was written last."""
        due, self._due = self._due, []
        for name in due:
            self.note(self.marked.pop(name, ""))

    def _turns(self, text: str) -> None:
        for label in _TURN.findall(text):
            self.turn(label)

    def _gap(self, text: str) -> None:
        feeds = "\f" * max(0, self.sheet - self._fed)
        self.builder.gap(text + feeds)
        self._fed = max(self._fed, self.sheet)

    def _place(self) -> dict[str, int | str]:
        return {"sheet": self.sheet, "page": self.page}


def write_parts(flow: Flow, parts: Sequence[Part]) -> None:
    """Write the parts of a web page, what is furniture as asides; rows of a table are written together."""
    rows: list[list[str]] = []
    for at, part in enumerate(parts):
        if part.furniture or not part.row:
            flow.add(part.text, "aside" if part.furniture else part.role, part.level)
            continue
        rows += [[]] * (part.row - 1 - len(rows))
        rows.append(part.cells)
        if at + 1 == len(parts) or parts[at + 1].table != part.table or not parts[at + 1].row:
            flow.table(rows, named=bool(rows[0]) and rows[0] == part.headers)
            rows = []
