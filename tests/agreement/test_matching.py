"""Which predicted record is which gold record, and where a quote stands."""

from typing import Any

import pytest

from kembar.agreement.matching import Letters, flow_of, match, overlapping, years_clash

TEXT = "In 1999 the port of Selka gave a bell to Morvan. In 2004 nine pupils of Selka went to Mor-\nvan."
LETTERS = Letters.of(TEXT)
PAIR = [{"name": "Selka", "country": "XA"}, {"name": "Morvan", "country": "XB"}]


def record(**fields: Any) -> dict[str, Any]:
    """A donation of 1999, with some fields changed."""
    plain = {"type": "activity", "pair": PAIR, "kind": "donation", "start": "1999", "quote": "gave a bell to Morvan"}
    return {**plain, **fields}


ONE = [
    record(pair=PAIR[::-1]),
    record(start=None),
    record(start="1999-05-01"),
    record(quote="words that stand nowhere"),
    record(sector="culture", status="done"),
    record(start="1998", end="2000"),
    record(pair=[{"name": "SELKA City", "country": "xa"}, PAIR[1]]),
]
OTHER = [
    record(type="agreement"),
    record(kind="commemoration"),
    record(start="2000"),
    record(start="1990", end="1998"),
    record(pair=[PAIR[0], {"name": "Morvan", "country": "XC"}]),
    record(pair=[PAIR[0], {"name": "Horvan", "country": "XB"}]),
    record(pair=None),
]


@pytest.mark.parametrize("found", ONE)
def test_the_same_record(found: dict[str, Any]) -> None:
    assert match(LETTERS, [record()], [found]) == [(0, 0)]


@pytest.mark.parametrize("found", OTHER)
def test_another_record(found: dict[str, Any]) -> None:
    assert match(LETTERS, [record()], [found]) == []


def test_a_gold_record_is_taken_once() -> None:
    assert match(LETTERS, [record()], [record(), record()]) == [(0, 1)]


def test_the_most_alike_go_together() -> None:
    gold = [record(start=None, quote="nine pupils of Selka"), record()]
    found = [record(start="1999"), record(start=None, quote="nine pupils")]
    assert sorted(match(LETTERS, gold, found)) == [(0, 1), (1, 0)]


def test_sister_agreement_and_memorandum_are_one_only_in_the_lenient_figure() -> None:
    gold, found = [record(kind="memorandum")], [record(kind="sister_agreement")]
    assert match(LETTERS, gold, found) == []
    assert match(LETTERS, gold, found, lenient=True) == [(0, 0)]
    assert match(LETTERS, gold, [record(kind="renewal")], lenient=True) == []


def test_years_clash_only_where_both_are_told() -> None:
    assert years_clash({"start": "1999"}, {"start": "2000-01-01"})
    assert not years_clash({"start": "1999", "end": "2001"}, {"start": "2000"})
    assert not years_clash({"start": None, "end": "1990"}, {"start": "2000"})
    assert not years_clash({"start": "soon"}, {"start": "2000"})


def test_a_quote_is_found_whatever_became_of_blanks_hyphens_and_markup() -> None:
    assert LETTERS.find("Morvan") == (TEXT.index("Morvan"), TEXT.index("Morvan") + 6)
    assert LETTERS.find("to  Morvan.") == LETTERS.find("to Mor-van")
    assert LETTERS.find("nine pupils of Selka went to Morvan") == (TEXT.index("nine"), len(TEXT) - 1)
    assert LETTERS.find("...") is None
    assert LETTERS.find("nowhere at all") is None
    marked = Letters.of("<p>nine pupils of Selka <b class='x'>all</b> went to Morvan</p>")
    assert marked.find("nine pupils of Selka went to Morvan") == (3, 59)
    far = Letters.of("nine pupils of" + " x" * 200 + " went to Morvan")
    assert far.find("nine pupils of Selka went to Morvan") is None


def test_offsets_given_with_a_record_are_believed() -> None:
    assert LETTERS.span({"start_char": 3, "end_char": 9, "quote": "Selka"}) == (3, 9)
    assert overlapping((3, 9), (8, 12))
    assert not overlapping((3, 8), (8, 12))
    assert not overlapping(None, (8, 12))


def test_a_direction_is_compared_by_its_folded_places() -> None:
    assert flow_of(record(flow="Selka>Morvan")) == ("selka", "morvan")
    assert flow_of(record(flow="SELKA city>Morvan")) == ("selka", "morvan")
    assert flow_of(record(flow="Morvan>Selka")) == ("morvan", "selka")
    assert flow_of(record(flow="mutual")) == ("mutual",)
    assert flow_of(record()) is None
