"""Cells of a list of acts: what they say plainly, and what they do not say."""

from collections import Counter

import pytest

from kembar import codebook, languages, places
from kembar.coders import cells

BOOK = codebook.load()
KNOWN = places.gazetteer()
SURABAYA, BUSAN = KNOWN.named("Surabaya"), KNOWN.named("Busan")


@pytest.mark.parametrize(
    ("text", "axis", "code"),
    [
        ("MoU", "kind", "memorandum"),
        ("Nota Kesepahaman", "kind", "memorandum"),
        ("ＭＯＵ", "kind", "memorandum"),
        ("student_exchange", "kind", "student_exchange"),
        ("Student exchange", "kind", "student_exchange"),
        ("Kunjungan (balasan)", "kind", "delegation_visit"),
        ("자매결연", "kind", "sister_agreement"),
        pytest.param("姉妹都市", "kind", "sister_agreement", marks=pytest.mark.language("ja")),
        ("Pendidikan", "sector", "education"),
        ("ekonomi dan perdagangan", "sector", "economy"),
        ("terlaksana", "status", "done"),
        ("추진", "status", "planned"),
        ("keluar", "direction", "outbound"),
        ("Pendidikan", "kind", None),
        ("kunjungan dan pameran", "kind", None),
        ("", "kind", None),
        ("?", "status", None),
    ],
)
def test_code(text: str, axis: str, code: str | None) -> None:
    assert cells.code(text, axis, BOOK) == code


def test_codes_of_a_list_and_the_words_that_are_none() -> None:
    assert cells.codes("sekolah, keluarga angkat, Dinas Pendidikan", "actor", BOOK) == (
        ["school", "community"],
        ["Dinas Pendidikan"],
    )
    assert cells.codes("firms; firms", "actor", BOOK) == (["business"], [])


@pytest.mark.parametrize(
    ("text", "value", "bound", "parts"),
    [
        ("70", 70, "exact", ()),
        ("12 orang", 12, "exact", ()),
        ("15名", 15, "exact", ()),
        ("1.250", 1250, "exact", ()),
        ("1,250 people", 1250, "exact", ()),
        ("\u00b1 30", 30, "about", ()),
        ("약 20명", 20, "about", ()),
        ("at least 70", 70, "at_least", ()),
        ("\u2265 9", 9, "at_least", ()),
        ("6 SMP + 8 SMA", 14, "exact", (6, 8)),
    ],
)
def test_count(text: str, value: int, bound: str, parts: tuple[int, ...]) -> None:
    count = cells.count(text)
    assert count is not None
    assert (count.value, count.bound, count.parts) == (value, bound, parts)
    assert count.as_written == text


@pytest.mark.parametrize("text", ["", "many", "20-25", "0", "12 of 30", "3.5", "6 + some"])
def test_no_count(text: str) -> None:
    assert cells.count(text) is None


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("1997", "1997", None),
        ("24/09/1997", "1997-09-24", None),
        ("1997-09-24", "1997-09-24", None),
        ("24 September 1997", "1997-09-24", None),
        ("Juli 2018", "2018-07", None),
        ("1997년 9월 24일", "1997-09-24", None),
        pytest.param("平成19年5月", "2007-05", None, marks=pytest.mark.language("ja")),
        ("3-8 November 2012", "2012-11-03", "2012-11-08"),
        ("2007-2010", "2007", "2010"),
        ("2016-09", "2016-09", None),
        ("2016/09", "2016-09", None),
        ("2009-10", "2009-10", None),
        ("2009-10 season", "2009", "2010"),
        ("2016-17", "2016", "2017"),
        ("Mei", "2019-05", None),
    ],
)
def test_interval(text: str, start: str, end: str | None) -> None:
    found = cells.interval(text, "id", 2019)
    assert found is not None
    assert (found[0].edtf, found[1].edtf if found[1] else None) == (start, end)
    assert found[0].as_written == text


@pytest.mark.parametrize("text", ["", "soon", "last year", "31 April 2018", "2024-02-30", "2001 and 5 May 2003"])
def test_no_interval(text: str) -> None:
    assert cells.interval(text, "en", 2019) is None


@pytest.mark.parametrize(
    ("header", "start", "end"),
    [
        ("Date", "2009-10", None),
        ("Season", "2009", "2010"),
        ("Fiscal year", "2009", "2010"),
        ("Tahun ajaran", "2009", "2010"),
        ("회계연도", "2009", "2010"),
    ],
)
def test_a_header_tells_a_season_from_a_month(header: str, start: str, end: str | None) -> None:
    found = cells.interval("2009-10", "en", header=header)
    assert found is not None
    assert (found[0].edtf, found[1].edtf if found[1] else None) == (start, end)
    month = cells.interval("2016-09", "en", header=header)
    assert month is not None
    assert (month[0].edtf, month[1]) == ("2016-09", None)


def test_a_month_without_any_year_is_no_date() -> None:
    assert cells.interval("May", "en") is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Busan", ["Busan"]),
        ("Busan, Korea Selatan", ["Busan"]),
        ("Busan, Gwangju", ["Busan", "Gwangju"]),
        ("Ichikawa, Chiba", ["Ichikawa"]),
        ("Kota Ichikawa (Jepang)", ["Ichikawa"]),
        ("부산\n광주광역시", ["Busan", "Gwangju"]),
        ("nowhere at all", []),
        ("", []),
    ],
)
def test_places(text: str, names: list[str]) -> None:
    found = cells.places(text, "", KNOWN)
    assert [place.name for place, _ in found] == names
    assert all(text[start:end].strip() == text[start:end] != "" for _, (start, end) in found)


def test_the_country_decides_between_namesakes() -> None:
    assert [place.country for place, _ in cells.places("Newcastle", "AU", KNOWN)] == ["AU"]
    assert [place.country for place, _ in cells.places("Newcastle", "GB", KNOWN)] == ["GB"]
    assert cells.country("Korea Selatan", KNOWN) == "KR"
    assert cells.country("x", KNOWN) == ""


@pytest.mark.parametrize(
    ("text", "flow"),
    [
        ("Surabaya > Busan", "ID.35.78>KR.26"),
        ("Busan \u2192 Surabaya", "KR.26>ID.35.78"),
        ("keluar", "ID.35.78>KR.26"),
        ("inbound", "KR.26>ID.35.78"),
        ("timbal balik", "mutual"),
        ("Surabaya \u2194 Busan", "mutual"),
        ("Surabaya > Medan", None),
        ("to and fro", None),
    ],
)
def test_flow(text: str, flow: str | None) -> None:
    assert cells.flow(text, SURABAYA, BUSAN, BOOK, KNOWN) == flow


@pytest.mark.parametrize("language", languages.codes())
def test_words_of_cells_name_codes_that_exist_each_on_one_code_of_an_axis(language: str) -> None:
    file = languages.get(language).file("cells")
    seen: Counter[tuple[str, str]] = Counter()
    for name in file:
        axis = "direction" if name in cells.DIRECTIONS else BOOK.get(name).axis
        seen.update((axis, cells.plain(word)) for word in file.text(name).split("|"))
    assert [entry for entry, times in seen.items() if times > 1] == []
    assert not file or set(cells.DIRECTIONS) <= set(file)
