"""Moments in hand-made files are ordered as time, whatever their zone or digits."""

from kembar.study.plain import _moment


def test_moments_of_other_zones_and_digits_are_ordered_as_time() -> None:
    told = ["2026-01-15T10:00:00+07:00", "2026-01-15T09:00:00Z", "2026-01-15T09:00:00.5Z", "2026-01-15T09:00:01Z"]
    assert [_moment(text) for text in told] == sorted(_moment(text) for text in told)


def test_a_day_is_a_moment_and_words_stay_words() -> None:
    assert _moment("2026-01-15") == "2026-01-15T00:00:00.000000Z"
    assert _moment("yesterday") == "yesterday"
