"""Whom a document is by, as its source's entry and its imprint name them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kembar.coders.rules.sentences import Sentence
from kembar.places import Gazetteer
from kembar.types import Document, Place

#: What an imprint holds beside a name: a copyright or postal sign, a telephone number with its code before it.
_SIGNS = re.compile(
    r"©|copyright|〒|☎|(?<!\w)tel[.:]?\s?[(+\d]|\(0\d{1,4}\)\s?\d{2}"
    r"|(?<!\d)(?!\d\d-\d\d-\d{4})\(?0\d{1,4}[-)]\s?\d{2,4}-\d{3,4}(?!\d)",
    re.IGNORECASE,
)
#: How much of a source's text may hold its title.
_HEAD = 2_000
#: So many sentences at each end of a page may hold its imprint.
_LINES = 6


def of_source(document: Document, gazetteer: Gazetteer) -> list[Place]:
    """The places that the source's entry names: publisher, site, side, and its title where the text has it not."""
    source = document.source
    found = [_side(source.side, gazetteer)] if source.side else []
    title = "" if source.title and source.title in document.text[:_HEAD] else source.title
    for text in (source.publisher, str(source.fields.get("container-title", "")), title):
        if text:
            found += [m.place for m in gazetteer.resolve(text)]
    return list({p.id: p for p in found if p is not None}.values())


def _side(told: str, gazetteer: Gazetteer) -> Place | None:
    """The place that an entry's ``side`` means, by its id or its own name; None for a word such as "neutral"."""
    if place := gazetteer.get(told):
        return place
    sides = [
        place for place, kind in gazetteer.candidates(told) if kind == 0 and place.level not in ("place", "country")
    ]
    return gazetteer.named(told) if sides else None


def of_lines(sentences: Sequence[Sentence]) -> list[Place]:
    """The side that a page's imprint names first: a line near its ends with a copyright, postal or telephone sign."""
    found: dict[str, Place] = {}
    for sentence in sentences:
        at_end = sentence.index < _LINES or sentence.index >= len(sentences) - _LINES
        if at_end and sentence.spots and _SIGNS.search(sentence.raw):
            told = [s.place for s in sentence.spots if s.place.level != "ward"]
            sides = [place for place in told if place.level != "place"] or told
            found |= {side.id: side for side in sides[:1]}
    return list(found.values())
