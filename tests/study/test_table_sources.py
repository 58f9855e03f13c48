"""A spreadsheet of acts in a study: its rows become codings by table, beside those of the rules, one record a row."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import kembar as kb
from kembar.problems import YamlError
from kembar.study import Study

ROWS = (
    "Mitra,Jenis kegiatan,Tanggal,Peserta,Keterangan\n"
    "Busan,Pertukaran pelajar,Juli 2018,15,siswa SMP Surabaya ke Busan\n"
    "Busan,Festival,2019,,tari Surabaya di Busan\n"
    "Busan,Kunjungan,31 April 2018,9,\n"
)


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """A study with one list of acts, coded."""
    path = tmp_path / "daftar kegiatan.csv"
    path.write_text(ROWS, encoding="utf-8", newline="\n")
    with kb.new(tmp_path / "s", pairs=["Surabaya-Busan"]) as made:
        made.add(path, side="Surabaya")
        made.code()
        yield made


def test_rows_become_records_whose_values_are_cells(study: Study) -> None:
    cases = study.casebase()
    found = {record.kind: record for record in cases.records}
    assert {"student_exchange", "cultural_event", "delegation_visit"} <= set(found)
    exchange = found["student_exchange"]
    assert exchange.value("participants").value == 15
    assert exchange.value("start").edtf == "2018-07"
    assert exchange.standing == "○"
    assert {"15", "Juli 2018"} <= {piece.quote for piece in exchange.evidence}
    assert {piece.locator for piece in exchange.evidence} == {"row 2"}


def test_what_a_row_says_twice_is_one_record(study: Study) -> None:
    kinds = [record.kind for record in study.casebase().records]
    assert kinds.count("student_exchange") == 1
    assert kinds.count("delegation_visit") == 1


def test_a_cell_that_is_no_date_is_a_problem_with_its_row(study: Study) -> None:
    told = [problem for problem in study.problems() if problem.name == "unread-date"]
    assert [(problem.severity, "row 4" in problem.where) for problem in told] == [("warning", True)]
    assert "31 April 2018" in told[0].message


def test_readings_name_their_method_and_a_second_run_adds_none(study: Study) -> None:
    readings = study.store.readings()
    assert {reading.method for reading in readings} == {"rules", "table"}
    study.code()
    assert len(study.store.readings()) == len(readings)


def test_columns_by_hand_are_followed_and_read_anew_when_they_change(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Apa,Siapa,Kapan\nMoU,Busan,1994\n", encoding="utf-8", newline="\n")
    with kb.new(tmp_path / "s", pairs=["Surabaya-Busan"]) as made:
        made.add(path, side="Surabaya")
        entry = made.folder.source_list.read_text(encoding="utf-8").rstrip("\n")
        columns = "\n  columns:\n    Apa: kind\n    Siapa: partner\n"
        made.folder.source_list.write_text(entry + columns, encoding="utf-8")
        made.code()
        (record,) = made.casebase().records
        assert (record.kind, record.value("start")) == ("memorandum", None)
        made.folder.source_list.write_text(entry + columns + "    Kapan: year\n", encoding="utf-8")
        assert made.code().sources
        (record,) = made.casebase().records
        assert record.value("start").edtf == "1994"
        made.folder.source_list.write_text(entry + columns.replace("partner", "partnr"), encoding="utf-8")
        with pytest.raises(YamlError, match=r"sources\.yaml:\d+: a column cannot hold 'partnr'"):
            made.code()


def test_the_study_s_own_names_of_places_hold_in_cells(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Mitra,Jenis\nKota Bandar,MoU\n", encoding="utf-8", newline="\n")
    with kb.new(tmp_path / "s", pairs=["Surabaya-Busan"]) as made:
        made.folder.places.write_text("Kota Bandar: Busan, KR\n", encoding="utf-8")
        made.add(path, side="Surabaya")
        made.code()
        assert [record.kind for record in made.casebase().records] == ["memorandum"]


def listed(tmp_path: Path, text: str, columns: str = "") -> Study:
    """A study with a list of acts in no language that has rules, coded."""
    path = tmp_path / "lijst.csv"
    path.write_text(text, encoding="utf-8", newline="\n")
    made = kb.new(tmp_path / "s", pairs=["Surabaya-Busan"])
    made.add(path, side="Surabaya")
    entry = made.folder.source_list.read_text(encoding="utf-8").rstrip("\n")
    made.folder.source_list.write_text(f"{entry}\n  columns:\n{columns}", encoding="utf-8")
    return made


def test_a_list_of_which_nothing_could_be_read_is_counted_as_read_nowhere(tmp_path: Path) -> None:
    text = "Stad,Jaar,Wat\nBusan,2012,jeugd op reis\nBusan,2014,dans op het plein\n"
    with listed(tmp_path, text, "    Stad: partner\n    Wat: activity\n    Jaar: year\n") as made:
        done = made.code()
        assert (done.sources, str(done)) == ((), "nothing was read")
        assert "no_rules" in {problem.name for problem in made.problems()}
        assert not made.casebase().coverage("Surabaya-Busan").read_by_rules
        assert "| nobody yet |" in made.report(tmp_path / "out.md").read_text(encoding="utf-8")


def test_a_list_whose_columns_tell_all_needs_no_rules(tmp_path: Path) -> None:
    with listed(
        tmp_path, "Stad,Jaar,Wat\nBusan,2012,MoU\n", "    Stad: partner\n    Wat: kind\n    Jaar: year\n"
    ) as made:
        assert str(made.code()) == "1 source read, 1 coding found"
        assert not made.problems()
        assert "| table |" in made.report(tmp_path / "out.md").read_text(encoding="utf-8")
