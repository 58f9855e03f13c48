"""Documents in which no cue of any language stands: they tell no act, and are not read sentence by sentence."""

from __future__ import annotations

from collections.abc import Mapping

from kembar import languages
from kembar.coders.coded import PlaceMention
from kembar.languages.flat import flat
from kembar.places import Gazetteer
from kembar.types import Document

_TITLES = ("title", "heading", "table_row")
#: So many characters are split at a time: a list of all words of a large text would be slow to make.
_PIECE = 20_000


def silent(document: Document, default: str) -> bool:
    """Say whether a text surely holds no cue of the languages that its passages may be in."""
    text = flat(document.text)
    words = _words(text)
    return all(languages.get(code).cues.silent(text, words) for code in languages.possible(document.text, default))


def _words(text: str) -> frozenset[str]:
    """The words of a text between its blanks."""
    words: set[str] = set()
    start = 0
    while start < len(text):
        blank = text.find(" ", start + _PIECE)
        end = blank if blank >= 0 else len(text)
        words.update(text[start:end].split())
        start = end
    return frozenset(words)


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
