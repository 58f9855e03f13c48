"""A coding as a gold record: parents of kinds, plain dates, names in the direction, the words that tell the act."""

from typing import Any

import pytest

from kembar import codebook, dates
from kembar.coders import projection
from kembar.types import Coding, Count, Evidence, Pair, Place

BOOK = codebook.load()
SELKA, MORVAN = Place("XA.1", "Selka", "XA"), Place("XB.1", "Morvan", "XB")
ACT = Evidence("s", "0" * 64, 10, 20, "p. 3", "gave it so", ("act", "start"))
OTHER = Evidence("s", "0" * 64, 0, 5, "p. 3", "Selka", ("pair",))


def record(**fields: Any) -> dict[str, Any]:
    """The gold record of a donation with some fields changed."""
    plain: dict[str, Any] = {"pair": Pair(SELKA, MORVAN), "evidence": (OTHER, ACT)}
    return projection.record_of(Coding(**{"type": "activity", "kind": "donation", **plain, **fields}), BOOK)


def test_a_bare_act_states_nothing_else() -> None:
    assert record() == {
        "type": "activity",
        "pair": [{"name": "Selka", "country": "XA"}, {"name": "Morvan", "country": "XB"}],
        "kind": "donation",
        **dict.fromkeys(("sector", "status", "start", "end", "recurrence", "flow", "participants")),
        "actors": [],
        "quote": "gave it so",
    }


@pytest.mark.parametrize(
    ("kind", "parent"),
    [("named_place", "commemoration"), ("anniversary", "commemoration"), ("commemoration", "commemoration")],
)
def test_the_gold_sees_the_parent(kind: str, parent: str) -> None:
    assert record(kind=kind)["kind"] == parent


@pytest.mark.parametrize(
    ("edtf", "plain"),
    [("1997", "1997"), ("1997-09~", "1997-09"), ("1997-09-24?", "1997-09-24"), ("1997-21", "1997"), ("199X", None)],
)
def test_dates_become_plain_iso_dates(edtf: str, plain: str | None) -> None:
    assert record(start=dates.of_edtf(edtf))["start"] == plain
    assert record(end=dates.of_edtf(edtf))["end"] == plain


@pytest.mark.parametrize(
    ("flow", "told"),
    [("XA.1>XB.1", "Selka>Morvan"), ("XB.1>XA.1", "Morvan>Selka"), ("mutual", "mutual"), (None, None)],
)
def test_a_direction_names_its_places(flow: str | None, told: str | None) -> None:
    assert record(flow=flow)["flow"] == told


def test_numbers_and_actors() -> None:
    made = record(participants=Count(14, "at_least", parts=(6, 8)), actors=("school", "community"))
    assert (made["participants"], made["actors"]) == (14, ["community", "school"])


def test_what_is_stated_as_none_is_not_told() -> None:
    made = record(recurrence="none", actors=("none",))
    assert (made["recurrence"], made["actors"]) == (None, [])


def test_a_row_is_quoted_by_the_cell_that_tells_the_act() -> None:
    row = Evidence("s", "0" * 64, 10, 40, "p. 3", "Morvan\tgift of a bell\t1999", ("act",), cue=(17, 21))
    assert record(evidence=(row,))["quote"] == "gift of a bell"
