"""When a text was issued, as its head says: a town and a day before a dash, a paper's name and a day, "… issued"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kembar.dates import of_edtf
from kembar.sources.pagedates import find_date
from kembar.sources.words import page_words

_HEAD, _LONGEST, _NAME = 4, 60, 30
_TOWN = re.compile(r"[A-ZÀ-ÖØ-Þ][^\d,;:()]{2,30}(?:\([^()\d]{1,30}\))?,\s*")
_DASH = re.compile(r"\s?(?:\([^()\d]{1,30}\)\s?)?(?:--|[—–―-])\s")
_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)[年년]\s?(\d{1,2})[月월]\s?(?:(\d{1,2})[日일])?\s?")


def issued(blocks: Sequence[str]) -> tuple[str, str]:
    """Return (EDTF date, rule that found it) of the first blocks of a text, ("", "") if none tells it."""
    for text in blocks[:_HEAD]:
        line = " ".join(text[: 3 * _LONGEST].split())
        for rule, find in (("dateline", _dateline), ("masthead", _masthead), ("issue", _issue)):
            if day := find(line):
                return day, f"{rule} {line[:40]!r}"
    return "", ""


def _dateline(line: str) -> str:
    """The day behind a town and before a dash, with which a report begins."""
    town = _TOWN.match(line)
    found = find_date(line[town.end() : town.end() + _LONGEST]) if town else None
    if town is None or found is None or found[1] > 0:
        return ""
    return found[0] if _DASH.match(line, town.end() + found[2]) else ""


def _masthead(line: str) -> str:
    """The day in a line that holds but the name of a paper and it."""
    found = find_date(line) if len(line) <= _LONGEST else None
    if found is None or line[found[2] :].strip(" .)）일日"):
        return ""
    name = line[: found[1]].strip(" ,|·(（-–—").casefold()
    spaced, other = name.split(), [word for word in page_words().papers if not word.isascii()]
    known = not page_words().papers.isdisjoint(spaced) or any(name.endswith(word) for word in other)
    return found[0] if known and len(name) <= _NAME else ""


def _issue(line: str) -> str:
    """The month or day in a short line that ends with a word for issuing."""
    match = _MONTH.search(line) if len(line) <= _LONGEST else None
    if match is None or line[match.end() :].strip(" .。)）") not in page_words().issued:
        return ""
    year, month, day = match.groups()
    try:
        return of_edtf(f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")).edtf
    except ValueError:
        return ""
