"""Folding of place names: what is one name, and what must stay two."""

import pytest

from kembar.agreement.place_names import fold

ONE = [
    ("Busan", "Pusan", "KR"),
    ("Busan", "BUSAN Metropolitan City", "KR"),
    ("Gwangju", "Kwangju", "KR"),
    ("Xi'an", "Xian", "CN"),
    ("Xi\u2019an", "Xi\u02bcan", "CN"),
    ("St. Petersburg", "Sankt Petersburg", "RU"),
    ("\u0141\u00f3d\u017a", "Lodz", "PL"),
    ("S\u00e3o Paulo", "Sao Paulo", "BR"),
    ("Gy\u0151r-Moson", "Gyor\u2013Moson", "HU"),
    ("Central Java", "Provinsi Jawa Tengah", "ID"),
    ("Yogyakarta", "Special Region of Yogyakarta", "ID"),
    ("Penang", "Pulau Pinang", "MY"),
    ("Mount Isa", "Mt Isa", "AU"),
    ("Lower Saxony", "Niedersachsen", "DE"),
    ("Ho Chi Minh City", "Saigon", "VN"),
    ("Tokyo", "Tokyo-to", "JP"),
    ("Hwaseong-si", "Hwaseong", "KR"),
    ("G\u00f6rlitz", "Goerlitz", "DE"),
    ("K\u00f6ln", "Koeln", "DE"),
    ("M\u00fcnchen", "Muenchen", "DE"),
    ("Z\u00fcrich", "Zuerich", "CH"),
    ("Walloon Brabant", "Province du Brabant Wallon", "BE"),
    ("J\u00f6nk\u00f6ping", "Joenkoeping", "SE"),
    ("Bayt J\u0101l\u0101", "Beit Jala", "PS"),
]
TWO = [
    ("Vienna", "AT", "Wien", "US"),
    ("Cheongju", "KR", "Chungju", "KR"),
    ("Frankfurt am Main", "DE", "Frankfurt", "US"),
    ("Hamamatsu", "JP", "Takamatsu", "JP"),
    ("Shizuoka", "JP", "Shizuoku", "JP"),
    ("Noel", "FR", "Nol", "FR"),
    ("Neunkirchen", "DE", "Neuenkirchen", "DE"),
]


@pytest.mark.parametrize(("name", "other", "country"), ONE)
def test_one_name(name: str, other: str, country: str) -> None:
    assert fold(name, country) == fold(other, country.lower()) != ""


@pytest.mark.parametrize(("name", "country", "other", "elsewhere"), TWO)
def test_two_names(name: str, country: str, other: str, elsewhere: str) -> None:
    assert fold(name, country) != fold(other, elsewhere)


def test_a_name_of_kind_words_alone_stays_a_name() -> None:
    assert fold("City", "GB") == "city"
    assert fold("", "GB") == fold("\u5149\u5dde", "JP") == ""
