"""Documents in which no cue of any language stands: they tell no act, and are not read sentence by sentence."""

from __future__ import annotations

from collections.abc import Mapping

from kembar import languages
from kembar.coders.coded import PlaceMention
from kembar.languages.flat import flat
from kembar.places import Gazetteer
from kembar.types import Document

_TITLES = ("title", "heading", "table_row")


def silent(document: Document, default: str) -> bool:
    """Say whether a text surely holds no cue of the languages that its passages may be in."""
    text = flat(document.text)
    words = frozenset(text.split())
    return all(languages.get(code).cues.silent(text, words) for code in languages.possible(document.text, default))


def mentions(document: Document, gazetteer: Gazetteer, aliases: Mapping[str, str] | None) -> tuple[PlaceMention, ...]:
    """The places that the titles, headings and rows of a document name."""
    found = [
        PlaceMention(m.place.id, block.start + m.start, block.start + m.end)
        for block in document.blocks
        if block.role in _TITLES
        for m in gazetteer.resolve(document.text[block.start : block.end], (), aliases)
        if not m.masked
    ]
    return tuple(found)
