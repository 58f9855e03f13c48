"""Questions that open a topic: the partner that one names is that of the answer below it."""

from __future__ import annotations

import re
from functools import cache

from kembar import languages
from kembar.coders.rules.sentences import Sentence
from kembar.places.vocabulary import alternatives


@cache
def _endings(code: str) -> re.Pattern[str] | None:
    """What questions end with in a language; None where its ``pages.yaml`` does not say."""
    file = languages.get(code).file("pages")
    return re.compile(f"{alternatives(file.text('asked').split('|'))}$") if "asked" in file else None


def asks(sentence: Sentence) -> bool:
    """Whether a passage is a question, in a language that says how they end."""
    ending = _endings(sentence.language.code)
    return bool(ending and ending.search(sentence.raw.strip()))
