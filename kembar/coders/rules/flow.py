"""Who goes or gives to whom, or by turns: arrows and rows say it; else the marks of both sides are weighed.

The weights are a readable file beside this module (``flow.yaml``), fitted by ``scripts/fit_flow.py`` with
cross-validation over whole documents: ``way`` for the side from where an act goes, ``mutual`` and ``none`` for acts
that go both ways or no way, against those that go one way. What all words of a sentence say of the three stands in
``ways.tsv`` of a language, built as ``words.tsv`` is (``words``): of ``way`` whether the page's own side is where from.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise, repeat
from operator import mul
from pathlib import Path
from types import MappingProxyType

from kembar import languages, yamlfile
from kembar.coders.rules import evidence, words
from kembar.coders.rules.attach import nearest
from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.evidence import Marks
from kembar.coders.rules.near import same
from kembar.coders.rules.sentences import Sentence
from kembar.types import Place

WEIGHTS = Path(__file__).with_name("flow.yaml")
#: The file of a language for what its words say of a way.
FILE = "ways.tsv"
BIAS = "bias"
#: Kinds whose acts have a direction when two sides take part.
DIRECTED = frozenset(
    ("delegation_visit", "student_exchange", "teacher_exchange", "staff_exchange", "scholarship", "training",
     "language_program", "volunteer_service", "cultural_event", "sports_event", "trade_promotion", "investment",
     "tourism_promotion", "technical_assistance", "infrastructure_project", "donation", "information_exchange",
     "named_place")
)  # fmt: skip
NOTHING_SAID: Mapping[str, float] = MappingProxyType({})
Way = tuple[Place, Place, tuple[int, int]]
_ARROW = re.compile(r"\s*(?:→|⇒|->|=>|➔|➡)\s*")
_MUTUAL_REACH = 60
#: How far behind the noun for a visit stands who makes it, and how many words lead from there to whom it is made.
_OF_NOUN, _TO = 30, 3


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """Return the shipped weights by table and mark (without the file no way is told)."""
    return yamlfile.tables(WEIGHTS)


@cache
def table(code: str) -> words.Table:
    """For each word of a language how much it speaks for the own side, both ways and no way; empty without a file."""
    return words.read(languages.FOLDER / code / FILE)


def by_words(sentence: Sentence) -> Mapping[str, float]:
    """How much the words of a sentence speak for the page's own side as where from, for both ways and for no way."""
    return table(sentence.language.code).sums(words.said_by(sentence))


def direct(candidate: Candidate) -> None:
    """Set the flow of a candidate, if its kind has one and the sentence tells it."""
    if candidate.type == "agreement" or candidate.kind not in DIRECTED or candidate.pair is None:
        return
    if candidate.kind == "named_place" and nearest(candidate, ("give",), _MUTUAL_REACH) is None:
        return
    if (way := _arrow(candidate) or _in_row(candidate) or _of_visit(candidate)) is not None:
        origin, target, (start, end) = way
        _set(candidate, f"{origin.id}>{target.id}", start, end)
        return
    sides = evidence.of_sides(candidate)
    known, said = weights(), by_words(candidate.sentence)
    a, b = candidate.pair
    told = sort_of(evidence.of_both(candidate, sides), known, said)
    if told == "mutual":
        hit = nearest(candidate, ("mutual", "both"), _MUTUAL_REACH)
        _set(candidate, "mutual", *((hit.start, hit.end) if hit else (candidate.start, candidate.end)))
    elif told == "way":
        own, other = (total(marks, known["way"]) for marks in evidence.of_way(candidate, sides))
        lead = own - other + said.get("way", 0.0)
        _set(candidate, f"{a.id}>{b.id}" if lead > 0 else f"{b.id}>{a.id}", *_span(candidate))


def sort_of(marks: Marks, known: Mapping[str, Mapping[str, float]], said: Mapping[str, float] = NOTHING_SAID) -> str:
    """Whether an act goes one way ("way"), "mutual" or "none", by the weights of its marks and what its words say."""
    if not known:
        return "none"
    scores = {n: known[n].get(BIAS, 0.0) + total(marks, known[n]) + said.get(n, 0.0) for n in ("mutual", "none")}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] > 0 else "way"


def total(marks: Marks, known: Mapping[str, float]) -> float:
    """Add up marks by their weights, the same in whatever order they come."""
    return math.fsum(map(mul, map(known.get, marks, repeat(0.0)), marks.values()))


def _set(candidate: Candidate, flow: str, start: int, end: int) -> None:
    candidate.flow = flow
    candidate.support_here("flow", start, end)


def _span(candidate: Candidate) -> tuple[int, int]:
    """The place of the pair that stands nearest to an act, else its own words."""
    spots = [s for s in candidate.sentence.spots if any(same(s.place, side) for side in candidate.pair or ())]
    near = min(spots, key=lambda s: abs(s.start - candidate.start), default=None)
    return (near.start, near.end) if near else (candidate.start, candidate.end)


def _arrow(candidate: Candidate) -> Way | None:
    """The way that an arrow between the two sides draws: "Kobe → Leeds"."""
    spots, sentence = candidate.sentence.spots, candidate.sentence
    for first, second in pairwise(spots):
        between = sentence.text[first.end : second.start]
        if (
            _ARROW.fullmatch(between.lstrip(sentence.language.type_signs))
            and first.place.country != second.place.country
        ):
            return first.place, second.place, (first.start, second.end)
    return None


def _of_visit(candidate: Candidate) -> Way | None:
    """The way of one of several visits of a sentence, told right behind its noun: "returned the visit of Lima to Cork".

    Where each side is named but once the sentence as a whole says it.
    """
    sentence, noun = candidate.sentence, next(iter(candidate.hits), None)
    if not sentence.spaced or noun is None or noun.name != "visit_noun" or candidate.pair is None:
        return None
    sides = [s for s in sentence.spots if not s.masked and any(same(s.place, side) for side in candidate.pair)]
    behind = [s for s in sides if noun.end <= s.start][:2]
    if len(sides) <= len(candidate.pair) or len(behind) < 2 or same(behind[0].place, behind[1].place):
        return None
    first, second = behind
    between = sentence.text[first.end : second.start].split()
    near = first.start - noun.end <= _OF_NOUN and 0 < len(between) <= _TO
    toward = near and not {*between}.isdisjoint({*sentence.language.toward} - {*sentence.language.joiners})
    return (first.place, second.place, (first.start, second.end)) if toward else None


def _in_row(candidate: Candidate) -> Way | None:
    """The way that a row tells by its own word for sending or receiving: the page's side sends, or receives."""
    sentence = candidate.sentence
    if sentence.passage.role != "table_row" or candidate.pair is None:
        return None
    sent, received = sentence.of("send"), sentence.of("receive")
    if bool(sent) == bool(received):
        return None
    hit = (sent or received)[-1]
    a, b = candidate.pair
    return (a, b, (hit.start, hit.end)) if sent else (b, a, (hit.start, hit.end))
