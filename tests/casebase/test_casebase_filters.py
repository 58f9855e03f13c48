"""The filters of ``where``."""

import pytest
from by_name import BACK, OUT, act, cases, fact, facts, hand, judge, of_codings, programme, rules

from kembar.problems import UnknownNameError

ONE = act("a", "student_exchange", "2001", flow=OUT, actors=("school",), status="done")
TWO = programme("b", "donation", "1995", flow=BACK, sector="health")
THREE = act("b", "sister_agreement", "1994", at=90, status="done")
STREET = act("a", "named_place", at=200, name="Jalan Haeju")
KNOWN = facts(fact("a", kind="news"), fact("b", kind="journal_article"))
FOUND = of_codings(ONE, TWO, THREE, STREET, known=KNOWN, judgements=[judge("accept", ONE)])


@pytest.mark.parametrize(
    ("asked", "kinds"),
    [
        ({"kind": "donation"}, {"donation"}),
        ({"kind": ["donation", "student_exchange"]}, {"donation", "student_exchange"}),
        ({"kind": "commemoration"}, {"named_place"}),
        ({"sector": "health"}, {"donation"}),
        ({"sector": "group_learning"}, {"student_exchange"}),
        ({"status": "ongoing"}, {"donation"}),
        ({"pair": "K-H"}, {"student_exchange", "donation", "sister_agreement", "named_place"}),
        ({"pair": "Haeju-Kotabaru"}, {"student_exchange", "donation", "sister_agreement", "named_place"}),
        ({"pair": "Kotabaru-Haeju", "kind": "donation"}, {"donation"}),
        ({"since": 1997}, {"student_exchange", "donation"}),
        ({"since": "1997", "until": 1998}, {"donation"}),
        ({"until": 1994}, {"sister_agreement"}),
        ({"actor": "school"}, {"student_exchange"}),
        ({"source_kind": "news"}, {"student_exchange", "named_place"}),
        ({"coder": "rules", "judged": True}, {"student_exchange"}),
        ({"judged": False, "type": "activity"}, {"donation", "named_place"}),
        ({"standing": "●"}, {"student_exchange"}),
        ({"standing": ("proposed", "open")}, {"donation", "sister_agreement", "named_place"}),
        ({"flow": BACK}, {"donation"}),
        ({"source": "b"}, {"donation", "sister_agreement"}),
        ({"type": "agreement"}, {"sister_agreement"}),
        ({"coder": "Ani"}, set()),
        ({"kind": None}, {"student_exchange", "donation", "sister_agreement", "named_place"}),
    ],
)
def test_each_filter(asked: dict[str, object], kinds: set[str]) -> None:
    assert {record.kind for record in FOUND.where(**asked).records} == kinds


def test_filters_add_up_and_narrow_everything_that_is_listed() -> None:
    narrowed = FOUND.where(source="b").where(type="activity")
    assert [record.kind for record in narrowed] == ["donation"]
    told = [act(s, "sister_agreement", year) for s, year in (("a", "1994"), ("b", "1995"))]
    disputed = of_codings(*told)
    assert len(disputed.where(type="agreement").disputes) == 1
    assert disputed.where(type="activity").disputes == ()


def test_coverage_is_that_of_the_whole_study() -> None:
    assert FOUND.where(kind="donation").coverage("K-H") == FOUND.coverage("K-H")


def test_an_unknown_filter_is_an_error_with_the_known_ones() -> None:
    with pytest.raises(UnknownNameError, match="kind"):
        FOUND.where(kinds="donation")
    with pytest.raises(UnknownNameError, match="source_kind"):
        FOUND.where(nonsense="donation")


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "donatoin"}, {"sector": "helth"}, {"status": "finished"}, {"pair": "K-J"}, {"source": "z"},
        {"standing": "sure"}, {"type": "act"}, {"since": "soon"}, {"actor": "schools"}, {"source_kind": "newspaper"},
    ],
)  # fmt: skip
def test_an_unknown_value_is_an_error(asked: dict[str, object]) -> None:
    with pytest.raises(UnknownNameError):
        FOUND.where(**asked)


def test_a_record_or_coding_is_found_by_its_id() -> None:
    record = FOUND.records[0]
    assert FOUND.record(record.id) is record
    assert FOUND.record_with(record.codings[0]) is record
    assert FOUND.record_with("nothing") is None
    with pytest.raises(UnknownNameError):
        FOUND.record("r0")


def test_coder_names_every_reader() -> None:
    mine = hand("Ani", "a", act("a", "student_exchange", "2001", at=3))
    found = cases(rules("a", ONE), mine, known=KNOWN)
    assert len(found.where(coder="Ani").records) == len(found.where(coder="rules").records) == 1
