"""Of what time a coding speaks: programme or single act, its span of days, the year that a number speaks of."""

from __future__ import annotations

import re

from kembar.types import Coding, When

#: Spans are (first, last) ISO days; these stand for an unstated end.
EVER, NEVER = "0000-01-01", "9999-12-31"
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")


def is_programme(coding: Coding) -> bool:
    """Whether an activity recurs or is ongoing."""
    recurs = coding.recurrence
    return (coding.status == "ongoing" or (recurs is not None and recurs != "none")) and coding.type == "activity"


def span(coding: Coding, programme: bool | None = None) -> tuple[str, str] | None:
    """The days within which an act lies or a programme runs, None if no date is stated.

    Of an agreement the day it was made counts, not its term. A running programme without a stated end is open, and so
    is one without a stated start. ``programme`` says whether it is one, where that is known already.
    """
    start, end = coding.start, coding.end
    if is_programme(coding) if programme is None else programme:
        last = end.latest if end else NEVER
        return (start.earliest if start else EVER), last
    if start is None:
        return (end.earliest, end.latest) if end is not None and coding.type != "agreement" else None
    if coding.type == "agreement" or end is None or end.latest < start.earliest:
        return start.earliest, start.latest
    return start.earliest, end.latest


def year_of(when: When | None) -> int | None:
    """The year of a date, None if it has none or spans several."""
    if when is None or when.earliest[:4] != when.latest[:4]:
        return None
    return int(when.earliest[:4])


def year_in(edtf: str | None) -> int | None:
    """The year with which an EDTF date begins, None if it has none."""
    return int(edtf[:4]) if edtf and edtf[:4].isdecimal() else None


def number_year(coding: Coding, issued: int | None) -> int | None:
    """The year for which a programme states its number: the one its own span names, else that of its source.

    Where the span of the number also tells when the programme began or ended, those years are not the number's.
    """
    own: set[int] = set()
    for piece in coding.evidence:
        if "participants" in piece.supports:
            years = {int(year) for year in _YEAR.findall(piece.quote)}
            if "start" in piece.supports or "end" in piece.supports:
                years -= {year for year in (year_of(coding.start), year_of(coding.end)) if year}
            own |= years
    return own.pop() if len(own) == 1 else issued


def gap_days(a: tuple[str, str], b: tuple[str, str]) -> int:
    """Roughly how many days lie between two spans (0 if they overlap)."""
    if a[0] <= b[1] and b[0] <= a[1]:
        return 0
    first, second = (a[1], b[0]) if a[1] < b[0] else (b[1], a[0])
    return _count(second) - _count(first)


def _count(day: str) -> int:
    return int(day[:4]) * 365 + (int(day[5:7]) - 1) * 30 + int(day[8:10])
