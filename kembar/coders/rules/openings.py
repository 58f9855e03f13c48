"""The year with which a paragraph of a chronicle opens: what it tells without a year is of that year."""

from __future__ import annotations

import re

from kembar.coders.rules.sentences import Sentence

_HEAD, _FIRST = 24, 2
#: What parts the year from what is told of it; a comma or a particle makes it part of a sentence.
_PARTED = re.compile(r"\s*[)）]?(?:\s{2,}|\s*[:：|–—―]\s*|\s-\s|\u3000|\.\s+|\s+(?=[^\W\d_a-zß-ÿ]))")


def year(sentence: Sentence) -> int:
    """Return the year that a passage opens with as an entry of a chronicle does ("1991   A choir came"), else 0."""
    head = sentence.text[:_HEAD]
    if sentence.passage.role not in ("body", "list_item") or not any(map(str.isdigit, head[: _FIRST + 4])):
        return 0
    hit = next(iter(sentence.language.find_dates(head, sentence.raw[:_HEAD])), None)
    if hit is None or hit.start > _FIRST or hit.last or hit.since or hit.until or not hit.first[0]:
        return 0
    return hit.first[0] if _PARTED.match(sentence.raw, hit.end) else 0
