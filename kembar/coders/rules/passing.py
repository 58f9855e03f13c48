"""Places that a sentence tells of only in passing while a pair is in force: where, on the way, a part of a side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kembar.coders.rules.found import Two, aside
from kembar.coders.rules.frame import Frame
from kembar.coders.rules.near import distance, same
from kembar.coders.rules.sentences import Sentence, Spot
from kembar.coders.rules.spots import located
from kembar.types import Place

_KM_NEAR = 700
_LIGHT = 300
_WHOLES = ("admin1", "metro")
#: Words for a tie, and how near behind one a "not" stands that denies it.
_BONDS, _BEHIND = ("sister", "friendship", "tied", "bond", "bare_tie", "exchange"), 4
#: What one sentence with a word for a tie counts where two places are told together.
_ONCE = 2
#: A word for "of" may stand between a mayor and his town.
_OF = 5
#: How far behind a town its region stands.
_LIES = 30


def by_the_way(sentence: Sentence, pair: Two, frame: Frame) -> bool:
    """Whether a sentence tells of a pair that what follows does not go on with."""
    return denies(sentence) or is_of_regions(sentence, pair, frame)


def denies(sentence: Sentence) -> bool:
    """Whether a sentence without a date says that its places have no tie: a "not" right behind the word for one."""
    if sentence.dates:
        return False
    ties = sentence.of(*_BONDS)
    return any(0 <= no.start - tie.end <= _BEHIND for no in sentence.of("negation") for tie in ties)


def is_of_regions(sentence: Sentence, pair: Two, frame: Frame) -> bool:
    """Whether a pair is that of the regions around the home town and a partner, told in one sentence by the way.

    Where blanks part words a text that names the capitals alone may tell of the regions.
    """
    home = frame.home
    if sentence.spaced or home is None or home.level in _WHOLES or any(side.level != "admin1" for side in pair):
        return False
    told = any(side.id in frame.titled | frame.publishers for side in pair)
    told = told or frame.mates[pair[0].id][pair[1].id] > _ONCE
    return not told and any(side.country == home.country and frame.regions.get(home.id) == side.name for side in pair)


def parties(sentence: Sentence, spots: Sequence[Spot], pair: Two | None, frame: Frame) -> list[Spot]:
    """The places of a sentence that may be sides of its pair, while ``pair`` is the one in force.

    Left out is where something was done ("signed in Seoul"), where both sides went together, and a third place beside
    the partner; what lies in a side, or is the region of one, stands for that side.
    """
    if sentence.passage.role in ("title", "heading", "table_row"):
        return list(spots)
    spots = [
        s
        for s in spots
        if not (_within_another(sentence, s, spots, frame) or _around_another(sentence, s, spots, frame))
    ]
    if pair is None:
        return spots
    out: list[Spot] = []
    for spot in spots:
        if any(same(spot.place, side) for side in pair):
            out.append(spot)
        elif (side := _of_a_side(spot.place, pair, frame)) is not None:
            out.append(replace(spot, place=side))
        elif not (_only_where(sentence, spot, pair, frame) or _third(sentence, spot, spots, pair, frame)):
            out.append(spot)
    return out


def _around_another(sentence: Sentence, spot: Spot, spots: Sequence[Spot], frame: Frame) -> bool:
    """Whether a region only says where the town right before it lies: "Ghent in the region of East Flanders"."""
    if not sentence.spaced or spot.place.level not in _WHOLES:
        return False
    before = [o for o in spots if o.end <= spot.start and o.place.country == spot.place.country]
    near = [o for o in before if spot.start - o.end <= _LIES and frame.regions.get(o.place.id) == spot.place.name]
    static = {*sentence.language.static}
    return any(o.place.level not in _WHOLES and static & {*sentence.text[o.end : spot.start].split()} for o in near)


def _within_another(sentence: Sentence, spot: Spot, spots: Sequence[Spot], frame: Frame) -> bool:
    """Whether a place says where something was done in the region that the sentence names before it as a side."""
    regions = [o.place for o in spots if o.start < spot.start and o.place.level in _WHOLES]
    region = frame.regions.get(spot.place.id)
    inside = any(o.name == region and o.country == spot.place.country for o in regions)
    return inside and located(sentence, spot) and not _has_mayor(sentence, spot)


def _only_where(sentence: Sentence, spot: Spot, pair: Two, frame: Frame) -> bool:
    """Whether a place not far from a side only says where something was done."""
    near = any(spot.place.country == side.country and distance(spot.place, side) < _KM_NEAR for side in pair)
    lighter = frame.weights[spot.place.id] < _LIGHT and spot.place.id not in frame.titled
    return near and lighter and (located(sentence, spot) or aside(sentence, spot))


def _of_a_side(place: Place, pair: Two, frame: Frame) -> Place | None:
    """The side of a pair that a place lies in, or is the region of, where the place has no ties of its own."""
    if (
        frame.openers is not None
        or {place.id} & (frame.titled | frame.parties | frame.provinces)
        or frame.bound[place.id]
    ):
        return None
    for side in pair:
        if side.country == place.country and (side.level in _WHOLES) != (place.level in _WHOLES):
            part, whole = (place, side) if side.level in _WHOLES else (side, place)
            if frame.regions.get(part.id) == whole.name:
                return side
    return None


def _third(sentence: Sentence, spot: Spot, spots: Sequence[Spot], pair: Two, frame: Frame) -> bool:
    """Whether a place named once is a third one: both sides act there, or it stands beside the home side's partner."""
    if frame.credible(spot.place) or _has_mayor(sentence, spot):
        return False
    if any(h.end <= spot.start for h in sentence.of("both")):
        return True
    return spot.place.country == pair[0].country and any(same(s.place, pair[1]) for s in spots)


def _has_mayor(sentence: Sentence, spot: Spot) -> bool:
    """Whether a place's own head acts: "the mayor of Lima", 大津市長."""
    if sentence.spaced:
        return any(h.start < spot.start <= h.end + _OF for h in sentence.of("mayor"))
    return any(0 <= h.start - spot.end <= 1 for h in sentence.of("mayor"))
