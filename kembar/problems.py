"""Misuse raises one class a cause; bad input is a Problem, worded here.

::

    KembarError
    ├── NoStudyError          no study.yaml upwards of the folder
    ├── StudyExistsError      a folder that already holds, or lies inside, a study
    ├── YamlError             a YAML file with a wrong, unknown or double key (file:line:column)
    ├── UnknownNameError      a place, pair, code, display, format or source that does not exist
    ├── StaleWriteError       a file changed since it was read
    ├── StoreError            the study's log cannot be opened or written
    ├── GoldError             a gold set, or a file of predictions, that is not as its format says
    ├── OutputError           a report or export could not be written
    └── NotAvailableError     an optional part that is not installed
"""

from __future__ import annotations

import difflib
import errno
import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from kembar.types import Problem

#: Signs that steer a terminal or turn the order of letters: controls but tab and line feed, and overrides of direction.
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

#: What a full disk is told as, and a quota or a limit on files that is reached.
FULL = "the disk is full or takes no more; free some space on it, then do the same again"
#: What is told where SQLite could not write and does not say why: so it is on a stick that was pulled, too.
REFUSED = "the disk refuses to be written: it is full, at a limit, or gone; see to it, then do the same again"
_LITTLE = 1 << 20  # bytes left on a disk on which any "disk I/O error" of SQLite says that it is full
_UNWRITTEN = tuple(f"SQLITE_IOERR_{what}" for what in ("WRITE", "FSYNC", "TRUNCATE", "SHMSIZE"))
_FULL = ("ENOSPC", "EDQUOT", "EFBIG")


class KembarError(Exception):
    """Root of every error that Kembar raises for misuse; its text is one sentence that says what to do."""


class NoStudyError(KembarError):
    """No study was found."""


class StudyExistsError(KembarError):
    """A study would be made over or inside another."""


class YamlError(KembarError):
    """A YAML file cannot be used; the text begins with ``file:line:column``."""


class UnknownNameError(KembarError):
    """A name that nothing carries."""


class StaleWriteError(KembarError):
    """A file was changed by somebody else since it was read."""


class StoreError(KembarError):
    """The readings and judgements cannot be opened or written."""


class GoldError(KembarError):
    """A gold set or a file of predictions cannot be used."""


class OutputError(KembarError):
    """A file could not be written; nothing half-written was left."""


class NotAvailableError(KembarError):
    """A part that needs something which is not installed."""


def unknown(what: str, name: str, known: Iterable[str]) -> UnknownNameError:
    """Return the error for a name nobody knows, with the nearest known names; a short one is near to nothing."""
    names = sorted(known)
    if not names:
        return UnknownNameError(f"There is no {what} called {name!r}.")
    near = difflib.get_close_matches(name, names, n=3, cutoff=0.5) if len(name) > 3 else []
    hint = f"did you mean {' or '.join(near)}?" if near else f"known: {', '.join(names[:40])}."
    return UnknownNameError(f"There is no {what} called {name!r}; {hint}")


def no_ending(name: str, what: str, endings: Iterable[str]) -> UnknownNameError:
    """Return the error for a file whose ending names no form in which something is written."""
    return UnknownNameError(f"{name} is no name for {what}: it must end in one of {', '.join(endings)}.")


def reason(error: Exception, folder: Path | None = None) -> str:
    """Word what the system or SQLite said of a file in a folder, without numbers and paths."""
    if takes_no_more(error, folder):
        return FULL if is_full(error, folder) else REFUSED
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def is_full(error: Exception, folder: Path | None = None) -> bool:
    """Whether an error of the system or of SQLite means that the folder's disk, or the user's share of it, is full."""
    if isinstance(error, OSError):
        return error.errno in {getattr(errno, name, errno.ENOSPC) for name in _FULL}
    name = getattr(error, "sqlite_errorname", None) or ""
    try:
        little = folder is not None and shutil.disk_usage(folder).free < _LITTLE
    except OSError:
        little = False
    return name == "SQLITE_FULL" or (little and name.startswith("SQLITE_IOERR"))


def takes_no_more(error: Exception, folder: Path | None = None) -> bool:
    """Whether an error means that the folder's disk cannot be written, full or not; it may still be read."""
    return is_full(error, folder) or getattr(error, "sqlite_errorname", None) in _UNWRITTEN


def visible(text: str) -> str:
    """Show signs that steer a terminal as replacement characters: a source's words are printed, never obeyed."""
    return STEERING.sub("\N{REPLACEMENT CHARACTER}", text)


def line(problem: Problem, say: Callable[[str], str] = str) -> str:
    """Word a problem as ``severity  where  what``, with the hint on a second line; ``say`` words the severity."""
    first = "  ".join(part for part in (say(problem.severity), problem.where, problem.message) if part)
    return visible(f"{first}\n    {problem.hint}" if problem.hint else first)


def lines(problems: Iterable[Problem], say: Callable[[str], str] = str) -> list[str]:
    """Word problems, each as ``line`` does; a hint that several share stands behind the last of them."""
    found = list(problems)
    following = [problem.hint for problem in found[1:]] + [""]
    shown = [replace(p, hint="") if p.hint == after else p for p, after in zip(found, following, strict=False)]
    return [line(problem, say) for problem in shown]
