"""What the cells of a row say by themselves: its direction, how many came and went, and the month beside its year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from kembar import languages
from kembar.coders.rules.columns import Cell
from kembar.coders.rules.rows import Row
from kembar.coders.rules.sentences import Sentence
from kembar.dates import of_edtf
from kembar.languages.datewords import number_of
from kembar.offsets import fold
from kembar.types import Count, Place, When

Span = tuple[int, int]
_MONTH = re.compile(r"0?[1-9]|1[0-2]")
_COUNT = re.compile(r"\d{1,4}")
_YEAR_LENGTH = 4
_OF_ERA = re.compile(r"[1-9]\d?|[^\W\d]{1,3}")
_SEASON = re.compile(r"\D*\d{4}\s?[-/‐‑‒–—−－／]\s?\d{2}(?:\d\d)?\D*")
_ERA = re.compile(r"([^\W\d]{1,3})\.?\s?(\d{1,2})")
_WAYS = ("mutual", "inbound", "outbound")


@lru_cache
def _words(code: str) -> dict[str, str]:
    """The words that stand alone for a direction, as ``cells.yaml`` lists them."""
    file = languages.get(code).file("cells")
    return {_plain(word): way for way in _WAYS for word in file.text(way).split("|")}


def _plain(text: str) -> str:
    return " ".join(fold(text).text.split()).casefold()


def way(sentence: Sentence, row: Row, pair: tuple[Place, Place]) -> tuple[str, Span] | None:
    """The direction that a row's cell for it tells, seen from the table's own side, with its span."""
    span = row.cell("flow")
    told = _words(sentence.language.code).get(_plain(sentence.raw[span[0] : span[1]])) if span else None
    if span is None or told is None:
        return None
    return _flow(told, pair), span


def _flow(told: str, pair: tuple[Place, Place]) -> str:
    if told == "mutual":
        return told
    ends = pair if told == "outbound" else pair[::-1]
    return ">".join(place.id for place in ends)


def movements(sentence: Sentence, row: Row, pair: tuple[Place, Place]) -> tuple[str, Count, list[Span]] | None:
    """How many came and went, where a table counts them in columns of their own ("In | Out"), with the spans."""
    words = _words(sentence.language.code)
    told = {words[name]: cell for cell in row.cells if (name := _plain(cell.header)) in words}
    if not {"inbound", "outbound"} <= set(told):
        return None
    counted = {name: cell for name, cell in told.items() if _COUNT.fullmatch(cell.text.strip()) and int(cell.text)}
    counted.pop("mutual", None)
    if not counted:
        return None
    numbers = tuple(int(cell.text) for cell in counted.values())
    both = len(numbers) > 1
    count = Count(sum(numbers), "exact", " + ".join(c.text.strip() for c in counted.values()), numbers if both else ())
    flow = _flow("mutual" if both else next(iter(counted)), pair)
    return flow, count, [(cell.start, cell.end) for cell in counted.values()]


def by_years(row: Row) -> list[tuple[int, Cell]]:
    """The cells of a row that hold a number below the header of a year, with that year, in their order."""
    return [(year, c) for c in row.cells if (year := row.years.get(c.column, 0)) and _is_count(c)]


def lone_count(row: Row) -> tuple[int, Span] | None:
    """The number that stands alone in cells of a row whose headers are no known field, where it is one for all."""
    if row.header or row.counted:
        return None
    dated = row.cell("year", "date", "start")
    months = {right.start for left, right in _beside(row.cells) if dated and left.start == dated[0]}
    open_ = {*row.fields.get("", ()), *row.fields.get("number", ())}
    cells = [c for c in row.cells[1:] if (c.start, c.end) in open_ and c.header and _is_count(c)]
    cells = [c for c in cells if c.start not in months]
    values = {int(c.text) for c in cells}
    return (values.pop(), (cells[0].start, cells[0].end)) if len(values) == 1 else None


def _is_count(cell: Cell) -> bool:
    return bool(_COUNT.fullmatch(cell.text.strip())) and int(cell.text) > 0 and len(cell.text.strip()) < _YEAR_LENGTH


def month(row: Row, since: When) -> tuple[When, Span] | None:
    """The month that a column of its own gives right beside that of the year ("2011 | 04"), with its span."""
    span = row.cell("year", "date", "start")
    if since.precision > 1 or span is None:
        return None
    for left, right in _beside(row.cells):
        if _SEASON.fullmatch(left.text):
            continue
        if left.start == span[0] and not right.says and _MONTH.fullmatch(right.text.strip()) and _alone(row, right):
            return of_edtf(f"{since.earliest[:4]}-{int(right.text):02}"), (right.start, right.end)
    return None


def _beside(cells: list[Cell]) -> Iterator[tuple[Cell, Cell]]:
    yield from ((a, b) for a, b in pairwise(cells) if b.column == a.column + 1)


def _alone(row: Row, cell: Cell) -> bool:
    """Whether a cell stands in a column whose header is no known field."""
    return (cell.start, cell.end) in row.fields.get("", [])


def era_year(sentence: Sentence, span: Span, latest: int = 0) -> int:
    """The year that a cell gives by an era or its letter, with no word for a year behind ("H24", 昭和57), else 0.

    A number without its era is one of the era that puts it nearest before ``latest``.
    """
    text, eras = _plain(sentence.raw[span[0] : span[1]]), sentence.language.dates.eras
    match = _ERA.fullmatch(text)
    if match and match[1] in eras:
        return eras[match[1]] + int(match[2])
    number = number_of(text) if _OF_ERA.fullmatch(text) else 0
    told = (year for start in eras.values() if number and (year := start + number) <= latest)
    return max(told, default=0)
