"""Which numbers of a sentence count people: by the noun behind or before them, by groups, origin and verbs."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from kembar.coders.rules.attach import PEOPLE
from kembar.coders.rules.sentences import Sentence
from kembar.languages.flat import ends_with
from kembar.languages.lexicon import Hit
from kembar.languages.numbers import Number
from kembar.types import Count

#: Further cues that a number of people may count, and people who take no part.
_COUNTED = ("scholarship", "volunteer_work", "pupil_exchange")
_NO_PART = ("audience", "age")
_SPELLED = re.compile(r"\s*\((?:[^()\d]{2,24}|\d{1,4})\)")
_BRACKET = re.compile(r"\s?\((\d{1,4})(?:\s[^\W\d]{1,8}\.?)?\)")
_PARTED = re.compile(r"[,;、(\d]")
_WORD = re.compile(r"\s([^\s,.;:()\[\]\"“”|/]+)")
_NOUN_REACH, _BEFORE = 6, 75
_APART, _BREAK = re.compile(r"[,:(]\s?$"), re.compile(r"[.;\d]")
_COMPOUND = re.compile(r"-\w+-\w")
_MONEY = re.compile(r"\s?[%€$£¥°]")


def told(sentence: Sentence) -> list[tuple[Number, Count]]:
    """The numbers of a sentence that count people."""
    if sentence.people is None:
        every = ((n, _count(sentence, n.start, n.end, n.value)) for n in sentence.numbers)
        found = [(n, count) for n, count in every if count is not None]
        own = sentence.language.numbers.own
        counted = [item for item in found if sentence.text[item[0].start : item[0].end] not in own]
        sentence.people = counted or found
    return sentence.people


def _count(sentence: Sentence, start: int, end: int, value: int) -> Count | None:
    """Read one number as people; None if it counts something else (years, money, an audience, age)."""
    words = sentence.language.numbers
    if value < 1 or value > 20_000 or any(d.start <= start < d.end for d in sentence.dates):
        return None
    if sentence.spaced and sentence.raw[start - 1 : start].isalpha():
        return None  # the figure of a name or degree: "S2", "U18"
    if sentence.spaced and (spelled := _SPELLED.match(sentence.text, end)):
        end = spelled.end()
    after, before = sentence.text[end : end + 40], sentence.text[max(0, start - 26) : start]
    if any(_of_these(sentence, h, start, end) for h in sentence.of(*_NO_PART)) or _ranks(sentence, start, end):
        return None
    in_way = any(h.start < start and end < h.end for h in sentence.of("go")) and not _member(sentence, start, end)
    if _of_time(sentence, end, after) or in_way:
        return None
    if sentence.text[start:end] in words.own or _is_people(sentence, start, end, before, after):
        return Count(value, _bound(before, words.at_least, words.about), sentence.raw[start:end])
    return None


def _is_people(sentence: Sentence, start: int, end: int, before: str, after: str) -> bool:
    """Whether a number counts people, by what stands around it."""
    words = sentence.language.numbers
    if _unit(sentence, end, after, words.linker, words.counters) or _within(sentence, start, end):
        return True
    if not sentence.spaced:
        return _behind(sentence, start, end)
    if any(after.strip().startswith(word) for word in words.others):
        return True
    if ends_with(before.rstrip(), words.after_group) and any(start - 14 < h.end <= start for h in sentence.of(*PEOPLE)):
        return True
    return (
        group(sentence, start) > 0
        or _from_there(sentence, end)
        or noun(sentence, end)
        or _apposed(sentence, start, end)
        or _bare(sentence, start, end)
    )


@lru_cache(64)
def _groups(words: tuple[str, ...], linker: tuple[str, ...], about: tuple[str, ...]) -> re.Pattern[str]:
    """An expression for "a party of about", right before a number."""
    listed = ["|".join(map(re.escape, group)) or "(?!)" for group in (words, linker, about)]
    return re.compile(rf"(?<!\w)(?:{listed[0]})\s(?:{listed[1]})\s(?:(?:{listed[2]})\s)?$")


def group(sentence: Sentence, start: int) -> int:
    """Where the words for a group begin that a number right behind them counts ("a party of ten"), else 0."""
    words = sentence.language.numbers
    head = sentence.text[max(0, start - 40) : start]
    about = (*words.about, *words.at_least)
    found = _groups((*words.groups, *words.suites), words.after_group, about).search(head)
    return start - len(head) + found.start() if found else 0


def noun(sentence: Sentence, end: int) -> bool:
    """Whether a word for people by its form follows a number, with what is told of it ("four of its young weavers")."""
    words, stops = sentence.language.numbers, sentence.language.noun_ends
    left = 1 if sentence.language.owner == "after" else _NOUN_REACH
    at = end
    while left and (match := _WORD.match(sentence.text, at)):
        word = match[1]
        first, at = at == end, match.end()
        if words.is_people(word):
            return True
        dated = any(d.start == match.start(1) for d in sentence.dates)
        if dated or word in stops or word in words.no_people or (word in words.after_group and not first):
            return False
        left -= word not in words.linker
    return False


def _apposed(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a number stands behind the people it counts, between commas or with a word for a sum: "nurses, six,"."""
    text, words = sentence.text, sentence.language.numbers
    rest = text[end : end + 16].lstrip()
    closed = rest[:1] in ("", ",", ".", ";", ")") and not _MONEY.match(text, end)
    if not (closed and _APART.search(text[:start][-3:])) and not rest.startswith(words.totals or ("\0",)):
        return False
    behind = text[max(0, start - _BEFORE) : start]
    cut = max((m.end() for m in _BREAK.finditer(behind)), default=0)
    behind = behind[cut:]
    if any(h.end <= start and h.start >= start - len(behind) for h in sentence.of(*PEOPLE)):
        return True
    return any(words.is_people(word.strip(",:(")) for word in behind.split())


def _bare(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a number without a noun is the subject of a verb of people: "eight went", "six from there"."""
    text, words = sentence.text, sentence.language.numbers
    match = _WORD.match(text, end)
    if match is None or match[1] not in words.doers:
        return False
    if any(0 <= d.start - match.end() <= 1 for d in sentence.dates):
        return False
    last = text[max(0, start - 16) : start].split()[-1:]
    return not last or last[0] not in sentence.language.noun_ends or last[0] in sentence.language.breaks


def _behind(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a number in words stands right behind the people it counts, as a noun of its own ("농부 셋이")."""
    words, shape = sentence.language.numbers, sentence.language.shape
    if not words.people_ends or sentence.text[start:end].isdigit():
        return False
    rest = re.match(r"[^\W\d]*", sentence.text[end : end + 4])
    if rest is not None and rest[0] and not rest[0].startswith(words.doers or ("\0",)):
        return False
    head = sentence.text[max(0, start - 14) : start]
    if not head.endswith(" ") or len(shape.particles) == 0:
        return False
    word = head.rstrip().split(" ")[-1]
    return words.is_people(word) or any(start - 2 < h.end <= start for h in sentence.of(*PEOPLE))


def _ranks(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a number is part of a word that counts no people ("five-a-side", "under-15"), or a rank ("Year 9")."""
    text = sentence.text
    if not sentence.spaced:
        return False
    if text[start - 1 : start] == "-" or _COMPOUND.match(text, end):
        return True
    return text[start:end].isdigit() and ends_with(
        f" {text[max(0, start - 12) : start].rstrip()}", sentence.language.numbers.ranks
    )


def _of_time(sentence: Sentence, end: int, after: str) -> bool:
    """Whether a number counts days or weeks, also where a longer cue begins with their word: "days with" friends."""
    if any(0 <= h.start - end <= 2 for h in sentence.of("duration")):
        return True
    first = after.split(" ")[1] if sentence.spaced and after.startswith(" ") else ""
    return bool(first) and named_in(sentence, end + 1, end + 1 + len(first), ("duration",))


def _of_these(sentence: Sentence, other: Hit, start: int, end: int) -> bool:
    """Whether a number counts an audience, or years of age: such a word stands by it, and no other number between."""
    if end <= other.start < end + 30:
        return not (_PARTED.search(sentence.text, end, other.start))
    return start - 25 < other.start and other.end <= start and not re.search(r"\d", sentence.text[other.end : start])


def _within(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a number is part of a word for people ("16-member delegation"), or in brackets behind it."""
    if _member(sentence, start, end):
        return True
    longer = [h for h in sentence.hits if h.start < start and end < h.end] if sentence.spaced else []
    if any(named_in(sentence, end, h.end, PEOPLE) for h in longer):
        return True
    ends = (_BRACKET.match(sentence.text, h.end) for h in sentence.of(*PEOPLE, *_COUNTED))
    return any(match is not None and match.start(1) == start for match in ends)


def _member(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a number opens a word for people: "16-member"."""
    return sentence.spaced and any(h.start == start and end < h.end for h in sentence.of(*PEOPLE))


def named_in(sentence: Sentence, start: int, end: int, names: tuple[str, ...]) -> bool:
    """Whether a stretch of a sentence, read by itself, holds a cue that a longer one hides in the sentence."""
    return any(h.name in names for h in sentence.language.cues.scan(sentence.text[start:end]))


def _from_there(sentence: Sentence, end: int) -> bool:
    """Whether a number counts people by where they are from: "five masters from Kobe", "six from Kobe"."""
    found = [s for s in sentence.spots if 0 < s.start - end < 48]
    if not found or any(end <= h.start < found[0].start for h in sentence.of("goods", "duration", "firm", "show")):
        return False
    words = sentence.text[end : found[0].start].split()
    origin = [w for w in sentence.language.origin if w not in sentence.language.numbers.after_group]
    between = words[:-1]
    plain = all(w.isalpha() and w not in (*sentence.language.toward, *sentence.language.breaks) for w in between)
    return bool(words) and words[-1] in origin and 0 < len(between) < 4 and plain and words[-1] != "by"


def of_sides(sentence: Sentence, number: Number) -> bool:
    """Whether a number of two counts the sides ("the two mayors"): a word for both goes before."""
    before = sentence.text[max(0, number.start - 8) : number.start].rstrip()
    return ends_with(f" {before}", sentence.language.numbers.both)


def _bound(before: str, at_least: tuple[str, ...], about: tuple[str, ...]) -> Literal["exact", "at_least", "about"]:
    """How a number is meant, by the word in front of it."""
    if before.rstrip().endswith(at_least):
        return "at_least"
    return "about" if before.rstrip().endswith(about) else "exact"


def _unit(sentence: Sentence, end: int, after: str, linker: tuple[str, ...], counters: tuple[str, ...]) -> bool:
    if not sentence.spaced:
        plain = after.lstrip(" " + "".join(w for w in sentence.language.numbers.about if len(w) == 1))
        return any(plain.startswith(c) for c in counters)
    counted = _WORD.match(after)
    if counted is not None and counted[1] in sentence.language.numbers.no_people:
        return False  # "two cities sent pupils", "three schools with their teachers"
    reach = 2
    text = after
    for _ in range(3):
        word = next((w for w in linker if text.lstrip().startswith(w + " ")), None)
        if word is None:
            break
        reach += len(text) - len(text.lstrip()) + len(word)
        text = text.lstrip()[len(word) :]
    return any(_counts(sentence.text[end : h.start], reach) for h in sentence.of(*PEOPLE, *_COUNTED) if h.start >= end)


def _counts(between: str, reach: int) -> bool:
    """Whether only a few plain words stand between a number and the people it counts."""
    return len(between) <= reach + 26 and between.count(" ") <= 4 and not any(c in between for c in ",.;:()")
