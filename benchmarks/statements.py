"""Statements with 200 codes of a study's own: import, quotes to CSV and a matrix, beside plain SQLite in the same run.

usage: python benchmarks/statements.py [--codings N]

500 documents of 20,000 characters, 200 codes in 20 groups, 100,000 codings of two people: 70 % equal, 15 % with another
code, 15 % in another place. Everything goes the way of a study: codings with their ids into the log, the casebase
built from the log, the export and the display made of the casebase. The right number of filled cells is counted apart.
Aims: import 3 s, quotes 1.5 s, matrix 0.2 s; the casebase 3 s.
"""

from __future__ import annotations

import argparse
import csv
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from kembar import casebase, codebook, displays
from kembar.casebase import Casebase, Facts, SourceFact
from kembar.store import Store
from kembar.types import Coding, Evidence, Reading, Source, Version, digest

SEED, DOCUMENTS, SIZE, CODES, GROUPS = 20240601, 500, 20_000, 200, 20
PEOPLE = ("reader one", "reader two")
AT = "2026-01-01T00:00:00Z"
Row = tuple[str, int, str, int, int]
Made = TypeVar("Made")


def texts(draw: random.Random) -> list[str]:
    """Make up the documents: a sentence a line, some with letters outside the basic plane."""
    words = ["".join(draw.choices("abdeghiklmnoprstu", k=draw.randint(2, 9))) for _ in range(4000)]
    words += ["".join(draw.choices("가나다라마바사あいうえお都市", k=3)) for _ in range(1500)] + ["\U0001f3d9"]
    made = []
    for _ in range(DOCUMENTS):
        text = ""
        while len(text) < SIZE:
            text += "\n".join(" ".join(draw.choices(words, k=12)) + "." for _ in range(40)) + "\n"
        made.append(text[:SIZE])
    return made


def rows(draw: random.Random, total: int) -> Iterator[Row]:
    """Yield (person, document, code, start, end): each place is coded by both people, now and then differently."""
    for _ in range(total // 2):
        document, code = draw.randrange(DOCUMENTS), draw.randrange(CODES)
        start = draw.randrange(SIZE - 400)
        end = start + draw.randint(20, 180)
        yield PEOPLE[0], document, f"own_{code:03}", start, end
        kind = draw.random()
        if kind > 0.85:
            code = draw.randrange(CODES)
        elif kind > 0.70:
            start, end = start + 200, end + 200
        yield PEOPLE[1], document, f"own_{code:03}", start, end


def own_codebook(folder: Path) -> Path:
    """Write a study's codebook of 200 statement codes in 20 groups."""
    lines = ["axis: statement", "codes:"]
    lines += [f"  group_{number:02}: {{label: group {number}}}" for number in range(GROUPS)]
    lines += [f"  own_{n:03}: {{label: own code {n}, parent: group_{n % GROUPS:02}}}" for n in range(CODES)]
    path = folder / "codebook.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def timed(name: str, make: Callable[[], Made], seconds: dict[str, tuple[float, float]]) -> Made:
    """Run a step and note the seconds it took, and those of work (a busy machine only adds to the first)."""
    started, worked = time.perf_counter(), time.process_time()
    made = make()
    seconds[name] = time.perf_counter() - started, time.process_time() - worked
    return made


def imported(path: Path, coded: list[Row], written: list[str], version: str) -> int:
    """Make codings and readings of the rows and append them to the log; return how many codings."""
    hashes = [digest(text) for text in written]
    of: dict[tuple[str, int], list[Coding]] = {}
    for person, document, code, start, end in coded:
        quote = written[document][start:end]
        evidence = Evidence(f"d{document:03}", hashes[document], start, end, f"char. {start}", quote, ("act",))
        of.setdefault((person, document), []).append(Coding("statement", code, (evidence,)))
    readings = [
        Reading(person, "hand", f"d{document:03}", hashes[document], tuple(codings), codebook_version=version, at=AT)
        for (person, document), codings in of.items()
    ]
    with Store.open(path) as store:
        store.add_readings(readings)
    return sum(len(codings) for codings in of.values())


def facts(written: list[str]) -> Facts:
    """Return what a casebase needs to know of the documents."""
    sources = {}
    for number, text in enumerate(written):
        sha256, name = digest(text), f"d{number:03}"
        source = Source(name, issued="2020", versions=(Version(f"{name}.txt", sha256, sha256),))
        sources[name] = SourceFact(source, sha256, (sha256,), "en", True, frozenset(), frozenset())
    return Facts(sources, (), (None, None), ())


def quotes(cases: Casebase, readings: list[Reading], path: Path) -> int:
    """Write a row for each coding of each person with its record and quote; return how many."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("record", "code", "coder", "source", "locator", "start", "end", "quote"))
        number = 0
        for reading in readings:
            for coding in reading.codings:
                record, piece = cases.record_with(coding.id), coding.evidence[0]
                head = (record.id[:12] if record else "", coding.kind, reading.coder, reading.source)
                writer.writerow((*head, piece.locator, piece.start, piece.end, piece.quote))
                number += 1
    return number


def floor(folder: Path, coded: list[Row], written: list[str], seconds: dict[str, tuple[float, float]]) -> int:
    """Do the same jobs in plain SQLite; return the number of filled cells of code x document."""
    db = sqlite3.connect(folder / "floor.db")
    db.execute("create table c (person text, document int, code text, a int, z int, quote text)")

    def insert() -> None:
        db.executemany(
            "insert into c values (?,?,?,?,?,?)", ((*row, written[row[1]][row[3] : row[4]]) for row in coded)
        )
        db.commit()

    def write() -> None:
        with (folder / "floor.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(db.execute("select * from c order by code, document, a"))

    timed("import", insert, seconds)
    timed("quotes to CSV", write, seconds)
    query = "select code, document, count(*) from c group by code, document"
    return len(timed("code x document", lambda: db.execute(query).fetchall(), seconds))


def main() -> None:
    """Run both and print them side by side."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--codings", type=int, default=100_000)
    total = parser.parse_args().codings
    draw, ours, plain = random.Random(SEED), dict[str, tuple[float, float]](), dict[str, tuple[float, float]]()
    written = texts(draw)
    coded = list(rows(draw, total))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        right = floor(folder, coded, written, plain)
        book = codebook.load(own_codebook(folder))
        number = timed("import", lambda: imported(folder / "study.db", coded, written, book.version), ours)
        with Store.open(folder / "study.db", read_only=True) as store:
            readings = timed("read the log", store.readings, ours)
        cases = timed("casebase", lambda: casebase.build(facts(written), readings, [], book), ours)
        out = timed("quotes to CSV", lambda: quotes(cases, readings, folder / "quotes.csv"), ours)
        timed("near misses", lambda: cases.possibly_same, ours)
        table = timed("code x document", lambda: displays.matrix(cases, rows="kind", columns="source"), ours)
    print(f"{number:,} codings imported, {len(cases.records):,} records, {out:,} quotes written")
    print(f"cells filled: {sum(bool(cell.records) for cell in table.cells.values()):,}; SQLite counts {right:,}")
    print(f"{'seconds':18} {'Kembar':>8} {'(work)':>8} {'SQLite':>8} {'(work)':>8}")
    for name, spent in ours.items():
        beside = " ".join(f"{value:8.2f}" for value in (*spent, *plain.get(name, ())))
        print(f"{name:18} {beside}")


if __name__ == "__main__":
    main()
