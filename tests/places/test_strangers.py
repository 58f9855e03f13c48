"""Names that no list spells, sought in the countries a text tells of: odd and very long texts."""

import time

import pytest

from kembar.places import gazetteer, strangers
from kembar.places.mention import Find

SYLLABLES = "가나다라마바사아자차카타파하거너더러머버서"


@pytest.mark.parametrize("odd", ["ー" * 300, "・" * 300, "ーーー、" * 90, "\ud800ーーー" * 60, "\0" * 200, ""])
def test_odd_signs_are_no_names(odd: str) -> None:
    assert gazetteer().resolve(f"{odd}\n") == []


def test_twice_as_many_names_take_about_twice_the_time() -> None:
    """How often a name stands is not counted anew for each."""
    source = gazetteer()._source

    def spent(number: int) -> float:
        size = len(SYLLABLES)
        numbers = ((i % size, i // size % size, i // size**2 % size, i // size**3) for i in range(number))
        text = " ".join("".join(SYLLABLES[n] for n in name) + "퍼" for name in numbers)
        finds: list[Find] = []
        started = time.process_time()
        strangers.heard(text, [(0, len(text))], finds, {}, source, {})
        return time.process_time() - started

    once, twice = spent(20_000), spent(40_000)
    assert twice <= 2.3 * once + 0.15
