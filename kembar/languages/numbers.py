"""Numbers in words and digits, by the words of a language's ``numbers.yaml``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from kembar import yamlfile
from kembar.alphabets import HANGUL
from kembar.languages.anyof import any_of
from kembar.languages.datewords import number_of

_HAN = "〇一二三四五六七八九十百千"
_LISTS = (
    *("at_least", "about", "plus", "others", "after_group", "linker", "counters", "totals", "ranks", "both"),
    *("people", "people_starts", "people_ends", "no_people", "no_people_ends", "plurals", "groups", "suites"),
    *("doers", "leads", "takers", "titles", "owners", "lone"),
)


@dataclass
class NumberWords:
    """Number words: ``words`` have a value, ``times`` multiply, ``add`` make teens; counters count people.

    ``own`` are words that count people by themselves ("quartet"). ``people`` are words for people (several, where the
    language tells one from many), ``people_starts`` and ``people_ends`` how such words begin and end, ``no_people`` and
    ``no_people_ends`` those that only look so, ``plurals`` how a word for several ends. ``groups`` and ``suites`` stand
    before "of five"; a suite has its leader beside it. ``totals`` mark the sum of what was counted, ``doers`` are verbs
    right behind a number of people, ``leads`` and ``titles`` words for one person, ``takers`` verbs for having people
    along, ``owners`` words like "his", ``lone`` those like "she"; ``ranks`` are words whose number says which of many,
    ``both`` those before a number of sides.
    """

    words: dict[str, int] = field(default_factory=dict)
    own: dict[str, int] = field(default_factory=dict)
    add: dict[str, int] = field(default_factory=dict)
    times: dict[str, int] = field(default_factory=dict)
    at_least: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    plus: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    after_group: tuple[str, ...] = ()
    linker: tuple[str, ...] = ()
    counters: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    people_starts: tuple[str, ...] = ()
    people_ends: tuple[str, ...] = ()
    no_people: tuple[str, ...] = ()
    no_people_ends: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    suites: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    doers: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    takers: tuple[str, ...] = ()
    plurals: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    lone: tuple[str, ...] = ()
    ranks: tuple[str, ...] = ()
    both: tuple[str, ...] = ()
    thousands: str = ","
    digits: str = r"\d+"
    regex: re.Pattern[str] = re.compile(r"\d+")

    def is_people(self, word: str) -> bool:
        """Whether a word means people, by itself or by how it begins and ends."""
        if word in self.people:
            return True
        if word in self.no_people or not (self.people_ends or self.people_starts):
            return False
        if self.no_people_ends and word.endswith(self.no_people_ends):
            return False
        return word.startswith(self.people_starts or "") and word.endswith(self.people_ends or "")

    @property
    def small(self) -> str:
        """A regular expression for a number of one or two digits or in words (no groups), for use inside others."""
        return self.regex.pattern.replace(self.digits, r"(?<!\d)\d{1,2}(?!\d)", 1)


@dataclass(frozen=True, slots=True)
class Number:
    """A number found in a text."""

    start: int
    end: int
    value: int


def _ints(top: yamlfile.Mapping, key: str) -> dict[str, int]:
    block = top.get(key)
    return {k: int(v) for k, v in block.items()} if isinstance(block, yamlfile.Mapping) else {}


def load(top: yamlfile.Mapping, spaced: bool) -> NumberWords:
    """Make number words of a ``numbers.yaml``."""
    own, add, times = _ints(top, "own"), _ints(top, "add"), _ints(top, "times")
    words = _ints(top, "words") | own
    mark = top.text("thousands", ",") or ","
    digits = rf"(?<![\d.,])\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+(?!\d)|(?<![\d.,/])\d+(?![.,]\d)"
    parts = [digits]
    if one := any_of((*words, *add, *times)):
        parts.append(rf"(?<!\w)(?:{one})(?:[\s-]+(?:{one}))*(?!\w)" if spaced else rf"(?<![{HANGUL}])(?:{one})")
    if not spaced:
        parts.append(rf"(?<![{_HAN}])[{_HAN}]{{1,5}}(?![年月日])")
    told: dict[str, Any] = {key: tuple(top.list(key)) for key in _LISTS}
    return NumberWords(
        words=words, own=own, add=add, times=times, thousands=mark, digits=digits, regex=re.compile("|".join(parts)),
        **told,
    )  # fmt: skip


def value(text: str, words: NumberWords) -> int:
    """Read one number in digits or words; 0 if it is none."""
    if text.isdecimal():
        return int(text)
    plain = re.sub(r"\s+", " ", text.strip())
    digits = plain.replace(words.thousands, "")
    if digits.isdigit():
        return int(digits)
    if plain in words.words:
        return words.words[plain]
    if plain and all(c in _HAN for c in plain):
        return number_of(plain)
    total = current = 0
    for word in re.split(r"[ -]", plain):
        if word in words.add:
            total, current = total + words.add[word] + current, 0
        elif word in words.times:
            current = (current or 1) * words.times[word]
            if words.times[word] >= 100:
                total, current = (
                    (total + current if words.times[word] < 1000 or not total else total * words.times[word] + current),
                    0,
                )
            else:
                total, current = total + current, 0
        elif word in words.words:
            current += words.words[word]
        else:
            return 0
    return total + current


def find(text: str, words: NumberWords) -> list[Number]:
    """Return the numbers in a flat text, in order; words that are vague ("dozens") are none."""
    out: list[Number] = []
    for match in words.regex.finditer(text):
        number = value(match.group(), words)
        if number:
            out.append(Number(match.start(), match.end(), number))
    return out
