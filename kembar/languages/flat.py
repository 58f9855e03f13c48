"""Flat text: what cues and dates are looked for in, character by character as long as the text it came from."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TABLE: dict[int, str] = {
    **dict.fromkeys(map(ord, "\n\r\t\f\v\u00a0\u2002\u2003\u2009\u202f\u3000"), " "),
    **dict.fromkeys(map(ord, "‐‑‒–—―−－"), "-"),
    **dict.fromkeys(map(ord, "〜～∼"), "~"),
    **dict.fromkeys(map(ord, "‘’‛′ʻʼ`´"), "'"),
    **dict.fromkeys(map(ord, "“”„″"), '"'),
    **{0xFF01 + i: chr(0x21 + i) for i in range(94) if 0xFF01 + i != 0xFF5E},
}
#: Figures that a scan has read as letters: "l998", "2O05", "1O", and "lO" between signs of East Asia.
_SIGN = "[\u2e80-\u9fff\uac00-\ud7a3]"
_SCANNED = re.compile(
    r"[\dlI](?<![A-Za-z0-9].)(?:(?<=\d)\d*(?:O|[lI](?=[\dO]))|(?<=[lI])(?=\d))[\dlIO]*(?![A-Za-z0-9])"
    rf"|(?<={_SIGN})l[lIO]*(?={_SIGN})"
)
_FIGURES = str.maketrans("lIO", "110")


def flat(text: str) -> str:
    """Return the text lower-cased, with white space as blanks and dashes, quotes and wide letters made alike.

    Letters that a scan has put for figures become figures. The length never changes, so that offsets in the result are
    offsets in the text.
    """
    out = text.translate(_TABLE)
    if not out.isascii() or any(figure in out for figure in "0123456789"):
        out = _SCANNED.sub(lambda match: match[0].translate(_FIGURES), out)
    lower = out.lower()
    if len(lower) == len(out):
        return lower
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in out)


def ends_with(text: str, words: tuple[str, ...]) -> bool:
    """Whether a text ends with one of some words, behind a blank."""
    return text.endswith(_behind_blank(words))


@lru_cache(1_000)
def _behind_blank(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f" {word}" for word in words)


@lru_cache(1_000)
def single_words(*phrases: tuple[str, ...]) -> frozenset[str]:
    """The words of which some lists of phrases are made."""
    return frozenset(word for listed in phrases for phrase in listed for word in phrase.split())


@lru_cache(20_000)
def bare(word: str) -> str:
    """Return a word without accents, lower case (for comparing names)."""
    return "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))
