"""Files that break parsers, format by format: each is a problem with its place, and the study opens afterwards."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from study_texts import TIE

from kembar import sources
from kembar.study import Study, adding

sys.path.append(str(Path(__file__).parents[1] / "sources"))

from made import _packed, docx, paragraph, xlsx
from madehwp import hwp_of, hwp_paragraph
from madeoffice import MAKERS
from truths import TRUTHS, packed

SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}<sheetData>{}</sheetData>'
SHEET += "</worksheet>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
PAGE += b"/Resources<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>>>>"
FORM = b"<</Type/XObject/Subtype/Form/BBox[0 0 500 500]/Resources<</XObject<</X 6 0 R>>>>/Length 6>>"
FORM += b"stream\n/X Do \nendstream"
SAID = "The tie was signed in 1994."


def told(study: Study, inbox: Path, name: str, data: bytes) -> list[tuple[str, str]]:
    """Add a file beside two good ones, open the study again, and return what was told of the file."""
    (inbox / name).write_bytes(data)
    done = study.add(inbox)
    assert {"tie", "festival"} <= set(study.sources)
    study.close()
    with Study.open(study.folder.root) as again:
        assert again.document("tie").text == TIE
        assert again.code().problems.errors == ()
    assert all(Path(name).stem in p.where for p in done.problems)
    return [(p.severity, p.name) for p in done.problems]


def workbook(dimension: str, rows: str) -> bytes:
    """Return a workbook with these rows below a header and one act, in SpreadsheetML."""
    out, whole = io.BytesIO(), xlsx({"A": [["mitra"]]})
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            act = "".join(
                f'<row r="{row}">{cell(f"A{row}", a)}{cell(f"B{row}", b)}</row>'
                for row, a, b in ((1, "mitra", "kegiatan"), (2, "Busan", "festival 1999"))
            )
            new.writestr(name, SHEET.format(dimension, act + rows) if name.endswith("sheet1.xml") else old.read(name))
    return out.getvalue()


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def pdf_of_tree(kids: str, catalog: str = "") -> bytes:
    """Return a PDF whose root of pages has these kids: 3 a page, 2 the root itself, 7 a branch that leads back."""
    content = f"BT /F1 12 Tf 60 700 Td ({SAID}) Tj ET /X Do\n".encode()
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode(),
        f"<</Type/Pages/Count 3/Kids[{kids}]>>".encode(),
        PAGE,
    ]
    objects += [b"<</Length %d>>stream\n" % len(content) + content + b"endstream"]
    objects += [b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", FORM]
    objects += [b"<</Type/Pages/Parent 2 0 R/Count 3/Kids[2 0 R 7 0 R 3 0 R]>>", b"<</Kids[8 0 R]>>"]
    return _packed(objects, "/Root 1 0 R")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_worker_killed_ten_times_in_one_run(study: Study, inbox: Path) -> None:
    for number in range(12):
        (inbox / f"text{number:02}.txt").write_text(f"In {1990 + number} Busan gave Surabaya a boat.\n", "utf-8")

    class Killed(sources.Worker):
        left = 10

        def _ready(self) -> subprocess.Popen[bytes]:
            child = super()._ready()
            if self.left:
                self.left -= 1
                os.kill(child.pid, signal.SIGKILL)
            return child

    with Killed() as worker:
        done = adding.add(study, [inbox], "", {}, None, worker)
    assert [(p.severity, p.name) for p in done.problems] == [("error", "parser_crash")] * 10
    assert len({p.where for p in done.problems}) == 10
    assert "SIGKILL" in done.problems[0].message
    study.close()
    with Study.open(study.folder.root) as again:
        assert len(again.sources) == 14
        assert len(again.problems().errors) == 10
        assert len(again.add(inbox).new or again.sources) == 14
        assert again.problems() == ()
        assert all(again.document(name).text for name in again.sources)


@pytest.mark.parametrize("what", ["rows", "dimension", "styles"])
def test_empty_rows_without_end_are_no_rows(study: Study, inbox: Path, what: str) -> None:
    dimension = '<dimension ref="A1:XFD1048576"/>' if what == "dimension" else ""
    row = {"rows": '<row r="{0}"/>', "styles": '<row r="{0}"><c r="A{0}" s="1"/></row>'}.get(what, "")
    data = workbook(dimension, "".join(row.format(n) for n in range(3, 2**20 + 1, 9 if what == "styles" else 1)))
    assert told(study, inbox, "list.xlsx", data) == []
    assert study.document("list").text.endswith("Busan\tfestival 1999")


@pytest.mark.parametrize("corner", ["XFD1048576", "CV1048576", "XFD5000"])
def test_a_cell_in_the_far_corner_is_refused_by_name(study: Study, inbox: Path, corner: str) -> None:
    row = f'<row r="{corner.lstrip("XFDCV")}">{cell(corner, "x")}</row>'
    assert told(study, inbox, "list.xlsx", workbook("", row)) == [("error", "too_large")]


def test_styles_in_a_circle_are_followed_once(study: Study, inbox: Path) -> None:
    style = '<w:style w:type="paragraph" w:styleId="{}"><w:name w:val="{}"/><w:basedOn w:val="{}"/></w:style>'
    circle = style.format("A", "A", "B") + style.format("B", "B", "A") + style.format("C", "C", "C")
    body = "".join(paragraph(f"{SAID} {name}", f'<w:pStyle w:val="{name}"/>') for name in "ABC")
    styles = f'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{circle}</w:styles>'
    assert told(study, inbox, "circle.docx", docx(body, {"word/styles.xml": styles})) == []
    assert study.document("circle").text == "\n\n".join(f"{SAID} {name}" for name in "ABC")


@pytest.mark.parametrize(
    ("kids", "catalog", "names"),
    [
        ("3 0 R 2 0 R", "", {"damaged"}),
        ("7 0 R 3 0 R", "", {"damaged"}),
        ("2 0 R", "", {"damaged"}),
        ("3 0 R", "/PageLabels 8 0 R", {"parser_crash", "damaged"}),
    ],
)
def test_a_pdf_that_leads_back_to_itself(study: Study, inbox: Path, kids: str, catalog: str, names: set[str]) -> None:
    found = told(study, inbox, "loop.pdf", pdf_of_tree(kids, catalog))
    assert {name for _, name in found} <= names
    assert found
    assert "loop" in study.sources


def test_a_form_that_draws_itself_is_drawn_once(study: Study, inbox: Path) -> None:
    data = pdf_of_tree("3 0 R").replace(b"/Count 3/Kids[3 0 R]", b"/Count 1/Kids[3 0 R]")
    assert told(study, inbox, "form.pdf", data) == []
    assert study.document("form").text == SAID


ZIPPED = {**{kind: make(TRUTHS["en"]) for kind, make in MAKERS.items()}, "xlsx": xlsx({"A": [["mitra"]]})}
ZIPPED = {kind: data for kind, data in ZIPPED.items() if data.startswith(b"PK")}
ZIPPED["ods"] = packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"})


def with_part(data: bytes, **parts: bytes) -> bytes:
    """Return an archive with parts put in place of others; ``xml`` stands in front of each XML part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            head = parts.get("xml", b"") if name.endswith((".xml", ".opf", ".xhtml")) else b""
            new.writestr(name, head + old.read(name))
        if "bomb" in parts:
            new.writestr("media/bomb.bin", parts["bomb"])
    return out.getvalue()


@pytest.mark.parametrize("kind", ZIPPED)
def test_a_bomb_and_entities_in_every_zipped_format(study: Study, inbox: Path, kind: str) -> None:
    bomb = with_part(ZIPPED[kind], bomb=b"\0" * 30_000_000)
    entities = with_part(ZIPPED[kind], xml=b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>')
    (inbox / f"bomb.{kind}").write_bytes(bomb)
    (inbox / f"entities.{kind}").write_bytes(entities)
    done = study.add(inbox)
    assert sorted((p.where.split(",")[0], p.name) for p in done.problems) == [
        ("bomb", "damaged"),
        ("entities", "damaged"),
    ]
    assert "dangerous size" in done.problems[0].message
    assert "entities" in done.problems[1].message
    study.close()
    with Study.open(study.folder.root) as again:
        assert again.document("tie").text == TIE


@pytest.mark.parametrize(("flag", "word"), [(2, "password"), (4, "distribution copy")])
def test_hangul_files_that_are_locked_or_copies(study: Study, inbox: Path, flag: int, word: str) -> None:
    data = hwp_of(hwp_paragraph("이 문서는 배포용 문서입니다."), 1 | flag)
    assert told(study, inbox, "locked.hwp", data) == [("error", "encrypted")]
    (problem,) = study.problems().errors
    assert word in problem.message
    assert problem.hint
    assert not study.sources["locked"].versions[0].text_sha256
