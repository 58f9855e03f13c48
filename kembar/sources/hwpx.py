"""Hangul documents as XML (.hwpx): outlines, numbers of paragraphs, tables, notes, text boxes, pages by their lines."""

from __future__ import annotations

import re
import zipfile
from xml.etree.ElementTree import Element

from kembar.sources import xmlparts
from kembar.sources.extraction import Extraction
from kembar.sources.flow import Flow, without_marks
from kembar.sources.hwptext import Paragraph, Table, Writer, level, set_pages
from kembar.sources.numbering import Counter, Level
from kembar.sources.xmlparts import attribute, count
from kembar.sources.zips import LockedError, UnsafeError, part

EXTRACTOR = "hwpx 1"
_SECTION = re.compile(r"section(\d{1,5})\.xml$", re.IGNORECASE)
_FORMATS = {"DIGIT": "decimal", "CIRCLED_DIGIT": "decimalEnclosedCircle", "ROMAN_CAPITAL": "upperRoman"}
_FORMATS |= {"ROMAN_SMALL": "lowerRoman", "LATIN_CAPITAL": "upperLetter", "LATIN_SMALL": "lowerLetter"}
_FORMATS |= {"HANGUL_SYLLABLE": "ganada", "HANGUL_JAMO": "chosung", "IDEOGRAPH": "chineseCounting"}
_KINDS = {"OUTLINE": "outline", "NUMBER": "number", "BULLET": "bullet"}
_SIGNS = {"tab": "\t", "lineBreak": "\n", "nbSpace": "\u00a0", "fwSpace": " ", "hyphen": "-"}
_NOTES = ("footNote", "endNote")
_SKIPPED = frozenset(
    ("secPr", "linesegarray", "header", "footer", "hiddenComment", "equation", "compose", "fieldBegin")
)
_CONTROL = 8


def read(data: bytes, name: str, encodings: tuple[str, ...] = ()) -> Extraction:
    """Read an .hwpx file from its bytes; ``name`` stands in problems."""
    return xmlparts.reading(data, name, lambda archive: _read(archive, name))


def _read(archive: zipfile.ZipFile, name: str) -> Extraction:
    if b"encryption-data" in part(archive, "META-INF/manifest.xml"):
        raise LockedError("This file is locked with a password, or it is a distribution copy")
    files = {int(match[1]): file for file in archive.namelist() if (match := _SECTION.search(file))}
    sections = [root for number in sorted(files) if (root := xmlparts.read(archive, files[number])) is not None]
    header = xmlparts.read(archive, "Contents/header.xml")
    if not sections or header is None:
        raise UnsafeError("This file has no section of text")
    reader = _Reader(header, sections[0])
    paragraphs: list[Paragraph] = []
    for number, section in enumerate(sections):
        found = [reader.paragraph(element) for element in section if element.tag == "p"]
        for first in found[:1]:
            first.breaks = first.breaks or number > 0
        paragraphs += found
    columns = any(count(attribute(e, "colCount"), 1) > 1 for section in sections for e in section.iter("colPr"))
    known = not columns and set_pages(paragraphs, min(map(_height, sections)))
    printed = any(next(section.iter("pageNum"), None) is not None for section in sections)
    flow = Flow(1 if known else 0, printed)
    Writer(flow, reader.lists).write(paragraphs)
    package = xmlparts.read(archive, "Contents/content.hpf")
    return flow.finish(EXTRACTOR, name, _own(package), "document properties")


def _height(section: Element) -> int:
    """Return the height of a page's text, 0 if the section does not say it; a page on its side is as high as wide."""
    page = next(section.iter("pagePr"), None)
    margin = page.find("margin") if page is not None else None
    sizes = [count(attribute(page, name), 0, 10**7) for name in ("height", "width")]
    high = sizes[0] if attribute(page, "landscape") == "WIDELY" else min(sizes)
    return high - sum(count(attribute(margin, name), 0, 10**7) for name in ("top", "bottom", "header", "footer"))


def _own(package: Element | None) -> tuple[str, str]:
    """Return title and author of the package: Dublin Core elements, or ``meta`` elements with a name."""
    found: dict[str, str] = {}
    for element in package.iter() if package is not None else ():
        found.setdefault(element.get("name", element.tag), element.text or "")
    return found.get("title", ""), found.get("creator", "")


class _Reader:
    """Turns elements into paragraphs; ``lists`` are the numberings by id, that of the outline is named outline."""

    def __init__(self, header: Element, section: Element) -> None:
        self.lists = {attribute(e, "id"): Counter(_levels(e)) for e in header.iter("numbering")}
        outline = next((attribute(e, "outlineShapeIDRef") for e in section.iter("secPr")), "")
        self.lists["outline"] = Counter(self.lists[outline].levels if outline in self.lists else {})
        self._shapes: dict[str, tuple[str, str, int]] = {}
        for shape in header.iter("paraPr"):
            heading = next(shape.iter("heading"), None)
            kind = _KINDS.get(attribute(heading, "type"), "")
            named = "outline" if kind == "outline" else attribute(heading, "idRef")
            self._shapes[shape.get("id", "")] = (kind, named, count(attribute(heading, "level"), 0, 9))

    def paragraph(self, element: Element) -> Paragraph:
        """Return a paragraph with what hangs on it."""
        kind, named, depth = self._shapes.get(element.get("paraPrIDRef", ""), ("", "", 0))
        made = Paragraph(kind=kind, numbering=named, level=depth, breaks=element.get("pageBreak") == "1")
        array = element.find("linesegarray")
        for line in array if array is not None else ():
            made.lines.append((count(line.get("textpos", "")), count(line.get("vertpos", ""), 0, 10**8)))
        self._fill(made, element, _Cursor())
        return made

    def _fill(self, made: Paragraph, element: Element, cursor: _Cursor) -> None:
        for child in element:
            if child.tag == "t":
                cursor.text(made, child)
            elif child.tag in ("run", "ctrl"):
                self._fill(made, child, cursor)
            else:
                cursor.unit += _CONTROL
                self._control(made, child)

    def _control(self, made: Paragraph, element: Element) -> None:
        if element.tag in _NOTES:
            made.notes.append(
                [self.paragraph(e) for inner in element.findall("subList") for e in inner if e.tag == "p"]
            )
        elif element.tag == "tbl":
            for caption in element.findall("caption"):
                self._control(made, caption)
            made.inner.append(self._table(element))
            made.height = max(made.height, count(attribute(element.find("sz"), "height"), 10**7, 10**7))
        elif element.tag == "subList":
            made.inner.append([self.paragraph(e) for e in element if e.tag == "p"])
        elif element.tag == "dutmal":
            made.pieces.append((-1, element.findtext("mainText") or ""))
        elif element.tag not in _SKIPPED:
            for child in element:
                self._control(made, child)

    def _table(self, element: Element) -> Table:
        table = Table()
        for row in element.findall("tr"):
            for cell in row.findall("tc"):
                place, span = cell.find("cellAddr"), cell.find("cellSpan")
                paragraphs = [self.paragraph(e) for inner in cell.findall("subList") for e in inner if e.tag == "p"]
                at = (count(attribute(place, "rowAddr"), 0, 10**6), count(attribute(place, "colAddr"), 0, 10**6))
                table.cells.append((*at, count(attribute(span, "rowSpan"), 1), paragraphs))
        return table


class _Cursor:
    """Counts the units of a paragraph's text, and tells what a tracked change has deleted."""

    def __init__(self) -> None:
        self.unit = 0
        self._deleted = False

    def text(self, made: Paragraph, element: Element) -> None:
        """Add the text of an element, its tabs and line ends too."""
        self._add(made, element.text or "")
        for child in element:
            if child.tag in ("deleteBegin", "deleteEnd"):
                self._deleted = child.tag == "deleteBegin"
            elif child.tag in _SIGNS:
                self._add(made, _SIGNS[child.tag])
                self.unit += _CONTROL - 1 if child.tag == "tab" else 0
            self._add(made, child.tail or "")

    def _add(self, made: Paragraph, text: str) -> None:
        if text and not self._deleted:
            made.pieces.append((self.unit, without_marks(text)))
        self.unit += len(text)


def _levels(numbering: Element) -> dict[int, Level]:
    out = {}
    for head in numbering.iter("paraHead"):
        depth = count(attribute(head, "level"), 1, 10) - 1
        style = _FORMATS.get(attribute(head, "numFormat"), "decimal")
        out[depth] = level(style, xmlparts.text_of(head).strip(), count(attribute(head, "start"), 1))
    return out
