"""Names compared: type words off, places resolved, scripts apart."""

import pytest

from kembar.casebase.names import Names, differ, shipped_type_words

NAMES = Names(shipped_type_words(), {"KR.1": ("Haeju", "해주", "海州", "Hae Ju"), "ID.1": ("Kotabaru", "코타바루")})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jalan Haeju", "Haeju Street"),
        ("Jalan Haeju", "Haeju-ro"),
        ("Jalan Haeju", "해주로"),
        ("Jl. Hae Ju", "HAEJU ROAD"),
        ("Harbour Festival", "The Harbour Festivals"),
        ("Festival Lampion", "lampion"),
        ("Memorandum of Understanding between Haeju and Kotabaru", "MoU Kotabaru-Haeju"),
    ],
)
def test_names_that_are_the_same(one: str, other: str) -> None:
    assert NAMES.read(one).key == NAMES.read(other).key
    assert not differ(NAMES.read(one), NAMES.read(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jalan Haeju", "Jalan Kotabaru"),
        ("Jalan Haeju", "코타바루로"),
        ("Harbour Festival", "Lantern Festival"),
        ("Forum 2018", "Forum 2019"),
        ("3rd Harbour Forum", "4th Harbour Forum"),
    ],
)
def test_names_that_differ(one: str, other: str) -> None:
    assert differ(NAMES.read(one), NAMES.read(other))
    assert differ(NAMES.read(other), NAMES.read(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harbour Festival", "등불 축제"),
        ("Harbour Festival", "Haeju Harbour Festival"),
        ("Festival", "Harbour Festival"),
        ("Harbour Festival 2018", "Harbour Festival"),
        ("海州友好祭", "해주 우정 축제"),
    ],
)
def test_names_that_neither_differ_nor_agree_for_sure(one: str, other: str) -> None:
    assert not differ(NAMES.read(one), NAMES.read(other))


def test_a_name_of_type_words_alone_says_nothing() -> None:
    assert NAMES.read("Jalan").key == ""
    assert NAMES.read("").key == ""
