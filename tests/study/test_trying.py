"""``add --dry-run``: what a file would become, and nothing is written."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from kembar import cli
from kembar.sources import ocr
from kembar.sources.picture import png
from kembar.study import Study

LIST = """Rekap kerja sama 2024,,,,,
Nomor register,Mitra,,Kegiatan,,Peserta
,Kota,Negara,Jenis,Tanggal,
K-1,Busan,Korea Selatan,MoU,24-9-1997,
K-2,Busan,Korea Selatan,Festival,setiap tahun,20
K-3,Busan,Korea Selatan,Kunjungan,31 April 2018,12
"""


def listed(study: Study, tmp_path: Path, text: str = LIST) -> Path:
    settings = study.folder.settings.read_text(encoding="utf-8")
    home = next(line for line in settings.splitlines() if line.startswith("home:"))
    study.folder.settings.write_text(settings.replace(home, "home: Surabaya, ID"), encoding="utf-8")
    path = tmp_path / "rekap.csv"
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def test_columns_rows_and_problems_are_shown(study: Study, tmp_path: Path) -> None:
    path = listed(study, tmp_path)
    before = {p: p.read_bytes() for p in study.folder.root.rglob("*") if p.is_file()}
    (found,), problems = study.preview(path)
    assert (problems, found.acts) == ((), 3)
    assert found.columns is not None
    assert (found.columns["Nomor register"], found.columns["Mitra / Kota"]) == ("key", "partner")
    shown = str(found)
    assert "row 4 · Busan-Surabaya · memorandum · 1997-09-24" in shown
    assert "row 5 · Busan-Surabaya · cultural_event · annual · 20 people" in shown
    assert [p.name for p in found.problems] == ["unread-date"]
    assert {p: p.read_bytes() for p in study.folder.root.rglob("*") if p.is_file()} == before


def test_a_text_and_a_table_that_is_no_list(study: Study, inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "prices.csv").write_text("rice,salt\n3,4\n", encoding="utf-8")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 nothing else")
    (text, table, broken), problems = study.preview(
        inbox / "tie.txt", tmp_path / "prices.csv", tmp_path / "broken.pdf", tmp_path / "nowhere.txt"
    )
    assert (text.language, text.columns) == ("en", None)
    assert [p.name for p in table.problems] == ["no-list"]
    assert broken.problems.errors
    assert [p.name for p in problems] == ["no-file"]


def test_an_archive_shows_what_is_in_it(study: Study, inbox: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(inbox / "tie.txt", "in/tie.txt")
        archive.writestr("../out.txt", "A text that leads out.")
    (found,), problems = study.preview(tmp_path / "all.zip")
    assert (Path(found.file), found.language) == (tmp_path / "all.zip" / "in" / "tie.txt", "en")
    assert [p.name for p in problems] == ["outside"]
    assert not study.sources


def test_a_list_of_references_is_named_as_such(study: Study, inbox: Path) -> None:
    (inbox / "list.bib").write_text("@misc{a, title = {The tie}}\n@misc{b, title = {Rice}}\n", encoding="utf-8")
    (inbox / "other.json").write_text('{"rice": 3}', encoding="utf-8")
    found, problems = study.preview(inbox)
    assert ([Path(one.file).name for one in found], problems) == (["festival.txt", "list.bib", "tie.txt"], ())
    assert [(p.name, p.message.split(":")[0]) for p in found[1].problems] == [("references", "a list of 2 references")]
    assert str(found[1]).endswith("list.bib: no new source")


def test_a_file_that_is_there_already_is_said_to_be(study: Study, inbox: Path) -> None:
    study.add(inbox / "tie.txt")
    festival, tie = study.preview(inbox)[0]
    assert (festival.language, tie.letters) == ("en", 0)
    assert [p.message for p in tie.problems] == ["these bytes are the source tie already."]


def test_the_typed_text_of_a_scan_is_shown_with_it(study: Study, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: ())
    for name in ("letter.png", "lone.png"):
        (inbox / name).write_bytes(png(memoryview(bytes(64)), 8, 8, 8, 1))
    (inbox / "letter.txt").write_text("The tie with Busan began in 1994.\n", encoding="utf-8")
    found, problems = study.preview(inbox)
    assert [Path(one.file).name for one in found] == ["festival.txt", "letter.png", "tie.txt"]
    assert (found[1].letters > 0, [p.name for p in found[1].problems]) == (True, ["typed_text"])
    assert [p.name for p in problems] == ["format-not-read"]
    assert sorted(study.add(inbox).new) == ["festival", "letter", "tie"]
    assert [[p.name for p in one.problems] for one in study.preview(inbox)[0]] == [["known"]] * 3


def test_the_command_says_that_nothing_was_written(study: Study, tmp_path: Path) -> None:
    path = listed(study, tmp_path)
    assert cli.run(["-C", str(study.folder.root), "add", "--dry-run", str(path)]) == 0
    assert not study.sources
    assert cli.run(["-C", str(study.folder.root), "add", "--dry-run", str(tmp_path / "nowhere.csv")]) == 1


def test_the_next_version_says_what_became_of_its_rows_and_decisions_stay(study: Study, tmp_path: Path) -> None:
    path = listed(study, tmp_path)
    study.add(path)
    study.code()
    codings = {c.kind: c for r in study.readings() if r.method == "table" for c in r.codings}
    for kind in ("memorandum", "delegation_visit"):
        study.judge("accept", codings[kind].id, by="Ana")
    path.write_text(
        LIST.replace("setiap tahun,20", "setiap tahun,25") + "K-4,Busan,Korea Selatan,Kunjungan,2024,9\n", "utf-8"
    )
    done = study.add(path)
    assert [p.message for p in done.problems if p.name == "rows"] == ["2 rows as before, 1 changed (K-2), 1 new (K-4)."]
    study.code()
    standing = {(r.kind, r.standing) for r in study.casebase().records}
    assert {("memorandum", "●"), ("delegation_visit", "●"), ("cultural_event", "○")} <= standing
    assert sum(kind == "memorandum" for kind, _ in standing) == 1
