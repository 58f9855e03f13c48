"""What is a dispute, what is a series, what is only filed differently, and how a dispute is settled."""

import pytest
from by_name import BACK, HERE, OUT, act, cases, fact, facts, hand, judge, of_codings, only, programme, quote, rules

from kembar.types import Count


def disputed(one: object, other: object, **fields: object) -> tuple[str, ...]:
    """The fields on which two sources, held to tell one act, dispute."""
    found = of_codings(one, other, judgements=[judge("same", one, other)], **fields)  # type: ignore[arg-type]
    return only(found).disputed


@pytest.mark.parametrize(
    ("one", "other", "is_dispute"),
    [
        ("1994-08-29", "1994-11-10", True),
        ("1997", "1999", True),
        ("1997", "1997-09-24", False),
        ("1997-09", "1997-09-24", False),
        ("1997-09", "1997-10-01", True),
        ("2016~", "2017", False),
        ("2014~", "2017", True),
    ],
)
def test_dates_dispute_if_their_intervals_do_not_overlap(one: str, other: str, is_dispute: bool) -> None:
    found = disputed(act("a", "memorandum", one), act("b", "memorandum", other))
    assert found == (("start",) if is_dispute else ())


def test_ends_dispute_too_and_an_unstated_end_with_nothing() -> None:
    assert disputed(programme("a", "training", "1999", end="2001"), programme("b", "training", "1999", end="2005")) == (
        "end",
    )
    assert disputed(programme("a", "training", "1999", end="2001"), programme("b", "training", "1999")) == ()


def test_a_plan_s_date_does_not_dispute_with_what_was_done() -> None:
    plan = act("a", "named_place", "2008", name="Jalan Haeju", status="planned")
    assert disputed(plan, act("b", "named_place", "2009", name="Jalan Haeju", status="done")) == ()


@pytest.mark.parametrize(
    ("one", "other", "is_dispute"),
    [
        (Count(15), Count(19), True),
        (Count(15), Count(15), False),
        (Count(15, "at_least"), Count(19), False),
        (Count(70, "at_least"), Count(40), True),
        (Count(20, "about"), Count(19), False),
        (Count(20, "about"), Count(28), True),
        (Count(40, parts=(20, 20)), Count(20), False),
    ],
)
def test_numbers_of_one_edition_dispute_beyond_their_bounds(one: Count, other: Count, is_dispute: bool) -> None:
    found = disputed(act("a", "meeting", "2001-05-03", people=one), act("b", "meeting", "2001-05-03", people=other))
    assert found == (("participants",) if is_dispute else ())


def told(source: str, people: int, words: str = "", *supports: str) -> object:
    """A programme of pupils with a number, told in given words."""
    evidence = (quote(source, 0, "participants", *supports, words=words),)
    return programme(source, "student_exchange", "1999", people=people, evidence=evidence)


def test_numbers_of_a_programme_in_different_years_are_a_series() -> None:
    one, other = told("a", 15, "15 pupils came in 2018."), told("b", 19, "In 2015 there were 19.")
    record = only(of_codings(one, other))  # type: ignore[arg-type]
    assert record.disputed == ()
    assert {(v.about, v.value.value) for v in record.stated("participants")} == {(2018, 15), (2015, 19)}


def test_numbers_of_a_programme_dispute_for_one_year() -> None:
    found = of_codings(told("a", 15, "15 pupils in 2018."), told("b", 19, "In 2018: 19."))  # type: ignore[arg-type]
    (dispute,) = found.disputes
    assert (dispute.field, dispute.about, len(dispute.sides)) == ("participants", 2018, 2)


def test_a_number_without_a_year_speaks_for_the_year_of_its_source() -> None:
    one, other = told("a", 15, "15 pupils every year."), told("b", 19, "19 pupils every year.")
    apart = facts(fact("a", "2013"), fact("b", "2023"))
    assert disputed(one, other, known=apart) == ()
    together = facts(fact("a", "2013-02"), fact("b", "2013-11"))
    assert disputed(one, other, known=together) == ("participants",)
    unknown = facts(fact("a", None), fact("b", None))
    assert disputed(one, other, known=unknown) == ()


def test_the_year_a_programme_began_is_not_the_year_of_its_number() -> None:
    one = told("a", 15, "Since 1999 15 pupils go every year.", "start")
    record = only(of_codings(one, known=facts(fact("a", "2013"))))  # type: ignore[arg-type]
    assert [v.about for v in record.stated("participants")] == [2013]


def test_directions_dispute_and_mutual_holds_with_both() -> None:
    one = act("a", "donation", "2001", flow=OUT)
    assert disputed(one, act("b", "donation", "2001", flow=BACK)) == ("flow",)
    assert disputed(one, act("b", "donation", "2001", flow="mutual")) == ()


def test_venues_of_one_edition_dispute_but_not_of_a_programme() -> None:
    one, other = {"venue": "City Hall"}, {"venue": "Harbour Hotel"}
    assert disputed(act("a", "meeting", "2001", **one), act("b", "meeting", "2001", **other)) == ("attributes.venue",)
    assert disputed(act("a", "meeting", "2001", **one), act("b", "meeting", "2001", venue="시청")) == ()
    assert disputed(programme("a", "meeting", **one), programme("b", "meeting", **other)) == ()


def test_the_value_of_a_statement_disputes_for_the_same_time() -> None:
    about = {"pair": None, "place": HERE}
    four = act("a", "number_of_ties", "2002", value="4", **about)
    assert disputed(four, act("b", "number_of_ties", "2002-12", value="5", **about)) == ("attributes.value",)
    assert disputed(four, act("b", "number_of_ties", "2003", value="5", **about)) == ("start",)
    assert disputed(four, act("b", "number_of_ties", "2002-12", value="4 cities", **about)) == ()


def test_kind_sector_and_actors_are_filed_differently_and_no_dispute() -> None:
    one = act("a", "meeting", "2001-05-03", sector="economy", actors=("business",))
    other = act("b", "meeting", "2001-05-03", sector="tourism", actors=("university",))
    found = of_codings(one, other)
    assert found.disputes == ()
    assert only(found).filed_differently == ("sector", "actors")
    wider = act("b", "meeting", "2001-05-03", sector="economy", actors=("business", "university"))
    assert only(of_codings(one, wider)).filed_differently == ()


def test_status_told_in_different_years_is_a_series() -> None:
    known = facts(fact("a", "2007"), fact("b", "2016"))
    plan = act("a", "named_place", name="Jalan Haeju", status="planned")
    record = only(of_codings(plan, act("b", "named_place", "2009", name="Jalan Haeju", status="done"), known=known))
    assert record.disputed == ()
    assert [(v.value, v.about) for v in record.stated("status")] == [("done", 2016), ("planned", 2007)]
    assert record.value("status") == "done"


def test_one_witness_does_not_dispute_with_itself() -> None:
    one, other = act("a", "sister_agreement", "1994"), act("b", "sister_agreement", "1995")
    assert disputed(one, other) == ("start",)
    copies = facts(fact("a"), fact("b", copy_of="a"))
    assert disputed(one, other, known=copies) == ()


def test_a_witness_that_states_both_values_disputes_with_neither() -> None:
    ours, mine = act("a", "sister_agreement", "1994"), act("a", "sister_agreement", "1995")
    other = rules("b", act("b", "sister_agreement", "1994"))
    proposed = rules("a", mine, coder="small-model", method="model")
    assert cases(rules("a", ours), proposed, other).disputes == ()
    assert len(cases(rules("a", ours), hand("Ani", "a", mine), other).disputes) == 1


def test_a_rejected_value_disputes_with_nothing() -> None:
    one, other = act("a", "sister_agreement", "1994"), act("b", "sister_agreement", "1995")
    found = of_codings(one, other, judgements=[judge("reject", one)])
    assert [d.status for d in found.disputes] == ["rejected"]


def test_prefer_settles_and_shows_the_preferred_value() -> None:
    one, other = act("a", "sister_agreement", "1994"), act("b", "sister_agreement", "1995")
    word = judge("prefer", other, field="start")
    found = of_codings(one, other, judgements=[word])
    (dispute,) = found.disputes
    assert (dispute.status, dispute.preferred) == ("settled", other.id)
    assert only(found).disputed == ()
    assert only(found).value("start").edtf == "1995"
    undone = of_codings(one, other, judgements=[word, judge("withdraw", word.id, at="2026-02-01")])
    assert [d.status for d in undone.disputes] == ["open"]


def test_people_who_prefer_different_sides_settle_nothing_until_they_agree() -> None:
    one, other = act("a", "sister_agreement", "1994"), act("b", "sister_agreement", "1995")
    views = [judge("prefer", other, field="start"), judge("prefer", one, field="start", by="Budi")]
    assert [d.status for d in of_codings(one, other, judgements=views).disputes] == ["open"]
    views.append(judge("prefer", other, field="start", by="Budi", at="2026-02-01"))
    assert [d.status for d in of_codings(one, other, judgements=views).disputes] == ["settled"]
