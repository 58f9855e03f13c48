"""The gate: for every reason to refuse, one coding that must pass and its like that must not."""

from dataclasses import replace
from typing import Any

import pytest

from kembar import codebook, dates
from kembar.coders import gate
from kembar.types import Coding, Count, Document, Evidence, Pair, Place, Problem, Source, digest

BOOK = codebook.load()
TEXT = (
    "Selka and Morvan\n"
    "The councils of Selka and Morvan signed a memorandum on 3 April 2011. "
    "Since 2012 twenty pupils of Selka go to Morvan every year; host families take part."
)
SELKA = Place("XA.1", "Selka", "XA", "city")
MORVAN = Place("XB.1", "Morvan", "XB", "city")
DOCUMENT = Document(Source("post2014", title="A tie", issued="2014"), TEXT, digest(TEXT))


def quote(part: str, *supports: str) -> Evidence:
    """Evidence for the first place of some words in the text."""
    start = TEXT.index(part)
    place = ("post2014", DOCUMENT.sha256, start, start + len(part), "para. 2")
    return Evidence(*place, quote=part, supports=supports or ("act",))


PAIR = quote("Selka and Morvan", "pair")
ACT = quote("signed a memorandum on 3 April 2011", "act", "status", "start")
PUPILS = quote("twenty pupils of Selka go to Morvan every year", "act", "flow", "participants", "recurrence", "status")


def agreement(**fields: Any) -> Coding:
    """A coding that passes, with some fields changed."""
    plain = {"pair": Pair(SELKA, MORVAN), "status": "done", "start": dates.of_edtf("2011-04-03")}
    return Coding(**{"type": "agreement", "kind": "memorandum", "evidence": (ACT, PAIR), **plain, **fields})


def activity(**fields: Any) -> Coding:
    """A running programme that passes, with some fields changed."""
    plain: dict[str, Any] = {
        "pair": Pair(SELKA, MORVAN),
        "status": "ongoing",
        "recurrence": "annual",
        "flow": "XA.1>XB.1",
        "participants": Count(20),
    }
    return Coding(**{"type": "activity", "kind": "student_exchange", "evidence": (PUPILS, PAIR), **plain, **fields})


def statement(**fields: Any) -> Coding:
    """A statement about one place that passes, with some fields changed."""
    evidence = (quote("Since 2012", "act", "attributes.value"), quote("Selka", "place"))
    plain: dict[str, Any] = {"place": SELKA, "attributes": {"value": "1"}}
    return Coding(**{"type": "statement", "kind": "number_of_ties", "evidence": evidence, **plain, **fields})


def names(coding: Coding, document: Document = DOCUMENT, **options: Any) -> list[str]:
    """The names of the problems that the gate finds."""
    return [problem.name for problem in gate.check(coding, document, BOOK, **options)]


WHEN = dates.of_edtf
YEAR = quote("Since 2012", "start", "end")
MUST = [
    agreement(),
    activity(),
    statement(),
    statement(place=None, evidence=(quote("host families", "act", "attributes.value"),)),
    statement(place=None, pair=Pair(SELKA, MORVAN), evidence=(quote("host families", "act", "attributes.value"), PAIR)),
    agreement(end=WHEN("2011"), evidence=(ACT, PAIR, YEAR)),
    agreement(start=WHEN("1800"), evidence=(ACT, PAIR)),
    agreement(end=WHEN("2044"), evidence=(ACT, PAIR, YEAR)),
    agreement(start=WHEN("2011-02-28")),
    activity(flow="XB.1>XA.1"),
    activity(flow="mutual"),
    activity(participants=Count(20, parts=(12, 8))),
    activity(recurrence="none"),
    activity(actors=("community",), evidence=(PUPILS, PAIR, quote("host families", "actors"))),
    activity(actors=("none",), evidence=(PUPILS, PAIR, quote("host families", "actors"))),
    activity(kind="anniversary"),
    agreement(attributes={"name": "memorandum"}, evidence=(ACT, PAIR, quote("memorandum", "attributes.name"))),
]


@pytest.mark.parametrize("coding", MUST)
def test_what_must_pass(coding: Coding) -> None:
    assert names(coding) == []


MUST_NOT = [
    (agreement(evidence=()), "no-evidence"),
    (agreement(evidence=(replace(ACT, supports=("status", "start")), PAIR)), "no-act"),
    (agreement(evidence=(replace(ACT, quote="signed a memorandum on 3 April 2012"), PAIR)), "not-the-text"),
    (agreement(evidence=(replace(ACT, start=ACT.start + 1, end=ACT.end + 1), PAIR)), "not-the-text"),
    (agreement(evidence=(replace(ACT, end=len(TEXT) + 1), PAIR)), "outside-text"),
    (agreement(evidence=(replace(ACT, start=-1), PAIR)), "outside-text"),
    (agreement(evidence=(replace(ACT, end=ACT.start, quote=""), PAIR)), "outside-text"),
    (agreement(evidence=(replace(ACT, cue=(5, len(TEXT) + 2)), PAIR)), "outside-text"),
    (agreement(evidence=(replace(quote("\n"), supports=("act", "status", "start")), PAIR)), "empty-quote"),
    (agreement(evidence=(replace(ACT, source="other2014"), PAIR)), "other-text"),
    (agreement(evidence=(replace(ACT, text_sha256="0" * 64), PAIR)), "other-text"),
    (agreement(evidence=(replace(ACT, supports=(*ACT.supports, "colour")), PAIR)), "unknown-support"),
    (agreement(evidence=(replace(ACT, supports=(*ACT.supports, "attributes.venue")), PAIR)), "unknown-support"),
    (agreement(kind="memorandum_of_love"), "unknown-code"),
    (agreement(kind="education"), "unknown-code"),
    (agreement(kind="none"), "unknown-code"),
    (agreement(kind="delegation_visit"), "wrong-type"),
    (activity(kind="memorandum"), "wrong-type"),
    (activity(kind="barrier"), "unknown-code"),
    (statement(kind="memorandum"), "unknown-code"),
    (agreement(status="signed"), "unknown-code"),
    (activity(recurrence="weekly"), "unknown-code"),
    (activity(sector="donation", evidence=(PUPILS, PAIR, quote("pupils", "sector"))), "unknown-code"),
    (activity(sector="group_city", evidence=(PUPILS, PAIR, quote("pupils", "sector"))), "unknown-code"),
    (activity(actors=("choir",), evidence=(PUPILS, PAIR, quote("host", "actors"))), "unknown-code"),
    (activity(actors=("school", "school"), evidence=(PUPILS, PAIR, quote("pupils", "actors"))), "double-actor"),
    (activity(actors=("none", "school"), evidence=(PUPILS, PAIR, quote("pupils", "actors"))), "none-and-some"),
    (agreement(pair=None), "no-pair"),
    (agreement(place=SELKA, evidence=(ACT, PAIR, quote("Selka", "place"))), "place-of-act"),
    (statement(pair=Pair(SELKA, MORVAN), evidence=(*statement().evidence, PAIR)), "pair-and-place"),
    (agreement(pair=Pair(SELKA, SELKA)), "same-place"),
    (agreement(pair=Pair(SELKA, Place("XA.2", "Morvan", "XA"))), "one-country"),
    (activity(flow="XA.1>XC.9"), "flow-outside-pair"),
    (activity(flow="XA.1"), "flow-outside-pair"),
    (activity(flow="XA.1>XA.1"), "flow-outside-pair"),
    (activity(flow="Selka>Morvan"), "flow-outside-pair"),
    (statement(flow="mutual", evidence=(*statement().evidence, quote("go to", "flow"))), "flow-without-pair"),
    (agreement(start=replace(WHEN("2011-04-30"), edtf="2011-04-31")), "no-date"),
    (agreement(start=replace(WHEN("2011"), edtf="lately")), "no-date"),
    (agreement(start=replace(WHEN("2011"), latest="2012-12-31")), "wrong-bounds"),
    (agreement(start=WHEN("1799")), "far-date"),
    (agreement(end=WHEN("2045"), evidence=(ACT, PAIR, YEAR)), "far-date"),
    (agreement(end=WHEN("2010"), evidence=(ACT, PAIR, YEAR)), "ends-before-start"),
    (activity(participants=Count(0)), "no-people"),
    (activity(participants=Count(-3)), "no-people"),
    (activity(participants=Count(20, parts=(20, 0))), "no-people"),
    (activity(participants=Count(20, parts=(12, 9))), "wrong-sum"),
    (agreement(attributes={"value": "1"}), "unknown-attribute"),
    (agreement(attributes={"name": ""}), "empty-attribute"),
    (agreement(attributes={"tie": "twin"}), "unknown-code"),
    (agreement(attributes={"note": "as the archivist told me"}), "note-by-machine"),
]


@pytest.mark.parametrize(("coding", "name"), MUST_NOT, ids=lambda value: value if isinstance(value, str) else "")
def test_what_must_not_pass(coding: Coding, name: str) -> None:
    assert name in names(coding)


SUPPORTED = [
    (agreement(sector="environment"), "sector"),
    (agreement(end=WHEN("2016")), "end"),
    (agreement(attributes={"venue": "Morvan"}), "attributes.venue"),
    (agreement(evidence=(ACT,)), "pair"),
    (agreement(evidence=(replace(ACT, supports=("act", "start")), PAIR)), "status"),
    (activity(actors=("school",)), "actors"),
    (activity(evidence=(replace(PUPILS, supports=("act", "flow", "recurrence", "status")), PAIR)), "participants"),
    (statement(evidence=statement().evidence[:1]), "place"),
]


@pytest.mark.parametrize(("coding", "field"), SUPPORTED)
def test_a_field_that_nothing_supports_is_refused_by_name(coding: Coding, field: str) -> None:
    (problem,) = gate.check(coding, DOCUMENT, BOOK)
    assert problem.name == "no-support"
    assert repr(field) in problem.message


def test_a_person_may_give_a_note_instead_of_a_span() -> None:
    noted = agreement(end=WHEN("2016"), attributes={"note": "five years, as the clerk told me"})
    assert names(noted, hand=True) == []
    assert "no-support" in names(agreement(end=WHEN("2016")), hand=True)
    assert "no-support" in names(agreement(end=WHEN("2016"), attributes={"note": " "}), hand=True)
    assert names(noted) == ["note-by-machine", "no-support"]


def test_the_source_supports_a_reckoned_date_but_no_stated_one() -> None:
    reckoned = agreement(end=dates.of_edtf("2013", "relative"))
    assert names(reckoned) == []
    assert names(agreement(end=dates.of_edtf("2013"))) == ["no-support"]
    undated = replace(DOCUMENT, source=replace(DOCUMENT.source, issued=None))
    assert names(reckoned, undated) == ["no-support"]


def test_source_and_home_support_a_pair_only_when_both_sides_are_told() -> None:
    bare = agreement(evidence=(ACT,))
    assert names(bare, home="XA.1") == ["no-support"]
    published = replace(DOCUMENT, source=replace(DOCUMENT.source, publisher="City of Morvan"))
    assert names(bare, published) == ["no-support"]
    assert names(bare, published, home="XA.1") == []
    assert names(bare, replace(DOCUMENT, source=replace(DOCUMENT.source, title="Morvan and Selka"))) == []


def test_a_source_may_name_its_side_in_another_script() -> None:
    pair = Pair(Place("ID.35.78", "Surabaya", "ID"), Place("KR.26", "Busan", "KR"))
    published = replace(DOCUMENT, source=replace(DOCUMENT.source, publisher="부산광역시"))
    assert names(agreement(pair=pair, evidence=(ACT,)), published, home="ID.35.78") == []
    assert names(agreement(pair=pair, evidence=(ACT,)), home="ID.35.78") == ["no-support"]


def test_without_a_date_of_publication_the_date_of_access_counts() -> None:
    accessed = replace(DOCUMENT, source=Source("post2014", accessed="2000-05-01"))
    assert names(agreement(start=WHEN("2030")), accessed) == []
    assert names(agreement(start=WHEN("2031")), accessed) == ["far-date"]
    undated = replace(DOCUMENT, source=Source("post2014", issued="soon"))
    assert names(agreement(start=WHEN("2031")), undated) == []
    assert names(agreement(start=WHEN("2999")), undated) == ["far-date"]


def test_a_problem_says_where_and_what() -> None:
    (problem,) = gate.check(
        agreement(start=replace(WHEN("2011"), edtf="2011-04-31", as_written="31 April 2011")), DOCUMENT, BOOK
    )
    assert problem == Problem("error", "no-date", "31 April 2011 is no date (start).", "", "gate", "post2014 para. 2")


def test_every_reason_is_told_at_once() -> None:
    assert len(gate.check(agreement(kind="x", status="y", pair=None), DOCUMENT, BOOK)) >= 3
