"""The year that a report is about stands in its title, alone."""

import pytest
from short_texts import sentences_of

from kembar.coders.rules import reportyear

pytestmark = pytest.mark.language("en")
BODY = "\n\nLeeds received a choir from Turin in May."


@pytest.mark.parametrize(
    ("title", "latest", "year"),
    [
        ("Annual report 2019", 2020, 2019),
        ("Annual report 2019", 0, 2019),
        ("Annual report 2019", 2024, 0),
        ("Annual report 2019", 2018, 0),
        ("Annual report 2018 and 2019", 2020, 0),
        ("Annual report since 2019 until 2021", 2021, 0),
        ("News of 2019", 2020, 0),
        ("Annual report\n\nSister cities since 2019", 2020, 0),
        ("Annual report", 2020, 0),
        ("Report to the council, February 2020\n\nTHE YEAR 2019", 2020, 2019),
    ],
)
def test_a_report_is_about_the_year_of_its_title(title: str, latest: int, year: int) -> None:
    assert reportyear.find(sentences_of(title + BODY), latest) == (year, 0)


def test_a_long_line_is_no_title() -> None:
    line = (
        "This annual report of 2019 is the first one that the office has written by itself, and it will not be the last"
    )
    assert reportyear.find(sentences_of(line + BODY), 2020) == (0, 0)


@pytest.mark.language("ja")
def test_a_fiscal_year_is_told_as_one() -> None:
    text = "令和2年度事業報告\n\n横浜市は5月に上海市の代表団を迎えた。"
    assert reportyear.find(sentences_of(text), 2021) == (2020, 4)


def test_letters_set_apart_are_read_together() -> None:
    text = "Y E A R B O O K   2 0 1 9" + BODY + " The mayor of Turin came in June."
    assert reportyear.find(sentences_of(text), 2020) == (2019, 0)


def test_twelve_months_from_another_month_than_january_are_a_year() -> None:
    text = "ANNUAL REPORT 1 JULY 2018 - 30 JUNE 2019" + BODY
    assert reportyear.find(sentences_of(text), 2019) == (2018, 7)
    assert reportyear.find(sentences_of("Annual report, 1 July 2018 to 30 April 2019" + BODY), 2019) == (0, 0)


@pytest.mark.language("ja")
def test_the_day_of_a_meeting_beside_a_fiscal_year_is_not_that_of_the_report() -> None:
    text = "令和2年度 事業報告書(令和3年5月総会)\n\n横浜市は5月に上海市の代表団を迎えた。"
    assert reportyear.find(sentences_of(text), 2021) == (2020, 4)
