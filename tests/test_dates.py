"""Dates as they are written in texts: what is found, with which parts and roles."""

import pytest

from kembar import dates, languages
from kembar.languages.datefind import DateHit
from kembar.languages.flat import flat


def found(code: str, text: str) -> list[DateHit]:
    """The dates in a text of a language."""
    return languages.get(code).find_dates(flat(text), text)


@pytest.mark.language(of="code")
@pytest.mark.parametrize(
    ("code", "text", "first", "last"),
    [
        ("id", "pada 24 September 1997", (1997, 9, 24), None),
        ("id", "Rabu (9/1) pagi", (0, 1, 9), None),
        ("id", "pada 18–22 Maret 2018", (2018, 3, 18), (2018, 3, 22)),
        ("id", "9 s.d. 12 September 2014", (2014, 9, 9), (2014, 9, 12)),
        ("id", "antara 1962 dan 1975", (1962, 0, 0), (1975, 0, 0)),
        ("id", "tanggal dua puluh satu Oktober dua ribu enam belas", (2016, 10, 21), None),
        ("id", "tahun 2014 orang dinas", (2014, 0, 0), None),
        ("en", "on May 26, 1957", (1957, 5, 26), None),
        ("en", "Porto (sister city, 1960)", (1960, 0, 0), None),
        ("en", "from Oct. 29 to Nov. 2", (0, 10, 29), (0, 11, 2)),
        ("en", "between 21 and 30 March 2018", (2018, 3, 21), (2018, 3, 30)),
        ("en", "in 2009 February", (2009, 2, 0), None),
        ("en", "spring 2017", (2017, 0, 0), None),
        ("en", "in 2016-09 a choir", (2016, 9, 0), None),
        ("en", "in 2016/09 a choir", (2016, 9, 0), None),
        ("en", "2009-10", (2009, 10, 0), None),
        ("en", "from 2016-09 to 2016-11", (2016, 9, 0), (2016, 11, 0)),
        ("en", "2016-09-2016-11", (2016, 9, 0), (2016, 11, 0)),
        ("en", "built in '93", (1993, 0, 0), None),
        ("en", "from ’46 on", (1946, 0, 0), None),
        ("en", "'07-'09", (2007, 0, 0), (2009, 0, 0)),
        ("en", "signed 08/2018", (2018, 8, 0), None),
        ("en", 'four fire hoses",08/2018,given', (2018, 8, 0), None),
        ("en", "Turin,Italy,2006 to 2011,choir", (2006, 0, 0), (2011, 0, 0)),
        ("en", "(Leeds, Yorkshire, a friend of ours since May 9, 1988, sent it)", (1988, 5, 9), None),
        ("en", "under the contract 1998", (1998, 0, 0), None),
        ("ko", "2010년 대표단이", (2010, 0, 0), None),
        ("ko", "2010년 대 중국 교류", (2010, 0, 0), None),
        ("ko", "2010년 대 말레이시아 교류", (2010, 0, 0), None),
        ("ko", "2010년 대 초국가 교류", (2010, 0, 0), None),
        ("en", "03.2020 to 06.2020,3", (2020, 3, 0), (2020, 6, 0)),
        ("en", "03.2020-06.2020", (2020, 3, 0), (2020, 6, 0)),
        ("en", "from 2025 to '45", (2025, 0, 0), (2045, 0, 0)),
        ("en", "1932-'35", (1932, 0, 0), (1935, 0, 0)),
        ("en", "valid until '45", (1945, 0, 0), None),
        ("en", "visits went on until '65", (1965, 0, 0), None),
        ("en", "from '98 until '02", (1998, 0, 0), (2002, 0, 0)),
        ("en", "until '93", (1993, 0, 0), None),
        ("id", "berlaku hingga '45", (1945, 0, 0), None),
        ("ko", "2025년~'45년", (2025, 0, 0), (2045, 0, 0)),
        ("en", "in October 2000 points were gained", (0, 10, 0), None),
        ("en", "in October 2000 pupils came", (2000, 10, 0), None),
        ("en", "on 3 May 2015 metres of cloth", (0, 5, 3), None),
        ("en", "The choir of May 2010 won the prize", (2010, 5, 0), None),
        ("en", "the plan of May 2010 points to more", (2010, 5, 0), None),
        ("en", "In June 2004 Miles Harker came", (2004, 6, 0), None),
        ("en", "in June 2004 miles were walked", (0, 6, 0), None),
        ("id", "pada Oktober 2000 poin dikumpulkan", (0, 10, 0), None),
        ("id", "Pada Mei 2010 Ton van Dijk datang", (2010, 5, 0), None),
        ("id", "Kunjungan universitas 5 Mei 2014", (2014, 5, 5), None),
        ("id", "Kunjungan Universitas 11 Maret 2014", (2014, 3, 11), None),
        ("id", "pada Mei 2015 rombongan", (2015, 5, 0), None),
        ("en", "the 'best week' in '93 of all", (1993, 0, 0), None),
        ("id", "sejak '98", (1998, 0, 0), None),
        ("id", "10/2016", (2016, 10, 0), None),
        ("ja", "視察,2019.11,4", (2019, 11, 0), None),
        ("en", "in 2016-17", (2016, 0, 0), (2017, 0, 0)),
        ("en", "1999/00", (1999, 0, 0), (2000, 0, 0)),
        ("en", "2003–08", (2003, 0, 0), (2008, 0, 0)),
        ("en", "the 2009-10 ice hockey season", (2009, 0, 0), (2010, 0, 0)),
        ("en", "the financial year 2009/10", (2009, 0, 0), (2010, 0, 0)),
        ("id", "pada 2016/09 rombongan", (2016, 9, 0), None),
        ("id", "tahun ajaran 2009/10", (2009, 0, 0), (2010, 0, 0)),
        ("ko", "1998년 5월 7일", (1998, 5, 7), None),
        ("ko", "2016. 12. 8. 등록", (2016, 12, 8), None),
        ("ko", "10월 4~7일", (0, 10, 4), (0, 10, 7)),
        ("ko", "3일부터 5일까지", (0, 0, 3), (0, 0, 5)),
        ("ko", "2009-10 학년도", (2009, 0, 0), (2010, 0, 0)),
        ("ja", "2009-10シーズン", (2009, 0, 0), (2010, 0, 0)),
        ("ja", "平成9年4月17日", (1997, 4, 17), None),
        ("ja", "1957(昭和32)年10月29日", (1957, 10, 29), None),
        ("ja", "令和元年5月", (2019, 5, 0), None),
        ("ja", "昭和54年(1979年)5月27日", (1979, 5, 27), None),
        ("ja", "二〇〇五年四月三日", (2005, 4, 3), None),
        ("ja", "S57.4.17", (1982, 4, 17), None),
        ("ja", "96年から", (1996, 0, 0), None),
        ("ja", "平成2年~12年", (1990, 0, 0), (2000, 0, 0)),
        ("ja", "平成2年から9年まで", (1990, 0, 0), (1997, 0, 0)),
        ("ja", "昭和五十年から六十年まで", (1975, 0, 0), (1985, 0, 0)),
        ("ja", "3年 6月 1日", (0, 6, 1), None),
        ("ja", "2019年から21年まで", (2019, 0, 0), (2021, 0, 0)),
        ("ja", "7月22日から8月5日まで", (0, 7, 22), (0, 8, 5)),
        ("ja", "2007年10月10日", (2007, 10, 10), None),
    ],
)
def test_a_date_is_read(code: str, text: str, first: tuple[int, int, int], last: tuple[int, int, int] | None) -> None:
    hits = [h for h in found(code, text) if h.shape != "weekday"]
    assert [(h.first, h.last) for h in hits] == [(first, last)]


@pytest.mark.language(of="code")
@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("id", "Undang-Undang Nomor 23 Tahun 2014"),
        ("id", "(Pratiwi dkk., 2018)"),
        ("id", "sebanyak 2000 orang"),
        ("en", "It may be so; we march on."),
        ("en", "p. 1987"),
        ("en", "in the '60s"),
        ("en", "5'10 tall"),
        ("en", "he said: '20 pupils from the mayor's school came'"),
        ("en", "‘15 guests were here’"),
        ("en", "Decision 04/2019 of the council"),
        ("en", "the act 1998"),
        ("en", "1,2000 chairs"),
        ("en", "it measures 2014.38 in all"),
        ("en", "the hill has a height of 2014.38"),
        ("en", "it cost EUR 1998.50"),
        ("en", "it cost US$2000"),
        ("en", "for A$1999 a head"),
        ("en", "(Haverford and others, Leeds, 2012)"),
        ("ko", "1990년대에 맺은"),
        ("ko", "1990년대 초 맺은"),
        ("ko", "1990년대 중반에 맺은"),
        ("ko", "1990년대 후반 맺은"),
        ("ko", "1990년대 말까지"),
        ("id", "Perwali 12/2019"),
        ("id", "Nomor: 05/2018"),
        ("en", "resolution 08/2018"),
        ("id", "Perda No. 06/2012"),
        ("en", "(Haverford, 2012)"),
        ("ko", "4박 5일 동안"),
        ("ja", "3日間の滞在"),
        ("ja", "提携から20年、"),
        ("ja", "30年にわたり"),
        ("id", "Universitas 17 Agustus 1945 di Surabaya"),
        ("id", "menurut UUD '45 dan UUD 1945"),
        ("id", "Angkatan '66"),
        ("id", "kampus Universitas 11 Maret"),
        ("en", "a chair at Universitas 17 Agustus 1945"),
    ],
)
def test_what_is_no_date_is_left_alone(code: str, text: str) -> None:
    assert found(code, text) == []


@pytest.mark.language(of="code")
@pytest.mark.parametrize(
    ("code", "text", "role"),
    [
        ("id", "sejak 1999", "since"),
        ("id", "hingga 2017", "until"),
        ("en", "since May 1967", "since"),
        ("en", "until 1991", "until"),
        ("ko", "2003년부터", "since"),
        ("ko", "매년 5월", "every"),
        ("ja", "平成12年から", "since"),
        ("id", "setiap bulan Juni", "every"),
    ],
)
def test_a_date_knows_its_role(code: str, text: str, role: str) -> None:
    (hit,) = found(code, text)
    assert getattr(hit, role)


@pytest.mark.language(of="code")
@pytest.mark.parametrize(
    ("code", "text", "shape", "unit", "offset"),
    [
        ("id", "dua tahun lalu", "relative", "year", -2),
        ("id", "setahun kemudian", "anaphora", "year", 1),
        ("id", "lima belas tahun kemudian", "anaphora", "year", 15),
        ("en", "next year", "relative", "year", 1),
        ("en", "the same day", "anaphora", "day", 0),
        ("ko", "지난해", "relative", "year", -1),
        ("ja", "翌年", "anaphora", "year", 1),
    ],
)
def test_relative_dates_say_how_far(code: str, text: str, shape: str, unit: str, offset: int) -> None:
    (hit,) = found(code, text)
    assert (hit.shape, hit.unit, hit.offset) == (shape, unit, offset)


def test_ten_thousand_dates_in_a_line_are_read_in_time() -> None:
    assert len(found("en", "12 May 1990, " * 10_000)) == 10_000


@pytest.mark.language(of="code")
@pytest.mark.parametrize(
    ("code", "text", "edtf"),
    [
        ("en", "1997-09-24", "1997-09-24"),
        ("en", "24 September 1997", "1997-09-24"),
        ("id", "Oktober 2009", "2009-10"),
        ("ja", "平成9年4月17日", "1997-04-17"),
        ("ko", "2004년", "2004"),
        ("en", "24 September", "2011-09-24"),
    ],
)
def test_what_a_person_types_is_read_in_the_words_of_the_language(code: str, text: str, edtf: str) -> None:
    when = dates.parse(text, languages.get(code), issued="2011-12-01")
    assert when is not None
    assert when.edtf == edtf


@pytest.mark.parametrize("text", ["", "soon", "31 April 2018", "between two dates: 1990, 1991"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert dates.parse(text, languages.get("en")) is None
