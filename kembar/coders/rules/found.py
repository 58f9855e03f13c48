"""A pair found for a sentence, and how several of a sentence are told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kembar.coders.rules import asking, lists
from kembar.coders.rules.nameless import LEVEL
from kembar.coders.rules.sentences import Sentence, Spot
from kembar.languages.flat import ends_with
from kembar.types import Place

#: The sign of an owner, how near what is owned stands, and how far apart the two sides of such a clause stand.
_OWNERS, _OWNED, _CLAUSE = ("'s", "’s"), 16, 50
#: A line of fewer letters that is no sentence and names a partner heads what stands below it.
_ALONE = 25
_STOP = re.compile(r"[,;:]")
_PARTNERS = ("sister", "partner_word", "friendship", "tied")

Two = tuple[Place, Place]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """A pair for a sentence: home side first, how it was found, and the spans in the document that name it.

    ``at`` are the offsets in the sentence where a side is named (empty: the pair comes from the context).
    """

    pair: Two
    basis: str
    spans: tuple[Span, ...] = ()
    at: tuple[int, ...] = ()


def named(sentence: Sentence, side: Spot, other: Spot) -> Found:
    """A pair that a sentence itself names."""
    spans = tuple((sentence.base + s.start, sentence.base + s.end) for s in (side, other))
    return Found((side.place, other.place), "named", spans, (side.start, other.start))


def allied(sentence: Sentence, spots: Sequence[Spot]) -> Found | None:
    """Two places of which one is told to act with or towards the other, though neither is the home side."""
    for a, b in pairwise(spots):
        if a.place.country == b.place.country or lists.listed(sentence, a.end, b.start):
            continue
        first, then = (_toward(sentence, s, start) for s, start in ((a, max(0, a.start - _CLAUSE)), (b, a.end)))
        if (then and not first) or _tied_to(sentence, a, b):
            return named(sentence, a, b)
    return None


def _toward(sentence: Sentence, spot: Spot, start: int) -> bool:
    """Whether the last word before a place, from an offset on, makes it the one that something is done with."""
    types = sentence.language.type_words
    before = " " + " ".join(w for w in sentence.text[start : spot.start].split() if w not in types)
    return ends_with(before, sentence.language.allies)


def _tied_to(sentence: Sentence, a: Spot, b: Spot) -> bool:
    """Whether one place is told to be that of the other: "Lima has been Ghent's twin"."""
    owned = sentence.raw[b.end : b.end + 2] in _OWNERS and sentence.spaced
    return owned and any(0 < h.start - b.end <= _OWNED for h in sentence.of(*_PARTNERS)) and b.start - a.end < _CLAUSE


def aside(sentence: Sentence, spot: Spot) -> bool:
    """Whether a place stands in brackets behind another of its country (an old name, the part it was)."""
    opened = max(sentence.raw.rfind(sign, 0, spot.start) for sign in "(（")
    if opened < 0 or any(sign in sentence.raw[opened : spot.start] for sign in ")）"):
        return False
    return any(o.end <= opened and opened - o.end < 4 and o.place.country == spot.place.country for o in sentence.spots)


def beside(sentence: Sentence, a: Spot, b: Spot) -> bool:
    """Whether two places stand right beside each other."""
    gap = sentence.text[min(a.end, b.end) : max(a.start, b.start)]
    return len(gap) < 14


def told_with(sentence: Sentence, a: Spot, b: Spot) -> bool:
    """Whether two places stand beside each other or in a clause of their own: "…, Lima twinned with Ghent, …"."""
    if beside(sentence, a, b):
        return True
    gap = sentence.text[a.end : b.start]
    acts = any(h.start >= a.end and h.end <= b.start for h in sentence.of("tied", "sister", "become", "sign"))
    alone = acts and len(gap) < _CLAUSE and not _STOP.search(gap) and bool(_STOP.search(sentence.text[: a.start]))
    return alone and ends_with(" " + gap.strip(), sentence.language.allies)


def runs_in(sentence: Sentence, found: Sequence[Found]) -> bool:
    """Whether a short first sentence of a paragraph names a pair as its heading ("4.1 Vigan-Luang Prabang.")."""
    short = len(sentence.raw) < 70 and not sentence.dates and not sentence.has("sign", "go", "give")
    asked = len(found) == 1 and found[0].basis == "partner" and asking.asks(sentence)
    if not short or len(found) != 1 or (sentence.passage.role != "body" and not asked):
        return False
    whole = sentence.raw.strip()
    alone = not sentence.spaced and len(whole) < _ALONE and whole[-1] not in "。、" and not sentence.has("ours")
    named = found[0].basis == "named" and whole[-1] != "。"
    return named or asked or (alone and found[0].basis == "partner")


def unique(found: list[Found]) -> list[Found]:
    """The first of what was found for each pair."""
    out: dict[tuple[str, str], Found] = {}
    for item in found:
        out.setdefault((item.pair[0].id, item.pair[1].id), item)
    return list(out.values())


def choose(sentence: Sentence, found: list[Found], at: int, alone: bool = False) -> list[Found]:
    """The pairs that a cue at an offset belongs to, without those of a partner that nobody knows.

    What is told of one partner ``alone`` is told of no list it stands in.
    """
    own = [f for f in found if alone and at in f.at] or _nearest(sentence, found, at)
    return [f for f in own if all(side.level != LEVEL for side in f.pair)]


def _nearest(sentence: Sentence, found: list[Found], at: int) -> list[Found]:
    """The pairs that a cue at an offset belongs to: all of a list of partners, else the one named nearest to it."""
    if len(found) < 2:
        return found
    return min(in_lists(sentence, found), key=lambda g: min(_far(sentence, f, at) for f in g))


def _far(sentence: Sentence, item: Found, at: int) -> float:
    return sentence.distance(item.at[-1], at) if item.at else 999


def _first(last: Found, item: Found) -> int:
    """Where a further pair begins: at its first side where both stand behind the last pair ("A and B, C and D")."""
    return item.at[0] if last.at[-1] < item.at[0] < item.at[-1] else item.at[-1]


def in_lists(sentence: Sentence, found: Sequence[Found]) -> list[list[Found]]:
    """The pairs of a sentence, those together whose partners stand in one list."""
    groups: list[list[Found]] = []
    ends = {s.start: s.end for s in sentence.spots}
    for item in sorted(found, key=lambda f: f.at[-1] if f.at else 0):
        last = groups[-1][-1] if groups else None
        placed = last is not None and item.at and last.at
        if last and placed and lists.listed(sentence, ends.get(last.at[-1], last.at[-1]), _first(last, item)):
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups
