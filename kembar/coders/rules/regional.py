"""Towns that a text tells by their region: "the Devon port" is Plymouth where no other place of Devon is told more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from kembar.coders.rules.near import distance
from kembar.coders.rules.sentences import Sentence, Spot
from kembar.places import Gazetteer, vocabulary
from kembar.types import Place

_REGIONS, _KM_INSIDE, _LONGEST = ("admin1", "admin2"), 80, 8
#: Kinds of names below this are a place's own or its spelling, no guess.
_SPELLING = 2
_LETTER = re.compile(r"[^\W\d_]")
#: Words with which a sentence tells more than where a town lies.
_ACTS = (
    "sister", "friendship", "memorandum", "partner_word", "tied", "sign", "become", "hold", "go", "give", "send",
    "receive", "teach", "learn", "perform", "build", "exchange", "match",
)  # fmt: skip


@cache
def _grammar() -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """What stands before such a region and behind it; None where no language has words for it."""
    words = vocabulary.load()
    articles, nouns = words.words("definite", "latin"), words.words("town_nouns", "latin")
    if not articles or not nouns:
        return None
    before = re.compile(rf"(?i:(?<!\w)(?:{vocabulary.alternatives(articles)}))\s$")
    return before, re.compile(rf"\s(?:{vocabulary.alternatives(nouns)})(?!\w)")


def stand_in(sentences: Sequence[Sentence], gazetteer: Gazetteer) -> None:
    """Put the town that a text tells most by its own name for a region that only says where it lies."""
    grammar = _grammar()
    spoken = [s for s in sentences if s.spaced and s.spots] if grammar else []
    meant = [(s, at) for s in spoken for at, spot in enumerate(s.spots) if _says_where(s, spot, *grammar)]  # type: ignore[misc]
    told = Counter(spot.place for s in sentences for spot in s.spots) if meant else Counter()
    for sentence, at in meant:
        spot = sentence.spots[at]
        name = sentence.raw[spot.start : spot.end]
        regions = [place for place, _ in gazetteer.candidates(name) if place.level in _REGIONS or not place.population]
        inside = [p for p in told if p != spot.place and any(_within(p, region, gazetteer) for region in regions)]
        best = max(inside, key=lambda place: (told[place], place.id), default=None)
        if best is not None and told[best] > told[spot.place]:
            sentence.spots[at] = replace(spot, place=best, masked=False)


def set_aside(sentences: Sequence[Sentence], gazetteer: Gazetteer) -> None:
    """Mask the regions of a sentence that tells of nothing but where the town told right before it lies.

    "Our oldest partner is Foo City. It is a town of furniture in Bar. ..."
    """
    for before, sentence in pairwise(sentences):
        if not before.spaced and _ends_above_its_town(before, sentence, gazetteer):
            before.spots[-1] = replace(before.spots[-1], masked=True)
        regions = [spot for spot in sentence.spots if spot.place.level == "admin1"]
        alone = bool(regions) and len(regions) == len(sentence.spots) and not sentence.has(*_ACTS)
        if (
            not alone
            or sentence.spaced
            or sentence.passage.role != "body"
            or before.passage.paragraph != sentence.passage.paragraph
        ):
            continue
        towns = [spot.place for spot in before.spots if spot.place.level not in _REGIONS]
        names = {spot.place.name for spot in regions}
        if towns and any(gazetteer.region(town.id) in names for town in towns):
            countries = {town.country for town in towns}
            sentence.spots = [replace(s, masked=s.masked or s.place.country in countries) for s in sentence.spots]


def is_above_its_quarter(sentence: Sentence, spot: Spot, gazetteer: Gazetteer) -> bool:
    """Whether a town abroad only says where the quarter lies that stands right behind it: 上海市黄浦区."""
    if sentence.spaced or spot.place.country in sentence.language.countries or spot.place.level == "admin1":
        return False
    for other in sentence.spots:
        gap = sentence.text[spot.end : other.start].strip() if other.start >= spot.end else "?"
        beside = len(gap) <= 1 and gap in sentence.language.type_signs and other.place.country == spot.place.country
        named = sentence.raw[other.start : other.end + 1].endswith(_quarters())
        inside = gazetteer.region(other.place.id) == spot.place.name or distance(spot.place, other.place) < _KM_INSIDE
        if beside and named and inside:
            return True
    return False


@cache
def _quarters() -> tuple[str, ...]:
    """Words for a quarter at the end of its name, where blanks part no words."""
    words = vocabulary.load()
    return tuple(w for script in ("han", "hangul") for w in words.type_words("ward", "after", script))


def _ends_above_its_town(before: Sentence, sentence: Sentence, gazetteer: Gazetteer) -> bool:
    """Whether a line ends with a region and the next one begins with a town of it."""
    if not before.spots or not sentence.spots:
        return False
    region, town = before.spots[-1], sentence.spots[0]
    parted = _LETTER.search(before.raw, region.end) or _LETTER.search(sentence.raw, 0, town.start)
    inside = town.place.level not in _REGIONS and gazetteer.region(town.place.id) == region.place.name
    return region.place.level == "admin1" and not parted and inside


def _says_where(sentence: Sentence, spot: Spot, before: re.Pattern[str], behind: re.Pattern[str]) -> bool:
    """Whether a name stands between an article and a word for a town that is written small: "the Devon port"."""
    if not behind.match(sentence.raw, spot.end):
        return False
    return bool(before.search(sentence.raw[max(0, spot.start - _LONGEST) : spot.start]))


def _within(place: Place, region: Place, gazetteer: Gazetteer) -> bool:
    """Whether a town lies in a region: by the gazetteer, or near its middle."""
    if place.country != region.country or place.level in _REGIONS:
        return False
    return gazetteer.region(place.id) == region.name or distance(place, region) < _KM_INSIDE


def is_behind(sentence: Sentence, spot: Spot, gazetteer: Gazetteer) -> bool:
    """Whether a name is that of the region of the town right before it, though a town abroad has it too: "Foo, Bar"."""
    before = next((s for s in sentence.spots if sentence.raw[s.end : spot.start] == ", "), None)
    if before is None or not sentence.spaced or spot.place.country == before.place.country:
        return False
    name, region = sentence.raw[spot.start : spot.end], gazetteer.region(before.place.id)
    return bool(region) and any(
        p.level == "admin1" and p.country == before.place.country and p.name == region
        for p, kind in gazetteer.candidates(name)
        if kind < _SPELLING
    )
