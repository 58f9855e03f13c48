"""When two codings speak of the same words: overlapping quotes and cues, one table row, one quote in two texts."""

from __future__ import annotations

import re
from functools import lru_cache

from kembar.offsets import fold
from kembar.types import Coding, Evidence

_ROW = re.compile(r"\brow \d+\b")


@lru_cache(maxsize=4096)
def folded(quote: str) -> str:
    """A quote folded for comparing it with one from another text."""
    return fold(quote).text.strip()


def touching(a: Coding, b: Coding, in_table: bool = False) -> int:
    """How many characters of evidence two codings share (0: none).

    ``in_table`` counts pieces of one table row as the same words; in different texts the same folded quote counts.
    """
    best = 0
    for one in a.evidence:
        for other in b.evidence:
            if one.text_sha256 != other.text_sha256:
                shared = len(one.quote) if one.quote and folded(one.quote) == folded(other.quote) else 0
            else:
                shared = min(one.end, other.end) - max(one.start, other.start)
                if shared <= 0 and in_table and one.locator == other.locator and _ROW.search(one.locator):
                    shared = 1
            best = max(best, shared)
    return best


def cues_touch(a: Coding, b: Coding) -> bool:
    """Whether a cue of one coding overlaps a cue of the other (in two texts: at the same place of the same quote)."""
    return any(_cues_touch(one, other) for one in a.evidence if one.cue for other in b.evidence if other.cue)


def _cues_touch(one: Evidence, other: Evidence) -> bool:
    if one.cue is None or other.cue is None:
        return False
    (start, end), (other_start, other_end) = one.cue, other.cue
    if one.text_sha256 != other.text_sha256:
        if folded(one.quote) != folded(other.quote):
            return False
        start, end = start - one.start, end - one.start
        other_start, other_end = other_start - other.start, other_end - other.start
    return start < other_end and other_start < end


def has_cue(coding: Coding) -> bool:
    """Whether any piece of evidence marks its cue."""
    return any(piece.cue for piece in coding.evidence)


def same_claim(a: Coding, b: Coding) -> bool:
    """Whether two codings assert the same, wherever their quotes lie."""
    return _claim(a) == _claim(b)


def _claim(coding: Coding) -> tuple[object, ...]:
    count, start, end = coding.participants, coding.start, coding.end
    return (
        coding.type,
        coding.pair.key if coding.pair else None,
        coding.place.id if coding.place else None,
        coding.kind,
        coding.sector,
        coding.status,
        (start.edtf, start.basis) if start else None,
        (end.edtf, end.basis) if end else None,
        coding.recurrence,
        coding.flow,
        (count.value, count.bound) if count else None,
        sorted(coding.actors),
        dict(coding.attributes),
    )
