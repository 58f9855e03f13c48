"""What a sentence tells once more without its words: "sang here in 2010, as did Lima's choir a year later".

The act has been told; a word says that it was done again, or by another partner, and only the date is new.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.sentences import Sentence, Spot
from kembar.coders.rules.when import Dated
from kembar.types import Place

#: The class of such words, and how far behind one its date stands.
CUE, _REACH = "once_more", 60
#: The name of the rule, behind that of the rule by which the act was told first.
RULE = "told_once_more"
#: What the act told again keeps of the first one: not how many, who and how long.
_OWN = ("start", "end", "participants", "actors")


def told(sentence: Sentence, made: Sequence[Candidate], dated: Sequence[Dated], home: Place | None) -> list[Candidate]:
    """The acts of a sentence that are told again with a date of their own; ``home`` is the side whose page it is."""
    out: list[Candidate] = []
    for cue in sentence.of(CUE):
        date = next((d for d in dated if 0 <= d.start - cue.end <= _REACH or cue.start <= d.start < cue.end), None)
        first = [c for c in made if c.type == "activity" and c.start < cue.start and c.pair and c.since is not None]
        best = max(first, key=lambda c: c.strength, default=None)
        if date is None or best is None or best.since is None or date.first.earliest[:4] == best.since.earliest[:4]:
            continue
        spot = next((s for s in sentence.spots if cue.end <= s.start < date.start and not s.masked), None)
        if spot is None or spot.place in (best.pair or ()):
            out.append(_again(sentence, best, date))
        elif home in (best.pair or ()) and spot.place.country not in {side.country for side in best.pair or ()}:
            out.append(_with(_again(sentence, best, date), spot, home))
    return out


def _again(sentence: Sentence, first: Candidate, date: Dated) -> Candidate:
    """An act once more, on another date."""
    spans = {name: list(found) for name, found in first.spans.items() if name not in _OWN}
    again = replace(
        first, spans=spans, features={}, joined=[], hits=list(first.hits), fired=[*first.fired, RULE], since=date.first,
        until=None, people=None, actors=(), attributes={},
    )  # fmt: skip
    again.support_here("start", date.start, date.end)
    return again


def _with(again: Candidate, spot: Spot, home: Place | None) -> Candidate:
    """The same with another partner, who is named between the word and the date."""
    one, two = again.pair or (spot.place, spot.place)
    home, other = (one, two) if one == home else (two, one)
    again.pair, again.pair_basis = (home, spot.place), "partner"
    again.flow = again.flow.replace(other.id, spot.place.id) if again.flow else None
    again.support_here("pair", spot.start, spot.end)
    return again
