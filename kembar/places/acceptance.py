"""Which finds are places at all: a find needs a reason, and some signs forbid it."""

from __future__ import annotations

import re
from functools import cache

from kembar.places import vocabulary
from kembar.places.context import Context, is_near, is_within
from kembar.places.database import A_PLACE, MADE, READ
from kembar.places.mention import FITS, Find
from kembar.places.names import script
from kembar.places.scoring import is_council, is_usual, is_variant
from kembar.places.typewords import bare, level_of

_SMALL, _LARGE, _LARGER, _HUGE = 15_000, 100_000, 300_000, 1_000_000
_LEAST, _VILLAGE, _TOWN, _TOWNSHIP, _KNOWN = 3_000, 1_500, 5_000, 10_000, 50_000
_LONG_NAME, _VERY_LONG, _SHORT_READING, _LONG_READING, _WHOLE_NAME = 10, 15, 2, 4, 3
_WELL_KNOWN = 200_000
#: A country with so many votes is the page's own or its partner's: its governments need not be large.
_OWN = 2.0
#: Namesakes abroad this many times smaller leave a name clear.
_FAR_SMALLER = 3
#: A word for a great city, be it so long, so far ahead of all namesakes and so much like its own name: Angora.
_LONG_WORD, _FAR_AHEAD, _AKIN = 6, 2.0, 0.5
#: A country with so many times fewer votes than another is hardly told of.
_HARDLY = 5
#: A byname, which other lists have as a spelling: "The Marble City".
_BYNAME = re.compile(r"the\s", re.IGNORECASE)
_PARTS = re.compile(r"[^\W\d_][\s'’-]")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(vocabulary.load().words(name))


def reason(find: Find, context: Context) -> str:
    """Return why the find's chosen unit is accepted, or an empty text."""
    unit = find.best
    if unit.level == "country":
        return "country"
    if find.kind == 1 and unit.prior < _HUGE and _BYNAME.match(find.surface):
        return ""
    near = is_near(find, unit.country, unit.a1, -2) and not _is_chance_reading(find)
    if unit.level == "ward" and not near and _is_many(find):
        return ""
    by_type = _by_type_word(find, context)
    if by_type or (find.paper and unit.country in context.home and is_government(find, context)):
        return by_type or "in the name of its paper"
    sure = unit.level == "ward" or not is_common(find, context) or unit.prior >= (_TOWN if find.kind == 0 else _SMALL)
    sure = sure or (find.kind == 0 and find.script == "latin" and is_within(find, unit))
    if near and sure and (not find.glued or (unit.prior >= _LARGE and _of_country(find))):
        return "region beside it"
    if find.glued:
        return ""
    if _is_twinned(find, context):
        return "twinned with others"
    return "" if _forbidden(find, context) else _plain_reason(find, context)


def _is_twinned(find: Find, context: Context) -> bool:
    """Say whether a name is that of a place which is known to be twinned with places of the text.

    What is a word too, is short or stands where any word may be written large needs two of them.
    """
    if find.kind >= MADE or find.tail or (find.script == "latin" and len(find.surface) < _WHOLE_NAME):
        return False
    short = is_short(find) and find.key not in context.repeated
    doubtful = is_common(find, context) or short or find.lonely
    return context.twins(find, find.best) > doubtful


def _is_chance_reading(find: Find) -> bool:
    """Say whether a name read sign by sign is no more than a word beside a country: 중국 공동, 中国振興."""
    unit = find.best
    named = find.marker or is_within(find, unit) or unit.prior >= _WELL_KNOWN
    named = named or unit.country not in _words("han_countries")
    return find.kind == READ and len(find.surface) <= _SHORT_READING and not named


def is_untold_reading(find: Find, context: Context) -> bool:
    """Say whether a word is a place only if read sign by sign, of a country that the text does not tell of: 동굴."""
    return find.kind == READ and find.script == "hangul" and context.votes[find.best.country] <= 0


def _of_country(find: Find) -> bool:
    """Say whether the country of the chosen unit stands beside a name."""
    return any(country == find.best.country and region is None for country, region, _ in find.near)


def _is_many(find: Find) -> bool:
    """Say whether wards of several cities have the name."""
    return sum(c.unit.level == "ward" for c in find.candidates) > 1


def is_government(find: Find, context: Context) -> bool:
    """Say whether the chosen unit is known to be governed by itself."""
    unit = find.best
    return unit.level in ("city", "metro", "admin1") or (
        unit.country in context.home and unit.level in ("admin2", "ward")
    )


def is_common(find: Find, context: Context) -> bool:
    """Say whether the name is also a word: by the lists, or as the document itself writes it in small letters."""
    word = find.surface.lower()
    small = bare(word) in context.lower if find.script == "latin" else word in context.lower
    written_small = small and find.best.prior < _LARGER
    return find.common or written_small or word in _common_words() or is_family(find)


def is_family(find: Find) -> bool:
    """Say whether a name in Latin letters is one that families have too, as the list of its own script says."""
    return find.script == "latin" and bare(find.best.local) in _words("common") and not find.marker


@cache
def _common_words() -> frozenset[str]:
    return frozenset(w.lower() for w in vocabulary.load().words("common", "latin"))


def is_short(find: Find) -> bool:
    """Say whether a name has so few letters or signs that it is like words of all kinds."""
    return len(find.key) < (4 if find.script == "latin" else 3)


def _by_type_word(find: Find, context: Context) -> str:
    unit = find.best
    town = find.marker in ("city", "county") or (find.marker == "province" and find.script == "han")
    if town and unit.level in ("place", "city", "metro") and _is_abroad(find, context):
        return "type word"
    if (
        find.body
        and (find.kind == 0 or is_usual(find, unit))
        and unit.prior >= _LEAST
        and not (find.glued or is_short(find))
    ):
        return "type word"
    fits = find.marker and (unit.level in FITS[find.marker] or is_council(find, unit))
    if not fits or (find.glued and find.common):
        return ""
    short = is_short(find) and unit.prior < _LARGE and not _is_told_short(find, context)
    inside = find.kind == 0 and not find.initial and find.key in context.led and unit.prior >= _TOWN
    plain = not ((is_common(find, context) and not inside) or short)
    government = is_government(find, context)
    listed = find.kind == 0 and find.script == "hangul"  # who lists a spelling in Hangul knows the place
    if plain and (government or unit.prior >= _SMALL or listed):
        return "type word"
    own_name = find.kind == 0 or find.script == "hangul"
    return "type word" if government and own_name and (unit.country in context.home or unit.prior >= _LARGE) else ""


def _is_told_short(find: Find, context: Context) -> bool:
    """Say whether a short name in Hangul with its type word is no chance word: its country is told, or it again."""
    told = context.votes[find.best.country] > 0 or find.key in context.repeated
    elsewhere = bool(find.near) and all(country != find.best.country for country, _, _ in find.near)
    return find.script == "hangul" and find.kind <= MADE and told and not elsewhere


def _is_abroad(find: Find, context: Context) -> bool:
    """Say whether a name in kana is a foreign town's: all it may mean lies in one country, or that one is told.

    So is a name in Han characters with the word for a province: that of a county around a town of its name.
    """
    county = find.script == "han" and find.marker == "province"
    if not (find.script == "kana" or county) or find.kind != 0 or find.best.country in context.home:
        return False
    countries = {candidate.unit.country for candidate in find.candidates}
    return len(countries) == 1 or context.votes[find.best.country] > 0


def _forbidden(find: Find, context: Context) -> bool:
    if find.script == "latin" and _is_run_together(find):
        return True
    if find.script == "latin":
        known = find.kind == 0 and (context.votes[find.best.country] >= 2 or find.best.population >= _HUGE)
        tied = find.bound and find.kind == 0
        told = find.key in context.led or find.key in context.repeated
        short = len(find.surface) < 4 and not (find.kind == 0 and told and find.best.prior >= _LARGE)
        short = short or (_is_venue(find) and not (told and find.key in context.repeated) and not find.bound)
        return short or (find.lonely and not (known or tied or (find.heads and has_no_rival(find, context))))
    if find.script == "hangul":
        return find.common or (find.best.level == "place" and find.best.prior < _SMALL) or _is_vague(find, context)
    # districts of Chinese cities are called like words of all kinds
    return find.common or (find.kind == READ and find.best.level == "admin2" and len(find.surface) <= _SHORT_READING)


def _is_venue(find: Find) -> bool:
    """Say whether a small place is called like a park or a hall of any town: Queens Park, Victoria Gardens."""
    last = find.surface.rpartition(" ")[2]
    return " " in find.surface and last in _words("venue_after") and find.best.prior < _LARGE and not find.marker


def _is_vague(find: Find, context: Context) -> bool:
    """Two syllables of Hangul are a place only if it is well known or its country is in the document.

    Chinese names read sign by sign are like words of all kinds: they need a type word or a region.
    """
    unit = find.best
    if find.kind == READ:
        return len(find.surface) < _LONG_READING
    if len(find.surface) != 2 or find.surface in _words("famous"):
        return False
    if unit.country in context.home and _is_native(find):
        known = unit.level in ("metro", "admin1") or unit.prior >= 250_000
        return not (known or find.key in context.repeated)
    again = find.kind == 0 and find.key in context.repeated
    return not (again or (context.votes[unit.country] >= 2 and unit.prior >= _LARGER))


def _is_native(find: Find) -> bool:
    """Say whether the script of the find is the script of the place."""
    return script(find.best.local) == find.script


def _plain_reason(find: Find, context: Context) -> str:
    unit, votes = find.best, context.votes[find.best.country]
    if find.script == "latin":
        bond = find.bound and find.kind == 0 and unit.level != "admin2" and not level_of(find.surface)
        if bond and unit.prior >= (_SMALL if is_common(find, context) else _LEAST):
            return "beside a word for a tie"
        if is_common(find, context):
            return "large, in place" if _common_but_clear(find, context) else ""
        if find.tail and unit.prior < _HUGE and (unit.prior < _LARGER or not votes):
            return ""
        if is_usual(find, unit) and (votes or find.key in context.repeated):
            return "known"
        if unit.level == "admin2" and unit.country not in context.home and find.surface != unit.local:
            return ""  # a county is meant only with the word for it, unless it has none
        phrase = " " in find.surface
        again = find.key in context.repeated
        variant = find.kind == 1 and is_variant(find, find.best)
        if find.kind == 1 and not variant and not (votes and (find.led or phrase)) and unit.prior < _HUGE:
            return ""  # other spellings hold many chance words
        only = has_no_rival(find, context) and (find.kind == 0 or variant)
        village = find.led and (unit.prior >= _VILLAGE or is_government(find, context))
        alone = only and (unit.prior >= _TOWN or village or len(find.key) >= _VERY_LONG)
        told = (
            again
            or (find.heads and unit.prior >= _SMALL)
            or find.joined
            or find.bound
            or ((find.led or find.acts) and (phrase or unit.prior >= _TOWNSHIP))
        )
        if alone and (len(find.key) >= _LONG_NAME or votes or told):
            return "only one"
        if again and (find.kind == 0 or variant) and find.key in context.led and unit.prior >= _SMALL:
            return "told again and again"
    return _known_reason(find, context)


def _known_reason(find: Find, context: Context) -> str:
    """Return why a name is a place by what is known of it and its country, whatever its script."""
    unit, votes = find.best, context.votes[find.best.country]
    if _is_own_city(find, context):
        return "known"
    if find.script == "kana" and find.bound and find.kind == 0 and unit.level != "admin2" and unit.prior >= _LEAST:
        return "beside a word for a tie"
    if find.kinds and A_PLACE not in find.kinds and not votes:
        return ""
    if unit.prior >= _LARGE or (votes and (is_government(find, context) or unit.prior >= _SMALL)):
        return "known"
    if _is_only_a_place(find):
        return "only one"
    if find.script == "hangul" and find.kind == 0 and find.key in context.repeated and unit.prior >= _SMALL:
        return "told again and again"
    return ""


def _is_only_a_place(find: Find) -> bool:
    """Say whether a name in Katakana is a list's for places of one country alone, and by a dictionary no other word."""
    misfit = find.marker and find.best.level not in FITS[find.marker]
    if find.script != "kana" or find.kind or find.masked or misfit or find.best.level == "admin2":
        return False
    only = len({c.unit.country for c in find.candidates}) == 1
    known = find.kinds == A_PLACE and find.best.prior >= _VILLAGE
    return only and (known or (not find.kinds and len(find.surface) >= _LONG_READING and find.best.prior >= _TOWN))


def _is_own_city(find: Find, context: Context) -> bool:
    """Say whether a name in Han characters is a city's of a home country, and long or told again: 釜ヶ谷, no 神谷."""
    unit = find.best
    own = find.script == "han" and find.kind == 0 and unit.level == "city" and unit.country in context.home
    told = len(find.surface) >= _WHOLE_NAME or find.key in context.repeated
    return own and told and not (find.marker or find.masked or find.tail) and _is_native(find)


def has_no_rival(find: Find, context: Context) -> bool:
    """Say whether the chosen unit is the only one of its name, or the others are small ones of unnamed countries.

    What only some spell so must be far larger, or of a country told of more, to be a rival of a place called so.
    """
    unit, told = find.best, context.votes[find.best.country]
    others = [c for c in find.candidates if c.unit.country != unit.country]
    odd = unit.prior * _FAR_SMALLER if find.kind == 0 else 0
    called = [c.unit for c in others if not c.kind or c.unit.prior > odd or context.votes[c.unit.country] > told]
    return all(
        (told > 0 and _HARDLY * context.votes[o.country] <= told)
        or (o.prior * _FAR_SMALLER <= unit.prior and 2 * context.votes[o.country] <= told)
        or (o.prior <= unit.prior and 2 * context.votes[o.country] < told)
        for o in called
    )


def _is_run_together(find: Find) -> bool:
    """Say whether words in capitals are a name only when read as one word, or are its unusual spelling: WE ARE."""
    if not find.surface.isupper() or find.near:
        return False
    parted = " " in find.surface and not _PARTS.search(find.best.name) and find.surface not in _bynames()
    return parted or (find.kind == 1 and find.best.prior < _HUGE and not is_variant(find, find.best))


@cache
def _bynames() -> frozenset[str]:
    """The further names of places in capitals, which need not be like their own: that of a county's seat."""
    return frozenset(name.upper() for name in vocabulary.load().aliases)


def _is_great(find: Find) -> bool:
    """Say whether a long word can only be the name, by far and akin to its own, that others give a great city."""
    akin = len(find.key) >= _LONG_WORD and find.margin >= _FAR_AHEAD and is_variant(find, find.best, _AKIN)
    return akin and find.best.prior >= _HUGE


def _common_but_clear(find: Find, context: Context) -> bool:
    """A common word is a place if large, inside a sentence, and led by a preposition or by its country's votes.

    So is one, large or of a country in the document, that is written large again and again, and never small.
    """
    unit, votes = find.best, context.votes[find.best.country]
    if not (find.kind == 0 or is_usual(find, unit) or _is_great(find)) or find.surface.lower() in context.lower:
        return False
    county = unit.level == "admin2"
    if find.key in context.repeated and unit.prior >= (_SMALL if votes else _KNOWN) and (votes or not county):
        return True
    if (find.heads and unit.prior >= _LARGER) or (find.acts and unit.prior >= _HUGE):
        return True
    own = votes >= _OWN and unit.country in context.home and is_government(find, context)
    return (
        (unit.prior >= _LARGE or own)
        and not (find.tail or find.initial)
        and bool(find.led or (unit.prior >= _LARGER and votes))
    )
