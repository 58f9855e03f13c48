"""Fit the weights that choose the date of an act on gold sets, cross-validated over whole documents.

usage: python scripts/fit_dates.py GOLD_DIR... [--write]

Reads the acts that the rules find and that gold records tell, each with the dates at hand, and prints for each set in
how many the right date is at hand, and in how many year and date are right: by the rules by hand, and by weights on
documents that the fit has not seen. With ``--write`` the weights fitted on all documents replace ``dates.tsv`` of the
rules. Needs scikit-learn, which is no dependency of Kembar.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import fit_pairs
import fit_words
import numpy as np
from fit_weights import BOOK

from kembar import languages
from kembar.agreement.matching import Letters, overlapping, pair_of
from kembar.coders import projection
from kembar.coders.rules import build, decide, issued, propose, timing
from kembar.coders.rules.athand import Option
from kembar.coders.rules.candidate import Candidate
from kembar.types import Document

#: How strongly large weights are held down, chosen by cross-validation; what fewer dates have is no mark.
PENALTY, DATES = 5.0, 4
SMALL = 0.05


@dataclass
class Example:
    """An act with the dates at hand, and the starts that coders gave it ("" for none)."""

    source: str
    options: Sequence[Option]
    starts: frozenset[str]

    @property
    def right(self) -> list[bool]:
        """Which dates are right: those that coders gave, else those of the same year."""
        exact = [o.start in self.starts for o in self.options]
        years = {start[:4] for start in self.starts}
        return exact if any(exact) else [o.start[:4] in years for o in self.options]


def found(document: Document) -> list[tuple[Candidate, Sequence[Option]]]:
    """The acts that the rules find in a document, with the dates at hand."""
    with mock.patch.object(timing, "weights", dict):
        candidates = propose(document, BOOK, document.language or languages.detect(document.text))[1]
        return [*timing.at_hand(decide(candidates, issued(document)), issued(document), every=True)]


def read(folder: Path) -> Iterator[Example]:
    """Yield the acts of a gold set that gold records tell."""
    for document, records in fit_words.documents(folder):
        letters = Letters.of(document.text)
        for candidate, options in found(document):
            told = projection.record_of(build.coding(candidate, document, lambda start, end: ""), BOOK)
            span = build.quote_span(candidate)
            same = (
                record
                for record in records
                if (record["type"], record["kind"]) == (told["type"], told["kind"])
                and pair_of(record) == pair_of(told)
                and overlapping(letters.span(record), span)
            )
            if starts := frozenset(str(record["start"] or "") for record in same):
                yield Example(document.source.id, options, starts)


def fit(examples: Iterable[Example]) -> dict[str, float]:
    """Fit how likely each of the dates at hand is the one that is told, as the pair of a sentence is fitted."""
    return fit_pairs.fit(examples, PENALTY, DATES, SMALL)


def by_hand(example: Example) -> Option:
    """What the rules by hand say."""
    return next(o for o in example.options if o.by_hand)


def crossed(examples: Sequence[Example]) -> list[Option]:
    """The date of each act by weights fitted without its document."""
    tables: Mapping[int, dict[str, float]] = {
        part: fit(e for e in examples if fit_words.fold(e.source) != part) for part in range(fit_words.FOLDS)
    }
    return [timing.pick(e.options, tables[fit_words.fold(e.source)]) for e in examples]


def shares(examples: Sequence[Example], chosen: Sequence[Option]) -> Mapping[str, str]:
    """For each set the shares of acts with the right year and with the right date."""
    told: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for example, option in zip(examples, chosen, strict=True):
        years = {start[:4] for start in example.starts}
        told[example.source.split("/")[0]].append((option.start[:4] in years, option.start in example.starts))
    return {name: "year {:.3f}, date {:.3f}".format(*np.mean(rows, axis=0)) for name, rows in told.items()}


def main(arguments: list[str]) -> None:
    """Fit, print, and write if asked."""
    examples = [e for name in arguments if not name.startswith("--") for e in read(Path(name))]
    reach = sum(any(o.start in e.starts for o in e.options) for e in examples) / len(examples)
    print(f"{len(examples)} acts: the right date at hand in {reach:.3f}")
    before, after = shares(examples, [by_hand(e) for e in examples]), shares(examples, crossed(examples))
    for name in before:
        print(f"{name}: by hand {before[name]}; weighed, on unseen documents, {after[name]}")
    if "--write" in arguments:
        lines = ["// mark, weight: written by scripts/fit_dates.py"]
        lines += [f"{mark}\t{weight:g}" for mark, weight in fit(examples).items()]
        timing.WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
