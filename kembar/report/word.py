"""The few things that a Word file needs: styles, runs whose letters keep their fonts, rules of a table, links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

#: Letters and the East Asian font and language of a run that holds them; both fonts come with Windows and Office.
_SCRIPTS = (
    (re.compile(r"[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]+"), "Malgun Gothic", "ko-KR"),
    (re.compile(r"[\u3000-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]+"), "Yu Mincho", "ja-JP"),
)
_PIECES = re.compile("(" + "|".join(pattern.pattern for pattern, _, _ in _SCRIPTS) + ")")
# What XML cannot hold, and the sheet and line marks of a frozen text.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_TEXT, _HEAD = "Cambria", "Calibri"


def new(title: str, lang: str) -> Any:
    """Return an empty A4 document with the styles of a report and page numbers."""
    from docx import Document
    from docx.shared import Mm, Pt

    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(22)
    page.top_margin = page.bottom_margin = Mm(22)
    document.core_properties.title, document.core_properties.author = title, ""
    document.core_properties.language = lang
    _styles(document)
    foot = page.footer.paragraphs[0]
    foot.alignment = 1
    _field(foot, "PAGE")
    foot.style.font.size = Pt(9)
    return document


def _styles(document: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    ink = RGBColor(0x20, 0x1E, 0x1B)
    for name, font, size in (
        ("Normal", _TEXT, 10.5), ("Title", _HEAD, 24), ("Subtitle", _HEAD, 10), ("Heading 1", _HEAD, 15),
        ("Heading 2", _HEAD, 12), ("Quote", _TEXT, 10),
    ):  # fmt: skip
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb, style.font.italic = font, Pt(size), ink, False
        _fonts(style.element.get_or_add_rPr(), font)
    border = document.styles["Title"].element.pPr.find(qn("w:pBdr"))
    document.styles["Title"].element.pPr.remove(border)
    document.styles["Normal"].paragraph_format.space_after = Pt(6)
    document.styles["Quote"].paragraph_format.left_indent = Mm(8)
    for name, left, first in (("Field", 4, 0), ("Bibliography entry", 10, -10)):
        style = document.styles.add_style(name, 1)
        style.base_style = document.styles["Normal"]
        style.paragraph_format.left_indent, style.paragraph_format.first_line_indent = Mm(left), Mm(first)
        style.paragraph_format.space_after = Pt(1 if name == "Field" else 6)


def _fonts(properties: Any, font: str, east: str = "") -> None:
    """Name a font for all letters; without this the theme's fonts would win."""
    from docx.oxml.ns import qn

    fonts = properties.get_or_add_rFonts()
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)
    for name in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(name), font)
    fonts.set(qn("w:eastAsia"), east or font)


def runs(paragraph: Any, parts: Iterable[tuple[str, bool]], bold: bool = False, size: float = 0) -> None:
    """Add runs of (text, italic); Hangul, Han and Kana get runs of their own with an East Asian font."""
    from docx.shared import Pt

    for text, italic in parts:
        for piece in _PIECES.split(_CONTROL.sub(" ", text)):
            if not piece:
                continue
            run = paragraph.add_run(piece)
            run.italic, run.bold = italic or None, bold or None
            if size:
                run.font.size = Pt(size)
            east_asian(run, piece)


def east_asian(run: Any, text: str) -> None:
    """Set the East Asian font and language of a run that holds Hangul, Han or Kana."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for pattern, font, lang in _SCRIPTS:
        if pattern.search(text):
            properties = run._element.get_or_add_rPr()
            fonts = properties.get_or_add_rFonts()
            fonts.set(qn("w:eastAsia"), font)
            fonts.set(qn("w:hint"), "eastAsia")
            told = OxmlElement("w:lang")
            told.set(qn("w:eastAsia"), lang)
            properties.append(told)
            return


def paragraph(
    document: Any, text: str, style: str = "", bold: bool = False, italic: bool = False, small: bool = False,
    keep: bool = False,
) -> Any:  # fmt: skip
    """Add a paragraph; ``keep`` holds it on the page of what follows."""
    made = add(document, style)
    runs(made, ((text, italic),), bold, 9 if small else 0)
    made.paragraph_format.keep_with_next = keep or None
    return made


def add(document: Any, style: str = "") -> Any:
    """Add an empty paragraph; its style is set by its id, because looking it up by name goes through all styles."""
    made = document.add_paragraph()
    if style:
        made._p.style = style.replace(" ", "")
    return made


def heading(document: Any, text: str, level: int) -> Any:
    """Add a heading of level 1 or 2."""
    made = document.add_heading(level=level)
    runs(made, ((text, False),))
    return made


def table(document: Any, heads: Sequence[str]) -> Any:
    """Add a table with its head, ruled above, below and between rows as in print; the head repeats on each page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = document.add_table(rows=1, cols=len(heads))
    borders = OxmlElement("w:tblBorders")
    for edge, size in (("top", "8"), ("bottom", "8"), ("insideH", "2")):
        line = OxmlElement(f"w:{edge}")
        for name, value in (("val", "single"), ("sz", size), ("color", "555555")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    # The schema fixes the order of these elements, and Word minds it.
    look = made._tbl.tblPr.find(qn("w:tblLook"))
    look.addprevious(borders)
    repeated = OxmlElement("w:tblHeader")
    made.rows[0]._tr.get_or_add_trPr().append(repeated)
    for cell, text in zip(made.rows[0].cells, heads, strict=True):
        fill(cell, [(text, "")], bold=True)
    return made


def widths(made: Any) -> None:
    """Share the width of the page among the columns by how much they hold, and keep each row on one page."""
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    texts = [[cell.text for cell in row.cells] for row in made.rows]
    held = [max(min(max(map(len, column)), 60) ** 0.75, _longest(column)) for column in zip(*texts, strict=True)]
    made.autofit = False
    for row in made.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, share in zip(row.cells, held, strict=True):
            cell.width = Mm(166 * share / sum(held))
    for column, share in zip(made.columns, held, strict=True):
        column.width = Mm(166 * share / sum(held))


def _longest(texts: Iterable[str]) -> float:
    """Return what the longest word of a column needs, as a share like those of ``widths``."""
    return 0.85 * max((len(part) for text in texts for part in text.split()), default=1)


def group_row(made: Any, text: str) -> None:
    """Add a row over all columns that names a group."""
    cells = made.add_row().cells
    cell = cells[0].merge(cells[-1])
    fill(cell, [(text, "")], bold=True)


def fill(cell: Any, lines: Sequence[tuple[str, str]], bold: bool = False) -> None:
    """Write lines into a cell, a paragraph each; a line with a bookmark's name leads to it."""
    from docx.shared import Pt

    for number, (text, mark) in enumerate(lines):
        made = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        made.paragraph_format.space_after = Pt(1)
        if mark:
            link(made, text, mark, size=8.5)
        else:
            runs(made, ((text, False),), bold, 8.5)


def bookmark(made: Any, name: str, number: int) -> None:
    """Put a bookmark over a paragraph; each has a number of its own."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), _name(name))
    made._p.insert(1 if made._p.pPr is not None else 0, start)
    made._p.append(end)


def link(made: Any, text: str, name: str, size: float = 0) -> None:
    """Add text that leads to a bookmark."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    before = len(made.runs)
    runs(made, ((text, False),), size=size)
    leads = OxmlElement("w:hyperlink")
    leads.set(qn("w:anchor"), _name(name))
    for run in made.runs[before:]:
        leads.append(run._element)
    made._p.append(leads)


def _name(name: str) -> str:
    """Word takes letters, figures and underscores, at most 40."""
    return re.sub(r"\W", "_", name)[:40]


def _field(made: Any, code: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind, text in (("begin", ""), ("", code), ("end", "")):
        run = made.add_run()._r
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run.append(element)
