"""The register of ties: what it holds, and what it says of names."""

from __future__ import annotations

import time

import pytest

from kembar import places
from kembar.places import register


def resolved(text: str) -> dict[str, tuple[str, str]]:
    """The places of a text by how they stand there: name and country."""
    gazetteer = places.gazetteer()
    mentions = gazetteer.resolve(text, gazetteer.countries(text))
    return {m.surface: (m.place.name, m.place.country) for m in mentions}


def test_a_tie_is_known_from_both_sides() -> None:
    """Each side of a tie has the other, and no side lies in its country."""
    gazetteer, ties = places.gazetteer(), register.ties()
    assert len(ties) > 4_000
    for place_id, others in ties.items():
        place = gazetteer.get(place_id)
        assert place is not None
        for other_id in others:
            other = gazetteer.get(other_id)
            assert place_id in register.twins_of(other_id)
            assert other is not None
            assert other.country != place.country


def test_what_is_not_in_the_register_has_no_ties() -> None:
    """A place without ties has an empty set."""
    assert register.twins_of("no such place") == frozenset()


def test_a_namesake_is_the_twin_of_another_place() -> None:
    """Without Wakayama a Richmond is the largest one, beside it the one that is twinned with it."""
    assert resolved("A garden of Richmond was shown to pupils from Wakayama.")["Richmond"] == ("Richmond", "CA")
    assert resolved("A garden of Richmond was shown to pupils.").get("Richmond", ("", "US"))[1] == "US"


def test_a_told_region_weighs_more_than_a_known_tie() -> None:
    """What the text says of a place wins."""
    assert resolved("Pupils from Wakayama went to Richmond, Virginia.")["Richmond"] == ("Richmond", "US")


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        pytest.param(
            *("エルパソ市の職員がシウダー・フアレスを訪れた。", "シウダー・フアレス", "Ciudad Juárez"),
            marks=pytest.mark.language("ja"),
        ),
        pytest.param(
            *("니가타시는 하바로프스크와 자매결연을 맺었다.", "하바로프스크", "Khabarovsk"),
            marks=pytest.mark.language("ko"),
        ),
    ],
)
def test_a_name_that_no_list_spells_sounds_like_a_twin(text: str, surface: str, name: str) -> None:
    """A name in Kana or Hangul is heard among the twins of the place beside it."""
    assert resolved(text)[surface][0] == name


@pytest.mark.language("ko")
def test_a_word_that_sounds_like_no_twin_is_no_place() -> None:
    """Plain words stay words beside a place with many twins."""
    assert set(resolved("부산광역시는 만든다 그리고 나누어 준다 라디오를 듣는다.")) == {"부산광역시"}


@pytest.mark.language("ko")
def test_names_heard_in_thousands_of_spans_take_time_by_their_number() -> None:
    """A name that sounds like a twin of Busan, in each span: the time grows as the text does."""
    line = "부산광역시와 자매결연을 체결하였다. 블라디보스토옥시를 방문하였다.\n"

    def spent(lines: int) -> float:
        spans = [(at * len(line), (at + 1) * len(line) - 1) for at in range(lines)]
        begun = time.process_time()
        mentions = places.gazetteer().resolve_spans(line * lines, spans, ["KR"])
        assert [m.place.name for m in mentions[1::2]] == ["Vladivostok"] * lines
        return time.process_time() - begun

    spent(100)
    assert min(spent(8_000) for _ in range(2)) < 24 * min(spent(1_000) for _ in range(3)) + 0.15
