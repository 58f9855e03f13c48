"""How many people take part in an act: numbers of people, groups that are added up, and one person alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kembar.coders.rules import company, heads, single
from kembar.coders.rules.attach import PEOPLE, gap
from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.sentences import Sentence
from kembar.languages.numbers import Number
from kembar.types import Count

_PEOPLE_REACH = 190
_SUM = 24
#: Kinds whose numbers of people are those of guests, givers or citizens, not of people who take part.
NOBODY = frozenset(
    ("donation", "named_place", "anniversary", "information_exchange", "university_partnership", "investment")
)
#: Kinds that two sides hold together, so that "the two mayors" counts the sides.
_BOTH, _SIDES = frozenset(("meeting", "research_collaboration", "technical_assistance", "tourism_promotion")), 2

Told = tuple[Number, Count]


def people(candidate: Candidate) -> None:
    """Find the number of people who take part: a number with a group of people, or a leader and N others."""
    sentence = candidate.sentence
    told = heads.told(sentence)
    near = [(gap(candidate, n.start, n.end), i) for i, (n, _) in enumerate(told)]
    near = [item for item in near if item[0] <= _PEOPLE_REACH]
    if not near:
        if candidate.kind in single.KINDS:
            _alone(candidate)
        return
    at = _sum_of(sentence, told) if len(near) > 1 else -1
    chosen = [told[at]] if at >= 0 else _run(sentence, told, min(near)[1])
    first, count = chosen[0]
    if len(chosen) > 1:
        parts = tuple(c.value for _, c in chosen)
        count = Count(sum(parts), "exact", count.as_written, parts)
    if company.led(candidate, first, chosen[-1][0]):
        count = Count(count.value + 1, "exact", count.as_written, (1, *(count.parts or (count.value,))))
    if candidate.kind in _BOTH and count.value == _SIDES and heads.of_sides(sentence, first):
        return
    candidate.people = count
    for number, _ in chosen:
        candidate.support_here("participants", number.start, number.end)


def settle(kept: Sequence[Candidate]) -> None:
    """Take the number of people from agreements, gifts and feasts, where it counts guests; see who shows alone."""
    for candidate in kept:
        if candidate.people is None and candidate.kind == single.SHOWS:
            _alone(candidate)
        if candidate.people is not None and (candidate.type == "agreement" or candidate.kind in NOBODY):
            candidate.people = None
            candidate.spans.pop("participants", None)


def _sum_of(sentence: Sentence, told: list[Told]) -> int:
    """The place of the number that a word tells to be the sum of the others ("ten from each, twenty in all"), or -1."""
    totals = sentence.language.numbers.totals
    for at, (number, count) in enumerate(told):
        before = sentence.text[max(0, number.start - 10) : number.start].rstrip()
        after = sentence.text[number.end : number.end + _SUM]
        marked = before.endswith(totals or ("\0",)) or any(
            word in after for word in totals if " " in word or sentence.spaced
        )
        if marked and all(count.value >= other.value for _, other in told):
            return at
    return -1


def _run(sentence: Sentence, told: list[Told], at: int) -> list[Told]:
    """A number of people and those beside it that are added to it."""
    first = last = at
    while first > 0 and _added(sentence, told[first - 1], told[first]):
        first -= 1
    while last + 1 < len(told) and _added(sentence, told[last], told[last + 1]):
        last += 1
    return told[first : last + 1]


def _added(sentence: Sentence, first: Told, second: Told) -> bool:
    """Whether two groups that a word for "and" joins take part together: "ten pupils and one teacher"."""
    between = sentence.text[first[0].end : second[0].start]
    if len(between) >= 48 or re.search(r"[.;:()\d。]", between):
        return False
    words = sentence.language.numbers
    if not sentence.spaced:
        return bool(re.fullmatch(_joined(words.counters, sentence.language.joiners), between))
    links = [w for w in words.plus if re.search(rf"(?<!\w){re.escape(w)}\s*$", between)]
    groups = [h for h in sentence.of(*PEOPLE) if first[0].end <= h.start and h.end <= second[0].start]
    return bool(links) and (bool(groups) or heads.noun(sentence, first[0].end))


def _joined(counters: Sequence[str], joiners: Sequence[str]) -> str:
    """An expression for what stands between two groups of people where no blanks part words ("十名と引率教員")."""
    count, join = "|".join(map(re.escape, counters)), "|".join(map(re.escape, joiners))
    return rf"\s?(?:{count})\s?(?:{join})\s?[^、,\d]{{0,12}}"


def _alone(candidate: Candidate) -> None:
    """One expert, teacher or clerk told as one is one person who takes part: "an engineer of Kobe", "Ms Kato"."""
    if span := single.find(candidate):
        candidate.people = Count(1, "exact", candidate.sentence.raw[span[0] : span[1]])
        candidate.support_here("participants", *span)
