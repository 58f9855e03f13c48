"""Word files (.docx): headings by outline level, lists with their numbers, tables, notes, text boxes, pages.

Tracked insertions stay; deletions, hidden text, comments, heads and feet of pages go. Pages are told only where Word
marked as many as it says the file has.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from kembar.sources import xmlparts
from kembar.sources.docxnumbers import Numbers
from kembar.sources.docxstyles import BODY, Styles, W, outline, value, word_part
from kembar.sources.docxtext import NOTES, Text, blocks
from kembar.sources.extraction import Extraction
from kembar.sources.flow import Flow, without_turns
from kembar.sources.grid import Grid
from kembar.sources.zips import UnsafeError, part

EXTRACTOR = "docx 2"
_DOCUMENT = "word/document.xml"
_PAGE_FIELD = re.compile(rb">\s*PAGE\b|\"\s*PAGE\b")


def read(data: bytes, name: str, encodings: tuple[str, ...] = ()) -> Extraction:
    """Read a .docx file from its bytes; ``name`` stands in problems."""
    return xmlparts.reading(data, name, lambda archive: _read(archive, name))


def _read(archive: zipfile.ZipFile, name: str) -> Extraction:
    main = xmlparts.main_part(archive, _DOCUMENT)
    root = word_part(archive, main)
    if root is None:
        raise UnsafeError(f"This file has no part {main}")
    paged = _is_paged(root, archive)
    reader = _Reader(archive, Flow(1 if paged else 0, paged and _is_printed(root, archive)), paged)
    for body in root.iter(f"{W}body"):
        reader.walk(body)
    core = xmlparts.read(archive, "docProps/core.xml")
    own = (core.findtext("title") or "", core.findtext("creator") or "") if core is not None else ("", "")
    return reader.flow.finish(EXTRACTOR, name, own, "document properties")


def _is_paged(root: Element, archive: zipfile.ZipFile) -> bool:
    """Tell whether the pages that Word last drew are all that the file has and says it has.

    Other programs write such marks too, but not where their pages turn when they are printed.
    """
    drawn = sum(1 for _ in root.iter(f"{W}lastRenderedPageBreak"))
    made = sum(found.get(f"{W}type") == "page" for found in root.iter(f"{W}br"))
    app = xmlparts.read(archive, "docProps/app.xml")
    if app is None or not app.findtext("Application", "").startswith("Microsoft"):
        return False
    return 0 < drawn >= made and app.findtext("Pages") == str(1 + drawn)


def _is_printed(root: Element, archive: zipfile.ZipFile) -> bool:
    """Tell whether pages carry their numbers: a page field in a head or foot, and no section that counts anew."""
    for number in root.iter(f"{W}pgNumType"):
        if number.get(f"{W}start") or number.get(f"{W}fmt", "decimal") != "decimal":
            return False
    edges = [name for name in archive.namelist() if re.match(r"word/(?:header|footer)\d*\.xml$", name)]
    return any(_PAGE_FIELD.search(part(archive, name)) for name in edges)


class _Reader:
    """Walks a document; what hangs on a paragraph (notes, boxes) is written after it."""

    def __init__(self, archive: zipfile.ZipFile, flow: Flow, paged: bool) -> None:
        self.flow = flow
        self._paged = paged
        self._styles = Styles(word_part(archive, "word/styles.xml"))
        self._numbers = Numbers(word_part(archive, "word/numbering.xml"), self._styles)
        self._carried = ""
        self._notes: dict[tuple[str, str], Element] = {}
        for mark, file, tag in NOTES:
            root = word_part(archive, file)
            for note in root.iter(tag) if root is not None else ():
                if note.get(f"{W}type", "normal") == "normal":
                    self._notes[mark, note.get(f"{W}id", "")] = note

    def walk(self, element: Element) -> None:
        """Write what an element holds."""
        for block in blocks(element):
            self._table(block) if block.tag == f"{W}tbl" else self._paragraph(block)

    def _paragraph(self, element: Element) -> None:
        found = Text(element, self._paged)
        properties = element.find(f"{W}pPr")
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self._carried += found.text  # the end of this paragraph is deleted: the next one goes on
            return
        text, self._carried = self._carried + found.text, ""
        self._write(text, properties, self._numbers.label(element))
        self._hanging(found)

    def _write(self, text: str, properties: Element | None, number: tuple[str, int] | None) -> None:
        style, own = value(properties, "pStyle"), outline(properties)
        label, depth = number or ("", 0)
        level = self._styles.outline(style) if own is None else own
        if self._styles.is_title(style):
            self.flow.add(text, "heading", 1, label)
        elif level < BODY:
            self.flow.add(text, "heading", level + 1, label)
        elif number and not label:
            self.flow.add(text, "list_item", depth + 1)
        else:
            self.flow.add(text, label=label)

    def _hanging(self, found: Text, boxes: bool = True) -> None:
        for mark in found.notes:
            note = self._notes.pop(mark, None)
            if note is not None:
                self.flow.note(self._flat(note))
        for box in found.boxes if boxes else ():
            self.walk(box)

    def _table(self, element: Element) -> None:
        """Write a table row by row; one of a single column is a frame around paragraphs."""
        lines = list(blocks(element, "tr"))
        rows = [list(_cells(row)) for row in lines if row.find(f"{W}trPr/{W}del") is None]
        if all(len(row) <= 1 for row in rows):
            for _, cell in (place for row in rows for place in row):
                self.walk(cell)
            return
        grid, above, waiting = Grid(), dict[int, str](), list[Text]()
        for at, row in enumerate(rows):
            for column, cell in row:
                merged = cell.find(f"{W}tcPr/{W}vMerge")
                text = self._flat(cell, waiting)
                if merged is not None and merged.get(f"{W}val", "continue") == "continue":
                    text = above.get(column, "")
                above[column] = without_turns(text)[0].strip() if merged is not None else ""
                grid.put(at, column, text)
        self.flow.table(grid.rows(), named=bool(lines) and lines[0].find(f"{W}trPr/{W}tblHeader") is not None)
        for found in waiting:
            self._hanging(found, boxes=False)

    def _flat(self, element: Element, waiting: list[Text] | None = None) -> str:
        """Return all text of a cell or note in one line, that of tables and boxes in it too; notes in it wait."""
        out: list[str] = []
        for block in blocks(element):
            if block.tag == f"{W}tbl":
                out += [self._flat(cell, waiting) for row in blocks(block, "tr") for _, cell in _cells(row)]
                continue
            found = Text(block, self._paged)
            label = self._numbers.label(block)
            out += [label[0] if label else "", found.text]
            out += [self._flat(box, waiting) for box in found.boxes]
            if waiting is not None:
                waiting.append(found)
        return " ".join(text for text in out if text.strip())


def _cells(row: Element) -> Iterator[tuple[int, Element]]:
    """Yield (column from 0, cell) of a row; a cell may span columns."""
    before = value(row.find(f"{W}trPr"), "gridBefore", "0")
    column = int(before) if before.isdigit() else 0
    for cell in blocks(row, "tc"):
        yield column, cell
        wide = value(cell.find(f"{W}tcPr"), "gridSpan", "1")
        column += min(500, int(wide)) if wide.isdigit() else 1
