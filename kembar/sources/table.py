"""Tables of acts: which column holds what, told by plain headers in any language or by ``columns`` in sources.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kembar import languages
from kembar.offsets import fold
from kembar.types import Block, Document

#: What a column can hold; ``activity`` and ``note`` are free text for the rules, the others are values.
FIELDS = (
    *("number", "key", "home", "partner", "country", "kind", "activity", "sector", "date", "year", "start", "end"),
    *("participants", "status", "flow", "actors", "venue", "name", "note", "source"),
)
_BRACKETS = re.compile(r"[(（\[].*?[)）\]]")
#: Words above this are written without blanks between them, and make up longer ones.
_SIGNS = "\u2e80"
#: Columns of free text, which the rules read.
FREE = frozenset(("activity", "note"))
#: What stands between the two names of a column below a group, and the fields of a group that its columns only refine.
BETWEEN = " / "
_REFINED = {"partner": ("home", "name", "partner"), "home": ("partner", "name", "home")}


@dataclass(frozen=True, slots=True)
class Cell:
    """A filled cell: its span in the frozen text and its value (without the doubled quotes of CSV)."""

    start: int
    end: int
    text: str
    column: int
    header: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row below a header; ``sheet`` and ``row`` count from 1 (sheet 0: the file has no sheets)."""

    sheet: int
    row: int
    cells: tuple[Cell, ...]

    @property
    def start(self) -> int:
        """Where the row begins in the frozen text."""
        return self.cells[0].start

    @property
    def end(self) -> int:
        """Where the row ends in the frozen text."""
        return self.cells[-1].end

    def under(self, header: str) -> Cell | None:
        """Return the cell below a header, None if it is empty."""
        return next((cell for cell in self.cells if cell.header == header), None)


@cache
def _header_words() -> dict[str, str]:
    """Return folded header words and the field each stands for, of all languages (first in file order wins)."""
    out: dict[str, str] = {}
    for code in languages.codes():
        for word, name in _words_of(code).items():
            out.setdefault(word, name)
    return out


@cache
def _words_of(code: str) -> dict[str, str]:
    """Return folded header words of a language and the field each stands for."""
    file = languages.get(code).file("table")
    out: dict[str, str] = {}
    for name in file.only(FIELDS):
        for word in file.text(name).split("|"):
            out.setdefault(_plain(word), name)
    return out


def language_of(headers: Iterable[str]) -> tuple[str, bool]:
    """Return the language whose words stand in the headers, and whether they are all words of it.

    It is "" where fewer than half of the headers have words of one language, or two have as many.
    """
    short = [_plain(_BRACKETS.sub("", name)) for header in headers for name in header.split(BETWEEN)]
    best, found = 0, [("", False)]
    for code in languages.codes():
        words = _words_of(code)
        exact = [name in words for name in short]
        known = sum(map(bool, (_loosely(name, words) for name in short)))
        score = known + sum(exact) if known > 1 and 2 * known >= len(short) else 0
        if score >= max(best, 1):
            found = [*(found if score == best else []), (code, all(exact))]
            best = score
    return found[0] if len(found) == 1 else ("", False)


def _plain(header: str) -> str:
    return " ".join(fold(header).text.replace("_", " ").split()).strip(" :.*")


def guess(headers: Iterable[str]) -> dict[str, str]:
    """Return the field that each plain header stands for; headers that say nothing plain are left out.

    A field is given to one column only (free text may come from several). Where no column is the partner's and one
    could be either side's place, it is the partner's.
    """
    words = _header_words()
    out: dict[str, str] = {}
    for exact in (True, False):
        for header in headers:
            name = words.get(_plain(header), "") if exact and BETWEEN not in header else _loosely(header, words)
            if header not in out and name and (name in FREE or name not in out.values()):
                out[header] = name
    if "partner" not in out.values():
        out = {header: "partner" if name == "home" else name for header, name in out.items()}
    return out


def is_header_word(cell: str) -> bool:
    """Tell whether a cell is a word that heads a column, with or without what stands in brackets."""
    words = _header_words()
    return _plain(cell) in words or _plain(_BRACKETS.sub("", cell)) in words


def _of_two(group: str, column: str, words: Mapping[str, str]) -> str:
    """Look up a column below a group: both words as one, else the column's, which the group may make another side's."""
    for both in (f"{column} {group}", f"{group} {column}"):
        if _plain(both) in words:
            return words[_plain(both)]
    above, below = _loosely(group, words), _loosely(column, words)
    if above == "home" and below == "country":  # the column of countries is the partner's
        return ""
    return above if below in _REFINED.get(above, ()) else below or (above if above not in _REFINED else "")


def _loosely(header: str, words: Mapping[str, str]) -> str:
    """Look a header up without what stands in brackets, then by the longest known word that is part of it."""
    group, between, column = header.partition(BETWEEN)
    if between:
        return _of_two(group, column, words)
    short = _plain(_undated(_BRACKETS.sub("", header)))
    if short in words:
        return words[short]
    near = [w for w in words if len(w) > 3 and w in short and re.search(rf"(?<!\w){re.escape(w)}(?!\w)", short)]
    least = {"partner": 3}  # "city" alone as a part may be anybody's
    near = near or sorted(
        (w for w, name in words.items() if len(w) >= least.get(name, 2) and w > _SIGNS and w in short), key=short.index
    )
    return words[max(near, key=len)] if near else ""


@cache
def _numbered() -> re.Pattern[str]:
    """A number with the word for a year behind it: it dates what stands below, and says not what that is."""
    years = [word for word, name in _header_words().items() if name == "year" and word > _SIGNS]
    ordered = sorted(years, key=lambda word: (-len(word), word))
    return re.compile(rf"\d+\s*(?:{'|'.join(map(re.escape, ordered))})")


def _undated(header: str) -> str:
    return _numbered().sub(" ", header)


def header_row(rows: Sequence[Sequence[str]]) -> int:
    """Return the index of the header among the first rows, -1 if there is none.

    It is the row with most known header words (two at least), else the first row with several cells if none of them
    holds a figure and all differ.
    """
    words = _header_words()
    known = [sum(_plain(cell) in words for cell in dict.fromkeys(row)) for row in rows[:10]]
    if known and max(known) >= 2:
        return known.index(max(known))
    for at, row in enumerate(rows[:10]):
        filled = [cell for cell in row if cell]
        if len(filled) > 1:
            plain = not any(re.search(r"\d", cell) for cell in filled) and len(set(filled)) == len(filled)
            return at if plain and max(map(len, filled)) <= 60 else -1
    return -1


def rows(document: Document) -> Iterator[Row]:
    """Yield the rows of a document's tables that stand below a header, in order."""
    quoted = document.extractor.startswith("csv")
    open_: list[Block] = []
    for block in (*document.blocks, Block(0, 0)):
        if open_ and (block.role != "table_row" or (block.row, block.sheet) != (open_[0].row, open_[0].sheet)):
            if any(cell.header for cell in open_):
                yield _row(document.text, open_, quoted)
            open_ = []
        if block.role == "table_row":
            open_.append(block)


def _row(text: str, blocks: list[Block], quoted: bool) -> Row:
    cells = []
    for block in blocks:
        value = text[block.start : block.end]
        value = value.replace('""', '"') if quoted else value
        cells.append(Cell(block.start, block.end, value, block.column, block.header))
    return Row(blocks[0].sheet, blocks[0].row, tuple(cells))


def mapping(document: Document) -> dict[str, str]:
    """Return header -> field for a document: what ``columns`` of its source says, and guesses for the other headers."""
    given = document.source.fields.get("columns")
    told = {str(header): str(name) for header, name in given.items()} if isinstance(given, Mapping) else {}
    headers = dict.fromkeys(block.header for block in document.blocks if block.role == "table_row" and block.header)
    guessed = guess([header for header in headers if header not in told])
    taken = {name for name in told.values() if name not in FREE}
    return told | {header: name for header, name in guessed.items() if name not in taken}


def is_list_of_acts(columns: Mapping[str, str]) -> bool:
    """Tell whether a mapping is enough to read rows as acts: a partner and something done."""
    return "partner" in columns.values() and bool({"activity", "kind", "name", "date"} & set(columns.values()))
