"""The year with which a paragraph of a chronicle opens: what it tells without a year is of that year."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kembar.coders.rules.sentences import Sentence

_HEAD, _FIRST = 24, 2
#: What parts the year from what is told of it; a comma or a particle makes it part of a sentence.
_PARTED = re.compile(r"\s*[)）]?(?:\s{2,}|\s*[:：|–—―]\s*|\s-\s|\u3000|\.\s+)")
#: A blank alone does where entries of other years open so too, else the year belongs to a name: "2010 Winter Games".
_BLANK = re.compile(r"\s*[)）]?\s+(?=[^\W\d_a-zß-ÿ])")


def find(sentences: Sequence[Sentence]) -> Mapping[int, int]:
    """Return the year by the index of each sentence that opens an entry with one ("1991   A choir came")."""
    told = {s.index: year for s in sentences if begins(s) and (year := _year(s))}
    parted = {at: year for at, (year, plain) in told.items() if plain}
    return {at: year for at, (year, _) in told.items()} if len({year for year, _ in told.values()}) > 1 else parted


def begins(sentence: Sentence) -> bool:
    """Whether a sentence is the first of its paragraph."""
    before = sentence.previous
    return before is None or before.passage.paragraph != sentence.passage.paragraph or before.passage.role == "heading"


def _year(sentence: Sentence) -> tuple[int, bool] | None:
    """The year that a sentence opens with, and whether more than a blank parts it from what is told of it."""
    head = sentence.text[:_HEAD]
    if sentence.passage.role not in ("body", "list_item") or not any(map(str.isdigit, head[: _FIRST + 4])):
        return None
    hit = next(iter(sentence.language.find_dates(head, sentence.raw[:_HEAD])), None)
    if hit is None or hit.start > _FIRST or hit.last or hit.since or hit.until or not hit.first[0]:
        return None
    plain = bool(_PARTED.match(sentence.raw, hit.end))
    return (hit.first[0], plain) if plain or _BLANK.match(sentence.raw, hit.end) else None
