"""Dates and numbers of a table's rows: those of the tie by themselves, those of its acts in the table's year."""

from __future__ import annotations

import re

from kembar.coders.rules import rowcells, when
from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.rows import Row
from kembar.coders.rules.sentences import Sentence

_NUMBER = re.compile(r"\D{0,3}(\d{1,3}(?:[.,]\d{3})*|\d+)\D{0,6}$")
_YEAR = re.compile(r"\D{0,4}((?:19|20)\d\d)\D{0,3}")
_LONELY_YEAR = re.compile(r"\W*(?:\w{0,12}\s)?((?:19|20)\d\d)\W*\w{0,2}\W*(?:[(（][^()（）]{1,8}[)）]\W*\w{0,2}\W*)?")


def lonely_year(sentence: Sentence) -> int:
    """Return the year of a passage that holds nothing else ("2006", "Tahun 2015"), else 0."""
    match = _LONELY_YEAR.fullmatch(sentence.text)
    if match:
        return int(match[1])
    dates = [d for d in sentence.dates if not sentence.text[: d.start].strip() and not sentence.text[d.end :].strip()]
    return dates[0].first[0] if len(dates) == 1 and not dates[0].first[1] else 0


def number(sentence: Sentence, row: Row) -> tuple[int, int, int] | None:
    """Return (value, start, end) of the number of people that a row's cell gives."""
    span = row.cell("participants")
    match = _NUMBER.match(sentence.text[span[0] : span[1]]) if span else None
    if span is None or match is None:
        return None
    value = int(re.sub(r"\D", "", match[1]))
    return (value, span[0], span[1]) if value else None


def year(sentence: Sentence, row: Row) -> tuple[int, int, int] | None:
    """Return (year, start, end) of a row's cell for the year."""
    span = row.cell("year")
    if span is None:
        return None
    match = _YEAR.fullmatch(sentence.text[span[0] : span[1]])
    told = int(match[1]) if match else rowcells.era_year(sentence, span)
    return (told, *span) if told else None


def resolve(sentence: Sentence, row: Row, clock: when.Clock, planned: bool) -> list[when.Dated]:
    """Resolve the dates of a row: those of the tie by themselves, those of its acts in the year of the table."""
    every, section = sentence.dates, clock.section
    tie = [d for d in every if row.in_tie(d.start)]
    out = []
    own = year(sentence, row)
    for dates, told in ((tie, 0), ([d for d in every if d not in tie], own[0] if own else year_of(row, clock))):
        sentence.dates = dates
        clock.section = (told, 0, 0) if told and told != section[0] else section
        out += when.resolve(sentence, clock, planned)
    sentence.dates, clock.section = every, section
    return out


def dates_of(candidate: Candidate, row: Row, dated: list[when.Dated]) -> list[when.Dated]:
    """The dates that may be an act's: of the tie for the tie, of the other cells for the rest."""
    if not row.tie:
        return dated
    mine = row.in_tie(candidate.start)
    return [d for d in dated if row.in_tie(d.start) == mine]


def year_of(row: Row, clock: when.Clock) -> int:
    """The year of a row's acts: that of its column, else of the heading it stands below, else of the table."""
    return row.year or clock.section[0] or row.above
