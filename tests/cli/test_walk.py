"""The whole way by commands: new, add, code, problems, display, report, export; and what they print and return."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kembar.cli import run
from kembar.problems import FULL, REFUSED

TEXT = (
    "The city of Surabaya and the city of Busan became sister cities on 10 November 1994.\n\n"
    "In July 2007 Surabaya sent 70 teachers to Busan.\n\n"
    "In May 2018 a dance group from Busan performed at the Cross Culture Festival in Surabaya.\n"
)


@pytest.fixture
def walked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A study of one source that was read."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tie.txt").write_text(TEXT, encoding="utf-8")
    assert run(["new", "study", "--pair", "Surabaya-Busan", "--title", "A tie"]) == 0
    assert run(["-C", "study", "add", "tie.txt", "--kind", "news", "--issued", "2019"]) == 0
    assert run(["-C", "study", "code"]) == 0
    capsys.readouterr()
    return tmp_path / "study"


def test_new_says_what_it_understood_and_what_comes_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", str(tmp_path / "my study"), "--pair", "Medan-Gwangju"]) == 0
    told = capsys.readouterr().out
    assert "Medan (ID.12.71) and Gwangju (KR.29)" in told
    assert f'Next: kembar -C "{tmp_path / "my study"}" add FILE...' in told
    assert run(["new", str(tmp_path / "my study" / "sources" / "x")]) == 2
    assert "lies inside the study" in capsys.readouterr().err
    assert run(["new", " "]) == 2
    assert "Name a folder" in capsys.readouterr().err


def test_new_says_which_of_several_places_it_took_and_how_to_say_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["new", str(tmp_path / "one"), "--pair", "Richmond-Wakayama"]) == 0
    told = capsys.readouterr().out
    assert "Richmond is taken for the one in Virginia, US; if another is meant, such as that in California, US" in told
    assert "write its code gn:5387428 in study.yaml." in told
    assert "Wakayama is taken" not in told
    settings = tmp_path / "one" / "study.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("Richmond, US", "gn:5387428"), encoding="utf-8")
    assert run(["-C", str(tmp_path / "one"), "problems"]) == 0
    capsys.readouterr()
    assert run(["new", str(tmp_path / "other"), "--pair", "Richmond, CA-Wakayama"]) == 0
    assert "is taken for" not in capsys.readouterr().out


def test_add_and_code_twice(walked: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(walked / "sources")
    assert run(["add", "../../tie.txt"]) == 0
    assert run(["code"]) == 0
    assert capsys.readouterr().out.splitlines()[:2] == ["0 sources added, 1 known already", "nothing new to read"]
    assert run(["add", "../../gone.txt", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["new"] == []
    assert told["problems"][0]["message"] == "no such file."


def test_a_note_by_command(walked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", str(walked), "add", "--note", "Rang the bureau: nothing signed."]) == 0
    assert capsys.readouterr().out.startswith("1 source added")


def test_problems_in_words_and_json(walked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", str(walked), "problems"]) == 0
    assert capsys.readouterr().out == "no problems\n"
    (walked / "sources" / "orphan.txt").write_text("x", encoding="utf-8")
    assert run(["-C", str(walked), "problems"]) == 0
    first, hint = capsys.readouterr().out.splitlines()
    assert first.startswith("warning  sources/orphan.txt  this file belongs to no source")
    assert hint.strip() == "kembar add sources"
    assert run(["-C", str(walked), "problems", "--json"]) == 0
    assert [p["name"] for p in json.loads(capsys.readouterr().out)] == ["orphan"]


def test_display_shows_cells_opens_them_and_speaks_json(walked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", str(walked), "display"]) == 0
    shown = capsys.readouterr().out
    assert "Surabaya-Busan" in shown
    assert "display matrix --open Surabaya-Busan" in " ".join(shown.split())
    assert re.search(r"by rules \(of 100 proposals these are right .*: \d\d English", " ".join(shown.split()))
    assert run(["-C", str(walked), "display", "matrix", "--open", "Surabaya-Busan", "instruments"]) == 0
    assert "became sister cities on 10 November 1994" in " ".join(capsys.readouterr().out.split())
    assert run(["-C", str(walked), "display", "events", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["name"] == "events"
    for name in ("instruments", "timeline", "disputes", "gaps", "events"):
        assert run(["-C", str(walked), "display", name, "--lang", "id"]) == 0
    assert (
        run(["-C", str(walked), "display", "--rows", "kind", "--columns", "year", "--save", str(walked / "m.csv")]) == 0
    )
    assert (walked / "m.csv").is_file()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["display", "matricks"], "did you mean matrix"),
        (["display", "matrix", "--rows", "sektor"], "There is no axis"),
        (["display", "events", "--rows", "pair"], "no option of events"),
        (["display", "matrix", "--open", "Surabaya-Medan", "education"], "There is no row"),
        (["display", "matrix", "--lang", "xx"], "There is no language"),
        (["export", "pdf", "out.pdf"], "There is no export format"),
        (["report", "out.pdf"], "out.pdf is no name for a report: it must end in one of .html, .docx, .md."),
        (["report", "chapter"], "chapter is no name for a report: it must end in one of .html, .docx, .md."),
        (["display", "timeline", "--save", "t.pdf"], "must end in one of .csv, .xlsx, .md, .html, .txt, .json, .svg."),
        (["add", "x.txt", "--language", "zz"], "There is no language called 'zz'; write its code of ISO 639"),
        (["explain", "."], ". is a folder; name a file in it."),
        (["add", "x.txt", "--kind", "blog"], "kind of source"),
    ],
)
def test_names_that_nothing_carries_are_misuse(
    walked: Path, arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-C", str(walked), *arguments]) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("name", ["out.html", "out.docx", "out.md"])
@pytest.mark.parametrize("lang", ["en", "id"])
def test_reports(walked: Path, name: str, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", str(walked), "report", str(walked / name), "--lang", lang]) == 0
    assert str(walked / name) in capsys.readouterr().out
    assert (walked / name).stat().st_size > 1000


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl", "md"])
def test_exports(walked: Path, form: str) -> None:
    assert run(["-C", str(walked), "export", form, str(walked / f"out.{form}")]) == 0
    assert (walked / f"out.{form}").stat().st_size > 100


def test_what_cannot_be_written_is_1_with_the_path(walked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (walked / "file").write_text("", encoding="utf-8")
    for arguments in (["report", "file/r.html"], ["export", "csv", "file/r.csv"], ["display", "--save", "file/r.csv"]):
        arguments[-1] = str(walked / arguments[-1])
        assert run(["-C", str(walked), *arguments]) == 1
        assert arguments[-1] in capsys.readouterr().err
    assert sorted(p.name for p in walked.iterdir() if p.name.startswith(("r.", ".r"))) == []


def test_broken_yaml_is_2_with_file_and_line(walked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = walked / "study.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "titel: x\n", encoding="utf-8")
    assert run(["-C", str(walked), "display"]) == 2
    assert "study.yaml:" in capsys.readouterr().err
    path.write_text("title: x\n", encoding="utf-8")
    (walked / "codebook.yaml").write_text("kinds: [\n", encoding="utf-8")
    assert run(["-C", str(walked), "code"]) == 2
    assert "codebook.yaml:" in capsys.readouterr().err
    assert run(["-C", str(walked), "problems"]) == 0
    assert "codebook.yaml:" in capsys.readouterr().out


def test_place_tells_what_a_name_can_mean(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["place", "Gwangju"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("-> Gwangju")
    assert shown.count("KR") >= 2
    assert "chosen:" in shown
    assert run(["place", "Gwangju", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["chosen"] for row in rows].count(True) == 1
    assert run(["place", "Qwertzuiop"]) == 2


def test_explain_shows_kept_and_rejected_candidates(walked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = walked.parent / "tie.txt"
    assert run(["explain", str(file)]) == 0
    shown = capsys.readouterr().out
    assert "language en" in shown
    assert "para. 1  The city of Surabaya" in shown
    assert "    kept | " in shown
    assert "rule " in shown
    assert run(["explain", str(file), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {"file", "language", "candidates", "lines", "problems"} <= set(told)
    assert run(["explain", str(walked / "nothing.txt")]) == 2
    (walked / "empty.txt").write_bytes(b"")
    assert run(["explain", str(walked / "empty.txt")]) == 1


def test_explain_reads_a_file_as_the_study_would(walked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (walked / "places.yaml").write_text("Pahlawan City: ID.35.78\n", encoding="utf-8")
    file = walked.parent / "own.txt"
    file.write_text("Pahlawan City and Busan signed a sister city agreement in 1994.", encoding="utf-8")
    for arguments, named in (([], False), (["-C", str(walked)], True)):
        assert run([*arguments, "explain", str(file)]) == 0
        assert ("Surabaya" in capsys.readouterr().out) == named


def test_explain_says_that_a_study_that_is_named_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "tie.txt"
    file.write_text("Surabaya and Busan signed a sister city agreement in 1994.", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(["-C", "typo", "explain", str(file)]) == 2
    assert "There is no study in" in capsys.readouterr().err
    assert run(["explain", str(file)]) == 0


def test_a_console_of_windows_1252_gets_every_output_whole(walked: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    for arguments in (["display"], ["display", "timeline"], ["display", "gaps"], ["place", "Gwangju"], ["problems"]):
        command = [sys.executable, "-m", "kembar", "-C", str(walked), *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        assert done.stderr == b""
        assert "\ufffd" not in done.stdout.decode("cp1252")


def test_a_study_that_is_being_written_refuses_a_second_writer_by_name(
    walked: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from kembar.store import WriteLock
    from kembar.store.lock import writer

    wait = WriteLock.__init__
    monkeypatch.setattr(WriteLock, "__init__", lambda self, folder, seconds=0.0: wait(self, folder, seconds))
    with WriteLock(walked):
        assert run(["-C", str(walked), "code"]) == 1
        told = capsys.readouterr().err
        assert f"being written by {writer()[0]}, process {os.getpid()}" in told
        assert "read only" in told
        assert run(["-C", str(walked), "display"]) == 0
    assert run(["-C", str(walked), "code"]) == 0


def test_a_day_that_is_none_is_misuse(walked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", str(walked), "display", "instruments", "--on", "foo"]) == 2
    assert capsys.readouterr().err == "error  'foo' is no day; write one as 2018-05-31.\n"
    assert run(["-C", str(walked), "display", "instruments", "--on", "2018-05-31"]) == 0


def test_a_note_with_half_a_sign_is_kept(walked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", str(walked), "add", "--note", "Rang the \udce9 bureau.", "--title", "Call \udce9"]) == 0
    (note,) = (walked / "sources").glob("note-*.txt")
    assert note.read_text(encoding="utf-8") == "Rang the ? bureau.\n"


def test_a_table_sent_to_a_full_device_is_told(walked: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("the system has no device that is always full")
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "kembar", "-C", str(walked), "display"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert done.stderr.decode() == f"error  The output could not be written: {FULL}.\n"


def test_the_step_after_the_demonstration_names_its_study(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "400")
    assert run(["demo", "my demo"]) == 0
    told = re.search(r'kembar -C "(.+)" display matrix --open (\S+) (\S+)', capsys.readouterr().out)
    assert told is not None
    assert Path(told[1]) == (tmp_path / "my demo").resolve()
    assert run(["-C", told[1], "display", "matrix", "--open", told[2], told[3]]) == 0


def test_the_next_step_names_the_study_that_was_named(
    walked: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    assert run(["-C", "study", "add", "--note", "Rang the bureau."]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Next: kembar -C study code"
    assert run(["-C", "study", "code"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Next: kembar -C study display matrix"
    assert run(["-C", "study", "display"]) == 0
    told = re.search(r"kembar -C study display matrix --open (\S+) (\S+)", capsys.readouterr().out)
    assert told is not None
    assert run(["-C", "study", "display", "matrix", "--open", told[1], told[2]]) == 0


@pytest.mark.language("id")
def test_what_is_said_can_be_asked_for_in_another_language(
    walked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "rekap.csv").write_text("Mitra,Tahun,Kegiatan\nBusan,2012,Kunjungan\n", encoding="utf-8")
    here = ["-C", str(walked)]
    assert run([*here, "add", "rekap.csv", "--dry-run", "--lang", "id"]) == 0
    told = capsys.readouterr()
    assert "rekap.csv: id, 42 huruf" in told.out
    assert "0 kegiatan:" in told.out
    assert "Tidak ada yang ditulis" in told.out
    assert "peringatan  rekap row 2  tidak disebut mitra siapa ini" in told.err
    assert run([*here, "add", "rekap.csv", "nowhere.txt", "--lang", "id"]) == 1
    told = capsys.readouterr()
    assert "1 sumber ditambahkan\nBerikutnya: kembar -C" in told.out
    assert "kesalahan  nowhere.txt  berkas ini tidak ada." in told.err
    assert run([*here, "code", "--lang=id"]) == 0
    assert "1 sumber dibaca, 0 pengodean ditemukan" in capsys.readouterr().out
    assert run([*here, "problems", "--lang", "id"]) == 0
    assert "peringatan  rekap row 2  tidak disebut mitra siapa ini" in capsys.readouterr().out
    assert run([*here, "display", "nothing", "--lang", "id"]) == 2
    assert "kesalahan  Tidak ada display bernama 'nothing'" in capsys.readouterr().err
    assert run([*here, "code", "--lang", "zz"]) == 2
    assert "There is no language called 'zz'" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="the system knows no limit on the size of files")
def test_a_limit_on_files_is_told_and_the_study_is_still_shown(walked: Path) -> None:
    program = (
        "import resource, signal, sys; from kembar import cli; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        " resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024)); sys.exit(cli.run(sys.argv[1:]))"
    )
    done = [
        subprocess.run(
            [sys.executable, "-c", program, "-C", str(walked), *verb.split()], capture_output=True, check=False
        )
        for verb in ("code", "display events")
    ]
    assert [one.returncode for one in done] == [1, 0]
    assert done[0].stderr.decode() == f"error  The study in {walked} cannot be written: {REFUSED}.\n"
    assert "sister" in done[1].stdout.decode()
