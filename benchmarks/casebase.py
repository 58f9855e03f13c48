"""How long the casebase takes: building from 100,000 codings, one more judgement, and what is worked out later.

    python benchmarks/casebase.py [CODINGS] [PAIRS]

The input is made by a seeded generator: acts of each pair, each told by several sources with dates, names, flows and
numbers as exact as sources tell them; a few sources retell others, people coded and judged some by hand.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Callable
from random import Random
from typing import Any

from kembar.casebase import Casebase, Facts, SourceFact, StudyPair, build
from kembar.codebook import load
from kembar.dates import of_edtf
from kembar.types import Coding, Count, Evidence, Judgement, Pair, Place, Reading, Source, digest

BOOK = load()
ACTIVITIES = [code for code in BOOK.axis("kind") if "activity" in code.types]
AGREEMENTS = [code for code in BOOK.axis("kind") if "agreement" in code.types]
SECTORS = [code.id for code in BOOK.axis("sector")]
PER_SOURCE = 50
TELLERS = 4


def main() -> None:
    """Print the figures."""
    codings = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    pairs = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    facts, readings, judgements = study(codings, pairs)
    print(
        f"{sum(len(r.codings) for r in readings):,} codings, {len(readings):,} readings, {len(facts.sources):,} sources"
    )
    print(f"{pairs} pairs, {len(judgements):,} judgements{'on the clock':>26} {'processor':>11}")
    cases = timed("build", lambda: build(facts, readings, judgements, BOOK), times=3)
    joined = sum(len(record.codings) > 1 for record in cases.records)
    print(f"{len(cases.records):,} records ({joined:,} joined), {len(cases.disputes):,} disputes")
    rejudge(cases)
    timed(
        "kind, sector and start of every record", lambda: [(r.kind, r.sector, r.value("start")) for r in cases.records]
    )
    timed("where(kind, since)", lambda: cases.where(kind="student_exchange", since=2000))
    near = timed("possibly the same", lambda: cases.possibly_same)
    print(f"{len(near):,} possibly the same")
    timed("coverage of every pair and sector", lambda: [cases.coverage(p.id, s) for p in facts.pairs for s in SECTORS])


def timed(name: str, work: Callable[[], Any], times: int = 1) -> Any:
    """Run something, print the best of its times (on the clock, and of the processor) and return its last result."""
    clock = processor = float("inf")
    for _ in range(times):
        start, busy = time.perf_counter(), time.process_time()
        result = work()
        clock, processor = min(clock, time.perf_counter() - start), min(processor, time.process_time() - busy)
    print(f"{name:42} {clock * 1000:8.1f} ms {processor * 1000:8.1f} ms")
    return result


def rejudge(cases: Casebase) -> None:
    """Time forty judgements of different kinds on records all over the study."""
    chance = Random(3)
    spent = []
    for number in range(40):
        record = cases.records[chance.randrange(len(cases.records))]
        verdict: Any = ("accept", "reject", "prefer", "different")[number % 4]
        subjects = record.codings[:2] if verdict == "different" else record.codings[:1]
        judgement = Judgement(subjects, verdict, "Budi", f"2026-03-{number + 1:02}", field="start")
        start, busy = time.perf_counter(), time.process_time()
        cases = cases.rejudge(judgement)
        spent.append((time.perf_counter() - start, time.process_time() - busy))
    for name, at in (("one more judgement, median", 20), ("one more judgement, worst", -1)):
        clock, processor = (sorted(times)[at] * 1000 for times in zip(*spent, strict=True))
        print(f"{name:42} {clock:8.1f} ms {processor:8.1f} ms")


def study(codings: int, pairs: int) -> tuple[Facts, list[Reading], list[Judgement]]:
    """Make the facts, readings and judgements of a study of a given size."""
    chance = Random(7)
    places = (
        [Place(f"ID.{n}", f"Kota {n}", "ID") for n in range(pairs)],
        [Place(f"KR.{n}", f"Si {n}", "KR") for n in range(pairs)],
    )
    known = [StudyPair(f"pair {n}", Pair(a, b)) for n, (a, b) in enumerate(zip(*places, strict=True))]
    count = max(pairs, codings // PER_SOURCE)
    by_pair: dict[int, list[int]] = defaultdict(list)
    for source in range(count):
        by_pair[source % pairs].append(source)
    told: dict[int, list[Coding]] = defaultdict(list)
    for number, study_pair in enumerate(known):
        for act in range(codings // pairs // TELLERS):
            fields = an_act(chance, study_pair.pair, act)
            for source in chance.sample(by_pair[number], min(TELLERS, len(by_pair[number]))):
                told[source].append(telling(chance, dict(fields), source, len(told[source])))
    sources, readings = {}, []
    for source in range(count):
        name, text = f"s{source:05}", digest(source)
        retold = f"s{source - pairs:05}" if source >= pairs and source % 10 == 0 else None
        fact = SourceFact(Source(name, issued=str(1995 + source % 30), copy_of=retold), text, (text,), "", True)
        sources[name] = fact
        readings.append(Reading("rules", "rules", name, text, tuple(told[source]), at="2026-01-01"))
    judgements = []
    for source in chance.sample(range(count), count // 10):
        name, text = f"s{source:05}", digest(source)
        for coding in told[source][:3]:
            verdict: Any = chance.choice(("accept", "accept", "reject"))
            judgements.append(Judgement((coding.id,), verdict, "Ani", "2026-02-01"))
        mine = tuple(
            telling(chance, {**vars_of(c), "sector": "general"}, source, n) for n, c in enumerate(told[source][:9])
        )
        readings.append(Reading("Ani", "hand", name, text, mine, at="2026-02-02"))
    return Facts(sources, tuple(known), (1990, 2030)), readings, judgements


def an_act(chance: Random, pair: Pair, number: int) -> dict[str, Any]:
    """What really happened: kind, day, flow, number, name."""
    agreement = chance.random() < 0.05
    kind = chance.choice(AGREEMENTS if agreement else ACTIVITIES)
    fields: dict[str, Any] = {"type": "agreement" if agreement else "activity", "kind": kind.id, "pair": pair}
    fields["day"] = f"{chance.randint(1994, 2023)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    if not agreement:
        fields["flow"] = chance.choice((f"{pair.a.id}>{pair.b.id}", f"{pair.b.id}>{pair.a.id}", "mutual", None))
        fields["participants"] = Count(chance.randint(2, 90))
        fields["sector"] = chance.choice((kind.usual_sector, None, chance.choice(SECTORS)))
        if chance.random() < 0.15:
            fields |= {"recurrence": "annual", "status": "ongoing"}
        if kind.id == "named_place" or chance.random() < 0.2:
            fields["attributes"] = {"name": f"Festival number{number} of word{number % 97}"}
    return fields


def telling(chance: Random, fields: dict[str, Any], source: int, place: int) -> Coding:
    """How one source tells an act: less exactly, with things left out."""
    day = fields.pop("day", None) or fields.pop("start").edtf
    exact = chance.choice((10, 10, 7, 4, 4, 0))
    start = of_edtf(day[:exact]) if exact else None
    for name in ("flow", "participants", "sector"):
        if chance.random() < 0.4:
            fields.pop(name, None)
    at = place * 200
    evidence = Evidence(
        f"s{source:05}", digest(source), at, at + 120, f"p. {place}", f"sentence {place}", ("act",), (at, at + 9)
    )
    return Coding(evidence=(evidence,), start=start, **fields)


def vars_of(coding: Coding) -> dict[str, Any]:
    """The fields of a coding from which a person's coding of the same words is made."""
    day = {"day": coding.start.edtf if coding.start else "2000"}
    return day | {
        name: getattr(coding, name) for name in ("type", "kind", "pair", "flow", "participants", "attributes")
    }


if __name__ == "__main__":
    main()
