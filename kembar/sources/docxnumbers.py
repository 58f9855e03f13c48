"""List numbers of Word files from ``numbering.xml`` and ``styles.xml``."""

from __future__ import annotations

from collections import defaultdict
from xml.etree import ElementTree

from kembar.sources.numbering import Counter, Level

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Numbers:
    """Gives the paragraphs of a document their numbers, in order."""

    def __init__(self, numbering: bytes, styles: bytes) -> None:
        self._lists = _lists(numbering)
        self._by_style = _style_lists(styles)

    def label(self, paragraph: ElementTree.Element) -> tuple[str, int] | None:
        """Return (label, level) of the next paragraph, None if it has no number; a bullet's label is ""."""
        found = _reference(paragraph.find(f"{W}pPr"))
        if found is None:
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            found = self._by_style.get(style.get(f"{W}val", "")) if style is not None else None
        if found is None or found[0] not in self._lists:
            return None
        name, level = found
        listed = self._lists[name]
        if level not in listed.levels:
            return None
        return listed.next(level), level


def _reference(properties: ElementTree.Element | None) -> tuple[str, int] | None:
    """Return (list, level) that a paragraph's or style's properties name."""
    found = properties.find(f"{W}numPr") if properties is not None else None
    name = found.find(f"{W}numId") if found is not None else None
    if found is None or name is None:
        return None
    level = found.find(f"{W}ilvl")
    depth = level.get(f"{W}val", "0") if level is not None else "0"
    return name.get(f"{W}val", ""), int(depth) if depth.isdigit() else 0


def _style_lists(styles: bytes) -> dict[str, tuple[str, int]]:
    if not styles:
        return {}
    out = {}
    for style in ElementTree.fromstring(styles).iter(f"{W}style"):
        if found := _reference(style.find(f"{W}pPr")):
            out[style.get(f"{W}styleId", "")] = found
    return out


def _lists(numbering: bytes) -> dict[str, Counter]:
    if not numbering:
        return {}
    root = ElementTree.fromstring(numbering)
    shapes: dict[str, dict[int, Level]] = defaultdict(dict)
    for abstract in root.iter(f"{W}abstractNum"):
        for level in abstract.iter(f"{W}lvl"):
            shapes[abstract.get(f"{W}abstractNumId", "")][_level(level)] = _shape(level)
    out: dict[str, Counter] = {}
    shared: dict[str, Counter] = {}
    for number in root.iter(f"{W}num"):
        target = number.find(f"{W}abstractNumId")
        key = target.get(f"{W}val", "") if target is not None else ""
        changes = list(number.iter(f"{W}lvlOverride"))
        if not changes:
            out[number.get(f"{W}numId", "")] = shared.setdefault(key, Counter(shapes[key]))
            continue
        levels = dict(shapes[key])
        for change in changes:
            at, start = _level(change), change.find(f"{W}startOverride")
            known = levels.get(at, Level("decimal", f"%{at + 1}."))
            if start is not None and start.get(f"{W}val", "").isdigit():
                levels[at] = Level(known.style, known.text, int(start.get(f"{W}val", "1")))
        out[number.get(f"{W}numId", "")] = Counter(levels)
    return out


def _level(element: ElementTree.Element) -> int:
    value = element.get(f"{W}ilvl", "0")
    return int(value) if value.isdigit() else 0


def _shape(level: ElementTree.Element) -> Level:
    def value(name: str, default: str) -> str:
        found = level.find(f"{W}{name}")
        return found.get(f"{W}val", default) if found is not None else default

    start = value("start", "1")
    return Level(value("numFmt", "decimal"), value("lvlText", ""), int(start) if start.isdigit() else 1)
