"""File names and source ids that every file system takes."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kembar.study import names


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("rakhmadi2023.pdf", "rakhmadi2023.pdf"),
        ("CON.txt", "_CON.txt"),
        ("aux", "_aux"),
        ("com1.tar.gz", "_com1.tar.gz"),
        ("COM¹.txt", "_COM¹.txt"),
        ("lpt0", "_lpt0"),
        ("console.txt", "console.txt"),
        ("ends with dots...", "ends with dots"),
        ("line\nbreak and tab\t.txt", "line_break and tab_.txt"),
        ('a<b>c:d"e/f\\g|h?i*j.pdf', "a_b_c_d_e_f_g_h_i_j.pdf"),
        ("  padded .md ", "padded .md"),
        ("...", "file"),
        ("부산 협약.hwp", "부산 협약.hwp"),
        (unicodedata.normalize("NFD", "부산 협약.pdf"), "부산 협약.pdf"),
        ("half\udcff.txt", "half_.txt"),
    ],
)
def test_safe_name(given_name: str, safe: str) -> None:
    assert names.safe_name(given_name) == safe
    assert names.safe_name(safe) == safe


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_of_255_bytes_of_hangul_fits_decomposed_too(form: str, tmp_path: Path) -> None:
    long = "각" * 83 + ".txt"
    name = names.safe_name(unicodedata.normalize(form, long))
    assert name.endswith(".txt")
    assert len(unicodedata.normalize("NFD", name).encode()) <= 255
    (tmp_path / unicodedata.normalize("NFD", name)).write_text("x", encoding="utf-8")
    assert names.safe_name("각" * 83 + "나.txt") != name, "names cut at the same place must not become one"


def test_numbers_keep_names_apart_as_windows_and_macos_compare_them() -> None:
    assert names.numbered("report.pdf", []) == "report.pdf"
    assert names.numbered("report.pdf", ["Report.PDF"]) == "report~2.pdf"
    assert names.numbered("report.pdf", ["report.pdf", "REPORT~2.pdf"]) == "report~3.pdf"
    assert names.numbered("부산.txt", [unicodedata.normalize("NFD", "부산.txt")]) == "부산~2.txt"
    assert names.unnumbered("Report~12.pdf") == names.unnumbered("report.PDF")


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Rakhmadi 2023 (final)", "rakhmadi-2023-final"),
        ("부산-수라바야 협정", "부산-수라바야-협정"),
        ("ｆｕｌｌ　ｗｉｄｔｈ", "full-width"),
        ("!!!", "source"),
        ("CON", "source-con"),
        ("Çelik_İzmir", "çelik-i-zmir"),
    ],
)
def test_source_id(name: str, made: str) -> None:
    found = names.source_id(name, [])
    assert unicodedata.normalize("NFC", found) == found
    if name != "Çelik_İzmir":  # a dotted capital I has no one lower form; any stable id will do
        assert found == made


def test_source_ids_do_not_collide_by_case() -> None:
    assert names.source_id("Kim", ["kim"]) == "kim-2"
    assert names.source_id("kim", ["KIM", "kim-2"]) == "kim-3"


@given(st.text(max_size=300))
def test_any_text_gives_a_name_and_an_id(text: str) -> None:
    name, made = names.safe_name(text), names.source_id(text, [])
    for result in (name, made):
        assert result
        assert result == unicodedata.normalize("NFC", result)
        assert len(unicodedata.normalize("NFD", result).encode()) <= 255
        assert not set(result) & set('<>:"/\\|?*\n\r\t\0')
        assert result[-1] not in ". "
    assert names.safe_name(name) == name
