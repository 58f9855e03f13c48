"""Rules for acts that are told by what is held, given, built, taught or studied."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from kembar.coders.rules import groups
from kembar.coders.rules.attach import PEOPLE
from kembar.coders.rules.candidate import Candidate, make, told_by
from kembar.coders.rules.sentences import Sentence
from kembar.languages.lexicon import Hit

#: More years than any tie has: a number as high is one of a calendar.
_YEARS = 900
#: What stands in quotes and is short enough for a name.
_QUOTED = re.compile('[「『“"]([^「」『』“”"]{2,24})[」』”"]')
#: What stands before a sum of money.
_SIGNS = tuple("$€£¥₩￥")
#: How far from a verb of giving a sum of money stands.
_SUM = 30
#: How near a word for a study and one for "together" stand.
_TOGETHER = 40
#: How far behind a word for naming the name stands.
_NAME_REACH = 25
#: The name of the rule for what is lent, and how near a word for lending those stand who are.
LENT, _LENT = "lent_things", 45


def _each(
    sentence: Sentence,
    kind: str,
    names: tuple[str, ...],
    rule: str,
    strength: float,
    helps: tuple[str, ...] = (),
    gain: float = 0.5,
) -> Iterator[Candidate]:
    for hit in sentence.of(*names):
        other = sentence.near(hit, *helps, reach=70) if helps else None
        hits = [hit, *([other] if other else [])]
        yield make(kind, sentence, hits, rule, strength + (gain if other else 0))


@told_by("scholarship")
def scholarship(sentence: Sentence) -> Iterator[Candidate]:
    """A scholarship or free place at a university is given."""
    yield from _each(sentence, "scholarship", ("scholarship",), "scholarship", 2.0)


@told_by("language")
def language_course(sentence: Sentence) -> Iterator[Candidate]:
    """A course of language or culture, or an institute for it."""
    yield from _each(sentence, "language_program", ("language",), "language_course", 1.6)


@told_by("training")
def training(sentence: Sentence) -> Iterator[Candidate]:
    """A course, workshop or training; stronger where those who learn are named."""
    helps = (
        "trainee",
        "staff",
        "official",
        "receive",
        "send",
        "pupil",
        "youth",
        "student",
        "teacher",
        "firm",
        "expert",
    )
    yield from _each(sentence, "training", ("training",), "training", 1.0, helps, 0.6)


@told_by("joint_study", "study")
def joint_study(sentence: Sentence) -> Iterator[Candidate]:
    """A study or research project done together: a word for it, or one for a study and one for "together"."""
    yield from _each(sentence, "research_collaboration", ("joint_study",), "joint_study", 1.6)
    for hit in sentence.of("study"):
        together = sentence.near(hit, "jointly", reach=_TOGETHER)
        if together is not None and sentence.clause(together.start) - sentence.clause(hit.start) in (-1, 0, 1):
            yield make("research_collaboration", sentence, [hit, together], "joint_study", 1.4)


@told_by("a_university", "institution", "univ_link")
def schools_linked(sentence: Sentence) -> Iterator[Candidate]:
    """Universities, schools or hospitals linked as institutions, also two of them that sign something."""
    for name, ties in (
        ("a_university", ("sign", "univ_link", "tied")),
        ("institution", ("sister", "friendship", "univ_link")),
    ):
        for a, b in itertools.pairwise(sentence.of(name)):
            sign = sentence.near(b, *ties, reach=80)
            if sign is not None and 2 < b.start - a.end < 70 and not (name == "institution" and b.start - a.end > 20):
                yield make("university_partnership", sentence, [sign, a, b], "universities_sign", 2.6)
    yield from _each(sentence, "university_partnership", ("univ_link",), "schools_linked", 1.6)


@told_by("festival", "show", "perform")
def culture(sentence: Sentence) -> Iterator[Candidate]:
    """A festival, concert, exhibition or performance; one that is only looked at is part of a word of going."""
    looked = sentence.of("go")
    for made in _each(
        sentence, "cultural_event", ("festival", "show"), "culture", 1.3, ("artist", "perform", "exchange", "receive")
    ):
        if not any(h.start < made.hits[0].end and made.hits[0].start < h.end for h in looked):
            yield made
    yield from _each(sentence, "cultural_event", ("perform",), "performance", 0.9, ("artist", "festival"))


@told_by("lend")
def lent_things(sentence: Sentence) -> Iterator[Candidate]:
    """Pictures, costumes or finds that are lent, to a museum or for a feast: they are shown; who is lent is staff."""
    for hit in sentence.of("lend"):
        if sentence.near(hit, *PEOPLE, reach=_LENT):
            continue
        what = sentence.near(hit, "show", "festival", "s_culture", reach=2 * _LENT)
        if what is not None:
            yield make("cultural_event", sentence, [hit, what], LENT, 1.5)


@told_by("feast")
def feast_of_a_place(sentence: Sentence) -> Iterator[Candidate]:
    """A day, night or week that bears a place's name: "Malam Kobe di balai kota"."""
    for hit in sentence.of("feast"):
        if any(0 <= spot.start - hit.end <= 1 and not spot.masked for spot in sentence.spots):
            yield make("cultural_event", sentence, [hit], "culture", 1.5)


@told_by("match")
def sport(sentence: Sentence) -> Iterator[Candidate]:
    """A match, tournament or race."""
    yield from _each(sentence, "sports_event", ("match",), "sport", 1.1, ("athlete", "exchange", "receive", "go"))


@told_by("fair")
def trade(sentence: Sentence) -> Iterator[Candidate]:
    """A trade fair, business matching, promotion of products or a trade office."""
    yield from _each(sentence, "trade_promotion", ("fair",), "trade", 1.1, ("firm", "go", "send"))


@told_by("tourism")
def tourism(sentence: Sentence) -> Iterator[Candidate]:
    """Tourism marketing, routes and familiarisation trips."""
    yield from _each(sentence, "tourism_promotion", ("tourism",), "tourism", 1.7, ("firm", "go"))


@told_by("invest")
def investment(sentence: Sentence) -> Iterator[Candidate]:
    """A firm of one side invests at the other's."""
    yield from _each(sentence, "investment", ("invest",), "investment", 1.1, ("firm",), 0.7)


@told_by("give", "goods", "relief", "send", "hand")
def gift(sentence: Sentence) -> Iterator[Candidate]:
    """Money, goods or relief given: a verb of giving with the goods, or what is sent or comes (not with travellers)."""
    sums = [Hit(n.start, n.end, "goods", "") for n in sentence.numbers if sentence.raw[n.start - 1 : n.start] in _SIGNS]
    for hit in sentence.of("give"):
        goods = sentence.near(hit, "goods", "relief", reach=80) or _by(sentence, hit, sums)
        relief = sentence.near(hit, "disaster", reach=120)
        if goods or relief:
            hits = [hit, *([goods] if goods else []), *([relief] if relief else [])]
            yield make("donation", sentence, hits, "gift", 1.4 + (0.4 if goods and relief else 0))
        else:
            yield make("donation", sentence, [hit], "gift_bare", 0.7)
    for hit in sentence.of("goods"):
        move = sentence.near(hit, "send", reach=50)
        alone = not sentence.has(*PEOPLE, "give")
        move = move or sentence.near(hit, "receive", reach=55 if alone and sentence.spaced else 30)
        standing = sentence.has("monument", "street")
        move = move or (None if standing else sentence.near(hit, "go", reach=70 if alone else 25))
        move = move or sentence.near(hit, "hand", reach=40)
        if move and not sentence.spaced and any(hit.end <= h.start < move.end for h in sentence.of(*PEOPLE, "advice")):
            continue
        if move and not (move.name == "go" and sentence.near(move, *PEOPLE, reach=40)):
            yield make("donation", sentence, [hit, move], "goods_sent", 1.4)
    for hit in sums:
        move = sentence.near(hit, "send", "hand", reach=40)
        if move:
            yield make("donation", sentence, [hit, move], "goods_sent", 1.4)
    for hit in sentence.of("relief"):
        move = sentence.near(hit, "send", "give", "receive", reach=60)
        if move:
            yield make("donation", sentence, [hit, move], "relief_sent", 1.6)


def _by(sentence: Sentence, hit: Hit, others: list[Hit]) -> Hit | None:
    """The one of some words that stands near a hit."""
    return next((o for o in others if 0 <= o.start - hit.end <= _SUM or 0 <= hit.start - o.end <= _SUM), None)


@told_by("street", "monument", "token")
def place_named(sentence: Sentence) -> Iterator[Candidate]:
    """A street, park, garden or monument named or built for the tie."""
    for hit in sentence.of("street", "monument"):
        verb = sentence.near(hit, "name", "build", "give", reach=70)
        if verb is not None and not _only_built(sentence, hit, verb):
            strength = 1.5 if hit.name == "monument" or verb.name == "name" else 0.8
            yield make("named_place", sentence, [hit, verb], "place_named", strength)
        elif hit.name == "monument" and not _only_seen(sentence, hit):
            yield make("named_place", sentence, [hit], "monument_stands", 0.8)
    for hit in sentence.of("token"):
        what = sentence.near(hit, "monument", "street", "structure", "goods", "name", reach=90)
        if what is not None and not (what.name == "goods" and sentence.near(what, "give", reach=30)):
            yield make("named_place", sentence, [what, hit], "token_of_the_tie", 2.0)


def _only_seen(sentence: Sentence, hit: Hit) -> bool:
    """Whether guests taken up from before only went to a monument: "the group visited the Lima Garden"."""
    guests = groups.taken_up(sentence)
    return any(g.start < v.start < hit.start for g in guests for v in sentence.of("go"))


def _only_built(sentence: Sentence, hit: Hit, verb: Hit) -> bool:
    """Whether what is useful was opened or set up, under no name: "a school hall in Lima was put up"."""
    built = any(h.start == verb.start for h in sentence.of("build"))
    useful = any(h.start <= hit.start and hit.end <= h.end for h in sentence.of("structure"))
    useful = useful or any(0 <= hit.start - h.end <= 1 for h in sentence.of("structure"))
    named = any(hit.start <= s.start <= hit.end + 2 for s in sentence.spots) or bool(_QUOTED.search(sentence.raw))
    return hit.name == "street" and built and useful and not named


@told_by("named_after")
def named_after(sentence: Sentence) -> Iterator[Candidate]:
    """Anything that gets the name of a place or partner: "was named after Lima", "bears the name of its twin"."""
    for hit in sentence.of("named_after"):
        of = sentence.near(hit, "partner_word", "sister", reach=_NAME_REACH)
        place = any(0 <= spot.start - hit.end <= _NAME_REACH for spot in sentence.spots)
        if place or (of is not None and of.start >= hit.end):
            yield make("named_place", sentence, [hit, *([of] if of and not place else [])], "place_named", 1.8)


@told_by("street", "monument")
def name_in_quotes(sentence: Sentence) -> Iterator[Candidate]:
    """A street, park or monument whose name, in quotes, holds that of a place: 「長崎通り」 in the partner's city."""
    for quoted in _QUOTED.finditer(sentence.raw):
        start, end = quoted.span(1)
        kind = next(
            (h for h in sentence.of("street", "monument") if start < h.end <= end + 2 and h.start >= start), None
        )
        if kind is not None and any(start <= s.start and s.end <= end for s in sentence.spots):
            yield make("named_place", sentence, [kind], "place_named", 1.8)


@told_by("anniversary", "years")
def anniversary(sentence: Sentence) -> Iterator[Candidate]:
    """An anniversary of the tie that is marked: with a verb of celebrating or a number of years."""
    for hit in sentence.of("anniversary"):
        mark = sentence.near(hit, "mark", reach=60)
        sealed = sentence.of("sign", "become", "tied")
        if mark is None and any(hit.start <= h.start and h.end < hit.end for h in sealed):
            continue  # only how many years ago a tie was sealed
        yield make("anniversary", sentence, [hit, *([mark] if mark else [])], "anniversary", 1.2 + (0.7 if mark else 0))
    for hit in sentence.of("years"):
        number = next(
            (n for n in sentence.numbers if 0 <= hit.start - n.end <= 2 and n.value % 5 == 0 and 5 <= n.value < _YEARS),
            None,
        )
        mark = sentence.near(hit, "mark", reach=50)
        tie = sentence.near(hit, "sister", "friendship", "bond", "both", reach=50)
        if number is not None and mark and tie:
            yield make("anniversary", sentence, [hit, mark, tie], "years_marked", 1.7)


@told_by("build")
def built(sentence: Sentence) -> Iterator[Candidate]:
    """Something useful built or renovated with the partner."""
    for hit in sentence.of("build"):
        what = sentence.near(hit, "structure", reach=60)
        if what is not None and not (sentence.spaced and _other_work(sentence, hit, what)):
            yield make("infrastructure_project", sentence, [hit, what], "built", 1.0)


def _other_work(sentence: Sentence, hit: Hit, what: Hit) -> bool:
    """Whether volunteers do the work, or what is paid for is a course or show in the building."""
    if sentence.near(hit, "volunteer_work", "volunteer", reach=80):
        return True
    first, last = min(hit.end, what.end), max(hit.start, what.start)
    return any(
        first <= h.start and h.end <= last for h in sentence.of("training", "language", "festival", "scholarship")
    )


@told_by("info")
def information(sentence: Sentence) -> Iterator[Candidate]:
    """Information, data, documents or know-how exchanged."""
    yield from _each(sentence, "information_exchange", ("info",), "information", 1.6)


@told_by("advice")
def advice(sentence: Sentence) -> Iterator[Candidate]:
    """Technology, a pilot project or expert advice given."""
    yield from _each(sentence, "technical_assistance", ("advice",), "advice", 1.2, ("expert", "send", "receive"))


@told_by("meet")
def talks(sentence: Sentence) -> Iterator[Candidate]:
    """Talks, a forum or conference; a visit in the same sentence takes its place."""
    yield from _each(sentence, "meeting", ("meet",), "talks", 0.9, ("both", "mayor", "official"), 0.4)


RULES = (
    scholarship, language_course, training, joint_study, schools_linked, culture, lent_things, feast_of_a_place, sport,
    trade, tourism, investment, gift, place_named, named_after, name_in_quotes, anniversary, built, information, advice,
    talks,
)  # fmt: skip
