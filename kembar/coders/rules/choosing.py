"""Which of the pairs that a document could mean a sentence with an act speaks of.

``pairs`` walks through the document and knows what headings and sentences before have set. Here every pair within
reach gets named marks: where its sides stand, how often and how lately they were told, whether the walk has set them.
The weights are a readable file beside this module (``pairs.yaml``), fitted by ``scripts/fit_pairs.py`` with
cross-validation over whole documents; the pair with the highest sum stands.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kembar import yamlfile
from kembar.coders.rules.found import Found, Two, in_lists
from kembar.coders.rules.nameless import LEVEL
from kembar.coders.rules.near import distance
from kembar.coders.rules.pairs import Walker
from kembar.coders.rules.sentences import Sentence, Spot
from kembar.coders.rules.spots import located
from kembar.coders.rules.standing import Side, Standing
from kembar.places import Gazetteer
from kembar.types import Place

WEIGHTS = Path(__file__).with_name("pairs.yaml")
#: Words that take a pair up, in place of its names.
_CUES = ("both", "that_city", "there", "ours", "partner_word", "mutual", "sister", "here")
#: Words of a tie, whose sides a sentence names.
_TIES = ("sister", "friendship", "tied")
_KM_NEAR, _LATELY = 700, 2
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
    """What a sentence names: places with their spots, their countries, those that only say where, words and role."""

    spots: dict[str, Spot]
    countries: set[str]
    located: set[str]
    cues: list[str]
    role: str
    ours: bool


@cache
def weights() -> Mapping[str, float]:
    """Return the shipped weights by mark (without the file the walk alone decides)."""
    return yamlfile.numbers(WEIGHTS)


def pick(sentence: Sentence, options: Sequence[Option]) -> Option | None:
    """The option with the highest sum of weights (the first of several); the sentence keeps the two highest."""
    table = weights()
    ranked = sorted(options, key=lambda o: -total(o, table)) if table else []
    sentence.weighed = [(o.pair, o.marks) for o in ranked[:2]]
    return ranked[0] if ranked else None


def total(option: Option, table: Mapping[str, float]) -> float:
    """Add up the marks of an option by their weights, the same in whatever order they come."""
    return math.fsum(table.get(mark, 0.0) * value for mark, value in option.marks.items())


@dataclass
class Chooser:
    """What is known of the places of a document while it is read."""

    walker: Walker
    scanned: Sequence[Sentence]
    gazetteer: Gazetteer
    pairs_told: dict[Key, int] = field(default_factory=dict)

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
        home, row = self.walker.home, sentence.passage.role == "table_row"
        if row and home is not None and home.id not in _key(best.pair) and all(home in f.pair for f in found):
            return found  # a row names a partner of the side whose table it is
        known = [f for f in found if _key(f.pair) == _key(best.pair)]
        return found if known else [self._found(sentence, best.pair)]

    def _sure(self, sentence: Sentence, found: Sequence[Found]) -> bool:
        """Whether what the walk found stands: nothing; pairs told one after another, with no side in common; a partner
        that no gazetteer knows; the side that a paragraph opens with; partners of "our city", or in one list.
        """
        apart = len({i for f in found for i in _key(f.pair)}) == 2 * len(found) > 2
        unknown = any(side.level == LEVEL for f in found for side in f.pair)
        ours = len(found) > 1 and self.walker.frame.of_home(sentence)
        listed = len(found) > 1 and len(in_lists(sentence, found)) == 1
        return not found or apart or unknown or ours or listed or self.walker.opened is not None

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
        sides = {i: standing.side(sentence, place, around) for i, place in every.items()}
        here = self._here(sentence)
        told = {_key(f.pair) for f in found}
        named = around["in"] if sentence.has(*_TIES) else set()
        out: dict[Key, Option] = {}
        for i, first in firsts.items():
            for j, second in every.items():
                key = frozenset((i, j))
                if first.country != second.country and key not in out and (not named or key & named):
                    marks = self._marks(sentence, here, (sides[i], sides[j]), state)
                    if sentence.passage.role == "table_row" and key in told:
                        marks["told by the row"] = 1.0
                    if len(told) > 1:
                        marks["one of several"] = float(key in told)
                    out[key] = Option(self._ordered(first, second), marks)
        return list(out.values())

    def _ordered(self, a: Place, b: Place) -> Two:
        """A pair with the side first from which the page speaks."""
        frame, home = self.walker.frame, self.walker.home
        firsts = [p.id for p in (home, frame.home) if p is not None] + [pair[0].id for pair in (frame.main,) if pair]
        for first in firsts:
            if first in (a.id, b.id):
                return (a, b) if a.id == first else (b, a)
        countries = self.scanned[0].language.countries if self.scanned else ()
        own = (a.country in countries) - (b.country in countries)
        lead = own or frame.weights[a.id] - frame.weights[b.id]
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

    def _here(self, sentence: Sentence) -> Here:
        spots = {s.place.id: s for s in reversed(sentence.spots) if not s.masked}
        where = {i for i, s in spots.items() if located(sentence, s)}
        cues, ours = [cue for cue in _CUES if sentence.has(cue)], self.walker.frame.of_home(sentence)
        countries = {s.place.country for s in spots.values()}
        return Here(spots, countries, where, cues, sentence.passage.role, ours)

    def _marks(
        self, sentence: Sentence, here: Here, sides: tuple[Side, Side], state: Mapping[str, Two | None]
    ) -> dict[str, float]:
        """The marks of a pair: those of one side and of both, their figures, and what holds of the two together."""
        a, b = sides
        marks = {f"one {m}": 1.0 for m in a.marks ^ b.marks} | {f"both {m}": 1.0 for m in a.marks & b.marks}
        for name in ("count", "before", "weight", "recent"):
            x, y = a.figures.get(name, 0.0), b.figures.get(name, 0.0)
            marks[f"least {name}"], marks[f"most {name}"] = min(x, y), max(x, y)
        named = (a.place.id in here.spots) + (b.place.id in here.spots)
        key = _key((a.place, b.place))
        marks |= dict.fromkeys(self._named(here, named, key), 1.0)
        for name, pair in state.items():
            if pair is not None and _key(pair) == key:
                marks |= dict.fromkeys((name, f"{name}, {named} named", f"{name}, {here.role}"), 1.0)
            elif pair is not None and _key(pair) & key:
                marks[f"a side of {name}"] = 1.0
        marks["told together"] = math.log1p(self.walker.frame.mates[a.place.id][b.place.id])
        if key in self.pairs_told:
            marks["found before"] = 1.0
            marks["found lately"] = float(sentence.index - self.pairs_told[key] <= _LATELY)
        left, countries = here.spots.keys() - key, (a.place.country, b.place.country)
        of_sides = [here.spots[i].place.country in countries for i in left]
        marks["left out"] = min(3.0, len(left))
        marks["left out, located"] = float(len(left & here.located))
        marks["left out, of a side's country"] = float(any(of_sides))
        marks["left out, of another country"] = float(named < 2 and not all(of_sides))
        marks["near"] = float(distance(a.place, b.place) < _KM_NEAR)
        return marks

    def _named(self, here: Here, named: int, key: Key) -> Iterator[str]:
        """Yield how many sides a sentence names, by all that it names, by its role and by words that take a pair up."""
        frame, home = self.walker.frame, self.walker.home
        yield f"{named} of {min(len(here.spots), 4)} named"
        yield f"{named} named, of countries {min(len(here.countries), 3)}"
        yield f"{named} named, {here.role}"
        yield from (f"{named} named, {cue}" for cue in here.cues)
        own = frame.home is not None and frame.home.id in key
        inner = home is not None and home.id in key
        yield f"{named} named, home {'yes' if own else 'no'}, inner home {'yes' if inner else 'no'}"
        if here.ours:
            yield f"says ours, home {'yes' if own or inner else 'no'}"


def _key(pair: Two) -> Key:
    return frozenset((pair[0].id, pair[1].id))
