"""How likely a candidate is what a name means."""

from __future__ import annotations

import pytest

from kembar import places

pytestmark = pytest.mark.language("en")


@pytest.mark.parametrize(
    ("text", "name", "region"),
    [
        ("The town of Oliver in Canada gave a pump.", "Oliver", "British Columbia"),
        ("Park City, United States, gave a pump.", "Park City", ""),
    ],
)
def test_a_town_of_that_very_name_comes_before_a_byname_of_a_larger_one(text: str, name: str, region: str) -> None:
    """A quarter of Edmonton was once called Oliver, and Bridgeport the Park City: the name alone means neither."""
    meant = next(m.place for m in places.gazetteer().resolve(text) if m.surface == name)
    assert meant.name == name
    assert not region or places.gazetteer().region(meant.id) == region


def test_the_old_name_of_a_city_still_means_it() -> None:
    """A byname counts as before where no place of its country is called so, or only one that is far smaller."""
    told = places.gazetteer().resolve("Mayors from Ujung Pandang in Indonesia and Pusan in Korea met.")
    assert {m.place.name for m in told if m.place.level != "country"} == {"Makassar", "Busan"}
