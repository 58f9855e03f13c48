"""Which pair a sentence speaks of: what it names itself, else what headings and sentences before it have set."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kembar.coders.rules import asking, lists, passing
from kembar.coders.rules.found import Found, Span, Two, allied, aside, choose, named, runs_in, told_with, unique
from kembar.coders.rules.frame import TIES, Frame
from kembar.coders.rules.near import same
from kembar.coders.rules.parties import is_with
from kembar.coders.rules.sentences import Sentence, Spot
from kembar.coders.rules.sides import names_unknown
from kembar.coders.rules.spots import located
from kembar.types import Place

__all__ = ["Found", "Walker", "choose"]
#: Two places of a heading that are nearer to each other may be its pair.
_GAP = 12
#: Who answers a question speaks of its pair, in a paragraph of its own.
_QUESTION = ("?", "？")
_LETTER, _BRACKET = re.compile(r"[^\W\d_]"), re.compile(r"\s?[(（][^()（）]*[)）]")
#: What a passage sets that the next ones go on with.
IN_FORCE = ("section", "current", "lasting", "side", "opened")


@dataclass
class Walker:
    """The pair in force while reading: set by title, headings and sentences, kept until something else sets one."""

    frame: Frame
    section: Two | None = None
    current: Two | None = None
    spans: dict[str, Span] = field(default_factory=dict)
    headings: tuple[str, ...] = ()
    paragraph: int = -1
    levels: dict[tuple[str, ...], Two] = field(default_factory=dict)
    homes: dict[tuple[str, ...], Place] = field(default_factory=dict)
    side: Place | None = None
    opened: Place | None = None
    lasting: Two | None = None
    answering: Place | None = None
    headed: bool = False
    asked: bool = False
    rivals: frozenset[frozenset[str]] = frozenset()

    def read(self, sentence: Sentence) -> list[Found]:
        """Take in a sentence and return the pairs it speaks of, best first."""
        passage = sentence.passage
        asked, self.asked, spots = self.asked, False, [s for s in sentence.spots if not s.masked]
        for spot in sentence.spots:
            self.spans[spot.place.id] = (sentence.base + spot.start, sentence.base + spot.end)
        if passage.role in ("title", "heading"):
            return self._heading(sentence, spots)
        if passage.headings != self.headings:
            self._enter(passage.headings)
        opens = passage.paragraph != self.paragraph
        if opens:
            self.paragraph = passage.paragraph
            if not asked:
                self.current = self.lasting or self.current
                self._paragraph()
            self.lasting = self.side = None
            self._open()
        self._note_side(sentence, spots)
        found = self._named(sentence, spots) or self._by_context(sentence)
        if passage.role == "list_item" and spots and len(found) == 1:
            self.levels[(*passage.headings, " ".join(sentence.raw.split()))] = found[0].pair
        if sentence.index in self.frame.lines:
            plain = [s for s in spots if not aside(sentence, s)]
            self._line(passage.headings, plain, found if plain == spots else self._named(sentence, plain))
        elif sentence.index not in self.frame.runs and runs_in(sentence, found):
            self.section = self.current = found[0].pair
        told = {f.pair for f in found if f.basis in ("named", "partner", "peer")}
        if opens and len(told) > 1 and is_with(sentence, spots[0]):
            told = {f.pair for f in found if spots[0].place in f.pair} or told
        sure = {pair for pair in told if all(self.frame.credible(side) for side in pair)}
        kept = [*(sure or told)] if len(told) == 1 or len(sure) == 1 else []
        if kept and not passing.by_the_way(sentence, kept[0], self.frame):
            self._keep(kept[0])
        self.asked = len(told) == 1 and sentence.raw.rstrip()[-1:] in _QUESTION
        if asking.asks(sentence):
            self.answering = asking.whom(sentence, self.frame.home)
        return found

    def _line(self, headings: tuple[str, ...], spots: Sequence[Spot], found: Sequence[Found]) -> None:
        """Let a line that heads what stands below it set its section: that of a partner, or none of its own."""
        self._enter(headings)
        self.current = self.section
        if spots and len(found) == 1:
            self.section = self.current = found[0].pair

    def _keep(self, pair: Two) -> None:
        """Let the pair of a sentence stand for those after it: one with a place named in passing for its paragraph."""
        if all(self.frame.credible(side) for side in pair):
            self.lasting = None
        elif self.lasting is None:
            self.lasting = self.current
        self.current = pair

    def _open(self) -> None:
        """Let the place that a paragraph opens with be its home side, unless the pair in force is told on."""
        place, self.opened = (self.frame.openers or {}).get(self.paragraph) or self.answering, None
        told = [p for pair in (self.section, self.current) if pair and self.frame.home not in pair for p in pair]
        if place is not None and not any(same(place, p) for p in told):
            self.opened, self.section, self.current = place, None, None

    def _note_side(self, sentence: Sentence, spots: Sequence[Spot]) -> None:
        """Another government of the home side's country that a sentence names alone is the side that acts after it.

        Not a place that only says where, nor one of another level: a city in a province that reports.
        """
        home = self.frame.home
        if home is None:
            return
        here = {s.place.id: s for s in spots if s.place.country == home.country}
        if len(here) == 1:
            spot = next(iter(here.values()))
            level = (spot.place.level == "admin1") == (home.level == "admin1")
            if level and not located(sentence, spot) and spot.place.level != "place":
                self.side = spot.place

    def row(self, sentence: Sentence, cell: Span | None) -> list[Found] | None:
        """The pair of a table's row: the home side with the place in the partner's cell (none: no pair at all).

        Without such a cell the row is read like any sentence (None).
        """
        if cell is None:
            return None
        out = []
        for spot in sentence.spots:
            self.spans[spot.place.id] = (sentence.base + spot.start, sentence.base + spot.end)
            home = self.home
            if cell[0] <= spot.start < cell[1] and home is not None and home.country != spot.place.country:
                span = (sentence.base + spot.start, sentence.base + spot.end)
                spans = (span, *filter(None, (self.spans.get(home.id),)))
                out.append(Found((home, spot.place), "partner", spans, (spot.start,)))
        if not out and not any(cell[0] <= s.start < cell[1] for s in sentence.spots):
            abroad = any(self.home is not None and s.place.country != self.home.country for s in sentence.spots)
            return [] if not abroad and names_unknown(sentence.raw[cell[0] : cell[1]]) else None
        return unique(out)[:1]

    def _paragraph(self) -> None:
        """A new paragraph falls back to the pair of its section, or to the main pair of a document that has one."""
        if self.section is not None:
            self.current = self.section
        elif self.frame.main is not None and self._dominant and not self._of_a_partner():
            self.current = self.frame.main

    def _of_a_partner(self) -> bool:
        """Whether the pair in force is one of the home side with another partner that a word for a tie names."""
        return self.current is not None and bool(self.frame.bound[self.current[1].id])

    @cached_property
    def _dominant(self) -> bool:
        """Whether the main partner outweighs all other foreign places together."""
        home, partner = self.frame.main or (None, None)
        if home is None or partner is None:
            return False
        own = self.frame.weights[partner.id]
        rest = (
            sum(w for p, w in self.frame.weights.items() if self.frame.places[p].country not in (home.country,)) - own
        )
        return own >= 1.2 * rest

    def _enter(self, headings: tuple[str, ...]) -> None:
        self.headings = headings
        outward = (headings[:n] for n in range(len(headings), 0, -1))
        best = next((self.levels[path] for path in outward if path in self.levels), None)
        self.section = best
        if best is not None:
            self.current = best

    def _heading(self, sentence: Sentence, spots: list[Spot]) -> list[Found]:
        plain = " ".join(sentence.raw.split())
        self.side = self.opened = self.answering = None
        path = (*sentence.passage.headings, plain)
        if sentence.passage.headings != self.headings:
            self._enter(sentence.passage.headings)
        if self.frame.openers is not None and sentence.index > self.frame.start and self._heads_alone(spots):
            self.homes[path], self.section, self.current = spots[0].place, None, None
            return []
        found = self._named(sentence, [s for s in spots if not aside(sentence, s)])
        pairs = {f.pair for f in found}
        if found and all(f.basis == "home" and f.pair[0] == self.frame.home for f in found):
            self.homes[path] = found[0].pair[0]
            self.current = self.current or found[0].pair
            self.headed = True
        elif len(pairs) == 1:
            self.levels[path] = self.section = self.current = found[0].pair
            self.headings = path
        elif found:
            self.homes[path] = found[0].pair[0]
            self.section = None
        elif spots and sentence.index > 0:
            self.homes[path] = spots[0].place
            self.section = self.current = None
        return found

    def _heads_alone(self, spots: Sequence[Spot]) -> bool:
        """Whether a heading names one place alone, which the document nowhere tells together with its heaviest."""
        home = self.frame.home
        alone = len(spots) == 1 and self.home is home
        return alone and home is not None and not self.frame.mates[spots[0].place.id][home.id]

    @property
    def home(self) -> Place | None:
        """The home side in force: that of the innermost heading that sets one, else the document's."""
        path = self.headings if self.homes and self.opened is None else ()  # mostly no heading sets one
        above = (path[:n] for n in range(len(path), 0, -1)) if path else ()
        return self.opened or next((self.homes[head] for head in above if head in self.homes), self.frame.home)

    def _main_for(self, place: Place) -> Two | None:
        """The main pair, where neither a heading nor what a place is told with sets another home side for it."""
        home, whole = self.home, self.frame.home
        peer = home is not None and whole is not None and home.country == whole.country and not same(home, whole)
        return None if peer or self.frame.mate(place) is not None else self.frame.main

    def home_for(self, place: Place) -> Place | None:
        """The side that a lone foreign place belongs with: of the pair in force, else of the document."""
        for pair in (self.section, self.current, self._main_for(place)):
            if pair is None:
                continue
            if same(pair[1], place) or same(pair[0], place):
                return pair[0] if same(pair[1], place) else pair[1]
        home = self.side or self.home
        if home is not None and home is not self.frame.home and home.country != place.country:
            return home
        if (mate := self.frame.mate(place)) is not None:
            return mate
        for pair in (self.section, self.current, self.frame.main):
            if pair is not None and pair[0].country != place.country:
                return pair[0]
        home = self.home
        return home if home is not None and home.country != place.country else None

    def _named(self, sentence: Sentence, spots: list[Spot]) -> list[Found]:
        """Pairs from the places that the sentence names."""
        spots = passing.parties(sentence, spots, self.current or self.section or self.frame.main, self.frame)
        if not spots:
            return []
        countries = {s.place.country for s in spots}
        if len(countries) == 1:
            return self._lone(sentence, spots)
        ours = self.home
        if ours is not None and ours.country not in countries and not self._told_together(sentence, spots, ours):
            pair = None if self.frame.of_home(sentence) else allied(sentence, spots) or self._heads(sentence, spots)
            meant = pair is not None and frozenset(p.id for p in pair.pair) not in self.rivals
            return [pair] if pair is not None and meant else self.with_home(sentence, spots, ours)
        if ours is not None and self.frame.speaks_for(sentence, ours):
            return self.with_home(sentence, [s for s in spots if s.place.country != ours.country], ours)
        if turns := lists.in_turn(sentence, spots):
            return [named(sentence, a, b) for a, b in turns]
        home = self._home_among(spots)
        sides = [s for s in spots if s.place.country == home.place.country]
        others = [s for s in spots if s.place.country != home.place.country]
        out = []
        for other in others:
            side = min(sides, key=lambda s: (not same(s.place, home.place), sentence.distance(s.start, other.start)))
            nearest = min(sides, key=lambda s: sentence.distance(s.start, other.start))
            if not same(nearest.place, side.place) and told_with(sentence, nearest, other):
                side = nearest
            out.append(named(sentence, side, other))
        return unique(out)

    def _told_together(self, sentence: Sentence, spots: Sequence[Spot], home: Place) -> bool:
        """Whether places of two other countries are a pair of their own: the section's, or one that the text tells."""
        pair = self.section
        if pair is not None and all(any(same(s.place, p) for s in spots) for p in pair):
            return True
        one = spots[0]
        two = next(s for s in spots if s.place.country != one.place.country)
        apart = sentence.passage.role not in ("title", "heading") and not lists.of_one_kind(sentence, one, two)
        apart = apart and frozenset((one.place.id, two.place.id)) not in self.rivals
        mates = self.frame.mates
        mine = mates[one.place.id][home.id] + mates[two.place.id][home.id]
        here = 2 if sentence.has(*TIES) else 1
        return apart and mates[one.place.id][two.place.id] > max(here, mine)

    def _heads(self, sentence: Sentence, spots: Sequence[Spot]) -> Found | None:
        """The pair that a heading names by two places alone: "Lyon - Ghent", or by "and" where none is ours."""
        heads = sentence.passage.role in ("title", "heading") or sentence.index in self.frame.lines
        if not heads or len(spots) != 2 or self.frame.home is None:
            return None
        (a, b), mates = spots, self.frame.mates
        gap = _BRACKET.sub("", sentence.text[a.end : b.start])
        apart = all(self.frame.home.id not in mates[s.place.id] for s in spots) and mates[a.place.id][b.place.id] > 2
        joined = not _LETTER.search(gap) or (apart and all(w in sentence.language.joiners for w in gap.split()))
        return named(sentence, a, b) if len(gap) < _GAP and "," not in gap and joined else None

    def with_home(self, sentence: Sentence, spots: Sequence[Spot], home: Place) -> list[Found]:
        """Several partners named without the home side: each makes a pair with it."""
        out = []
        for spot in spots:
            spans = ((sentence.base + spot.start, sentence.base + spot.end), *filter(None, (self.spans.get(home.id),)))
            out.append(Found((home, spot.place), "partner", spans, (spot.start,)))
        return unique(out)

    def _home_among(self, spots: Sequence[Spot]) -> Spot:
        """The spot of the side that the others are partners of."""
        for pair in (self.section, self.current, self.frame.main):
            for spot in spots:
                if pair is not None and same(spot.place, pair[0]):
                    return spot
        home = self.home
        if home is not None:
            for spot in spots:
                if spot.place.country == home.country:
                    return spot
        return max(spots, key=lambda s: self.frame.weights[s.place.id])

    def _lone(self, sentence: Sentence, spots: list[Spot]) -> list[Found]:
        """Pairs from places of one country: the other side comes from the context."""
        out: list[Found] = []
        for spot in spots:
            place = spot.place
            if self.opened is not None and self.current is None and same(place, self.opened):
                continue
            span = (sentence.base + spot.start, sentence.base + spot.end)
            for pair in (self.current, self.section, self._main_for(place)):
                if pair and (same(place, pair[0]) or same(place, pair[1])):
                    other = pair[1] if same(place, pair[0]) else pair[0]
                    spans = (span, *filter(None, (self.spans.get(other.id),)))
                    basis = "home" if self.home and same(place, self.home) else "partner"
                    out.append(Found(pair, basis, spans, (spot.start,)))
                    break
            else:
                home = self.home_for(place)
                if home is None:
                    continue
                spans = (span, *filter(None, (self.spans.get(home.id),)))
                pair = self.current or self.frame.main
                if pair is not None and place.country == pair[0].country:
                    out.append(Found((place, pair[1]), "peer", spans, (spot.start,)))
                else:
                    out.append(Found((home, place), "partner", spans, (spot.start,)))
        return unique(out)

    def _by_context(self, sentence: Sentence) -> list[Found]:
        pair = self.current or self.section or (None if self.opened else self.frame.main)
        if pair is None:
            return []
        spans = tuple(filter(None, (self.spans.get(p.id) for p in pair)))
        if not spans:
            return []
        basis = "both" if sentence.has("both") else "section" if self.section or self.headed else "context"
        return [Found(pair, basis, spans)]
