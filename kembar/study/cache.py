"""``cache.db``: what can be made again from texts (facts, traces, sketches, problems of reading); it may be deleted."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from kembar.problems import takes_no_more
from kembar.types import Problem

VERSION = 2
_USED, _TAKEN = 1, 2  # what a row of the table log says of study.db: it held something, it came from another copy
_TABLES = (
    "create table fact (text text, reader text, language text, places text, years text,"
    " primary key (text, reader)) strict",
    "create table trace (text text, reader text, body text, primary key (text, reader)) strict",
    "create table sketch (text text primary key, body text) strict",
    "create table spelling (gazetteer text, place text, body text, primary key (gazetteer, place)) strict",
    "create table problem (source text, stage text, body text) strict",
    "create index problem_of on problem (source, stage)",
)
_encode = msgspec.json.encode
_problem = msgspec.json.Decoder(Problem).decode


class Cache:
    """The derived database of a study: made anew if damaged or old, a copy in memory if it cannot be written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._db = self._open()

    def _open(self) -> sqlite3.Connection:
        for attempt in range(2):
            try:
                return _connect(str(self.path))
            except sqlite3.Error as error:
                full = takes_no_more(error, self.path.parent)
                if full or not os.access(self.path.parent, os.W_OK):
                    return _copied(self.path)
                if attempt == 0:
                    with contextlib.suppress(OSError):
                        for ending in ("", "-wal", "-shm"):
                            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)
        return _connect(":memory:")

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def readers(self) -> set[tuple[str, str]]:
        """Return (text hash, reader) of all stored facts; a reader is coder and versions in one string."""
        return set(self._db.execute("select text, reader from fact"))

    def facts(self) -> dict[tuple[str, str], tuple[str, frozenset[str], frozenset[int]]]:
        """Return language, place ids mentioned and years dated, by text hash and reader, the latest reader last."""
        rows = self._db.execute("select text, reader, language, places, years from fact order by rowid")
        loads = msgspec.json.decode
        return {(text, by): (lang, frozenset(loads(at)), frozenset(loads(years))) for text, by, lang, at, years in rows}

    def trace(self, text: str, reader: str) -> Any:
        """Return how a text was read (candidates, what fired, what was rejected) by a reader, else by the latest."""
        ask = "select body from trace where text = ? order by reader = ? desc, rowid desc limit 1"
        row = self._db.execute(ask, (text, reader)).fetchone()
        return msgspec.json.decode(row[0]) if row else None

    def keep(
        self, text: str, reader: str, language: str, places: Iterable[str], years: Iterable[int], trace: bytes
    ) -> None:
        """Store what one reader found in one text."""
        values = (_encode(sorted(set(places))).decode(), _encode(sorted(set(years))).decode())
        self._run("insert or replace into fact values (?, ?, ?, ?, ?)", [(text, reader, language, *values)])
        self._run("insert or replace into trace values (?, ?, ?)", [(text, reader, trace.decode("utf-8"))])

    def sketches(self) -> dict[str, frozenset[int]]:
        """Return the sketches for the search of copies, by text hash."""
        rows = self._db.execute("select text, body from sketch")
        return {text: frozenset(msgspec.json.decode(body)) for text, body in rows}

    def keep_sketch(self, text: str, sketch: Iterable[int]) -> None:
        """Store one sketch."""
        self._run("insert or replace into sketch values (?, ?)", [(text, _encode(sorted(sketch)).decode())])

    def spellings(self, gazetteer: str) -> dict[str, tuple[str, ...]]:
        """Return the spellings of places that were looked up in this version of the gazetteer."""
        rows = self._db.execute("select place, body from spelling where gazetteer = ?", (gazetteer,))
        return {place: tuple(msgspec.json.decode(body)) for place, body in rows}

    def keep_spellings(self, gazetteer: str, found: Mapping[str, tuple[str, ...]]) -> None:
        """Store the spellings of places: the gazetteer must be read as a whole for them."""
        rows = [(gazetteer, place, _encode(names).decode("utf-8")) for place, names in found.items()]
        self._run("insert or replace into spelling values (?, ?, ?)", rows)

    def remembers(self) -> bool:
        """Tell whether the study's log is known to have held something."""
        return bool(self._db.execute("select exists (select 1 from fact) or exists (select 1 from log)").fetchone()[0])

    def remember(self) -> None:
        """Keep that the log holds something, so that its loss can be told."""
        if not self.remembers():
            self._run("insert into log values (?)", [(_USED,)])

    def take_over(self) -> None:
        """Keep that the log's first readings by rules came from another copy: no notes on them were lost here."""
        self._run("insert into log values (?)", [(_TAKEN,)])

    def took_over(self) -> bool:
        """Tell whether the log's first readings by rules came from another copy."""
        return bool(self._db.execute("select exists (select 1 from log where used = ?)", (_TAKEN,)).fetchone()[0])

    def problems(self) -> dict[str, list[Problem]]:
        """Return what was noted while reading and coding, by source."""
        found: dict[str, list[Problem]] = {}
        for source, body in self._db.execute("select source, body from problem order by rowid"):
            found.setdefault(source, []).append(_problem(body))
        return found

    def note(self, source: str, stage: str, problems: Iterable[Problem]) -> None:
        """Replace what is noted of one source and stage."""
        self._run("delete from problem where source = ? and stage = ?", [(source, stage)])
        rows = [(source, stage, _encode(p).decode("utf-8")) for p in problems]
        self._run("insert into problem values (?, ?, ?)", rows)

    def _run(self, statement: str, rows: list[tuple[Any, ...]]) -> None:
        """Write all rows or, if that fails, write them into a copy in memory: nothing here is worth stopping a verb."""
        try:
            _write(self._db, statement, rows)
        except sqlite3.Error:
            with contextlib.closing(self._db) as failed:
                self._db = _in_memory(failed) or _copied(self.path)
            try:
                _write(self._db, statement, rows)
            except sqlite3.Error:  # what was copied is damaged
                self._db.close()
                self._db = _connect(":memory:")
                _write(self._db, statement, rows)


def _write(db: sqlite3.Connection, statement: str, rows: list[tuple[Any, ...]]) -> None:
    db.execute("begin immediate")
    try:
        db.executemany(statement, rows)
        db.execute("commit")
    except BaseException:
        if db.in_transaction:
            db.execute("rollback")
        raise


def _copied(path: Path) -> sqlite3.Connection:
    """Return a copy in memory of a file that may only be read; an empty one if it is damaged, old or not there.

    What a kill left in the write-ahead log is in it only where SQLite can still read that log (it needs shared memory
    beside the file); the rest is made again like all that is lost here.
    """
    address, log = f"{path.resolve().as_uri()}?mode=ro", path.with_name(f"{path.name}-wal")
    whole = (address,) if log.is_file() and log.stat().st_size else ()
    for way in (*whole, f"{address}&immutable=1"):  # immutable passes the write-ahead log by
        with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(way, uri=True)) as kept:
            if copy := _in_memory(kept):
                return copy
    return _connect(":memory:")


def _in_memory(db: sqlite3.Connection) -> sqlite3.Connection | None:
    """Return a copy in memory of what a connection can read, None if it can read nothing."""
    memory = sqlite3.connect(":memory:", isolation_level=None)
    try:
        db.backup(memory)
        return _prepared(memory)
    except sqlite3.Error:
        memory.close()
        return None


def _connect(path: str) -> sqlite3.Connection:
    return _prepared(sqlite3.connect(path, timeout=5, isolation_level=None))


def _prepared(db: sqlite3.Connection) -> sqlite3.Connection:
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
        db.execute("create table if not exists log (used integer) strict")  # younger than the version: caches are kept
        db.execute(f"pragma user_version = {VERSION}")
        db.execute("commit")
    except BaseException:
        db.close()
        raise
    return db
