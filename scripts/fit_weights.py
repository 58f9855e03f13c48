"""Fit the weights of the rule coder on gold sets, cross-validated over whole documents.

usage: python scripts/fit_weights.py GOLD_DIR... [--write]

Prints, for each strength of the penalty, the record F1 on documents that the fit has not seen; with ``--write`` the
weights fitted on all documents replace ``kembar/coders/rules/weights.yaml``.
"""

from __future__ import annotations

import json
import math
import random
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from kembar import codebook, languages, sources
from kembar.agreement.matching import Letters, match
from kembar.coders import projection
from kembar.coders.rules import build, inherit, issued, join, judge, propose, weigh
from kembar.coders.rules.candidate import Candidate
from kembar.offsets import find_quote
from kembar.sources.extraction import fill
from kembar.types import Document, Source

FOLDS, SEED, EPOCHS, LATER, RATE = 6, 3, 40, 25, 0.3
PENALTIES = (0.02, 0.05, 0.1)
BOOK = codebook.load()


@dataclass
class Read:
    """A gold document with its candidates."""

    document: Document
    records: list[dict[str, object]]
    candidates: list[Candidate]


def read(folder: Path) -> list[Read]:
    """Read a gold set and mark the candidates that tell a gold record."""
    out = []
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        path = folder / "docs" / entry["doc"]
        extraction = sources.read(path)
        document = sources.freeze(fill(Source(path.stem, issued=entry["published"]), extraction), extraction)
        code = document.language or languages.detect(document.text)
        _, candidates, _ = propose(document, BOOK, code)
        for candidate in candidates:
            candidate.label = int(any(tells(candidate, r, document) for r in entry["records"]))
        out.append(Read(document, entry["records"], candidates))
    return out


def tells(candidate: Candidate, record: dict[str, object], document: Document) -> bool:
    """Whether a candidate is a gold record: kind, pair, no other year, and the quote in its sentence."""
    if candidate.pair is None or candidate.pair[0].country == candidate.pair[1].country:
        return False
    told = projection.record_of(build.coding(candidate, document, lambda start, end: ""), BOOK)
    place = find_quote(document.text, str(record["quote"]))
    start, end = candidate.sentence.base, candidate.sentence.base + len(candidate.sentence.raw)
    inside = place is not None and place[0] < end and place[1] > start
    return inside and bool(match(Letters.of(document.text), [record], [told]))


def fit(candidates: list[Candidate], penalty: float) -> dict[str, float]:
    """Fit a logistic model by stochastic steps that shrink with use; the mean over the later rounds is returned."""
    rows = [(list(c.features.items()), c.label) for c in candidates if c.pair]
    weights: dict[str, float] = defaultdict(float)
    used: dict[str, float] = defaultdict(lambda: 1e-3)
    mean: dict[str, float] = defaultdict(float)
    dice = random.Random(SEED)
    for epoch in range(EPOCHS):
        dice.shuffle(rows)
        for features, label in rows:
            z = sum(weights[name] * value for name, value in features)
            error = 1 / (1 + math.exp(-max(-30.0, min(30.0, z)))) - label
            for name, value in features:
                step = error * value + (penalty * weights[name] if name != "bias" else 0)
                used[name] += step * step
                weights[name] -= RATE * step / math.sqrt(used[name])
        for name, value in weights.items() if epoch >= EPOCHS - LATER else ():
            mean[name] += value / LATER
    return dict(mean)


def found(entry: Read, table: dict[str, float]) -> list[dict[str, object]]:
    """The records that the coder finds in a document with given weights; a document is read anew each time."""
    code = entry.document.language or languages.detect(entry.document.text)
    _, candidates, _ = propose(entry.document, BOOK, code)
    judge.decide(candidates, lambda c: weigh.score(c, table))
    kept = join.join([c for c in candidates if not c.reason])
    inherit.inherit(kept, issued(entry.document))
    return [projection.record_of(build.coding(c, entry.document, lambda start, end: ""), BOOK) for c in kept]


def crossed(entries: list[Read], penalty: float) -> float:
    """Record F1 over documents that the weights were not fitted on."""
    order = list(range(len(entries)))
    random.Random(SEED).shuffle(order)
    right = proposed = wanted = 0
    for fold in range(FOLDS):
        unseen = set(order[fold::FOLDS])
        table = fit([c for i, e in enumerate(entries) if i not in unseen for c in e.candidates], penalty)
        for i in unseen:
            told = found(entries[i], table)
            right += len(match(Letters.of(entries[i].document.text), entries[i].records, told))
            proposed, wanted = proposed + len(told), wanted + len(entries[i].records)
    return 2 * right / (proposed + wanted)


def main(arguments: list[str]) -> None:
    """Fit, print, and write if asked."""
    entries = [entry for name in arguments if not name.startswith("--") for entry in read(Path(name))]
    figures = {penalty: crossed(entries, penalty) for penalty in PENALTIES}
    for penalty, figure in figures.items():
        print(f"penalty {penalty}: record F1 {figure:.3f} on unseen documents")
    best = max(figures, key=lambda penalty: figures[penalty])
    if "--write" in arguments:
        table = fit([c for e in entries for c in e.candidates], best)
        lines = [f'"{name}": "{value:.2f}"' for name, value in sorted(table.items()) if abs(value) >= 0.02]
        weigh.WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
