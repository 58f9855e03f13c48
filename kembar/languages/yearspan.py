"""Two digits behind a year: its month (2018-07), or the second year of a season (2018-19)."""

from __future__ import annotations

import re

Parts = tuple[int, int, int]
_WRITTEN = re.compile(r"(\d{4})(\s*)([-/‐‑‒–—―−－／])(\s*)(\d\d)")
#: Signs of a month as of a span; a longer dash between rising years is that of a span.
_PLAIN = "-/‐‑－／"


def read(written: str, named: bool = False) -> tuple[Parts, Parts | None] | None:
    """Return the month as it is written, or the first and last year; None for what is written otherwise.

    A number up to 12 is a month, also where it follows on the year (2011-12), but not where the text or column calls
    it a season or fiscal year (``named``), nor where blanks or a long dash stand before a later year (2005 – 09).
    """
    match = _WRITTEN.fullmatch(written)
    if match is None:
        return None
    year, number = int(match[1]), int(match[5])
    follows = number == (year + 1) % 100
    apart = bool(match[2] or match[4]) or match[3] not in _PLAIN
    rising = number > year % 100
    if 1 <= number <= 12 and not ((follows and named) or (apart and rising)):
        return (year, number, 0), None
    last = year + 1 if follows else year // 100 * 100 + number
    return (year, 0, 0), (last, 0, 0)
