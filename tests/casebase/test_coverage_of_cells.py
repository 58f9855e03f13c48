"""What an empty cell rests on: read by a person, by rules only, or by nobody."""

import pytest
from by_name import OTHER, act, cases, fact, facts, hand, judge, rules, text_of

from kembar.problems import UnknownNameError
from kembar.types import Scope


def test_nothing_read_is_hatched() -> None:
    cell = cases(known=facts(fact("a", places=frozenset()))).coverage("K-H", "health")
    assert (cell.sign, cell.not_read, cell.read, cell.total, cell.earned) == ("▨", ("a",), 0, 1, False)


def test_read_by_rules_only() -> None:
    cell = cases(rules("a"), known=facts("a", "b")).coverage("K-H")
    assert (cell.sign, cell.read_by_rules, cell.not_read, cell.read, cell.total) == ("∘", ("a",), ("b",), 1, 2)


def test_read_to_the_end_by_a_person() -> None:
    known = facts("a", "b")
    cell = cases(rules("a"), rules("b"), known=known, judgements=[judge("complete", "b")]).coverage("K-H")
    assert (cell.sign, cell.read_by_person, cell.read_by_rules) == ("·", ("b",), ("a",))


def test_a_hand_coding_is_not_a_reading_to_the_end() -> None:
    cell = cases(hand("Ani", "a", act("a", "donation", "2001")), known=facts("a")).coverage("K-H")
    assert cell.sign == "▨"


def test_a_text_read_to_the_end_is_not_the_next_text() -> None:
    known = facts(fact("a", text=text_of("a#2"), texts=(text_of("a"), text_of("a#2"))))
    old = judge("complete", "a", text_of("a"))
    assert cases(rules("a#2"), known=known, judgements=[old]).coverage("K-H").sign == "∘"
    new = judge("complete", "a", text_of("a#2"))
    assert cases(rules("a#2"), known=known, judgements=[old, new]).coverage("K-H").sign == "·"
    withdrawn = judge("withdraw", new.id, at="2026-02-01")
    assert cases(rules("a#2"), known=known, judgements=[old, new, withdrawn]).coverage("K-H").sign == "∘"


def test_a_reading_of_an_older_text_does_not_count_as_read() -> None:
    known = facts(fact("a", text=text_of("a#2"), texts=(text_of("a"), text_of("a#2"))))
    assert cases(rules("a"), known=known).coverage("K-H").sign == "▨"


def test_a_language_without_rules_is_not_read_by_rules() -> None:
    known = facts(fact("a", has_rules=False, places=frozenset()))
    assert cases(rules("a"), known=known).coverage("K-H").sign == "▨"
    assert cases(rules("a"), known=known, judgements=[judge("complete", "a")]).coverage("K-H").sign == "·"
    model = rules("a", coder="small-model", method="model")
    assert cases(model, known=facts(fact("a", has_rules=False))).coverage("K-H").sign == "∘"


def test_a_cell_looks_only_at_sources_that_mention_the_pair_or_may() -> None:
    known = facts("a", fact("b", places=frozenset({"ID.1"})), fact("c", places=frozenset()))
    cell = cases(rules("a"), rules("b"), known=known).coverage("K-H")
    assert (cell.of, cell.not_read) == (("a", "c"), ("c",))


def test_a_source_coded_for_the_pair_mentions_it() -> None:
    known = facts(fact("a", places=frozenset()))
    assert cases(rules("a", act("a", "donation", "2001")), known=known).coverage("K-H").of == ("a",)
    assert cases(rules("a", act("a", "donation", "2001", pair=OTHER)), known=known).coverage("K-H").of == ()


def test_what_a_reading_did_not_look_for_it_did_not_read() -> None:
    known = facts("a")
    by_sector = rules("a", scope=Scope(sectors=("health",)))
    assert cases(by_sector, known=known).coverage("K-H", "health").sign == "∘"
    assert cases(by_sector, known=known).coverage("K-H", "culture").sign == "▨"
    assert cases(by_sector, known=known).coverage("K-H").sign == "▨"
    by_pair = rules("a", scope=Scope(pairs=(OTHER.key,)))
    assert cases(by_pair, known=known).coverage("K-H").sign == "▨"
    part = rules("a", scope=Scope(spans=((0, 100),)))
    assert cases(part, known=known).coverage("K-H").sign == "▨"


def test_a_year_is_a_gap_only_if_a_source_that_holds_it_was_read() -> None:
    known = facts(fact("a", covers=(2000, 2003)), fact("b", years=frozenset({2005})))
    found = cases(rules("a"), rules("b"), known=known)
    assert [found.coverage("K-H", None, year).sign for year in (2000, 2003, 2004, 2005)] == ["∘", "∘", "▨", "∘"]
    assert found.coverage("K-H", None, 2004).of == ()


def test_an_unread_source_may_hold_any_year_it_is_not_said_to_lack() -> None:
    known = facts("a", fact("b", covers=(2000, 2003)))
    assert cases(known=known).coverage("K-H", None, 2010).not_read == ("a",)


def test_sources_are_counted_as_witnesses() -> None:
    known = facts("a", fact("b", copy_of="a"), "c")
    cell = cases(rules("a"), rules("b"), known=known).coverage("K-H")
    assert (cell.read, cell.total, len(cell.of)) == (1, 2, 3)


def test_a_withdrawn_source_counts_nowhere() -> None:
    found = cases(rules("a", act("a", "donation", "2001")), known=facts("a"), judgements=[judge("withdraw", "a")])
    assert (found.records, found.coverage("K-H").of) == ((), ())


def test_a_pair_the_study_has_not_is_an_error() -> None:
    with pytest.raises(UnknownNameError, match="K-H"):
        cases(known=facts("a")).coverage("K-J")
