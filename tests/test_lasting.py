"""When what lasts a while from a date is over."""

import pytest

from kembar.languages.lasting import end


@pytest.mark.parametrize(
    ("first", "count", "unit", "last"),
    [
        ((2010, 1, 0), 1, "year", (2010, 0, 0)),  # January to December
        ((2010, 5, 0), 1, "year", (2011, 0, 0)),
        ((2010, 0, 0), 3, "year", (2012, 0, 0)),
        ((2011, 5, 1), 6, "month", (2011, 10, 0)),
        ((2011, 5, 7), 6, "month", (2011, 11, 0)),
        ((2011, 11, 0), 3, "month", (2012, 1, 0)),
        ((2011, 5, 3), 10_000_000_000, "day", (9999, 0, 0)),
        ((2011, 5, 30), 3, "day", (2011, 6, 1)),
    ],
)
def test_a_span_ends(first: tuple[int, int, int], count: int, unit: str, last: tuple[int, int, int]) -> None:
    assert end(first, count, unit) == last
