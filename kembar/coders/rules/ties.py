"""Rules for ties that are told without a paper being signed: kept since a year, begun, cut, or only explored."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kembar.coders.rules.candidate import Candidate, told_by
from kembar.coders.rules.papers import PAPERS
from kembar.coders.rules.sentences import Sentence
from kembar.languages.lexicon import Hit

_TIES = ("memorandum", "intent", "friendship", "sister", "bond")
_CLAUSE_REACH = 170
_DATE_REACH = 25
_KEEP_REACH = 70
_CUT_REACH = 40
#: How strong a tie of sister cities is that two named places look into: the words around it speak of no act yet.
_PROPOSED = 5.0
#: What opens a line, what parts a label from its date (the rest of the label before it), and how much may follow.
_LINE, _LABEL, _AFTER = re.compile(r"(?:^|\n)[\s・]*$"), re.compile(r"[^\W\d]{0,4}\s?[:：]\s*"), 8


def _told(sentence: Sentence, noun: Hit, verb: Hit, strength: float, *rules: str) -> Candidate:
    """Make the candidate of a noun for a tie and a verb."""
    return Candidate(
        "agreement", PAPERS[noun.name], sentence, noun.start, noun.end, strength, list(rules), hits=[noun, verb]
    )


def _noun(sentence: Sentence, verb: Hit, reach: float, *, before: bool) -> Hit | None:
    """The most telling noun for a tie near a verb: one of sister cities goes before a mere relationship."""
    near = [
        h
        for h in sentence.of(*_TIES)
        if (0 <= verb.start - h.end <= reach) or (not before and 0 <= h.start - verb.end <= reach)
    ]
    return min(near, key=lambda h: (h.name == "bond", abs(verb.start - h.start))) if near else None


def _dated(sentence: Sentence, verb: Hit, reach: float, *, after: bool) -> bool:
    """Whether a year or day stands right after a verb, or near it on either side."""
    for d in sentence.dates:
        behind = 0 <= d.start - verb.end <= reach
        if d.first[0] and (behind or (not after and 0 <= verb.start - d.end <= reach)):
            return True
    return False


@told_by("keep")
def tie_kept(sentence: Sentence) -> Iterator[Candidate]:
    """A verb of having a tie, with the date since when: "a bond enjoyed since 1997", "terjalin sejak 1997".

    Not the state alone: that two cities have a tie is no act.
    """
    for verb in sentence.of("keep"):
        noun = _noun(sentence, verb, _CLAUSE_REACH, before=False)
        if noun is not None and _dated(sentence, verb, _KEEP_REACH, after=noun.name == "bond"):
            yield _told(sentence, noun, verb, 1.4 if noun.name == "bond" else 2.2, "tie_dated", "tie_kept")


@told_by("begun", "sign")
def tie_begun(sentence: Sentence) -> Iterator[Candidate]:
    """A tie whose beginning is told behind it: "the link between the two towns, which goes back to 1974"."""
    for verb in sentence.of("begun", "sign"):
        noun = _noun(sentence, verb, _CLAUSE_REACH, before=True)
        if noun is None or not _dated(sentence, verb, _DATE_REACH, after=True):
            continue
        if any(noun.end <= other.start < verb.start for other in sentence.of("sign", "go", "give")):
            continue
        yield _told(sentence, noun, verb, 1.2 if noun.name == "bond" else 2.0, "tie_dated", "tie_begun")


@told_by("begun")
def begun_with_a_paper(sentence: Sentence) -> Iterator[Candidate]:
    """A dated paper with which the tie began: "diawali Pernyataan Bersama ... tertanggal 3 Mei 2019"."""
    for verb in sentence.of("begun"):
        near = (h for h in sentence.of("memorandum", "intent", "friendship") if 0 <= h.start - verb.end <= _DATE_REACH)
        noun = next(near, None)
        if noun is not None and any(d.first[0] and 0 <= d.start - noun.end <= _KEEP_REACH for d in sentence.dates):
            yield _told(sentence, noun, verb, 1.8, "tie_dated", "tie_begun")


@told_by("expire")
def tie_cut(sentence: Sentence) -> Iterator[Candidate]:
    """A relationship that is cut, paused or suspended: "severed its links with", "memutus hubungan"; one a clause."""
    used: set[int] = set()
    for verb in sentence.of("expire"):
        noun = sentence.near(verb, "bond", "paper", "sister", reach=_CUT_REACH)
        if noun is None or noun.start in used or not (sentence.spots or sentence.taken_up):
            continue
        used.add(noun.start)
        kind = PAPERS[noun.name]
        yield Candidate(
            "agreement", kind, sentence, noun.start, noun.end, 1.2, ["tie_ended", "tie_cut"], hits=[noun, verb]
        )


@told_by("explore")
def tie_explored(sentence: Sentence) -> Iterator[Candidate]:
    """A tie that two named places look into: "explore a partnership with", "menjajaki kemitraan"."""
    if len({s.place.country for s in sentence.spots if not s.masked}) < 2:
        return
    for verb in sentence.of("explore"):
        noun = sentence.near(verb, "sister", "friendship", "bond", reach=_CUT_REACH)
        if noun is not None:
            strength = 1.0 if noun.name == "bond" else _PROPOSED
            yield _told(sentence, noun, verb, strength, "tie_proposed", "tie_explored")


@told_by("sister", "friendship", "memorandum")
def tie_labelled(sentence: Sentence) -> Iterator[Candidate]:
    """A line that is a label for a tie and its date: "Twinned: 15 June 1995", "提携：平成7年6月15日"."""
    for noun in sentence.of("sister", "friendship", "memorandum"):
        opened = _LINE.search(sentence.raw, 0, noun.start)
        label = _LABEL.match(sentence.raw, noun.end) if opened else None
        date = next((d for d in sentence.dates if label and d.start == label.end() and d.first[0]), None)
        if date is not None and len(sentence.raw) - date.end <= _AFTER:
            yield _told(sentence, noun, Hit(date.start, date.end, "date", ""), 2.4, "tie_dated", "tie_labelled")


RULES = (tie_labelled, tie_kept, tie_begun, begun_with_a_paper, tie_cut, tie_explored)
