"""How long what begins at a date goes on: "from May 2011 for six months", "平成20年から3年間".

``dates.yaml`` maps a phrase to its unit, with the count where no number tells it (``lasts``: "# months": month, "a
fortnight": week 2). In languages that write such words before a date it names those that open a span (``lasts_from``)
and those that measure it (``lasts_for``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta

from kembar import yamlfile
from kembar.languages.anyof import any_of

Parts = tuple[int, int, int]
#: So many letters before and behind a date are looked at.
_REACH = 60
_DAYS = {"day": 1, "week": 7}


@dataclass(frozen=True)
class Lasting:
    """Expressions for a span beside its first date, and what the phrases for it mean."""

    after: re.Pattern[str] | None = None
    before: re.Pattern[str] | None = None
    opened: re.Pattern[str] | None = None
    spans: tuple[tuple[str, str, str], ...] = ()

    def of(self, text: str, start: int, end: int, reading: Callable[[str], int]) -> tuple[int, str] | None:
        """Return (count, unit) of the span that begins at the date between two places of a text, if one is told."""
        before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
        match = self.after.match(after) if self.after else None
        if match is None and self.before is not None:
            match = self.before.search(before)
        elif match is not None and self.opened is not None and not self.opened.search(before):
            return None
        return self._read(re.sub(r"\s+", " ", match["span"]), reading) if match else None

    def _read(self, told: str, reading: Callable[[str], int]) -> tuple[int, str] | None:
        for phrase, unit, count in self.spans:
            head, sign, tail = phrase.partition("#")
            if not sign and told == phrase:
                return int(count), unit
            if sign and told.startswith(head) and told.endswith(tail):
                number = reading(told[len(head) : len(told) - len(tail)].strip())
                if number:
                    return number, unit
        return None


def load(top: yamlfile.Mapping, number: str, counting: bool) -> Lasting | None:
    """Make the expressions of a ``dates.yaml``; None where it has no phrases for spans."""
    block = top.get("lasts")
    if not isinstance(block, yamlfile.Mapping):
        return None
    told = [(phrase, f"{spec} 0".split()) for phrase, spec in block.items()]
    spans = tuple((phrase, words[0], words[1]) for phrase, words in told)
    whole = "|".join(any_of([p]).replace(r"\#", f"(?:{number})") for p, _, _ in sorted(spans, key=lambda s: -len(s[0])))
    if counting:
        since = any_of(top.list("since"))
        return Lasting(re.compile(rf"\s*\)?(?:{since})の?\s*(?P<span>{whole})"), spans=spans)
    since, lead, every = any_of(top.list("lasts_from")), any_of(top.list("lasts_for")), any_of(top.list("every"))
    span = rf"(?<!\w)(?:{lead})\s+(?P<span>{whole})(?!\w)"
    return Lasting(
        re.compile(rf"\s*,?\s*{span}(?!\s+(?:{every})(?!\w))"),
        re.compile(rf"{span},?\s+(?:{since})\s+(?:the\s+)?$"),
        re.compile(rf"(?<!\w)(?:{since})\s+(?:the\s+)?$"),
        spans,
    )


def end(first: Parts, count: int, unit: str) -> Parts:
    """The last day, month or year of a span, as exactly as its first is known and its unit tells."""
    year, month, day = first
    if unit in _DAYS and day:
        try:
            last = date(year, month, day) + timedelta(days=count * _DAYS[unit] - 1)
        except OverflowError:  # ten million days
            return MAXYEAR, 0, 0
        return last.year, last.month, last.day
    if unit == "year":
        whole = month < 2 and day < 2  # begun with the year, it ends with one
        return min(year + (count - 1 if whole else count), MAXYEAR), 0, 0
    if unit == "month" and month:
        total = year * 12 + month - 1 + (count - 1 if day < 2 else count)
        return min(total // 12, MAXYEAR), total % 12 + 1, 0
    return (year, month, 0) if unit in _DAYS else (year, 0, 0)
