"""OpenDocument texts: pages, lists, tables, what a reader of the page does not see."""

from __future__ import annotations

import pytest
from madeoffice import odt_of, shown

from kembar import sources

BREAK = (
    '<style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/>'
    "</style:style>"
)


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def test_pages_are_told_where_their_breaks_are_as_many_as_the_file_says() -> None:
    body = p("Satu.") + p("Awal kalimat <text:soft-page-break/>lanjut.") + p("Tiga.", "P") + p("Empat.")
    found = sources.read_bytes(odt_of(body, BREAK, pages=3), "a.odt")
    assert [(found.text[b.start : b.end], b.sheet, b.page) for b in found.blocks] == [
        ("Satu.", 1, ""),
        ("Awal kalimat", 1, ""),
        ("lanjut.", 2, ""),
        ("Tiga.", 3, ""),
        ("Empat.", 3, ""),
    ]
    assert found.text == "Satu.\n\nAwal kalimat lanjut.\n\n\f\fTiga.\n\nEmpat."
    unsure = sources.read_bytes(odt_of(body, BREAK, pages=4), "a.odt")
    assert {b.sheet for b in unsure.blocks} == {0}


def test_a_page_number_in_the_foot_makes_sheets_printed_pages() -> None:
    body = p("Satu.") + "<text:soft-page-break/>" + p("Dua.")
    foot = "<style:footer><text:p><text:page-number/></text:p></style:footer>"
    found = sources.read_bytes(odt_of(body, "", 2, foot), "a.odt")
    assert [b.page for b in found.blocks] == ["1", "2"]


def test_a_table_over_two_pages_keeps_each_row_on_its_page() -> None:
    def row(*cells: str) -> str:
        return (
            "<table:table-row>"
            + "".join(f"<table:table-cell>{p(c)}</table:table-cell>" for c in cells)
            + "</table:table-row>"
        )

    rows = f"{row('Kota', 'Tahun')}{row('Busan', '1994')}<text:soft-page-break/>{row('Kochi', '1997')}"
    table = f"<table:table>{rows}</table:table>"
    found = sources.read_bytes(odt_of(p("Daftar.") + table + p("Akhir."), "", 2), "a.odt")
    assert [(b.row, b.sheet) for b in found.blocks if b.row] == [(1, 1), (1, 1), (2, 1), (2, 1), (3, 2), (3, 2)]
    assert found.blocks[-1].sheet == 2


def test_merged_cells_stand_in_each_of_their_rows() -> None:
    cell = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"
    spanned = cell.format(' table:number-rows-spanned="2"', "Busan")
    rows = [spanned + cell.format("", "1994"), "<table:covered-table-cell/>" + cell.format("", "1997")]
    table = "".join(f"<table:table-row>{r}</table:table-row>" for r in rows)
    found = sources.read_bytes(odt_of(f"<table:table>{table}</table:table>"), "a.odt")
    assert found.text == "Busan\t1994\nBusan\t1997"


def test_a_table_of_one_column_is_a_frame_around_paragraphs() -> None:
    cell = f'<table:table-cell>{p("Kalimat satu.")}<text:h text:outline-level="2">Judul</text:h></table:table-cell>'
    found = sources.read_bytes(odt_of(f"<table:table><table:table-row>{cell}</table:table-row></table:table>"), "a.odt")
    assert shown(found) == [("body", "Kalimat satu."), ("heading", "Judul")]


def test_lists_count_on_and_are_numbered_by_level() -> None:
    level = '<text:list-level-style-number text:level="{}" style:num-format="{}" style:num-suffix="{}" '
    level += 'text:display-levels="{}"/>'
    style = (
        f'<text:list-style style:name="L">{level.format(1, "1", ".", 1)}{level.format(2, "1", "", 2)}</text:list-style>'
    )
    item = "<text:list-item>{}</text:list-item>"
    inner = f"<text:list>{item.format(p('dua'))}{item.format(p('tiga'))}</text:list>"
    body = f'<text:list text:style-name="L"><text:list-item>{p("satu")}{inner}</text:list-item></text:list>{p("Sela.")}'
    more = f"<text:list-item>{p('empat')}</text:list-item>"
    body += f'<text:list text:style-name="L" text:continue-numbering="true">{more}</text:list>'
    body += f'<text:list text:style-name="L">{more}</text:list>'
    found = sources.read_bytes(odt_of(body, style), "a.odt")
    assert found.text.split("\n\n") == ["1. satu", "1.1 dua", "1.2 tiga", "Sela.", "2. empat", "1. empat"]


@pytest.mark.parametrize(
    ("inline", "text"),
    [
        ("a<text:s text:c='3'/>b<text:tab/>c", "a b c"),
        ("kota<office:annotation><text:p>komentar</text:p></office:annotation> tua", "kota tua"),
        (
            "<text:ruby><text:ruby-base>高知</text:ruby-base><text:ruby-text>こうち</text:ruby-text></text:ruby>市",
            "高知市",
        ),
        ("<text:tracked-changes><text:p>hapus</text:p></text:tracked-changes>tetap", "tetap"),
        ("<text:span>x<text:a>y</text:a></text:span>z", "xyz"),
        ("kota \ufdd0mitra\ufdd1 \ufdd2", "kota mitra"),
    ],
)
def test_the_text_is_what_a_reader_sees(inline: str, text: str) -> None:
    assert sources.read_bytes(odt_of(p(inline)), "a.odt").text == text


def test_text_boxes_follow_their_paragraph() -> None:
    box = f"<draw:frame><draw:text-box>{p('Dalam kotak.')}</draw:text-box></draw:frame>"
    found = sources.read_bytes(odt_of(p(f"Sebelum {box}sesudah.") + p("Akhir.")), "a.odt")
    assert found.text.split("\n\n") == ["Sebelum sesudah.", "Dalam kotak.", "Akhir."]


def test_a_table_of_contents_is_an_aside_and_styles_may_go_round() -> None:
    styles = "".join(
        f'<style:style style:name="{a}" style:parent-style-name="{b}" style:family="paragraph"/>'
        for a, b in ("AB", "BA")
    )
    index = f"<text:index-body>{p('Bab satu 3')}</text:index-body>"
    body = f"<text:table-of-content>{index}</text:table-of-content>{p('Isi.', 'A')}"
    found = sources.read_bytes(odt_of(body, styles), "a.odt")
    assert shown(found) == [("aside", "Bab satu 3"), ("body", "Isi.")]


def test_rows_and_columns_without_end_are_bounded() -> None:
    cell = '<table:table-cell table:number-columns-repeated="1048576" table:number-rows-spanned="999999999">'
    cell += "<text:p>x</text:p></table:table-cell>"
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    found = sources.read_bytes(odt_of(f"<table:table>{row}{row}</table:table>"), "a.odt")
    assert len(found.text) < 10_000_000
