"""How the rules read: whose pair, which date, whose people, what stands and what does not, and what they say of it."""

import pytest
from short_texts import document, told

from kembar import codebook
from kembar.coders import gate, projection, rules
from kembar.types import Coding

BOOK = codebook.load()


def coded(text: str, title: str = "", issued: str | None = None, publisher: str = "") -> list[Coding]:
    """The codings of a short text, every one let through by the gate."""
    made = document(text, title, issued, publisher)
    codings = list(rules.code(made, BOOK).codings)
    assert [p for coding in codings for p in gate.check(coding, made, BOOK)] == []
    return codings


def one(codings: list[Coding], kind: str) -> Coding:
    """The only coding of a kind."""
    (coding,) = [c for c in codings if c.kind == kind]
    return coding


TIE = "Osaka and Hamburg have been sister cities since 1989. "


def test_a_heading_sets_the_pair_of_what_follows() -> None:
    text = (
        "# Nagoya\n\nSister city since 1998. In 2004 a delegation of 12 from Nagoya visited Semarang.\n\n"
        "# Hamburg\n\nSister city since 2001. In 2006 a delegation of 9 from Hamburg visited Semarang."
    )
    from kembar.sources.markdown import blocks_of
    from kembar.types import Document, Source

    page = Document(Source("p", title="City of Semarang"), text, "0" * 64, "md 1", "en", blocks_of(text))
    found = {(c.kind, "Semarang", *(n for n in sorted((c.pair.a.name, c.pair.b.name)) if n != "Semarang"))
             for c in rules.code(page, BOOK).codings if c.pair}  # fmt: skip
    assert ("sister_agreement", "Semarang", "Nagoya") in found
    assert ("sister_agreement", "Semarang", "Hamburg") in found


def test_each_field_has_its_span_in_the_text() -> None:
    made = document(
        TIE + "In May 2015 the mayor of Osaka visited Hamburg with a delegation of 24.", "Osaka and Hamburg"
    )
    for coding in rules.code(made, BOOK).codings:
        for evidence in coding.evidence:
            assert made.text[evidence.start : evidence.end] == evidence.quote


def test_the_way_goes_from_those_who_travel_to_where_they_are() -> None:
    text = TIE + "In May 2015 the mayor of Osaka visited Hamburg with a delegation of 24."
    visit = one(coded(text, "Osaka and Hamburg"), "delegation_visit")
    assert projection.record_of(visit, BOOK)["flow"] == "Osaka>Hamburg"
    assert visit.participants is not None
    assert visit.participants.value == 24


def test_a_row_of_a_list_of_partners_is_a_tie_in_force() -> None:
    text = "City      Since\n----------------\nOsaka     1989\nNagoya    May 1998\n"
    ties = coded("Sister cities of Hamburg\n\n" + text, "City of Hamburg: sister cities")
    assert {(told(c)[2], c.status) for c in ties} == {("1989", "ongoing"), ("1998-05", "ongoing")}


def test_the_same_act_told_twice_is_one_coding() -> None:
    text = (
        "Osaka and Hamburg signed a memorandum of understanding on 11 May 2018.\n\n"
        "The memorandum of understanding was signed by both mayors on 11 May 2018."
    )
    assert len([c for c in coded(text, "Osaka and Hamburg") if c.kind == "memorandum"]) == 1


def test_relative_dates_are_measured_by_the_publication() -> None:
    text = "Wali Kota Semarang dan Wali Kota Nagoya menandatangani nota kesepahaman pada Selasa (3/4)."
    paper = one(coded(text, "Semarang dan Nagoya", "2018-04-05"), "memorandum")
    assert paper.start is not None
    assert paper.start.edtf == "2018-04-03"


def test_a_language_without_rules_is_a_problem_and_no_coding() -> None:
    text = "De burgemeester van Rotterdam heeft een akkoord met de stad Jakarta en dat is niet voor het eerst."
    result = rules.code(document(text), BOOK)
    assert result.codings == ()
    assert [p.name for p in result.problems] == ["no_rules"]


def test_an_explanation_shows_what_was_rejected_and_why() -> None:
    text = TIE + "A joint marathon was proposed in 2012 but cancelled for lack of sponsors."
    lines = rules.explain(document(text, "Osaka and Hamburg"), BOOK)
    assert {"sentence", "found", "kept", "rejected"} <= {line.what for line in lines}
    rejected = [line.text for line in lines if line.what == "rejected" and "sports" in line.text]
    assert rejected
    assert all("rule " in text and "score " in text for text in rejected)


def test_the_trace_holds_every_candidate_with_its_rules() -> None:
    result = rules.code(document(TIE, "Osaka and Hamburg"), BOOK)
    kept = [c for c in result.trace.candidates if c.outcome == "kept"]
    assert [c.coding for c in kept] == [c.id for c in result.codings]
    assert all(c.fired for c in result.trace.candidates)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00\x01",
        "Osaka " * 3_000,
        "\ud800 Osaka and Hamburg",
        "\u202eOsaka\u202c 大阪 오사카 Osaka",
        "12 May 1990, " * 2_000,
    ],
    ids=["empty", "control", "one-name", "surrogate", "mixed", "dates"],
)
def test_odd_text_gives_no_coding_and_no_crash(text: str) -> None:
    assert rules.code(document(text, "Osaka and Hamburg"), BOOK).codings == ()


def test_coding_is_the_same_each_time() -> None:
    text = TIE + "In May 2015 the mayor of Osaka visited Hamburg with a delegation of 24."
    assert [c.id for c in coded(text, "x")] == [c.id for c in coded(text, "x")]


def test_the_date_of_a_disaster_is_not_that_of_the_help() -> None:
    text = "After the earthquake of 12 May 2008 Bristol donated 2000 blankets to Chengdu in June 2009."
    gifts = [c for c in coded(text, "Bristol and Chengdu") if c.kind == "donation"]
    assert [told(gift)[2] for gift in gifts] == ["2009-06"]


def test_each_paper_of_a_sentence_has_the_date_beside_it() -> None:
    text = "Osaka and Hamburg signed a letter of intent on 3 May 2013 and a memorandum of understanding on 5 June 2014."
    codings = coded(text, "Osaka and Hamburg")
    assert {(told(c)[0], told(c)[2]) for c in codings} == {
        ("letter_of_intent", "2013-05-03"),
        ("memorandum", "2014-06-05"),
    }
