"""How places are called in codings."""

from __future__ import annotations

import pytest

from kembar import codebook
from kembar.coders import rules
from kembar.types import Document, Source


def _names(text: str) -> set[str]:
    coded = rules.code(Document(Source("a"), text, "0" * 64, "text 1", "en"), codebook.load())
    return {place.name for coding in coded.codings if coding.pair for place in (coding.pair.a, coding.pair.b)}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Leeds and Zaporizhia in Ukraine signed a sister city agreement on 3 May 2011.", {"Leeds", "Zaporizhia"}),
        ("Leeds and Kempten, Germany, signed a sister city agreement on 3 May 2011.", {"Leeds", "Kempten"}),
        ("Leeds and Gernika, Spain, signed a sister city agreement on 3 May 2011.", {"Leeds", "Gernika"}),
        ("Leeds and Tuva, Russia, signed a sister city agreement on 3 May 2011.", {"Leeds", "Tuva"}),
        ("Leeds and Kwangju, Korea, signed a sister city agreement on 3 May 2011.", {"Leeds", "Gwangju"}),
        ("Leeds and Katsuura City, Chiba, Japan, signed a sister city agreement on 3 May 2011.", {"Leeds", "Katsuura"}),
    ],
)
def test_a_place_is_called_as_its_document_spells_it(text: str, names: set[str]) -> None:
    assert _names(text) == names
