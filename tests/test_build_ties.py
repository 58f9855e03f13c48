"""The script that builds the register of ties: what it finds of its tables, and which tables it takes."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from kembar.places import register

SCRIPT = Path(__file__).parent.parent / "scripts" / "build_ties.py"
NODES = [
    ("Q1", "Surabaya", "112.75", "-7.26", "INA", "XXID"),
    ("Q2", "Busan", "129.04", "35.10", "KOR", "XXKR"),
    ("Q3", "Surabaya", "10.0", "50.0", "INA", "XXID"),
    ("Q4", "No Such Town", "10.0", "50.0", "GER", "XXDE"),
    ("Q5", "Bandung", "107.61", "-6.92", "INA", "XXID"),
]
LINKS = [("Q2", "Q1"), ("Q1", "Q2"), ("Q1", "Q5"), ("Q1", "Q4")]


@pytest.fixture
def script() -> ModuleType:
    """The script, as a module."""
    spec = importlib.util.spec_from_file_location("build_ties", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def written(path: Path, head: str, rows: list[tuple[str, ...]]) -> Path:
    """A table parted by tabs."""
    path.write_text("\n".join([head.replace(" ", "\t"), *("\t".join(row) for row in rows)]) + "\n", encoding="utf-8")
    return path


def test_each_tie_between_two_countries_is_written_once(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A place far from its coordinates and one that nobody knows are left out, and so is a tie within a country."""
    nodes = written(tmp_path / "nodes.tsv", "id name lng lat country countrycd", NODES)
    links = written(tmp_path / "links.tsv", "source target", LINKS)
    pins = "".join(f"0000 {path.name} {len(path.read_text(encoding='utf-8'))}\n" for path in (nodes, links))
    (tmp_path / "pins.txt").write_text(pins, encoding="utf-8")
    monkeypatch.setattr(script, "PINS", tmp_path / "pins.txt")
    monkeypatch.setattr(script, "FILE", tmp_path / "ties.tsv")
    script.main([str(nodes), str(links)])
    assert (tmp_path / "ties.tsv").read_text(encoding="utf-8") == script.HEAD + "ID.35.78\tKR.26\n"
    assert capsys.readouterr().out == "3 of 5 places found, 1 ties from 4 links\n"


def test_another_table_than_the_pinned_one_is_refused(script: ModuleType, tmp_path: Path) -> None:
    nodes = written(tmp_path / "nodes.tsv", "id name lng lat country countrycd", NODES)
    with pytest.raises(SystemExit, match=r"is not public/data/nodes\.tsv of commit b0131f4f"):
        script.main([str(nodes), str(nodes)])


def test_the_shipped_register_begins_as_the_script_writes_it(script: ModuleType) -> None:
    assert register.FILE.read_text(encoding="utf-8").startswith(script.HEAD)
