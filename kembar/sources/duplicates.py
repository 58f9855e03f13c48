"""Copies and parts of texts: shingles hashed, the smallest kept as a sketch, containment measured on them.

A sketch of a text up to about 1,000 words is complete, so its containment is exact; of longer texts the sketches hold
a sample that is the same for all, and ``relations`` counts the whole texts where a sample is too small to tell.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from hashlib import blake2b
from heapq import nsmallest
from itertools import combinations, pairwise

#: At least this part of the shorter text in the longer one: copies, one witness.
COPY = 0.8
#: From this part on two texts are related, and a person decides.
RELATED = 0.3
#: A sketch holds at least so many hashes, and all that lie in the lowest sixteenth.
SIZE = 1024
_LOWEST = 1 << 60
_MEETING = 1 << 62
_FEW = 32
_COMMON = 50
_SURE = 60
_WORD = re.compile(r"\w+")
_UNSPACED = re.compile("[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def shingles(text: str) -> frozenset[int]:
    """Return the 64-bit hashes of all runs of 3 words; of 8 letters where a text is written without blanks."""
    folded = text.casefold()
    words = _WORD.findall(folded)
    letters = "".join(words)
    if len(_UNSPACED.findall(letters)) > 0.3 * len(letters):
        parts = {letters[at : at + 8] for at in range(max(1, len(letters) - 7))} if letters else set()
    else:
        parts = {" ".join(words[at : at + 3]) for at in range(max(1, len(words) - 2))} if words else set()
    return frozenset(int.from_bytes(blake2b(part.encode(), digest_size=8).digest(), "big") for part in parts)


def sketch(text: str) -> frozenset[int]:
    """Return the smallest hashes of a text's shingles: ``SIZE`` (all, if there are fewer), of a long text more."""
    every = shingles(text)
    return frozenset(nsmallest(SIZE, every)) | {value for value in every if value < _LOWEST}


def containment(a: frozenset[int], b: frozenset[int]) -> float:
    """Return the part (0 to 1) of the first text that stands in the second, by their sketches or all their shingles."""
    part, _ = _part(a, b)
    return part


def _part(a: frozenset[int], b: frozenset[int]) -> tuple[float, int]:
    """Return the part of a in b and on how many hashes that rests: those below the horizon of both sketches."""
    horizon = min((max(s) for s in (a, b) if len(s) >= SIZE), default=None)
    seen = a if horizon is None else {h for h in a if h <= horizon}
    return (len(seen & b) / len(seen) if seen else 0.0), len(seen)


def relations(
    sketches: Mapping[str, frozenset[int]], text_of: Callable[[str], str] | None = None
) -> list[tuple[str, str, float]]:
    """Return (id, id, part) of texts that share at least ``RELATED`` of the shorter one, sorted by ids.

    With ``text_of`` the whole texts are counted where the sketches overlap in too few hashes to be sure.
    """
    out = []
    for first, second in sorted(_candidates(sketches)):
        one, two = sketches[first], sketches[second]
        part, seen = max(_part(one, two), _part(two, one))
        if text_of and seen < _SURE and max(len(one), len(two)) >= SIZE:
            whole = [shingles(text_of(name)) for name in (first, second)]
            small, large = sorted(whole, key=len)
            part = len(small & large) / len(small) if small else 0.0
        if part >= RELATED:
            out.append((first, second, round(part, 3)))
    return out


def _candidates(sketches: Mapping[str, frozenset[int]]) -> set[tuple[str, str]]:
    """Return pairs of ids that share two hashes or more; the lowest quarter of the hashes is enough to meet.

    Of a hash that stands in many texts (a site's boilerplate, a release printed everywhere) only neighbours count.
    """
    holders: dict[int, list[str]] = defaultdict(list)
    for name in sorted(sketches):
        every = sketches[name]
        for value in every if len(every) < _FEW else (h for h in every if h < _MEETING):
            holders[value].append(name)
    shared: Counter[tuple[str, str]] = Counter()
    for names in holders.values():
        shared.update(combinations(names, 2) if len(names) <= _COMMON else pairwise(names))
    return {pair for pair, count in shared.items() if count > 1} | _tiny(sketches)


def _tiny(sketches: Mapping[str, frozenset[int]]) -> set[tuple[str, str]]:
    """Return pairs of texts of one or two shingles that are the same."""
    same: dict[frozenset[int], list[str]] = defaultdict(list)
    for name in sorted(sketches):
        if 0 < len(sketches[name]) <= 2:
            same[sketches[name]].append(name)
    return {pair for names in same.values() for pair in combinations(names, 2)}
