"""Places that are but a part of another: how long they are looked for."""

import time

import pytest
from short_texts import document

from kembar import passages
from kembar.coders.rules import frame, sentences, spots
from kembar.places import gazetteer

pytestmark = pytest.mark.language("en")


def towns() -> list[str]:
    """Names of some thousand small towns of four countries, in a mixed order."""
    units = [u for code in ("US", "DE", "FR", "IT") for u in gazetteer()._source.units_of(code)]
    return sorted({u.name for u in units if 3_000 < u.prior < 15_000 and u.name.isalpha()}, key=lambda name: name[::-1])


def test_twice_as_many_towns_take_about_twice_the_time() -> None:
    """Each town of a long text is looked up among its own sentences and what lies near it, not among all."""
    names = towns()

    def spent(number: int) -> float:
        text = "".join(f"{a} gave {b} a pump in May. " for a, b in zip(names[:number], names[::-1], strict=False))
        made = document(text)
        found = sentences.scan(text, passages.split(made), "en")
        spots.locate(made, found, gazetteer())
        started = time.process_time()
        frame.build(made, found, gazetteer())
        return time.process_time() - started

    once, twice = spent(800), spent(1_600)
    assert twice <= 2.3 * once + 0.3


def folded(text: str) -> dict[str, str]:
    """The places of a text that are but a part of another, each with that, by their names."""
    made = document(text)
    found = sentences.scan(text, passages.split(made), "en")
    spots.locate(made, found, gazetteer())
    told = frame.build(made, found, gazetteer())
    return {told.places[part].name: told.places[whole].name for part, whole in told.within.items()}


BAVARIA = (
    "What Bavaria gave\n\nBavaria has been a partner of Connacht in Ireland since 1984. {0}Nurses from Straubing went "
    "to Tuam in 1990, and Bavaria paid."
)


def test_a_town_that_heads_its_lines_alone_is_no_part_of_the_province_of_the_title() -> None:
    assert folded(BAVARIA.format("")).get("Straubing") == "Bavaria"
    assert "Straubing" not in folded(BAVARIA.format("\n\n(1) Straubing\n\n"))


def test_a_town_some_way_off_is_a_quarter_of_a_larger_one_only_if_that_is_told_of_more_often() -> None:
    once, twice = "Nurses from Straubing came to Tuam in 1984. ", "Straubing and Tuam met in 1990. "
    assert folded(once + "Regensburg and Tuam met in 1991. Regensburg gave Tuam a bus.") == {"Straubing": "Regensburg"}
    assert folded(once + twice + "Regensburg and Tuam met in 1991.") == {}
