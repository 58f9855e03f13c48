"""Names in Katakana that are only part of a longer one: of a person's, of a band's or of a house's."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache

from kembar.alphabets import HAN, KATAKANA
from kembar.places import vocabulary
from kembar.places.database import A_PLACE, Database
from kembar.places.mention import Find

#: The part of a name in Katakana before the sign that joins it to the next; so short it is no name of its own.
_BEFORE_JOINT = re.compile(f"(?<![{KATAKANA}ー])([{KATAKANA}ー]+)[・＝]$")
_AFTER_JOINT = re.compile(f"[・＝]([{KATAKANA}ー]+)")
_LONGEST_PART, _SHORT_PART = 14, 3
_LONGEST_HOUSE = 10


def is_tail(text: str, find: Find, ends: Container[int], database: Database) -> bool:
    """Say whether a name in Katakana is the end of a longer one that no list has, or of a person's: レ・バン."""
    before = (
        _BEFORE_JOINT.search(text, max(0, find.start - _LONGEST_PART), find.start) if find.script == "kana" else None
    )
    if not before or find.start - 1 in ends:
        return False
    kinds = database.kinds_of(before[1])
    return len(before[1]) <= _SHORT_PART or bool(kinds and A_PLACE not in kinds)


def is_head(text: str, find: Find, starts: Container[int], database: Database) -> bool:
    """Say whether a name in Katakana is the first part of a person's or a thing's: マレー・リバー, ウィーン・フィル."""
    after = _AFTER_JOINT.match(text, find.end) if find.script == "kana" else None
    if not after or find.end + 1 in starts or find.candidates[0].unit.level == "country":
        return False
    kinds = database.kinds_of(after[1])
    return bool(kinds and A_PLACE not in kinds)


def opens_a_name(text: str, find: Find, starts: Container[int]) -> bool:
    """Say whether a name in Katakana is the first part of a house's, in signs of another script: オホーツク・交流館.

    What else stands behind the dot is a further item of a line: ミュンヘン・友好都市・1992年.
    """
    joined = find.script == "kana" and not find.marker and text[find.end : find.end + 1] == "・"
    return joined and find.end + 1 not in starts and bool(_house().match(text, find.end + 1))


@cache
def _house() -> re.Pattern[str]:
    """Return the rest of a house's name in Han characters, up to its last sign."""
    ends = vocabulary.alternatives(vocabulary.load().words("house_ends", "han"))
    return re.compile(f"[{HAN}々]{{1,{_LONGEST_HOUSE}}}?{ends}(?![{HAN}々])")
