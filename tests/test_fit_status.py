"""The script that fits the weights of status: its examples, what it holds back, and when it stops to heed cases."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest import mock

import pytest

from kembar.coders.rules import status, tense, words

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
        yield importlib.import_module("fit_status")


def made(folder: Path, *told: tuple[str, str]) -> Path:
    """A gold set with a document for each sentence, whose record has a status."""
    (folder / "docs").mkdir()
    lines = []
    for number, (sentence, state) in enumerate(told):
        name = f"{number}.txt"
        (folder / "docs" / name).write_text(f"Leeds and Turin\n\n{sentence}\n", encoding="utf-8")
        pair = [{"name": "Leeds", "country": "GB"}, {"name": "Turin", "country": "IT"}]
        record = {"type": "agreement", "pair": pair, "kind": "sister_agreement", "status": state, "quote": sentence}
        lines.append(json.dumps({"doc": name, "lang": "en", "published": "2015", "records": [record]}) + "\n")
    (folder / "gold.jsonl").write_text("".join(lines), encoding="utf-8")
    return folder


@pytest.mark.language("en")
def test_an_act_that_tells_a_record_is_an_example_of_its_status(script: ModuleType, tmp_path: Path) -> None:
    """Its words are weighed by the table that was fitted without its document."""
    sentence = "Leeds and Turin signed a sister city agreement on 3 May 1990."
    folder = made(tmp_path, (sentence, "ended"))
    part = script.fit_words.fold(f"{folder.name}/0")
    table = words.Table(["=\tended 1.00\tdone 0.00"])
    (example,) = script.read(folder, {("en", part): table})
    assert (example.source, example.status, example.heed) == (f"{folder.name}/0", "ended", 1.0)
    assert example.marks["words most: ended"] == 1.0
    (other,) = script.read(folder, {("en", part + 1): table})
    assert not any(mark.startswith("words") for mark in other.marks)
    assert tense.table("en") != table


def test_each_document_is_told_by_weights_that_have_not_seen_it(script: ModuleType) -> None:
    def fit(examples: Sequence[Any]) -> status.Weights:
        seen = {e.source for e in examples}
        return dict.fromkeys(seen, (0.0, 0.0, 0.0, 1.0))

    script.fit = fit
    examples = [script.Example(f"set/{n}", {f"set/{n}": 1.0}, "planned") for n in range(20)]
    assert script.crossed(examples) == {"set": 0.0}
    shared = [script.Example(f"set/{n}", {"set/0": 1.0}, "planned") for n in range(20)]
    assert 0.5 < script.crossed(shared)["set"] < 1.0


def test_cases_that_fail_are_heeded_more_until_they_hold(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = script.Example("case", {"mark": 1.0}, "ended")
    fits: list[float] = []

    def fit(examples: Sequence[Any]) -> status.Weights:
        fits.append(case.heed)
        return {"bias": (0.5, 0.0, 0.0, 0.0), "mark": (0.0, 0.2 * case.heed, 0.0, 0.0), "nothing": (0.0,) * 4}

    script.fit = fit
    monkeypatch.setattr(script, "from_cases", lambda: [case])
    monkeypatch.setattr(status, "WEIGHTS", tmp_path / "status.tsv")
    script.write([])
    assert len(fits) > 1
    assert fits == sorted(set(fits))
    status.weights.cache_clear()
    try:
        assert status.of_marks(case.marks, status.weights()) == "ended"
        assert "nothing" not in status.weights()
    finally:
        status.weights.cache_clear()
