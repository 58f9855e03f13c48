"""Where places stand in sentences, and which of its senses a name has there."""

import pytest
from short_texts import sentences_of


@pytest.mark.language("en")
def test_a_namesake_stands_where_the_text_tells_its_country() -> None:
    text = "The mayor of Spain's Cartagena came to Herne in May 1990. Cartagena, Colombia, gave Herne a pump in 1993."
    found = [(s.raw[p.start : p.end], p.place.country) for s in sentences_of(text) for p in s.spots]
    assert [country for name, country in found if name == "Cartagena"] == ["ES", "CO"]
