"""Switch off one part of the rule coder after another and score what is left, beside a baseline that uses none.

usage: python scripts/ablation.py [GOLD_DIR ...] [--thresholds]

Prints a table in Markdown: record F1 on each set (tests/gold/dev and more, if none is named) with the whole coder, with
each part off, and for the baseline. With ``--thresholds`` it prints precision, recall and F1 by the judge's threshold
instead. The parts are taken out from here; the coder has no switches.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from kembar import codebook, languages, passages
from kembar.agreement import gold
from kembar.agreement.score import Score
from kembar.coders import projection, rules
from kembar.coders.coded import Coded
from kembar.coders.rules import (
    build,
    choosing,
    inherit,
    join,
    judge,
    lists,
    pairs,
    reading,
    rows,
    sentences,
    spots,
    wholes,
    words,
)
from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.sentences import Sentence, Spot
from kembar.dates import of_edtf
from kembar.places import Gazetteer, Mention, gazetteer
from kembar.types import Coding, Document, Place

SETS = Path(__file__).parent.parent / "tests" / "gold"
THRESHOLDS = tuple(sorted({-2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, judge.THRESHOLD}))
#: Hand-set tiers: from this strength on (see the rules), less one for every word nearby that speaks against an act.
TIER = 1.0
AGAINST = ("hope", "negation", "cancel", "condition", "private", "theory", "compare", "postpone")
#: The kind that the cues of a class tell, for the baseline.
KINDS = {
    "memorandum": "memorandum", "intent": "letter_of_intent", "arrangement": "implementing_arrangement",
    "renew": "renewal", "sister": "sister_agreement", "tied": "sister_agreement",
    "friendship": "friendship_agreement", "visit_noun": "delegation_visit", "delegation": "delegation_visit",
    "go": "delegation_visit", "pupil_exchange": "student_exchange", "pupil": "student_exchange",
    "family": "student_exchange", "perform": "cultural_event", "festival": "cultural_event",
    "show": "cultural_event", "match": "sports_event", "fair": "trade_promotion", "tourism": "tourism_promotion",
    "invest": "investment", "scholarship": "scholarship", "training": "training", "posting": "staff_exchange",
    "teach_abroad": "teacher_exchange", "language": "language_program", "joint_study": "research_collaboration",
    "univ_link": "university_partnership", "volunteer_work": "volunteer_service", "give": "donation",
    "relief": "donation", "name": "named_place", "monument": "named_place", "anniversary": "anniversary",
    "build": "infrastructure_project", "info": "information_exchange", "advice": "technical_assistance",
    "meet": "meeting",
}  # fmt: skip
Patch = tuple[Any, str, Any]


@dataclass(frozen=True)
class Part:
    """A part of the coder: what it does, and what stands in its place when it is off."""

    name: str
    patches: tuple[Patch, ...]


def heading(self: pairs.Walker, sentence: Sentence, found: list[Spot]) -> list[pairs.Found]:
    """A heading is read for its own sake and sets nothing."""
    return self._named(sentence, found)


def largest(self: Gazetteer, *arguments: Any, **options: Any) -> list[Mention]:
    """Every name means the largest place that is called so."""
    found = RESOLVE(self, *arguments, **options)
    return [replace(m, place=max(m.candidates, key=lambda p: p.population)) if m.candidates else m for m in found]


def tier(candidate: Candidate, table: Mapping[str, float]) -> float:
    """The strength that a rule gives by hand, less what stands nearby."""
    return candidate.strength - TIER - sum(f"near: {name}" in candidate.features for name in AGAINST)


RESOLVE = Gazetteer.resolve_spans
OFF = (
    Part(
        "headings and run-in titles set the pair of what follows",
        (
            (pairs.Walker, "_heading", heading),
            (pairs.Walker, "_enter", lambda *given: None),
            (pairs, "runs_in", lambda *given: False),
        ),
    ),
    Part(
        "a sentence without a place speaks of the pair in force",
        ((pairs.Walker, "_by_context", lambda *given: []),),
    ),
    Part(
        "a lone place finds its partner in what was told before",
        ((pairs.Walker, "_lone", lambda *given: []),),
    ),
    Part("the pair is weighed (the walk alone instead)", ((choosing, "pick", lambda *given: None),)),
    Part(
        "lists: one act for each partner",
        ((lists, "listed", lambda *given: False), (lists, "in_turn", lambda *given: [])),
    ),
    Part(
        "names with several meanings are told apart",
        (
            (Gazetteer, "resolve_spans", largest),
            (spots, "_qualified", lambda sentence, spot, *given: spot),
            (spots, "_one_sense", lambda *given: None),
        ),
    ),
    Part("a part of a city counts as the city", ((wholes, "fold", lambda *given: None),)),
    Part(
        "dates come from headings and from the act told before",
        (
            (inherit, "inherit", lambda *given: None),
            (reading, "_section_date", lambda *given: None),
        ),
    ),
    Part("one act told twice is one record", ((join, "join", list),)),
    Part("rows of tables are frames", ((rows, "prepare", lambda *given: {}),)),
    Part("acts of one sentence compete", ((judge, "_compete", lambda *given: None),)),
    Part("a document without a clear act tells none", ((judge, "CLEAR", -99.0),)),
    Part("all words of a sentence speak", ((words, "speak", lambda sentence: {}),)),
    Part("fitted weights (hand-set tiers instead)", ((rules.weigh, "score", tier),)),
)


def nearest_kind(sentence: Sentence, a: Spot, b: Spot) -> str:
    """The kind of the cue that stands nearest to one of two places, "" if there is none."""
    told = [h for h in sentence.hits if h.name in KINDS]
    best = min(told, key=lambda h: min(abs(h.start - s.start) for s in (a, b)), default=None)
    return KINDS[best.name] if best else ""


def told_together(sentence: Sentence, document: Document, cite: Callable[[int, int], str]) -> Iterator[Coding]:
    """A record for the first two places of two countries in a sentence, of the nearest kind and the first date."""
    first = sentence.spots[0] if sentence.spots else None
    other = next((s for s in sentence.spots if first and s.place.country != first.place.country), None)
    kind = nearest_kind(sentence, first, other) if first and other else ""
    if not (first and other and kind):
        return
    book = codebook.load()
    type_ = "agreement" if "agreement" in book.get(kind).types else "activity"
    pair: tuple[Place, Place] = (first.place, other.place)
    made = Candidate(type_, kind, sentence, first.start, first.end, pair=pair)
    for spot in (first, other):
        made.support_here("pair", spot.start, spot.end)
    dated = next((d for d in sentence.dates if d.first[0]), None)
    if dated:
        year, month, day = dated.first
        made.support_here("start", dated.start, dated.end)
        made.since = of_edtf(f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else ""))
    yield build.coding(made, document, cite)


def baseline(document: Document, book: codebook.Codebook, aliases: Mapping[str, str] | None = None) -> Coded:
    """Code a document by sentences that name two places of two countries and hold a cue."""
    language = document.language or languages.detect(document.text)
    if not languages.has_rules(language):
        return Coded()
    scanned = sentences.scan(document.text, passages.split(document), language)
    spots.locate(document, scanned, gazetteer(), aliases)
    cite = passages.citer(document)
    found: dict[tuple[Any, ...], Coding] = {}
    for coding in (c for s in scanned for c in told_together(s, document, cite)):
        record = projection.record_of(coding, book)
        found.setdefault((coding.pair, coding.kind, (record["start"] or "")[:4]), coding)
    return Coded(tuple(found.values()))


NOTHING = Part("baseline: two places in a sentence and the nearest kind", ((rules, "code", baseline),))


def scored(folder: Path, patches: Iterable[Patch]) -> Score:
    """Score a set with some parts replaced; AttributeError if the coder has no such part (any more)."""
    with ExitStack() as stack:
        for owner, name, new in patches:
            stack.enter_context(patch.object(owner, name, new))
        return gold.score(folder, gold.predict(folder))


def ablation(folders: list[Path]) -> Iterator[str]:
    """Yield the lines of the table; "start" is the share of right records whose start is right to the day."""
    yield "| | " + " | ".join(f"{f.name}: F1 | change | start" for f in folders) + " |"
    yield "|---|" + "---|---|---|" * len(folders)
    whole = [scored(folder, ()) for folder in folders]
    for part in (Part("the whole coder", ()), *OFF, NOTHING):
        left = [scored(folder, part.patches) for folder in folders]
        rows = [
            (s.all.f1, s.all.f1 - w.all.f1, s.attributes.get("start_exact", 0.0))
            for s, w in zip(left, whole, strict=True)
        ]
        told = " | ".join(f"{f1:.3f} | {change:+.3f} | {start:.3f}" for f1, change, start in rows)
        yield f"| {'without: ' if part in OFF else ''}{part.name} | {told} |"


def thresholds(folders: list[Path]) -> Iterator[str]:
    """Yield the lines of the table of precision and recall."""
    yield "| threshold | " + " | ".join(f"{f.name}: precision | recall | F1" for f in folders) + " |"
    yield "|---|" + "---|---|---|" * len(folders)
    for threshold in THRESHOLDS:
        decide = partial(judge.decide, threshold=threshold)
        rates = [scored(folder, ((judge, "decide", decide),)).all for folder in folders]
        told = " | ".join(f"{r.precision:.3f} | {r.recall:.3f} | {r.f1:.3f}" for r in rates)
        yield f"| {threshold:+.2f}{' (in use)' if threshold == judge.THRESHOLD else ''} | {told} |"


def main(arguments: list[str]) -> None:
    """Print a table."""
    folders = [Path(a) for a in arguments if not a.startswith("--")] or [SETS / "dev", SETS / "more"]
    for line in (thresholds if "--thresholds" in arguments else ablation)(folders):
        print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
