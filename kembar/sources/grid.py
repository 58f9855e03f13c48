"""A table whose merged cells are filled downwards, so that each row can be read by itself."""

from __future__ import annotations

from kembar.sources.flow import without_turns

_ROWS, _COLUMNS = 20_000, 500


class Grid:
    """Cells by their place (from 0); what lies beyond the bounds of a table that people read is left out."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], str] = {}

    def put(self, row: int, column: int, text: str, down: int = 1) -> None:
        """Put a cell's text; one that spans ``down`` rows stands in each of them."""
        if not text or row >= _ROWS or column >= _COLUMNS:
            return
        self._cells.setdefault((row, column), text)
        again = without_turns(text)[0].strip()
        for below in range(row + 1, min(_ROWS, row + max(1, down))):
            self._cells.setdefault((below, column), again)

    def rows(self) -> list[list[str]]:
        """Return the texts row by row, "" for empty cells; all rows are as wide as the widest."""
        if not self._cells:
            return []
        height = 1 + max(row for row, _ in self._cells)
        width = 1 + max(column for _, column in self._cells)
        filled: list[list[str]] = [[""] * width for _ in range(height)]
        for (row, column), text in self._cells.items():
            filled[row][column] = text
        return filled
