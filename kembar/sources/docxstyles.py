"""Paragraph styles of Word files: what a style says itself or takes from the one it is based on."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from kembar.sources import xmlparts
from kembar.sources.zips import part

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Styles that Word has built in; their names in the file are English in every language.
_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
#: The level of a paragraph that is no heading.
BODY = 9


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    base: str
    outline: int | None
    list: tuple[str, int] | None


def word_part(archive: zipfile.ZipFile, name: str) -> Element | None:
    """Parse a part of a Word file, None if there is none; the strict form is read as the usual one."""
    data = part(archive, name)
    return xmlparts.tree(data.replace(_STRICT, W.strip("{}").encode()), name) if data else None


class Styles:
    """The styles of a file by id; some are based on each other in a circle."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        for style in root.iter(f"{W}style") if root is not None else ():
            properties = style.find(f"{W}pPr")
            name, level = value(style, "name"), outline(properties)
            if level is None and (built_in := _HEADING.fullmatch(name)):
                level = int(built_in[1]) - 1
            made = _Style(name, value(style, "basedOn"), level, reference(properties))
            self._styles[style.get(f"{W}styleId", "")] = made

    def outline(self, style: str) -> int:
        """Return a style's heading level from 0; BODY if it has none."""
        return next((s.outline for s in self._line(style) if s.outline is not None), BODY)

    def list(self, style: str) -> tuple[str, int] | None:
        """Return (list, level) that a style numbers its paragraphs by."""
        return next((s.list for s in self._line(style) if s.list is not None), None)

    def is_title(self, style: str) -> bool:
        """Tell whether a style is the title's or is based on it."""
        return any(s.name == "Title" for s in self._line(style))

    def _line(self, style: str) -> Iterator[_Style]:
        """Yield a style and those below it, each once."""
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            yield self._styles[style]
            style = self._styles[style].base


def value(element: Element | None, name: str, default: str = "") -> str:
    """Return the value of the child element of that name."""
    found = element.find(f"{W}{name}") if element is not None else None
    return found.get(f"{W}val", default) if found is not None else default


def outline(properties: Element | None) -> int | None:
    """Return the heading level from 0 that properties give, BODY for text, None if they say nothing."""
    given = value(properties, "outlineLvl")
    return min(BODY, int(given)) if given.isascii() and given.isdigit() else None


def reference(properties: Element | None) -> tuple[str, int] | None:
    """Return (list, level) that a paragraph's or style's properties name."""
    found = properties.find(f"{W}numPr") if properties is not None else None
    if found is None or found.find(f"{W}numId") is None:
        return None
    level = value(found, "ilvl", "0")
    return value(found, "numId"), int(level) if level.isascii() and level.isdigit() else 0
