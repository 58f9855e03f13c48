"""Hangul documents in both forms: pages, tables, boxes, numbers, locks, damaged records."""

from __future__ import annotations

import struct

import pytest
from madehwp import hp, hwp_of, hwp_paragraph, hwpx_of, ole, record
from madeoffice import shown

from kembar import sources

NAMES = ("a.hwpx", "a.hwp")


def made(name: str, *paragraphs: tuple[str, list[tuple[int, int]]]) -> sources.Extraction:
    if name == "a.hwpx":
        return sources.read_bytes(hwpx_of("".join(hp(text, 0, "", lines) for text, lines in paragraphs)), name)
    return sources.read_bytes(
        hwp_of(b"".join(hwp_paragraph(text, 0, 0, (), lines) for text, lines in paragraphs)), name
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_line_above_the_one_before_begins_a_page(name: str) -> None:
    found = made(
        name,
        ("첫째 쪽이다.", [(0, 0)]),
        ("이어지는 문장은 다음 쪽으로 간다.", [(0, 1600), (9, 0)]),
        ("둘째 쪽이다.", [(0, 1600)]),
    )
    assert [(found.text[b.start : b.end], b.sheet) for b in found.blocks] == [
        ("첫째 쪽이다.", 1),
        ("이어지는 문장은", 1),
        ("다음 쪽으로 간다.", 2),
        ("둘째 쪽이다.", 2),
    ]
    assert "이어지는 문장은 다음 쪽으로 간다.\n\n\f둘째" in found.text


@pytest.mark.parametrize("name", NAMES)
def test_lines_that_nobody_drew_say_nothing_of_pages(name: str) -> None:
    found = made(name, ("하나.", [(0, 0)]), ("둘.", [(0, 0)]), ("셋.", [(0, 1600)]))
    assert {b.sheet for b in found.blocks} == {0}
    found = made(name, ("하나.", [(0, 0)]), ("둘.", []))
    assert {b.sheet for b in found.blocks} == {0}


@pytest.mark.parametrize(("height", "told"), [(5000, True), (60_000, False)])
def test_a_table_that_may_go_over_the_end_of_a_page_leaves_pages_untold(height: int, told: bool) -> None:
    margin = '<hp:margin top="5000" bottom="5000" header="1000" footer="1000"/>'
    page = f'<hp:secPr><hp:pagePr landscape="WIDELY" width="59528" height="70000">{margin}</hp:pagePr></hp:secPr>'
    cells = "".join(
        f'<hp:tc><hp:subList>{hp(c)}</hp:subList><hp:cellAddr colAddr="{n}"/></hp:tc>' for n, c in enumerate("가나")
    )
    table = f'<hp:tbl><hp:sz height="{height}"/><hp:tr>{cells}</hp:tr></hp:tbl>'
    body = hp("하나.", 0, page, [(0, 0)]) + hp("둘.", 0, table, [(0, 1600)]) + hp("셋.", 0, "", [(0, 400)])
    found = sources.read_bytes(hwpx_of(body), "a.hwpx")
    assert found.blocks[-1].sheet == (2 if told else 0)
    section = record(71, 1, b"dces") + record(
        73, 2, struct.pack("<10I", 59528, 70000, 0, 0, 5000, 5000, 1000, 1000, 0, 0)
    )
    old = record(71, 1, b" lbt" + b"\0" * 16 + struct.pack("<I", height)) + record(77, 2, b"\0" * 8)
    for n, c in enumerate("가나"):
        old += record(72, 2, b"\1\0" + b"\0" * 6 + struct.pack("<4H", n, 0, 1, 1)) + hwp_paragraph(c, 0, 2)
    made_ = hwp_paragraph("\2하나.", 0, 0, [section], [(0, 0)]) + hwp_paragraph("둘.\2", 0, 0, [old], [(0, 1600)])
    found = sources.read_bytes(hwp_of(made_ + hwp_paragraph("셋.", 0, 0, (), [(0, 400)])), "a.hwp")
    assert found.blocks[-1].sheet == (2 if told else 0)


def test_a_table_of_one_cell_is_a_frame_and_boxes_are_read() -> None:
    cell = '<hp:tc><hp:subList>{}</hp:subList><hp:cellAddr colAddr="0" rowAddr="0"/><hp:cellSpan rowSpan="1"/></hp:tc>'
    frame = f"<hp:tbl><hp:tr>{cell.format(hp('틀 안의 제목') + hp('틀 안의 문장이다.'))}</hp:tr></hp:tbl>"
    box = f"<hp:rect><hp:drawText><hp:subList>{hp('글상자 문장.')}</hp:subList></hp:drawText></hp:rect>"
    head = f"<hp:ctrl><hp:header><hp:subList>{hp('머리말')}</hp:subList></hp:header></hp:ctrl>"
    found = sources.read_bytes(hwpx_of(hp("", 0, head) + hp("", 0, frame) + hp("본문.", 0, box)), "a.hwpx")
    assert found.text.split("\n\n") == ["틀 안의 제목", "틀 안의 문장이다.", "본문.", "글상자 문장."]


def test_the_same_in_the_older_form() -> None:
    shape = record(76, 2) + record(72, 3, b"\1\0" + b"\0" * 6) + hwp_paragraph("글상자 문장.", 0, 3)
    box, head = record(71, 1, b" osg") + shape, record(71, 1, b"daeh") + record(72, 2) + hwp_paragraph("머리말", 0, 2)
    found = sources.read_bytes(
        hwp_of(hwp_paragraph("본문.\2", 0, 0, [box]) + hwp_paragraph("\2", 0, 0, [head])), "a.hwp"
    )
    assert found.text.split("\n\n") == ["본문.", "글상자 문장."]


def test_merged_cells_stand_in_each_of_their_rows() -> None:
    def cell(row: int, column: int, text: str, down: int = 1) -> bytes:
        return record(72, 2, b"\1\0" + b"\0" * 6 + struct.pack("<4H", column, row, 1, down)) + hwp_paragraph(text, 0, 2)

    cells = cell(0, 0, "부산", 2) + cell(0, 1, "1994") + cell(1, 1, "1997")
    table = record(71, 1, b" lbt") + record(77, 2, b"\0" * 8) + cells
    assert sources.read_bytes(hwp_of(hwp_paragraph("\2", 0, 0, [table])), "a.hwp").text == "부산\t1994\n부산\t1997"


def test_deleted_text_goes_and_a_long_outline_is_no_heading() -> None:
    change = "남는 말<hp:deleteBegin/>지운 말<hp:deleteEnd/> 끝.<hp:tab/>표"
    body = f'<hp:p paraPrIDRef="0"><hp:run><hp:t>{change}</hp:t></hp:run></hp:p>' + hp(
        "두 도시는 해마다 교사를 보낸다.", 1
    )
    found = sources.read_bytes(hwpx_of(body), "a.hwpx")
    assert shown(found) == [("body", "남는 말 끝. 표"), ("list_item", "두 도시는 해마다 교사를 보낸다.")]


def test_a_caption_goes_before_its_table_and_a_memo_goes() -> None:
    cells = "".join(
        f'<hp:tc><hp:subList>{hp(c)}</hp:subList><hp:cellAddr colAddr="{n}" rowAddr="0"/></hp:tc>'
        for n, c in enumerate("가나")
    )
    memo = f'<hp:ctrl><hp:fieldBegin type="MEMO"><hp:subList>{hp("메모")}</hp:subList></hp:fieldBegin></hp:ctrl>'
    caption = f"<hp:caption><hp:subList>{hp('표 설명')}</hp:subList></hp:caption>"
    body = hp("본문.", 0, memo) + hp("", 0, f"<hp:tbl>{caption}<hp:tr>{cells}</hp:tr></hp:tbl>")
    assert sources.read_bytes(hwpx_of(body), "a.hwpx").text == "본문.\n\n표 설명\n\n가\t나"
    head = b"\1\0" + b"\0" * 6
    table = record(71, 1, b" lbt") + record(72, 2, head) + hwp_paragraph("표 설명", 0, 2) + record(77, 2, b"\0" * 8)
    for n, c in enumerate("가나"):
        table += record(72, 2, head + struct.pack("<4H", n, 0, 1, 1)) + hwp_paragraph(c, 0, 2)
    found = sources.read_bytes(hwp_of(hwp_paragraph("\2", 0, 0, [table])), "a.hwp")
    assert found.text == "표 설명\n\n가\t나"


@pytest.mark.parametrize(
    ("flag", "word"),
    [(2, "password"), (4, "distribution copy"), (16, "rights"), (256, "certificate"), (1024, "rights")],
)
def test_locked_files_are_refused_by_name_and_their_stub_is_not_read(flag: int, word: str) -> None:
    found = sources.read_bytes(hwp_of(hwp_paragraph("이 문서는 배포용 문서입니다."), 1 | flag), "a.hwp")
    assert [p.name for p in found.problems] == ["encrypted"]
    assert word in found.problems[0].message
    assert found.text == ""


def test_plain_streams_surrogates_and_damaged_records() -> None:
    assert sources.read_bytes(hwp_of(hwp_paragraph("부산 🏙 시"), 0), "a.hwp").text == "부산 🏙 시"
    body = hwp_paragraph("부산") + record(66, 0, b"\0") + record(67, 1, b"\2\0") + b"\x43\x04\xf0\xff"
    assert sources.read_bytes(hwp_of(body), "a.hwp").text == "부산"
    deep = b"".join(record(66 if level % 2 else 71, level) for level in range(300))
    assert [p.name for p in sources.read_bytes(hwp_of(deep), "a.hwp").problems] == ["damaged"]


def test_an_ole_file_that_only_says_hangul_is_damaged() -> None:
    found = sources.read_bytes(ole({"FileHeader": b"x"}), "a.hwp")
    assert [p.name for p in found.problems] == ["damaged"]


def test_a_table_in_a_note_is_written_once() -> None:
    cell = '<hp:tc><hp:subList>{}</hp:subList><hp:cellAddr colAddr="{}" rowAddr="0"/></hp:tc>'
    table = f"<hp:tbl><hp:tr>{cell.format(hp('가'), 0)}{cell.format(hp('나'), 1)}</hp:tr></hp:tbl>"
    note = f"<hp:ctrl><hp:footNote><hp:subList>{hp('주석', 0, table)}</hp:subList></hp:footNote></hp:ctrl>"
    found = sources.read_bytes(hwpx_of(hp("본문.", 0, note)), "a.hwpx")
    assert shown(found) == [("body", "본문."), ("note", "주석 가 나")]
