"""Fit the weights of the rule coder on gold sets, cross-validated over whole documents.

usage: python scripts/fit_weights.py GOLD_DIR... PASSAGES.txt... [--write]

Prints, for each inverse strength of the penalty, the record F1 on documents that the fit has not seen; with
``--write`` the weights fitted on all documents, and so that the case files hold, replace ``weights.yaml`` of the rules.
What words say (``fit_words.py``) is taken from tables fitted without the document, so that the judge learns how far it
may trust them on a new one; passages serve for these tables alone. Needs scikit-learn, which is no dependency of
Kembar.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import fit_cases
import fit_words
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from kembar import codebook, languages
from kembar.agreement.matching import Letters, match
from kembar.coders import projection
from kembar.coders.rules import build, decide, issued, propose, weigh, words
from kembar.coders.rules.candidate import Candidate
from kembar.offsets import find_quote
from kembar.types import Document

INVERSE_PENALTIES = (0.03, 0.1, 0.3)
BIAS, ROUNDS_OF_FIT = "bias", 400
#: So many times the weights are fitted anew with more heed to the cases that fail.
ROUNDS = 40
#: How much a document of a set counts, where floors hold, beside one of the others.
HEED = {"dev": 3.0, "more": 2.0}
BOOK = codebook.load()


@dataclass
class Read:
    """A gold document with its candidates, and how much they count in a fit."""

    document: Document
    records: list[dict[str, object]]
    candidates: list[Candidate]
    share: float


Tables = Mapping[tuple[str, int], words.Table]


def proposed(document: Document, tables: Tables) -> list[Candidate]:
    """The candidates of a document, described by tables of words that were fitted without it."""
    part = fit_words.fold(document.source.id)
    with mock.patch.object(words, "table", lambda code: tables.get((code, part), {})):
        return propose(document, BOOK, document.language or languages.detect(document.text))[1]


def read(folder: Path, tables: Tables) -> list[Read]:
    """Read a gold set and mark the candidates that tell a gold record."""
    out = []
    for document, records in fit_words.documents(folder):
        candidates = proposed(document, tables)
        for candidate in candidates:
            candidate.label = int(any(tells(candidate, record, document) for record in records))
        out.append(Read(document, records, candidates, HEED.get(folder.name, 1.0)))
    return out


def tells(candidate: Candidate, record: dict[str, object], document: Document) -> bool:
    """Whether a candidate is a gold record: kind, pair, no other year, and the quote in its sentence."""
    if candidate.pair is None or candidate.pair[0].country == candidate.pair[1].country:
        return False
    told = projection.record_of(build.coding(candidate, document, lambda start, end: ""), BOOK)
    place = find_quote(document.text, str(record["quote"]))
    start, end = candidate.sentence.base, candidate.sentence.base + len(candidate.sentence.raw)
    if place is None or place[0] >= end or place[1] <= start:
        return False
    return bool(match(Letters.of(document.text), [record], [told]))


def fit(entries: Iterable[Read], cases: Iterable[fit_cases.Case], inverse_penalty: float) -> dict[str, float]:
    """Fit a logistic model with an L2 penalty on the candidates that have a pair, and on those of the cases."""
    examples = [(c, entry.share) for entry in entries for c in entry.candidates if c.pair]
    examples += [example for case in cases for example in case.examples()]
    named = DictVectorizer()
    matrix = named.fit_transform([{n: v for n, v in c.features.items() if n != BIAS} for c, _ in examples])
    matrix.indices, matrix.indptr = matrix.indices.astype("int32"), matrix.indptr.astype("int32")  # all that it takes
    model = LogisticRegression(C=inverse_penalty, max_iter=ROUNDS_OF_FIT)
    model.fit(matrix, [c.label for c, _ in examples], sample_weight=[share for _, share in examples])
    weights = dict(zip(named.get_feature_names_out(), model.coef_[0].tolist(), strict=True))
    return {BIAS: float(model.intercept_[0]), **weights}


def found(entry: Read, table: dict[str, float], tables: Tables) -> list[dict[str, object]]:
    """The records that the coder finds in a document with given weights; a document is read anew each time."""
    kept = decide(proposed(entry.document, tables), issued(entry.document), table)
    return [projection.record_of(build.coding(c, entry.document, lambda start, end: ""), BOOK) for c in kept]


def crossed(entries: list[Read], cases: list[fit_cases.Case], inverse_penalty: float, tables: Tables) -> float:
    """Record F1 over documents that the weights were not fitted on, part by part as the tables of words are."""
    right = proposed = wanted = 0
    for part in range(fit_words.FOLDS):
        unseen = [e for e in entries if fit_words.fold(e.document.source.id) == part]
        table = fit([e for e in entries if fit_words.fold(e.document.source.id) != part], cases, inverse_penalty)
        for entry in unseen:
            told = found(entry, table, tables)
            right += len(match(Letters.of(entry.document.text), entry.records, told))
            proposed, wanted = proposed + len(told), wanted + len(entry.records)
    return 2 * right / (proposed + wanted)


def rounded(table: Mapping[str, float]) -> dict[str, float]:
    """The weights as they are written: two places, and none that says next to nothing."""
    return {name: round(value, 2) for name, value in sorted(table.items()) if abs(value) >= 0.02}


def fulfilled(entries: list[Read], cases: list[fit_cases.Case], inverse_penalty: float) -> dict[str, float]:
    """Fit on all documents, then anew with more heed to the cases that failed; the round that fails fewest stands."""
    best, fewest = {}, len(cases) + 1
    for number in range(ROUNDS):
        table = rounded(fit(entries, cases, inverse_penalty))
        failing = [case for case in cases if not case.holds(table)]
        print(f"round {number + 1}: {len(failing)} of {len(cases)} cases fail")
        for case in failing:
            case.share += fit_cases.MORE
            case.against += case.stand_ins(table)
        if len(failing) < fewest:
            best, fewest = table, len(failing)
        if not failing:
            break
    return best


def main(arguments: list[str]) -> None:
    """Fit, print, and write if asked."""
    folders = [Path(name) for name in arguments if not name.startswith("--")]
    tables = fit_words.crossed([told for folder in folders for told in fit_words.sentences(folder)])
    cases = fit_cases.cases()
    entries = [entry for folder in folders if folder.is_dir() for entry in read(folder, tables)]
    figures = {strength: crossed(entries, cases, strength, tables) for strength in INVERSE_PENALTIES}
    for strength, figure in figures.items():
        print(f"inverse penalty {strength}: record F1 {figure:.3f} on unseen documents")
    best = max(figures, key=lambda strength: figures[strength])
    if "--write" in arguments:
        table = fulfilled(entries, cases, best)
        lines = [f'"{name}": "{value:.2f}"' for name, value in table.items()]
        weigh.WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
