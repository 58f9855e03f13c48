"""``export``: what other programs get, and that nothing half-written stays."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from kembar.problems import OutputError, UnknownNameError
from kembar.study import Study, exporting, new


@pytest.fixture
def read(study: Study, inbox: Path) -> Study:
    (inbox / "formula.txt").write_text("In 2009 =Surabaya and Busan signed a memorandum of understanding.\n", "utf-8")
    study.add(inbox)
    study.code()
    return study


def records_of(read: Study) -> set[str]:
    cases = read.casebase()
    return {r.id[:12] for r in (*cases.records, *cases.outside, *cases.rejected)}


def test_csv_has_a_row_for_every_coding_of_every_record(read: Study, tmp_path: Path) -> None:
    path = read.export("csv", tmp_path / "out.csv")
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert tuple(rows[0]) == exporting.COLUMNS
    assert {row["record"] for row in rows} == records_of(read)
    for row in rows:
        text = read.document(row["source"]).text
        assert row["quote"].removeprefix("'") in " ".join(text.split())


def test_no_cell_is_a_formula(read: Study, tmp_path: Path) -> None:
    rows = csv.reader(io.StringIO(read.export("csv", tmp_path / "o.csv").read_bytes().decode("utf-8-sig")))
    assert not [cell for row in rows for cell in row if cell[:1] in "=+-@" and cell]


def test_xlsx_says_the_same_as_csv(read: Study, tmp_path: Path) -> None:
    sheet = CalamineWorkbook.from_path(str(read.export("xlsx", tmp_path / "o.xlsx"))).get_sheet_by_index(0).to_python()
    assert sheet[0] == list(exporting.COLUMNS)
    assert [[str(c) for c in row] for row in sheet[1:]] == [list(row) for row in exporting.rows(read)]


def test_jsonl_has_a_line_for_every_source_in_the_gold_s_fields(read: Study, tmp_path: Path) -> None:
    lines = [json.loads(line) for line in read.export("jsonl", tmp_path / "o.jsonl").read_text("utf-8").splitlines()]
    assert [line["doc"] for line in lines] == ["festival.txt", "formula.txt", "tie.txt"]
    fields = [
        "type",
        "pair",
        "kind",
        "sector",
        "status",
        "start",
        "end",
        "recurrence",
        "flow",
        "participants",
        "actors",
        "quote",
    ]
    found = [record for line in lines for record in line["records"]]
    assert found
    assert all(set(fields) <= set(record) for record in found)
    assert all({"name", "country"} <= set(side) for record in found for side in record["pair"])


def test_markdown_names_pair_and_quotes(read: Study, tmp_path: Path) -> None:
    text = read.export("md", tmp_path / "o.md").read_text(encoding="utf-8")
    assert text.startswith("# Surabaya-Busan\n")
    assert "## Surabaya-Busan" in text
    assert "“" in text


def test_unknown_forms_and_places_that_cannot_be_written(read: Study, tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="export format"):
        read.export("pdf", tmp_path / "o.pdf")
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="could not be written"):
        read.export("csv", tmp_path / "file" / "o.csv")
    assert (tmp_path / "file").read_text(encoding="utf-8") == ""


def test_a_study_without_pairs_exports_every_pair(tmp_path: Path, inbox: Path) -> None:
    with new(tmp_path / "open") as study:
        study.add(inbox)
        study.code()
        text = study.export("md", tmp_path / "o.md").read_text(encoding="utf-8")
        assert text.count("\n- ") == len(study.casebase().records) > 0
        assert "## Busan-Surabaya" in text


def test_a_folder_that_is_not_there_is_not_made(read: Study, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="could not be written: No such file"):
        read.export("csv", tmp_path / "nope" / "o.csv")
    assert not (tmp_path / "nope").exists()
    assert read.export("csv", read.folder.out / "o.csv").is_file(), "its own folder for what is made again"


@pytest.mark.parametrize(("form", "name", "right"), [("xlsx", "o.csv", "o.xlsx"), ("md", "o.DOCX", "o.md")])
def test_a_name_of_another_form_is_refused(read: Study, tmp_path: Path, form: str, name: str, right: str) -> None:
    with pytest.raises(UnknownNameError) as refused:
        read.export(form, tmp_path / name)
    assert str(refused.value) == f"{name} is no name for an export as {form}; call it {right}."
    assert not (tmp_path / name).exists()
    assert read.export(form, tmp_path / "o.txt").is_file()
