"""RTF: code pages of two bytes, what is hidden, boxes, tables, cut and hostile files."""

from __future__ import annotations

import pytest
from madeoffice import rtf_of, rtf_text, shown

from kembar import sources


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"Caf\'e9 \'93dua\'94 \emdash  x\~y", "Café “dua” — x y"),
        (r"\u-10179?\u-8704? \uc2\u8364\'80\'81\uc1  z", "😀 € z"),
        (r"{\deleted hapus}{\v sembunyi}tetap\v  lagi\v0 .", "tetap."),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt tautan}}", "tautan"),
        (r"{\upr{ansi}{\*\ud{uni\u44032?}}}", "uni가"),
        (r"{\pict\wmetafile8 4142434445}gambar", "gambar"),
        (r"a{\*\asing{b}}c{\*\bkmkstart d}e", "ace"),
        (r"garis\line Baru", "garis\n\nBaru"),
    ],
)
def test_the_text_is_what_a_reader_sees(body: str, text: str) -> None:
    found = sources.read_bytes(rtf_of(rf"\pard {body}\par"), "a.rtf")
    assert found.text == text
    assert found.problems == ()


def test_korean_bytes_in_a_font_that_is_said_to_be_western() -> None:
    data = rtf_of(r"\pard " + rtf_text("부산광역시 'x'", "cp949") + r"\par").replace(rb"\deff0", rb"\ansicpg949\deff0")
    assert sources.read_bytes(data, "a.rtf").text == "부산광역시 'x'"


def test_a_second_byte_may_look_like_a_letter_or_a_bracket() -> None:
    text = "表示ソ能"  # their second bytes are backslashes in cp932
    assert sources.read_bytes(rtf_of(r"\pard " + rtf_text(text, "cp932") + r"\par", 128), "a.rtf").text == text
    assert sources.read_bytes(rtf_of(r"\pard \'95\\\'8e\'a6\par", 128), "a.rtf").text == "表示"


def test_bytes_of_no_letter_are_shown_and_counted() -> None:
    found = sources.read_bytes(rtf_of(r"\pard kota \'81\'8d tua\par"), "a.rtf")
    assert found.text == r"kota \x81\x8d tua"
    assert [(p.name, p.message[:7]) for p in found.problems] == [("encoding", "2 bytes")]


def test_boxes_once_and_merged_cells_in_each_row() -> None:
    box = r"{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt\pard Kotak.\par}}{\shprslt{\*\do{\dptxbxtext Kotak.\par}}}}"
    rows = r"\trowd\clvmgf\cellx1\cellx2\pard\intbl Busan\cell 1994\cell\row"
    rows += r"\trowd\clvmrg\cellx1\cellx2\pard\intbl\cell 1995\par dan 1996\cell\row"
    found = sources.read_bytes(rtf_of(rf"\pard Awal{box}\par {rows}\pard Akhir\par"), "a.rtf")
    assert found.text == "Awal\n\nKotak.\n\nBusan\t1994\nBusan\t1995 dan 1996\n\nAkhir"


def test_a_cut_file_is_read_up_to_there_and_said() -> None:
    data = rtf_of(r"\pard Kalimat pertama.\par Kalimat kedua.\par")
    found = sources.read_bytes(data[:-20], "a.rtf")
    assert shown(found)[0] == ("body", "Kalimat pertama.")
    assert [p.name for p in found.problems] == ["damaged"]


def test_groups_without_end_and_binary_data_do_no_harm() -> None:
    found = sources.read_bytes(b"{\\rtf1 " + b"{" * 50_000 + b"teks" + b"}" * 60_000, "a.rtf")
    assert found.text == "teks"
    assert sources.read_bytes(b"{\\rtf1 a\\bin5 {{{{{b\\bin-3 c\\bin999999999 d}", "a.rtf").text == "abc"


def test_a_label_before_the_paragraph_and_a_note_inside_of_a_heading() -> None:
    label = r"{\listtext\pard\plain 3.\tab}\pard\ls1 Ruang lingkup\par"
    head = r"\pard\s1 Judul{\footnote\pard\plain\s0 Catatan.\par dua} panjang\par"
    found = sources.read_bytes(rtf_of(rf"\pard\s5 Naskah\par {label} {head}"), "a.rtf")
    assert "3. Ruang lingkup" in found.text
    assert shown(found) == [
        ("title", "Naskah"),
        ("list_item", "Ruang lingkup"),
        ("heading", "Judul panjang"),
        ("note", "Catatan. dua"),
    ]


def test_tables_in_boxes_and_in_cells() -> None:
    box = r"{\shp{\*\shpinst{\shptxt\trowd\cellx1\cellx2\pard\intbl x\cell y\cell\row}}}"
    inner = r"{\itap2 b\nestcell c\nestcell{\*\nesttableprops\trowd\nestrow}}"
    nested = rf"\trowd\cellx1\cellx2\pard\intbl a\cell {inner}d\cell\row"
    found = sources.read_bytes(rtf_of(rf"\pard Awal{box} kalimat\par {nested}\pard Akhir\par"), "a.rtf")
    assert found.text == "Awal kalimat\n\nx y\n\na\tb c d\n\nAkhir"


def test_labels_stand_before_their_paragraphs_in_a_cell() -> None:
    cell = r"{\listtext 1.\tab}satu\par {\listtext 2.\tab}dua\cell"
    found = sources.read_bytes(rtf_of(rf"\trowd\cellx1\cellx2\pard\intbl {cell} b\cell\row\pard Akhir\par"), "a.rtf")
    assert found.text == "1. satu 2. dua\tb\n\nAkhir"


def test_a_cell_of_many_paragraphs_is_put_together_once(monkeypatch: pytest.MonkeyPatch) -> None:
    joined: list[int] = []

    def counted(text: str) -> str:
        joined.append(len(text))
        return text

    monkeypatch.setattr("kembar.sources.rtf.rtftokens.joined", counted)
    cell = r"kata\par " * 1000
    found = sources.read_bytes(rtf_of(rf"\trowd\cellx1\cellx2\pard\intbl {cell}\cell b\cell\row\pard\par"), "a.rtf")
    assert found.text == " ".join(["kata"] * 1000) + "\tb"
    assert sum(joined) < 10_000
