"""Displays as files: nothing becomes a formula, nothing is cut, nothing half-written stays."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from by_hand import facts, judgements, readings, study

from kembar import displays
from kembar.casebase import Casebase, build
from kembar.codebook import load
from kembar.displays import Display
from kembar.displays.tables import LONGEST, safe, split
from kembar.problems import OutputError, UnknownNameError


@pytest.fixture(scope="module")
def cases() -> Casebase:
    return study()


def _dangerous(cases: Casebase) -> Display:
    """A table whose row begins as a formula does and whose cell is longer than a spreadsheet takes."""
    made = displays.events(cases)
    row = replace(made.rows[0], label='=HYPERLINK("x")')
    cell = replace(made.cells[row.key, "what"], words=("@" + "long " * 10_000,))
    return replace(made, rows=(row, *made.rows[1:]), cells={**made.cells, (row.key, "what"): cell})


def test_csv_cells_are_no_formulas_and_hold_everything(cases: Casebase, tmp_path: Path) -> None:
    path = _dangerous(cases).save(tmp_path / "events.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[1][0] == '\'=HYPERLINK("x")'
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    long = rows[1][1].removeprefix("'") + rows[2][1]
    assert long == "@" + "long " * 10_000
    assert safe("-5") == "'-5"
    assert safe("5-6") == "5-6"


def test_xlsx_holds_text_only_and_every_quote(cases: Casebase, tmp_path: Path) -> None:
    path = _dangerous(cases).save(tmp_path / "events.xlsx")
    with zipfile.ZipFile(path) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        shared = book.read("xl/sharedStrings.xml").decode()
    assert len(sheets) == 2
    assert not any("<f>" in sheet or "hyperlink" in sheet for sheet in sheets)
    assert max(len(text) for text in re.findall(r"<t[^>]*>([^<]*)</t>", shared)) <= 32_767
    assert "2013년에는 교사 40명이 왔다." in shared
    assert "retold for demonstration" in shared


def test_a_long_cell_runs_on_in_further_rows() -> None:
    rows = list(split(["a", "b" * (2 * LONGEST + 5)]))
    assert [row[0] for row in rows] == ["a", "", ""]
    assert "".join(row[1] for row in rows) == "b" * (2 * LONGEST + 5)


def test_markdown_escapes_and_keeps_the_table_whole(cases: Casebase, tmp_path: Path) -> None:
    text = displays.matrix(cases).save(tmp_path / "matrix.md").read_text(encoding="utf-8")
    table = [line for line in text.splitlines() if line.startswith("|")]
    bars = {len(re.findall(r"(?<!\\)\|", line)) for line in table}
    assert len(table) == 4
    assert len(bars) == 1
    assert "<script>" not in text
    assert "&lt;script&gt;" in text


def test_html_is_escaped_and_tells_rows_from_columns(cases: Casebase, tmp_path: Path) -> None:
    page = displays.matrix(cases).save(tmp_path / "matrix.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "<caption>Records by pair and sector</caption>" in page
    assert '<th scope="col">education</th>' in page
    assert '<th scope="row">Kotabaru-Haeju</th>' in page
    assert "http" not in page
    notebook = displays.matrix(cases)._repr_html_()
    assert "<details><summary>" in notebook
    assert "retold for demonstration" in notebook


def test_json_has_records_and_quotes(cases: Casebase, tmp_path: Path) -> None:
    data = json.loads(displays.matrix(cases).save(tmp_path / "matrix.json").read_text(encoding="utf-8"))
    cell = next(c for c in data["cells"] if (c["row"], c["column"]) == ("Kotabaru-Haeju", "education"))
    assert len(cell["records"]) == 1
    assert cell["sources"] == ["haeju1994", "kabar2013"]
    assert {"source", "locator", "quote", "retold"} == set(cell["quotes"][0])


def test_every_display_saves_in_every_form(cases: Casebase, tmp_path: Path) -> None:
    later = build(facts(period=(2000, 2010)), readings(), judgements(), load())  # else nothing lies outside
    for name in displays.NAMES:
        made = getattr(displays, name)(later if name == "outside" else cases)
        for suffix in (".csv", ".xlsx", ".md", ".html", ".txt", ".json"):
            assert made.save(tmp_path / f"{name}{suffix}").stat().st_size > 100


def test_a_file_that_cannot_be_written_is_said_and_leaves_nothing(cases: Casebase, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="could not be written"):
        displays.matrix(cases).save(tmp_path / "missing" / "matrix.csv")
    with pytest.raises(UnknownNameError):
        displays.matrix(cases).save(tmp_path / "matrix.pdf")
    assert list(tmp_path.iterdir()) == []
