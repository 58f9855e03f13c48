"""One act told twice in a document is one record; the joined record takes the most exact value of each field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from kembar.coders.rules import groups
from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.counting import NOBODY
from kembar.coders.rules.near import same
from kembar.dates import overlap
from kembar.languages.flat import bare
from kembar.types import When

TOLD_AGAIN = "the same act told again"
ONCE = frozenset(("sister_agreement", "friendship_agreement"))
#: So many sentences apart, an act without a date may still be one told before.
_SENTENCES = 15
#: So many sentences on, "the group" still goes on with the visit of the one told before; how near its words stand.
_TAKEN_UP, _BESIDE = 30, 20
#: So many spans are kept for a field: where an act is told again and again, the next says nothing new.
_SPANS = 100
#: From so many records of a kind and pair on, those that cannot come again are looked at no more.
_MANY = 50
#: What a record that is told again keeps, whichever telling leads.
_MERGED = ("since", "until", "people", "flow", "recurrence", "actors", "status", "sector", "pair", "pair_basis")
_RANK = {"done": 3, "ended": 4, "ongoing": 2, "planned": 1}


def join(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Join standing candidates in the order of the text; the joined ones keep the reason and their place."""
    kept: list[Candidate] = []
    own = {id(c): (c.since, c.people is not None) for c in candidates}
    alike: dict[tuple[object, ...], list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        told = alike[_kind(candidate)]
        if len(told) > _MANY:
            told[:] = [k for k in told if _may_come_again(k, candidate)]
        twin = next((k for k in told if _one(k, candidate)), None)
        if twin is None:
            kept.append(candidate)
            told.append(candidate)
            continue
        twin.joined.append(candidate)
        candidate.reason = TOLD_AGAIN
        _merge(twin, candidate)
    return [_lead(candidate, own) if candidate.joined else candidate for candidate in kept]


def _lead(first: Candidate, own: Mapping[int, tuple[When | None, bool]]) -> Candidate:
    """Let the telling that tells most lead: not a headline or an aside, but the sentence with the date and number."""
    tells = {id(c): _tells(c, first.since, *own[id(c)]) for c in (first, *first.joined)}
    best = max((first, *first.joined), key=lambda c: tells[id(c)])
    if tells[id(best)] <= tells[id(first)]:
        return first
    told = [c for c in (first, *first.joined) if c is not best]
    for name in _MERGED:
        setattr(best, name, getattr(first, name))
    for name, spans in first.spans.items():
        best.spans[name] = [*best.spans.get(name, ()), *(s for s in spans if s not in best.spans.get(name, ()))]
    best.joined, best.reason = told, ""
    first.joined, first.reason = [], TOLD_AGAIN
    return best


def _tells(c: Candidate, start: When | None, since: When | None, counted: bool) -> tuple[bool, int, bool]:
    """How much a telling tells: below the headings, how exactly it says when the act began, a number of people."""
    below = c.sentence.passage.role not in ("title", "heading")
    exact = since.precision if since and start and overlap(since, start) else 0
    return below, exact, counted and c.kind not in NOBODY


def _may_come_again(kept: Candidate, later: Candidate) -> bool:
    """Whether a record may still be told again here: one without a date only so many sentences on."""
    dated = kept.since or kept.recurrence or kept.kind in ONCE
    return bool(dated) or later.sentence.index - kept.sentence.index <= _SENTENCES


def _kind(c: Candidate) -> tuple[object, ...]:
    """What two candidates must share to be one act: type, kind, and the names of both sides."""
    assert c.pair
    return c.type, c.kind, frozenset((side.country, bare(side.name)) for side in c.pair)


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
    if _goes_on(a, b):
        return True
    if a.flow and b.flow and a.flow != b.flow and "mutual" not in (a.flow, b.flow):
        return False
    if bool(a.recurrence) != bool(b.recurrence) and (a.since or b.since):
        return False
    if a.since and b.since:
        return (overlap(a.since, b.since) or _on_the_way(a, b)) and not _counts_differ(a, b)
    if _counts_differ(a, b):
        return False
    if a.recurrence and b.recurrence:
        return a.recurrence == b.recurrence
    return abs(a.sentence.index - b.sentence.index) <= _SENTENCES and {a.status, b.status} != {"done", "planned"}


def _goes_on(a: Candidate, b: Candidate) -> bool:
    """Whether a visit without a date is the one told before, whose guests it takes up: "the group saw ..."."""
    if a.kind != "delegation_visit" or b.since or a.recurrence or b.recurrence or _counts_differ(a, b):
        return False
    near = 0 < b.sentence.index - a.sentence.index <= _TAKEN_UP
    return near and any(h.start - b.end <= _BESIDE for h in groups.taken_up(b.sentence))


def _on_the_way(a: Candidate, b: Candidate) -> bool:
    """Whether one visit is told with a day that lies within the span of the other."""
    return a.kind == "delegation_visit" and any(
        x.since and x.until and y.since and x.since.earliest <= y.since.earliest <= x.until.latest
        for x, y in ((a, b), (b, a))
    )


def _sharper(a: When, b: When) -> bool:
    """Whether a date tells more exactly what another one says: a day of another year tells another act."""
    return a.precision > b.precision and overlap(a, b)


def _near(a: When, b: When) -> bool:
    return overlap(a, b)


def _counts_differ(a: Candidate, b: Candidate) -> bool:
    return bool(a.people and b.people and a.people.value != b.people.value)


def _merge(twin: Candidate, other: Candidate) -> None:
    if other.since and (twin.since is None or _sharper(other.since, twin.since)):
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
        if name in ("actors", "pair") and len(twin.spans.get(name, ())) < _SPANS:
            twin.spans.setdefault(name, []).extend(s for s in spans if s not in twin.spans[name])
