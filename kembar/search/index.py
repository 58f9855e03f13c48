"""The index of a study's texts: a file that can be made again, with a row for each paragraph, row or heading.

It holds words and places, no text: what is found is read, and confirmed, in the frozen text itself. Texts never
change, so a text is taken in once; one that is no longer current is passed over.
"""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from kembar.search.query import Query
from kembar.search.tokens import words
from kembar.types import Block, Document

VERSION = 1
_TABLES = (
    "create table text (id integer primary key, sha256 text unique) strict",
    "create table piece (id integer primary key, text integer, start integer, end integer) strict",
    "create virtual table word using fts5(body, content='', tokenize='unicode61 remove_diacritics 0')",
)
_FOUND = (
    "select text.sha256, piece.start, piece.end from word join piece on piece.id = word.rowid"
    " join text on text.id = piece.text where word match ? and text.sha256 in (select value from json_each(?))"
    " order by word.rank, piece.id limit ?"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text in which a question may be answered."""

    text_sha256: str
    start: int
    end: int


class Index:
    """The file; damaged or of another version it is made anew, and where it cannot be written it is kept in memory."""

    def __init__(self, path: Path) -> None:
        self._db = _open(path)

    def __enter__(self) -> Index:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._db.close()

    def known(self) -> set[str]:
        """Return the hashes of the texts that were taken in."""
        return {row[0] for row in self._db.execute("select sha256 from text")}

    def add(self, document: Document) -> None:
        """Take in a text, whole or not at all."""
        self._db.execute("begin immediate")
        try:
            made = self._db.execute("insert or ignore into text (sha256) values (?)", (document.sha256,))
            if made.rowcount:
                self._pieces(made.lastrowid or 0, document)
        except BaseException:
            self._db.execute("rollback")
            raise
        self._db.execute("commit")

    def _pieces(self, text: int, document: Document) -> None:
        first = self._db.execute("select coalesce(max(id), 0) from piece").fetchone()[0] + 1
        spans = list(pieces(document))
        self._db.executemany(
            "insert into piece values (?, ?, ?, ?)", [(first + n, text, *span) for n, span in enumerate(spans)]
        )
        bodies = [(first + n, words(document.text[start:end])) for n, (start, end) in enumerate(spans)]
        self._db.executemany("insert into word (rowid, body) values (?, ?)", bodies)

    def find(self, query: Query, texts: Collection[str], most: int = 500) -> list[Piece]:
        """Return where a question may be answered in the texts named, the best first."""
        if not query.match:
            return []
        rows = self._db.execute(_FOUND, (query.match, json.dumps(sorted(texts)), most))
        return [Piece(*row) for row in rows]


def pieces(document: Document) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a text that are found as one: a block, all cells of a row, a paragraph."""
    open_: Block | None = None
    for block in document.blocks or _paragraphs(document.text):
        if open_ and block.row and block.row == open_.row and block.column > open_.column:
            open_ = Block(open_.start, block.end, open_.role, row=block.row, column=block.column)
            continue
        if open_ and open_.end > open_.start:
            yield open_.start, open_.end
        open_ = block
    if open_ and open_.end > open_.start:
        yield open_.start, open_.end


def _paragraphs(text: str) -> list[Block]:
    return [Block(match.start(), match.end()) for match in re.finditer(r"\S.*(?:\n[^\S\n]*\S.*)*", text)]


def _open(path: Path) -> sqlite3.Connection:
    for attempt in range(2):
        try:
            return _connect(str(path))
        except sqlite3.Error:
            if attempt == 0:
                with contextlib.suppress(OSError):
                    for ending in ("", "-wal", "-shm"):
                        path.with_name(path.name + ending).unlink(missing_ok=True)
    return _connect(":memory:")


def _connect(path: str) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=5, isolation_level=None)
    try:
        db.execute("pragma journal_mode = wal")
        db.execute("pragma synchronous = off")
        db.execute("begin immediate")
        version = db.execute("pragma user_version").fetchone()[0]
        tables = db.execute("select count(*) from sqlite_master").fetchone()[0]
        if version not in (0, VERSION) or (version == 0 and tables):
            raise sqlite3.DatabaseError("another version")
        for statement in _TABLES if version == 0 else ():
            db.execute(statement)
        db.execute(f"pragma user_version = {VERSION}")
        db.execute("commit")
    except BaseException:
        db.close()
        raise
    return db
