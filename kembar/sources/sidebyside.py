"""Columns of running text that stand side by side in a plain text are put one below the other.

Programs that keep a page's layout write two columns line beside line, so that no sentence is whole. Such a stretch is
told from a table by its gutter (one column of the page where the right part always begins) and by its lines, which go
on in the middle of a sentence on both sides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median

#: The gap before the right part, and where it may begin.
_GAP, _FIRST, _LAST = re.compile(r"(?<=\S) {2,}(?=\S)|^ {20,}(?=\S)"), 20, 110
#: So many lines have both parts; so wide is a part; so many of its lines go on with a small letter.
_LINES, _WIDTH, _GOES_ON = 6, 18, 0.3
#: So many gutters are tried on a page.
_GUTTERS = 3
#: A paragraph of the right column begins at most so far behind the gutter.
_INDENT = 5
#: Gaps within the parts of so many lines make a table.
_GAPS, _INNER = 0.2, re.compile(r"\S {3,}\S")


def unwoven(text: str) -> str:
    """Return a text with its columns one below the other (the same text, if it has none)."""
    if "   " not in text:
        return text
    return "\f".join("\n".join(_page(page.split("\n"))) for page in text.split("\f"))


def _page(lines: list[str]) -> list[str]:
    starts = Counter(m.end() for line in lines for m in _GAP.finditer(line) if _FIRST <= m.end() <= _LAST)
    for gutter, count in starts.most_common(_GUTTERS):
        if count >= _LINES:
            out, at = [], 0
            for first, after in _stretches(lines, gutter):
                out += [*lines[at:first], *_straight(lines[first:after], gutter)]
                at = after
            lines = [*out, *lines[at:]]
    return lines


def _straight(lines: list[str], gutter: int) -> list[str]:
    """A stretch with its right column below its left one, if both are running text."""
    left, right = [line[:gutter].rstrip() for line in lines], [line[gutter:].rstrip() for line in lines]
    both = sum(bool(a.strip() and b.strip()) for a, b in zip(left, right, strict=True))
    prose = both >= _LINES and _is_prose(left) and _is_prose(right)
    return [*left, "", *right, ""] if prose else lines


def _stretches(lines: Sequence[str], gutter: int) -> list[tuple[int, int]]:
    """The runs of lines that leave a gutter free, from the first to the last with a right part.

    Lines of the left column alone that follow without a blank line belong to it.
    """
    out: list[tuple[int, int]] = []
    first = last = -1
    for at, line in enumerate([*lines, "x" * gutter]):
        if line[gutter - 2 : gutter].strip() or "\t" in line or line[gutter : gutter + _INDENT + 1].isspace():
            if first >= 0:
                while last + 1 < at and lines[last + 1].strip():
                    last += 1
                out.append((first, last + 1))
            first = -1
        elif line[gutter:].strip():
            first, last = at if first < 0 else first, at
    return out


def _is_prose(part: Sequence[str]) -> bool:
    """Whether the lines of a column are those of a running text."""
    lines = [line.strip() for line in part if line.strip()]
    if len(lines) < _LINES or median(map(len, lines)) < _WIDTH:
        return False
    goes_on = sum(line[0].islower() for line in lines)
    gaps = sum(bool(_INNER.search(line)) for line in lines)
    return goes_on >= _GOES_ON * len(lines) and gaps <= _GAPS * len(lines)
