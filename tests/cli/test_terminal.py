"""Printing on any console, exit codes of misuse, and a start that imports nothing heavy."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

import kembar
from kembar import cli
from kembar.__main__ import main
from kembar.cli import terminal
from kembar.problems import FULL
from kembar.types import Problem

LIGHT = """
import sys
before = set(sys.modules)
{what}
heavy = {{"rich", "kembar.study", "trafilatura", "lxml", "pypdfium2", "docx", "jinja2", "xlsxwriter", "sqlite3"}}
heavy |= {{"starlette", "uvicorn"}}
print(sorted(heavy & (set(sys.modules) - before)))
"""


def kembar_command(
    *arguments: str, cwd: Path | None = None, encoding: str = "utf-8"
) -> subprocess.CompletedProcess[bytes]:
    environment = {
        "PYTHONIOENCODING": encoding,
        "PYTHONPATH": str(Path(kembar.__file__).parents[1]),
        "PATH": "/usr/bin",
    }
    command = [sys.executable, "-m", "kembar", *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, check=False)


@pytest.mark.parametrize(
    ("what", "most"),
    [
        ("import kembar", []),
        ("from kembar.cli import run; run(['--help'])", []),
        ("from kembar.cli import run; run(['add', '--help'])", []),
    ],
)
def test_the_start_imports_nothing_heavy(what: str, most: list[str]) -> None:
    done = subprocess.run([sys.executable, "-c", LIGHT.format(what=what)], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == str(most)


def test_kembar_alone_prints_help_and_version_is_told() -> None:
    alone, asked = kembar_command(), kembar_command("--help")
    assert alone.returncode == 0
    assert alone.stdout == asked.stdout
    assert b"Commands:" in alone.stdout
    assert kembar_command("--version").stdout.decode().split() == ["kembar", kembar.__version__]


def test_misuse_is_2_and_goes_to_stderr(tmp_path: Path) -> None:
    for arguments, words in (
        (["display"], "There is no study in"),
        (["add"], "Name at least one FILE"),
        (["nonsense"], "No such command"),
        (["display", "--nonsense"], "No such option"),
    ):
        done = kembar_command(*arguments, cwd=tmp_path)
        assert done.returncode == 2, done.stderr
        assert done.stdout == b""
        assert words in done.stderr.decode()
        assert "Traceback" not in done.stderr.decode()


def test_debug_shows_the_traceback(tmp_path: Path) -> None:
    done = kembar_command("--debug", "display", cwd=tmp_path)
    assert done.returncode == 1
    assert b"Traceback" in done.stderr


def test_a_console_without_the_signs_gets_ascii() -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="cp1252", errors="kembar")
    terminal.prepare()
    out.write("●2 ◐1 ○3 ◇ ≠1 · ∘ ▨ Surabaya → Busan ⇄ “q” 부산\n")
    out.flush()
    written = out.buffer.getvalue()  # type: ignore[attr-defined]
    assert written.decode("cp1252") == "*2 %1 o3 ? !=1 · , / Surabaya -> Busan <-> “q” ??\n"


def test_json_stays_json_where_letters_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="cp1252", errors="kembar"))
    terminal.say_json({"quote": "부산 → Surabaya"})
    sys.stdout.flush()
    assert json.loads(raw.getvalue().decode("cp1252")) == {"quote": "부산 → Surabaya"}


def test_many_problems_are_cut_short(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.tell([Problem("warning", "x", f"thing {n}.", where="s") for n in range(30)])
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "warning  s  thing 0."
    assert lines[-1] == "... and 10 more: kembar problems"
    assert len(lines) == 21


def test_a_fault_of_the_program_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> int:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(cli.cli, "main", broken)
    assert cli.run(["display"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    with pytest.raises(ZeroDivisionError):
        cli.run(["--debug", "display"])


def test_interruption_says_what_is_kept(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stopped(*_: object, **__: object) -> None:
        error = KeyboardInterrupt()
        error.add_note("3 sources added")
        raise error

    monkeypatch.setattr("kembar.cli.building.add.callback", stopped)
    assert cli.run(["add", "x.txt"]) == 130
    assert "what was done is kept (3 sources added)" in capsys.readouterr().err


def test_an_interruption_of_an_import_is_no_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise RuntimeError("Error calling __set_name__") from KeyboardInterrupt()

    monkeypatch.setattr("kembar.cli.building.code.callback", stopped)
    assert cli.run(["code"]) == 130
    assert capsys.readouterr().err.startswith("interrupted: ")


def test_an_interruption_before_the_command_is_one_word(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped() -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "run", stopped)
    with pytest.raises(SystemExit) as left:
        main()
    assert (left.value.code, capsys.readouterr().err) == (130, "interrupted\n")


def test_a_bar_is_drawn_only_on_a_terminal_after_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    with terminal.bar() as quick:
        quick("add", 0, 9, "a.txt")
        assert quick._bar is None
    monkeypatch.setattr(terminal, "BAR_AFTER", -1)
    with terminal.bar() as slow:
        slow("add", 3, 9, "[b]\n.txt")
        slow("code", 1, 5, "kim")
        assert slow._bar is not None
    assert slow._bar is None


STEERED = "red \x1b[31m \x9b2J \x7f turned \u202egnp\u2069.\ttab\nline"
PLAIN = "red \ufffd[31m \ufffd2J \ufffd turned \ufffdgnp\ufffd.\ttab\nline"


def test_no_source_steers_the_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    terminal.say(STEERED)
    terminal.complain(STEERED)
    terminal.tell([Problem("error", "x", "broken.", "hint\x1b]0;x\x07", where="\u202dtitle")])
    told = capsys.readouterr()
    assert told.out == PLAIN + "\n"
    assert told.err == f"error  {PLAIN}\nerror  \ufffdtitle  broken.\n    hint\ufffd]0;x\ufffd\n"
    terminal.say_json({"title": STEERED})
    out = capsys.readouterr().out
    assert json.loads(out) == {"title": STEERED}
    assert not set("\x1b\x9b\x7f\u202e\u2069") & set(out)


def test_no_title_or_quote_in_a_display_steers_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    title, text = "T\u202eitle", "In July 2007 Surabaya sent 70 \u202eteachers\u2069 to Busan.\n"
    (tmp_path / "tie.txt").write_text(text, encoding="utf-8")
    at = ["-C", str(tmp_path / "study")]
    assert cli.run(["new", str(tmp_path / "study"), "--pair", "Surabaya-Busan"]) == 0
    assert cli.run([*at, "add", str(tmp_path / "tie.txt"), "--title", title]) == 0
    assert cli.run([*at, "code"]) == 0
    for shown in (["events"], ["gaps"], ["matrix", "--open", "Surabaya-Busan", "education"]):
        assert cli.run([*at, "display", *shown]) == 0
    out = capsys.readouterr().out
    assert "T\ufffditle" in out
    assert "70 \ufffdteachers\ufffd to" in " ".join(out.split())
    assert not set("\u202e\u2069\x1b") & set(out)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
@pytest.mark.parametrize("arguments", [["--help"], ["place", "Busan"], ["place", "Busan", "--json"]])
def test_output_to_a_full_device_is_told_in_one_sentence(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "kembar", *arguments], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 1
    assert done.stderr.decode() == f"error  The output could not be written: {FULL}.\n"
