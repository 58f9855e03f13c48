"""Build the register of known ties between places from Wikidata's property "twinned administrative body" (CC0).

usage: python scripts/build_ties.py NODES.tsv LINKS.tsv

NODES.tsv (id, name, lng, lat, country, countrycd) and LINKS.tsv (source, target) are ``public/data/nodes.tsv`` and
``links.tsv`` of github.com/bothness/twin-cities, read from Wikidata; other files than those of the commits that
``scripts/places/TIES.txt`` names are refused. Each place is sought in the gazetteer by name, country and coordinates.
``kembar/places/data/ties.tsv`` is written anew: a place a line with those that it is tied with, by their codes, each
tie once. Ties within a country and places that are not found are left out; how many were found is printed.
``scripts/add_ties.py`` then adds those of a second reading.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kembar import places
from kembar.places.register import FILE
from kembar.types import Place

HEAD = """\
// Which places are twinned with which: Wikidata's property P190 (CC0), as in github.com/bothness/twin-cities and
// github.com/L3viathan/sister-cities, with the codes of the gazetteer. Made by scripts/build_ties.py and add_ties.py.
"""
#: The commit, name and number of letters of each file.
PINS = Path(__file__).parent / "places" / "TIES.txt"
#: The last kind of spelling that is in use, not made by rule; so many degrees from its coordinates a place may lie.
IN_USE, NEAR = 1, 0.5
LEVELS = ("city", "metro", "place")


def found(nodes: Iterable[Mapping[str, str]]) -> dict[str, Place]:
    """Return the places of nodes that the gazetteer has, by the nodes' ids: towns before what lies around them."""
    known: dict[str, Place] = {}
    for node in nodes:
        here = [
            (place.level not in LEVELS, kind, -(place.population or 0), place)
            for place, kind in places.gazetteer().candidates(node["name"])
            if kind <= IN_USE and place.country == node["countrycd"][-2:] and _is_near(place, node)
        ]
        if here:
            known[node["id"]] = min(here, key=lambda row: row[:3])[3]
    return known


def _is_near(place: Place, node: Mapping[str, str]) -> bool:
    if place.level == "country" or place.lat is None or place.lon is None:
        return False
    return max(abs(place.lat - float(node["lat"])), abs(place.lon - float(node["lng"]))) < NEAR


def tied(known: Mapping[str, Place], links: Iterable[Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the codes of two places of two countries for each link between known ones, the lower first."""
    for link in links:
        one, other = known.get(link["source"]), known.get(link["target"])
        if one and other and one.country != other.country:
            yield min(one.id, other.id), max(one.id, other.id)


def pinned(path: Path, pin: str) -> list[str]:
    """Read the lines of a file; SystemExit if it is not as long as its pin says."""
    content = path.read_bytes().decode()
    commit, name, letters = pin.split()
    if len(content) != int(letters):
        raise SystemExit(f"{path} is not {name} of commit {commit[:8]}: it has {len(content)} letters, not {letters}.")
    return content.splitlines()


def table(path: Path, pin: str) -> list[dict[str, str]]:
    """Read a table parted by tabs, whose first line names its columns."""
    return list(csv.DictReader(pinned(path, pin), delimiter="\t"))


def write(pairs: Iterable[tuple[str, str]]) -> None:
    """Write the register anew: of each tie the lower code first."""
    others: dict[str, list[str]] = defaultdict(list)
    for first, second in sorted(pairs):
        others[first].append(second)
    lines = [f"{first}\t{' '.join(told)}\n" for first, told in others.items()]
    FILE.write_text(HEAD + "".join(lines), encoding="utf-8")


def main(arguments: list[str]) -> None:
    """Read, resolve, write."""
    nodes, links = map(table, map(Path, arguments), PINS.read_text(encoding="utf-8").splitlines())
    known = found(nodes)
    pairs = set(tied(known, links))
    write(pairs)
    print(f"{len(known)} of {len(nodes)} places found, {len(pairs)} ties from {len(links)} links")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(sys.argv[1:])
