"""Tables drawn with blanks, bars or tabs in a plain text: which lines are rows, and where their cells stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from operator import attrgetter

from kembar.sources.lines import Line, columns
from kembar.sources.table import is_header_word
from kembar.types import Block

_RULE = re.compile(r"[-=─━+|｜\s]{5,}")
_CELL = re.compile(r"\S+(?: \S+)*")
_BAR = re.compile(r"[^|\t]+")
_SIGN = re.compile(r"[|\t]")
_LONGEST = 400
_START = attrgetter("start")
#: Display columns of a tab at the beginning of a line.
_TAB = 4
_ROWS = 2
#: Display columns of a name in the first of two columns.
_NAME = 26
#: Level of a heading inside a table: below every other.
DEEPEST = 9


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a drawn table: offsets in the text, the display columns that it covers, and its number.

    ``number`` counts the bars or tabs before it, from 1; it is 0 where only blanks part the cells.
    """

    start: int
    end: int
    left: int
    right: int
    number: int = 0


def is_rule(line: Line) -> bool:
    """Tell whether a line is drawn: dashes, bars and blanks alone."""
    return len(line.text) >= 5 and bool(_RULE.fullmatch(line.text)) and len(set("-=─━") & set(line.text)) > 0


def cells(line: Line) -> list[Cell]:
    """Return the cells of a line: parts between bars or tabs, else between gaps of two blanks or more."""
    text = line.text
    if not text or len(text) > _LONGEST:
        return []
    barred = _barred(line)
    framed = text.startswith("|") and (text.endswith("|") or not line.indent)
    before = -1 if framed else line.indent // _TAB if "\t" in text else 0
    out = []
    for match in (_BAR if barred else _CELL).finditer(text):
        body = match[0].strip()
        if body:
            at = match.start() + len(match[0]) - len(match[0].lstrip())
            left = line.indent + columns(text[:at])
            number = before + 1 + len(_SIGN.findall(text[: match.start()])) if barred else 0
            out.append(Cell(line.start + at, line.start + at + len(body), left, left + columns(body), number))
    return out


def _barred(line: Line) -> bool:
    """Whether bars or tabs part the cells of a line."""
    return "|" in line.text.strip("|") or "\t" in line.text


def find(chunk: list[Line]) -> list[tuple[int, int]]:
    """Return the runs (first, after last) of lines in a chunk without blank lines that make up a table."""
    counts = [len(cells(line)) for line in chunk]
    rules = [at for at, line in enumerate(chunk) if is_rule(line)]
    if rules:
        first, after = rules[0], rules[-1] + 1
        first = next((at for at in range(max(0, first - 2), first) if counts[at] > 1), first)
        while len(rules) == 1 and after < len(chunk) and (counts[after] > 1 or chunk[after].text.startswith("|")):
            after += 1
        return [(first, after)] if sum(n > 1 for n in counts[first:after]) >= 2 else []
    out: list[tuple[int, int]] = []
    at = 0
    while at < len(chunk):
        after = at
        barred = "|" in chunk[at].text or "\t" in chunk[at].text
        lefts = {cell.left for cell in cells(chunk[at])} if counts[at] > 2 and not barred else set()
        while after < len(chunk) and (
            counts[after] >= (2 if barred else 3) or (bool(lefts) and _below(chunk[after], lefts))
        ):
            after += 1
        is_table = after - at >= (2 if barred else 3)
        if not is_table:
            count, is_table = _pairs(chunk, at) if counts[at] == 2 else (0, False)
            after = at + count
        if is_table:
            out.append((at, after))
        at = max(after, at + 1)
    return out


def _below(line: Line, lefts: set[int]) -> bool:
    """Whether an indented line holds only cells that begin where those of a table's first line do."""
    return line.indent > 0 and bool(lefts) and all(cell.left in lefts for cell in cells(line))


def _pairs(chunk: list[Line], at: int) -> tuple[int, bool]:
    """The number of lines, from one on, that hold a short name and, all at one place, what is said of it; if a table.

    No name begins with a small letter: there the two columns of a page stand beside each other, and none of those lines
    begins a table.
    """
    left, count, whole, said = 0, 0, 0, 0
    first = cells(chunk[at])
    for number in range(at, len(chunk)):
        found = cells(chunk[number])
        if len(found) == 2 and found[0].right - found[0].left <= _NAME and not found[0].number:
            left = left or found[1].left
            if found[1].left != left or found[0].left != first[0].left or chunk[number].text[:1].islower():
                break
            whole, said = whole + 1, 0
        elif len(found) != 1 or not left or found[0].left != left or said > _ROWS:
            break
        else:
            said += 1
        count += 1
    after = at + count
    broken = after < len(chunk) and len(cells(chunk[after])) == 2 and chunk[after].text[:1].islower()
    if whole > _ROWS:
        return count, not broken
    return 0, False


def blocks(chunk: list[Line]) -> list[Block]:
    """Return a block a cell; rows count from 1 with the header, and cells know the header above them.

    A line with one cell in a table of several columns is a heading for the rows below it ("2006"); a line that goes on
    with what the cells above it say belongs to their row.
    """
    rules = [at for at, line in enumerate(chunk) if is_rule(line)]
    body_from = 1 if not rules else rules[0] + (1 if rules[0] else 2)
    head = [cell for line in chunk[:body_from] if not is_rule(line) for cell in cells(line)]
    below = [cells(line) for line in chunk[body_from:] if not is_rule(line)]
    if not rules and _is_data(head, below, chunk):
        return _without_header(chunk)
    parted = _parted(head, below, chunk)
    columns_of, out, row = _columns(parted), [], 0
    upper: dict[int, str] = {}
    for at, line in enumerate(chunk):
        if is_rule(line):
            continue
        found = cells(line) if at >= body_from else [c for c in parted if line.start <= c.start < line.end]
        placed = {_nearest(cell, columns_of): _text(cell, chunk) for cell in found}
        goes_on = at >= body_from and _goes_on(line, placed, upper)
        row += not goes_on
        upper = (upper if goes_on else {}) | placed if at >= body_from else {}
        alone = at >= body_from and len(found) == 1 and len(columns_of) > 1 and not goes_on
        for cell in found:
            column = _nearest(cell, columns_of)
            header = _header(columns_of, column, chunk) if at >= body_from else ""
            if alone:
                out.append(Block(cell.start, cell.end, "heading", DEEPEST, line.sheet, line.page, row))
            else:
                out.append(Block(cell.start, cell.end, "table_row", 0, line.sheet, line.page, row, column, header))
    return out


def _without_header(chunk: list[Line]) -> list[Block]:
    """The rows of a table whose first line is a row like the others."""
    places = _columns(cells(max(chunk, key=lambda line: len(cells(line)))))
    if len(places) == 2 and _dated(chunk):
        return _entries(chunk)
    out, row = [], 0
    for line in chunk:
        found = [(_nearest(cell, places), cell) for cell in cells(line)]
        row += not row or any(number == 1 for number, _ in found)
        for number, cell in found:
            out.append(Block(cell.start, cell.end, "table_row", 0, line.sheet, line.page, row, number, ""))
    return out


def _dated(chunk: list[Line]) -> bool:
    """Whether most lines begin with a cell that is little more than figures: entries of a chronicle."""
    firsts = [line.text[: found[0].end - line.start] for line in chunk if len(found := cells(line)) > 1]
    return 2 * sum(text[:1].isdigit() for text in firsts) > len(firsts)


def _entries(chunk: list[Line]) -> list[Block]:
    """Each entry of a chronicle as an item of a list."""
    out: list[Block] = []
    for line in chunk:
        if out and len(cells(line)) < 2:
            out[-1] = replace(out[-1], end=line.end)
        else:
            out.append(Block(line.start, line.end, "list_item", 1, line.sheet, line.page))
    return out


def _is_data(head: list[Cell], below: list[list[Cell]], chunk: list[Line]) -> bool:
    """Whether the first line is a row of data: it holds a figure where most others do, and no word for a column."""
    texts = [_text(cell, chunk) for cell in head]
    if len(head) == 2 and not head[0].number:
        return not any(is_header_word(text) for text in texts)
    if len(below) < _ROWS or sum(is_header_word(text) for text in texts) > 1:
        return False
    columns_of = _columns(head)
    for cell, text in zip(head, texts, strict=True):
        number = _nearest(cell, columns_of)
        figures = [any(_nearest(c, columns_of) == number and _figure(_text(c, chunk)) for c in row) for row in below]
        if _figure(text) and 2 * sum(figures) > len(figures):
            return True
    return False


def _figure(text: str) -> bool:
    return any(map(str.isdigit, text))


def _text(cell: Cell, chunk: list[Line]) -> str:
    line = chunk[bisect_right(chunk, cell.start, key=_START) - 1]
    return line.text[cell.start - line.start : cell.end - line.start]


def _goes_on(line: Line, placed: Mapping[int, str], upper: Mapping[int, str]) -> bool:
    """Whether a line goes on with the cells above it: its first cell is empty, or breaks a word or bracket in two.

    A line whose first cell is empty may also tell a second act of the same row; then it fills the widest column anew.
    One that fills all other columns is a row, for which the first cell above stands too.
    """
    if not upper:
        return False
    if line.text.startswith("|") and line.indent > 0:
        return True
    if _barred(line):
        return False
    broken = any(_is_open(upper.get(n, "")) or (text[:1].islower() and n in upper) for n, text in placed.items())
    if min(placed) == 1:
        return _is_open(upper.get(1, "")) and broken
    if len(placed) == 1:
        return True
    if len(placed) > _ROWS and len(placed) >= len(upper) - 1 and not any(_is_open(text) for text in upper.values()):
        return False
    widest = max(upper, key=lambda n: columns(upper[n]))
    return broken or (widest not in placed and len(placed) < len(upper))


def _is_open(text: str) -> bool:
    """Whether a text ends within a word, a list or a bracket."""
    return text[-1:] in ("-", ",", "，", "、") or any(text.count(a) > text.count(b) for a, b in ("()", "（）", "[]"))


def _parted(head: list[Cell], below: list[list[Cell]], chunk: list[Line]) -> list[Cell]:
    """Part header cells that stand one blank apart where most rows have several cells below them."""
    columns_of = _columns(head)
    if head and head[0].number:
        return head
    out: list[Cell] = []
    for number, heads in enumerate(columns_of, 1):
        several = sum(sum(_nearest(c, columns_of) == number for c in row) > 1 for row in below)
        text = _header([heads], 1, chunk)
        if len(heads) > 1 or " " not in text or several <= len(below) / 2:
            out += heads
            continue
        cell = heads[0]
        for match in re.finditer(r"\S+", text):
            left = cell.left + columns(text[: match.start()])
            right = left + columns(match[0])
            out.append(Cell(cell.start + match.start(), cell.start + match.end(), left, right))
    return out


def _columns(head: list[Cell]) -> list[list[Cell]]:
    """Gather the header's cells into columns, those above each other together."""
    if head and all(cell.number for cell in head):
        return [[c for c in head if c.number == n] for n in range(1, max(c.number for c in head) + 1)]
    out: list[list[Cell]] = []
    for cell in sorted(head, key=lambda c: (c.left, c.start)):
        over = out and cell.left < max(c.right for c in out[-1])
        if over:
            out[-1].append(cell)
        else:
            out.append([cell])
    return out


def _nearest(cell: Cell, columns_of: list[list[Cell]]) -> int:
    if cell.number and all(head.number for heads in columns_of for head in heads):
        return cell.number
    best, best_score = 1, float("-inf")
    for number, heads in enumerate(columns_of, 1):
        if not heads:
            continue
        left, right = min(c.left for c in heads), max(c.right for c in heads)
        shared = min(cell.right, right) - max(cell.left, left)
        score = shared if shared > 0 else -min(abs(cell.left - left), abs(cell.right - right))
        if score > best_score:
            best, best_score = number, score
    return best


def _header(columns_of: list[list[Cell]], column: int, chunk: list[Line]) -> str:
    if column > len(columns_of):
        return ""
    return " ".join(_text(cell, chunk) for cell in sorted(columns_of[column - 1], key=lambda c: c.start))
