"""Rules for acts of people who go, are sent or are received: the group and the movement give the kind."""

from __future__ import annotations

from collections.abc import Iterator

from kembar.coders.rules import counted, groups
from kembar.coders.rules.abroad import ABROAD, group_abroad
from kembar.coders.rules.candidate import Candidate, make, told_by
from kembar.coders.rules.groups import MOVES
from kembar.coders.rules.sentences import Sentence
from kembar.languages.lexicon import Hit

_GROUPS = {
    "mayor": "delegation_visit", "delegation": "delegation_visit", "pupil": "student_exchange",
    "artist": "cultural_event", "athlete": "sports_event", "expert": "technical_assistance",
    "teacher": "teacher_exchange",
}  # fmt: skip
#: Words that tell what a group does, so that it is not merely on its way.
_WITH_ACT = ("go", "send", "receive", "match", "training", "volunteer_work")
#: How near to "by turns" the talks are told that are held so: nobody is said to travel.
_HELD_BY_TURNS = 40
#: How near to staff it is told that they are exchanged.
_SWAPPED = 45
#: How far behind those who are received it may be told that they are taught.
_TAUGHT = 25
#: How near to young people the training stands that they travel for.
_TRAINED = 45
#: People who are more than trainees where they are called so too.
_IN_POST = ("staff", "official", "expert", "teacher", "pupil", "student", "youth", "volunteer", "artist", "firm")
#: Words that tell what civil servants do at the partner's, who are no mere visitors then.
_NO_VISIT = (
    "posting", "training", "learn", "teach", "teach_abroad", "volunteer_work", "perform", "match", "advice", "help",
    "send",
)  # fmt: skip


def _moved(
    sentence: Sentence, names: tuple[str, ...], moves: tuple[str, ...] = MOVES, reach: float = 75
) -> Iterator[tuple[Hit, Hit]]:
    """Groups of people with the movement nearest to them; each movement is used once."""
    used: set[tuple[int, int]] = set()
    for who in sentence.of(*names):
        move = sentence.near(who, *moves, reach=reach)
        if move is not None and (move.start, move.end) not in used and not _only_when(sentence, move):
            used.add((move.start, move.end))
            yield who, move


def _only_when(sentence: Sentence, move: Hit) -> bool:
    """Whether a word for being somewhere only tells when: "it was in May that the mayors signed"."""
    located = any((h.start, h.end) == (move.start, move.end) for h in sentence.of("located"))
    return located and any(0 <= d.start - move.end <= 1 for d in sentence.dates)


def _is_taught(sentence: Sentence, who: Hit) -> bool:
    """Whether a craftsman or trader, as trainees are too, is told to learn: "five weavers attended a workshop"."""
    trainee = any(h.start < who.end and who.start < h.end for h in sentence.of("trainee"))
    return sentence.spaced and trainee and sentence.near(who, "learn", "training", reach=60) is not None


@told_by("mayor", "delegation", "official")
def officials_travel(sentence: Sentence) -> Iterator[Candidate]:
    """A mayor, council, official or delegation goes, comes or is received: a visit.

    "the mayor landed in Kobe with 30 colleagues", "대표단 11명이 찾았다"; not officials who only speak.
    """
    for who, move in _moved(sentence, ("mayor", "delegation", "official"), MOVES, 115):
        if (who.name == "delegation" and groups.of_others(sentence, who)) or groups.only_speaks(sentence, who, move):
            continue
        if move.name == "exchange" and sentence.near(move, "meet", reach=_HELD_BY_TURNS):
            continue
        if who.name == "official" and sentence.near(who, "exchange", reach=_SWAPPED) and _of_staff(sentence, who):
            continue
        strength = 1.6 if who.name in ("mayor", "delegation") else 1.2
        yield make("delegation_visit", sentence, [move, who], "officials_travel", strength)


def _of_staff(sentence: Sentence, who: Hit) -> bool:
    """Whether officials are told by a word for staff too, which says what they go for where they are exchanged."""
    return sentence.spaced and any(h.start == who.start for h in sentence.of("staff"))


@told_by("staff")
def staff_travel(sentence: Sentence) -> Iterator[Candidate]:
    """Civil servants who are on their way, with no word for what they do there: a visit."""
    if not sentence.spaced or sentence.has(*_NO_VISIT):
        return
    for who, move in _moved(sentence, ("staff",), ("go",), 45):
        if any(0 <= who.start - n.end < 12 for n in sentence.numbers):
            yield make("delegation_visit", sentence, [move, who], "officials_travel", 1.2)


@told_by("visit_noun")
def visit_told(sentence: Sentence) -> Iterator[Candidate]:
    """A noun for a visit of officials: "a return visit", "kunjungan balasan", "表敬訪問"."""
    for hit in sentence.of("visit_noun"):
        guests = (h for h in sentence.of(*groups.NO_OFFICIALS) if h.name in ABROAD and groups.made_of(sentence, hit, h))
        guest = next(guests, None) if sentence.spaced else None
        kind = ABROAD[guest.name] if guest else "delegation_visit"
        yield make(kind, sentence, [hit, *([guest] if guest else [])], "visit_told", 1.4 if guest else 1.2)


@told_by("citizen")
def citizens_travel(sentence: Sentence) -> Iterator[Candidate]:
    """Citizens without another calling travel to the partner or come from it: a visit, if they are counted or dated."""
    for who, move in _moved(sentence, ("citizen",), ("go", "send"), 90):
        counted = any(0 <= who.start - n.end < 12 or 0 <= n.start - who.end < 3 for n in sentence.numbers)
        if counted or sentence.dates:
            yield make("delegation_visit", sentence, [move, who], "citizens_travel", 1.2 if counted else 0.5)


@told_by("pupil", "student", "youth")
def pupils_travel(sentence: Sentence) -> Iterator[Candidate]:
    """Pupils, students or young people travel, stay with families or are exchanged: a student exchange."""
    for who, move in _moved(sentence, ("pupil", "student", "youth"), (*MOVES, "family", "stay")):
        if sentence.spaced and sentence.near(move, "volunteer_work", reach=60):
            continue
        if move.name in ("exchange", "send") and any(_within(move, h) for h in sentence.of("show")):
            continue  # what they drew or wrote is sent, not they
        if not sentence.spaced and who.name == "youth" and sentence.near(who, "training", reach=_TRAINED):
            continue
        yield make("student_exchange", sentence, [who, move], "pupils_travel", 1.6)


def _within(hit: Hit, other: Hit) -> bool:
    return other.start <= hit.start and hit.end <= other.end


@told_by("pupil", "student", "youth")
def pupils_learn(sentence: Sentence) -> Iterator[Candidate]:
    """Pupils or students learn at each other's, or there: "each year students of both study in the other town"."""
    away = sentence.has("mutual", "there", "that_city") or len({s.place.country for s in sentence.spots}) > 1
    for who, verb in _moved(sentence, ("pupil", "student", "youth"), ("learn",), 60):
        if away:
            yield make("student_exchange", sentence, [who, verb], "pupils_travel", 1.4)


@told_by("pupil_exchange")
def pupils_exchanged(sentence: Sentence) -> Iterator[Candidate]:
    """A word for the exchange of pupils, students or young people: "student exchange", 학생교류, 生徒交流."""
    for hit in sentence.of("pupil_exchange"):
        yield make("student_exchange", sentence, [hit], "pupils_exchanged", 1.8)


@told_by(*_GROUPS)
def group_on_its_way(sentence: Sentence) -> Iterator[Candidate]:
    """A group with a place it goes to or comes from and no verb, in a row, list or heading: "rowing crew from Lyon"."""
    if sentence.passage.role not in ("table_row", "list_item", "heading") or sentence.has(*_WITH_ACT):
        return
    for name, kind in _GROUPS.items():
        for who in sentence.of(name):
            if any(0 <= spot.start - who.end <= 12 and not spot.masked for spot in sentence.spots):
                yield make(kind, sentence, [who], "group_on_its_way", 1.3)


@told_by("family")
def homestay(sentence: Sentence) -> Iterator[Candidate]:
    """A home stay, also where the guests are not called pupils."""
    for hit in sentence.of("family"):
        yield make("student_exchange", sentence, [hit], "homestay", 1.0)


@told_by("teach_abroad", "teacher")
def teachers_travel(sentence: Sentence) -> Iterator[Candidate]:
    """Teachers, headmasters or lecturers travel, or a word for the exchange of teachers stands there."""
    for hit in sentence.of("teach_abroad"):
        if not (groups.learners_there(sentence, hit) or groups.with_pupils(sentence, hit)):
            yield make("teacher_exchange", sentence, [hit], "teachers_travel", 1.8)
    for who, move in _moved(sentence, ("teacher",), (*MOVES, "posting", "training", "teach")):
        if not groups.with_pupils(sentence, who):
            yield make("teacher_exchange", sentence, [who, move], "teachers_travel", 1.5)


@told_by("posting", "staff")
def staff_posted(sentence: Sentence) -> Iterator[Candidate]:
    """Civil servants or experts placed with the partner: "seconded", "ditempatkan di kantor", 파견근무, 派遣."""
    for hit in sentence.of("posting"):
        who = sentence.near(hit, "staff", "official", "expert", "trainee", reach=80)
        if who is None and sentence.near(hit, *groups.NO_OFFICIALS, reach=80 if sentence.spaced else 20):
            continue
        if who is not None and who.name == "trainee" and sentence.near(hit, "staff", "official", reach=80) is None:
            yield make("training", sentence, [hit, who], "training", 1.6)
        elif who is not None or (
            hit.end - hit.start > (10 if sentence.spaced else 4) and sentence.near(hit, "goods", reach=60) is None
        ):
            yield make("staff_exchange", sentence, [hit, *([who] if who else [])], "staff_posted", 1.8 if who else 1.3)
    for who, move in _moved(sentence, ("staff",), ("send", "exchange", "receive"), 60):
        yield make("staff_exchange", sentence, [who, move], "staff_sent", 1.0)


@told_by("expert")
def experts_help(sentence: Sentence) -> Iterator[Candidate]:
    """Experts go or are sent to help, teach or mend: technical assistance."""
    for who, move in _moved(sentence, ("expert",), ("go", "send", "receive", "teach", "help")):
        if sentence.spaced and groups.learners(sentence, who, move):
            continue
        yield make("technical_assistance", sentence, [who, move], "experts_help", 1.1)


@told_by("artist")
def artists_travel(sentence: Sentence) -> Iterator[Candidate]:
    """Artists, choirs, orchestras or dancers travel or perform: a cultural event."""
    for who, move in _moved(sentence, ("artist",), (*MOVES, "perform", "festival")):
        if not sentence.spaced and _learns(sentence, who, move):
            continue
        if _is_taught(sentence, who) and not sentence.has("perform", "festival", "show"):
            continue
        yield make("cultural_event", sentence, [who, move], "artists_travel", 1.8)


def _learns(sentence: Sentence, who: Hit, move: Hit) -> bool:
    """Whether artists only came to learn: a verb of learning follows, and none of performing stands there."""
    learnt = sentence.near(who, "learn", reach=_TAUGHT * 2)
    return move.name in MOVES and learnt is not None and learnt.start > who.end and not sentence.has("perform", "show")


@told_by("athlete")
def athletes_travel(sentence: Sentence) -> Iterator[Candidate]:
    """Athletes or teams travel or play: a sports event."""
    for who, move in _moved(sentence, ("athlete",), (*MOVES, "match", "training")):
        yield make("sports_event", sentence, [who, move], "athletes_travel", 1.6)


@told_by("firm")
def firms_travel(sentence: Sentence) -> Iterator[Candidate]:
    """Business people travel, show or sell at the partner's: trade promotion."""
    for who, move in _moved(sentence, ("firm",), (*MOVES, "fair")):
        if _is_taught(sentence, who) and not sentence.has("fair"):
            continue
        strength = 1.5 if move.name == "fair" else 0.9
        yield make("trade_promotion", sentence, [who, move], "firms_travel", strength)


@told_by("volunteer_work", "volunteer")
def volunteers_help(sentence: Sentence) -> Iterator[Candidate]:
    """Volunteers go to the partner, work or build there: volunteer service."""
    for hit in sentence.of("volunteer_work"):
        yield make("volunteer_service", sentence, [hit], "volunteers_help", 1.4)
    for who, move in _moved(sentence, ("volunteer",), ("go", "send", "receive", "help", "teach", "build"), 60):
        yield make("volunteer_service", sentence, [move, who], "volunteers_help", 1.3)


@told_by("trainee", "staff", "official", "expert", "firm", "artist")
def learners_trained(sentence: Sentence) -> Iterator[Candidate]:
    """People of a calling learn their work, or are taught it: training. Pupils who learn are on an exchange."""
    for who, verb in _moved(sentence, ("trainee", "staff", "official", "expert", "firm", "artist"), ("learn",), 90):
        yield make("training", sentence, [verb, who], "training", 1.6)
    if not sentence.spaced:
        for who, move in _moved(sentence, ("staff", "expert"), ("receive",), 30):
            taught = next((h for h in sentence.of("teach") if 0 <= h.start - move.end <= _TAUGHT), None)
            if taught and move.start > who.end and not sentence.has("learn") and not _acts(sentence, who):
                yield make("training", sentence, [taught, who], "training", 1.8)
    for who, move in _moved(sentence, ("trainee",), ("send", "receive"), 60) if sentence.spaced else ():
        if not any(h.start < who.end and who.start < h.end for h in sentence.of(*_IN_POST)):
            yield make("training", sentence, [move, who], "training", 1.4)
    for who, verb in _moved(sentence, ("trainee",), ("teach",), 60):
        if sentence.spaced or not _teaches(sentence, who, verb):
            yield make("training", sentence, [verb, who], "training", 1.8)


def _acts(sentence: Sentence, who: Hit) -> bool:
    """Whether people, with their number, are told as who acts ("技師2人が"): a word for so stands right behind them."""
    at = next((n.end for n in sentence.numbers if 0 <= n.start - who.end <= 2), who.end)
    counter = next((c for c in sentence.language.numbers.counters if sentence.text.startswith(c, at)), "")
    acts = [w for w in sentence.language.origin if w not in sentence.language.genitive]
    return any(sentence.text.startswith(w, at + len(counter) * (at > who.end)) for w in acts)


def _teaches(sentence: Sentence, who: Hit, verb: Hit) -> bool:
    """Whether people are those who teach, not those who are taught: told as who acts, and not received."""
    if verb.start < who.end or any(who.end <= h.start <= verb.end for h in sentence.of("receive", "learn")):
        return False
    expert = any(h.start < who.end and who.start < h.end for h in sentence.of("expert"))
    return expert or _acts(sentence, who)


@told_by("tour_group")
def guides_travel(sentence: Sentence) -> Iterator[Candidate]:
    """Agents, travel writers or film crews are shown round: tourism promotion."""
    for who, move in _moved(sentence, ("tour_group",), ("go", "receive", "send")):
        yield make("tourism_promotion", sentence, [who, move], "tourism", 1.7)


RULES = (
    officials_travel, staff_travel, visit_told, citizens_travel, pupils_travel, pupils_learn, pupils_exchanged,
    group_on_its_way, group_abroad, *counted.RULES, homestay,
    teachers_travel, staff_posted, experts_help, artists_travel, athletes_travel, firms_travel, volunteers_help,
    learners_trained, guides_travel,
)  # fmt: skip
