"""The places that a sentence names as those with whom something is done or signed: "an agreement with Lima"."""

from __future__ import annotations

from kembar.coders.rules.papers import NAMED
from kembar.coders.rules.sentences import Sentence, Spot
from kembar.languages.flat import ends_with, single_words
from kembar.languages.lexicon import Hit

#: Words for papers and ties, with which a place behind "with" is the one that they bind.
_BINDING = (*NAMED, "tied")
#: How far the place may stand behind such a word ("an agreement on ports with the City of Lima").
_NEAR = 40
#: How far the next place may stand behind the one before it ("with Lima, where the fair is held, and with Ghent").
_ON = 80
#: How far from a place the word for "with" may begin, words for a type between: "with the City of Lima".
_WITH = 26


def is_with(sentence: Sentence, spot: Spot) -> bool:
    """Whether a place is named as the one that something is done with: "with Lima", リマ市との, 리마시와의."""
    language = sentence.language
    if language.allies:
        words = sentence.text[max(0, spot.start - _WITH) : spot.start].split()
        last = [w for w in words if w not in single_words(language.type_words)][-2:]
        return any(w in language.joiners for w in last if w in language.allies)
    behind = sentence.text[spot.end : spot.end + _WITH].lstrip(language.type_signs)
    joined = next((w for w in language.joiners if len(w) == 1 and behind.startswith(w)), "")
    return bool(joined) and behind[1:].startswith(language.origin)


def of_papers(sentence: Sentence) -> list[str]:
    """The ids of the places that a paper or a tie of the sentence is told to be with, in their order."""
    return [spot.place.id for _, spot in bound(sentence)]


def bound(sentence: Sentence) -> list[tuple[Hit, Spot]]:
    """The places that a paper or a tie is told to be with, each with the word for that paper.

    A place behind "and with" is one if the one before it is.
    """
    if not sentence.spaced:
        return []
    out: list[tuple[Hit, Spot]] = []
    for spot in sentence.spots:
        if spot.masked or not is_with(sentence, spot):
            continue
        near = [h for h in sentence.of(*_BINDING) if 0 <= spot.start - h.end < _NEAR]
        if near:
            out.append((near[-1], spot))
        elif out and _goes_on(sentence, out[-1][1].end, spot):
            out.append((out[-1][0], spot))
    return out


def _goes_on(sentence: Sentence, at: int, spot: Spot) -> bool:
    """Whether "and with" stands before a place, not far behind the end of the place before it."""
    between = sentence.text[at : spot.start]
    ally = max(between.rfind(f" {word} ") for word in sentence.language.allies)
    before = between[:ally].rstrip()
    return len(between) <= _ON and (before.endswith(",") or ends_with(before, sentence.language.joiners))
