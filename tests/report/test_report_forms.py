"""The report in its three forms: whole, escaped, every number with its quotes, every link with its aim."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from by_hand import TEXTS, facts, judgements, readings, study
from docx import Document
from docx.oxml.ns import qn
from selectolax.lexbor import LexborHTMLParser

from kembar import displays, report
from kembar.casebase import Casebase, build
from kembar.codebook import load
from kembar.problems import OutputError, UnknownNameError

ABOUT = SimpleNamespace(
    title="Two <ties>",
    question="Who gave what & when?",
    searches=({"where": "an archive", "what": "kota kembar"},),
    excluded=({"what": "the rest", "why": "<b>invented</b>"},),
)


@pytest.fixture(scope="module")
def cases() -> Casebase:
    return study()


def _page(cases: Casebase, **options: Any) -> LexborHTMLParser:
    from kembar.report import html

    return LexborHTMLParser(html.render(report.report(cases, ABOUT, made="2026-11-26", **options)))


def test_the_page_asks_for_nothing_from_outside_and_runs_no_script(cases: Casebase) -> None:
    page = _page(cases)
    assert not page.css("script, link, iframe, img, object")
    for node in page.css("[href], [src]"):
        assert (node.attributes.get("href") or "").startswith("#")
    assert not re.findall(r"url\((?!#)", page.css_first("style").text())
    assert page.css_first("h1").text() == "Two <ties>"
    assert "<b>invented</b>" in page.css_first("#searches").text()


@pytest.mark.parametrize("columns", [(), ("sector",), ("year",), ("kind", "source")])
def test_every_link_has_its_aim_and_every_id_is_one(cases: Casebase, columns: tuple[str, ...]) -> None:
    shown = [displays.matrix(cases, columns=name) for name in columns] or None
    page = _page(cases, shown=shown)
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(ids) == len(set(ids))
    aims = {(node.attributes["href"] or "#")[1:] for node in page.css("a[href]")}
    assert aims <= set(ids)


def test_each_cell_opens_its_records_and_each_value_its_quotes(cases: Casebase) -> None:
    page = _page(cases)
    for key, cell in displays.matrix(cases).cells.items():
        part = page.css_first(f"#c-{'-'.join(sorted(key))}")
        assert len(part.css("article.record") if part else []) == len(cell.records), key
    for node in page.css("article.record"):
        assert node.css("ol.quotes > li")
        for value in node.css("dd"):
            assert value.css("a.ref"), value.text()


def test_quotes_name_source_and_page_and_say_that_they_are_retold(cases: Casebase) -> None:
    page = _page(cases)
    for node in page.css("blockquote"):
        source, _, place = node.css_first("cite a").text().partition(", ")
        words = re.sub(r"^\[\d+\] ", "", node.css_first("p").text()).strip("“”")
        assert words in TEXTS[source]
        assert place.startswith(("p.", "para."))
        assert bool(node.css(".retold")) == (source == "mayor2014")
    assert "자매결연" in [mark.text() for mark in page.css("blockquote p[lang=ko] mark")]


def test_the_first_screen_has_question_comparison_and_three_sentences(cases: Casebase) -> None:
    page = _page(cases, figures={"id": 0.71})
    assert page.css_first(".question").text() == "Who gave what & when?"
    assert len(page.css("#top tbody tr")) == 2
    says = [node.text() for node in page.css(".says li")]
    assert len(says) == 3
    assert says[0].startswith("The comparison rests on 7 records from 5 sources; the study holds 8 sources, of which 7")
    assert "1 of the 7 records are judged by a person; 6 are proposals" in says[1]
    assert "71 Bahasa Indonesia" in says[1]
    assert "3 values, and 1 record is rejected" in says[2]


def test_the_method_is_told_with_the_figures_of_the_study(cases: Casebase) -> None:
    method = _page(cases, lang="id").css_first("#method").text()
    for word in ("Kondensasi data", "Penyajian data", "Penarikan kesimpulan", "8 sumber", "Siti", "aturan: 7 sumber"):
        assert word in method
    page = _page(cases, lang="id")
    assert page.css_first("html").attributes["lang"] == "id"
    assert page.css_first("#matrix h2").text() == "Yang disepakati dan dilakukan"


def test_statements_and_rejected_records_are_laid_open_too(cases: Casebase) -> None:
    page = _page(cases)
    assert len(page.css("#statements article")) == 1
    assert "Bursa Bakat 2022" in page.css_first("#rejected article h4").text()


def test_chosen_displays_stand_in_place_of_the_usual(cases: Casebase, tmp_path: Path) -> None:
    table = displays.matrix(cases, columns="year")
    made = report.report(cases, ABOUT, shown=[table])
    assert [s.id for s in made.sections] == ["sources", "display-1", "searches", "method"]
    assert report.write(tmp_path / "r.docx", cases, ABOUT, displays=[table]).exists()


def test_word_gives_east_asian_letters_their_fonts(cases: Casebase, tmp_path: Path) -> None:
    document = Document(str(report.write(tmp_path / "r.docx", cases, ABOUT, lang="id")))
    wanted = {"Malgun Gothic": re.compile("[가-힣]"), "Yu Mincho": re.compile("[ぁ-んァ-ン一-龥]")}
    seen = set()
    for run in document.element.iter(qn("w:r")):
        text = "".join(t.text or "" for t in run.iter(qn("w:t")))
        for font, letters in wanted.items():
            if letters.search(text):
                assert run.find(f"./{qn('w:rPr')}/{qn('w:rFonts')}").get(qn("w:eastAsia")) == font
                seen.add(font)
    assert seen == set(wanted)


def test_word_links_lead_to_bookmarks_and_hold_every_section(cases: Casebase, tmp_path: Path) -> None:
    path = report.write(tmp_path / "r.docx", cases, ABOUT)
    document = Document(str(path))
    names = [mark.get(qn("w:name")) for mark in document.element.iter(qn("w:bookmarkStart"))]
    aims = {link.get(qn("w:anchor")) for link in document.element.iter(qn("w:hyperlink"))}
    assert len(names) == len(set(names))
    assert aims <= set(names)
    assert all(len(name or "") <= 40 for name in names)
    heads = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert heads[-2:] == ["References", "Records and their quotes"]
    assert "Instruments" in heads
    assert "Events by date" in heads
    assert document.core_properties.title == "Two <ties>"
    with zipfile.ZipFile(path) as book:
        assert b"http://schemas" in book.read("word/document.xml")


def test_word_keeps_every_quote(cases: Casebase, tmp_path: Path) -> None:
    document = Document(str(report.write(tmp_path / "r.docx", cases, ABOUT)))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for record in (*cases.records, *cases.rejected):
        for evidence in record.evidence:
            assert f"“{evidence.quote}” ({evidence.source}, {evidence.locator}" in text
    assert text.count("retold for demonstration") >= 2


def test_markdown_holds_the_same(cases: Casebase, tmp_path: Path) -> None:
    text = report.write(tmp_path / "r.md", cases, ABOUT).read_text(encoding="utf-8")
    assert text.startswith("# Two &lt;ties&gt;\n")
    assert "<script" not in text
    assert "## Records and their quotes" in text
    assert "2013년에는 교사 40명이 왔다." in text


def test_other_forms_are_refused_and_no_half_file_is_left(cases: Casebase, tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="pdf"):
        report.write(tmp_path / "r.pdf", cases, ABOUT)
    with pytest.raises(OutputError):
        report.write(tmp_path / "none" / "r.html", cases, ABOUT)
    assert list(tmp_path.iterdir()) == []


def test_word_finds_the_parts_of_tables_in_the_order_of_the_schema(cases: Casebase, tmp_path: Path) -> None:
    document = Document(str(report.write(tmp_path / "r.docx", cases, ABOUT)))
    order = ["tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblLook"]
    for properties in document.element.iter(qn("w:tblPr")):
        names = [child.tag.rpartition("}")[2] for child in properties]
        assert names == [name for name in order if name in names]
    marks = ["rFonts", "b", "bCs", "i", "iCs", "color", "sz", "szCs", "lang"]
    for properties in document.element.iter(qn("w:rPr")):
        names = [child.tag.rpartition("}")[2] for child in properties if not child.tag.endswith("rStyle")]
        assert names == [name for name in marks if name in names]


def test_word_knows_every_style_it_uses(cases: Casebase, tmp_path: Path) -> None:
    document = Document(str(report.write(tmp_path / "r.docx", cases, ABOUT)))
    known = {style.style_id for style in document.styles}
    used = {style.get(qn("w:val")) for style in document.element.iter(qn("w:pStyle"))}
    assert {"Bibliographyentry", "Field", "Quote", "ListNumber"} <= used <= known


def test_all_forms_tell_how_many_records_lie_outside_the_study(tmp_path: Path) -> None:
    narrow = build(facts(period=(2000, 2010)), readings(), judgements(), load())
    told = "1 record more outside"
    made = report.write(tmp_path / "r.docx", narrow, ABOUT), report.write(tmp_path / "r.html", narrow, ABOUT)
    assert any(told in paragraph.text for paragraph in Document(str(made[0])).paragraphs)
    assert told in made[1].read_text(encoding="utf-8")
