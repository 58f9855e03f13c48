"""Documents without a cue: the words that are looked up are those of the whole text, in whatever pieces it is split."""

import pytest

from kembar.coders.rules import silence


@pytest.mark.parametrize("text", ["", "two\twords ", "ab " * 30_000, "x" * 50_000 + " y", " " * 45_000 + "z"])
def test_the_words_of_a_text_are_whole(text: str) -> None:
    assert silence._words(text) == frozenset(text.split())
