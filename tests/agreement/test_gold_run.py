"""``kembar score``: the way from a gold folder to figures, by library and by command."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kembar.agreement import gold
from kembar.agreement.matching import Letters

SETS = Path(__file__).parent.parent / "gold"
FIELDS = {
    "type", "pair", "kind", "sector", "status", "start", "end", "recurrence", "flow", "participants", "actors", "quote",
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gold set of three documents: text, HTML and CSV."""
    root = tmp_path_factory.mktemp("gold")
    (root / "docs").mkdir()
    lines = []
    for name, doc in [
        ("dev", "id-05-semarang-toyama-bbg.txt"),
        ("dev", "id-08-bandung-kota-mitra.html"),
        ("more", "ko-11-jeju-exchange-list.csv"),
    ]:
        shutil.copy(SETS / name / "docs" / doc, root / "docs" / doc)
        lines += [line for line in gold.read(SETS / name) if line["doc"] == doc]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (root / "gold.jsonl").write_text(text, encoding="utf-8", newline="\n")
    return root


def test_predictions_have_the_golds_fields_and_quotes_that_are_found(folder: Path) -> None:
    lines = gold.predict(folder).lines
    assert all(line["records"] for line in lines)
    for line in lines:
        letters = Letters.of((folder / "docs" / line["doc"]).read_text(encoding="utf-8"))
        for record in line["records"]:
            assert set(record) == FIELDS
            assert [set(place) for place in record["pair"]] == [{"name", "country"}] * 2
        found = [letters.find(record["quote"]) is not None for record in line["records"]]
        assert any(found) if line["doc"].endswith(".html") else all(found), line["doc"]


def test_the_coder_gets_the_file_and_its_date_and_nothing_else(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "set")
    lines = [
        {**line, "lang": "xx", "genre": "other", "records": [], "published": line["published"]}
        for line in gold.read(folder)
    ]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (tmp_path / "set" / "gold.jsonl").write_text(text, encoding="utf-8", newline="\n")
    assert gold.predict(tmp_path / "set").lines == gold.predict(folder).lines


def test_a_row_told_by_columns_and_by_rules_counts_once(folder: Path) -> None:
    (line,) = [line for line in gold.predict(folder).lines if line["doc"].endswith(".csv")]
    keys = [(r["kind"], json.dumps(r["pair"]), r["quote"]) for r in line["records"]]
    assert len(set(keys)) == len(keys)


def test_progress_is_told(folder: Path) -> None:
    told: list[tuple[int, int, str]] = []
    gold.predict(folder, lambda done, total, name: told.append((done, total, name)))
    assert [done for done, _, _ in told] == [0, 1, 2, 3]
    assert told[0][2].endswith(".txt")


def test_run_prints_figures_errors_and_json(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    text = gold.run(folder, out, errors=3)
    assert "records" in text
    assert sum(line.startswith(("MISS ", "FALSE ")) for line in text.splitlines()) == 3
    written = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line["doc"] for line in written] == [line["doc"] for line in gold.read(folder)]
    assert json.loads(gold.run(folder, as_json=True)) == json.loads(json.dumps(gold.score(folder, out).plain()))


def test_an_unread_document_is_told_and_the_others_go_on(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "set")
    first = gold.read(folder)[0]["doc"]
    (tmp_path / "set" / "docs" / first).write_bytes(b"")
    predicted = gold.predict(tmp_path / "set")
    assert [bool(line["records"]) for line in predicted.lines] == [False, True, True]
    assert any(problem.severity == "error" for problem in predicted.problems)


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run ``kembar score``."""
    line = [sys.executable, "-m", "kembar", "score", *arguments]
    return subprocess.run(line, capture_output=True, encoding="utf-8", check=False)


def test_the_command_ends_with_0_whatever_the_figures(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    done = command(str(folder), "--json", "--predictions", str(out))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["all"]["tp"] > 0
    assert len(out.read_text(encoding="utf-8").splitlines()) == 3


def test_a_folder_without_gold_is_misuse(tmp_path: Path) -> None:
    done = command(str(tmp_path))
    assert done.returncode == 2
    assert "holds no gold.jsonl" in done.stderr
    assert "Traceback" not in done.stderr
