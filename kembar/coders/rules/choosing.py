"""Which of the pairs that a document could mean a sentence with an act speaks of.

``pairs`` walks through the document and knows what headings and sentences before have set. Here every pair within
reach gets named marks: where its sides stand, how often and how lately they were told, whether the walk has set them.
The weights are a readable file beside this module (``pairs.yaml``), fitted by ``scripts/fit_pairs.py`` with
cross-validation over whole documents; the pair with the highest sum stands.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, repeat
from operator import mul
from pathlib import Path

from kembar import yamlfile
from kembar.coders.rules import entries, evidence
from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.found import Found, Two, in_lists
from kembar.coders.rules.nameless import LEVEL
from kembar.coders.rules.near import distance, same
from kembar.coders.rules.pairs import Walker
from kembar.coders.rules.parties import bound, is_with, of_papers
from kembar.coders.rules.passing import is_of_regions
from kembar.coders.rules.sentences import Sentence, Spot
from kembar.coders.rules.spots import located
from kembar.coders.rules.standing import FIGURES, Side, Standing
from kembar.places import Gazetteer
from kembar.types import Place

WEIGHTS = Path(__file__).with_name("pairs.yaml")
#: Words that take a pair up, in place of its names.
_CUES = ("both", "that_city", "there", "ours", "partner_word", "mutual", "sister", "here")
#: Those of them that speak of the side abroad.
_ABROAD = ("both", "partner_word", "mutual", "sister", "friendship")
#: Words of a tie, whose sides a sentence names.
_TIES = ("sister", "friendship", "tied")
_KM_NEAR, _LATELY = 700, 2
#: The marks of the lower and of the higher figure of two sides.
_FIGURES = [(f"least {name}", f"most {name}") for name in FIGURES]
#: A language of so few countries is that of a page of one of them.
_FEW = 2
Key = frozenset[str]
#: The pairs of the walk and of the section before a sentence.
Before = tuple[Two | None, Two | None]


@dataclass
class Option:
    """A pair with its marks: names, and what each counts."""

    pair: Two
    marks: dict[str, float]


@dataclass
class Here:
    """What a sentence names: places with their spots, their countries, those that only say where, words and role.

    ``state`` are the pairs in force by name, ``homes`` the ids of the document's home side and of the inner one;
    ``few`` says that its language is that of few countries; ``named`` keeps the marks of how a sentence names a pair,
    which many pairs share.
    """

    spots: dict[str, Spot]
    countries: set[str]
    located: set[str]
    cues: list[str]
    role: str
    ours: bool
    state: Sequence[tuple[str, Key]]
    homes: tuple[str, str]
    few: bool
    named: dict[tuple[int, bool, bool], list[str]] = field(default_factory=dict)


@cache
def weights() -> Mapping[str, float]:
    """Return the shipped weights by mark (without the file the walk alone decides)."""
    return yamlfile.numbers(WEIGHTS)


def pick(sentence: Sentence, options: Sequence[Option]) -> Option | None:
    """The option with the highest sum of weights (the first of several); the sentence keeps the two highest."""
    table = weights()
    sums = [(total(option, table), option) for option in options] if table else []
    ranked = sorted(sums, key=lambda each: -each[0])
    sentence.weighed = [(option.pair, told, option.marks) for told, option in ranked[:2]]
    return ranked[0][1] if ranked else None


def total(option: Option, table: Mapping[str, float]) -> float:
    """Add up the marks of an option by their weights, the same in whatever order they come."""
    return math.fsum(map(mul, map(table.get, option.marks, repeat(0.0)), option.marks.values()))


@dataclass
class Chooser:
    """What is known of the places of a document while it is read."""

    walker: Walker
    scanned: Sequence[Sentence]
    gazetteer: Gazetteer
    pairs_told: dict[Key, int] = field(default_factory=dict)
    near: dict[Key, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.standing = Standing(self.walker, self.scanned, self.gazetteer)

    def note(self, sentence: Sentence, found: Sequence[Found]) -> None:
        """Take in what a sentence that has been read tells."""
        self.standing.note(sentence)
        for item in found:
            self.pairs_told[_key(item.pair)] = sentence.index

    def choose(self, sentence: Sentence, before: Before, found: list[Found]) -> list[Found]:
        """The pairs of a sentence: those that the walk found if they hold the best one, else the best one.

        Where the walk is sure, it decides.
        """
        if self._sure(sentence, found):
            return found
        best = pick(sentence, self.options(sentence, before, found))
        if best is None:
            return found
        home, row = self.walker.home, sentence.passage.role == "table_row" or entries.is_entry(sentence)
        if row and home is not None and home.id not in _key(best.pair) and all(home in f.pair for f in found):
            return found  # a row names a partner of the side whose table it is
        if entries.is_entry(sentence) and not _names_its_own(sentence, best.pair):
            return found
        known = [f for f in found if _key(f.pair) == _key(best.pair)]
        return found if known else [self._found(sentence, best.pair)]

    def at_home(self, sentence: Sentence, before: Before) -> Callable[[Candidate], bool]:
        """Say of the acts of a sentence whether they are of no pair, since they are told with a neighbour.

        A paper is of no pair if all that it is with are neighbours; the other acts of its sentence are, if nothing in
        it speaks of a place abroad.
        """
        told, neighbours = bound(sentence), self._neighbours(sentence, before)
        words = [word for word, _ in told]
        spots = [s.place for s in (*sentence.spots, *sentence.nations) if not s.masked]
        homes = {s.place.country for _, s in told if s.place.id in neighbours}
        abroad = any(p.country not in homes for p in spots) or any(h not in words for h in sentence.of(*_ABROAD))

        def of_no_pair(candidate: Candidate) -> bool:
            own = [s.place.id for word, s in told if word in candidate.hits] or [s.place.id for _, s in told]
            return bool(neighbours) and neighbours.issuperset(own) and (candidate.type == "agreement" or not abroad)

        return of_no_pair

    def _neighbours(self, sentence: Sentence, before: Before) -> set[str]:
        """The places that papers are told to be with and that lie in the home side's country, but in no pair."""
        home = self.walker.home
        if home is None:
            return set()
        sides = {home.id, *(p.id for pair in (*before, self.walker.frame.main) if pair for p in pair)}
        told = (spot.place for _, spot in bound(sentence))
        return {p.id for p in told if p.country == home.country and p.id not in sides and not same(p, home)}

    def _sure(self, sentence: Sentence, found: Sequence[Found]) -> bool:
        """Whether what the walk found stands: nothing; a partner that no gazetteer knows; the side that a paragraph
        opens with; a row or entry with two sides; several pairs that are all meant.
        """
        unknown = any(side.level == LEVEL for f in found for side in f.pair)
        row = sentence.passage.role == "table_row" or entries.names_both(sentence)
        row = row and {f.basis for f in found} == {"named"}
        several = len(found) > 1 and self._all_meant(sentence, found)
        return not found or unknown or row or several or self.walker.opened is not None

    def _all_meant(self, sentence: Sentence, found: Sequence[Found]) -> bool:
        """Whether all of several pairs are meant: they have no side in common; or their partners are those of "our
        city", are told in one list, each as the one with whom ("with Lima ..., and with Ghent ...") or as the goals of
        one journey ("to Lima, then to Ghent").
        """
        plain = [s for s in sentence.spots if not s.masked]
        apart = len({i for f in found for i in _key(f.pair)}) == 2 * len(found)
        each = len(plain) == len(found) and all(is_with(sentence, s) for s in plain)
        goals = {f.basis for f in found} == {"partner"} and all(evidence.facts(sentence, s)[0] for s in plain)
        return apart or each or goals or self.walker.frame.of_home(sentence) or len(in_lists(sentence, found)) == 1

    def options(self, sentence: Sentence, before: Before, found: Sequence[Found]) -> list[Option]:
        """Every pair of places of two countries of which one is in force, found or told in the sentence.

        Where a sentence tells of a tie and names places, one of them is a side of it.
        """
        walker, standing = self.walker, self.standing
        state = {
            "before": before[0], "section before": before[1], "main": walker.frame.main, "current": walker.current,
        }  # fmt: skip
        firm = [p for p in (walker.frame.home, walker.home, walker.side) if p is not None]
        firm += [p for pair in (*state.values(), walker.section) if pair for p in pair]
        firm += [s.place for s in sentence.spots] + [p for f in found for p in f.pair]
        firsts = {p.id: p for p in firm}
        every = firsts | {i: standing.places[i] for i in standing.within_reach()}
        around = standing.around(sentence)
        told = {_key(f.pair) for f in found}
        neighbours = self._neighbours(sentence, before)
        partners = [i for i in of_papers(sentence) if i not in neighbours]
        named = {*partners} or (around["in"] if sentence.has(*_TIES) else None)
        reach = _within_reach(firsts, every, named)
        reach = {k: p for k, p in reach.items() if k not in walker.rivals and k.isdisjoint(neighbours)}
        pairs = {k: p for k, p in reach.items() if not k.issubset(partners)}
        pairs = {k: p for k, p in pairs.items() if k & around["in"] or not is_of_regions(sentence, p, walker.frame)}
        places = {p.id: p for pair in pairs.values() for p in pair}
        sides = standing.sides(sentence, places.values(), around)
        here, leading = self._here(sentence, state), self._leading()
        out = []
        for key, (first, second) in pairs.items():
            marks = self._marks(sentence, here, key, (sides[first.id], sides[second.id]))
            if here.role == "table_row" and key in told:
                marks["told by the row"] = 1.0
            if len(told) > 1:
                marks["one of several"] = float(key in told)
            out.append(Option(self._ordered(first, second, leading), marks))
        return out

    def _leading(self) -> list[str]:
        """The places that stand first in any pair, as the page speaks from them."""
        frame = self.walker.frame
        sides = (self.walker.home, frame.home, frame.main[0] if frame.main else None)
        return [p.id for p in sides if p is not None]

    def _ordered(self, a: Place, b: Place, leading: Sequence[str]) -> Two:
        """A pair with the side first from which the page speaks."""
        for first in leading:
            if first in (a.id, b.id):
                return (a, b) if a.id == first else (b, a)
        weights = self.walker.frame.weights
        countries = self.scanned[0].language.countries if self.scanned else ()
        own = (a.country in countries) - (b.country in countries)
        lead = own or weights[a.id] - weights[b.id]
        return (a, b) if lead >= 0 else (b, a)

    def _found(self, sentence: Sentence, pair: Two) -> Found:
        """A pair as it is found: by its names in the sentence, by one of them, or from the context."""
        spots = {s.place.id: s for s in reversed(sentence.spots) if not s.masked}
        here = [spots[p.id] for p in pair if p.id in spots]
        home = self.walker.home
        if len(here) == 2:
            basis = "named"
        elif here:
            basis = "home" if home is not None and here[0].place.id == home.id else "partner"
        else:
            basis = "both" if sentence.has("both") else "section" if self.walker.section else "context"
        own = {s.place.id: (sentence.base + s.start, sentence.base + s.end) for s in here}
        spans = (own.get(p.id) or self.walker.spans.get(p.id) for p in pair)
        return Found(pair, basis, tuple(s for s in spans if s), tuple(sorted(s.start for s in here)))

    def _here(self, sentence: Sentence, state: Mapping[str, Two | None]) -> Here:
        spots = {s.place.id: s for s in reversed(sentence.spots) if not s.masked}
        where = {i for i, s in spots.items() if located(sentence, s)}
        frame, home = self.walker.frame, self.walker.home
        cues, ours = [cue for cue in _CUES if sentence.has(cue)], frame.of_home(sentence)
        countries = {s.place.country for s in spots.values()}
        in_force = [(name, _key(pair)) for name, pair in state.items() if pair is not None]
        homes = frame.home.id if frame.home else "", home.id if home else ""
        few = len(sentence.language.countries) <= _FEW
        return Here(spots, countries, where, cues, sentence.passage.role, ours, in_force, homes, few)

    def _marks(self, sentence: Sentence, here: Here, key: Key, sides: tuple[Side, Side]) -> dict[str, float]:
        """The marks of a pair: those of one side and of both, their figures, and what holds of the two together."""
        a, b = sides
        one, other = a.place.id, b.place.id
        named = (one in here.spots) + (other in here.spots)
        both = map(evidence.of_two, a.marks & b.marks)
        marks = dict.fromkeys(chain(_named(here, named, key), a.alone ^ b.alone, both), 1.0)
        for (least, most), x, y in zip(_FIGURES, a.figures, b.figures, strict=True):
            marks[least], marks[most] = (x, y) if x < y else (y, x)
        for name, told in here.state:
            if told == key:
                marks[name] = marks[f"{name}, {named} named"] = marks[f"{name}, {here.role}"] = 1.0
            elif one in told or other in told:
                marks[f"a side of {name}"] = 1.0
        if a.mates and (together := a.mates.get(other, 0)):
            marks["told together"] = math.log1p(together)
        elif a.mates or b.mates:
            marks["told with others alone"] = float(bool(a.mates)) + float(bool(b.mates))
        if key in self.pairs_told:
            marks["found before"] = 1.0
            marks["found lately"] = float(sentence.index - self.pairs_told[key] <= _LATELY)
        if key not in self.near:
            self.near[key] = distance(a.place, b.place) < _KM_NEAR
        marks["near"] = float(self.near[key])
        if here.few and not (a.own or b.own):
            marks["both abroad"] = marks[f"both abroad, {named} named"] = 1.0
        if other in a.twins:
            marks["known tie"] = marks[f"known tie, {named} named"] = 1.0
        if left := here.spots.keys() - key:
            of_sides = [here.spots[i].place.country in (a.place.country, b.place.country) for i in left]
            marks["left out"] = min(3.0, len(left))
            marks["left out, located"] = float(len(left & here.located))
            marks["left out, of a side's country"] = float(any(of_sides))
            marks["left out, of another country"] = float(named < 2 and not all(of_sides))
        return marks


def _within_reach(firsts: Mapping[str, Place], every: Mapping[str, Place], named: Set[str] | None) -> dict[Key, Two]:
    """The pairs of places of two countries, one of them of some; with a side that is named, if one must be."""
    pairs: dict[Key, Two] = {}
    for i, first in firsts.items():
        for j, second in every.items():
            if first.country != second.country and (not named or i in named or j in named):
                pairs.setdefault(frozenset((i, j)), (first, second))
    return pairs


def _named(here: Here, named: int, key: Key) -> list[str]:
    """The marks of how many sides a sentence names: by all that it names, its role and words that take a pair up."""
    own, inner = here.homes[0] in key, here.homes[1] in key
    if (named, own, inner) not in here.named:
        told = [f"{named} of {min(len(here.spots), 4)} named"]
        told += [f"{named} named, {w}" for w in (f"of countries {min(len(here.countries), 3)}", here.role, *here.cues)]
        told.append(f"{named} named, home {'yes' if own else 'no'}, inner home {'yes' if inner else 'no'}")
        if here.ours:
            told.append(f"says ours, home {'yes' if own or inner else 'no'}")
        here.named[named, own, inner] = told
    return here.named[named, own, inner]


def _names_its_own(sentence: Sentence, pair: Two) -> bool:
    """Whether one side of a pair is a place that the sentence names."""
    return any(same(s.place, p) for s in sentence.spots if not s.masked for p in pair)


def _key(pair: Two) -> Key:
    return frozenset((pair[0].id, pair[1].id))
