"""Numbers of lists as the reader of the page sees them: "Pasal 3", "2)", "1.2"; counted level by level."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kembar.sources.pagelabels import roman

_HANGUL = "가나다라마바사아자차카타파하"
_JAMO = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
_KANJI = "〇一二三四五六七八九"
_SERIES = {"ganada": _HANGUL, "chosung": _JAMO, "aiueo": _KANA, "iroha": _IROHA}
_SERIES |= {"aiueoFullWidth": _KANA, "irohaFullWidth": _IROHA}
_TENS = ("ideographDigital", "japaneseCounting", "chineseCounting", "koreanDigital2")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts: its number format (Word's name), its text ("Pasal %1") and where it begins."""

    style: str
    text: str
    start: int = 1


@dataclass(slots=True)
class Counter:
    """A list that counts; ``levels`` go from 0, the outermost."""

    levels: dict[int, Level]
    counts: dict[int, int] = field(default_factory=dict)

    def next(self, level: int, start: int | None = None) -> str:
        """Count one item and return its label, "" for a bullet; ``start`` is the number it is given by hand."""
        begun = self.counts.get(level)
        number = self.levels[level].start if begun is None else begun + 1
        self.counts[level] = number if start is None else start
        for deeper in [n for n in self.counts if n > level]:
            del self.counts[deeper]
        return self._label(level)

    def _label(self, level: int) -> str:
        shape = self.levels[level]
        if shape.style in ("bullet", "none"):
            return ""

        def number(match: re.Match[str]) -> str:
            other = int(match[1]) - 1
            known = self.levels.get(other, Level("decimal", ""))
            return written(self.counts.get(other, known.start), known.style)

        return re.sub(r"%(10|[1-9])", number, shape.text).strip()


def written(number: int, style: str) -> str:
    """Write a number in one of Word's formats; an unknown format counts in figures."""
    if style in ("lowerRoman", "upperRoman") and 0 < number < 100:
        return roman(number).upper() if style == "upperRoman" else roman(number)
    if style in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * min(50, (number - 1) // 26 + 1)
        return letter.upper() if style == "upperLetter" else letter
    if style in _SERIES and 0 < number <= len(_SERIES[style]):
        return _SERIES[style][number - 1]
    if style.startswith("decimalEnclosedCircle") and 0 < number <= 20:
        return chr(0x2460 + number - 1)
    if style in _TENS and 0 < number < 100:
        tens, ones = divmod(number, 10)
        return ("" if not tens else ("" if tens == 1 else _KANJI[tens]) + "十") + (_KANJI[ones] if ones else "")
    return f"{number:02}" if style == "decimalZero" else str(number)
