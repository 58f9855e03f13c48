"""How what is wrong is worded."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest

from kembar.problems import FULL, REFUSED, lines, no_ending, reason, takes_no_more, unknown
from kembar.types import Problem


def problem(where: str, hint: str) -> Problem:
    return Problem("error", "x", "not read.", hint, where=where)


def test_a_hint_that_several_share_stands_once_behind_them() -> None:
    found = [problem("a", "use pdf"), problem("b", "use pdf"), problem("c", ""), problem("d", "use pdf")]
    assert "\n".join(lines(found)).split("\n") == [
        "error  a  not read.",
        "error  b  not read.",
        "    use pdf",
        "error  c  not read.",
        "error  d  not read.",
        "    use pdf",
    ]
    assert lines([]) == []


@pytest.mark.parametrize("number", [errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG])
def test_a_full_disk_is_told_by_what_to_do(number: int) -> None:
    assert reason(OSError(number, "as the system says it")) == FULL
    assert reason(PermissionError(errno.EACCES, "Permission denied")) == "Permission denied"
    assert reason(OSError("odd")) == "odd"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("FULL", FULL),
        ("IOERR_WRITE", REFUSED),
        ("IOERR_FSYNC", REFUSED),
        ("IOERR_SHMSIZE", REFUSED),
        ("IOERR_READ", "disk I/O error"),
    ],
)
def test_a_disk_is_told_as_full_only_where_sqlite_says_so_or_little_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, told: str
) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorname = f"SQLITE_{name}"
    assert reason(error, tmp_path) == told
    assert takes_no_more(error, tmp_path) == (told in (FULL, REFUSED))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=4096))
    assert reason(error, tmp_path) == FULL


def test_where_the_system_knows_no_share_of_a_disk_an_error_without_number_is_no_full_disk(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(errno, "EDQUOT", raising=False)
    assert reason(OSError("odd")) == "odd"
    assert reason(OSError(errno.ENOSPC, "full")) == FULL


def test_endings_and_short_names_are_listed_not_guessed() -> None:
    assert str(no_ending("r.pdf", "a report", (".html", ".md"))).endswith("it must end in one of .html, .md.")
    assert str(unknown("language", "zz", ("zh", "en"))) == "There is no language called 'zz'; known: en, zh."
    assert "did you mean matrix?" in str(unknown("display", "matricks", ("matrix", "gaps")))
