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
