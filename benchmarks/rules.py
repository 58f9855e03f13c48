"""Code the documents of the gold sets again and again on one core; the same for a text without any cue.

usage: python benchmarks/rules.py [--megabytes N]

Prints the seconds from a cold start to the codings of a first document, then megabytes (of UTF-8) and documents a
second, and the peak of memory; and, where spaCy is installed beside Kembar, how fast its blank tokenizer with a
PhraseMatcher finds the plain cues in the same texts. All in seconds of work: a busy machine slows them a little only.
Aims: 1.5 s cold; .25 MB/s of relevant text; 30 MB/s where no cue stands; 400 MB.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from kembar import codebook, languages, sources
from kembar.coders import rules
from kembar.sources.extraction import fill
from kembar.types import Document, Source

SETS = Path(__file__).parent.parent / "tests" / "gold"
SEED, MIB = 20240601, 1_000_000
FIRST = """
import sys
from pathlib import Path
from kembar import codebook, sources
from kembar.coders import rules
from kembar.types import Source
rules.code(sources.freeze(Source("a"), sources.read(Path(sys.argv[1]))), codebook.load())
"""


def gold() -> list[Document]:
    """Return the documents of the gold sets."""
    out = []
    for path in sorted(path for name in ("dev", "more") for path in (SETS / name / "docs").iterdir()):
        extraction = sources.read(path)
        out.append(sources.freeze(fill(Source(path.stem), extraction), extraction))
    return out


def quiet(size: int) -> Document:
    """Make up a document of a title and of words with which no cue begins."""
    draw = random.Random(SEED)
    known = [languages.get(code).cues for code in languages.codes() if languages.has_rules(code)]
    begun = {key for cues in known for cue in cues.cues for key in cue.compiled.keys}
    words: list[str] = []
    while len(words) < 5_000:
        word = "".join(draw.choice("bdfgklmnprst") + draw.choice("aeiou") for _ in range(draw.randint(2, 4)))
        words += [] if any(word[:size] in begun for size in range(1, len(word) + 1)) else [word]
    text = "Osaka\n\n"
    text += "".join(" ".join(draw.choices(words, k=12)).capitalize() + ". " for _ in range(size // 80))
    return Document(Source("quiet"), text, "0" * 64, "text 1", languages.codes()[0])


def worked(run: Callable[[], object]) -> float:
    """Return the seconds of work that something takes."""
    started = time.process_time()
    run()
    return time.process_time() - started


def size(documents: Iterable[Document]) -> float:
    """Return how many megabytes the texts of documents are."""
    return sum(len(document.text.encode("utf-8", "replace")) for document in documents) / MIB


def cold() -> float:
    """Return the seconds from the start of Python to the codings of one document."""
    path = str(next(iter(sorted((SETS / "dev" / "docs").glob("*.txt")))))
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", FIRST, path], check=True)
    return time.perf_counter() - started


def memory() -> float:
    """Return the highest memory of this process in megabytes, 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def matcher() -> Callable[[Document], object] | None:
    """Return spaCy's blank tokenizers with the plain cues as phrases, None where spaCy is not installed."""
    try:
        import spacy
        from spacy.matcher import PhraseMatcher
    except ImportError:
        return None
    made = {}
    for code in languages.codes():
        plain = [c.pattern for c in languages.get(code).cues.cues if not set(c.pattern) & set("*+|[]().#_")]
        nlp = spacy.blank("xx")
        nlp.max_length = 100 * MIB
        phrases = PhraseMatcher(nlp.vocab, attr="LOWER")
        phrases.add("cue", [nlp.make_doc(cue) for cue in plain])
        made[code] = nlp, phrases

    def run(document: Document) -> object:
        nlp, phrases = made.get(document.language) or next(iter(made.values()))
        return phrases(nlp.make_doc(document.text))

    return run


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=float, default=2.0)
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    book, once = codebook.load(), gold()
    times = max(1, round(options.megabytes / size(once)))
    every = [replace(d, source=replace(d.source, id=f"{d.source.id}-{n}")) for n in range(times) for d in once]
    still = [quiet(2 * MIB)]
    print(f"cold start to the codings of a first document: {cold():.2f} s")
    spent = worked(lambda: sum(len(rules.code(d, book).codings) for d in every))  # none is kept
    print(
        f"relevant text: {size(every) / spent:.2f} MB/s, {len(every) / spent:.0f} documents/s ({len(every)} documents)"
    )
    rules.code(still[0], book)  # its words are known then, as the words of a language are after some documents
    spent = worked(lambda: [rules.code(d, book) for d in still])
    print(f"text without a cue: {size(still) / spent:.1f} MB/s; memory {memory():.0f} MB at most")
    phrases = matcher()
    if phrases is None:
        print("spaCy is not installed here")
        return
    for name, texts in (("relevant text", every), ("text without a cue", still)):
        found = phrases  # each document anew, as the rules read it
        print(f"spaCy, {name}: {size(texts) / worked(lambda: [found(d) for d in texts]):.2f} MB/s")  # noqa: B023


if __name__ == "__main__":
    main()
