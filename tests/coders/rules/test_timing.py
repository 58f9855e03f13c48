"""The choice of a date: what is weighed, what stays open, and what the reader is told of it."""

import math
from unittest import mock

import pytest
from short_texts import document, told

from kembar import codebook
from kembar.coders import rules
from kembar.coders.rules import timing
from kembar.coders.rules.athand import Option
from kembar.dates import of_edtf
from kembar.types import Coding

BOOK = codebook.load()
TITLE = "Leeds and Turin"
TEXT = (
    "Leeds and Turin have been sister cities since 1960.\n\n"
    "The mayor of Turin came to Leeds on 4 May with a delegation of 12. A choir of 30 from Turin sang in the hall."
)
ISSUED = "2012-05-09"


def coded(text: str = TEXT) -> list[Coding]:
    return list(rules.code(document(text, TITLE, ISSUED), BOOK).codings)


def option(start: str, mark: str, by_hand: bool = False) -> Option:
    return Option(of_edtf(start) if start else None, marks=[mark], by_hand=by_hand)


def marks_by_date(text: str) -> dict[str, set[str]]:
    """The marks of each date that is at hand for any act of a text."""
    seen: dict[str, set[str]] = {}
    pick = timing.pick

    def note(options, table):  # type: ignore[no-untyped-def]
        for o in options:
            seen.setdefault(o.start, set()).update(o.marks)
        return pick(options, table)

    with mock.patch.object(timing, "pick", note):
        coded(text)
    return seen


@pytest.mark.language("en")
def test_without_weights_the_rules_by_hand_alone_decide() -> None:
    with mock.patch.object(timing, "weights", dict):
        assert ("delegation_visit", "2012-05-04") in {(kind, start) for kind, _, start in map(told, coded())}


@pytest.mark.language("en")
def test_the_dates_at_hand_are_those_around_an_act_and_none() -> None:
    seen = marks_by_date(TEXT)
    assert {"", "1960", "2012-05-04", "2012-05-09", "2012-05", "2012"} <= seen.keys()
    marks = set().union(*seen.values())
    assert {"none", "hand", "own", "before", "act", "issue"} <= marks
    assert {"hand", "own since"} <= timing.weights().keys()
    assert all(math.isfinite(weight) for weight in timing.weights().values())


@pytest.mark.language("en")
def test_years_counted_from_the_tie_are_at_hand() -> None:
    seen = marks_by_date(
        "Leeds and Turin became sister cities in 1984.\n\nA quartet from Turin toured in 1999.\n\n"
        "For the 20th anniversary Turin gave Leeds a bronze fountain. The year after the pact pupils went to Turin."
    )
    assert "tie, anniversary" in seen["2004"]
    assert "tie, later" in seen["1985"]
    assert "tie" in seen["1984"]


@pytest.mark.language("en")
def test_a_month_without_a_year_is_also_at_hand_in_the_year_beside() -> None:
    seen = marks_by_date(
        "The mayor of Turin will come to Leeds in November.\n\nPupils of Leeds came to Turin in March."
    )
    assert "own year before" in seen["2011-11"]
    assert "own next year" in seen["2013-03"]


@pytest.mark.language("en")
def test_years_beyond_the_calendar_are_not_reckoned_from_a_tie() -> None:
    text = "Leeds and Turin became sister cities in 1984.\n\nPupils of Leeds went to Turin {} years later."
    assert "1986" in marks_by_date(text.format("two"))
    assert not {"1986", "10984"} & marks_by_date(text.format("nine thousand")).keys()


@pytest.mark.language("en")
def test_an_act_of_no_told_time_gets_none_of_the_dates_around_it() -> None:
    text = (
        "Leeds and Turin have been sister cities since 1960.\n\n"
        "In March 2004 the mayor of Turin came to Leeds. The libraries of both towns send each other books."
    )
    starts = {kind: start for kind, _, start in map(told, coded(text))}
    assert starts["delegation_visit"] == "2004-03"
    assert starts["information_exchange"] == ""


def test_the_year_that_most_speaks_for_stands_by_its_likeliest_date() -> None:
    table = {"a": 1.0, "b": 0.9, "c": 0.8}
    options = [option("1999", "a", by_hand=True), option("2004-05", "b"), option("2004", "c")]
    assert timing.pick(options, table).start == "2004-05"


def test_an_act_without_a_date_gets_one_only_if_its_year_is_sure() -> None:
    for weight, start in ((-0.5, ""), (0.5, "2004")):
        options = [option("", "a", by_hand=True), option("2004", "b")]
        assert timing.pick(options, {"b": weight}).start == start


def test_what_is_taken_has_the_words_that_tell_it_and_keeps_an_end_that_lies_behind() -> None:
    for end, left in (("2005", "2005"), ("2003", "")):
        candidate = mock.Mock(since=None, until=of_edtf(end), spans={"start": [(1, 2)], "end": [(3, 4)]})
        timing.take(candidate, Option(of_edtf("2004"), None, [(7, 9)]))
        assert (candidate.since.edtf, candidate.spans["start"]) == ("2004", [(7, 9)])
        assert (candidate.until.edtf if candidate.until else "") == left
        assert candidate.spans["end"] == ([(3, 4)] if left else [])


@pytest.mark.language("en")
def test_explain_names_the_date_and_the_next_best_with_their_marks() -> None:
    lines = [line.text for line in rules.explain(document(TEXT, TITLE, ISSUED), BOOK) if line.what == "kept"]
    assert any("| date 2012-05-04 " in text and "(" in text for text in lines)
