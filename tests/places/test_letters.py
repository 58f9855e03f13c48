"""How Latin names sound in Kana and Hangul."""

import pytest

from kembar.places import gazetteer, kana, letters


@pytest.mark.parametrize(
    ("name", "heard"),
    [
        ("ツェレ", "Tere"),
        ("シュヴェリーン", "xuberin"),
        ("ティミショアラ", "timixoara"),
        ("チェスター", "cesuta"),
        ("フォッジャ", "foja"),
        ("ウィーン", "win"),
        ("토룬", "torun"),
        ("멜버른", "melbOrUn"),
    ],
)
def test_names_in_kana_and_hangul_become_sounds(name: str, heard: str) -> None:
    assert letters.sounds(name) == heard


@pytest.mark.parametrize(
    ("name", "country", "town"),
    [
        ("ヒルデスハイム", "DE", "Hildesheim"),
        ("バート・テルツ", "DE", "Bad Tölz"),
        ("ドルドレヒト", "NL", "Dordrecht"),
        ("アラサツーバ", "BR", "Araçatuba"),
        ("セクサールド", "HU", "Szekszárd"),
        ("チェスケー・ブジェヨヴィツェ", "CZ", "České Budějovice"),
        ("올로모우츠", "CZ", "Olomouc Region"),
    ],
)
def test_a_name_is_heard_as_the_town_it_is(name: str, country: str, town: str) -> None:
    spellings = kana.spellings(gazetteer()._source, country)
    assert spellings.heard(name)[0].unit.name == town


def test_few_sounds_are_no_name() -> None:
    assert not kana.spellings(gazetteer()._source, "DE").heard("ッー")
