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
    for sentence in sentences:
        if sentence.has("former_name") and sentence.spots:
            gone = [s for s in sentence.spots if _is_former(sentence, s)]
            for spot in gone:
                now = _renamed(sentence, spot)
                if now is not None:
                    _everywhere(sentences, spot.place, now)
                elif _has_others(sentences, sentence, spot):
                    sentence.spots = [replace(s, masked=True) if s is spot else s for s in sentence.spots]


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


def _has_others(sentences: Sequence[Sentence], sentence: Sentence, spot: Spot) -> bool:
    """Whether a town of the text's own country is gone while the text names another one of it that is not."""
    country = spot.place.country
    if country not in sentence.language.countries:
        return False
    return any(
        s.place.country == country and s.place.id != spot.place.id and not s.masked and not _is_former(other, s)
        for other in sentences
        for s in other.spots
    )


def _everywhere(sentences: Sequence[Sentence], was: Place, now: Place) -> None:
    for sentence in sentences:
        sentence.spots = [replace(s, place=now) if s.place.id == was.id else s for s in sentence.spots]
