"""Rules for acts with no word of their own, told by who does what: somebody sits at the other's desk, a group comes."""

from __future__ import annotations

from collections.abc import Iterator

from kembar.coders.rules.abroad import ABROAD
from kembar.coders.rules.candidate import Candidate, make, told_by
from kembar.coders.rules.groups import MOVES
from kembar.coders.rules.sentences import Sentence
from kembar.languages.lexicon import Hit

#: People who may sit at a desk, and how far from it they and the length of their stay are told.
_AT_DESKS, _STAY = ("staff", "official", "trainee", "titled", "few", "citizen"), 90
#: How near to a group its number stands, and the word for what it does there.
_COUNTED, _DOES = 24, 60
#: More people than any group that travels has: they are counted, but do nothing together.
_MOST = 400
#: What a group does at the other's when nothing else tells it, by who they are (the first that fits).
_DOINGS = ABROAD | {"firm": "trade_promotion", "tour_group": "tourism_promotion"}
#: How many sentences back a group may have been told that is only counted now.
_BACK = 2


@told_by("desk")
def at_a_desk(sentence: Sentence) -> Iterator[Candidate]:
    """Somebody who is at the other's office for a time: "sat half a year at our rates desk"; to learn, a training."""
    for hit in sentence.of("desk"):
        who = sentence.near(hit, *_AT_DESKS, reach=_STAY)
        stays = sentence.near(hit, "long_stay", reach=_STAY) or any(d.last or d.since for d in sentence.dates)
        if who is None or not stays or sentence.near(hit, "pupil", "teacher", "artist", reach=_STAY):
            continue
        taught = sentence.near(hit, "learn", reach=_DOES)
        yield make("training" if taught else "staff_exchange", sentence, [hit, who], "at_a_desk", 1.8)


@told_by("few")
def few_travel(sentence: Sentence) -> Iterator[Candidate]:
    """People who are only counted, on their way: "nine of you flew out"; the group told just before, else a visit."""
    for who in sentence.of("few"):
        move = sentence.near(who, *MOVES, reach=75)
        if move is not None and not sentence.has(*_DOINGS):
            yield make(_kind_before(sentence), sentence, [who, move], "few_travel", 1.4)


def _kind_before(sentence: Sentence) -> str:
    """What the group does that was told in the sentences just before; a visit where none was."""
    before = sentence.previous
    for _ in range(_BACK):
        if before is None:
            break
        told = before.of(*_DOINGS)
        if told:
            return _DOINGS[told[-1].name]
        before = before.previous
    return "delegation_visit"


def last_resort(sentence: Sentence) -> Iterator[Candidate]:
    """A group that is counted, in a dated sentence that tells nothing else: it did at the other's what it is for.

    "Eighteen bakers of Lima shook the windows of the hall in June 2010": only asked where no rule found an act.
    """
    if not sentence.spaced or not (sentence.dates or sentence.has("annual", "biennial")):
        return
    for name, kind in _DOINGS.items():
        for who in sentence.of(name):
            if _counted(sentence, who):
                yield make(kind, sentence, [who], "last_resort", 1.2)
                return


def _counted(sentence: Sentence, who: Hit) -> bool:
    """Whether a number stands before a group, with nothing but its attributes between."""
    dates = [(d.start, d.end) for d in sentence.dates]
    for n in sentence.numbers:
        between = sentence.text[n.end : who.start]
        near = 0 <= who.start - n.end <= _COUNTED and not any(c in between for c in ",.;:()")
        if near and n.value <= _MOST and not any(a < n.end and n.start < b for a, b in dates):
            return True
    return False


RULES = (at_a_desk, few_travel)
