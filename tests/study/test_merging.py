"""``merge``: two copies of a study become one, nothing of either is lost, and twice is once."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import time
from dataclasses import replace
from pathlib import Path

import pytest
from study_texts import FESTIVAL, TIE

from kembar import dates
from kembar.problems import NoStudyError
from kembar.store import Store
from kembar.study import Study, merging
from kembar.types import Coding, Judgement, Memo

FIELDS = ("act", "kind", "pair", "start")


def coded(study: Study, source: str = "tie", start: str = "1994-11-10") -> Coding:
    words = "Surabaya and the city of Busan became sister cities on 10 November 1994"
    quote = study.quote(source, words, FIELDS, cue="became")
    return Coding("agreement", "sister_agreement", (quote,), study.pairs[0].pair, start=dates.of_edtf(start))


@pytest.fixture
def other(study: Study, inbox: Path, tmp_path: Path) -> Study:
    """A copy of the study, both with the same two sources read."""
    study.add(inbox)
    study.code()
    study.close()
    shutil.copytree(study.folder.root, tmp_path / "copy")
    return Study.open(tmp_path / "copy")


def judged(study: Study) -> list[str]:
    return [j.verdict for j in study.judgements() if isinstance(j, Judgement)]


def test_what_another_person_did_comes_over_once(study: Study, other: Study, inbox: Path) -> None:
    (inbox / "gift.txt").write_text("In March 2012 Busan gave Surabaya two fire engines.\n", encoding="utf-8")
    other.add(inbox)
    other.code()
    proposal = next(c for r in other.readings() for c in r.codings)
    other.judge("accept", proposal.id, by="Budi")
    other.code_by_hand(coded(other), by="Budi")
    other.memo("tie@" + other.current_text(other.sources["tie"]) + ":0-4", "look again", by="Budi")
    study.judge("reject", proposal.id, by="Ana")
    before = {p: p.read_bytes() for p in other.folder.root.rglob("*") if p.is_file() and ".db" not in p.name}
    done = study.merge(other.folder.root)
    assert done.problems == ()
    assert (done.sources.new, done.sources.same) == (1, 2)
    assert (done.readings.new, done.judgements.new) == (2, 2)
    assert done.people == {"Budi": True}
    assert set(study.sources) == {"tie", "festival", "gift"}
    assert study.document("gift").text == other.document("gift").text
    assert judged(study) == ["reject", "accept"]
    assert {r.id for r in other.readings()} <= {r.id for r in study.readings()}
    assert study.problems() == ()
    assert not study.code().sources
    assert {p: p.read_bytes() for p in before} == before
    again = study.merge(other.folder.root)
    assert (again.sources.new, again.readings.new, again.judgements.new) == (0, 0, 0)
    assert again.readings.same == len(other.readings())
    back = other.merge(study.folder.root)
    assert (back.sources.new, back.judgements.new, back.problems) == (0, 1, ())
    assert {r.id for r in other.casebase().records} == {r.id for r in study.casebase().records}


def test_a_dry_run_writes_nothing(study: Study, other: Study, inbox: Path) -> None:
    (inbox / "gift.txt").write_text("In March 2012 Busan gave Surabaya two fire engines.\n", encoding="utf-8")
    other.add(inbox)
    other.judge("complete", "gift", by="Budi")
    files = {p: p.read_bytes() for p in study.folder.root.rglob("*") if p.is_file() and ".db" not in p.name}
    done = study.merge(other.folder.root, dry_run=True)
    assert (done.sources.new, done.judgements.new) == (1, 1)
    after = {p: p.read_bytes() for p in study.folder.root.rglob("*") if p.is_file() and ".db" not in p.name}
    assert (after, judged(study)) == (files, [])


def test_the_same_file_under_another_id_keeps_its_decisions(study: Study, inbox: Path, tmp_path: Path) -> None:
    from kembar.study import new

    study.add(inbox / "tie.txt")
    (inbox / "tie.txt").rename(inbox / "agreement.txt")
    with new(tmp_path / "second", ["Surabaya-Busan"]) as second:
        second.add(inbox / "agreement.txt", title="The tie")
        reading, _ = second.code_by_hand(coded(second, "agreement"), by="Budi")
        assert reading is not None
        mine = second.judge("complete", "agreement", by="Budi")
        second.judge("accept", reading.codings[0].id, by="Citra")
        second.withdraw(mine.id, by="Budi")
        second.memo("agreement", "from the archive", by="Budi")
        done = study.merge(second.folder.root)
    assert (done.sources.new, done.sources.same, done.judgements.new) == (0, 1, 4)
    assert list(study.sources) == ["tie"]
    assert study.sources["tie"].title == "The tie"
    assert [e.source for r in study.readings() for c in r.codings for e in c.evidence] == ["tie"]
    assert next(j.subjects for j in study.judgements() if isinstance(j, Judgement)) == ("tie",)
    assert [j.subject for j in study.judgements() if isinstance(j, Memo)] == ["tie"]
    (record,) = study.casebase().records
    assert record.standing == "●"


def test_another_text_of_the_same_id_gets_a_name_of_its_own(study: Study, inbox: Path, tmp_path: Path) -> None:
    from kembar.study import new

    study.add(inbox / "tie.txt", title="Ours")
    (inbox / "tie.txt").write_text(FESTIVAL, encoding="utf-8")
    with new(tmp_path / "second", []) as second:
        second.add(inbox / "tie.txt", title="Theirs")
        done = study.merge(second.folder.root)
        assert [p.name for p in done.problems] == ["renamed"]
        assert {s.id: s.title for s in study.sources.values()} == {"tie": "Ours", "tie-2": "Theirs"}
        assert study.sources["tie-2"].versions[0].file == "tie~2.txt"
        assert study.document("tie").text == TIE
        assert study.document("tie-2").text == FESTIVAL
        assert study.merge(second.folder.root).sources.new == 0


def test_fields_both_fill_stay_and_are_told(study: Study, other: Study) -> None:
    for some, title, publisher in ((study, "Ours", ""), (other, "Theirs", "City of Surabaya")):
        some.save(replace(some.sources["tie"], title=title, publisher=publisher))
    done = study.merge(other.folder.root)
    assert [(p.name, p.where) for p in done.problems] == [("fields-differ", "tie")]
    assert (study.sources["tie"].title, study.sources["tie"].publisher) == ("Ours", "City of Surabaya")


def test_a_changed_text_is_refused_with_what_hangs_on_it(study: Study, other: Study, inbox: Path) -> None:
    (inbox / "gift.txt").write_text("In March 2012 Busan gave Surabaya two fire engines.\n", encoding="utf-8")
    other.add(inbox)
    other.code()
    gift = next(c for r in other.readings() if r.source == "gift" for c in r.codings)
    other.judge("accept", gift.id, by="Budi")
    text = other.folder.text("gift", other.current_text(other.sources["gift"]))
    whole = text.read_bytes()
    text.write_text("In March 2012 Busan gave Surabaya ten fire engines.\n", encoding="utf-8")
    done = study.merge(other.folder.root)
    assert {p.name for p in done.problems} == {"text-refused", "reading-refused", "judgement-refused"}
    assert (done.sources.refused, done.readings.refused, done.judgements.refused) == (1, 1, 1)
    assert "gift" not in study.sources
    text.write_bytes(whole)
    done = study.merge(other.folder.root)
    assert (done.problems, done.sources.new, done.readings.new, done.judgements.new) == ((), 1, 1, 1)


def test_own_codes_come_along_or_are_told(study: Study, other: Study) -> None:
    own = "codes:\n  trust:\n    axis: statement\n    label: Trust\n    definition: Said to trust the partner.\n"
    other.folder.codebook.write_text(own, encoding="utf-8")
    quote = other.quote("tie", "Surabaya sent 70 teachers to Busan", ("act", "kind"))
    reading, problems = other.code_by_hand(Coding("statement", "trust", (quote,)), by="Budi")
    assert (reading is None, problems) == (False, ())
    assert study.merge(other.folder.root, dry_run=True).readings.new == 1
    study.folder.codebook.write_text(own.replace("trust:", "doubt:").replace("Trust", "Doubt"), encoding="utf-8")
    done = study.merge(other.folder.root)
    assert [p.name for p in done.problems] == ["reading-refused", "code-missing"]
    study.folder.codebook.unlink()
    done = study.merge(other.folder.root)
    assert ([p.name for p in done.problems], done.readings.new) == (["codebook-taken"], 1)


def test_rules_of_an_older_kembar_do_not_displace_the_present_ones(
    study: Study, other: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kembar.coders import rules
    from kembar.coders.coded import Coded

    proposal = next(c for r in other.readings() for c in r.codings)
    with monkeypatch.context() as older:
        older.setattr(rules, "VERSION", "older")
        older.setattr(rules, "code", lambda *_, **__: Coded())
        other.code()
    study.merge(other.folder.root)
    assert set(study.code().sources) == {"tie", "festival"}
    assert [r for r in study.casebase().records if proposal.id in r.codings]
    assert not study.code().sources


def test_misuse_is_one_sentence(study: Study, tmp_path: Path) -> None:
    with pytest.raises(merging.NotMergeable, match="this study itself"):
        study.merge(study.folder.root)
    with pytest.raises(NoStudyError):
        study.merge(tmp_path / "nowhere")


def _merge_until_killed(root: Path, other: Path) -> None:
    add = Store.add

    def slow(self: Store, *given: object) -> None:
        (root / "ready").touch()
        time.sleep(30)
        add(self, *given)  # type: ignore[arg-type]

    Store.add = slow  # type: ignore[method-assign, assignment]
    with Study.open(root) as study:
        study.merge(other)


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_a_kill_in_the_middle_leaves_a_study_that_goes_on(study: Study, other: Study, inbox: Path) -> None:
    (inbox / "gift.txt").write_text("In March 2012 Busan gave Surabaya two fire engines.\n", encoding="utf-8")
    other.add(inbox)
    other.judge("complete", "gift", by="Budi")
    other.close()
    study.close()
    child = multiprocessing.get_context("spawn").Process(
        target=_merge_until_killed, args=(study.folder.root, other.folder.root)
    )
    child.start()
    deadline = time.monotonic() + 25
    while not (study.folder.root / "ready").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert child.pid
    os.kill(child.pid, signal.SIGKILL)
    child.join()
    with Study.open(study.folder.root) as again:
        assert judged(again) == []
        done = again.merge(other.folder.root)
        assert (done.sources.new, done.judgements.new) == (0, 1)
        assert again.problems() == ()


def test_a_copy_in_which_nothing_was_coded_leaves_a_study_that_works(study: Study, inbox: Path, tmp_path: Path) -> None:
    from kembar.study import new

    with new(tmp_path / "second", ["Surabaya-Busan"]) as second:
        second.add(inbox / "tie.txt")
        assert study.merge(second.folder.root).sources.new == 1
        study.close()
        with Study.open(study.folder.root) as again:
            assert again.code().sources == ("tie",)
