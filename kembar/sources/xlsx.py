"""Workbooks (.xlsx, .xls, .ods) by calamine: a sheet is a page with its name, a cell a block.

Merged cells are filled downwards.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

from kembar.sources.extraction import Builder, Extraction, clean, failure, problem
from kembar.sources.headers import tables
from kembar.sources.table import guess
from kembar.sources.zips import UnsafeError, open_archive, part
from kembar.types import Problem

EXTRACTOR = "xlsx 1"
#: Cells between the first and the last filled one of a sheet, empty ones too: all of them are held in memory.
MOST_CELLS = 5_000_000
_COLUMN = re.compile(rb' r="([A-Z]{1,3})[0-9]')
_LAST_ROW = re.compile(rb'.* r="[A-Z]{1,3}([0-9]{1,7})"', re.DOTALL)


def read(data: bytes, name: str, encodings: tuple[str, ...] = ()) -> Extraction:
    """Read a workbook from its bytes; ``name`` stands in problems."""
    import python_calamine

    try:
        if data.startswith(b"PK"):
            with open_archive(data) as archive:
                if too_wide(archive):
                    hint = "Delete the stray cells far below and to the right of the table, and save it anew."
                    return failure("too_large", "The cells of this workbook lie too far apart.", name, hint)
        return _read(python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)), name)
    except UnsafeError as error:
        return failure("damaged", f"{error}.", name, "Open it in Excel or LibreOffice and save it anew.")
    except python_calamine.PasswordError:
        return failure("encrypted", "This workbook is locked with a password.", name, "Save it without one.")
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        what = " ".join(str(error).split())[:200]
        return failure("damaged", f"This workbook cannot be opened ({what}).", name, "Save it anew.")


def too_wide(archive: zipfile.ZipFile) -> bool:
    """Tell whether a sheet of an .xlsx file would take more memory than any table needs.

    Its cells are looked at, not the dimension that it claims.
    """
    for name in archive.namelist():
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            data = part(archive, name)
            columns, last = set(_COLUMN.findall(data)), _LAST_ROW.match(data)
            widest = max((_number(column) for column in columns), default=0)
            if last and widest * int(last[1]) > MOST_CELLS:
                return True
    return False


def _number(column: bytes) -> int:
    """Return the number of a column from its letters: A is 1, AA is 27."""
    number = 0
    for letter in column:
        number = number * 26 + letter - ord("A") + 1
    return number


def _read(workbook: Any, name: str) -> Extraction:
    import python_calamine

    builder, problems = Builder(), list[Problem]()
    tables = [about for about in workbook.sheets_metadata if about.typ == python_calamine.SheetTypeEnum.WorkSheet]
    for number, about in enumerate(tables, 1):
        sheet = workbook.get_sheet_by_name(about.name)
        builder.gap("\n\n" + "\f" if number > 1 else "")
        _sheet(builder, _grid(sheet), number, about.name)
        if about.visible != python_calamine.SheetVisibleEnum.Visible:
            problems.append(
                problem("note", "hidden_sheet", "This sheet is hidden; it was read too.", f"{name}, {about.name}")
            )
    if not any(block.role == "table_row" for block in builder.blocks):
        return failure("empty", "This workbook has no filled cell.", name)
    columns = guess(dict.fromkeys(block.header for block in builder.blocks if block.header))
    return Extraction(builder.text, tuple(builder.blocks), (), EXTRACTOR, problems=tuple(problems), table=columns)


def _grid(sheet: Any) -> list[list[str]]:
    """Return the sheet's cells as text from its first row and column on, merged cells filled throughout."""
    rows = [[shown(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for row in range(top, min(bottom, len(rows) - 1) + 1):
            for column in range(left, min(right, len(rows[row]) - 1) + 1):
                if column == left:
                    rows[row][column] = rows[top][left]
    return rows


def _sheet(builder: Builder, rows: list[list[str]], number: int, name: str) -> None:
    """Write a sheet: its name as a heading, single cells above the header as headings, then row by row."""
    parts = list(tables(rows))
    place = {"sheet": number, "page": name}
    builder.add(name, "heading", level=1, **place)
    for at, row in enumerate(rows):
        if len(parts) > 1 and at >= parts[1][0]:
            del parts[0]
        _, first, head, names = parts[0]
        filled = [cell for cell in row if cell]
        if not filled:
            continue
        if at < first and len(filled) == 1:
            builder.gap("\n\n")
            builder.add(filled[0], "heading", level=2, row=at + 1, **place)
        else:
            builder.gap("\n" if builder.blocks[-1].role == "table_row" else "\n\n")
            builder.row(row, at + 1, names if at > head else [], **place)


def shown(value: Any) -> str:
    """Write a cell's value as a reader sees it: whole numbers without ".0", dates as ISO days, no line breaks."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return " ".join(clean(str(value))[0].split())
