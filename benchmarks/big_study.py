"""Make a big study on disk: pairs of real cities, sources with frozen texts, codings by rules, decisions by people.

    python benchmarks/big_study.py FOLDER [SOURCES] [CODINGS]

The texts are made up; each coding quotes a sentence of its own. Nothing is read by the rules: their readings are
written as if they had been, so that a study of 1,000 sources and 100,000 codings takes half a minute to make.
"""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from kembar import places, sources
from kembar.codebook import load
from kembar.dates import of_edtf
from kembar.sources import Extraction, duplicates, sourcelist
from kembar.study import Study, files
from kembar.study.reading import Reader
from kembar.types import Coding, Count, Evidence, Judgement, Pair, Reading, Scope, Source, Version

BOOK = load()
KINDS = [code for code in BOOK.axis("kind") if code.types]
SECTORS = [code.id for code in BOOK.axis("sector")]
HERE = ["Surabaya", "Medan", "Bandung", "Semarang", "Padang", "Makassar", "Denpasar", "Malang", "Bogor", "Ambon"]
THERE = ["Busan", "Incheon", "Daegu", "Ulsan", "Suwon", "Osaka", "Kobe", "Nagoya", "Sapporo", "Fukuoka"]
SENTENCE = 180


def main() -> None:
    """Make the study that the command line asks for."""
    root = Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000
    codings = int(sys.argv[3]) if len(sys.argv) > 3 else 100_000
    make(root, count, codings)


def make(root: Path, count: int, codings: int) -> None:
    """Write a study with so many sources and codings into a new folder."""
    chance, known = Random(7), places.gazetteer()
    pairs = [(a, b, Pair(known.named(f"{a}, ID"), _there(b))) for a in HERE for b in THERE[3:7]]
    lines = ["title: A big study", "question: How fast are the pages?", "period: [1990, 2030]", "pairs:"]
    for a, b, pair in pairs:
        lines += [f"  - id: {a}-{b}", f"    a: {pair.a.id}", f"    b: {pair.b.id}"]
    files.write(root / "study.yaml", "\n".join([*lines, ""]).encode())
    with Study(root) as study:
        store, reader, listed, readings = study.store, Reader.of(study), [], []  # the log is there before the cache
        for number in range(count):
            source, reading = _source(study, reader, chance, number, [p for _, _, p in pairs], codings // count)
            listed.append(source)
            readings.append(reading)
        sourcelist.append(study.folder.source_list, listed, sha256(b"").hexdigest())
        store.add_readings(readings)
        store.add_judgements(_judgements(chance, readings))


def _there(name: str) -> Any:
    return places.gazetteer().named(f"{name}, {'KR' if THERE.index(name) < 5 else 'JP'}")


def _source(
    study: Study, reader: Reader, chance: Random, number: int, pairs: list[Pair], codings: int
) -> tuple[Source, Reading]:
    name = f"source-{number:04}"
    said = [
        f"{name}, sentence {n}: what two cities did together, in words.".ljust(SENTENCE - 1) for n in range(codings)
    ]
    bare = Source(name, f"Source number {number}", ("Sari, Ana",), issued=str(1995 + number % 30), language="en")
    document = sources.freeze(bare, Extraction("\n".join(said) + "\n", extractor="text 1"))
    files.write(study.folder.text(name, document.sha256), document.text.encode())
    files.write(study.folder.layout(name, document.sha256), sources.layout_json(document))
    original = study.folder.sources / f"{name}.txt"
    files.write(original, document.text.encode())
    source = Source(**_fields(bare), versions=(Version(original.name, document.sha256, document.sha256, "text 1"),))
    mine = chance.sample(pairs, 3)
    made = tuple(_coding(chance, chance.choice(mine), name, document.sha256, document.text, n) for n in range(codings))
    about = {place.id for pair in mine for place in (pair.a, pair.b)}
    study.cache.keep(document.sha256, reader.key(source), "en", about, range(1995, 2024), b"{}")
    study.cache.keep_sketch(document.sha256, duplicates.sketch(document.text))
    version, book = reader.version(source), reader.codes
    return source, Reading(
        "rules", "rules", name, document.sha256, made, Scope(), version, book, "2026-01-01T00:00:00Z"
    )


def _fields(source: Source) -> dict[str, Any]:
    return {name: getattr(source, name) for name in ("id", "title", "author", "issued", "language")} | {"kind": "news"}


def _coding(chance: Random, pair: Pair, source: str, sha: str, text: str, number: int) -> Coding:
    kind, at = chance.choice(KINDS), number * SENTENCE
    quote = text[at : at + SENTENCE - 1].rstrip()
    evidence = Evidence(source, sha, at, at + len(quote), f"para. {number + 1}", quote, ("act",), (at, at + 11))
    start = of_edtf(f"{chance.randint(1994, 2023)}-{chance.randint(1, 12):02}"[: chance.choice((4, 7))])
    if "agreement" in kind.types:
        return Coding("agreement", kind.id, (evidence,), pair, start=start)
    people = Count(chance.randint(2, 90)) if chance.random() < 0.4 else None
    return Coding(
        "activity", kind.id, (evidence,), pair, sector=chance.choice(SECTORS), start=start, participants=people
    )


def _judgements(chance: Random, readings: list[Reading]) -> list[Judgement]:
    some = [c for r in readings for c in r.codings if chance.random() < 0.05]
    verdicts: Any = ("accept", "accept", "reject")
    return [Judgement((c.id,), chance.choice(verdicts), "Ana", f"2026-02-01T00:00:{n:06}") for n, c in enumerate(some)]


if __name__ == "__main__":
    main()
