"""PDFs: order over columns, heads and labels, words and paragraphs made whole, boxes, and what cannot be read."""

from __future__ import annotations

import pytest
from made import column, pdf, pdf_of

from kembar import passages, sources
from kembar.sources import Extraction
from kembar.types import Source

LEFT = [
    "The sister tie of the two ports",
    "was signed in November 1994. It",
    "has lasted since and covers trade,",
    "tourism and educa-",
]
RIGHT = [
    "tion of pupils from both towns.",
    "Every July teachers travel to the",
    "partner and stay with families",
    "for a week.",
]


def journal() -> bytes:
    """Three pages in two columns with running heads, page numbers from 211 on and a sentence over the page."""
    pages = []
    for number in range(3):
        head = [(60.0, 810.0, 8.0, "F1", "Journal of Ports 3(2)"), (290.0, 30.0, 8.0, "F1", str(211 + number))]
        title = [(150.0, 760.0, 18.0, "F2", "Two ports, one tie")] if not number else []
        left, right = column(60, 700, LEFT), column(320, 700, RIGHT)
        if number == 1:
            left = column(60, 700, [*LEFT[:3], "tourism and schools."])
            right = column(
                320,
                700,
                ["The partner city sends pupils and", "their teachers each spring, and", "the hosts pay for all"],
            )
        if number == 2:
            left = column(60, 700, ["meals and beds of the guests. The tie", *LEFT[1:]])
        pages.append([*head, *title, *left, *right])
    return pdf(pages)


@pytest.fixture(scope="module")
def read() -> Extraction:
    return sources.read_bytes(journal(), "journal.pdf")


def shown(found: Extraction, role: str) -> list[str]:
    return [found.text[b.start : b.end] for b in found.blocks if b.role == role]


def test_columns_are_read_one_after_the_other_and_cut_words_joined(read: Extraction) -> None:
    first = " ".join(LEFT).replace("educa-", "education") + " " + " ".join(RIGHT).removeprefix("tion ")
    assert shown(read, "body")[0] == first


def test_heads_and_numbers_are_marked_and_labels_found(read: Extraction) -> None:
    assert shown(read, "running_head") == [
        *("Journal of Ports 3(2)", "211", "Journal of Ports 3(2)", "212", "Journal of Ports 3(2)", "213"),
    ]
    assert {(b.sheet, b.page) for b in read.blocks} == {(1, "211"), (2, "212"), (3, "213")}
    assert shown(read, "title") == ["Two ports, one tie"]
    assert read.fields["title"] == "Two ports, one tie"


def test_a_paragraph_over_pages_is_one_and_cites_the_pages_of_its_sentence(read: Extraction) -> None:
    document = sources.freeze(Source("j"), read)
    found = {document.text[p.start : p.end]: p for p in passages.split(document)}
    over = "The partner city sends pupils and their teachers each spring, and the hosts pay for all meals and "
    over += "beds of the guests."
    assert found[over].locator == "p. 212-213"


def test_form_feeds_part_the_sheets(read: Extraction) -> None:
    assert read.text.count("\f") == 2


def test_every_line_has_its_box_inside_the_page(read: Extraction) -> None:
    lines = {read.text[line.start : line.end]: line for line in read.lines}
    box = lines["was signed in November 1994. It"]
    assert (box.sheet, round(box.left, 2)) == (3, round(60 / 595, 2))
    assert all(0 <= x.left < x.right <= 1 and 0 <= x.top < x.bottom <= 1 for x in read.lines)
    assert "tion of pupils from both towns." in lines


def test_labels_of_the_file_count_and_sheets_without_label_are_named() -> None:
    body = [column(60, 700, ["A first page with a line of text.", "And a second line."])] * 2
    labelled = pdf(body, labels="/PageLabels<</Nums[0<</S/r/St 3>>]>>")
    assert {b.page for b in sources.read_bytes(labelled, "a.pdf").blocks} == {"iii", "iv"}
    plain = sources.freeze(Source("a"), sources.read_bytes(pdf(body), "a.pdf"))
    assert {p.locator for p in passages.split(plain)} == {"sheet 1", "sheet 2"}


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_turned_pages_are_read_as_they_are_shown(rotate: int) -> None:
    found = sources.read_bytes(pdf([column(60, 500, LEFT[:3])], rotate=rotate), "a.pdf")
    assert found.text == " ".join(LEFT[:3])
    assert round(found.lines[0].left, 2) == round(60 / (842 if rotate in (90, 270) else 595), 2)


def test_a_page_box_that_does_not_begin_at_zero_moves_the_boxes() -> None:
    found = sources.read_bytes(pdf([column(160, 800, LEFT[:2])], box="100 100 695 942"), "a.pdf")
    assert round(found.lines[0].left, 2) == round(60 / 595, 2)


def test_tables_keep_rows_and_headers() -> None:
    rows = [("Partner", "Year", "Persons"), ("Busan", "1994", "70"), ("Kochi", "1997", "15"), ("Seattle", "1992", "9")]
    texts = [
        (60.0 + 160 * c, 600.0 - 15 * r, 10.0, "F1", cell) for r, row in enumerate(rows) for c, cell in enumerate(row)
    ]
    found = sources.read_bytes(pdf([texts]), "t.pdf")
    cells = {(found.text[b.start : b.end], b.row, b.header) for b in found.blocks if b.role == "table_row"}
    assert ("Kochi", 3, "Partner") in cells
    assert ("15", 3, "Persons") in cells


def test_notes_stand_apart_and_the_paragraph_goes_on_behind_them() -> None:
    body = ["The tie was agreed after long talks", "between the two mayors, who had", "met at a fair of both"]
    first = [*column(60, 500, body, 11), *column(60, 80 + 30, ["1 Interview, 3 May 2012."], 8)]
    second = column(60, 700, ["countries and liked the idea."], 11)
    found = sources.read_bytes(pdf([first, second]), "n.pdf")
    assert shown(found, "note") == ["1 Interview, 3 May 2012."]
    assert shown(found, "body") == [
        "The tie was agreed after long talks between the two mayors, who had met at a fair of both",
        "countries and liked the idea.",
    ]
    assert "both countries" in " ".join(found.text.split())


def test_own_data_of_the_file_count_only_where_its_pages_agree() -> None:
    page = [
        (60.0, 700.0, 18.0, "F2", "Cities as actors"),
        *column(60, 660, ["by Rina Hartati", "The cities act abroad. 10.1234/abc.5"]),
    ]
    agreed = sources.read_bytes(pdf([page], info="/Title(Cities as actors)/Author(Rina Hartati)"), "a.pdf")
    assert agreed.fields["author"] == ["Rina Hartati"]
    assert agreed.fields["DOI"] == "10.1234/abc.5"
    short = sources.read_bytes(pdf([page], info="/Title(Cities as)"), "a.pdf")
    assert short.fields["title"] == "Cities as actors"
    other = sources.read_bytes(pdf([page], info="/Title(Microsoft Word - x.doc)/Author(user)"), "a.pdf")
    assert other.fields["title"] == "Cities as actors"
    assert "author" not in other.fields


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (pdf([column(60, 700, LEFT)], encrypted=True), "encrypted"),
        (journal()[: len(journal()) * 6 // 10], "damaged"),
        (b"%PDF-1.4\nnothing more", "damaged"),
        (pdf([[]], picture=True), "needs_ocr"),
        (pdf([[]]), "empty"),
    ],
)
def test_what_cannot_be_read_is_a_problem_that_says_why(data: bytes, name: str) -> None:
    found = sources.read_bytes(data, "x.pdf")
    assert found.text == ""
    assert [(p.severity, p.name, p.where) for p in found.problems] == [("error", name, "x.pdf")]


def test_a_scanned_page_among_others_is_named() -> None:
    both = pdf([column(60, 700, LEFT), []], picture=True)
    (problem,) = sources.read_bytes(both, "x.pdf").problems
    assert (problem.severity, problem.name) == ("warning", "needs_ocr")
    assert "sheet 2" in problem.where


def test_a_damaged_page_is_named_and_the_others_are_read() -> None:
    data = pdf([column(60, 700, LEFT), column(60, 700, RIGHT)])
    broken = data.replace(b"<</Type/Page/Parent 2 0 R", b"<</Type/Pagx/Parent 2 0 R", 1)
    found = sources.read_bytes(broken, "x.pdf")
    assert "Every July teachers travel" in found.text
    assert [(p.severity, p.name, p.where) for p in found.problems] == [("warning", "damaged", "x.pdf, sheet 1")]


def downwards(columns: list[str]) -> bytes:
    """A PDF whose letters stand one below the other, the first column at the right, with a line across at the foot.

    Its font is part of it (each letter a full square), so that it is read alike on machines without such fonts.
    """
    codes = {letter: f"{code:02x}" for code, letter in enumerate(dict.fromkeys("".join(columns)), 1)}
    font = "<</Type/Font/Subtype/Type3/FontBBox[0 -120 1000 880]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 1/LastChar "
    font += f"{len(codes)}/Widths[{'1000 ' * len(codes)}]/CharProcs<</square 7 0 R>>/Encoding<</Differences[1 "
    font += f"{'/square ' * len(codes)}]>>/ToUnicode 8 0 R>>"
    letters = "".join(f"<{code}> <{letter.encode('utf-16-be').hex()}>\n" for letter, code in codes.items())
    table = f"1 begincodespacerange <00> <FF> endcodespacerange {len(codes)} beginbfchar\n{letters}endbfchar"
    content = "BT /F1 9 Tf 1 0 0 1 60 40 Tm (https://city.example/press) Tj ET\n"
    for number, text in enumerate(columns):
        for at, letter in enumerate(text):
            place = f"1 0 0 1 {480 - 24 * number} {760 - 16 * at}"
            content += f"BT /F9 14 Tf {place} Tm <{codes[letter]}> Tj ET\n"
    return pdf_of(content, font, [b"1000 0 0 -120 1000 880 d1 0 -120 1000 1000 re f", table.encode()])


def test_what_is_written_downwards_is_read_from_the_right_column_on() -> None:
    columns = ["高知市とスラバヤ市は一九九七年に姉妹都市の提携を", "結んだ。翌年の夏には中学生が海を越えて訪問した。"]
    found = sources.read_bytes(downwards(columns), "tate.pdf")
    assert "".join(columns) in found.text
    assert "https://city.example/press" in found.text
    first = next(line for line in found.lines if found.text[line.start] == "高")
    assert (round(first.left, 2), round(first.top, 2)) == (round(480 / 595, 2), round(1 - 774 / 842, 2))
    assert first.bottom - first.top > 0.4
    assert first.right - first.left < 0.05


def test_a_page_whose_fonts_say_no_letters_is_told_and_not_read() -> None:
    lost = column(60, 700, ["(cid:31)(cid:7)(cid:12) (cid:44)(cid:9)(cid:2)(cid:61)"] * 6)
    found = sources.read_bytes(pdf([lost, column(60, 700, ["The tie was signed in 1994."])]), "a.pdf")
    assert (found.text, [block.sheet for block in found.blocks]) == ("The tie was signed in 1994.", [2])
    assert [(p.severity, p.name, p.where) for p in found.problems] == [
        ("warning", "unusable_letters", "a.pdf, sheet 1")
    ]
    alone = sources.read_bytes(pdf([lost]), "a.pdf")
    assert [p.name for p in alone.problems] == ["needs_ocr"]


PROSE = ["The harbour and the market of the town were", "rebuilt with the help of the partner beyond", "the sea."]
CELLS = [["Year", "Activity", "People"], ["1996", "pupil exchange", "41"], ["2004", "joint regatta", "120"]]


def table(top: float) -> list[tuple[float, float, float, str, str]]:
    places = (50, 130, 400)
    return [
        (x, top - 13 * at, 10, "F1", cell) for at, row in enumerate(CELLS) for x, cell in zip(places, row, strict=True)
    ]


@pytest.mark.parametrize("columns", [1, 2])
def test_a_table_that_touches_the_text_is_read_row_by_row(columns: int) -> None:
    page = [item for x in (50, 320)[:columns] for item in column(x, 700, PROSE)]
    found = sources.read_bytes(
        pdf([[*page, *table(661), *column(50, 622, ["After it all was said and done."])]]), "a.pdf"
    )
    whole = " ".join(PROSE)
    assert shown(found, "body") == [whole] * columns + ["After it all was said and done."]
    assert [t.split("\t") for t in found.text.split("\n") if "\t" in t] == CELLS
    assert {b.header for b in found.blocks if b.row > 1} == set(CELLS[0])


def test_items_whose_marks_are_drawn_stand_by_themselves() -> None:
    items = ["pilots and tide tables;", "a school of sailing;", "help in winter."]
    page = [*column(50, 700, [PROSE[0], *PROSE]), *column(72, 625, items), *column(50, 560, PROSE)]
    assert shown(sources.read_bytes(pdf([page]), "a.pdf"), "body")[1:4] == items


def test_short_columns_below_a_wide_text_are_whole_paragraphs() -> None:
    wide = [f"{PROSE[0]} {PROSE[1]} it."] * 3
    page = [*column(50, 750, wide), *column(50, 680, PROSE), *column(320, 680, PROSE)]
    assert shown(sources.read_bytes(pdf([page]), "a.pdf"), "body")[1:] == [" ".join(PROSE)] * 2


def test_words_doubled_with_another_first_letter_keep_their_hyphen() -> None:
    lines = [
        "Kedua kota itu bertukar surat-",
        "menyurat setiap tahun dan tolong-",
        "menolong waktu badai, serta pen-",
        "dapat.",
    ]
    found = sources.read_bytes(pdf([column(50, 700, lines)]), "a.pdf")
    assert found.text.startswith("Kedua kota itu bertukar surat-menyurat setiap tahun dan tolong-menolong waktu badai")
    assert found.text.endswith("serta pendapat.")
