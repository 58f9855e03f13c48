"""Names whose letters are spread over a line."""

from __future__ import annotations

import time

import pytest

from kembar.places import spread
from kembar.places.database import open_shipped


def found(text: str) -> list[str]:
    """The names that are found in a text, as they stand there."""
    database = open_shipped()
    return [find.surface for find in spread.find(text, database.lookup, database.han)]


@pytest.mark.language("ja")
@pytest.mark.parametrize("before", ["", " ", "  ", "      ", "\u3000", "(", "| ", "見出し\n ", "公印   ", "公印\t  "])
def test_a_row_begins_a_line_or_a_cell_or_stands_apart(before: str) -> None:
    """Any number of blanks may stand before it."""
    assert found(f"{before}豊 岡 市 長") == ["豊 岡"]


@pytest.mark.parametrize("before", ["公印", "公印 ", "公印  ", "no  "])
def test_a_row_right_behind_words_is_none(before: str) -> None:
    """Words of one letter within a line are no row."""
    assert not found(f"{before}豊 岡 市 長")


def test_a_long_run_of_blanks_is_walked_through_once() -> None:
    """Quadratic behaviour would take a minute."""
    begun = time.process_time()
    assert found("見出し" + " " * 100_000 + "x") == []
    assert time.process_time() - begun < 5
