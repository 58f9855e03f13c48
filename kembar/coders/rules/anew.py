"""What a sentence tells once more without its words: "sang here in 2010, as did Lima's choir a year later".

The act has been told; a word says that it was done again, or by another partner, and only the date is new.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.sentences import Sentence
from kembar.coders.rules.when import Dated

#: The class of such words, and how far behind one its date stands.
CUE, _REACH = "once_more", 60
#: What the act told again keeps of the first one: not how many, who and how long.
_OWN = ("start", "end", "participants", "actors")


def told(sentence: Sentence, made: Sequence[Candidate], dated: Sequence[Dated]) -> list[Candidate]:
    """The acts of a sentence that are told again with a date of their own, or none."""
    out = []
    for cue in sentence.of(CUE):
        date = next((d for d in dated if 0 <= d.start - cue.end <= _REACH or cue.start <= d.start < cue.end), None)
        first = [c for c in made if c.type == "activity" and c.start < cue.start and c.pair and c.since is not None]
        best = max(first, key=lambda c: c.strength, default=None)
        if date is None or best is None or best.since is None or date.first.earliest[:4] == best.since.earliest[:4]:
            continue
        if all(d.start < best.start for d in dated if d.start < cue.start) and best.start > date.start:
            continue
        out.append(_again(sentence, best, cue.end, date))
    return out


def _again(sentence: Sentence, first: Candidate, at: int, date: Dated) -> Candidate:
    """An act once more, on another date and, where one is named in between, with another partner."""
    spans = {name: list(found) for name, found in first.spans.items() if name not in _OWN}
    again = replace(
        first, spans=spans, features={}, joined=[], hits=list(first.hits), fired=list(first.fired), since=date.first,
        until=None, people=None, actors=(), attributes={},
    )  # fmt: skip
    again.support_here("start", date.start, date.end)
    spot = next((s for s in sentence.spots if at <= s.start < date.start and not s.masked), None)
    home = next((p for p in first.pair or () if spot and p.country != spot.place.country), None)
    if spot is None or home is None or not first.pair or spot.place in first.pair:
        return again
    other = next(p for p in first.pair if p is not home)
    again.pair, again.pair_basis = (home, spot.place), "partner"
    again.flow = again.flow.replace(other.id, spot.place.id) if again.flow else None
    again.support_here("pair", spot.start, spot.end)
    return again
