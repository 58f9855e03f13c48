"""Dates and numbers of a table's rows: those of the tie by themselves, those of its acts in the table's year."""

from __future__ import annotations

import re

from kembar.coders.rules import rowcells, when
from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.clock import Clock
from kembar.coders.rules.rows import Row
from kembar.coders.rules.sentences import Sentence
from kembar.dates import of_edtf
from kembar.languages.datefind import DateHit
from kembar.types import Count

_NUMBER = re.compile(r"\D{0,3}(\d{1,3}(?:[.,]\d{3})*|\d+)\D{0,6}$")
_YEAR = re.compile(r"\D{0,4}((?:19|20)\d\d)\D{0,3}")
#: What may stand in brackets behind a year that is alone: that it lies ahead, or the same year otherwise counted.
_REMARK = re.compile(r"\s*(?:[(（][^()（）]{1,8}[)）]|[^\W\d_a-zß-ÿ]{1,2}$)\s*")
_LONELY_YEAR = re.compile(r"\W*(?:\w{0,12}\s)?((?:19|20)\d\d)\W*\w{0,2}\W*(?:[(（][^()（）]{1,8}[)）]\W*\w{0,2}\W*)?")


def lonely_year(sentence: Sentence) -> int:
    """Return the year of a passage that holds nothing else ("2006", "Tahun 2015"), else 0."""
    match = _LONELY_YEAR.fullmatch(sentence.text)
    if match:
        return int(match[1])
    ended = (d for d in sentence.dates if not _REMARK.sub("", sentence.text[d.end :], count=1).strip())
    dates = [d for d in ended if not sentence.text[: d.start].strip()]
    return dates[0].first[0] if len(dates) == 1 and not dates[0].first[1] else 0


def count(candidate: Candidate, row: Row) -> None:
    """Take the number of people from the row's cell for it, from those below years, else from the one number it has."""
    sentence = candidate.sentence
    if told := _number(sentence, row):
        _set(candidate, *told)
    elif below := rowcells.by_years(row):
        first, last = below[0], below[-1]
        if len({int(cell.text) for _, cell in below}) == 1:
            _set(candidate, int(first[1].text), first[1].start, first[1].end)
        if candidate.since is None or candidate.since.basis == "context":
            candidate.since = of_edtf(f"{first[0]:04}")
            candidate.support_here("start", first[1].start, first[1].end)
            candidate.until = of_edtf(f"{last[0]:04}") if last[0] > first[0] and not candidate.recurrence else None
    elif candidate.people is None and (alone := rowcells.lone_count(row)):
        _set(candidate, alone[0], *alone[1])


def _set(candidate: Candidate, value: int, start: int, end: int) -> None:
    candidate.people = Count(value, "exact", candidate.sentence.raw[start:end])
    candidate.support_here("participants", start, end)


def _number(sentence: Sentence, row: Row) -> tuple[int, int, int] | None:
    """Return (value, start, end) of the number of people that a row's cell gives."""
    span = row.cell("participants")
    match = _NUMBER.match(sentence.text[span[0] : span[1]]) if span else None
    if span is None or match is None:
        return None
    value = int(re.sub(r"\D", "", match[1]))
    return (value, span[0], span[1]) if value else None


def year(sentence: Sentence, row: Row, latest: int = 0) -> tuple[int, int, int] | None:
    """Return (year, start, end) of a row's cell for the year, of an era without its name one up to the ``latest``."""
    if row.era:
        return row.era, row.cells[0].start, row.cells[0].end
    for span in (s for s in (row.cell("year"), row.cell("date", "start")) if s):
        match = _YEAR.fullmatch(sentence.text[span[0] : span[1]])
        if told := int(match[1]) if match else rowcells.era_year(sentence, span, latest):
            return told, *span
    return None


def resolve(sentence: Sentence, row: Row, clock: Clock, planned: bool) -> list[when.Dated]:
    """Resolve the dates of a row: those of the tie by themselves, those of its acts in the year of the table."""
    every, section = [d for d in sentence.dates if not _over_cells(d, row)], clock.section
    tie = [d for d in every if row.in_tie(d.start)]
    fiscal, clock.fiscal = clock.fiscal, clock.fiscal or _by_accounts(sentence, row)
    out = []
    own = year(sentence, row, clock.issued[0])
    for dates, told in ((tie, 0), ([d for d in every if d not in tie], own[0] if own else year_of(row, clock))):
        sentence.dates = dates
        clock.section = (told, 0, 0) if told and told != section[0] else section
        out += when.resolve(sentence, clock, planned)
    sentence.dates, clock.section, clock.fiscal = every, section, fiscal
    return out


def _by_accounts(sentence: Sentence, row: Row) -> bool:
    """Whether the column of years is headed by the word for a year of accounts, which goes on into the next year."""
    cell, word = row.cell("year"), sentence.language.dates.fiscal[0]
    headers = (c.header.strip() for c in row.cells if cell and c.start == cell[0])
    return bool(word) and any(header.endswith(word) for header in headers)


def _over_cells(hit: DateHit, row: Row) -> bool:
    """Whether a day without month and year is but the number of one cell and the first sign of the next."""
    return not any(hit.first[:2]) and any(hit.start < cell.start < hit.end for cell in row.cells)


def dates_of(candidate: Candidate, row: Row, dated: list[when.Dated]) -> list[when.Dated]:
    """The dates that may be an act's: of the tie for the tie, of the other cells for the rest."""
    if not row.tie:
        return dated
    mine = row.in_tie(candidate.start)
    return [d for d in dated if row.in_tie(d.start) == mine]


def year_of(row: Row, clock: Clock) -> int:
    """The year of a row's acts: that of its column, else of the heading it stands below, else of the table."""
    return row.year or clock.section[0] or row.above
