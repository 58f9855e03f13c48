"""Text files (.txt, .md, .csv): frozen as decoded, columns side by side put in order; blocks are found by shape."""

from __future__ import annotations

from typing import Any, Literal

from kembar.sources import csvfile, markdown, plaintext
from kembar.sources.encodings import broken_line, decode
from kembar.sources.extraction import Extraction, clean, failure, problem
from kembar.sources.frontpage import told
from kembar.sources.sidebyside import unwoven
from kembar.sources.table import guess

Kind = Literal["text", "markdown", "csv"]


def read(data: bytes, name: str, preferred: tuple[str, ...] = (), kind: Kind = "text") -> Extraction:
    """Read a text file from its bytes; ``preferred`` are encodings to try first, ``name`` stands in problems."""
    decoded = decode(data, preferred=preferred)
    if decoded is None:
        return unreadable(data, name)
    text, notes = clean(decoded.text)
    problems = [problem("note", "cleaned", f"{note}.", name) for note in notes]
    if not decoded.sure:
        hint = "If letters look wrong, save it as UTF-8 and add it again."
        problems.append(problem("note", "encoding_guessed", f"Read as {decoded.encoding}.", name, hint))
    if not text.strip():
        return failure("empty", "This file holds no text.", name)
    if kind == "text" and (straight := unwoven(text)) != text:
        text = straight
        problems.append(problem("note", "columns", "Columns side by side were put one below the other.", name))
    reader = {"text": _plain, "markdown": _markdown, "csv": _csv}[kind]
    return reader(text, tuple(problems))


def unreadable(data: bytes, name: str) -> Extraction:
    """Return the failure for bytes that no encoding makes a text of, with the line where UTF-8 breaks off."""
    hint = "Save it as UTF-8 and add it again."
    if line := broken_line(data):
        return failure("encoding", "This text is UTF-8, but this line holds broken letters.", f"{name}:{line}", hint)
    return failure("encoding", "The encoding of this file could not be told, or it is no text.", name, hint)


def _plain(text: str, problems: tuple[Any, ...]) -> Extraction:
    blocks = plaintext.blocks_of(text)
    fields, basis = told(text, blocks, "the first line")
    return Extraction(text, blocks, (), plaintext.EXTRACTOR, fields, basis, problems)


def _markdown(text: str, problems: tuple[Any, ...]) -> Extraction:
    front, start = markdown.front_matter(text)
    blocks = markdown.blocks_of(text, start)
    fields, basis = told(text, blocks, "the first line")
    fields |= front
    basis |= dict.fromkeys(front, "front matter")
    return Extraction(text, blocks, (), markdown.EXTRACTOR, fields, basis, problems)


def _csv(text: str, problems: tuple[Any, ...]) -> Extraction:
    blocks = csvfile.blocks_of(text)
    columns = guess(dict.fromkeys(block.header for block in blocks if block.header))
    return Extraction(text, blocks, (), csvfile.EXTRACTOR, problems=problems, table=columns)
