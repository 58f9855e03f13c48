"""Sentences with exact offsets, headings, rows, items, roles, and where to cite them."""

from __future__ import annotations

import time

import pytest

from kembar import passages, sources
from kembar.types import Block, Document, Source


def sentences(text: str, code: str) -> list[str]:
    return [text[start:end] for start, end in passages.sentences(text, 0, len(text), code)]


def document(text: str, name: str = "a.txt") -> Document:
    return sources.freeze(Source("a"), sources.read_bytes(text.encode(), name))


@pytest.mark.language(of="code")
@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("id", ["Prof. Dr. Ir. Rina Hartati, M.Si. hadir di Jl. Pemuda No. 5 pada tgl. 3 Mei.", "Ia pulang."]),
        ("id", ["Dana Rp. 5 juta (hlm. 12) dibagi a.n. wali kota s.d. 2010.", "Lalu selesai!", "Benarkah?"]),
        ("id", ["1. Lima orang berangkat.", "2. Dua orang tinggal."]),
        ("id", ['"Ayo!" kata wali kota, lalu pergi.', "Mereka ikut."]),
        ("id", ["Suhu 30.5 derajat, pukul 10.30 WIB.", "Acara bubar."]),
        ("en", ["Mr. J. K. Smith of St. Louis met Dr. Kim on Jan. 5.", "They signed it at 3 p.m. in Busan."]),
        ("en", ["It is no. 4 on the list, i.e. the last one.", "“Bridges fall,” he said.", "Why?"]),
        ("en", ["The U.S. delegation left in 2012.", "Nobody knows why…", "Then it ended."]),
        ("ko", ["두 도시는 2012. 11. 5. 자매결연을 맺었다.", '시장은 "기쁘다. 정말이다."라고 말했다.', "끝났다."]),
        ("ko", ["관계자는 “좋은 일이다.” 라고 밝혔다.", "행사(참가자 12명. 교사 2명.)는 열렸다."]),
        ("ko", ["협정을 맺었다.□ 두 번째 항목이다."[:8], "□ 두 번째 항목이다."]),
        ("ja", ["市長は「うれしい。また来たい。」と話した。", "両市は交流を続ける。"]),
        ("ko", ['"편지가 왔지요.', '이듬해에 배가 왔습니다."']),
        ("ja", ["「手紙が来ました。", "翌年に船が来ました。」"]),
        ("ja", ["第1回(2003年。雨天中止)は終わった!", "次は来年だ?", "楽しみだ。"]),
        ("", ["Prof. Lee came.", "두 도시가 만났다.", "終わった。", "End."]),
    ],
)
def test_sentences_end_where_they_end(code: str, parts: list[str]) -> None:
    for glue in [" ", "\n"] if code != "ja" else ["", "\n"]:
        assert sentences(glue.join(parts), code) == parts


def test_a_sentence_goes_on_over_a_line_and_offsets_are_exact() -> None:
    text = "  Naskah itu\nditandatangani di Busan.  Lalu\nmereka pulang.  "
    found = passages.sentences(text, 0, len(text), "id")
    assert [text[s:e] for s, e in found] == ["Naskah itu\nditandatangani di Busan.", "Lalu\nmereka pulang."]
    assert passages.sentences(text, 2, 26, "id") == [(2, 26)]


@pytest.mark.language(of="code")
@pytest.mark.parametrize("unit", ["kota ", "Kota. ", "(", '"', "「あ。", "1. ", "dr. "])
@pytest.mark.parametrize("code", ["id", "ko", "ja"])
def test_a_paragraph_of_millions_of_letters_is_no_trap(unit: str, code: str) -> None:
    text = unit * (300_000 // len(unit))
    start = time.perf_counter()
    found = passages.sentences(text, 0, len(text), code)
    assert time.perf_counter() - start < 10  # quadratic behaviour would take minutes
    assert found[0][0] == 0


REPORT = """Laporan Kerja Sama

BAB I PENDIDIKAN

Naskah ditandatangani pada 1994. Guru berangkat tiap tahun.

□ Pertukaran
 - Dua belas siswa ke Busan pada 2018.
 - Enam guru ke Kochi.

DAFTAR PUSTAKA

Hartati, R. (2010). Kota kembar. Jakarta.

LAMPIRAN

Isi lampiran satu.
"""


def test_headings_items_and_references_of_a_text() -> None:
    found = passages.split(document(REPORT))
    by_text = {REPORT[p.start : p.end]: p for p in found}
    first = by_text["Naskah ditandatangani pada 1994."]
    assert (first.role, first.headings, first.locator) == (
        "body",
        ("Laporan Kerja Sama", "BAB I PENDIDIKAN"),
        "para. 1",
    )
    item = by_text["Dua belas siswa ke Busan pada 2018."]
    assert (item.role, item.headings[-1], item.paragraph) == ("list_item", "Pertukaran", 3)
    assert by_text["Kota kembar."].role == "reference"
    assert by_text["Isi lampiran satu."].role == "body"
    assert by_text["BAB I PENDIDIKAN"].headings == ("Laporan Kerja Sama",)
    assert [p.role for p in found[:2]] == ["title", "heading"]


@pytest.mark.language(of="code")
@pytest.mark.parametrize(
    ("code", "heading"),
    [
        ("en", "References"),
        ("id", "V. Daftar Pustaka"),
        ("en", "7 REFERENCES"),
        ("ko", "참고문헌"),
        ("ja", "【参考文献】"),
        ("ja", "5. 参考文献"),
    ],
)
def test_headings_of_literature_are_known_in_all_languages(code: str, heading: str) -> None:
    assert passages.is_references(heading.strip("【】"))
    assert not passages.is_references(f"{heading} dan lainnya")


def test_rows_of_several_tables_are_cited_with_the_table() -> None:
    table = "| Kota | Tahun |\n|---|---|\n| Busan | 1994 |\n"
    text = f"# Judul\n\n{table}\n## Lagi\n\n{table}"
    found = [
        (text[p.start : p.end], p.locator) for p in passages.split(document(text, "a.md")) if p.role == "table_row"
    ]
    assert [place for _, place in found] == ["row 1", "row 2", "table 2, row 1", "table 2, row 2"]
    assert found[1][0] == "Busan | 1994"


def test_pages_are_cited_by_printed_label_else_by_sheet() -> None:
    blocks = (Block(0, 10, sheet=1, page="211"), Block(12, 21, sheet=2))
    made = Document(Source("a"), "Satu kata.\n\fDua kata.", "x", blocks=blocks)
    assert [p.locator for p in passages.split(made)] == ["p. 211", "sheet 2"]


def test_a_paragraph_over_two_sheets_is_one_and_each_sentence_cites_its_own() -> None:
    text = "Satu kalimat. Dua kalimat panjang di dua halaman. Tiga."
    cut = text.index("panjang")
    blocks = (Block(0, cut - 1, sheet=1, page="7"), Block(cut, len(text), sheet=2, page="8"))
    found = passages.split(Document(Source("a"), text, "x", blocks=blocks))
    assert [(text[p.start : p.end], p.locator, p.paragraph) for p in found] == [
        ("Satu kalimat.", "p. 7", 1),
        ("Dua kalimat panjang di dua halaman.", "p. 7-8", 1),
        ("Tiga.", "p. 8", 1),
    ]


def test_a_text_without_layout_is_read_by_paragraphs() -> None:
    text = "Satu. Dua.\nTiga.\n\nEmpat."
    found = passages.split(Document(Source("a"), text, "x"))
    assert [p.paragraph for p in found] == [1, 1, 1, 2]


def test_each_paragraph_has_its_own_language() -> None:
    text = "Kota Surabaya dan Busan bekerja sama untuk pendidikan.\n\n두 도시는 해마다 교사를 서로 보내고 있다.\n"
    assert [p.language for p in passages.split(document(text))] == ["id", "ko"]


def test_locator_of_an_offset_is_that_of_its_passage() -> None:
    made = document(REPORT)
    for passage in passages.split(made):
        assert passages.locator(made, passage.start) == passage.locator
    assert passages.locator(made, 0) == "heading 1"
    assert passages.locator(Document(Source("a"), "\n\nx", "h"), 0) == ""


def test_what_stands_on_two_pages_is_cited_by_both() -> None:
    text = "One tie was made in\n1994. It held."
    blocks = (Block(0, 19, page="7", sheet=1), Block(20, 34, page="8", sheet=2))
    made = Document(Source("a"), text.replace("\n", " "), "h", blocks=blocks)
    assert [p.locator for p in passages.split(made)] == ["p. 7-8", "p. 8"]
    assert passages.locator(made, 0) == "p. 7"
    assert passages.locator(made, 0, 19) == "p. 7"
    assert passages.locator(made, 4, 25) == "p. 7-8"
    assert passages.locator(made, 20, 34) == "p. 8"


def test_a_date_that_opens_an_entry_stays_with_it() -> None:
    text = "1998. May 4. A pact with Graz is signed. Cake is eaten."
    document = Document(Source("d"), text, "0" * 64, "text 1", "en", (Block(0, len(text), "list_item", 1),))
    assert next(text[p.start : p.end] for p in passages.split(document)).startswith("1998. May 4.")
