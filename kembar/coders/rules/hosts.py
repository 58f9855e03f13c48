"""Whose page a document is, in a language of many countries: told by how it speaks of places.

Such a page may be anybody's. Its own side stands early and beside places of many countries; it is not introduced with
its country ("Gifu, Japan"), does not stand alone in a sentence that says "we", and is what several partners are told
of ("the sister cities of Leeds"). How often it is named says little: readers know where they live.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from kembar.coders.rules import lists
from kembar.coders.rules.provinces import spoken_of
from kembar.coders.rules.sentences import Sentence, Spot
from kembar.coders.rules.spots import dateline, is_dated, located
from kembar.places import vocabulary
from kembar.types import Place

#: What a page's own place is said to have, and how near the word for it stands.
_TIES = ("sister", "friendship", "partner_word")
_OWNS, _OF = 30, 8
#: What speaks for a place as the page's own: learnt from documents whose own side is known, in rounded numbers.
_COUNTRY, _SIGNS, _FIRST_TITLED, _FIRST_TOLD, _EARLY = 2.8, 2.9, 2.0, 2.0, 2.4
_HUB, _OWNER, _DATELINE, _INTRODUCED, _GUEST, _AGAIN, _HEADS = 1.4, 2.3, 0.9, -2.3, -1.4, -1.0, -5.0
#: A council that heads the page, the place of who wrote it, and the one in capitals that a paper's report opens with.
_LETTERHEAD, _REPORT = 3.5, 45
_MOST_GUEST, _MOST_HUB, _MOST_AGAIN, _MOST_SIGNS = 3, 4, 8, 1.5
_GAP = re.compile(r",?\s\(?(?:\w{2,3}\s){0,2}$|\s?[,(]\s?$")
_NEAR = 12
#: What stands between a place and what it has: a genitive and two words at most, else the word is another's.
_OWNING = re.compile(r"(?:['’]s|['’])?(?:\s\w+){0,2}\s*")
#: What stands behind a place in capitals that opens a report, and between a place and the day in a line of both.
_OPENS, _DAY = re.compile(r": |['’]S |\s[a-z]"), re.compile(r",\s(?:\w+,?\s)?")
#: A line at the head of a page: among the first so many, and no longer than that.
_HEAD, _LINE = 4, 90


@dataclass
class _Seen:
    """What a document says of its places, by their ids."""

    introduced: set[str] = field(default_factory=set)
    owner: set[str] = field(default_factory=set)
    datelined: set[str] = field(default_factory=set)
    guest: Counter[str] = field(default_factory=Counter)
    beside: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    first: dict[str, int] = field(default_factory=dict)
    opening: set[str] = field(default_factory=set)
    letterhead: set[str] = field(default_factory=set)


def marks(sentences: Sequence[Sentence], told: Mapping[str, int]) -> dict[str, float]:
    """Return what the ways in which places are told of speak for or against each as the page's own, by its id."""
    seen = _see(sentences)
    length = (sentences[-1].base + len(sentences[-1].raw)) or 1
    return {
        place: _OWNER * (place in seen.owner)
        + _INTRODUCED * (place in seen.introduced)
        + _DATELINE * (place in seen.datelined)
        + _LETTERHEAD * (place in seen.letterhead)
        + _FIRST_TOLD * (place in seen.opening)
        + _GUEST * min(seen.guest[place], _MOST_GUEST)
        + _HUB * min(len(seen.beside[place]), _MOST_HUB)
        + _AGAIN * min(told.get(place, 0), _MOST_AGAIN)
        + _EARLY * (1 - at / length)
        for place, at in seen.first.items()
    }


def prior(place: Place, countries: Container[str], votes: Mapping[str, float]) -> float:
    """Return what a place's country speaks for it: that it writes in the language, and as the document does."""
    own = _COUNTRY if place.country in countries else 0.0
    return own + _SIGNS * min(1.0, votes.get(place.country, 0.0) / _MOST_SIGNS)


def titled(place: Place, first: Place | None, heads: float) -> float:
    """Return what titles speak for a place: it is the first of them, or heads a section, as partners do."""
    return (_FIRST_TITLED if first is not None and first.id == place.id else 0.0) + (_HEADS if heads else 0.0)


def _see(sentences: Sequence[Sentence]) -> _Seen:
    seen, bodies = _Seen(), 0
    for sentence in sentences:
        if sentence.spots and sentence.passage.role == "body" and bodies < 2:
            bodies += 1
            seen.opening |= {s.place.id for s in sentence.spots}
        for spot in sentence.spots:
            seen.first.setdefault(spot.place.id, sentence.base)
            if dateline(sentence, spot.start, spot.end) or _headline(sentence, spot):
                seen.datelined.add(spot.place.id)
            if _letterhead(sentence, spot):
                seen.letterhead.add(spot.place.id)
        spots = [s for s in sentence.spots if not s.masked]
        if spots and not sentence.silent:
            _tell(sentence, spots, seen)
    return seen


def _tell(sentence: Sentence, spots: list[Spot], seen: _Seen) -> None:
    """Note what a sentence says of its places."""
    seen.introduced |= {s.place.id for s in spots if _introduced(sentence, s)}
    seen.owner |= {s.place.id for s in spots if _has_ties(sentence, s)}
    if sentence.has("ours"):
        alone = len({s.place.country for s in spots}) == 1 or any(" " in h.pattern for h in sentence.of("ours"))
        for place in {s.place.id for s in spots if alone or _comes_to_us(sentence, s)}:
            seen.guest[place] += 1
    groups = lists.groups(sentence, spots)
    for group in groups:
        paired = len(group) == 2 and group[0].place.country != group[1].place.country
        others = {o.place.country for other in groups if other is not group or paired for o in other}
        for spot in group:
            if not (located(sentence, spot) and any(_peers(o, spot) for o in spots)):
                seen.beside[spot.place.id] |= others - {spot.place.country}


def _peers(a: Spot, b: Spot) -> bool:
    """Whether two places are two of one country."""
    return a.place.country == b.place.country and a.place.id != b.place.id


def _headline(sentence: Sentence, spot: Spot) -> bool:
    """Whether a place stands with a date in a short line at the head of a page: where and when it was written."""
    head = sentence.index < _HEAD and len(sentence.raw) < _LINE and not sentence.named(0, spot.start)
    return head and len(sentence.dates) == 1 and sentence.dates[0].start >= spot.end


@cache
def _bodies() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words for what governs a place, before its name and behind it."""
    words = vocabulary.load()
    before = vocabulary.alternatives(
        w for v in ("city", "county", "province") for w in words.type_words(v, "before", "latin")
    )
    after = vocabulary.alternatives(words.words("body_after", "latin"))
    return re.compile(rf"(?<!\w)(?i:{before})\s$"), re.compile(rf"\s(?i:{after})(?!\w)")


def _letterhead(sentence: Sentence, spot: Spot) -> bool:
    """Whether a place heads a page as who wrote it: its council, "From Our Man, Lima", "LIMA, May 3: The queue was"."""
    raw, alone = sentence.raw, not any(s is not spot for s in sentence.spots)
    if not sentence.spaced:
        return False
    opens = spot.start == 0 and raw[: spot.end].isupper() and bool(_OPENS.match(raw, spot.end))
    opens = (opens and len(raw) > _REPORT) or is_dated(sentence, spot.start, spot.end) or _is_day(sentence, spot)
    if opens and sentence.index < 2 * _HEAD and sentence.passage.role == "body":
        return True
    if not alone or sentence.index >= _HEAD or len(raw) >= _LINE:
        return sentence.index == spot.start == 0 and spoken_of(sentence, spot)
    before, after = _bodies()
    led = raw.partition(" ")[0].lower() in sentence.language.origin and not raw[spot.end :].strip(" .")
    return led or bool(before.search(raw[: spot.start]) or after.match(raw, spot.end))


def _is_day(sentence: Sentence, spot: Spot) -> bool:
    """Whether a line holds nothing but a place and a day: "Lima, Monday, May 3, 2010"."""
    day = sentence.dates[-1] if spot.start == 0 and sentence.dates else None
    alone = day is not None and day.end == len(sentence.raw)
    return alone and day is not None and bool(_DAY.fullmatch(sentence.raw, spot.end, max(spot.end, day.start)))


def _comes_to_us(sentence: Sentence, spot: Spot) -> bool:
    """Whether a place is where those come from who are ours: "our guests from Lima"."""
    for hit in sentence.of("ours"):
        between = sentence.text[hit.end : spot.start].split() if 0 < spot.start - hit.end <= _OWNS else []
        if len(between) > 1 and between[-1] in sentence.language.origin and not sentence.named(hit.end, spot.start):
            return True
    return False


def _introduced(sentence: Sentence, spot: Spot) -> bool:
    """Whether a place is told with its country right behind it, as one tells of what lies abroad."""
    return any(
        n.place.country == spot.place.country
        and 0 < n.start - spot.end <= _NEAR
        and _GAP.match(sentence.text[spot.end : n.start])
        for n in sentence.nations
    )


def _has_ties(sentence: Sentence, spot: Spot) -> bool:
    """Whether a place is told as what has several partners: "Leeds's sister cities", "twin towns of Leeds"."""
    for hit in sentence.of(*_TIES):
        word = sentence.text[hit.start : hit.end].strip()
        if not word.endswith("s") or word.endswith("ss"):
            continue
        if 0 <= hit.start - spot.end <= _OWNS and _OWNING.fullmatch(sentence.text[spot.end : hit.start]):
            return True
        between = sentence.text[hit.end : spot.start].split()
        if hit.end < spot.start <= hit.end + _OF and between and between[0] in sentence.language.origin:
            return True
    return False
