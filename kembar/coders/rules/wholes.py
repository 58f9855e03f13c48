"""Which places of a document are but a part of another that it tells of: quarters, suburbs, regions, half a town."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from kembar.coders.rules.near import distance
from kembar.coders.rules.sentences import Sentence, Spot
from kembar.coders.rules.spots import located
from kembar.places import Gazetteer
from kembar.types import Place

if TYPE_CHECKING:
    from kembar.coders.rules.frame import Frame

_KM_PART = 70
#: Degrees of latitude that are more than that.
_BAND = 0.7
#: So near is a quarter or a suburb, which does not deal with partners of its own.
_KM_QUARTER = 17
_KM_INSIDE = 180
_KM_TWO = 30
_SMALL = 60_000
#: How far the two towns of a tie stand apart: "Lima and Ghent", "Lima is twinned with Ghent".
_TIED, _TWO = 40, 2
_OWNS = ("'", "’")
_LETTER = re.compile(r"[^\W\d_]")
_TIES = ("sister", "friendship", "tied", "memorandum", "intent", "bond")

#: The sentences that name each place, by its id.
Naming = Mapping[str, Sequence[Sentence]]


def fold(frame: Frame, gazetteer: Gazetteer, sentences: Sequence[Sentence]) -> None:
    """Note which places are but a part (quarter, suburb) or the region of a heavier one."""
    naming = by_name(sentences)
    heavy = [frame.places[p] for p, _ in frame.weights.most_common()]
    called: dict[str, list[Place]] = defaultdict(list)
    for place in heavy:
        called[place.name].append(place)
    for whole in heavy:
        halves = (p for name in whole.name.split("-") for p in called.get(name, ()))
        frame.within |= {p.id: whole.id for p in halves if _names_both(whole, p, gazetteer)}
    wholes = _Wholes(heavy)
    for place in sorted((p for p in heavy if p.id not in frame.within), key=lambda p: p.level != "admin1"):
        for other in wholes.of(place):
            if other is place or not _outweighs(other, place, frame):
                continue
            if other.id not in frame.within and _belongs(place, other, frame, gazetteer):
                if not _deals_itself(place, other, frame, naming):
                    frame.within[place.id] = other.id
                    if other.level == "admin1" != place.level:
                        frame.own[place.id] = own_partners(place, other, naming)
                break


class _Wholes:
    """Which places another may be a part of, heaviest first: of its country, and near it or a region."""

    def __init__(self, heavy: Sequence[Place]) -> None:
        self.heavy = heavy
        self.ranks: dict[str, list[int]] = defaultdict(list)
        self.regions: dict[str, list[int]] = defaultdict(list)
        self.bands: dict[tuple[str, int], list[int]] = defaultdict(list)
        for rank, place in enumerate(heavy):
            self.ranks[place.country].append(rank)
            if place.level == "admin1":
                self.regions[place.country].append(rank)
            elif place.population and place.lat is not None:
                self.bands[place.country, math.floor(place.lat / _BAND)].append(rank)

    def of(self, place: Place) -> Iterator[Place]:
        """The places of its country for a region, regions for a town, and for a small one what lies near it too."""
        found = self.ranks[place.country] if place.level == "admin1" else self.regions[place.country]
        if _is_small(place) and place.lat is not None:
            band = math.floor(place.lat / _BAND)
            near = (self.bands.get((place.country, band + step), ()) for step in (-1, 0, 1))
            found = sorted(chain(found, *near))
        return (self.heavy[rank] for rank in found)


def by_name(sentences: Sequence[Sentence]) -> Naming:
    """The sentences that name each place (by id) as more than a part of another name."""
    naming: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        for place_id in dict.fromkeys(s.place.id for s in sentence.spots if not s.masked):
            naming[place_id].append(sentence)
    return dict(naming)


def _deals_itself(place: Place, other: Place, frame: Frame, naming: Naming) -> bool:
    """Whether a place is no part of another one, by the sentences that tell of it."""
    if place.level == "admin1":
        told = frame.told[place.id] >= frame.told[other.id]
        return told and any(_is_a_side(s, place) for s in naming.get(place.id, ()))
    if place.level == "ward":
        return False
    apart = other.level != "admin1" and distance(place, other) >= _KM_QUARTER
    often = apart and frame.told[place.id] >= frame.told[other.id]
    return _is_headed(place, naming) or often or (apart and bool(own_partners(place, other, naming)))


def _is_a_side(sentence: Sentence, region: Place) -> bool:
    """Whether a region opens a sentence, stands behind "with" or alone in its line: it does not say where a town lies.

    "With Devon's port" does.
    """
    if sentence.passage.role != "body":
        return False
    spots = (s for s in sentence.spots if s.place.id == region.id and not s.masked)
    return any(sentence.raw[s.end : s.end + 1] not in _OWNS and _is_apart(sentence, s) for s in spots)


def _is_apart(sentence: Sentence, spot: Spot) -> bool:
    """Whether a place opens a sentence, stands behind "with" or is all that its line says."""
    before = sentence.text[: spot.start].split()[-1:]
    side = sentence.spaced and (not before or before[0] in sentence.language.allies)
    return side or not _is_beside_words(sentence, spot)


def _is_headed(town: Place, naming: Naming) -> bool:
    """Whether a line names a town and says nothing else: what stands below it is the town's own."""
    for sentence in naming.get(town.id, ()):
        plain = [s for s in sentence.spots if not s.masked]
        if len(plain) == 1 and not _is_beside_words(sentence, plain[0]):
            return True
    return False


def _is_beside_words(sentence: Sentence, spot: Spot) -> bool:
    return bool(_LETTER.search(sentence.raw[: spot.start] + sentence.raw[spot.end :]))


def own_partners(town: Place, whole: Place, naming: Naming) -> set[str]:
    """The places abroad (ids) that are named beside a town alone: in no sentence without it, in none with its whole.

    A quarter deals with the partners of its town, which are told of elsewhere too.
    """
    beside: Counter[str] = Counter()
    for sentence in naming.get(town.id, ()):
        plain = [s for s in sentence.spots if not s.masked]
        here = {s.place.id: s.place for s in plain}
        own = next(s for s in plain if s.place.id == town.id)
        if sentence.spaced and whole.id not in here and not located(sentence, own):
            beside.update(place_id for place_id, place in here.items() if place.country != town.country)
    return {place_id for place_id, times in beside.items() if times == len(naming[place_id])}


def _outweighs(other: Place, place: Place, frame: Frame) -> bool:
    """Whether a place is the heavier one, or a town that is told of in a region that only a title names."""
    titled = place.level == "admin1" != other.level and frame.told[other.id] > frame.told[place.id] == 0
    return titled or frame.weights[other.id] >= frame.weights[place.id]


def _belongs(place: Place, other: Place, frame: Frame, gazetteer: Gazetteer) -> bool:
    """Whether a place is a quarter of another, lies in the province that a title names, or is its province."""
    if place.id in frame.provinces or place.id in frame.parties:
        return False
    if place.level == "admin1":
        headed = place.id in frame.heads and other.id not in frame.titled
        return other.level != "admin1" and gazetteer.region(other.id) == place.name and not headed
    if place.id in frame.titled and other.id not in frame.titled:
        return False
    if other.level == "admin2" and other.id in frame.provinces:
        return 2 * frame.told[other.id] >= frame.told[place.id] and distance(place, other) < _KM_PART
    if other.level == "admin1":
        if other.id in frame.heads and gazetteer.region(place.id) == other.name:
            return True
        if place.id in frame.titled and not frame.told[other.id]:
            return False  # a region that stands in headings alone only says where the towns of these lie
        told = other.id in frame.titled and 2 * frame.told[other.id] >= frame.told[place.id]
        return told and distance(place, other) < _KM_INSIDE
    if place.id in frame.heads:
        return False
    larger = other.level != "ward" and other.population > 3 * place.population
    apart = place.level != "ward" and frame.tied >= {place.id, other.id}  # each has a tie of its own
    apart = apart or (place.id in frame.titled and _is_ward_elsewhere(place, other, gazetteer))
    return larger and not apart and _is_small(place) and distance(place, other) < _KM_PART


def _is_ward_elsewhere(place: Place, other: Place, gazetteer: Gazetteer) -> bool:
    """Whether a place is a ward of another city than one nearby: it lies in another first-level unit."""
    region = gazetteer.region(place.id) if place.level == "ward" else ""
    return bool(region) and region not in (other.name, gazetteer.region(other.id))


def _names_both(whole: Place, part: Place, gazetteer: Gazetteer) -> bool:
    """Whether a place is one of two towns that another is named after: Kędzierzyn of Kędzierzyn-Koźle."""
    parts = whole.name.split("-")
    if len(parts) != 2 or part.name not in parts or whole.country != part.country or distance(whole, part) > _KM_TWO:
        return False
    other = parts[1 - parts.index(part.name)]
    return any(kind == 0 and distance(whole, place) < _KM_TWO for place, kind in gazetteer.candidates(other))


def _is_small(place: Place) -> bool:
    return place.level in ("place", "ward") and place.population < _SMALL


def paired(sentence: Sentence, frame: Frame) -> set[str]:
    """The towns (ids) that a document on provinces tells a tie of their own of: "Lima and Ghent have one too".

    So are those that stand beside a partner which has no other tie here.
    """
    here = {spot.place.id for spot in sentence.spots}
    alone = {p for p in here if not here.isdisjoint(frame.own.get(p, ()))}
    pairs = (pair for pair in ties_of_towns(sentence) if any(_of_province(s, frame) for s in pair))
    return {s.place.id for pair in pairs for s in pair} | alone


def _of_province(spot: Spot, frame: Frame) -> bool:
    whole = frame.within.get(spot.place.id)
    return whole is not None and frame.places[whole].level == "admin1"


def ties_of_towns(sentence: Sentence) -> Iterator[tuple[Spot, Spot]]:
    """Neighbouring towns of two countries that are joined as partners, or have a word for a tie between them.

    One such pair beside two provinces is only where these met: "between Lima and Ghent, that is ...".
    """
    if sentence.passage.role == "table_row" or not sentence.spaced:
        return
    found = list(_neighbours(sentence))
    provinces = {s.place.country for s in sentence.spots if s.place.level == "admin1" and not s.masked}
    if len(found) > 1 or len(provinces) < _TWO:
        yield from found


def twins(sentence: Sentence) -> Iterator[str]:
    """The towns (ids) that have a word for a tie between them: "Lima became a sister city of Ghent"."""
    if sentence.passage.role != "table_row" and sentence.spaced and not sentence.silent:
        for one, two in _neighbours(sentence):
            if any(one.end <= h.start < two.start for h in sentence.of("sister", "friendship", "tied")):
                yield from (one.place.id, two.place.id)


def _neighbours(sentence: Sentence) -> Iterator[tuple[Spot, Spot]]:
    for one, two in pairwise([s for s in sentence.spots if not s.masked]):
        if one.place.country == two.place.country or "admin1" in (one.place.level, two.place.level):
            continue
        gap = sentence.text[one.end : two.start]
        joined = len(gap) < _TIED and all(w in sentence.language.joiners for w in gap.split() if w[:1].isalpha())
        told = len(gap) < _TIED and any(one.end <= h.start < two.start for h in sentence.of(*_TIES))
        if told or (joined and "," not in gap):
            yield one, two
