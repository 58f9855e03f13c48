"""Folding keeps the way back; quotes are found by their letters and never by likeness."""

from hypothesis import given
from hypothesis import strategies as st

from kembar.offsets import find_quote, fold, from_utf16, letters, to_utf16


def test_fold_makes_signs_and_blanks_alike_and_maps_back() -> None:
    text = "Busan’s  “port”\nis ﬁne"
    folded = fold(text)
    assert folded.text == 'busan\'s "port" is fine'
    at = folded.text.index("port")
    start, end = folded.span(at, at + 4)
    assert text[start:end] == "port"


def test_quote_is_found_over_line_end_hyphens_and_ligatures() -> None:
    text = "The mayors signed a memo-\nrandum of\nunder\u00adstanding on ﬁsheries in Busan."
    span = find_quote(text, "signed a memorandum of understanding on fisheries")
    assert span is not None
    assert text[span[0] : span[1]].startswith("signed a memo-")
    assert text[span[0] : span[1]].endswith("sheries")


def test_short_quote_is_found_only_as_it_stands() -> None:
    assert find_quote("the machines hum", "Linus") is None
    assert find_quote("LINUS", "linus") is None
    assert find_quote("ask Linus", "Linus") == (4, 9)


def test_quote_that_lacks_a_negation_is_not_found() -> None:
    text = "Kedua kota tidak menandatangani nota kesepahaman pada tahun itu."
    assert find_quote(text, "Kedua kota menandatangani nota kesepahaman pada tahun itu.") is None


def test_of_several_places_the_nearest_is_taken() -> None:
    text = "students went to Busan. students went to Busan."
    assert find_quote(text, "students went to Busan", near=30) == (24, 46)
    assert find_quote(text, "students went to Busan") == (0, 22)


def test_utf16_offsets_of_text_with_an_emoji() -> None:
    text = "🏙 부산시와 협약"
    at = text.index("협약")
    assert at == 7
    assert to_utf16(text, at) == 8
    assert from_utf16(text, 8) == 7


@given(st.text(max_size=60))
def test_offsets_go_to_utf16_and_back(text: str) -> None:
    for at in range(len(text) + 1):
        assert from_utf16(text, to_utf16(text, at)) == at


@given(st.text(max_size=80))
def test_every_folded_character_points_into_the_text(text: str) -> None:
    for folded in (fold(text), letters(text)):
        assert len(folded.text) == len(folded.starts) == len(folded.ends)
        assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
        assert list(folded.starts) == sorted(folded.starts)


@given(st.text(min_size=1, max_size=40), st.text(max_size=20), st.text(max_size=20))
def test_a_piece_of_the_text_is_always_found(quote: str, before: str, after: str) -> None:
    text = before + quote + after
    span = find_quote(text, quote)
    assert span is not None
    assert text[span[0] : span[1]] == quote
