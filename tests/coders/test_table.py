"""Lists of acts: mapped cells become values with the cell as evidence, free text goes to the rules."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from kembar import codebook, places, sources
from kembar.coders import gate, table
from kembar.coders.coded import Coded
from kembar.sources import table as columns
from kembar.types import Coding, Document, Evidence, Pair, Source

BOOK = codebook.load()
KNOWN = places.gazetteer()
SURABAYA, BUSAN = KNOWN.named("Surabaya"), KNOWN.named("Busan")
SOURCE = Source("list2020", title="Kerja sama luar negeri Kota Surabaya", issued="2020")
HEADER = "No,Mitra,Jenis,Tanggal,Bidang,Peserta,Arah,Pelaku,Keterangan\n"


def document(folder: Path, text: str, source: Source = SOURCE, name: str = "list.csv") -> Document:
    """Freeze a CSV text as a source's file."""
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return sources.freeze(source, sources.read(path))


def coded(folder: Path, text: str, source: Source = SOURCE) -> Coded:
    """Code a CSV text with the mapping that its headers give."""
    frozen = document(folder, text, source)
    return table.code(frozen, BOOK, columns.mapping(frozen))


def one(folder: Path, row: str) -> Coding:
    """The only coding of a list with one row."""
    (coding,) = coded(folder, HEADER + row).codings
    return coding


def quote(coding: Coding, field: str) -> str:
    """The words that support a field."""
    return next(e.quote for e in coding.evidence if field in e.supports)


def test_a_row_becomes_an_act_whose_values_are_quoted_by_cell(tmp_path: Path) -> None:
    row = 'K-02,"Busan, Korea Selatan",Pertukaran pelajar,Juli 2018,Pendidikan,"15 orang",keluar,sekolah,siswa SMP'
    coding = one(tmp_path, row)
    assert (coding.type, coding.kind, coding.pair) == ("activity", "student_exchange", Pair(SURABAYA, BUSAN))
    assert (coding.sector, coding.flow, coding.actors) == ("education", "ID.35.78>KR.26", ("school",))
    assert coding.start is not None
    assert coding.start.edtf == "2018-07"
    assert coding.participants is not None
    assert coding.participants.value == 15
    told = {"act": row, "pair": "Busan", "sector": "Pendidikan", "start": "Juli 2018", "participants": "15 orang"}
    assert {field: quote(coding, field) for field in told} == told
    assert {e.locator for e in coding.evidence} == {"row 2"}
    assert (coding.status, coding.end, coding.recurrence) == (None, None, None)


def test_codings_pass_the_gate_and_a_second_run_says_the_same(tmp_path: Path) -> None:
    text = (
        HEADER + "1,Busan,MoU,1994-11-10,,,,,\n2,Kochi (Jepang),Festival,2018,Budaya,\u00b120,timbal balik,,yosakoi\n"
    )
    first, second = coded(tmp_path, text), coded(tmp_path, text)
    assert [c.id for c in first.codings] == [c.id for c in second.codings]
    assert len(first.codings) == 2
    frozen = document(tmp_path, text)
    assert [gate.check(c, frozen, BOOK) for c in first.codings] == [(), ()]
    assert first.years == {1994, 2018}
    assert first.scope.spans == ((61, 83), (89, 152))
    assert {m.place for m in first.mentions} >= {SURABAYA.id, BUSAN.id}
    assert [c.outcome for c in first.trace.candidates] == ["kept", "kept"]


def test_a_period_in_one_cell_gives_start_and_end(tmp_path: Path) -> None:
    coding = one(tmp_path, "1,Busan,Kunjungan,3-8 November 2012,,12 + 3,,,")
    assert (coding.start and coding.start.edtf, coding.end and coding.end.edtf) == ("2012-11-03", "2012-11-08")
    assert coding.participants is not None
    assert coding.participants.parts == (12, 3)


def test_year_and_day_in_two_columns(tmp_path: Path) -> None:
    text = "partner;kind;year;date;end date\nBusan;visit;2015;24 May;26 May 2015\nBusan;visit;2016;;\n"
    starts = [(c.start and c.start.edtf, c.end and c.end.edtf) for c in coded(tmp_path, text).codings]
    assert starts == [("2015-05-24", "2015-05-26"), ("2016", None)]


@pytest.mark.parametrize(
    ("header", "starts"),
    [
        ("date", [("2016-09", None), ("2009-10", None), ("2016-03", None)]),
        ("fiscal year", [("2016-09", None), ("2009", "2010"), ("2016-03", None)]),
    ],
)
def test_a_month_in_figures_is_no_span_of_years(
    tmp_path: Path, header: str, starts: list[tuple[str, str | None]]
) -> None:
    result = coded(tmp_path, f"partner;kind;{header}\nBusan;visit;2016-09\nBusan;visit;2009-10\nBusan;visit;2016/03\n")
    assert [(c.start and c.start.edtf, c.end and c.end.edtf) for c in result.codings] == starts
    assert not [p for p in result.problems if p.name in ("ends-before-start", "unread-date")]


def test_several_partners_give_an_act_each(tmp_path: Path) -> None:
    result = coded(tmp_path, HEADER + "1,Guangzhou; Xiamen,Kunjungan,2012,,,,,\n")
    assert [c.pair.name for c in result.codings if c.pair] == ["Guangzhou-Surabaya", "Surabaya-Xiamen"]


def test_names_venue_and_institutions_are_attributes_with_their_cells(tmp_path: Path) -> None:
    text = (
        'Mitra,Jenis,Nama acara,Tempat,Pelaksana\nBusan,Festival,Festival Laut,Gedung Kesenian,"sekolah, Sanggar Ayu"\n'
    )
    (coding,) = coded(tmp_path, text).codings
    assert coding.attributes == {
        "name": "Festival Laut",
        "venue": "Gedung Kesenian",
        "institutions": [{"name": "Sanggar Ayu"}],
    }
    assert quote(coding, "attributes.venue") == "Gedung Kesenian"


def test_the_home_side_is_the_columns_then_the_sources_then_above_the_table(tmp_path: Path) -> None:
    rows = "Kota asal,Mitra,Jenis\nMedan,Gwangju,MoU\n"
    assert [c.pair.name for c in coded(tmp_path, rows).codings if c.pair] == ["Gwangju-Medan"]
    bare = "Mitra,Jenis\nGwangju,MoU\n"
    assert [c.pair.name for c in coded(tmp_path, bare).codings if c.pair] == ["Gwangju-Surabaya"]
    for source in (
        Source("s", side="Medan"),
        Source("s", side="ID.12.71"),
        Source("s", publisher="Pemerintah Kota Medan"),
    ):
        assert [c.pair.name for c in coded(tmp_path, bare, source).codings if c.pair] == ["Gwangju-Medan"]
    above = "Kerja sama Kota Medan,\n" + bare
    (coding,) = coded(tmp_path, above, Source("s")).codings
    assert coding.pair is not None
    assert coding.pair.name == "Gwangju-Medan"
    assert [e.quote for e in coding.evidence if "pair" in e.supports] == ["Gwangju", "Kota Medan"]


def test_without_a_home_side_nothing_is_coded_and_it_is_said(tmp_path: Path) -> None:
    result = coded(tmp_path, "Mitra,Jenis\nGwangju,MoU\nBusan,MoU\n", Source("s"))
    assert result.codings == ()
    assert [(p.name, p.where) for p in result.problems] == [("no-home", "s row 2, row 3")]


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("1,Nowhere,Kunjungan,2019,,,,,", "unread-partner"),
        ("1,Medan,Kunjungan,2019,,,,,", "one-country"),
        ("1,Busan,Kunjungan,31 April 2018,,,,,", "unread-date"),
        ("1,Busan,Kunjungan,2019,Antah berantah,,,,", "unread-sector"),
        ("1,Busan,Kunjungan,2019,,banyak,,,", "unread-participants"),
        ("1,Busan,Kunjungan,2019,,,ke sana,,", "unread-flow"),
        ("1,Busan,Kunjungan,2099,,,,,", "far-date"),
    ],
)
def test_a_cell_that_says_nothing_plain_is_told_with_its_row(tmp_path: Path, row: str, name: str) -> None:
    result = coded(tmp_path, HEADER + row + "\n")
    (problem,) = result.problems
    assert (problem.name, problem.where) == (name, "list2020 row 2")
    kept = name in ("unread-date", "unread-sector", "unread-participants", "unread-flow")
    assert len(result.codings) == kept


def test_a_problem_of_many_rows_is_told_once(tmp_path: Path) -> None:
    result = coded(tmp_path, HEADER + "1,Nowhere,Kunjungan,2019,,,,,\n" * 20)
    (problem,) = result.problems
    assert problem.where.startswith("list2020 row 2, row 3,")
    assert problem.where.endswith("and 8 more")


def test_a_key_column_keeps_a_changed_rows_identity_and_a_running_number_does_not(tmp_path: Path) -> None:
    keyed, numbered = (one(tmp_path, f"{key},Busan,MoU,1994,,,,,") for key in ("K-01", "7"))
    assert [e.quote for e in keyed.evidence if not e.supports] == ["K-01"]
    assert [e.quote for e in numbered.evidence if not e.supports] == []


def found_by_rules(frozen: Document, start: int, **fields: Any) -> Coding:
    """A coding as the rules give it, on a stretch of the text."""
    text = frozen.text[start : start + 9]
    quoted = Evidence(SOURCE.id, frozen.sha256, start, start + 9, "row 2", text, ("act", "pair", "status", "start"))
    plain = {"status": "done", "start": None, "pair": Pair(SURABAYA, BUSAN)}
    return Coding("activity", "cultural_event", (quoted,), **{**plain, **fields})


def test_where_no_cell_names_the_kind_the_rules_read_the_row_and_the_cells_win(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Mitra,Kegiatan,Tahun,Peserta\nBusan,penari tampil di alun-alun pada 1990,2018,12\nBusan,?,2019,\n"
    frozen = document(tmp_path, text)
    by_rules = found_by_rules(frozen, text.index("penari"))
    other = replace(by_rules, pair=Pair(SURABAYA, KNOWN.named("Kochi, JP")), id="")
    monkeypatch.setattr(table, "_by_rules", lambda *_: (by_rules, other))
    result = table.code(frozen, BOOK, columns.mapping(frozen))
    (coding,) = result.codings
    assert (coding.kind, coding.status) == ("cultural_event", "done")
    assert coding.start is not None
    assert coding.start.edtf == "2018"
    assert (quote(coding, "start"), quote(coding, "participants"), quote(coding, "pair")) == ("2018", "12", "Busan")
    assert quote(coding, "act") == "penari ta"
    assert [(p.name, p.where) for p in result.problems] == [("no-kind", "list2020 row 3")]


def test_a_date_of_its_own_in_a_row_goes_before_the_year_of_the_list(tmp_path: Path) -> None:
    source = replace(SOURCE, title="仙台市 海外交流一覧", issued="2018")
    header = "年度,相手都市,国,内容,備考\n"
    rows = (
        ("平成28,ミュンヘン市,ドイツ,高校生の相互派遣(毎年),平成12年度開始\n", "2000"),
        ("平成28,ミュンヘン市,ドイツ,消防士の研修を実施,2月\n", "2017-02"),
        ("平成28,長春市,中国,中学生の訪問団を受入,\n", "2016"),
    )
    for row, start in rows:
        told = [c.start.edtf for c in coded(tmp_path, header + row, source).codings if c.start]
        assert told == [start], row


def test_with_kinds_in_a_column_the_rules_are_not_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "_by_rules", lambda *_: pytest.fail("the rules were asked"))
    assert one(tmp_path, "1,Busan,MoU,1994,,,,,kunjungan balasan").kind == "memorandum"


def test_a_mapping_by_hand_is_followed(tmp_path: Path) -> None:
    frozen = document(tmp_path, "Apa,Siapa\nMoU,Busan\n")
    assert table.code(frozen, BOOK, {}).codings == ()
    (coding,) = table.code(frozen, BOOK, {"Apa": "kind", "Siapa": "partner"}).codings
    assert coding.kind == "memorandum"


def test_a_list_of_acts_is_a_spreadsheet_with_plain_headers_or_what_the_source_says(tmp_path: Path) -> None:
    drawn = "Mitra | Jenis\nBusan | MoU\nKochi | MoU\n"
    assert table.columns(document(tmp_path, HEADER + "1,Busan,MoU,1994,,,,,\n")) is not None
    assert table.columns(document(tmp_path, "jumlah,warna\n1,merah\n")) is None
    assert table.columns(document(tmp_path, drawn, name="list.txt")) is None
    told = replace(SOURCE, fields={"columns": {"Mitra": "partner", "Jenis": "kind"}})
    frozen = document(tmp_path, drawn, told, "list.txt")
    fields = table.columns(frozen)
    assert fields == {"Mitra": "partner", "Jenis": "kind"}
    assert len(table.code(frozen, BOOK, fields).codings) == 2


def test_a_workbook_with_a_title_merged_cells_and_typed_dates(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "kegiatan.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Kegiatan")
        sheet.write(0, 0, "Kegiatan luar negeri Kota Medan")
        sheet.write_row(2, 0, ["Mitra", "Jenis", "Tanggal", "Peserta"])
        sheet.merge_range(3, 0, 4, 0, "Gwangju")
        sheet.write(3, 1, "MoU")
        sheet.write_datetime(3, 2, datetime(1997, 9, 24), book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_row(4, 1, ["Pertukaran pelajar", 2018, 15])
    frozen = sources.freeze(Source("list2020", issued="2020"), sources.read(path))
    result = table.code(frozen, BOOK, table.columns(frozen) or {})
    told = [(c.kind, c.start and c.start.edtf, c.participants and c.participants.value) for c in result.codings]
    assert told == [("memorandum", "1997-09-24", None), ("student_exchange", "2018", 15)]
    assert {c.pair.name for c in result.codings if c.pair} == {"Gwangju-Medan"}
    assert [c.evidence[0].locator for c in result.codings] == ["Kegiatan, row 4", "Kegiatan, row 5"]


@pytest.mark.parametrize(
    ("cell", "often"),
    [
        ("매년", "annual"),
        ("매년 7월", "annual"),
        ("setiap tahun", "annual"),
        ("隔年", "biennial"),
        ("every month", "monthly"),
    ],
)
def test_a_rhythm_in_the_column_of_dates_is_one(tmp_path: Path, cell: str, often: str) -> None:
    found = coded(tmp_path, f"{HEADER}1,Busan,Festival,{cell},,,,,\n")
    (coding,) = found.codings
    assert (coding.recurrence, coding.start, quote(coding, "recurrence")) == (often, None, cell)
    assert not [p for p in found.problems if p.name == "unread-date"]


@pytest.mark.parametrize(
    "cell",
    [
        "24-9-1997",
        "24.9.1997",
        "1997. 9. 24.",
        pytest.param("平成9年9月24日", marks=pytest.mark.language("ja")),
        "24 September 1997",
        "1997년 9월 24일",
    ],
)
def test_days_in_the_forms_of_bureaus(tmp_path: Path, cell: str) -> None:
    found = coded(tmp_path, f'{HEADER}1,Busan,Festival,"{cell}",,,,,\n')
    assert [c.start.edtf for c in found.codings if c.start] == ["1997-09-24"]
    assert found.problems == ()


def test_one_column_of_partners_takes_the_study_s_own_side(tmp_path: Path) -> None:
    source = Source("rekap", title="Rekap 2020", issued="2020")
    text = "Mitra,Jenis,Tahun\nBusan,MoU,1994\nMedan,MoU,1995\n"
    frozen = document(tmp_path, text, source)
    nobody = table.code(frozen, BOOK, columns.mapping(frozen))
    assert (nobody.codings, {p.name for p in nobody.problems}) == ((), {"no-home"})
    found = table.code(frozen, BOOK, columns.mapping(frozen), home=SURABAYA.id)
    assert [c.pair for c in found.codings] == [Pair(SURABAYA, BUSAN)]
    assert [p.name for p in found.problems] == ["one-country"]


@pytest.mark.language("id")
def test_the_rules_are_told_whose_list_it_is(tmp_path: Path) -> None:
    text = "Mitra,Tahun,Kegiatan\nBusan,2012,Kunjungan delegasi\nBusan,2014,Pertukaran pelajar\n"
    found = coded(tmp_path, text, Source("rekap", side="Surabaya")).codings
    assert [(coding.kind, coding.pair and coding.pair.name) for coding in found] == [
        ("delegation_visit", "Busan-Surabaya"),
        ("student_exchange", "Busan-Surabaya"),
    ]
