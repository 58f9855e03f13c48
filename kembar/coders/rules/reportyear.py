"""The year that a document reports on by its title ("Annual report 2019"): its months without a year lie in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kembar import languages
from kembar.coders.rules.sentences import Sentence
from kembar.languages.datefind import DateHit
from kembar.languages.flat import flat
from kembar.languages.language import Language

#: So many lines at the head of a document may be its title, which is no longer than this.
_LINES, _TITLE = 8, 90
#: Letters set apart ("Y E A R B O O K"), and the blank between two of them.
_SPREAD, _BLANK = re.compile(r"(?<!\S)\S(?: \S(?!\S)){3,}"), re.compile(r"(?<=\S) (?=\S)")

#: A year, and the month in which it begins where that is not the first.
Year = tuple[int, int]


def find(sentences: Sequence[Sentence], latest: int) -> Year:
    """Return the year, and the month in which it begins; (0, 0) where no line at the head names a report and a year.

    A report comes out when its year is over (``latest``: when it came out, 0 if nobody knows). The year may stand in
    a heading by itself beside the line that names the report; a month of 0 is the first of the calendar's year.
    """
    lines = list(_head(sentences))
    usual = Counter(s.language.code for s in sentences).most_common(1)
    words = _reports(usual[0][0]) if usual else ()
    named = [any(word in plain for word in words) for plain in (flat(text) for _, text in lines)]
    if not any(named):
        return 0, 0
    language = languages.get(usual[0][0])
    told = [
        (_told(text, language), name or sentence.passage.role != "body")
        for (sentence, text), name in zip(lines, named, strict=True)
    ]
    by_name = [year for (year, _), name in zip(told, named, strict=True) if name]
    for year in (*by_name, *(year for year, heads in told if heads)):
        if year[0] and (not latest or 0 <= latest - year[0] <= 1):
            return year
    return 0, 0


def _head(sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence, str]]:
    """The short lines at the head, with letters that were set apart put together."""
    for sentence in sentences[:_LINES]:
        for line in sentence.raw.split("\n"):
            if len(line) <= _TITLE:
                yield sentence, _SPREAD.sub(lambda match: _BLANK.sub("", match[0]), line)


def _told(text: str, language: Language) -> Year:
    """The one year that a line gives: of accounts, alone, or by its first and last day; "since 1984" gives none."""
    dates = language.find_dates(flat(text), text)
    if any(d.since or d.until for d in dates):
        return 0, 0
    word, start = language.dates.fiscal
    accounts = {d.first[0] for d in dates if start and text[d.start : d.end].endswith(word)}
    if len(accounts) == 1:
        return accounts.pop(), start
    years = {d.first[0] for d in dates if d.first[0]}
    if len(years) == 1 and all(d.shape == "year" and d.last is None for d in dates):
        return years.pop(), 0
    return _twelve_months(dates[0]) if len(dates) == 1 else (0, 0)


def _twelve_months(hit: DateHit) -> Year:
    """The year from a day or month to the one before it a year later ("1 July 2012 - 30 June 2013")."""
    (year, month, _), last = hit.first, hit.last
    whole = last is not None and year and month > 1 and (last[0], last[1]) == (year + 1, month - 1)
    return (year, month) if whole else (0, 0)


@lru_cache
def _reports(code: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in languages.get(code).file("pages").text("reports").split("|") if word.strip())
