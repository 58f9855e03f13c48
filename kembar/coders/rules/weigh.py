"""What speaks for and against a candidate, as named features, and the linear model that adds them up.

The weights are a readable file beside this module (``weights.yaml``: feature name, weight), fitted by
``scripts/fit_weights.py`` with cross-validation over whole documents.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import repeat
from operator import mul
from pathlib import Path

from kembar import yamlfile
from kembar.coders.rules import words
from kembar.coders.rules.attach import gap, nearest
from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.judge import ABSORBS, is_mere_state, together
from kembar.types import Place

WEIGHTS = Path(__file__).with_name("weights.yaml")
#: Cues that speak for or against an act where they stand near it, with the reach within which they count.
_NEAR = {
    "hope": 45, "negation": 35, "cancel": 70, "condition": 50, "private": 70, "theory": 90, "compare": 90,
    "postpone": 60, "stop": 60, "plan": 60, "resume": 60, "still": 45, "furniture": 60, "audience": 60,
    "disaster": 90, "mutual": 60, "both": 80, "partner_word": 80, "ours": 60, "there": 60, "that_city": 60,
    "national": 70, "sister": 70, "friendship": 70, "mayor": 60, "delegation": 60, "lead_in": 40, "mark": 50,
    "former": 40, "begun": 40, "begins": 40, "token": 60, "send": 50, "receive": 50, "go": 50, "exchange": 50,
    "hold": 60, "purpose": 60, "past_tense": 90,
}  # fmt: skip
#: Cues that speak for or against an act wherever they stand in its sentence.
_ANYWHERE = (
    "theory", "compare", "national", "private", "hope", "cancel", "negation", "firm", "condition", "plan", "past_tense",
    "lead_in", "furniture", "disaster",
)  # fmt: skip
#: By how much a pair that is as sure as can be outweighs the next; the marks of a pair that speak for its acts too.
_LEAD = 4.0
_OF_PAIR = ("known tie", "both abroad", "found lately", "left out", "before", "main")
#: How what words say counts hangs on what else is there: names, and beginnings of names, that are weighed together too.
_AND = " * "
_LOUD = ("words for it", "words for it, above -1", "words for it, above 0")
_OTHERS = ("words for others", "words for others, above -2")
_STILL = ("words for nothing", "words for nothing, above -2")
_RIVALS, _PAIR = ("absorbed", "stronger rival", "rivals"), ("pair", "of the pair")
_DATE = ("date: ", "open date", "people", "rhythm", "flow")
_WHERE = ("role: ", "status: ", "short", "quoted", "places", "one country", "another country")
_TOGETHER = (
    (_LOUD, (*_OTHERS, *_STILL), (*_RIVALS, *_PAIR, *_DATE)),
    (_STILL, (), (*_RIVALS, *_PAIR, *_DATE, *_WHERE)),
    (_OTHERS, _STILL, _RIVALS),
)  # fmt: skip


@cache
def weights() -> Mapping[str, float]:
    """Return the shipped weights by feature name (empty if the file is missing: then hand-set tiers decide)."""
    return yamlfile.numbers(WEIGHTS)


def describe(candidates: Sequence[Candidate]) -> None:
    """Give every candidate of a document its features."""
    tied = Counter(_key(c) for c in candidates if c.type == "agreement" and c.pair_basis in ("named", "partner"))
    by_sentence: dict[int, list[Candidate]] = {}
    for c in candidates:
        by_sentence.setdefault(c.sentence.index, []).append(c)
    for c in candidates:
        f = {"bias": 1.0, "strength": c.strength}
        f |= _own(c)
        f |= _around(c)
        f |= _of_pair(c)
        f |= words.describe(c.sentence, c.kind)
        f["pair with tie"] = min(1.0, tied[_key(c)] / 3)
        rivals = [r for r in by_sentence[c.sentence.index] if r is not c and r.pair == c.pair and not is_mere_state(r)]
        f["absorbed"] = float(any(c.kind in ABSORBS.get(r.kind, ()) and together(r, c) for r in rivals))
        f["stronger rival"] = float(
            any(r.kind != c.kind and r.strength > c.strength and together(r, c) for r in rivals)
        )
        f["rivals"] = math.log1p(len({r.kind for r in rivals})) / 2
        f = {name: value for name, value in f.items() if value}
        c.features = f | _together(f)


def _together(f: Mapping[str, float]) -> dict[str, float]:
    """What words say, each time with one other feature."""
    out: dict[str, float] = {}
    for firsts, others, begun in _TOGETHER:
        own = [(name, f[name]) for name in firsts if name in f]
        told = [(name, value) for name, value in f.items() if name in others or name.startswith(begun)] if own else ()
        out |= {f"{name}{_AND}{other}": value * much for name, value in own for other, much in told}
    return out


def _key(c: Candidate) -> tuple[str, str]:
    return tuple(sorted(p.id for p in c.pair)) if c.pair else ("", "")  # type: ignore[return-value]


def _own(c: Candidate) -> dict[str, float]:
    """What was attached to the candidate itself."""
    f = {f"rule: {name}": 1.0 for name in c.fired}
    f[f"kind: {c.kind}"] = 1.0
    f[f"pair: {c.pair_basis}"] = 1.0
    f[f"role: {c.sentence.passage.role}"] = 1.0
    f[f"status: {c.status}"] = 1.0
    f["date: " + ("none" if c.since is None else ("coarse", "year", "month", "day")[c.since.precision])] = 1.0
    if c.since is None:
        f |= {f"undated: {c.kind}": 1.0, f"undated: {c.type}, {c.status}": 1.0}
    f["open date"] = float(any(d.since and gap(c, d.start, d.end) < 60 for d in c.sentence.dates))
    f["people"] = float(c.people is not None)
    f["rhythm"] = float(c.recurrence is not None)
    f["flow"] = float(c.flow is not None)
    for place, hit in zip(("head", "with", "and"), c.hits, strict=False):
        f[f"{place}: {hit.name}"] = 1.0
    f["words"] = min(1.0, len(c.hits) / 3)
    spread = max((h.end for h in c.hits), default=0) - min((h.start for h in c.hits), default=0)
    f["spread"] = min(2.0, spread * (1.0 if c.sentence.spaced else 2.0) / 60)
    f["long cue"] = float(c.end - c.start > (12 if c.sentence.spaced else 4))
    return f


def _around(c: Candidate) -> dict[str, float]:
    """What stands near the candidate in its sentence."""
    s = c.sentence
    here = s.by_name
    f = {f"near: {name}": 1.0 for name, reach in _NEAR.items() if name in here and nearest(c, (name,), reach)}
    f |= {f"in sentence: {name}": 1.0 for name in _ANYWHERE if name in here}
    f["quoted"] = float(s.raw.count('"') + s.raw.count("“") + s.raw.count("「") > 0)
    named = [spot.place for spot in s.spots if not spot.masked]
    f["places"] = min(1.0, len(named) / 3)
    f |= _at_home(c, named)
    f["short"] = float(len(s.raw) < (60 if s.spaced else 30))
    f["another country"] = float(_abroad(c, named))
    return f


def _of_pair(c: Candidate) -> dict[str, float]:
    """How sure the pair is: whether it outweighs all others of its sentence, by how much, and what speaks for it.

    Partners of one list that have a date each are no rivals of each other.
    """
    weighed = c.sentence.weighed
    listed = "partners_dated" in c.fired and c.pair_basis == "named"
    if not weighed or c.pair is None or listed:
        return {"pair not weighed": 1.0}
    pair, most, marks = weighed[0]
    if {p.id for p in pair} != {p.id for p in c.pair}:
        return {"pair outweighed": 1.0}
    lead = most - weighed[1][1] if len(weighed) > 1 else _LEAD
    told = {f"of the pair: {mark}": marks[mark] for mark in _OF_PAIR if mark in marks}
    return {"pair without rival": float(len(weighed) == 1), "pair ahead": min(_LEAD, lead) / _LEAD, **told}


def _abroad(c: Candidate, named: Sequence[Place]) -> bool:
    """Whether a sentence that names no foreign town names but a country in which no side lies."""
    sides = {side.country for side in c.pair or ()}
    nations = {spot.place.country for spot in c.sentence.nations if not spot.masked}
    return (
        bool(nations)
        and nations.isdisjoint(sides)
        and len({p.country for p in named}) < 2
        and not any(p.country in sides - set(c.sentence.language.countries) for p in named)
    )


def _at_home(c: Candidate, named: Sequence[Place]) -> dict[str, float]:
    """Whether the sentence names only places of one side's country, and one that is no side of the pair."""
    if c.pair is None or len({p.country for p in named}) != 1:
        return {}
    sides = {p.id for p in c.pair}
    others = [p for p in named if p.id not in sides and p.country in {side.country for side in c.pair}]
    if not others:
        return {}
    return {"one country": 1.0, "one country, with a side": float(any(p.id in sides for p in named))}


def score(candidate: Candidate, table: Mapping[str, float]) -> float:
    """Add up the weights of a candidate's features: above 0 it rather is an act than not."""
    told = candidate.features
    total: float = sum(map(mul, map(table.get, told, repeat(0.0)), told.values()))
    return round(total, 3)


def reasons(candidate: Candidate) -> dict[str, float]:
    """What each feature adds to the score of a candidate, the strongest first.

    What a feature adds from a step on, or together with another, is told as its own.
    """
    table, told = weights(), defaultdict[str, float](float)
    for name, value in candidate.features.items():
        told[name.partition(_AND)[0].partition(words.STEP)[0]] += table.get(name, 0.0) * value
    strongest = sorted(told.items(), key=lambda each: (-abs(each[1]), each[0]))
    return {name: round(value, 2) for name, value in strongest if round(value, 2)}
