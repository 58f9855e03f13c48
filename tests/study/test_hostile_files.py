"""Files that people did not mean to add, and files that mean harm: each is told, and the others are added."""

from __future__ import annotations

import os
import sys
import unicodedata
from pathlib import Path

import pytest
from study_texts import TIE

from kembar import sources
from kembar.sources import reading
from kembar.study import Study, files

HANGUL = "부산광역시와수라바야시의자매결연삼십년을기념하는교류행사보고서모음집" * 4


def told(study: Study, *paths: Path) -> list[tuple[str, str]]:
    """Add files beside a good one, and look at the study again afterwards."""
    done = study.add(*paths)
    assert "tie" in study.sources, "the batch went on"
    study.close()
    with Study.open(study.folder.root) as again:
        assert again.document("tie").text == TIE
        again.code()
    return [(p.severity, p.name) for p in done.problems]


def test_a_huge_sparse_file_is_neither_copied_nor_read(study: Study, inbox: Path) -> None:
    with (inbox / "huge.pdf").open("wb") as file:
        file.write(b"%PDF-1.7")
        file.truncate(3 << 30)
    assert told(study, inbox) == [("error", "too_large")]
    assert "huge" not in study.sources
    assert sum(p.stat().st_size for p in study.folder.root.rglob("*") if p.is_file()) < 10_000_000


def test_a_text_without_measure_is_refused(study: Study, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LONGEST", 1_000)
    found = sources.read_bytes(TIE.encode() * 50, "long.txt")
    assert [(p.name, p.where) for p in found.problems] == [("too_large", "long.txt")]
    assert found.failed


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own there")
def test_a_link_out_of_a_folder_is_told_and_not_followed(study: Study, inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.txt").write_text("Medan and Gwangju exchanged dancers in 2001.\n", encoding="utf-8")
    (inbox / "link.txt").symlink_to(tmp_path / "elsewhere.txt")
    (inbox / "dead.txt").symlink_to(tmp_path / "nothing.txt")
    (inbox / "round").symlink_to(inbox, target_is_directory=True)
    (inbox / "z-inside.txt").symlink_to(inbox / "tie.txt")
    assert told(study, inbox) == [("warning", "link"), ("warning", "link")]
    assert set(study.sources) == {"tie", "festival"}
    assert study.add(inbox / "link.txt").new == ("link",), "named by itself it is meant"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_folder_that_may_not_be_read_is_told(study: Study, inbox: Path) -> None:
    (inbox / "closed").mkdir(mode=0o000)
    try:
        assert told(study, inbox) == [("error", "no-file")]
    finally:
        (inbox / "closed").chmod(0o755)


def test_a_folder_that_the_system_refuses_is_told(study: Study, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (inbox / "closed").mkdir()
    scan = os.scandir

    def refuse(path: str | Path = ".") -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert told(study, inbox) == [("error", "no-file")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are of POSIX systems")
def test_a_pipe_in_a_folder_is_told_and_not_waited_for(study: Study, inbox: Path) -> None:
    os.mkfifo(inbox / "pipe.txt")
    assert told(study, inbox) == [("warning", "no-file")]
    found, problems = files.expand([inbox / "*.txt"], [".txt"])
    assert found
    assert [problem.where for problem in problems] == [str(inbox / "pipe.txt")]
    assert files.expand([inbox / "pipe.txt"], [".txt"])[0] == []


def test_a_file_that_changes_while_it_is_read_is_kept_as_it_was_copied(
    study: Study, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = files.copy

    def changed(source: Path, target: Path) -> str:
        made = copy(source, target)
        if source.name == "festival.txt":
            source.write_text("Something else altogether.\n", encoding="utf-8")
        return made

    before = (inbox / "festival.txt").read_text(encoding="utf-8")
    monkeypatch.setattr(files, "copy", changed)
    assert told(study, inbox) == []
    assert study.document("festival").text == before
    (version,) = study.sources["festival"].versions
    assert files.sha256_of(study.folder.sources / version.file) == version.sha256


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_names_of_all_kinds_in_one_batch(study: Study, inbox: Path, form: str) -> None:
    names = ["CON.txt", "aux.2019.txt", "two\nlines.txt", " blank .txt", "dots...txt", "日本語.txt", "a\u202eb.txt"]
    long = unicodedata.normalize(form, HANGUL)  # type: ignore[arg-type]
    while len(long.encode()) > 250:
        long = long[:-1]
    for number, name in enumerate([*names, f"{long}.txt"]):
        if sys.platform != "win32":
            (inbox / name).write_text(f"In {1990 + number} Surabaya gave Busan a drum.\n", encoding="utf-8")
    assert told(study, inbox) == []
    assert len(study.sources) == 2 + len(names) + 1
    for source in study.sources.values():
        for version in source.versions:
            assert files.sha256_of(study.folder.sources / version.file) == version.sha256
            assert len(version.file.encode()) <= 255


@pytest.mark.parametrize(
    "page",
    [
        "<html><head><script>document.write('Busan')</script></head></html>",
        "<!DOCTYPE html><html><head><title>only a title</title></head></html>",
        "<!DOCTYPE html><html><body><script>var a = '<p>Busan</p>';</script><style>p {}</style></body></html>",
    ],
)
def test_a_page_that_a_script_makes_has_no_text(study: Study, inbox: Path, page: str) -> None:
    (inbox / "page.html").write_text(page, encoding="utf-8")
    assert told(study, inbox) == [("error", "empty")]


def test_scripts_of_a_page_are_no_part_of_its_text(study: Study, inbox: Path) -> None:
    page = f"<!DOCTYPE html><html><body><script>alert('x')</script><p onclick='x()'>{TIE}</p></body></html>"
    (inbox / "page.html").write_text(page, encoding="utf-8")
    assert told(study, inbox) == []
    assert "alert" not in study.document("page").text


def test_a_large_page_is_read(study: Study, inbox: Path) -> None:
    line = "<p>Surabaya and Busan became sister cities in 1994.</p>\n"
    (inbox / "page.html").write_text(f"<!DOCTYPE html><html><body>{line * 6_000}</body></html>", encoding="utf-8")
    assert sources.read(inbox / "page.html").text.count("1994") == 6_000


def test_what_the_study_has_made_itself_is_no_source_of_it(study: Study, inbox: Path) -> None:
    study.add(inbox)
    study.code()
    study.report(study.folder.out / "report.html")
    (study.folder.root / "own.txt").write_text("a note", encoding="utf-8")
    again = study.add(study.folder.root)
    assert (again.new, again.versions, again.known) == ((), (), 2)
    assert {Path(p.where).name for p in again.problems} == {"texts", "out", "own.txt"}
    assert {p.name for p in again.problems} == {"own-file"}
    _, problems = study.preview(study.folder.text("tie", study.current_text(study.sources["tie"])))
    assert [p.name for p in problems] == ["own-file"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own there")
def test_links_in_a_circle_and_empty_names_are_told(study: Study, inbox: Path) -> None:
    (inbox / "one.txt").symlink_to(inbox / "two.txt")
    (inbox / "two.txt").symlink_to(inbox / "one.txt")
    for given in (inbox / "one.txt", ""):
        done = study.add(given)
        assert (done.new, [(p.severity, p.name) for p in done.problems]) == ((), [("error", "no-file")])
    assert [p.name for p in study.preview("", inbox / "one.txt")[1]] == ["no-file", "no-file"]
    assert set(study.add(inbox).new) == {"tie", "festival"}
