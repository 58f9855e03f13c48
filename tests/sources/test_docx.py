"""Word files: headings, list numbers as printed, notes, tracked changes, tables, and hostile archives."""

from __future__ import annotations

import io
import zipfile

import pytest
from made import W, docx, paragraph

from kembar import sources
from kembar.sources import Extraction
from kembar.sources.numbering import written

NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/>
<w:lvlText w:val="Pasal %1"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
</w:numbering>"""
STYLES = f"""<w:styles {W}>
<w:style w:type="paragraph" w:styleId="J1"><w:name w:val="Judul Bab"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style></w:styles>"""


def number(name: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{name}"/></w:numPr>'


def read(body: str, **parts: str) -> Extraction:
    return sources.read_bytes(docx(body, {f"word/{name}.xml": text for name, text in parts.items()}), "a.docx")


def shown(found: Extraction) -> list[tuple[str, str]]:
    return [(b.role, found.text[b.start : b.end]) for b in found.blocks]


def test_headings_come_from_outline_levels_under_any_name() -> None:
    body = (
        paragraph("Laporan", '<w:pStyle w:val="T"/>')
        + paragraph("Bab satu", '<w:pStyle w:val="J1"/>')
        + paragraph("Isi.")
    )
    assert shown(read(body, styles=STYLES)) == [("title", "Laporan"), ("heading", "Bab satu"), ("body", "Isi.")]


def test_list_numbers_are_written_as_printed() -> None:
    body = (
        paragraph("Ruang lingkup", number(1))
        + paragraph("pendidikan;", number(1, 1))
        + paragraph("budaya.", number(1, 1))
    )
    body += paragraph("Jangka waktu", number(1)) + paragraph("butir", number(2))
    found = read(body, numbering=NUMBERING)
    assert found.text.split("\n\n") == [
        "Pasal 3 Ruang lingkup",
        "a) pendidikan;",
        "b) budaya.",
        "Pasal 4 Jangka waktu",
        "butir",
    ]
    assert ("list_item", "pendidikan;") in shown(found)
    assert ("list_item", "butir") in shown(found)


@pytest.mark.parametrize(
    ("value", "style", "text"),
    [
        (4, "upperRoman", "IV"),
        (27, "lowerLetter", "aa"),
        (3, "ganada", "다"),
        (12, "japaneseCounting", "十二"),
        (5, "decimalEnclosedCircle", "⑤"),
        (7, "decimalZero", "07"),
        (9, "unknown", "9"),
    ],
)
def test_number_formats(value: int, style: str, text: str) -> None:
    assert written(value, style) == text


def test_notes_stand_apart_and_their_marks_leave_the_text() -> None:
    text = "<w:p><w:r><w:t>Arsip kota, 2012.</w:t></w:r></w:p>"
    note = f'<w:footnotes {W}><w:footnote w:id="1">{text}</w:footnote></w:footnotes>'
    body = paragraph(
        "Naskah diteken", extra='<w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:t> di Busan.</w:t></w:r>'
    )
    assert shown(read(body, footnotes=note)) == [("body", "Naskah diteken di Busan."), ("note", "Arsip kota, 2012.")]


def test_insertions_stay_and_deletions_go() -> None:
    extra = "<w:ins><w:r><w:t> dan Busan</w:t></w:r></w:ins><w:del><w:r><w:delText> dan Kobe</w:delText></w:r></w:del>"
    assert read(paragraph("Surabaya", extra=extra)).text == "Surabaya dan Busan"


def test_table_rows_know_their_headers() -> None:
    rows = [("Mitra", "Tahun"), ("Busan", "1994"), ("Kochi", "1997")]
    table = "".join("<w:tr>" + "".join(f"<w:tc>{paragraph(c)}</w:tc>" for c in row) + "</w:tr>" for row in rows)
    found = read(f"<w:tbl>{table}</w:tbl>")
    cells = [(found.text[b.start : b.end], b.row, b.column, b.header) for b in found.blocks]
    assert ("1997", 3, 2, "Tahun") in cells


def test_entities_in_the_xml_are_refused() -> None:
    doctype = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    found = sources.read_bytes(docx(paragraph("&b;"), doctype=doctype), "a.docx")
    assert [p.name for p in found.problems] == ["damaged"]
    assert "entities" in found.problems[0].message


def test_an_archive_that_grows_without_measure_is_refused() -> None:
    out = io.BytesIO(docx(paragraph("x")))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/bomb.xml", b"\0" * 60_000_000)
    found = sources.read_bytes(out.getvalue(), "a.docx")
    assert "dangerous size" in found.problems[0].message


@pytest.mark.parametrize("keep", [0.3, 0.9])
def test_a_cut_file_is_a_problem(keep: float) -> None:
    data = docx(paragraph("Naskah " * 500))
    found = sources.read_bytes(data[: int(len(data) * keep)], "a.docx")
    assert [(p.name, p.severity) for p in found.problems] == [("damaged", "error")]


def test_broken_xml_is_a_problem() -> None:
    found = sources.read_bytes(docx("<w:p><w:r>"), "a.docx")
    assert [p.name for p in found.problems] == ["damaged"]


def test_properties_count_where_the_text_agrees() -> None:
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title><dc:creator>{}</dc:creator></cp:coreProperties>'
    )
    body = paragraph("Kerja sama dua kota") + paragraph("oleh Rina Hartati")
    agreed = docx(body, {"docProps/core.xml": core.format("Kerja sama dua kota", "Rina Hartati")})
    assert sources.read_bytes(agreed, "a.docx").fields["author"] == ["Rina Hartati"]
    other = docx(body, {"docProps/core.xml": core.format("Document1", "HP")})
    assert sources.read_bytes(other, "a.docx").fields == {}


MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def wrapped(text: str, tag: str) -> str:
    return f"<w:p><w:r><w:t>Awal</w:t></w:r><w:{tag}><w:r><w:t> {text}</w:t></w:r></w:{tag}></w:p>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (wrapped("datang", "moveTo"), "Awal datang"),
        (wrapped("pergi", "moveFrom"), "Awal"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('Isi kendali.')}</w:sdtContent></w:sdt>", "Isi kendali."),
        ("<w:p><w:sdt><w:sdtContent><w:r><w:t>5 Mei</w:t></w:r></w:sdtContent></w:sdt></w:p>", "5 Mei"),
        (paragraph("a", extra='<w:fldSimple w:instr="DATE"><w:r><w:t>b</w:t></w:r></w:fldSimple>'), "ab"),
        (paragraph("a", extra="<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:tab/><w:t>b</w:t></w:r>"), "a b"),
        (paragraph("a", extra="<w:r><w:rPr><w:vanish/></w:rPr><w:t>b</w:t></w:r>"), "a"),
        (paragraph("a", extra='<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'), "a✓"),
        (paragraph("고", "<w:rPr><w:del/></w:rPr>") + paragraph("치"), "고치"),
    ],
)
def test_the_text_is_what_a_reader_of_the_page_sees(body: str, text: str) -> None:
    assert read(body).text == text


def test_text_boxes_are_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('Isi kotak.')}</w:txbxContent>"
    either = (
        f"<mc:AlternateContent {MC}><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    assert read(paragraph("Dekat kotak.", extra=f"<w:r>{either}</w:r>")).text == "Dekat kotak.\n\nIsi kotak."


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"


def test_nested_tables_are_read_once_and_merged_cells_in_each_row() -> None:
    inner = f"<w:tbl>{row(paragraph('a'), paragraph('b'))}</w:tbl>{paragraph('c')}"
    start, on = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>', "<w:tcPr><w:vMerge/></w:tcPr>"
    rows = row(start + paragraph("Busan"), paragraph("1994")) + row(f"{on}<w:p/>", inner)
    assert read(f"<w:tbl>{rows}</w:tbl>").text == "Busan\t1994\nBusan\ta b c"


def test_a_table_of_one_column_is_a_frame_around_paragraphs() -> None:
    assert shown(read(f"<w:tbl>{row(paragraph('Satu.') + paragraph('Dua.'))}</w:tbl>")) == [
        ("body", "Satu."),
        ("body", "Dua."),
    ]


def test_styles_that_go_round_and_levels_taken_from_another() -> None:
    style = '<w:style w:type="paragraph" w:styleId="{}"><w:name w:val="{}"/><w:basedOn w:val="{}"/>{}</w:style>'
    styles = style.format("A", "A", "B", "") + style.format("B", "B", "A", "")
    styles += style.format("C", "C", "D", "") + style.format("D", "heading 2", "D", f"<w:pPr>{number(1)}</w:pPr>")
    body = paragraph("lingkar", '<w:pStyle w:val="A"/>') + paragraph("Judul", '<w:pStyle w:val="C"/>')
    body += paragraph("Langsung", '<w:outlineLvl w:val="0"/>')
    found = read(body, styles=f"<w:styles {W}>{styles}</w:styles>", numbering=NUMBERING)
    assert shown(found) == [("body", "lingkar"), ("heading", "Pasal 3 Judul"), ("heading", "Langsung")]
    assert [b.level for b in found.blocks] == [0, 2, 1]


def pages(body: str, count: int, foot: str = "", program: str = "Microsoft Office Word") -> Extraction:
    app = f"<Properties><Application>{program}</Application><Pages>{count}</Pages></Properties>"
    parts = {"docProps/app.xml": app}
    parts |= {"word/footer1.xml": f"<w:ftr {W}>{foot}</w:ftr>"} if foot else {}
    return sources.read_bytes(docx(body, parts), "a.docx")


def test_pages_are_told_where_word_drew_as_many_as_it_counted() -> None:
    turned = "<w:r><w:lastRenderedPageBreak/><w:t>lanjut.</w:t></w:r>"
    body = paragraph("Satu.") + paragraph("Awal kalimat ", extra=turned).replace("<w:t>", '<w:t xml:space="preserve">')
    found = pages(body, 2)
    assert [(found.text[b.start : b.end], b.sheet, b.page) for b in found.blocks] == [
        ("Satu.", 1, ""),
        ("Awal kalimat", 1, ""),
        ("lanjut.", 2, ""),
    ]
    assert {b.sheet for b in pages(body, 5).blocks} == {0}
    assert {b.sheet for b in pages(body, 2, program="LibreOffice/24.8").blocks} == {0}
    assert {
        b.sheet for b in pages(body + "<w:p><w:r><w:br w:type='page'/><w:br w:type='page'/></w:r></w:p>", 2).blocks
    } == {0}
    printed = pages(body, 2, '<w:p><w:fldSimple w:instr=" PAGE "/></w:p>')
    assert [b.page for b in printed.blocks] == ["1", "1", "2"]


def test_the_main_part_may_have_another_name() -> None:
    data = docx(paragraph("Teks."))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name).replace(b"word/document.xml", b"word/document2.xml")
            new.writestr(name.replace("word/document.xml", "word/document2.xml"), text)
    assert sources.read_bytes(out.getvalue(), "a.docx").text == "Teks."
