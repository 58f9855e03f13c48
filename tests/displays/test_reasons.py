"""Joins are explained in the reader's language, whatever rule of the casebase made them."""

from __future__ import annotations

import pytest
from by_hand import study

from kembar.casebase.why import TEXT
from kembar.displays.reasons import reason


@pytest.mark.parametrize("rule", TEXT)
def test_every_rule_of_the_casebase_is_said(rule: str) -> None:
    parts = {"a": "kabar2013, x", "b": "mayor2014", "starts": " (1994-08-29, 1994-11-10)", "names": " (Jalan Medan)"}
    for chosen in (parts, parts | {"starts": "", "names": ""}):
        sentence = TEXT[rule].format(**chosen)
        said = reason(sentence, "id")
        assert said.startswith("kabar2013, x dan mayor2014: ")
        assert ("Jalan Medan" in said, "1994-08-29" in said) == ("Jalan" in sentence, "1994-08" in sentence)
        assert reason(sentence, "en") == sentence


def test_the_joins_of_a_study_are_all_known() -> None:
    for record in study().records:
        for sentence in record.why_joined:
            assert " dan " in reason(sentence, "id")


def test_an_unknown_sentence_stays_as_it_is() -> None:
    assert reason("Because.", "id") == "Because."
