"""What a person, rules, a table or a model make of a record's standing, and what a rejection does."""

from by_name import act, cases, hand, judge, of_codings, only, quote, rules

from kembar.types import Evidence


def test_each_method_has_its_sign() -> None:
    coding = act("a", "donation", "2001")
    assert only(cases(rules("a", coding))).standing == "○"
    assert only(cases(rules("a", coding, coder="table", method="table"))).standing == "○"
    assert only(cases(rules("a", coding, coder="small-model", method="model"))).standing == "◇"
    assert only(cases(hand("Ani", "a", coding))).standing == "●"


def test_a_model_s_record_that_rules_state_too_is_proposed() -> None:
    model = rules("a", act("a", "donation", "2001"), coder="small-model", method="model")
    assert only(cases(model, rules("a", act("a", "donation", "2001", sector="health")))).standing == "○"


def test_one_accepted_coding_is_enough_and_one_open_coding_spoils_it() -> None:
    a, b = act("a", "donation", "2001-05-01"), act("b", "donation", "2001-05-01")
    accepted = [judge("accept", a)]
    assert only(of_codings(a, b, judgements=accepted)).standing == "●"
    open_ = [*accepted, judge("accept", b), judge("reject", b, by="Budi")]
    assert only(of_codings(a, b, judgements=open_)).standing == "◐"


def test_a_rejected_coding_states_no_value() -> None:
    a = act("a", "donation", "2001")
    hers = act("a", "donation", "2003")
    found = cases(rules("a", a), hand("Ani", "a", hers), judgements=[judge("reject", a)])
    assert [v.value.edtf for v in only(found).stated("start")] == ["2003"]


def test_a_record_with_no_other_coding_is_listed_as_rejected_with_note_and_quote() -> None:
    coding = act("a", "trade_promotion", "2022")
    against: Evidence = quote("b", 5)
    found = of_codings(coding, judgements=[judge("reject", coding, note="not this partner", evidence=(against,))])
    assert found.records == ()
    assert [r.standing for r in found.rejected] == [""]
    (listed,) = found.disputes
    assert (listed.status, listed.notes, listed.evidence) == ("rejected", ("not this partner",), (against,))
    assert found.record(listed.records[0]).kind == "trade_promotion"


def test_a_rejected_coding_glues_nothing_across_sources() -> None:
    a, b = act("a", "donation", "2001-05-01"), act("b", "donation", "2001-05-01")
    found = of_codings(a, b, judgements=[judge("reject", a)])
    assert only(found).sources == ("b",)
    assert [r.sources for r in found.rejected] == [("a",)]


def test_rejection_undone_brings_the_record_back() -> None:
    coding = act("a", "donation", "2001")
    rejection = judge("reject", coding)
    found = of_codings(coding, judgements=[rejection, judge("withdraw", rejection.id, at="2026-02-01")])
    assert (only(found).standing, found.rejected, found.disputes) == ("○", (), ())
