"""Fit the weights that tell how far an act has come on coded documents, cross-validated over whole documents.

usage: python scripts/fit_status.py GOLD_DIR... PASSAGES.txt... [--write]

First what the words of a sentence say of a status, for every language (``tense.tsv``, as ``fit_words.py`` does for
kinds, on the sentences that tell an act); then the weights of all marks, on the candidates that tell a gold record,
whose words are weighed by tables that were fitted without their document. Prints how many are told right on documents
that the fit has not seen; with ``--write`` the weights fitted on all documents, and so that the case files hold,
replace ``tense.tsv`` and ``status.tsv``. Passages have no dates and serve for the words alone. Needs scikit-learn,
which is no dependency of Kembar.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import fit_cases
import fit_words
from fit_flow import small
from fit_weights import BOOK, Tables, tells
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from kembar import languages
from kembar.coders.rules import issued, propose, status, tense, words
from kembar.coders.rules.evidence import Marks

#: Inverse strength of the penalty, chosen by cross-validation; what weighs less than SMALL says nothing.
STRENGTH, SMALL = 0.1, 0.05
ROUNDS_OF_FIT, ROUNDS = 400, 12


@dataclass
class Example:
    """An act with the status that a coder gave it; ``heed`` is how much it counts."""

    source: str
    marks: Marks
    status: str
    heed: float = 1.0


def read(folder: Path, tables: Tables) -> Iterator[Example]:
    """Yield the examples of a gold set, with words weighed by tables fitted without their document."""
    for document, records in fit_words.documents(folder):
        part = fit_words.fold(document.source.id)
        with mock.patch.object(tense, "table", lambda code, part=part: tables.get((code, part), words.Table())):
            found = propose(document, BOOK, document.language or languages.detect(document.text))[1]
            for candidate in found:
                record = next((r for r in records if r["status"] and tells(candidate, r, document)), None)
                if record is not None:
                    marks = tense.marks(candidate, issued(document))
                    yield Example(document.source.id, marks, str(record["status"]))


def from_cases() -> Iterator[Example]:
    """Yield the examples of cases that say one status."""
    for case in fit_cases.cases():
        said = [line.split("|")[1].strip() for line in case.says if line.startswith("status |")]
        for candidate in case.proposed() if len(said) == 1 else ():
            if any(line.startswith(candidate.kind) for line in case.must):
                yield Example(case.document.source.id, tense.marks(candidate, issued(case.document)), said[0])


def fit(examples: Sequence[Example]) -> status.Weights:
    """Fit the weights of each mark."""
    seen = Counter(mark for e in examples for mark in e.marks)
    named = DictVectorizer()
    marks = small(named.fit_transform([{m: v for m, v in e.marks.items() if seen[m] > 2} for e in examples]))
    model = LogisticRegression(C=STRENGTH, max_iter=ROUNDS_OF_FIT)
    model.fit(marks, [e.status for e in examples], [e.heed for e in examples])
    assert tuple(model.classes_) == status.STATUSES
    columns = [status.BIAS, *named.get_feature_names_out()]
    rows = zip(columns, [model.intercept_.tolist(), *model.coef_.T.tolist()], strict=True)
    return {mark: tuple(round(w, 2) if abs(w) >= SMALL else 0.0 for w in row) for mark, row in rows}


def crossed(examples: Sequence[Example]) -> dict[str, float]:
    """Which share of each set is told right by weights fitted without the document."""
    right: Counter[tuple[str, bool]] = Counter()
    for part in range(fit_words.FOLDS):
        table = fit([e for e in examples if fit_words.fold(e.source) != part])
        for e in examples:
            if fit_words.fold(e.source) == part:
                right[e.source.split("/")[0], status.of_marks(e.marks, table) == e.status] += 1
    names = sorted({name for name, _ in right})
    return {name: right[name, True] / (right[name, True] + right[name, False]) for name in names}


def write(examples: list[Example]) -> None:
    """Write the weights that are fitted on all documents and so that the cases hold."""
    cases = list(from_cases())
    for _ in range(ROUNDS):
        table = fit([*examples, *cases])
        failing = [case for case in cases if status.of_marks(case.marks, table) != case.status]
        print(f"{len(failing)} of {len(cases)} acts of the cases fail: {sorted({case.source for case in failing})}")
        for case in failing:
            case.heed += fit_cases.MORE
        if not failing:
            break
    head = "// written by scripts/fit_status.py: mark, " + ", ".join(status.STATUSES)
    rows = ("\t".join([mark, *(f"{w:g}" for w in row)]) for mark, row in sorted(table.items()) if any(row))
    status.WEIGHTS.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")


def main(arguments: list[str]) -> None:
    """Fit, print, and write if asked."""
    paths = [Path(name) for name in arguments if not name.startswith("--")]
    told = [each for path in paths for each in fit_words.sentences(path, "status") if each.kinds]
    tables = fit_words.crossed(told)
    for code, (every, found) in fit_words.right(told, tables).items():
        print(f"{code}: of {every} sentences that tell an act the status of {found / every:.2f} is told by their words")
    examples = [e for path in paths if path.is_dir() for e in read(path, tables)]
    for name, share in crossed(examples).items():
        print(f"{name}: {share:.3f} right on unseen documents")
    if "--write" in arguments:
        for code in sorted({each.code for each in told}):
            head = "// word, then statuses with weights: written by scripts/fit_status.py"
            lines = [head, *fit_words.fit([each for each in told if each.code == code])]
            (languages.FOLDER / code / tense.FILE).write_text("\n".join(lines) + "\n", encoding="utf-8")
        tense.table.cache_clear()
        write(examples)


if __name__ == "__main__":
    main(sys.argv[1:])
