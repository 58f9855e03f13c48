"""Documents that tell of several home sides (a study, a register, agency news): whose partners a paragraph tells of.

Such a text is of no side: most pairs that it tells are without the heaviest place, and it seldom says "our". There a
paragraph that opens with a place tells of that place's own ties: "Take Lima first. Its bond with Ghent ...".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from kembar.coders.rules.parties import is_with
from kembar.coders.rules.sentences import Sentence
from kembar.coders.rules.spots import located
from kembar.types import Place

#: How many tellings of other pairs, or reports from elsewhere, show several sides; how seldom such a text says "our".
_FEWEST, _REPORTS, _SELDOM = 3, 3, 7
#: How far in a paragraph the place that it is about may stand; behind a number it is an entry of a list of partners.
_OPENS, _FIGURE = 12, re.compile(r"\d")
_DATELINE = re.compile(r"[^\W\d_a-z]{3}[^.:;]{0,40}\s[-–—]\s")

Mates = Mapping[str, Mapping[str, int]]


def find(sentences: Sequence[Sentence], mates: Mates, home: Place) -> dict[int, Place] | None:
    """Return the place that each paragraph opens with and tells the ties of, by its number; None in a text of one side.

    Such a place is told with one of another country there (a dateline need not be), not with the heaviest place.
    """
    opened = list(_opened(sentences, mates, home))
    reports = {place.id for _, place, dated, abroad in opened if dated and abroad}
    if len(reports) < _REPORTS and not _apart(mates, home):
        return None
    if sum(map(_says_ours, sentences)) * _SELDOM >= len(sentences):
        return None
    return {number: place for number, place, dated, abroad in opened if dated or abroad}


def _says_ours(sentence: Sentence) -> bool:
    """Whether a sentence says "our city", and not by a word for a town that belongs to a name ("the city of Lima")."""
    return any(not sentence.named(h.start - 1, h.end) for h in sentence.of("ours"))


def _apart(mates: Mates, home: Place) -> bool:
    """Whether most pairs that a document tells, two of them apart, are without the heaviest place."""
    others = {(a, b): n for a, told in mates.items() for b, n in told.items() if a < b and home.id not in (a, b)}
    if sum(others.values()) < max(_FEWEST, 1 + sum(mates.get(home.id, {}).values())):
        return False
    first = max(others, key=lambda pair: (others[pair], pair))
    return any(set(first).isdisjoint(pair) for pair in others)


def _opened(sentences: Sequence[Sentence], mates: Mates, home: Place) -> Iterator[tuple[int, Place, bool, bool]]:
    """The place that each paragraph opens with, whether as a dateline, and whether one of another country is told."""
    for number, group in groupby(sentences, key=lambda s: s.passage.paragraph):
        told = [s for s in group if s.passage.role in ("body", "list_item") and not s.silent]
        first = _first(told[0]) if told else None
        if first is None or mates.get(first.id, {}).get(home.id, 0) > 1:
            continue
        others = [s.place for t in told for s in t.spots if not s.masked]
        if all(p.id != home.id for p in others):
            entry = told[0].passage.role == "list_item"
            near = [s.place for s in told[0].spots if not s.masked] if entry else others
            dated = not entry and _DATELINE.match(told[0].raw) is not None
            yield number, first, dated, any(p.country != first.country for p in near)


def _first(sentence: Sentence) -> Place | None:
    """The place that a sentence opens with, as what it is about."""
    spot = min(sentence.spots, key=lambda s: s.start, default=None)
    if spot is None or spot.start > _OPENS or _FIGURE.search(sentence.raw[: spot.start]):
        return None
    if located(sentence, spot) or is_with(sentence, spot):
        return None
    return spot.place
