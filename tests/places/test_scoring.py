"""How likely a candidate is what a name means."""

from __future__ import annotations

import pytest

from kembar.places import gazetteer, resolver

pytestmark = pytest.mark.language("en")


def meant(name: str, country: str) -> str:
    """The likeliest place of a name beside its country."""
    text = f"The mayor of {name}, {country}, gave a pump."
    found = resolver.resolve(text, [(0, len(text))], gazetteer()._source)
    return next(find.best.name for find in found if find.surface == name)


@pytest.mark.parametrize(("name", "country"), [("Oliver", "Canada"), ("Park City", "United States")])
def test_a_town_of_that_very_name_comes_before_a_byname_of_a_larger_one(name: str, country: str) -> None:
    """A quarter of Edmonton was once called Oliver, and Bridgeport the Park City: the name alone means neither."""
    assert meant(name, country) == name


@pytest.mark.parametrize(
    ("name", "country", "larger"),
    [
        ("Pusan", "South Korea", "Busan"),  # no other place is called so
        ("Lauf", "Germany", "Lauf an der Pegnitz"),  # a word of the longer name, and a village
        ("Yining", "China", "Ghulja"),  # nobody has counted who lives at the place of that name
        ("Angora", "Turkey", "Ankara"),
    ],
)
def test_another_name_of_a_city_still_means_it(name: str, country: str, larger: str) -> None:
    """A place of unknown size and a part of the name itself take nothing away."""
    assert meant(name, country) == larger
