"""The kind of a tie that no word names: in a document that knows only friendships of a pair, it is one too.

"They tied the knot in 1986", "since the tie of 1990": such words stand for what the document calls by name elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.sentences import Sentence
from kembar.languages.lexicon import Hit

_SISTER, _FRIEND = "sister_agreement", "friendship_agreement"
_NAMES = ("sister", "friendship", "tied")


def settle(candidates: Sequence[Candidate], scanned: Sequence[Sentence]) -> None:
    """Give ties without a name the kind of those that are named: of their pair, else of the whole document."""
    told: dict[frozenset[str], set[str]] = defaultdict(set)
    called: dict[frozenset[str], set[str]] = defaultdict(set)
    for c in candidates:
        if c.pair and c.kind in (_SISTER, _FRIEND) and _named(c):
            told[frozenset(p.id for p in c.pair)].add(c.kind)
    for sentence in scanned:
        sides = frozenset(s.place.id for s in sentence.spots if not s.masked)
        if len(sides) == 2:
            called[sides] |= {kind for h in sentence.of(*_NAMES) if (kind := _kind_of(sentence, h))}
    every = {kind for s in scanned for h in s.of(*_NAMES) if (kind := _kind_of(s, h))}
    for c in candidates:
        if c.kind == _SISTER and c.pair and not _named(c):
            sides = frozenset(p.id for p in c.pair)
            kinds = told.get(sides) or called.get(sides) or every
            if kinds == {_FRIEND}:
                c.kind = _FRIEND


def _named(candidate: Candidate) -> bool:
    return any(_kind_of(candidate.sentence, h) for h in candidate.hits if h.name in _NAMES)


def _kind_of(sentence: Sentence, hit: Hit) -> str:
    """The kind that a word for a tie names by itself, "" where it only says that there is one."""
    if hit.name == "friendship":
        return _FRIEND
    bare = any(b.start <= hit.start and hit.end <= b.end for b in sentence.of("bare_tie"))
    friend = any(f.start <= hit.start and hit.end <= f.end for f in sentence.of("friendship"))
    return "" if bare or (friend and hit.name == "tied") else _SISTER
