"""Fit the weights that say which names that the rules leave open are places a document is about, cross-validated.

usage: python scripts/fit_names.py GOLD_DIR... [--write]

Reads the names of gold documents that may be places and that no rule of ``kembar.places.acceptance`` accepts, and calls
those right that are a side of a gold record. Prints how many of them are accepted on documents that the fit has not
seen, how many of these are right, and how many sides of records hang on those; with ``--write`` the weights fitted on
all documents replace ``weighed.yaml``. Needs scikit-learn, which is no dependency of Kembar.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import fit_words
import numpy as np
from fit_weights import BIAS, BOOK, rounded
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from kembar import languages
from kembar.agreement.place_names import fold
from kembar.coders.rules import propose
from kembar.places import weighed
from kembar.places.context import Context
from kembar.places.mention import Find
from kembar.types import Document

INVERSE_PENALTY, ROUNDS_OF_FIT = 0.3, 3000


@dataclass
class Example:
    """An open name of a document with its marks, and of how many records its place is a side."""

    source: str
    marks: dict[str, float]
    records: int


def found(document: Document) -> list[weighed.Open]:
    """The open names of a document when it is read; none of them is accepted."""
    out: list[weighed.Open] = []

    def note(text: str, finds: Sequence[Find], known: Context) -> None:
        out.extend(weighed.open_names(text, finds, known))

    with mock.patch.object(weighed, "accept", note):
        propose(document, BOOK, document.language or languages.detect(document.text))
    return out


def read(folder: Path) -> Iterator[Example]:
    """Yield the open names of a gold set."""
    for document, records in fit_words.documents(folder):
        named = ((str(side["name"]), str(side["country"])) for record in records for side in record["pair"])  # type: ignore[attr-defined]
        sides = Counter((fold(name, country), country) for name, country in named)
        for name in found(document):
            country = name.unit.country
            yield Example(document.source.id, dict(name.marks), sides[fold(name.unit.name, country), country])


def fit(examples: Iterable[Example]) -> dict[str, float]:
    """Fit a logistic model with an L2 penalty."""
    known = list(examples)
    named = DictVectorizer()
    model = LogisticRegression(C=INVERSE_PENALTY, max_iter=ROUNDS_OF_FIT)
    model.fit(named.fit_transform([e.marks for e in known]), [e.records > 0 for e in known])
    table = dict(zip(named.get_feature_names_out(), model.coef_[0].tolist(), strict=True))
    return rounded({BIAS: float(model.intercept_[0]), **table})


def likely(example: Example, table: dict[str, float]) -> float:
    """How likely a name is a side."""
    told = table[BIAS] + sum(table.get(mark, 0.0) * value for mark, value in example.marks.items())
    return float(1 / (1 + np.exp(-told)))


def crossed(examples: Sequence[Example]) -> list[float]:
    """How likely each name is a side, by weights fitted without its document."""
    tables = {part: fit(e for e in examples if fit_words.fold(e.source) != part) for part in range(fit_words.FOLDS)}
    return [likely(e, tables[fit_words.fold(e.source)]) for e in examples]


def main(arguments: list[str]) -> None:
    """Fit, print, and write if asked."""
    examples = [e for name in arguments if not name.startswith("--") for e in read(Path(name))]
    sides, records = sum(e.records > 0 for e in examples), sum(e.records for e in examples)
    print(f"{len(examples)} open names, {sides} are sides, in {records} records")
    shares = crossed(examples)
    for bar in (0.2, weighed.LIKELY, 0.4, 0.5):
        taken = [e for e, share in zip(examples, shares, strict=True) if share >= bar]
        right = sum(e.records > 0 for e in taken)
        print(f"from {bar} on: {len(taken)} accepted, {right} right, in {sum(e.records for e in taken)} records")
    if "--write" in arguments:
        lines = [f'"{mark}": "{weight:.2f}"' for mark, weight in fit(examples).items()]
        weighed.WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
