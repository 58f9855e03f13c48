"""Years of one or two figures are of the era or century in which the document counts."""

import pytest
from short_texts import sentences_of


def years(text: str, issued: str | None = None) -> list[int]:
    """The year of each date of a text."""
    return [d.first[0] for s in sentences_of(text, issued) for d in s.dates]


@pytest.mark.language("ja")
def test_a_year_without_its_era_is_of_that_told_last() -> None:
    assert years("横浜市は昭和60年5月に上海市を訪れた。\n\n62年8月に上海市の代表団が来た。") == [1985, 1987]


@pytest.mark.language("ja")
def test_a_year_of_two_figures_is_of_the_century_told_last() -> None:
    assert years("横浜市は1995年5月に上海市を訪れた。\n\n97年8月に上海市の代表団が来た。", "1999") == [1995, 1997]


@pytest.mark.language("en")
def test_years_in_full_stay_as_they_are() -> None:
    assert years("Leeds wrote to Turin in 1987. A choir came in 2001.") == [1987, 2001]


@pytest.mark.language("ja")
def test_a_year_read_by_the_era_beside_it_does_not_begin_a_count_by_centuries() -> None:
    text = "横浜市は平成24年に上海市と覚書を結び、26年に改めた。\n\n27年には代表団が来た。"
    assert years(text, "2018") == [2012, 2014, 2015]


@pytest.mark.language("ja")
def test_a_letter_and_a_figure_in_a_name_are_no_year() -> None:
    assert years("横浜市の市長はH2-Aロケットの工場とT1~T3の埠頭を訪れた。", "2018") == []
    assert years("横浜市は上海市へH26~H28に職員を送った。", "2018") == [2014]
