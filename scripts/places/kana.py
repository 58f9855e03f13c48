"""Katakana: its morae, Hepburn romanization without long vowels, and Hangul by the Korean rules."""

from __future__ import annotations

from collections.abc import Container

from places.hangul import syllable

_ROWS = {
    "": "アイウエオ", "k": "カキクケコ", "s": "サシスセソ", "t": "タチツテト", "n": "ナニヌネノ", "h": "ハヒフヘホ",
    "m": "マミムメモ", "r": "ラリルレロ", "g": "ガギグゲゴ", "z": "ザジズゼゾ", "d": "ダヂヅデド", "b": "バビブベボ",
    "p": "パピプペポ",
}  # fmt: skip
_SOUNDS = {sign: (row, vowel) for row, signs in _ROWS.items() for sign, vowel in zip(signs, "aiueo", strict=True)}
_SOUNDS |= {"ヤ": ("y", "a"), "ユ": ("y", "u"), "ヨ": ("y", "o"), "ワ": ("w", "a"), "ヲ": ("", "o")}
_SMALL = {"ャ": "a", "ュ": "u", "ョ": "o"}
_HEPBURN = {
    "si": "shi", "ti": "chi", "tu": "tsu", "hu": "fu", "zi": "ji", "di": "ji", "du": "zu", "sya": "sha", "syu": "shu",
    "syo": "sho", "tya": "cha", "tyu": "chu", "tyo": "cho", "zya": "ja", "zyu": "ju", "zyo": "jo",
}  # fmt: skip

#: Letters of Hangul in the order of their numbers.
INITIALS = {letter: n for n, letter in enumerate("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ")}
VOWELS = {letter: n for n, letter in enumerate("ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ")}
FINALS = {"ㄱ": 1, "ㄴ": 4, "ㄹ": 8, "ㅁ": 16, "ㅂ": 17, "ㅅ": 19, "ㅇ": 21}
PLAIN_VOWEL = {"a": "ㅏ", "i": "ㅣ", "u": "ㅜ", "e": "ㅔ", "o": "ㅗ", "ə": "ㅡ"}
Y_VOWEL = {"a": "ㅑ", "u": "ㅠ", "o": "ㅛ", "e": "ㅖ", "i": "ㅣ"}
#: Hangul initials of the rows: at the start of a word, and within it.
_HANGUL_ROWS = {
    "k": "ㄱㅋ", "t": "ㄷㅌ", "s": "ㅅㅅ", "n": "ㄴㄴ", "h": "ㅎㅎ", "m": "ㅁㅁ", "r": "ㄹㄹ", "g": "ㄱㄱ", "z": "ㅈㅈ",
    "d": "ㄷㄷ", "b": "ㅂㅂ", "p": "ㅍㅍ", "y": "ㅇㅇ", "w": "ㅇㅇ", "": "ㅇㅇ",
}  # fmt: skip
Mora = tuple[str, str, str]


def morae(kana: str, parts: Container[int] = ()) -> list[Mora]:
    """Return (consonant, y or nothing, vowel) of each mora; the nasal is N, a doubled sound Q; long vowels go.

    A vowel where one of the ``parts`` of the name begins is no length of the one before it: カツ-ウラ, トヨ-オカ.
    """
    out: list[Mora] = []
    long = False
    for at, sign in enumerate(kana):
        if sign in _SMALL and out:
            out[-1] = (out[-1][0], "y", _SMALL[sign])
        elif sign in "ンッ":
            out.append(("N" if sign == "ン" else "Q", "", ""))
        elif sign in _SOUNDS:
            consonant, vowel = _SOUNDS[sign]
            lengthens = consonant == "" and out and out[-1][2] + vowel in ("ou", "uu", "oo")
            long = bool(lengthens and not long and at not in parts)
            if not long:
                out.append((consonant, "", vowel))
            continue
        long = False
    return out


def to_latin(kana: str, parts: Container[int] = ()) -> str:
    """Romanise after Hepburn, without signs for length; ``parts`` as for morae."""
    out, double = "", False
    for consonant, y, vowel in morae(kana, parts):
        if consonant == "N":
            out += "n"
        elif consonant == "Q":
            double = True
        else:
            sound = _HEPBURN.get(consonant + y + vowel, consonant + y + vowel)
            if double:
                out += "t" if sound.startswith("ch") else sound[:1]
            out, double = out + sound, False
    return out


def to_hangul(kana: str, parts: Container[int] = ()) -> list[str]:
    """Spell a Japanese name in Hangul by the rules for loan words, and with the hard first sound many prefer."""
    return list(dict.fromkeys(_hangul_of(kana, parts, soft_start) for soft_start in (True, False)))


def _hangul_of(kana: str, parts: Container[int], soft_start: bool) -> str:
    out: list[str] = []
    for n, (consonant, y, vowel) in enumerate(morae(kana, parts)):
        if consonant in ("N", "Q"):
            if out:
                out[-1] = chr(ord(out[-1]) + FINALS["ㄴ" if consonant == "N" else "ㅅ"])
            continue
        initial, letter = _hangul(consonant, y, vowel, first=soft_start and n == 0)
        out.append(syllable(INITIALS[initial], VOWELS[letter]))
    return "".join(out)


def _hangul(consonant: str, y: str, vowel: str, first: bool) -> tuple[str, str]:
    initial = _HANGUL_ROWS[consonant][0 if first else 1]
    palatal = bool(y) or vowel == "i"
    if consonant == "t" and palatal:
        return ("ㅈ" if first else "ㅊ"), PLAIN_VOWEL[vowel]
    if consonant in ("z", "d") and palatal:
        return "ㅈ", PLAIN_VOWEL[vowel]
    if consonant in ("t", "d") and vowel == "u":
        return ("ㅆ" if consonant == "t" else "ㅈ"), "ㅡ"
    if consonant in ("s", "z") and vowel == "u" and not y:
        return initial, "ㅡ"
    if consonant == "w":
        return initial, "ㅘ"
    return initial, Y_VOWEL[vowel] if y or consonant == "y" else PLAIN_VOWEL[vowel]
