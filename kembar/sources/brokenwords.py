"""Whether a line's end in Hangul stands for a blank: some files break lines inside words and write no blank there.

What the document itself shows decides: tokens that never begin a word at the start of lines tell that words are
broken at all; then the tokens in the middle of lines tell which two halves are one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from kembar import languages

_HANGUL = re.compile("[가-힣]")
_STOP = re.compile(r"[.!?…)\]」』”’\"',;:]$")
_EDGES = "\"'“”‘’()[]「」『』<>《》·,.;:!?…"


@cache
def _never_first() -> frozenset[str]:
    files = [languages.get(code).file("pages") for code in languages.codes()]
    return frozenset(word for file in files for word in file.text("never_first").split())


class Words:
    """What the middles of a document's lines tell of its words: which there are, how they begin and how they end."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._whole: Counter[str] = Counter()
        total = broken = 0
        for line in lines:
            if _HANGUL.search(line):
                tokens = line.split()
                total += 1
                broken += tokens[0] in _never_first()
                self._whole.update(filter(None, (token.strip(_EDGES) for token in tokens[1:-1])))
        self._all, self._first, self._last = Counter[str](), Counter[str](), Counter[str]()
        for word, times in self._whole.items():
            self._all.update(dict.fromkeys(word, times))
            self._first[word[0]] += times
            self._last[word[-1]] += times
        self.are_broken = broken > 1 or broken > 0.01 * total > 0

    def blank_between(self, upper: str, lower: str) -> bool:
        """Tell whether a blank stood between the end of a line and the start of the next."""
        if not self.are_broken or not upper or not lower or _STOP.search(upper):
            return True
        left, right = upper.split()[-1].strip(_EDGES), lower.split()[0]
        if right in _never_first():
            return False
        right = right.strip(_EDGES)
        if not left or not right or right[0].isdigit():
            return not (left and left[-1].isdigit())
        if self._whole[left + right]:
            return False
        ends = (self._last[left[-1]] + 1) / (self._all[left[-1]] + 2)
        begins = (self._first[right[0]] + 1) / (self._all[right[0]] + 2)
        known = 4.0 if self._whole[right] and len(right) > 1 else 1.0
        return known * ends * begins > (1 - ends) * (1 - begins)
