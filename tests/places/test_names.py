"""Keys, scripts and type words of names."""

import pytest

from kembar.places.names import fold, script
from kembar.places.typewords import bare, level_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("São Paulo", "sao paulo"),
        ("Xi'an", "XIAN"),
        ("Higashi-Ōsaka", "Higashiosaka"),
        ("St. Petersburg", "Saint Petersburg"),
        ("Đà Nẵng", "Da Nang"),
        ("Łódź", "Lodz"),
        ("ソルトレークシティ", "ソルトレイクシティ"),
        ("ヴェネツィア", "ベネツィア"),
        ("ﾊﾝﾌﾞﾙｸ", "ハンブルク"),
    ],
)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Busan", "Pusan"), ("부산", "부천"), ("Bath", "Path"), ("East", "Easaint")]
)
def test_other_names_have_other_keys(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_variants_of_han_characters_are_one_only_with_their_table() -> None:
    assert fold("廣州", {"廣": "广"}) == fold("广州")
    assert fold("廣州") != fold("广州")


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Kota Surabaya", "Surabaya"),
        ("Busan-si", "Busan"),
        ("Kumamoto Prefecture", "Kumamoto"),
        ("Gemeente Haarlemmermeer", "Haarlemmermeer"),
        ("부산광역시", "부산"),
        pytest.param("北九州市", "北九州", marks=pytest.mark.language("ja")),
        ("津市", "津市"),
        ("Solo", "Solo"),
    ],
)
def test_type_words_come_off(name: str, short: str) -> None:
    assert bare(name) == short


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("Kabupaten Malang", "county"),
        ("Kota Malang", "city"),
        ("Aichi Prefecture", "province"),
        ("Songpa-gu", "ward"),
        ("Kotabaru", ""),
    ],
)
def test_type_words_tell_the_level(name: str, level: str) -> None:
    assert level_of(name) == level


def test_scripts() -> None:
    assert [script(word) for word in ("Busan", "부산", "釜山", "プサン", "さいたま", "3-1")] == [
        "latin", "hangul", "han", "kana", "kana", "latin",
    ]  # fmt: skip
