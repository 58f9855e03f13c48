"""Which readings count, and decisions that outlive the machine."""

from dataclasses import replace

from by_name import act, cases, fact, facts, hand, judge, only, quote, rules, text_of

from kembar.types import Pair, Place, Scope


def test_the_latest_reading_of_rules_replaces_the_one_before() -> None:
    first = rules("a", act("a", "donation", "2001"), at="2026-01-01")
    later = rules("a", act("a", "donation", "2002"), at="2026-01-05")
    found = only(cases(first, later))
    assert found.value("start").edtf == "2002"
    assert only(cases(later, first)) == found


def test_machines_that_are_not_one_coder_count_side_by_side() -> None:
    one = rules("a", act("a", "donation", "2001"), at="2026-01-01")
    model = rules("a", act("a", "scholarship", "2002", at=100), at="2026-01-05", coder="small-model", method="model")
    assert {r.kind for r in cases(one, model).records} == {"donation", "scholarship"}


def test_a_withdrawn_reading_gives_way_to_the_one_before() -> None:
    first = rules("a", act("a", "donation", "2001"), at="2026-01-01")
    later = rules("a", act("a", "donation", "2002"), at="2026-01-05")
    withdrawal = judge("withdraw", later.id)
    assert only(cases(first, later, judgements=[withdrawal])).value("start").edtf == "2001"
    undone = judge("withdraw", withdrawal.id, at="2026-01-09")
    assert only(cases(first, later, judgements=[withdrawal, undone])).value("start").edtf == "2002"


def test_a_later_reading_replaces_only_what_lies_in_its_scope() -> None:
    first = rules("a", act("a", "donation", "2001", at=0), act("a", "scholarship", "2002", at=500), at="2026-01-01")
    part = rules("a", at="2026-01-05", scope=Scope(spans=((0, 100),)))
    assert only(cases(first, part)).kind == "scholarship"
    by_pair = rules("a", at="2026-01-05", scope=Scope(pairs=("X|Y",)))
    assert len(cases(first, by_pair).records) == 2
    by_sector = rules("a", at="2026-01-05", scope=Scope(sectors=("health",)))
    assert len(cases(first, by_sector).records) == 2
    everything = rules("a", at="2026-01-05")
    assert cases(first, everything).records == ()


def test_people_add_up_until_withdrawn() -> None:
    one = hand("Ani", "a", act("a", "donation", "2001"), at="2026-01-01")
    two = hand("Ani", "a", act("a", "scholarship", "2002", at=100), at="2026-01-02")
    three = hand("Budi", "a", act("a", "training", "2003", at=200), at="2026-01-03")
    assert len(cases(one, two, three).records) == 3
    assert len(cases(one, two, three, judgements=[judge("withdraw", two.id)]).records) == 2


def test_the_current_text_is_the_newest_that_is_not_withdrawn() -> None:
    known = facts(fact("a", text=text_of("a#2"), texts=(text_of("a"), text_of("a#2"))))
    old = rules("a", act("a", "donation", "2001"), at="2026-01-07")
    new = rules("a#2", act("a#2", "donation", "2002"), at="2026-01-05")
    assert only(cases(old, new, known=known)).value("start").edtf == "2002"
    withdrawn = [judge("withdraw", text_of("a#2"))]
    assert only(cases(old, new, known=known, judgements=withdrawn)).value("start").edtf == "2001"


def test_a_person_s_coding_stays_on_an_older_text() -> None:
    known = facts(fact("a", text=text_of("a#2"), texts=(text_of("a"), text_of("a#2"))))
    mine = hand("Ani", "a", act("a", "donation", "2001"))
    again = rules("a#2", at="2026-02-01")
    assert only(cases(mine, again, known=known)).standing == "●"


def test_an_accepted_coding_stays_when_rules_no_longer_find_it() -> None:
    coding = act("a", "donation", "2001")
    first, later = rules("a", coding, at="2026-01-01"), rules("a", at="2026-02-01")
    assert cases(first, later).records == ()
    assert only(cases(first, later, judgements=[judge("accept", coding)])).standing == "●"


def test_a_rejected_coding_stays_rejected_when_it_is_found_again() -> None:
    coding = act("a", "donation", "2001")
    found = cases(rules("a", coding), rules("a", coding, at="2026-02-01"), judgements=[judge("reject", coding)])
    assert found.records == ()
    assert len(found.rejected) == 1


def test_a_revision_accepts_itself_and_rejects_what_it_revises() -> None:
    coding = act("a", "donation", "2001")
    better = act("a", "donation", "2011", revises=coding.id)
    found = cases(rules("a", coding), hand("Ani", "a", better))
    record = only(found)
    assert record.standing == "●"
    assert [v.value.edtf for v in record.stated("start")] == ["2011"]
    assert set(record.codings) == {coding.id, better.id}
    assert found.rejected == ()


def test_a_revision_may_move_a_coding_to_another_pair() -> None:
    moved = Pair(Place("ID.1", "Kotabaru", "ID"), Place("KR.2", "Gangjin", "KR"))
    coding = act("a", "donation", "2001")
    better = act("a", "donation", "2001", pair=moved, revises=coding.id)
    found = cases(rules("a", coding), hand("Ani", "a", better))
    assert found.records == found.rejected == ()
    assert [r.pair.pair for r in found.outside if r.pair] == [moved]


def test_what_is_revised_stays_open_if_another_accepts_it() -> None:
    coding = act("a", "donation", "2001")
    better = act("a", "donation", "2011", revises=coding.id)
    found = cases(rules("a", coding), hand("Ani", "a", better), judgements=[judge("accept", coding, by="Budi")])
    assert only(found).standing == "◐"
    assert {v.value.edtf for v in only(found).stated("start")} == {"2001", "2011"}


def test_the_revision_s_author_may_withdraw_it() -> None:
    coding = act("a", "donation", "2001")
    mine = hand("Ani", "a", act("a", "donation", "2011", revises=coding.id))
    record = only(cases(rules("a", coding), mine, judgements=[judge("withdraw", mine.id)]))
    assert (record.standing, record.value("start").edtf) == ("○", "2001")


def test_a_new_proposal_that_asserts_the_same_is_hidden() -> None:
    coding = act("a", "donation", "2001", at=0)
    longer = act("a", "donation", "2001", evidence=(quote("a", 0, size=60),))
    readings = rules("a", coding, at="2026-01-01"), rules("a", longer, at="2026-02-01")
    found = cases(*readings, judgements=[judge("accept", coding)])
    assert only(found).codings == (coding.id,)
    assert [c.id for c in found.hidden] == [longer.id]
    assert found.changed == ()


def test_a_new_proposal_that_says_something_else_is_queued_and_kept_out() -> None:
    coding, other = act("a", "donation", "2001"), act("a", "scholarship", "2001")
    readings = rules("a", coding, at="2026-01-01"), rules("a", other, at="2026-02-01")
    found = cases(*readings, judgements=[judge("accept", coding)])
    assert only(found).kind == "donation"
    assert [(c.coding.id, c.decided) for c in found.changed] == [(other.id, coding.id)]


def test_the_first_proposal_on_words_that_a_person_coded_alone_is_no_change() -> None:
    mine = hand("Ani", "a", act("a", "donation", "2001"), at="2026-01-02")
    first = rules("a", act("a", "scholarship", "2001"), at="2026-02-01")
    found = cases(mine, first)
    assert only(found).kind == "donation"
    assert found.changed == ()
    assert [c.kind for c in found.hidden] == ["scholarship"]


def test_a_proposal_that_comes_after_an_earlier_reading_of_the_words_is_a_change() -> None:
    mine = hand("Ani", "a", act("a", "donation", "2001"), at="2026-01-02")
    later = rules("a", act("a", "scholarship", "2001"), at="2026-02-01")
    assert len(cases(rules("a", at="2026-01-01"), mine, later).changed) == 1
    elsewhere = rules("a", at="2026-01-01", scope=Scope(spans=((500, 600),)))
    assert cases(elsewhere, mine, later).changed == ()


def test_what_a_machine_says_first_on_words_coded_alone_is_known_and_what_it_then_says_else_is_a_change() -> None:
    mine = hand("Ani", "a", act("a", "donation", "2001"), at="2026-01-02")
    same = rules("a", act("a", "donation", "2001", evidence=(quote("a", size=50),)), at="2026-02-01")
    other = act("a", "scholarship", "2001")
    found = cases(mine, same, rules("a", other, at="2026-03-01"))
    assert [(c.coding.id, c.decided) for c in found.changed] == [(other.id, mine.codings[0].id)]
    model = rules("a", other, at="2026-03-01", coder="small-model", method="model")
    assert cases(mine, same, model).changed == (), "the first that the model says"
    longer = rules("a", act("a", "scholarship", "2001", evidence=(quote("a", size=50),)), at="2026-03-01")
    again = cases(mine, rules("a", other, at="2026-02-01"), longer)
    assert (again.changed, [c.kind for c in again.hidden]) == ((), ["scholarship"])


def test_a_new_proposal_over_a_rejected_coding_of_the_same_kind_stays_rejected() -> None:
    coding, other = act("a", "donation", "2001"), act("a", "donation", "2002")
    readings = rules("a", coding, at="2026-01-01"), rules("a", other, at="2026-02-01")
    found = cases(*readings, judgements=[judge("reject", coding, note="no gift")])
    assert found.records == found.changed == ()
    assert [set(r.codings) for r in found.rejected] == [{coding.id, other.id}]


def test_a_new_proposal_of_another_kind_over_a_rejected_coding_is_queued() -> None:
    coding, other = act("a", "donation", "2001"), act("a", "scholarship", "2002")
    readings = rules("a", coding, at="2026-01-01"), rules("a", other, at="2026-02-01")
    found = cases(*readings, judgements=[judge("reject", coding)])
    assert found.records == ()
    assert len(found.changed) == 1


def test_a_proposal_that_was_there_at_the_decision_is_no_change() -> None:
    coding, beside = act("a", "donation", "2001"), act("a", "scholarship", "2001")
    readings = rules("a", coding, beside, at="2026-01-01"), rules("a", coding, beside, at="2026-02-01")
    found = cases(*readings, judgements=[judge("accept", coding)])
    assert {r.kind for r in found.records} == {"donation", "scholarship"}
    assert found.changed == ()


def test_without_a_cue_only_the_same_kind_on_the_same_words_is_a_change() -> None:
    coding = act("a", "donation", "2001", evidence=(quote("a", 0, cue=False),))
    same = act("a", "donation", "2002", evidence=(quote("a", 20, cue=False),))
    other = act("a", "scholarship", "2002", evidence=(quote("a", 20, cue=False),))
    readings = rules("a", coding, at="2026-01-01"), rules("a", same, other, at="2026-02-01")
    found = cases(*readings, judgements=[judge("accept", coding)])
    assert [c.coding.id for c in found.changed] == [same.id]
    assert {r.kind for r in found.records} == {"donation", "scholarship"}


def test_cues_apart_in_one_sentence_are_no_change() -> None:
    coding = act("a", "donation", "2001", at=0)
    later = act("a", "donation", "2005", at=15)
    readings = rules("a", coding, at="2026-01-01"), rules("a", later, at="2026-02-01")
    assert cases(*readings, judgements=[judge("accept", coding)]).changed == ()


def test_a_decision_on_an_older_text_holds_for_the_same_quote_of_the_new_one() -> None:
    known = facts(fact("a", text=text_of("a#2"), texts=(text_of("a"), text_of("a#2"))))
    old = act("a", "donation", "2001", evidence=(quote("a", 0, words="A gift came."),))
    new = act("a#2", "donation", "2001", evidence=(quote("a#2", 70, words="A gift  came."),))
    readings = rules("a", old, at="2026-01-01"), rules("a#2", new, at="2026-02-01")
    found = cases(*readings, known=known, judgements=[judge("accept", old)])
    assert only(found).codings == (old.id,)
    assert len(found.hidden) == 1


def test_the_latest_judgement_of_each_person_counts() -> None:
    coding = act("a", "donation", "2001")
    first = judge("reject", coding, at="2026-01-03")
    second = judge("accept", coding, at="2026-01-04")
    assert only(cases(rules("a", coding), judgements=[second, first])).standing == "●"
    assert only(cases(rules("a", coding), judgements=[first, second, judge("withdraw", first.id)])).standing == "●"


def test_three_people_who_differ_leave_it_open() -> None:
    coding = act("a", "donation", "2001")
    views = [judge("accept", coding), judge("reject", coding, by="Budi"), judge("accept", coding, by="Citra")]
    found = cases(rules("a", coding), judgements=views)
    assert only(found).standing == "◐"
    assert found.open == found.records
    settled = cases(rules("a", coding), judgements=[*views, judge("accept", coding, by="Budi", at="2026-03-01")])
    assert only(settled).standing == "●"


def test_one_coding_in_two_readings_is_one_coding() -> None:
    coding = act("a", "donation", "2001")
    found = cases(rules("a", coding), hand("Ani", "a", coding))
    assert only(found).codings == (coding.id,)
    assert found.codings[coding.id][1].coder == "Ani"
    assert [reading.coder for reading in found.readings(coding.id)] == ["Ani", "rules"]
    assert found.readings("no coding") == ()


def test_two_sources_with_one_text_hold_one_coding() -> None:
    known = facts(fact("a"), fact("b", text=text_of("a")))
    coding = act("a", "donation", "2001")
    record = only(cases(rules("a", coding), replace(rules("a", coding), source="b", id=""), known=known))
    assert (record.sources, record.witnesses) == (("a", "b"), ("a",))
