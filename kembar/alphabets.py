"""The letters of each script, as they stand between brackets in patterns: ``f"[{HANGUL}]+"``."""

from __future__ import annotations

HANGUL = "가-힣"
HIRAGANA = "ぁ-ゖ"
#: Without the sign for a long vowel, ー.
KATAKANA = "ァ-ヺ"
#: Without the sign that repeats a letter, 々.
HAN = "一-鿿"
