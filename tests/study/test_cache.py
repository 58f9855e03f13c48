"""The derived database: it gives back what it was given, and its loss is never an error."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from kembar.study import cache as made
from kembar.study.cache import VERSION, Cache
from kembar.types import Problem

PROBLEM = Problem("warning", "no-rules", "no rules.", stage="code", where="kim2018")


def test_it_keeps_facts_traces_sketches_and_problems(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache.db")
    cache.keep("t1", "rules 1", "ko", ["KR.26", "ID.35.78"], [1997, 2001], '{"candidates": ["협약"]}'.encode())
    cache.keep_sketch("t1", [3, 1, 2**63])
    cache.note("kim2018", "code", [PROBLEM, PROBLEM])
    cache.note("kim2018", "code", [PROBLEM])
    cache.keep_spellings("v1", {"KR.26": ("Busan", "부산")})
    cache.close()
    cache = Cache(tmp_path / "cache.db")
    assert cache.spellings("v1") == {"KR.26": ("Busan", "부산")}
    assert cache.spellings("v2") == {}
    found = ("ko", frozenset({"KR.26", "ID.35.78"}), frozenset({1997, 2001}))
    assert cache.facts() == {("t1", "rules 1"): found}
    assert cache.readers() == {("t1", "rules 1")}
    assert cache.trace("t1", "rules 1") == {"candidates": ["협약"]}
    assert cache.trace("t2", "rules 1") is None
    assert cache.sketches() == {"t1": frozenset({1, 3, 2**63})}
    assert cache.problems() == {"kim2018": [PROBLEM]}
    cache.close()


def test_damaged_or_old_files_are_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "cache.db"
    path.write_bytes(b"garbage" * 1000)
    Cache(path).close()
    db = sqlite3.connect(path)
    db.execute(f"pragma user_version = {VERSION + 1}")
    db.commit()
    db.close()
    cache = Cache(path)
    cache.note("s", "code", [PROBLEM])
    assert cache.problems() == {"s": [PROBLEM]}
    cache.close()


def test_where_nothing_can_be_written_it_lives_in_memory(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "no" / "such" / "folder" / "cache.db")
    cache.note("s", "code", [PROBLEM])
    assert cache.problems() == {"s": [PROBLEM]}
    cache.close()


def test_a_full_disk_costs_nothing_that_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, connect = tmp_path / "cache.db", made._connect
    cache = Cache(path)
    cache.note("s", "code", [PROBLEM])
    cache.close()

    def refuse(where: str) -> sqlite3.Connection:
        if where == ":memory:":
            return connect(where)
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorname = "SQLITE_IOERR_SHMSIZE"
        raise error

    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=0))
    with monkeypatch.context() as full:
        full.setattr(made, "_connect", refuse)
        cache = Cache(path)
        assert cache.problems() == {"s": [PROBLEM]}
        cache.note("t", "code", [PROBLEM])
        assert len(cache.problems()) == 2
        cache.close()
    again = Cache(path)
    assert again.problems() == {"s": [PROBLEM]}
    again.close()


class Refusing(sqlite3.Connection):
    """SQLite on a disk that takes no further note of a source called b."""

    def executemany(self, sql: str, rows: object) -> sqlite3.Cursor:  # type: ignore[override]
        if any(row[0] == "b" for row in rows) and sql.startswith("insert"):  # type: ignore[attr-defined]
            raise sqlite3.OperationalError("database or disk is full")
        return super().executemany(sql, rows)  # type: ignore[arg-type]


def test_what_cannot_be_written_is_kept_in_memory_beside_all_that_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, connect = tmp_path / "cache.db", sqlite3.connect

    def refusing(where: str, **named: object) -> sqlite3.Connection:
        return connect(where, factory=Refusing if where == str(path) else sqlite3.Connection, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(sqlite3, "connect", refusing)
    cache = Cache(path)
    cache.note("a", "code", [PROBLEM])  # in the write-ahead log alone
    other = replace(PROBLEM, where="b")
    cache.note("b", "code", [other])
    assert cache.problems() == {"a": [PROBLEM], "b": [other]}
    cache.note("a", "code", [])
    assert cache.problems() == {"b": [other]}
    cache.close()
    again = Cache(path)
    assert again.problems() == {"a": [PROBLEM]}
    again.close()


def test_a_copy_holds_what_stands_in_the_write_ahead_log(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache.db")
    cache.note("s", "code", [PROBLEM])
    copy = made._copied(cache.path)
    assert copy.execute("select source from problem").fetchall() == [("s",)]
    copy.close()
    cache.close()
    copy = made._copied(cache.path)
    assert copy.execute("select source from problem").fetchall() == [("s",)]
    copy.close()
    assert [path.name for path in tmp_path.iterdir()] == ["cache.db"], "a folded file is opened without one beside it"
