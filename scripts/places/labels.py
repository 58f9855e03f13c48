"""English names that tell a region from the city it is called after."""

from __future__ import annotations

from collections import defaultdict

from places.draft import Draft, Unit
from places.regions import LISTED

from kembar.places.names import fold

#: What a unit is called beside a city of its name, by country and level.
_WORDS = {
    ("ID", "admin1"): "{} Province",
    ("ID", "admin2"): "{} Regency",
    ("JP", "admin1"): "{} Prefecture",
    ("KR", "city"): "{}-si",
}


def tell_apart(draft: Draft) -> None:
    """Name regencies, prefectures and provinces with their type word where a larger city of the country has the name."""
    cities: dict[tuple[str, str], list[Unit]] = defaultdict(list)
    for unit in draft.units:
        if unit.country in LISTED and unit.level in ("city", "metro"):
            cities[unit.country, fold(unit.name)].append(unit)
    for unit in draft.units:
        form = _WORDS.get((unit.country, unit.level))
        same = [c for c in cities.get((unit.country, fold(unit.name)), []) if c is not unit]
        if form and same and (unit.level != "city" or any(c.level == "metro" for c in same)):
            unit.name = form.format(unit.name)
