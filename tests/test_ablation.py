"""The scripts that take the coder apart: every part they switch off exists, and each cause of a loss is told."""

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

SCRIPTS = Path(__file__).parent.parent / "scripts"


def script(name: str) -> ModuleType:
    """A script, as a module."""
    spec = importlib.util.spec_from_file_location(name, SCRIPTS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def record(kind: str, quote: str, other: tuple[str, str] = ("Hamburg", "DE"), **fields: Any) -> dict[str, Any]:
    """A gold record of Osaka and another city."""
    pair = [{"name": "Osaka", "country": "JP"}, {"name": other[0], "country": other[1]}]
    empty = dict.fromkeys(("sector", "start", "end", "recurrence", "flow", "participants"))
    type_ = "agreement" if "agreement" in kind or kind == "memorandum" else "activity"
    return {
        "type": type_,
        "pair": pair,
        "kind": kind,
        "status": "done",
        **empty,
        "actors": [],
        "quote": quote,
        **fields,
    }


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A set of one document: a tie told twice, a visit without places, a record of another pair, one of no act."""
    tie = "Osaka and Hamburg signed a sister city agreement on 11 May 1989."
    visit = "In May 2015 the mayor paid a visit with a delegation of 24."
    hall = "The town hall is old."
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text(f"Osaka and Hamburg\n\n{tie} {visit}\n\n{hall}\n", encoding="utf-8")
    records = [
        record("sister_agreement", tie, start="1989-05-11"),
        record("delegation_visit", visit, ("Lima", "PE"), start="2015-05"),
        record("memorandum", hall),
    ]
    line = {"doc": "a.txt", "lang": "en", "genre": "news", "published": None, "records": records}
    (tmp_path / "gold.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    return tmp_path


def test_a_sentence_without_places_needs_the_part_that_gives_it_the_pair_in_force(made: Path) -> None:
    ablation = script("ablation")
    whole = ablation.scored(made, ())
    assert (whole.all.tp, whole.all.fp, whole.all.fn) == (1, 1, 2)
    context = next(part for part in ablation.OFF if "without a place" in part.name)
    assert ablation.scored(made, context.patches).all.fp == 0


def test_the_baseline_finds_what_one_sentence_tells(made: Path) -> None:
    ablation = script("ablation")
    assert ablation.scored(made, ablation.NOTHING.patches).all.tp == 1


def test_a_part_that_the_coder_does_not_have_is_an_error(made: Path) -> None:
    ablation = script("ablation")
    with pytest.raises(AttributeError):
        ablation.scored(made, ((ablation.judge, "no_such_part", None),))


def test_every_part_can_be_switched_off_and_has_its_line_in_the_table(made: Path) -> None:
    ablation = script("ablation")
    lines = list(ablation.ablation([made]))
    assert len(lines) == 4 + len(ablation.OFF)
    assert lines[2].startswith("| the whole coder | 0.400 | +0.000 |")
    assert sum("(in use)" in line for line in ablation.thresholds([made])) == 1


def test_every_loss_has_its_cause(made: Path) -> None:
    lost = script("lost")
    found = [(each.cause, each.record["kind"]) for each in lost.lost(made)]
    assert ("another pair", "delegation_visit") in found
    assert ("no candidate in its sentence", "memorandum") in found
    assert ("another kind for a sentence that tells a record", "delegation_visit") not in found
    assert len(found) == 3
    assert {cause for cause, _ in found} <= {*lost.MISSED, *lost.FALSE}
    table = "\n".join(lost.tables({"made": list(lost.lost(made))}))
    assert "| all | 2 |" in table
    assert "| all | 1 |" in table
