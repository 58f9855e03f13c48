"""PowerPoint files (.pptx): a slide is a sheet; titles, bulleted lists by level, tables, text boxes, spoken notes."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from kembar.sources import xmlparts
from kembar.sources.extraction import Extraction, problem
from kembar.sources.flow import Flow, without_marks
from kembar.sources.grid import Grid
from kembar.sources.numbering import Counter, Level
from kembar.sources.xmlparts import attribute, count
from kembar.sources.zips import UnsafeError
from kembar.types import Problem

EXTRACTOR = "pptx 1"
_MAIN = "ppt/presentation.xml"
_TITLES = ("title", "ctrTitle")
_FURNITURE = ("sldNum", "dt", "ftr", "hdr", "sldImg")
_SCHEMES = {"arabic": "decimal", "alphaLc": "lowerLetter", "alphaUc": "upperLetter", "romanLc": "lowerRoman"}
_SCHEMES |= {"romanUc": "upperRoman", "circleNum": "decimalEnclosedCircle", "hangul": "ganada"}
_SLIDES = 5000


def read(data: bytes, name: str, encodings: tuple[str, ...] = ()) -> Extraction:
    """Read a .pptx file from its bytes; ``name`` stands in problems."""
    return xmlparts.reading(data, name, lambda archive: _read(archive, name))


def _read(archive: zipfile.ZipFile, name: str) -> Extraction:
    path = xmlparts.main_part(archive, _MAIN)
    main = xmlparts.read(archive, path)
    if main is None:
        raise UnsafeError(f"This file has no part {path}")
    targets = _targets(archive, path)
    flow, problems = Flow(1), list[Problem]()
    for number, listed in enumerate(list(main.iter("sldId"))[:_SLIDES], 1):
        if number > 1:
            flow.turn()
        path = targets.get(_link(listed), ("", ""))[1]
        root = xmlparts.read(archive, path) if path else None
        if root is None:
            problems.append(problem("warning", "damaged", "This slide is missing.", f"{name}, slide {number}"))
            continue
        if root.get("show") == "0":
            problems.append(
                problem("note", "hidden_slide", "This slide is hidden; it was read too.", f"{name}, slide {number}")
            )
        _slide(flow, archive, root, _targets(archive, path))
    core = xmlparts.read(archive, "docProps/core.xml")
    own = (core.findtext("title") or "", core.findtext("creator") or "") if core is not None else ("", "")
    return flow.finish(EXTRACTOR, name, own, "document properties", problems)


def _link(listed: Element) -> str:
    """Return the id of the part that an element of the list of slides stands for."""
    return next((value for key, value in listed.attrib.items() if key.endswith("}id")), "")


def _targets(archive: zipfile.ZipFile, path: str) -> dict[str, tuple[str, str]]:
    """Return id -> (kind, path) of the parts that a part refers to."""
    folder, file = posixpath.split(path)
    root = xmlparts.read(archive, f"{folder}/_rels/{file}.rels")
    out = {}
    for link in root if root is not None else ():
        target = unquote(link.get("Target", ""))
        whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        out[link.get("Id", "")] = (link.get("Type", "").rpartition("/")[2], whole)
    return out


def _slide(flow: Flow, archive: zipfile.ZipFile, root: Element, targets: dict[str, tuple[str, str]]) -> None:
    """Write a slide: its title, then its shapes in the order of the file, then what the speaker noted."""
    shapes = [shape for tree in root.iter("spTree") for shape in _shapes(tree)]
    for shape in sorted(shapes, key=lambda s: _kind(s) not in _TITLES):
        if shape.tag == "sp":
            _text_shape(flow, shape)
            continue
        for table in shape.iter("tbl"):
            _table(flow, table)
        for drawn in shape.iter("relIds"):
            diagram = xmlparts.read(archive, targets.get(attribute(drawn, "dm"), ("", ""))[1])
            for paragraph in diagram.iter("p") if diagram is not None else ():
                flow.add(_text(paragraph), "list_item", 1)
    for kind, path in targets.values():
        notes = xmlparts.read(archive, path) if kind == "notesSlide" else None
        for shape in notes.iter("sp") if notes is not None else ():
            if _kind(shape) not in _FURNITURE:
                flow.note(" ".join(_text(paragraph) for paragraph in shape.iter("p")))


def _shapes(tree: Element) -> Iterator[Element]:
    """Yield the shapes and frames of a tree, those of groups too; of alternatives the first."""
    for child in tree:
        if child.tag in ("sp", "graphicFrame"):
            yield child
        elif child.tag in ("grpSp", "Choice", "AlternateContent"):
            yield from _shapes(child)


def _kind(shape: Element) -> str:
    """Return the kind of a placeholder ("body" where none is named), "" for a free shape."""
    found = shape.find("nvSpPr/nvPr/ph")
    return found.get("type", "body") if found is not None else ""


def _text_shape(flow: Flow, shape: Element) -> None:
    kind = _kind(shape)
    if kind in _FURNITURE:
        return
    lists = Counter({})
    for paragraph in shape.iter("p"):
        text = _text(paragraph)
        if not text.strip():
            continue
        if kind in _TITLES:
            flow.add(text, "heading", 1)
            continue
        properties = paragraph.find("pPr")
        level = count(attribute(properties, "lvl"), 0, 8)
        label = _label(lists, properties, level)
        plain = properties is not None and properties.find("buNone") is not None
        bulleted = kind == "body" or (properties is not None and properties.find("buChar") is not None)
        listed = bulleted and not plain and not label
        flow.add(text, "list_item" if listed else "body", level + 1 if listed else 0, label)


def _label(lists: Counter, properties: Element | None, level: int) -> str:
    """Return the number of a paragraph that is numbered by itself, "" for others."""
    numbered = properties.find("buAutoNum") if properties is not None else None
    if numbered is None:
        lists.counts.pop(level, None)
        return ""
    scheme = numbered.get("type", "arabicPeriod")
    style = next((word for start, word in _SCHEMES.items() if scheme.startswith(start)), "decimal")
    around = {"ParenBoth": "(%s)", "ParenR": "%s)", "Period": "%s."}
    shape = next((text for end, text in around.items() if scheme.endswith(end)), "%s")
    lists.levels[level] = Level(style, shape.replace("%s", f"%{level + 1}"), count(numbered.get("startAt", ""), 1))
    return lists.next(level)


def _text(paragraph: Element) -> str:
    """Return the text of a paragraph, its line breaks as line ends; a slide's own number is left out."""
    parts = []
    for run in paragraph:
        if run.tag == "br":
            parts.append("\n")
        elif run.tag == "r" or (run.tag == "fld" and run.get("type") != "slidenum"):
            parts.append(without_marks(run.findtext("t") or ""))
    return "".join(parts)


def _table(flow: Flow, table: Element) -> None:
    grid = Grid()
    for at, row in enumerate(table.iter("tr")):
        for column, cell in enumerate(row.findall("tc")):
            if cell.get("hMerge") != "1" and cell.get("vMerge") != "1":
                text = " ".join(_text(paragraph) for paragraph in cell.iter("p"))
                grid.put(at, column, text, count(cell.get("rowSpan", ""), 1))
    flow.table(grid.rows())
