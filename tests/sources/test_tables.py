"""Spreadsheets and CSV: rows as a person counts them, cells in their place, headers told in four languages."""

from __future__ import annotations

from datetime import date

import pytest
from made import xlsx

from kembar import passages, sources
from kembar.sources import Extraction, table
from kembar.sources.csvfile import cells
from kembar.types import Document, Source


def frozen(found: Extraction, **fields: object) -> Document:
    return sources.freeze(Source("t", fields=fields), found)


def read(text: str, name: str = "t.csv") -> Document:
    return frozen(sources.read_bytes(text.encode(), name))


def test_csv_stays_as_it_is_and_cells_point_into_it() -> None:
    text = 'no;mitra;kegiatan\n1;Busan;"guru; murid"\n2;Kochi;"kata ""rukun"" ini"\n'
    document = read(text)
    assert document.text == text
    found = [(r.row, [c.text for c in r.cells]) for r in table.rows(document)]
    assert found == [(2, ["1", "Busan", "guru; murid"]), (3, ["2", "Kochi", 'kata "rukun" ini'])]
    for row in table.rows(document):
        for cell in row.cells:
            assert text[cell.start : cell.end].replace('""', '"') == cell.text


def test_rows_are_passages_and_cite_the_row_of_the_file() -> None:
    found = passages.split(read("mitra,tahun\nBusan,1994\n\nKochi,1997\n"))
    assert [(p.role, p.locator) for p in found] == [
        ("table_row", "row 1"),
        ("table_row", "row 2"),
        ("table_row", "row 4"),
    ]


@pytest.mark.parametrize(
    ("text", "sign"), [("a,b\n1,2\n", ","), ("a;b\n1;2\n", ";"), ("a\tb\n1\t2\n", "\t"), ("a|b\n1|2\n", "|")]
)
def test_the_sign_between_cells_is_told(text: str, sign: str) -> None:
    assert [b.header for b in read(text).blocks][-1] == "b", sign


def test_an_unclosed_quote_is_no_trap() -> None:
    text = '"' + "a,b\n" * 20_000 + '"' + "c,d\n" * 20_000
    assert len(list(cells(text + '"', ","))) > 1


@pytest.mark.parametrize(
    ("headers", "fields"),
    [
        (
            "no tahun mitra negara kegiatan tanggal peserta status ket",
            "number year partner country activity date participants status note",
        ),
        (
            "연번 연도 국가 지역 사업명 기간 인원 상태 비고",
            "number year country partner activity date participants status note",
        ),
        pytest.param(
            "年度 相手都市 国 事業名 区分 人数 備考",
            "year partner country activity kind participants note",
            marks=pytest.mark.language("ja"),
        ),
        (
            "Year|Partner city|Country|Activity|Number of participants|Remarks",
            "year partner country activity participants note",
        ),
    ],
)
def test_plain_headers_tell_their_fields(headers: str, fields: str) -> None:
    names = headers.split("|") if "|" in headers else headers.split()
    assert table.guess(names) == dict(zip(names, fields.split(), strict=True))


def test_a_place_column_alone_is_the_partner_and_units_in_brackets_do_not_matter() -> None:
    assert table.guess(["City", "Since", "Peserta (orang)", "xyz"]) == {
        "City": "partner",
        "Since": "year",
        "Peserta (orang)": "participants",
    }


def test_columns_in_the_source_list_count_before_guesses() -> None:
    found = sources.read_bytes(b"mitra,tahun\nBusan,1994\n", "t.csv")
    assert table.mapping(frozen(found)) == {"mitra": "partner", "tahun": "year"}
    assert table.mapping(frozen(found, columns={"mitra": "name"})) == {"mitra": "name", "tahun": "year"}
    assert found.table == {"mitra": "partner", "tahun": "year"}


def test_workbook_cells_keep_sheet_row_column_and_header() -> None:
    rows = [
        ["Kegiatan 2019", None],
        ["mitra", "tanggal", "peserta"],
        ["Busan", date(1994, 11, 10), 70],
        ["007", None, 1.5],
    ]
    found = sources.read_bytes(xlsx({"Kegiatan": rows, "Kosong": []}), "t.xlsx")
    document = frozen(found)
    got = [
        (document.text[b.start : b.end], b.sheet, b.page, b.row, b.column, b.header)
        for b in document.blocks
        if b.header
    ]
    assert got == [
        ("Busan", 1, "Kegiatan", 3, 1, "mitra"),
        ("1994-11-10", 1, "Kegiatan", 3, 2, "tanggal"),
        ("70", 1, "Kegiatan", 3, 3, "peserta"),
        ("007", 1, "Kegiatan", 4, 1, "mitra"),
        ("1.5", 1, "Kegiatan", 4, 3, "peserta"),
    ]
    row = next(p for p in passages.split(document) if "Busan" in document.text[p.start : p.end])
    assert (row.locator, row.headings) == ("Kegiatan, row 3", ("Kegiatan", "Kegiatan 2019"))
    assert document.text.count("\f") == 1


def test_merged_cells_hold_for_all_their_rows_and_hidden_sheets_are_said() -> None:
    rows = [["mitra", "tahun"], ["Busan", 1994], ["", 1995]]
    found = sources.read_bytes(xlsx({"A": rows, "B": rows}, hidden=("B",), merged={"A": "A2:A3"}), "t.xlsx")
    cells_ = [
        (found.text[b.start : b.end], b.row) for b in found.blocks if b.sheet == 1 and b.column == 1 and b.row > 1
    ]
    assert cells_ == [("Busan", 2), ("Busan", 3)]
    assert [(p.name, p.where) for p in found.problems] == [("hidden_sheet", "t.xlsx, B")]


def test_an_empty_workbook_is_a_problem() -> None:
    assert [p.name for p in sources.read_bytes(xlsx({"A": []}), "t.xlsx").problems] == ["empty"]


TWO = [
    ["Rekap kerja sama luar negeri", "", "", "", "", "", ""],
    ["No", "Mitra", "", "Kegiatan", "", "Peserta", "Ket."],
    ["", "Kota", "Negara", "Nama", "Tanggal", "", ""],
    ["1", "Busan", "Korea Selatan", "Kunjungan", "24-9-1997", 12, "baik"],
]
NAMED = {
    "No": "number",
    "Mitra / Kota": "partner",
    "Mitra / Negara": "country",
    "Kegiatan / Nama": "activity",
    "Kegiatan / Tanggal": "date",
    "Peserta": "participants",
    "Ket.": "note",
}


def test_two_rows_of_headers_name_their_columns_together() -> None:
    comma = "\n".join(",".join(map(str, row)) for row in TWO) + "\n"
    merged = {"A": "B2:C2 D2:E2 A2:A3 F2:F3 G2:G3"}
    for data, name in ((comma.encode(), "t.csv"), (xlsx({"A": TWO}, merged=merged), "t.xlsx")):
        found = sources.read_bytes(data, name)
        assert found.table == NAMED, name
        cells = {b.header: found.text[b.start : b.end] for b in found.blocks if b.row == 4}
        assert (cells["Mitra / Kota"], cells["Kegiatan / Tanggal"]) == ("Busan", "24-9-1997")
        assert "Rekap kerja sama luar negeri" in [
            found.text[b.start : b.end] for b in found.blocks if b.role == "heading"
        ]


@pytest.mark.parametrize(
    ("upper", "lower", "fields"),
    [
        (
            "연번|상대도시||교류내용||인원",
            "|국가|도시|사업명|기간|",
            "number country partner activity date participants",
        ),
        ("No|Home||Partner||Period|", "|City|Country|City|Country|From|To", "number home  partner country start end"),
        ("No|Mitra|Kegiatan|Tanggal", "1|Busan|Festival|2001", "number partner activity date"),
    ],
)
def test_a_group_decides_whose_place_a_column_holds(upper: str, lower: str, fields: str) -> None:
    from kembar.sources.headers import header

    _, last, names = header([upper.split("|"), lower.split("|"), ["1"]])
    told = table.guess(names)
    assert [told.get(name, "") for name in names] == fields.split(" ")
    assert last == (0 if "2001" in lower else 1)


@pytest.mark.parametrize(
    ("headers", "language"),
    [
        pytest.param("Mitra,Tahun,Kegiatan,Peserta", "id", marks=pytest.mark.language("id")),
        pytest.param("Kota tujuan perjalanan,Tanggal berangkat,Banyak orang", "id", marks=pytest.mark.language("id")),
        pytest.param("partner,year,type,participants", "en", marks=pytest.mark.language("en")),
        pytest.param("年度,相手都市,事業名,人数", "ja", marks=pytest.mark.language("ja")),
        ("No,Status", ""),
        ("Alpha,Beta,Gamma,Delta", ""),
    ],
)
def test_a_table_of_names_and_numbers_is_in_the_language_of_its_headers(headers: str, language: str) -> None:
    assert read(f"{headers}\nBusan,2012,4,14\nBusan,2014,7,20\n").language == language


@pytest.mark.language("ja")
def test_headers_that_are_partly_of_a_language_change_no_language_that_was_told() -> None:
    rows = "2012,釜山広域市,訪問,14\n2014,釜山広域市,交流,20\n"
    assert read(f"年度,城市,活动,人数\n{rows}").language == read(rows, "t.txt").language == "zh"
    assert read(f"年度,相手都市,事業名,人数\n{rows}").language == "ja"


def test_only_a_table_is_told_by_headers() -> None:
    assert read("Mitra\tTahun\tKegiatan\tPeserta\n", "t.txt").language == ""
