"""``add``: files become frozen sources, each once, and bad files are told without stopping the others."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest
from study_texts import TIE

from kembar.problems import OutputError, UnknownNameError
from kembar.study import Study, adding, files, new


def tree(study: Study) -> dict[str, bytes]:
    """Every file of a study but its databases."""
    paths = [p for p in study.folder.root.rglob("*") if p.is_file() and ".db" not in p.name and p.name != "study.lock"]
    return {p.relative_to(study.folder.root).as_posix(): p.read_bytes() for p in paths}


def test_original_text_layout_and_entry(study: Study, inbox: Path) -> None:
    done = study.add(inbox / "tie.txt")
    assert done.new == ("tie",)
    assert str(done) == "1 source added"
    source = study.sources["tie"]
    (version,) = source.versions
    assert (study.folder.sources / version.file).read_bytes() == (inbox / "tie.txt").read_bytes()
    assert version.sha256 == files.sha256_of(inbox / "tie.txt")
    assert study.folder.text("tie", version.text_sha256).read_bytes() == TIE.encode()
    document = study.document("tie")
    assert document.text == TIE
    assert document.sha256 == version.text_sha256
    assert document.language == "en"
    assert study.problems() == ()
    assert not (study.folder.sources / adding.WAITING).exists()


def test_known_bytes_are_not_added_again(study: Study, inbox: Path) -> None:
    study.add(inbox)
    before = tree(study)
    (inbox / "copy.txt").write_bytes((inbox / "tie.txt").read_bytes())
    done = study.add(inbox)
    assert (done.new, done.versions, done.known) == ((), (), 3)
    assert tree(study) == before


def test_fields_are_set_and_checked(study: Study, inbox: Path) -> None:
    study.add(inbox / "tie.txt", kind="news", issued="2018-05", title="A tie", side="surabaya", language="id")
    source = study.sources["tie"]
    assert (source.kind, source.issued, source.title, source.side) == ("news", "2018-05", "A tie", "surabaya")
    assert study.document("tie").language == "id"
    with pytest.raises(UnknownNameError, match="kind of source"):
        study.add(inbox, kind="nws")
    with pytest.raises(UnknownNameError, match="is no date"):
        study.add(inbox, issued="31 April 2018")
    with pytest.raises(UnknownNameError, match=r"no language called 'zz'; write its code of ISO 639, such as en, "):
        study.add(inbox, language="zz")
    study.add(inbox / "festival.txt", language="EN ")
    assert study.sources["festival"].language == "en"
    with pytest.raises(UnknownNameError, match="field"):
        study.add(inbox, author="x")


def test_an_edited_file_of_the_same_name_is_a_second_version(study: Study, inbox: Path) -> None:
    study.add(inbox / "tie.txt")
    first = study.document("tie")
    quote = study.quote("tie", "Surabaya sent 70 teachers to Busan")
    (inbox / "tie.txt").write_text("A new first line.\n\n" + TIE, encoding="utf-8")
    done = study.add(inbox / "tie.txt")
    assert (done.new, done.versions) == ((), ("tie",))
    assert [v.file for v in study.sources["tie"].versions] == ["tie.txt", "tie~2.txt"]
    assert study.document("tie").text.startswith("A new first line.")
    old = study.document("tie", first.sha256)
    assert old.text == first.text
    assert old.text[quote.start : quote.end] == quote.quote


def test_another_text_of_the_same_name_is_another_source(study: Study, inbox: Path) -> None:
    (inbox / "deep").mkdir()
    (inbox / "deep" / "Tie.TXT").write_text(
        "Quite another matter, told in other words about nothing at all.\n" * 9, "utf-8"
    )
    done = study.add(inbox / "tie.txt", inbox / "deep")
    assert done.new == ("tie", "tie-2")
    assert [p.name for p in done.problems] == ["same-name"]
    assert len({v.file.casefold() for s in study.sources.values() for v in s.versions}) == 2


@pytest.mark.parametrize(
    "name",
    [
        "with space.txt",
        "부산 협약.txt",
        unicodedata.normalize("NFD", "수라바야.txt"),
        "line\nbreak.txt",
        "각" * 83 + ".txt",
    ],
)
def test_any_name_of_the_system_is_taken(study: Study, inbox: Path, name: str) -> None:
    try:
        (inbox / name).write_text(TIE, encoding="utf-8")
    except OSError:
        pytest.skip("this file system does not have such names")
    done = study.add(inbox / name)
    assert len(done.new) == 1
    assert done.problems == ()
    assert study.document(done.new[0]).text == TIE
    assert study.problems() == ()
    assert study.add(inbox / name).known == 1


def test_bad_files_are_told_and_the_others_added(study: Study, inbox: Path) -> None:
    (inbox / "empty.txt").write_bytes(b"")
    (inbox / "fake.docx").write_bytes(b"%PDF-1.4\nnot really")
    (inbox / "korean.txt").write_bytes(
        ("부산시와 수라바야시는 1994년 11월 10일 자매결연을 맺었다. " * 5).encode("cp949")
    )
    done = study.add(inbox / "missing.txt", inbox)
    assert set(done.new) == {"empty", "fake", "festival", "korean", "tie"}
    assert {p.where.split(",")[0] for p in done.problems.errors} == {"empty", "fake", str(inbox / "missing.txt")}
    assert study.document("korean").text.startswith("부산시와 수라바야시는")
    assert study.document("korean").language == "ko"
    unread = {p.where.split(",")[0] for p in study.problems().errors}
    assert {"empty", "fake"} <= unread
    study.folder.cache.unlink()
    with Study(study.folder.root) as again:
        assert {"empty", "fake"} <= {p.where.split(",")[0] for p in again.problems().errors}, (
            "told without the cache, too"
        )


def test_an_unreadable_file_is_tried_again_and_mended_by_a_new_version(study: Study, inbox: Path) -> None:
    (inbox / "tie.txt").write_bytes(b"")
    assert study.add(inbox / "tie.txt").problems.errors
    again = study.add(inbox / "tie.txt")
    assert (again.new, again.versions, again.known) == ((), (), 1)
    assert again.problems.errors
    (inbox / "tie.txt").write_text(TIE, encoding="utf-8")
    assert study.add(inbox / "tie.txt").versions == ("tie",)
    assert study.document("tie").text == TIE


def test_a_file_that_vanishes_is_told(study: Study, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = files.copy

    def vanish(source: Path, target: Path) -> str:
        if source.name == "festival.txt":
            source.unlink()
        return copy(source, target)

    monkeypatch.setattr(files, "copy", vanish)
    done = study.add(inbox)
    assert done.new == ("tie",)
    assert [(p.name, Path(p.where).name) for p in done.problems] == [("no-file", "festival.txt")]


def test_a_copy_that_a_kill_left_half_written_is_no_problem(study: Study, inbox: Path) -> None:
    study.add(inbox)
    (study.folder.texts / "tie" / ".0123456789ab.txt.77.tmp").write_text("In 19", encoding="utf-8")
    assert study.problems() == ()
    (study.folder.texts / "tie" / "0123456789ab.txt").write_text("In 1994", encoding="utf-8")
    assert [p.name for p in study.problems()] == ["orphan"]


def test_a_file_put_into_sources_by_hand_is_an_orphan_until_it_is_added(study: Study) -> None:
    (study.folder.sources / "tie.txt").write_text(TIE, encoding="utf-8")
    assert [(p.name, p.where) for p in study.problems()] == [("orphan", "sources/tie.txt")]
    study.add(study.folder.sources)
    assert study.problems() == ()
    assert [p.name for p in study.folder.sources.iterdir()] == ["tie.txt"]


def test_an_entry_written_by_hand_waits_for_its_file(study: Study) -> None:
    text = "kim-1994:\n  title: A tie\n  issued: 1994\n  versions:\n    - file: tie.txt\n"
    study.folder.source_list.write_text(text, encoding="utf-8")
    (study.folder.sources / "tie.txt").write_text(TIE, encoding="utf-8")
    done = study.add(study.folder.sources)
    assert done.new == ("kim-1994",)
    assert study.document("kim-1994").text == TIE
    assert study.sources["kim-1994"].title == "A tie"
    assert study.problems() == ()


def test_a_note_becomes_a_dated_own_statement(study: Study) -> None:
    done = study.add(note="Asked the bureau on the phone: the plan of 2022 was never signed.")
    source = study.sources[done.new[0]]
    assert (source.kind, source.issued) == ("own_statement", date.today().isoformat())
    assert study.document(source.id).text == "Asked the bureau on the phone: the plan of 2022 was never signed.\n"
    second = study.add(note="Another thought.")
    assert second.new[0] != source.id
    assert study.problems() == ()


def test_a_full_disk_leaves_no_half_written_study(study: Study, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    study.add(inbox / "festival.txt")
    before, write, calls = tree(study), files.write, []

    def full(path: Path, data: bytes) -> None:
        calls.append(path)
        if len(calls) == 2:
            raise OutputError(f"{path} could not be written: No space left on device.")
        write(path, data)

    monkeypatch.setattr(files, "write", full)
    with pytest.raises(OutputError):
        study.add(inbox / "tie.txt")
    monkeypatch.undo()
    after = tree(study)
    assert {k: v for k, v in after.items() if k in before} == before
    assert set(study.sources) == {"festival"}
    assert {p.name for p in study.problems()} <= {"orphan", "no-pairs"}
    assert study.add(inbox / "tie.txt").new == ("tie",)
    assert study.problems() == ()


def test_an_orphan_of_a_killed_add_is_used_again(study: Study, inbox: Path) -> None:
    study.add(inbox / "tie.txt")
    study.folder.source_list.unlink()
    assert {p.name for p in study.problems()} == {"orphan"}
    assert study.add(inbox / "tie.txt").new == ("tie",)
    assert study.problems() == ()
    assert [p.name for p in study.folder.sources.iterdir()] == ["tie.txt"]


def test_texts_edited_by_hand_are_said_not_read_and_can_be_made_again(study: Study, inbox: Path) -> None:
    study.add(inbox / "tie.txt")
    path = study.folder.text("tie", study.current_text(study.sources["tie"]))
    path.write_text(TIE.replace("1994", "1995"), encoding="utf-8")
    (problem,) = study.problems()
    assert (problem.severity, problem.name) == ("error", "text-changed")
    assert path.name in problem.where
    with pytest.raises(ValueError, match="changed"):
        study.document("tie")
    assert study.code().sources == ()
    study.add(study.folder.sources)
    assert study.problems() == ()
    assert study.document("tie").text == TIE


def test_sources_yaml_belongs_to_the_person(study: Study, inbox: Path) -> None:
    study.add(inbox / "tie.txt")
    text = study.folder.source_list.read_text(encoding="utf-8")
    mine = "# my own words\n" + text + "# and some at the end\n"
    study.folder.source_list.write_text(mine, encoding="utf-8", newline="\n")
    study.add(inbox / "festival.txt")
    assert study.folder.source_list.read_text(encoding="utf-8").startswith(mine)
    assert set(study.sources) == {"tie", "festival"}


def test_a_broken_sources_yaml_is_told_with_its_line_and_not_written_over(study: Study, inbox: Path) -> None:
    study.add(inbox / "tie.txt")
    broken = study.folder.source_list.read_text(encoding="utf-8") + "tie:\n  title: twice\n"
    study.folder.source_list.write_text(broken, encoding="utf-8", newline="\n")
    found = [p for p in study.problems() if p.where.startswith("sources.yaml:")]
    assert found
    with pytest.raises(Exception, match=r"sources\.yaml"):
        study.add(inbox / "festival.txt")
    assert study.folder.source_list.read_text(encoding="utf-8") == broken


def test_a_study_opens_without_reading_a_text(study: Study, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    study.add(inbox)
    study.close()
    reads: list[Path] = []
    read = Path.read_bytes

    def counted(path: Path) -> bytes:
        reads.append(path)
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", counted)
    with Study.open(study.folder.root / "sources") as again:
        assert len(again.sources) == 2
    assert not [p for p in reads if p.parent.parent.name == "texts"]


def test_a_new_study_knows_its_pairs(tmp_path: Path) -> None:
    with new(tmp_path / "s", ["Surabaya-Busan", "Medan-Gwangju, KR"]) as study:
        assert [p.id for p in study.pairs] == ["Surabaya-Busan", "Medan-Gwangju"]
        assert {p.pair.key for p in study.pairs} == {"ID.35.78|KR.26", "ID.12.71|KR.29"}
        assert study.settings.title == "Surabaya-Busan, Medan-Gwangju"
    for pair in ("Surabaya", "Surabaya-Medan", "Surabaya-Qwertzuiop"):
        with pytest.raises(UnknownNameError):
            new(tmp_path / "t", [pair])
        assert not (tmp_path / "t").exists()


def test_what_is_given_with_a_known_file_is_told_not_to_be_set(study: Study, inbox: Path) -> None:
    study.add(inbox / "tie.txt", side="surabaya")
    done = study.add(inbox / "tie.txt", side="busan")
    assert [(p.name, p.where) for p in done.problems] == [("not-set", "tie")]
    assert study.sources["tie"].side == "surabaya"
    assert study.add(inbox / "tie.txt", side="surabaya").problems == ()
