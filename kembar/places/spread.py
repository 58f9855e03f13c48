"""Names whose letters a title or a signature spreads over its line: "豊 岡 市", "상 주 시 장   홍 길 동"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from kembar.alphabets import HAN, HANGUL
from kembar.places import vocabulary
from kembar.places.database import Entry
from kembar.places.mention import FITS, Find, Lookup
from kembar.places.names import IN_HANGUL, fold

_SIGN = f"[{HAN}々{HANGUL}]"
#: Single letters with blanks between them, from the start of a line or cell; words of one letter are no such row.
#: Few of the blanks before it are taken, else a long run of them is walked through again from each of its own.
_ROW = re.compile(
    rf"(?:^[^\S\n]{{0,2}}|[|\t(（][^\S\n]{{0,2}}|[^\S\n]{{3}})"
    rf"(?P<row>{_SIGN}(?:[^\S\n]{{1,3}}{_SIGN}){{2,9}})(?![^\s|)）])",
    re.MULTILINE,
)
_BLANKS = re.compile(r"\s+")


@cache
def _types() -> list[tuple[str, str]]:
    """Return the words for a kind of government behind a name with their levels, long ones first."""
    words = vocabulary.load()
    found = [(w, lv) for lv in FITS for s in ("han", "hangul") for w in words.type_words(lv, "after", s)]
    return sorted(found, key=lambda pair: -len(pair[0]))


def find(text: str, lookup: Lookup, han: Mapping[str, str]) -> Iterator[Find]:
    """Yield the towns at home that begin such a row with their type word; ``han`` as for the finder of Han names."""
    for match in _ROW.finditer(text):
        at = [match.start("row") + i for i, sign in enumerate(match["row"]) if not sign.isspace()]
        named = _named(_BLANKS.sub("", match["row"]), lookup, han)
        if named is not None:
            name, word, level, entry = named
            start, end = at[0], at[len(name) - 1] + 1
            script = "hangul" if IN_HANGUL.search(name) else "han"
            found = Find(start, end, text[start:end], fold(name, han), script, entry.candidates, marker=level)
            found.type_end = at[len(name) + len(word) - 1] + 1
            yield found


def _named(row: str, lookup: Lookup, han: Mapping[str, str]) -> tuple[str, str, str, Entry] | None:
    """Return the name that a row begins with, its type word, the level of that and what the name means."""
    for size in range(len(row), 1, -1):
        for word, level in _types():
            name = row[: size - len(word)]
            if not name or not row[:size].endswith(word):
                continue
            entry = (lookup(fold(name, han)) if len(name) > 1 else None) or lookup(fold(name + word, han))
            if entry and any(c.unit.local == name + word and c.unit.level in FITS[level] for c in entry.candidates):
                return name, word, level, entry
    return None
