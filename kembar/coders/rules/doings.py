"""Rules for acts with no word of their own, told by who does what: somebody sits at the other's desk, a group comes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kembar.coders.rules import groups
from kembar.coders.rules.abroad import ABROAD, placed
from kembar.coders.rules.candidate import Candidate, make, told_by
from kembar.coders.rules.groups import MOVES
from kembar.coders.rules.papers import PAPERS
from kembar.coders.rules.sentences import Sentence
from kembar.languages.lexicon import Hit

#: People who may sit at a desk, and how far from it they and the length of their stay are told.
_AT_DESKS, _STAY = ("staff", "official", "trainee", "titled", "few", "citizen"), 90
#: How near before a group and behind it its number stands, and the word for what it does there.
_COUNTED, _BEHIND, _DOES = 24, 6, 60
#: More people than any group that travels has: they are counted, but do nothing together.
_MOST = 400
#: What a group does at the other's when nothing else tells it, by who they are (the first that fits).
_DOINGS = ABROAD | {"firm": "trade_promotion", "tour_group": "tourism_promotion"}
#: Groups that do what they are for wherever they are told, and how near before them their place stands.
_PERFORMERS, _OWN = ("artist", "athlete"), 3
#: What stands before a sum of money, and how near to it the word for raising it.
_SIGNS, _SUM = tuple("$€£¥₩￥"), 30
#: How far behind a word for a tie its date may stand: a place in between, no clause.
_DATED = 24
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

    "Eighteen bakers of Lima shook the windows of the hall in June 2010": only asked where no rule found an act. In a
    row, which has no verbs, the group or the goods alone tell it.
    """
    row = sentence.passage.role == "table_row"
    if not sentence.spaced or not (sentence.dates or row or sentence.has("annual", "biennial")):
        return
    for name, kind in _DOINGS.items():
        for who in sentence.of(name):
            if row or _counted(sentence, who) or _told_of_place(sentence, who):
                stays = sentence.has("long_stay") or any(d.last for d in sentence.dates)
                posted = name == "staff" and stays and not sentence.has("learn", "training")
                yield make(
                    "staff_exchange" if posted else _made_of(sentence, who, kind), sentence, [who], "last_resort", 1.2
                )
                return
    for goods in sentence.of("goods"):
        if row or (_counted(sentence, goods) and _bound(sentence)):
            yield make("donation", sentence, [goods], "last_resort", 1.0)
            return


def _made_of(sentence: Sentence, who: Hit, kind: str) -> str:
    """What a group does by the people whom it is made of: "a mission of glass makers"."""
    others = sentence.of(*groups.NO_OFFICIALS, "traders") if who.name == "delegation" else []
    return next((_DOINGS[h.name] for h in others if h.name in _DOINGS and groups.made_of(sentence, who, h)), kind)


def _counted(sentence: Sentence, who: Hit) -> bool:
    """Whether a number stands before a group with nothing but attributes between, or right behind it: "of sixteen"."""
    dates = [(d.start, d.end) for d in sentence.dates]
    for n in sentence.numbers:
        first, last = (n.end, who.start) if n.end <= who.start else (who.end, n.start)
        near = 0 <= last - first <= (_COUNTED if n.end <= who.start else _BEHIND)
        if near and any(c in sentence.text[first:last] for c in (".;:()" if n.start > who.start else ",.;:()")):
            continue
        if near and n.value <= _MOST and not any(a < n.end and n.start < b for a, b in dates):
            return True
    return False


def _bound(sentence: Sentence) -> bool:
    """Whether a word for "to" or "from" stands right before a place, not one for "in" alone."""
    language = sentence.language
    ways = {*language.origin, *language.toward} - {*language.static}
    before = (sentence.text[: s.start].split()[-1:] for s in sentence.spots if not s.masked)
    return any(word in ways for words in before for word in words)


def _told_of_place(sentence: Sentence, who: Hit) -> bool:
    """Whether a group is told as one of a place: performers right behind it; a mayor where it says in what place."""
    if who.name in ("delegation", "mayor"):
        there = any(not s.masked and (who.name == "delegation" or placed(sentence, s)) for s in sentence.spots)
        return there and not sentence.has(*PAPERS, "hope", "sign")
    owned = any(0 <= who.start - s.end <= _OWN and not s.masked for s in sentence.spots)
    return who.name in _PERFORMERS and owned


@told_by("raise")
def money_raised(sentence: Sentence) -> Iterator[Candidate]:
    """A sum of money that is got together, told by its sign: "our townsfolk scraped together $8,400"."""
    for n in sentence.numbers:
        money = Hit(n.start, n.end, "goods", "")
        verb = sentence.near(money, "raise", reach=_SUM) if sentence.raw[n.start - 1 : n.start] in _SIGNS else None
        if verb is not None:
            yield make("donation", sentence, [verb, money], "money_raised", 1.4)
            return


@told_by("street", "monument")
def place_in_a_name(sentence: Sentence) -> Iterator[Candidate]:
    """A street or garden that has the name of a place before its own noun, written large: "the old Lima Avenue"."""
    for hit in sentence.of("street", "monument") if sentence.spaced and sentence.dates else ():
        named = any(s.end < hit.start <= s.end + 2 or s.start < hit.start < s.end for s in sentence.spots)
        if named and sentence.raw[hit.start].isupper() and hit.start > 1:
            yield make("named_place", sentence, [hit], "place_in_a_name", 1.3)


@told_by("of_date")
def tie_of_date(sentence: Sentence) -> Iterator[Candidate]:
    """A word for a tie whose date stands right behind it: "the papers of May 1974", "our oldest twin, Kobe, 1974"."""
    for hit in sentence.of("of_date"):
        behind = sentence.text[hit.end :]
        date = next((d for d in sentence.dates if 0 <= d.start - hit.end <= _DATED and d.first[0]), None)
        if date is None or re.search(r"[.;:]|\w \w.* \w", behind[: date.start - hit.end]):
            continue
        friends = sentence.near(hit, "friendship", reach=_SUM)
        kind = "friendship_agreement" if friends else "sister_agreement"
        yield Candidate(
            "agreement", kind, sentence, hit.start, hit.end, 2.5, ["tie_dated", "tie_of_date"], hits=[hit]
        )  # fmt: skip


RULES = (at_a_desk, few_travel, money_raised, place_in_a_name, tie_of_date)
