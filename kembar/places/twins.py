"""What a register of ties says of the names in a text: which of them may be twins, and what sounds like a twin.

A name of many places is rather the one that is known to be twinned with another place of the text. And a name in Kana
or Hangul that no list spells is looked for among the twins of the places that stand: few enough that sound decides.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain

from kembar.alphabets import HANGUL
from kembar.places import kana, register, sound, vocabulary
from kembar.places.database import MADE, READ, Database, Unit
from kembar.places.letters import Spellings
from kembar.places.mention import Find

REASON = "sounds like a twin of others"
#: How well each sound must fit, and how many different names of a text are looked for.
_FIT, _MOST_NAMES = 1.7, 400
_SHORTEST = 3


def partners(finds: Sequence[Find]) -> Mapping[str, frozenset[str]]:
    """Return for each place that is twinned with what an accepted name may mean the keys of those names."""
    found: dict[str, set[str]] = defaultdict(set)
    for find in finds:
        for candidate in find.candidates if find.reason and find.reason != "country" else ():
            if candidate.kind < MADE:
                for place_id in register.twins_of(candidate.unit.id):
                    found[place_id].add(find.key)
    return {place_id: frozenset(keys) for place_id, keys in found.items()}


def heard(
    text: str,
    spans: Sequence[tuple[int, int]],
    finds: Sequence[Find],
    twins: Mapping[str, frozenset[str]],
    database: Database,
    unsought: dict[str, int],
) -> list[Find]:
    """Return the names in Kana and Hangul that no list has and that sound like a twin of a place that stands."""
    standing = [find for find in finds if find.reason]
    named = {find.best.id for find in standing}
    units = [unit for place_id in sorted(twins) if place_id not in named and (unit := database.by_id(place_id))]
    here: Spellings | None = None
    meant: dict[str, Unit] = {}
    asked: set[str] = set()
    for name, start in unknown(text, spans, standing) if units else ():
        if name in asked or kana.is_word(name, database):
            continue
        if len(asked) >= _MOST_NAMES:
            unsought.setdefault(name, start)
            continue
        asked.add(name)
        here = here or Spellings(units)
        best = here.heard(name)[0] if here.heard(name, _FIT) else None
        if best is not None and best.fit >= _FIT:
            meant[name] = best.unit
    return told(text, spans, meant, REASON)


def told(text: str, spans: Sequence[tuple[int, int]], meant: Mapping[str, Unit], reason: str) -> list[Find]:
    """Return where names that mean some places stand in spans of a text, accepted for a reason."""
    found = list(sound.everywhere(text, meant)) if meant else []
    for find in found:
        find.unit, find.kind, find.reason = find.candidates[0].unit, READ, reason
    return [f for f in found if _within(f, spans)]


def _within(find: Find, spans: Sequence[tuple[int, int]]) -> bool:
    """Say whether a find lies in one of the spans, which are in order and apart."""
    at = bisect_right(spans, find.start, key=lambda span: span[0]) - 1
    return at >= 0 and find.end <= spans[at][1]


@cache
def _names() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what a name in Kana or Hangul is, and what the last word may end with."""
    words = vocabulary.load()
    types = [word for level in vocabulary.TYPES for word in words.type_words(level, "after", "hangul")]
    particles = vocabulary.alternatives([*words.words("particles", "hangul"), *words.words("after_type", "hangul")])
    return re.compile(rf"{kana.PLAIN}{{3,18}}|[{HANGUL}]{{3,10}}"), re.compile(
        rf"(?:{vocabulary.alternatives(types)})?{particles}*$"
    )


def unknown(text: str, spans: Sequence[tuple[int, int]], standing: Sequence[Find]) -> Iterator[tuple[str, int]]:
    """Yield the names in spans of a text that touch none of those that stand, with where they begin."""
    taken = set(chain.from_iterable([range(find.start, find.end) for find in standing]))
    name, ending = _names()
    for start, end in spans:
        for match in name.finditer(text, start, end):
            if match.start() not in taken and match.end() - 1 not in taken:
                plain = ending.sub("", match[0].strip("・"))
                if len(plain) >= _SHORTEST:
                    yield plain, match.start()
