"""Predicted records against a gold set: the figures by which every coder is judged."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kembar.agreement.matching import Letters, Record, Span, flow_of, match, overlapping, pair_of, year

SEED, SAMPLES = 7, 1000
SAME = ("sector", "status", "recurrence", "participants")


@dataclass(frozen=True, slots=True)
class Rate:
    """Right, false and missed records, and what follows from them (rounded to three places)."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Rate) -> Rate:
        return Rate(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def precision(self) -> float:
        """The share of the predicted records that is right; 0 where none was predicted."""
        return round(self._share(self.fp), 3)

    @property
    def recall(self) -> float:
        """The share of the gold records that was found; 0 where there are none."""
        return round(self._share(self.fn), 3)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        precision, recall = self._share(self.fp), self._share(self.fn)
        return round(2 * precision * recall / (precision + recall), 3) if precision + recall else 0.0

    def _share(self, rest: int) -> float:
        return self.tp / (self.tp + rest) if self.tp + rest else 0.0

    def plain(self) -> dict[str, float]:
        """Return the figures under the short names that the judging script prints."""
        rates = {"p": self.precision, "r": self.recall, "f1": self.f1}
        return {**rates, "tp": self.tp, "fp": self.fp, "fn": self.fn}


@dataclass(frozen=True, slots=True)
class Error:
    """A gold record that was missed, or a predicted one that is false."""

    what: str
    doc: str
    record: Record


@dataclass(frozen=True, slots=True)
class Score:
    """All figures of a prediction: ``slices`` by ``lang=..``, ``genre=..`` and ``type=..``, ``kinds`` by kind.

    ``interval`` bounds 95 in 100 values of F1 when documents are drawn anew; ``lenient`` counts sister agreement and
    memorandum as one kind; ``pairs`` and ``relevance`` look at documents; ``attributes`` at the right records alone.
    """

    all: Rate
    interval: tuple[float, float]
    slices: Mapping[str, Rate]
    kinds: Mapping[str, Rate]
    lenient: Rate
    pairs: Rate
    relevance: Rate
    attributes: Mapping[str, float]
    errors: tuple[Error, ...]

    def plain(self) -> dict[str, Any]:
        """Return everything but the errors as plain values, under the names that the judging script prints."""
        return {
            "all": self.all.plain(),
            "f1_ci95": list(self.interval),
            **{name: rate.plain() for name, rate in self.slices.items()},
            "sister agreement = memorandum": self.lenient.plain(),
            "pairs in document": self.pairs.plain(),
            "document relevant": self.relevance.plain(),
            "attributes of right records": dict(self.attributes),
            **{f"kind={kind}": rate.plain() for kind, rate in self.kinds.items()},
        }


@dataclass(frozen=True, slots=True)
class Judged:
    """One document with its gold and predicted records and which of them are one."""

    doc: str
    groups: tuple[str, ...]
    letters: Letters
    gold: Sequence[Record]
    found: Sequence[Record]
    pairs: tuple[Span, ...]

    @classmethod
    def of(cls, line: Mapping[str, Any], text: str, found: Sequence[Record]) -> Judged:
        """Judge one line of a gold file: match its records with those found in the document's text."""
        letters, gold = Letters.of(text), line["records"]
        groups = tuple(f"{key}={line[key]}" for key in ("lang", "genre"))
        return cls(line["doc"], groups, letters, gold, found, tuple(match(letters, gold, found)))

    @property
    def rate(self) -> Rate:
        """Right, false and missed records of the document."""
        right = len(self.pairs)
        return Rate(right, len(self.found) - right, len(self.gold) - right)

    def rates_by(self, field: str) -> dict[str, Rate]:
        """The same for each value of a field that a right record shares with its gold record (type, kind)."""
        right = Counter(str(self.gold[i].get(field)) for i, _ in self.pairs)
        gold = Counter(str(record.get(field)) for record in self.gold)
        found = Counter(str(record.get(field)) for record in self.found)
        return {v: Rate(right[v], found[v] - right[v], gold[v] - right[v]) for v in {*gold, *found}}

    def errors(self) -> list[Error]:
        """What was missed, then what is false, each in its own order."""
        hit, used = {i for i, _ in self.pairs}, {j for _, j in self.pairs}
        missed = [Error("MISS", self.doc, record) for i, record in enumerate(self.gold) if i not in hit]
        return missed + [Error("FALSE", self.doc, record) for j, record in enumerate(self.found) if j not in used]


def score(judged: Sequence[Judged]) -> Score:
    """Sum up judged documents."""
    slices = {group: _sum(j.rate for j in judged if group in j.groups) for group in _groups(judged)}
    types = _by(judged, "type")
    slices |= {f"type={name}": types.get(name, Rate()) for name in ("agreement", "activity")}
    return Score(
        all=_sum(j.rate for j in judged),
        interval=_interval([j.rate for j in judged]),
        slices=slices,
        kinds=dict(sorted(_by(judged, "kind").items(), key=lambda item: (-item[1].tp - item[1].fn, item[0]))),
        lenient=_sum(_lenient(j) for j in judged),
        pairs=_sum(_pairs(j) for j in judged),
        relevance=_sum(_sets({"relevant"} if j.gold else set(), {"relevant"} if j.found else set()) for j in judged),
        attributes=_attributes(judged),
        errors=tuple(error for j in judged for error in j.errors()),
    )


def _sum(rates: Iterable[Rate]) -> Rate:
    return sum(rates, Rate())


def _groups(judged: Sequence[Judged]) -> list[str]:
    return [group for at in (0, 1) for group in sorted({j.groups[at] for j in judged})]


def _by(judged: Sequence[Judged], field: str) -> dict[str, Rate]:
    total: dict[str, Rate] = defaultdict(Rate)
    for each in judged:
        for value, rate in each.rates_by(field).items():
            total[value] += rate
    return dict(total)


def _interval(rates: list[Rate]) -> tuple[float, float]:
    """The 26th and the 975th of a thousand values of F1, each over as many documents drawn with replacement."""
    draw = random.Random(SEED)
    values = sorted(_sum([draw.choice(rates) for _ in rates]).f1 for _ in range(SAMPLES))
    return values[SAMPLES // 40], values[SAMPLES - SAMPLES // 40 - 1]


def _lenient(j: Judged) -> Rate:
    right = len(match(j.letters, j.gold, j.found, lenient=True))
    return Rate(right, len(j.found) - right, len(j.gold) - right)


def _pairs(j: Judged) -> Rate:
    return _sets({pair_of(record) for record in j.gold}, {pair_of(record) for record in j.found})


def _sets(gold: set[Any], found: set[Any]) -> Rate:
    return Rate(len(gold & found), len(found - gold), len(gold - found))


def _attributes(judged: Sequence[Judged]) -> dict[str, float]:
    """The share of right records in which a field is right too; ``|said`` where the gold record states it."""
    shares: dict[str, list[float]] = defaultdict(list)
    for j in judged:
        for at, other in j.pairs:
            for name, share in _compared(j.letters, j.gold[at], j.found[other]):
                shares[name].append(share)
    return {name: round(sum(values) / len(values), 3) for name, values in shares.items()}


def _compared(letters: Letters, gold: Record, found: Record) -> Iterable[tuple[str, float]]:
    for name in SAME:
        yield name, gold.get(name) == found.get(name)
    same_flow = flow_of(gold) == flow_of(found)
    yield "flow", same_flow
    yield "start_exact", gold.get("start") == found.get("start")
    yield "start_year", year(gold.get("start")) == year(found.get("start"))
    yield "end_year", year(gold.get("end")) == year(found.get("end"))
    if gold.get("participants") is not None:
        yield "participants|said", gold["participants"] == found.get("participants")
    if gold.get("flow") is not None:
        yield "flow|said", same_flow
    ours, theirs = set(gold.get("actors") or []), set(found.get("actors") or [])
    yield "actors_jaccard", len(ours & theirs) / len(ours | theirs) if ours | theirs else 1.0
    yield "quote_overlap", overlapping(letters.span(gold), letters.span(found))
