"""The blocks of a web page in page order: headings, paragraphs, list items, table rows, and what is furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING

from kembar.offsets import letters
from kembar.sources.words import furniture_words
from kembar.types import Role

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_dropped = re.compile(
    "script|style|noscript|template|svg|iframe|object|canvas|video|audio|map|rt|rp|head|datalist"
).fullmatch
_always_furniture = re.compile("nav|footer|aside|form|button|select|dialog|menu").fullmatch
_furniture_role = re.compile("navigation|search|banner|contentinfo|dialog|alert|complementary").fullmatch
_is_block = re.compile(
    "address|article|aside|blockquote|body|center|caption|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|"
    "footer|form|h[1-6]|header|hgroup|hr|html|legend|li|main|menu|nav|ol|option|p|pre|section|select|summary|table|"
    "tbody|td|tfoot|th|thead|tr|ul"
).fullmatch
_DEPTH = 120
#: Share of a paragraph that its links make up, and letters of each, from which on they are headlines of other pages.
_LINKED, _HEADLINE = 0.6, 9
_SPACE = re.compile(r"\s+")


@dataclass
class Part:
    """A block of a page. ``cells`` and ``headers`` are filled for a table's row; ``table`` and ``list`` number the
    table or list that it is part of (0 none)."""

    text: str
    role: Role = "body"
    level: int = 0
    tag: str = ""
    furniture: bool = False
    cells: list[str] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    row: int = 0
    table: int = 0
    list: int = 0

    @cached_property
    def letters(self) -> str:
        """Letters and figures only, folded."""
        return letters(self.text).text

    @cached_property
    def cell_letters(self) -> tuple[str, ...]:
        """The same, cell by cell."""
        return tuple(letters(cell).text for cell in self.cells)


def parts_of(tree: LexborHTMLParser) -> list[Part]:
    """Return the parts of a page in order; scripts, styles and readings of characters (ruby) are dropped."""
    walker = _Walker()
    if tree.body is not None:
        walker.total = max(1, len(tree.body.text()))
        walker.walk(tree.body, furniture=False, depth=0)
        walker.flush()
    return walker.parts


@cache
def _long_words() -> tuple[str, ...]:
    """Words for furniture that are long enough to be told at the beginning of another ("teaserbox")."""
    return tuple(sorted(word for word in furniture_words() if len(word) > 5))


class _Walker:
    """Collects the text between block elements; ``depths`` tells how deep a list is nested."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.pending: list[str] = []
        self.links: list[str] = []
        self.shape: tuple[Role, int, str, bool] = ("body", 0, "", False)
        self.total = 1
        self.lists = 0
        self.tables = 0

    def flush(self) -> None:
        """End the paragraph that was being collected; one that is made up of headlines with links is furniture."""
        text = "".join(self.pending)
        linked, links = sum(map(len, self.links)), len(self.links)
        headlines = links > 1 and linked > _LINKED * len(text.strip()) and linked > _HEADLINE * links
        self.links = []
        for line in lines_of(text):
            role, level, tag, furniture = self.shape
            furniture = furniture or (headlines and role == "body")
            self.parts.append(Part(line, role, level, tag, furniture, list=self.lists if role == "list_item" else 0))
        self.pending = []

    def walk(self, node: LexborNode, furniture: bool, depth: int, nested: int = 0) -> None:
        """Walk the children of an element; ``nested`` counts the lists around it."""
        child = node.child
        while child is not None:
            tag = child.tag or ""
            if tag == "-text":
                self.pending.append(_SPACE.sub(" ", child.text(deep=False)))
            elif tag == "br":
                self.pending.append("\n")
            elif tag and tag[0].isalpha() and not _dropped(tag):
                self._element(child, tag, furniture, depth, nested)
            child = child.next

    def _element(self, node: LexborNode, tag: str, furniture: bool, depth: int, nested: int) -> None:
        if not _is_block(tag):
            if tag == "a":
                self.links.append(_SPACE.sub(" ", node.text()).strip())
            if tag == "a" and node.prev is not None and node.prev.tag == "a":
                self.pending.append(" ")
            if depth < _DEPTH:
                self.walk(node, furniture, depth + 1, nested)
            else:
                self.pending.append(_SPACE.sub(" ", node.text()))
            return
        self.flush()
        outer = self.shape
        furniture = furniture or self._is_furniture(node, tag)
        if tag == "table" and self._table(node, furniture):
            return
        if tag in ("ul", "ol", "dl"):
            nested += 1
            self.lists += nested == 1
        role, level = _role(tag, nested)
        self.shape = (role, level, tag, furniture) if role != "body" or outer[0] != "list_item" else outer
        if depth < _DEPTH:
            self.walk(node, furniture, depth + 1, nested)
        else:
            self.pending.append(_SPACE.sub(" ", node.text()))
        self.flush()
        self.shape = outer

    def _is_furniture(self, node: LexborNode, tag: str) -> bool:
        names = " ".join(filter(None, (node.attributes.get("class"), node.attributes.get("id"))))
        told = bool(_always_furniture(tag) or _furniture_role(node.attributes.get("role") or ""))
        told = told or any(word in furniture_words() for word in re.split(r"[\s_-]+", names.lower()))
        told = told or any(word in furniture_words() for word in names.lower().split())
        told = told or any(word.startswith(_long_words()) for word in names.lower().split())
        if not told:
            return False
        return node.css_first("h1") is None and len(node.text()) <= 0.6 * self.total

    def _table(self, node: LexborNode, furniture: bool) -> bool:
        """Read a table of data row by row; False for one that only lays out the page."""
        rows = [row for row in node.css("tr") if _own_table(row, node)]
        grid = [_children(row, ("td", "th")) for row in rows]
        if node.css_first("table table, h1, h2, h3") is not None or max(map(len, grid), default=0) < 2:
            return False
        caption = node.css_first("caption")
        if caption is not None and caption.text().strip():
            self.parts.append(Part(_plain(caption), "heading", 6, "caption", furniture))
        self.tables += 1
        spread = _spread(grid)
        first = rows[0].css_matches("thead tr") if rows else False
        heads = [_plain(c) for c in grid[0]] if grid else []
        header = first or all(c.tag == "th" for c in grid[0]) or like_header(heads, len(grid))
        for number, cells in enumerate(spread, 1):
            names = heads if header and number > 1 else _side_headers(grid[number - 1])
            filled = [cell for cell in cells if cell]
            if filled:
                text = "\t".join(cells)
                self.parts.append(Part(text, "table_row", 0, "tr", furniture, cells, names, number, self.tables))
        return True


def _own_table(row: LexborNode, table: LexborNode) -> bool:
    node = row.parent
    while node is not None and node.tag != "table":
        node = node.parent
    return node is not None and node.mem_id == table.mem_id


def _children(node: LexborNode, tags: tuple[str, ...]) -> list[LexborNode]:
    return [child for child in node.iter() if child.tag in tags]


def _plain(node: LexborNode) -> str:
    walker = _Walker()
    walker.walk(node, False, 0)
    walker.flush()
    return " ".join(part.text for part in walker.parts)


def _spread(grid: list[list[LexborNode]]) -> list[list[str]]:
    """Return the cells' texts; a cell that spans rows stands in each of them."""
    out: list[list[str]] = []
    below: dict[int, tuple[int, str]] = {}
    for row in grid:
        cells: list[str] = []
        waiting = list(row)
        while waiting or len(cells) in below:
            column = len(cells)
            if column in below:
                left, text = below.pop(column)
                if left > 1:
                    below[column] = (left - 1, text)
                cells.append(text)
                continue
            node = waiting.pop(0)
            text, span = _plain(node), _number(node.attributes.get("rowspan"))
            wide = _number(node.attributes.get("colspan"))
            for extra in range(wide):
                if span > 1:
                    below[column + extra] = (span - 1, text if not extra else "")
            cells += [text, *[""] * (wide - 1)]
        out.append(cells)
    return out


def _number(value: str | None) -> int:
    return min(50, max(1, int(value))) if value and value.isdigit() else 1


def like_header(cells: list[str], rows: int) -> bool:
    """Tell whether the first row of a table of so many rows names its columns: all filled, short, without figures."""
    return rows > 2 and all(cells) and not any(re.search(r"\d", c) or len(c) > 30 for c in cells)


def _side_headers(row: list[LexborNode]) -> list[str]:
    """Return the header of each cell of a row whose headers stand beside the cells."""
    out, last = [], ""
    if all(cell.tag == "th" for cell in row):
        return []
    for cell in row:
        out.append("" if cell.tag == "th" else last)
        last = _plain(cell) if cell.tag == "th" else last
    return out


def _role(tag: str, nested: int) -> tuple[Role, int]:
    if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return "heading", int(tag[1])
    if tag in ("li", "dt", "dd"):
        return "list_item", nested + (tag == "dd")
    return "body", 0


def lines_of(text: str) -> list[str]:
    """Cut a paragraph at its line breaks, but not before a small letter."""
    out: list[str] = []
    for raw in text.split("\n"):
        line = _SPACE.sub(" ", raw).strip()
        if line and out and line[0].islower() and len(out[-1]) > 30:
            out[-1] += f" {line}"
        elif line:
            out.append(line)
    return out
