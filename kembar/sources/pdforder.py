"""Reading order of a PDF page: cut at gutters and gaps until blocks of lines are left; small tables stay whole."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby, pairwise
from statistics import median

from kembar.sources.pdfchars import Segment

_DEPTH = 200
_WIDEST_CELL = 16
_SHORT = 3


def rows(segments: list[Segment], em: float) -> list[list[Segment]]:
    """Return the segments line by line from the top, each line from the left."""
    out: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: (-s.y0, s.x0)):
        if out and abs(out[-1][0].y0 - segment.y0) < 0.4 * em:
            out[-1].append(segment)
        else:
            out.append([segment])
    return [sorted(row, key=lambda s: s.x0) for row in out]


def is_table(segments: list[Segment], em: float) -> bool:
    """Tell whether segments make a small table: short cells, most lines with several, nearly always the same number."""
    if max(s.x1 - s.x0 for s in segments) >= _WIDEST_CELL * em:
        return False
    lines = rows(segments, em)
    several = [line for line in lines if len(line) > 1]
    sizes = {len(line) for line in several}
    return len(lines) >= 2 and len(several) >= 0.7 * len(lines) and len(sizes) <= 2 and _has_short_column(several)


def _has_short_column(lines: list[list[Segment]]) -> bool:
    """Tell whether some column holds but a few words a line; columns of prose do not, however narrow they are."""
    most = max(map(len, lines))
    columns = [[line[n].text for line in lines if len(line) > n] for n in range(most)]
    return any(sum(_words(text) for text in column) <= _SHORT * len(column) for column in columns)


def _words(text: str) -> float:
    """Count words; of scripts without blanks about two letters are one."""
    return len(text.split()) + sum("\u3041" <= letter <= "\u9fff" for letter in text) / 2


def bands(segments: list[Segment], em: float) -> list[list[Segment]]:
    """Part a page above and below its tables: they may touch the text, or go on over its columns."""
    out: list[list[Segment]] = [[]]
    for table, lines in groupby(rows(segments, em), lambda row: _is_cells(row, em)):
        run = list(lines)
        band = [segment for row in run for segment in row]
        if table and len(run) > 1 and _columns(band, em) > 2 and is_table(band, em):
            out += [band, []]
        else:
            out[-1] += band
    return [band for band in out if band]


def _is_cells(row: list[Segment], em: float) -> bool:
    return len(row) > 2 and max(s.x1 - s.x0 for s in row) < _WIDEST_CELL * em


def _columns(segments: list[Segment], em: float) -> int:
    """Count the columns between empty strips from top to bottom."""
    count, right = 0, float("-inf")
    for left, end in sorted((s.x0, s.x1) for s in segments):
        count += left - right >= em
        right = max(right, end)
    return count


def line_gap(pages: Iterable[list[Segment]], em: float) -> float:
    """Return the usual empty space between two lines of a document: theses are set with wide ones."""
    gaps = []
    for segments in pages:
        for upper, lower in pairwise(rows(segments, em)):
            gap = min(s.y0 for s in upper) - max(s.y1 for s in lower)
            if 0 < gap < 3 * em:
                gaps.append(gap)
    return median(gaps) if gaps else 0.0


def blocks(segments: list[Segment], em: float, gap: float, depth: int = 0) -> list[list[Segment]]:
    """Return the blocks of a page in reading order.

    ``em`` is the height of its usual letters, ``gap`` the empty band that parts blocks above one another.
    """
    if len(segments) < 2:
        return [segments] if segments else []
    if depth > _DEPTH:
        return [sorted(segments, key=lambda s: (-round(s.y0), s.x0))]
    if is_table(segments, em):
        return [segments]
    parts = _at_gutter(segments, em) or _at_gap(segments, gap)
    if parts:
        return blocks(parts[0], em, gap, depth + 1) + blocks(parts[1], em, gap, depth + 1)
    return [sorted(segments, key=lambda s: (-round(s.y0), s.x0))]


def _at_gutter(segments: list[Segment], em: float) -> tuple[list[Segment], list[Segment]] | None:
    """Cut at the widest empty strip from top to bottom: three segments on each side make it one, six a narrow one.

    Columns of prose may end after their first line, where they are made equally long.
    """
    best, width = None, 0.6 * em
    spans = sorted((s.x0, s.x1) for s in segments)
    right = spans[0][1]
    for left, end in spans[1:]:
        if left - right >= width:
            before = [s for s in segments if s.x1 <= right + 0.1]
            behind = [s for s in segments if s.x0 >= left - 0.1]
            least = 6 if left - right < em else 1 if _is_prose(before, em) and _is_prose(behind, em) else 3
            if min(len(before), len(behind)) >= least:
                best, width = (before, behind), left - right
        right = max(right, end)
    return best


def _is_prose(segments: list[Segment], em: float) -> bool:
    return max((s.x1 - s.x0 for s in segments), default=0.0) > _WIDEST_CELL * em


def _at_gap(segments: list[Segment], gap: float) -> tuple[list[Segment], list[Segment]] | None:
    """Cut at the highest of the widest empty bands."""
    spans = sorted(((s.y1, s.y0) for s in segments), reverse=True)
    low, at = spans[0][1], None
    for top, bottom in spans[1:]:
        if low - top > gap:
            gap, at = low - top, (low + top) / 2
        low = min(low, bottom)
    if at is None:
        return None
    return [s for s in segments if s.y0 > at], [s for s in segments if s.y0 <= at]
