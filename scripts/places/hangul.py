"""Hangul: its syllables, Revised Romanization, the older romanization, and Katakana by sound."""

from __future__ import annotations

from places.tables import pairs, rows, sounds

_FIRST, _LAST = "가", "힣"
_INITIALS = sounds("g kk n d tt r m b pp s ss - j jj ch k t p h")
_VOWELS = sounds("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i")
_FINALS = sounds("- k k k n n n t l k m l l l p l m p p t t ng t t k t p t")
#: Sounds that change where a final meets an initial.
_MEETING = {
    ("k", "n"): "ngn", ("k", "m"): "ngm", ("k", "r"): "ngn", ("t", "n"): "nn", ("t", "m"): "nm", ("t", "r"): "nn",
    ("p", "n"): "mn", ("p", "m"): "mm", ("p", "r"): "mn", ("m", "r"): "mn", ("ng", "r"): "ngn", ("n", "r"): "ll",
    ("l", "n"): "ll", ("l", "r"): "ll", ("k", ""): "g", ("l", ""): "r", ("p", ""): "b",
}  # fmt: skip

_OLD_VOWELS = sounds("a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i")
_OLD_INITIALS = pairs("g k d t b p j ch")
_VOICED = pairs("g g d d b b j j r r")

_KANA_ROWS = rows(
    """
    k カ キ ク ケ コ
    g ガ ギ グ ゲ ゴ
    s サ シ ス セ ソ
    n ナ ニ ヌ ネ ノ
    h ハ ヒ フ ヘ ホ
    m マ ミ ム メ モ
    r ラ リ ル レ ロ
    b バ ビ ブ ベ ボ
    p パ ピ プ ペ ポ
    - ア イ ウ エ オ
    t タ ティ トゥ テ ト
    d ダ ディ ドゥ デ ド
    c チャ チ チュ チェ チョ
    j ジャ ジ ジュ ジェ ジョ
    """
)
#: Initials as Katakana rows: at the start of a word, and after a voiced sound.
_AT_START = pairs("g k kk k n n d t tt t r r m m b p pp p s s ss s - - j c jj c ch c k k t t p p h h")
_AFTER_VOICED = {**_AT_START, **pairs("g g d d b b j j")}
_PLAIN_VOWELS = pairs("a a ae e eo o e e o o u u eu u i i ui i oe e")
_GLIDES_ALONE = pairs("ya ヤ yeo ヨ yo ヨ yu ユ ye イェ yae イェ wa ワ wo ウォ we ウェ wae ウェ wi ウィ")
_SMALL_Y = pairs("ya ャ yeo ョ yo ョ yu ュ")
_SMALL_W = pairs("wa ァ wo ォ we ェ wae ェ wi ィ")
_AFTER_GLIDE = pairs("ya a yeo o yo o yu u ye e yae e wa a wo o wi i")
_KANA_FINALS = pairs("- - k ク n ン t ッ l ル m ム p プ ng ン")


def syllable(initial: int, vowel: int, final: int = 0) -> str:
    """Compose a syllable from the numbers of its parts."""
    return chr(0xAC00 + (initial * 21 + vowel) * 28 + final)


def parts(text: str) -> list[tuple[str, str, str]]:
    """Return (initial, vowel, final) of each syllable, romanised part by part."""
    codes = [ord(c) - 0xAC00 for c in text if _FIRST <= c <= _LAST]
    return [(_INITIALS[c // 588], _VOWELS[c // 28 % 21], _FINALS[c % 28]) for c in codes]


def to_latin(text: str) -> str:
    """Romanise by the rules of 2000, with the usual changes where syllables meet."""
    out, before = "", ""
    for initial, vowel, final in parts(text):
        if before:
            out += _MEETING.get((before, initial), before + initial) + vowel
        else:
            out += initial + vowel
        before = final
    return out + before


def to_old_latin(text: str) -> str:
    """Romanise as was usual before 2000, without its signs: Pusan, Chonju, Kyongju."""
    out, before, first = "", "", True
    for initial, vowel, final in parts(text):
        voiced = not first and before in ("", "n", "m", "ng", "l")
        sound = (_VOICED if voiced else _OLD_INITIALS).get(initial, initial)
        if sound == "s" and vowel == "wi":
            sound = "sh"
        out += _MEETING.get((before, initial), before + sound) + _OLD_VOWELS[_VOWELS.index(vowel)]
        before, first = final, False
    return out + before


def to_kana(text: str) -> str:
    """Spell a Korean name in Katakana as it sounds; empty if a letter is no Hangul."""
    syllables = parts(text)
    if len(syllables) != len(text):
        return ""
    out, before = "", None
    for initial, vowel, final in syllables:
        table = _AFTER_VOICED if before in ("", "n", "m", "ng", "l") else _AT_START
        row = table[initial]
        out += _kana_of(row, vowel) + _KANA_FINALS[final]
        before = final
    return out


def _kana_of(row: str, vowel: str) -> str:
    if vowel in _PLAIN_VOWELS:
        return _KANA_ROWS[row]["aiueo".index(_PLAIN_VOWELS[vowel])]
    if row == "":
        return _GLIDES_ALONE[vowel]
    if row in "cj" or vowel in ("ye", "yae"):
        return _KANA_ROWS[row]["aiueo".index(_AFTER_GLIDE.get(vowel, "e"))]
    if vowel in _SMALL_Y:
        return _KANA_ROWS[row][1] + _SMALL_Y[vowel]
    return _KANA_ROWS[row][2] + _SMALL_W[vowel]
