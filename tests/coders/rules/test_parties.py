"""Places that something is done with, and those that a paper is told to be with."""

import pytest
from short_texts import sentences_of

from kembar import places
from kembar.coders.rules import parties


def with_whom(text: str) -> set[str]:
    """The names of the places of the first sentence that something is done with."""
    sentence = sentences_of(text)[0]
    return {spot.place.name for spot in sentence.spots if parties.is_with(sentence, spot)}


def bound(text: str) -> list[str]:
    """The names of the places that the papers of the first sentence are told to be with."""
    return [places.gazetteer().get(place_id).name for place_id in parties.of_papers(sentences_of(text)[0])]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("Leeds held a market with the City of Turin.", {"Turin"}, marks=pytest.mark.language("en")),
        pytest.param("Leeds held a market in Turin.", set(), marks=pytest.mark.language("en")),
        pytest.param("Surabaya menggelar pasar dengan Kota Busan.", {"Busan"}, marks=pytest.mark.language("id")),
        pytest.param("横浜市は上海市との交流を続けている。", {"Shanghai"}, marks=pytest.mark.language("ja")),
    ],
)
def test_with_is_told_before_or_behind_a_place(text: str, names: set[str]) -> None:
    assert with_whom(text) == names


@pytest.mark.language("en")
@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Leeds signed an agreement with Turin.", ["Turin"]),
        ("Leeds signed agreements with Turin and with Lille.", ["Turin", "Lille"]),
        ("Leeds signed an agreement in Turin.", []),
        ("Leeds held a market with Turin.", []),
        ("Leeds signed papers with Turin, with Lille and with the City of Bergen.", ["Turin", "Lille", "Bergen"]),
        ("Leeds signed an agreement with Turin on trams in 1990, and with Lille in 1995.", ["Turin", "Lille"]),
        ("Leeds signed an agreement with Turin on trams, whose choir had sung at home with Lille.", ["Turin"]),
    ],
)
def test_a_paper_is_with_the_places_behind_with(text: str, names: list[str]) -> None:
    assert bound(text) == names
