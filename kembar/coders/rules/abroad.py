"""The rule for people of one place who do something at the other, in any words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kembar.coders.rules.candidate import Candidate, make, told_by
from kembar.coders.rules.groups import MOVES
from kembar.coders.rules.sentences import Sentence, Spot
from kembar.languages.lexicon import Hit

#: What people of one place do at the other when no word of an act tells it, by who they are (the first that fits).
ABROAD = {
    "pupil": "student_exchange", "student": "student_exchange", "youth": "student_exchange",
    "teacher": "teacher_exchange", "artist": "cultural_event", "athlete": "sports_event",
    "volunteer": "volunteer_service", "mayor": "delegation_visit", "delegation": "delegation_visit",
    "official": "delegation_visit", "expert": "technical_assistance", "traders": "trade_promotion",
    "trainee": "training", "staff": "training",
}  # fmt: skip
#: Further people who may do so where blanks part no words.
UNSPACED = {"citizen": "delegation_visit", "tour_group": "tourism_promotion", "firm": "trade_promotion"}
#: How near to civil servants the length of a stay is told that makes it a posting.
_STAY = 45
_OTHER_ACTS = (
    "training", "posting", "perform", "match", "fair", "give", "joint_study", "volunteer_work", "meet", "language",
    "scholarship", "build", "info", "advice", "sign", "tied", "family", "teach_abroad", "name", "plan",
)  # fmt: skip


@told_by(*ABROAD, *UNSPACED)
def group_abroad(sentence: Sentence) -> Iterator[Candidate]:
    """People of one place who do something in the other, in any words: "clerks of Leeds walked the quays of Kobe"."""
    if not sentence.spaced:
        yield from _counted_abroad(sentence)
        return
    seen: set[tuple[int, int]] = set()
    for name, kind in ABROAD.items():
        for who in sentence.of(name):
            if (who.start, who.end) in seen or sentence.near(who, *MOVES, *_OTHER_ACTS, reach=75):
                continue
            seen.add((who.start, who.end))
            home = _home_of(sentence, who) or (_beside(sentence, who) if kind != "delegation_visit" else None)
            away = home and any(o.place.country != home.place.country and placed(sentence, o) for o in sentence.spots)
            if away or (home and sentence.has("ours", "there")):
                posted = name == "staff" and sentence.near(who, "duration", reach=_STAY)
                yield make("staff_exchange" if posted else kind, sentence, [who], "group_abroad", 1.4)


def _home_of(sentence: Sentence, who: Hit) -> Spot | None:
    """The place that people are said to be of: right before them, or behind a word for "from"."""
    for spot in sentence.spots:
        before = sentence.text[spot.end : who.start]
        after = sentence.text[who.end : spot.start].strip()
        if spot.end <= who.start and len(before) < 16 and not any(c in before for c in ",.;:("):
            return spot
        if 0 <= spot.start - who.end < 14 and after in sentence.language.origin:
            return spot
    return None


def _beside(sentence: Sentence, who: Hit) -> Spot | None:
    """The place right behind people, where a language names the owner after what is owned ("penari remo Medan")."""
    if sentence.language.owner != "after":
        return None
    near = (s for s in sentence.spots if 0 <= s.start - who.end < 10)
    return next((s for s in near if not re.search(r"[^a-z\s]", sentence.text[who.end : s.start])), None)


def placed(sentence: Sentence, spot: Spot) -> bool:
    """Whether a place is told as where something is done."""
    words = sentence.text[max(0, spot.start - 34) : spot.start].split()
    plain = [w for w in words if w not in sentence.language.type_words]
    reach = 3 if sentence.language.owner == "after" else 1
    return any(w in (*sentence.language.static, *sentence.language.toward) for w in plain[-reach:])


def _counted_abroad(sentence: Sentence) -> Iterator[Candidate]:
    """The same where blanks part no words: a group of a place that is counted, or told to be at the other side's."""
    if len({s.place.country for s in sentence.spots if not s.masked}) < 2:
        return
    for name, kind in (*ABROAD.items(), *UNSPACED.items()):
        for who in sentence.of(name):
            counted = any(0 <= who.start - n.end <= 3 or 0 <= n.start - who.end <= 3 for n in sentence.numbers)
            home = next((s for s in reversed(sentence.spots) if 0 <= who.start - s.end <= 16), None)
            if home is None or not (counted or any(_at(sentence, home, away) for away in sentence.spots)):
                continue
            if sentence.near(who, *MOVES, *_OTHER_ACTS, "teach", reach=75) is None:
                yield make(kind, sentence, [who], "group_abroad", 1.4)


def _at(sentence: Sentence, home: Spot, away: Spot) -> bool:
    """Whether something is told to be done at a place of another country: "강릉 학교에서"."""
    if away.place.country == home.place.country:
        return False
    behind = re.split(r"[,.;:()、。]", sentence.text[away.end : away.end + 18])[0]
    return any(word in behind for word in sentence.language.static)
