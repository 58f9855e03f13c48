"""Keys of place names: the spellings that count as one, and which script a word is written in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from kembar.alphabets import HAN, HANGUL, HIRAGANA, KATAKANA

IN_HANGUL = re.compile(f"[{HANGUL}]")
IN_KANA = re.compile(f"[{KATAKANA}]")
IN_HIRAGANA = re.compile(f"[{HIRAGANA}]")
IN_HAN = re.compile(f"[{HAN}々]")

_OTHER = re.compile(rf"[^0-9a-z{HANGUL}{KATAKANA}{HIRAGANA}{HAN}々]")
#: Letters that are never taken apart.
_KEPT = re.compile(f"[{HANGUL}{KATAKANA}{HIRAGANA}]")
_WHOLE_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"}
)
_KANA_SIGNS = str.maketrans({"ッ": "", "ー": "", "ヂ": "ジ", "ヅ": "ズ", "ヶ": "ケ", "ヵ": "カ"})
_SHORTENED = re.compile(r"\b(st|ste|mt|ft)\.?(?=[ -])")
_LONG = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_E_ROW = "エケゲセゼテデネヘベペメレェ"
_LONG_E = re.compile(f"(?<=.[{_E_ROW}])イ(?=.)")
_VU = re.compile("ヴ([ァィェォ]?)")
_VU_ROW = {"ァ": "バ", "ィ": "ビ", "ェ": "ベ", "ォ": "ボ", "": "ブ"}


def fold(text: str, han: Mapping[str, str] | None = None) -> str:
    """Return the key of a name: case, accents, blanks, hyphens, apostrophes and long vowels of Kana make no difference.

    Saint, Mount and Fort may be shortened; レイ and レー are one sound. ``han`` brings the variants of a Han character
    to one form. Hangul is never taken apart.
    """
    if not han or text.isascii():
        return _key(text)
    return _OTHER.sub("", "".join(han.get(c, c) for c in _spelled(text)))


@lru_cache(50_000)
def _key(text: str) -> str:
    return _OTHER.sub("", _spelled(text))


@lru_cache(50_000)
def _spelled(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).lower()
    if "t" in text:
        text = _SHORTENED.sub(lambda m: _LONG[m[1]], text)
    if text.isascii():
        return text
    text = "".join(map(_plain, text)).translate(_WHOLE_LETTERS).translate(_KANA_SIGNS)
    return _LONG_E.sub("", _VU.sub(lambda m: _VU_ROW[m[1]], text))


def _plain(char: str) -> str:
    if _KEPT.match(char):
        return char
    return "".join(part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part))


def is_shortened(word: str) -> bool:
    """Say whether a word is a shortened first word of names, whose dot ends no sentence: Ste."""
    return word.lower().rstrip(".") in _LONG


def script(word: str) -> str:
    """Return ``hangul``, ``kana``, ``han`` or ``latin``: the script of the first letter that is in one of these."""
    for char in word:
        if char.isascii():
            if char.isalpha():
                return "latin"
            continue
        if IN_HANGUL.match(char):
            return "hangul"
        if IN_KANA.match(char) or IN_HIRAGANA.match(char):
            return "kana"
        if IN_HAN.match(char):
            return "han"
        if char.isalpha():
            return "latin"
    return "latin"
