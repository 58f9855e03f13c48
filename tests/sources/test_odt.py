"""OpenDocument texts: pages, lists, tables, what a reader of the page does not see."""

from __future__ import annotations

import pytest
from madeoffice import odt_of, shown

from kembar import sources


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def test_the_breaks_that_libreoffice_stores_say_nothing_of_pages() -> None:
    body = p("Satu.") + p("Awal kalimat <text:soft-page-break/>lanjut.") + "<text:soft-page-break/>" + p("Tiga.")
    row = f"<table:table-row><table:table-cell>{p('a')}</table:table-cell><table:table-cell>{p('b')}</table:table-cell>"
    body += f"<table:table>{row}</table:table-row><text:soft-page-break/></table:table>"
    found = sources.read_bytes(odt_of(body), "a.odt")
    assert found.text == "Satu.\n\nAwal kalimat lanjut.\n\nTiga.\n\na\tb"
    assert {(b.sheet, b.page) for b in found.blocks} == {(0, "")}


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


def test_notes_inside_of_notes_are_read_once() -> None:
    def note(inner: str, number: int) -> str:
        body = f"<text:note-body>{p(f'catatan {number}{inner}')}</text:note-body>"
        return f"<text:note><text:note-citation>1</text:note-citation>{body}</text:note>"

    nested = ""
    for number in range(40):
        nested = note(nested, number)
    found = sources.read_bytes(odt_of(p(f"Isi.{nested}")), "a.odt")
    assert found.text.split("\n\n") == ["Isi.", *(f"catatan {number}" for number in range(40))]


def test_a_list_in_a_note_is_part_of_it() -> None:
    listed = f"<text:list><text:list-item>{p('dua')}</text:list-item></text:list>"
    note = f"<text:note><text:note-body>{p('satu')}{listed}</text:note-body></text:note>"
    assert shown(sources.read_bytes(odt_of(p(f"Isi.{note}")), "a.odt")) == [("body", "Isi."), ("note", "satu dua")]
