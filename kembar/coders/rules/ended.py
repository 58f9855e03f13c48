"""When what has ended did so: a later date than its first, or its only one, which mostly is that of its end."""

from __future__ import annotations

from collections.abc import Sequence

from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.dating import NO_TERM, stopped

#: How near a word that something began stands to the date that then is that of its beginning.
_BEGUN = 45


def over(kept: Sequence[Candidate]) -> None:
    """Give what has ended the date of its end: a later one, nearest to a word for ending, or its only one."""
    for c in kept:
        if c.status != "ended" or c.until is not None or c.since is None or not c.dated:
            continue
        stops = c.sentence.of("stop", "expire")
        ends = [d for d in c.dated if not d.every and (not d.since or any(stopped(c, d, h) for h in stops))]
        later = [d for d in ends if d.first.earliest > c.since.latest]
        if later:
            end = min(later, key=lambda d: min((abs(d.start - h.start) for h in stops), default=-d.start))
            c.until = end.last or end.first
            c.support_here("end", end.start, end.end)
        elif (stops or c.recurrence) and _lone_end(c):
            first = next((d for d in c.dated if d.since and d.first.latest < c.since.earliest), None)
            c.since, c.until = first.first if first else None, c.since
            c.spans["end"] = c.spans.pop("start")
            if first:
                c.support_here("start", first.start, first.end)


def _lone_end(candidate: Candidate) -> bool:
    """Whether the only date of an activity that has ended is that of its end, as mostly: no word says it began then."""
    own = {start - candidate.sentence.base for start, _ in candidate.spans.get("start", ())}
    d = next((d for d in candidate.dated if d.start in own), None)
    if d is None or candidate.type == "agreement" or candidate.kind in NO_TERM:
        return False
    begun = candidate.sentence.of("begun", "begins")
    rests = any(stopped(candidate, d, h) for h in candidate.sentence.of("stop", "expire"))
    lone = (rests or not d.since) and d.last is None and d.first.basis != "context"
    return lone and not any(min(abs(h.start - d.end), abs(d.start - h.end)) < _BEGUN for h in begun)
