"""RTF texts: paragraphs with their list numbers, headings by outline level, tables, notes, text boxes.

Insertions stay; deletions, hidden text, page heads and comments go. RTF does not say where pages turn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kembar.offsets import letters
from kembar.sources import rtftokens
from kembar.sources.extraction import Extraction, problem
from kembar.sources.flow import Flow, without_marks
from kembar.sources.grid import Grid
from kembar.types import Problem

EXTRACTOR = "rtf 1"
_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_SIGNS = {"tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’"}
_SIGNS |= {"ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ", "zwnj": "\u200c"}
_SYMBOLS = {b"~": "\u00a0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}"}
# Groups whose text is no part of the document, starred or not.
_SKIPPED = frozenset(
    ("colortbl", "pict", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "sp")
)
_SKIPPED |= {"nonshppict", "shprslt", "nonesttables", "listtable", "filetbl", "revtbl", "xe", "tc", "private"}
# Starred groups that hold text all the same.
_KEPT = frozenset(("footnote", "shpinst", "shptxt", "dptxbxtext", "do", "ud", "pntext", "listtext"))
_SINKS = {"footnote": "note", "shptxt": "box", "dptxbxtext": "box", "listtext": "label", "pntext": "label"}
_SINKS |= {"title": "title", "author": "author", "fonttbl": "fonts", "stylesheet": "styles"}


@dataclass(slots=True)
class _State:
    """What a group inherits: where its text goes, its code page, how many signs follow ``\\u``, and what is hidden."""

    sink: str = "text"
    page: str = ""
    skip: bool = False
    upr: bool = False
    uc: int = 1
    hidden: bool = False
    deleted: bool = False


def read(data: bytes, name: str, encodings: tuple[str, ...] = ()) -> Extraction:
    """Read an .rtf file from its bytes; ``name`` stands in problems."""
    reader = _Reader()
    for kind, value, number in rtftokens.tokens(data):
        reader.take(kind, value, number)
    return reader.finish(name)


class _Reader:
    def __init__(self) -> None:
        self.flow = Flow()
        self._stack: list[_State] = []
        self._state = _State()
        self._raw = bytearray()
        self._texts: dict[str, list[str]] = {}
        self._notes: list[str] = []
        self._boxes: list[str] = []
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._outlines: dict[int, int] = {}
        self._document = "cp1252"
        self._default = 0
        self._pending = self._lost = 0
        self._star = False
        self._lines: list[str] = []  # the paragraphs so far of the cell that is being read
        self._rows: list[list[str]] = []
        self._row: list[str] = []
        self._merged: list[bool] = []
        self._shape: dict[str, int] = {}

    def take(self, kind: str, value: bytes, number: int | None) -> None:
        """Take one token."""
        if kind == "group":
            self._open() if value == b"{" else self._close()
        elif kind == "word":
            self._flush()
            self._word(value.decode("ascii"), number)
            self._star = False
        elif kind == "symbol" and value == b"*":
            self._star = True
        elif kind == "symbol" and value not in b"\\{}":
            self._say(_SYMBOLS.get(value, ""))
        elif not self._state.skip:
            plain = bytes.fromhex(value.decode("ascii")) if kind == "byte" else value
            skipped = min(self._pending, len(plain))
            self._pending -= skipped
            self._raw += plain[skipped:]

    def _open(self) -> None:
        self._flush()
        self._stack.append(replace(self._state))

    def _close(self) -> None:
        """End a group: the text of a note, box or label is complete."""
        self._flush()
        if not self._stack:
            return
        ended, self._state = self._state, self._stack.pop()
        if ended.sink == self._state.sink == "styles":
            self._style(self._taken("styles").strip(" ;"))
        if ended.sink == self._state.sink:
            return
        if ended.sink == "note":
            self._notes.append(self._taken("note"))
        elif ended.sink == "box":
            self._boxes.append(self._taken("box"))

    def _style(self, name: str) -> None:
        """Take the name of a style: those of titles and headings are English words in every program's files."""
        style = self._shape.get("style", -1)
        if match := _HEADING.fullmatch(name):
            self._outlines.setdefault(style, int(match[1]) - 1)
        elif name == "Title":
            self._outlines[style] = 0

    def _flush(self) -> None:
        """Decode the bytes that were waiting; nothing more of ``\\u`` is to be left out."""
        self._pending = 0
        if self._raw:
            raw = bytes(self._raw)
            self._raw.clear()
            page = self._state.page or self._fonts.get(self._default, "") or self._document
            text, lost = rtftokens.text_of(raw, page, self._document)
            self._lost += lost if not self._state.skip else 0
            self._say(text)

    def _say(self, text: str) -> None:
        state = self._state
        if self._raw:
            self._flush()
        if text and not (state.skip or state.hidden or state.deleted):
            self._texts.setdefault(state.sink, []).append(without_marks(text))

    def _taken(self, sink: str) -> str:
        return rtftokens.joined("".join(self._texts.pop(sink, ())))

    def _word(self, word: str, number: int | None) -> None:
        state = self._state
        if word in _SINKS and not (word in ("title", "author") and state.sink != "info"):
            state.sink = _SINKS[word]
        elif word == "info":
            state.sink = "info"
        elif word in ("upr", "ud"):
            state.upr, state.skip = word == "upr", word == "upr" or (state.skip and not state.upr)
        elif word in _SKIPPED or (self._star and word not in _KEPT):
            state.skip, state.upr = True, False
        elif state.sink in ("fonts", "styles"):
            self._define(word, number)
        elif word == "u" and number is not None:
            self._say(chr(number % 65536))
            self._pending = state.uc
        elif word in _SIGNS:
            self._say(_SIGNS[word])
        elif not self._format(word, number) and not state.skip:
            self._structure(word, number)

    def _define(self, word: str, number: int | None) -> None:
        """Take a font's charset, or a style's number and outline level."""
        if word == "f" and self._state.sink == "fonts":
            self._font = number or 0
        elif word == "fcharset":
            self._fonts[self._font] = rtftokens.CHARSETS.get(number or 0, "")
        elif word == "cpg" and number:
            self._fonts[self._font] = rtftokens.known(number)
        elif word == "s" and self._state.sink == "styles":
            self._shape["style"] = number or 0
            self._taken("styles")
        elif word == "outlinelevel" and number is not None and "style" in self._shape:
            self._outlines[self._shape["style"]] = number

    def _format(self, word: str, number: int | None) -> bool:
        """Take a word that changes how what follows is read; True if it was one."""
        state = self._state
        if word == "f":
            state.page = self._fonts.get(number or 0, "")
        elif word == "plain":
            state.page, state.hidden, state.deleted = "", False, False
        elif word == "uc":
            state.uc = max(0, min(10, 1 if number is None else number))
        elif word in ("v", "deleted"):
            setattr(state, "hidden" if word == "v" else "deleted", number != 0)
        elif word == "ansicpg" and number:
            self._document = rtftokens.known(number)
        elif word == "mac":
            self._document = "mac_roman"
        elif word == "deff":
            self._default = number or 0
        else:
            return False
        return True

    def _structure(self, word: str, number: int | None) -> None:
        """Take a word that ends a paragraph, cell or row, or says what the paragraph is."""
        if self._state.sink != "text":
            self._say(
                "\n" if word in ("par", "sect", "row", "nestrow") else " " if word in ("cell", "nestcell") else ""
            )
        elif word in ("par", "sect"):
            self._paragraph()
        elif word in ("nestcell", "nestrow"):
            self._say(" ")
        elif word == "cell":
            self._end_line()
            self._row.append("".join(self._lines).strip())
            self._lines = []
        elif word == "row":
            self._end_row()
        elif word == "trowd":
            self._merged = []
        elif word == "clvmrg":
            self._shape["above"] = 1
        elif word == "cellx":
            self._merged.append(bool(self._shape.pop("above", 0)))
        elif word == "pard":
            self._shape = {}
        elif word in ("s", "outlinelevel", "ilvl", "intbl"):
            self._shape[word] = 1 if number is None else number

    def _paragraph(self) -> None:
        """End a paragraph; inside of a table it is a line of its cell."""
        if self._shape.get("intbl"):
            self._end_line("\n")
            return
        text, label = "".join([*self._lines, self._taken("text")]), self._taken("label").strip()
        self._lines = []
        self._end_table()
        style = self._shape.get("s", -1)
        level = self._shape.get("outlinelevel", self._outlines.get(style, 9))
        if level < 9:
            self.flow.add(text, "heading", level + 1, label)
        elif label and not letters(label).text:
            self.flow.add(text, "list_item", min(9, self._shape.get("ilvl", 0)) + 1)
        else:
            self.flow.add(text, label=label)
        self._end_notes()

    def _end_line(self, end: str = "") -> None:
        """Add a paragraph to the cell that is being read, behind its label."""
        label = self._taken("label").strip()
        self._lines += [f"{label} " if label else "", self._taken("text"), end]

    def _end_notes(self) -> None:
        for note in self._notes:
            self.flow.note(note)
        for line in (line for box in self._boxes for line in box.split("\n")):
            self.flow.add(line)
        self._notes, self._boxes = [], []

    def _end_row(self) -> None:
        above = self._rows[-1] if self._rows else []
        for at, merged in enumerate(self._merged[: len(self._row)]):
            if merged and at < len(above) and not self._row[at].strip():
                self._row[at] = above[at]
        self._rows.append(self._row)
        self._row = []

    def _end_table(self) -> None:
        """Write the rows that were collected; a table of a single column is a frame around paragraphs."""
        rows, self._rows = self._rows, []
        if all(len(row) == 1 for row in rows):
            for line in (line for row in rows for line in row[0].split("\n")):
                self.flow.add(line)
            return
        grid = Grid()
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                grid.put(at, column, " ".join(cell.split()))
        self.flow.table(grid.rows())

    def finish(self, name: str) -> Extraction:
        """Return the extraction; a file that ends inside of a group was cut off."""
        self._flush()
        if self._row:
            self._end_row()
        self._shape = {}
        self._paragraph()
        problems = list[Problem]()
        if self._stack:
            message = "This file is cut off; what stands before the cut was read."
            problems.append(problem("warning", "damaged", message, name, "Fetch it again."))
        if self._lost:
            message = f"{self._lost} bytes stand for no letter in the code page of their font; they are shown as \\xNN."
            problems.append(problem("warning", "encoding", message, name, "Save it anew as .docx and add that."))
        own = (self._taken("title"), self._taken("author"))
        return self.flow.finish(EXTRACTOR, name, own, "document properties", problems)
