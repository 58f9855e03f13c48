"""Two append-only logs in one SQLite file: readings (what coders found) and judgements (what people decided).

Nothing is changed or deleted, by triggers; undo is a withdrawal. Judgements and readings by hand are on the disk when
the call returns (synchronous FULL), readings of machines when the system gets to it (NORMAL: they can be made again).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec

from kembar.problems import StoreError, reason, takes_no_more
from kembar.store.lock import WriteLock
from kembar.store.schema import check, migrate
from kembar.store.sharing import Shared
from kembar.types import Judgement, Memo, Reading

__all__ = ["Store", "WriteLock"]

_encode = msgspec.json.Encoder().encode
_reading = msgspec.json.Decoder(Reading).decode
_judgement = msgspec.json.Decoder(Judgement).decode
_memo = msgspec.json.Decoder(Memo).decode

_ADD_READING = """insert into readings
    (id, coder, method, source, text_sha256, coder_version, codebook_version, at, body)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing"""
_ADD_JUDGEMENT = """insert into judgements (id, what, verdict, subjects, by, note, at, body)
    values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing"""


class Store:
    """The logs of one study; a context manager. ``Store.open(path)`` makes or migrates the file."""

    def __init__(self, path: Path, read_only: bool) -> None:
        self._path, self.read_only, self._shared = path, read_only, Shared()
        self._refused = ""  # why the disk keeps the file from being written
        self._db = self._connected()

    @classmethod
    def open(cls, path: Path, read_only: bool = False) -> Store:
        """Open ``study.db``; to read only, it must exist and is not written at all. Raises StoreError.

        A full disk, which has no room for the log's shared memory, leaves what is there readable.
        """
        return cls(path, read_only)

    def _connected(self) -> sqlite3.Connection:
        """Open the file, on a full disk to read only; StoreError (then nothing here has changed)."""
        folder = self._path.parent
        try:
            db, refused = _opened(self._path, self.read_only), ""
        except sqlite3.Error as error:
            readable = not self.read_only and takes_no_more(error, folder) and _is_folded(self._path)
            refused = reason(error, folder)
            try:
                if not readable:
                    raise
                db = _opened(self._path, read_only=True)
            except sqlite3.Error:
                raise StoreError(f"{self._path} cannot be opened: {refused}.") from None
        self._refused = refused
        return db

    def close(self) -> None:
        """Close the file (SQLite then folds its write-ahead log into it)."""
        self._db.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    @property
    def seq(self) -> tuple[int, int]:
        """The numbers of the last reading and the last judgement: they change exactly when the logs grow."""
        query = "select (select coalesce(max(seq), 0) from readings), (select coalesce(max(seq), 0) from judgements)"
        first, second = self._rows(query)[0]
        return first, second

    def add(self, readings: Iterable[Reading], judgements: Iterable[Judgement | Memo]) -> None:
        """Append readings and judgements in one transaction and wait for the disk; what is there already stays."""
        rows = [(_ADD_READING, [*map(_reading_row, readings)]), (_ADD_JUDGEMENT, [*map(_judgement_row, judgements)])]
        self._append(rows, "full")

    def add_readings(self, readings: Iterable[Reading]) -> int:
        """Append readings in one transaction, without those whose id is there already. Returns how many are new."""
        items = list(readings)
        level = "full" if any(r.method == "hand" for r in items) else "normal"
        return self._append([(_ADD_READING, map(_reading_row, items))], level)

    def add_judgements(self, judgements: Iterable[Judgement | Memo]) -> int:
        """Append judgements and memos in one transaction and wait for the disk. Returns how many are new."""
        return self._append([(_ADD_JUDGEMENT, map(_judgement_row, judgements))], "full")

    def readings(self, after: int = 0) -> list[Reading]:
        """Return the readings with a number above ``after``, in the order of the log."""
        rows = self._each("select seq, body from readings where seq > ?", after)
        return [self._shared.reading(_decode(_reading, *row)) for row in rows]

    def judgements(self, after: int = 0) -> list[Judgement | Memo]:
        """Return the judgements and memos with a number above ``after``, in the order of the log."""
        rows = self._rows("select what, seq, body from judgements where seq > ?", after)
        return [_decode(_memo if what == "memo" else _judgement, seq, body) for what, seq, body in rows]

    def read_keys(self) -> set[tuple[str, str, str, str, str]]:
        """Return (source, text hash, coder, its version, the codebook's) of each coder's latest reading of a text."""
        query = """select source, text_sha256, coder, coder_version, codebook_version from (
            select *, max(at) from readings group by source, text_sha256, coder)"""
        return set(self._rows(query))

    def _rows(self, query: str, after: int | None = None) -> list[Any]:
        return list(self._each(query, after))

    def _each(self, query: str, after: int | None = None) -> Iterator[Any]:
        """Yield rows one by one: those of a large log are not all held beside what is made of them."""
        try:
            yield from self._db.execute(*((query,) if after is None else (f"{query} order by seq", (after,))))
        except sqlite3.Error as error:
            raise StoreError(f"study.db cannot be read: {reason(error, self._path.parent)}.") from None

    def _append(self, batches: Sequence[tuple[str, Iterable[Sequence[Any]]]], level: str) -> int:
        if self.read_only:
            raise StoreError("The study was opened to read only.")
        if self._refused:  # space may have been freed since
            old, self._db = self._db, self._connected()
            old.close()
        if self._refused:
            raise StoreError(f"study.db cannot be written: {self._refused}; nothing of this step was kept.")
        try:
            with self._transaction(level):
                before = self._db.total_changes
                for statement, rows in batches:
                    self._db.executemany(statement, rows)
                return self._db.total_changes - before
        except sqlite3.Error as error:
            what = reason(error, self._path.parent)
            raise StoreError(f"study.db cannot be written: {what}; nothing of this step was kept.") from None

    @contextmanager
    def _transaction(self, level: str) -> Iterator[None]:
        """Begin as a writer: a transaction that reads first and then writes fails at once beside another writer."""
        self._db.execute(f"pragma synchronous = {level}")
        self._db.execute("begin immediate")
        try:
            yield
            self._db.execute("commit")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("rollback")
            raise


def _opened(path: Path, read_only: bool) -> sqlite3.Connection:
    db = _connect_to_read(path) if read_only else sqlite3.connect(path, timeout=5, isolation_level=None)
    try:
        _prepare(db, read_only)
    except BaseException:
        db.close()
        raise
    return db


def _connect_to_read(path: Path) -> sqlite3.Connection:
    address = path.resolve().as_uri()
    db = sqlite3.connect(f"{address}?mode=ro", uri=True, timeout=5, isolation_level=None)
    try:
        db.execute("select 1 from sqlite_master").fetchone()
    except sqlite3.OperationalError:
        db.close()  # a folder that cannot be written has no room for the shared memory of the write-ahead log
        db = sqlite3.connect(f"{address}?mode=ro&immutable=1", uri=True, isolation_level=None)
    return db


def _is_folded(path: Path) -> bool:
    """Whether all that was written stands in the file itself, and nothing in a write-ahead log beside it."""
    log = path.with_name(f"{path.name}-wal")
    return path.is_file() and path.stat().st_size > 0 and not (log.is_file() and log.stat().st_size)


def _prepare(db: sqlite3.Connection, read_only: bool) -> None:
    if read_only:
        if check(db) == 0:
            raise StoreError("study.db is empty.")
        return
    check(db)
    db.execute("pragma journal_mode = wal")
    db.execute("pragma recursive_triggers = on")  # else REPLACE passes by the append-only triggers
    migrate(db)


def _reading_row(r: Reading) -> tuple[str, ...]:
    body = _encode(r).decode("utf-8")
    return (r.id, r.coder, r.method, r.source, r.text_sha256, r.coder_version, r.codebook_version, r.at, body)


def _judgement_row(item: Judgement | Memo) -> tuple[str, ...]:
    body = _encode(item).decode("utf-8")
    if isinstance(item, Memo):
        return (item.id, "memo", "", _encode([item.subject]).decode("utf-8"), item.by, item.text, item.at, body)
    subjects = _encode(item.subjects).decode("utf-8")
    return (item.id, "judgement", item.verdict, subjects, item.by, item.note, item.at, body)


def _decode(decode: Any, seq: int, body: str) -> Any:
    try:
        return decode(body)
    except msgspec.MsgspecError as error:
        raise StoreError(f"study.db, row {seq}: {error}.") from None
