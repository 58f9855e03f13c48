"""Who speaks in an interview, and when: the turns of a transcript, each with where to cite it.

A turn begins on a line of its own with a speaker and a colon, a time, or both, in any order::

    Interviewer: How did it begin?
    [00:12:03] Mrs R.: With a letter.
    Mrs R. (00:12:40)

Speakers are cited by a pseudonym: the one that the source's entry gives under ``speakers``, else a number.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kembar.types import Block, Document

INTERVIEW = "interview"
_TIME = r"[\[(<]?(?P<{}>(?:\d{{1,2}}:)?\d{{1,2}}:\d{{2}}(?:[.,]\d{{1,3}})?)[\])>]?"
_WHO = r"(?P<who>[^\W\d_][^:：\n\[\]()<>]{0,39}?)"
_START = re.compile(
    rf"^[^\S\n]*(?:{_TIME.format('before')}[^\S\n]*)?(?:{_WHO}[^\S\n]*)?"
    rf"(?:{_TIME.format('after')}[^\S\n]*)?(?:(?P<colon>[:：])[^\S\n]*|(?=\n|$))",
    re.M,
)
_ENDING = (".", "?", "!", "。", "？", "！")
_SURE = 2


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn: where its label begins, where its words do, who speaks ("" unknown), and the time ("" not given)."""

    start: int
    words: int
    who: str
    time: str


def turns(text: str) -> list[Turn]:
    """Return the turns of a transcript in order; a name with a colon counts if it has a time or comes back.

    Another such label among them ends the turn before it, so that nobody is cited for it, and stays in the text.
    """
    found = [turn for match in _START.finditer(text) if (turn := _turn(match))]
    times = Counter(turn.who for turn in found)
    sure = {turn.who for turn in found if turn.time or times[turn.who] >= _SURE}
    if len(sure) < _SURE:
        return [turn for turn in found if turn.time or turn.who in sure]
    return [turn if turn.time or turn.who in sure else Turn(turn.start, turn.start, "", "") for turn in found]


def _turn(match: re.Match[str]) -> Turn | None:
    who, time = (match["who"] or "").strip(), match["before"] or match["after"] or ""
    if not (time or (who and match["colon"])) or len(who.split()) > 5:
        return None
    if not match["colon"] and (who.endswith(_ENDING) and len(who.split()) > 2):
        return None
    return Turn(match.start(), match.end(), who, time)


def pseudonyms(document: Document, found: list[Turn]) -> dict[str, str]:
    """Return how each speaker is cited: as the entry says, else ``speaker 1`` and so on in the order of speaking."""
    given = document.source.fields.get("speakers", {})
    names = list(dict.fromkeys(turn.who for turn in found if turn.who))
    return {name: str(given.get(name) or f"speaker {number}") for number, name in enumerate(names, 1)}


def cut(document: Document, blocks: tuple[Block, ...]) -> Iterator[tuple[Block, str]]:
    """Yield the blocks of a transcript, cut where a turn begins and without its label, each with where to cite it.

    The locator names speaker and time, or the number of the turn; it is "" in front of the first turn.
    """
    found = turns(document.text)
    starts, known = [turn.start for turn in found], pseudonyms(document, found)
    for block in blocks:
        at = block.start
        while at < block.end:
            number = bisect_right(starts, at)
            until = min(block.end, starts[number] if number < len(found) else block.end)
            turn = found[number - 1] if number else None
            begin = max(at, turn.words) if turn else at
            piece = document.text[begin:until]
            begin, end = begin + len(piece) - len(piece.lstrip()), begin + len(piece.rstrip())
            if begin < end:
                whole = replace(block, start=begin, end=end)
                said = replace(whole, role="body", level=0, sheet=0, page="", row=0, column=0, header="")
                yield (said if turn else whole), _place(turn, number, known)
            at = max(until, at + 1)


def _place(turn: Turn | None, number: int, known: dict[str, str]) -> str:
    if turn is None:
        return ""
    return ", ".join(part for part in (known.get(turn.who, ""), turn.time or f"turn {number}") if part)
