"""A table whose merged cells are filled downwards, so that each row can be read by itself."""

from __future__ import annotations

from kembar.sources.flow import without_turns

# Cells of a table that people read; a file may say that one cell repeats a million times.
_CELLS = 400_000


class Grid:
    """Cells by their place (from 0). What a file repeats without measure is left out, no cell's own text is."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], str] = {}
        self._room = _CELLS

    def put(self, row: int, column: int, text: str, down: int = 1, times: int = 1) -> None:
        """Put a cell's text; one that spans ``down`` rows stands in each, one given ``times`` in as many columns."""
        if not text:
            return
        self._cells.setdefault((row, column), text)
        again = without_turns(text)[0].strip()
        for right in range(max(1, times)):
            for below in range(max(1, down)):
                if not self._room:
                    return
                self._room -= 1
                self._cells.setdefault((row + below, column + right), again)

    def rows(self) -> list[list[str]]:
        """Return the texts row by row, "" for empty cells, all rows as wide as the widest; of a table that is mostly
        empty and larger than people read only the cells that are filled."""
        rows, columns = sorted({row for row, _ in self._cells}), sorted({column for _, column in self._cells})
        if not rows:
            return []
        if (rows[-1] + 1) * (columns[-1] + 1) <= _CELLS:
            rows, columns = list(range(rows[-1] + 1)), list(range(columns[-1] + 1))
        if len(rows) * len(columns) <= _CELLS:
            return [[self._cells.get((row, column), "") for column in columns] for row in rows]
        filled: dict[int, list[str]] = {}
        for (row, _), text in sorted(self._cells.items()):
            filled.setdefault(row, []).append(text)
        return list(filled.values())
