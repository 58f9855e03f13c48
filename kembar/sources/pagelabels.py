"""Printed page labels: what stands at the edges of sheets, and the constant between it and the sheet's number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from kembar.sources.words import page_words

_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_TENS = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")


def roman(number: int) -> str:
    """Write 1 to 99 in small Roman figures."""
    return _TENS[number // 10] + _ONES[number % 10]


_ROMAN = {roman(n): n for n in range(1, 100)}


def printed(line: str) -> str:
    """Return the page label that a line consists of ("- 3 -", "Page 3", "xii"), "" if it is more than that."""
    match = page_words().number.fullmatch(line.strip()) if len(line.strip()) < 30 else None
    if not match:
        return ""
    label = match[1].lower()
    return label if label.isdigit() or label in _ROMAN else ""


def mask(line: str) -> str:
    """Return a line with its figures and blanks made alike, to compare the edges of sheets."""
    figures = re.sub(r"\d+|\b[ivxl]{1,6}\b", "#", line, flags=re.IGNORECASE)
    return re.sub(r"\s+", " ", figures).strip().casefold()


def labels(found: Sequence[Collection[str]]) -> list[str]:
    """Return the label of each sheet from the labels printed on each ("" where nothing tells).

    The constant ``label - sheet`` with most votes counts; sheets in front of it may carry Roman figures.
    """
    figures: Counter[int] = Counter()
    romans: Counter[int] = Counter()
    for sheet, texts in enumerate(found):
        figures.update({int(t) - sheet for t in texts if t.isdigit()})
        romans.update({_ROMAN[t] - sheet for t in texts if t in _ROMAN})
    enough = 1 if len(found) == 1 else 2
    arabic = next((c for c, votes in figures.most_common(1) if votes >= enough), None)
    front = next((c for c, _ in romans.most_common(1)), None)
    out = []
    for sheet, texts in enumerate(found):
        small = roman(sheet + front) if front is not None and 0 < sheet + front < 100 else ""
        if small and (small in texts or (arabic is None and romans[front or 0] >= enough)):
            out.append(small)
        elif arabic is not None and sheet + arabic > 0:
            out.append(str(sheet + arabic))
        else:
            out.append("")
    return out
