"""Fit the weights that tell whose page a document is on gold sets, cross-validated over whole documents.

usage: python scripts/fit_homes.py GOLD_DIR... [--write]

Reads the documents most of whose records are with one place (and not all of one pair), and prints in how many that
place is named, in how many the sum made by hand puts it first, and in how many weights do that were fitted on other
documents; with ``--write`` the weights fitted on all replace ``homes.yaml`` of the rules. Needs scikit-learn, which is
no dependency of Kembar.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import fit_pairs
import fit_words

from kembar import languages
from kembar.agreement.matching import pair_of
from kembar.coders.rules import frame, homes, propose
from kembar.coders.rules.frame import Frame
from kembar.coders.rules.sentences import Sentence
from kembar.types import Document, Place

PENALTY, MOST = 1.0, 0.6


@dataclass(frozen=True)
class Side:
    """A place of a document with what speaks for it as the page's own."""

    place: Place
    marks: homes.Marks


def weighed(document: Document) -> list[Side]:
    """The places of a document that may be its own side, as the sum made by hand orders them."""
    out: list[Side] = []

    def note(about: Frame, sums: Mapping[str, float], sentences: Sequence[Sentence], titled: str | None) -> list[str]:
        order = sorted(sums, key=lambda p: (-sums[p], p))
        told = homes.marks(about, {p: sums[p] for p in order}, sentences, titled) if order else {}
        out.extend(Side(about.places[p], told[p]) for p in order)
        return order

    with mock.patch.object(frame.homes, "ranked", note):
        propose(document, fit_pairs.BOOK, document.language or languages.detect(document.text))
    return out


def read(folder: Path) -> Iterator[fit_pairs.Example]:
    """Yield the documents of a gold set that are told from one side, with the places that may be it."""
    for document, records in fit_words.documents(folder):
        owners = own_sides(records)
        if owners:
            sides: Any = weighed(document)
            yield fit_pairs.Example(document.source.id, sides, [_named(side.place) in owners for side in sides])


def own_sides(records: Sequence[Mapping[str, Any]]) -> set[tuple[str, str]]:
    """The side (or sides) that most records of a document share; none where all are of one pair or none stands out."""
    told = Counter(side for record in records for side in pair_of(record))
    most = max(told.values(), default=0)
    return {side for side, n in told.items() if n == most >= MOST * len(records)} if len(told) > 2 else set()


def _named(place: Place) -> tuple[str, str]:
    return next(iter(pair_of({"pair": [{"name": place.name, "country": place.country}]})))


def holds(example: fit_pairs.Example, table: Mapping[str, float]) -> bool:
    """Whether weights put the right side first."""
    sums = [math.fsum(table.get(mark, 0.0) * value for mark, value in side.marks.items()) for side in example.options]
    return bool(sums) and example.right[sums.index(max(sums))]


def main(arguments: list[str]) -> None:
    """Fit, print, and write if asked."""
    examples = [each for name in arguments if not name.startswith("--") for each in read(Path(name))]
    hits = 0
    for part in range(fit_words.FOLDS):
        table = fit_pairs.fit((e for e in examples if fit_words.fold(e.source) != part), PENALTY)
        hits += sum(holds(e, table) for e in examples if fit_words.fold(e.source) == part)
    print(f"documents told from one side: {len(examples)}")
    print(f"  it is named: {sum(any(e.right) for e in examples) / len(examples):.3f}")
    print(f"  first by the sum made by hand: {sum(e.right[:1] == [True] for e in examples) / len(examples):.3f}")
    print(f"  first by weights fitted without the document: {hits / len(examples):.3f}")
    if "--write" in arguments:
        table = fit_pairs.fit(examples, PENALTY)
        lines = [f'"{mark}": "{weight:.2f}"' for mark, weight in table.items()]
        homes.WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
