"""Names of acts compared: without the words that say what a thing is, with places resolved, and script by script.

"Jalan Gwangju", "Gwangju-ro" and the same in Hangul are one name; a name in Hangul and one in Latin letters that hold
more than places are not compared at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from kembar import languages, yamlfile

_WORD = re.compile(r"[^\W_]+")
_UNSPACED = {"HANGUL", "CJK", "HIRAGANA", "KATAKANA"}


@dataclass(frozen=True, slots=True)
class Name:
    """A name for comparing: words and place ids, numbers, and the script it is written in.

    ``bare`` says that nothing but places is left; ``key`` is equal for names that are the same, and empty if nothing
    is left to compare.
    """

    words: frozenset[str]
    numbers: frozenset[str]
    script: str
    bare: bool
    key: str


@cache
def shipped_type_words() -> frozenset[str]:
    """The type words of all language folders (``names.yaml``, key ``type_words``)."""
    found: set[str] = set()
    for code in languages.codes():
        path = languages.FOLDER / code / "names.yaml"
        if path.is_file():
            found.update(_plain(word) for word in yamlfile.load(path).list("type_words"))
    return frozenset(found)


class Names:
    """Compares names, given the type words and the spellings of places (place id -> names)."""

    def __init__(self, type_words: Iterable[str], places: Mapping[str, Iterable[str]]) -> None:
        self._types = frozenset(map(_plain, type_words))
        self._endings = sorted((w for w in self._types if _script(w) in _UNSPACED), key=lambda w: (-len(w), w))
        self._places = {}
        for place in sorted(places, reverse=True):
            for spelling in places[place]:
                if words := tuple(_WORD.findall(_plain(spelling))):
                    self._places[words] = place
        self._longest = max(map(len, self._places), default=0)
        self._known: dict[str, Name] = {}

    def read(self, written: str) -> Name:
        """Return a name made comparable (kept, so that each spelling is read once)."""
        name = self._known.get(written)
        if name is None:
            name = self._known[written] = self._read(written)
        return name

    def _read(self, written: str) -> Name:
        words: set[str] = set()
        places: set[str] = set()
        numbers: set[str] = set()
        tokens = _WORD.findall(_plain(written))
        at = 0
        while at < len(tokens):
            place, length = self._place(tokens, at)
            if place:
                places.add(f"place:{place}")
            elif (word := self._bare(tokens[at])).startswith("place:"):
                places.add(word)
            elif word.isdecimal():
                numbers.add(word)
            elif word:
                words.add(word)
            at += length
        script = "+".join(sorted({_script(token) for token in tokens} - {""}))
        every = frozenset(words | places)
        return Name(every, frozenset(numbers), script, not words, " ".join(sorted(every)))

    def _place(self, tokens: list[str], at: int) -> tuple[str, int]:
        for length in range(min(self._longest, len(tokens) - at), 0, -1):
            place = self._places.get(tuple(tokens[at : at + length]))
            if place:
                return place, length
        return "", 1

    def _bare(self, token: str) -> str:
        """A word without its type: empty if it is one, the place if only that is left."""
        if token in self._types:
            return ""
        if _script(token) in _UNSPACED:
            for ending in self._endings:
                if token.endswith(ending) and len(token) > len(ending) + 1:
                    token = token[: -len(ending)]
                    break
            place = self._places.get((token,))
            return f"place:{place}" if place else token
        # A final s is most often a plural: "Talent Talks" and "Talent Talk" are one name.
        single = token[:-1] if len(token) > 3 and token.endswith("s") else token
        return "" if single in self._types else single


def differ(a: Name, b: Name) -> bool:
    """Whether two names cannot be of one thing; scripts that differ say nothing, nor does a shortened name."""
    if a.numbers and b.numbers and not a.numbers & b.numbers:
        return True
    if not a.words or not b.words or (a.script != b.script and not (a.bare and b.bare)):
        return False
    return not (a.words <= b.words or b.words <= a.words)


def _plain(text: str) -> str:
    # Accents (classes from 200 on) are dropped, the voicing marks of kana (class 8) are not.
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFC", "".join(c for c in folded if unicodedata.combining(c) < 200))


@cache
def _script(word: str) -> str:
    """The script of a word's first letter, by its Unicode name (LATIN, HANGUL, CJK, ...)."""
    letter = next((c for c in word if c.isalpha()), "")
    return unicodedata.name(letter, "").split(" ")[0] if letter else ""
