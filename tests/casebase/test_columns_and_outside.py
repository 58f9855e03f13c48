"""One act, one cell; and what lies outside the study's pairs and period."""

from by_name import ELSEWHERE, HERE, OTHER, act, facts, judge, of_codings, only, programme


def test_the_sector_is_judged_else_of_most_sources_else_usual() -> None:
    sectors = {"a": "economy", "b": "culture", "c": "culture"}
    told = [act(source, "meeting", "2001-05-03", sector=sector) for source, sector in sectors.items()]
    assert only(of_codings(*told)).sector == "culture"
    assert only(of_codings(*told, judgements=[judge("accept", told[0])])).sector == "economy"
    assert only(of_codings(*told, judgements=[judge("prefer", told[0], field="sector")])).sector == "economy"
    assert only(of_codings(act("a", "student_exchange", "2001"))).sector == "education"


def test_agreements_and_statements_have_columns_of_their_own() -> None:
    assert only(of_codings(act("a", "memorandum", "2001", sector="health"))).column == "instruments"
    told = act("a", "number_of_ties", "2002", value="4", pair=None, place=HERE)
    assert only(of_codings(told)).column == "statements"


def test_visits_and_anniversaries_without_a_told_sector_stand_in_general() -> None:
    assert only(of_codings(act("a", "delegation_visit", "2001"))).column == "general"
    assert only(of_codings(act("a", "anniversary", "2001"))).column == "general"
    assert only(of_codings(act("a", "delegation_visit", "2001", sector="health"))).column == "health"


def test_other_pairs_and_places_are_kept_apart() -> None:
    elsewhere = act("a", "number_of_ties", "2002", at=90, value="4", pair=None, place=ELSEWHERE)
    found = of_codings(act("a", "meeting", "2001"), act("a", "meeting", "2001", at=50, pair=OTHER), elsewhere)
    assert len(found.records) == 1
    assert [r.outside for r in found.outside] == ["pair", "pair"]
    assert {r.pair.id for r in found.outside if r.pair} == {"Kotabaru-Yamaoka"}


def test_other_times_are_kept_apart_and_running_programmes_are_not() -> None:
    known = facts("a", period=(2000, 2010))
    codings = [
        act("a", "meeting", "1999-12-31"), act("a", "meeting", "2011", at=50), act("a", "meeting", "2010", at=100),
        act("a", "meeting", at=150), programme("a", "training", "1995", at=200),
        programme("a", "donation", "1990", end="1995", at=250),
    ]  # fmt: skip
    found = of_codings(*codings, known=known)
    assert len(found.records) == 3
    assert [r.outside for r in found.outside] == ["period"] * 3


def test_an_agreement_is_inside_until_it_is_said_to_end() -> None:
    known = facts("a", period=(2000, 2010))
    assert len(of_codings(act("a", "memorandum", "1990"), known=known).records) == 1
    assert len(of_codings(act("a", "memorandum", "1990", end="1995"), known=known).outside) == 1
    assert len(of_codings(act("a", "memorandum", "2015"), known=known).outside) == 1


def test_a_study_without_pairs_or_period_holds_everything() -> None:
    known = facts("a", pairs=(), period=(None, None))
    found = of_codings(act("a", "meeting", "1901", pair=OTHER), known=known)
    assert only(found).pair is not None
    assert found.outside == ()


def test_disputes_outside_the_study_are_not_shown() -> None:
    told = [act(s, "sister_agreement", y, pair=OTHER) for s, y in (("a", "1994"), ("b", "1995"))]
    assert of_codings(*told).disputes == ()
    assert len(of_codings(*told, known=facts("a", "b", pairs=())).disputes) == 1
