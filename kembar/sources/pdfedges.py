"""The edges of PDF pages: running heads and page numbers, found by what comes again, and the printed page labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kembar.sources import pagelabels
from kembar.sources.pdfchars import Segment, joined
from kembar.sources.pdforder import rows

_OUTER = 0.1
_NEAR = 3
_AT_END = re.compile(r"(?<![\d.,])(\d{1,4})\W*$")
_AT_START = re.compile(r"^\W*(\d{1,4})(?![\d.,])")


@dataclass(slots=True)
class Page:
    """A page with its size in points; ``label`` is what is printed on it, ``heads`` are not to be read as text;
    ``picture``: it shows a picture and no text; ``vertical``: it was laid on its side, so that its columns are lines.
    """

    segments: list[Segment]
    width: float
    height: float
    label: str = ""
    heads: frozenset[Segment] = frozenset()
    picture: bool = False
    vertical: bool = False

    @property
    def body(self) -> list[Segment]:
        """The segments without heads."""
        return [s for s in self.segments if s not in self.heads] if self.heads else self.segments


def mark(pages: Sequence[Page], given: Sequence[str]) -> None:
    """Find heads and labels of all pages; ``given`` are the labels that the file itself states ("" for none)."""
    outer = [_outer_rows(page) for page in pages]
    masks = [{mask for text, row in lines for mask in _masks(text, row)} for lines in outer]
    found = pagelabels.labels([_printed(lines, len(pages)) for lines in outer])
    for number, page in enumerate(pages):
        page.label = _choose(given, found, number)
        near = set().union(
            *(masks[k] for k in range(max(0, number - _NEAR), min(len(pages), number + _NEAR + 1)) if k != number)
        )
        heads = [row for text, row in outer[number] if _is_head(text, row, page.label, near)]
        page.heads = frozenset(segment for row in heads for segment in row)


def _outer_rows(page: Page) -> list[tuple[str, list[Segment]]]:
    inner = (page.height * _OUTER, page.height * (1 - _OUTER))
    outer = [s for s in page.segments if s.y1 < inner[0] or s.y0 > inner[1]]
    if not outer:
        return []
    lines = rows(outer, min(s.height for s in outer) * 1.5)
    return [(joined(row), row) for row in lines]


def _printed(lines: list[tuple[str, list[Segment]]], pages: int) -> set[str]:
    """Return what may be a page's number: a line alone, the end of a line, or its start in front of a gap."""
    out = set()
    for text, row in lines:
        if label := pagelabels.printed(text):
            out.add(label)
        elif pages > 1:
            out |= {m[1] for m in [_AT_END.search(text)] if m}
            out |= {m[1] for m in [_AT_START.search(row[0].text)] if m and len(row) > 1}
    return out


def _choose(given: Sequence[str], found: Sequence[str], number: int) -> str:
    """Prefer the labels of the file, unless they only count the sheets while the pages print something else."""
    counted = all(label in ("", str(n + 1)) for n, label in enumerate(given))
    if given[number] and not (counted and any(found)):
        return given[number]
    return found[number]


def _masks(text: str, row: list[Segment]) -> set[str]:
    """Return the masks of a line and of its parts, which may change sides from page to page."""
    return {pagelabels.mask(text), *(pagelabels.mask(s.text) for s in row)}


def _is_head(text: str, row: list[Segment], label: str, near: set[str]) -> bool:
    if pagelabels.printed(text) or near >= {pagelabels.mask(text)} or near >= {pagelabels.mask(s.text) for s in row}:
        return True
    at_edge = rf"(?<!\w){re.escape(label)}$|^{re.escape(label)}(?!\w)"
    return bool(label and re.search(at_edge, text.strip(" -–—|")))
