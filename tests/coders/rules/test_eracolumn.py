"""Years of a column that runs on through eras, most of them unnamed."""

import pytest

from kembar import passages
from kembar.coders.rules import eracolumn, sentences
from kembar.coders.rules.columns import Cell
from kembar.sources import freeze, read_bytes
from kembar.types import Source


def column(texts: list[str]) -> list[Cell]:
    document = freeze(Source("a"), read_bytes("\n\n".join(texts).encode(), "a.txt"))
    found = sentences.scan(document.text, passages.split(document), "ja")
    return [Cell(s, 0, len(s.raw), 1, "") for s in found]


@pytest.mark.language("ja")
def test_the_number_falls_where_an_era_begins() -> None:
    told = eracolumn.years(column(["元年", "3年", "12年", "28年", "元年", "3年"]), "2022-03-31")
    assert sorted(told.values()) == [1989, 1991, 2000, 2016, 2019, 2021]


@pytest.mark.language("ja")
def test_numbers_of_rows_are_no_years() -> None:
    assert eracolumn.years(column(["1年", "2年", "3年", "4年", "5年"]), "2022-03-31") == {}


@pytest.mark.language("ja")
def test_nothing_is_said_where_nobody_knows_when_the_paper_came_out() -> None:
    assert eracolumn.years(column(["元年", "3年", "12年", "28年"]), "") == {}
