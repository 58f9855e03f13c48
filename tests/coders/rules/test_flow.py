"""Who goes or gives to whom is told by the marks of both sides and by what all words of a sentence say."""

from __future__ import annotations

import pytest
from short_texts import proposed, sentences_of

from kembar.coders.rules import evidence, flow, words

KNOWN = {"way": {"to": -1.0}, "mutual": {flow.BIAS: -1.0, "cue: both": 0.8}, "none": {flow.BIAS: -2.0}}


@pytest.mark.parametrize(
    ("marks", "said", "told"),
    [
        ({}, {}, "way"),
        ({"cue: both": 1.0}, {}, "way"),
        ({"cue: both": 1.0}, {"mutual": 0.3, "none": 0.0, "way": 5.0}, "mutual"),
        ({}, {"mutual": 0.0, "none": 2.5}, "none"),
    ],
)
def test_words_and_marks_together_say_whether_there_is_a_way(
    marks: dict[str, float], said: dict[str, float], told: str
) -> None:
    assert flow.sort_of(marks, KNOWN, said) == told


def test_without_weights_no_way_is_told() -> None:
    assert flow.sort_of({"cue: both": 1.0}, {}, {"mutual": 9.0}) == "none"


@pytest.mark.language("en")
def test_what_words_say_of_a_way_decides_where_nothing_else_does(monkeypatch: pytest.MonkeyPatch) -> None:
    candidate = proposed("Leeds is a sister city of Turin. Twelve desks were donated in May 2011.", "donation")
    assert candidate.pair is not None
    a, b = candidate.pair
    monkeypatch.setattr(flow, "weights", lambda: {**KNOWN, "way": {}})
    for weight, way in (("1.00", f"{a.id}>{b.id}"), ("-1.00", f"{b.id}>{a.id}")):
        table = words.Table(["=\tway 0.00\tmutual 0.00\tnone 0.00", f"desks\tway {weight}"])
        monkeypatch.setattr(flow, "table", lambda _code, table=table: table)
        flow.direct(candidate)
        assert candidate.flow == way


def test_a_language_without_a_file_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow, "table", lambda _code: words.Table())
    (sentence, *_) = sentences_of("Leeds gave twelve desks to Turin.")
    assert flow.by_words(sentence) == {}


@pytest.mark.language("en")
def test_a_mark_counts_once_more_for_kinds_like_that_of_the_act() -> None:
    candidate = proposed("In May 2011 Leeds gave twelve desks to Turin.", "donation")
    own, other = evidence.of_way(candidate, ({"to": 0.5, "home": 1.0}, {"from": 0.5}))
    assert (own["to"], own["to |give"], "home |give" in own) == (0.5, 0.5, False)
    assert other["from |give"] == 0.5


@pytest.mark.language("en")
def test_who_stands_last_before_a_verb_and_first_behind_it_is_marked() -> None:
    candidate = proposed("In May 2011 Leeds gave twelve desks to Turin.", "donation")
    assert candidate.pair is not None
    told = evidence.of_way(candidate, ({}, {}))
    leeds, turin = (
        next(t for t, p in zip(told, candidate.pair, strict=True) if p.name == n) for n in ("Leeds", "Turin")
    )
    assert {"last before give", "last before give, same clause"} <= leeds.keys()
    assert "next behind give" in turin
    assert "last before give" not in turin
