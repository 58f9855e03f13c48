"""The version of the rules changes with what they are made of, and with nothing else."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from kembar import languages
from kembar.coders import rules
from kembar.coders.rules import version


def test_a_word_changes_the_version_and_a_label_does_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = version.version()
    assert re.fullmatch(r"rules [0-9a-f]{8}", before)
    assert re.fullmatch(r"rules [0-9a-f]{8}", rules.VERSION)
    shutil.copytree(languages.FOLDER, tmp_path / "languages")
    monkeypatch.setattr(languages, "FOLDER", tmp_path / "languages")
    assert version.version() == before
    with (tmp_path / "languages" / "id" / "labels.yaml").open("a", encoding="utf-8") as file:
        file.write("\n# a word for readers\n")
    with (tmp_path / "languages" / "id" / "messages.yaml").open("a", encoding="utf-8") as file:
        file.write("\n# a sentence for readers\n")
    assert version.version() == before
    with (tmp_path / "languages" / "id" / "cues.yaml").open("a", encoding="utf-8") as file:
        file.write("\n# a word for rules\n")
    assert version.version() != before
