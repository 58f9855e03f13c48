"""What speaks for how far an act has come: its sides, the words of tense beside it, what all words say."""

from __future__ import annotations

from pathlib import Path

import pytest
from short_texts import proposed, sentences_of

from kembar import languages
from kembar.coders.rules import tense, words
from kembar.dates import of_edtf

pytestmark = pytest.mark.language("en")
ISSUED = of_edtf("2015-06")
TIE = "Leeds and Turin signed a sister city agreement on 3 May 1990."


def marks(text: str, kind: str) -> set[str]:
    """The names of the marks of a candidate."""
    return set(tense.marks(proposed(text, kind, "2015-06"), ISSUED))


def test_the_sides_of_an_act_are_marks_and_so_are_two_of_them() -> None:
    assert {"type: agreement", "signed: signed", "start: start behind", "exact: day", "years: years ago"} <= marks(
        TIE, "sister_agreement"
    )
    assert "day, start behind" in marks(TIE, "sister_agreement")


@pytest.mark.parametrize(("year", "told"), [("1990", "start behind"), ("2015", "start now"), ("2018", "start ahead")])
def test_a_date_lies_behind_ahead_or_about_now(year: str, told: str) -> None:
    text = f"Leeds and Turin signed a sister city agreement in {year}."
    assert f"start: {told}" in marks(text, "sister_agreement")


def test_without_a_day_of_issue_a_date_is_told_as_such() -> None:
    assert tense.marks(proposed(TIE, "sister_agreement"), None)["start: start, no issue"] == 1.0


def test_a_word_of_tense_counts_by_how_near_it_stands() -> None:
    near = "Leeds will sign a sister city agreement with Turin."
    assert "plan near" in marks(near, "sister_agreement")
    assert not any(mark.startswith("plan ") for mark in marks(TIE, "sister_agreement"))


def test_since_is_told_of_the_date_that_it_stands_beside() -> None:
    open_tie = "Leeds has been a sister city of Turin since 1990."
    assert {"since: since", "open: open"} <= marks(open_tie, "sister_agreement")
    assert {"since: no since", "open: closed"} <= marks(TIE, "sister_agreement")


def test_the_words_of_a_sentence_speak_no_louder_than_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    table = words.Table(["=\tdone 0.00\tplanned -1.00", "soon\tplanned 20.00"])
    monkeypatch.setattr(tense, "table", lambda code: table)
    (sentence,) = sentences_of("Leeds will soon write to Turin.")
    sentence.tense = None
    assert tense.speak(sentence) == {"done": 0.0, "planned": 2.0}
    assert tense.ahead(sentence)
    (other,) = sentences_of("Leeds wrote to Turin.")
    other.tense = None
    assert not tense.ahead(other)


def test_a_language_without_a_table_says_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "FOLDER", tmp_path)
    assert not tense.table("no such language")
