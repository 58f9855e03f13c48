"""Years of a table's first column where the name of an era stands in few cells or none: "元年", "2", "11" … "元年"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from kembar.coders.rules.columns import Cell
from kembar.languages.anyof import any_of
from kembar.languages.datewords import number_of
from kembar.languages.language import Language

#: So many cells make a column, and such a share of them must be years; how far ahead a plan may lie.
_FEWEST, _MOST, _PLANNED = 4, 0.8, 5

Told = tuple[int, int, str]


def years(cells: Sequence[Cell], issued: str) -> dict[int, int]:
    """Return the year of each cell by its place in the column, where they are years of eras that run on.

    The number falls where an era begins; the last era is the newest that puts its years before the paper came out.
    """
    if not cells or not issued[:4].isdigit():
        return {}
    language = cells[0].sentence.language
    eras, first = language.dates.eras, language.dates.first_year
    column = [(i, cell) for i, cell in enumerate(cells) if eras and first and cell.column == 1]
    told = [(i, *read) for i, cell in column if (read := _read(cell.text, language)) is not None]
    begins = any(cell.text.strip().startswith(first) for _, cell in column)
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


@lru_cache(20)
def _cell(language: Language) -> re.Pattern[str]:
    """A year of an era, alone in a cell or with what comes behind a dash: its name, its number, the sign of a year."""
    words = language.dates
    first, ends = re.escape(words.first_year), any_of(words.accounts) or "(?!)"
    year = rf"(?:{re.escape(words.year)}(?:{ends})?)?"
    return re.compile(rf"([^\W\d{first}]{{0,3}}?)\.?\s?({first}|\d{{1,2}}){year}(?:\s?[~-〜～－–]\s?.*)?")


def _read(text: str, language: Language) -> tuple[int, str] | None:
    match = _cell(language).fullmatch(text.strip())
    if match is None or (match[1] and match[1] not in language.dates.eras):
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
