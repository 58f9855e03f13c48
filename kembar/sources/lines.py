"""The lines of a plain text: where they stand, how wide they are, which of them only furnish the page."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from kembar.sources import pagelabels

_WIDE = re.compile("[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]+")
_EDGE = 3
_LONGEST = 200
_HEAD = re.compile(r"^(?:\s*(\d{1,4})\s{4,}\S.*|\s*\S.*?\s{4,}(?:\S{1,12}\s)?(\d{1,4})\s*)$")
_GAP = re.compile(r" {4,}|\t")
_ALONE, _MIDDLE = re.compile(r"\d{1,4}"), 16
_FOOT = re.compile(r"\s*[-–—]\s*\d{1,4}\s*[-–—]\s*")


@dataclass(slots=True)
class Line:
    """A line without the blanks around it; ``indent`` and ``right`` are display columns.

    ``sheet`` counts from 1 where form feeds cut the text, else it is 0; ``page`` is the sheet's printed label.
    """

    start: int
    end: int
    indent: int
    right: int
    sheet: int
    text: str
    furniture: bool = False
    page: str = ""

    def __bool__(self) -> bool:
        return self.end > self.start


def columns(text: str) -> int:
    """Return how many columns a text takes in a fixed-width font (East Asian letters take two)."""
    return len(text) if text.isascii() else len(text) + sum(map(len, _WIDE.findall(text)))


def prose_width(line: Line) -> int:
    """Return a line's columns without its indent, up to a gap in it (the right column of a page is left out)."""
    gap = _GAP.search(line.text)
    return columns(line.text[: gap.start()]) if gap else line.right - line.indent


def split(text: str) -> list[Line]:
    """Cut a text into lines; a form feed begins a new sheet (and a new line)."""
    out: list[Line] = []
    at, sheet = 0, 1 if "\f" in text else 0
    for page in text.split("\f"):
        for raw in page.split("\n"):
            body = raw.strip()
            lead = len(raw) - len(raw.lstrip()) if body else 0
            indent = columns(raw[:lead].expandtabs(4))
            out.append(Line(at + lead, at + lead + len(body), indent, indent + columns(body), sheet, body))
            at += len(raw) + 1
        sheet += 1
    return out


def mark_furniture(lines: list[Line]) -> None:
    """Mark running heads and page numbers, and give every line its sheet's printed page label."""
    sheets: dict[int, list[Line]] = {}
    for line in lines:
        if line:
            sheets.setdefault(line.sheet, []).append(line)
    if lines[-1].sheet > 1:
        _over_sheets(lines, sheets)
    elif sheets:
        _without_sheets(lines)


def _over_sheets(lines: list[Line], sheets: dict[int, list[Line]]) -> None:
    last = lines[-1].sheet
    edges = {n: _edges(sheets.get(n, [])) for n in range(1, last + 1)}
    masks = {n: {pagelabels.mask(line.text) for line in edge} for n, edge in edges.items()}
    found: list[set[str]] = []
    for number, edge in edges.items():
        near = set().union(*(masks[k] for k in range(max(1, number - 3), min(last, number + 3) + 1) if k != number))
        told: set[str] = set()
        for line in edge:
            label = pagelabels.printed(line.text)
            repeated = pagelabels.mask(line.text) in near and any(map(str.isalnum, line.text))
            line.furniture = bool(label) or repeated
            match = _HEAD.match(line.text[:_LONGEST])
            told |= {label} if label else {match[1] or match[2]} if match else set()
        found.append(told - {""})
    labels = pagelabels.labels(found)
    for line in lines:
        line.page = labels[line.sheet - 1]


def _edges(lines: list[Line]) -> list[Line]:
    if len(lines) <= 2 * _EDGE:
        return lines
    return lines[:_EDGE] + lines[-_EDGE:]


def _without_sheets(lines: list[Line]) -> None:
    """Mark what shows itself as a page's head or foot in a text that lost its form feeds."""
    matches = [_HEAD.match(line.text) if 0 < len(line.text) < _LONGEST else None for line in lines]
    masks = Counter(pagelabels.mask(line.text) for line, match in zip(lines, matches, strict=True) if match)
    top = next(at for at, line in enumerate(lines) if line)
    page = ""
    for at, (line, match) in enumerate(zip(lines, matches, strict=True)):
        number = (match[1] or match[2]) if match else ""
        apart = (at == 0 or not lines[at - 1]) and (at + 1 == len(lines) or not lines[at + 1])
        again = match is not None and masks[pagelabels.mask(line.text)] > 1
        first = at == top and bool(number) and not 1800 <= int(number) <= 2100
        if (again and apart) or first:
            line.furniture = True
            page = number if matches[top] else page
        elif _FOOT.fullmatch(line.text) or (apart and line.indent > _MIDDLE and _ALONE.fullmatch(line.text)):
            line.furniture = True
        line.page = page
