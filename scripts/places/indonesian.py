"""Indonesian names in Hangul and Katakana by the rules for loan words; the two sounds of e give both spellings."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

from places.hangul import syllable
from places.kana import FINALS, INITIALS, PLAIN_VOWEL, VOWELS, Y_VOWEL
from places.tables import pairs, rows

_LETTERS = re.compile(r"ng|ny|sy|kh|[a-z]")
_DOUBLED = re.compile(r"([bcdfhjklmnprst])\1")
_MOST_E = 3
_VOWEL_LETTERS = frozenset("aiueoə")
_ONSETS = pairs(
    "b ㅂ c ㅊ d ㄷ f ㅍ g ㄱ h ㅎ j ㅈ k ㅋ kh ㅋ l ㄹ m ㅁ n ㄴ ny ㄴ p ㅍ q ㅋ r ㄹ s ㅅ sy ㅅ t ㅌ "
    "v ㅂ w ㅇ x ㅅ y ㅇ z ㅈ ng ㅇ"
)
_CODAS = pairs("k ㄱ g ㄱ p ㅂ b ㅂ t ㅅ d ㅅ m ㅁ n ㄴ ng ㅇ l ㄹ")
_W_VOWELS = pairs("a ㅘ i ㅟ e ㅞ o ㅝ u ㅜ ə ㅡ")
_KANA = rows(
    """
    k カ キ ク ケ コ
    kh カ キ ク ケ コ
    q カ キ ク ケ コ
    s サ シ ス セ ソ
    x サ シ ス セ ソ
    n ナ ニ ヌ ネ ノ
    h ハ ヒ フ ヘ ホ
    m マ ミ ム メ モ
    r ラ リ ル レ ロ
    l ラ リ ル レ ロ
    g ガ ギ グ ゲ ゴ
    b バ ビ ブ ベ ボ
    v バ ビ ブ ベ ボ
    p パ ピ プ ペ ポ
    - ア イ ウ エ オ
    z ザ ジ ズ ゼ ゾ
    t タ ティ トゥ テ ト
    d ダ ディ ドゥ デ ド
    c チャ チ チュ チェ チョ
    j ジャ ジ ジュ ジェ ジョ
    f ファ フィ フ フェ フォ
    w ワ ウィ ウ ウェ ウォ
    y ヤ イ ユ イェ ヨ
    ny ニャ ニ ニュ ニェ ニョ
    sy シャ シ シュ シェ ショ
    ng ンガ ンギ ング ンゲ ンゴ
    """
)
_KANA_CODAS = pairs(
    "k ク g グ p プ b ブ t ト d ド m ム n ン ng ン l ル r ル s ス h - j ジ c チ f フ v ブ y イ w ウ z ズ "
    "sy シュ ny ン kh フ q ク x クス"
)


def to_hangul(name: str) -> list[str]:
    """Return the spellings in Hangul, one for each reading of its first three e."""
    return _variants(name, _hangul)


def to_kana(name: str) -> list[str]:
    """Return the spellings in Katakana."""
    return _variants(name, _kana)


def _variants(name: str, spell: Callable[[list[str]], str]) -> list[str]:
    words = re.sub(r"[^a-z ]", "", name.lower()).split()
    letters = [letter for word in words for letter in _LETTERS.findall(_DOUBLED.sub(r"\1", word))]
    unclear = [i for i, letter in enumerate(letters) if letter == "e"][:_MOST_E]
    spelled = set()
    for choice in itertools.product("eə", repeat=len(unclear)):
        for i, letter in zip(unclear, choice, strict=True):
            letters[i] = letter
        spelled.add(spell(letters))
    return sorted(s for s in spelled if len(s) >= 2)


def _is_open(out: list[str]) -> bool:
    return bool(out) and (ord(out[-1]) - 0xAC00) % 28 == 0


def _close(out: list[str], letter: str) -> None:
    out[-1] = chr(ord(out[-1]) + FINALS[letter])


def _hangul(letters: list[str]) -> str:
    out: list[str] = []
    at = 0
    while at < len(letters):
        here, after = letters[at], letters[at + 1] if at + 1 < len(letters) else ""
        if here in _VOWEL_LETTERS:
            out.append(syllable(INITIALS["ㅇ"], VOWELS[PLAIN_VOWEL[here]]))
        elif after in _VOWEL_LETTERS:
            out.append(_syllable(here, after, out))
            at += 1
        elif here in _CODAS and _is_open(out) and letters[at - 1] in _VOWEL_LETTERS:
            _close(out, _CODAS[here])
        elif here in _ONSETS and here != "h":
            out.append(syllable(INITIALS[_ONSETS[here]], VOWELS["ㅡ"]))
        at += 1
    return "".join(out)


def _syllable(consonant: str, vowel: str, out: list[str]) -> str:
    """Spell consonant and vowel; ng and l also close the syllable before them."""
    if consonant == "ng" and out:
        if _is_open(out):
            _close(out, "ㅇ")
        return syllable(INITIALS["ㅇ"], VOWELS[PLAIN_VOWEL[vowel]])
    if consonant == "l" and _is_open(out):
        _close(out, "ㄹ")
    if consonant in ("y", "ny", "sy"):
        letter = Y_VOWEL.get(vowel, "ㅖ")
    else:
        letter = _W_VOWELS[vowel] if consonant == "w" else PLAIN_VOWEL[vowel]
    return syllable(INITIALS[_ONSETS[consonant]], VOWELS[letter])


def _kana(letters: list[str]) -> str:
    out, at = "", 0
    while at < len(letters):
        here, after = letters[at], letters[at + 1] if at + 1 < len(letters) else ""
        if here in _VOWEL_LETTERS:
            out += _KANA[""]["aiueo".index(here.replace("ə", "u"))]
        elif after in _VOWEL_LETTERS:
            out += _KANA[here]["aiueo".index(after.replace("ə", "u"))]
            at += 1
        else:
            out += "ン" if here == "m" and after in ("b", "p") else _KANA_CODAS.get(here, "")
        at += 1
    return out
