"""The XML inside of office files, parsed without entities and no deeper than any program writes it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from kembar.sources.extraction import Extraction, failure
from kembar.sources.zips import MARKS, LockedError, UnsafeError, open_archive, part

_DEPTH = 250


def reading(data: bytes, name: str, make: Callable[[zipfile.ZipFile], Extraction]) -> Extraction:
    """Return what a reader makes of an archive of XML parts; a damaged, unsafe or locked one is a failure."""
    try:
        with open_archive(data) as archive:
            return make(archive)
    except LockedError as error:
        return failure("encrypted", f"{error}.", name, "Save it without a password and add that.")
    except UnsafeError as error:
        return failure("damaged", f"{error}.", name, "Open it in the program that made it and save it anew.")


def parse(data: bytes, name: str) -> Element:
    """Parse a part; the names of its elements lose their namespaces. Raise UnsafeError, which names the part."""
    root = tree(data, name)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


def tree(data: bytes, name: str) -> Element:
    """Parse a part with the full names of its elements. Raise UnsafeError, which names the part."""
    if any(mark in data for mark in MARKS):
        raise UnsafeError(f"The part {name} of this file defines entities, which no office program writes")
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        raise UnsafeError(f"The part {name} of this file is broken XML ({error})") from None
    depth, level = 0, [root]
    while level:
        depth += 1
        if depth > _DEPTH:
            raise UnsafeError(f"The part {name} of this file is nested too deep")
        level = [child for element in level for child in element]
    return root


def read(archive: zipfile.ZipFile, name: str) -> Element | None:
    """Parse a part of an archive, None if it has none of that name."""
    data = part(archive, name)
    return parse(data, name) if data else None


def main_part(archive: zipfile.ZipFile, usual: str) -> str:
    """Return the name of an Office file's main part; some programs call it otherwise than ``usual``."""
    links = read(archive, "_rels/.rels")
    for link in links if links is not None else ():
        if link.get("Type", "").endswith("/officeDocument"):
            return link.get("Target", usual).lstrip("/")
    return usual


def attribute(element: Element | None, name: str, default: str = "") -> str:
    """Return an attribute by its name without namespace."""
    if element is None:
        return default
    for key, value in element.attrib.items():
        if key == name or key.endswith(f"}}{name}"):
            return value
    return default


def count(value: str, default: int = 0, most: int = 10_000) -> int:
    """Return what an attribute counts, within bounds; a foreign file may hold anything."""
    return min(most, int(value)) if value.isascii() and value.isdigit() and len(value) < 10 else default


def text_of(element: Element | None) -> str:
    """Return all text below an element, "" for None."""
    return "".join(element.itertext()) if element is not None else ""
