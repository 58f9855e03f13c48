"""Places of the past: a town that another took in acts as that other, and a former name in brackets is no second place.

"旧X町", "옛 X시": X is gone, its ties are those of the town whose page it is. "A (旧B)": B is A, wherever it is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kembar.coders.rules.sentences import Sentence, Spot
from kembar.types import Place

#: How far behind a place its former name opens: a type word, a bracket and the word for "former".
_BRACKET, _OPENED = 8, "(（["


def settle(sentences: Sequence[Sentence]) -> None:
    """Let the former name of a place be that place, and a town of the past none, where its country has another."""
    renamed: dict[str, Place] = {}
    told: dict[str, set[str]] | None = None
    for sentence in sentences:
        if not (sentence.has("former_name") and sentence.spots):
            continue
        for spot in [s for s in sentence.spots if _is_former(sentence, s)]:
            now = _renamed(sentence, spot)
            if now is not None:
                renamed.setdefault(spot.place.id, now)
                continue
            told = _told(sentences) if told is None else told
            country = spot.place.country
            if country in sentence.language.countries and told.get(country, set()) - {spot.place.id}:
                sentence.spots = [replace(s, masked=True) if s is spot else s for s in sentence.spots]
    for sentence in sentences if renamed else ():
        sentence.spots = [replace(s, place=renamed.get(s.place.id, s.place)) for s in sentence.spots]


def _is_former(sentence: Sentence, spot: Spot) -> bool:
    """Whether the word for a thing of the past stands right before a place."""
    return any(
        h.end <= spot.start and not sentence.text[h.end : spot.start].strip() for h in sentence.of("former_name")
    )


def _renamed(sentence: Sentence, spot: Spot) -> Place | None:
    """The place that has a former name behind it, in brackets."""
    for other in sentence.spots:
        gap = sentence.raw[other.end : spot.start]
        if other.end <= spot.start and len(gap) <= _BRACKET and any(c in gap for c in _OPENED):
            return other.place
    return None


def _told(sentences: Sequence[Sentence]) -> dict[str, set[str]]:
    """The places of each country that a text names as places of today."""
    out: dict[str, set[str]] = {}
    for sentence in sentences:
        for spot in sentence.spots:
            if not spot.masked and not _is_former(sentence, spot):
                out.setdefault(spot.place.country, set()).add(spot.place.id)
    return out
