"""Styles of OpenDocument texts: which paragraphs are titles, and how lists count."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from kembar.sources.numbering import Counter, Level
from kembar.sources.xmlparts import attribute, count

_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_FORMATS |= {"01": "decimalZero", "①": "decimalEnclosedCircle", "一": "chineseCounting", "가": "ganada"}
_FORMATS |= {"ㄱ": "chosung", "ア": "aiueo", "イ": "iroha", "": "none"}


class Styles:
    """The styles of a document's parts (``content.xml`` and ``styles.xml``)."""

    def __init__(self, parts: Iterable[Element]) -> None:
        self._parents: dict[str, str] = {}
        self._shapes: dict[str, dict[int, Level]] = {}
        self._last: dict[str, Counter] = {}
        self.outline = Counter({})
        for root in parts:
            for element in root.iter():
                if element.tag == "style" and attribute(element, "family") == "paragraph":
                    self._parents[attribute(element, "name")] = attribute(element, "parent-style-name")
                elif element.tag == "list-style":
                    self._shapes[attribute(element, "name")] = _levels(element)
                elif element.tag == "outline-style":
                    self.outline = Counter(_levels(element))

    def is_title(self, name: str) -> bool:
        """Tell whether a style is the title's or comes from it; styles may go round in a circle."""
        seen: set[str] = set()
        while name and name not in seen:
            if name == "Title":
                return True
            seen.add(name)
            name = self._parents.get(name, "")
        return False

    def list(self, style: str, goes_on: bool) -> Counter:
        """Return the counter of a list: that of the last list of its style if it goes on, else a new one."""
        if not goes_on or style not in self._last:
            self._last[style] = Counter(self._shapes.get(style, {}))
        return self._last[style]


def _levels(style: Element) -> dict[int, Level]:
    out = {}
    for level in style:
        depth = count(attribute(level, "level"), 1, 10) - 1
        bullet = level.tag in ("list-level-style-bullet", "list-level-style-image")
        out[depth] = Level("bullet", "") if bullet else _numbered(level, depth)
    return out


def _numbered(level: Element, depth: int) -> Level:
    """Return how a level counts; ``num-list-format`` is what newer versions of LibreOffice write."""
    style = _FORMATS.get(attribute(level, "num-format").split(",")[0], "decimal")
    start = count(attribute(level, "start-value"), 1)
    given = attribute(level, "num-list-format")
    if given:
        return Level(style, re.sub(r"%(\d+)%", r"%\1", given), start)
    shown = count(attribute(level, "display-levels"), 1, 10)
    numbers = ".".join(f"%{n + 1}" for n in range(max(0, depth + 1 - shown), depth + 1))
    return Level(style, attribute(level, "num-prefix") + numbers + attribute(level, "num-suffix"), start)
