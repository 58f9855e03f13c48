"""Add to the register of known ties those of a second reading of Wikidata, which names places without country.

usage: python scripts/add_ties.py NAMES.tsv RELATIONS.tsv

NAMES.tsv (id, name) and RELATIONS.tsv (two ids a line) are ``names.tsv`` and ``relations.tsv`` of
github.com/L3viathan/sister-cities, read from Wikidata's property "twinned administrative body" (CC0); other files than
those of ``scripts/places/TIES.txt`` are refused. Run it after scripts/build_ties.py: what that one wrote is kept. A
name is resolved if the gazetteer has one place of it, or if one of several is tied in the register with a place that
the source ties it with, or is the one region among them and tied with a region. All others are left out, and so are
ties within a country; how many is printed.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from build_ties import IN_USE, LEVELS, NEAR, PINS, pinned, write

from kembar import places
from kembar.places import register
from kembar.types import Place

#: The words before the names of the source that say that a whole region is meant.
REGIONS = {"Departamento", "Département", "Gouvernement", "Kreis", "Landkreis", "Oblast", "Powiat", "Provinz"}
REGIONS |= {"Präfektur", "Region"}

Links = Mapping[str, frozenset[str]]


def meanings(name: str) -> list[Place]:
    """Return the places that a name may mean: one of those that lie together, a town before what lies around it."""
    word, _, rest = name.partition(" ")
    if word in REGIONS and rest:
        return _regions(rest)
    apart: list[list[Place]] = []
    for place in _places(name):
        same = next((group for group in apart if _are_near(group[0], place)), None)
        if same is None:
            apart.append([place])
        else:
            same.append(place)
    return [min(group, key=lambda p: (p.level not in LEVELS, -(p.population or 0))) for group in apart]


def _regions(name: str) -> list[Place]:
    """Return the units of the first two levels of a name; of those of one country the first level alone."""
    found = [place for place in _places(name) if place.level in ("admin1", "admin2")]
    first = {place.country for place in found if place.level == "admin1"}
    return [place for place in found if place.level == "admin1" or place.country not in first]


def _places(name: str) -> list[Place]:
    """Return the places on the map that bear a name."""
    named = [place for place, kind in places.gazetteer().candidates(name) if kind <= IN_USE]
    return [place for place in named if place.level != "country" and place.lat is not None and place.lon is not None]


def _are_near(one: Place, other: Place) -> bool:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None or one.country != other.country:
        return False
    return max(abs(one.lat - other.lat), abs(one.lon - other.lon)) < NEAR


def resolved(names: Mapping[str, str], links: Links) -> dict[str, Place]:
    """Return the places of the ids whose names mean one place only, alone or beside those that they are tied with."""
    readings = {node: meanings(name) for node, name in names.items()}
    alone = {node: found[0] for node, found in readings.items() if len(found) == 1}
    known = dict(alone)
    for node, found in readings.items():
        partners = [alone[other] for other in links.get(node, ()) if other in alone]
        if len(found) > 1 and (place := likely(found, partners)):
            known[node] = place
    missing = sum(not found for found in readings.values())
    print(f"{len(names)} names: {len(alone)} of one place, {len(known) - len(alone)} told by their ties,", end=" ")
    print(f"{missing} not found, {len(names) - len(known) - missing} of several places")
    return known


def likely(found: Sequence[Place], partners: Sequence[Place]) -> Place | None:
    """Return the one place that the register ties with a partner, or the one region where a partner is a region."""
    known = {partner.id for partner in partners}
    tied = [place for place in found if register.twins_of(place.id) & known]
    if not tied and any(partner.level == "admin1" for partner in partners):
        tied = [place for place in found if place.level == "admin1"]
    return tied[0] if len(tied) == 1 else None


def _pair(one: str, other: str) -> tuple[str, str]:
    return min(one, other), max(one, other)


def linked(rows: Iterable[str]) -> Links:
    """Return what each id is linked with, both ways."""
    links: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        one, other = row.split("\t")
        links[one].add(other)
        links[other].add(one)
    return {node: frozenset(others) for node, others in links.items()}


def main(arguments: list[str]) -> None:
    """Read, resolve, add."""
    named, relations = map(pinned, map(Path, arguments), PINS.read_text(encoding="utf-8").splitlines()[2:])
    links = linked(relations)
    known = resolved(dict(row.split("\t") for row in named), links)
    told = {
        _pair(known[one].id, known[other].id)
        for one in known
        for other in links.get(one, ())
        if other in known and known[one].country != known[other].country
    }
    before = {_pair(one, other) for one, others in register.ties().items() for other in others}
    write(before | told)
    print(f"{len(relations)} rows, {len(told)} ties between resolved places of two countries;", end=" ")
    print(f"{len(before)} ties known before, {len(told - before)} new")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(sys.argv[1:])
