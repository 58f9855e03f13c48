"""What commands share: printing on any console, problems, progress, and the study that -C names."""

from __future__ import annotations

import codecs
import contextlib
import errno
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import click

from kembar.problems import STEERING, NoStudyError, is_full, lines, reason, visible
from kembar.types import Problem

if TYPE_CHECKING:
    from kembar.study import Study

#: What stands for a sign that a console's encoding does not have.
SIGNS = {
    "●": "*", "◐": "%", "○": "o", "◇": "?", "≠": "!=", "·": ".", "∘": ",", "▨": "/", "→": "->", "⇄": "<->",
    "–": "-", "—": "-", "…": "...", "“": '"', "”": '"', "‘": "'", "’": "'", "≈": "~", "×": "x",
}  # fmt: skip
#: The folder where no study is named.
HERE = "."
BAR_AFTER = 1.0  # seconds of work before a bar is drawn
SHOWN = 20  # problems printed after a command; `kembar problems` prints all


@dataclass(frozen=True, slots=True)
class Options:
    """What stands before the command."""

    folder: str = HERE
    debug: bool = False


def study_of(context: click.Context, read_only: bool = False) -> Study:
    """Open the study that ``-C`` or the current folder names."""
    from kembar.study import open_study

    return open_study(context.obj.folder, read_only)


@dataclass(frozen=True, slots=True)
class Teller:
    """What a command says, in a language ("": as the program words it)."""

    lang: str = ""

    def __post_init__(self) -> None:
        if self.lang:
            from kembar.study.reporting import language

            language(self.lang)  # refuses one that has no folder

    def word(self, text: str) -> str:
        """Return a sentence of the program in the language."""
        if not self.lang:
            return text
        from kembar.messages import message

        return message(self.lang, text)

    def say(self, *sentences: str) -> None:
        """Print sentences in a row."""
        say(", ".join(map(self.word, sentences)))

    def lines(self, problems: Iterable[Problem]) -> list[str]:
        """Word problems, a line each and one for the hint."""
        if not self.lang:
            return lines(problems)
        from kembar.messages import worded

        return lines(worded(problems, self.lang), self.word)

    def tell(self, problems: Iterable[Problem], most: int = SHOWN) -> None:
        """Print problems where errors go."""
        found = list(problems)
        for text in self.lines(found[:most]):
            click.echo(text, err=True)
        if len(found) > most:
            click.echo(self.word(f"... and {len(found) - most} more: kembar problems"), err=True)


def study_if_any(context: click.Context) -> AbstractContextManager[Study | None]:
    """Open the study that ``-C`` or the current folder names, to read alone; None if the folder lies in none."""
    try:
        return study_of(context, read_only=True)
    except NoStudyError:
        if context.obj.folder != HERE:
            raise  # who names a study means it
        return nullcontext()


def shell(path: str) -> str:
    """Return a path as it is typed, in double quotes if it has spaces: the command shells of all systems take them."""
    return f'"{path}"' if " " in path else path


def following(context: click.Context, command: str) -> str:
    """Say what comes next, in the study that ``-C`` named."""
    folder = context.obj.folder
    return f"Next: kembar {f'-C {shell(folder)} ' if folder != HERE else ''}{command}"


def prepare() -> None:
    """Let both streams print anything: what an encoding lacks becomes a sign in ASCII, else a question mark."""
    codecs.register_error("kembar", _instead)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="kembar")


def _instead(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    return "".join(SIGNS.get(letter, "?") for letter in missing), error.end


def flush() -> None:
    """Write what was printed and is still held back; OSError if it cannot be."""
    if sys.stdout:
        sys.stdout.flush()


def lost(error: OSError) -> bool:
    """Say that the output was lost if that is what an error means; what is still held back is thrown away."""
    if error.errno != errno.EPIPE and not is_full(error):
        return False
    with contextlib.suppress(OSError, ValueError), open(os.devnull, "wb") as nowhere:  # noqa: PTH123 (no path)
        os.dup2(nowhere.fileno(), sys.stdout.fileno())  # else the interpreter fails once more when it ends
    if error.errno != errno.EPIPE:
        complain(f"The output could not be written: {reason(error)}.")
    return True


def say(text: object) -> None:
    """Print a result."""
    click.echo(visible(str(text)))


def say_json(value: Any) -> None:
    """Print plain values as JSON; letters outside ASCII stay letters where the console has them."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    text = STEERING.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8", "strict")
    except (UnicodeEncodeError, LookupError):
        text = json.dumps(value, indent=1)  # escapes keep the text whole where a sign would change it
    click.echo(text)


def complain(text: str, lang: str = "") -> None:
    """Print an error."""
    first = "error"
    if lang:
        from kembar.messages import message

        first, text = message(lang, first), message(lang, text)
    click.echo(f"{first}  {visible(text)}", err=True)


def asked_language(given: Sequence[str]) -> str:
    """Return the language that ``--lang`` of a command line names, "" for none."""
    after = [one.removeprefix("--lang=") for one in given if one.startswith("--lang=")]
    after += [value for name, value in pairwise(given) if name == "--lang"]
    return after[-1] if after else ""


def tell(problems: Iterable[Problem]) -> None:
    """Print problems as the program words them."""
    Teller().tell(problems)


def plain(problems: Iterable[Problem]) -> list[dict[str, str]]:
    """Return problems as plain values."""
    names = ("severity", "name", "message", "hint", "stage", "where")
    return [{name: getattr(problem, name) for name in names} for problem in problems]


def interrupted(error: BaseException) -> int:
    """Say what an interrupted command has kept; returns 130."""
    kept = "; ".join(getattr(error, "__notes__", ()))
    click.echo(
        f"interrupted: what was done is kept{f' ({kept})' if kept else ''}; run the same command to go on", err=True
    )
    return 130


class Bar:
    """Progress on stderr: a bar with the current source and the remaining time, once the work takes a second."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._bar: Any = None
        self._task: Any = None
        self._stage = ""

    def __call__(self, stage: str, done: int, total: int, name: str) -> None:
        """Take the state of a stage: ``done`` of ``total``, at work on ``name``."""
        if self._bar is None and sys.stderr.isatty() and time.monotonic() - self._began > BAR_AFTER and done < total:
            self._start()
        if self._bar is not None:
            if stage != self._stage:
                self._bar.reset(self._task)
                self._stage = stage
            shown = "".join(c if c.isprintable() else "?" for c in name)[:40]
            self._bar.update(self._task, completed=done, total=total, stage=stage, source=shown)

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = [TextColumn("{task.fields[stage]}", markup=False), BarColumn(), MofNCompleteColumn()]
        columns += [TimeRemainingColumn(), TextColumn("{task.fields[source]}", markup=False)]
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self._task = self._bar.add_task("", stage="", source="")
        self._bar.start()

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None


@contextmanager
def bar() -> Iterator[Bar]:
    """Show progress while the block runs."""
    made = Bar()
    try:
        yield made
    finally:
        made.close()
