"""One writer at a time, refused by name, and never locked out by a process that died."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from kembar.problems import StoreError
from kembar.store import WriteLock
from kembar.store.lock import holder

HOLD = """
import sys, time
from pathlib import Path
from kembar.store import WriteLock
with WriteLock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def hold(folder: Path) -> subprocess.Popen[str]:
    child = subprocess.Popen([sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "held\n"
    return child


def test_a_second_process_is_refused_by_name_until_the_first_dies(tmp_path: Path) -> None:
    child = hold(tmp_path)
    try:
        with pytest.raises(StoreError, match=rf"being written by .+, process {child.pid} on .+, since \d{{4}}-"):
            WriteLock(tmp_path, wait=0).__enter__()
    finally:
        child.kill()
        child.wait()
    with WriteLock(tmp_path, wait=0):
        assert f"process {os.getpid()} " in holder(tmp_path / "study.lock")


def test_the_lock_is_given_back_and_can_be_taken_twice_by_its_owner(tmp_path: Path) -> None:
    lock = WriteLock(tmp_path, wait=0)
    with lock, lock:
        pass
    assert holder(lock.path) == ""
    with WriteLock(tmp_path, wait=0):
        pass


def test_a_writer_on_another_computer_is_named(tmp_path: Path) -> None:
    with WriteLock(tmp_path):
        pass
    db = sqlite3.connect(tmp_path / "study.lock")
    db.execute("insert into holder values ('Budi', 7, 'balai-kota', '2026-01-01T00:00:00+00:00')")
    db.commit()
    db.close()
    with pytest.raises(StoreError, match="Budi on balai-kota writes this study since 2026-01-01"):
        WriteLock(tmp_path).__enter__()
    with pytest.raises(StoreError, match=r"delete study\.lock"):
        WriteLock(tmp_path).__enter__()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        WriteLock(tmp_path / "missing").__enter__()


def test_writers_that_take_turns_neither_fail_nor_forget_who_holds_it(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from kembar.store import WriteLock\n"
        "for _ in range(20):\n"
        "    with WriteLock(Path(sys.argv[1]), wait=20): pass\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    children = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    told = [child.communicate()[1] for child in children]
    assert told == ["", "", ""]
    assert [child.returncode for child in children] == [0, 0, 0]
    assert holder(tmp_path / "study.lock") == ""
