"""Boxes that point to other news are asides, in every format; a page's own text is not."""

from __future__ import annotations

import pytest

from kembar import passages, sources
from kembar.teasers import is_labelled, is_teaser
from kembar.types import Document, Source


def asides(text: str, name: str) -> list[str]:
    """The passages of a file that stand in a box of other news."""
    document: Document = sources.freeze(Source("a"), sources.read_bytes(text.encode(), name))
    return [document.text[p.start : p.end] for p in passages.split(document) if p.role == "aside"]


@pytest.mark.language(of="code")
@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Related articles"),
        ("ko", "▶ 많이 본 기사"),
        ("ja", "【関連記事】"),
        ("id", "BERITA TERKAIT:"),
        ("en", "Reader comments (3)"),
    ],
)
def test_words_that_open_a_box(code: str, text: str) -> None:
    assert is_teaser(text)


@pytest.mark.parametrize(
    "text", ["Related cities of Graz", "Recent news", "Kerja sama terkait pelabuhan", "관련 도시 교류"]
)
def test_words_that_open_none(text: str) -> None:
    assert not is_teaser(text)


def test_a_label_points_to_what_stands_behind_it() -> None:
    assert is_labelled("Read also: Graz and Pula sign a pact")
    assert not is_labelled("Graz and Pula: a pact is signed")


def test_a_box_ends_with_the_next_heading_or_with_a_paragraph() -> None:
    text = (
        "# Graz\n\nThe city signed a pact.\n\n## Related articles\n\n- Pula sends a choir\n\n## Contact\n\nCall us.\n"
    )
    assert asides(text, "a.md") == ["Related articles", "Pula sends a choir"]
    told = (
        "The mayor of Graz told the council that the pact with Pula is kept for another ten years, as it has been. " * 2
    )
    text = f"Graz and Pula\n\n{told}\n\nBaca juga: Pula kirim paduan suara\n\n{told}\n"
    assert asides(text, "a.txt") == ["Baca juga: Pula kirim paduan suara"]


def test_headlines_with_links_are_furniture_and_captions_are_text() -> None:
    story = (
        "<p>The mayors of Graz and Pula have signed a pact on choirs, after ten years of talks between them.</p>" * 3
    )
    page = (
        f"<html><body><h1>Graz and Pula</h1>{story}<figure><figcaption>Pula gave a bell to Graz.</figcaption></figure>"
        f"{story}<div class='box'><a href='1'>Linz opens a harbour</a> | <a href='2'>Choir of Bled in Essen</a></div>"
        "<div class='teaserbox'><ul><li>Bern and Split extend their pact</li></ul></div></body></html>"
    )
    found = asides(page, "a.html")
    assert any("Choir of Bled" in text for text in found)
    assert any("Bern and Split" in text for text in found)
    assert not any("bell" in text for text in found)
