"""The frame of a document: which places it is about, whose page it is, and which pair its title sets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kembar.coders.rules import headlines, homes, hosts, imprint, lists, openers, provinces, signs, speaker, wholes
from kembar.coders.rules.nameless import LEVEL
from kembar.coders.rules.near import distance, same
from kembar.coders.rules.sentences import Sentence, Spot
from kembar.coders.rules.spots import dateline, located
from kembar.languages.flat import bare
from kembar.places import Gazetteer, register
from kembar.types import Document, Place

_TITLE = 3.0
_PUBLISHER = 5.0
_DATELINE = 2.0
_SITE = 3.5
_MASKED = 0.4
_LOCATED = 0.6
_TIED = 1.0
_BOUND = 1.0
_HUB = 0.5
_PARTNER_HEADING = 2.5
_OWN_COUNTRY = 8.0
_FIRST_TITLED = 3.0
_NOT_IN_PASSING = 0.2
_TITLE_ABROAD = 2.0
_LIGHT = 0.42
_COUNTY = 0.8
#: What a place gains as home side for each of several places of the text that it is known to be twinned with.
_TWINNED, _MOST_TWINS = 1.0, 4
_AROUND, _MOST_AROUND, _MOST_WEIGHED, _KM_AROUND = 0.6, 3, 60, 120

#: Words for a tie between two sides.
TIES = ("sister", "friendship", "tied", "memorandum")
#: Among so many sentences at the head of a document stand the lines that may be repeated on its pages.
_HEADLINES = 3


@dataclass
class Frame:
    """What a document is about: ``home`` (the side whose page it is or that most is told of), ``weights`` of places.

    ``main`` is the pair that stands when nothing nearer sets one: (home side, partner), or None. ``within`` names, for
    a place that is only a part or the region of another, that other; ``provinces`` are those that the text names as
    such, ``parties`` towns with ties of their own, ``own`` those of a town ``within`` its province, ``titled`` and
    ``told`` where places stand, ``heads`` those that head a section alone; ``tied`` those with a dated tie in a
    sentence that names no other of their country; ``openers`` whose ties each paragraph tells, in a text of several
    home sides; ``start`` is the first sentence behind a menu, ``headlines`` the lines at the head of the document (on
    each page), ``publishers`` what the source names; ``regions`` are the first-level units that places lie in, by their
    names; ``lines`` the sentences that head what stands below; ``acted_for`` the towns whose provinces act.
    """

    home: Place | None = None
    main: tuple[Place, Place] | None = None
    weights: Counter[str] = field(default_factory=Counter)
    places: dict[str, Place] = field(default_factory=dict)
    within: dict[str, str] = field(default_factory=dict)
    titled: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    tied: set[str] = field(default_factory=set)
    told: Counter[str] = field(default_factory=Counter)
    bound: Counter[str] = field(default_factory=Counter)
    provinces: set[str] = field(default_factory=set)
    parties: set[str] = field(default_factory=set)
    own: dict[str, set[str]] = field(default_factory=dict)
    mates: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    openers: Mapping[int, Place] | None = None
    signs: Mapping[str, float] = field(default_factory=dict)
    issued: str | None = None
    start: int = 0
    headlines: frozenset[str] = frozenset()
    publishers: set[str] = field(default_factory=set)
    regions: dict[str, str] = field(default_factory=dict)
    lines: frozenset[int] = frozenset()
    runs: frozenset[int] = frozenset()
    acted_for: set[str] = field(default_factory=set)

    def credible(self, place: Place) -> bool:
        """Whether a document names a place as more than one in passing: in a title, beside a word for a tie, again."""
        return place.id in self.titled or bool(self.bound[place.id]) or self.told[place.id] > 1

    def mate(self, place: Place) -> Place | None:
        """The side of the home country that a document tells a place together with, where it is never the home side."""
        told = self.mates[place.id]
        if not told or self.home is None or self.home.id in told or place.country == self.home.country:
            return None
        (best, n), *others = told.most_common(2)
        mate = self.places[best]
        clear = n > 1 and (not others or others[0][1] < n) and mate.country == self.home.country
        return mate if clear and (mate.id in self.titled or self.bound[mate.id]) else None

    def of_home(self, sentence: Sentence) -> bool:
        """Whether a sentence says "our city": it speaks of the page's own side, whose partners it names."""
        return any(" " in h.pattern for h in sentence.of("ours")) if sentence.spaced else sentence.has("ours")

    def speaks_for(self, sentence: Sentence, home: Place) -> bool:
        """Whether a sentence says "our city" of the home side, and names but a region of its country."""
        here = {s.place.level for s in sentence.spots if s.place.country == home.country and not s.masked}
        return here == {"admin1"} != {home.level} and self.of_home(sentence)


def build(document: Document, sentences: Sequence[Sentence], gazetteer: Gazetteer) -> Frame:
    """Weigh the places of a document, fold parts into their cities, and choose its home side and main pair."""
    frame = Frame(issued=document.source.issued, signs=signs.votes(document, document.language))
    weights: dict[str, float] = defaultdict(float)
    beside: dict[str, set[str]] = defaultdict(set)
    partners: dict[str, float] = defaultdict(float)
    frame.start = next((s.index for s in sentences if s.passage.role != "aside"), 0)
    frame.headlines = frozenset(line for s in sentences[:_HEADLINES] for line in s.raw.split("\n"))
    second = provinces.of_second_level(sentences, gazetteer)
    frame.provinces |= {*second}
    frame.parties, acting = provinces.lift(sentences, gazetteer, second)
    for sentence in sentences:
        _weigh(sentence, frame, weights, beside, partners)
    source = imprint.of_source(document, gazetteer)
    frame.publishers = {place.id for place in source}
    for place in [*source, *imprint.of_lines(sentences)]:
        frame.places.setdefault(place.id, place)
        weights[place.id] += _PUBLISHER
    for one, others in beside.items():
        weights[one] += _HUB * len(others)
    frame.weights = Counter({place: round(weight * 100) for place, weight in weights.items()})
    frame.parties |= {s.place.id for x in sentences for pair in wholes.ties_of_towns(x) for s in pair}
    wholes.fold(frame, gazetteer, sentences)
    for sentence in sentences:
        apart = wholes.paired(sentence, frame)
        folded = [s.place if s.place.id in apart else _whole(frame, s.place, sentence) for s in sentence.spots]
        sentence.spots = [
            s if whole is s.place else replace(s, place=whole) for s, whole in zip(sentence.spots, folded, strict=True)
        ]
    for sentence in sentences:
        _note_mates(sentence, frame)
    frame.lines, frame.runs = headlines.find(sentences), headlines.runs(sentences)
    frame.regions = {p: gazetteer.region(p) for p in frame.places}
    towns = (p for p, place in frame.places.items() if place.level != "admin1" and p not in frame.titled)
    frame.acted_for = {p for p in towns if (frame.places[p].country, frame.regions[p]) in acting}
    _choose(frame, sentences, partners)
    return frame


def _weigh(
    sentence: Sentence,
    frame: Frame,
    weights: dict[str, float],
    beside: dict[str, set[str]],
    partners: dict[str, float],
) -> None:
    title = sentence.passage.role in ("title", "heading")
    known = sentence.spaced and not frame.headlines.isdisjoint(sentence.raw.split("\n"))
    head = known and (sentence.index >= _HEADLINES or sentence.has(*TIES))
    first = sentence.passage.role == "title" and not frame.titled
    below = sentence.index > frame.start and not head and not first
    spots = sentence.spots
    for spot in spots:
        place = spot.place
        frame.places.setdefault(place.id, place)
        weights[place.id] += _weight(sentence, spot, title)
        if title and not spot.masked:
            frame.titled.add(place.id)
            frame.heads |= {place.id} if sentence.spaced and below and len(spots) == 1 else set()
        elif not spot.masked:
            frame.told[place.id] += 1
        if not spot.masked and sentence.has(*TIES):
            frame.bound[place.id] += 1
        if provinces.spoken_of(sentence, spot) or provinces.named(sentence, spot):
            frame.provinces.add(place.id)
    plain = [s for s in spots if not s.masked]
    countries = {s.place.country for s in plain}
    if sentence.dates and sentence.has(*TIES):
        frame.tied |= {
            ids.pop() for c in countries if len(ids := {s.place.id for s in plain if s.place.country == c}) == 1
        }
    if len({s.place.id for s in plain}) == len(countries) == 2 and sentence.has("sister", "friendship", "tied"):
        for spot in plain:
            weights[spot.place.id] += _TIED
    for spot in plain:
        beside[spot.place.id] |= {o.place.id for o in plain if o.place.country != spot.place.country}
        ours = sentence.spaced and frame.of_home(sentence) and len(countries) > 1
        if ours or (len(countries) == 1 and ((title and below) or (sentence.passage.role == "table_row" and not head))):
            partners[spot.place.id] += 1


def _note_mates(sentence: Sentence, frame: Frame) -> None:
    """Count which places of two countries a sentence tells together; a heading or a word for a tie counts twice."""
    spots = [s for s in sentence.spots if not s.masked]
    plain = {s.place.id: s.place for s in spots}
    in_turn = len(plain) == len(spots) == 2 and lists.contrasted(sentence, *spots)
    if len({p.country for p in plain.values()}) != 2 or sentence.silent or in_turn:
        return
    twice = sentence.passage.role in ("title", "heading") or sentence.has(*TIES)
    for place in plain.values():
        others = (p.id for p in plain.values() if p.country != place.country)
        frame.mates[place.id].update(dict.fromkeys(others, 2 if twice else 1))


def _weight(sentence: Sentence, spot: Spot, title: bool) -> float:
    """What a mention counts for: most in a title, little where a place only says where something was said or done."""
    if dateline(sentence, spot.start, spot.end):
        return _DATELINE
    if spot.masked:
        return _MASKED
    if title and sentence.index < 3:
        return _TITLE
    return _LOCATED if located(sentence, spot) else 1.0


def _foreign(place: Place, home: Place) -> bool:
    return place.country != home.country and bare(place.name) != bare(home.name)


def _whole(frame: Frame, place: Place, sentence: Sentence) -> Place:
    """The place that another is a part of; a province named beside a foreign province stays what it is."""
    if sentence.passage.role == "table_row":
        return place
    if place.level == "admin1" and any(
        s.place.level == "admin1" and s.place.country != place.country and not s.masked for s in sentence.spots
    ):
        return place
    seen = {place.id}
    while (up := frame.within.get(place.id)) and up not in seen:
        seen.add(up)
        place = frame.places[up]
    return place


def _choose(frame: Frame, sentences: Sequence[Sentence], partners: dict[str, float]) -> None:
    """Choose the home side (not what stands alone in headings or rows: those are partners) and the main pair."""
    lone = {frame.places[p].country for p in partners}
    score = {
        p: w / 100 - (_PARTNER_HEADING * n if (n := partners.get(p, 0)) and len(lone) > 1 else 0)
        for p, w in frame.weights.items()
        if p not in frame.within and p not in frame.acted_for and frame.places[p].level != LEVEL
    }
    countries = {c for s in sentences[:40] for c in s.language.countries}
    heads = (s for s in sentences[:4] if s.passage.role in ("title", "heading"))
    named = [spot.place for s in heads for spot in s.spots if not spot.masked]
    first = named[0] if named else None
    if len(countries) > 2:
        _of_many(frame, sentences, score, countries, first, partners if len(lone) > 1 else {})
    else:
        _of_few(frame, score, countries, named, speaker.abroad(sentences, countries))
    for p in score:
        twins = sum(t in frame.weights for t in register.twins_of(p))
        score[p] += _TWINNED * min(_MOST_TWINS, twins) if twins > 1 else 0.0
    best = next(iter(homes.ranked(frame, score, sentences, first.id if first else None)), None)
    if best is None:
        return
    frame.home = frame.places[best]
    frame.openers = openers.find(sentences, frame.mates, frame.home)
    frame.main = _main(frame, sentences, frame.home)


def _of_few(
    frame: Frame, score: dict[str, float], countries: set[str], named: Sequence[Place], abroad: Place | None
) -> None:
    """Weigh the places of a page in a language of one or two countries: it is rather a page of one of them.

    Where somebody from ``abroad`` speaks it is a page of that place.
    """
    prior, first = _OWN_COUNTRY, named[0] if named else None
    ours = max((frame.weights[p] for p in score if frame.places[p].country in countries), default=0)
    if len({p.id for p in named}) == 1 and first and first.country not in countries and frame.told[first.id]:
        prior = _TITLE_ABROAD if ours < _LIGHT * frame.weights[first.id] else prior
    for p in score:
        score[p] *= _COUNTY if frame.places[p].level == "admin2" and p not in frame.titled else 1.0
        own = frame.places[p].country in countries if abroad is None else frame.places[p] == abroad
        score[p] += _in_passing(frame, p) * (prior if own else 0.0)
        score[p] += _FIRST_TITLED if first is not None and first.id == p else 0.0


def _of_many(
    frame: Frame,
    sentences: Sequence[Sentence],
    score: dict[str, float],
    countries: set[str],
    first: Place | None,
    heads: Mapping[str, float],
) -> None:
    """Weigh the places of a page in a language of many countries, as ``hosts`` tells."""
    marks = hosts.marks(sentences, frame.told)
    around = _around(frame, score, {s.place.id for x in sentences if x.passage.role != "table_row" for s in x.spots})
    for p in score:
        score[p] *= _COUNTY if frame.places[p].level == "admin2" and p not in frame.titled else 1.0
        score[p] += _in_passing(frame, p) * hosts.prior(frame.places[p], countries, frame.signs)
        score[p] += _SITE if p in frame.publishers else 0.0
        score[p] += _AROUND * min(around[p], _MOST_AROUND)
        score[p] += marks.get(p, 0.0) + hosts.titled(frame.places[p], first, heads.get(p, 0))


def _around(frame: Frame, score: Mapping[str, float], plain: Container[str]) -> Counter[str]:
    """Count the other towns and counties near each place that sentences tell of: writers know their neighbours."""
    told = [frame.places[p] for p in sorted(score, key=lambda p: -score[p])[:_MOST_WEIGHED] if p in plain]
    told = [p for p in told if p.level != "admin1" and p.lat is not None]
    found: Counter[str] = Counter()
    for i, a in enumerate(told):
        for b in told[:i]:
            if a.country == b.country and not same(a, b) and distance(a, b) < _KM_AROUND:
                found.update((a.id, b.id))
    return found


def _in_passing(frame: Frame, place_id: str) -> float:
    """A part of 1 for a place that is hardly told of beside the heaviest."""
    heaviest = max(frame.weights.values(), default=0) or 1
    return min(1.0, frame.weights[place_id] / (_NOT_IN_PASSING * heaviest))


def _main(frame: Frame, sentences: Sequence[Sentence], home: Place) -> tuple[Place, Place] | None:
    """The pair that stands when nothing nearer sets one: the one partner in a title, else the one most told of."""
    told = [p for i, p in frame.places.items() if i not in frame.within and _foreign(p, home)]
    elsewhere = any(frame.told[p.id] > 1 for p in told)
    for sentence in sentences:
        if sentence.passage.role not in ("title", "heading") or sentence.index > 6:
            continue
        titled = {s.place.id: s.place for s in sentence.spots if not s.masked and _foreign(s.place, home)}
        if len(titled) == 1 and (frame.told[next(iter(titled))] or not elsewhere):
            return home, next(iter(titled.values()))
        if titled:
            break
    told = [p for p in told if frame.credible(p)]
    best = max(told, key=lambda p: (frame.weights[p.id] / 100 + _BOUND * frame.bound[p.id], p.id), default=None)
    return (home, best) if best is not None else None
