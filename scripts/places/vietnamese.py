"""Vietnamese names in Hangul by the rules for loan words, and as they were spelled before: 꾸이년 was 퀴논."""

from __future__ import annotations

import re
import unicodedata

from places.hangul import syllable
from places.kana import FINALS, INITIALS, VOWELS
from places.tables import pairs

_INITIALS = pairs(
    "b ㅂ c ㄲ k ㄲ ch ㅉ d ㅈ gi ㅈ đ ㄷ g ㄱ gh ㄱ h ㅎ kh ㅋ l ㄹ m ㅁ n ㄴ nh ㄴ ng ㅇ ngh ㅇ p ㅃ ph ㅍ r ㄹ s ㅅ "
    "t ㄸ tr ㅉ th ㅌ v ㅂ x ㅆ qu ㄲ - ㅇ"
)
#: The initials of the older spelling.
_SOFT = pairs("ㄲ ㅋ ㄸ ㅌ ㅃ ㅍ ㅉ ㅊ ㅆ ㅅ")
_OLD_VOWELS = str.maketrans("âơ", "ao")
_FINALS = pairs("c ㄱ k ㄱ ch ㄱ m ㅁ n ㄴ ng ㅇ nh ㄴ p ㅂ t ㅅ")
_VOWELS = pairs("a ㅏ ă ㅏ â ㅓ e ㅔ ê ㅔ i ㅣ y ㅣ o ㅗ ô ㅗ ơ ㅓ u ㅜ ư ㅡ")
_GROUPS = pairs("uyê ㅜㅖ iê ㅣㅔ yê ㅖ ia ㅣㅓ ua ㅜㅓ uô ㅜㅗ ưa ㅡㅓ ươ ㅡㅓ ưo ㅡㅓ")
_SOFTENED = pairs("ㅏ ㅑ ㅓ ㅕ ㅗ ㅛ ㅜ ㅠ ㅔ ㅖ ㅣ ㅣ ㅡ ㅡ")
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_SYLLABLE = re.compile(r"(ngh|ng|nh|ch|gh|gi(?=[aăâeêoôơuư])|kh|ph|th|tr|qu(?=[aăâeêiyoôơ])|[bcdđghklmnpqrstvx])?"
                       r"([aăâeêioôơuưy]+)(ng|nh|ch|[ckmnpt])?")  # fmt: skip


def to_hangul(name: str) -> list[str]:
    """Return the spellings in Hangul, that of the rules first; nothing where the name is no Vietnamese."""
    words = re.split(r"[\s-]+", _toneless(name))
    parts = [_SYLLABLE.fullmatch(word) for word in words]
    if not all(parts):
        return []
    found = []
    for soft in (False, True):
        for doubled in (True, False):
            out = ""
            for part in parts:
                out = _join(out, _spell(part, soft), doubled) if part else out
            found.append(out)
    return list(dict.fromkeys(found))


def _toneless(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.lower())
    return unicodedata.normalize("NFC", "".join(c for c in letters if c not in _TONES))


def _join(before: str, spelled: str, doubled: bool) -> str:
    """Put syllables together; an l between vowels doubles: 달랏."""
    code, last = ord(spelled[0]) - 0xAC00, ord(before[-1]) - 0xAC00 if before else 1
    if doubled and code // 588 == INITIALS["ㄹ"] and last % 28 == 0:
        before = before[:-1] + chr(0xAC00 + last + FINALS["ㄹ"])
    return before + spelled


def _spell(part: re.Match[str], soft: bool) -> str:
    first, vowels, last = part[1] or "", part[2], part[3] or ""
    initial = _SOFT.get(_INITIALS[first], _INITIALS[first]) if soft else _INITIALS[first]
    sounds = _sounds(vowels.translate(_OLD_VOWELS) if soft else vowels)
    if first == "qu":
        sounds = "ㅘ" + sounds[1:] if sounds[0] == "ㅏ" else "ㅟ" if soft and sounds == "ㅣ" else "ㅜ" + sounds
    elif first == "nh" and not soft:
        sounds = _SOFTENED.get(sounds[0], sounds[0]) + sounds[1:]
    if last in ("nh", "ch") and vowels[-1] == "a" and not soft:
        sounds += "ㅣ" if last == "nh" else ""
    signs = [syllable(INITIALS[initial if i == 0 else "ㅇ"], VOWELS[sound]) for i, sound in enumerate(sounds)]
    spelled = "".join(signs[:-1]) + chr(ord(signs[-1]) + FINALS.get(_FINALS.get(last, ""), 0))
    return "응" + spelled if first in ("ng", "ngh") else spelled


def _sounds(vowels: str) -> str:
    out, at = "", 0
    while at < len(vowels):
        group = next((g for g in _GROUPS if vowels.startswith(g, at)), vowels[at])
        out += _GROUPS.get(group) or _VOWELS[group]
        at += len(group)
    return out
