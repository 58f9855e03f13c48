"""What a reader makes of a file, and how it becomes a document: the shapes that all readers share."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from kembar import languages
from kembar.sources import table
from kembar.types import Block, Document, LineBox, Problem, Role, Source

STAGE = "sources"
#: The basis of an address that a saved page carries: the page was accessed on the day of its file.
SAVED_FROM = "the address it was saved from"


@dataclass(frozen=True, slots=True)
class Extraction:
    """A file's text with its layout, the bibliographic fields found in it, and what went wrong.

    ``fields`` are named as in CSL (``title``, ``author`` a list of names, ``issued`` EDTF, ``publisher``, ``URL``,
    ``DOI`` ...) and ``basis`` says for each where it was found. ``table`` maps column headers of a spreadsheet to the
    fields that they seem to hold. A file that could not be read has an empty text and a problem of severity error.
    """

    text: str = ""
    blocks: tuple[Block, ...] = ()
    lines: tuple[LineBox, ...] = ()
    extractor: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    basis: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    table: Mapping[str, str] | None = None

    @property
    def failed(self) -> bool:
        """Tell whether nothing could be read."""
        return not self.text


def failure(name: str, message: str, where: str, hint: str = "") -> Extraction:
    """Return an extraction without text that says why."""
    return Extraction(problems=(problem("error", name, message, where, hint),))


def problem(severity: Any, name: str, message: str, where: str, hint: str = "") -> Problem:
    """Return a problem of this stage."""
    return Problem(severity, name, message, hint, STAGE, where)


def clean(text: str) -> tuple[str, list[str]]:
    """Bring a decoded text to the form that is frozen, and say what was changed beyond line ends.

    NFC, LF for CRLF and CR, no byte order mark, no NUL, no lone surrogate; nothing else is touched.
    """
    said: list[str] = []
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    kept = text.replace("\0", "")
    try:
        kept.encode("utf-8")
    except UnicodeEncodeError:
        kept = "".join(c for c in kept if not "\ud800" <= c <= "\udfff")
    if len(kept) < len(text):
        said.append(f"{len(text) - len(kept)} NUL or broken characters left out")
    composed = kept if kept.isascii() else unicodedata.normalize("NFC", kept)
    if composed != kept:
        said.append("letters with separate accents composed (NFC)")
    return composed, said


class Builder:
    """Makes the text of a file that has none of its own (PDF, HTML, DOCX, XLSX), block by block."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.blocks: list[Block] = []

    def gap(self, text: str) -> None:
        """Add what separates blocks, or a mark in front of one; blanks at the very start are left out."""
        if self._length or text == "\f" or text.strip():
            self._parts.append(text)
            self._length += len(text)

    def add(self, text: str, role: Role = "body", **layout: Any) -> Block | None:
        """Add a block; ``layout`` are further fields of Block. An empty text adds nothing."""
        if not text:
            return None
        block = Block(self._length, self._length + len(text), role, **layout)
        self._parts.append(text)
        self._length = block.end
        self.blocks.append(block)
        return block

    def row(self, cells: list[str], row: int, headers: list[str], **layout: Any) -> None:
        """Add a table row: a block a cell, tabs between them."""
        for column, cell in enumerate(cells, 1):
            if column > 1:
                self.gap("\t")
            header = headers[column - 1] if column <= len(headers) else ""
            self.add(cell, "table_row", row=row, column=column, header=header, **layout)

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)


def fill(source: Source, extraction: Extraction) -> Source:
    """Return the source with what the file says of itself where the source says nothing yet."""
    own = {"title": "title", "author": "author", "issued": "issued", "publisher": "publisher", "URL": "url"}
    own |= {"accessed": "accessed", "language": "language"}
    given: dict[str, Any] = {}
    more: dict[str, Any] = {}
    for name, value in extraction.fields.items():
        attribute = own.get(name)
        if attribute and not getattr(source, attribute):
            given[attribute] = tuple(value) if attribute == "author" else value
        elif not attribute and name not in source.fields:
            more[name] = value
    taken = {**{own.get(n, n): b for n, b in extraction.basis.items() if own.get(n, n) in given or n in more}}
    return replace(source, **given, fields={**source.fields, **more}, basis={**taken, **source.basis})


def freeze(source: Source, extraction: Extraction) -> Document:
    """Make the citable document of an extraction: its text hashed, its language told."""
    text = extraction.text
    language = source.language or _language(extraction)
    digest = sha256(text.encode("utf-8")).hexdigest()
    return Document(source, text, digest, extraction.extractor, language, extraction.blocks, extraction.lines)


def _language(extraction: Extraction) -> str:
    """Tell the language of a text; a table of names and numbers has little but its headers that could tell it."""
    told = languages.detect(extraction.text)
    if extraction.table is None or languages.has_rules(told):
        return told
    headers = dict.fromkeys(block.header for block in extraction.blocks if block.header)
    headed, wholly = table.language_of(headers)
    return headed if wholly or not told else told


_BLOCK = ("start", "end", "role", "level", "sheet", "page", "row", "column", "header")
_LINE = ("start", "end", "sheet", "left", "top", "right", "bottom")


def layout_json(document: Document) -> bytes:
    """Write a document's layout as JSON (UTF-8): extractor, language, and a list a block and a line."""
    content = {
        "format": 1,
        "text_sha256": document.sha256,
        "extractor": document.extractor,
        "language": document.language,
        "block": _BLOCK,
        "blocks": [[getattr(b, name) for name in _BLOCK] for b in document.blocks],
        "line": _LINE,
        "lines": [
            [getattr(line, name) for name in _LINE] + ([line.confidence] if line.confidence < 1 else [])
            for line in document.lines
        ],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def document_of(source: Source, text: str, layout: bytes) -> Document:
    """Make the document again from its frozen text and its layout; ValueError if the layout is damaged."""
    content = json.loads(layout)
    try:
        blocks = tuple(Block(*values) for values in content["blocks"])
        lines = tuple(LineBox(*values) for values in content["lines"])
        extractor, language = str(content["extractor"]), str(content["language"])
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a layout: {error}") from None
    digest = sha256(text.encode("utf-8")).hexdigest()
    return Document(source, text, digest, extractor, source.language or language, blocks, lines)
