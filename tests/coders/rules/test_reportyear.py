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
        ("Annual report", 2020, 0),
    ],
)
def test_a_report_is_about_the_year_of_its_title(title: str, latest: int, year: int) -> None:
    assert reportyear.find(sentences_of(title + BODY), latest) == (year, False)


def test_a_long_line_is_no_title() -> None:
    line = (
        "This annual report of 2019 is the first one that the office has written by itself, and it will not be the last"
    )
    assert reportyear.find(sentences_of(line + BODY), 2020) == (0, False)


@pytest.mark.language("ja")
def test_a_fiscal_year_is_told_as_one() -> None:
    text = "令和2年度事業報告\n\n横浜市は5月に上海市の代表団を迎えた。"
    assert reportyear.find(sentences_of(text), 2021) == (2020, True)
