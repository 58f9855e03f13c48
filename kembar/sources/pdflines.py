"""Lines of a PDF become paragraphs: broken words joined, paragraphs joined over lines, columns and pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from kembar.sources import shapes
from kembar.sources.brokenwords import Words
from kembar.sources.pdfchars import HYPHEN, Segment, joined
from kembar.sources.pdfedges import Page
from kembar.sources.pdforder import bands, blocks, is_table, line_gap, rows

Kind = Literal["heading", "body", "note", "list_item", "table_row", "running_head"]
#: Left, top, right, bottom as shares of the page, and for a word read from a picture how sure it is.
Box = tuple[float, ...]
_OPEN = re.compile(r"[.!?。！？:：][\"'”’」』)]*$")
_LATIN_HYPHEN = re.compile(r"[a-z]-$")
#: What a line's end cannot part: a word, but not letters of East Asia.
_UNBROKEN = re.compile("[^\\s\u2e80-\ud7ff]*")
_HEAD_LONGEST = 90
_TAIL = 80
_SHORT = 0.6


@dataclass(slots=True)
class Line:
    """A line of a block; ``kind`` by its letters alone."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    space: bool
    kind: Kind


@dataclass(slots=True)
class Draft:
    """A paragraph in the making: its pieces and, for each line, (start, end, sheet, box in shares of the page).

    ``text`` is there after ``finish``.
    """

    kind: Kind
    text: str = ""
    size: float = 0.0
    lines: list[tuple[int, int, int, Box]] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    space: bool = False

    @property
    def tail(self) -> str:
        """The last letters."""
        return self.pieces[-1][-_TAIL:] if self.pieces else ""

    def add(self, line: Line, sheet: int, box: Box, words: Words | None) -> None:
        """Join a line to the end; a word that was cut there is made whole.

        ``words`` tell where a line's end stands for a blank, if the file does not write such blanks (None: it does).
        """
        if self.lines:
            cut, between = seam(self.tail, line.text, words.blank_between if words else lambda *_: self.space)
            self.pieces[-1] = self.pieces[-1][: len(self.pieces[-1]) - cut] + between
            self.length += len(between) - cut
            start, end, last_sheet, last_box = self.lines[-1]
            self.lines[-1] = (start, min(end, self.length - between.count(" ")), last_sheet, last_box)
        else:
            self.size = line.size
        self.lines.append((self.length, self.length + len(line.text), sheet, box))
        self.pieces.append(line.text)
        self.length += len(line.text)
        self.space = line.space

    def finish(self) -> None:
        """Make the text; hyphens that no line followed stay."""
        self.text = self.text or "".join(self.pieces).replace(HYPHEN, "-")


def seam(upper: str, lower: str, blank: Callable[[str, str], bool]) -> tuple[int, str]:
    """Return how many letters to cut from the end of a line, and what to put between it and the next.

    A hyphen at the end goes, unless the halves are equal (masing-masing) or nearly (surat-menyurat), the rest has
    hyphens of its own, or a capital or figure follows. ``blank`` is asked at a seam in Hangul.
    """
    if upper.endswith(f" {HYPHEN}"):
        return 1, "- "
    if upper.endswith(HYPHEN) or (_LATIN_HYPHEN.search(upper) and lower[:1].islower()):
        half = re.split(r"\W", upper[:-1])[-1].lower()
        same = len(half) > 2 and (lower.lower().startswith(half) or half[1:] in lower.lower().split(None, 1)[0])
        keep = same or not lower[:1].islower() or "-" in lower.split(None, 1)[0]
        return 1, "-" if keep else ""
    ends = upper[-1:] + lower[:1]
    if any("가" <= char <= "힣" for char in ends):
        return 0, " " if blank(upper, lower) else ""
    return 0, "" if max(ends) > "\u2e80" else " "


@dataclass(slots=True)
class _State:
    """What the walk over pages remembers: the drafts, and the paragraph that may go on."""

    em: float
    size: float
    gap: float
    words: Words | None
    out: list[Draft] = field(default_factory=list)
    open_: Draft | None = None
    edge: tuple[float, float] = (0.0, 0.0)


def drafts(pages: Sequence[Page], raw: dict[int, str]) -> list[Draft]:
    """Return the paragraphs of a document in reading order; ``raw`` has the text of pages whose layout was misread."""
    em = _usual(pages, lambda segment: segment.height)
    size = _usual(pages, lambda segment: segment.size)
    gap = line_gap((page.body for page in pages), em)
    state = _State(em, size, gap, _words(pages, em))
    for sheet, page in enumerate(pages, 1):
        middle = page.height / 2
        heads = rows(list(page.heads), state.em)
        for row in heads:
            if row[0].y0 > middle:
                _head(state, row, sheet, page)
        if sheet in raw:
            state.open_ = None
            whole = (0.0, 0.0, 1.0, 1.0)
            for text in filter(None, (" ".join(line.split()) for line in raw[sheet].split("\n"))):
                state.out.append(Draft("body", text, size, [(0, len(text), sheet, whole)]))
        else:
            for band in bands(page.body, em):
                for block in blocks(band, em, max(0.9 * em, 1.5 * gap)):
                    _block(state, block, sheet, page)
        for row in heads:
            if row[0].y0 <= middle:
                _head(state, row, sheet, page)
    for draft in state.out:
        draft.finish()
    return state.out


def _usual(pages: Sequence[Page], measure: Callable[[Segment], float]) -> float:
    """Return the measure that most letters of a document have."""
    counts: dict[float, int] = {}
    for page in pages:
        for segment in page.segments:
            value = round(measure(segment), 1)
            counts[value] = counts.get(value, 0) + len(segment.text)
    return max(counts, key=lambda value: counts[value]) if counts else 10.0


def _words(pages: Sequence[Page], em: float) -> Words | None:
    """Return the words of a file that leaves out the blanks at the ends of lines, None for one that writes them."""
    lines = [row for page in pages for row in rows(page.body, em)]
    if sum(row[-1].space for row in lines) > 0.1 * len(lines):
        return None
    return Words(joined([segment]) for row in lines for segment in row)


def _head(state: _State, row: list[Segment], sheet: int, page: Page) -> None:
    draft = Draft("running_head")
    draft.add(_line(row, "running_head"), sheet, _box(row, page), None)
    state.out.append(draft)


def _box(row: list[Segment], page: Page) -> Box:
    left, right = min(s.x0 for s in row) / page.width, max(s.x1 for s in row) / page.width
    top, bottom = 1 - max(s.y1 for s in row) / page.height, 1 - min(s.y0 for s in row) / page.height
    if page.vertical:  # back to the page as it is shown
        left, top, right, bottom = 1 - bottom, left, 1 - top, right
    return (round(left, 4), round(top, 4), round(right, 4), round(bottom, 4))


def _line(row: list[Segment], kind: Kind) -> Line:
    size, text = _size(row), joined(row)
    y0, y1 = min(s.y0 for s in row), max(s.y1 for s in row)
    return Line(text, row[0].x0, y0, row[-1].x1, y1, size, row[-1].space, kind)


def _block(state: _State, block: list[Segment], sheet: int, page: Page) -> None:
    """Turn a block into paragraphs; the first of them may go on from what stands before."""
    em = state.em
    lines = rows(block, em)
    if len(block) > 3 and is_table(block, em):
        draft = Draft("table_row", size=em)
        draft.cells = [[s.text.replace(HYPHEN, "-") for s in row] for row in lines]
        draft.lines = [(number, 0, sheet, _box(row, page)) for number, row in enumerate(lines)]
        state.out.append(draft)
        return
    made = [_line(row, _kind(row, block, state.size, page)) for row in lines]
    plain = [line for line in made if line.kind == "body"] or made
    edge = _edge(state, made, plain)
    indented = [line.x0 - edge[0] > 0.6 * em for line in made]
    hangs = len(made) > 2 and sum(indented) > len(made) / 2 and not indented[0]
    target: Draft | None = None
    for number, (line, row) in enumerate(zip(made, lines, strict=True)):
        upper = made[number - 1] if number else None
        if upper is None:
            new = not _goes_on(state, line, indented[0], sheet, page)
            target = target if new else (state.out[-1] if line.kind == "heading" else state.open_)
        else:
            back = hangs and not indented[number]
            below_mark = target is not None and shapes.marked(target.pieces[0]) > 0
            new = back or _is_new(upper, line, indented[number] and not hangs and not below_mark, edge, state)
        if new or target is None:
            marked = line.kind == "body" and shapes.marked(line.text)
            target = Draft("list_item" if marked else line.kind)
            state.out.append(target)
        target.add(line, sheet, _box(row, page), state.words)
        if target.kind in ("body", "list_item"):
            state.open_ = target
        elif target.kind == "heading":
            state.open_ = None


def _edge(state: _State, made: list[Line], plain: list[Line]) -> tuple[float, float]:
    """Return where the text of a block lies: short inset lines, as of a list, have the right edge of what is above."""
    em, (above, end) = state.em, state.edge
    left, right = min(line.x0 for line in made), max(line.x1 for line in plain)
    full = sum(line.x1 > right - 0.6 * em for line in made[:-1])
    short = right - left < _SHORT * (end - above) and (len(made) < 3 or full <= len(made) / 2)
    if short and em < left - above < 6 * em and plain is not made and right < end:
        return left, end
    state.edge = (left, right) if plain is not made else (0.0, 0.0)
    return left, right


def _size(row: list[Segment]) -> float:
    """Return the font size that most letters of a line have."""
    counts: dict[float, int] = {}
    for segment in row:
        counts[segment.size] = counts.get(segment.size, 0) + len(segment.text)
    return max(counts, key=lambda size: counts[size])


def _kind(row: list[Segment], block: list[Segment], usual: float, page: Page) -> Kind:
    size = _size(row)
    letters = sum(len(s.text) for s in row)
    bold = all(s.bold for s in row)
    if size > 1.12 * usual or (bold and letters < _HEAD_LONGEST and size > 0.85 * usual):
        return "heading"
    top = max(s.y1 for s in row)
    if size < 0.95 * usual and top < 0.45 * page.height and re.match(r"[\d*]", block[0].text):
        return "note"
    return "body"


def _goes_on(state: _State, line: Line, indented: bool, sheet: int, page: Page) -> bool:
    """Tell whether a block's first line continues the open paragraph, over a note, a column or a page."""
    last = state.out[-1] if state.out else None
    if line.kind == "heading" and last and last.kind == "heading":
        return last.size == line.size and not _apart(last, line, sheet, page)
    open_ = state.open_
    if open_ is None or line.kind != "body" or indented or shapes.bullet(line.text):
        return False
    for draft in reversed(state.out):
        if draft is open_:
            break
        if draft.kind not in ("note", "table_row", "running_head"):
            return False
    return not _OPEN.search(open_.tail) or open_.tail.endswith(HYPHEN)


def _apart(last: Draft, line: Line, sheet: int, page: Page) -> bool:
    """Tell whether a heading's line stands apart from the heading above it: on another page, or by a line."""
    _, _, on, (_, _, _, bottom) = last.lines[-1]
    gap = (1 - bottom) * page.height - line.y1
    return on != sheet or not -0.5 * line.size < gap < 0.9 * line.size


def _is_new(upper: Line, line: Line, indented: bool, edge: tuple[float, float], state: _State) -> bool:
    """Tell whether a line begins a paragraph below another line of its block, which has its text between ``edge``."""
    em = state.em
    far = state.gap + max(0.45 * em, 0.3 * state.gap)
    far = max(far, 0.9 * line.size) if line.kind == "heading" else far
    if line.kind != upper.kind or upper.y0 - line.y1 > far:
        return True
    left, right = upper.x0 - edge[0], edge[1] - upper.x1
    centred = left > 2 * em and abs(left - right) < em and line.x0 - edge[0] < em
    cut = upper.text.endswith(HYPHEN) or bool(_LATIN_HYPHEN.search(upper.text) and line.text[0].islower())
    if line.kind == "heading":
        return line.size != upper.size
    if line.kind == "note":
        return bool(re.match(r"\d", line.text)) and not cut
    if shapes.bullet(line.text) or (shapes.marked(line.text) and _OPEN.search(upper.text)):
        return True
    share = len(_UNBROKEN.match(line.text)[0]) / len(line.text)  # type: ignore[index]
    fits = right > max(2 * em, 1.15 * share * (line.x1 - line.x0))
    return indented or centred or (fits and not cut)
