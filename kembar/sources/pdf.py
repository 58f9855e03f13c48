"""PDF by pypdfium2 with our own layout: printed labels, reading order, heads apart, paragraphs whole, line boxes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from kembar.sources import pdfedges, table
from kembar.sources import scans as pictures
from kembar.sources.extraction import Builder, Extraction, clean, failure, problem
from kembar.sources.frontpage import confirmed, told
from kembar.sources.ocr import EXTRACTOR as OCR
from kembar.sources.pdfchars import HYPHEN, segments
from kembar.sources.pdfedges import Page
from kembar.sources.pdflines import Draft, drafts
from kembar.sources.pdfvertical import is_vertical, laid_down
from kembar.sources.shapes import Outline, list_style, marked, numbering
from kembar.sources.unusable import is_unusable
from kembar.types import LineBox, Problem, Role

EXTRACTOR = "pdf 1"
_PASSWORD = 4
_AGREE = 0.8
_FRONT = 10_000
_WORDS = re.compile("[^\\W\u2e80-\ud7ff]+")
_EAST = re.compile("[\u2e80-\ud7ff]+")
_EAST_BLANK = re.compile("(?<=[\u2e80-\ud7ff])\\s+|\\s+(?=[\u2e80-\ud7ff])")
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]+[^\s\"<>.,;)]")


def read(data: bytes, name: str, encodings: tuple[str, ...] = (), ocr: bool = False) -> Extraction:
    """Read a PDF from its bytes; ``name`` stands in problems. With ``ocr`` pages without letters are read from their
    pictures.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            return failure("encrypted", "This PDF is locked with a password.", name, "Save it without the password.")
        hint = "Fetch it again, or open it elsewhere and print it to PDF."
        return failure("damaged", "This PDF is damaged or cut off and cannot be opened.", name, hint)
    with document:
        return _read(document, name, ocr)


def _read(document: Any, name: str, ocr: bool) -> Extraction:
    import pypdfium2

    pages: list[Page] = []
    raw: dict[int, str] = {}
    scans: list[int] = []
    broken: list[int] = []
    mute: list[int] = []
    for index in range(len(document)):
        try:
            found, text = _letters(document[index])
        except pypdfium2.PdfiumError:
            found, text = Page([], 1.0, 1.0), None
        pages.append(found)
        if text is None:
            broken.append(index + 1)
        elif not found.segments and found.picture:
            scans.append(index + 1)
        elif is_unusable(text):
            mute.append(index + 1)
            pages[-1] = Page([], found.width, found.height, picture=True)
        elif not _agrees(found.segments, text):
            raw[index + 1] = text.replace("\r\n", "\n").replace("\ufffe\n", "").replace("\ufffe", "-")
    seen, said = pictures.pages(document, sorted([*scans, *mute]), name) if ocr else ({}, [])
    scans, mute = ([sheet for sheet in some if sheet not in seen] for some in (scans, mute))
    if not any(page.segments for page in pages) and not raw and not seen:
        return _without_text(name, len(pages), scans + mute, broken)
    pdfedges.mark(pages, [document.get_page_label(index) for index in range(len(pages))])
    made = [*drafts(pages, raw), *(draft for read in seen.values() for draft in read)]
    made.sort(key=lambda draft: draft.lines[0][2])
    builder, lines = write_drafts(made, pages)
    fields, basis = _fields(document, builder)
    if seen and not any(page.segments for page in pages):
        fields.pop("issued", None)  # a line of a scan is too unsure a date for all that is reckoned from it
        basis.pop("issued", None)
    problems = (*said, *_problems(name, pages, scans, broken, raw), *_mute(name, pages, mute))
    how = f"{EXTRACTOR}, {OCR}" if seen else EXTRACTOR
    return Extraction(builder.text, tuple(builder.blocks), tuple(lines), how, fields, basis, problems)


def _letters(page: Any) -> tuple[Page, str]:
    """Return a page with its segments, and the text that PDFium itself makes of it."""
    textpage = page.get_textpage()
    width, height = page.get_size()
    found = segments(page, textpage)
    if is_vertical(found):
        made = Page(laid_down(page, textpage, found, height), height, width, vertical=True)
    else:
        made = Page(found, width or 1.0, height or 1.0, picture=not found and _has_picture(page))
    text = textpage.get_text_range()
    textpage.close()
    page.close()
    return made, text


def _has_picture(page: Any) -> bool:
    import pypdfium2.raw as pdfium

    return next(page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3), None) is not None


def _without_text(name: str, pages: int, scans: list[int], broken: list[int]) -> Extraction:
    if broken and not scans:
        return failure("damaged", "The pages of this PDF are damaged.", name, "Fetch it again.")
    if scans:
        message = f"This PDF holds pictures of {pages} pages and no text; it needs OCR (reading the letters)."
        return failure("needs_ocr", message, name, pictures.hint())
    return failure("empty", "This PDF has no text.", name)


def _agrees(found: Sequence[Any], raw: str) -> bool:
    """Tell whether the segments hold the words that PDFium itself reads; else the geometry was misread."""
    theirs = _pieces(re.sub("[\ufffe\x02\u00ad]", "", raw))
    total = sum(theirs.values())
    if total <= 20:
        return True
    ours = _pieces(" ".join(s.text for s in found).replace(HYPHEN, ""))
    return sum((theirs & ours).values()) >= _AGREE * total


def _pieces(text: str) -> Counter[str]:
    """Count words, and pairs of letters in scripts whose blanks are uncertain."""
    close = _EAST_BLANK.sub("", text)
    pairs = (run[at : at + 2] for run in _EAST.findall(close) for at in range(len(run) - 1))
    return Counter([*_WORDS.findall(close), *pairs])


def _place(page: Page, sheet: int) -> str:
    return f"p. {page.label}" if page.label else f"sheet {sheet}"


def _problems(name: str, pages: list[Page], scans: list[int], broken: list[int], raw: dict[int, str]) -> list[Problem]:
    out = []
    for sheet in broken:
        out.append(problem("warning", "damaged", "This page is damaged and was not read.", f"{name}, sheet {sheet}"))
    if scans:
        where = ", ".join(_place(pages[sheet - 1], sheet) for sheet in scans[:10])
        message = f"{len(scans)} of {len(pages)} pages are pictures without text and were not read; they need OCR."
        out.append(problem("warning", "needs_ocr", message, f"{name}, {where}", pictures.hint()))
    for sheet in raw:
        message = "The layout of this page could not be told; its lines are given in the order of the file."
        out.append(problem("warning", "raw_page", message, f"{name}, {_place(pages[sheet - 1], sheet)}"))
    return out


def write_drafts(made: list[Draft], pages: list[Page]) -> tuple[Builder, list[LineBox]]:
    """Write the drafts: a form feed before the first block of a sheet, a block for each sheet of a paragraph."""
    builder, lines, sheet = Builder(), list[LineBox](), 1
    levels = _heading_levels(made)
    items = Outline()
    title = _title(made)
    for draft in made:
        first = draft.lines[0][2]
        builder.gap("\n\n" + "\f" * max(0, first - sheet))
        sheet = max(sheet, first)
        if draft.cells:
            _write_table(builder, lines, draft, pages)
            continue
        role: Role = "title" if draft is title else draft.kind
        level, skip = 0, 0
        if draft.kind == "heading":
            level, items = levels[id(draft)], Outline()
        elif draft.kind == "list_item":
            skip = marked(draft.text)
            level = items.level(list_style(draft.text, 0))
        _write_paragraph(builder, lines, draft, pages, role, level, skip)
    return builder, lines


def _mute(name: str, pages: list[Page], sheets: list[int]) -> list[Problem]:
    if not sheets:
        return []
    where = ", ".join(_place(pages[sheet - 1], sheet) for sheet in sheets[:10])
    message = f"The fonts of {len(sheets)} pages do not say which letters they show; these pages were not read."
    return [problem("warning", "unusable_letters", message, f"{name}, {where}", pictures.hint())]


def _write_paragraph(
    builder: Builder, lines: list[LineBox], draft: Draft, pages: list[Page], role: Role, level: int, skip: int
) -> None:
    """Write a paragraph, cut into a block a sheet; ``skip`` letters of a mark stay outside of the block."""
    length = len(draft.text)
    builder.gap(draft.text[:skip])
    base = len(builder.text) - skip
    cuts = [0] + [n for n in range(1, len(draft.lines)) if draft.lines[n][2] != draft.lines[n - 1][2]]
    for number, at in enumerate(cuts):
        behind = cuts[number + 1] if number + 1 < len(cuts) else len(draft.lines)
        start = max(skip, draft.lines[at][0])
        end = draft.lines[behind - 1][1] if behind < len(draft.lines) else length
        following = draft.lines[behind][0] if behind < len(draft.lines) else length
        sheet = draft.lines[at][2]
        builder.add(draft.text[start:end], role, level=level, sheet=sheet, page=pages[sheet - 1].label)
        builder.gap(draft.text[end:following])
    for start, end, sheet, box in draft.lines:
        lines.append(LineBox(base + start, base + min(end, length), sheet, *box))


def _write_table(builder: Builder, lines: list[LineBox], draft: Draft, pages: list[Page]) -> None:
    head = table.header_row(draft.cells)
    sheet = draft.lines[0][2]
    names = draft.cells[head] if head >= 0 else []
    for number, cells in enumerate(draft.cells):
        if number:
            builder.gap("\n")
        start = len(builder.text)
        headers = names if number > head and len(names) == len(cells) else []
        builder.row(cells, number + 1, headers, sheet=sheet, page=pages[sheet - 1].label)
        lines.append(LineBox(start, len(builder.text), sheet, *draft.lines[number][3]))


def _heading_levels(made: list[Draft]) -> dict[int, int]:
    """Give headings their depth: larger letters first, then the depth of their numbers (2.1 below 2)."""
    heads = [draft for draft in made if draft.kind == "heading"]
    sizes = sorted({round(draft.size) for draft in heads}, reverse=True)
    out = {}
    for draft in heads:
        style = numbering(draft.text)[0]
        deeper = int(style[5:]) - 1 if style.startswith("depth") else 0
        out[id(draft)] = min(8, sizes.index(round(draft.size)) + 1 + deeper)
    return out


def _title(made: list[Draft]) -> Draft | None:
    """Return the largest heading of the first sheet that has one, the first of equals."""
    heads = [draft for draft in made if draft.kind == "heading"]
    first = [draft for draft in heads if draft.lines[0][2] == heads[0].lines[0][2]]
    return max(first, key=lambda draft: round(draft.size), default=None)


def _fields(document: Any, builder: Builder) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what the file's own data say, where its first pages say it too, and what the first page shows."""
    blocks = builder.blocks
    fields, basis = told(builder.text, blocks, "the first page's largest heading")
    sheets = [b for b in blocks if b.sheet <= 2]
    front = builder.text[: min(sheets[-1].end, _FRONT)] if sheets else ""
    data = document.get_metadata_dict()
    title, author = (clean(str(data.get(key) or ""))[0].strip() for key in ("Title", "Author"))
    own, own_basis = confirmed(title, author, front, fields.get("title", ""), "PDF metadata")
    fields, basis = fields | own, basis | own_basis
    if doi := _DOI.search(front):
        fields["DOI"], basis["DOI"] = doi[0], "the first pages"
    return fields, basis
