"""The figures of a score, on a small made gold set whose figures were once taken from the judging script.

With the environment variable KEMBAR_JUDGE set to that script, both are compared anew on spoilt copies of the gold sets.
"""

import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kembar.agreement import gold
from kembar.agreement.score import Rate
from kembar.problems import GoldError

SETS = Path(__file__).parent.parent / "gold"
PAIR = [{"name": "Selka", "country": "XA"}, {"name": "Morvan", "country": "XB"}]
OTHER = [{"name": "Selka", "country": "XA"}, {"name": "Tarn", "country": "XC"}]
TEXTS = {
    "a.txt": "Selka and Morvan signed a memorandum in 1999. Twelve pupils of Selka went to Morvan in July 2001.",
    "b.txt": "Selka gave Tarn a bell in 1987; schools of both towns write to each other.",
    "c.txt": "Nothing was done that year.",
    "d.txt": "Morvan's choir sang in Selka every May.",
}


def record(kind: str, quote: str, **fields: Any) -> dict[str, Any]:
    """A gold record between Selka and Morvan."""
    empty = dict.fromkeys(("sector", "status", "start", "end", "recurrence", "flow", "participants"))
    type_ = "agreement" if kind in ("memorandum", "sister_agreement") else "activity"
    return {"type": type_, "pair": PAIR, "kind": kind, **empty, "actors": [], "quote": quote, **fields}


PUPILS = {"start": "2001-07", "flow": "Selka>Morvan", "participants": 12, "actors": ["school"], "sector": "education"}
GOLD = {
    "a.txt": [
        record("memorandum", "signed a memorandum in 1999", start="1999", status="done"),
        record("student_exchange", "Twelve pupils of Selka went", status="done", **PUPILS),
    ],
    "b.txt": [
        record("donation", "gave Tarn a bell", pair=OTHER, start="1987", flow="Selka>Tarn", status="done"),
        record("information_exchange", "write to each other", pair=OTHER, flow="mutual", actors=["school"]),
    ],
    "c.txt": [],
    "d.txt": [record("cultural_event", "choir sang in Selka", recurrence="annual", flow="Morvan>Selka")],
}
FOUND = {
    "a.txt": [
        record("sister_agreement", "signed a memorandum", start="1999", status="done"),
        record("student_exchange", "pupils of Selka went to Morvan", **{**PUPILS, "start": "2001", "participants": 10}),
        record("student_exchange", "pupils", start="2005"),
    ],
    "b.txt": [record("donation", "a bell", pair=OTHER[::-1], start="1987", status="done", flow="SELKA>Tarn")],
    "c.txt": [record("meeting", "Nothing was done")],
    "e.txt": [record("meeting", "of no document")],
}
LANGS = {"a.txt": ("en", "news"), "b.txt": ("en", "journal"), "c.txt": ("ko", "news"), "d.txt": ("ko", "other")}
SHARES = {
    "sector": 1.0,
    "status": 0.5,
    "recurrence": 1.0,
    "participants": 0.5,
    "flow": 1.0,
    "start_exact": 0.5,
    "start_year": 1.0,
    "end_year": 1.0,
    "participants|said": 0.0,
    "flow|said": 1.0,
    "actors_jaccard": 1.0,
    "quote_overlap": 1.0,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small gold set on disk, with its predictions beside it."""
    (tmp_path / "docs").mkdir()
    lines = []
    for doc, text in TEXTS.items():
        (tmp_path / "docs" / doc).write_text(text, encoding="utf-8")
        lang, genre = LANGS[doc]
        lines.append({"doc": doc, "lang": lang, "genre": genre, "published": None, "records": GOLD[doc]})
    write(tmp_path / "gold.jsonl", lines)
    write(tmp_path / "found.jsonl", [{"doc": doc, "records": records} for doc, records in FOUND.items()])
    return tmp_path


def write(path: Path, lines: list[dict[str, Any]]) -> None:
    """Write JSON lines."""
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8", newline="\n")


def test_figures_are_those_of_the_judging_script(folder: Path) -> None:
    plain = gold.score(folder, folder / "found.jsonl").plain()
    rate = lambda p, r, f1, tp, fp, fn: {"p": p, "r": r, "f1": f1, "tp": tp, "fp": fp, "fn": fn}  # noqa: E731
    assert plain["all"] == rate(0.4, 0.4, 0.4, 2, 3, 3)
    assert plain["f1_ci95"] == [0.0, 0.6]
    assert plain["lang=en"] == rate(0.5, 0.5, 0.5, 2, 2, 2)
    assert plain["lang=ko"] == rate(0.0, 0.0, 0.0, 0, 1, 1)
    assert plain["type=agreement"] == rate(0.0, 0.0, 0.0, 0, 1, 1)
    assert plain["sister agreement = memorandum"] == rate(0.6, 0.6, 0.6, 3, 2, 2)
    assert plain["pairs in document"] == rate(0.667, 0.667, 0.667, 2, 1, 1)
    assert plain["document relevant"] == rate(0.667, 0.667, 0.667, 2, 1, 1)
    assert plain["attributes of right records"] == SHARES
    assert plain["kind=student_exchange"] == rate(0.5, 1.0, 0.667, 1, 1, 0)
    assert plain["kind=meeting"] == rate(0.0, 0.0, 0.0, 0, 1, 0)


def test_errors_come_document_by_document_the_missed_first(folder: Path) -> None:
    errors = gold.score(folder, folder / "found.jsonl").errors
    assert [(e.what, e.doc, e.record["kind"]) for e in errors] == [
        ("MISS", "a.txt", "memorandum"),
        ("FALSE", "a.txt", "sister_agreement"),
        ("FALSE", "a.txt", "student_exchange"),
        ("MISS", "b.txt", "information_exchange"),
        ("FALSE", "c.txt", "meeting"),
        ("MISS", "d.txt", "cultural_event"),
    ]


def test_gold_against_itself_is_without_fault(folder: Path) -> None:
    result = gold.score(folder, folder / "gold.jsonl")
    assert result.all == Rate(5, 0, 0)
    assert result.interval[1] == 1.0
    assert set(result.attributes.values()) == {1.0}
    assert result.errors == ()


def test_nothing_predicted_is_a_score_of_nothing(folder: Path) -> None:
    write(folder / "none.jsonl", [])
    result = gold.score(folder, folder / "none.jsonl")
    assert (result.all, result.all.f1, result.attributes) == (Rate(0, 0, 5), 0.0, {})


def test_the_printed_table_names_every_figure(folder: Path) -> None:
    result = gold.score(folder, folder / "found.jsonl")
    text = "\n".join(gold.table(result))
    for name in ("records", "lang=ko", "genre=journal", "type=activity", "kind=donation", "document relevant"):
        assert f"\n{name} " in text
    assert "0.400   0.400  0.400      2      3       3" in text
    assert all(name in text for name in result.attributes)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{\n", "gold.jsonl:1: not JSON"),
        ("[]\n", "gold.jsonl:1: a line must be an object"),
        ('{"doc": "a.txt"}\n', "'a.txt' lacks doc, lang, genre or records"),
        ('\n{"doc": "z.txt", "lang": "en", "genre": "news", "records": []}\n', "no document 'z.txt'"),
    ],
)
def test_a_gold_set_that_is_none_is_told(folder: Path, text: str, message: str) -> None:
    (folder / "gold.jsonl").write_text(text, encoding="utf-8")
    with pytest.raises(GoldError, match=r"gold\.jsonl") as error:
        gold.read(folder)
    assert message in str(error.value)


def test_missing_files_are_told(folder: Path) -> None:
    with pytest.raises(GoldError, match=r"holds no gold\.jsonl"):
        gold.read(folder / "docs")
    with pytest.raises(GoldError, match="no file of predictions"):
        gold.score(folder, folder / "nowhere.jsonl")
    write(folder / "found.jsonl", [{"doc": "a.txt"}])
    with pytest.raises(GoldError, match="every line must hold a doc"):
        gold.score(folder, folder / "found.jsonl")


def spoilt(lines: list[dict[str, Any]], seed: int) -> list[dict[str, Any]]:
    """Gold lines as a bad coder would give them: records left out, doubled and changed, by a seeded generator."""
    draw = random.Random(seed)
    changes = [
        {"kind": "memorandum"},
        {"kind": "meeting"},
        {"start": None},
        {"start": "1999"},
        {"participants": 7},
        {"sector": "culture"},
        {"flow": "mutual"},
        {"actors": ["school"]},
        {"quote": "words that stand nowhere"},
    ]
    out = []
    for line in lines:
        records = [{**r, **draw.choice(changes)} if draw.random() < 0.6 else r for r in line["records"]]
        records = [r for r in records if draw.random() < 0.8]
        out.append({"doc": line["doc"], "records": records + [r for r in records if draw.random() < 0.1]})
    return out


@pytest.mark.skipif("KEMBAR_JUDGE" not in os.environ, reason="the judging script is not part of the repository")
@pytest.mark.parametrize("name", ["dev", "more"])
@pytest.mark.parametrize("seed", range(3))
def test_the_judging_script_agrees(name: str, seed: int, tmp_path: Path) -> None:
    write(tmp_path / "found.jsonl", spoilt(gold.read(SETS / name), seed))
    command = [sys.executable, os.environ["KEMBAR_JUDGE"], str(SETS / name), str(tmp_path / "found.jsonl"), "--json"]
    judged = json.loads(subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout)
    ours = json.loads(json.dumps(gold.score(SETS / name, tmp_path / "found.jsonl").plain()))
    assert {key: ours[key] for key in judged} == judged
