"""How the places of a document stand to a sentence of it: named marks and figures of each as a side of a pair."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from kembar.coders.rules import evidence
from kembar.coders.rules.attach import PEOPLE
from kembar.coders.rules.pairs import Walker
from kembar.coders.rules.parties import is_with
from kembar.coders.rules.sentences import Sentence, Spot
from kembar.coders.rules.spots import located
from kembar.places import Gazetteer, register
from kembar.types import Place

_BESIDE, _TITLED = 16, 3
#: How near the head of a sentence a place stands with which it begins: "With Lima the town has …".
_OPENING = 14
#: So many places of a document, by weight and by when they were told last, are weighed as the other side.
_HEAVIEST, _LATEST = 25, 12
#: Where a place may stand around a sentence that is a mark of its own.
_AROUND = ("head", "outer head", "previous", "second previous", "next", "inner home", "side")


#: The figures of a side, in their order.
FIGURES = ("count", "before", "weight", "recent")


class Side(NamedTuple):
    """A place as a side of a pair: what holds of it in the sentence, and its figures in the document so far.

    ``alone`` are its marks as they are called where the other side has them not; ``mates`` the places that it is told
    with, ``twins`` those that it is known to be tied to; ``own`` says that it lies where the language is written.
    """

    place: Place
    marks: frozenset[str]
    alone: frozenset[str]
    figures: tuple[float, float, float, float]
    mates: Mapping[str, int]
    twins: frozenset[str]
    own: bool


@dataclass
class Standing:
    """The places of a document: where they are named, how often, in which regions; and what was told so far."""

    walker: Walker
    scanned: Sequence[Sentence]
    gazetteer: Gazetteer

    def __post_init__(self) -> None:
        frame = self.walker.frame
        self.at = {s.index: i for i, s in enumerate(self.scanned)}
        self.places: dict[str, Place] = {}
        self.counts: Counter[str] = Counter()
        self.heads: dict[str, set[str]] = {}
        self.title: set[str] = set()
        for sentence in self.scanned:
            for spot in sentence.spots:
                self.places[spot.place.id] = spot.place
                self.counts[spot.place.id] += not spot.masked
            if sentence.passage.role in ("title", "heading"):
                self.heads[" ".join(sentence.raw.split())] = plain(sentence)
                self.title |= {s.place.id for s in sentence.spots} if sentence.index < _TITLED else set()
        self.places = {**frame.places, **self.places}
        self.most = max(frame.weights.values(), default=0) or 1
        self.by_country = Counter(p.country for p in self.places.values())
        self.regions = {i: up.id for i in self.places if (up := self.gazetteer.first_level(i)) is not None}
        self.within: Counter[str] = Counter()
        self.heaviest: dict[str, str] = {}
        for i, place in self.places.items():
            if i in self.regions and self.counts[i]:
                self.within[self.regions[i]] += self.counts[i]
            best = self.heaviest.setdefault(place.country, i)
            if frame.weights[i] > frame.weights[best]:
                self.heaviest[place.country] = i
        self.twinned = Counter({i: sum(t in self.places for t in register.twins_of(i)) for i in self.places})
        self.most_twinned = max(self.twinned.values(), default=0)
        self.lasting: dict[str, tuple[frozenset[str], frozenset[str], float]] = {}
        self.weighty = sorted(self.places, key=lambda i: -frame.weights[i])[:_HEAVIEST]
        self.told: Counter[str] = Counter()
        self.latest: dict[str, int] = {}

    def note(self, sentence: Sentence) -> None:
        """Take in which places a sentence that has been read names."""
        for spot in sentence.spots:
            if not spot.masked:
                self.told[spot.place.id] += 1
                self.latest.pop(spot.place.id, None)  # so that the last stands last
                self.latest[spot.place.id] = sentence.index

    def within_reach(self) -> list[str]:
        """The places that may be the other side though nothing names them near: the heaviest and those told last."""
        return [*self.weighty, *islice(reversed(self.latest), _LATEST)]

    def around(self, sentence: Sentence) -> dict[str, set[str]]:
        """The places that stand in, above and beside a sentence, and the sides in force."""
        at = self.at[sentence.index]
        heads = [self.heads.get(h, set()) for h in sentence.passage.headings]
        beside = {n: self.scanned[at + n] for n in (-2, -1, 1) if 0 <= at + n < len(self.scanned)}
        return {
            "in": plain(sentence),
            "masked": {s.place.id for s in sentence.spots},
            "head": heads[-1] if heads else set(),
            "outer head": {i for h in heads[:-1] for i in h},
            "previous": plain(beside.get(-1)),
            "second previous": plain(beside.get(-2)),
            "next": plain(beside.get(1)),
            "inner home": {home.id} if (home := self.walker.home) is not None else set(),
            "side": {self.walker.side.id} if self.walker.side is not None else set(),
        }

    def sides(self, sentence: Sentence, places: Iterable[Place], around: Mapping[str, set[str]]) -> dict[str, Side]:
        """The sides that places would be, by their ids."""
        near: dict[str, list[str]] = {}
        for name in _AROUND:
            for i in around[name]:
                near.setdefault(i, []).append(name)
        return {place.id: self._side(sentence, place, around, near.get(place.id)) for place in places}

    def _side(self, sentence: Sentence, place: Place, around: Mapping[str, set[str]], near: list[str] | None) -> Side:
        """A place with its marks and figures; ``near`` tells where it stands around the sentence."""
        frame, i = self.walker.frame, place.id
        marks = set(near or ())
        if i in around["in"]:
            marks.update(self._in_sentence(sentence, i, around["in"]))
        elif i in around["masked"]:
            marks.add("masked")
        if marks:
            marks.update(self._region_beside(i, around))
        recent = 0.0
        if i in self.latest:
            marks.add("told before")
            recent = 1 / (1 + sentence.index - self.latest[i])
        countries = sentence.language.countries
        if own := place.country in countries:
            marks.add("one of the language's countries" if len(countries) > 2 else "the language's country")
        if i not in self.lasting:
            always = frozenset(self._of_document(place))
            self.lasting[i] = always, frozenset(map(evidence.of_one, always)), math.log1p(self.counts[i])
        always, alone, count = self.lasting[i]
        alone = alone.union(map(evidence.of_one, marks))
        figures = count, math.log1p(self.told.get(i, 0)), frame.weights.get(i, 0) / self.most, recent
        return Side(place, always | marks, alone, figures, frame.mates.get(i, {}), register.twins_of(i), own)

    def _of_document(self, place: Place) -> Iterator[str]:
        """Yield the marks of a place that hold in all of a document."""
        frame, i = self.walker.frame, place.id
        yield f"level {place.level}"
        told = {
            "home": frame.home is not None and frame.home.id == i,
            "titled": i in frame.titled,
            "title": i in self.title,
            "publisher": i in frame.publishers,
            "bound": bool(frame.bound[i]),
            "credible": frame.credible(place),
            "heads alone": i in frame.heads,
            "only of its country": self.by_country[place.country] == 1,
            "heaviest of its country": self.heaviest.get(place.country) == i,
            "twinned with several": self.twinned[i] > 1,
            "most twinned": 1 < self.most_twinned == self.twinned[i],
        }
        yield from (name for name, there in told.items() if there)
        up = self.regions.get(i, "")
        if self.within[i]:
            yield "its towns told"
            if self.within[i] > self.counts[i]:
                yield "its towns told more"
        if up and self.counts[up]:
            yield "its region told"
            if self.counts[up] > self.counts[i]:
                yield "its region told more"

    def _in_sentence(self, sentence: Sentence, place_id: str, here: set[str]) -> Iterator[str]:
        """Yield the marks of a place that a sentence names."""
        spot = next(s for s in sentence.spots if s.place.id == place_id and not s.masked)
        yield "in"
        toward, origin, stays, _ = evidence.facts(sentence, spot)
        told = {"in, located": located(sentence, spot), "in, to": toward, "in, from": origin, "in, at": stays}
        told["in, with, at the head"] = 0 < spot.start < _OPENING and is_with(sentence, spot)
        told["in, at the head"] = spot.start < 3
        told["in, first place"] = spot == next(s for s in sentence.spots if not s.masked)
        told["in, people"] = any(_close(spot, h.start, h.end) for h in sentence.of(*PEOPLE))
        yield from (name for name, there in told.items() if there)

    def _region_beside(self, place_id: str, around: Mapping[str, set[str]]) -> Iterator[str]:
        """Yield whether the region of a place, or a town of a region, stands with it."""
        up = self.regions.get(place_id, "")
        for name in ("in", "head", "previous"):
            if place_id in around[name]:
                if up in around[name]:
                    yield f"its region beside, {name}"
                if any(self.regions.get(other) == place_id for other in around[name]):
                    yield f"its town beside, {name}"


def _close(spot: Spot, start: int, end: int) -> bool:
    return 0 <= start - spot.end < _BESIDE or 0 <= spot.start - end < _BESIDE


def plain(sentence: Sentence | None) -> set[str]:
    """The places that a sentence names as more than a mere where."""
    return {s.place.id for s in sentence.spots if not s.masked} if sentence else set()
