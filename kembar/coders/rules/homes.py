"""Which place a page is of: the sum that ``frame`` makes by hand for each place, weighed with what else is seen of it.

A page's own side is told first where two places stand together, beside many others, and more than once; it is twinned
with several of them, and is no neighbour of whom the page tells too. The weights are a readable file beside this module
(``homes.yaml``), fitted by ``scripts/fit_homes.py`` with cross-validation over whole documents; "few" and "many" are
languages of a page's country.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kembar import yamlfile
from kembar.coders.rules.sentences import Sentence, Spot
from kembar.places import register

if TYPE_CHECKING:
    from kembar.coders.rules.frame import Frame

WEIGHTS = Path(__file__).with_name("homes.yaml")
#: A place further behind the best than this is not weighed lower; so many twins and tellings say no more.
_BEHIND, _MOST_TWINS, _MOST_FIRST = 20.0, 4, 3
_TENS = 10
#: A language of so few countries is that of pages of one of them, as so many sentences at the head of a page tell it.
_FEW, _OPENING = 2, 40
#: What may part a word for a partner from its name, beside a genitive, and how far one is from the other.
_BETWEEN, _CALLED = " ・「『、\u3000", 40
#: So many sentences at the head of a page may be its title.
_HEAD = 4
Marks = Mapping[str, float]


@cache
def weights() -> Mapping[str, float]:
    """Return the shipped weights by mark (without the file the sum made by hand decides)."""
    return yamlfile.numbers(WEIGHTS)


def ranked(frame: Frame, sums: Mapping[str, float], sentences: Sequence[Sentence], titled: str | None) -> list[str]:
    """Return the places (ids) of a document, the likeliest as its own side first.

    The side whose partners the page's title announces is its own whatever else is seen. ``sums`` is what was added up
    by hand for each place, ``titled`` the first place that its titles name.
    """
    order = sorted(sums, key=lambda p: (-sums[p], p))
    table = weights()
    if not table or not sentences or len(order) < 2:
        return order
    told = marks(frame, {p: sums[p] for p in order}, sentences, titled)
    total = {p: math.fsum(table.get(mark, 0.0) * value for mark, value in told[p].items()) for p in order}
    listed = _listed(sentences)
    ranks = sorted(order, key=lambda p: (p not in listed, -total[p], -sums[p], p))
    return ranks if listed else _behind_its_partners(frame, ranks, sentences)


def marks(
    frame: Frame, sums: Mapping[str, float], sentences: Sequence[Sentence], titled: str | None
) -> dict[str, Marks]:
    """Return for each place what speaks for and against it as the page's own; ``sums`` has the highest first."""
    countries = {c for s in sentences[:_OPENING] for c in s.language.countries}
    size = "many" if len(countries) > 2 else "few"
    length = max(1, sentences[-1].base + len(sentences[-1].raw))
    begins, firsts = _standing(sentences)
    neighbours = _neighbours(sentences)
    peers = Counter(frame.places[p].country for p in frame.weights)
    best = next(iter(sums))
    out: dict[str, Marks] = {}
    for p, value in sums.items():
        place = frame.places[p]
        twins = sum(twin in frame.weights for twin in register.twins_of(p))
        plain = {
            "highest": float(p == best),
            "behind": max(-_BEHIND, value - sums[best]) / _TENS,
            "twins": min(_MOST_TWINS, twins) / _MOST_TWINS,
            "no twins": float(not twins),
            "own country": float(place.country in countries),
            "early": 1 - begins.get(p, length) / length,
            "first of two": min(_MOST_FIRST, firsts[p]) / _MOST_FIRST,
            "mates": math.log1p(len(frame.mates[p])),
            "peers": math.log1p(peers[place.country] - 1),
            "told once": float(frame.told[p] == 1),
            "heads": float(p in frame.heads),
            "first titled": float(p == titled),
            "neighbour": float(p in neighbours),
            "county": float(place.level == "admin2"),
            "mere place": float(place.level == "place" and place.country in countries),
        }
        out[p] = {**plain, **{f"{size}: {name}": value for name, value in plain.items()}}
    return out


def _listed(sentences: Sequence[Sentence]) -> set[str]:
    """The places that stand alone with a word for several partners at a page's head: "The sister cities of Lima"."""
    lines = (s for s in sentences[:_HEAD] if s.raw.strip()[-1:].isalnum() or s.passage.role in ("title", "heading"))
    told = (s for s in lines if s.has("partner_list"))
    alone = ({spot.place.id for spot in s.spots if not spot.masked} for s in told)
    return {place for places in alone if len(places) == 1 for place in places}


def _behind_its_partners(frame: Frame, ranks: list[str], sentences: Sequence[Sentence]) -> list[str]:
    """Put the places of the language's country first if the likeliest side is one abroad that a page calls its partner.

    A word for a partner stands right before its name and no owner before the word; only in a language of one or two
    countries. Among several the one with a dated tie of its own comes first.
    """
    own = {c for s in sentences[:_OPENING] for c in s.language.countries}
    here = [p for p in ranks if frame.places[p].country in own]
    if len(own) > _FEW or not here or ranks[0] in here:
        return ranks
    spots = ((s, spot) for s in sentences for spot in s.spots if spot.place.id == ranks[0] and not spot.masked)
    if not any(_is_called(s, spot) for s, spot in spots):
        return ranks
    here.sort(key=lambda p: p not in frame.tied)
    return [*here, *(p for p in ranks if p not in here)]


def _is_called(sentence: Sentence, spot: Spot) -> bool:
    """Whether a place stands right behind a word for a partner, with its country and a word for "which is" at most."""
    between = {*_BETWEEN, *(word for word in sentence.language.genitive if len(word) == 1)}
    for word in sentence.of("partner_word"):
        if not 0 <= spot.start - word.end <= _CALLED or any(s.start < word.start for s in sentence.spots):
            continue
        small = [(h.start, h.end) for h in sentence.of("apposition")] + [(n.start, n.end) for n in sentence.nations]
        left = {*range(word.end, spot.start)}.difference(*(range(start, end) for start, end in small))
        if all(sentence.text[i] in between for i in left):
            return True
    return False


def _standing(sentences: Sequence[Sentence]) -> tuple[dict[str, int], Counter[str]]:
    """Where each place is named first, and how often it is the first of places of several countries."""
    begins: dict[str, int] = {}
    firsts: Counter[str] = Counter()
    for sentence in sentences:
        plain = [s for s in sentence.spots if not s.masked]
        for spot in sentence.spots:
            begins.setdefault(spot.place.id, sentence.base)
        told = not sentence.silent and sentence.passage.role != "table_row"
        if told and len({s.place.country for s in plain}) > 1:
            firsts[plain[0].place.id] += 1
    return begins, firsts


def _neighbours(sentences: Sequence[Sentence]) -> set[str]:
    """The places that a sentence calls neighbours, or names beside that word."""
    told = (s for s in sentences if s.has("neighbour"))
    return {spot.place.id for s in told for spot in s.spots if not spot.masked}
