"""Which places are no side of an act, since they only say where the town beside them lies ("Nan'an in Fujian")."""

from __future__ import annotations

from kembar.coders.rules import regional
from kembar.coders.rules.sentences import Sentence, Spot
from kembar.places import Gazetteer

#: Letters between a name and the one right behind it.
_TYPE_WORD = 2
#: How far a region may stand from the town that it locates, where no blanks part words and where they do.
_REACH = 8, 22


def without_regions(sentence: Sentence, gazetteer: Gazetteer) -> list[Spot]:
    """Drop a province that only says where the city beside it lies ("Nan'an in Fujian")."""
    spots = sentence.spots
    kept: list[Spot] = []
    for spot in spots:
        if regional.is_above_its_quarter(sentence, spot, gazetteer):
            continue
        if spot.place.level not in ("admin1", "metro"):
            kept += [] if _leads_to_a_town(sentence, spot) else [spot]
            continue
        beside = [
            o
            for o in spots
            if o is not spot
            and 0 <= (spot.start - o.end if spot.start >= o.end else o.start - spot.end) <= _REACH[sentence.spaced]
            and o.place.country == spot.place.country
            and o.place.level != "admin1"
            and not _of_its_own(spot, o)
            and not ((not sentence.spaced or spot.start < o.start) and _elsewhere(spot, o, gazetteer))
        ]
        between = [sentence.text[min(o.end, spot.end) : max(o.start, spot.start)] for o in beside]
        located = spot.place.level == "admin1" and any("(" in gap or not _joins(sentence, gap) for gap in between)
        if not (located or (spot.place.level == "metro" and any(_part_behind(spot, o) for o in beside))):
            kept.append(spot)
    return kept


def _of_its_own(region: Spot, other: Spot) -> bool:
    """Whether a city that is a region of its own stands beside another one, in which it does not lie: a list."""
    return region.place.level == "admin1" and other.place.level == "metro"


def _leads_to_a_town(sentence: Sentence, spot: Spot) -> bool:
    """Whether a province of the second level stands right before a town, with its type word and no blank between."""
    behind = [o.place for o in sentence.spots if 0 <= o.start - spot.end <= _TYPE_WORD and not sentence.spaced]
    towns = [p for p in behind if p.level in ("city", "place") and p.country == spot.place.country]
    return spot.place.level == "admin2" and bool(towns)


def _part_behind(spot: Spot, other: Spot) -> bool:
    """Whether a ward, or right behind a name a county, is what is meant and not the city it belongs to."""
    county = other.place.level == "admin2" and 0 <= other.start - spot.end <= _TYPE_WORD
    return county or other.place.level == "ward"


def _elsewhere(region: Spot, spot: Spot, gazetteer: Gazetteer) -> bool:
    """Whether a place lies in another region than the one named before it: then the two are a list.

    Nothing is known to lie in a region that is no more.
    """
    return not region.place.until and gazetteer.region(spot.place.id) not in ("", region.place.name)


def _joins(sentence: Sentence, gap: str) -> bool:
    """Whether what stands between two places joins them as members of one list."""
    words = sentence.language.joiners
    found = set(gap.split()) & set(words) if sentence.spaced else [w for w in words if w in gap]
    return bool(found) or any(sign in gap for sign in "·・")
