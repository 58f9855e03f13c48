"""Letters read from pictures, by a tesseract of the test's own that says what it sees."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kembar import sources
from kembar.sources import ocr, scans
from kembar.sources.picture import png
from kembar.sources.unusable import is_unusable
from kembar.types import Source

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
PAGE = "1\t1\t0\t0\t0\t0\t0\t0\t1000\t1400\t-1\t"
PICTURE = png(memoryview(bytes(64)), 8, 8, 8, 1)


def table(*lines: tuple[int, str], conf: float = 91.5) -> str:
    """A page of lines, each (top, words): 20 pixels a letter, 30 high."""
    out = [HEAD, PAGE]
    for number, (top, words) in enumerate(lines, 1):
        left = 100
        for at, word in enumerate(words.split(" "), 1):
            out.append(f"5\t1\t1\t{number}\t1\t{at}\t{left}\t{top}\t{20 * len(word)}\t30\t{conf}\t{word}")
            left += 20 * len(word) + 12
    return "\n".join(out) + "\n"


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A tesseract that answers with the file ``said``; its languages are those that are known here."""
    if sys.platform == "win32":
        pytest.skip("a command that is a script")
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "tesseract").write_text(
        f'#!/bin/sh\ncase "$*" in *list-langs*) printf "eng\\nind\\nkor\\njpn\\n";; '
        f'*) cat > /dev/null; cat "{folder}/said"; [ -f "{folder}/fail" ] && exit 3; exit 0;; esac\n',
        encoding="utf-8",
    )
    (folder / "tesseract").chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    ocr.available.cache_clear()
    yield folder
    ocr.available.cache_clear()


def read(command: Path, said: str, name: str = "scan.png") -> sources.Extraction:
    (command / "said").write_text(said, encoding="utf-8")
    return sources.read_bytes(PICTURE, name, ocr=True)


def test_lines_become_paragraphs_and_words_keep_their_boxes_and_doubt(command: Path) -> None:
    found = read(
        command, table((100, "Kota Surabaya dan kota Busan menanda-"), (140, "tangani naskah."), (300, "Lalu?"))
    )
    assert found.text == "Kota Surabaya dan kota Busan menandatangani naskah.\n\nLalu?"
    first = found.lines[0]
    assert (found.text[first.start : first.end], first.left, first.top, first.confidence) == (
        "Kota",
        0.1,
        100 / 1400,
        0.92,
    )
    assert found.extractor == ocr.EXTRACTOR
    assert [p.name for p in found.problems] == ["read_by_ocr"]


def test_the_doubt_survives_freezing(command: Path) -> None:
    found = read(command, table((100, "Kota Surabaya"), conf=40))
    assert [p.name for p in found.problems] == ["read_by_ocr", "doubtful_ocr"]
    document = sources.freeze(sources.fill(sources_source(), found), found)
    again = sources.document_of(document.source, document.text, sources.layout_json(document))
    assert [line.confidence for line in again.lines] == [0.4, 0.4]


def sources_source() -> Source:

    return Source("scan")


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("고치 1997 년에", "고치 1997년에"),
        ("高知市 と 1997 年 に", "高知市と1997年に"),
    ],
)
def test_blanks_stand_where_a_script_has_them(command: Path, words: str, text: str) -> None:
    assert read(command, table((100, words))).text == text


def test_a_failure_and_an_empty_picture_are_told(command: Path) -> None:
    assert [p.name for p in read(command, HEAD + "\n" + PAGE + "\n").problems] == ["empty"]
    (command / "fail").touch()
    found = read(command, "")
    assert [p.name for p in found.problems] == ["needs_ocr"]
    assert "tesseract failed" in found.problems[0].message
    assert [p.name for p in read(command, "no table at all").problems] == ["needs_ocr"]


def test_without_the_command_the_packages_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    ocr.available.cache_clear()
    found = sources.read_bytes(PICTURE, "scan.png", ocr=True)
    assert (found.problems[0].name, "tesseract-ocr-ind" in found.problems[0].hint) == ("needs_ocr", True)
    assert sources.read_bytes(PICTURE, "scan.png").problems[0].name == "needs_ocr"
    assert scans.hint() == ocr.INSTALL
    ocr.available.cache_clear()


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("(cid:12)(cid:7) (cid:33)" * 20, True),
        ("\ue012\ue013\ue044\ue0a5 " * 20, True),
        ("\ufffd\ufffd\ufffd a" * 20, True),
        ("Ꭰကཀក‎አꀀ ሀᎡခཁខ" * 20, True),
        ("Kota Surabaya dan 부산광역시 dan 高知市 menandatangani naskah. ἀρχή", False),
        ("부산광역시는 \ue0bc 수라바야시와 자매결연을 맺었다." * 3, False),
        ("(cid:1)", False),
    ],
)
def test_pages_whose_letters_say_nothing(text: str, lost: bool) -> None:
    assert is_unusable(text) is lost


def test_a_picture_of_many_pages_is_a_sheet_each_in_its_own_measure(command: Path) -> None:
    second = table((700, "Kota Busan")).replace("1000\t1400", "2000\t2800").replace("\n1\t1", "\n1\t3")
    second = second.replace("\n5\t1", "\n5\t3").partition("\n")[2]
    found = read(command, table((100, "Kota Surabaya")) + second, "scan.tif")
    assert found.text == "Kota Surabaya\n\n\f\fKota Busan"
    assert [block.sheet for block in found.blocks] == [1, 3]
    assert [(line.sheet, line.left, line.top) for line in found.lines if line.left < 0.12] == [
        (1, 0.1, 100 / 1400),
        (3, 0.05, 0.25),
        (3, 0.096, 0.25),
    ]
    assert found.problems[0].message.startswith("2 pages were read")


def test_the_doubtful_page_of_many_is_named(command: Path) -> None:
    second = table((100, "Kota Busan"), conf=30).replace("\n1\t1", "\n1\t2").replace("\n5\t1", "\n5\t2")
    found = read(command, table((100, "Kota Surabaya")) + second.partition("\n")[2], "scan.tif")
    assert [(p.name, p.where) for p in found.problems] == [
        ("read_by_ocr", "scan.tif"),
        ("doubtful_ocr", "scan.tif, sheet 2"),
    ]
