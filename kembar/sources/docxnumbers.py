"""List numbers of Word files from ``numbering.xml`` and ``styles.xml``."""

from __future__ import annotations

from collections import defaultdict
from xml.etree.ElementTree import Element

from kembar.sources.docxstyles import Styles, W, reference, value
from kembar.sources.numbering import Counter, Level


class Numbers:
    """Gives the paragraphs of a document their numbers, in order."""

    def __init__(self, numbering: Element | None, styles: Styles) -> None:
        self._lists = _lists(numbering)
        self._styles = styles

    def label(self, paragraph: Element) -> tuple[str, int] | None:
        """Return (label, level) of the next paragraph, None if it has no number; a bullet's label is ""."""
        properties = paragraph.find(f"{W}pPr")
        found = reference(properties) or self._styles.list(value(properties, "pStyle"))
        if found is None or found[0] not in self._lists:
            return None
        name, level = found
        listed = self._lists[name]
        if level not in listed.levels:
            return None
        return listed.next(level), level


def _lists(root: Element | None) -> dict[str, Counter]:
    if root is None:
        return {}
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


def _level(element: Element) -> int:
    value = element.get(f"{W}ilvl", "0")
    return int(value) if value.isdigit() else 0


def _shape(level: Element) -> Level:
    start = value(level, "start", "1")
    return Level(value(level, "numFmt", "decimal"), value(level, "lvlText"), int(start) if start.isdigit() else 1)
