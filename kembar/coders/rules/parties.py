"""The places that a sentence names as the other party of a paper or tie: "an agreement with Lima"."""

from __future__ import annotations

from kembar.coders.rules.sentences import Sentence
from kembar.coders.rules.spots import is_with

#: Words for papers and ties, with which a place behind "with" is the one that they bind.
_PAPERS = ("memorandum", "intent", "arrangement", "paper", "document", "sister", "friendship", "tied", "bond")
#: How far the place may stand behind such a word ("an agreement on ports with the City of Lima").
_NEAR = 40


def of_papers(sentence: Sentence) -> list[str]:
    """The ids of the places that a paper or a tie of the sentence is told to be with, in their order.

    A place behind "and with" is one if the one before it is.
    """
    if not sentence.spaced:
        return []
    out: list[str] = []
    at = -1
    for spot in sentence.spots:
        if spot.masked or not is_with(sentence, spot):
            continue
        gap = min((spot.start - h.end for h in sentence.of(*_PAPERS) if h.end <= spot.start), default=_NEAR)
        if gap < _NEAR or at >= 0:
            out.append(spot.place.id)
            at = spot.end
    return out
