"""Measure the place resolver on a gold folder (``docs/``, ``gold.jsonl``): how many places of its pairs are found.

usage: python benchmarks/places.py GOLD_DIR [--show]

found: an accepted mention may mean it; resolved: one does mean it, or its namesake in the country or within 80 km,
since the gold names no level; level: the unit that the gold name says; mentions: those of such names that mean it.
"""

from __future__ import annotations

import argparse
import html
import json
import math
import re
import time
from collections import Counter, defaultdict
from pathlib import Path

from kembar.places import Gazetteer, Mention, gazetteer
from kembar.places.names import fold
from kembar.places.typewords import bare
from kembar.types import Place

NEAR_KM = 80
WANTED = {
    "province": re.compile(r"-do$|Province|Prefecture|Java$|Australia$"),
    "admin2": re.compile(r"^Kabupaten|County$|-gun$|Regency$"),
    "ward": re.compile(r"-gu$"),
}
LEVELS = {"province": ("admin1",), "admin2": ("admin2",), "ward": ("ward",), "": ("city", "metro", "place")}


def km(a: Place, b: Place) -> float:
    """Distance on the globe."""
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return 0.0
    la, lb, dl = math.radians(a.lat), math.radians(b.lat), math.radians(b.lon - a.lon)
    part = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin(dl / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(part)))


def expected(g: Gazetteer, name: str, country: str) -> tuple[Place | None, set[str]]:
    """The place that a gold name means, and the ids of its namesakes nearby."""
    places = [p for p, _ in g.candidates(name) if p.country == country and p.level != "country"]
    if not places:
        return None, set()
    levels = LEVELS[next((level for level, sign in WANTED.items() if sign.search(name)), "")]
    best = max(
        places, key=lambda p: (p.level in levels and (levels != LEVELS[""] or p.population > 15_000), p.population)
    )
    return best, {p.id for p in places if km(p, best) < NEAR_KM or fold(bare(p.name)) == fold(bare(best.name))}


def text_of(path: Path) -> str:
    """A document's text; tags of an HTML page become blanks."""
    raw = path.read_text(encoding="utf-8")
    bare = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", raw, flags=re.DOTALL)
    return html.unescape(bare) if path.suffix == ".html" else raw


def measure(g: Gazetteer, folder: Path) -> tuple[dict[str, Counter[str]], list[str]]:
    """Count by language, and list what was missed or accepted beside the gold pairs."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    notes: list[str] = []
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        doc = json.loads(line)
        text = text_of(folder / "docs" / doc["doc"])
        started = time.perf_counter()
        mentions = g.resolve(text)
        count = counts[doc["lang"]]
        count["seconds"] += int(1e6 * (time.perf_counter() - started))
        count["characters"] += len(text)
        gold = {(p["name"], p["country"]) for r in doc["records"] for p in r.get("pair") or []}
        known: set[str] = set()
        for name, country in sorted(gold):
            best, ids = expected(g, name, country)
            known |= ids
            note = score(count, best, ids, mentions)
            if note:
                notes.append(f"MISSED {doc['doc']}  {name}, {country}: {note}")
        extra = Counter(
            (m.surface, m.place.name, m.place.id, m.reason)
            for m in mentions
            if not m.masked and m.place.id not in known
        )
        notes += [f"EXTRA {doc['doc']}  {n} x {' | '.join(key)}" for key, n in extra.items()]
        count["accepted"] += sum(not m.masked for m in mentions)
    return counts, notes


def score(count: Counter[str], best: Place | None, ids: set[str], mentions: list[Mention]) -> str:
    """Count one gold place of a document; return what is wrong with it."""
    named = [m for m in mentions if ids & {p.id for p in m.candidates}]
    plain = [m for m in named if not m.masked]
    right = [m for m in plain if m.place.id in ids]
    exact = [m for m in right if best and m.place.id == best.id]
    count.update(gold=1, known=bool(ids), found=bool(named), resolved=bool(right), level=bool(exact))
    count.update(mentions=len(plain), right=len(right))
    if not right:
        return (
            "not in the gazetteer"
            if not ids
            else f"got {sorted({(m.surface, m.place.id) for m in named}) or 'nothing'}"
        )
    return "" if exact else f"level: wanted {best and best.id}, got {sorted({(m.surface, m.place.id) for m in right})}"


def main() -> None:
    """Print the table and, with --show, the notes."""
    parser = argparse.ArgumentParser(description="Measure the place resolver on a gold folder.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true", help="list what was missed, and mentions outside the gold pairs")
    options = parser.parse_args()
    counts, notes = measure(gazetteer(), options.folder)
    total: Counter[str] = sum(counts.values(), Counter())
    print(f"{'':5}{'gold':>6}{'known':>8}{'found':>8}{'resolved':>10}{'level':>8}{'mentions':>12}{'accepted':>10}")
    for language, c in [*sorted(counts.items()), ("all", total)]:
        shares = [c[key] / c["gold"] for key in ("known", "found", "resolved", "level")]
        row = f"{shares[0]:8.3f}{shares[1]:8.3f}{shares[2]:10.3f}{shares[3]:8.3f}"
        print(f"{language:5}{c['gold']:6}{row}{c['right']:>7}/{c['mentions']}{c['accepted']:>9}")
    print(f"{total['characters'] / total['seconds'] * 1000:.0f} thousand characters a second")
    if options.show:
        print("\n".join(notes))


if __name__ == "__main__":
    main()
