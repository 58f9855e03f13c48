"""EDTF dates: bounds, comparing, wording."""

import pytest

from kembar.dates import bounds, finer, of_edtf, overlap, show, year_of

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("1997", "1997-01-01", "1997-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("1997-09-24", "1997-09-24", "1997-09-24"),
        ("1997~", "1997-01-01", "1997-12-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("2010-24", "2010-12-01", "2011-02-28"),
    ],
)
def test_bounds(edtf: str, earliest: str, latest: str) -> None:
    assert bounds(edtf) == (earliest, latest)


@pytest.mark.parametrize("wrong", ["2018-04-31", "2018-13", "18", "", "2018-4-1", "yesterday", "2018-00"])
def test_what_is_no_date_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError):
        of_edtf(wrong)


def test_a_year_and_a_day_in_it_can_be_one_date_and_two_years_cannot() -> None:
    assert overlap(of_edtf("1997"), of_edtf("1997-09-24"))
    assert not overlap(of_edtf("1997"), of_edtf("1999"))


def test_the_finer_date_is_kept() -> None:
    assert finer(of_edtf("1997"), of_edtf("1997-09")).edtf == "1997-09"
    assert finer(of_edtf("1997"), of_edtf("1998")).edtf == "1997"


def test_year_is_none_where_only_the_decade_is_known() -> None:
    assert year_of(of_edtf("1997-09")) == 1997
    assert year_of(of_edtf("199X")) is None


def test_dates_are_shown_as_exact_as_they_are_known() -> None:
    assert show(of_edtf("1997-09-24"), MONTHS) == "24 Sep 1997"
    assert show(of_edtf("1997-09"), MONTHS) == "Sep 1997"
    assert show(of_edtf("1997-09")) == "1997-09"
    assert show(of_edtf("2017", basis="inferred"), MONTHS) == "c. 2017"
