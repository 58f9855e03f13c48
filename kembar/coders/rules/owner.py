"""Whose tables and lists a document holds: the places in the partners' cells and entries are not its own side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kembar.coders.rules import entries
from kembar.coders.rules.frame import Frame, same
from kembar.coders.rules.nameless import LEVEL
from kembar.coders.rules.rows import Row
from kembar.coders.rules.sentences import Sentence
from kembar.places import Gazetteer
from kembar.types import Place

_FEWEST = 2
_TITLED, _CALLED = 3.0, 5.0
_HEAD = 3


def settle(
    frame: Frame,
    sentences: Sequence[Sentence],
    tables: Mapping[int, Row],
    listed: Mapping[int, str],
    gazetteer: Gazetteer,
) -> None:
    """Take another home side for a document where the one that was found is only a partner in its tables and lists."""
    partners = _partners(sentences, tables, listed)
    if len(partners) < _FEWEST or (frame.home is not None and not _among(frame.home, partners)):
        return
    score = {p: frame.weights[p] / 100 + (_TITLED if p in frame.titled else 0.0) for p in frame.places}
    places = dict(frame.places)
    for place in _of_file_names(sentences, gazetteer):
        places.setdefault(place.id, place)
        score[place.id] = score.get(place.id, 0.0) + _CALLED
    able = [p for p in score if _able(places[p], partners) and p not in frame.within]
    best = max(able, key=lambda p: (score[p], p), default=None)
    if best is None:
        return
    frame.home = places[best]
    frame.places.setdefault(best, places[best])
    told = max(partners.values(), key=lambda place: (frame.weights[place.id], place.id))
    frame.main = (frame.home, told) if told.country != frame.home.country else None


def _partners(
    sentences: Sequence[Sentence], tables: Mapping[int, Row], listed: Mapping[int, str]
) -> Mapping[str, Place]:
    """The places that stand as partners: in their column, or in the entries of a list."""
    out: dict[str, Place] = {}
    for row in tables.values():
        if not row.header and row.partner is not None and row.partner.place is not None and row.home is None:
            out[row.partner.place.id] = row.partner.place
    for sentence in sentences:
        if sentence.index in listed:
            several = entries.several(sentence)
            spots = [spot for spot, _ in several] if several else [s for s in sentence.spots if not s.masked][:1]
            out |= {spot.place.id: spot.place for spot in spots}
    return out


def _among(place: Place, partners: Mapping[str, Place]) -> bool:
    return any(same(place, partner) for partner in partners.values())


def _able(place: Place, partners: Mapping[str, Place]) -> bool:
    """Whether a place may be the side whose partners are listed: it is none of them, and most lie abroad."""
    abroad = sum(partner.country != place.country for partner in partners.values())
    return place.level not in (LEVEL, "place") and not _among(place, partners) and 2 * abroad > len(partners)


def _of_file_names(sentences: Sequence[Sentence], gazetteer: Gazetteer) -> list[Place]:
    """The places that a first line names as file names do ("porto_partners_2010.csv")."""
    lines = [s.raw for s in sentences[:_HEAD] if "_" in s.raw and " " not in s.raw.strip()]
    found = [m.place for line in lines for m in gazetteer.resolve(line.replace("_", " ").title())]
    return [place for place in found if place.level != "country"]
