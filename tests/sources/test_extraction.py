"""Freezing, layouts that come back as they were, and the fields of a source."""

from __future__ import annotations

import pytest
from made import column, pdf

from kembar import sources
from kembar.types import Source


def test_a_document_comes_back_from_text_and_layout() -> None:
    found = sources.read_bytes(pdf([column(60, 700, ["The tie was signed in 1994.", "It has lasted."])]), "a.pdf")
    document = sources.freeze(Source("a"), found)
    assert document.language == "en"
    again = sources.document_of(Source("a"), document.text, sources.layout_json(document))
    assert again == document
    assert again.lines


def test_a_source_says_the_language_before_the_text_does() -> None:
    found = sources.read_bytes(b"Kota Surabaya dan kota Busan.\n", "a.txt")
    assert sources.freeze(Source("a", language="jv"), found).language == "jv"


@pytest.mark.parametrize(
    "layout", [b"{}", b"[1]", b'{"blocks": [[1]], "lines": [], "extractor": "", "language": ""}', b"x"]
)
def test_a_damaged_layout_is_a_value_error(layout: bytes) -> None:
    with pytest.raises(ValueError):
        sources.document_of(Source("a"), "text", layout)


def test_fields_of_the_file_fill_only_what_is_empty() -> None:
    page = b"---\ntitle: Two cities\nauthor: Rina Hartati\n---\n# Two cities\n\nText about the tie.\n"
    found = sources.read_bytes(page, "a.md")
    filled = sources.fill(Source("a", title="By hand", fields={"note": "x"}), found)
    assert (filled.title, filled.author) == ("By hand", ("Rina Hartati",))
    assert filled.basis == {"author": "front matter"}
    assert filled.fields == {"note": "x"}
