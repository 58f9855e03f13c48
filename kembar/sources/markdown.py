"""Markdown: the text stays as it is; headings, lists, tables, notes and front matter are recognised."""

from __future__ import annotations

import re
from typing import Any

from kembar import yamlfile
from kembar.problems import YamlError
from kembar.types import Block, Role

EXTRACTOR = "markdown 1"
_FRONT = re.compile(r"---\n(.*?)\n(?:---|\.\.\.)(?:\n|\Z)", re.DOTALL)
_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)[ \t]*#*[ \t]*")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})\s*")
_ITEM = re.compile(r"(\s*)(?:[-*+]|\d{1,4}[.)])\s+(?:\[[ xX]\]\s+)?")
_NOTE = re.compile(r"\[\^[^\]\s]+\]:\s*")
_QUOTE = re.compile(r"\s{0,3}>\s?")
_BREAK = re.compile(r" {0,3}([-*_])(?:\s*\1){2,}\s*")
_TABLE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_CSL = {
    "title": "title",
    "publisher": "publisher",
    "date": "issued",
    "issued": "issued",
    "url": "URL",
    "lang": "language",
}
_CSL |= {"source": "URL", "language": "language", "accessed": "accessed"}


def front_matter(text: str) -> tuple[dict[str, Any], int]:
    """Return the bibliographic fields of the front matter (CSL names) and where the text goes on behind it."""
    match = _FRONT.match(text)
    if not match:
        return {}, 0
    try:
        top = yamlfile.parse(match[1])
    except YamlError:
        return {}, 0
    fields: dict[str, Any] = {}
    for key, value in top.items():
        if key in ("author", "authors"):
            names = value if isinstance(value, list) else [value]
            fields["author"] = [name for name in names if isinstance(name, str) and name]
        elif key.lower() in _CSL and isinstance(value, str) and value:
            fields[_CSL[key.lower()]] = value
    return fields, match.end()


class _Reader:
    """Goes through the lines once; ``open`` is the paragraph or item that the next line may continue."""

    def __init__(self, text: str, start: int) -> None:
        self.blocks: list[Block] = []
        self.open: tuple[int, int, Role, int] | None = None
        self.indents: list[int] = []
        self.lines: list[tuple[int, str]] = []
        at = start
        for line in text[start:].split("\n"):
            self.lines.append((at, line))
            at += len(line) + 1

    def close(self) -> None:
        if self.open:
            start, end, role, level = self.open
            self.blocks.append(Block(start, end, role, level))
        self.open = None

    def heading(self, start: int, end: int, level: int) -> None:
        self.close()
        self.indents = []
        first = not any(b.role in ("title", "heading") for b in self.blocks)
        if end > start:
            self.blocks.append(Block(start, end, "title" if first and level == 1 else "heading", level))

    def item(self, at: int, line: str, match: re.Match[str]) -> None:
        self.close()
        indent = len(match[1].expandtabs(4))
        self.indents = [i for i in self.indents if i < indent] + [indent]
        self.begin(at + match.end(), at + len(line.rstrip()), "list_item", len(self.indents))

    def begin(self, start: int, end: int, role: Role, level: int = 0) -> None:
        self.close()
        self.open = (start, end, role, level) if end > start else None

    def go_on(self, end: int) -> None:
        assert self.open
        start, _, role, level = self.open
        self.open = (start, end, role, level)


def blocks_of(text: str, start: int = 0) -> tuple[Block, ...]:
    """Return the blocks of a Markdown text from ``start`` on."""
    reader = _Reader(text, start)
    at, fenced = 0, False
    while at < len(reader.lines):
        offset, line = reader.lines[at]
        following = reader.lines[at + 1][1] if at + 1 < len(reader.lines) else ""
        if _FENCE.match(line):
            fenced = not fenced
            reader.close()
        elif "|" in line and not fenced and _TABLE.fullmatch(following) and "|" in following:
            reader.close()
            at = _table(reader, at)
            continue
        else:
            _line(reader, offset, line, fenced)
        at += 1
    reader.close()
    return tuple(reader.blocks)


def _line(reader: _Reader, offset: int, line: str, fenced: bool) -> None:
    body, end = line.strip(), offset + len(line.rstrip())
    lead = offset + len(line) - len(line.lstrip())
    heading = None if fenced else _HEADING.fullmatch(line)
    underline = _UNDERLINE.fullmatch(line)
    if not body:
        reader.close()
    elif heading:
        reader.heading(offset + heading.start(2), offset + heading.end(2), len(heading[1]))
    elif underline and reader.open and reader.open[2] == "body" and not fenced:
        start, stop, _, _ = reader.open
        reader.open = None
        reader.heading(start, stop, 1 if body[0] == "=" else 2)
    elif _BREAK.fullmatch(line):
        reader.close()
    elif (match := _ITEM.match(line)) and not fenced:
        reader.item(offset, line, match)
    elif match := _NOTE.match(line):
        reader.begin(offset + match.end(), end, "note")
    elif reader.open:
        reader.go_on(end)
    elif match := _QUOTE.match(line):
        reader.begin(offset + match.end(), end, "body")
    else:
        reader.begin(lead, end, "body")


def _table(reader: _Reader, at: int) -> int:
    """Read a pipe table that begins at a line; return the index of the line behind it."""
    headers: list[str] = []
    row = 0
    while at < len(reader.lines) and "|" in reader.lines[at][1]:
        offset, line = reader.lines[at]
        at += 1
        if row == 1 and _TABLE.fullmatch(line):
            continue
        row += 1
        inner = line.strip().strip("|")
        position = offset + line.index(inner) if inner else offset
        for column, cell in enumerate(inner.split("|"), 1):
            body = cell.strip()
            start = position + len(cell) - len(cell.lstrip())
            header = headers[column - 1] if row > 1 and column <= len(headers) else ""
            if body:
                end = start + len(body)
                reader.blocks.append(Block(start, end, "table_row", row=row, column=column, header=header))
            if row == 1:
                headers.append(body)
            position += len(cell) + 1
    return at
