"""Regular expressions for any of many words, so written that a text is not held against each of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence


def any_of(words: Iterable[str], blank: str = r"\s+") -> str:
    """Return what matches any of some words, the longest first ("" for none); ``blank`` is what a blank stands for.

    Words that begin with one letter are tried together, behind it. To be put into a group.
    """
    by_letter: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda w: (-len(w), w)):
        by_letter.setdefault(word[:1].lower(), []).append(word)
    return "|".join(_together(found, blank) for found in by_letter.values())


def _together(words: Sequence[str], blank: str) -> str:
    first = {word[:1] for word in words}
    if len(words) < 2 or len(first) > 1:  # a letter in both cases stays: who ignores case needs the longest first
        return "|".join(_plain(word, blank) for word in words)
    rest = "|".join(_plain(word[1:], blank) for word in words)
    return f"{_plain(first.pop(), blank)}(?:{rest})"


def _plain(word: str, blank: str) -> str:
    return re.escape(word).replace(r"\ ", blank)
