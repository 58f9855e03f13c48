"""Whose group a group is: officials travel, or pupils, artists and others whom the word for a group stands for."""

from __future__ import annotations

import re

from kembar.coders.rules.sentences import Sentence
from kembar.languages.lexicon import Hit
from kembar.places import vocabulary

MOVES = ("go", "send", "receive", "exchange")
#: How far behind an official the verb of saying stands.
_SAID = 40
#: People whose group is no delegation of officials.
NO_OFFICIALS = ("pupil", "student", "youth", "teacher", "artist", "athlete", "volunteer", "firm", "tour_group")
#: How far behind a word for a group the people may stand that it is made of, and in how many words.
_MADE_OF, _WORDS = 40, 4
#: Up to how many words of a group an article stands, none behind a stop or a comma.
_ARTICLE, _AHEAD = 4, re.compile(r"[.,;:!?]")


def of_others(sentence: Sentence, who: Hit) -> bool:
    """Whether a group is one of other people: "rombongan pelajar", "a group of 14 pupils", pupils and "the group"."""
    if not sentence.spaced:
        return False
    if any(made_of(sentence, who, h) for h in sentence.of(*NO_OFFICIALS)):
        return True
    bare = any(h.start == who.start for h in sentence.of("bare_group")) and not sentence.has("mayor", "official")
    return bare and any(h.end <= who.start for h in sentence.of("pupil", "student", "youth"))


def taken_up(sentence: Sentence) -> list[Hit]:
    """The groups of a sentence that an article says are known: "the group", "the visiting Peruvian delegation"."""
    articles = {*vocabulary.load().words("definite", "latin")} if sentence.spaced else set()
    known = (h for h in sentence.of("delegation", "bare_group") if articles)
    return [h for h in known if articles & {*_AHEAD.split(sentence.text[: h.end])[-1].split()[-_ARTICLE:]}]


def only_speaks(sentence: Sentence, who: Hit, move: Hit) -> bool:
    """Whether an official says, thinks or asks something that a travel is only the matter of."""
    return any(who.end <= h.start <= who.end + _SAID and h.end <= move.start for h in sentence.of("say"))


def made_of(sentence: Sentence, who: Hit, others: Hit) -> bool:
    """Whether other people stand right behind a word for a group, or behind a word for "of" and a number."""
    if others.start < who.end or others.start - who.end > _MADE_OF:
        return False
    between = sentence.text[who.end : others.start]
    words = between.split()
    if not words:
        return True
    of = {*sentence.language.origin}
    counted = all(
        w in of or any(n.start >= who.end and w in sentence.text[n.start : n.end] for n in sentence.numbers)
        for w in words
    )
    opened = words[0] in of or sentence.text[: who.end].split()[-1] in of
    return counted or (
        opened
        and len(words) <= _WORDS
        and not re.search(r"[^\w\s'’-]", between)
        and not any(who.end <= h.start < others.start for h in sentence.of("mayor", "official", *MOVES))
    )


def learners_there(sentence: Sentence, hit: Hit) -> bool:
    """Whether those in a classroom are pupils who came ("20 pupils spend a fortnight in our classrooms")."""
    if not sentence.spaced or sentence.has("teacher"):
        return False
    clause = sentence.clause(hit.start)
    return any(h.end <= hit.start and sentence.clause(h.start) == clause for h in sentence.of("pupil", "student"))


def with_pupils(sentence: Sentence, who: Hit) -> bool:
    """Whether teachers are those who go with pupils: "twelve pupils and two teachers"."""
    if not sentence.spaced:
        return False
    for other in sentence.of("pupil", "student", "youth"):
        first, last = (other, who) if other.end <= who.start else (who, other)
        between = sentence.text[first.end : last.start].split()
        if 0 < len(between) <= _WORDS and any(w in sentence.language.joiners for w in between):
            return True
    return False


def learners(sentence: Sentence, who: Hit, move: Hit) -> bool:
    """Whether experts go to be trained: a word for a course stands near their journey, and none for their own help."""
    taught = sentence.near(move, "training", "learn", reach=45)
    return taught is not None and sentence.near(who, "teach", "help", reach=80) is None
