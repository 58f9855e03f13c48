"""The header of a table: one row, or two of which the upper one groups the columns of the lower.

A column below a group is named by both: ``Mitra / Negara``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kembar.sources.table import BETWEEN, header_row, is_header_word

Rows = Sequence[Sequence[str]]
_LONGEST = 60
#: So many words of a header make a row below a lone cell the header of a table of its own.
_FEWEST, _HEAD = 2, 20


def tables(rows: Rows) -> Iterator[tuple[int, int, int, list[str]]]:
    """Yield the tables of a sheet, one below the other: the index of the first row and of the header's, its names.

    A lone cell above a row that holds nothing but the words of a header begins the next table, as its heading.
    """
    starts = [0, *(at for at in range(1, len(rows) - 1) if _begins(rows[at], rows[at + 1]))]
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        first, head, names = header(rows[start : min(end, start + _HEAD)])
        yield (start, start + first, start + head, names) if names else (start, start - 1, start - 1, [])


def _begins(title: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a row is the heading of the table whose header stands right below it."""
    filled = [cell for cell in below if cell]
    words = sum(map(is_header_word, filled))
    plain = words >= _FEWEST and 2 * words >= len(filled) and not any(re.search(r"\d", cell) for cell in filled)
    return plain and sum(map(bool, title)) == 1


def header(rows: Rows) -> tuple[int, int, list[str]]:
    """Return the index of the header's first and last row and the names of the columns; (-1, -1, []) for none."""
    head = header_row(rows)
    if head < 0:
        return -1, -1, []
    if head > 0 and _are_two(rows[head - 1], rows[head]):
        return head - 1, head, _joined(rows[head - 1], rows[head])
    if head + 1 < len(rows) and _are_two(rows[head], rows[head + 1]):
        return head, head + 1, _joined(rows[head], rows[head + 1])
    return head, head, list(rows[head])


def _are_two(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether the lower row fills gaps of the upper one and holds words alone.

    Either it has gaps where the upper one is filled, or each cell of that one is a group: a gap follows, and both are
    filled below.
    """
    filled = [at for at, cell in enumerate(lower) if cell]
    grouped = [at for at in filled if not _at(upper, at)]
    alone = [at for at, cell in enumerate(upper) if cell and (not _at(lower, at) or cell == _at(lower, at))]
    above = [at for at, cell in enumerate(upper) if cell]
    groups = all(not _at(upper, at + 1) and _at(lower, at) and _at(lower, at + 1) for at in above)
    plain = all(len(c) <= _LONGEST and not re.search(r"\d", c) for c in (*upper, *lower) if c)
    if not (grouped and (alone or groups) and plain and len(above) > 1):
        return False
    return 2 * sum(is_header_word(lower[at]) for at in filled) >= len(filled)


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Name each column by its group and itself; a group reaches over the gaps to its right."""
    out, group = [], ""
    for at in range(max(len(upper), len(lower))):
        above, below = _at(upper, at), _at(lower, at)
        group = above or (group if below else "")
        out.append(f"{group}{BETWEEN}{below}" if group and below and group != below else below or above)
    return out


def _at(row: Sequence[str], at: int) -> str:
    return row[at] if at < len(row) else ""
