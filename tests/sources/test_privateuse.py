"""Old Hangul, signs of fonts, and cp949's own rows: kept and counted, never replaced in silence."""

from __future__ import annotations

import pytest
from madehwp import hwp_of, hwp_paragraph

from kembar import sources
from kembar.sources.encodings import decode

KOREAN = "부산광역시와 수라바야시는 1994년 자매결연을 맺었다. 해마다 교사들이 서로 오간다.\n" * 2


def test_old_hangul_is_kept_and_counted() -> None:
    text = "나랏말\ue1a7 \uf53a\uf53a 중국에 달아"
    for name, data in (("a.txt", text.encode()), ("a.hwp", hwp_of(hwp_paragraph(text)))):
        found = sources.read_bytes(data, name)
        assert found.text == text
        (problem,) = found.problems
        assert (problem.name, problem.severity, problem.where) == ("private_letters", "warning", name)
        assert "3 letters" in problem.message
        assert "U+F53A (2), U+E1A7 (1)" in problem.message


def test_a_sign_of_a_symbol_font_before_an_item_is_a_bullet() -> None:
    found = sources.read_bytes("\uf0b7 guru\n\uf0a7 siswa\n".encode(), "a.txt")
    assert [(b.role, found.text[b.start : b.end]) for b in found.blocks] == [
        ("list_item", "guru"),
        ("list_item", "siswa"),
    ]
    assert found.problems == ()


@pytest.mark.parametrize(("raw", "letter"), [(b"\xc9\xa1", "\ue000"), (b"\xc9\xfe", "\ue05d"), (b"\xfe\xfe", "\ue0bb")])
def test_the_rows_of_cp949_that_are_left_to_users(raw: bytes, letter: str) -> None:
    decoded = decode(KOREAN.encode("cp949") + raw + b"\n")
    assert decoded is not None
    assert (decoded.encoding, decoded.text[-2]) == ("cp949", letter)
    found = sources.read_bytes(KOREAN.encode("cp949") + raw, "a.txt")
    assert "private_letters" in [p.name for p in found.problems]


def test_other_broken_bytes_are_still_refused() -> None:
    assert decode(KOREAN.encode("cp949") + b"\xfe\x20\xff") is None
