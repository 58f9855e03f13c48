"""The logs keep what they are given, refuse to change it, and can be read without Kembar."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from kembar.problems import StoreError
from kembar.store import Store
from kembar.store.schema import APPLICATION, MIGRATIONS
from kembar.types import Coding, Count, Evidence, Judgement, Memo, Pair, Place, Reading, Scope, When

SURABAYA, BUSAN = Place("ID.35.78", "Surabaya", "ID", "city"), Place("KR.26", "Busan", "KR", "metro", 35.1, 129.0)


def reading(number: int = 1, coder: str = "rules") -> Reading:
    """One reading with one coding that fills every kind of field."""
    quote = Evidence("kim2018", "f" * 64, 10, 17, "p. 3", "협약 🏙 x", ("act", "pair"), (10, 12))
    coding = Coding(
        "activity",
        "teacher_exchange",
        (quote,),
        Pair(BUSAN, SURABAYA),
        sector="education",
        start=When("2007-07", "2007-07-01", "2007-07-31", "relative", "July"),
        participants=Count(70, "at_least", "at least 70", (40, 30)),
        actors=("school",),
        attributes={"name": "교사 교류", "institutions": [{"name": "UK Petra", "side": "a"}]},
    )
    scope = Scope(((0, 9),), ("ID.35.78|KR.26",))
    return Reading(coder, "rules", "kim2018", "f" * 64, (coding,), scope, "1", "cb", f"2026-01-0{number}T00:00:00Z")


def judgement(note: str = "") -> Judgement:
    quote = Evidence("other", "e" * 64, 0, 4, "para. 1", "Seou")
    return Judgement(("c1", "c2"), "different", "Ana", "2026-01-01T00:00:00Z", note=note, evidence=(quote,))


def test_what_is_written_comes_back_equal(tmp_path: Path) -> None:
    memo = Memo("kim2018", "read again", "Ana", "2026-01-02T00:00:00Z")
    with Store.open(tmp_path / "study.db") as store:
        assert store.add_readings([reading(1), reading(2)]) == 2
        assert store.add_judgements([judgement(), memo]) == 2
    with Store.open(tmp_path / "study.db") as store:
        assert store.readings() == [reading(1), reading(2)]
        assert store.judgements() == [judgement(), memo]
        assert store.seq == (2, 2)
        assert store.readings(after=1) == [reading(2)]
        assert store.judgements(after=1) == [memo]
        assert store.read_keys() == {("kim2018", "f" * 64, "rules", "1", "cb")}


def test_the_same_row_twice_is_one_row(tmp_path: Path) -> None:
    with Store.open(tmp_path / "study.db") as store:
        assert store.add_readings([reading(), reading()]) == 1
        assert store.add_readings([reading()]) == 0
        assert store.add_judgements([judgement()]) == 1
        assert store.add_judgements([judgement()]) == 0
        assert store.seq == (1, 1)


@pytest.mark.parametrize(
    "statement",
    [
        "update readings set coder = 'x'",
        "delete from readings",
        "update judgements set verdict = 'accept'",
        "delete from judgements where seq = 1",
        "replace into judgements (seq, id, what, verdict, subjects, by, note, at, body)"
        " values (1, 'x', 'memo', '', '[]', '', '', '', '{}')",
    ],
)
def test_nothing_can_be_changed(tmp_path: Path, statement: str) -> None:
    with Store.open(tmp_path / "study.db") as store:
        store.add_readings([reading()])
        store.add_judgements([judgement()])
        with pytest.raises(sqlite3.IntegrityError, match="only appended to"):
            store._db.execute(statement)
        assert store.readings() == [reading()]
        assert store.judgements() == [judgement()]


def test_no_statement_of_the_room_replaces() -> None:
    room = Path(__file__).parents[2] / "kembar" / "store"
    for file in room.glob("*.py"):
        code = file.read_text(encoding="utf-8").lower()
        assert [words for words in ("replace into", "or replace", "executescript") if words in code] == [], file.name


def test_a_plain_sqlite_shell_reads_codings(tmp_path: Path) -> None:
    with Store.open(tmp_path / "study.db") as store:
        store.add_readings([reading()])
    db = sqlite3.connect(tmp_path / "study.db")
    row = db.execute("select source, coder, kind, pair, start, participants, locator, quote from codings").fetchone()
    db.close()
    expected = ("kim2018", "rules", "teacher_exchange", "Surabaya-Busan", "2007-07", 70, "p. 3", "협약 🏙 x")
    assert row == expected


def test_read_only_neither_makes_nor_writes(tmp_path: Path) -> None:
    path = tmp_path / "study.db"
    with pytest.raises(StoreError, match="cannot be opened"):
        Store.open(path, read_only=True)
    assert not path.exists()
    with Store.open(path) as store:
        store.add_readings([reading()])
    with Store.open(path, read_only=True) as store:
        assert store.readings() == [reading()]
        with pytest.raises(StoreError, match="read only"):
            store.add_judgements([judgement()])


def test_readers_go_on_while_another_writes(tmp_path: Path) -> None:
    path = tmp_path / "study.db"
    with Store.open(path) as writer, Store.open(path, read_only=True) as reader:
        writer._db.execute("begin immediate")
        assert reader.readings() == []
        writer._db.execute("rollback")
        writer.add_readings([reading()])
        assert reader.seq == (1, 0)


def test_two_threads_with_a_store_each_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "study.db"
    Store.open(path).close()

    def append(name: str) -> None:
        with Store.open(path) as store:
            for number in range(20):
                store.add_judgements([judgement(f"{name} {number}")])

    threads = [threading.Thread(target=append, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Store.open(path) as store:
        assert len(store.judgements()) == 40


def test_foreign_newer_and_broken_files_are_refused_by_name(tmp_path: Path) -> None:
    foreign, newer, broken = (tmp_path / name for name in ("foreign.db", "newer.db", "broken.db"))
    db = sqlite3.connect(foreign)
    db.execute("create table people (name)")
    db.commit()
    db.close()
    Store.open(newer).close()
    db = sqlite3.connect(newer)
    db.execute(f"pragma user_version = {len(MIGRATIONS) + 1}")
    db.commit()
    db.close()
    broken.write_bytes(b"not a database at all" * 400)
    for path, words in ((foreign, "another program"), (newer, "newer Kembar"), (broken, "cannot be opened")):
        with pytest.raises(StoreError, match=words):
            Store.open(path)


def test_migrations_are_numbered_and_marked(tmp_path: Path) -> None:
    with Store.open(tmp_path / "study.db") as store:
        assert store._db.execute("pragma user_version").fetchone()[0] == len(MIGRATIONS)
        assert store._db.execute("pragma application_id").fetchone()[0] == APPLICATION
        assert store._db.execute("pragma journal_mode").fetchone()[0] == "wal"


@pytest.mark.parametrize("taken_back", [False, True])
def test_a_failed_migration_leaves_the_old_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taken_back: bool
) -> None:
    def broken(db: sqlite3.Connection) -> None:
        db.execute("create table half (x)")
        if taken_back:  # as SQLite does on a full disk
            db.execute("rollback")
        raise sqlite3.OperationalError("disk is full")

    path = tmp_path / "study.db"
    with Store.open(path) as store:
        store.add_readings([reading()])
    monkeypatch.setattr("kembar.store.schema.MIGRATIONS", (*MIGRATIONS, broken))
    with pytest.raises(StoreError, match="disk is full"):
        Store.open(path)
    monkeypatch.undo()
    with Store.open(path) as store:
        assert store.readings() == [reading()]
        assert store._db.execute("select count(*) from sqlite_master where name = 'half'").fetchone()[0] == 0


def test_people_wait_for_the_disk_and_machines_do_not(tmp_path: Path) -> None:
    with Store.open(tmp_path / "study.db") as store:
        for act, level in (
            (lambda: store.add_readings([reading(1)]), 1),
            (lambda: store.add_judgements([judgement()]), 2),
            (lambda: store.add_readings([reading(2)]), 1),
            (lambda: store.add_readings([replace(reading(3), method="hand", id="")]), 2),
        ):
            assert act() == 1
            assert store._db.execute("pragma synchronous").fetchone()[0] == level


def test_a_row_that_is_no_reading_is_named(tmp_path: Path) -> None:
    with Store.open(tmp_path / "study.db") as store:
        store._db.execute(
            "insert into readings (id, coder, method, source, text_sha256, coder_version, codebook_version, at, body)"
            " values ('x', 'r', 'rules', 's', 't', '', '', '', '{\"coder\": 1}')"
        )
        with pytest.raises(StoreError, match=r"row 1: Expected `str`"):
            store.readings()


KILLED = """
import sys
from pathlib import Path
from kembar.store import Store
from kembar.types import Judgement
with Store.open(Path(sys.argv[1])) as store:
    for number in range(100000):
        store.add_judgements([Judgement((str(number),), "accept", "Ana", "2026")])
        print(number, flush=True)
"""


def test_kill_loses_no_acknowledged_judgement(tmp_path: Path) -> None:
    path = tmp_path / "study.db"
    child = subprocess.Popen([sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    last = [child.stdout.readline() for _ in range(30)][-1]
    child.kill()
    told = [last, *child.stdout.read().splitlines(keepends=True)]
    child.wait()
    with Store.open(path) as store:
        kept = [j.subjects[0] for j in store.judgements() if isinstance(j, Judgement)]
        assert store._db.execute("pragma integrity_check").fetchone()[0] == "ok"
    acknowledged = max(int(line) for line in told if line.endswith("\n"))
    assert kept[: acknowledged + 1] == [str(n) for n in range(acknowledged + 1)]


def test_equal_parts_of_what_is_read_are_held_once(tmp_path: Path) -> None:
    with Store.open(tmp_path / "study.db") as store:
        store.add_readings([reading(1), reading(2)])
        one, other = store.readings()
        assert (one, other) == (reading(1), reading(2))
        first, second = one.codings[0], other.codings[0]
        assert first.pair is second.pair
        assert first.kind is second.kind
        assert first.evidence[0].text_sha256 is one.text_sha256 is second.evidence[0].text_sha256
        assert store.readings(1)[0].codings[0].pair is first.pair


class FullDisk(sqlite3.Connection):
    """SQLite on a disk without room for the shared memory of a write-ahead log."""

    says = "SQLITE_IOERR_SHMSIZE"

    def execute(self, sql: str, *given: object) -> sqlite3.Cursor:  # type: ignore[override]
        if sql.startswith("pragma journal_mode"):
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorname = self.says
            raise error
        return super().execute(sql, *given)


def fill(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the disk be full for whoever asks, and for SQLite."""
    connect = sqlite3.connect
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=4096))
    monkeypatch.setattr(sqlite3, "connect", lambda *given, **named: connect(*given, factory=FullDisk, **named))


def test_on_a_full_disk_the_log_is_read_and_what_to_do_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "study.db"
    with Store.open(path) as store:
        store.add_readings([reading()])
    with monkeypatch.context() as full:
        fill(full)
        store = Store.open(path)
        assert store.readings() == [reading()]
        with pytest.raises(StoreError, match="the disk is full or takes no more; free some space on it"):
            store.add_judgements([judgement()])
        with pytest.raises(StoreError, match="cannot be opened: the disk is full"):
            Store.open(tmp_path / "new.db")
    with store:
        assert store.add_judgements([judgement()]) == 1, "space was freed"


def test_what_a_full_disk_leaves_no_way_to_open_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "study.db"

    def full(*_given: object, **_named: object) -> sqlite3.Connection:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorname = "SQLITE_FULL"
        raise error

    with monkeypatch.context() as disk:
        disk.setattr(sqlite3, "connect", full)
        with pytest.raises(StoreError, match="cannot be opened: the disk is full"):
            Store.open(path)
        assert not path.exists()
        Path(path).write_bytes(b"something")
        with pytest.raises(StoreError, match="cannot be opened: the disk is full"):
            Store.open(path)


def test_a_log_that_cannot_be_opened_anew_stays_readable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "study.db"
    with Store.open(path) as store:
        store.add_readings([reading()])
    with monkeypatch.context() as full:
        fill(full)
        store = Store.open(path)
        full.setattr("kembar.store._is_folded", lambda _: False)
        for _ in range(2):
            with pytest.raises(StoreError, match="cannot be opened: the disk is full"):
                store.add_judgements([judgement()])
            assert store.readings() == [reading()]
    with store:
        assert store.add_judgements([judgement()]) == 1


def test_another_fault_of_the_disk_is_told_as_sqlite_tells_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(monkeypatch)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1 << 40))
    monkeypatch.setattr(FullDisk, "says", "SQLITE_IOERR_READ")
    with pytest.raises(StoreError, match="disk I/O error"):
        Store.open(tmp_path / "study.db")
