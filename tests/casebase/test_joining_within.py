"""Joining within a source: several readers on the same words, one to one."""

from by_name import BACK, OUT, act, cases, fact, facts, hand, judge, only, programme, quote, rules, text_of


def test_two_readers_on_the_same_words_tell_one_act() -> None:
    record = only(cases(rules("a", act("a", "donation", "2001")), hand("Ani", "a", act("a", "donation", "2002", at=5))))
    assert len(record.codings) == 2
    assert record.why_joined == ("a and a: readers coded the same words of the source.",)


def test_one_source_never_disputes_with_itself() -> None:
    found = cases(rules("a", act("a", "donation", "2001")), hand("Ani", "a", act("a", "donation", "2002")))
    assert len(only(found).stated("start")) == 2
    assert found.disputes == ()


def test_words_apart_type_or_pair_apart_do_not_join() -> None:
    mine = hand("Ani", "a", act("a", "donation", "2001", at=500))
    assert len(cases(rules("a", act("a", "donation", "2001")), mine).records) == 2
    agreement = hand("Ani", "a", act("a", "memorandum", "2001"))
    assert len(cases(rules("a", act("a", "donation", "2001")), agreement).records) == 2


def test_two_codings_of_one_reading_never_join_by_themselves() -> None:
    both = act("a", "donation", "2001"), act("a", "donation", "2001-05-01", at=5)
    assert len(cases(rules("a", *both)).records) == 2
    one_by_one = hand("Ani", "a", both[0]), hand("Ani", "a", both[1], at="2026-01-09")
    assert len(cases(*one_by_one).records) == 2


def test_one_to_one_with_equal_kinds_first() -> None:
    ours = rules("a", act("a", "teacher_exchange", "2001"), act("a", "student_exchange", "2001", at=5))
    mine = hand("Ani", "a", act("a", "student_exchange", "2002"), act("a", "teacher_exchange", "2002", at=5))
    records = cases(ours, mine).records
    assert sorted([v.value for v in r.stated("kind")] for r in records) == [["student_exchange"], ["teacher_exchange"]]
    assert all(len(r.codings) == 2 for r in records)


def test_then_overlapping_cues_whatever_the_kind() -> None:
    found = cases(rules("a", act("a", "meeting", "2001")), hand("Ani", "a", act("a", "delegation_visit", "2001", at=3)))
    assert only(found).kind == "delegation_visit"
    assert only(found).filed_differently == ()


def test_overlapping_quotes_of_different_kinds_with_cues_apart_are_two_acts() -> None:
    mine = hand("Ani", "a", act("a", "delegation_visit", "2001", at=20))
    assert len(cases(rules("a", act("a", "meeting", "2001", at=0)), mine).records) == 2


def test_of_equal_kinds_the_dates_that_agree_are_put_together() -> None:
    ours = rules("a", *(act("a", "meeting", year, evidence=(quote("a", 0, cue=False),)) for year in ("2001", "2003")))
    mine = hand("Ani", "a", *(act("a", "meeting", y, evidence=(quote("a", 1, cue=False),)) for y in ("2003", "2001")))
    assert sorted({v.value.edtf for v in r.stated("start")} for r in cases(ours, mine).records) == [{"2001"}, {"2003"}]


def test_cells_of_one_row_are_the_same_words() -> None:
    row, other = quote("a", 0, locator="row 14"), quote("a", 200, locator="row 14", cue=False)
    table = rules("a", act("a", "meeting", "2001", evidence=(row,)), coder="table", method="table")
    assert len(cases(table, hand("Ani", "a", act("a", "meeting", "2002", evidence=(other,)))).records) == 1
    elsewhere = quote("a", 200, locator="row 15", cue=False)
    assert len(cases(table, hand("Ani", "a", act("a", "meeting", "2002", evidence=(elsewhere,)))).records) == 2


def test_a_page_is_no_row() -> None:
    piece, other = quote("a", 0, locator="p. 14"), quote("a", 200, locator="p. 14")
    table = rules("a", act("a", "meeting", "2001", evidence=(piece,)), coder="table", method="table")
    assert len(cases(table, hand("Ani", "a", act("a", "meeting", "2001", evidence=(other,)))).records) == 2


def test_the_same_quote_in_another_text_of_the_source() -> None:
    known = facts(fact("a", text=text_of("a#2"), texts=(text_of("a"), text_of("a#2"))))
    mine = hand("Ani", "a", act("a", "meeting", "2001", evidence=(quote("a", 0, words="They  met."),)))
    ours = rules("a#2", act("a#2", "meeting", "2002", evidence=(quote("a#2", 90, words="they met."),)), at="2026-01-01")
    assert len(cases(mine, ours, known=known).records) == 1
    other = rules(
        "a#2", act("a#2", "meeting", "2002", evidence=(quote("a#2", 0, words="They meet."),)), at="2026-01-01"
    )
    assert len(cases(mine, other, known=known).records) == 2


def test_a_rejected_coding_joins_one_act_and_glues_no_two() -> None:
    wide = act("a", "meeting", "2001", evidence=(quote("a", 0, size=200, cue=False),))
    left = act("a", "meeting", "2001", evidence=(quote("a", 0, cue=False),))
    right = act("a", "meeting", "2002", evidence=(quote("a", 100, cue=False),))
    readings = rules("a", wide), hand("Ani", "a", left), hand("Budi", "a", right)
    found = cases(*readings, judgements=[judge("reject", wide)])
    assert sorted(len(r.codings) for r in found.records) == [1, 2]
    assert found.rejected == ()


def test_different_keeps_readers_apart() -> None:
    ours, mine = act("a", "donation", "2001"), act("a", "donation", "2002", at=5)
    assert (
        len(cases(rules("a", ours), hand("Ani", "a", mine), judgements=[judge("different", ours, mine)]).records) == 2
    )


def test_a_judged_coding_speaks_for_those_that_nobody_judged() -> None:
    ours = programme("a", "training", "2001", flow=OUT)
    mine = programme("a", "training", "1999", at=5, flow="mutual")
    other = programme("b", "training", "1999", flow=BACK)
    assert len(cases(rules("a", ours), rules("b", other)).records) == 2
    record = only(cases(rules("a", ours), hand("Ani", "a", mine), rules("b", other)))
    assert record.disputed == ()
    assert {value.value for value in record.stated("flow")} == {OUT, BACK, "mutual"}


def test_a_coding_without_a_name_does_not_bind_the_named_place_to_its_date() -> None:
    ours = act("a", "named_place", "2005")
    mine = act("a", "named_place", at=5, name="Jalan Haeju")
    other = act("b", "named_place", "2009", name="Jalan Haeju")
    assert only(cases(rules("a", ours), hand("Ani", "a", mine), rules("b", other))).sources == ("a", "b")
