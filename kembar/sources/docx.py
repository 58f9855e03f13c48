"""Word files by mammoth, through the blocks of web pages: headings, lists with their numbers, tables, notes, pages.

Mammoth keeps tracked insertions, content controls and text boxes and leaves deletions out, but it loses the numbers
of lists, levels of headings that a style takes from another, and where pages turned; these are written into the
paragraphs before it reads them. Pages are told only where Word marked as many as it says the file has.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from kembar.sources import xmlparts
from kembar.sources.docxnumbers import Numbers
from kembar.sources.docxstyles import BODY, Styles, W, outline, value
from kembar.sources.extraction import Extraction, clean
from kembar.sources.flow import Flow, note_mark, turn, without_marks, write_parts
from kembar.sources.htmlblocks import parts_of
from kembar.sources.zips import UnsafeError, part

EXTRACTOR = "docx 2"
_DOCUMENT = "word/document.xml"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# Styles that stand for what a paragraph is, whatever its own style is called.
_TITLE, _HEADING = "KembarTitle", "KembarHeading"
_STYLE_MAP = "\n".join(
    [f"p.{_TITLE} => h1.title:fresh", *(f"p.{_HEADING}{n} => h{min(n, 6)}:fresh" for n in range(1, BODY + 1))]
)


def read(data: bytes, name: str, encodings: tuple[str, ...] = ()) -> Extraction:
    """Read a .docx file from its bytes; ``name`` stands in problems."""
    return xmlparts.reading(data, name, lambda archive: _read(archive, name))


def _read(archive: zipfile.ZipFile, name: str) -> Extraction:
    import mammoth
    from selectolax.lexbor import LexborHTMLParser

    main = xmlparts.main_part(archive, _DOCUMENT)
    document = part(archive, main)
    if not document:
        raise UnsafeError(f"This file has no part {main}")
    root = xmlparts.tree(document, main)
    for text in root.iter(f"{W}t"):
        text.text = without_marks(text.text or "")
    paged = _turned(root, archive)
    _named(root, archive)
    no_picture = mammoth.images.img_element(lambda image: {"src": ""})
    packed = io.BytesIO(_packed(root, main, archive))
    page = mammoth.convert_to_html(packed, style_map=_STYLE_MAP, convert_image=no_picture).value
    tree = LexborHTMLParser(clean(page)[0])
    flow = Flow(1 if paged else 0, paged and _printed(root, archive))
    flow.marked = _take_notes(tree)
    write_parts(flow, parts_of(tree))
    core = xmlparts.read(archive, "docProps/core.xml")
    own = (core.findtext("title") or "", core.findtext("creator") or "") if core is not None else ("", "")
    return flow.finish(EXTRACTOR, name, own, "document properties")


def _turned(root: Element, archive: zipfile.ZipFile) -> bool:
    """Mark where Word last drew a new page, and tell whether these are all pages that it counted."""
    breaks = list(root.iter(f"{W}lastRenderedPageBreak"))
    app = xmlparts.read(archive, "docProps/app.xml")
    if app is None or app.findtext("Pages") != str(1 + len(breaks)):
        return False
    for found in breaks:
        found.tag = f"{W}t"
        found.text = turn()
    return True


def _printed(root: Element, archive: zipfile.ZipFile) -> bool:
    """Tell whether pages carry their numbers: a page field in a head or foot, and no section that counts anew."""
    for number in root.iter(f"{W}pgNumType"):
        if number.get(f"{W}start") or number.get(f"{W}fmt", "decimal") != "decimal":
            return False
    edges = [name for name in archive.namelist() if re.match(r"word/(?:header|footer)\d*\.xml$", name)]
    return any(re.search(rb">\s*PAGE\b|\"\s*PAGE\b", part(archive, name)) for name in edges)


def _named(root: Element, archive: zipfile.ZipFile) -> None:
    """Give titles and headings styles that mammoth knows, and write the numbers of lists into their paragraphs."""
    styles = Styles(part(archive, "word/styles.xml"))
    numbers = Numbers(part(archive, "word/numbering.xml"), styles)
    for paragraph in root.iter(f"{W}p"):
        found = numbers.label(paragraph)
        if found and found[0]:
            _insert(paragraph, found[0])
        properties = paragraph.find(f"{W}pPr")
        style = value(properties, "pStyle")
        own = outline(properties)
        level = styles.outline(style) if own is None else own
        if styles.is_title(style) or level < BODY:
            _restyle(paragraph, _TITLE if styles.is_title(style) else f"{_HEADING}{level + 1}")


def _restyle(paragraph: Element, style: str) -> None:
    properties = _properties(paragraph)
    for old in properties.findall(f"{W}pStyle"):
        properties.remove(old)
    properties.insert(0, Element(f"{W}pStyle", {f"{W}val": style}))


def _properties(paragraph: Element) -> Element:
    """Return a paragraph's properties; it is given some if it had none."""
    found = paragraph.find(f"{W}pPr")
    if found is None:
        found = Element(f"{W}pPr")
        paragraph.insert(0, found)
    return found


def _insert(paragraph: Element, label: str) -> None:
    """Put a label in front of a paragraph's text, and take its number away so that it is not counted twice."""
    properties = _properties(paragraph)
    for number in properties.findall(f"{W}numPr"):
        properties.remove(number)
    off = ElementTree.SubElement(properties, f"{W}numPr")
    ElementTree.SubElement(off, f"{W}numId", {f"{W}val": "0"})
    run = Element(f"{W}r")
    text = ElementTree.SubElement(run, f"{W}t", {_XML_SPACE: "preserve"})
    text.text = f"{label} "
    paragraph.insert(list(paragraph).index(properties) + 1, run)


def _packed(root: Element, main: str, archive: zipfile.ZipFile) -> bytes:
    """Return the archive with its document replaced; pictures are left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for item in archive.infolist():
            if item.filename == main:
                packed.writestr(main, ElementTree.tostring(root))
            elif item.filename.endswith((".xml", ".rels")):
                packed.writestr(item.filename, part(archive, item.filename))
    return out.getvalue()


def _take_notes(tree: Any) -> dict[str, str]:
    """Take the notes out of mammoth's page, and put marks where the text refers to them."""
    notes = {}
    for node in tree.css("li[id^=footnote-], li[id^=endnote-]"):
        for back in node.css("a[href^='#footnote-ref'], a[href^='#endnote-ref']"):
            back.decompose()
        text = " ".join(node.text(separator=" ").split())
        if text:
            notes[node.attributes["id"] or ""] = re.sub(r"\s+([.,;:!?)])", r"\1", without_marks(text))
        node.decompose()
    for mark in tree.css("sup"):
        link = mark.css_first("a[id^=footnote-ref], a[id^=endnote-ref]")
        if link is not None:
            mark.replace_with(note_mark((link.attributes.get("href") or "").lstrip("#")))
    return notes
