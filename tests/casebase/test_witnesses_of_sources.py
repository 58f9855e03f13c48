"""Copies and retellings are one witness; counts of sources are counts of witnesses."""

import pytest
from by_name import act, cases, fact, facts, judge, of_codings, only, text_of

from kembar.casebase import Facts

BOOK = {"title": "A tie of two harbours", "author": "Woo", "address": "https://example.org/tie/"}


def one_witness(known: Facts, judgements: object = ()) -> bool:
    """Whether a and b are one witness."""
    found = cases(known=known, judgements=judgements)
    return found.witness_of("a") == found.witness_of("b")


def test_sources_are_witnesses_of_their_own() -> None:
    assert not one_witness(facts("a", "b"))


def test_one_text_is_one_witness() -> None:
    assert one_witness(facts("a", fact("b", text=text_of("a"))))
    assert not one_witness(facts(fact("a", text=""), fact("b", text="")))


@pytest.mark.parametrize(("share", "one"), [(1.0, True), (0.8, True), (0.79, False), (0.3, False)])
def test_four_fifths_of_the_shorter_text_in_the_longer(share: float, one: bool) -> None:
    assert one_witness(facts("a", "b", related=(("b", "a", share),))) is one


def test_a_copy_and_its_original_and_two_copies_of_one() -> None:
    assert one_witness(facts("a", fact("b", copy_of="a")))
    assert one_witness(facts(fact("a", copy_of="x"), fact("b", copy_of="x")))
    assert not one_witness(facts(fact("a", copy_of="x"), fact("b", copy_of="y")))


def test_two_retellings_of_one_publication() -> None:
    assert one_witness(facts(fact("a", retells=BOOK), fact("b", retells=BOOK)))
    assert one_witness(facts(fact("a", retells=BOOK), fact("b", retells={"address": "http://www.example.org/tie"})))
    assert one_witness(facts(fact("a", retells=BOOK), fact("b", retells={"title": "A Tie of Two  Harbours"})))
    assert not one_witness(facts(fact("a", retells=BOOK), fact("b", retells={"title": "Another tie"})))


def test_a_retelling_and_the_publication_itself() -> None:
    assert one_witness(facts(fact("a", retells=BOOK), fact("b", url="https://example.org/tie")))
    assert one_witness(facts(fact("a", retells=BOOK), fact("b", title="A tie of two harbours")))
    assert not one_witness(facts(fact("a", url="https://example.org/"), fact("b", url="https://example.org/")))


def test_a_person_may_say_that_two_are_one() -> None:
    word = judge("same_witness", "a", "b")
    assert one_witness(facts("a", "b"), [word])
    assert not one_witness(facts("a", "b"), [word, judge("withdraw", word.id, at="2026-02-01")])


def test_related_texts_wait_for_a_person() -> None:
    known = facts("a", "b", "c", related=(("a", "b", 0.5), ("a", "c", 0.2)))
    assert cases(known=known).related == (("a", "b", 0.5),)
    assert cases(known=known, judgements=[judge("same_witness", "a", "b")]).related == ()
    assert cases(known=known, judgements=[judge("different", "a", "b")]).related == ()


def test_a_record_counts_witnesses_and_the_majority_is_of_witnesses() -> None:
    known = facts("a", fact("b", copy_of="a"), fact("c", copy_of="a"), "d", "e")
    told = [act(s, "meeting", "2001-05-03", sector="economy") for s in "abc"]
    told += [act(s, "meeting", "2001-05-03", sector="culture") for s in "de"]
    record = only(of_codings(*told, known=known))
    assert (len(record.sources), len(record.witnesses)) == (5, 3)
    assert record.sector == "culture"
