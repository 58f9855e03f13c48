"""Text files (.txt, .md, .csv): frozen as decoded, with blocks found by shape; fields where the text gives them."""

from __future__ import annotations

from typing import Any, Literal

from kembar.sources import csvfile, markdown, pagedates, plaintext
from kembar.sources.encodings import decode
from kembar.sources.extraction import Extraction, clean, failure, problem
from kembar.sources.table import guess
from kembar.types import Block

Kind = Literal["text", "markdown", "csv"]
_FRONT_BLOCKS = 8


def read(data: bytes, name: str, preferred: tuple[str, ...] = (), kind: Kind = "text") -> Extraction:
    """Read a text file from its bytes; ``preferred`` are encodings to try first, ``name`` stands in problems."""
    decoded = decode(data, preferred=preferred)
    if decoded is None:
        message = "The encoding of this file could not be told, or it is no text."
        return failure("encoding", message, name, "Save it as UTF-8 and add it again.")
    text, notes = clean(decoded.text)
    problems = [problem("note", "cleaned", f"{note}.", name) for note in notes]
    if not decoded.sure:
        hint = "If letters look wrong, save it as UTF-8 and add it again."
        problems.append(problem("note", "encoding_guessed", f"Read as {decoded.encoding}.", name, hint))
    if not text.strip():
        return failure("empty", "This file holds no text.", name)
    reader = {"text": _plain, "markdown": _markdown, "csv": _csv}[kind]
    return reader(text, tuple(problems))


def _plain(text: str, problems: tuple[Any, ...]) -> Extraction:
    blocks = plaintext.blocks_of(text)
    fields, basis = _told(text, blocks)
    return Extraction(text, blocks, (), plaintext.EXTRACTOR, fields, basis, problems)


def _markdown(text: str, problems: tuple[Any, ...]) -> Extraction:
    front, start = markdown.front_matter(text)
    blocks = markdown.blocks_of(text, start)
    fields, basis = _told(text, blocks)
    fields |= front
    basis |= dict.fromkeys(front, "front matter")
    return Extraction(text, blocks, (), markdown.EXTRACTOR, fields, basis, problems)


def _csv(text: str, problems: tuple[Any, ...]) -> Extraction:
    blocks = csvfile.blocks_of(text)
    columns = guess(dict.fromkeys(block.header for block in blocks if block.header))
    return Extraction(text, blocks, (), csvfile.EXTRACTOR, problems=problems, table=columns)


def _told(text: str, blocks: tuple[Block, ...]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the title and the date that the first blocks of a text show."""
    fields: dict[str, Any] = {}
    basis: dict[str, str] = {}
    title = next((block for block in blocks if block.role == "title"), None)
    if title:
        fields["title"] = " ".join(text[title.start : title.end].split())
        basis["title"] = "the first line"
    front = [b for b in blocks if b.role not in ("title", "table_row", "running_head")][:_FRONT_BLOCKS]
    short = [pagedates.ShortLine(text[b.start : b.end], b.role == "body") for b in front if b.end - b.start < 120]
    day, rule = pagedates.published([], {}, short)
    if day:
        fields["issued"], basis["issued"] = day, rule
    return fields, basis
