"""English names: without foreign type words, and telling a region from the city it is called after."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from places.draft import OFFICIAL, Draft, Unit
from places.regions import LISTED

from kembar import yamlfile
from kembar.places.names import fold
from kembar.places.typewords import bare

#: What a unit is called beside a city of its name, by country and level.
_WORDS = {
    ("ID", "admin1"): "{} Province",
    ("ID", "admin2"): "{} Regency",
    ("JP", "admin1"): "{} Prefecture",
    ("KR", "city"): "{}-si",
}
#: Sides in Indonesian and English.
SIDES = {
    "Utara": "North", "Selatan": "South", "Timur": "East", "Barat": "West", "Tengah": "Central",
    "Tenggara": "Southeast",
}  # fmt: skip
#: Endings that stay: readers know them, and comparisons of names pass over them.
_ENGLISH = (" City", " County", " District", " Province", " Region", " State", " Oblast", " Krai")


def plain(draft: Draft) -> None:
    """Take type words off that are no English ones: Gemeente, Comune di, Governorate."""
    for unit in draft.units:
        short = bare(unit.name)
        if short != unit.name and unit.country not in LISTED and not unit.name.endswith(_ENGLISH):
            unit.name = short


def sides(draft: Draft) -> None:
    """Name parted regencies as their provinces are: West Java, North Toraja."""
    for n, unit in enumerate(draft.units):
        first, _, side = unit.name.rpartition(" ")
        if unit.country == "ID" and unit.level == "admin2" and first and side in SIDES:
            unit.name = f"{SIDES[side]} {first}"
            draft.call(n, unit.name, OFFICIAL)


def rename(draft: Draft, folder: Path) -> None:
    """Give the units of ``renamed.yaml`` their usual English name."""
    top = yamlfile.load(folder / "renamed.yaml")
    for n, unit in enumerate(draft.units):
        if unit.id in top:
            unit.name = top.text(unit.id)
            draft.call(n, unit.name, OFFICIAL)


def tell_apart(draft: Draft) -> None:
    """Name regencies, prefectures and provinces with their type word where a city of the country has the name."""
    cities: dict[tuple[str, str], list[Unit]] = defaultdict(list)
    for unit in draft.units:
        if unit.country in LISTED and unit.level in ("city", "metro"):
            cities[unit.country, fold(unit.name)].append(unit)
    for unit in draft.units:
        form = _WORDS.get((unit.country, unit.level))
        same = [c for c in cities.get((unit.country, fold(unit.name)), []) if c is not unit]
        if form and same and (unit.level != "city" or any(c.level == "metro" for c in same)):
            unit.name = form.format(unit.name)
