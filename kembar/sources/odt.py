"""OpenDocument texts (.odt): headings by outline level, lists with their numbers, tables, notes, text boxes.

Tracked insertions stay, deletions and comments go. Pages are not told: the breaks that LibreOffice stores are not
those of the pages it prints, and nothing in the file says which are.
"""

from __future__ import annotations

import zipfile
from xml.etree.ElementTree import Element

from kembar.sources import xmlparts
from kembar.sources.extraction import Extraction
from kembar.sources.flow import Flow, without_marks
from kembar.sources.grid import Grid
from kembar.sources.numbering import Counter
from kembar.sources.odtlists import Styles
from kembar.sources.xmlparts import attribute, count
from kembar.sources.zips import LockedError, UnsafeError, part
from kembar.types import Role

EXTRACTOR = "odt 1"
_NO_TEXT = {"annotation", "annotation-end", "tracked-changes", "ruby-text", "title", "desc", "forms", "object", "image"}
_NO_TEXT |= {
    "hidden-text",
    "script",
    "sequence-decls",
    "variable-decls",
    "user-field-decls",
    "number",
    "event-listeners",
}
_SHAPES = frozenset(("frame", "custom-shape", "rect", "ellipse", "line", "g", "text-box"))
_INDEXES = frozenset(("table-of-content", "alphabetical-index", "illustration-index", "table-index", "user-index"))


def read(data: bytes, name: str, encodings: tuple[str, ...] = ()) -> Extraction:
    """Read an .odt file from its bytes; ``name`` stands in problems."""
    return xmlparts.reading(data, name, lambda archive: _read(archive, name))


def _read(archive: zipfile.ZipFile, name: str) -> Extraction:
    if b"encryption-data" in part(archive, "META-INF/manifest.xml"):
        raise LockedError("This file is locked with a password")
    content = xmlparts.read(archive, "content.xml")
    body = content.find("body/text") if content is not None else None
    if content is None or body is None:
        raise UnsafeError("This file has no text in a part content.xml")
    styles, meta = xmlparts.read(archive, "styles.xml"), xmlparts.read(archive, "meta.xml")
    reader = _Reader(Styles([root for root in (styles, content) if root is not None]))
    reader.walk(body)
    found = {e.tag: xmlparts.text_of(e) for e in meta.iter()} if meta is not None else {}
    author = found.get("initial-creator") or found.get("creator", "")
    return reader.flow.finish(EXTRACTOR, name, (found.get("title", ""), author), "document properties")


class _Reader:
    """Walks a text; what hangs on a paragraph (notes, boxes) waits until the paragraph is written."""

    def __init__(self, styles: Styles) -> None:
        self.flow = Flow()
        self._styles = styles
        self._notes: list[str] = []
        self._boxes: list[Element] = []

    def walk(self, element: Element, role: Role = "body") -> None:
        """Write what an element holds."""
        for child in element:
            if child.tag in ("p", "h"):
                self._paragraph(child, role)
            elif child.tag == "list":
                self._list(child, role, 0, None)
            elif child.tag == "table":
                self._table(child)
            elif child.tag not in _NO_TEXT:
                self.walk(child, "aside" if child.tag in _INDEXES else role)

    def _paragraph(self, element: Element, role: Role, level: int = 0, label: str = "") -> None:
        style = attribute(element, "style-name")
        text = self._text(element)
        if element.tag == "h" and role == "body":
            role, level = "heading", count(attribute(element, "outline-level"), 1, 10)
            outline = self._styles.outline
            if not label and level - 1 in outline.levels and attribute(element, "is-list-header") != "true":
                label = outline.next(level - 1)
        elif role == "body" and self._styles.is_title(style):
            role, level = "heading", 1
        self.flow.add(text, role, level, label)
        notes, boxes, self._notes, self._boxes = self._notes, self._boxes, [], []
        for note in notes:
            self.flow.note(note)
        for box in boxes:
            self.walk(box)

    def _list(self, element: Element, role: Role, depth: int, outer: Counter | None, style: str = "") -> None:
        """Write a list; its items are numbered by its style, items of a bullet list stay without a mark."""
        style = attribute(element, "style-name", style)
        goes_on = attribute(element, "continue-numbering") == "true" or bool(attribute(element, "continue-list"))
        counter = outer if outer is not None else self._styles.list(style, goes_on)
        for item in element:
            numbered = item.tag == "list-item" and depth in counter.levels
            start = count(attribute(item, "start-value"), -1)
            for child in item:
                if child.tag in ("p", "h"):
                    label = counter.next(depth, None if start < 0 else start) if numbered else ""
                    numbered = False
                    plain = role == "body" and not label and child.tag == "p"
                    self._paragraph(child, "list_item" if plain else role, depth + 1 if plain else 0, label)
                elif child.tag == "list":
                    self._list(child, role, depth + 1, counter, style)

    def _table(self, element: Element) -> None:
        """Write a table row by row; one of a single column is a frame around paragraphs."""
        rows = _within(element, ("table-row",))
        if all(len(row.findall("table-cell")) <= 1 and row.find("covered-table-cell") is None for row in rows):
            for row in rows:
                self.walk(row)
            return
        grid = Grid()
        for at, row in enumerate(rows):
            self._row(grid, at, row)
        self.flow.table(grid.rows())
        for note in self._notes:
            self.flow.note(note)
        self._notes = []

    def _row(self, grid: Grid, at: int, row: Element) -> None:
        column = 0
        for cell in row:
            times = max(1, count(attribute(cell, "number-columns-repeated"), 1, 1000))
            text = self._flat(cell) if cell.tag == "table-cell" else ""
            grid.put(at, column, text, count(attribute(cell, "number-rows-spanned"), 1), times)
            column += times

    def _flat(self, cell: Element) -> str:
        """Return all paragraphs of a cell in one line, those of a table inside it too."""
        texts = [self._text(paragraph) for paragraph in _within(cell, ("p", "h"))]
        boxes, self._boxes = self._boxes, []
        texts += [self._flat(box) for box in boxes]
        return " ".join(text for text in texts if text.strip())

    def _text(self, element: Element) -> str:
        """Return the text of a paragraph; notes and boxes in it are put aside."""
        parts = [without_marks(element.text or "")]
        for child in element:
            if child.tag == "note":
                bodies = child.findall("note-body")
                self._notes.append(" ".join(self._text(e) for body in bodies for e in _within(body, ("p", "h"))))
            elif child.tag == "s":
                parts.append(" " * max(1, count(attribute(child, "c"), 1, 100)))
            elif child.tag in ("tab", "line-break"):
                parts.append("\t" if child.tag == "tab" else "\n")
            elif child.tag in _SHAPES:
                self._boxes.append(child)
            elif child.tag not in _NO_TEXT:
                parts.append(self._text(child))
            parts.append(without_marks(child.tail or ""))
        return "".join(parts)


def _within(element: Element, tags: tuple[str, ...]) -> list[Element]:
    """Return the elements of these names below one, without those inside of one of them or of what has no text."""
    out: list[Element] = []
    for child in element:
        if child.tag in tags:
            out.append(child)
        elif child.tag not in _NO_TEXT:
            out += _within(child, tags)
    return out
