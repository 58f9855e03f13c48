"""What dates without a year or month are measured by, while a document is read."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR

from kembar.languages.datefind import Parts


@dataclass
class Clock:
    """What dates without a year are measured by: the publication date, the date and the day told last.

    ``report`` is the year that the document reports on, and the month in which it begins (0: with the calendar's);
    ``fiscal``: whether that of the section is one of accounts; ``opened`` is the year with which its paragraph opens.
    """

    issued: Parts = (0, 0, 0)
    last: Parts = (0, 0, 0)
    day: Parts = (0, 0, 0)
    section: Parts = (0, 0, 0)
    span: tuple[int, int] = (0, 1)
    report: tuple[int, int] = (0, 0)
    fiscal: bool = False
    opened: int = 0

    @classmethod
    def of(cls, issued: str | None) -> Clock:
        """Start a clock at an EDTF date of publication (or none)."""
        parts = [int(p) for p in (issued or "").rstrip("~?%").split("-") if p.isdigit()][:3]
        year, month, day = ([*parts, 0, 0, 0])[:3]
        return cls(real((year, month, day)))


def real(parts: Parts) -> Parts:
    """A date as far as the calendar knows it: 31 June is some day of June, the 13th month some day of its year."""
    year, month, day = parts
    if not (1 <= month <= 12 and 1 <= year <= MAXYEAR):
        return year, 0, 0
    return year, month, day if day <= monthrange(year, month)[1] else 0
