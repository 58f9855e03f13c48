"""Tables drawn with blanks, bars or tabs in a plain text: which lines are rows, and where their cells stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kembar.sources.lines import Line, columns
from kembar.types import Block

_RULE = re.compile(r"[-=─━+|｜\s]{5,}")
_CELL = re.compile(r"\S+(?: \S+)*")
_BAR = re.compile(r"[^|\t]+")
_LONGEST = 400
#: Level of a heading inside a table: below every other.
DEEPEST = 9


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a drawn table: offsets in the text, and the display columns that it covers."""

    start: int
    end: int
    left: int
    right: int


def is_rule(line: Line) -> bool:
    """Tell whether a line is drawn: dashes, bars and blanks alone."""
    return len(line.text) >= 5 and bool(_RULE.fullmatch(line.text)) and len(set("-=─━") & set(line.text)) > 0


def cells(line: Line) -> list[Cell]:
    """Return the cells of a line: parts between bars or tabs, else between gaps of two blanks or more."""
    text = line.text
    if not text or len(text) > _LONGEST:
        return []
    barred = "|" in text.strip("|") or "\t" in text
    out = []
    for match in (_BAR if barred else _CELL).finditer(text):
        body = match[0].strip()
        if body:
            at = match.start() + len(match[0]) - len(match[0].lstrip())
            left = line.indent + columns(text[:at])
            out.append(Cell(line.start + at, line.start + at + len(body), left, left + columns(body)))
    return out


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
        while after < len(chunk) and counts[after] >= (2 if barred else 3):
            after += 1
        if after - at >= (2 if barred else 3):
            out.append((at, after))
        at = max(after, at + 1)
    return out


def blocks(chunk: list[Line]) -> list[Block]:
    """Return a block a cell; rows count from 1 with the header, and cells know the header above them.

    A line with one cell in a table of several columns is a heading for the rows below it ("2006").
    """
    rules = [at for at, line in enumerate(chunk) if is_rule(line)]
    body_from = 1 if not rules else rules[0] + (1 if rules[0] else 2)
    head = [cell for line in chunk[:body_from] if not is_rule(line) for cell in cells(line)]
    below = [cells(line) for line in chunk[body_from:] if not is_rule(line)]
    parted = _parted(head, below, chunk)
    columns_of, out, row = _columns(parted), [], 0
    for at, line in enumerate(chunk):
        if is_rule(line):
            continue
        found = cells(line) if at >= body_from else [c for c in parted if line.start <= c.start < line.end]
        goes_on = at >= body_from and line.text.startswith("|") and line.indent > 0
        row += not goes_on
        alone = at >= body_from and len(found) == 1 and len(columns_of) > 1 and not goes_on
        for cell in found:
            column = _nearest(cell, columns_of)
            header = _header(columns_of, column, chunk) if at >= body_from else ""
            if alone:
                out.append(Block(cell.start, cell.end, "heading", DEEPEST, line.sheet, line.page, row))
            else:
                out.append(Block(cell.start, cell.end, "table_row", 0, line.sheet, line.page, row, column, header))
    return out


def _parted(head: list[Cell], below: list[list[Cell]], chunk: list[Line]) -> list[Cell]:
    """Part header cells that stand one blank apart where most rows have several cells below them."""
    columns_of = _columns(head)
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
    out: list[list[Cell]] = []
    for cell in sorted(head, key=lambda c: (c.left, c.start)):
        over = out and cell.left < max(c.right for c in out[-1])
        if over:
            out[-1].append(cell)
        else:
            out.append([cell])
    return out


def _nearest(cell: Cell, columns_of: list[list[Cell]]) -> int:
    best, best_score = 1, float("-inf")
    for number, heads in enumerate(columns_of, 1):
        left, right = min(c.left for c in heads), max(c.right for c in heads)
        shared = min(cell.right, right) - max(cell.left, left)
        score = shared if shared > 0 else -min(abs(cell.left - left), abs(cell.right - right))
        if score > best_score:
            best, best_score = number, score
    return best


def _header(columns_of: list[list[Cell]], column: int, chunk: list[Line]) -> str:
    if column > len(columns_of):
        return ""
    origin = {line.start: line for line in chunk}
    parts = []
    for cell in sorted(columns_of[column - 1], key=lambda c: c.start):
        line = next(line for start, line in origin.items() if start <= cell.start < line.end)
        parts.append(line.text[cell.start - line.start : cell.end - line.start])
    return " ".join(parts)
