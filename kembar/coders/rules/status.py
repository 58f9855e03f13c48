"""How far an act has come: done, ongoing, planned or ended, by the weights of what speaks for each.

The weights are a readable file beside this module (``status.tsv``: one line a mark, one column a status), fitted by
``scripts/fit_status.py`` with cross-validation over whole documents. What speaks is read by ``tense``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import cache, cached_property, lru_cache
from pathlib import Path

from kembar.coders.rules import resumed, tense, words
from kembar.coders.rules.attach import nearest
from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.evidence import Marks
from kembar.types import When

WEIGHTS = Path(__file__).with_name("status.tsv")
STATUSES = ("done", "ended", "ongoing", "planned")
#: What every act has.
BIAS = "bias"
_REACH = 140
#: How far behind "as" the act stands that was going on while something was said.
_OPENS = 40
#: Marks that speak for nothing; of how many rows of marks it is kept what they speak for.
_NOTHING, _KEPT = (0.0,) * len(STATUSES), 20_000
#: The words that support a status where one of them stands near.
_TOLD_BY = {"ended": ("stop", "expire", "former"), "planned": ("plan", "postpone"), "ongoing": ("still", "going")}


class Weights(dict[str, tuple[float, ...]]):
    """What each mark speaks for, in the order of the statuses."""

    @cached_property
    def spoken(self) -> Callable[[tense.Part], tuple[float, ...]]:
        """What some marks speak for together, which is kept: many acts share them."""
        return lru_cache(_KEPT)(self._spoken)

    def _spoken(self, part: tense.Part) -> tuple[float, ...]:
        make, sides = part
        rows = [_NOTHING, *(self[mark] for mark in make(*sides) if mark in self)]
        return tuple(map(math.fsum, zip(*rows, strict=True)))  # the same in whatever order they come


@cache
def weights() -> Weights:
    """The shipped weights of each mark, in the order of the statuses (without the file every act is done)."""
    rows = (line.split("\t") for line in words.lines_of(WEIGHTS))
    return Weights({mark: tuple(map(float, values)) for mark, *values in rows})


def decide(candidate: Candidate, issued: When | None) -> None:
    """Set the status of a candidate and the word that supports it; a plan keeps no date that lies behind."""
    value = "planned" if _will(candidate) else likeliest(candidate, issued, weights())
    if value == "ended" and resumed.at(candidate.sentence) is not None:
        once = candidate.type == "activity" and candidate.since is not None and not candidate.recurrence
        value = "done" if once else "ongoing"
    if value == "planned" and _while_said(candidate):
        value = "done"
    candidate.status = value
    hit = nearest(candidate, _TOLD_BY[value], _REACH) if value in _TOLD_BY else None
    candidate.spans.pop("status", None)
    candidate.support_here("status", *((hit.start, hit.end) if hit else (candidate.start, candidate.end)))
    if value == "planned" and candidate.since and issued and candidate.since.latest < issued.earliest:
        candidate.since = candidate.until = None
        candidate.spans.pop("start", None)
        candidate.spans.pop("end", None)


def _while_said(candidate: Candidate) -> bool:
    """Whether an act is that during which something was said of what is to come: "..., he said as he received them"."""
    sentence = candidate.sentence
    first = min((h.start for h in candidate.hits), default=candidate.start)
    if candidate.type != "activity" or not sentence.spaced:
        return False
    opens = [h for h in sentence.of("as_said") if 0 <= first - h.end <= _OPENS]
    said = bool(opens) and any(h.end <= opens[-1].start for h in sentence.of("lead_in", "say"))
    return said and not any(h.start >= opens[-1].end for h in sentence.of("plan"))


def _will(candidate: Candidate) -> bool:
    """Whether a word for what is to come stands right before the verb of an act without a date: "will attend"."""
    told = candidate.type == "activity" and candidate.since is None and not candidate.recurrence
    ahead = [h.end for h in candidate.sentence.of("plan")] if told and candidate.sentence.spaced else []
    return any(0 <= h.start - end <= 1 for h in candidate.hits for end in ahead)


def likeliest(candidate: Candidate, issued: When | None, table: Weights) -> str:
    """What ``of_marks`` says of the marks of a candidate, from what their parts speak for."""
    rows = [table.get(BIAS, _NOTHING), *map(table.spoken, tense.parts(candidate, issued))]
    rows += _of_words(candidate, table)
    sums = list(map(sum, zip(*rows, strict=True)))
    return STATUSES[sums.index(max(sums))]


def _of_words(candidate: Candidate, table: Weights) -> list[tuple[float, ...]]:
    """What the words of a candidate's sentence speak for, which is the same for all its acts of one type."""
    known = candidate.sentence.tensed
    if candidate.type not in known:
        loud = tense.by_words(candidate).items()
        known[candidate.type] = [tuple([weight * value for weight in table[m]]) for m, value in loud if m in table]
    return known[candidate.type]


def of_marks(marks: Marks, table: Mapping[str, tuple[float, ...]]) -> str:
    """The status that marks speak for most; the first one of those that are equal."""
    said = [(table[mark], value) for mark, value in marks.items() if mark in table]
    base = table.get(BIAS, _NOTHING)
    rows = [row if value == 1.0 else tuple(weight * value for weight in row) for row, value in said]
    sums = [first + sum(told) for first, *told in zip(base, *rows, strict=True)]
    return STATUSES[sums.index(max(sums))]
