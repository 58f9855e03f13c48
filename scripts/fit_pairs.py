"""Fit the weights that choose the pair of a sentence on gold sets, cross-validated over whole documents.

usage: python scripts/fit_pairs.py GOLD_DIR... [--write]

Reads the sentences that tell gold records of one pair and whose pair is weighed (not those where the walk is sure, or
finds none), and prints in how many the right pair is within reach, and in how many it is chosen on documents that the
fit has not seen; with ``--write`` the weights fitted on all documents replace ``pairs.yaml`` of the rules. Needs
scikit-learn, which is no dependency of Kembar.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import fit_words
import numpy as np
from fit_weights import BOOK
from scipy.optimize import minimize
from sklearn.feature_extraction import DictVectorizer

from kembar import languages
from kembar.agreement.matching import pair_of
from kembar.coders.rules import choosing, propose
from kembar.coders.rules.choosing import Option
from kembar.coders.rules.sentences import Sentence
from kembar.offsets import find_quote
from kembar.types import Document

#: How strongly large weights are held down, chosen by cross-validation.
PENALTY = 3.0
STEPS, SMALL = 200, 0.02


@dataclass
class Example:
    """A sentence with its pairs within reach, and which of them it tells."""

    source: str
    options: Sequence[Option]
    right: list[bool]


def asked(document: Document) -> list[tuple[Sentence, Sequence[Option]]]:
    """The sentences of a document for which a pair is chosen, with the pairs within reach."""
    out = []

    def note(sentence: Sentence, options: Sequence[Option]) -> None:
        out.append((sentence, options))

    with mock.patch.object(choosing, "pick", note):
        propose(document, BOOK, document.language or languages.detect(document.text))
    return out


def read(folder: Path) -> Iterator[Example]:
    """Yield the sentences of a gold set that tell of one pair."""
    for document, records in fit_words.documents(folder):
        found = asked(document)
        told: dict[int, set[object]] = {}
        for record in records:
            place = find_quote(document.text, str(record["quote"]))
            shared = [(_shared(s, place), n) for n, (s, _) in enumerate(found)] if place else []
            if shared and max(shared)[0] > 0:
                told.setdefault(max(shared)[1], set()).add(pair_of(record))
        for n, pairs in told.items():
            if len(pairs) == 1:
                options = found[n][1]
                yield Example(document.source.id, options, [_named(o) in pairs for o in options])


def _shared(sentence: Sentence, place: tuple[int, int]) -> int:
    return min(sentence.base + len(sentence.raw), place[1]) - max(sentence.base, place[0])


def _named(option: Option) -> object:
    return pair_of({"pair": [{"name": side.name, "country": side.country} for side in option.pair]})


def _counted(marks: Mapping[str, float] | Iterable[str]) -> Mapping[str, float]:
    """Marks with how much there is of each: one where they are only named."""
    return marks if isinstance(marks, Mapping) else dict.fromkeys(marks, 1.0)


def fit(examples: Iterable[Any], penalty: float = PENALTY, fewest: int = 1, small: float = SMALL) -> dict[str, float]:
    """Fit a conditional logistic model: of the options of each example, how likely each is the one that is told.

    What fewer than ``fewest`` options have is no mark, and what weighs less than ``small`` is left out.
    """
    known = [e for e in examples if any(e.right)]
    told = [_counted(o.marks) for e in known for o in e.options]
    seen = Counter(mark for marks in told for mark in marks)
    named = DictVectorizer()
    matrix = named.fit_transform([{m: v for m, v in marks.items() if seen[m] >= fewest} for marks in told]).tocsr()
    sizes = [len(e.options) for e in known]
    first = np.concatenate([[0], np.cumsum(sizes)])[:-1]
    group = np.repeat(np.arange(len(known)), sizes)
    right = np.array([float(r) for e in known for r in e.right])

    def loss(table: np.ndarray) -> tuple[float, np.ndarray]:
        sums = matrix @ table
        share = np.exp(sums - np.maximum.reduceat(sums, first)[group])
        share /= np.add.reduceat(share, first)[group]
        hit = np.add.reduceat(share * right, first)
        slope = matrix.T @ (share - share * right / hit[group])
        return float(-np.log(hit).sum() + penalty * table @ table / 2), slope + penalty * table

    start = np.zeros(matrix.shape[1])
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    table = dict(zip(named.get_feature_names_out(), best.tolist(), strict=True))
    return {name: round(weight, 2) for name, weight in sorted(table.items()) if abs(weight) >= small}


def holds(example: Example, table: dict[str, float]) -> bool:
    """Whether weights choose a right pair."""
    sums = [choosing.total(option, table) for option in example.options]
    return bool(sums) and example.right[sums.index(max(sums))]


def crossed(examples: Sequence[Example]) -> float:
    """In which share of sentences the right pair is chosen by weights fitted without their document."""
    hits = 0
    for part in range(fit_words.FOLDS):
        table = fit(e for e in examples if fit_words.fold(e.source) != part)
        hits += sum(holds(e, table) for e in examples if fit_words.fold(e.source) == part)
    return hits / len(examples)


def main(arguments: list[str]) -> None:
    """Fit, print, and write if asked."""
    examples = [e for name in arguments if not name.startswith("--") for e in read(Path(name))]
    reach = sum(any(e.right) for e in examples) / len(examples)
    print(f"{len(examples)} sentences: the right pair within reach in {reach:.3f}")
    print(f"chosen in {crossed(examples):.3f} on unseen documents")
    if "--write" in arguments:
        lines = [f'"{mark}": "{weight:.2f}"' for mark, weight in fit(examples).items()]
        choosing.WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
