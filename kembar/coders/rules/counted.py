"""Rules for people told by their number: "last year 16 went", and entries without a verb ("to Kobe a choir, 16").

Both are told so where blanks part no words: the doer is left out, and a chronicle names no verb.
"""

from __future__ import annotations

from collections.abc import Iterator

from kembar.coders.rules.abroad import ABROAD, UNSPACED
from kembar.coders.rules.candidate import Candidate, make, told_by
from kembar.coders.rules.groups import MOVES
from kembar.coders.rules.sentences import Sentence
from kembar.languages.lexicon import Hit
from kembar.languages.numbers import Number

#: How many sentences back a group may have been told.
_BACK = 2
#: How near a number and the verb of their way stand, before it and behind it.
_BEFORE, _BEHIND = 45, 12
#: More people than travel together.
_MANY = 400
#: How long an entry of a chronicle is, and how near in it the place, the people and their number stand.
_ENTRY, _NEAR, _COUNT = 60, 16, 14
#: What tells an act of its own, so that people are not merely on their way.
_OTHER_ACTS = (
    "training", "posting", "perform", "match", "fair", "give", "joint_study", "volunteer_work", "language",
    "scholarship", "build", "info", "advice", "sign", "tied", "teach_abroad", "name", "learn", "teach", "festival",
    "show", "goods", "audience", "age", "cancel", "family", "pupil_exchange",
)  # fmt: skip
#: What people in an entry without a verb are there for, by who they are.
_IN_ENTRY = {**ABROAD, **UNSPACED, "staff": "delegation_visit"}


def _counts_people(sentence: Sentence, number: Number) -> bool:
    at = number.end + (sentence.text[number.end : number.end + 1] == " ")
    return any(sentence.text.startswith(c, at) for c in sentence.language.numbers.counters)


def group_taken_up(sentence: Sentence) -> Iterator[Candidate]:
    """So many people who go, with no word for who they are: those told just before, else visitors ("16 went")."""
    others = (*ABROAD, *UNSPACED, "trainee", "staff")
    if sentence.spaced or not (sentence.dates or sentence.spots) or sentence.has(*others):
        return
    for number in sentence.numbers:
        if not _counts_people(sentence, number):
            continue
        people = Hit(number.start, number.end, "people", "")
        move = sentence.near(people, "go", "send", "receive", reach=_BEFORE)
        if move is None or number.start - move.end > _BEHIND:
            continue
        who = _told_before(sentence)
        if who == "student_exchange" and move.start > number.end and sentence.dates:
            yield make(who, sentence, [move], "group_taken_up", 1.2)
            return
        named = who == "delegation_visit" or (not who and (sentence.spots or sentence.has("there", "that_city")))
        if named and 1 < number.value < _MANY and not sentence.has(*_OTHER_ACTS):
            yield make("delegation_visit", sentence, [move], "group_taken_up", 1.2)
            return


def _told_before(sentence: Sentence) -> str:
    """What those did who travel in a sentence before: pupils are on an exchange, officials on a visit; "" for none."""
    before = sentence.previous
    for _ in range(_BACK):
        if before is None:
            return ""
        told = [h for h in before.of(*ABROAD) if before.near(h, *MOVES, "stay", "family", reach=75)]
        if before.has("pupil_exchange"):
            return "student_exchange"
        if told:
            return ABROAD[told[-1].name]
        before = before.previous
    return ""


@told_by(*_IN_ENTRY)
def group_in_entry(sentence: Sentence) -> Iterator[Candidate]:
    """People on their way in an entry without a verb, told by a place with its particle and their number.

    "2007 クラクフへ市長、議長ほか13名"; what else the entry tells of them takes its place.
    """
    plain = sentence.raw.rstrip()
    if sentence.spaced or len(plain) > _ENTRY or plain[-1:] in "。." or sentence.has(*MOVES, *_OTHER_ACTS):
        return
    for name, kind in _IN_ENTRY.items():
        for who in sentence.of(name):
            told = (n for n in sentence.numbers if 0 <= n.start - who.end <= _COUNT and _counts_people(sentence, n))
            count = next(told, None)
            if count and any(
                _on_the_way(sentence, spot.end, who.start) or _bound(sentence, count.end, spot.start, spot.end)
                for spot in sentence.spots
            ):
                yield make(kind, sentence, [who], "group_on_its_way", 1.4)
                return


def _on_the_way(sentence: Sentence, place: int, who: int) -> bool:
    """Whether a word for to or from stands right behind a place, and people not far behind that."""
    return 0 < who - place <= _NEAR and any(sentence.text.startswith(w, place) for w in _ways(sentence))


def _bound(sentence: Sentence, count: int, start: int, end: int) -> bool:
    """Whether an entry ends with a place and a word for to or from, right behind the number of people."""
    return 0 <= start - count <= _NEAR // 2 and sentence.text[end:].strip() in _ways(sentence)


def _ways(sentence: Sentence) -> list[str]:
    language = sentence.language
    return [w for w in (*language.toward, *language.origin) if w not in language.genitive]


RULES = (group_taken_up, group_in_entry)
