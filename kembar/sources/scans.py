"""Pictures of pages: a photograph or scan as a file of its own, and the pages of a PDF that hold no letters."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from kembar.sources import ocr, picture
from kembar.sources.extraction import Extraction, failure, problem
from kembar.sources.pdflines import Draft
from kembar.types import Problem

_INCH, _DOTS, _MOST = 72, 300, 4_000


def read(data: bytes, name: str, encodings: tuple[str, ...] = ()) -> Extraction:
    """Read the letters in a picture; ``name`` stands in problems."""
    from kembar.sources.pdf import write_drafts
    from kembar.sources.pdfedges import Page

    try:
        found = ocr.words(data)
    except ocr.OcrError as error:
        return failure("needs_ocr", f"This is a picture, and it was not read: {error}.", name, hint())
    if not found:
        return failure("empty", "No letters were found in this picture.", name, "Type its text beside it as .txt.")
    sheets = {page: list(group) for page, group in groupby(found, key=lambda word: word.page)}  # a TIFF may hold many
    made = [draft for sheet, group in sheets.items() for draft in ocr.drafts(group, sheet)]
    builder, lines = write_drafts(made, [Page([], 1.0, 1.0) for _ in range(max(sheets))])
    sure = {sheet: ocr.doubt(group) for sheet, group in sheets.items()}
    said = problems(name, sure, "sheet " if max(sheets) > 1 else "")
    return Extraction(builder.text, tuple(builder.blocks), tuple(lines), ocr.EXTRACTOR, problems=tuple(said))


def hint() -> str:
    """What to do about a picture that is not read."""
    return "Type its text beside it as .txt." if ocr.available() else ocr.INSTALL


def pages(document: Any, sheets: list[int], name: str) -> tuple[dict[int, list[Draft]], list[Problem]]:
    """Read pages (1 first) of an open PDF; returns the paragraphs of each that was read, and what is to be told."""
    made: dict[int, list[Draft]] = {}
    sure: dict[int, float] = {}
    for sheet in sheets:
        try:
            found = ocr.words(_drawn(document[sheet - 1]))
        except ocr.OcrError as error:
            where = f"{name}, sheet {sheet}"
            return made, [
                *problems(name, sure, "sheet "),
                problem("warning", "needs_ocr", f"This page and those after it were not read: {error}.", where, hint()),
            ]
        if found:
            made[sheet], sure[sheet] = ocr.drafts(found, sheet), ocr.doubt(found)
    return made, problems(name, sure, "sheet ")


def _drawn(page: Any) -> bytes:
    wide, high = page.get_size()
    scale = min(_DOTS / _INCH, _MOST / max(wide, high, 1))
    bitmap = page.render(scale=scale, grayscale=True)
    rows = memoryview(bitmap.buffer).cast("B")
    return picture.png(rows, bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels)


def problems(name: str, sure: dict[int, float], unit: str) -> list[Problem]:
    """Tell which pages were read by OCR, and which of them with much doubt."""
    out = []
    if sure:
        pages_ = f"{len(sure)} pages were" if len(sure) > 1 else "This was"
        message = f"{pages_} read from a picture by OCR: compare a quote with the picture before you rely on it."
        out.append(problem("note", "read_by_ocr", message, name))
    doubtful = [sheet for sheet, value in sure.items() if value < ocr.DOUBTFUL]
    if doubtful:
        where = name + (f", {unit}{', '.join(map(str, doubtful[:20]))}" if unit else "")
        message = "Many letters of this were read with doubt, so that names and dates in it may be wrong."
        out.append(problem("warning", "doubtful_ocr", message, where, "Type its text beside it as .txt."))
    return out
