"""Dates as exact as they are known: EDTF in, bounds out, and what two of them have in common.

EDTF is the Extended Date/Time Format of the Library of Congress (ISO 8601-2:2019); levels 0 and 1 are used:
``1997``, ``1997-09``, ``1997-09-24``, ``1997~`` (about), ``1997?`` (uncertain), ``199X`` (some year of the
nineties), ``1997-21`` to ``1997-24`` (spring to winter).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date
from typing import Protocol

from kembar.types import Basis, When

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})$")
_MONTH = re.compile(r"(\d{4})-(\d{2})$")
_YEAR = re.compile(r"(\d{4})$")
_DECADE = re.compile(r"(\d{2,3})(X{1,2})$")
# First and last month of the EDTF seasons, as on the northern half of the globe; winter runs into the next year.
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}


def bounds(edtf: str) -> tuple[str, str]:
    """Return the first and last ISO day that an EDTF date may mean; ValueError if it is no date of the calendar."""
    plain = edtf.rstrip("~?%")
    if match := _DAY.match(plain):
        day = date(*(int(part) for part in match.groups())).isoformat()
        return day, day
    if match := _MONTH.match(plain):
        year, month = int(match[1]), int(match[2])
        first, last = _SEASONS.get(month, (month, month))
        ends = year + (last < first)
        return date(year, first, 1).isoformat(), f"{ends:04}-{last:02}-{calendar.monthrange(ends, last)[1]:02}"
    if _YEAR.match(plain):
        return f"{plain}-01-01", f"{plain}-12-31"
    if (match := _DECADE.match(plain)) and len(plain) == 4:
        return f"{plain.replace('X', '0')}-01-01", f"{plain.replace('X', '9')}-12-31"
    raise ValueError(f"{edtf!r} is no date such as 1997, 1997-09 or 1997-09-24")


def of_edtf(edtf: str, basis: Basis = "stated", as_written: str = "") -> When:
    """Make a When of an EDTF date; ValueError if it is no date of the calendar (31 April)."""
    earliest, latest = bounds(edtf)
    return When(edtf, earliest, latest, basis, as_written or edtf)


class DateReader(Protocol):
    """Whatever reads one date in the words of a language (a Language does)."""

    def read_date(self, text: str) -> str:
        """Return a date as EDTF, ``-09-24`` or ``-09`` where the year is not written, "" if there is none."""
        ...


def parse(text: str, words: DateReader | None = None, issued: str | None = None) -> When | None:
    """Read one date that a person types: EDTF or ISO, else in the words of a language; None if it is no date.

    A date without a year takes that of ``issued`` (EDTF) and is then marked as relative.
    """
    plain = text.strip()
    try:
        return of_edtf(plain)
    except ValueError:
        told = words.read_date(plain) if words is not None else ""
    missing = told.startswith("-")
    told = f"{issued[:4]}{told}" if missing and issued else told
    try:
        return of_edtf(told, "relative" if missing else "stated", plain)
    except ValueError:
        return None


def overlap(a: When, b: When) -> bool:
    """Tell whether two dates can be one: some day lies within the bounds of both."""
    return a.earliest <= b.latest and b.earliest <= a.latest


def year_of(when: When) -> int | None:
    """Return the year, or None where not even the year is known."""
    return int(when.earliest[:4]) if when.earliest[:4] == when.latest[:4] else None


def finer(a: When, b: When) -> When:
    """Return the more exact of two dates, the first where they are equally exact."""
    return b if b.precision > a.precision else a


def show(when: When, months: Sequence[str] = (), about: str = "c.") -> str:
    """Write a date for a reader: ``24 Sep 1997``, ``Sep 1997``, ``1997``, ``c. 2017``; ISO without month names."""
    plain = when.edtf.rstrip("~?%")
    uncertain = plain != when.edtf or when.basis == "inferred"
    parts = plain.split("-")
    if len(months) == 12 and len(parts) > 1 and 1 <= int(parts[1]) <= 12:
        day = [str(int(parts[2]))] if len(parts) == 3 else []
        plain = " ".join([*day, months[int(parts[1]) - 1], parts[0]])
    return f"{about} {plain}" if uncertain else plain
