"""Which places are known to be twinned with which: a register of ties that tells namesakes apart.

A tie in the register is no evidence that a text tells of it: it only makes one reading of a name likelier than another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "ties.tsv"


@cache
def ties() -> Mapping[str, frozenset[str]]:
    """Return for each place of the register (by its code) those that it is twinned with; both ways."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("//"):
            place, _, others = line.partition("\t")
            for other in others.split():
                found[place].add(other)
                found[other].add(place)
    return {place: frozenset(others) for place, others in found.items()}


def twins_of(place_id: str) -> frozenset[str]:
    """Return the places that one is known to be twinned with."""
    return ties().get(place_id, frozenset())
