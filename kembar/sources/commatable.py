"""Tables in a plain text whose cells are parted by commas or semicolons: runs of lines with as many signs each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kembar.sources import shapes
from kembar.sources.csvfile import cells
from kembar.sources.lines import Line
from kembar.types import Block

_SIGNS = ",;"
_FEWEST_LINES, _FEWEST_SIGNS = 4, 3
#: What begins a remark between the lines of a table.
_COMMENT = "#"
#: The end of a sentence within a line; the dot behind the figures of a date is none.
_END = re.compile(r"[。．]|(?<!\d)\.\s|[!?]\s")


def find(chunk: list[Line]) -> list[tuple[int, int]]:
    """Return the runs (first, after last) of lines in a chunk that have the same number of cells, and no sentences."""
    for sign in _SIGNS:
        counts = [len(next(iter(cells(line.text, sign)))) - 1 for line in chunk]
        usual = Counter(n for n in counts if n >= _FEWEST_SIGNS).most_common(1)
        if not usual or usual[0][1] < _FEWEST_LINES:
            continue
        fits = [n == usual[0][0] and not _is_prose(line.text) for n, line in zip(counts, chunk, strict=True)]
        first = next((at for at, fit in enumerate(fits) if fit and not _caption(chunk[at], sign)), len(fits))
        fits = [fit or line.text.startswith(_COMMENT) for fit, line in zip(fits, chunk, strict=True)]
        after = next((at for at in range(first, len(fits)) if not fits[at]), len(fits))
        if after - first >= _FEWEST_LINES and not _is_list(chunk[first:after], sign):
            return [(first, after)]
    return []


def _is_prose(text: str) -> bool:
    """Whether a line is an item of a list, or holds the end of a sentence."""
    return shapes.marked(text) > 0 or bool(_END.search(text))


def _is_list(lines: Sequence[Line], sign: str) -> bool:
    """Whether lines are written with a blank behind each sign, and the first has a year as the others have: no header.

    "Coimbra, Portugal, signed May 4, 1972".
    """
    texts = [line.text for line in lines if not line.text.startswith(_COMMENT)]
    written = all(text.count(sign) == text.count(f"{sign} ") for text in texts)
    return written and sum(shapes.has_year(text) for text in texts) > len(texts) / 2 and shapes.has_year(texts[0])


def _caption(line: Line, sign: str) -> bool:
    """Whether a line above the header fills its first cell alone: "Acts of our town,,,,"."""
    first, *rest = next(iter(cells(line.text, sign)))
    return first[1] > first[0] and all(end == start for start, end in rest)


def blocks(chunk: list[Line]) -> list[Block]:
    """Return a block a filled cell; the first line is the header, a line with a mark of its own a remark."""
    sign = max(_SIGNS, key=lambda s: chunk[0].text.count(s))
    rows = [next(iter(cells(line.text, sign))) for line in chunk]
    names = [chunk[0].text[start:end] for start, end in rows[0]]
    out = []
    for number, (line, row) in enumerate(zip(chunk, rows, strict=True)):
        if line.text.startswith(_COMMENT):
            out.append(Block(line.start, line.end, "body", 0, line.sheet, line.page))
            continue
        for column, (start, end) in enumerate(row):
            if end > start:
                head = names[column] if number and column < len(names) else ""
                at = line.start + start, line.start + end
                out.append(Block(*at, "table_row", 0, line.sheet, line.page, number + 1, column + 1, head))
    return out
