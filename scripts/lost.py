"""Say where the records that the rules miss are lost, and what the records that they report in vain stand for.

usage: python scripts/lost.py [GOLD_DIR ...] [--languages] [--show N CAUSE]

Prints a table in Markdown: one row a cause, one column a set (tests/gold/dev and more, if none is named) or, with
``--languages``, a language of all sets together. ``--show`` prints so many records of every cause that begins so. A
missed record is lost at the first step that has nothing right for it: a candidate in its sentence, of its kind, with
its pair, with no other year, that stands.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kembar import codebook, languages, sources
from kembar.agreement import gold
from kembar.agreement.matching import Letters, Record, match, pair_of, years_clash
from kembar.coders import projection, rules
from kembar.coders.rules import build, issued
from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.join import TOLD_AGAIN
from kembar.types import Document, Source

SETS = Path(__file__).parent.parent / "tests" / "gold"
BOOK = codebook.load()
#: Beginnings of the judge's reasons, with the cause that they count as.
REASONS = {
    "weak": "rejected as weak",
    "told as": "another kind of its sentence was preferred",
    "the date of": "another kind of its sentence was preferred",
    "the same act": "held for the act of another candidate",
    TOLD_AGAIN: "joined to another record",
    "nothing clear": "nothing clear in the document",
    "called off": "held for called off",
    "a state without a date": "held for no act",
    "a guest of the state": "held for no act",
    "told of ties as such": "held for no act",
    "a field that a paper covers": "held for no act",
}
MISSED = (
    "the language has no rules", "no candidate in its sentence", "its kind was not proposed", "no pair", "another pair",
    "another year", *dict.fromkeys(REASONS.values()), "otherwise rejected", "found, but another record took its place",
)  # fmt: skip
FALSE = (
    "the document tells no record", "a pair of which it tells none", "another kind for a sentence that tells a record",
    "another year of an act that is told", "an act told again", "nothing in its sentence",
)  # fmt: skip
WIDTH = 220


@dataclass(frozen=True)
class Lost:
    """A record that was missed or is false, why, and what stands in its place."""

    cause: str
    doc: str
    lang: str
    record: Record
    seen: str = ""


def candidates_of(document: Document) -> list[Candidate]:
    """Every candidate of a document, judged and joined; none in a language without rules."""
    language = document.language or languages.detect(document.text)
    if not languages.has_rules(language):
        return []
    _, found, _ = rules.propose(document, BOOK, language)
    rules.decide(found, issued(document))
    return found


def why_missed(record: Record, document: Document, letters: Letters, found: Sequence[Candidate]) -> tuple[str, str]:
    """Name the first step that had nothing right for a record, and what there was instead."""
    if not languages.has_rules(document.language or languages.detect(document.text)):
        return MISSED[0], ""
    span = letters.span(record)
    here = [c for c in found if span and c.sentence.base < span[1] and span[0] < c.sentence.base + len(c.sentence.raw)]
    seen = "; ".join(f"{c.kind} {_pair(c)} {c.since.edtf if c.since else ''} {c.reason or 'kept'}" for c in here)
    told = [(c, plain(c, document)) for c in here]
    told = [(c, r) for c, r in told if r["type"] == record["type"] and r["kind"] == record["kind"]]
    if not told:
        return (MISSED[2] if here else MISSED[1]), seen
    paired = [(c, r) for c, r in told if c.pair and pair_of(r) == pair_of(record)]
    if not paired:
        return (MISSED[4] if any(c.pair for c, _ in told) else MISSED[3]), seen
    right = [c for c, r in paired if not years_clash(record, r)]
    if not right:
        return MISSED[5], seen
    if any(not c.reason for c in right):
        return MISSED[-1], seen
    reason = right[0].reason
    return next((cause for start, cause in REASONS.items() if reason.startswith(start)), MISSED[-2]), seen


def plain(candidate: Candidate, document: Document) -> dict[str, Any]:
    """A candidate as a gold record, without a pair if it has none."""
    if candidate.pair is None:
        return {"type": candidate.type, "kind": BOOK.gold_kind(candidate.kind), "pair": []}
    return projection.record_of(build.coding(candidate, document, lambda start, end: ""), BOOK)


def _pair(candidate: Candidate) -> str:
    return "-".join(p.name for p in candidate.pair) if candidate.pair else "no pair"


def why_false(record: Record, records: Sequence[Record], letters: Letters) -> str:
    """Say what a record that is none stands for."""
    if not records:
        return FALSE[0]
    of_pair = [r for r in records if pair_of(r) == pair_of(record)]
    if not of_pair:
        return FALSE[1]
    span = letters.span(record)
    spans = [(r, letters.span(r)) for r in records]
    here = [r for r, s in spans if span and s and s[0] < span[1] and span[0] < s[1]]
    same = [r for r in of_pair if r["kind"] == record["kind"] and r["type"] == record["type"]]
    if any(r["kind"] != record["kind"] for r in here):
        return FALSE[2]
    if any(years_clash(r, record) for r in same if r in here):
        return FALSE[3]
    return FALSE[4] if same else FALSE[5]


def lost(folder: Path) -> Iterator[Lost]:
    """Yield what is lost and what is false in a set."""
    found = {line["doc"]: line["records"] for line in gold.predict(folder).lines}
    for line in gold.read(folder):
        extraction = sources.read(folder / "docs" / line["doc"])
        source = Source(Path(line["doc"]).stem, issued=str(line["published"]) if line.get("published") else None)
        document = sources.freeze(sources.fill(source, extraction), extraction)
        letters, records, told = Letters.of(document.text), line["records"], found[line["doc"]]
        pairs = match(Letters.of((folder / "docs" / line["doc"]).read_text(encoding="utf-8")), records, told)
        missed = [r for i, r in enumerate(records) if i not in {i for i, _ in pairs}]
        seen = candidates_of(document) if missed else []
        for record in missed:
            yield Lost(*_named(why_missed(record, document, letters, seen), line, record))
        for j, record in enumerate(told):
            if j not in {j for _, j in pairs}:
                yield Lost(why_false(record, records, letters), line["doc"], line["lang"], record)


def _named(why: tuple[str, str], line: Mapping[str, Any], record: Record) -> tuple[str, str, str, Record, str]:
    return why[0], line["doc"], line["lang"], record, why[1]


def tables(columns: Mapping[str, Sequence[Lost]]) -> Iterator[str]:
    """Yield the lines of the two tables: causes of missed and of false records, by column."""
    for title, causes in (("missed", MISSED), ("false", FALSE)):
        counts = {name: Counter(each.cause for each in found) for name, found in columns.items()}
        yield f"| {title} | " + " | ".join(columns) + " |"
        yield "|---|" + "---|" * len(columns)
        for cause in causes:
            if any(count[cause] for count in counts.values()):
                yield f"| {cause} | " + " | ".join(str(count[cause]) for count in counts.values()) + " |"
        sums = [sum(count[cause] for cause in causes) for count in counts.values()]
        yield "| all | " + " | ".join(map(str, sums)) + " |\n"


def shown(found: Sequence[Lost], most: int, cause: str) -> Iterator[str]:
    """Yield some records of the causes that begin so."""
    told: Counter[str] = Counter()
    for each in found:
        told[each.cause] += 1
        if each.cause.startswith(cause) and told[each.cause] <= most:
            pair = "-".join(p["name"] for p in each.record["pair"])
            what = f"{each.record['kind']}, {pair}, {each.record['start']}"
            yield f"- {each.cause} | {each.doc} | {what} | {each.record['quote'][:WIDTH]} | {each.seen[:WIDTH]}"


def main(arguments: list[str]) -> None:
    """Print the tables, and records of a cause if asked."""
    at = arguments.index("--show") if "--show" in arguments else len(arguments)
    folders = [Path(a) for a in arguments[:at] if not a.startswith("--")] or [SETS / "dev", SETS / "more"]
    columns: dict[str, list[Lost]] = {folder.name: list(lost(folder)) for folder in folders}
    every = [each for found in columns.values() for each in found]
    if "--languages" in arguments:
        columns = defaultdict(list)
        for each in sorted(every, key=lambda each: each.lang):
            columns[each.lang].append(each)
    print("\n".join(tables(columns)))
    if at < len(arguments):
        print("\n".join(shown(every, int(arguments[at + 1]), " ".join(arguments[at + 2 :]))))


if __name__ == "__main__":
    main(sys.argv[1:])
