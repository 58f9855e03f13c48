"""Documents in which provinces deal with provinces: their towns act for them.

A prefecture that writes of a partner province names the towns where things were done: the agreement was signed in the
capital, the potters came from another town of it. All of that belongs to the two provinces. How a document speaks of
its own side ("our prefecture", "the governor") lies in ``languages/<code>/pages.yaml``; a language without these words
is read as it stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from kembar import languages
from kembar.alphabets import HAN, HANGUL, KATAKANA
from kembar.coders.rules import wholes as parts
from kembar.coders.rules.sentences import Sentence, Spot
from kembar.places import Gazetteer, vocabulary
from kembar.types import Place

_KEYS = ("of_province", "of_town")
#: What a province counts for as the home side in a title, and a town of it; how many sentences are the top.
_TITLED, _TOWN_OF, _TOP, _TWO = 3.0, 0.5, 4, 2
_HEAD = 40
_WORD = re.compile(r"[^\W\d_]+")
#: How often a page in a language with blanks names its province in its own words, at least: others govern it too.
_SPOKEN = 3
#: A town in the first line of such a page speaks as often for a page of the town.
_HEADED = 2


@lru_cache
def _own(code: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """The words by which a province and a town speak of themselves; they stand behind no letter of a name."""
    file = languages.get(code).file("pages")
    if not all(key in file for key in _KEYS):
        return None
    words = (vocabulary.alternatives(w.strip() for w in file.text(key).split("|")) for key in _KEYS)
    province, town = (re.compile(rf"(?<![{HAN}々{KATAKANA}ー{HANGUL}]){any_of}") for any_of in words)
    return province, town


@cache
def _type_words(*levels: str) -> re.Pattern[str]:
    words = vocabulary.load()
    scripts = ("han", "hangul")
    return re.compile(
        vocabulary.alternatives(w for v in levels for s in scripts for w in words.type_words(v, "after", s))
    )


def spoken_of(sentence: Sentence, spot: Spot) -> bool:
    """Whether the text itself says that a province or state is meant: by its type word, its governor, its premier."""
    return spot.place.level == "admin1" and not spot.masked and _governed(sentence, spot)


def of_second_level(sentences: Sequence[Sentence], gazetteer: Gazetteer) -> dict[str, Place]:
    """The places of the second level (by id) that are provinces as the text tells of one: "the governor of Benguet".

    Above them lie regions that govern nothing, as in the Philippines.
    """
    found = [(x, s) for x in sentences for s in x.spots if s.place.level == "admin2" and not s.masked]
    abroad = {s.place.country for x, s in found if _governed(x, s)} - gazetteer.official
    return {s.place.id: s.place for _, s in found if s.place.country in abroad}


def _governed(sentence: Sentence, spot: Spot) -> bool:
    """Whether a name stands with the word for a province, or with an office that only provinces have."""
    if not sentence.spaced:
        return False
    before, after = sentence.language.governed
    words = sentence.language.provinces
    own = sentence.text[spot.start : spot.end]
    return bool(
        any(own.startswith(w + " ") or own.endswith(" " + w) for w in words)
        or before.search(sentence.text[max(0, spot.start - 40) : spot.start])
        or after.match(sentence.text, spot.end)
    )


def named(sentence: Sentence, spot: Spot) -> bool:
    """Whether a type word right behind a name says that a province is meant, in scripts without capitals."""
    return spot.place.level == "admin1" and _typed(sentence, spot, "province")


def _typed(sentence: Sentence, spot: Spot, *levels: str) -> bool:
    """Whether a type word of some levels ends a name or stands right behind it."""
    words = _type_words(*levels)
    return bool(words.fullmatch(sentence.raw, spot.end - 1, spot.end) or words.match(sentence.raw, spot.end))


def lift(
    sentences: Sequence[Sentence], gazetteer: Gazetteer, second: Mapping[str, Place]
) -> tuple[set[str], dict[tuple[str, str], Place]]:
    """Let the towns of provinces that deal with each other stand for them.

    Return the towns that have ties (ids), and these provinces by country and name.

    ``second`` are provinces of the second level, which stand for themselves.
    """
    if not sentences or (own := _own(sentences[0].language.code)) is None:
        return set(), {}
    countries = {c for s in sentences[:_HEAD] for c in s.language.countries}
    parties = {i for s in sentences for i in (*_parties(s, countries), *_headed(s), *parts.twins(s))}
    home = _home(sentences, countries - {p.country for p in second.values()}, own, gazetteer)
    if home is not None:
        partners = (s.place for x in sentences for s in x.spots if not s.masked and s.place.level == "admin1")
        wholes = {(p.country, p.name): p for p in partners if p.country not in countries}
        if not sentences[0].spaced or len(_told_of(home, sentences, gazetteer)) > 1:
            wholes[home.country, home.name] = home
    else:
        wholes = {} if parties else {(p.country, p.name): p for s in sentences for p in _tied(s)}
        if not wholes or _of_a_town(sentences, own[1], wholes) or _headed_by_town(sentences, wholes, gazetteer):
            return parties, {}
    own_ties = dict(_own_partners(home, sentences, wholes, gazetteer)) if home is not None else {}
    for sentence in sentences:
        if not _of_towns(sentence, countries):
            apart = {id(s) for pair in parts.ties_of_towns(sentence) for s in pair}
            here = {s.place.id for s in sentence.spots}
            apart |= {id(s) for s in sentence.spots if not here.isdisjoint(own_ties.get(s.place.id, ()))}
            spots = [
                s if s.place.id in parties | {*second} or id(s) in apart else _lifted(s, wholes, gazetteer)
                for s in sentence.spots
            ]
            sentence.spots = [replace(s, masked=s.masked or _in_passing(sentence, s, home)) for s in spots]
    return parties, wholes


def _of_a_town(sentences: Sequence[Sentence], town: re.Pattern[str], wholes: Mapping[tuple[str, str], Place]) -> bool:
    """Whether a document speaks as a town more often than it names the provinces: these lead to the town's own tie."""
    ids = {p.id for p in wholes.values()}
    provinces = sum(s.place.id in ids for x in sentences for s in x.spots)
    return sum(len(town.findall(s.raw)) for s in sentences if not s.silent) > provinces


def _headed_by_town(
    sentences: Sequence[Sentence], wholes: Mapping[tuple[str, str], Place], gazetteer: Gazetteer
) -> bool:
    """Whether a title at the top names a town of these provinces: the page is the town's."""
    titles = (s for s in sentences[:_TOP] if s.passage.role in ("title", "heading"))
    towns = (s.place for t in titles for s in t.spots if not s.masked and s.place.level not in ("admin1", "country"))
    return any((town.country, gazetteer.region(town.id)) in wholes for town in towns)


def _alone(sentence: Sentence, plain: Sequence[Spot]) -> bool:
    """Whether a heading holds nothing but two places: "2.1 Henan and Hesse"."""
    if sentence.passage.role not in ("title", "heading") or len(plain) != _TWO:
        return False
    one, two = plain
    rest = " ".join((sentence.text[: one.start], sentence.text[one.end : two.start], sentence.text[two.end :]))
    rest = rest if sentence.spaced else _type_words("province", "city", "county", "ward").sub(" ", rest)
    known = sentence.language.joiners
    return all(word in known or word in sentence.language.provinces for word in _WORD.findall(rest))


def _tied(sentence: Sentence) -> list[Place]:
    """The provinces of several countries that a sentence with a word for a tie names as such, and no town.

    So are the two that stand alone in a heading, or are named as such at the head of a paper between them.
    """
    plain = [s for s in sentence.spots if not s.masked]
    typed = [s.place for s in plain if named(sentence, s) or spoken_of(sentence, s)]
    if _alone(sentence, plain) or (sentence.spaced and sentence.index < _TOP and len(typed) == len(plain) == _TWO):
        typed = [s.place for s in plain if s.place.level == "admin1"]
    elif sentence.spaced or not sentence.has("sister", "friendship", "tied"):
        return []
    several = len({p.country for p in typed}) > 1
    return typed if several and not any(_is_typed(sentence, s) for s in sentence.spots) else []


def _in_passing(sentence: Sentence, spot: Spot, home: Place | None) -> bool:
    """Whether a town of another province at home is named alone: it may be a namesake of one of ours, and no party."""
    other = home is not None and spot.place.country == home.country and spot.place.level != "admin1"
    return other and not sentence.spaced and not _is_typed(sentence, spot)


def _home(
    sentences: Sequence[Sentence],
    countries: set[str],
    own: tuple[re.Pattern[str], re.Pattern[str]],
    gazetteer: Gazetteer,
) -> Place | None:
    """The province of the language's country that a document speaks for; None where it speaks for a town or nobody."""
    told = (sum(len(words.findall(s.raw)) for s in sentences if not s.silent) for words in own)
    province = next(told)
    if province < (_SPOKEN if sentences[0].spaced else 1):
        return None
    town = next(told)
    weights: Counter[str] = Counter()
    places: dict[str, Place] = {}
    for sentence, spot in _at_home(sentences, countries):
        whole: Place | None = spot.place
        if spot.place.level == "admin1":
            weight = _TITLED if sentence.index < _TOP or sentence.passage.role in ("title", "heading") else 1.0
            province += 1
        else:
            weight, whole = _TOWN_OF, gazetteer.first_level(spot.place.id)
            town += _is_typed(sentence, spot) or (_HEADED if sentence.spaced and sentence.index < 1 else 0)
        if whole is not None:
            places[whole.id] = whole
            weights[whole.id] += weight  # type: ignore[assignment]
    if not weights or province <= town:
        return None
    return places[max(weights, key=lambda p: (weights[p], p))]


def _at_home(sentences: Sequence[Sentence], countries: set[str]) -> Iterator[tuple[Sentence, Spot]]:
    for sentence in sentences:
        row = sentence.spaced and sentence.passage.role == "table_row"
        for spot in sentence.spots:
            if spot.place.country in countries and not sentence.silent and (not row or spoken_of(sentence, spot)):
                yield sentence, spot


def _is_typed(sentence: Sentence, spot: Spot) -> bool:
    """Whether a name is told to be a town's by its type word."""
    return spot.place.level != "admin1" and _typed(sentence, spot, "city", "county", "ward")


def _parties(sentence: Sentence, countries: set[str]) -> Iterator[str]:
    """The towns that a sentence with a word for a tie names as such, with one at home among them."""
    typed = [s.place for s in sentence.spots if _is_typed(sentence, s)]
    if any(p.country in countries for p in typed) and sentence.has("sister", "friendship", "tied"):
        yield from (p.id for p in typed)


def _own_partners(
    home: Place, sentences: Sequence[Sentence], wholes: Mapping[tuple[str, str], Place], gazetteer: Gazetteer
) -> Iterator[tuple[str, set[str]]]:
    """The towns (ids) of a province at home with partners of their own, in no province that deals here, and these."""
    naming = parts.by_name(sentences)
    places = {s.place.id: s.place for x in sentences if x.spaced for s in x.spots if not s.masked}
    for town in places.values():
        if (town.country, gazetteer.region(town.id)) == (home.country, home.name):
            partners = [places[p] for p in parts.own_partners(town, home, naming)]
            alone = (p for p in partners if p.level != "admin1")
            yield town.id, {p.id for p in alone if (p.country, gazetteer.region(p.id)) not in wholes}


def _told_of(whole: Place, sentences: Sequence[Sentence], gazetteer: Gazetteer) -> set[str]:
    """A province and its towns (ids) that a document names: one town alone is rather a partner than its province."""
    named = {s.place.id: s.place for x in sentences for s in x.spots if s.place.country == whole.country}
    return {p for p in named if p == whole.id or gazetteer.first_level(p) == whole}


def _headed(sentence: Sentence) -> Iterator[str]:
    """The town (id) that a heading names as such with one partner and nothing else: 2.1 久留米市とヘッセン州."""
    plain = [s for s in sentence.spots if not s.masked]
    if _alone(sentence, plain):
        yield from (s.place.id for s in plain if _is_typed(sentence, s))


def _of_towns(sentence: Sentence, countries: set[str]) -> bool:
    """Whether a town at home and one abroad, both named as such, deal with each other in a sentence."""
    return len({s.place.country in countries for s in sentence.spots if _is_typed(sentence, s)}) > 1


def _lifted(spot: Spot, wholes: dict[tuple[str, str], Place], gazetteer: Gazetteer) -> Spot:
    if spot.place.level in ("admin1", "country"):
        return spot
    whole = wholes.get((spot.place.country, gazetteer.region(spot.place.id)))
    return spot if whole is None else replace(spot, place=whole)
