"""Fit the weights that tell the way of an act on gold sets, cross-validated over whole documents.

usage: python scripts/fit_flow.py GOLD_DIR... [--write]

Reads the candidates that tell a gold record, and prints how many are told with the right way on documents that the fit
has not seen; with ``--write`` the weights fitted on all documents, and so that the case files hold, replace
``flow.yaml`` of the rules, and ``ways.tsv`` of every language. Needs scikit-learn, which is no dependency of Kembar.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import fit_cases
import fit_words
from fit_weights import BOOK, tells
from scipy import sparse
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from kembar import languages
from kembar.agreement.matching import flow_of
from kembar.coders import projection
from kembar.coders.rules import build, evidence, flow, propose, words
from kembar.coders.rules.candidate import Candidate
from kembar.types import Document

#: Inverse strengths of the penalty, chosen by cross-validation: of the way, and of whether there is one.
WAY, SORT = 0.2, 0.06
ROUNDS_OF_FIT, SMALL, ROUNDS = 600, 0.05, 12
SORTS = ("mutual", "none")
#: What parts a language from its word in a mark; how much a word counts beside other marks; and in how many documents
#: it must stand to be weighed.
PART, WORD, DOCUMENTS = "\t", 0.5, 4
Table = dict[str, dict[str, float]]


@dataclass
class Example:
    """An act with the way that a coder gave it: "ab", "ba", "mutual" or "none"; ``heed`` is how much it counts."""

    source: str
    sides: tuple[evidence.Marks, evidence.Marks]
    both: evidence.Marks
    way: str
    heed: float = 1.0


def example(candidate: Candidate, way: str, source: str) -> Example:
    """The example of a candidate."""
    sides = evidence.of_sides(candidate)
    (own, other), said = evidence.of_way(candidate, sides), spoken(candidate)
    return Example(source, (own | said, other), evidence.of_both(candidate, sides) | said, way)


def spoken(candidate: Candidate) -> evidence.Marks:
    """The words of a sentence as marks: of the page's own side, and of whether there is a way."""
    code, said = candidate.sentence.language.code, words.said_by(candidate.sentence)
    kept = (word for word in said if word[0] != "@" and not any(char.isdigit() for char in word))
    return {f"{code}{PART}{word}": WORD for word in kept}


def directed(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Those whose way the marks decide: of a kind that has one, between two countries."""
    for c in candidates:
        if c.type == "activity" and c.kind in flow.DIRECTED and c.pair and c.pair[0].country != c.pair[1].country:
            yield c


def way_of(candidate: Candidate, record: dict[str, object], document: Document) -> str:
    """The way that a gold record gives to the sides of a candidate, "" if it names other sides."""
    wanted = flow_of(record)
    if wanted is None or wanted == ("mutual",):
        return "mutual" if wanted else "none"
    assert candidate.pair is not None
    a, b = candidate.pair
    for name, one, other in (("ab", a, b), ("ba", b, a)):
        candidate.flow = f"{one.id}>{other.id}"
        if flow_of(projection.record_of(build.coding(candidate, document, lambda s, e: ""), BOOK)) == wanted:
            return name
    return ""


def read(folder: Path) -> Iterator[Example]:
    """Yield the examples of a gold set."""
    for document, records in fit_words.documents(folder):
        found = propose(document, BOOK, document.language or languages.detect(document.text))[1]
        for candidate in directed(found):
            record = next((r for r in records if tells(candidate, r, document)), None)
            if record is not None and (way := way_of(candidate, record, document)):
                yield example(candidate, way, document.source.id)


def from_cases() -> Iterator[Example]:
    """Yield the examples of cases that say one way."""
    for case in fit_cases.cases():
        said = [line.split("|")[1].strip() for line in case.says if line.startswith("flow |")]
        for candidate in directed(case.proposed()) if len(said) == 1 else ():
            a, b = candidate.pair  # type: ignore[misc]
            ways = {f"{a.name}>{b.name}": "ab", f"{b.name}>{a.name}": "ba", "mutual": "mutual"}
            if said[0] in ways and any(line.startswith(candidate.kind) for line in case.must):
                yield example(candidate, ways[said[0]], case.document.source.id)


def fit(examples: Sequence[Example]) -> Table:
    """Fit which side an act goes from, then whether it goes one way at all."""
    ways = [e for e in examples if e.way in ("ab", "ba")]
    named, rare = DictVectorizer(), seldom(ways)
    lead = named.fit_transform([{m: v for m, v in difference(e).items() if m not in rare} for e in ways])
    sign = [1 if e.way == "ab" else -1 for e in ways]
    model = LogisticRegression(C=WAY, fit_intercept=False, max_iter=ROUNDS_OF_FIT)
    model.fit(small(sparse.vstack([lead, -lead]).tocsr()), sign + [-s for s in sign], [e.heed for e in ways] * 2)
    table = {"way": dict(zip(named.get_feature_names_out(), model.coef_[0].tolist(), strict=True))}
    named, rare = DictVectorizer(), seldom(examples)
    marks = small(named.fit_transform([{m: v for m, v in e.both.items() if m not in rare} for e in examples]))
    sorts = [e.way if e.way in SORTS else "way" for e in examples]
    model = LogisticRegression(C=SORT, max_iter=ROUNDS_OF_FIT).fit(marks, sorts, [e.heed for e in examples])
    base = list(model.classes_).index("way")
    for name in SORTS:
        at = list(model.classes_).index(name)
        weights = dict(zip(named.get_feature_names_out(), (model.coef_[at] - model.coef_[base]).tolist(), strict=True))
        table[name] = {flow.BIAS: float(model.intercept_[at] - model.intercept_[base]), **weights}
    return {name: {m: written(m, w) for m, w in part.items() if abs(w) >= SMALL} for name, part in table.items()}


def written(mark: str, weight: float) -> float:
    """A weight as its file has it: those of words are written as what they add."""
    return round(WORD * weight, 2) / WORD if PART in mark else round(weight, 2)


def seldom(examples: Iterable[Example]) -> set[str]:
    """The words that stand in too few documents to be weighed."""
    holders: defaultdict[str, set[str]] = defaultdict(set)
    for each in examples:
        for mark in each.sides[0]:
            if PART in mark:
                holders[mark].add(each.source)
    return {mark for mark, found in holders.items() if len(found) < DOCUMENTS}


def small(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    """The matrix with the short indices that the solver takes."""
    matrix.indices, matrix.indptr = matrix.indices.astype("int32"), matrix.indptr.astype("int32")
    return matrix


def difference(told: Example) -> dict[str, float]:
    """The marks of the first side, less those of the second."""
    a, b = told.sides
    return {mark: a.get(mark, 0.0) - b.get(mark, 0.0) for mark in a.keys() | b.keys()}


def said(told: Example, table: Mapping[str, Mapping[str, float]]) -> str:
    """The way that weights give to an example."""
    sort = flow.sort_of(told.both, table)
    if sort != "way":
        return sort
    return "ab" if flow.total(difference(told), table["way"]) > 0 else "ba"


def crossed(examples: Sequence[Example]) -> tuple[float, float]:
    """Which share of examples is told right by weights fitted without their document: of all, and of those told."""
    right = []
    for part in range(fit_words.FOLDS):
        table = fit([e for e in examples if fit_words.fold(e.source) != part])
        right += [(said(e, table) == e.way, e.way) for e in examples if fit_words.fold(e.source) == part]
    stated = [good for good, way in right if way != "none"]
    return sum(good for good, _ in right) / len(right), sum(stated) / len(stated)


def main(arguments: list[str]) -> None:
    """Fit, print, and write if asked."""
    examples = [e for name in arguments if not name.startswith("--") for e in read(Path(name))]
    of_all, stated = crossed(examples)
    print(f"{len(examples)} acts: right {of_all:.3f} of all, {stated:.3f} of those with a way, on unseen documents")
    if "--write" in arguments:
        cases = list(from_cases())
        for _ in range(ROUNDS):
            table = fit([*examples, *cases])
            failing = [case for case in cases if said(case, table) != case.way]
            print(f"{len(failing)} of {len(cases)} acts of the cases fail")
            for case in failing:
                case.heed += fit_cases.MORE
            if not failing:
                break
        write(table)


def write(table: Table) -> None:
    """Write the weights of marks beside the rules, and those of words into the folders of their languages."""
    always = [(name, words.ALWAYS, 0.0) for name in table]
    rows: defaultdict[str, list[tuple[str, str, float]]] = defaultdict(lambda: list(always))
    for name, part in table.items():
        for mark, weight in part.items():
            if PART in mark:
                code, word = mark.split(PART)
                rows[code].append((name, word, WORD * weight))
    for code, told in rows.items():
        lines = ["// word, then what it speaks for: written by scripts/fit_flow.py", *words.by_word(told)]
        (languages.FOLDER / code / flow.FILE).write_text("\n".join(lines) + "\n", encoding="utf-8")
    parts = [f"{name}:\n" + "".join(f'  "{m}": "{w:.2f}"\n' for m, w in sorted(part.items()) if PART not in m)
             for name, part in table.items()]  # fmt: skip
    flow.WEIGHTS.write_text("".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
