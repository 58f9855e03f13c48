"""Fit what the words of a sentence say of the kinds of acts it tells, for every language, on coded documents.

usage: python scripts/fit_words.py GOLD_DIR... PASSAGES.txt... [--write]

A logistic model a kind over the words of sentences and the classes of their cues (``kembar/coders/rules/words.py``),
shrunk (L2), rare words less than common ones, those near nothing left out. Prints for each language how often, on
documents that a fit has not seen, the kind that the words speak for most is that of the sentence; with ``--write`` the
weights fitted on all documents replace ``words.tsv``. Passages are sentences with the kinds they tell, without dates or
directions. Needs scikit-learn, which is no dependency of Kembar.
"""

from __future__ import annotations

import json
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from kembar import codebook, languages, sources
from kembar.agreement.matching import Letters
from kembar.coders.rules import propose, words
from kembar.coders.rules.sentences import Sentence
from kembar.sources.extraction import Extraction
from kembar.types import Document, Source

FOLDS, INVERSE_PENALTY = 5, 0.3
#: A word must stand in so many documents, a kind in so many sentences, to be weighed.
DOCUMENTS, SENTENCES, LEAST = 2, 4, 0.1
#: How rare a word is: the log of all sentences by those that hold it, at least COMMONEST. Its column is scaled by that,
#: divided by USUAL, to this power.
USUAL, POWER, COMMONEST = 5.5, 1.25, 0.1
STATUS = {"d": "done", "o": "ongoing", "p": "planned", "e": "ended"}
CLOSED = '.!?。！？”"」)'
BOOK = codebook.load()


@dataclass(frozen=True)
class Told:
    """A sentence of a coded document: its words, and the kinds that the document's records quote from it."""

    code: str
    document: str
    words: frozenset[str]
    kinds: frozenset[str]


def documents(folder: Path) -> Iterator[tuple[Document, list[dict[str, object]]]]:
    """Yield the documents of a gold set with their records."""
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        extraction = sources.read(folder / "docs" / entry["doc"])
        source = Source(f"{folder.name}/{Path(entry['doc']).stem}", issued=entry["published"])
        yield sources.freeze(sources.fill(source, extraction), extraction), entry["records"]


def passages(path: Path) -> Iterator[tuple[Document, list[dict[str, object]]]]:
    """Yield the coded passages of a file as documents, with a record for each kind that a line of them tells.

    A passage is a line ``## NAME COUNTRY, NAME COUNTRY`` (its pair) and lines ``KIND STATUS; ... | SENTENCE``, with
    ``-`` for a sentence that tells no act.
    """
    code = path.stem
    stop = "。" if code == "ja" else "."
    for number, block in enumerate(path.read_text(encoding="utf-8").split("\n## ")):
        head, *lines = block.strip().removeprefix("## ").split("\n")
        told = [line.split(" | ", 1) for line in lines if line.strip()]
        title = " - ".join(side.strip()[:-3] for side in head.split(","))
        text = f"{title}\n\n" + " ".join(
            sentence + (stop if sentence[-1] not in CLOSED else "") for _, sentence in told
        )
        acts = [(*code.split(), quote) for codes, quote in told for code in codes.split(";") if code.strip() != "-"]
        frozen = sources.freeze(Source(f"{code}/{number}", language=code), Extraction(text))
        yield frozen, [{"kind": kind, "status": STATUS[letter], "quote": quote} for kind, letter, quote in acts]


def read(path: Path) -> Iterator[tuple[Document, list[dict[str, object]]]]:
    """Yield the documents of a gold set or of a file of passages."""
    yield from documents(path) if path.is_dir() else passages(path)


def sentences(path: Path, field: str = "kind") -> Iterator[Told]:
    """Yield the sentences of a gold set or of passages that speak, with the kinds (or statuses) they tell."""
    for document, records in read(path):
        scanned, _, _ = propose(document, BOOK, document.language or languages.detect(document.text))
        letters = Letters.of(document.text)
        spans = [(str(record[field]), letters.span(record)) for record in records]
        for sentence in scanned:
            if not sentence.silent:
                found = frozenset(kind for kind, span in spans if span and _tells(sentence, span))
                known = frozenset(words.said_by(sentence))
                yield Told(sentence.language.code, document.source.id, known, found)


def _tells(sentence: Sentence, span: tuple[int, int]) -> bool:
    """Whether a quote lies in a sentence, or most of the sentence in the quote."""
    start, end = sentence.base, sentence.base + len(sentence.raw)
    shared = min(end, span[1]) - max(start, span[0])
    return shared > 0 and 2 * shared >= min(end - start, span[1] - span[0])


def fold(document: str) -> int:
    """The part that a document falls to, by its name."""
    return zlib.crc32(document.encode()) % FOLDS


def scales(matrix: csr_matrix) -> np.ndarray:
    """For each word what its column is multiplied by: the more, the fewer of the sentences (rows) hold it."""
    rare = np.log(matrix.shape[0] / (1 + matrix.getnnz(axis=0)))
    return (np.maximum(rare, COMMONEST) / USUAL) ** POWER


def fit(told: Sequence[Told]) -> list[str]:
    """Fit the weights of one language and return them as the lines of ``words.tsv``."""
    holders: dict[str, set[str]] = defaultdict(set)
    for each in told:
        for word in each.words:
            holders[word].add(each.document)
    able = {word for word, found in holders.items() if len(found) >= DOCUMENTS}
    known = {word for word in able if not any(char.isdigit() for char in word)}
    names = sorted(known)
    matrix = CountVectorizer(analyzer=list, vocabulary=names).transform([each.words & known for each in told])
    scale = scales(matrix)
    matrix = matrix @ diags(scale)
    counts = Counter(kind for each in told for kind in each.kinds)
    rows: list[tuple[str, str, float]] = []
    nothing = [words.NOTHING] if not all(each.kinds for each in told) else []
    for kind in [*nothing, *sorted(k for k, n in counts.items() if n >= SENTENCES)]:
        right = [not each.kinds if kind == words.NOTHING else kind in each.kinds for each in told]
        model = LogisticRegression(C=INVERSE_PENALTY, solver="liblinear", random_state=0)
        model.fit(matrix, right)
        weighed = zip(names, model.coef_[0] * scale, strict=True)
        rows.append((kind, words.ALWAYS, model.intercept_[0]))
        rows += [(kind, word, weight) for word, weight in weighed if abs(weight) >= LEAST]
    return words.by_word(rows)


def crossed(told: Sequence[Told]) -> dict[tuple[str, int], words.Table]:
    """For each language and part of the documents a table fitted without that part."""
    by_code: dict[str, list[Told]] = defaultdict(list)
    for each in told:
        by_code[each.code].append(each)
    return {
        (code, part): words.Table(fit([each for each in found if fold(each.document) != part]))
        for code, found in by_code.items()
        for part in range(FOLDS)
    }


def right(told: Iterable[Told], tables: Mapping[tuple[str, int], words.Table]) -> dict[str, tuple[int, int]]:
    """For each language: sentences that tell an act, and those whose words speak most for one of their kinds."""
    out: Counter[tuple[str, bool]] = Counter()
    for each in told:
        if each.kinds:
            table = tables[each.code, fold(each.document)]
            sums = table.sums(each.words)
            sums.pop(words.NOTHING, None)
            out[each.code, max(sums, key=lambda kind: sums[kind]) in each.kinds] += 1
    return {code: (out[code, True] + out[code, False], out[code, True]) for code, _ in sorted(out)}


def main(arguments: list[str]) -> None:
    """Fit, print, and write if asked."""
    told = [each for name in arguments if not name.startswith("--") for each in sentences(Path(name))]
    for code, (every, found) in right(told, crossed(told)).items():
        print(f"{code}: of {every} sentences that tell an act {found / every:.2f} are told by their words")
    if "--write" in arguments:
        for code in {each.code for each in told}:
            head = "// word, then kinds with weights: written by scripts/fit_words.py"
            lines = [head, *fit([each for each in told if each.code == code])]
            (languages.FOLDER / code / words.FILE).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
