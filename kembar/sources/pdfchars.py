"""The letters of a PDF page as segments: runs on one line without a wide gap, with their place on the page as shown."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot
from typing import Any

from kembar.sources.pdfblanks import GUESSED, SYMBOLS, settle

#: What stands for a hyphen that ends a line: PDFium's own sign, and two that files use.
HYPHEN = "\u00ad"
Box = tuple[float, float, float, float]
_HYPHENS = frozenset((0xFFFE, 0x2, 0xAD))
_BLANKS = frozenset((0x20, 0xA0, 0x3000, 0x9))
_BOLD_FLAG = 1 << 18


@dataclass(slots=True, eq=False)
class Segment:
    """Letters with their box (left, bottom, right, top in points, origin bottom left of the page as it is shown).

    ``size`` is that of the font; ``space``: the run ended in a blank; ``HYPHEN`` in the text marks a word cut there.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    text: str
    space: bool
    bold: bool
    size: float

    @property
    def height(self) -> float:
        """Height of the letters' boxes, which depends on the font and not only on its size."""
        return self.y1 - self.y0


def segments(page: Any, textpage: Any, down: Callable[[Box], Box | None] | None = None) -> list[Segment]:
    """Return the segments of a pypdfium2 page in the order of its content; raised figures (note marks) are left out.
    ``down`` moves the box of each letter, or leaves the letter out."""
    import pypdfium2.raw as pdfium

    raw, rect = textpage.raw, pdfium.FS_RECTF()
    box, unicode, ref = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetUnicode, ctypes.byref(rect)
    turn = _turner(page)
    out: list[Segment] = []
    open_: _Run | None = None
    blanks = 0
    for index in range(textpage.count_chars()):
        code = unicode(raw, index)
        if code in (0, 10, 13):
            continue
        if code in _BLANKS:
            written = pdfium.FPDFText_IsGenerated(raw, index) != 1
            blanks += written
            if open_:
                open_.text.append(" " if written else GUESSED)
            continue
        if code in _HYPHENS and open_:
            open_.text.append(HYPHEN)
            continue
        box(raw, index, ref)
        place = _placed((rect.left, rect.bottom, rect.right, rect.top), turn, down)
        if place is None:
            continue
        letter = chr(code)
        if open_ and (open_.goes_on(letter, *place) or open_.takes(letter, *place, raw, index)):
            continue
        if open_:
            open_.close(out, raw)
        open_ = _Run(*place, [letter], index, place[0])
    if open_:
        open_.close(out, raw)
    for segment in out:
        segment.text = settle(segment.text, blanks > 0)
    return [segment for segment in out if segment.text]


@dataclass(slots=True)
class _Run:
    """A segment in the making; ``last`` is where its last letter began."""

    x0: float
    y0: float
    x1: float
    y1: float
    text: list[str]
    index: int
    last: float

    def goes_on(self, letter: str, x0: float, y0: float, x1: float, y1: float) -> bool:
        """Take a letter of the same height on the same line: by far the most, so this is the short way."""
        size = y1 - y0
        if y0 != self.y0 or y1 != self.y1 or not self.last - 0.2 * size < x0 < self.x1 + 1.1 * size:
            return False
        if x1 > self.x1:
            self.x1 = x1
        self.last = x0
        self.text.append(letter)
        return True

    def _holds(self, y0: float, y1: float) -> bool:
        """Tell whether one of run and letter lies in the other's height: signs and ligatures may have a box of ink."""
        size, height = self.y1 - self.y0, y1 - y0
        if height < size:
            return self.y0 - 0.1 * size <= y0 and y1 <= self.y1 + 0.1 * size
        return y0 - 0.1 * height <= self.y0 and self.y1 <= y1 + 0.1 * height

    def _follows(self, x0: float, y0: float, height: float) -> bool:
        level = abs(y0 - self.y0) < 0.6 * max(height, self.y1 - self.y0)
        return level and x0 - self.x1 < 1.1 * height and x0 > self.last - 0.2 * height

    def takes(self, letter: str, x0: float, y0: float, x1: float, y1: float, raw: Any, index: int) -> bool:
        """Take a letter that goes on in this run with another box; the mark of a note is taken without its sign."""
        height, size = y1 - y0, self.y1 - self.y0
        if self._is_under(letter, x0, y0, y1) and _font_size(raw, index) < 0.85 * _font_size(raw, self.index):
            self.x1, self.last = max(self.x1, x1), x0
            return True
        if self._holds(y0, y1) and -0.2 * height < x0 - self.last and x0 - self.x1 < 1.1 * max(size, height):
            self.y0 = min(self.y0, y0)
        elif not self._follows(x0, y0, height) or abs(height - size) >= 0.35 * height:
            return False
        self.x1, self.y1, self.last = max(self.x1, x1), max(self.y1, y1), x0
        self.text.append(letter)
        return True

    def _is_under(self, letter: str, x0: float, y0: float, y1: float) -> bool:
        """Tell whether a figure or asterisk stands higher than this run and looks smaller."""
        size = self.y1 - self.y0
        raised = y1 - y0 < 0.9 * size and y0 > self.y0 + 0.1 * size
        return letter in "0123456789*" and raised and self._follows(x0, y0, y1 - y0)

    def close(self, out: list[Segment], raw: Any) -> None:
        text = "".join(self.text).translate(SYMBOLS)
        if not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text):
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
        if text.strip():
            plain, blank = " ".join(text.split(" ")).strip(), text[-1] == " "
            bold, size = _is_bold(raw, self.index), _font_size(raw, self.index)
            out.append(Segment(self.x0, self.y0, self.x1, self.y1, plain, blank, bold, size))


def _placed(box: Box, turn: Callable[..., Box] | None, down: Callable[[Box], Box | None] | None) -> Box | None:
    box = turn(*box) if turn else box
    return down(box) if down else box


def _turner(page: Any) -> Callable[[float, float, float, float], Box] | None:
    """Return what brings boxes of the page's own space to the page as shown, None if they are the same."""
    left, bottom, right, top = page.get_cropbox()
    rotation = page.get_rotation()
    width, height = right - left, top - bottom

    def turn(x0: float, y0: float, x1: float, y1: float) -> Box:
        a, b, c, d = x0 - left, y0 - bottom, x1 - left, y1 - bottom
        if rotation == 90:
            return b, width - c, d, width - a
        if rotation == 180:
            return width - c, height - d, width - a, height - b
        return (height - d, a, height - b, c) if rotation == 270 else (a, b, c, d)

    return turn if rotation or left or bottom else None


def joined(row: Sequence[Segment]) -> str:
    """Return the text of a line: a blank between segments unless they touch (a change of font inside a word)."""
    out = row[0].text
    for left, right in pairwise(row):
        near = 0.35 if (left.text[-1] > "\u2e80") != (right.text[0] > "\u2e80") else 0.15
        touch = right.x0 - left.x1 < near * min(left.height, right.height) and not left.space
        out += right.text if touch else f" {right.text}"
    return out


def _font_size(raw: Any, index: int) -> float:
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    known = pdfium.FPDFText_GetMatrix(raw, index, ctypes.byref(matrix))
    scale = hypot(matrix.c, matrix.d) if known else 1.0
    return round(float(pdfium.FPDFText_GetFontSize(raw, index)) * scale, 1)


def _is_bold(raw: Any, index: int) -> bool:
    import pypdfium2.raw as pdfium

    if pdfium.FPDFText_GetFontWeight(raw, index) >= 600:
        return True
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    size = pdfium.FPDFText_GetFontInfo(raw, index, name, 128, ctypes.byref(flags))
    return b"Bold" in name.raw[:size] or bool(flags.value & _BOLD_FLAG)
