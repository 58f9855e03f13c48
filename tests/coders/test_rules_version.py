"""The version of the rules changes with what they are made of, and with nothing else."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from kembar.coders import rules
from kembar.coders.rules import version


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what the rules are made of, whose version is told instead."""
    left_out = shutil.ignore_patterns("__pycache__", "*.xz")
    shutil.copytree(version.ROOT, tmp_path / "kembar", ignore=left_out)
    monkeypatch.setattr(version, "ROOT", tmp_path / "kembar")
    return tmp_path / "kembar"


def test_a_copy_has_the_version_of_what_it_was_copied_from(copied: Path) -> None:
    assert copied == version.ROOT
    assert version.version() == rules.VERSION
    assert re.fullmatch(r"rules [0-9a-f]{8}", rules.VERSION)


@pytest.mark.parametrize(
    "name",
    [
        "coders/rules/judge.py",
        "coders/rules/status.tsv",
        "languages/others.yaml",
        "languages/datefind.py",
        "places/scoring.py",
        "places/data/ties.tsv",
        "places/data/letters.tsv",
        "places/data/words.yaml",
        "passages.py",
    ],
)
def test_each_thing_that_changes_readings_changes_the_version(copied: Path, name: str) -> None:
    with (copied / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert version.version() != rules.VERSION


def test_another_gazetteer_changes_the_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(version, "manifest", lambda: {"sha256": "of another gazetteer"})
    assert version.version() != rules.VERSION


def test_words_for_readers_and_what_only_shows_change_nothing(copied: Path) -> None:
    shown = [*(copied / "languages").glob("*/labels.yaml"), *(copied / "languages").glob("*/messages.yaml")]
    for path in [*shown, copied / "report" / "content.py", copied / "places" / "data" / "NOTICE.md"]:
        with path.open("a", encoding="utf-8") as file:
            file.write("\n")
    assert version.version() == rules.VERSION


@pytest.mark.language("id")
def test_a_word_of_a_language_changes_the_version(copied: Path) -> None:
    with (copied / "languages" / "id" / "cues.yaml").open("a", encoding="utf-8") as file:
        file.write("\n# a word for rules\n")
    assert version.version() != rules.VERSION
