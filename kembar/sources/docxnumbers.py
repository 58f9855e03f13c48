"""List numbers of Word files as the reader of the page sees them: "Pasal 3", "2)", "1.2"; from ``numbering.xml``."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from xml.etree import ElementTree

from kembar.sources.pagelabels import roman

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HANGUL = "가나다라마바사아자차카타파하"
_KANJI = "〇一二三四五六七八九"


@dataclass(slots=True)
class Level:
    """How one level of a list counts: its number format, its text ("Pasal %1") and where it begins."""

    style: str
    text: str
    start: int = 1


@dataclass(slots=True)
class _List:
    levels: dict[int, Level]
    counts: dict[int, int] = field(default_factory=dict)


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
        begun = listed.counts.get(level)
        listed.counts[level] = listed.levels[level].start if begun is None else begun + 1
        for deeper in [n for n in listed.counts if n > level]:
            del listed.counts[deeper]
        return _label(listed, level), level


def _label(listed: _List, level: int) -> str:
    shape = listed.levels[level]
    if shape.style in ("bullet", "none"):
        return ""

    def number(match: re.Match[str]) -> str:
        other = int(match[1]) - 1
        known = listed.levels.get(other, Level("decimal", ""))
        return written(listed.counts.get(other, known.start), known.style)

    return re.sub(r"%([1-9])", number, shape.text).strip()


def written(number: int, style: str) -> str:
    """Write a number in one of Word's formats; an unknown format counts in figures."""
    if style in ("lowerRoman", "upperRoman") and 0 < number < 100:
        return roman(number).upper() if style == "upperRoman" else roman(number)
    if style in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if style == "upperLetter" else letter
    if style == "ganada" and 0 < number <= len(_HANGUL):
        return _HANGUL[number - 1]
    if style == "decimalEnclosedCircle" and 0 < number <= 20:
        return chr(0x2460 + number - 1)
    if style in ("ideographDigital", "japaneseCounting", "chineseCounting", "koreanDigital2") and 0 < number < 100:
        tens, ones = divmod(number, 10)
        return ("" if not tens else ("" if tens == 1 else _KANJI[tens]) + "十") + (_KANJI[ones] if ones else "")
    return f"{number:02}" if style == "decimalZero" else str(number)


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


def _lists(numbering: bytes) -> dict[str, _List]:
    if not numbering:
        return {}
    root = ElementTree.fromstring(numbering)
    shapes: dict[str, dict[int, Level]] = defaultdict(dict)
    for abstract in root.iter(f"{W}abstractNum"):
        for level in abstract.iter(f"{W}lvl"):
            shapes[abstract.get(f"{W}abstractNumId", "")][_level(level)] = _shape(level)
    out: dict[str, _List] = {}
    shared: dict[str, _List] = {}
    for number in root.iter(f"{W}num"):
        target = number.find(f"{W}abstractNumId")
        key = target.get(f"{W}val", "") if target is not None else ""
        changes = list(number.iter(f"{W}lvlOverride"))
        if not changes:
            out[number.get(f"{W}numId", "")] = shared.setdefault(key, _List(shapes[key]))
            continue
        levels = dict(shapes[key])
        for change in changes:
            at, start = _level(change), change.find(f"{W}startOverride")
            known = levels.get(at, Level("decimal", f"%{at + 1}."))
            if start is not None and start.get(f"{W}val", "").isdigit():
                levels[at] = Level(known.style, known.text, int(start.get(f"{W}val", "1")))
        out[number.get(f"{W}numId", "")] = _List(levels)
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
