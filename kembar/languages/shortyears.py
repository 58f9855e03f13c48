"""Years of one or two figures ("98年に", "平成2年から12年まで", '93): of the era or century of the year before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from kembar.languages.datewords import DateWords, number_of

_BACK, _AHEAD = 60, 14
#: The column of years of a list, in which only the first year of an era has its name.
_COLUMN = re.compile(r"[^\S\n]{2}|　")
_ELDEST, _TWO_FIGURES = 60, 10
#: From which number on two figures behind an apostrophe mean a year of the last century, where they end no range.
_LAST_CENTURY, _APOSTROPHE = 40, 3
#: How far ahead a plan may lie.
_PLANNED = 5
_CENTURY, _LONGEST_ERA = 1900, 64
#: Behind a year, the rest of a date in figures alone, which does not say how years are counted beside it: 1978-10-23.
_IN_FIGURES = re.compile(r"[-/.]\d")
#: A year of one or two figures whose era or century stood nearby says nothing of how years are counted.
_SHORT = re.compile(r"'?(?:\d{1,2}(?!\d)|[〇一二三四五六七八九十]{1,3}(?![〇一二三四五六七八九十]))")


def read(numbers: list[int], span: tuple[int, int], text: str, words: DateWords) -> tuple[int, bool] | None:
    """Return the year, and whether the text around left it open (it may be 0 then); None where none is told.

    Without a year before it, only what cannot well be a number of years is one: 60 to 99, what is written '02 or 02;
    of an era, what has a month behind it or stands in a column of years, is left to the text before.
    """
    a, b = span
    number, written = numbers[0], text[a:b]
    before, after = text[max(0, a - _BACK) : a], text[b : b + _AHEAD]
    ranged = bool(words.joint and words.joint.fullmatch(before[-3:].lstrip(f"0123456789{words.units})")))
    column = bool(words.eras) and not text[:a].strip() and bool(_COLUMN.match(text, b))
    told = (
        ranged
        or column
        or numbers[1:]
        or (words.accounts and written.endswith(words.accounts))
        or _follows(words.short_after, after)
    )
    if not told or _follows(words.short_not, after):
        return None
    known = list(words.long_year.finditer(before)) if words.long_year else []
    known = [m for m in known if not (words.eras and _IN_FIGURES.match(before, m.end()))]
    lone = not written[1:2].isdigit() and number < _TWO_FIGURES
    if lone and not (numbers[1:] or column or (ranged and known and known[-1][1])):
        return None
    marked = written.startswith(("'", "0"))
    if known and known[-1][1]:
        year = words.eras[known[-1][1]] + number if number >= number_of(known[-1][2]) else 0
        return (year, False) if year else None
    if known:
        last = int(known[-1][3])
        year = number + last // 100 * 100 if number >= last % 100 else number + (last // 100 + 1) * 100 if marked else 0
        return (year, False) if year and not lone else None
    return number + 1900 if number >= _ELDEST else number + 2000 if marked else 0, not marked


def of_apostrophe(number: int, begun: int = 0) -> int:
    """The year that an apostrophe and two figures mean: '46 is 1946, '15 is 2015.

    In a range it follows on the year ``begun``: "2025-'45".
    """
    if begun:
        return begun + (number - begun) % 100
    return number + (_CENTURY if number >= _LAST_CENTURY else _CENTURY + 100)


def is_apostrophe(written: str) -> bool:
    """Whether a date is nothing but an apostrophe and two figures."""
    return len(written) == _APOSTROPHE and written[0] == "'"


def _follows(pattern: re.Pattern[str] | None, text: str) -> bool:
    return pattern is not None and pattern.match(text) is not None


class Manner:
    """How a document writes years: by which era, or by which century, as far as it has been read.

    ``used`` are the first years of the eras that it names anywhere.
    """

    def __init__(self, texts: Iterable[str], eras: Mapping[str, int], latest: int) -> None:
        self._eras = {name: start for name, start in eras.items() if not name.isascii()}
        self._latest = latest
        self._named = re.compile("|".join(map(re.escape, self._eras)) or "(?!)")
        self._used = {self._eras[m[0]] for text in texts for m in self._named.finditer(text)}
        self._era, self._number, self._century = 0, 0, 0

    def note(self, written: str, year: int) -> None:
        """Take in a year that is written in full."""
        match = self._named.match(written)
        if match is None and ((self._used and _IN_FIGURES.match(written, 4)) or _SHORT.match(written)):
            return
        self._era = self._eras[match[0]] if match else 0
        self._number = year - self._era if match else 0
        self._century = 0 if match else year // 100 * 100

    def note_all(self, years: Iterable[re.Match[str]]) -> None:
        """Take in the years of a passage in which no dates were looked for."""
        for match in years:
            if match[3]:
                self.note("", int(match[3]))
            elif match[1] in self._eras:
                self.note(match[1], self._eras[match[1]] + number_of(match[2]))

    def year(self, number: int) -> int:
        """Return the year that a number alone means, 0 where that is open."""
        if self._century:
            return self._of_century(number)
        if number > _LONGEST_ERA:
            return 0
        era = self._era or self._newest(number)
        ambiguous = self._era and number < self._number and max(self._used, default=0) > self._era
        year = era + number if era and not ambiguous else 0
        return year if not self._latest or year <= self._latest + _PLANNED else 0

    def _newest(self, number: int) -> int:
        """The newest era that the document names or, before any is named, that was counted so far at its time."""
        eras = self._used or (set(self._eras.values()) if self._latest else set())
        return max((era for era in eras if era + number <= (self._latest or era + number)), default=0)

    def _of_century(self, number: int) -> int:
        """The last year that ends so before now; of the century written last where nobody knows when it was written."""
        if number < _TWO_FIGURES:
            return 0
        ends = (century + number for century in (_CENTURY, _CENTURY + 100))
        return max((year for year in ends if year <= (self._latest or self._century + 100) + 1), default=0)
