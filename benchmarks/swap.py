"""Score the rules on a gold set whose places were swapped for others: a coder that learned names by heart falls.

usage: python benchmarks/swap.py [GOLD_DIR] [--seeds N] [--keep DIR]

Every mention that the resolver ties to a side of a gold pair becomes another attested name: of the same country, level
and script, of a like size, in Hangul with the same kind of final consonant (so that particles stay right), and read as
its place where it stands alone. A side keeps one substitute throughout its document; records and quotes are rewritten
with it. A side without a substitute keeps its name. Prints F1 before and after, the drop, and the share swapped.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from kembar.agreement import gold, place_names
from kembar.agreement.matching import Letters
from kembar.places import Mention, database, gazetteer
from kembar.places.names import fold, script
from kembar.types import Place

GOLD = Path(__file__).parent.parent / "tests" / "gold" / "dev"
LIKE_SIZE, NEAREST, TRIES = 6.0, 60, 25
EAST = ("hangul", "han", "kana")
Edit = tuple[int, int, str]
Side = tuple[str, str]


@dataclass
class Known:
    """A place with its spellings by script; in Latin letters only the English name is a spelling fit to be shown."""

    place: Place
    size: int
    names: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class Count:
    """How many mentions of sides there were, and how many were swapped."""

    mentions: int = 0
    swapped: int = 0


@cache
def known(country: str, level: str) -> dict[str, Known]:
    """Return the places of a country and level by id, with their spellings."""
    source = database.open_shipped()
    units = {u.n: u for u in source.units_of(country) if u.level == level and u.until is None and u.merged_into is None}
    keys = source.keys_of_all(set(units))
    out = {}
    for n, unit in units.items():
        names: dict[str, list[str]] = {"latin": [plain(unit.name)]}
        for name in dict.fromkeys([unit.local, *keys[n]]):
            if script(name) in EAST:
                names.setdefault(script(name), []).append(name)
        out[unit.id] = Known(unit.place, unit.prior, names)
    return out


def plain(name: str) -> str:
    """Return an English name without the words that tell its kind ("Nara Prefecture": "Nara")."""
    words = [word for word in name.split() if place_names.fold(f"x {word}") != "x"]
    return " ".join(words) or name


def closing(name: str) -> str:
    """Return how a Hangul name ends, as far as particles see it: vowel, liquid or other consonant; else nothing."""
    last = ord(name[-1]) - 0xAC00
    if not 0 <= last < 11_172:
        return ""
    return {0: "vowel", 8: "liquid"}.get(last % 28, "consonant")


def spelled(surface: str, own: Known, other: Known) -> str:
    """Write another place's name as a text writes this one: its script, capitals, kind words; "" if none is known."""
    kind = script(surface)
    cores = sorted((n for n in own.names.get(kind, ()) if n.lower() in surface.lower()), key=len)
    if kind == "latin":
        new = other.names["latin"][0]
        new = new.upper() if surface.isupper() and len(surface) > 3 else new
        return re.sub(re.escape(cores[-1]), new, surface, count=1, flags=re.IGNORECASE) if cores else new
    if not cores:
        return ""
    core, known_names = cores[0], set(own.names[kind])
    tail = surface[len(core) :]
    typed = bool(tail) and surface in known_names
    for name in sorted(other.names.get(kind, ()), key=len):
        whole = name + tail
        fits = not typed or whole in other.names[kind]
        if surface.startswith(core) and closing(name) == closing(core) and fits:
            return whole
    return ""


def alone(surface: str, place: Place) -> bool:
    """Say whether a name is read as a place where nothing but its country is known."""
    found = gazetteer().resolve(surface, (place.country,))
    return len(found) == 1 and found[0].place.id == place.id


def substitute(mentions: Sequence[Mention], taken: set[str], draw: random.Random) -> tuple[str, dict[str, str]]:
    """Choose another place for all mentions of one; return its name and what each surface becomes ("" for none)."""
    place = mentions[0].place
    peers = known(place.country, place.level)
    own = peers.get(place.id)
    if own is None:
        return "", {}
    surfaces = sorted({m.surface for m in mentions})
    near = sorted(peers.values(), key=lambda k: abs(_ratio(k.size, own.size) - 1))[:NEAREST]
    near = [k for k in near if _ratio(k.size, own.size) < LIKE_SIZE and fold(plain(k.place.name)) not in taken]
    for other in draw.sample(near, min(TRIES, len(near))):
        new = {s: spelled(s, own, other) for s in surfaces}
        if all(new.values()) and all(alone(text, other.place) for text in new.values()):
            taken.add(fold(plain(other.place.name)))
            return other.place.name, new
    return "", {}


def _ratio(a: int, b: int) -> float:
    low, high = sorted((a + 1, b + 1))
    return high / low


def sides_of(records: Iterable[dict[str, Any]]) -> set[Side]:
    """Return the sides of all records, folded as they are compared."""
    return {_side(p["name"], p["country"]) for record in records for p in record["pair"]}


def _side(name: str, country: str) -> Side:
    return place_names.fold(name, country), country


def swap(text: str, line: dict[str, Any], draw: random.Random, count: Count) -> tuple[str, dict[str, Any]]:
    """Return a document and its gold line with the sides of all pairs swapped."""
    wanted, by_side = sides_of(line["records"]), {}
    mentions = gazetteer().resolve(text)
    for mention in mentions:
        side = _side(mention.place.name, mention.place.country)
        if side in wanted:
            by_side.setdefault(side, []).append(mention)
    taken = {fold(plain(m.place.name)) for m in mentions}
    names: dict[Side, str] = {}
    edits: list[Edit] = []
    for side, told in sorted(by_side.items()):
        count.mentions += len(told)
        name, new = substitute(told, taken, draw)
        if name:
            names[side] = name
            count.swapped += len(told)
            edits += [(m.start, m.end, new[m.surface]) for m in told]
    return edited(text, edits), rewritten(line, text, sorted(edits), names)


def edited(text: str, edits: Iterable[Edit], start: int = 0, end: int | None = None) -> str:
    """Return a stretch of a text with the edits that lie in it."""
    end, parts, at = len(text) if end is None else end, [], start
    for a, b, new in sorted(edits):
        if start <= a and b <= end:
            parts += [text[at:a], new]
            at = b
    return "".join([*parts, text[at:end]])


def rewritten(line: dict[str, Any], text: str, edits: Sequence[Edit], names: dict[Side, str]) -> dict[str, Any]:
    """Return a gold line with the new names in its pairs, flows and quotes."""
    letters = Letters.of(text)
    records = []
    for record in line["records"]:
        new = {p["name"]: names.get(_side(p["name"], p["country"]), p["name"]) for p in record["pair"]}
        span = letters.find(record["quote"])
        flow = record["flow"]
        if flow and ">" in flow:
            flow = ">".join(new.get(end, end) for end in flow.split(">"))
        changed = {
            "pair": [{**p, "name": new[p["name"]]} for p in record["pair"]],
            "flow": flow,
            "quote": edited(text, edits, *span) if span else record["quote"],
        }
        records.append({**record, **changed})
    return {**line, "records": records}


def swapped_set(folder: Path, to: Path, seed: int, count: Count) -> None:
    """Write a gold set with swapped places."""
    (to / "docs").mkdir(parents=True)
    lines = []
    for line in gold.read(folder):
        text = (folder / "docs" / line["doc"]).read_text(encoding="utf-8")
        new, changed = swap(text, line, random.Random(f"{seed} {line['doc']}"), count)
        (to / "docs" / line["doc"]).write_text(new, encoding="utf-8", newline="\n")
        lines.append(json.dumps(changed, ensure_ascii=False) + "\n")
    (to / "gold.jsonl").write_text("".join(lines), encoding="utf-8", newline="\n")


def main() -> None:
    """Score the set and its swapped copies, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", default=GOLD)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--keep", type=Path, help="a folder for the swapped sets; else they are deleted")
    options = parser.parse_args()
    before = gold.score(options.folder, gold.predict(options.folder)).all.f1
    count, after = Count(), []
    with tempfile.TemporaryDirectory() as temporary:
        for seed in range(options.seeds):
            to = (options.keep or Path(temporary)) / f"swapped-{seed}"
            swapped_set(options.folder, to, seed, count)
            after.append(gold.score(to, gold.predict(to)).all.f1)
    mean = sum(after) / len(after)
    print("| set | F1 | swapped, mean | lowest to highest | drop | mentions swapped |\n|---|---|---|---|---|---|")
    share = f"{count.swapped / max(count.mentions, 1):.0%}"
    spread = f"{min(after):.3f} to {max(after):.3f}"
    print(f"| {options.folder.name} | {before:.3f} | {mean:.3f} | {spread} | {before - mean:.3f} | {share} |")


if __name__ == "__main__":
    main()
