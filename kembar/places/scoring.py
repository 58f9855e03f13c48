"""How likely a candidate is what a find means: the parts of its score and their sum."""

from __future__ import annotations

import math
import re
from difflib import SequenceMatcher
from functools import lru_cache

from kembar.places import vocabulary
from kembar.places.context import Context, is_near
from kembar.places.database import MADE, READ, Candidate, Unit
from kembar.places.mention import FITS, Find
from kembar.places.names import fold, script

#: What the byname of a large place loses where another of its country has it as its own name.
_BYNAME = -3.0
_BY_KIND = (0.0, -0.6, -1.0, -1.5)
_OWN_SCRIPT, _USUAL, _ODD, _OWN_NAME = 1.0, 1.5, -2.0, -1.5
#: What a name read sign by sign loses where a town at home is called so with its type word: 상주시 is not Changzhou.
_READ_FOR_ANOTHER = -2.0
_SMALL = 15_000
_LARGE = 100_000
#: A town whose country counts in full beside namesakes that are hardly larger;
#: so does that of a village whose larger namesakes lie in countries that the page's way of writing speaks against.
_TOWN, _NO_SMALLER, _VILLAGE = 5_000, 2, 1_500
#: Scripts in which a name is sought by its sound beside its country: what is found there is no guess.
_OF_SOUND, _SOUGHT = ("kana", "hangul"), 0.5
#: What a town gains whose state or province the text tells of otherwise.
_NEIGHBOUR, _NEIGHBOUR_LEAST = 1.2, 10_000
#: What a town gains for each other town near it that the text tells of.
_CLOSE, _MOST_CLOSE, _CLOSE_LEAST = 1.0, 2, 3_000
#: What a town gains whose country alone a text has so many votes for, beside namesakes no more times larger.
_ALONE, _TOLD_ALONE, _NOT_FAR_LARGER = 0.8, 2.0, 20
#: What a place of a country loses that the page's way of writing speaks against.
_NOT_OF_THE_PAGE = -0.7
#: Abroad, so large a town is as well known as a province of its name.
_RIVAL = 300_000
#: Namesakes so many times smaller than a place make its nearly usual spelling no odd one: Hanover of Hannover.
_FAR_LARGER = 30
#: The first word of a long name stands for it where it has so many letters: Gernika of Gernika-Lumo.
_STEM = 5
_PARTED = re.compile(r"[\s-]")
_NEARLY, _AKIN = 0.8, 0.75
#: What a place gains for each other name of the text that may mean a place it is known to be twinned with.
_TWINNED, _MOST_TWINS = 1.0, 3


def parts(candidate: Candidate, find: Find, context: Context) -> dict[str, float]:
    """Return the named parts of a candidate's score, in powers of ten; parts that are zero are left out."""
    unit = candidate.unit
    found = {
        "population": math.log10(unit.prior + 10),
        "spelling": _spelling(candidate, find, context),
        "own script": _OWN_SCRIPT if find.script != "latin" and script(unit.local) == find.script else 0.0,
        "country in document": _country(candidate, find, context),
        "government": _government(candidate, context),
        "home country": 0.4 if unit.country in context.home else 0.0,
        "type word": _type_word(candidate, find, context),
        "region beside it": 4.0 if is_near(find, unit.country, unit.a1, unit.n) else 0.0,
        "region in document": _region(candidate, find, context),
        "near others": _near_others(candidate, find, context),
        "usual meaning": _USUAL if not find.marker and _usual(find.surface) == unit.id else 0.0,
        "contrast": _contrast(candidate, find, context),
        "twinned": _TWINNED * min(_MOST_TWINS, context.twins(find, unit)) if candidate.kind < MADE else 0.0,
    }
    return {name: round(value, 3) for name, value in found.items() if value}


def score(candidate: Candidate, find: Find, context: Context) -> float:
    """Return the sum of the parts."""
    return sum(parts(candidate, find, context).values())


@lru_cache(10_000)
def _usual(surface: str) -> str:
    return vocabulary.load().usual.get(fold(surface), "")


def is_usual(find: Find, unit: Unit) -> bool:
    """Say whether a place is what a name alone means, though others be called so."""
    return find.script == "latin" and _usual(find.surface) == unit.id


def _spelling(candidate: Candidate, find: Find, context: Context) -> float:
    """A spelling by its kind; an unusual one of a place counts little where one of another country is called so.

    It counts less too where the text has the place under its own name, and least where it is a mere byname: Oliver in
    British Columbia is not what was once a quarter of Edmonton.
    """
    unit = candidate.unit
    apart = candidate.kind == 1 and unit.n in context.called and not is_variant(find, unit, _AKIN)
    own = _OWN_NAME if apart else 0.0
    own += _READ_FOR_ANOTHER if candidate.kind == READ and _is_town_at_home(find, context) else 0.0
    if candidate.kind == 1 and not is_usual(find, unit):
        called = (c.unit for c in find.candidates if c.kind == 0 and _is_called(find, c.unit))
        others = [other for other in called if _differs(other, unit)]
        variant, far = is_variant(find, unit), unit.prior // _FAR_LARGER
        apart = not variant and find.key not in _words(unit.name)
        if apart and any(_is_counted_in(unit.country, o) and o.prior >= far for o in others):
            return _BYNAME
        if any(other.prior >= max(_SMALL, far if variant else 0) for other in others):
            return _ODD
    sought = candidate.kind == READ and find.script in _OF_SOUND and is_near(find, unit.country, unit.a1, unit.n)
    own += _SOUGHT if sought else _BY_KIND[candidate.kind]
    return own + (0.3 if _as_written(find.surface, unit.name) else 0.0)


def _is_town_at_home(find: Find, context: Context) -> bool:
    """Say whether a name with its type word is that of a town of a home country in the town's own script."""
    units = [c.unit for c in find.candidates if c.kind == 0 and c.unit.country in context.home] if find.marker else []
    return any(script(u.local) == find.script and u.level in FITS[find.marker] for u in units)


def is_variant(find: Find, unit: Unit, least: float = _NEARLY) -> bool:
    """Say whether a spelling is nearly the usual one: Patras of Patra, Rania of Ranya."""
    name = unit.name.partition(" (")[0]
    short, size = fold(name), len(find.surface)
    if size >= _STEM and name.startswith(find.surface) and _PARTED.match(name, size):
        return True
    alike = SequenceMatcher(None, find.key, short, autojunk=False)
    return alike.real_quick_ratio() >= least and alike.quick_ratio() >= least and alike.ratio() >= least


@lru_cache(10_000)
def _words(name: str) -> frozenset[str]:
    """The words of a name, each of which may stand for it: Lauf of Lauf an der Pegnitz."""
    return frozenset(fold(word) for word in _PARTED.split(name))


def _is_counted_in(country: str, unit: Unit) -> bool:
    """Say whether a unit lies in a country and its people have been counted."""
    return unit.country == country and unit.population > 0


def _is_called(find: Find, unit: Unit) -> bool:
    """Say whether a find is a unit's very name, in small letters or in capitals."""
    return find.surface in (unit.name, unit.name.upper())


def _differs(other: Unit, unit: Unit) -> bool:
    """Say whether two units are no city and province of one another: other countries, or two of one level."""
    return other.country != unit.country or (other.n != unit.n and other.level == unit.level)


def _as_written(surface: str, name: str) -> bool:
    """Say whether a name is written as its English name, which may have a type word: Kyoto of Kyoto Prefecture."""
    return name.startswith(surface) and name[len(surface) : len(surface) + 1] in ("", " ", "-")


def _country(candidate: Candidate, find: Find, context: Context) -> float:
    unit = candidate.unit
    if not context.votes[unit.country]:
        return _NOT_OF_THE_PAGE if unit.country in context.votes else 0.0
    known = unit.prior >= _SMALL or (unit.prior >= _TOWN and unit.prior * _NO_SMALLER >= find.candidates[0].unit.prior)
    known = known or (unit.prior >= _VILLAGE and not context.votes.get(find.candidates[0].unit.country, 1))
    known = known or _near_others(candidate, find, context) > _CLOSE
    if _is_told_alone(candidate, find, context):
        return _ALONE + 0.5 + 1.0 * context.share(unit.country)
    return (0.5 + 1.0 * context.share(unit.country)) * (1.0 if known else 0.3)


def _is_told_alone(candidate: Candidate, find: Find, context: Context) -> bool:
    """Say whether a text tells of the country of a namesake, and of none in which a larger one lies.

    Queenstown where New Zealand is told of, and South Africa nowhere; no state or province is given up so.
    """
    unit = candidate.unit
    if find.script != "latin" or find.near or candidate.kind or context.votes[unit.country] < _TOLD_ALONE:
        return False
    namesakes = (c.unit for c in find.candidates if c.kind == 0 and c.unit.country != unit.country)
    larger = [other for other in namesakes if other.prior > unit.prior]
    towns = bool(larger) and all(o.level != "admin1" for o in larger)
    return towns and all(context.votes[o.country] <= 0 and o.prior <= _NOT_FAR_LARGER * unit.prior for o in larger)


def _region(candidate: Candidate, find: Find, context: Context) -> float:
    """A namesake whose state the text tells of: Norfolk of Virginia Beach, Alexandria where Virginians wrote home."""
    unit = candidate.unit
    if find.script != "latin" or find.near or unit.level == "admin1" or unit.prior < _NEIGHBOUR_LEAST or candidate.kind:
        return 0.0
    named = {(c.unit.country, c.unit.a1 or "") for c in find.candidates if c.kind == 0}
    told = {at for at in named if context.regions.get(at, frozenset()) - {find.key}}
    apart = len({country for country, _ in named}) > 1 and (find.key, unit.country) not in context.contrasts
    here = {country for country, _ in told} == {unit.country} and (unit.country, unit.a1) in told
    return _NEIGHBOUR if apart and here else 0.0


def _near_others(candidate: Candidate, find: Find, context: Context) -> float:
    """A namesake near which other towns of the text lie: Whitby where Hartlepool and Scarborough are told of too."""
    unit, countries = candidate.unit, {c.unit.country for c in find.candidates if c.kind == 0}
    town = unit.level in ("city", "metro", "place") and unit.prior >= _CLOSE_LEAST and not candidate.kind
    if find.script != "latin" or find.near or len(countries) < 2 or not town:
        return 0.0
    return _CLOSE * context.around(find, unit, _MOST_CLOSE)


def _government(candidate: Candidate, context: Context) -> float:
    unit = candidate.unit
    if unit.level in ("city", "metro") or (unit.level == "place" and unit.prior >= _LARGE):
        return 0.5
    return 0.5 if unit.level in ("admin1", "admin2", "ward") and unit.country in context.home else 0.0


def _type_word(candidate: Candidate, find: Find, context: Context) -> float:
    """A type word decides the level; a bare name is the city before the province and the province before the county."""
    unit = candidate.unit
    if find.marker:
        fits = 1.5 if unit.level in FITS[find.marker] or is_council(find, unit) else -3.0
        fits = -3.0 if find.marker == "province" and unit.level == "metro" and _has_province(find, unit) else fits
        fits = 0.0 if fits < 0 and (_is_both(find, unit) or _is_county_town(candidate, find, context)) else fits
        fits -= 0.7 if find.marker == "province" and unit.level == "admin2" else 0.0
        return fits - (0.7 if find.marker == "city" and unit.level == "ward" else 0.0)
    if unit.level == "admin1":
        return 0.5 if candidate.kind == 0 and _is_well_known(unit, find) else -1.0
    if unit.level == "admin2":
        if unit.country in context.home:
            own = find.script == "latin" and (is_usual(find, unit) or _is_own_name(unit, find))
            return -0.5 if own else -1.5
        return 0.0 if find.surface == unit.local else -3.0
    return 0.0


def _is_county_town(candidate: Candidate, find: Find, context: Context) -> bool:
    """Say whether a town stands for a county that no list has: the page's writing speaks against those of its name.

    The "Stafford County Council" of a British page is no board of Virginia.
    """
    counties = {c.unit.country for c in find.candidates if c.unit.level == "admin2"}
    told = context.votes[candidate.unit.country] > 0 and candidate.unit.level in ("city", "place", "metro")
    untold = not any(context.votes.get(country, 1) for country in counties)
    return find.marker == "county" and candidate.kind == 0 and told and untold


def _has_province(find: Find, unit: Unit) -> bool:
    """Say whether a province of a city's country may be meant too: Leningrad Oblast beside Saint Petersburg."""
    return any(c.unit.level == "admin1" and c.unit.country == unit.country for c in find.candidates)


def is_council(find: Find, unit: Unit) -> bool:
    """Say whether a county's council is meant in a land where counties are governments with a code of their own."""
    return find.marker == "county" and find.body and unit.level == "city" and "." in unit.id


def _is_both(find: Find, unit: Unit) -> bool:
    """Say whether a city stands in the list for the county around it too, which has no row of its own there."""
    counties = (c.unit for c in find.candidates if c.unit.level == "admin2" and c.unit.country == unit.country)
    return find.marker == "county" and unit.level == "city" and not any(counties)


def _is_own_name(unit: Unit, find: Find) -> bool:
    """Say whether no city or large town of the country is called like a county or regency: its bare name means it."""
    others = [c.unit for c in find.candidates if c.unit.country == unit.country and c.kind < MADE]
    return not any(o.level in ("city", "metro", "admin1") or o.prior >= _LARGE for o in others if o.n != unit.n)


def _is_well_known(unit: Unit, find: Find) -> bool:
    """Say whether no town of the country, and no large one abroad, is called like a state or province.

    That some call its capital so does not count: Yunnan is no Kunming.
    """
    others = [c for c in find.candidates if c.unit.level in ("city", "metro", "place") and c.kind < MADE]
    called = [c.unit for c in others if c.unit.country != unit.country or c.kind == 0 or is_variant(find, c.unit)]
    return find.script == "latin" and not any(o.country == unit.country or o.prior >= _RIVAL for o in called)


def _contrast(candidate: Candidate, find: Find, context: Context) -> float:
    plain = not find.near and not find.marker
    return -1.0 if plain and (find.key, candidate.unit.country) in context.contrasts else 0.0
