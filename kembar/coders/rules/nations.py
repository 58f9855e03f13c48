"""Partners that are told by their country alone: "the German town", "guests from Japan", 독일 측.

The gazetteer finds the countries; adjectives that it lacks, and the words beside a country that make it a partner (the
Dutch *town*, not the Dutch crown), lie in ``languages/<code>/nations.yaml``. A country stands for the place of it that
was told of last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from kembar import languages
from kembar.coders.rules.frame import Frame
from kembar.coders.rules.sentences import Sentence, Spot
from kembar.places import Gazetteer
from kembar.places.vocabulary import alternatives
from kembar.types import Place

_SIDES = ("side_before", "side_behind")
#: A sentence that names more countries lists them.
_MOST = 2
_RIVAL = 0.5
_SILENT = ("table_row",)


@lru_cache
def _words(code: str) -> tuple[re.Pattern[str] | None, dict[str, str], re.Pattern[str] | None, re.Pattern[str] | None]:
    """The adjectives of a language with their countries, and the patterns of what before or behind makes a partner."""
    file = languages.get(code).file("nations")
    users = {w.strip(): c for c in file if c not in _SIDES for w in file.text(c).split("|")}
    named = re.compile(rf"(?<!\w)(?:{alternatives(users)})(?!\w)") if users else None
    before, behind = (alternatives(w.strip() for w in file.text(s).split("|")) if s in file else "" for s in _SIDES)
    left = re.compile(rf"(?<!\w)(?:{before})\s$") if before else None
    end = r"(?!\w)" if languages.get(code).shape.spaced else ""
    right = re.compile(rf"\s?(?:{behind}){end}") if behind else None
    return named, users, left, right


def complete(sentences: Sequence[Sentence], gazetteer: Gazetteer) -> None:
    """Add the countries that only adjectives name."""
    for sentence in sentences:
        named, users, *_ = _words(sentence.language.code)
        for match in named.finditer(sentence.raw) if named and not sentence.silent else ():
            place = gazetteer.get(users[match[0]])
            taken = any(n.start < match.end() and match.start() < n.end for n in (*sentence.nations, *sentence.spots))
            if place is not None and not taken:
                sentence.nations.append(Spot(match.start(), match.end(), place))
        sentence.nations.sort(key=lambda n: n.start)


def _a_side(sentence: Sentence, nation: Spot) -> bool:
    """Whether a word beside a country says that a town or its people are meant; a plural adjective needs none."""
    _, users, left, right = _words(sentence.language.code)
    word = sentence.raw[nation.start : nation.end]
    return bool(
        (left and left.search(sentence.text[max(0, nation.start - 30) : nation.start]))
        or (right and right.match(sentence.text, nation.end))
        or (word in users and word.endswith("s") and sentence.spaced and word[:-1] in users)
    )


def stand_in(sentences: Sequence[Sentence], frame: Frame) -> None:
    """Let a country that a sentence names without a place of it stand for its place that was told of last."""
    if frame.home is None:
        return
    last: dict[str, Place] = {}
    known: dict[str, list[Place]] = {}
    for place in frame.places.values():
        if place.id not in frame.within and (frame.told[place.id] or place.id in frame.titled):
            known.setdefault(place.country, []).append(place)
    least = {country: _RIVAL * max(frame.weights[p.id] for p in places) for country, places in known.items()}
    for sentence in sentences:
        here = {s.place.country for s in sentence.spots if not s.masked}
        for spot in sentence.spots:
            if not spot.masked and frame.weights[spot.place.id] >= least.get(spot.place.country, 0):
                last[spot.place.country] = spot.place
        named = [n for n in sentence.nations if not n.masked]
        told = {n.place.country: n for n in reversed(named) if _a_side(sentence, n)}
        told.pop(frame.home.country, None)
        if len({n.place.country for n in named}) > _MOST or sentence.passage.role in _SILENT:
            continue
        for country, nation in told.items():
            places = known.get(country, [])
            partner = last.get(country) or (places[0] if len(places) == 1 else None)
            if partner is not None and country not in here:
                sentence.spots.append(Spot(nation.start, nation.end, partner))
        sentence.spots.sort(key=lambda s: s.start)
