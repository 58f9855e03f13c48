"""What a page's imprint tells of whose it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from short_texts import document

from kembar import passages
from kembar.coders.rules import imprint, sentences, spots
from kembar.places import gazetteer

pytestmark = pytest.mark.language("en")


@pytest.mark.parametrize(
    "line",
    [
        "© Leeds City Council",
        "Council House, Leeds, tel: 0113 222",
        "Council House, Leeds (0113) 222 xxx",
        "Council House, Leeds, 0113-222-3333",
        "〒 Leeds City Council",
    ],
)
def test_the_place_of_an_imprint_is_told(line: str) -> None:
    assert told(line) == ["Leeds"]


@pytest.mark.parametrize(
    "line",
    [
        "Leeds City Council",
        "Leeds City Council met 0113 people",
        "Hotels in Leeds: 12",
        "Leeds telah 20 tahun",
        "Leeds, 09-24-1997",
    ],
)
def test_a_line_without_its_signs_is_none(line: str) -> None:
    assert told(line) == []


def test_a_telephone_in_the_midst_of_a_page_is_none() -> None:
    lines = [f"Ghent gave {n} busses to us in May." for n in range(20)]
    lines.insert(10, "Ask the inn at Leeds (tel: 0113 222).")
    assert told("\n\n".join(lines)) == []


def told(line: str) -> list[str]:
    """The places that the imprint of a text with such a last line names."""
    made = document(f"Ghent gave a bus to us in May 2011.\n\n{line}")
    found = sentences.scan(made.text, passages.split(made), "en")
    spots.locate(made, found, gazetteer())
    return [place.name for place in imprint.of_lines(found)]


@pytest.mark.parametrize(
    ("side", "told"),
    [("ID.35.78", ["Surabaya"]), ("surabaya", ["Surabaya"]), ("부산", ["Busan"]), ("neutral", []), ("home", [])],
)
def test_the_side_of_an_entry_is_told_by_id_or_name(side: str, told: list[str]) -> None:
    text = document("A page.")
    entry = replace(text, source=replace(text.source, side=side))
    assert [place.name for place in imprint.of_source(entry, gazetteer())] == told
