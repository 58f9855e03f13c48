"""Hangul documents (.hwp, HWP 5): an OLE file with streams of records; its preview text is never taken for the text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from kembar.sources import hwprecords
from kembar.sources.extraction import Extraction, failure
from kembar.sources.flow import Flow, without_marks
from kembar.sources.hwprecords import CONTROL, LINES, LIST, PAGE, PARA_HEADER, PARA_TEXT, TABLE, Record, number
from kembar.sources.hwptext import Paragraph, Table, Writer, set_pages
from kembar.sources.numbering import Counter
from kembar.sources.zips import UnsafeError

EXTRACTOR = "hwp 1"
_SIGNATURE = b"HWP Document File"
# Bits of the file's head that make its text unreadable without a key.
_LOCKS = (
    (1 << 1, "This file is locked with a password.", "Save it without a password and add that."),
    (1 << 2, "This is a distribution copy; its text is locked.", "Ask its maker for the ordinary file, or for a PDF."),
    (1 << 4, "This file is locked by rights management (DRM).", "Ask its maker for a PDF."),
    (1 << 8, "This file is locked with a certificate.", "Save it without the certificate and add that."),
    (1 << 10, "This file is locked by rights management (DRM).", "Ask its maker for a PDF."),
)
# Signs of one unit; all other signs below 32 are controls of 8 units.
_SINGLE = {0: "", 10: "\n", 13: "", 24: "-", 25: "", 26: "", 27: "", 28: "", 29: "", 30: "\u00a0", 31: " "}
_CONTROL_UNITS = 8
_SKIPPED = ("head", "foot", "tcmt", "eqed", "secd", "cold")


def read(data: bytes, name: str, encodings: tuple[str, ...] = ()) -> Extraction:
    """Read a .hwp file from its bytes; ``name`` stands in problems."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            head = hwprecords.stream(ole, "FileHeader", False)
            flags = number(head, 36, 4)
            if not head.startswith(_SIGNATURE) or len(head) < 40:
                raise UnsafeError("This file is no document of Hangul")
            for bit, message, hint in _LOCKS:
                if flags & bit:
                    return failure("encrypted", message, name, hint)
            return _read(ole, bool(flags & 1), name)
    except UnsafeError as error:
        return failure("damaged", f"{error}.", name, "Open it in Hangul and save it anew as .hwpx.")
    except (OSError, ValueError, KeyError, IndexError) as error:  # what olefile raises for a damaged container
        what = " ".join(str(error).split())[:200]
        return failure(
            "damaged", f"This file is damaged ({what}).", name, "Open it in Hangul and save it anew as .hwpx."
        )


def _read(ole: Any, packed: bool, name: str) -> Extraction:
    info = hwprecords.tree(hwprecords.stream(ole, "DocInfo", packed))
    found = [
        (int(m[1]), "/".join(p)) for p in ole.listdir() if (m := re.fullmatch(r"BodyText/Section(\d+)", "/".join(p)))
    ]
    if not found:
        raise UnsafeError("This file has no section of text")
    sections = [hwprecords.tree(hwprecords.stream(ole, path, packed)) for _, path in sorted(found)]
    reader = _Reader(info)
    paragraphs: list[Paragraph] = []
    for section in sections:
        made = [reader.paragraph(record) for record in section if record.tag == PARA_HEADER]
        for first in made[:1]:
            first.breaks = first.breaks or bool(paragraphs)
        paragraphs += made
    own = _properties(ole)
    known = not reader.columns and set_pages(paragraphs, min(reader.heights, default=0))
    known = known and (own.get(14) or 0) in (0, 1 + sum(len(p.turns) for p in paragraphs))  # 0: not counted
    flow = Flow(1 if known else 0, reader.printed)
    Writer(flow, reader.lists).write(paragraphs)
    return flow.finish(EXTRACTOR, name, (_said(own.get(2)), _said(own.get(4))), "document properties")


def _properties(ole: Any) -> dict[int, Any]:
    """Return the file's own data: 2 title, 4 author, 14 number of pages."""
    try:
        return dict(ole.getproperties("\x05HwpSummaryInformation"))
    except Exception:  # olefile breaks on damaged properties in many ways; the text does not depend on them
        return {}


def _said(value: Any) -> str:
    if isinstance(value, bytes):
        value = value.decode("utf-8", "ignore")
    return value.partition("\0")[0] if isinstance(value, str) else ""  # olefile reads on behind the end


class _Reader:
    """Turns records into paragraphs; ``lists`` are the numberings by number from 1, that of the outline by name."""

    def __init__(self, info: list[Record]) -> None:
        self._shapes = hwprecords.shapes(info)
        found = hwprecords.numberings(info)
        self.lists = {str(at): Counter(levels) for at, levels in enumerate(found, 1)}
        self.lists["outline"] = Counter({})
        self.columns = self.printed = False
        self.heights: list[int] = []

    def paragraph(self, record: Record) -> Paragraph:
        """Return the paragraph of a header record, with what hangs on it."""
        shape = number(record.data, 8)
        kind, named, depth = self._shapes[shape] if shape < len(self._shapes) else ("", "", 0)
        made = Paragraph(kind=kind, numbering=named, level=depth, breaks=bool(number(record.data, 11, 1) & 4))
        for below in record.below:
            if below.tag == PARA_TEXT:
                made.pieces = list(_pieces(below.data))
            elif below.tag == LINES:
                for at in range(0, len(below.data) - 35, 36):
                    made.lines.append((number(below.data, at, 4), number(below.data, at + 4, 4)))
            elif below.tag == CONTROL:
                self._control(made, below)
        return made

    def _control(self, made: Paragraph, record: Record) -> None:
        name = record.data[3::-1].decode("latin-1")
        if name == "secd":
            outline = self.lists.get(str(number(record.data, 18)))
            self.lists["outline"] = Counter(outline.levels if outline else {})
            self.heights += [_height(r.data) for r in record.below if r.tag == PAGE]
        elif name == "cold":
            self.columns = self.columns or number(record.data, 4) >> 2 & 0xFF > 1
        elif name == "pgnp":
            self.printed = True
        elif name in ("fn  ", "en  "):
            made.notes.append([self.paragraph(r) for r in _paragraphs(record)])
        elif name == "tbl ":
            made.inner += self._table(record)
            made.height = max(made.height, number(record.data, 20, 4) or 10**7)
        elif name == "tdut":
            made.pieces.append((-1, hwprecords.units(record.data[6 : 6 + 2 * number(record.data, 4)])))
        elif name not in _SKIPPED:
            box = [self.paragraph(r) for r in _paragraphs(record)]
            if box:
                made.inner.append(box)

    def _table(self, record: Record) -> list[Table | list[Paragraph]]:
        """Return a table's caption and the table; its cells are list records with their places, then paragraphs."""
        table, caption = Table(), list[Paragraph]()
        inside, cell = False, caption
        for below in record.below:
            inside = inside or below.tag == TABLE
            if below.tag == LIST and inside:
                cell = []
                column, row, down = (number(below.data, at) for at in (8, 10, 14))
                table.cells.append((row, column, down, cell))
            if below.tag == LIST:
                cell += [self.paragraph(r) for r in _paragraphs(below)]
            elif below.tag == PARA_HEADER:
                cell.append(self.paragraph(below))
        return [caption, table] if caption else [table]


def _height(data: bytes) -> int:
    """Return the height of a page's text; a page on its side is as high as wide."""
    width, high, _, _, top, bottom, head, foot, _, flags = (number(data, at, 4) for at in range(0, 40, 4))
    return (min(width, high) if flags & 1 else high) - top - bottom - head - foot


def _paragraphs(record: Record) -> Iterator[Record]:
    """Yield the paragraphs below a record, not those below them."""
    for below in record.below:
        if below.tag == PARA_HEADER:
            yield below
        else:
            yield from _paragraphs(below)


def _pieces(data: bytes) -> Iterator[tuple[int, str]]:
    """Yield (unit, text) of a paragraph's text; controls of several units are left out, a tab is one."""
    start = at = 0
    end = len(data) // 2
    while at < end:
        code = number(data, 2 * at)
        if code >= 32:
            at += 1
            continue
        if at > start:
            yield start, without_marks(hwprecords.units(data[2 * start : 2 * at]))
        sign = "\t" if code == 9 else _SINGLE.get(code, "")
        if sign:
            yield at, sign
        at += 1 if code in _SINGLE else _CONTROL_UNITS
        start = at
    if at > start:
        yield start, without_marks(hwprecords.units(data[2 * start : 2 * end]))
