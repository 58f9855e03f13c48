"""Plain text: nothing is changed; paragraphs, headings, lists, tables and notes are found by their shape."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from kembar.sources import commatable, shapes, texttable
from kembar.sources.lines import Line, columns, mark_furniture, prose_width, split
from kembar.types import Block, Role

EXTRACTOR = "text 1"
_NOTE_RULE = re.compile(r"_{5,}")
_NOTE_MARK = re.compile(r"[(（\[]?(?:\d{1,3}|[*†‡※¹²³a-z])(?!\w)|注|주\d?[):.]|\d{1,3}[^\W\d_]")
_MARKED_NOTE = re.compile(r"※\s?\d")
#: A note without a rule above it: its number and a capital; and where a text refers to it, behind a word or a stop.
_LOOSE_NOTE = re.compile(r"(\d{1,2})\s+(?=[^\W\d_a-z])")
_REFERRED = re.compile(r"(?<=[^\W\d_A-Z][.,;:’”\"')])(\d{1,2})(?=[\s.,;:]|$)|(?<=[a-zß-ÿ])(\d{1,2})(?=[.,;:]?(?:\s|$))")
_TITLE = 120
_LONG = 130
#: A line of a smaller part of the page's width is no line of a running text.
_SHORT = 0.4
#: A line below the first of an item that is a smaller part of the page's width does not go on in the line below it.
_HARDLY = 0.45
#: So many lines that are only a year make a chronicle, whose entries below may begin with their month or its day.
_YEARS, _BY_MONTH = 2, re.compile(r"\d{1,2}(?:[./]\d{1,2})?\s+(?=\S)")


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together; ``before`` and ``after`` tell whether a blank line (or an edge) is there."""

    lines: list[Line]
    before: bool
    after: bool
    role: Role = "body"

    @property
    def text(self) -> str:
        """The lines, joined by blanks."""
        return " ".join(line.text for line in self.lines)

    def block(self, role: Role, level: int = 0, skip: int = 0) -> Block:
        """Return the block from the first line (less ``skip`` letters) to the last."""
        first, last = self.lines[0], self.lines[-1]
        return Block(first.start + skip, last.end, role, level, first.sheet, first.page)


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return the blocks of a plain text, in order."""
    lines = split(text)
    mark_furniture(lines)
    wrap = _wrap_width(lines)
    found = [part for chunk, noted in _chunks(lines) for part in _parts(chunk, wrap, noted)]
    out = _roles(found)
    out += [Block(x.start, x.end, "running_head", 0, x.sheet, x.page) for x in lines if x.furniture]
    return tuple(sorted(out, key=lambda block: block.start))


def _wrap_width(lines: list[Line]) -> int:
    """Return the median width of the lines if the text is broken into lines, 0 if a line is a paragraph."""
    widths = sorted(line.right - line.indent for line in lines if line and not line.furniture)
    if not widths or sum(width > _LONG for width in widths) > 0.1 * len(widths):
        return 0
    return widths[len(widths) // 2]


def _chunks(lines: list[Line]) -> list[tuple[list[Line], bool]]:
    """Return the runs of lines without a blank line between them; True for those below a rule for notes.

    Notes begin with their mark, and end with the page.
    """
    out: list[tuple[list[Line], bool]] = []
    noted, sheet, open_ = False, -1, False
    for at, line in enumerate(lines):
        rule = bool(_NOTE_RULE.fullmatch(line.text))
        noted = _opens_notes(lines, at) if rule else noted and line.sheet == sheet and not line.furniture
        open_ = open_ and line.sheet == sheet
        sheet = line.sheet
        if not line or line.furniture or rule:
            open_ = False
            continue
        if not open_:
            noted = noted and _is_note(line.text, out)
            out.append(([], noted))
        out[-1][0].append(line)
        open_ = True
    return out


def _opens_notes(lines: list[Line], rule: int) -> bool:
    """Whether the next line below a rule begins with the mark of a note."""
    below = next((line.text for line in lines[rule + 1 :] if line), "")
    return bool(_NOTE_MARK.match(below))


def _is_note(text: str, out: list[tuple[list[Line], bool]]) -> bool:
    """Whether what stands below notes, a blank line apart, begins as they do: a heading has another mark."""
    above = out[-1][0][0].text if out and out[-1][1] else ""
    return not above or (_mark(above) == _mark(text) and shapes.numbering(above)[0] == shapes.numbering(text)[0])


def _mark(text: str) -> str:
    """The kind of mark that a line begins with as a note does, "" for none."""
    match = _NOTE_MARK.match(text)
    return ("raised" if not match[0].isascii() else "figure" if match[0].isdigit() else "sign") if match else ""


def _parts(chunk: list[Line], wrap: int, noted: bool) -> list[Paragraph | list[Block]]:
    """Cut a chunk into tables and paragraphs."""
    out: list[Paragraph | list[Block]] = []
    at = 0
    commas = commatable.find(chunk)
    for first, after in [*(commas or texttable.find(chunk)), (len(chunk), len(chunk))]:
        if first > at:
            out += _paragraphs(chunk[at:first], wrap, noted, at == 0, first == len(chunk))
        if after > first:
            out.append((commatable if commas else texttable).blocks(chunk[first:after]))
        at = after
    return out


def _paragraphs(chunk: list[Line], wrap: int, noted: bool, before: bool, after: bool) -> list[Paragraph | list[Block]]:
    widths = sorted(prose_width(line) for line in chunk)
    # Now and then a line is longer than the page; four fifths of the lines tell the page's width.
    usual = widths[(len(widths) - 1) * 4 // 5] if len(widths) > 3 else widths[-1]
    full = max(usual if usual <= _LONG else 0, wrap if len(chunk) < 3 else 0)
    out = [Paragraph([chunk[0]], before, False, "note" if noted else "body")]
    by_year = sum(shapes.year_alone(line.text) for line in chunk) >= _YEARS
    rows = shapes.counted([line.text for line in chunk])
    for at, (upper, lower) in enumerate(pairwise(chunk), 1):
        listed = (
            at in rows or (shapes.entry(upper.text) and shapes.entry(lower.text)) or _stands_alone(out[-1].lines, lower)
        )
        listed = listed or (by_year and (shapes.year_alone(lower.text) or bool(_BY_MONTH.match(lower.text))))
        if listed or shapes.series(out[-1].lines[0].text, lower.text):
            out.append(Paragraph([lower], False, False, out[-1].role))
            continue
        hangs = lower.indent > out[-1].lines[0].indent and shapes.marked(out[-1].lines[0].text) > 0
        if _goes_on(upper, lower, full if wrap else 0, noted, hangs):
            out[-1].lines.append(lower)
        else:
            out.append(Paragraph([lower], False, False, "note" if noted else "body"))
    out[-1].after = after
    return list(out)


def _stands_alone(upper: list[Line], lower: Line) -> bool:
    """Whether a line is a year that heads what stands below it, stands below one, or leads from a name by dots."""
    if shapes.leader(lower.text) and (len(upper) > 1 or shapes.leader(upper[0].text)):
        return True
    if len(upper) == 1 and shapes.entry(upper[0].text) and shapes.entry_like(lower.text):
        return True
    if shapes.marked(upper[0].text) and lower.indent <= upper[0].indent and shapes.chronicle(lower.text):
        return True
    if len(upper) == 1 and shapes.year_alone(upper[0].text):
        return True
    if lower.text[0] in "(（" and shapes.chronicle(upper[0].text) and shapes.chronicle(lower.text[1:]):
        return True  # an entry in brackets, of what others did
    ended = shapes.ends(upper[-1].text) or upper[-1].text.endswith((")", "）"))
    return shapes.year_alone(lower.text) and (ended or bool(shapes.marked(upper[0].text)))


def _goes_on(upper: Line, lower: Line, full: int, noted: bool, hangs: bool) -> bool:
    """Tell whether a line continues the paragraph of the line above it; ``hangs``: it is indented below a mark."""
    width = prose_width(upper)
    if not full or width > _LONG:
        return False
    if noted or shapes.bullet(lower.text):
        return noted and not re.match(r"\d{1,3}\s", lower.text)
    ended = shapes.ends(upper.text)
    word = lower.text.split(None, 1)[0]
    unspaced = word > "\u2e80" and not "가" <= word <= "힣"
    fits = width + 1 + (2 if unspaced else columns(word)) <= full
    style, length = shapes.numbering(lower.text)
    if style and _entries(upper, lower):
        return False
    if style and style != "digit" and not lower.text[length:][:1].islower() and (fits or ended):
        return False
    if shapes.capitals(upper.text):
        return shapes.capitals(lower.text) and upper.text[-1] != "."
    if hangs and unspaced and not (ended or shapes.marked(upper.text)) and width < _HARDLY * full:
        return False
    if hangs or word[:1].islower() or upper.text[-1] == ",":
        return True
    if lower.indent > upper.indent + 1 and ended:
        return False
    if upper.text[:1].islower() and not ended and not style and width > _SHORT * full:
        return True  # a line in the middle of a sentence, broken where the page liked
    return not fits if ended else width > (0.85 if unspaced else 0.7) * full


def _entries(upper: Line, lower: Line) -> bool:
    """Tell whether two lines in a script without blanks both begin with a number: entries of one list."""
    rest = lower.text[shapes.numbering(lower.text)[1] :].lstrip("0123456789")[:1]
    return bool(shapes.numbering(upper.text)[0]) and rest > "\u2e80" and not "가" <= rest <= "힣"


def _roles(found: list[Paragraph | list[Block]]) -> list[Block]:
    """Tell headings, list items, notes and body apart, each with a look at its neighbours."""
    out: list[Block] = []
    outline, items = shapes.Outline(), shapes.Outline()
    referred: set[str] = set()
    for at, part in enumerate(found):
        if isinstance(part, list):
            out += part
            continue
        text, indent = part.lines[0].text, part.lines[0].indent
        style = _heading(part, found, at)
        skip = shapes.marked(text)
        if style:
            out.append(part.block("title" if style == "title" else "heading", outline.level(style)))
            items = shapes.Outline()
        elif part.role == "note" or _MARKED_NOTE.match(text) or _loose_note(text, referred):
            out.append(part.block("note"))
        elif skip:
            out.append(part.block("list_item", items.level(shapes.list_style(text, indent)), skip))
        else:
            out.append(part.block("body"))
            items = shapes.Outline()
        referred |= {first or second for first, second in _REFERRED.findall(part.text)}
    return out


def _loose_note(text: str, referred: set[str]) -> bool:
    """Whether a paragraph is a note that the text above it refers to by its number."""
    match = _LOOSE_NOTE.match(text)
    return match is not None and match[1] in referred


def _heading(part: Paragraph, found: list[Paragraph | list[Block]], at: int) -> str:
    """Return the style of a paragraph that is a heading, "" if it is none."""
    text = part.text if len(part.lines) <= 3 else ""
    style = shapes.heading_style(text) if part.role == "body" and at + 1 < len(found) else ""
    if at == 0 and (style or not shapes.ends(text)) and 0 < columns(text) <= _TITLE and not shapes.bullet(text):
        return "title" if len(found) > 1 else ""
    width = columns(text)
    if style in ("", "caption"):
        return style
    if style in ("word", "caps"):
        return style if width <= 90 else ""
    if shapes.dated(text):
        return ""
    before, after = found[at - 1] if at else None, found[at + 1]
    if not part.before and isinstance(before, Paragraph) and shapes.year_alone(before.text) and _BY_MONTH.match(text):
        return ""
    following = after.lines[0].text if isinstance(after, Paragraph) else ""
    if style != "plain":
        again = shapes.numbering(following)[0] == style and not part.after
        listed = isinstance(before, Paragraph) and shapes.numbering(before.text)[0] == style and not part.before
        stands = part.before or part.after or (width <= 40 and _longer(after, width))
        return style if width <= 70 and not again and not listed and stands else ""
    if len(part.lines) > 2 or text[:1].islower() or ": " in text or " : " in text:
        return ""
    if not part.after and shapes.entry(text) and shapes.entry(following):
        return ""
    if part.before and part.after:
        return style if width <= 80 and not shapes.bullet(following) else ""
    return style if part.before and width <= 40 and _longer(after, width) and len(part.lines) == 1 else ""


def _longer(after: Paragraph | list[Block], width: int) -> bool:
    return isinstance(after, list) or columns(after.text) >= 1.5 * width
