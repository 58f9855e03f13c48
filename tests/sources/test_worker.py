"""The child that parses: a hang, a crash or an exception is a problem of one file, and the next file is read."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kembar.sources import Worker, limits, read, sandbox

FAULTY = (str(Path(__file__).with_name("faulty_worker.py")),)


@pytest.fixture
def faulty() -> Iterator[Worker]:
    with Worker(seconds=1.0, command=FAULTY) as worker:
        yield worker


def ended(pid: int) -> bool:
    """Wait until a process is gone; False after some seconds."""
    for _ in range(50):
        try:
            if Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").split(")")[1].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("hang", "too_slow"),
        ("loop", "too_slow"),
        ("crash", "parser_crash"),
        ("exit", "parser_crash"),
        ("eat", "too_much_memory"),
        ("break", "parser_fault"),
    ],
)
def test_a_fault_is_a_problem_and_the_next_file_is_read(faulty: Worker, stem: str, name: str) -> None:
    first = faulty.read(Path("good.pdf"))
    found = faulty.read(Path(f"{stem}.pdf"))
    assert found.failed
    assert [(p.severity, p.name, p.where) for p in found.problems] == [("error", name, f"{stem}.pdf")]
    after = faulty.read(Path("good.pdf"))
    assert after.text.startswith("read by ")
    assert after.text != first.text  # another process


def test_a_large_answer_arrives_whole(faulty: Worker) -> None:
    assert len(faulty.read(Path("big.pdf")).text) > 3_000_000


def test_the_child_is_kept_and_replaced_after_some_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "FILES", 2)
    with Worker(seconds=5, command=FAULTY) as worker:
        texts = [worker.read(Path("a.pdf")).text for _ in range(4)]
    assert texts[0] == texts[1] != texts[2] == texts[3]


def test_a_killed_child_is_replaced(faulty: Worker) -> None:
    for _ in range(3):
        faulty.read(Path("a.pdf"))
        assert faulty._child is not None
        faulty._child.kill()
        faulty._child.wait()
        assert faulty.read(Path("a.pdf")).text.startswith("read by ")


def test_the_real_worker_reads_as_the_process_does(tmp_path: Path) -> None:
    names = ["nota kota 부산.txt", "dua\nbaris.md" if sys.platform != "win32" else "dua.md"]
    with Worker() as worker:
        for name in names:
            file = tmp_path / name
            file.write_text("# Judul\n\nKota Surabaya dan Busan bekerja sama sejak 1994.\n", encoding="utf-8")
            found = worker.read(file)
            assert found == read(file)
            assert found.text.startswith("# Judul")
        gone = worker.read(tmp_path / "gone.txt")
    assert [p.name for p in gone.problems] == ["unreadable"]


def test_the_child_ends_with_its_parent(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from kembar.sources import Worker\n"
        "w = Worker(); w.read(Path('x.txt')); print(w._child.pid, flush=True); os._exit(0)"
    )
    root = str(Path(__file__).parents[2])
    env = {**os.environ, "PYTHONPATH": root}
    out = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, cwd=tmp_path, check=True
    )
    pid = int(out.stdout)
    if sys.platform.startswith("linux"):
        assert ended(pid), "the child outlived its parent"
    assert out.stderr == ""


@pytest.mark.skipif(
    not sys.platform.startswith("linux") or bool(os.environ.get("KEMBAR_NO_POSIX")),
    reason="looks into /proc, ends a group",
)
def test_what_the_child_runs_ends_with_it() -> None:
    code = (
        "import subprocess, sys; from kembar.sources import Extraction; from kembar.sources.worker import serve\n"
        "wait = [sys.executable, '-c', 'import time; time.sleep(60)']\n"
        "serve(lambda *_, **__: Extraction(str(subprocess.Popen(wait).pid)))"
    )
    with Worker(seconds=20, command=("-c", code)) as worker:
        pid = int(worker.read(Path("scan.pdf")).text)
        assert Path(f"/proc/{pid}").exists()
    assert ended(pid)


def test_without_posix_limits_say_that_they_do_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEMBAR_NO_POSIX", "1")
    assert limits.confine() == ()
    assert limits.allow_cpu(5) is False
    assert limits.died_of(-9) == "exit code -9"
