"""Legacy encodings come out right or are refused; nothing is replaced."""

from __future__ import annotations

import pytest

from kembar.sources.encodings import decode

KOREAN = (
    "부산광역시는 1994년 11월 10일 수라바야시와 자매결연을 맺고 교류를 이어 오고 있다. 해마다 대표단을 보낸다.\n" * 3
)
JAPANESE = (
    "高知市はスラバヤ市と姉妹都市の盟約を結び、毎年よさこい祭りに踊り子を派遣しています。両市の交流は二十年になります。\n"
    * 3
)
CHINESE = "釜山市和上海市是友好城市,两市的学生每年都有交流,他们在对方的学校学习,也到工厂里去参观。\n" * 3
WESTERN = (
    "La ville de Besançon et la cité de Kōbe".replace("ō", "o")
    + " se sont jumelées à l'été 1994, dit-il. Où ça ? À l'hôtel.\n"
)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (KOREAN, "cp949"),
        (KOREAN, "utf-16"),
        (KOREAN, "utf-16-le"),
        (KOREAN, "iso2022_kr"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (JAPANESE, "utf-8-sig"),
        (CHINESE, "gb18030"),
        (WESTERN, "cp1252"),
        ("Kota Surabaya dan Busan\n", "ascii"),
    ],
)
def test_text_is_decoded_exactly(text: str, encoding: str) -> None:
    found = decode(text.encode(encoding))
    assert found is not None
    assert found.text == text


def test_a_declared_encoding_counts_if_it_decodes() -> None:
    found = decode("서울".encode("cp949"), declared="euc-kr")
    assert found is not None
    assert (found.text, found.sure) == ("서울", True)


def test_a_wrongly_declared_encoding_is_passed_over() -> None:
    found = decode(KOREAN.encode("utf-8"), declared="ascii")
    assert found is not None
    assert found.text == KOREAN


def test_short_text_follows_the_preferred_encoding() -> None:
    found = decode("수라바야".encode("cp949"), preferred=("euc-kr",))
    assert found is not None
    assert found.text == "수라바야"


def test_what_is_no_writing_is_refused() -> None:
    assert decode(bytes(range(128, 256)) * 20) is None


@pytest.mark.parametrize("text", [KOREAN, JAPANESE, CHINESE, "In 1994 two ports met.\r\nThey met again in 1997.\r\n"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_letters_of_two_bytes_are_told_without_a_mark(text: str, encoding: str) -> None:
    found = decode(text.encode(encoding))
    assert found is not None
    assert (found.text, found.encoding) == (text, encoding)


@pytest.mark.parametrize("every", [5, 9, 21])
@pytest.mark.parametrize("text", ["In 1994 two ports met, and they met again in 1997.\n" * 9, KOREAN])
def test_zeros_strewn_into_a_text_make_no_letters_of_two_bytes(text: str, every: int) -> None:
    data = bytearray(text.encode("utf-8"))
    data[1 : len(data) - 1 : 2 * every] = bytes(len(range(1, len(data) - 1, 2 * every)))
    found = decode(bytes(data) if len(data) % 2 == 0 else bytes(data) + b"\n")
    assert found is None or not found.encoding.startswith("utf-16")
