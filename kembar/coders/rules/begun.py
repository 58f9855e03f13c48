"""Since when something is done that the sentence before tells: "Pupils go there each year. It began in 1990."

Reading notes the date on the sentence before; what stands there undated takes it, unless the short sentence tells an
act of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.sentences import Sentence
from kembar.coders.rules.when import Dated

#: Letters of a sentence that says no more than since when, and from its date to the word for beginning.
_SPACED, _SIGNS, _BESIDE = 100, 45, 25


def note(sentence: Sentence, dated: Sequence[Dated]) -> None:
    """Tell the sentence before since when its acts are done, if a sentence says no more than that."""
    before, first = sentence.previous, next((d for d in dated if not d.until), None)
    if before is None or first is None or before.passage.role != sentence.passage.role:
        return
    if len(sentence.raw) < (_SPACED if sentence.spaced else _SIGNS) and (first.since or _begins(sentence, first)):
        before.begun = first.first, sentence.base + first.start, sentence.base + first.end


def _begins(sentence: Sentence, d: Dated) -> bool:
    """Whether a word for beginning stands beside a date."""
    begun = sentence.of("begun", "begins")
    return any(min(abs(h.start - d.end), abs(d.start - h.end)) < _BESIDE for h in begun)


def give(kept: Sequence[Candidate]) -> None:
    """Give what is done again and again, or goes on, the date since when by the sentence behind it."""
    told = {c.sentence.index for c in kept}
    for c in kept:
        goes_on = c.type == "activity" and (c.recurrence or c.status == "ongoing")
        if goes_on and c.since is None and c.sentence.begun is not None and c.sentence.index + 1 not in told:
            when, start, end = c.sentence.begun
            if c.until is None or when.earliest <= c.until.latest:
                c.since = replace(when, basis="context")
                c.support("start", start, end)
