"""Nothing acknowledged is lost: ``kill -9``, Ctrl-C and a full disk in the middle of ``add`` and ``code``."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kembar.study import Study, new

COUNT = 24
ADD = """
import sys
from kembar.study import Study
with Study.open(sys.argv[1]) as study:
    getattr(study, sys.argv[2])(*sys.argv[3:], progress=lambda stage, done, total, name: print(done, flush=True))
"""
FULL = """
import resource, sys
from kembar.problems import KembarError
from kembar.study import Study
limit = int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    with Study.open(sys.argv[1]) as study:
        study.add(sys.argv[2])
except KembarError as error:
    sys.exit(f"{type(error).__name__}: {error}")
"""


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder of small texts."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    for number in range(COUNT):
        words = f"In {1990 + number} the mayor of Busan visited Surabaya for the {number}. time.\n"
        (folder / f"text-{number:02}.txt").write_text(words * (number + 1), encoding="utf-8")
    return folder


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", ADD, *arguments], stdout=subprocess.PIPE, text=True)


def kill_after(child: subprocess.Popen[str], steps: int) -> int:
    """Kill a child that has told so many steps; return the last number that it told."""
    assert child.stdout is not None
    told = [child.stdout.readline() for _ in range(steps)]
    child.kill()
    told += child.stdout.read().splitlines(keepends=True)
    child.wait()
    return max(int(line) for line in told if line.endswith("\n"))


@pytest.mark.parametrize("steps", [1, 9])
def test_add_killed(tmp_path: Path, inbox: Path, steps: int) -> None:
    new(tmp_path / "s").close()
    told = kill_after(start(str(tmp_path / "s"), "add", str(inbox)), steps)
    with Study.open(tmp_path / "s") as study:
        assert len(study.sources) >= told
        for number in range(told):
            assert study.document(f"text-{number:02}").text == (inbox / f"text-{number:02}.txt").read_text("utf-8")
        assert study.problems().errors == ()
        study.add(inbox)
        assert len(study.sources) == COUNT
        assert {p.name for p in study.problems()} <= {"no-pairs"}


def test_code_killed(tmp_path: Path, inbox: Path) -> None:
    with new(tmp_path / "s") as study:
        study.add(inbox)
    told = kill_after(start(str(tmp_path / "s"), "code"), 6)
    with Study.open(tmp_path / "s") as study:
        read = [(r.source, r.coder_version) for r in study.readings()]
        assert len(read) == len(set(read)) >= told
        study.code()
        read = [(r.source, r.coder_version) for r in study.readings()]
        assert len(read) == len(set(read))
        assert len({source for source, _ in read}) == COUNT
        assert study.problems().errors == ()


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT for a child of its own on Windows")
@pytest.mark.parametrize("verb", ["add", "code"])
def test_ctrl_c_is_130_and_says_what_is_kept(tmp_path: Path, inbox: Path, verb: str) -> None:
    with new(tmp_path / "s") as study:
        if verb == "code":
            study.add(inbox)
    program = (
        "import sys; from kembar.cli import building, run; from kembar.cli.terminal import Bar; "
        "Bar.__call__ = lambda self, stage, done, total, name: print(done, flush=True); sys.exit(run(sys.argv[1:]))"
    )
    files = [str(inbox)] if verb == "add" else []
    command = [sys.executable, "-c", program, "-C", str(tmp_path / "s"), verb, *files]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stdout is not None
    for _ in range(4):
        child.stdout.readline()
    child.send_signal(signal.SIGINT)
    _, errors = child.communicate(timeout=60)
    assert child.returncode == 130, errors
    assert "what was done is kept (" in errors
    assert "Traceback" not in errors
    with Study.open(tmp_path / "s") as study:
        done = len(study.sources) if verb == "add" else len(study.readings())
        assert 3 <= done <= COUNT
        assert study.problems().errors == ()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit for the size of files")
def test_a_disk_that_takes_no_more_leaves_the_study_as_it_was(tmp_path: Path, inbox: Path) -> None:
    with new(tmp_path / "s") as study:
        study.add(inbox / "text-00.txt")
    (inbox / "big.txt").write_text("In 1999 Busan gave Surabaya a bus.\n" * 9000, encoding="utf-8")
    program = [sys.executable, "-c", FULL, str(tmp_path / "s"), str(inbox / "big.txt"), str(100_000)]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "OutputError" in done.stderr
    assert "could not be written" in done.stderr
    with Study.open(tmp_path / "s") as study:
        assert set(study.sources) == {"text-00"}
        assert {p.name for p in study.problems()} == {"no-pairs"}
        assert study.add(inbox / "big.txt").new == ("big",)


def test_a_second_writer_is_refused_by_name_and_a_reader_is_not(tmp_path: Path, inbox: Path) -> None:
    new(tmp_path / "s").close()
    child = start(str(tmp_path / "s"), "add", str(inbox))
    try:
        assert child.stdout is not None
        child.stdout.readline()
        second = subprocess.run(
            [sys.executable, "-m", "kembar", "-C", str(tmp_path / "s"), "problems", "--json"],
            capture_output=True,
            check=False,
        )
        assert second.returncode == 0
    finally:
        child.communicate()
    assert child.returncode == 0
