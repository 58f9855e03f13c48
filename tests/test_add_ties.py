"""The script that adds ties of a table whose names have no country: which names it resolves, and what it leaves out."""

import importlib
from pathlib import Path
from types import ModuleType

import pytest

from kembar.places import register

SCRIPTS = Path(__file__).parent.parent / "scripts"
NAMES = [("Q1", "Surabaya"), ("Q2", "Busan"), ("Q3", "Richmond"), ("Q4", "Wakayama"), ("Q5", "No Such Town")]
NAMES += [("Q6", "Springfield"), ("Q7", "Semarang"), ("Q8", "Provinz Jeollanam-do")]
LINKS = [("Q1", "Q2"), ("Q2", "Q1"), ("Q3", "Q4"), ("Q5", "Q1"), ("Q6", "Q1"), ("Q7", "Q1"), ("Q8", "Q1")]


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, as a module."""
    monkeypatch.syspath_prepend(str(SCRIPTS))
    return importlib.import_module("add_ties")


def written(path: Path, rows: list[tuple[str, str]]) -> Path:
    """A table parted by tabs."""
    path.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_name_of_several_places_is_the_one_that_is_tied_already(script: ModuleType) -> None:
    known = script.resolved(dict(NAMES), script.linked(f"{one}\t{other}" for one, other in LINKS))
    assert {node: place.country for node, place in known.items()} == {
        "Q1": "ID", "Q2": "KR", "Q3": "CA", "Q4": "JP", "Q7": "ID", "Q8": "KR",
    }  # fmt: skip
    assert known["Q8"].level == "admin1"


def test_a_region_is_tied_with_a_region(script: ModuleType) -> None:
    """A name that is a town's elsewhere is the region's, and a prefecture is no district of its name."""
    names = {"Q1": "Ohio", "Q2": "Präfektur Saitama", "Q3": "Präfektur Ibaraki"}
    known = script.resolved(names, script.linked(["Q1\tQ2"]))
    assert {node: (place.level, place.country) for node, place in known.items()} == {
        "Q1": ("admin1", "US"), "Q2": ("admin1", "JP"), "Q3": ("admin1", "JP"),
    }  # fmt: skip


def test_ties_are_added_to_those_that_are_known(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies in one country, has no place or has several is left out."""
    names, links = written(tmp_path / "names.tsv", NAMES), written(tmp_path / "relations.tsv", LINKS)
    pins = "".join(f"0000 {path.name} {len(path.read_text(encoding='utf-8'))}\n" for path in (names, links))
    (tmp_path / "pins.txt").write_text("first\nsecond\n" + pins, encoding="utf-8")
    monkeypatch.setattr(script, "PINS", tmp_path / "pins.txt")
    added: set[tuple[str, str]] = set()
    monkeypatch.setattr(script, "write", added.update)
    monkeypatch.setattr(register, "ties", lambda: {"JP.30201": frozenset(["gn:6122085"])})
    script.main([str(names), str(links)])
    assert added == {("ID.35.78", "KR.26"), ("ID.35.78", "KR.46"), ("JP.30201", "gn:6122085")}


def test_another_table_than_the_pinned_one_is_refused(script: ModuleType, tmp_path: Path) -> None:
    names = written(tmp_path / "names.tsv", NAMES)
    with pytest.raises(SystemExit, match=r"is not names\.tsv of commit dc0dec95"):
        script.main([str(names), str(names)])
