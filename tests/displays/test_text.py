"""Displays fit the terminal and print on any console, in every language of the interface."""

from __future__ import annotations

import io
import string
import sys
from collections import Counter

import pytest
from by_hand import study
from rich.cells import cell_len

from kembar import displays, languages
from kembar.casebase import Casebase
from kembar.displays import Display
from kembar.displays.text import ASCII


@pytest.fixture(scope="module")
def cases() -> Casebase:
    return study()


def _all(cases: Casebase, lang: str) -> list[Display]:
    made: list[Display] = [getattr(displays, name)(cases, lang=lang) for name in displays.NAMES]
    matrix = made[0]
    return [*made, matrix.open(matrix.rows[0].key, "education"), displays.matrix(cases, "sector", "pair", lang=lang)]


@pytest.mark.parametrize("lang", languages.codes())
@pytest.mark.parametrize("width", [40, 80, 132])
def test_no_line_is_wider_than_asked(cases: Casebase, lang: str, width: int) -> None:
    for display in _all(cases, lang):
        for line in display.text(width).splitlines():
            assert cell_len(line) <= width, (display.name, line)


@pytest.mark.parametrize("width", [30, 60, 80])
def test_nothing_is_cut(cases: Casebase, width: int) -> None:
    for display in _all(cases, "en"):
        lines = [line for _, cells in display.walk() for cell in cells for line in cell.lines]
        lost = Counter("".join("".join(lines).split())) - Counter("".join(display.text(width).split()))
        assert not lost, (display.name, lost)


def test_ascii_has_no_sign_that_a_plain_console_cannot_print(cases: Casebase) -> None:
    for display in _all(cases, "en"):
        text = display.text(80, ascii=True)
        assert not set(text) & {sign for sign in ASCII if len(sign) == 1 and sign not in string.printable}
    text = displays.matrix(cases).text(80, ascii=True)
    assert "*1  2 src !=1 ~1" in text
    assert text.isascii()


def test_print_chooses_signs_by_the_console(cases: Casebase, monkeypatch: pytest.MonkeyPatch) -> None:
    for encoding, sign in (("cp1252", "!="), ("utf-8", "≠")):
        out = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
        monkeypatch.setattr(sys, "stdout", out)
        print(displays.matrix(cases))
        print(displays.disputes(cases))
        displays.matrix(cases).show()
        out.flush()
        assert out.buffer.getvalue().decode(encoding).count(f"{sign}1") >= 4  # type: ignore[attr-defined]


def test_the_foot_counts_and_says_what_to_do_next(cases: Casebase) -> None:
    text = displays.matrix(cases).text(100)
    assert "7 records from 5 sources: 1 judged, 6 by rules; 1 statement (in the list of events)" in text
    assert "3 disputes · 1 rejected · 1 source not read yet" in text
    assert "See the sentences: kembar display matrix --open Sungaipinang-Yamaoka instruments" in text
    assert "Only: kind teacher_exchange" in displays.matrix(cases.where(kind="teacher_exchange")).text(100)


def test_columns_without_records_are_named_beneath(cases: Casebase) -> None:
    text = " ".join(displays.matrix(cases).text(100).split())
    assert "∘ none found by rules: economy, tourism" in text
    assert "economy" in displays.matrix(cases, "sector", "pair").text(100)


def test_indonesian_has_every_word() -> None:
    english, indonesian = (set(languages._labels(code)) for code in ("en", "id"))
    assert english == indonesian


def test_labels_ask_for_the_same_values_in_every_language() -> None:
    formatter = string.Formatter()
    english = languages._labels("en")
    for code in languages.codes():
        for key, text in languages._labels(code).items():
            asked = {name for _, name, _, _ in formatter.parse(text) if name}
            known = {name for _, name, _, _ in formatter.parse(english[key]) if name}
            assert asked <= known, (code, key)
        assert len(languages._labels(code)["months"].split()) == 12
