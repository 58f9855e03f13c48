"""How many people take part: numbers with people, a leader and others, groups that are added up, and single experts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from kembar.coders.rules.attach import PEOPLE, gap
from kembar.coders.rules.candidate import Candidate
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
_PEOPLE_REACH = 125
_LED, _ALONE_REACH = 110, 40
#: Kinds whose numbers of people are those of guests, givers or citizens, not of people who take part.
NOBODY = frozenset(
    ("donation", "named_place", "anniversary", "information_exchange", "university_partnership", "investment")
)
#: Kinds that one person alone may carry.
_ALONE = frozenset(("technical_assistance", "teacher_exchange", "staff_exchange", "language_program"))
_CALLINGS = ("teach_abroad", "expert", "teacher", "staff", "official", "trainee", "volunteer")


def people(candidate: Candidate) -> None:
    """Find the number of people who take part: a number with a group of people, or a leader and N others."""
    sentence = candidate.sentence
    told = _told(sentence)
    near = [(gap(candidate, n.start, n.end), i) for i, (n, _) in enumerate(told)]
    near = [item for item in near if item[0] <= _PEOPLE_REACH]
    if not near:
        _alone(candidate)
        return
    at = min(near)[1]
    number, count = told[at]
    for other in (at + 1, at - 1):
        if 0 <= other < len(told) and _added(sentence, told[min(at, other)], told[max(at, other)]):
            both = count.value, told[other][1].value
            count = Count(sum(both), "exact", count.as_written, both if at < other else both[::-1])
            candidate.support_here("participants", told[other][0].start, told[other][0].end)
            break
    candidate.people = count
    candidate.support_here("participants", number.start, number.end)


def _told(sentence: Sentence) -> list[tuple[Number, Count]]:
    """The numbers of a sentence that count people."""
    if sentence.people is None:
        every = ((n, _count(sentence, n.start, n.end, n.value)) for n in sentence.numbers)
        sentence.people = [(n, count) for n, count in every if count is not None]
    return sentence.people


def clear(kept: Sequence[Candidate]) -> None:
    """Take the number of people from agreements, gifts and feasts: it counts guests or givers."""
    for candidate in kept:
        if candidate.people is not None and (candidate.type == "agreement" or candidate.kind in NOBODY):
            candidate.people = None
            candidate.spans.pop("participants", None)


def _added(sentence: Sentence, first: tuple[Number, Count], second: tuple[Number, Count]) -> bool:
    """Whether two groups that a word for "and" joins take part together: "ten pupils and one teacher"."""
    if first[1].parts or second[1].parts or not sentence.spaced:
        return False
    between = sentence.text[first[0].end : second[0].start]
    links = [w for w in sentence.language.numbers.plus if re.search(rf"(?<!\w){re.escape(w)}\s*$", between)]
    groups = [h for h in sentence.of(*PEOPLE) if first[0].end <= h.start and h.end <= second[0].start]
    return bool(links and groups) and len(between) < 48 and not re.search(r"[.;:()]", between)


def _alone(candidate: Candidate) -> None:
    """One expert, teacher or clerk with an article is one person who takes part: "an engineer of Kobe"."""
    sentence = candidate.sentence
    articles = sentence.language.articles
    if candidate.kind not in _ALONE or not articles:
        return
    for hit in (h for h in sentence.of(*_CALLINGS) if gap(candidate, h.start, h.end) < _ALONE_REACH):
        words = sentence.text[max(0, hit.start - 40) : hit.start]
        one = re.search(rf"(?<!\w)(?:{'|'.join(articles)})\s(?:[^\W\d]+\s){{0,3}}?$", words)
        if one and not sentence.text[hit.start : hit.end].split()[0].endswith(sentence.language.shape.endings):
            candidate.people = Count(1, "exact", sentence.raw[hit.start : hit.end])
            candidate.support_here("participants", hit.start, hit.end)
            return


def _count(sentence: Sentence, start: int, end: int, value: int) -> Count | None:
    """Read one number as people; None if it counts something else (years, money, an audience, age)."""
    words = sentence.language.numbers
    if value < 1 or value > 20_000 or any(d.start <= start < d.end for d in sentence.dates):
        return None
    if sentence.spaced and (spelled := _SPELLED.match(sentence.text, end)):
        end = spelled.end()
    after, before = sentence.text[end : end + 40], sentence.text[max(0, start - 26) : start]
    if any(_of_these(sentence, h, start, end) for h in sentence.of(*_NO_PART)):
        return None
    if _of_time(sentence, end, after) or any(h.start < start and end < h.end for h in sentence.of("go")):
        return None
    unit = _unit(sentence, end, after, words.linker, words.counters) or _within(sentence, start, end)
    unit = unit or (sentence.spaced and _from_there(sentence, end))
    others = any(after.strip().startswith(word) for word in words.others) and sentence.spaced
    of = (
        sentence.spaced
        and ends_with(before.rstrip(), words.after_group)
        and any(h.end > start - 14 and h.end <= start for h in sentence.of(*PEOPLE))
    )
    if not (unit or others or of):
        return None
    bound = _bound(before, words.at_least, words.about)
    lead = any(h.end <= start and start - h.end < _LED for h in sentence.of("mayor"))
    lead = lead or (sentence.spaced and others and _named_in(sentence, max(0, start - 60), start, ("mayor",)))
    blank = " " if sentence.spaced else ""
    with_lead = any(before.rstrip().endswith(f"{blank}{word}") for word in words.plus)
    if lead and (with_lead or (others and any(f" {word} " in before for word in words.plus))):
        return Count(value + 1, "exact", sentence.raw[start:end], (1, value))
    return Count(value, bound, sentence.raw[start:end])


def _of_time(sentence: Sentence, end: int, after: str) -> bool:
    """Whether a number counts days or weeks, also where a longer cue begins with their word: "days with" friends."""
    if any(0 <= h.start - end <= 2 for h in sentence.of("duration")):
        return True
    first = after.split(" ")[1] if sentence.spaced and after.startswith(" ") else ""
    return bool(first) and _named_in(sentence, end + 1, end + 1 + len(first), ("duration",))


def _of_these(sentence: Sentence, other: Hit, start: int, end: int) -> bool:
    """Whether a number counts an audience, or years of age: such a word stands by it, and no other number between."""
    if end <= other.start < end + 30:
        return not (_PARTED.search(sentence.text, end, other.start))
    return start - 25 < other.start and other.end <= start and not re.search(r"\d", sentence.text[other.end : start])


def _within(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a number is part of a word for people ("16-member delegation"), or in brackets behind it."""
    if sentence.spaced and any(h.start == start and end < h.end for h in sentence.of(*PEOPLE)):
        return True
    longer = [h for h in sentence.hits if h.start < start and end < h.end] if sentence.spaced else []
    if any(_named_in(sentence, end, h.end, PEOPLE) for h in longer):
        return True
    ends = (_BRACKET.match(sentence.text, h.end) for h in sentence.of(*PEOPLE, *_COUNTED))
    return any(match is not None and match.start(1) == start for match in ends)


def _named_in(sentence: Sentence, start: int, end: int, names: tuple[str, ...]) -> bool:
    """Whether a stretch of a sentence, read by itself, holds a cue that a longer one hides in the sentence."""
    return any(h.name in names for h in sentence.language.cues.scan(sentence.text[start:end]))


def _from_there(sentence: Sentence, end: int) -> bool:
    """Whether a number counts people with a calling of their own, by where they are from: "five masters from Kobe"."""
    found = [s for s in sentence.spots if 0 < s.start - end < 48]
    if not found or any(end <= h.start < found[0].start for h in sentence.of("goods", "duration", "firm", "show")):
        return False
    words = sentence.text[end : found[0].start].split()
    origin = [w for w in sentence.language.origin if w not in sentence.language.numbers.after_group]
    between = words[:-1]
    plain = all(w.isalpha() and w not in (*sentence.language.toward, *sentence.language.breaks) for w in between)
    return bool(words) and words[-1] in origin and 0 < len(between) < 4 and plain and words[-1] != "by"


def _bound(before: str, at_least: tuple[str, ...], about: tuple[str, ...]) -> Literal["exact", "at_least", "about"]:
    """How a number is meant, by the word in front of it."""
    if _ends_with(before, at_least):
        return "at_least"
    return "about" if _ends_with(before, about) else "exact"


def _ends_with(text: str, words: tuple[str, ...]) -> bool:
    return text.rstrip().endswith(words)


def _unit(sentence: Sentence, end: int, after: str, linker: tuple[str, ...], counters: tuple[str, ...]) -> bool:
    if not sentence.spaced:
        plain = after.lstrip(" " + "".join(w for w in sentence.language.numbers.about if len(w) == 1))
        return any(plain.startswith(c) for c in counters)
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
