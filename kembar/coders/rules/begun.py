"""Since and until when something is done that the sentence before tells: "Pupils go there each year. It began in 1990."

Reading notes the dates on the sentence before; what stands there without takes them, unless the short sentence tells an
act of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.sentences import Sentence
from kembar.coders.rules.when import Dated

#: Letters of a sentence that says no more than that, and from its date to the word for beginning or ending.
_SPACED, _SIGNS, _BESIDE = 100, 45, 25


def note(sentence: Sentence, dated: Sequence[Dated]) -> None:
    """Tell the sentence before since or until when its acts are done, if a sentence says no more than that."""
    before = sentence.previous
    if before is None or not dated or before.passage.role != sentence.passage.role:
        return
    if len(sentence.raw) < (_SPACED if sentence.spaced else _SIGNS):
        first = dated[0]
        if not first.until and (first.since or _beside(sentence, first, "begun")):
            before.begun = first.first, sentence.base + first.start, sentence.base + first.end
        over = next((d for d in dated if not d.since and (d.until or _beside(sentence, d, "stop", "expire"))), None)
        if over is not None:
            before.over = over.first, sentence.base + over.start, sentence.base + over.end


def _beside(sentence: Sentence, d: Dated, *names: str) -> bool:
    """Whether a word for beginning, or for ending, stands beside a date."""
    return any(min(abs(h.start - d.end), abs(d.start - h.end)) < _BESIDE for h in sentence.of(*names))


def give(kept: Sequence[Candidate]) -> None:
    """Give what is done again and again, or goes on, or has ended, the dates that the sentence behind it tells."""
    told = {c.sentence.index for c in kept}
    for c in kept:
        if c.sentence.index + 1 in told:
            continue
        goes_on = c.type == "activity" and (c.recurrence or c.status == "ongoing")
        if goes_on and c.since is None and c.sentence.begun is not None:
            when, start, end = c.sentence.begun
            if c.until is None or when.earliest <= c.until.latest:
                c.since = replace(when, basis="context")
                c.support("start", start, end)
        if c.status == "ended" and c.until is None and c.sentence.over is not None:
            when, start, end = c.sentence.over
            if c.since is None or c.since.earliest <= when.latest:
                c.until = replace(when, basis="context")
                c.support("end", start, end)
