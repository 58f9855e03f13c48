"""``code``: rules read once what they have not read, and the cache can be lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from kembar.coders import rules
from kembar.study import Study, reading
from kembar.web import who


def test_a_second_run_does_nothing_new(study: Study, inbox: Path) -> None:
    study.add(inbox)
    first = study.code()
    assert set(first.sources) == {"tie", "festival"}
    assert first.codings == sum(len(r.codings) for r in study.readings())
    seq = study.store.seq
    second = study.code()
    assert second.sources == ()
    assert str(second) == "nothing new to read"
    assert study.store.seq == seq


def test_codings_quote_the_frozen_text(study: Study, inbox: Path) -> None:
    study.add(inbox)
    study.code()
    codings = [c for r in study.readings() for c in r.codings]
    assert codings
    for coding in codings:
        for quote in coding.evidence:
            text = study.folder.text(quote.source, quote.text_sha256).read_bytes().decode("utf-8")
            assert text[quote.start : quote.end] == quote.quote


def test_a_new_version_is_read_anew_and_the_old_reading_stays(study: Study, inbox: Path) -> None:
    study.add(inbox / "tie.txt")
    study.code()
    text = (inbox / "tie.txt").read_text(encoding="utf-8")
    (inbox / "tie.txt").write_text(text + "\nIn 2010 Busan donated two buses to Surabaya.\n", encoding="utf-8")
    study.add(inbox / "tie.txt")
    assert study.code().sources == ("tie",)
    assert len({r.text_sha256 for r in study.readings()}) == 2


def test_other_rules_or_another_codebook_read_again(study: Study, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    study.add(inbox / "tie.txt")
    study.code()
    monkeypatch.setattr(rules.version, "running", lambda: "next")
    assert study.code().sources == ("tie",)
    assert [r.coder_version for r in study.readings() if r.coder == "rules"][-1].startswith("next ")
    assert study.code().sources == ()


def test_a_lost_cache_is_made_again_without_new_readings(study: Study, inbox: Path) -> None:
    study.add(inbox)
    study.code()
    before, seq, root = study.casebase(), study.store.seq, study.folder.root
    study.close()
    (root / "cache.db").unlink()
    with Study(root) as again:
        after = again.casebase()
        assert [r.id for r in after.records] == [r.id for r in before.records]
        assert after.facts.sources["tie"].places == before.facts.sources["tie"].places
        assert after.facts.sources["tie"].years == before.facts.sources["tie"].years
        again.close()
        (root / "cache.db").unlink()
        assert again.code().sources == ()
        assert again.store.seq == seq
        keys = {s.id: reading.Reader.of(again).key(s) for s in again.sources.values()}
        assert again.cache.readers() == {(r.text_sha256, keys[r.source]) for r in again.readings()}


def test_a_fault_of_the_rules_on_one_text_is_its_problem(
    study: Study, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study.add(inbox)
    code = rules.code

    def broken(document, book, *rest, **more):  # type: ignore[no-untyped-def]
        if document.source.id == "tie":
            raise RecursionError("too deep")
        return code(document, book, *rest, **more)

    monkeypatch.setattr(rules, "code", broken)
    done = study.code()
    assert done.sources == ("festival",)
    assert [(p.name, p.where) for p in done.problems] == [("rules-failed", "tie")]
    assert "rules-failed" in {p.name for p in study.problems()}
    monkeypatch.undo()
    assert study.code().sources == ("tie",)
    assert study.problems() == ()


def test_a_language_without_rules_is_a_problem_and_not_a_gap(study: Study, inbox: Path) -> None:
    text = (
        "Surabaya et Busan sont devenues des villes jumelées le 10 novembre 1994, et la ville de Busan est contente.\n"
    )
    (inbox / "ville.txt").write_text(text * 3, encoding="utf-8")
    study.add(inbox / "ville.txt", language="fr")
    done = study.code()
    assert [p.name for p in done.problems] == ["no_rules"]
    assert (done.sources, str(done)) == ((), "nothing was read")
    assert who.read(study.casebase())["ville"].coders == ()
    assert "fr | nobody yet |" in study.report(inbox / "r.md").read_text(encoding="utf-8")
    assert study.casebase().facts.sources["ville"].has_rules is False


def test_each_source_is_a_transaction_of_its_own(study: Study, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    study.add(inbox)

    def stop(stage: str, done: int, total: int, name: str) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as stopped:
        study.code(progress=stop)
    assert stopped.value.__notes__ == [str(reading.Read(("festival",), sum(len(r.codings) for r in study.readings())))]
    assert {r.source for r in study.readings()} == {"festival"}
    assert study.code().sources == ("tie",)


def test_short_texts_are_read_first(study: Study, inbox: Path) -> None:
    for name, times in (("a", 30), ("b", 2), ("c", 1)):
        text = "".join(f"Line {n} of {name} tells of Surabaya and Busan.\n" for n in range(times))
        (inbox / f"{name}.txt").write_text(text, encoding="utf-8")
    study.add(*(inbox / f"{name}.txt" for name in "abc"))
    next((study.folder.texts / "b").glob("*[0-9a-f].txt")).unlink()
    seen: list[str] = []
    done = study.code(progress=lambda stage, at, total, name: seen.append(name))
    assert seen == ["b", "c", "a", ""]
    assert done.sources == ("c", "a")


def test_copies_are_related(study: Study, inbox: Path) -> None:
    text = "".join(f"Sentence number {n} tells of Surabaya and of Busan in the year {1990 + n}.\n" for n in range(30))
    (inbox / "one.txt").write_text(text, encoding="utf-8")
    (inbox / "two.txt").write_text(text + "And a word more at the end.\n", encoding="utf-8")
    study.add(inbox / "one.txt", inbox / "two.txt")
    study.code()
    (related,) = study.casebase().facts.related
    assert {related[0], related[1]} == {"one", "two"}
    assert related[2] > 0.8


def test_a_corrected_entry_or_a_name_of_one_s_own_is_read_again(study: Study, inbox: Path) -> None:
    words = "The city of Arek Town and the city of Busan became sister cities on 10 November 1994.\n"
    (inbox / "arema.txt").write_text(words, encoding="utf-8")
    study.add(inbox / "arema.txt")
    study.code()
    assert [c for r in study.readings() for c in r.codings] == []
    study.folder.places.write_text("Arek Town: Surabaya, ID\nJulia:\n", encoding="utf-8")
    assert study.code().sources == ("arema",)
    assert study.pairs[0].pair in [c.pair for r in study.readings() for c in r.codings]
    text = study.folder.source_list.read_text(encoding="utf-8")
    study.folder.source_list.write_text(text.replace("  versions:", "  issued: 2019\n  versions:"), encoding="utf-8")
    assert study.code().sources == ("arema",)
    assert study.code().sources == ()
    study.folder.places.write_text("Arek Town: Nowhere at all\n", encoding="utf-8")
    assert [p.where for p in study.problems()] == ["places.yaml:1"]
