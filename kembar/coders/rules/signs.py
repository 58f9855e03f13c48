"""Whose page it is, by what writers of one country use and others do not: offices, spellings, money, addresses.

A page of a small town names neither its country nor that of its namesakes; "the town clerk" and "colour" do. The words
lie in ``languages/<code>/signs.yaml``; a language without the file gives nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from kembar import languages
from kembar.places.vocabulary import alternatives
from kembar.types import Document

_HEAD = 30_000
#: A country's signs count as much as this many places of it, at the most.
MOST = 12.0
_LEAST = 2


@cache
def _signs(code: str) -> tuple[re.Pattern[str], Mapping[str, tuple[str, ...]]] | None:
    """Return the pattern of a language's signs, and for each the countries that use it; None if it has none."""
    file = languages.get(code).file("signs")
    users: dict[str, list[str]] = {}
    for country in file:
        for word in file.text(country).split("|"):
            users.setdefault(" ".join(word.split()).lower(), []).append(country)
    if not users:
        return None
    pattern = re.compile(rf"(?<!\w)(?:{alternatives(users)})(?!\w)", re.I)
    return pattern, {word: tuple(found) for word, found in users.items()}


def votes(document: Document, code: str) -> dict[str, float]:
    """Return how much a document's signs speak for each country (ISO): the more, the fewer countries share a sign."""
    known = _signs(code)
    if known is None:
        return {}
    pattern, users = known
    source = document.source
    text = "\n".join((document.text[:_HEAD], source.url, source.publisher))
    found = {" ".join(match[0].lower().split()) for match in pattern.finditer(text)}
    counted: defaultdict[str, float] = defaultdict(float)
    for word in sorted(found):
        for country in users[word]:
            counted[country] += 1 / len(users[word])
    best = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    if not best or best[0][1] < _LEAST:
        return {}
    behind = best[1][1] if len(best) > 1 else 0.0
    return {best[0][0]: min(MOST, 4 * (best[0][1] - behind))} if best[0][1] > behind else {}
