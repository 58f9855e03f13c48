"""Judging by people: through the gate, appended, withdrawn and never lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from kembar import dates
from kembar.problems import KembarError, UnknownNameError
from kembar.study import Study
from kembar.types import Coding, Judgement, Memo

FIELDS = ("act", "kind", "pair", "start")


def coded(study: Study, start: str = "1994-11-10") -> Coding:
    quote = study.quote(
        "tie", "Surabaya and the city of Busan became sister cities on 10 November 1994", FIELDS, cue="became"
    )
    return Coding("agreement", "sister_agreement", (quote,), study.pairs[0].pair, start=dates.of_edtf(start))


@pytest.fixture
def read(study: Study, inbox: Path) -> Study:
    study.add(inbox)
    study.code()
    return study


def test_a_coding_by_hand_is_its_author_s_acceptance(read: Study) -> None:
    reading, problems = read.code_by_hand(coded(read), by="Ana")
    assert problems == ()
    assert reading is not None
    assert (reading.coder, reading.method) == ("Ana", "hand")
    record = next(r for r in read.casebase().records if reading.codings[0].id in r.codings)
    assert record.standing == "●"


def test_what_the_gate_refuses_is_not_stored(read: Study) -> None:
    seq = read.store.seq
    wrong = Coding("agreement", "no_such_kind", coded(read).evidence, read.pairs[0].pair)
    reading, problems = read.code_by_hand(coded(read), wrong, by="Ana")
    assert reading is None
    assert [p.name for p in problems] == ["unknown-code"]
    assert read.store.seq == seq


def test_a_quote_that_is_not_there_is_refused(read: Study) -> None:
    with pytest.raises(UnknownNameError, match="do not stand in tie"):
        read.quote("tie", "Surabaya and Busan never became sister cities")
    with pytest.raises(UnknownNameError, match="source"):
        read.quote("ty", "Surabaya")


def test_accept_reject_and_withdraw(read: Study) -> None:
    proposal = next(c for r in read.readings() for c in r.codings)
    accepted = read.judge("accept", proposal.id, by="Ana", note="as it stands")
    assert next(r for r in read.casebase().records if proposal.id in r.codings).standing == "●"
    read.withdraw(accepted.id, by="Ana")
    assert next(r for r in read.casebase().records if proposal.id in r.codings).standing == "○"
    read.judge("reject", proposal.id, by="Ana", note="not this partner", evidence=[read.quote("festival", "May 2018")])
    cases = read.casebase()
    assert not [r for r in cases.records if r.codings == (proposal.id,)]
    assert [j.verdict for j in read.judgements() if isinstance(j, Judgement)] == ["accept", "withdraw", "reject"]


def test_judgements_outlive_the_rules(read: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    from kembar.coders import rules
    from kembar.coders.coded import Coded

    proposal = next(c for r in read.readings() for c in r.codings)
    read.judge("accept", proposal.id, by="Ana")
    monkeypatch.setattr(rules.version, "running", lambda: "blind")
    monkeypatch.setattr(rules, "code", lambda *_, **__: Coded())
    read.code()
    assert [r for r in read.casebase().records if proposal.id in r.codings]


@pytest.mark.parametrize(
    ("verdict", "subjects", "field", "words"),
    [
        ("maybe", ("tie",), "", "verdict"),
        ("accept", (), "", "needs a subject"),
        ("same", ("tie",), "", "needs two subjects"),
        ("prefer", ("tie",), "", "one coding and the field"),
        ("accept", ("nothing",), "", "nothing with the id 'nothing'"),
        ("complete", ("nothing",), "", "nothing with the id"),
        ("same_witness", ("tie", "nothing"), "", "nothing with the id"),
    ],
)
def test_misuse_is_refused(read: Study, verdict: str, subjects: tuple[str, ...], field: str, words: str) -> None:
    with pytest.raises(KembarError, match=words):
        read.judge(verdict, *subjects, by="Ana", field=field)
    assert read.judgements() == []


def test_reading_to_the_end_earns_none_found(read: Study) -> None:
    read.judge("complete", "tie", by="Ana")
    coverage = read.casebase().coverage("Surabaya-Busan", "agriculture_fisheries", None)
    assert "tie" in coverage.read_by_person


def test_a_withdrawn_text_is_no_longer_the_current_one(read: Study, inbox: Path) -> None:
    first = read.current_text(read.sources["tie"])
    (inbox / "tie.txt").write_text((inbox / "tie.txt").read_text(encoding="utf-8") + "A bad scan.\n", encoding="utf-8")
    read.add(inbox / "tie.txt")
    second = read.current_text(read.sources["tie"])
    assert second != first
    withdrawal = read.withdraw(second, by="Ana")
    assert read.current_text(read.sources["tie"]) == first
    read.withdraw(withdrawal.id, by="Ana")
    assert read.current_text(read.sources["tie"]) == second


def test_memos_are_kept_in_the_log(read: Study) -> None:
    memo = read.memo("tie", "ask the bureau", by="Ana")
    assert read.judgements() == [memo]
    assert isinstance(memo, Memo)
    with pytest.raises(KembarError, match="needs words"):
        read.memo("tie", "  ", by="Ana")


def test_the_name_comes_from_the_environment(read: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEMBAR_NAME", "Budi")
    assert read.memo("tie", "words").by == "Budi"


def test_one_judgement_adds_one_row_and_changes_no_file(read: Study) -> None:
    texts = {p: p.read_bytes() for p in read.folder.texts.rglob("*") if p.is_file()}
    before = read.store.seq
    read.judge("accept", next(c for r in read.readings() for c in r.codings).id, by="Ana")
    assert read.store.seq == (before[0], before[1] + 1)
    assert {p: p.read_bytes() for p in read.folder.texts.rglob("*") if p.is_file()} == texts


def test_a_judgement_works_out_its_pair_alone_and_gives_what_building_anew_gives(
    read: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kembar.study import cases as building

    first = read.casebase()
    assert read.casebase() is first
    with monkeypatch.context() as patched:
        patched.setattr(building.building, "build", lambda *_: pytest.fail("built anew"))
        accepted = read.judge("accept", next(c for r in read.readings() for c in r.codings).id, by="Ana")
        second = read.casebase()
        read.withdraw(accepted.id, by="Ana")
        third = read.casebase()
    assert [r.standing for r in second.records] != [r.standing for r in first.records]
    assert third.records == first.records
    read.log.last = None
    assert read.casebase().records == third.records
