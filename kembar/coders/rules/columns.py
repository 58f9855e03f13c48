"""What the columns of a table hold: told by their headers and, where these say nothing known, by their cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations

from kembar import languages
from kembar.coders.rules.sentences import Sentence, Spot
from kembar.languages.flat import flat
from kembar.languages.language import Language
from kembar.languages.lexicon import Hit
from kembar.offsets import fold

#: Fields whose cells tell acts or what belongs to them, never a side.
_NO_SIDE = (
    *("number", "key", "kind", "activity", "sector", "date", "year", "start", "end", "participants"),
    *("status", "flow", "actors", "venue", "name", "note", "source"),
)
_FREE = ("activity", "name", "note")
#: Kinds of agreement that a word alone in a cell may tell, the more telling first, and the cues that tell them.
KINDS = (
    ("renewal", "renew"), ("memorandum", "memorandum"), ("letter_of_intent", "intent"),
    ("implementing_arrangement", "arrangement"),
    ("friendship_agreement", "friendship"), ("sister_agreement", "sister"),
)  # fmt: skip
_TIED = ("sister", "friendship", "memorandum", "intent", "arrangement", "sign", "tied", "become", "paper", "bond")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_PARTS = re.compile(r"[\s,;:/|()（）\[\]·・、，]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_OPENED = re.compile(r"[(（\[]")
_SIDE_LONGEST, _TIE_LONGEST, _DATE_REST = 70, 90, 22
#: Letters above this are signs of a script without blanks between words.
_SIGNS = "\u2e80"
_MOST, _SOME = 0.5, 0.3
#: Passages at the head of a page, and letters of a line there.
_HEAD, _LINE = 8, 60


def width(text: str) -> int:
    """How long a text is for a reader: signs without blanks between them tell twice as much."""
    return len(text) if text.isascii() else sum(2 if char > _SIGNS else 1 for char in text)


@dataclass(frozen=True, slots=True)
class Cell:
    """A filled cell of a row: its span in its sentence, its column (from 1), and the header above it."""

    sentence: Sentence
    start: int
    end: int
    column: int
    header: str

    @property
    def text(self) -> str:
        """The cell as it stands."""
        return self.sentence.raw[self.start : self.end]

    @property
    def says(self) -> bool:
        """Whether the cell says something: a dash or a number does not."""
        return bool(_LETTERS.search(self.text))

    def hits(self, *names: str) -> list[Hit]:
        """Return the cues of some classes within the cell."""
        return [h for h in self.sentence.of(*names) if self.start <= h.start < self.end]

    def side(self) -> Spot | None:
        """The place that a cell names outside its brackets: the first, or the last where regions go before."""
        opened = _OPENED.search(self.text, 1)
        until = self.start + opened.start() if opened else self.end
        spots = [s for s in self.sentence.spots if self.start <= s.start < until and not s.masked]
        if not spots:
            return None
        return spots[0] if self.text[spots[0].start - self.start :][:1].isascii() else spots[-1]

    def kind(self) -> str:
        """The kind of agreement that the cell names, as a cue or as a word that stands alone; "" for none."""
        words = _kind_words()
        told = {kind for kind, name in KINDS if self.hits(name)}
        told = told or {words[part] for part in _PARTS.split(fold(self.text).text) if part in words}
        return next((kind for kind, _ in KINDS if kind in told), "")

    def dated(self) -> bool:
        """Whether the cell is hardly more than a date."""
        dates = [d for d in self.sentence.dates if self.start <= d.start < self.end]
        told = "".join(self.sentence.raw[d.start : d.end] for d in dates)
        return bool(dates) and width(self.text) - width(told) <= _DATE_REST


@dataclass
class Columns:
    """The columns of a table by what they hold, numbered from 1 (0: there is none).

    ``tie`` are those that tell the tie itself: its kind, its date, its state; ``free`` those that tell acts; ``years``
    what year a header gives to what stands below it.
    """

    home: int = 0
    partner: int = 0
    tie: frozenset[int] = frozenset()
    free: frozenset[int] = frozenset()
    years: dict[int, int] = field(default_factory=dict)


@cache
def _kind_words() -> Mapping[str, str]:
    out: dict[str, str] = {}
    for code in languages.codes():
        file = languages.get(code).file("cells")
        for kind, _ in KINDS:
            for word in file.text(kind).split("|"):
                out.setdefault(" ".join(fold(word).text.split()), kind)
    return out


def read(rows: Sequence[Sequence[Cell]], names: Mapping[str, str], is_name: Callable[[Cell], bool]) -> Columns:
    """Say what the columns of a table hold; ``names`` are the fields that its headers are known for.

    ``is_name`` tells whether a cell holds the name of a place, though nothing in the text makes it one.
    """
    below: dict[int, list[Cell]] = {}
    for row in rows:
        for cell in row:
            below.setdefault(cell.column, []).append(cell)
    fields = {number: names.get(cells[0].header, "") for number, cells in below.items()}
    out = Columns()
    out.home, out.partner = _sides(below, fields, is_name)
    language = rows[0][0].sentence.language
    out.years = {n: year for n, cells in below.items() if (year := year_of(cells[0].header, language))}
    rest = {n: cells for n, cells in below.items() if n not in (out.home, out.partner)}
    out.tie = _ties(rest, fields, language)
    out.free = frozenset(n for n in rest if n not in out.tie and (fields[n] in _FREE or not fields[n]))
    return out


def _share(cells: Sequence[Cell], told: Sequence[object]) -> float:
    filled = sum(cell.says for cell in cells)
    return len(told) / filled if filled else 0.0


def _sides(
    below: Mapping[int, list[Cell]], fields: Mapping[int, str], is_name: Callable[[Cell], bool]
) -> tuple[int, int]:
    """The columns of the two sides: as their headers say, else two columns of places of different countries."""
    told = {name: number for number, name in fields.items()}
    home, partner = told.get("home", 0), told.get("partner", 0)
    if home and partner:
        return home, partner
    placed: dict[int, dict[int, Spot]] = {}
    for number, cells in below.items():
        short = [c for c in cells if len(c.text) <= _SIDE_LONGEST]
        found = {c.sentence.index: spot for c in short if (spot := c.side())}
        called = [c for c in short if c.sentence.index in found or (c.says and is_name(c))]
        if fields[number] not in _NO_SIDE and found and _share(cells, called) >= _MOST:
            placed[number] = found
    numbers = sorted({*placed, *filter(None, (home, partner))})
    able = ((a, b) for a, b in combinations(numbers, 2) if partner in (0, a, b))
    best = next(((a, b) for a, b in able if _abroad(placed.get(a, {}), placed.get(b, {}))), None)
    if best is None:
        return home, partner
    left, right = best
    lands = [len({s.place.country for s in placed.get(n, {}).values()}) for n in best]
    turned = lands[0] > lands[1] if lands[0] != lands[1] else partner == left
    return (right, left) if turned else (left, right)


def _abroad(left: Mapping[int, Spot], right: Mapping[int, Spot]) -> bool:
    """Whether two columns name places of two countries in most of the rows in which both do."""
    both = left.keys() & right.keys()
    return bool(both) and sum(left[n].place.country != right[n].place.country for n in both) > _MOST * len(both)


def _ties(rest: Mapping[int, list[Cell]], fields: Mapping[int, str], language: Language) -> frozenset[int]:
    """The columns that tell the tie itself: words for its kind, its date, its state."""
    kinds, dates = set(), set()
    for number, cells in rest.items():
        short = [c for c in cells if len(c.text) <= _TIE_LONGEST]
        filled = {c.sentence.index for c in cells if any(map(str.isalnum, c.text))}
        if fields[number] in _FREE or not filled or 2 * len(short) < len(cells):
            continue
        if len({c.sentence.index for c in short if c.kind()}) >= _MOST * len(filled):
            kinds.add(number)
        elif len(filled - {c.sentence.index for c in cells if not c.dated()}) >= _MOST * len(filled):
            dates.add(number)
    marked = {n for n in dates if _marked(rest[n], language)}
    free = {n for n in rest if fields[n] in _FREE} - kinds
    beside = {n for n in dates for k in kinds if abs(n - k) == 1 and not any(abs(n - f) == 1 and f < n for f in free)}
    ties = kinds | marked | beside if (kinds or marked) else set()
    if ties and not free:
        ties |= {n for n in dates if fields[n] not in ("end",)}
    if ties:
        ties |= {n for n in rest if fields[n] in ("status", "end") and abs(n - max(ties)) <= 1}
    return frozenset(ties)


def _marked(cells: Sequence[Cell], language: Language) -> bool:
    """Whether header or cells say that the dates of a column are those of ties ("since 1994", "signed")."""
    if any(h.name in _TIED for h in language.cues.scan(flat(cells[0].header))):
        return True
    since = [c for c in cells if any(d.since and c.start <= d.start < c.end for d in c.sentence.dates)]
    signed = [c for c in cells if c.hits(*_TIED)]
    return len({id(c) for c in (*since, *signed)}) >= max(1, _SOME * len(cells))


def is_year(text: str) -> bool:
    """Whether a cell holds a year and nothing else."""
    return bool(_YEAR.fullmatch(text.strip()))


def year_of(text: str, language: Language) -> int:
    """The one year that a header or caption gives to what stands below it (a day is none: it is that of its state)."""
    if is_year(text):
        return int(text)
    dates = [d for d in language.find_dates(flat(text), text) if d.first[0]]
    if len(dates) != 1 or dates[0].first[1] or dates[0].since or dates[0].until:
        return 0
    hit = dates[0]
    return hit.first[0] if hit.last is None or hit.last[0] - hit.first[0] <= 1 else 0


def opening(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The short lines at the head of a page that are neither rows nor sentences: the year of a report stands there."""
    early = (s for s in sentences[:_HEAD] if s.passage.role != "table_row")
    return [s for s in early if len(s.raw) < _LINE and s.raw[-1:].isalnum()]


def year_above(lines: Sequence[Sentence]) -> int:
    """The year that the lines above a table give to what it tells: the nearest one that has a year alone."""
    told = (year_of(s.raw, s.language) for s in reversed(lines))
    return next((year for year in told if year), 0)
