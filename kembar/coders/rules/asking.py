"""Questions that open a topic: the partner that one names is that of the answer below it."""

from __future__ import annotations

import re
from functools import lru_cache

from kembar import languages
from kembar.coders.rules.near import same
from kembar.coders.rules.sentences import Sentence
from kembar.places.vocabulary import alternatives
from kembar.types import Place

#: How a question is numbered, whatever it ends with: "Q3", "> Q.".
_NUMBERED = re.compile(r"[>\s]*[QＱ](?:\s?\d{1,2})?(?:[\s.:．：、)）]|(?=[^\W\da-zA-Z]))")
#: A topic is asked for in few letters.
_LONGEST = 40


@lru_cache
def _endings(code: str) -> re.Pattern[str] | None:
    """What questions end with in a language; None where its ``pages.yaml`` does not say."""
    file = languages.get(code).file("pages")
    return re.compile(f"{alternatives(file.text('asked').split('|'))}$") if "asked" in file else None


def asks(sentence: Sentence) -> bool:
    """Whether a passage is a question: by its number, or in a language that says how they end."""
    if _NUMBERED.match(sentence.raw):
        return True
    ending = _endings(sentence.language.code)
    return bool(ending and ending.search(sentence.raw.strip()))


def whom(sentence: Sentence, home: Place | None) -> Place | None:
    """The place of the home side's country, and not that side, that a short question asks for alone: 三島市は。"""
    places = {s.place.id: s.place for s in sentence.spots if not s.masked}
    if home is None or len(places) != 1 or len(sentence.raw) > _LONGEST or not asks(sentence):
        return None
    place = next(iter(places.values()))
    return place if place.country == home.country and not same(place, home) else None
