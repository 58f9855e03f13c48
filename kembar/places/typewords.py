"""Type words that are part of a name: taking them off, and what they say about its level."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from kembar.places import vocabulary
from kembar.places.database import Entry
from kembar.places.names import fold, script

_ASIAN = ("hangul", "han")
#: The order in which endings are tried: a province's are the most special ones.
_ORDER = ("city", "province", "county", "ward")


@cache
def _latin_ends() -> re.Pattern[str]:
    words = vocabulary.load()
    before = [*words.words("strip_before", "latin"), *_all("before", "latin")]
    after = [*words.words("strip_after", "latin"), *_all("after", "latin")]
    hyphened = vocabulary.alternatives(w[1:] for w in after if w.startswith("-"))
    spaced = vocabulary.alternatives(w for w in after if not w.startswith("-"))
    ends = rf"^{vocabulary.alternatives(before)}\s+|(?:[ -]{hyphened}|\s{spaced})$"
    return re.compile(ends, re.IGNORECASE)


@cache
def _asian_end() -> re.Pattern[str]:
    """A type word of one letter is taken off only where two letters are left."""
    words = vocabulary.load()
    after = {w for s in _ASIAN for w in (*_all("after", s), *words.words("strip_after", s))}
    long, short = [w for w in after if len(w) > 1], [w for w in after if len(w) == 1]
    return re.compile(f"(?:{vocabulary.alternatives(long)}|(?<=..){vocabulary.alternatives(short)})$")


def _all(side: str, of_script: str) -> list[str]:
    words = vocabulary.load()
    return [w for level in vocabulary.TYPES for w in words.type_words(level, side, of_script)]


@lru_cache(20_000)
def bare(name: str) -> str:
    """Return a name without its type word: Kota Surabaya, Busan-si, 부산광역시, 北九州市.

    Nothing proves here that what looks like a type word is one: 마나도 and 廿日市 end in such letters by chance.
    """
    name = name.strip()
    if script(name) == "latin":
        left = _latin_ends().sub("", name)
    else:
        left = _asian_end().sub("", name.replace(" ", ""))
    return left if len(left) >= 2 else name


@cache
def _own() -> list[tuple[str, re.Pattern[str]]]:
    words, found = vocabulary.load(), []
    for level in vocabulary.TYPES:
        before = vocabulary.alternatives(words.type_words(level, "before", "latin"))
        after = vocabulary.alternatives(w.lstrip("-") for w in words.type_words(level, "after", "latin"))
        found.append((level, re.compile(rf"^{before}\s|[ -]{after}$", re.IGNORECASE)))
    return found


@lru_cache(20_000)
def level_of(name: str) -> str:
    """Return the level (see vocabulary.TYPES) that a type word within a Latin name tells, else an empty text."""
    return next((level for level, pattern in _own() if pattern.search(name)), "")


@cache
def _asian_ends() -> list[tuple[str, re.Pattern[str]]]:
    words = vocabulary.load()
    by_level = {lv: [w for s in _ASIAN for w in words.type_words(lv, "after", s)] for lv in vocabulary.TYPES}
    return [(level, re.compile(f"(?<=..){vocabulary.alternatives(by_level[level])}$")) for level in _ORDER]


def proved_level(name: str, entry: Entry, lookup: Callable[[str], Entry | None]) -> str:
    """Return the level told by the end of a Hangul or Han name, if the name without it means one of the same places."""
    for level, pattern in _asian_ends():
        if pattern.search(name):
            short = lookup(fold(bare(name)))
            same = {c.unit.n for c in entry.candidates} & {c.unit.n for c in short.candidates} if short else set()
            return level if same else ""
    return ""
