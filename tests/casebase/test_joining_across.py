"""Joining across sources: each rule with what it must join and what it must not."""

import pytest
from by_name import (
    BACK,
    ELSEWHERE,
    HERE,
    OTHER,
    OUT,
    act,
    cases,
    fact,
    facts,
    groups,
    hand,
    judge,
    of_codings,
    only,
    programme,
    rules,
)

TOGETHER, APART = [["a", "b"]], [["a"], ["b"]]


def joined(one: object, other: object) -> list[list[str]]:
    """How two codings, of sources a and b, are grouped."""
    return groups(of_codings(one, other))  # type: ignore[arg-type]


# Day and name
def test_same_kind_on_the_same_day_joins() -> None:
    found = of_codings(act("a", "meeting", "2001-05-03"), act("b", "meeting", "2001-05-03"))
    assert only(found).why_joined == ("a and b: same kind on the same day (2001-05-03).",)


def test_another_pair_type_or_kind_does_not() -> None:
    elsewhere = act("b", "meeting", "2001-05-03", pair=OTHER)
    found = of_codings(act("a", "meeting", "2001-05-03"), elsewhere, known=facts("a", "b", pairs=()))
    assert len(found.records) == 2
    assert joined(act("a", "meeting", "2001-05-03"), act("b", "donation", "2001-05-03")) == APART


def test_opposite_flows_do_not_join_but_mutual_and_unstated_do() -> None:
    one = act("a", "delegation_visit", "2001-05-03", flow=OUT)
    assert joined(one, act("b", "delegation_visit", "2001-05-03", flow=BACK)) == APART
    assert joined(one, act("b", "delegation_visit", "2001-05-03", flow="mutual")) == TOGETHER
    assert joined(one, act("b", "delegation_visit", "2001-05-03")) == TOGETHER


def test_differing_names_do_not_join_on_one_day() -> None:
    one = act("a", "cultural_event", "2001-05-03", name="Harbour Festival")
    assert joined(one, act("b", "cultural_event", "2001-05-03", name="Lantern Festival")) == APART
    assert joined(one, act("b", "cultural_event", "2001-05-03", name="the harbour festivals")) == TOGETHER
    assert joined(one, act("b", "cultural_event", "2001-05-03", name="등불 축제")) == TOGETHER


def test_a_programme_and_a_dated_edition_do_not_join() -> None:
    one = programme("a", "student_exchange", "2001", name="Summer Camp")
    assert joined(one, act("b", "student_exchange", "2001", name="Summer Camp")) == APART


# (a) Codes that occur once
@pytest.mark.parametrize("kind", ["sister_agreement", "friendship_agreement"])
def test_a_code_that_occurs_once_joins_whatever_the_dates(kind: str) -> None:
    assert joined(act("a", kind, "1994-08-29"), act("b", kind, "2001")) == TOGETHER
    assert joined(act("a", kind, "1994-08-29"), act("b", kind)) == TOGETHER


def test_a_memorandum_does_not_occur_once() -> None:
    assert joined(act("a", "memorandum", "1994"), act("b", "memorandum", "2001")) == APART


def test_a_named_place_occurs_once_a_name() -> None:
    street = act("a", "named_place", "2005", name="Jalan Haeju")
    assert joined(street, act("b", "named_place", "2008", name="Haeju Street")) == TOGETHER
    assert joined(street, act("b", "named_place", "2005", name="Jalan Kotabaru")) == APART
    assert joined(street, act("b", "named_place", "2008")) == APART


def test_a_street_is_known_in_every_script_by_the_place_it_is_named_after() -> None:
    known = facts("a", "b", place_names={"KR.1": ("Haeju", "해주"), "ID.1": ("Kotabaru", "코타바루")})
    street = act("a", "named_place", "2005", name="Jalan Haeju")
    assert groups(of_codings(street, act("b", "named_place", "2008", name="해주로"), known=known)) == TOGETHER
    assert groups(of_codings(street, act("b", "named_place", "2005-01", name="코타바루로"), known=known)) == APART


# (b) Programmes
def test_programmes_join_where_their_times_overlap_with_an_open_end() -> None:
    assert joined(programme("a", "student_exchange", "1999"), programme("b", "student_exchange", "1997")) == TOGETHER
    assert joined(programme("a", "student_exchange", "1999"), programme("b", "student_exchange")) == TOGETHER


def test_a_programme_that_had_ended_does_not_join_a_later_one() -> None:
    ended = programme("a", "student_exchange", "1997", end="2001")
    assert joined(ended, programme("b", "student_exchange", "2005")) == APART
    assert joined(ended, programme("b", "student_exchange", "2000")) == TOGETHER


def test_programmes_of_opposite_flows_stay_two() -> None:
    one, other = (programme("a", "student_exchange", "1999", at=i * 90, flow=f) for i, f in enumerate((OUT, BACK)))
    found = of_codings(one, other, programme("b", "student_exchange", "1999", flow=BACK))
    assert groups(found) == [["a"], ["a", "b"]]


def test_a_programme_that_fits_two_equally_well_joins_neither_and_is_listed() -> None:
    one, other = (programme("a", "student_exchange", "1999", at=i * 90, flow=f) for i, f in enumerate((OUT, BACK)))
    found = of_codings(one, other, programme("b", "student_exchange", "1999"))
    assert groups(found) == [["a"], ["a"], ["b"]]
    assert [p.reason for p in found.possibly_same] == ["several", "several"]


# (c) Other acts
@pytest.mark.parametrize(
    ("common", "other"),
    [
        ({"name": "Harbour Festival"}, {"name": "Harbour Festival"}),
        ({"people": 12, "flow": OUT}, {"people": 12, "flow": OUT}),
        ({"venue": "Balai Kota"}, {"venue": "balai kota"}),
    ],
)
def test_dates_that_overlap_and_one_thing_more(common: dict[str, object], other: dict[str, object]) -> None:
    one = act("a", "cultural_event", "2001", **common)
    assert joined(one, act("b", "cultural_event", "2001-05", **other)) == TOGETHER
    assert joined(one, act("b", "cultural_event", "2002-05", **other)) == APART


def test_the_month_is_one_thing_more_and_the_year_is_not() -> None:
    assert joined(act("a", "meeting", "2001-05"), act("b", "meeting", "2001-05-03")) == TOGETHER
    assert joined(act("a", "meeting", "2001"), act("b", "meeting", "2001-05-03")) == APART


def test_a_season_is_no_month() -> None:
    assert joined(act("a", "meeting", "2001-22"), act("b", "meeting", "2001-06-10")) == APART


def test_a_number_without_flow_is_not_enough() -> None:
    assert joined(act("a", "meeting", "2001", people=12), act("b", "meeting", "2001", people=12)) == APART


def test_days_apart_do_not_join_whatever_else_agrees() -> None:
    same = {"people": 12, "flow": OUT, "venue": "City Hall"}
    assert joined(act("a", "meeting", "2001-05-03", **same), act("b", "meeting", "2001-05-04", **same)) == APART


def test_a_year_does_not_chain_two_days_of_it() -> None:
    same = {"people": 12, "flow": OUT}
    found = of_codings(
        act("a", "meeting", "2001-05-03", **same), act("b", "meeting", "2001-09-04", **same),
        act("c", "meeting", "2001", **same),
    )  # fmt: skip
    assert groups(found) == [["a"], ["b"], ["c"]]
    assert {p.reason for p in found.possibly_same} == {"year_off", "several"}


# (d) Agreements
def test_agreements_of_one_kind_join_where_their_dates_overlap() -> None:
    assert joined(act("a", "memorandum", "1994"), act("b", "memorandum", "1994-11-10")) == TOGETHER
    assert joined(act("a", "memorandum", "1994-08-29"), act("b", "memorandum", "1994-11-10")) == APART


def test_the_term_of_an_agreement_is_not_its_date() -> None:
    assert joined(act("a", "memorandum", "1994", end="1999"), act("b", "memorandum", "1997")) == APART


def test_a_memorandum_and_a_sister_agreement_of_one_year_join() -> None:
    tie = act("a", "sister_agreement", "1994-08-29")
    found = of_codings(tie, act("b", "memorandum", "1994-11-10"))
    assert only(found).filed_differently == ("kind",)
    assert joined(tie, act("b", "memorandum", "1995-01-10")) == APART
    assert joined(tie, act("b", "letter_of_intent", "1994-08-29")) == APART


# (e) Undated acts
def test_an_undated_act_joins_the_sole_candidate() -> None:
    assert joined(act("a", "meeting"), act("b", "meeting", "2001")) == TOGETHER
    assert joined(act("a", "meeting"), programme("b", "meeting", "2001")) == APART
    assert joined(act("a", "meeting", flow=OUT), act("b", "meeting", "2001", flow=BACK)) == APART


def test_an_undated_act_with_two_candidates_joins_none() -> None:
    found = of_codings(act("a", "meeting"), act("b", "meeting", "2001"), act("c", "meeting", "2005"))
    assert groups(found) == [["a"], ["b"], ["c"]]
    assert [p.reason for p in found.possibly_same] == ["several", "several"]


def test_two_undated_acts_of_one_reading_do_not_both_join() -> None:
    one, other = act("a", "meeting", at=0), act("a", "meeting", at=90)
    found = of_codings(one, other, act("b", "meeting", "2001"))
    assert groups(found) == [["a"], ["a"], ["b"]]


def test_two_undated_acts_join_the_same_sole_candidate() -> None:
    assert groups(of_codings(act("a", "meeting"), act("b", "meeting"), act("c", "meeting", "2001"))) == [
        ["a", "b", "c"]
    ]


# (f) Statements
def statement(source: str, start: str | None, value: str, **fields: object) -> object:
    """A statement on how many ties a place has."""
    return act(source, "number_of_ties", start, value=value, **{"pair": None, "place": HERE} | fields)  # type: ignore[arg-type]


def test_statements_of_one_code_about_one_place_join_where_their_times_overlap() -> None:
    assert joined(statement("a", "2002", "4"), statement("b", "2002-12-19", "5")) == TOGETHER
    assert joined(statement("a", "2002", "4"), statement("b", "2003", "5")) == APART
    assert joined(statement("a", "2002", "4"), statement("b", None, "5")) == APART


def test_statements_about_another_place_or_about_none_do_not() -> None:
    known = facts("a", "b", pairs=())
    one = statement("a", "2002", "4")
    elsewhere = statement("b", "2002", "4", place=ELSEWHERE)
    assert groups(of_codings(one, elsewhere, known=known)) == APART  # type: ignore[arg-type]
    nowhere = [statement(s, "2002", "4", place=None) for s in "ab"]
    assert groups(of_codings(*nowhere, known=known)) == APART  # type: ignore[arg-type]


# What one reading tells apart, and what a person says
def test_a_join_that_would_put_two_codings_of_one_reading_together_is_listed_not_made() -> None:
    early, late = programme("a", "training", "1999"), programme("a", "training", "2005", at=90)
    found = of_codings(early, late, programme("b", "training", "1999"))
    assert groups(found) == [["a"], ["a", "b"]]
    assert [p.reason for p in found.possibly_same] == ["one_reading"]


def test_one_source_tells_one_act_in_two_places_only_if_a_person_says_so() -> None:
    ours, mine = act("a", "meeting", "2001-05-03"), act("a", "meeting", "2001-05-03", at=500)
    found = cases(rules("a", ours), hand("Ani", "a", mine))
    assert [p.reason for p in found.possibly_same] == ["same_source"]
    said = cases(rules("a", ours), hand("Ani", "a", mine), judgements=[judge("same", ours, mine)])
    assert len(said.records) == 1


def test_same_joins_whatever_the_fields() -> None:
    one, other = act("a", "meeting", "2001", flow=OUT, name="X fair"), act("b", "donation", "2011", flow=BACK, name="Y")
    found = of_codings(one, other, judgements=[judge("same", one, other)])
    assert only(found).sources == ("a", "b")
    assert only(found).why_joined == ("a and b: a person holds them to be the same.",)


def test_same_joins_even_two_codings_of_one_reading_and_over_pairs() -> None:
    one, other = act("a", "meeting", "2001"), act("a", "meeting", "2005", at=90)
    assert len(of_codings(one, other, judgements=[judge("same", one, other)]).records) == 1
    there = act("b", "meeting", "2001", pair=OTHER)
    found = of_codings(one, there, judgements=[judge("same", one, there), judge("accept", one)])
    assert only(found).disputed == ("pair",)


def test_different_blocks_and_withdrawing_it_undoes() -> None:
    one, other = act("a", "meeting", "2001-05-03"), act("b", "meeting", "2001-05-03")
    word = judge("different", one, other)
    assert groups(of_codings(one, other, judgements=[word])) == APART
    assert of_codings(one, other, judgements=[word]).possibly_same == ()
    assert groups(of_codings(one, other, judgements=[word, judge("withdraw", word.id, at="2026-02-01")])) == TOGETHER


def test_different_holds_also_against_a_third_that_fits_both() -> None:
    one, other, third = (act(s, "meeting", "2001-05-03") for s in "abc")
    found = of_codings(one, other, third, judgements=[judge("different", one, other)])
    assert all(not {"a", "b"} <= set(r.sources) for r in found.records)


def test_people_who_differ_on_same_leave_it_open() -> None:
    one, other = act("a", "meeting", "2001"), act("b", "meeting", "2005")
    views = [judge("same", one, other), judge("different", one, other, by="Budi")]
    found = of_codings(one, other, judgements=views)
    assert groups(found) == APART
    assert [p.reason for p in found.possibly_same] == ["contested"]


# Near misses
@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (act("a", "memorandum", "1994-08-29"), act("b", "memorandum", "1995-02-10"), "year_off"),
        (act("a", "meeting", "2001", venue="City Hall"), act("b", "meeting", "2002", venue="City Hall"), "year_off"),
        (act("a", "meeting", "2001-05-03"), act("b", "delegation_visit", "2001-05-03"), "neighbouring_kind"),
        (act("a", "meeting", "2001"), act("b", "meeting", "2001-05-03"), "nothing_more"),
        (
            act("a", "cultural_event", "2001-05-03", name="Harbour Festival"),
            act("b", "cultural_event", "2001-05-03", name="Festival Pelabuhan"),
            "other_name",
        ),
    ],
)
def test_near_misses_are_listed(one: object, other: object, reason: str) -> None:
    assert [p.reason for p in of_codings(one, other).possibly_same] == [reason]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (act("a", "memorandum", "1994"), act("b", "memorandum", "1999")),
        (act("a", "meeting", "2001-05-03"), act("b", "meeting", "2001-09-04")),
        (act("a", "meeting", "2001-05-03"), act("b", "donation", "2001-09-04")),
        (programme("a", "training", "2001"), act("b", "training", "2001")),
    ],
)
def test_far_misses_are_not(one: object, other: object) -> None:
    assert of_codings(one, other).possibly_same == ()  # type: ignore[arg-type]


def test_acts_of_one_source_are_no_near_miss() -> None:
    assert of_codings(act("a", "meeting", "2001"), act("a", "meeting", "2001-05", at=90)).possibly_same == ()


def test_of_several_the_closest_is_joined() -> None:
    may, year = (
        act("a", "meeting", "2001-05", people=9, flow=OUT),
        act("a", "meeting", "2001", people=9, flow=OUT, at=90),
    )
    found = of_codings(may, year, act("b", "meeting", "2001-05-07", people=9, flow=OUT), known=facts("a", fact("b")))
    assert sorted(len(r.codings) for r in found.records) == [1, 2]
    assert {v.value.edtf for r in found.records if len(r.codings) == 2 for v in r.stated("start")} == {
        "2001-05", "2001-05-07"}  # fmt: skip


def test_what_people_accepted_is_joined_before_a_slip_of_the_rules_can_keep_it_apart() -> None:
    tie, paper = act("a", "sister_agreement", "1994-08-29"), act("b", "memorandum", "1994-11-10")
    told, slip = act("b", "memorandum", "1994-11-10"), act("b", "sister_agreement", None, at=900)
    found = cases(hand("Ani", "a", tie), hand("Ani", "b", paper), rules("b", told, slip))
    (record,) = [r for r in found.records if tie.id in r.codings]
    assert paper.id in record.codings
    assert slip.id not in record.codings
    assert "kind" in record.filed_differently
