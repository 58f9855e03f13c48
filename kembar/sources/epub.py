"""E-books (.epub): the files of the spine in order, through the blocks of web pages; printed pages where marked."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from kembar.sources import xmlparts
from kembar.sources.encodings import decode
from kembar.sources.extraction import Extraction, clean, problem
from kembar.sources.flow import Flow, note_mark, turn, without_marks, write_parts
from kembar.sources.htmlblocks import parts_of
from kembar.sources.zips import LockedError, UnsafeError, part
from kembar.types import Problem

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

EXTRACTOR = "epub 1"
_FILES = 5000
_PAGES = "[epub\\:type~=pagebreak], [role=doc-pagebreak]"
_NOTES = (
    "[epub\\:type~=footnote], [epub\\:type~=endnote], [epub\\:type~=rearnote], [role=doc-footnote], [role=doc-endnote]"
)
_MARKS = "a[epub\\:type~=noteref], a[role=doc-noteref]"


def read(data: bytes, name: str, encodings: tuple[str, ...] = ()) -> Extraction:
    """Read an .epub file from its bytes; ``name`` stands in problems."""
    return xmlparts.reading(data, name, lambda archive: _read(archive, name))


def _read(archive: zipfile.ZipFile, name: str) -> Extraction:
    container = xmlparts.read(archive, "META-INF/container.xml")
    root = next((e for e in container.iter("rootfile")), None) if container is not None else None
    path = xmlparts.attribute(root, "full-path")
    package = xmlparts.read(archive, path) if path else None
    if package is None:
        raise UnsafeError("This e-book does not say which files it is made of")
    files = _spine(package, posixpath.dirname(path))
    _refuse_locked(archive, files)
    flow, problems = Flow(), list[Problem]()
    for file in files:
        page = part(archive, file)
        if not page:
            problems.append(problem("warning", "damaged", f"The part {file} of this e-book is missing.", name))
            continue
        decoded = decode(page)
        if decoded is None:
            problems.append(problem("warning", "encoding", f"The letters of the part {file} cannot be told.", name))
            continue
        _file(flow, file, without_marks(clean(decoded.text)[0]))
    own = (_data(package, "title"), " and ".join(e.text or "" for e in package.iter("creator")))
    return flow.finish(EXTRACTOR, name, own, "data of the e-book", problems)


def _data(package: Element, name: str) -> str:
    return next((e.text for e in package.iter(name) if e.text), "")


def _spine(package: Element, folder: str) -> list[str]:
    """Return the paths of the files in reading order, without the table of contents and without repetition."""
    items = {e.get("id", ""): e for e in package.iter("item")}
    out: dict[str, None] = {}
    for reference in package.iter("itemref"):
        item = items.get(reference.get("idref", ""))
        if item is not None and "nav" not in item.get("properties", "").split():
            out[posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))] = None
    return list(out)[:_FILES]


def _refuse_locked(archive: zipfile.ZipFile, files: Iterable[str]) -> None:
    """Raise LockedError if files of the text are encrypted; fonts may be."""
    locks = xmlparts.read(archive, "META-INF/encryption.xml")
    locked = {unquote(e.get("URI", "")) for e in locks.iter("CipherReference")} if locks is not None else set()
    if locked & set(files):
        raise LockedError("This e-book is locked by its shop (DRM)")


def _file(flow: Flow, path: str, page: str) -> None:
    """Write one file of the book; notes and page turns are marked before its blocks are read."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(page)
    for mark in tree.css(_PAGES):
        label = (mark.attributes.get("title") or mark.attributes.get("aria-label") or mark.text()).strip()
        mark.replace_with(turn(label.rpartition(" ")[2].strip(".")))
    _take_notes(flow, path, tree)
    write_parts(flow, parts_of(tree))


def _take_notes(flow: Flow, path: str, tree: LexborHTMLParser) -> None:
    """Take the notes out of a page, and put marks where the text refers to them."""
    for mark in tree.css(_MARKS):
        file, _, name = (mark.attributes.get("href") or "").partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(file))) if file else path
        outer = mark.parent
        alone = outer is not None and outer.tag == "sup" and outer.text(strip=True) == mark.text(strip=True)
        (outer if alone and outer is not None else mark).replace_with(note_mark(f"{target}#{name}"))
    for mark in tree.css("a[role=doc-backlink]"):
        mark.decompose()
    nodes = [node for node in tree.css(_NOTES) if node.text(strip=True)]
    for at, node in enumerate(nodes):
        name = node.attributes.get("id") or f"{at} of no name"
        flow.marked[f"{path}#{name}"] = " ".join(node.text(separator=" ").split())
    for node in nodes:
        node.decompose()
