"""The frame of a document: which places it is about, whose page it is, and which pair its title sets."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from kembar.coders.rules.sentences import Sentence, Spot
from kembar.languages.flat import bare
from kembar.places import Gazetteer
from kembar.types import Document, Place

_TITLE_PLACES = 3.0
_PUBLISHER = 4.0
_DATELINE = 2.0
_HUB = 0.7
_LETTERS = re.compile(r"[^\W\d_]{3}")


@dataclass
class Frame:
    """What a document is about: ``home`` (the side whose page it is or that most is told of), ``weights`` of places.

    ``main`` is the pair that stands when nothing nearer sets one: (home side, partner), or None.
    """

    home: Place | None = None
    main: tuple[Place, Place] | None = None
    weights: Counter[str] = field(default_factory=Counter)
    places: dict[str, Place] = field(default_factory=dict)
    issued: str | None = None


def same(a: Place, b: Place) -> bool:
    """Whether two places are one for a reader: one id, or city and province of one name (not a regency and its city)."""
    if a.id == b.id:
        return True
    if a.country != b.country or {a.level, b.level} >= {"admin2", "city"}:
        return False
    return bare(a.name) == bare(b.name)


def locate(document: Document, sentences: Sequence[Sentence], gazetteer: Gazetteer) -> None:
    """Resolve places in titles, headings and passages that hold a cue, and put them into the sentences."""
    spans = [(s.base, s.base + len(s.raw)) for s in sentences if s.hits or s.passage.role in ("title", "heading")]
    spans = [span for span in spans if _LETTERS.search(document.text, *span)]
    if not spans:
        return
    votes = gazetteer.countries(document.text[:20_000])
    mentions = gazetteer.resolve_spans(document.text, spans, votes)
    starts = {s.base: s for s in sentences}
    bases = sorted(starts)
    at = 0
    for mention in mentions:
        while at + 1 < len(bases) and bases[at + 1] <= mention.start:
            at += 1
        sentence = starts[bases[at]]
        spot = Spot(
            mention.start - sentence.base, mention.end - sentence.base, mention.place, mention.masked, mention.margin
        )
        sentence.spots.append(spot)
    for sentence in sentences:
        sentence.spots = _without_regions(sentence)


def _without_regions(sentence: Sentence) -> list[Spot]:
    """Drop a province that only says where the city beside it lies ("Nan'an in Fujian")."""
    spots = sentence.spots
    kept: list[Spot] = []
    for spot in spots:
        beside = [
            o
            for o in spots
            if o is not spot
            and o.place.country == spot.place.country
            and o.place.level != "admin1"
            and 0 <= (spot.start - o.end if spot.start >= o.end else o.start - spot.end) <= 22
        ]
        between = [sentence.text[min(o.end, spot.end) : max(o.start, spot.start)] for o in beside]
        if spot.place.level == "admin1" and any(
            not re.search(r"\b(?:and|dan|serta)\b|[·・]|와 |과 ", gap) for gap in between
        ):
            continue
        kept.append(spot)
    return kept


def build(document: Document, sentences: Sequence[Sentence], gazetteer: Gazetteer) -> Frame:
    """Weigh the places of a document and choose its home side and main pair."""
    frame = Frame(issued=document.source.issued)
    weights: dict[str, float] = defaultdict(float)
    beside: dict[str, set[str]] = defaultdict(set)
    lead = 0
    for sentence in sentences:
        spots = [s for s in sentence.spots if not s.masked]
        title = sentence.passage.role in ("title", "heading")
        lead += sentence.passage.role == "body"
        for spot in spots:
            frame.places.setdefault(spot.place.id, spot.place)
            weights[spot.place.id] += _TITLE_PLACES if title and sentence.index < 3 else 1.5 if title else 1.0
            if lead <= 2 and not title and spot.start < 4 and sentence.raw[spot.start : spot.end].isupper():
                weights[spot.place.id] += _DATELINE
        for spot in spots:
            beside[spot.place.id] |= {o.place.id for o in spots if o.place.country != spot.place.country}
    for mention in _of_source(document, gazetteer):
        frame.places.setdefault(mention.id, mention)
        weights[mention.id] += _PUBLISHER
    for place, others in beside.items():
        weights[place] += _HUB * len(others)
    frame.weights = Counter({place: round(weight * 100) for place, weight in weights.items()})
    _choose(frame, sentences)
    return frame


def _of_source(document: Document, gazetteer: Gazetteer) -> list[Place]:
    """The places that the source's entry names: its publisher, its title, its side."""
    source = document.source
    found = [gazetteer.get(source.side)] if source.side else []
    for text in (source.publisher, source.title):
        if text:
            found += [m.place for m in gazetteer.resolve(text)]
    return list({p.id: p for p in found if p is not None}.values())


def _choose(frame: Frame, sentences: Sequence[Sentence]) -> None:
    ranked = [frame.places[p] for p, _ in frame.weights.most_common()]
    if not ranked:
        return
    frame.home = ranked[0]
    for sentence in sentences:
        if sentence.passage.role not in ("title", "heading") or sentence.index > 6:
            continue
        titled = [s.place for s in sentence.spots if not s.masked]
        pair = [p for p in titled if frame.home and p.country != frame.home.country]
        if len({p.id for p in pair}) == 1 and frame.home is not None:
            frame.main = (frame.home, pair[0])
            return
    partner = next((p for p in ranked if p.country != ranked[0].country), None)
    if partner is not None:
        frame.main = (ranked[0], partner)
