"""The build script's parts: spellings made by rule, checked archives, equal bytes."""

import sqlite3
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[2] / "scripts"
sys.path.append(str(SCRIPTS))

from places import hangul, indonesian, kana, labels, national, pinyin, second, shipping  # noqa: E402
from places.archives import PINS, Archives  # noqa: E402
from places.draft import MADE, OFFICIAL, Draft, Unit  # noqa: E402

from kembar.places import database, gazetteer  # noqa: E402


@pytest.mark.parametrize(
    ("name", "new", "old"),
    [
        ("부산", "busan", "pusan"),
        ("광주", "gwangju", "kwangju"),
        ("전주", "jeonju", "chonju"),
        ("강릉", "gangneung", "kangnung"),
        ("전라", "jeolla", "cholla"),
        ("울릉", "ulleung", "ullung"),
        ("속초", "sokcho", "sokcho"),
    ],
)
def test_hangul_in_latin_letters(name: str, new: str, old: str) -> None:
    assert hangul.to_latin(name) == new
    assert hangul.to_old_latin(name) == old


@pytest.mark.parametrize(
    ("name", "spelled"), [("부산", "プサン"), ("대구", "テグ"), ("경주", "キョンジュ"), ("제천", "チェチョン")]
)
def test_hangul_in_kana(name: str, spelled: str) -> None:
    assert hangul.to_kana(name) == spelled


@pytest.mark.parametrize(
    ("reading", "latin", "korean"),
    [
        ("キタキュウシュウ", "kitakyushu", "기타큐슈"),
        ("トヤマ", "toyama", "도야마"),
        ("サッポロ", "sapporo", "삿포로"),
        ("シンジュク", "shinjuku", "신주쿠"),
        ("ツシマ", "tsushima", "쓰시마"),
    ],
)
def test_kana(reading: str, latin: str, korean: str) -> None:
    assert kana.to_latin(reading) == latin
    assert kana.to_hangul(reading)[0] == korean


@pytest.mark.parametrize(
    ("name", "reading", "latin"),
    [
        ("三浦", "ミウラ", "miura"),
        ("的浦", "マツウラ", "matsuura"),
        ("富岡", "トミオカ", "tomioka"),
        ("豊岡", "トヨオカ", "toyooka"),
        ("大岡", "オオオカ", "ooka"),
        ("岡山", "オカヤマ", "okayama"),
        ("大野", "オオノ", "ono"),
        ("北大野", "キタオオノ", "kitaono"),
        ("中央", "チュウオウ", "chuo"),
        ("東温", "トウオン", "toon"),
        ("郡", "コオリ", "kori"),
        ("近江", "オウミ", "omi"),
        ("有馬", "ソウマ", "soma"),
    ],
)
def test_a_vowel_that_begins_a_part_of_a_name_is_no_length(name: str, reading: str, latin: str) -> None:
    assert kana.to_latin(reading, national.parts_of(name, reading)) == latin


def test_the_first_sound_of_a_japanese_name_may_be_hard() -> None:
    assert kana.to_hangul("キョウト") == ["교토", "쿄토"]
    assert kana.to_hangul("ナゴヤ") == ["나고야"]


def test_indonesian_names_have_a_spelling_for_each_sound_of_e() -> None:
    assert indonesian.to_hangul("Surabaya") == ["수라바야"]
    assert set(indonesian.to_hangul("Semarang")) == {"세마랑", "스마랑"}
    assert indonesian.to_kana("Bandung") == ["バンドゥン"]
    assert "デンパサール".replace("ー", "") in indonesian.to_kana("Denpasar")


@pytest.mark.parametrize(
    ("name", "korean"), [("Shenyang", "선양"), ("Qingdao", "칭다오"), ("Xi'an", "시안"), ("Ürümqi", "")]
)
def test_pinyin(name: str, korean: str) -> None:
    assert pinyin.to_hangul(name) == korean


def small_draft() -> Draft:
    draft = Draft({})
    region = Unit("gn:1", "JP", "admin1", "Toyama", "富山県", a1="JP.42")
    city = Unit(
        "JP.16201", "JP", "city", "Toyama", "富山市", a1="JP.42", prior=400_000, population=400_000, old=["gn:9"]
    )
    for unit in (region, city):
        n = draft.add(unit)
        draft.call_both(n, unit.local, OFFICIAL)
        draft.call(n, unit.name, MADE)
    return draft


def test_the_same_draft_gives_the_same_bytes(tmp_path: Path) -> None:
    packed = [shipping.pack(small_draft(), {0, 1}, {"toyama"}, ["JP"]) for _ in range(2)]
    assert packed[0] == packed[1]
    (tmp_path / "places.sqlite").write_bytes(packed[0])
    source = database.open_file(tmp_path / "places.sqlite")
    entry = source.lookup("toyama")
    assert entry is not None
    assert entry.common
    assert [(c.unit.id, c.kind) for c in entry.candidates] == [("JP.16201", MADE), ("gn:1", MADE)]
    city = source.by_id("gn:9")
    assert city is not None
    assert city.parent == 0


@pytest.mark.language("ja")
def test_the_cut_leaves_out_names_of_dropped_units(tmp_path: Path) -> None:
    (tmp_path / "places.sqlite").write_bytes(shipping.pack(small_draft(), {0}, (), ["JP"]))
    source = database.open_file(tmp_path / "places.sqlite")
    assert source.lookup("富山市") is None
    assert source.lookup("富山") is not None


def test_a_prefecture_is_named_apart_from_its_city() -> None:
    draft = small_draft()
    labels.tell_apart(draft)
    assert [unit.name for unit in draft.units] == ["Toyama Prefecture", "Toyama"]


def test_archives_must_be_the_pinned_ones(tmp_path: Path) -> None:
    names = [line.split()[1] for line in PINS.read_text(encoding="utf-8").splitlines()]
    assert len(names) == len(set(names)) == 15
    with pytest.raises(SystemExit, match="missing"):
        Archives(tmp_path)
    for name in names:
        (tmp_path / name).write_bytes(b"another file")
    with pytest.raises(SystemExit, match="not the file"):
        Archives(tmp_path)


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("South Tapanuli Regency", "Kabupaten Tapanuli Selatan"),
        ("Samosir Regency", "Kabupaten Samosir"),
        ("Kabupaten Samosir", "Kabupaten Samosir"),
        ("Bogor City", "Kota Bogor"),
    ],
)
def test_regencies_as_the_list_has_them(name: str, listed: str) -> None:
    assert listed in second._spellings("ID", name)


def test_a_former_region_is_no_parent() -> None:
    draft = Draft({})
    draft.add(Unit("gn:1", "FR", "admin1", "Grand Est", "Grand Est", "FR.44"))
    draft.add(Unit("old:Alsace", "FR", "admin1", "Alsace", "Alsace", "FR.44", until="2015"))
    draft.add(Unit("gn:2", "FR", "place", "Colmar", "Colmar", "FR.44"))
    connection = sqlite3.connect(":memory:")
    connection.deserialize(shipping.pack(draft, {0, 1, 2}, [], ["ID"]))
    assert connection.execute("select parent from unit where id = 'gn:2'").fetchone() == (0,)
    connection.close()


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        ("Chungcheongbuk-do", "KR.43"),
        ("Chungcheongbuk", "KR.43"),
        ("North Chungcheong", "KR.43"),
        ("Jeonbuk-do", "KR.52"),
        ("Finistère", "gn:FR.53.29"),
        ("Mayenne", "gn:FR.52.53"),
    ],
)
def test_provinces_and_departments_are_found(name: str, place_id: str) -> None:
    assert [m.place.id for m in gazetteer().resolve(name) if m.place] == [place_id]


def test_a_regency_lies_where_its_towns_lie() -> None:
    (mention,) = gazetteer().resolve("Kabupaten Samosir")
    assert mention.place is not None
    assert mention.place.lat == pytest.approx(2.6, abs=0.1)
