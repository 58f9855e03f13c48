"""Headings, lists, tables, notes and page furniture of plain text are told by shape; the text stays untouched."""

from __future__ import annotations

import time

import pytest

from kembar.sources.plaintext import blocks_of


def shown(text: str) -> list[tuple[str, str]]:
    return [(block.role, text[block.start : block.end]) for block in blocks_of(text)]


REPORT = """Laporan Kerja Sama 2017          Pemerintah Kota

        LAPORAN TAHUNAN

                                                          i
\fLaporan Kerja Sama 2017          Pemerintah Kota

BAB I   KITAKYUSHU

Naskah ditandatangani pada 12 November 2012 di kota
itu setelah hubungan lama berjalan.7 Wali Kota hadir
bersama rombongan.

1. Lima belas petugas mengikuti pelatihan pe-
   milahan sampah pada Februari 2017.
2. Enam orang meninjau kolam.
____________
7 Arsip kota, 2012.

                                                          1
\fLaporan Kerja Sama 2017          Pemerintah Kota

BAB II   SEATTLE

Persaudaraan sejak 1992.

                                                          2
"""


def test_pages_by_form_feed_have_labels_and_furniture() -> None:
    blocks = blocks_of(REPORT)
    heads = [REPORT[b.start : b.end] for b in blocks if b.role == "running_head"]
    assert heads.count("Laporan Kerja Sama 2017          Pemerintah Kota") == 3
    assert {"i", "1", "2"} <= set(heads)
    assert {(b.sheet, b.page) for b in blocks} == {(1, "i"), (2, "1"), (3, "2")}


def test_headings_items_and_notes_of_a_report() -> None:
    roles = {text.split("\n")[0]: role for role, text in shown(REPORT)}
    assert roles["LAPORAN TAHUNAN"] == "title"
    assert roles["BAB I   KITAKYUSHU"] == "heading"
    assert roles["Lima belas petugas mengikuti pelatihan pe-"] == "list_item"
    assert roles["7 Arsip kota, 2012."] == "note"


def test_wrapped_lines_are_one_paragraph() -> None:
    bodies = [text for role, text in shown(REPORT) if role == "body"]
    assert bodies[0].count("\n") == 2


def test_lines_that_are_paragraphs_stay_apart() -> None:
    long = "Wali kota menerima tamu dari kota mitra di balai kota dan " * 3
    text = f"Berita\n\n{long}selesai.\n{long}berakhir.\n"
    assert [role for role, _ in shown(text)] == ["title", "body", "body"]


def test_drawn_table_gives_cells_with_headers_and_years_as_headings() -> None:
    text = """Table 2  Activities

Partner     Activity                  Persons
---------------------------------------------
2006
Saitama     school party              21
2007
Wuxi        council mission           -
---------------------------------------------
"""
    cells = [(text[b.start : b.end], b.header, b.row) for b in blocks_of(text) if b.role == "table_row"]
    assert ("school party", "Activity", 3) in cells
    assert ("Wuxi", "Partner", 5) in cells
    assert ("heading", "2007") in shown(text)


def test_table_with_bars_joins_a_row_that_goes_on() -> None:
    head = "No. | Mitra   | Kegiatan\n----+---------+---------\n"
    text = head + "1   | Berlin  | tenaga ahli\n    |         | kota cerdas\n2   | Tokyo   | magang\n"
    rows = {(text[b.start : b.end], b.row, b.column) for b in blocks_of(text)}
    assert {("tenaga ahli", 2, 3), ("kota cerdas", 2, 3), ("magang", 3, 3)} <= rows


def test_korean_bullets_nest_by_kind_and_indent() -> None:
    text = "교류 현황\n\n□ 자매도시\n\n○ 톈진(중국) — 1993. 12. 7. 결연\n - 기업 21개사 파견\n\n○ 호놀룰루(미국)\n"
    levels = [(text[b.start : b.end], b.level) for b in blocks_of(text) if b.role == "list_item"]
    assert levels == [
        ("자매도시", 1),
        ("톈진(중국) — 1993. 12. 7. 결연", 2),
        ("기업 21개사 파견", 3),
        ("호놀룰루(미국)", 2),
    ]


def test_heading_depth_follows_the_order_of_styles() -> None:
    parts = ("Judul Laporan", "BAB I HASIL", "1.1 Pendidikan", "Teks pertama di sini.", "1.2 Budaya", "Teks kedua.")
    text = "\n\n".join((*parts, "BAB II PENUTUP", "Teks.\n"))
    levels = [(text[b.start : b.end], b.level) for b in blocks_of(text) if b.role in ("title", "heading")]
    assert levels == [
        ("Judul Laporan", 1),
        ("BAB I HASIL", 2),
        ("1.1 Pendidikan", 3),
        ("1.2 Budaya", 3),
        ("BAB II PENUTUP", 2),
    ]


def test_a_number_in_square_brackets_heads_a_section() -> None:
    heads = ("[1] Herne (Germany)", "[2] Wolverhampton on the Smestow (England)")
    told = "It is a town of bakers. " * 8
    text = "Our friends\n\n" + "\n\n".join(f"{head}\n{told}" for head in heads) + "\n"
    assert [text[b.start : b.end] for b in blocks_of(text) if b.role == "heading"] == list(heads)


@pytest.mark.parametrize("unit", ["kota dan ", "kota dan\n", "(", "| a ", "1. ", "「あ"])
def test_a_huge_monotonous_text_is_no_trap(unit: str) -> None:
    start = time.perf_counter()
    blocks_of(unit * (400_000 // len(unit)))
    assert time.perf_counter() - start < 10  # quadratic behaviour would take minutes


def test_an_empty_cell_between_bars_or_tabs_keeps_its_column() -> None:
    text = "Title of it all\n\nkota\tmitra\tnegara\ttahun\nAmbon\tDarwin\t\t1988\n\tVlissingen\tBelanda\t2010\n"
    cells = {(text[b.start : b.end], b.header, b.row) for b in blocks_of(text) if b.role == "table_row"}
    assert {("1988", "tahun", 2), ("Vlissingen", "mitra", 3), ("2010", "tahun", 3)} <= cells


def test_a_row_goes_on_where_a_bracket_is_open_or_its_widest_cell_is_done() -> None:
    text = (
        "Title of it all\n\nPartner     Tie            Exchange of the year\n"
        "Yancheng    sister city    officials 7 (May,\n"
        "            1999           festival)\n"
        "Rizhao      friendship     pupils 14 in August\n"
        "                           soccer boys 11 in October\n"
    )
    rows = {text[b.start : b.end]: b.row for b in blocks_of(text) if b.role == "table_row"}
    assert rows["1999"] == rows["festival)"] == rows["Yancheng"]


def test_a_first_line_with_figures_like_the_others_is_no_header() -> None:
    text = "Partners\n\nLinz      AT     since 1974\nEssen     DE     since 1960\nLyon      FR     since 1999\n"
    cells = [(b.header, b.row) for b in blocks_of(text) if b.role == "table_row"]
    assert {header for header, _ in cells} == {""}
    assert {row for _, row in cells} == {1, 2, 3}


def test_entries_of_a_chronicle_are_items_and_a_rule_opens_notes_only_before_their_mark() -> None:
    text = (
        "A short chronicle\n_______________________________\n\nThe city tells here what it did.\n\n"
        "1972      Mayors meet in Graz.\n1975      A pact is signed.\n1991      A bell is given.\n\n"
        "_______________________________\n1 See the minutes.\n"
    )
    roles = shown(text)
    assert ("list_item", "1975      A pact is signed.") in roles
    assert ("body", "The city tells here what it did.") in roles
    assert ("note", "1 See the minutes.") in roles


def test_two_columns_of_a_page_are_no_table() -> None:
    text = (
        "Title of it all\n\nThe tie began with         of the harbour was\na letter that was          built by both,\n"
        "sent by a teacher.         opened in spring.\nIt was answered in          The choir sang.\n"
    )
    assert not [b for b in blocks_of(text) if b.role == "table_row"]


def test_the_time_for_a_drawn_table_grows_with_its_lines_not_with_their_square() -> None:
    barred = "No | City | Year\n" + "".join(f"{n} | Lens | {1950 + n % 60}\n" for n in range(8_000))
    two_columns = "".join(f"Lens        the one of the north {n}\n" for n in range(8_000)) + "lower       case\n"
    begun = time.process_time()
    rows = [b for b in blocks_of(barred) if b.role == "table_row"]
    assert [b.row for b in rows[-3:]] == [8_001] * 3
    assert rows[-1].header == "Year"
    assert not [b for b in blocks_of(two_columns) if b.role == "table_row"]
    assert time.process_time() - begun < 15


@pytest.mark.parametrize("text", ["e||a\n|---|\n|\nn|h", "A  | | a |\n|---|\n||||||\n| B | C"])
def test_a_table_whose_header_is_empty_is_read(text: str) -> None:
    assert "".join(text[b.start : b.end] for b in blocks_of(text))


def test_a_year_of_an_era_alone_stands_apart_from_the_bracket_above_it() -> None:
    entries = (
        "平成 3年\n  7月 港の祭りに楽隊が来た\n    (8月 国の使節が港に入る)\n平成 9年(予定)\n  5月 市長が向こうへ行く"
    )
    text = "町の年表\n\n" + entries
    told = [line for _, line in shown(text)]
    assert "平成 9年(予定)" in told
    assert "(8月 国の使節が港に入る)" in told


def test_lines_whose_numbers_go_on_are_rows_of_a_table_that_lost_its_borders() -> None:
    rows = ["No Country City Signed", "1 Peru Lima Region 4 May 1971", "2 Italy Turin", "3 Chile Arica"]
    assert [said for _, said in shown("Partners of the town\n\n" + "\n".join(rows))][1:] == rows
