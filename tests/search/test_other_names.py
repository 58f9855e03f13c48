"""Who asks for a place finds it in other scripts; only places that a study knows, and nothing that stands in quotes."""

from __future__ import annotations

from collections.abc import Collection

from kembar.places import gazetteer
from kembar.search import hits, other_names, parse

BUSAN = "KR.26"


def names(ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    return gazetteer().names_of(ids)


def test_a_place_is_called_by_its_own_name_and_in_scripts_without_blanks() -> None:
    told = other_names("busan", {BUSAN}, names)
    assert {"부산", "釜山", "プサン"} <= {*told}
    assert not {"busan", "pusana"} & {*told}
    assert "Busan" in other_names("부산", {BUSAN}, names)
    assert "Busan" in other_names("釜山", {BUSAN}, names)


def test_where_both_own_names_are_one_no_spelling_made_by_rule_takes_the_place_of_the_second() -> None:
    for word, own in (("토리노", "Turin"), ("パリ", "Paris"), ("リーズ", "Leeds")):
        place = gazetteer().candidates(word)[0][0].id
        assert gazetteer().own_names(place) == (own,)
        assert [name for name in other_names(word, {place}, names) if name.isascii()] == [own]
    assert gazetteer().own_names("no such place") == ()


def test_places_that_the_study_does_not_know_and_words_that_name_none_have_no_others() -> None:
    assert other_names("busan", {"ID.35.78"}, names) == ()
    assert other_names("visit", {BUSAN}, names) == ()


def test_a_word_is_found_as_its_others_a_quoted_one_only_as_it_stands() -> None:
    text = "수라바야와 부산의 협약"
    assert [text[a:b] for a, b in hits(text, parse("busan", lambda _: ("부산", "釜山")))] == ["부산"]
    assert [text[a:b] for a, b in hits(text, parse("busan 협약", lambda w: ("부산",) if w == "busan" else ()))] == [
        "부산",
        "협약",
    ]
    assert hits(text, parse('"busan"', lambda _: ("부산",))) == []
    assert parse("busan", lambda _: ()) == parse("busan")
