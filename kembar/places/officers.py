"""Names in Katakana that are those of who holds an office: グレンデール市のモーガン市長, シャロン・ウィンスロー市長."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kembar.alphabets import KATAKANA
from kembar.places import vocabulary
from kembar.places.mention import Find

#: How far before a name the town of its bearer stands.
_REST = 6
#: So many people live in two towns whose mayors may be told side by side, as a person's two names are.
_WELL_KNOWN = 100_000
_REGIONS = ("country", "admin1", "metro")
#: The part of a name before the sign that joins it to the next.
_BEFORE_JOINT = re.compile(f"[{KATAKANA}ー][・＝]$")


@cache
def _officer() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return what ends with a town and a word for "of", what only looks so, and a title at the start."""
    words, any_of = vocabulary.load(), vocabulary.alternatives
    levels = ("city", "county", "province", "ward")
    types = any_of(w for level in levels for w in words.type_words(level, "after", "han"))
    titles = any_of(w for level in levels for w in words.type_words(level, "office", "han"))
    of = any_of(words.words("beside", "kana"))
    none = any_of(words.words("not_types", "han"))
    return re.compile(f"{types}{of}$"), re.compile(f"{none}{of}$"), re.compile(titles)


def is_officer(text: str, start: int, end: int) -> bool:
    """Say whether a name in Kana is that of the mayor of the town before it: グレンデール市のモーガン市長."""
    town, none, title = _officer()
    left = max(0, start - _REST)
    return bool(title.match(text, end) and town.search(text, left, start) and not none.search(text, left, start))


def without(text: str, finds: Sequence[Find]) -> list[Find]:
    """Return the finds but those that are the two names of who holds an office: シャロン・ウィンスロー市長.

    A town behind its region, and two that are well known, are what they are: ハワイ・ホノルル市長.
    """
    ends = {find.end: find for find in finds}
    out: set[int] = set()
    for find in finds:
        before = _BEFORE_JOINT.search(text, max(0, find.start - 2), find.start) if find.script == "kana" else None
        if before and _officer()[2].match(text, find.end):
            head = ends.get(find.start - 1)
            known = [f.candidates[0].unit for f in (head, find) if f]
            region = head is not None and head.candidates[0].unit.level in _REGIONS
            if not region and (head is None or min(unit.prior for unit in known) < _WELL_KNOWN):
                out |= {f.start for f in (head, find) if f}
    return [find for find in finds if find.start not in out]
