"""Places in a text: folding with a map back, quote search, and code points against UTF-16 units.

Everything that Kembar stores is code points into one frozen text. Folding never loses the way back.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

# Signs that differ between copies of one text: quotes, dashes, and what a layout puts into a word.
_SAME = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′＇`´", "'"),
        **dict.fromkeys("“”„‟″＂«»", '"'),
        **dict.fromkeys("‐‑‒–—―−－", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f", ""),
    }
)


_WIDE = re.compile("[\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; character i of ``text`` came from ``starts[i]:ends[i]`` of the original."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the original of ``start:end`` (not empty) of the folded text."""
        return self.starts[start], self.ends[end - 1]


def fold_char(char: str) -> str:
    """Fold one character: NFKC, case folded, signs made alike; marks that only lay out text vanish."""
    if char.isascii():
        return char.lower()
    return unicodedata.normalize("NFKC", char).casefold().translate(_SAME)


def fold(text: str) -> Folded:
    """Fold a text for comparing: NFKC, case, quotes and dashes made alike, runs of white space one blank."""
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for at, char in enumerate(text):
        if char.isspace():
            if out and out[-1] == " ":
                ends[-1] = at + 1
                continue
            folded = " "
        else:
            folded = fold_char(char)
        for piece in folded:
            out.append(piece)
            starts.append(at)
            ends.append(at + 1)
    return Folded("".join(out), tuple(starts), tuple(ends))


def letters(text: str) -> Folded:
    """Keep only letters and digits, folded: blanks, hyphens and line breaks make no difference then."""
    out: list[str] = []
    at_of: list[int] = []
    for at, char in enumerate(text):
        if char.isalnum():
            for piece in fold_char(char):
                out.append(piece)
                at_of.append(at)
    return Folded("".join(out), tuple(at_of), tuple(at + 1 for at in at_of))


def find_quote(text: str, quote: str, near: int | None = None) -> tuple[int, int] | None:
    """Find a quote in a text, exactly or by its letters and digits; None if it is not there.

    A quote with fewer than 12 letters is found only as it stands. Of several places the one nearest to ``near`` is
    returned (the first without ``near``). Nothing that merely looks alike is ever returned.
    """
    places = _all(text, quote)
    if places:
        best = _nearest(places, near)
        return best, best + len(quote)
    wanted = letters(quote).text
    if len(wanted) < 12:
        return None
    folded = letters(text)
    found = _all(folded.text, wanted)
    if not found:
        return None
    index = bisect_left(folded.starts, near) if near is not None else None
    best = _nearest(found, index)
    return folded.span(best, best + len(wanted))


def _all(text: str, wanted: str) -> list[int]:
    out: list[int] = []
    at = text.find(wanted) if wanted else -1
    while at >= 0 and len(out) < 1000:
        out.append(at)
        at = text.find(wanted, at + len(wanted))
    return out


def _nearest(places: list[int], near: int | None) -> int:
    return places[0] if near is None else min(places, key=lambda at: abs(at - near))


def to_utf16(text: str, at: int) -> int:
    """Turn an offset in code points into one in UTF-16 units (what a browser counts)."""
    return at + sum(1 for char in text[:at] if ord(char) > 0xFFFF)


def from_utf16(text: str, units: int) -> int:
    """Turn an offset in UTF-16 units into code points; inside a surrogate pair it moves behind the character."""
    seen = 0
    for at, char in enumerate(text):
        if seen >= units:
            return at
        seen += 2 if ord(char) > 0xFFFF else 1
    return len(text)


class Units:
    """Both ways between code points and UTF-16 units of one text, for many offsets: wide characters are found once."""

    def __init__(self, text: str) -> None:
        self._wide = [] if text.isascii() else [match.start() for match in _WIDE.finditer(text)]
        self._units = [at + before for before, at in enumerate(self._wide)]

    def of(self, at: int) -> int:
        """Turn an offset in code points into UTF-16 units."""
        return at + bisect_left(self._wide, at)

    def points(self, units: int) -> int:
        """Turn an offset in UTF-16 units into code points; inside a surrogate pair it moves behind the character."""
        before = bisect_left(self._units, units)
        inside = before > 0 and self._units[before - 1] + 1 == units
        return units - before + inside


@lru_cache(maxsize=8)
def units_of(text: str) -> Units:
    """Return the units of a text, from memory for the texts that were asked for last."""
    return Units(text)
