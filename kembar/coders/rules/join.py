"""One act told twice in a document is one record; the joined record takes the most exact value of each field."""

from __future__ import annotations

from collections.abc import Sequence

from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.frame import same
from kembar.dates import overlap
from kembar.types import When

TOLD_AGAIN = "the same act told again"
ONCE = frozenset(("sister_agreement", "friendship_agreement"))
#: So many sentences apart, an act without a date may still be one told before.
_SENTENCES = 15
_RANK = {"done": 3, "ended": 4, "ongoing": 2, "planned": 1}


def join(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Join standing candidates in the order of the text; the joined ones keep the reason and their place."""
    kept: list[Candidate] = []
    for candidate in candidates:
        twin = next((k for k in kept if _one(k, candidate)), None)
        if twin is None:
            kept.append(candidate)
            continue
        twin.joined.append(candidate)
        candidate.reason = TOLD_AGAIN
        _merge(twin, candidate)
    return kept


def _one(a: Candidate, b: Candidate) -> bool:
    assert a.pair
    assert b.pair
    if a.type != b.type or a.kind != b.kind:
        return False
    if not (
        (same(a.pair[0], b.pair[0]) and same(a.pair[1], b.pair[1]))
        or (same(a.pair[0], b.pair[1]) and same(a.pair[1], b.pair[0]))
    ):
        return False
    if a.kind in ONCE:
        return not (a.since and b.since and not _near(a.since, b.since)) or b.score < 1.0
    if a.flow and b.flow and a.flow != b.flow and "mutual" not in (a.flow, b.flow):
        return False
    if bool(a.recurrence) != bool(b.recurrence) and (a.since or b.since):
        return False
    if a.since and b.since:
        return overlap(a.since, b.since) and not _counts_differ(a, b)
    if _counts_differ(a, b):
        return False
    if a.recurrence and b.recurrence:
        return a.recurrence == b.recurrence
    return abs(a.sentence.index - b.sentence.index) <= _SENTENCES and {a.status, b.status} != {"done", "planned"}


def _near(a: When, b: When) -> bool:
    return overlap(a, b)


def _counts_differ(a: Candidate, b: Candidate) -> bool:
    return bool(a.people and b.people and a.people.value != b.people.value)


def _merge(twin: Candidate, other: Candidate) -> None:
    if other.since and (twin.since is None or other.since.precision > twin.since.precision):
        twin.since = other.since
        twin.spans["start"] = list(other.spans.get("start", ()))
        row = "tie_in_row" in twin.fired or "paper_itself" in twin.fired
        if _RANK.get(other.status or "", 0) > _RANK.get(twin.status or "", 0) and not row:
            twin.status = other.status
    for name in ("until", "people", "flow", "recurrence"):
        if name == "until" and other.until and twin.since and other.until.latest < twin.since.earliest:
            continue
        if getattr(twin, name) is None and getattr(other, name) is not None:
            setattr(twin, name, getattr(other, name))
            key = {"until": "end", "people": "participants"}.get(name, name)
            twin.spans.setdefault(key, []).extend(other.spans.get(key, ()))
    twin.actors = tuple(sorted({*twin.actors, *other.actors}))
    for name, spans in other.spans.items():
        if name in ("actors", "pair"):
            twin.spans.setdefault(name, []).extend(s for s in spans if s not in twin.spans[name])
