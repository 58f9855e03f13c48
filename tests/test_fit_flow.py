"""The script that fits the weights of ways: which words it weighs, and where it writes what."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from unittest import mock

import pytest

from kembar import languages, yamlfile
from kembar.coders.rules import flow, words

SCRIPTS = Path(__file__).parent.parent / "scripts"
OUTSIDE = (
    "numpy", "sklearn", "sklearn.feature_extraction.text", "sklearn.feature_extraction", "sklearn.linear_model",
    "scipy", "scipy.sparse",
)  # fmt: skip


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The script, as a module; what it fits with need not be installed."""
    monkeypatch.syspath_prepend(SCRIPTS)
    with mock.patch.dict(sys.modules, {name: mock.MagicMock() for name in OUTSIDE}):
        yield importlib.import_module("fit_flow")


def test_a_word_of_few_documents_is_not_weighed_but_a_mark_is(script: ModuleType) -> None:
    marks = {"aa\tcommon": 0.5, "to": 1.0}
    examples = [script.Example(f"set/{n}", (marks, {}), {}, "ab") for n in range(script.DOCUMENTS)]
    examples += [script.Example("set/0", ({"aa\trare": 0.5}, {}), {}, "ba")] * script.DOCUMENTS
    assert script.seldom(examples) == {"aa\trare"}


def test_weights_of_words_go_to_their_languages(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "aa").mkdir()
    monkeypatch.setattr(languages, "FOLDER", tmp_path)
    monkeypatch.setattr(flow, "WEIGHTS", tmp_path / "flow.yaml")
    mutual = {"aa\tcame": 0.4, "bias": 0.1}
    script.write({"way": {"to": -1.0, "aa\tcame": -2.0}, "mutual": mutual, "none": {"bias": -1.5}})
    told = words.read(tmp_path / "aa" / flow.FILE).sums({"came", "went"})
    assert told == {"way": -2.0 * script.WORD, "mutual": 0.4 * script.WORD, "none": 0.0}
    assert yamlfile.tables(tmp_path / "flow.yaml")["way"] == {"to": -1.0}
