"""What the finds of a text say about each other: regions beside names, votes of countries, pairs, surnames."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice, pairwise

from kembar.places import vocabulary
from kembar.places.database import MADE, Unit
from kembar.places.mention import FITS, Find
from kembar.places.names import script

_LONGEST_GAP = 12
_OF_SOUND = ("hangul", "kana")
_NEIGHBOURS = 4
_SAME_PLACE_WITHIN = 300  # characters: a name qualified only later is a contrast to the first one
_VOTE_OF_COUNTRY, _VOTE_OF_USED_COUNTRY, _VOTE_OF_PLACE = 2.0, 0.5, 1.0
_CLEAR_PLACE, _RIVAL = 100_000, 15_000
_SURNAME_BELOW = 300_000
_KM_OF_A_DEGREE, _KM_CLOSE = 111, 60
#: The code of a country in brackets behind a name, or in the next column of a table.
_COUNTRY_CODE = re.compile(
    r"(?:\s?[(\[/]|\s?[|;\t]\s*|[^\S\n]{2,}|,\s?\")([A-Z]{2})(?=[)\]/|;\t\",]|\s{2})|,\s([A-Z]{2})\)"
)
_ABBREVIATED = re.compile(r"(?:,?\s\(?|\s?[|;\t]\s*|[^\S\n]{2,})(U\.\s?S\.(?:\s?A\.)?|U\.\s?K\.|USA)(?!\w)")
#: What parts the columns of a table.
_COLUMN = re.compile(r"[^\S\n]*(?:[^\S\n]{2}|[|;\t])[^\S\n]*")
_WIDEST = 40
_LOWER = re.compile(r"(?<![\w/#@.=&-])[a-z]{2,}(?![\w/@=-]|\.\w)")  # words in addresses are no words


@dataclass(slots=True)
class Context:
    """What scoring and acceptance know of the document besides the find itself."""

    home: frozenset[str]
    votes: Counter[str] = field(default_factory=Counter)
    lower: frozenset[str] = frozenset()
    contrasts: frozenset[tuple[str, str]] = frozenset()
    late: frozenset[int] = frozenset()
    repeated: frozenset[str] = frozenset()
    led: frozenset[str] = frozenset()
    called: frozenset[int] = frozenset()
    regions: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    partners: Mapping[str, frozenset[str]] = field(default_factory=dict)
    clear: Mapping[str, Mapping[str, Unit]] = field(default_factory=dict)

    def around(self, find: Find, unit: Unit, most: int) -> int:
        """Return how many towns of the text that can mean nothing else lie near a unit: writers know their region.

        No more than ``most`` are counted, or a long list of towns would be gone through for each of them.
        """
        others = (o for key, o in self.clear.get(unit.country, {}).items() if key != find.key and o.n != unit.n)
        return sum(1 for _ in islice((o for o in others if _is_close(o, unit)), most))

    def twins(self, find: Find, unit: Unit) -> int:
        """Return how many other names of the text may mean a place that a unit is known to be twinned with."""
        keys = self.partners.get(unit.id, frozenset())
        return len(keys) - (find.key in keys)

    def share(self, country: str) -> float:
        """Return the part of all votes that a country has."""
        return self.votes[country] / (sum(self.votes.values()) or 1)


def read(
    text: str, finds: Sequence[Find], countries: Iterable[str] | Mapping[str, float], home: frozenset[str]
) -> Context:
    """Mark the finds (near, joined, lonely, glued) and return what they say together."""
    _mark_regions(text, finds)
    context = Context(home, _votes(finds, Counter(countries)), frozenset(_LOWER.findall(text)))
    _mark_joined(text, finds)
    _mark_lonely(finds)
    _mark_surnames(finds)
    context.late, context.contrasts = _contrasts(finds, context.votes)
    context.repeated = _repeated(finds)
    context.regions = _regions(finds, context.lower)
    latin = [f for f in finds if f.script == "latin" and not f.common]
    named = ([c.unit for c in f.candidates if c.kind == 0 and c.unit.name == f.surface] for f in latin)
    context.called = frozenset(units[0].n for units in named if units)
    context.clear = _clear(latin)
    context.led = frozenset(f.key for f in finds if f.led and not f.glued)
    return context


@cache
def _gaps() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what may stand between a name and its region, and between two partners."""
    words, any_of = vocabulary.load(), vocabulary.alternatives
    latin = any_of(words.words("beside", "latin"))
    asian = any_of([*words.words("beside", "hangul"), *words.words("beside", "kana"), *words.words("beside", "han")])
    typed = any_of(words.type_words("province", "before", "latin"))
    region = re.compile(rf"(?:,?\s\(?| ?[,(（、・]\s?|{asian}\s?|,?\s{latin}\s|,\s(?i:{typed})\s|)")
    joiners = any_of(words.words("joiners", "latin"))
    asian = any_of(w for s in ("hangul", "kana", "han") for w in words.words("joiners", s))
    pair = re.compile(rf"(?:\s{joiners}\s|\s?{asian}\s?|\s?[-–—&·・/]\s?)")
    return region, pair


@cache
def _region_codes() -> tuple[re.Pattern[str], Mapping[str, str]]:
    codes = vocabulary.load().regions
    return re.compile(rf",\s?({vocabulary.alternatives(codes)})(?!\w)"), codes


@cache
def _owned() -> re.Pattern[str]:
    """Return what stands between a country and a place that is called its: "the Polish town of", "Peru's port"."""
    words = vocabulary.load()
    nouns = vocabulary.alternatives(words.words("place_nouns", "latin"))
    return re.compile(rf"(?:['’]s)?\s(?:[^\W\d_]+\s)?(?i:{nouns})(?:\s(?:of\s)?|,\s)|['’]s\s")


#: What stands between a name and the country of what it is called: "Foo, our French sister", "Foo, a Polish port".
_CALLED = re.compile(r",\s(?:[a-z]+\s){1,2}")


@cache
def _nouns() -> re.Pattern[str]:
    """Return what a place is called behind its country: "French sister", "Polish port"."""
    words = vocabulary.load()
    nouns = vocabulary.alternatives([*words.words("place_nouns", "latin"), *words.words("bond", "latin")])
    return re.compile(rf"\s{nouns}(?!\w)")


def _is_called(text: str, name: Find, country: Find) -> bool:
    """Say whether a country behind a name and a comma tells of what the name is: "Foo, our French sister"."""
    near = country.start - name.type_end <= _LONGEST_GAP
    called = near and _CALLED.fullmatch(text, name.type_end, country.start)
    return bool(called and _nouns().match(text, country.end))


def _mark_regions(text: str, finds: Sequence[Find]) -> None:
    gap, _ = _gaps()
    for left, right in pairwise(finds):
        if left.type_end <= right.start <= left.type_end + _LONGEST_GAP and gap.fullmatch(
            text, left.type_end, right.start
        ):
            _lend_region(right, left)
            _lend_region(left, right)
        elif left.candidates[0].unit.level == "country" and _owned().fullmatch(
            text[left.end : min(right.start, left.end + _WIDEST)]
        ):
            _lend_region(left, right)
        elif right.candidates[0].unit.level == "country" and (
            _is_called(text, left, right)
            or _COLUMN.fullmatch(text[left.type_end : min(right.start, left.type_end + _WIDEST)])
        ):
            _lend_region(right, left)
    code, codes = _region_codes()
    for find in finds:
        match = code.match(text, find.end, find.end + _LONGEST_GAP)
        if match:
            country = codes[match[1]].partition(".")[0]
            find.near += ((country, codes[match[1]], -1),)
        short = _ABBREVIATED.match(text, find.end, find.end + _WIDEST) if find.script == "latin" else None
        if short:
            find.near += (("GB" if "K" in short[1] else "US", None, -1),)
        beside = _COUNTRY_CODE.match(text, find.end, find.end + _WIDEST)
        if beside and find.script == "latin" and beside[2] not in codes:
            find.near += ((beside[1] or beside[2], None, -1),)


def _lend_region(region: Find, find: Find) -> None:
    """Let a country or first-level unit speak for the name beside it; in Latin letters it stands after the name.

    A city speaks so for the district behind it.
    """
    sure = region.marker == "province"
    known = [c for c in region.candidates if c.kind < MADE or sure]
    levels = ("country", "admin1", "metro", "admin2") if sure else ("country", "admin1", "metro")
    levels = (*levels, "city") if find.marker == "ward" and region.marker == "city" else levels
    units = [c.unit for c in known if c.unit.level in levels][:3]
    after = region.start > find.start
    if units and (units[0].level == "country" or after or region.script != "latin"):
        find.near += tuple((u.country, None if u.level == "country" else u.a1, u.n) for u in units)


def is_near(find: Find, country: str, a1: str | None, n: int) -> bool:
    """Say whether the country or region of a unit stands beside a find."""
    return any(c == country and (region is None or (region == a1 and row != n)) for c, region, row in find.near)


def is_within(find: Find, unit: Unit) -> bool:
    """Say whether the first-level unit that a unit lies in stands beside a find."""
    return any(c == unit.country and region and region == unit.a1 and row != unit.n for c, region, row in find.near)


def _votes(finds: Sequence[Find], votes: Counter[str]) -> Counter[str]:
    """Add what countries and large places speak for to the votes given.

    A place of a country that these speak against has no voice where it has a namesake in one that they speak for.
    """
    given = dict(votes)
    for i, find in enumerate(finds):
        unit = find.candidates[0].unit
        if unit.level == "country" and not find.glued:
            votes[unit.country] += _VOTE_OF_USED_COUNTRY if _is_used(finds, i) else _VOTE_OF_COUNTRY  # type: ignore[assignment]
        elif (
            not find.common
            and not find.glued
            and unit.prior >= _CLEAR_PLACE
            and _one_country(find)
            and _is_usual(find)
            and not (given.get(unit.country, 1) == 0 and _is_given(find, given))
        ):
            votes[unit.country] += _VOTE_OF_PLACE  # type: ignore[assignment]
    return votes


def _is_given(find: Find, given: Mapping[str, float]) -> bool:
    """Say whether a name is that of a place in a country with votes."""
    return any(given.get(c.unit.country) for c in find.candidates if c.kind == 0)


def _is_usual(find: Find) -> bool:
    """Say whether a name alone is not known to mean another place than the largest of that name."""
    usual = vocabulary.load().usual.get(find.key) if find.script == "latin" else None
    return usual in (None, find.candidates[0].unit.id)


def _regions(finds: Sequence[Find], small: frozenset[str]) -> Mapping[tuple[str, str], frozenset[str]]:
    """Return the states and provinces, as (country, code), of which names tell that can hardly mean anything else.

    A name that the text also writes in small letters, or that only opens one sentence, may be a word of it.
    """
    found: dict[tuple[str, str], frozenset[str]] = {}
    for find in finds:
        meant = [c.unit for c in find.candidates if not find.marker or c.unit.level in FITS[find.marker]]
        word = find.common or find.lonely or find.surface.lower() in small
        if find.script != "latin" or word or find.glued or not meant:
            continue
        unit = meant[0]
        clear = len({u.country for u in meant if u.prior >= _RIVAL}) == 1
        known = unit.level == "admin1" or unit.prior >= (_RIVAL if find.marker == "county" else _CLEAR_PLACE)
        if clear and known and unit.a1:
            at = (unit.country, unit.a1)
            found[at] = found.get(at, frozenset()) | {find.key}
    return found


def _clear(finds: Sequence[Find]) -> Mapping[str, Mapping[str, Unit]]:
    """Return by country and key the towns of whose name no other country has one of any size."""
    sure = (f for f in finds if not f.glued and _one_country(f))
    units = ((f.key, f.candidates[0].unit) for f in sure if f.candidates[0].kind == 0)
    clear: dict[str, dict[str, Unit]] = defaultdict(dict)
    for key, unit in units:
        if unit.level in ("city", "metro", "place") and unit.prior >= _RIVAL:
            clear[unit.country][key] = unit
    return dict(clear)


def _is_close(a: Unit, b: Unit) -> bool:
    """Say whether two units lie within a day's walk or two of each other."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return False
    north, east = a.lat - b.lat, (a.lon - b.lon) * math.cos(math.radians(a.lat))
    return math.hypot(north, east) * _KM_OF_A_DEGREE < _KM_CLOSE


def _one_country(find: Find) -> bool:
    return len({c.unit.country for c in find.candidates if c.unit.prior >= _RIVAL}) == 1


def _is_used(finds: Sequence[Find], i: int) -> bool:
    """Say whether a country stands beside a name: it speaks for that name and hardly for the document."""
    country = finds[i].candidates[0].unit.country
    around = finds[max(0, i - _NEIGHBOURS) : i + _NEIGHBOURS + 1]
    return any(c == country for f in around if abs(f.start - finds[i].start) < 40 for c, _, _ in f.near)


def _mark_joined(text: str, finds: Sequence[Find]) -> None:
    _, pair = _gaps()
    for left, right in pairwise(finds):
        close = left.type_end < right.start <= left.type_end + _LONGEST_GAP
        left.joined = bool(close and pair.fullmatch(text, left.type_end, right.start))
        if text[left.end : right.start] == " " and _may_be_names(left, right):
            left.tail = right.tail = True


def _may_be_names(left: Find, right: Find) -> bool:
    """Say whether two small places side by side are rather the names of a person: Alma Bunbury."""
    if left.script != "latin" or left.marker or right.marker or left.near or right.near:
        return False
    return all(f.candidates[0].unit.prior < _SURNAME_BELOW and f.best.level in ("place", "city") for f in (left, right))


def _mark_lonely(finds: Sequence[Find]) -> None:
    begun = Counter(f.key for f in finds if f.initial and not f.common and not f.glued)
    attested = {f.key for f in finds if not f.initial} | {key for key, n in begun.items() if n > 1}
    for find in finds:
        find.lonely = find.initial and find.key not in attested and " " not in find.surface and "-" not in find.surface


def _repeated(finds: Sequence[Find]) -> frozenset[str]:
    """Return the names that stand inside sentences, in no person's name, more than once."""
    inside = Counter(f.key for f in finds if not (f.initial or f.glued or f.tail))
    return frozenset(key for key, n in inside.items() if n > 1)


def _mark_surnames(finds: Sequence[Find]) -> None:
    """A small name that is part of persons' names in half of its uses, and never marked as a place, is a surname.

    So is a word, be it a large place too, the end of longer names: the Mekong Delta.
    """
    seen = Counter(f.key for f in finds)
    glued = Counter(f.key for f in finds if f.glued)
    places = {f.key for f in finds if (f.marker and not f.common) or f.near or f.led}
    for find in finds:
        surname = 2 * glued[find.key] >= seen[find.key] and find.key not in places
        if surname and (find.common or find.candidates[0].unit.prior < _SURNAME_BELOW):
            find.glued = True


def _contrasts(finds: Sequence[Find], votes: Mapping[str, float]) -> tuple[frozenset[int], frozenset[tuple[str, str]]]:
    """Return the starts of finds that are qualified late, and (key, country) that other finds of the key are not.

    "Cambridge ..., and later Cambridge, Massachusetts": the second is American and the first is therefore not. But a
    foreign name in Kana or Hangul is no namesake of a town in a country that the text does not tell of.
    """
    first: dict[str, int] = {}
    early: dict[str, set[str]] = {}
    for find in finds:
        first.setdefault(find.key, find.start)
        if find.near and find.start - first[find.key] < _SAME_PLACE_WITHIN:
            early.setdefault(find.key, {country for country, _, _ in find.near})
    late = [f for f in finds if f.near and not early.get(f.key, set()) & {country for country, _, _ in f.near}]
    late = [f for f in late if f.script not in _OF_SOUND or _may_be_elsewhere(f, votes)]
    return frozenset(f.start for f in late), frozenset((f.key, country) for f in late for country, _, _ in f.near)


def _may_be_elsewhere(find: Find, votes: Mapping[str, float]) -> bool:
    """Say whether a name may mean a place of its own script, or of a country told of that does not stand beside it."""
    beside = {country for country, _, _ in find.near}
    units = [c.unit for c in find.candidates if c.unit.country not in beside]
    return any(votes.get(unit.country) or script(unit.local) == find.script for unit in units)
