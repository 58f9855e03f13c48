"""Which reader gets a file, and what is said of files that cannot be read or are not what their name says."""

from __future__ import annotations

from pathlib import Path

import pytest
from made import column, docx, paragraph, pdf, xlsx
from madehwp import ole
from madeoffice import MAKERS
from truths import TRUTHS, packed

from kembar import sources
from kembar.sources.kinds import PICTURE, SUFFIXES, sniff

TEXT = "Kota Surabaya dan Busan menandatangani naskah kerja sama pada tahun 1994.\n"


@pytest.mark.parametrize(
    ("data", "name", "extractor"),
    [
        (pdf([column(60, 700, ["The tie was signed in 1994."])]), "a.docx", "pdf 1"),
        (docx(paragraph(TEXT)), "a.pdf", "docx 2"),
        (xlsx({"A": [["mitra", "tahun"], ["Busan", 1994]]}), "a.csv", "xlsx 1"),
        (f"<!DOCTYPE html><html><body><p>{TEXT}</p></body></html>".encode(), "a.txt", "html 1"),
        (TEXT.encode(), "a.pdf", "text 1"),
    ],
)
def test_a_wrong_name_is_said_and_the_file_read_as_what_it_is(data: bytes, name: str, extractor: str) -> None:
    found = sources.read_bytes(data, name)
    assert found.extractor == extractor
    assert [(p.severity, p.name, p.where) for p in found.problems] == [("warning", "wrong_extension", name)]


@pytest.mark.parametrize(
    ("data", "name", "problem"),
    [
        (b"", "a.txt", "empty"),
        (b" \n\t\n", "a.md", "empty"),
        (b"\0" * 100, "a.pdf", "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "scan.png", "needs_ocr"),
        (b"\xff\xd8\xff\xe0" + b"x" * 50, "scan.pdf", "needs_ocr"),
        (b"HWP Document File V3.00 \x1a" + b"\0" * 60, "a.hwp", "unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.doc", "unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.docx", "encrypted"),
        (TEXT.encode(), "a.xyz", "unsupported"),
        (bytes(range(1, 9)) * 60, "a.txt", "unsupported"),
        (bytes(range(128, 256)) * 20, "a.txt", "encoding"),
    ],
)
def test_what_cannot_be_read_is_an_error_with_its_place(data: bytes, name: str, problem: str) -> None:
    found = sources.read_bytes(data, name)
    assert found.failed
    assert [(p.severity, p.name, p.where) for p in found.problems] == [("error", problem, name)]


@pytest.mark.parametrize("encoding", ["cp949", "utf-16", "utf-8-sig"])
def test_texts_in_other_encodings_are_frozen_as_decoded(tmp_path: Path, encoding: str) -> None:
    text = "부산광역시와 수라바야시는 1994년 자매결연을 맺었다. 해마다 교사들이 서로 오간다.\n" * 3
    file = tmp_path / "기사 하나.txt"
    file.write_bytes(text.encode(encoding))
    assert sources.read(file).text == text


def test_line_ends_accents_and_broken_letters_are_cleaned_and_said() -> None:
    found = sources.read_bytes("Cafe\u0301\r\ndua\0 kota\rtiga\n".encode(), "a.txt")
    assert found.text == "Café\ndua kota\ntiga\n"
    assert [p.severity for p in found.problems] == ["note", "note"]


def test_a_file_that_is_gone_or_closed_is_a_problem(tmp_path: Path) -> None:
    found = sources.read(tmp_path / "tidak\nada.txt")
    assert [(p.name, p.where) for p in found.problems] == [("unreadable", "tidak?ada.txt")]
    assert [p.name for p in sources.read(tmp_path).problems] == ["unreadable"]


def test_a_parser_that_throws_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError("a\nb")

    monkeypatch.setattr("kembar.sources.reading.sniff", broken)
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    (problem,) = sources.read(file).problems
    assert (problem.name, problem.severity) == ("parser_fault", "error")
    assert "\n" not in problem.message


def test_a_given_language_goes_before_a_guessed_one(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    found = sources.read(file, language="ms")
    assert (found.fields["language"], found.basis["language"]) == ("ms", "given")


def test_a_text_with_one_broken_letter_is_refused_with_its_line() -> None:
    data = "Kota São Paulo\nbaris dua\n".encode() + b"rusak \xc3( di sini\n" + "부산\n".encode()
    (problem,) = sources.read_bytes(data, "a.txt").problems
    assert (problem.name, problem.where) == ("encoding", "a.txt:3")


BITMAP = b"BM" + bytes([70, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0]) + b"\0" * 52
#: The beginnings of files whose suffix has a sign of its own; files of other suffixes are texts.
SIGNED = {
    **{f".{kind}": make(TRUTHS["en"]) for kind, make in MAKERS.items()},
    ".docm": MAKERS["docx"](TRUTHS["en"]),
    ".pdf": pdf([column(60, 700, ["The tie was signed in 1994."])]),
    **dict.fromkeys((".xlsx", ".xlsm"), xlsx({"A": [["mitra", "tahun"], ["Busan", 1994]]})),
    ".xls": ole({"Workbook": b"x"}),
    ".ods": packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
    **dict.fromkeys((".html", ".htm", ".xhtml"), b"<!DOCTYPE html><html><body><p>x</p></body></html>"),
    ".png": b"\x89PNG\r\n\x1a\n",
    **dict.fromkeys((".jpg", ".jpeg"), b"\xff\xd8\xff\xe0"),
    ".tif": b"II*\0\x08\0\0\0",
    ".tiff": b"MM\0*\0\0\0\x08",
    ".bmp": BITMAP,
    ".webp": b"RIFF\x1a\0\0\0WEBPVP8L",
}


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_suffix_is_told_by_its_content(suffix: str) -> None:
    if suffix in SIGNED:
        assert sniff(SIGNED[suffix]) == SUFFIXES[suffix]
    else:
        assert SUFFIXES[suffix] in ("text", "markdown", "mail", "subtitles", "csv")
        assert sniff(TEXT.encode()) == "text"


@pytest.mark.parametrize(
    "data", [b"BM adalah singkatan dari bahan makanan, dan ini teks.", b"BM", b"RIFF ialah format WEBP"]
)
def test_a_text_that_begins_like_a_picture_is_a_text(data: bytes) -> None:
    assert sniff(data) == "text"


def test_a_sound_in_the_frame_of_a_picture_is_none() -> None:
    assert sniff(b"RIFF\x24\0\0\0WAVEfmt " + b"\0" * 40) != PICTURE


@pytest.mark.parametrize(
    ("line", "issued"),
    [
        ("12 Maret 2019", "2019-03-12"),
        ("2019年3月12日 市役所だより", "2019-03-12"),
        ("12 Maret 2019 Wali Kota Suwon berkunjung ke Bandung.", None),
        ("2019年3月12日、市長は相手の市を訪れた。", None),
        ("2019년 3월 12일 시장은 반둥시를 방문하였다.", None),
    ],
)
def test_a_sentence_that_begins_with_a_day_is_no_date_of_publication(
    tmp_path: Path, line: str, issued: str | None
) -> None:
    (tmp_path / "a.txt").write_text(f"Kota Kembar\n\n{line}\n\nIsi.\n", encoding="utf-8")
    assert sources.read(tmp_path / "a.txt").fields.get("issued") == issued
