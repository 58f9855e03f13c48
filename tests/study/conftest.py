"""A small study on disk for the tests of its verbs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from study_texts import FESTIVAL, TIE

from kembar.study import Study, new


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """An empty study of Surabaya and Busan."""
    with new(tmp_path / "study", ["Surabaya-Busan"]) as made:
        yield made


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with two texts that can be added."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "tie.txt").write_text(TIE, encoding="utf-8")
    (folder / "festival.txt").write_text(FESTIVAL, encoding="utf-8")
    return folder
