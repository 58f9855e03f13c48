"""Chinese names in Hangul by the rules for loan words, from Pinyin without tones."""

from __future__ import annotations

import re

from places.hangul import syllable
from places.kana import INITIALS, VOWELS
from places.tables import pairs

_INITIALS = pairs(
    "zh ㅈ ch ㅊ sh ㅅ b ㅂ p ㅍ m ㅁ f ㅍ d ㄷ t ㅌ n ㄴ l ㄹ g ㄱ k ㅋ h ㅎ j ㅈ q ㅊ x ㅅ r ㄹ z ㅉ "
    "c ㅊ s ㅆ y ㅇ w ㅇ - ㅇ"
)
_FINALS = pairs(
    "a 아 o 오 e 어 i 이 u 우 v 위 ai 아이 ei 에이 ao 아오 ou 어우 an 안 en 언 ang 앙 eng 엉 ong 웅 er 얼 "
    "ia 야 ie 예 iao 야오 iu 유 ian 옌 in 인 iang 양 ing 잉 iong 융 ua 와 uo 워 uai 와이 ui 우이 uan 완 "
    "un 운 uang 왕 ve 웨 van 위안 vn 윈 ue 웨"
)
_AFTER_Y = pairs("a 야 e 예 ao 야오 ou 유 an 옌 in 인 ang 양 ing 잉 ong 융 i 이 u 위 ue 웨 uan 위안 un 윈")
_AFTER_W = pairs("a 와 o 워 ai 와이 ei 웨이 an 완 en 원 ang 왕 eng 웡 u 우")
_AFTER_PALATAL = pairs("u 위 uan 위안 un 윈 ue 웨")
_WITHOUT_GLIDE = pairs("ㅑ ㅏ ㅖ ㅔ ㅠ ㅜ")
_SYLLABLE = re.compile(
    "(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(iang|iong|uang|iao|ian|uai|uan|van|ang|eng|ong|ing|ai|ei|ao|ou|an|en|er|ia|ie|"
    "iu|in|ua|uo|ui|un|ue|ve|vn|a|o|e|i|u|v)(?![aeiouv]|n(?![aeiou])(?!$)|r$)"
)


def to_hangul(name: str) -> str:
    """Return the spelling in Hangul; empty where the name is no Pinyin."""
    text = re.sub(r"[^a-zv']", "", name.lower().replace("ü", "v"))
    out, at = "", 0
    while at < len(text):
        if text[at] == "'":
            at += 1
            continue
        match = _SYLLABLE.match(text, at)
        spelled = _spell(match[1] or "", match[2]) if match else ""
        if not spelled or match is None:
            return ""
        out, at = out + spelled, match.end()
    return out


def _spell(initial: str, final: str) -> str:
    table = {"y": _AFTER_Y, "w": _AFTER_W}.get(initial, _FINALS)
    if initial in ("j", "q", "x"):
        table = {**_FINALS, **_AFTER_PALATAL}
    spelled = table.get(final)
    if not spelled:
        return ""
    code = ord(spelled[0]) - 0xAC00
    vowel, coda = code // 28 % 21, code % 28
    if initial in ("j", "q") and final not in _AFTER_PALATAL:
        letter = next(letter for letter, n in VOWELS.items() if n == vowel)
        vowel = VOWELS[_WITHOUT_GLIDE.get(letter, letter)]
    if final == "i" and initial in ("zh", "ch", "sh", "r", "z", "c", "s"):
        vowel = VOWELS["ㅡ"]
    return syllable(INITIALS[_INITIALS[initial]], vowel, coda) + spelled[1:]
