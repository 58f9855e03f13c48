"""Whose page a text is: the sum made by hand is weighed with what else is seen of each place."""

from collections.abc import Mapping

import pytest
from short_texts import document

from kembar import codebook
from kembar.coders import rules
from kembar.coders.rules import frame, homes

pytestmark = pytest.mark.language("en")

TEXT = (
    "Visitors from Turin came to Leeds in May 2011. The mayor of Ghent saw the new tram. Leeds and Ghent trade books. "
    "The choir of Lima is expected in June. Leeds and Lima share a garden."
)


def weighed(text: str, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], Mapping[str, homes.Marks]]:
    """The places of a text in the order in which they are likely its own side, and the marks of each, by name."""
    order: list[str] = []
    seen: dict[str, homes.Marks] = {}
    ranked = homes.ranked

    def note(about, sums, sentences, titled):  # type: ignore[no-untyped-def]
        found = ranked(about, sums, sentences, titled)
        by_hand = dict(sorted(sums.items(), key=lambda row: (-row[1], row[0])))
        told = homes.marks(about, by_hand, sentences, titled)
        order.extend(about.places[p].name for p in found)
        seen.update({about.places[p].name: told[p] for p in found})
        return found

    monkeypatch.setattr(frame.homes, "ranked", note)
    rules.propose(document(text, issued="2012"), codebook.load(), "en")
    return order, seen


def test_the_place_beside_most_others_is_the_own_side(monkeypatch: pytest.MonkeyPatch) -> None:
    order, marks = weighed(TEXT, monkeypatch)
    assert order[0] == "Leeds"
    assert marks["Leeds"]["mates"] > marks["Ghent"]["mates"] > 0
    assert marks["Leeds"]["told once"] == 0.0
    assert marks["Turin"]["told once"] == 1.0


def test_marks_stand_once_for_all_languages_and_once_for_those_of_many_countries(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _, marks = weighed(TEXT, monkeypatch)
    assert marks["Leeds"]["many: mates"] == marks["Leeds"]["mates"]
    assert not any(name.startswith("few: ") for name in marks["Leeds"])


def test_without_weights_the_sum_made_by_hand_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(homes, "weights", dict)
    order, marks = weighed(TEXT, monkeypatch)
    assert [name for name in order if marks[name]["highest"]] == order[:1]


def test_weights_turn_the_order_of_the_sums(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(homes, "weights", lambda: {"told once": 5.0})
    order, marks = weighed(TEXT, monkeypatch)
    assert marks[order[0]]["told once"] == 1.0


def test_a_neighbour_and_a_county_have_marks_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    text = TEXT + " Bradford, our neighbour, trades with Lille. Lancaster County gave Lima a pump."
    _, marks = weighed(text, monkeypatch)
    assert marks["Bradford"]["neighbour"] == 1.0
    assert marks["Leeds"]["neighbour"] == 0.0
    assert marks["Lancaster County"]["county"] == 1.0
    assert marks["Leeds"]["county"] == 0.0
    assert marks["Leeds"]["mere place"] == 1.0
    assert marks["Lima"]["mere place"] == marks["Lancaster County"]["mere place"] == 0.0
