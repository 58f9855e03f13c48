"""Spellings of many places at once are those that each has alone."""

from __future__ import annotations

from kembar.places import gazetteer


def test_many_places_at_once_have_the_names_that_each_has_alone() -> None:
    known = gazetteer()
    ids = ("ID.35.78", "KR.26", "KR.29")
    found = known.names_of([*ids, "no such place"])
    assert found == {place: known.names(place) for place in ids}
    assert known.names_of([]) == {}
