"""Which places are no pair of their own, as each of them is a partner of the page's own side.

Who writes of Lima's partners names two of them in a sentence as guests of Lima, or as two of a list. So a document is
first read for its pairs alone: two places abroad that are each told with the own side more often than with each other
are rivals, but for those that a heading, a dash or a word for a tie names by themselves.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kembar.coders.rules import lists
from kembar.coders.rules.frame import TIES, Frame
from kembar.coders.rules.pairs import Walker
from kembar.coders.rules.sentences import Sentence, Spot

Key = frozenset[str]
_DASH = re.compile(r"\s*[-–—~↔]\s*")


def find(frame: Frame, sentences: Sequence[Sentence]) -> frozenset[Key]:
    """The pairs (by ids) of which both sides are partners of the home side, or of another of its country."""
    if frame.home is None:
        return frozenset()
    own = frame.home.country
    speaking = [s for s in sentences if not s.silent]
    together: set[Key] = set()
    for sentence in speaking:
        spots = [s for s in sentence.spots if not s.masked and s.place.country != own]
        if sentence.passage.role != "table_row":  # a row may tell of any two
            together |= {_key(a, b) for a in spots for b in spots if a.place.country != b.place.country}
    if together:
        together.difference_update(*(_tied(sentence, own) for sentence in speaking))
    if not together:  # as in most documents, which then need not be read for their pairs
        return frozenset()
    told, partners = _told(frame, speaking, own)
    least = {key: min(partners[place] for place in key) for key in together}
    return frozenset(key for key, n in least.items() if n > max(told[key], _beside(frame, key)))


def _told(frame: Frame, sentences: Sequence[Sentence], own: str) -> tuple[Counter[Key], Counter[str]]:
    """How often each pair is told, and each place as a partner of one in the home side's country."""
    walker = Walker(frame)
    told: Counter[Key] = Counter()
    partners: Counter[str] = Counter()
    for sentence in sentences:
        for one, two in {found.pair for found in walker.read(sentence)}:
            told[frozenset((one.id, two.id))] += 1
            partners.update(there.id for here, there in ((one, two), (two, one)) if here.country == own)
    return told, partners


def _key(a: Spot, b: Spot) -> Key:
    return frozenset((a.place.id, b.place.id))


def _beside(frame: Frame, key: Key) -> int:
    """How often sentences of two countries name both places."""
    one, two = key
    return frame.mates[one][two]


def _tied(sentence: Sentence, own: str) -> Iterator[Key]:
    """The pairs abroad that a sentence names as such: with a dash, or in a heading or beside a word for a tie."""
    spots = [s for s in sentence.spots if s.place.country != own]
    alone = len(spots) == 2 and (sentence.passage.role in ("title", "heading") or sentence.has(*TIES))
    for a, b in pairwise(spots):
        listed = lists.of_one_kind(sentence, a, b)
        if _DASH.fullmatch(sentence.raw, a.end, b.start) or (alone and not listed):
            yield _key(a, b)
