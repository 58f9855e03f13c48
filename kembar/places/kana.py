"""Names in Katakana that no list spells: which place of their country, or of those a document tells of, they are.

"ポルテルビル市（アメリカ）" says where to look. Foreign names stand out in Kana, so the country may be told elsewhere
in the document: a name with its type word ("レオミンスター市", "湖の町ツェルアムゼー") or joined to a place that is
known ("七尾とモントレー") is looked for in the countries that the document tells of.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from kembar.alphabets import KATAKANA
from kembar.places import officers, vocabulary
from kembar.places.database import A_PERSON, A_PLACE, A_WORD, READ, Candidate, Database, Unit
from kembar.places.letters import FEWEST, Spellings, sounds
from kembar.places.mention import FITS, Find
from kembar.places.names import script
from kembar.places.typewords import bare

REGIONS = ("country", "admin1", "metro")
TYPED = ("city", "county", "province", "ward")
LEVELS = {
    "city": FITS["city"],
    "county": ("admin2", "city", "place"),
    "province": ("admin1", "metro", "admin2"),
    "ward": (*FITS["ward"], "city"),
    "": (*FITS["city"], "admin1"),
}
Least = tuple[float, float]
#: How likely a place must be (logarithm) and how well each sound must fit: with its type word beside its country,
#: behind it without one, the same told again, before it in brackets or a row, and where the country stands elsewhere.
_TYPED_BESIDE, _PLAIN_BESIDE, _AGAIN, _BRACKETED = (0.0, 1.3), (5.0, 1.3), (1.0, 1.8), (2.5, 1.3)
_ELSEWHERE, _JOINED = (2.0, 1.5), (4.0, 1.6)
#: The same for a name that heads what stands below it and comes again there, and how far others must be behind.
_HEADED, _AHEAD = (1.5, 1.3), 4.0
#: The same for a name that stands out by its letters alone, and for one of fewer signs than a whole name has; by how
#: much each sound of another place that is not less like it may fit worse.
_CLEAR, _CLEAR_SHORT, _WHOLE, _NEARLY = (5.0, 2.0), (6.0, 2.2), 3, 0.5
#: The same for a name of few sounds, and how far others must be behind.
_SHORT = (-2.5, 2.0, 2.0)
_LONGEST = 24
#: The least signs of each half of a word that two make: サッカークラブ.
_HALF = 3
#: So many countries are looked through for a name that stands by none, those told of most.
_COUNTRIES = 5
#: So many different unknown names of a text are looked for in all of them, and counted.
_MOST_NAMES, _MOST_COUNTED = 60, 200
#: Of so many names it is kept what they mean in a country.
_KEPT = 500
#: Levels of which a country has few; what a town loses where a district is told.
_RARE, _NO_DISTRICT = ("province",), 2.0
#: How much likelier a district must be that no type word tells, where no town is called so.
_UNTYPED = 3.0
#: The signs of a name in Kana.
PLAIN = f"[{KATAKANA}ー・＝=゠]"


@cache
def words() -> frozenset[str]:
    """Return the words that are no places though they sound like some."""
    found = vocabulary.load()
    return frozenset((*found.words("never"), *found.words("common")))


def is_word(name: str, database: Database) -> bool:
    """Say whether a dictionary knows a name as a word or a person's and as no place, or its halves as plain words."""
    if name in words():
        return True
    if kinds := database.kinds_of(name):
        return A_PLACE not in kinds
    halves = ((name[:at], name[at:]) for at in range(_HALF, len(name) - _HALF + 1)) if script(name) == "kana" else ()
    return any(all(database.kinds_of(part) == A_WORD for part in parts) for parts in halves)


def is_person(name: str, database: Database) -> bool:
    """Say whether a dictionary knows a name as a person's alone, as it knows many that are places' too."""
    return name not in words() and database.kinds_of(name) == A_PERSON


def spellings(database: Database, country: str, region: str = "", level: str = "") -> Spellings:
    """Return the names of a country or of one of its regions; where few are of a level, those alone."""
    return _ordered(database, country, region, level if level in _RARE else "")


@cache
def _ordered(database: Database, country: str, region: str, level: str) -> Spellings:
    """Put names in order when they are first needed."""
    units = [u for u in database.units_of(country) if not region or u.a1 == region]
    return Spellings([u for u in units if not level or u.level in LEVELS[level]], _KEPT)


def beside(text: str, name: str, level: str, behind: bool, here: Spellings) -> Unit | None:
    """Return what a name beside a country or behind a region is there: ``behind`` it, or before it."""
    if level:
        return _nearest(name, level, here, _TYPED_BESIDE)
    found = _nearest(name, level, here, _PLAIN_BESIDE if behind else _BRACKETED)
    return found or (_nearest(name, level, here, _AGAIN) if behind and text.count(name) > 1 else None)


def clear(name: str, level: str, here: Spellings) -> Unit | None:
    """Return the place that a name hardly can be another than: 파탄 in Nepal."""
    least = _CLEAR_SHORT if len(name) < _WHOLE else _CLEAR
    return _nearest(name, level, here, least) if len(sounds(name)) >= FEWEST else None


def fits(name: str, unit: Unit, here: Spellings) -> bool:
    """Say whether the letters of a place may be spoken like a name."""
    return any(heard.unit.n == unit.n for heard in here.heard(name, _CLEAR[1] - _NEARLY))


def _nearest(name: str, level: str, here: Spellings, least: Least) -> Unit | None:
    """Return the place that sounds most like a name, if one does as well as it must."""
    if len(sounds(name)) < FEWEST:
        return _short(name, level, here) if least is _TYPED_BESIDE else None
    likely, fit = least
    heard = [h for h in here.heard(name, fit) if h.sum >= likely]
    fitting = (h for h in heard if _may_be(h.unit, level))
    districts = (h for h in heard if not level and h.unit.level == "admin2" and h.sum >= likely + _UNTYPED)
    best = max(fitting, key=lambda h: h.sum - _NO_DISTRICT * _is_odd(h.unit, level), default=None)
    best = best or max(districts, key=lambda h: h.sum, default=None)
    return best.unit if best else None


def _may_be(unit: Unit, level: str) -> bool:
    """Say whether a unit is of a level told; a city may be a district that is governed as one: City of Glen Eira."""
    return unit.level in LEVELS[level] or (level == "city" and unit.level == "admin2" and bare(unit.name) == unit.name)


def _is_odd(unit: Unit, level: str) -> bool:
    """Say whether a unit is of a level told, but others are so rather."""
    return (level, unit.level) in (("ward", "place"), ("city", "admin2"))


def _short(name: str, level: str, here: Spellings) -> Unit | None:
    """Return the place that a name of few sounds means, where no other is nearly as likely: ポー."""
    heard = [h for h in here.heard(name) if h.unit.level in LEVELS[level]]
    likely, fit, ahead = _SHORT
    if not heard or heard[0].sum < likely or heard[0].fit < fit:
        return None
    return heard[0].unit if all(h.sum <= heard[0].sum - ahead for h in heard[1:2]) else None


def add(known: Find, unit: Unit, finds: Iterable[Find]) -> None:
    """Let a known name mean a further place; one that else were a country's means it alone: ヴァーレン, no Bahrain."""
    if known.candidates[0].unit.level != "country":
        known.candidates += (Candidate(unit, READ),)
        return
    for find in finds:
        if find.key == known.key:
            find.candidates = (Candidate(unit, READ),)


@cache
def _slots() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return where a name in Kana is told as a town, and what stands behind and before a place that it is joined to."""
    known, any_of = vocabulary.load(), vocabulary.alternatives
    types = {lv: any_of(known.type_words(lv, "after", "han")) for lv in ("city", "county")}
    plain = any_of(known.words("not_types", "han"))
    typed = f"(?!{plain})(?:" + "|".join(f"(?P<{lv}>{types[lv]})" for lv in types) + ")"
    led = any_of(known.words("town_before", "han"))
    joiner = any_of([*known.words("joiners", "han"), *known.words("joiners", "kana")])
    told = rf"(?<!{PLAIN}){led}?「?(?P<name>{PLAIN}{{2,18}}){typed}|{led}「?(?P<led>{PLAIN}{{3,18}})(?!{PLAIN})"
    name = rf"(?P<name>{PLAIN}{{3,18}})"
    return re.compile(told), re.compile(f"{joiner}「?{name}"), re.compile(rf"(?<!{PLAIN}){name}{joiner}$")


@cache
def _heads() -> re.Pattern[str]:
    """Return a name that stands alone in its line, as a heading does."""
    return re.compile(rf"^[^\S\n]*[■◆◇○●□▼▽▲△【〔［]?[^\S\n]*(?P<name>{PLAIN}{{4,18}})[】〕］]?[^\S\n]*$", re.MULTILINE)


def introduced(
    text: str, named: Mapping[int, Find], near: Mapping[int, object], database: Database, unsought: dict[str, int]
) -> Iterator[tuple[str, int, Unit]]:
    """Yield names in Kana that a document tells as towns, with where, and the place in one of its countries.

    So is a known name whose places all lie in countries that the document does not tell of.
    """
    abroad = [f.candidates[0].unit for f in named.values() if f.script != "latin"]
    own = vocabulary.load().words("han_countries")
    told = Counter(unit.country for unit in abroad if unit.level in REGIONS and unit.country not in own)
    if not told:
        return
    here = {*told, *own}
    taken = {f.start for f in named.values() if any(c.unit.country in here for c in f.candidates)} | near.keys()
    seen: dict[tuple[str, str], Unit | None] = {}
    for name, level, start, least in _told(text, list(named.values()), database, unsought):
        known = named.get(start)
        whole = known is None or known.surface in (name, name[:-1])
        if start in taken or not whole or name in words() or script(name) != "kana":
            continue
        if (name, level) not in seen:
            if len(seen) == _MOST_NAMES:
                unsought.setdefault(name, start)
                continue
            seen[name, level] = _in_one_of(told, name, level, least, database)
        unit = seen[name, level]
        if unit is not None:
            yield name, start, unit


def _told(
    text: str, finds: Sequence[Find], database: Database, unsought: dict[str, int]
) -> Iterator[tuple[str, str, int, Least]]:
    """Yield names with the level told, their start, and how likely and fitting a place must be."""
    told, behind, before = _slots()
    for match in _heads().finditer(text):
        if text.count(match["name"]) > 1 and not is_word(match["name"], database):
            yield match["name"].strip("・"), "", match.start("name"), _HEADED
    for match in told.finditer(text):
        group = "name" if match["name"] else "led"
        if officers.is_officer(text, *match.span(group)) or (group == "led" and is_word(match["led"], database)):
            continue
        level = next((lv for lv in ("city", "county") if match[lv]), "city")
        yield match[group].strip("・"), level, match.start(group), _ELSEWHERE
    counts: dict[str, int] = {}
    for find in finds:
        if find.candidates[0].unit.level == "country":
            continue
        left = max(0, find.start - _LONGEST)
        for joined in (behind.match(text, find.type_end), before.search(text, left, find.start)):
            if joined and joined["name"] not in counts and len(counts) < _MOST_COUNTED:
                counts[joined["name"]] = text.count(joined["name"])
            elif joined and joined["name"] not in counts and not is_word(joined["name"], database):
                unsought.setdefault(joined["name"], joined.start("name"))
            if joined and counts.get(joined["name"], 0) > 1 and not is_word(joined["name"], database):
                yield joined["name"].strip("・"), "", joined.start("name"), _JOINED


def _in_one_of(told: Counter[str], name: str, level: str, least: Least, database: Database) -> Unit | None:
    """Return the likeliest place of a name in the countries that a document tells of most."""
    likely, fit = least
    if len(sounds(name)) < FEWEST:
        return None
    heard = (
        h
        for country, _ in sorted(told.items(), key=lambda entry: (-entry[1], entry[0]))[:_COUNTRIES]
        for h in spellings(database, country).heard(name, fit)
    )
    fitting = [h for h in heard if h.sum >= likely and _may_be(h.unit, level)]
    best = max(fitting, key=lambda h: h.sum - _NO_DISTRICT * _is_odd(h.unit, level), default=None)
    rivals = least is _HEADED and any(h.sum > best.sum - _AHEAD for h in fitting if h is not best) if best else False
    return best.unit if best and not rivals else None
