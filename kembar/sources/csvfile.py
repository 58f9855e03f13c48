"""CSV: the text stays as it is; cells are found with their offsets, so that a value can be quoted in its place."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from kembar.sources.headers import tables
from kembar.types import Block

EXTRACTOR = "csv 1"
_SAMPLE, _ROWS = 20_000, 60
_DELIMITERS = ",;\t|"


def delimiter(text: str) -> str:
    """Return the sign between cells: the one that cuts most of the first rows into as many cells."""
    sample = text[:_SAMPLE]
    found = {sign: _usual(sample, sign) for sign in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda sign: found[sign])
    if found[best][0] > 1:
        return best
    try:
        return csv.Sniffer().sniff(sample, _DELIMITERS).delimiter
    except csv.Error:
        first = sample.split("\n", 1)[0]
        return max(_DELIMITERS, key=first.count)


def _usual(sample: str, sign: str) -> tuple[int, int]:
    """How many rows have the usual number of cells (two at least), and that number."""
    widths = Counter(len(row) for row in islice(cells(sample, sign), _ROWS))
    return max(((rows, width) for width, rows in widths.items() if width > 1), default=(0, 0))


def cells(text: str, sign: str) -> Iterator[list[tuple[int, int]]]:
    """Yield the cells of each row as (start, end), empty ones too; the quotes around a cell are left out."""
    inner = re.escape(sign)
    pattern = re.compile(rf' *"((?:[^"]++|"")*+)"[^{inner}\n]*|[^{inner}\n]*')
    at, row = 0, list[tuple[int, int]]()
    while at <= len(text):
        match = pattern.match(text, at)
        assert match is not None  # the second half of the pattern matches anything
        row.append(_trimmed(text, *match.span(1 if match[1] is not None else 0)))
        at = match.end() + 1
        if text[match.end() : at] != sign:
            yield row
            row = []
            if match.end() >= len(text) - 1:
                return


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return a block a filled cell; rows count as in a spreadsheet (the header is row 1), empty lines too."""
    found = list(cells(text, delimiter(text)))
    parts = list(tables([[text[start:end] for start, end in row] for row in found]))
    out: list[Block] = []
    for number, row in enumerate(found):
        if len(parts) > 1 and number >= parts[1][0]:
            del parts[0]
        _, first, head, names = parts[0]
        filled = [(column, span) for column, span in enumerate(row) if span[1] > span[0]]
        if number < first and len(filled) == 1:
            out.append(Block(*filled[0][1], "heading", 1))
            continue
        for column, (start, end) in filled:
            name = names[column] if number > head and column < len(names) else ""
            out.append(Block(start, end, "table_row", row=number + 1, column=column + 1, header=" ".join(name.split())))
    return tuple(out)
