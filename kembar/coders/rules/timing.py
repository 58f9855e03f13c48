"""Which of the dates at hand is an act's, or none: weighed, after the rules by hand have given it one or left it open.

The weights are a readable file beside this module (``dates.tsv``: a mark and its weight), fitted by
``scripts/fit_dates.py`` with cross-validation over whole documents; what speaks for a date is told by ``athand``. The
sums become shares; the year whose dates together have the largest share stands, by its likeliest date. A wrong year
makes another act of it, no date does not: so what the rules by hand have left open stays so unless one year is nearly
as likely as all else together.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from kembar.coders.rules import anew, status, words
from kembar.coders.rules.athand import AtHand, Option
from kembar.coders.rules.candidate import Candidate
from kembar.types import When

WEIGHTS = Path(__file__).with_name("dates.tsv")
#: How likely a year must be, where the rules by hand have left it open.
SURE = 0.45


@cache
def weights() -> Mapping[str, float]:
    """The shipped weights by mark (without the file the rules by hand alone decide)."""
    rows = (line.split("\t") for line in words.lines_of(WEIGHTS))
    return {mark: float(value) for mark, value in rows}


def settle(kept: Sequence[Candidate], issued: When | None) -> None:
    """Give every act that stands the likeliest of the dates at hand, unless its sentence leaves no choice."""
    if not weights():
        return
    for candidate, options in at_hand(kept, issued):
        best = pick(options, weights())
        candidate.timed = [(o.start, o.marks) for o in (best, *(o for o in options if o is not best))]
        if not best.by_hand:
            take(candidate, best)
            if best.since is not None:
                status.decide(candidate, issued)


def at_hand(
    kept: Sequence[Candidate], issued: When | None, every: bool = False
) -> list[tuple[Candidate, list[Option]]]:
    """The dates at hand for each act, before any is chosen; also of those without a choice if ``every``."""
    out: list[tuple[Candidate, list[Option]]] = []
    dated: Counter[tuple[object, str]] = Counter((c.pair, c.since.edtf) for c in kept if c.since is not None)
    ties: dict[object, dict[str, When]] = defaultdict(dict)
    for c in sorted(kept, key=lambda c: c.at):
        if c.type == "agreement" and c.since is not None and c.status != "planned":
            ties[c.pair].setdefault(c.since.edtf[:4], c.since)
    last: Candidate | None = None
    for c in sorted(kept, key=lambda c: c.at):
        if every or not _sure(c):
            before = last if last is not None and last.pair == c.pair else None
            out.append((c, list(AtHand(c, issued, before, dated, [*ties[c.pair].values()]).options.values())))
        last = c if c.since is not None else last
    return out


def _sure(c: Candidate) -> bool:
    """Whether the rules by hand know best.

    They do for a partner's own date among several, for what is told once more or taken up again, for a plan of which it
    is told by when it shall be done, and for a row whose cell for the date holds none.
    """
    s = c.sentence
    told = s.has("resume") or (c.status == "planned" and any(d.until for d in s.dates))
    return "partners_dated" in c.fired or s.dateless or s.has(anew.CUE) or (c.since is not None and told)


def pick(options: Sequence[Option], table: Mapping[str, float]) -> Option:
    """The likeliest date of the year that has most of what speaks."""
    shares = dict(zip((o.start for o in options), _shares(options, table), strict=True))
    years: dict[str, float] = defaultdict(float)
    for start, share in shares.items():
        years[start[:4]] += share
    best = max(years, key=lambda year: years[year])
    if years[best] < SURE and any(o.by_hand and o.since is None for o in options):
        best = ""
    return max((o for o in options if o.start[:4] == best), key=lambda o: shares[o.start])


def _shares(options: Sequence[Option], table: Mapping[str, float]) -> list[float]:
    """How likely each date is by the sum of its weights, the same in whatever order its marks come."""
    sums = [math.fsum(filter(None, map(table.get, {*o.marks}))) for o in options]
    most = max(sums)
    told = [math.exp(s - most) for s in sums]
    every = sum(told)
    return [t / every for t in told]


def take(candidate: Candidate, option: Option) -> None:
    """Give a candidate a date, with its end, and where both are told; an end that it has stays if it lies behind."""
    candidate.since = option.since
    candidate.spans["start"] = list(option.spans) if option.since is not None else []
    kept = candidate.until if option.until is None and option.since is not None else None
    if kept is None or option.since is None or kept.latest < option.since.earliest:
        candidate.until = option.until
        candidate.spans["end"] = list(option.spans) if option.until is not None else []
