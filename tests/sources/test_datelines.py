"""The head of a text tells when it was issued: by a dateline, by the paper's name and day, by a word for issuing."""

import pytest

from kembar.sources.datelines import issued


@pytest.mark.parametrize(
    ("head", "day"),
    [
        pytest.param("SURABAYA, 4 Mei 2018 - Wali kota menerima tamu, Kamis (3/5/2018).", "2018-05-04", id="dateline"),
        pytest.param("Osaka, March 2, 2011 — The choir has left for Hamburg.", "2011-03-02", id="dateline in English"),
        pytest.param("LIMA (Kantor Berita), 4 Mei 2018 -- Rombongan tiba.", "2018-05-04", id="dateline of an agency"),
        pytest.param("Osaka Herald, 9 June 2014", "2014-06-09", id="masthead"),
        pytest.param("밀양일보 2021년 4월 6일", "2021-04-06", id="masthead in Korean"),
        pytest.param("2016年7月発行", "2016-07", id="issue of a month"),
        pytest.param("2016년 7월 1일 발행", "2016-07-01", id="issue of a day"),
    ],
)
def test_the_head_tells_the_date_of_issue(head: str, day: str) -> None:
    assert issued(["The choir", head])[0] == day


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("Osaka, 4 May 2018", id="a town and the day of an act"),
        pytest.param("On 4 May 2018 - a Friday - the mayor left.", id="a day within a sentence"),
        pytest.param("The visit to the Osaka Herald on 9 June 2014 was short", id="a paper in a sentence"),
        pytest.param("2016年7月に発行された冊子", id="a booklet issued"),
        pytest.param("Choir tour, 9 June 2014", id="the day of an event"),
    ],
)
def test_other_dates_at_the_head_are_none_of_issue(head: str) -> None:
    assert issued([head]) == ("", "")
