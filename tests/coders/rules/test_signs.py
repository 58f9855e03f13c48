"""Offices, spellings and money tell whose page it is where names do not."""

from __future__ import annotations

from kembar import codebook, sources
from kembar.coders import rules
from kembar.coders.rules import signs
from kembar.places import gazetteer
from kembar.types import Document, Source

PLAIN = "Weymouth and Louviers have been twins since 1959. The {} sent twelve pupils to Louviers in 2018."


def document(text: str, **fields: str) -> Document:
    return sources.freeze(Source("a", **fields), sources.read_bytes(text.encode(), "a.txt"))  # type: ignore[arg-type]


def told(page: Document) -> set[str]:
    return {country for country, weight in signs.votes(page, "en").items() if weight}


def countries(text: str) -> set[str]:
    coded = rules.code(document(text), codebook.load())
    return {place.country for c in coded.codings if c.pair for place in (c.pair.a, c.pair.b)}


def test_the_town_clerk_is_british_and_the_councilman_american() -> None:
    british = PLAIN.format("town clerk, the twinning committee and the lord mayor")
    american = PLAIN.format("councilman, the city manager and the school district")
    assert told(document(british)) == {"GB"}
    assert told(document(american)) == {"US"}
    assert (countries(british), countries(american)) == ({"GB", "FR"}, {"US", "FR"})


def test_one_sign_or_signs_of_two_countries_say_nothing() -> None:
    assert signs.votes(document("The council met."), "en") == {}
    both = "The town clerk and the twinning committee met the councilman and the city manager."
    assert signs.votes(document(both), "en").get("FR") is None
    assert signs.votes(document("부산광역시"), "ko") == {}


def test_the_address_of_a_page_is_a_sign() -> None:
    page = document("The shire president opened the fair.", url="https://www.example.gov.au/news")
    assert told(page) == {"AU"}


def test_a_small_town_writes_its_own_page_though_a_namesake_abroad_is_larger() -> None:
    page = (
        "Ludlow and La Ferté-Macé have been twins since 1985. The {} sent twelve pupils to La Ferté-Macé in 2018. "
        "Ludlow is a small place."
    )
    british = page.format("town clerk, the twinning committee and the lord mayor")
    american = page.format("councilman, the city manager and the school district")
    assert (countries(british), countries(american)) == ({"GB", "FR"}, {"US", "FR"})


def test_a_large_namesake_has_no_voice_where_the_writing_speaks_against_its_country() -> None:
    text = "Brampton and Nettuno have been twins since 1985."
    assert gazetteer().countries(text)["CA"] > 0
    assert not gazetteer().countries(text, {"GB": 3.0, "CA": 0.0})["CA"]


def test_a_county_that_no_list_has_is_none_of_another_country() -> None:
    text = "Stafford County Council and Limoges have been twins since 1985. The {} sent pupils to Limoges in 2018."
    british = text.format("town clerk, the twinning committee and the lord mayor")
    american = text.format("councilman, the city manager and the school district")
    assert (countries(british), countries(american)) == ({"GB", "FR"}, {"US", "FR"})
