"""What words in Katakana are, from the dictionary of a word breaker: places, persons, other names, or plain words.

SudachiDict says what each entry is and how it is usually spelled. Its file holds a head, the parts of speech, a table
of costs, a trie, and the entries: text, length, part of speech, usual form ...
"""

from __future__ import annotations

import re
import struct
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from places.archives import Archives
from places.draft import OFFICIAL, Draft

_HEAD, _LEVELS, _LONG = 272, 6, 0x80
_KATAKANA = re.compile("[ァ-ヺー・＝]{2,}")
_JOINT = re.compile("[・＝]")
_SIGN, _NAME = "記号", "固有名詞"
#: What an entry may be.
PLACE, PERSON, NAME, WORD = "p", "h", "n", "w"
_NAMES = {"地名": PLACE, "人名": PERSON}


class Word(NamedTuple):
    """An entry in Katakana: its text, what it is, and how it is usually spelled."""

    text: str
    kind: str
    usual: str


class _Reader:
    def __init__(self, content: bytes) -> None:
        self._content, self.at = content, _HEAD

    def number(self, form: str) -> int:
        """Return the next number."""
        (found,) = struct.unpack_from(form, self._content, self.at)
        self.at += struct.calcsize(form)
        return int(found)

    def skip(self, size: int) -> None:
        """Pass over so many bytes from here."""
        self.at += size

    def size(self) -> int:
        """Return the next length, of one byte or two."""
        first = self.number("<B")
        return ((first & ~_LONG) << 8) | self.number("<B") if first & _LONG else first

    def text(self) -> str:
        """Return the next text."""
        size = 2 * self.size()
        self.at += size
        return self._content[self.at - size : self.at].decode("utf-16-le")


def katakana(archives: Archives) -> Iterator[Word]:
    """Yield the entries in Katakana."""
    reader = _Reader(archives.read("SudachiDict", "system.dic"))
    speech = [[reader.text() for _ in range(_LEVELS)] for _ in range(reader.number("<H"))]
    left, right = reader.number("<H"), reader.number("<H")
    reader.skip(2 * left * right)
    trie = 4 * reader.number("<I")
    reader.skip(trie)
    numbers = reader.number("<I")
    reader.skip(numbers)
    count = reader.number("<I")
    reader.skip(6 * count)
    for start in [reader.number("<I") for _ in range(count)]:
        reader.at = start
        text = reader.text()
        if _KATAKANA.fullmatch(text):
            reader.size()
            is_a = speech[reader.number("<H")]
            if is_a[0] != _SIGN:
                yield Word(text, _NAMES.get(is_a[2], NAME) if is_a[1] == _NAME else WORD, reader.text() or text)


def add(draft: Draft, archives: Archives) -> None:
    """Keep what each word is, and call places as they are spelled beside the usual way: シュツットガルト."""
    kinds: dict[str, set[str]] = defaultdict(set)
    known = dict(draft.names)
    for word in katakana(archives):
        key, usual = draft.key(word.text), draft.key(word.usual)
        kinds[_JOINT.sub("", word.text)].add(word.kind)
        if word.kind == PLACE and key not in known:
            for n, kind in known.get(usual, {}).items():
                if kind == OFFICIAL:
                    draft.call(n, word.text, OFFICIAL)
    draft.words = {text: "".join(sorted(kinds[text])) for text in sorted(kinds)}
