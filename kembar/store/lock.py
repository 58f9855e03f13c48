"""One writer at a time, by name: a lock that the system gives back when a process dies.

``study.lock`` is a small SQLite file; whoever holds its write lock writes the study, and its one row says who. SQLite
knows how to lock on every system, so nothing here asks which one it is.
"""

from __future__ import annotations

import contextlib
import getpass
import os
import platform
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from kembar.problems import StoreError, reason


def writer() -> tuple[str, int, str]:
    """Return user, process id and computer of this process."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError, ImportError):  # a container's nameless user, or Windows without its variables
        user = "somebody"
    return user, os.getpid(), platform.node()


class WriteLock:
    """Held while a study is written: ``with WriteLock(folder, wait=5): ...``; StoreError names who holds it."""

    def __init__(self, folder: Path, wait: float = 5.0) -> None:
        self.path, self.wait = folder / "study.lock", wait
        self._db: sqlite3.Connection | None = None
        self._depth = 0

    def __enter__(self) -> WriteLock:
        if self._depth == 0:
            self._take()
        self._depth += 1
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._depth -= 1
        if self._depth == 0 and self._db is not None:
            db, self._db = self._db, None
            with contextlib.suppress(sqlite3.Error):  # a row that stays is overwritten by the next writer
                db.execute("delete from holder")
                db.execute("commit")
            db.close()

    def _take(self) -> None:
        db = None
        try:
            db = sqlite3.connect(self.path, timeout=self.wait, isolation_level=None)
            db.execute("pragma synchronous = off")  # the lock matters, its row is a courtesy
            db.execute("begin immediate")
            db.execute("create table if not exists holder (user text, process integer, computer text, since text)")
            self._refuse_foreign(db)
            db.execute("delete from holder")
            row = (*writer(), datetime.now(UTC).isoformat(timespec="seconds"))
            db.execute("insert into holder values (?, ?, ?, ?)", row)
            db.execute("commit")
            db.execute("begin immediate")
        except (sqlite3.Error, StoreError) as error:
            if db is not None:
                db.close()
            raise self._refusal(error) from None
        self._db = db

    def _refuse_foreign(self, db: sqlite3.Connection) -> None:
        """Locks do not reach over a synchronised folder, but the row that says who does."""
        row = db.execute("select user, computer, since from holder").fetchone()
        if row and row[1] != platform.node():
            raise StoreError(
                f"{row[0]} on {row[1]} writes this study since {row[2]}; "
                f"if nobody does, delete {self.path.name} and try again."
            )

    def _refusal(self, error: Exception) -> StoreError:
        if isinstance(error, StoreError):
            return error
        if "locked" not in str(error):
            return StoreError(f"The study in {self.path.parent} cannot be written: {reason(error, self.path.parent)}.")
        who = holder(self.path) or "another process"
        return StoreError(f"The study is being written by {who}; wait for it, or open the study to read only.")


def holder(path: Path) -> str:
    """Say who holds the lock file ("ana, process 12 on laptop, since ..."), or "" if that cannot be read."""
    try:
        db = sqlite3.connect(path, timeout=0, isolation_level=None)
        try:
            row = db.execute("select user, process, computer, since from holder").fetchone()
        finally:
            db.close()
    except sqlite3.Error:
        return ""
    return f"{row[0]}, process {row[1]} on {row[2]}, since {row[3]}" if row else ""
