"""Displays as text: tables that fit the width and wrap by column, lists, and signs that any console can print."""

from __future__ import annotations

import shutil
import sys
from io import StringIO
from typing import TYPE_CHECKING, Any

from kembar.displays.display import Cell, Display, Head
from kembar.displays.quotes import Quote
from kembar.problems import visible

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

#: What is printed on a console that cannot print the signs; quotes and names stay as they are.
ASCII = {
    " · ": " | ", "●": "*", "◐": "%", "○": "o", "◇": "?", "≠": "!=", "·": ".", "∘": ",", "▨": "/", "→": "->",
    "⇄": "<->", "–": "-", "…": "...", "“": '"', "”": '"', "≈": "~", "×": "x", "─": "-",
}  # fmt: skip
_SIGNS = "●◐○◇≠·∘▨→⇄–“”"
#: Narrowest that a column is made before columns move to a further block, in terminal columns.
_NARROW = {"grid": 18, "table": 13, "list": 13}
#: A grid with more rows than this shows counts alone.
_ENTRY_ROWS = 12


def fitting(display: Display) -> str:
    """Return a display as plain text for where ``print`` goes: its width, and letters that it can print."""
    text = plain(display, shutil.get_terminal_size((80, 24)).columns, not prints_signs(sys.stdout))
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        return text.encode(encoding, "replace").decode(encoding)
    except LookupError:
        return text


def prints_signs(stream: Any) -> bool:
    """Say whether a stream's encoding has the signs of Kembar."""
    try:
        _SIGNS.encode(getattr(stream, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def show(display: Display) -> None:
    """Print a display, in colour where the output is a terminal."""
    from rich.console import Console

    if sys.stdout.isatty() and (sys.stdout.encoding or "").lower().startswith("utf"):
        console = Console(highlight=False, markup=False, emoji=False)
        console.print(*_parts(display, console.width, False), sep="\n")
    else:
        print(fitting(display))


def plain(display: Display, width: int = 80, ascii: bool = False) -> str:
    """Return a display as plain text of at most ``width`` terminal columns (a wide letter takes two)."""
    from rich.console import Console

    out = StringIO()
    console = Console(file=out, width=width, color_system=None, highlight=False, markup=False, emoji=False)
    console.print(*_parts(display, width, ascii), sep="\n")
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def signs(text: str, ascii: bool) -> str:
    """Replace the signs of Kembar by ASCII where that is wanted, and always what would steer a terminal."""
    if ascii:
        for sign, instead in ASCII.items():
            text = text.replace(sign, instead)
    return visible(text)


def _parts(display: Display, width: int, ascii: bool) -> list[RenderableType]:
    from rich.text import Text

    parts: list[RenderableType] = [Text(signs(display.title, ascii), style="bold"), ""]
    if display.shape == "list":
        parts += _list(display, ascii)
    else:
        parts += [*_tables(display, width, ascii), ""]
    parts += [Text(signs(line, ascii)) for line in _empty_columns(display) + list(display.foot)]
    if display.next:
        parts.append(Text(signs(display.next, ascii), style="dim"))
    return parts


def shown_columns(display: Display) -> tuple[Head, ...]:
    """Return the columns worth a place: in a grid those with a record in some row, elsewhere all."""
    return _filled(display, display.columns, 1) if display.folds == "columns" else display.columns


def shown_rows(display: Display) -> tuple[Head, ...]:
    """Return the rows worth a place: those with a record where a grid's sectors stand in its rows, else all."""
    return _filled(display, display.rows, 0) if display.folds == "rows" else display.rows


def _filled(display: Display, heads: tuple[Head, ...], side: int) -> tuple[Head, ...]:
    filled = {key[side] for key, cell in display.cells.items() if cell.records}
    return tuple(head for head in heads if head.key in filled) or heads


def left_out(display: Display) -> dict[str, tuple[str, ...]]:
    """Return the columns (or rows) that hold no record at all, by the sign that says most was not read."""
    shown, found = {*shown_columns(display), *shown_rows(display)}, dict[str, list[str]]()
    for head in {"columns": display.columns, "rows": display.rows}.get(display.folds, ()):
        if head not in shown:
            signs_ = {cell.sign for key, cell in display.cells.items() if head.key in key}
            worst = next((sign for sign in "▨∘·" if sign in signs_), "")
            found.setdefault(worst, []).append(head.label)
    return {sign: tuple(labels) for sign, labels in found.items()}


def _empty_columns(display: Display) -> list[str]:
    """Say in a line a sign which columns or rows hold no record, so that none is left out unseen."""
    say = display.view.say
    names = {"·": "none_found", "∘": "none_by_rules", "▨": "not_read", "": "none_found_plain"}
    return [f"{sign} {say(names[sign])}: {', '.join(labels)}".strip() for sign, labels in left_out(display).items()]


def _lines(display: Display, cell: Cell, ascii: bool) -> str:
    if cell.words is None:
        entries = cell.lines if _with_entries(display) else ()
        return signs("\n".join([cell.count, *entries]), ascii)
    return "\n".join([*(signs(word, ascii) for word in cell.lines), *(brief(quote, ascii) for quote in cell.quoted)])


def brief(quote: Quote, ascii: bool) -> str:
    """Return a quote with its place in one line."""
    opening, closing = ('"', '"') if ascii else ("“", "”")
    retold = f", {quote.retold}" if quote.retold else ""
    return visible(f"{opening}{' '.join(quote.text.split())}{closing} ({quote.place}{retold})")


def _tables(display: Display, width: int, ascii: bool) -> list[RenderableType]:
    """Cut a table into blocks of columns that fit the width, evenly filled, the row heads before each."""
    from rich.cells import cell_len

    labels = [display.corner, *(text for row in display.rows for text in (row.label, row.group))]
    longest = max(map(cell_len, labels))
    first = min(longest, max(10, width // 4))
    columns = shown_columns(display)
    fit = max(1, (width - first) // (_NARROW[display.shape] + 2))
    blocks = -(-len(columns) // fit) or 1
    each = -(-len(columns) // blocks) or 1
    wide = max(8, (width - first) // each - 2)
    parts: list[RenderableType] = []
    for start in range(0, len(columns), each):
        parts += [*([""] if parts else []), _table(display, columns[start : start + each], first, wide, ascii)]
    return parts


def _table(display: Display, columns: tuple[Head, ...], first: int, wide: int, ascii: bool) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    line = box.Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True) if ascii else box.SIMPLE_HEAD
    table = Table(box=line, pad_edge=False, show_edge=False, padding=(0, 1), header_style="bold", safe_box=False)
    table.add_column(signs(display.corner, ascii), max_width=first, overflow="fold")
    widths = _widths(display, columns, (wide + 2) * len(columns)) if display.shape == "table" else [wide] * len(columns)
    for column, most in zip(columns, widths, strict=True):
        table.add_column(signs(column.label, ascii), overflow="fold", max_width=most)
    spaced = display.shape == "grid" and _with_entries(display)
    group = ""
    for number, row in enumerate(shown_rows(display)):
        if row.group and row.group != group:
            group = row.group
            table.add_row(Text(_broken(signs(group, ascii), first), style="bold italic"))
        elif spaced and number:
            table.add_row("")
        cells = [Text(_broken(_lines(display, display.cell(row, column), ascii), 12)) for column in columns]
        table.add_row(Text(_broken(signs(row.label, ascii), first), style="bold"), *cells)
    return table


def _widths(display: Display, columns: tuple[Head, ...], room: int) -> list[int]:
    """Share the room of a table among its columns: first what their longest words need, then what they would like."""
    from rich.cells import cell_len

    lines = [[c.label, *(line for row in display.rows for line in display.cell(row, c).lines)] for c in columns]
    need = [min(20, max(cell_len(word) for line in found for word in (line.split() or [""]))) for found in lines]
    want = [max(map(cell_len, found)) for found in lines]
    room -= 2 * len(columns)
    if sum(need) > room:
        return [max(6, room * n // sum(need)) for n in need]
    more = [max(0, w - n) for w, n in zip(want, need, strict=True)]
    return [n + (room - sum(need)) * m // max(1, sum(more)) for n, m in zip(need, more, strict=True)]


def _broken(text: str, room: int) -> str:
    """Break a name that is one word and does not fit after its hyphens, where a reader would break it."""
    return text.replace("-", "-\n") if len(text) > room and not any(map(str.isspace, text)) else text


def _with_entries(display: Display) -> bool:
    """Say whether the cells of a grid have room for entries beneath their counts."""
    return len(shown_rows(display)) <= _ENTRY_ROWS


def _list(display: Display, ascii: bool) -> list[RenderableType]:
    """Write each row as a heading with its fields beneath, for texts too long to stand side by side."""
    from rich.padding import Padding
    from rich.text import Text

    parts: list[RenderableType] = []
    group = ""
    for row, cells in display.walk():
        if row.group and row.group != group:
            group = row.group
            parts.append(Text(signs(group, ascii), style="bold underline"))
        parts.append(Text(signs(row.label, ascii), style="bold"))
        for column, cell in zip(display.columns, cells, strict=True):
            label = f"{signs(column.label, ascii)}: " if column.label else ""
            for number, line in enumerate(_lines(display, cell, ascii).split("\n")):
                if line:
                    text = Text(line if number else label + line, overflow="fold")
                    parts.append(Padding(text, (0, 0, 0, 4 if number else 2)))
        parts.append("")
    return parts
