"""Office files of all formats against one truth in four languages, and what is hostile in any of them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from madehwp import hwp_of, hwp_paragraph, ole
from madeoffice import MAKERS, epub_of, odt_of, rtf, shown
from truths import TRUTHS, packed

from kembar import sources
from kembar.passages import split
from kembar.types import Source

ZIPPED = ("odt", "pptx", "epub", "docx", "hwpx")


@pytest.mark.parametrize("language", TRUTHS)
@pytest.mark.parametrize("kind", MAKERS)
def test_every_paragraph_and_heading_is_found(kind: str, language: str) -> None:
    truth = TRUTHS[language]
    found = sources.read_bytes(MAKERS[kind](truth), f"a.{kind}")
    assert found.problems == ()
    assert shown(found) == truth.shown()
    assert found.extractor == f"{kind} {2 if kind == 'docx' else 1}"
    assert found.fields["title"] == truth.title
    headers = {block.header for block in found.blocks if block.role == "table_row" and block.row > 1}
    assert headers == set(truth.table[0])


@pytest.mark.parametrize(("language", "page"), [("ko", "cp949"), ("ja", "cp932"), ("id", "cp1252")])
def test_rtf_in_the_code_pages_of_its_fonts(language: str, page: str) -> None:
    assert shown(sources.read_bytes(rtf(TRUTHS[language], page), "a.rtf")) == TRUTHS[language].shown()


@pytest.mark.parametrize("kind", MAKERS)
def test_the_document_freezes_and_splits(kind: str) -> None:
    document = sources.freeze(Source("a"), sources.read_bytes(MAKERS[kind](TRUTHS["en"]), f"a.{kind}"))
    assert document.language == "en"
    assert [b.start for b in document.blocks] == sorted(b.start for b in document.blocks)
    passage = next(p for p in split(document) if "charter on" in document.text[p.start : p.end])
    assert passage.locator == {"pptx": "slide 2"}.get(kind, "para. 1")


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("keep", [0.2, 0.6, 0.95])
def test_a_cut_file_is_a_problem(kind: str, keep: float) -> None:
    data = MAKERS[kind](TRUTHS["ko"])
    found = sources.read_bytes(data[: int(len(data) * keep)], f"a.{kind}")
    assert {p.name for p in found.problems} <= {"damaged", "unsupported", "empty", "wrong_extension"}
    assert found.problems


@pytest.mark.parametrize("kind", ZIPPED)
def test_entities_are_refused(kind: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(MAKERS[kind](TRUTHS["en"]))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name.endswith(("document.xml", "content.xml", "slide2.xml", "section0.xml", "book.opf")):
                text = b"<!-- " + b" " * 70_000 + b'--><!DOCTYPE x [<!ENTITY a "aaaa">]>' + text
            new.writestr(name, text)
    found = sources.read_bytes(out.getvalue(), f"a.{kind}")
    assert [(p.name, "entities" in p.message) for p in found.problems] == [("damaged", True)]


@pytest.mark.parametrize("kind", ZIPPED)
def test_xml_without_end_in_depth_is_refused(kind: str) -> None:
    deep = "<a>" * 5000 + "</a>" * 5000
    name = {"odt": "content.xml", "pptx": "ppt/presentation.xml", "epub": "META-INF/container.xml"}.get(kind)
    name = name or {"docx": "word/document.xml", "hwpx": "Contents/section0.xml"}[kind]
    found = sources.read_bytes(packed({name: deep, "Contents/header.xml": "<a/>"}), f"a.{kind}")
    assert [p.name for p in found.problems] == ["damaged"]


@pytest.mark.parametrize("kind", ZIPPED)
def test_an_archive_without_its_parts_is_a_problem(kind: str) -> None:
    found = sources.read_bytes(packed({"x.xml": "<x/>"}), f"a.{kind}")
    assert [(p.name, p.severity) for p in found.problems] == [("damaged", "error")]


def test_what_is_locked_is_refused_by_name() -> None:
    manifest = {"META-INF/manifest.xml": "<manifest><encryption-data/></manifest>"}
    locks = '<encryption><CipherReference URI="OEBPS/a.xhtml"/></encryption>'
    files = {
        "a.odt": odt_of("<text:p>x</text:p>", **manifest),
        "a.hwpx": packed({"mimetype": "application/hwp+zip", "Contents/section0.xml": "<x/>", **manifest}),
        "a.epub": epub_of({"a.xhtml": "<p>Teks</p>"}, more={"META-INF/encryption.xml": locks}),
        "a.docx": ole({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}),
        "b.hwp": hwp_of(hwp_paragraph("contoh"), 1 | 2),
    }
    for name, data in files.items():
        (problem,) = sources.read_bytes(data, name).problems
        assert (problem.name, problem.severity) == ("encrypted", "error"), name


@pytest.mark.parametrize(
    ("stream", "word"), [("WordDocument", "Word before 2007"), ("PowerPoint Document", "PowerPoint before 2007")]
)
def test_old_office_files_are_refused_with_what_to_do(stream: str, word: str) -> None:
    (problem,) = sources.read_bytes(ole({stream: b"x"}), "a.doc").problems
    assert problem.name == "unsupported"
    assert word in problem.message
    assert ".pdf" in problem.hint


@pytest.mark.parametrize("kind", MAKERS)
def test_a_file_under_another_name_is_read_as_what_it_is(kind: str) -> None:
    found = sources.read_bytes(MAKERS[kind](TRUTHS["ja"]), "a.pdf")
    assert [p.name for p in found.problems] == ["wrong_extension"]
    assert found.fields["title"] == TRUTHS["ja"].title


def test_a_warm_worker_reads_all_formats(tmp_path: Path) -> None:
    with sources.Worker() as worker:
        for kind, make in MAKERS.items():
            (tmp_path / f"a.{kind}").write_bytes(make(TRUTHS["ko"]))
            found = worker.read(tmp_path / f"a.{kind}")
            assert shown(found) == TRUTHS["ko"].shown()
