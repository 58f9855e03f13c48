"""Who speaks on a page that its language does not give away: an official from abroad who is asked, or who lives there.

Pages in a language of one country are of that country, but for these.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from functools import lru_cache
from itertools import takewhile

from kembar import languages
from kembar.coders.rules.asking import asks
from kembar.coders.rules.parties import is_with
from kembar.coders.rules.sentences import Sentence
from kembar.places.vocabulary import alternatives
from kembar.types import Place

#: Lines at the head of an interview, how many questions make one, and the first sentences of who writes of himself.
_HEAD, _FEWEST, _OPENING = 5, 3, 6
#: Words for who holds an office or for an office, behind the place of it.
_OFFICES = ("official", "mayor", "s_governance")


def abroad(sentences: Sequence[Sentence], countries: Container[str]) -> Place | None:
    """The place outside of the language's countries whose official answers, or where the writer lives; else None."""
    return _answers(sentences, countries) or _lives(sentences, countries)


def _answers(sentences: Sequence[Sentence], countries: Container[str]) -> Place | None:
    """The place abroad that the head of an interview names with an office of it: 다낭시 외무청 과장."""
    if sum(map(asks, sentences)) < _FEWEST:
        return None
    head = takewhile(lambda sentence: not asks(sentence), sentences[:_HEAD])
    spots = [(sentence, s) for sentence in head for s in sentence.spots if not s.masked]
    if len({s.place.id for _, s in spots}) != 1 or spots[0][1].place.country in countries:
        return None
    held = (h.start >= s.end for x, s in spots if not is_with(x, s) for h in x.of(*_OFFICES))
    return spots[0][1].place if any(held) else None


@lru_cache
def _living(code: str) -> re.Pattern[str] | None:
    """What follows the place where a writer lives; None where a language's ``pages.yaml`` does not say."""
    file = languages.get(code).file("pages")
    return re.compile(rf"\w?{alternatives(file.text('lives').split('|'))}") if "lives" in file else None


def _lives(sentences: Sequence[Sentence], countries: Container[str]) -> Place | None:
    """The place abroad that an early sentence opens with, as where the writer lives: シカゴに住んで十一年."""
    for sentence in sentences[:_OPENING]:
        first = min(sentence.spots, key=lambda s: s.start, default=None)
        living = _living(sentence.language.code)
        if first is None or living is None or sentence.passage.role != "body":
            continue
        if first.place.country not in countries and not first.start and living.match(sentence.raw, first.end):
            return first.place
    return None
