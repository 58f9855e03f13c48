"""Years of a table's first column where the name of an era stands in few cells or none: "元年", "2", "11" … "元年"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from kembar.coders.rules.columns import Cell
from kembar.languages.datewords import number_of

_CELL = re.compile(r"([^\W\d元]{0,3}?)\.?\s?(元|\d{1,2})(年度?)?(?:\s?[~-〜～－–]\s?.*)?")
_FIRST = "元"
#: So many cells make a column, and such a share of them must be years; how far ahead a plan may lie.
_FEWEST, _MOST, _PLANNED = 4, 0.8, 5

Told = tuple[int, int, str]


def years(cells: Sequence[Cell], issued: str) -> dict[int, int]:
    """Return the year of each cell by its place in the column, where they are years of eras that run on.

    The number falls where an era begins; the last era is the newest that puts its years before the paper came out.
    """
    eras = cells[0].sentence.language.dates.eras if cells and issued[:4].isdigit() else {}
    column = [(i, cell) for i, cell in enumerate(cells) if eras and cell.column == 1]
    told = [(i, *read) for i, cell in column if (read := _read(cell.text, eras)) is not None]
    begins = any(cell.text.strip().startswith(_FIRST) for _, cell in column)
    if len(told) < max(_FEWEST, _MOST * len(column)) or not begins:
        return {}
    starts, latest = sorted(set(eras.values())), int(issued[:4]) + _PLANNED
    later, out = 0, dict[int, int]()
    for run in reversed(_runs(told)):
        named = eras.get(run[0][2], 0)
        before = [s for s in starts if s < later] if later else [s for s in starts if s + run[-1][1] <= latest]
        later = named or max(before, default=0)
        if later:
            out |= {i: later + number for i, number, _ in run}
    return out


def _read(text: str, eras: Mapping[str, int]) -> tuple[int, str] | None:
    match = _CELL.fullmatch(text.strip())
    if match is None or (match[1] and match[1] not in eras):
        return None
    return number_of(match[2]), match[1]


def _runs(told: Sequence[Told]) -> list[list[Told]]:
    """The cells in runs of one era: a new one begins where it is named or its number falls."""
    runs = [[told[0]]]
    for last, cell in pairwise(told):
        if cell[2] or cell[1] < last[1]:
            runs.append([cell])
        else:
            runs[-1].append(cell)
    return runs
