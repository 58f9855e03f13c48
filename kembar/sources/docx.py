"""Word files by mammoth, through the blocks of web pages: headings, lists with their numbers, tables, notes.

Mammoth keeps tracked insertions, content controls and text boxes and leaves deletions out, but it loses the numbers
of lists; they are written into the paragraphs before it reads them.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any
from xml.etree import ElementTree

from kembar.sources import shapes
from kembar.sources.docxnumbers import Numbers, W
from kembar.sources.extraction import Builder, Extraction, clean, failure
from kembar.sources.frontpage import confirmed, told
from kembar.sources.htmlblocks import Part, parts_of
from kembar.sources.zips import UnsafeError, open_archive, part
from kembar.types import Role

EXTRACTOR = "docx 1"
_DC = "{http://purl.org/dc/elements/1.1/}"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_FRONT_CHARS = 3000


def read(data: bytes, name: str, encodings: tuple[str, ...] = ()) -> Extraction:
    """Read a .docx file from its bytes; ``name`` stands in problems."""
    import mammoth
    from selectolax.lexbor import LexborHTMLParser

    try:
        with open_archive(data) as archive:
            packed, styles = _numbered(archive), _heading_styles(part(archive, "word/styles.xml"))
            title, author = _properties(part(archive, "docProps/core.xml"))
    except UnsafeError as error:
        return failure("damaged", f"{error}.", name, "Open it in Word or LibreOffice and save it anew.")
    except ElementTree.ParseError as error:
        return failure("damaged", f"This file's XML is broken ({error}).", name, "Save it anew in Word or LibreOffice.")
    no_picture = mammoth.images.img_element(lambda image: {"src": ""})
    page = mammoth.convert_to_html(io.BytesIO(packed), style_map=styles, convert_image=no_picture).value
    tree = LexborHTMLParser(clean(page)[0])
    notes = _take_notes(tree)
    parts = [part_ for part_ in parts_of(tree) if part_.letters]
    if not parts and not notes:
        return failure("empty", "This document holds no text.", name)
    builder = Builder()
    _write(builder, parts)
    for note in notes:
        builder.gap("\n\n")
        builder.add(note, "note")
    fields, basis = told(builder.text, builder.blocks, "the document's title or first heading")
    front = builder.text[:_FRONT_CHARS]
    own, own_basis = confirmed(title, author, front, fields.get("title", ""), "document properties")
    return Extraction(builder.text, tuple(builder.blocks), (), EXTRACTOR, fields | own, basis | own_basis)


def _numbered(archive: zipfile.ZipFile) -> bytes:
    """Return the archive with the numbers of lists written into its paragraphs; bullets stay as they are."""
    document = part(archive, "word/document.xml")
    if not document:
        raise UnsafeError("This file has no part word/document.xml")
    root = ElementTree.fromstring(document)
    numbers = Numbers(part(archive, "word/numbering.xml"), part(archive, "word/styles.xml"))
    for paragraph in root.iter(f"{W}p"):
        found = numbers.label(paragraph)
        if found and found[0]:
            _insert(paragraph, found[0])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for item in archive.infolist():
            body = ElementTree.tostring(root) if item.filename == "word/document.xml" else part(archive, item.filename)
            packed.writestr(item.filename, body)
    return out.getvalue()


def _insert(paragraph: ElementTree.Element, label: str) -> None:
    """Put a label in front of a paragraph's text, and take its number away so that it is not counted twice."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = ElementTree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    for number in properties.findall(f"{W}numPr"):
        properties.remove(number)
    off = ElementTree.SubElement(properties, f"{W}numPr")
    ElementTree.SubElement(off, f"{W}numId", {f"{W}val": "0"})
    run = ElementTree.Element(f"{W}r")
    text = ElementTree.SubElement(run, f"{W}t", {_XML_SPACE: "preserve"})
    text.text = f"{label} "
    paragraph.insert(list(paragraph).index(properties) + 1, run)


def _heading_styles(styles: bytes) -> str:
    """Return mammoth's style map for styles that have an outline level under any name, and for titles."""
    lines = ["p[style-name='Title'] => h1.title:fresh"]
    for style in ElementTree.fromstring(styles).iter(f"{W}style") if styles else ():
        level, name = style.find(f"{W}pPr/{W}outlineLvl"), style.find(f"{W}name")
        depth = level.get(f"{W}val", "9") if level is not None else "9"
        called = name.get(f"{W}val", "") if name is not None else ""
        if depth.isdigit() and int(depth) < 6 and called and "'" not in called and style.get(f"{W}type") == "paragraph":
            lines.append(f"p[style-name='{called}'] => h{int(depth) + 1}:fresh")
    return "\n".join(lines)


def _properties(core: bytes) -> tuple[str, str]:
    if not core:
        return "", ""
    root = ElementTree.fromstring(core)
    found = [root.findtext(f"{_DC}{name}") or "" for name in ("title", "creator")]
    return clean(found[0])[0].strip(), clean(found[1])[0].strip()


def _take_notes(tree: Any) -> list[str]:
    """Take the notes out of mammoth's page, and the marks that refer to them out of the text."""
    notes = []
    for node in tree.css("li[id^=footnote-], li[id^=endnote-]"):
        for back in node.css("a[href^='#footnote-ref'], a[href^='#endnote-ref']"):
            back.decompose()
        text = " ".join(node.text(separator=" ").split())
        if text:
            notes.append(re.sub(r"\s+([.,;:!?)])", r"\1", text))
        node.decompose()
    for mark in tree.css("sup"):
        if mark.css_first("a[id^=footnote-ref], a[id^=endnote-ref]"):
            mark.decompose()
    return notes


def _write(builder: Builder, parts: list[Part]) -> None:
    """Write the parts; a numbered paragraph is a list item, its number stays outside of the block."""
    title = next((p for p in parts if p.role == "heading"), None)
    items, table = shapes.Outline(), 0
    for part_ in parts:
        builder.gap("\n" if part_.row > 1 and part_.table == table else "\n\n")
        table = part_.table
        role: Role = "title" if part_ is title and part_ is parts[0] else part_.role
        skip = shapes.marked(part_.text) if role == "body" else 0
        if part_.row:
            builder.row(part_.cells, part_.row, part_.headers)
        elif skip:
            builder.gap(part_.text[:skip])
            level = items.level(shapes.list_style(part_.text, 0))
            builder.add(part_.text[skip:], "list_item", level=level)
        else:
            builder.add(part_.text, role, level=part_.level)
            items = shapes.Outline() if role in ("heading", "title") else items
