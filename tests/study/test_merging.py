"""``merge``: two copies of a study become one, nothing of either is lost, and twice is once."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import shutil
import signal
import time
from dataclasses import replace
from pathlib import Path

import pytest
from study_texts import FESTIVAL, TIE

from kembar import dates, sources
from kembar.cli import run
from kembar.problems import NoStudyError
from kembar.sources import Extraction
from kembar.store import Store
from kembar.study import Study, adding, merging, new
from kembar.types import Coding, Judgement, Memo, Source, Version

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


def test_a_study_that_never_coded_has_lost_nothing_by_a_merge(other: Study, tmp_path: Path) -> None:
    with new(tmp_path / "empty", ["Surabaya-Busan"]) as empty:
        empty.merge(other.folder.root)
        assert empty.readings()
        assert empty.problems() == ()
        empty.close()
        assert empty.problems() == ()
        empty.close()
        empty.folder.cache.unlink()
        assert [p.name for p in empty.problems()] == ["cache-lost"]
        empty.code()
        assert empty.problems() == ()


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


def test_a_missing_original_never_takes_the_name_of_another(study: Study, other: Study, inbox: Path) -> None:
    (inbox / "gift.txt").write_text("Ours is another gift, of 2015.\n", encoding="utf-8")
    study.add(inbox / "gift.txt")
    (inbox / "gift.txt").write_text("In March 2012 Busan gave Surabaya two fire engines.\n", encoding="utf-8")
    other.add(inbox / "gift.txt")
    original = other.folder.sources / "gift.txt"
    whole = original.read_bytes()
    original.unlink()
    assert [p.name for p in study.merge(other.folder.root, dry_run=True).problems] == ["original-missing", "renamed"]
    done = study.merge(other.folder.root)
    assert {(p.name, p.where) for p in done.problems} == {("original-missing", "gift-2"), ("renamed", "gift-2")}
    assert study.sources["gift-2"].versions[0].file == "gift~2.txt"
    assert [p.name for p in study.problems()] == ["original-missing"]
    original.write_bytes(b"changed")
    assert study.merge(other.folder.root).problems == ()  # told by its own problems already
    original.write_bytes(whole)
    done = study.merge(other.folder.root)
    assert (done.problems, done.sources.new, study.problems()) == ((), 0, ())
    assert (study.folder.sources / "gift~2.txt").read_bytes() == whole
    assert len(study.sources["gift-2"].versions) == 1


def test_a_source_that_is_two_here_is_told_and_its_readings_find_their_text(study: Study, other: Study) -> None:
    tie, festival = (other.sources[name] for name in ("tie", "festival"))
    other.save(replace(tie, versions=(*festival.versions, *tie.versions)))
    for made in (other.folder.text, other.folder.layout):
        sha256 = festival.versions[0].text_sha256
        made("tie", sha256).parent.mkdir(exist_ok=True)
        shutil.copy(made("festival", sha256), made("tie", sha256))
    other.memo(f"tie@{festival.versions[0].text_sha256}:0-4", "which day?", by="Budi")
    before = dict(study.sources)
    done = study.merge(other.folder.root)
    assert [(p.severity, p.name, p.where) for p in done.problems][:1] == [("warning", "several-sources", "tie")]
    assert {name: s.versions for name, s in study.sources.items()} == {n: s.versions for n, s in before.items()}
    assert [j.subject.partition("@")[0] for j in study.judgements() if isinstance(j, Memo)] == ["festival"]


def test_entries_without_files_are_one_by_title_or_doi(study: Study, other: Study) -> None:
    for some, title in ((study, "A history of Surabaya"), (other, "Busan and its port")):
        some.save(Source("book", title=title))
        some.save(Source("paper", title=title, fields={"DOI": "10.1000/X" if some is study else "10.1000/x"}))
        some.save(Source("empty"))
        some.save(Source("waiting", title="W", versions=(Version("waiting.pdf", ""),)))
    done = study.merge(other.folder.root)
    assert (done.names, done.sources.same) == (("book-2",), 5)
    assert {p.name for p in done.problems} == {"renamed", "fields-differ"}
    assert study.sources["book-2"].title == "Busan and its port"
    again = study.merge(other.folder.root)
    assert (again.names, len(study.sources)) == ((), 7)


def test_another_text_of_the_same_file_comes_beside_the_first(study: Study, other: Study) -> None:
    tie = other.sources["tie"]
    document = sources.freeze(tie, Extraction(TIE.replace("teachers", "teachers then")))
    adding.write_text(other, document)
    other.save(replace(tie, versions=(*tie.versions, replace(tie.versions[0], text_sha256=document.sha256))))
    (other.folder.sources / "tie.txt").unlink()
    assert study.merge(other.folder.root).problems == ()
    assert study.sources["tie"].versions == other.sources["tie"].versions
    assert study.document("tie", document.sha256).text == document.text
    assert study.problems() == ()
    (study.folder.sources / "festival.txt").unlink()
    study.merge(other.folder.root)
    assert study.problems() == ()


def test_a_match_by_the_text_alone_is_told(study: Study, other: Study) -> None:
    tie = other.sources["tie"]
    bytes_ = (other.folder.sources / "tie.txt").read_bytes() + b"\n"
    (other.folder.sources / "tie.txt").write_bytes(bytes_)
    other.save(replace(tie, versions=(replace(tie.versions[0], sha256=hashlib.sha256(bytes_).hexdigest()),)))
    done = study.merge(other.folder.root)
    assert [(p.severity, p.name, p.where) for p in done.problems] == [("note", "same-text", "tie")]
    assert [v.file for v in study.sources["tie"].versions] == ["tie.txt", "tie~2.txt"]
    assert study.merge(other.folder.root).problems == ()


def test_the_command_names_new_sources_and_what_comes_next(
    study: Study, other: Study, inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (inbox / "gift.txt").write_text("In March 2012 Busan gave Surabaya two fire engines.\n", encoding="utf-8")
    other.add(inbox)
    other.close()
    study.close()

    def said(*more: str) -> str:
        assert run(["-C", str(study.folder.root), "merge", str(other.folder.root), *more]) == 0
        return capsys.readouterr().out

    assert "sources     1 new (gift), 2 same" in said("--dry-run")
    assert "Next: kembar" in said()
    assert "Next: kembar" not in said()


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
        older.setattr(rules.version, "running", lambda: "older")
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
