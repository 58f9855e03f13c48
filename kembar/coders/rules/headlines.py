"""Lines that head what stands below them though their layout says nothing of it: "■ Lima", "LIMA (Peru)"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kembar.coders.rules.sentences import Sentence

#: The longest such line in letters, where blanks part words and where they do not.
_LONGEST = {True: 60, False: 45}
#: So many lines of places make a list, each with so many letters at most.
_ROW, _SHORT = 3, 25
_COUNTRY = re.compile(r"\s?[(（][^()（）\n]{2,40}[)）]\s*")
_ENDS = ".。!！?？…、,"
#: Words of acts: a line with one of them is an entry, and no heading.
_ACTS = ("sign", "go", "give", "send", "receive", "hold", "perform", "teach", "learn")


def find(sentences: Sequence[Sentence]) -> frozenset[int]:
    """Return the numbers of the sentences that are such lines: alone in a paragraph, with running text below."""
    return frozenset(
        line.index
        for before, line, below in zip([None, *sentences], sentences, sentences[1:], strict=False)
        if _heads(before, line, below)
    )


def runs(sentences: Sequence[Sentence]) -> frozenset[int]:
    """Return the numbers of short lines of places that stand in a row, one below the other: a list, no headings."""
    out: set[int] = set()
    row: list[Sentence] = []
    for sentence in [*sentences, None]:
        if sentence is not None and _only_places(sentence) and not (row and _places(row[-1]) & _places(sentence)):
            row.append(sentence)
            continue
        out |= {line.index for line in row} if len(row) >= _ROW else set()
        row = []
    return frozenset(out)


def _only_places(line: Sentence) -> bool:
    """Whether a line without blanks between words holds places, and neither an act nor the end of a sentence."""
    plain = line.raw.strip()
    short = not line.spaced and line.passage.role == "body" and 0 < len(plain) <= _SHORT and plain[-1] not in _ENDS
    return short and bool(_places(line)) and not line.hits and not line.dates


def _places(line: Sentence) -> set[str]:
    return {s.place.id for s in line.spots if not s.masked}


def _names_one(line: Sentence) -> bool:
    """Whether a line holds nothing but a place and its country in brackets: "LIMA (Peru)"."""
    spots = [s for s in line.spots if not s.masked]
    alone = line.passage.role == "body" and len(spots) == len(line.nations) == 1 and spots[0].start == 0
    return alone and bool(_COUNTRY.fullmatch(line.raw, spots[0].end))


def _heads(before: Sentence | None, line: Sentence, below: Sentence) -> bool:
    role = line.passage.role
    if _names_one(line):
        return below.passage.role in ("body", "list_item") and not _names_one(below)
    if role != "list_item" or below.passage.role != "body" or line.passage.paragraph == below.passage.paragraph:
        return False
    if before is not None and before.passage.role == "list_item":
        return False
    plain = line.raw.strip()
    return 0 < len(plain) <= _LONGEST[line.spaced] and plain[-1] not in _ENDS and not line.has(*_ACTS)
