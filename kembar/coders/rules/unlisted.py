"""Towns that no list knows, told by what stands beside them: "Foo county, Bar Province", "the village of Foo in Japan".

A partner may be a village, a new district or an odd spelling. Where a text says what it is and in which country it
lies, it is a place all the same, under an id of its own (``text:JP:foo``); where the gazetteer has one of that name in
that country which was not taken before, that one is meant. Only names in Latin letters: a name must be given to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from kembar import languages
from kembar.coders.rules.sentences import Sentence, Spot
from kembar.languages.flat import bare
from kembar.places import Gazetteer, typewords, vocabulary
from kembar.places.vocabulary import alternatives
from kembar.types import Place

_CAPITAL = r"[A-ZÀ-ÖØ-Þ][^\W\d_]+(?:['’-][^\W\d_]+)*"
_SMALL = r"(?:de|da|do|du|la|le|les|di|del|der|den|am|an|im|in|sur|sous|upon|on|under|of|the|y)"
_NAME = rf"{_CAPITAL}(?:[ -](?:{_SMALL}[ -]){{0,2}}{_CAPITAL}){{0,3}}"
_ID = "text:"
_LEVELS = ("city", "county", "ward")
_LEFT, _NEAR = 80, 24
_SHORTEST = 5
_CELL = re.compile(r"[,;\t|]")
#: A town of so many people is the one that its name means, whatever country stands behind it.
_LARGE = 100_000


@lru_cache
def _typed(code: str) -> re.Pattern[str]:
    """A name with its type word, before it or behind it."""
    words, language = vocabulary.load(), languages.get(code)
    after = alternatives(w for v in _LEVELS for w in words.type_words(v, "after", "latin"))
    office = alternatives(w for v in _LEVELS for w in words.type_words(v, "office", "latin"))
    before = [w for v in _LEVELS for w in words.type_words(v, "before", "latin")]
    before += [f"{town} {of}" for town in language.towns for of in language.origin]
    led = rf"(?i:(?P<office>{office})|{alternatives(before)})"
    return re.compile(rf"(?<![\w-])(?:{led}\s+(?P<a>{_NAME})|(?P<b>{_NAME})\s+(?i:{after}))(?!\w)")


@cache
def _gaps() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands between a name and its country or region; words of names that are no towns."""
    words = vocabulary.load()
    beside = alternatives(words.words("beside", "latin"))
    province = alternatives(words.type_words("province", "before", "latin"))
    sides = ("institution_after", "institution_before", "person_before")
    strange = alternatives(w for side in sides for w in words.words(side, "latin"))
    gap = rf"(?:,\s+(?:(?i:{province})\s+)?|\s*\(|,?\s+{beside}\s+(?:the\s+)?(?:{province}\s+)?)"
    return re.compile(gap), re.compile(rf"(?<!\w)(?i:{strange})(?!\w)")


def add(sentences: Sequence[Sentence], gazetteer: Gazetteer) -> None:
    """Put the towns that a document introduces with their country into its sentences, wherever they are named."""
    known: dict[str, Place] = {}
    _put_abroad(sentences, gazetteer)
    for sentence in sentences:
        if sentence.spaced and not sentence.silent and (sentence.nations or sentence.spots):
            for name, country in _introduced(sentence, sentences):
                known.setdefault(name, _place(name, country, gazetteer))
    if not known:
        return
    anywhere = re.compile(rf"(?<![\w-])(?:{alternatives(known)})(?![\w-])")
    for sentence in sentences:
        for match in anywhere.finditer(sentence.raw):
            if not sentence.named(*match.span()):
                place = known[" ".join(match[0].split())]
                sentence.spots.append(Spot(match.start(), match.end(), place, sentence.silent))
        sentence.spots.sort(key=lambda s: s.start)


def _put_abroad(sentences: Sequence[Sentence], gazetteer: Gazetteer) -> None:
    """Give a small town the country that stands right behind its name, where it was taken for a namesake elsewhere."""
    meant: dict[str, Place] = {}
    for sentence in sentences:
        for spot in sentence.spots if sentence.spaced and not sentence.silent else ():
            nation = _behind(sentence, spot)
            if nation is None or spot.place.level == "admin1" or spot.place.population >= _LARGE:
                continue
            told = sentence.raw[nation.start : nation.end] != gazetteer.region(spot.place.id)  # Georgia, of the US
            if told and nation.place.country != spot.place.country:
                name = sentence.raw[spot.start : spot.end]
                meant[name] = _place(name, nation.place.country, gazetteer)
    for sentence in sentences if meant else ():
        named = ((s, meant.get(sentence.raw[s.start : s.end])) for s in sentence.spots)
        sentence.spots = [replace(s, place=place) if place is not None else s for s, place in named]


def _behind(sentence: Sentence, spot: Spot) -> Spot | None:
    """The country behind a name and a comma or bracket, with nothing more to its name."""
    between = _gaps()[0].match(sentence.raw, spot.end)
    if between is None or between[0].strip()[:1] not in (",", "("):
        return None
    ended = (
        n for n in sentence.nations if n.start == between.end() and sentence.raw[n.end : n.end + 1].strip(",.;)") == ""
    )
    return next(ended, None)


def _introduced(sentence: Sentence, sentences: Sequence[Sentence]) -> Iterator[tuple[str, str]]:
    """The names of a sentence with the country that stands beside them, or that is the only one of the sentence."""
    gap, _ = _gaps()
    regions = [*sentence.nations, *(s for s in sentence.spots if s.place.level == "admin1")]
    only = {n.place.country for n in sentence.nations}
    for match in _typed(sentence.language.code).finditer(sentence.raw):
        start, end = match.span("a") if match["a"] else match.span("b")
        beside = [r for r in regions if (g := gap.match(sentence.raw, match.end())) and g.end() == r.start]
        if not _is_name(sentence, start, end):
            continue
        name = _plain(sentence, start, end)
        name = _town(name, sentences) if match["office"] else name
        if beside:
            yield name, beside[0].place.country
        elif len(only) == 1 and not any(s.place.country in only for s in sentence.spots):
            yield name, next(iter(only))
    for region in regions:
        found = _before(sentence, region.start)
        if found is not None and _is_name(sentence, *found) and _is_told_as_town(sentence, *found):
            yield _plain(sentence, *found), region.place.country


@cache
def _led() -> re.Pattern[str]:
    """A name and what stands between it and its country, at the end of a stretch."""
    gap, _ = _gaps()
    return re.compile(rf"(?<![\w-])({_NAME})(?:{gap.pattern})$")


def _before(sentence: Sentence, at: int) -> tuple[int, int] | None:
    """The name right before a country or region."""
    base = max(0, at - _LEFT)
    match = _led().search(sentence.raw[base:at])
    if match is None:
        return None
    first, language = match[1].split()[0], sentence.language  # "With Foo in France": the first word is no name
    led = " " in match[1] and first.lower() in {*language.origin, *language.static, *language.allies, *language.toward}
    return base + match.start(1) + (len(first) + 1 if led else 0), base + match.end(1)


def _town(name: str, sentences: Sequence[Sentence]) -> str:
    """The town at the head of a name behind "mayor", where it stands alone elsewhere: the rest is who holds the office.

    What stands behind a title may be "Foo Ann Example", the town and its mayor in a row.
    """
    words = name.split(" ")
    for n in range(1, len(words)):
        head = " ".join(words[:n])
        alone = re.compile(rf"(?<![\w-]){re.escape(head)}(?![\w-])(?!\s{_CAPITAL})")
        if len(head) >= _SHORTEST and any(alone.search(s.raw) for s in sentences):
            return head
    return name


def _plain(sentence: Sentence, start: int, end: int) -> str:
    return " ".join(sentence.raw[start:end].split())


def _is_name(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a stretch is no known place, date, word for an act, institution or person."""
    name = sentence.raw[start:end]
    _, strange = _gaps()
    common = len(name) < _SHORTEST or name in vocabulary.load().words("never") or typewords.level_of(f"{name} {name}")
    return sentence.free(start, end) and not common and not strange.search(name)


def _is_told_as_town(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a name without a type word stands where a partner does: behind a preposition or a word for a tie."""
    before = sentence.text[max(0, start - _NEAR) : start].split()
    language = sentence.language
    ties = [h for h in sentence.of("sister", "partner_word", "friendship", "tied") if 0 <= start - h.end <= _NEAR]
    if sentence.passage.role == "table_row":  # what another cell holds says nothing of this one
        ties = [h for h in ties if not _CELL.search(sentence.raw, h.end, start)]
    return bool(ties) or bool(before and before[-1] in {*language.origin, *language.static, *language.allies})


def _place(name: str, country: str, gazetteer: Gazetteer) -> Place:
    """The place of the gazetteer that has a name in a country, else one made of the text's own words."""
    for place, kind in gazetteer.candidates(name):
        if place.country == country and kind == 0 and bare(place.name).startswith(bare(name)):
            return place
    return Place(f"{_ID}{country}:{bare(name).replace(' ', '-')}", name, country)
