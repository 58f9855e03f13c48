"""The project's own names: they beat every rule, and a name can be ruled out altogether."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kembar.places import han
from kembar.places.database import Candidate, Unit
from kembar.places.mention import Find
from kembar.places.names import fold, script

#: The reason of a mention that the project's own names decide.
REASON = "own name"


def apply(text: str, spans: Sequence[tuple[int, int]], finds: list[Find], own: Mapping[str, Unit | None]) -> list[Find]:
    """Put the project's names over the finds: those that overlap one go; a name that means None is no place.

    The text is one as meant, so the names are sought so too: a project may list just what its scans misread.
    """
    if not own:
        return finds
    own = {han.as_meant(name): unit for name, unit in own.items()} | {**own}
    taken: list[tuple[int, int]] = []
    decided: list[Find] = []
    pattern = _pattern(own)
    for start, end in spans:
        for match in pattern.finditer(text, start, end):
            taken.append(match.span())
            unit = own[match[0]]
            if unit is not None:
                decided.append(_decided(match, unit))
    return sorted([*_outside(finds, taken), *decided], key=lambda f: f.start)


def _pattern(own: Mapping[str, Unit | None]) -> re.Pattern[str]:
    """Match any of the names; one in Latin letters as whole words, one in another script wherever it stands."""
    names = sorted(own, key=lambda name: (-len(name), name))
    parts = (rf"(?<!\w){re.escape(n)}(?!\w)" if script(n) == "latin" else re.escape(n) for n in names)
    return re.compile("|".join(parts))


def _decided(match: re.Match[str], unit: Unit) -> Find:
    find = Find(match.start(), match.end(), match[0], fold(match[0]), script(match[0]), (Candidate(unit, 0),))
    find.type_end, find.unit, find.reason = match.end(), unit, REASON
    return find


def _outside(finds: list[Find], taken: list[tuple[int, int]]) -> list[Find]:
    """Return the finds that overlap none of the taken spans; both lists are in order."""
    left, at = [], 0
    for find in finds:
        while at < len(taken) and taken[at][1] <= find.start:
            at += 1
        if at == len(taken) or find.end <= taken[at][0]:
            left.append(find)
    return left
