"""Dates that an act takes over: from the row's section, or from the dated act told just before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kembar.coders.rules.candidate import Candidate
from kembar.dates import overlap
from kembar.types import When

_SENTENCES = 2
#: Kinds of people on their way, so that what is told next of them goes the same way.
_WAYS = frozenset(
    ("delegation_visit", "cultural_event", "sports_event", "student_exchange", "training", "volunteer_service",
     "staff_exchange", "teacher_exchange")
)  # fmt: skip
#: Kinds whose only date is the day on which they are done.
_AT_ONCE = frozenset(("infrastructure_project", "donation", "named_place", "anniversary"))
_YEARS_OLD = 2
_NEWS_DAYS = 30
#: Kinds that are told as part of a visit or event and take its date.
_FOLLOW = frozenset(
    [
        "delegation_visit",
        "cultural_event",
        "trade_promotion",
        "tourism_promotion",
        "anniversary",
        "memorandum",
        "letter_of_intent",
        "renewal",
        "friendship_agreement",
        "implementing_arrangement",
        "meeting",
        "sports_event",
        "donation",
        "information_exchange",
        "named_place",
    ]
)


def same_way(kept: Sequence[Candidate]) -> None:
    """Give an act of people without a direction that of the act of the same pair told just before it."""
    last: Candidate | None = None
    for candidate in sorted(kept, key=lambda c: c.at):
        if candidate.kind not in _WAYS:
            continue
        if candidate.flow is not None:
            last = candidate
        elif last is not None and _goes_on(candidate, last):
            candidate.flow = last.flow
            for span in last.spans.get("flow", ()):
                candidate.support("flow", *span)


def _goes_on(candidate: Candidate, last: Candidate) -> bool:
    """Whether an act follows right on another of its pair, in running text, both once or both again and again."""
    near = candidate.sentence.index - last.sentence.index <= _SENTENCES
    roles = {candidate.sentence.passage.role, last.sentence.passage.role}
    once = bool(candidate.recurrence) == bool(last.recurrence)
    return (
        near
        and once
        and roles == {"body"}
        and bool(candidate.pair)
        and {*(candidate.pair or ())} == {*(last.pair or ())}
    )


def own_day(kept: Sequence[Candidate], issued: When | None) -> None:
    """Give the agreement whose own text the document is the day of the document; it is in force.

    Where none of the kind that the title names is told, it is the undated one.
    """
    if issued is None:
        return
    papers = [c for c in kept if c.type == "agreement" and c.sentence.own_paper and c.status != "ended"]
    papers = [c for c in papers if c.since is None or overlap(c.since, issued)]
    named = [c for c in papers if c.kind == c.sentence.own_paper]
    for candidate in named or [c for c in papers if c.since is None and c.status == "done"]:
        if candidate.since is None and issued.precision == 3:
            candidate.since = replace(issued, basis="context")
        if candidate.since is not None:
            candidate.status = "ongoing"


def inherit(kept: Sequence[Candidate], issued: When | None) -> None:
    """Give an undated act that follows a dated one of its pair, in the sentences right after, that act's date."""
    last: Candidate | None = None
    told = 0
    for candidate in sorted(kept, key=lambda c: c.at):
        if _gives(candidate, issued):
            last, told = candidate, candidate.sentence.index
        elif last is not None and _takes(candidate, last, told):
            told = candidate.sentence.index
            assert last.since is not None
            candidate.since = replace(last.since, basis="context")
            candidate.until = replace(last.until, basis="context") if last.until else None
            for name in ("start", "end"):
                for span in last.spans.get(name, ()):
                    candidate.support(name, *span)


def _gives(candidate: Candidate, issued: When | None) -> bool:
    """Whether an act is an event with an exact date near to publication (not the founding of the tie long ago)."""
    since = candidate.since
    if since is None or since.precision < 2 or candidate.recurrence or candidate.status != "done":
        return False
    if since.basis == "context" or (candidate.kind == "sister_agreement" and not _news(since, issued)):
        return False
    return issued is None or int(issued.earliest[:4]) - int(since.earliest[:4]) <= _YEARS_OLD


def _news(since: When, issued: When | None) -> bool:
    """Whether a day lies so near before publication that it is what the text reports."""
    if issued is None or min(since.precision, issued.precision) < 3:
        return False
    days = (date.fromisoformat(issued.latest) - date.fromisoformat(since.earliest)).days
    return 0 <= days <= _NEWS_DAYS


def _takes(candidate: Candidate, last: Candidate, told: int) -> bool:
    if candidate.since or candidate.until or candidate.recurrence or candidate.status != "done":
        return False
    if candidate.kind not in _FOLLOW or candidate.pair != last.pair or candidate.sentence.dates:
        return False
    if candidate.sentence.dateless:
        return False
    near = candidate.sentence.index - told
    return 0 <= near <= _SENTENCES and candidate.sentence.passage.role == last.sentence.passage.role


def done_by(kept: Sequence[Candidate], issued: When | None) -> None:
    """Give an act that is done or planned once, and has an end alone, that date ("not sealed until May 2018").

    A day is rather that on which a stay ends, and a paper that is done may be good until a date ahead.
    """
    for c in kept:
        if c.since is not None or c.until is None or c.recurrence or c.status not in ("done", "planned"):
            continue
        stay = c.type == "activity" and c.kind not in _AT_ONCE and c.until.precision > 2
        ahead = c.status == "done" and issued is not None and c.until.latest > issued.latest
        if not stay and not ahead:
            c.since, c.until = c.until, None
            c.spans["start"] = c.spans.pop("end", [])


def in_order(kept: Sequence[Candidate]) -> None:
    """Drop an end that lies before the start: it is that of something else."""
    for c in kept:
        if c.since and c.until and c.until.latest < c.since.earliest:
            c.until = None
            c.spans.pop("end", None)
