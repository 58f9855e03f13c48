"""The gold gate: the sets are those that were pinned, and the rules reach their floors on them."""

import importlib.util
import json
import shutil
from pathlib import Path
from types import ModuleType

import pytest

from kembar import codebook, languages
from kembar.agreement import gold
from kembar.agreement.score import Score

SETS = Path(__file__).parent
FLOORS = json.loads((SETS / "floors.json").read_text(encoding="utf-8"))
Scored = tuple[str, Path, gold.Predicted, Score]
SIZES = {
    "dev": (56, 341), "more": (70, 576), "wide": (283, 2213), "varied": (4239, 37614), "harder": (336, 3020),
    "unread": (157, 1150),
}  # fmt: skip
#: What each language reaches by itself, so that none is carried by the others.
LEAST = {"dev": 0.74, "more": 0.74, "wide": 0.6}


def script() -> ModuleType:
    """The script that pins the floors, as a module."""
    path = SETS.parent.parent / "scripts" / "pin_gold.py"
    spec = importlib.util.spec_from_file_location("pin_gold", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def readable(name: str, tmp: Path) -> Path:
    """The folder of a set; where the folder of a language was taken away, a copy without its documents."""
    lines = [line for line in gold.read(SETS / name) if languages.has_rules(line["lang"])]
    if len(lines) == SIZES[name][0]:
        return SETS / name
    shutil.copytree(SETS / name / "docs", tmp / "docs")
    (tmp / "gold.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return tmp


@pytest.fixture(scope="module", params=sorted(FLOORS))
def scored(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Scored:
    """A set, its folder, what the rules find in it and the score of that."""
    folder = readable(request.param, tmp_path_factory.mktemp(request.param))
    predicted = gold.predict(folder)
    return request.param, folder, predicted, gold.score(folder, predicted)


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_the_sets_are_the_pinned_ones(name: str) -> None:
    assert script().hash_of(SETS / name) == FLOORS[name]["sha256"]


@pytest.mark.parametrize("name", sorted(SIZES))
def test_the_sets_are_whole(name: str) -> None:
    lines = gold.read(SETS / name)
    assert (len(lines), sum(len(line["records"]) for line in lines)) == SIZES[name]


def test_gold_records_use_codes_of_the_codebook() -> None:
    book = codebook.load()
    for name in SIZES:
        for line in gold.read(SETS / name):
            for record in line["records"]:
                assert record["type"] in book.get(record["kind"]).types
                for axis in ("sector", "status", "recurrence"):
                    assert record[axis] is None or book.get(record[axis]).axis == axis
                assert all(book.get(actor).axis == "actor" for actor in record["actors"])


def test_the_rules_reach_the_floors(scored: Scored) -> None:
    name, folder, _, score = scored
    if folder != SETS / name:
        pytest.skip("the floors are those of whole sets, and the folder of a language is not there")
    assert score.all.f1 >= FLOORS[name]["records"]
    assert score.relevance.f1 >= FLOORS[name]["relevance"]


def test_every_language_that_is_there_reaches_what_each_must(scored: Scored) -> None:
    rates = {key: rate.f1 for key, rate in scored[3].slices.items() if key.startswith("lang=")}
    assert rates
    assert {key: f1 for key, f1 in rates.items() if f1 < LEAST[scored[0]]} == {}


def test_every_document_has_a_line_and_every_quote_is_found(scored: Scored) -> None:
    _, folder, predicted, score = scored
    assert [line["doc"] for line in predicted.lines] == [line["doc"] for line in gold.read(folder)]
    assert score.attributes["quote_overlap"] > 0.5
    assert all(record["quote"].strip() for line in predicted.lines for record in line["records"])


def test_no_document_fails(scored: Scored) -> None:
    _, _, predicted, _ = scored
    assert [p for p in predicted.problems if p.severity == "error" and p.stage != "gate"] == []


def test_the_rules_propose_nothing_that_the_gate_refuses(scored: Scored) -> None:
    _, _, predicted, _ = scored
    assert [f"{p.where}: {p.message}" for p in predicted.problems if p.stage == "gate"] == []


def test_a_floor_is_never_lowered() -> None:
    module = script()
    assert set(FLOORS) == set(module.NAMES)
    old = {"dev": {"records": 0.6, "relevance": 0.95}}
    assert module.lowered(old, {"dev": {"records": 0.6, "relevance": 1.0}}) == []
    assert module.lowered(old, {"dev": {"records": 0.599, "relevance": 1.0}}) == [
        "dev records: 0.599 is below the floor 0.600"
    ]
    assert module.lowered({}, {"dev": {"records": 0.1, "relevance": 0.1}}) == []
    reached = {"dev": {"sha256": "ab", "records": 0.829, "relevance": 0.58}}
    assert module.pinned(reached) == {"dev": {"sha256": "ab", "records": 0.82, "relevance": 0.58}}


def test_the_script_writes_nothing_where_a_floor_would_fall(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    module = script()
    pinned = tmp_path / "floors.json"
    pinned.write_bytes((SETS / "floors.json").read_bytes())
    monkeypatch.setattr(module, "FLOORS", pinned)
    monkeypatch.setattr(module.gold, "SHARES", tmp_path / "shares.yaml")
    monkeypatch.setattr(module.gold, "predict", lambda folder: gold.Predicted(()))
    assert module.main([]) == 1
    assert "dev records: 0.000 is below the floor" in capsys.readouterr().out
    assert pinned.read_bytes() == (SETS / "floors.json").read_bytes()
    assert not (tmp_path / "shares.yaml").exists()
