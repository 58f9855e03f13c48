"""Dates of reference lists as EDTF: years, months as figures or names in any language, days."""

from __future__ import annotations

import re
from typing import Any

from kembar.dates import of_edtf
from kembar.sources.pagedates import find_date, month_number


def edtf(year: Any, month: Any = None, day: Any = None) -> str:
    """Return an EDTF date of parts, or of one text such as ``2023-05-12``, ``2023/05/12/`` or ``12 Mei 2023``.

    Parts that are no date of the calendar are left out from the finest on; "" if not even a year is given.
    """
    text = str(year or "").strip().strip("/")
    if month is None:
        if found := find_date(text):
            return found[0]
        parts = [p for p in re.split(r"[-/]", text) if p]
    else:
        figure = str(month).strip()
        number = int(figure) if figure.isdigit() else month_number(figure)
        parts = [text, str(number)] if number else [text]
        if len(parts) == 2 and str(day or "").strip().isdigit():
            parts.append(str(day).strip())
    first = re.search(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)", parts[0]) if parts else None
    if not first:
        return ""
    rest = [part.zfill(2) for part in parts[1:3] if part.isdigit()]
    for length in range(len(rest), -1, -1):
        try:
            return of_edtf("-".join([first[0], *rest[:length]])).edtf
        except ValueError:
            continue
    return ""
