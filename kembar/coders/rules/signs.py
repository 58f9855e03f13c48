"""Whose page it is, by what writers of one country use and others do not: offices, spellings, money, addresses.

A page of a small town names neither its country nor that of its namesakes; "the town clerk" and "colour" do. The words
lie in ``languages/<code>/signs.yaml``; a language without the file gives nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from kembar import languages
from kembar.places.vocabulary import alternatives
from kembar.types import Document

_HEAD = 30_000
#: A country's signs count as much as this many places of it, at the most.
MOST = 12.0
#: Fewer signs of the best country than this say nothing; an order of day and month counts as so many signs.
_LEAST, _CLEAR, _ORDER = 1.0, 2.0, 2.0
_EACH = 2.5
_ORDERS = ("day first", "month first", "months")


@dataclass(frozen=True, slots=True)
class _Signs:
    """A language's signs in small letters as a pattern, the countries that use each, and orders of day and month."""

    pattern: re.Pattern[str]
    users: Mapping[str, tuple[str, ...]]
    orders: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]


@lru_cache
def _signs(code: str) -> _Signs | None:
    """Return a language's signs; None if it has none."""
    file = languages.get(code).file("signs")
    users: dict[str, list[str]] = {}
    for country in file:
        for word in file.text(country).split("|") if country not in _ORDERS else ():
            users.setdefault(" ".join(word.split()).lower(), []).append(country)
    if not users:
        return None
    day, month, months = (tuple(file.text(name).split("|")) if name in file else () for name in _ORDERS)
    named = alternatives(month.lower() for month in months)
    orders = ((rf"(?<!\d)\d{{1,2}} {named}\b", day), (rf"\b{named} \d{{1,2}}(?!\d)", month))
    pattern = re.compile(rf"(?<!\w){alternatives(users)}(?!\w)")
    found = tuple((re.compile(text), who) for text, who in orders if months and who)
    return _Signs(pattern, {word: tuple(who) for word, who in users.items()}, found)


def votes(document: Document, code: str) -> dict[str, float]:
    """Return how much a document's signs speak for countries (ISO): the more, the fewer countries share a sign.

    A country with less than half the signs of the best one gets nothing, which speaks against it if the signs are many.
    """
    source = document.source
    text = "\n".join((document.text[:_HEAD], source.url, source.publisher)).lower()
    return dict(_told(text, code))


@lru_cache(maxsize=2)  # the places and the frame of a document both ask
def _told(text: str, code: str) -> Mapping[str, float]:
    """What the signs of a text speak for."""
    if (known := _signs(code)) is None:
        return {}
    found = {" ".join(match[0].split()) for match in known.pattern.finditer(text)}
    counted: defaultdict[str, float] = defaultdict(float)
    for word in sorted(found):
        for country in known.users[word]:
            counted[country] += 1 / len(known.users[word])
    seen = [(len(pattern.findall(text)), users) for pattern, users in known.orders]
    if seen and seen[0][0] != seen[-1][0]:
        for country in max(seen)[1]:
            counted[country] += _ORDER / len(max(seen)[1])
    best = max(counted.values(), default=0.0)
    if best < _LEAST:
        return {}
    told = {c: min(MOST, _EACH * (n - best / 2)) for c, n in sorted(counted.items()) if n > best / 2}
    against = sorted({c for users in known.users.values() for c in users} - set(told)) if best >= _CLEAR else []
    return {**told, **dict.fromkeys(against, 0.0)}
