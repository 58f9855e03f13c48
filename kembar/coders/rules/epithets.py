"""Words for a tie that only say what a place is: "its sister city Ghent" tells no tie of its own."""

from __future__ import annotations

import re
from itertools import pairwise

from kembar.coders.rules.sentences import Sentence, Spot
from kembar.languages.flat import single_words

_EPITHET = 14


def _paired(sentence: Sentence, spot: Spot, following: Spot) -> bool:
    """Whether two places of two countries are joined as partners ("Lima-Ghent", "Lima and Ghent")."""
    gap = re.findall(r"\w+", sentence.text[spot.end : following.start])
    near = 0 <= following.start - spot.end <= 6 and all(word in sentence.language.joiners for word in gap)
    return near and spot.place.country != following.place.country


def epithet(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a word for a tie only says what a place is: "its sister city Ghent", "Lima, a twin town of Ghent"."""
    if not sentence.spaced:
        return False
    small = single_words(sentence.language.type_words, sentence.language.origin)
    for spot, following in pairwise([*sentence.spots, None]):
        assert spot is not None
        if following is not None and _paired(sentence, spot, following):
            continue
        behind = sentence.text[end : spot.start] if 0 <= spot.start - end <= _EPITHET else None
        before = sentence.text[spot.end : start] if 0 <= start - spot.end <= _EPITHET else None
        for gap in (behind, before):
            if gap is not None and all(w in small or len(w) < 3 for w in re.findall(r"\w+", gap)):
                return True
    return False
