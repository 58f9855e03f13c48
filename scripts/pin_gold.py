"""Score the gold sets of the tests and write the floors that ``tests/gold`` holds the coder to.

usage: python scripts/pin_gold.py [--check] [GOLD_DIR ...]
       python scripts/pin_gold.py --unread GOLD_DIR

A floor only rises: where the coder reaches less than the pinned floor, nothing is written and the script says so.
With ``--check`` nothing is written at all. A set whose documents or records changed is named. Other sets, and a folder
``tests/gold/seed`` where there is one, are scored and printed, and no floor holds for them.

``--unread`` scores a set that nobody who writes rules has read, prints its totals alone, and writes the shares that
displays and reports show beside what nobody has judged: the sets of the tests would flatter the rules.
"""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

from kembar.agreement import gold
from kembar.agreement.score import Rate, Score

SETS = Path(__file__).parent.parent / "tests" / "gold"
FLOORS = SETS / "floors.json"
NAMES = ("dev", "more", "wide")
FIGURES = ("records", "relevance")
#: The fields whose shares of right values are printed for a set that nobody reads.
FIELDS = ("status", "start_year", "start_exact", "end_year")
SHARES_HEAD = """\
# The share of the records found by rules that is right, by language, on documents that no writer of rules has read;
# scripts/pin_gold.py --unread writes this.
"""

Floors = dict[str, dict[str, Any]]


def hash_of(folder: Path) -> str:
    """Return sha256 over the paths and contents of a gold set: ``gold.jsonl`` and everything in ``docs/``."""
    total = sha256()
    for path in sorted([folder / "gold.jsonl", *(folder / "docs").iterdir()]):
        content = sha256(path.read_bytes()).hexdigest()
        total.update(f"{path.relative_to(folder).as_posix()} {content}\n".encode())
    return total.hexdigest()


def by_language(score: Score) -> dict[str, Rate]:
    """Return the rates of a score by language."""
    return {name.removeprefix("lang="): r for name, r in sorted(score.slices.items()) if name.startswith("lang=")}


def unread(folder: Path) -> None:
    """Print the totals of a set that nobody has read, and write the shares of what the rules find that are right."""
    score = gold.score(folder, gold.predict(folder))
    rates = by_language(score)
    told = ", ".join(f"{code} {rate.f1:.3f}" for code, rate in rates.items())
    print(f"records {score.all.f1:.3f} ({told}), pairs {score.pairs.f1:.3f}, relevance {score.relevance.f1:.3f}")
    print("of right records: " + ", ".join(f"{name} {score.attributes[name]:.3f}" for name in FIELDS))
    lines = "".join(f"{code}: {rate.precision:.2f}\n" for code, rate in rates.items())
    gold.SHARES.write_text(SHARES_HEAD + lines, encoding="utf-8", newline="\n")


def lowered(old: Floors, new: Floors) -> list[str]:
    """Name every figure that would fall below its pinned floor."""
    return [
        f"{name} {figure}: {new[name][figure]:.3f} is below the floor {old[name][figure]:.3f}"
        for name in new
        for figure in FIGURES
        if new[name][figure] < old.get(name, {}).get(figure, 0.0)
    ]


def pinned(reached: Floors) -> Floors:
    """Return the floors for what is reached: two places, cut off, so that one record more or less is no alarm."""
    return {
        name: {key: int(value * 100 + 1e-9) / 100 if key in FIGURES else value for key, value in floors.items()}
        for name, floors in reached.items()
    }


def main(arguments: list[str]) -> int:
    """Pin what is reached; 1 if a floor would fall."""
    if "--unread" in arguments:
        unread(Path(arguments[-1]))
        return 0
    old: Floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    scores = {name: gold.score(SETS / name, gold.predict(SETS / name)) for name in NAMES}
    new: Floors = {
        name: {"sha256": hash_of(SETS / name), "records": score.all.f1, "relevance": score.relevance.f1}
        for name, score in scores.items()
    }
    for name, floors in new.items():
        changed = old.get(name, {}).get("sha256", floors["sha256"]) != floors["sha256"]
        figures = ", ".join(f"{figure} {floors[figure]:.3f}" for figure in FIGURES)
        print(f"{name}: {figures}{' (the set changed)' if changed else ''}")
    for folder in (SETS / "seed", *(Path(a) for a in arguments if not a.startswith("--"))):
        if (folder / "gold.jsonl").is_file():
            other = gold.score(folder, gold.predict(folder))
            print(f"{folder.name}: records {other.all.f1:.3f}, relevance {other.relevance.f1:.3f} (no floor)")
    fallen = lowered(old, new)
    print("\n".join(fallen) or "no floor falls")
    if not fallen and "--check" not in arguments:
        FLOORS.write_text(json.dumps(pinned(new), indent=1) + "\n", encoding="utf-8", newline="\n")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
