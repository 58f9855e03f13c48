"""Han and Kana written downwards: the page is laid on its side, so that its columns are lines, the right one on top."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from kembar.sources.pdfchars import Box, Segment, segments

_LEAST = 12
_WORD = 4


def is_vertical(found: Sequence[Segment]) -> bool:
    """Tell whether most letters of a page stand alone, each below the one before."""
    alone = [s for s in found if len(s.text) == 1 and s.text > "\u2e80"]
    if len(alone) < _LEAST or 2 * len(alone) < sum(len(s.text) for s in found):
        return False
    below = sum(0 < a.y0 - b.y0 < 2.5 * a.height and abs(a.x0 - b.x0) < a.height for a, b in pairwise(alone))
    return below > 0.6 * len(alone)


def laid_down(page: Any, textpage: Any, found: Sequence[Segment], height: float) -> list[Segment]:
    """Return the segments of such a page (``height`` points high) on its side; its horizontal lines stay whole."""
    across = [s for s in found if len(s.text) >= _WORD]

    def down(box: Box) -> Box | None:
        x0, y0, x1, y1 = box
        inside = any(s.x0 - 1 <= x0 and x1 <= s.x1 + 1 and s.y0 - 1 <= y0 and y1 <= s.y1 + 1 for s in across)
        return None if inside else (height - y1, x0, height - y0, x1)

    whole = [Segment(height - s.y1, s.x0, height - s.y0, s.x0 + s.height, s.text, True, s.bold, s.size) for s in across]
    return [*segments(page, textpage, down), *whole]
