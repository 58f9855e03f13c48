"""Programmes told in a row that goes on: "clerks change places, pupils stay with families, choirs sing, and so on".

Pages sum up a tie so where its verb ends the sentence: the members of the row are nouns without a verb or date of their
own, a word for "and so on" closes it, and the verb behind that says that all of it is still done. Each member that
names an act is one; a mere field ("culture, trade and sport") is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from kembar.alphabets import HANGUL
from kembar.coders.rules.abroad import ABROAD
from kembar.coders.rules.attach import SECTORS
from kembar.coders.rules.candidate import Candidate, make, told_by
from kembar.coders.rules.groups import MOVES
from kembar.coders.rules.sentences import Sentence
from kembar.coders.rules.when import Dated
from kembar.languages.lexicon import Hit

RULE = "programme_listed"
#: What a member of a row is by its noun (the first that fits), and by the people who come and go in it.
_NOUNS = {
    "posting": "staff_exchange", "scholarship": "scholarship", "language": "language_program",
    "volunteer_work": "volunteer_service", "volunteer": "volunteer_service", "joint_study": "research_collaboration",
    "teach_abroad": "teacher_exchange", "trainee": "training", "pupil_exchange": "student_exchange",
    "training": "training", "show": "cultural_event", "festival": "cultural_event", "perform": "cultural_event",
    "match": "sports_event", "fair": "trade_promotion", "advice": "technical_assistance",
    "info": "information_exchange", "family": "student_exchange", "meet": "meeting",
}  # fmt: skip
_PEOPLE = {**ABROAD, "citizen": "delegation_visit", "goods": "donation"}
_COMES = (*MOVES, "bond", "mutual", "visit_noun", "give", "hand", "match", "perform", "show")
#: What ends what a sentence told before its row, and what says behind the row that it goes on, near the sentence's end.
_BEFORE = ("sign", "seal", "become", "tied", "begun", "years", "anniversary", "both", "still")
_GOES_ON, _OF_PLANS, _TAIL, _CLOSE = ("still", "going", "keep"), ("plan", "cancel", "stop"), 45, 8
_TIES = ("sister", "friendship", "tied", "sign", "seal", "years")
#: Nouns that may be a mere field of dealings, and what of a noun is no word.
_VAGUE = ("festival", "match", "fair", "advice", "info", "show")
_NO_WORD = r"[\W\d_%s]"
_LONGEST, _FEWEST = 160, 2


@told_by("and_so_on")
def listed(sentence: Sentence) -> Iterator[Candidate]:
    """The members of a row of programmes that goes on, each an act of its own."""
    closing = _closing(sentence)
    if closing is None or _has_a_day(sentence, closing.start):
        return
    made = [c for start, end in _members(sentence, closing.start) if (c := _act(sentence, start, end)) is not None]
    if len(made) >= _FEWEST:
        yield from made


def is_listed(candidate: Candidate) -> bool:
    """Whether a candidate is a member of such a row."""
    return RULE in candidate.fired


def own_dates(candidate: Candidate, dated: list[Dated]) -> list[Dated]:
    """The date since when all of a row are done, not that of a tie before it: the members have none of their own."""
    ties = [h.start for h in candidate.sentence.of(*_TIES)]
    return [d for d in dated if d.since and not any(d.end <= t < candidate.start for t in ties)]


def _closing(sentence: Sentence) -> Hit | None:
    """The last word that closes a row, where the sentence ends soon after by saying that all of it goes on."""
    if sentence.spaced or sentence.passage.role == "table_row":
        return None
    end = len(sentence.text.rstrip())
    for word in reversed(sentence.of("and_so_on")):
        behind = [h for h in sentence.of(*_GOES_ON) if h.start >= word.start and end - h.end <= _CLOSE]
        if end - word.end <= _TAIL and behind and not any(h.end > word.end for h in sentence.of(*_OF_PLANS)):
            return word
    return None


def _has_a_day(sentence: Sentence, end: int) -> bool:
    """Whether a date before a row is neither that of a tie nor since when it goes on: then one act is told with it."""
    ties = [h.start for h in sentence.of(*_TIES)]
    return any(not d.since and d.end <= end and not any(d.end <= t < end for t in ties) for d in sentence.dates)


def _members(sentence: Sentence, end: int) -> Iterator[tuple[int, int]]:
    """Where the members of a row stand: from what was told before it to the word that closes it."""
    told = [h.end for h in sentence.of(*_BEFORE) if h.end <= end] + [d.end for d in sentence.dates if d.end <= end]
    first = max([0, end - _LONGEST, *(at for at in told if _apart(sentence, at, end))])
    cuts = {first, end, *(b for b in sentence.clauses if first < b < end)}
    joined = (m.start() for m in _joiners(sentence.language.joiners).finditer(sentence.text, first, end))
    cuts |= {at for at in joined if not any(h.start < at < h.end for h in sentence.hits)}
    yield from pairwise(sorted(cuts))


@lru_cache
def _joiners(words: tuple[str, ...]) -> re.Pattern[str]:
    """The words that join the members of a row: single letters, which end a word where blanks part words."""
    return re.compile(rf"(?:{'|'.join(map(re.escape, words)) or '(?!)'})(?![{HANGUL}])")


def _apart(sentence: Sentence, at: int, end: int) -> bool:
    """Whether what was told before a row ends the clause before it, or opens its first member."""
    return any(at <= b < end for b in sentence.clauses)


def _act(sentence: Sentence, start: int, end: int) -> Candidate | None:
    """The act that a member names by its noun, or by people and their coming and going; a mere field names none."""
    inside = [h for h in sentence.hits if start <= h.start and h.end <= end]
    sport = {"match", "s_youth_sports"} <= {h.name for h in inside}
    for name, kind in _NOUNS.items():
        if noun := next((h for h in inside if h.name == name and not _is_field(sentence, h)), None):
            return make("sports_event" if kind == "cultural_event" and sport else kind, sentence, [noun], RULE, 1.4)
    comes = next((h for h in inside if h.name in _COMES), None)
    for name, kind in _PEOPLE.items():
        who = next((h for h in inside if h.name == name), None)
        if who is not None and comes is not None:
            return make(kind, sentence, [who, comes], RULE, 1.4)
    visit = next((h for h in inside if h.name == "visit_noun"), None)
    return make("delegation_visit", sentence, [visit], RULE, 1.4) if visit is not None else None


def _is_field(sentence: Sentence, noun: Hit) -> bool:
    """Whether a noun is a mere field of dealings ("sport", "cultural exchange"), and no more exact than that."""
    fields = [h for h in sentence.of(*SECTORS) if noun.start <= h.start and h.end <= noun.end]
    field = max(fields, key=lambda h: h.end - h.start, default=None)
    if noun.name not in _VAGUE or field is None:
        return False
    rest = sentence.text[noun.start : field.start] + sentence.text[field.end : noun.end]
    rest = re.sub(_NO_WORD % sentence.language.linker, "", rest)
    dealings = (h for h in sentence.language.cues.scan(rest) if h.name == "bond")
    return noun.name == "match" if not rest else any(h.end - h.start == len(rest) for h in dealings)
