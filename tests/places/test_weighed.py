"""Names that the rules leave open: what is accepted by all signs together, and what is not."""

from __future__ import annotations

import pytest

from kembar import places
from kembar.places import weighed
from kembar.places.weighed import REASON

pytestmark = pytest.mark.language("en")

TOLD = (
    "A coach from France came to Listowel with the town band of {0}. The hosts in Ireland cook, and the mayor of {0} "
    "pays for the hall. Next year the choir goes to {0}."
)


def reasons(text: str) -> dict[str, str]:
    """Why each name of a text is accepted."""
    return {m.surface: m.reason for m in places.gazetteer().resolve(text)}


@pytest.mark.parametrize("town", ["Malestroit", "Bruneck"])
def test_a_small_town_told_of_again_and_again_is_accepted(town: str) -> None:
    """The rules alone leave a town of three thousand open; its country, its uses and its name speak for it."""
    assert reasons(TOLD.format(town))[town] == REASON


def test_without_weights_nothing_more_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The file can be left out."""
    monkeypatch.setattr(weighed, "weights", dict)
    assert "Malestroit" not in reasons(TOLD.format("Malestroit"))


def test_a_small_town_told_of_once_in_passing_is_left_open() -> None:
    """A name that stands once, with nothing of its country told, may be anything."""
    text = "A coach came to Listowel with eleven nurses, a cook and a band in May. Malestroit paid for the bread."
    assert len(text) > weighed.LEAST_TEXT
    assert "Malestroit" not in reasons(text)


def test_a_use_in_the_name_of_a_person_is_not_accepted_with_the_others() -> None:
    """A family may be called like a town."""
    text = "A coach from Malestroit came in May. The mayor of Malestroit paid, and Dr Malestroit sang. {0}"
    text = text.format("In France we danced, and the choir goes to Malestroit, to Malestroit.")
    found = [m.start for m in places.gazetteer().resolve(text) if m.reason == REASON]
    assert len(found) == 4
    assert text.index("Dr Malestroit") + 3 not in found


@pytest.mark.parametrize("word", ["Research", "Salmon", "Jones"])
def test_a_word_or_family_name_is_left_open(word: str) -> None:
    """There are places of those names, and texts mean them seldom."""
    text = f"{word} was told of in Ireland. The band of Listowel plays for Dr {word} in May, and {word} pays for bread."
    text += " Eleven nurses came by train."
    assert len(text) > weighed.LEAST_TEXT
    assert word not in reasons(text)


def test_a_cell_says_too_little() -> None:
    """A line is too short to weigh its names."""
    assert "Malestroit" not in reasons("the mayor of Malestroit, the hall of Malestroit, Malestroit")


def test_marks_of_a_name() -> None:
    """Marks have names and values, and none is nothing."""
    seen: list[weighed.Open] = []
    text = TOLD.format("Malestroit")

    def note(text: str, finds: list[object], known: object) -> None:
        seen.extend(weighed.open_names(text, finds, known))  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(weighed, "accept", note)
        places.gazetteer().resolve(text)
    town = next(name for name in seen if name.unit.name == "Malestroit")
    assert [text[find.start : find.end] for find in town.finds] == ["Malestroit"] * 3
    assert {"script latin", "usual name", "3 times", "led again", "country told"} <= set(town.marks)
    assert all(town.marks.values())


def marks(text: str, town: str, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The marks of a name that the rules leave open."""
    seen: dict[str, weighed.Open] = {}

    def note(text, finds, known):  # type: ignore[no-untyped-def]
        seen.update({name.unit.name: name for name in weighed.open_names(text, finds, known)})

    monkeypatch.setattr(weighed, "accept", note)
    reasons(text)
    return set(seen[town].marks)


@pytest.mark.parametrize(
    ("told", "soon"),
    [
        ("The band of Malestroit, an old town of weavers in Brittany, played for us on the green in May.", True),
        ("The band of Malestroit played. In Brittany they weave, and play again and again on the green in May.", False),
        ("The band of Malestroit, an old and well known town of weavers and millers and tanners, of Brittany.", False),
    ],
)
def test_a_region_told_of_soon_in_the_same_sentence_is_a_mark(
    told: str, soon: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = marks(f"{told} The mayor paid for the hall, and nobody else did.", "Malestroit", monkeypatch)
    assert ("its region soon" in found) == soon
    assert "region told" in found


def test_a_region_of_which_nothing_is_told_is_no_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The band of Malestroit played for us on the green in May. The mayor paid for the hall, and nobody else did."
    assert not {"its region soon", "region told"} & marks(text, "Malestroit", monkeypatch)
