"""How far an act has come is the status that its marks speak for most."""

from __future__ import annotations

from pathlib import Path

import pytest
from short_texts import document, proposed

from kembar import codebook
from kembar.coders import rules
from kembar.coders.rules import status, tense
from kembar.coders.rules.candidate import Candidate
from kembar.dates import of_edtf
from kembar.types import When

TABLE = status.Weights(
    {
        status.BIAS: (0.1, 0.0, 0.0, 0.0),
        "plan near": (-1.0, 0.0, 0.0, 1.0),
        "words: planned": (0.0, 0.0, 0.0, 0.5),
        "still near": (0.0, -0.5, 1.5, 0.0),
    }
)


@pytest.mark.parametrize(
    ("marks", "told"),
    [
        ({}, "done"),
        ({"plan near": 1.0}, "planned"),
        ({"plan near": 1.0, "still near": 1.0}, "ongoing"),
        ({"words: planned": 0.1}, "done"),
        ({"words: planned": 2.0}, "planned"),
        ({"a mark that nobody weighs": 9.0}, "done"),
    ],
)
def test_the_highest_sum_of_weights_is_told(marks: dict[str, float], told: str) -> None:
    assert status.of_marks(marks, TABLE) == told


def test_without_weights_every_act_is_done() -> None:
    assert status.of_marks({"plan near": 1.0}, {}) == "done"


def test_the_shipped_weights_have_a_column_for_each_status() -> None:
    assert {len(row) for row in status.weights().values()} == {len(status.STATUSES)}
    assert "plan near" in status.weights()


def test_remarks_and_empty_lines_are_no_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "status.tsv"
    path.write_text("// a remark\n\nbias\t1\t0\t0\t0\n\n", encoding="utf-8")
    monkeypatch.setattr(status, "WEIGHTS", path)
    assert status.weights.__wrapped__() == {"bias": (1.0, 0.0, 0.0, 0.0)}


@pytest.mark.language("en")
def test_a_plan_keeps_no_date_that_lies_behind_and_names_its_word(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Leeds will sign a sister city agreement with Turin in 2012."
    candidate = proposed(text, "sister_agreement", "2011")
    monkeypatch.setattr(status, "weights", lambda: TABLE)
    candidate.since = of_edtf("2009")
    candidate.spans["start"] = [(0, 5)]
    status.decide(candidate, of_edtf("2011"))
    assert (candidate.status, candidate.since, candidate.spans.get("start")) == ("planned", None, None)
    (told,) = candidate.spans["status"]
    assert "will" in text[slice(*told)]


@pytest.mark.language("en")
def test_what_is_done_is_told_by_its_own_words() -> None:
    candidate = proposed("Leeds and Turin signed a sister city agreement on 3 May 1990.", "sister_agreement", "2015")
    status.decide(candidate, of_edtf("2015"))
    assert candidate.status == "done"
    assert candidate.spans["status"] == [(candidate.start, candidate.end)]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "en",
            "Leeds and Turin have been sister cities since 1960. Every May a choir of Turin still sings in Leeds.\n\n"
            "The mayor of Leeds hopes to visit Turin in 2013. The exchange of pupils with Turin was ended in 2004.",
        ),
        (
            "id",
            "Surabaya menjadi kota kembar Busan sejak 1994. Pada 2010 Surabaya mengirim 12 guru ke Busan.\n\n"
            "Tahun depan wali kota Busan akan berkunjung ke Surabaya. Pertukaran pelajar dengan Busan masih ada.",
        ),
    ],
)
@pytest.mark.language(of="code")
def test_what_is_added_up_by_parts_is_what_all_marks_say(code: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    likeliest = status.likeliest
    told: list[str] = []

    def both(candidate: Candidate, issued: When | None, table: status.Weights) -> str:
        told.append(likeliest(candidate, issued, table))
        assert told[-1] == status.of_marks(tense.marks(candidate, issued), table)
        return told[-1]

    monkeypatch.setattr(status, "likeliest", both)
    rules.code(document(text, issued="2012-05-09"), codebook.load())
    assert len(set(told)) > 1
