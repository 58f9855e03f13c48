"""Two rows of headers: groups above, columns below."""

from __future__ import annotations

import pytest

from kembar import sources
from kembar.sources.headers import header, tables

ROW = "Busan,Korea Selatan,Festival,2001"


def cells(*rows: str) -> list[list[str]]:
    return [row.split(",") for row in rows]


@pytest.mark.parametrize("title", [(), ("Rekap kerja sama,,,",)])
def test_a_header_of_groups_alone_is_read_as_two_rows(title: tuple[str, ...]) -> None:
    first, last, names = header(cells(*title, "Mitra,,Kegiatan,", "Kota,Negara,Nama,Tahun", ROW))
    assert (first, last) == (len(title), len(title) + 1)
    assert names == ["Mitra / Kota", "Mitra / Negara", "Kegiatan / Nama", "Kegiatan / Tahun"]


def test_its_columns_tell_their_fields() -> None:
    found = sources.read_bytes(f"Mitra,,Kegiatan,\nKota,Negara,Nama,Tahun\n{ROW}\n".encode(), "t.csv")
    assert found.table == {
        "Mitra / Kota": "partner",
        "Mitra / Negara": "country",
        "Kegiatan / Nama": "activity",
        "Kegiatan / Tahun": "year",
    }


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("Mitra,,Kegiatan,", "Busan,Korea Selatan,Festival,Tari"),  # a row of the list, no header words
        ("Mitra,,Kegiatan,", "Kota,,Nama,"),  # no columns in the groups
        ("Rekap,,,", "Kota,Negara,Nama,Tahun"),  # a title
    ],
)
def test_what_is_no_row_of_groups(upper: str, lower: str) -> None:
    first, last, _ = header(cells(upper, lower, ROW))
    assert first == last


TWO = """A. Partners,,
no,partner,date
A1,Herne,1998-05

B. Exchanges,,
no,what,when
B1,a choir from Herne,2009-06
"""


def test_a_table_below_another_has_its_own_heading_and_header() -> None:
    found = sources.read_bytes(TWO.encode(), "t.csv")
    headings = [found.text[b.start : b.end] for b in found.blocks if b.role == "heading"]
    assert headings == ["A. Partners", "B. Exchanges"]
    cells_told = {found.text[b.start : b.end]: b.header for b in found.blocks if b.header}
    assert (cells_told["1998-05"], cells_told["a choir from Herne"]) == ("date", "what")


def test_a_lone_cell_above_a_row_of_the_list_begins_no_table() -> None:
    rows = [["no", "partner", "date"], ["A1", "Herne", "1998"], ["note", "", ""], ["A2", "Turku", "2003"]]
    assert [first for first, *_ in tables(rows)] == [0]
