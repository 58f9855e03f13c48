"""Ties and papers that are not of the towns, where blanks part no words: of their societies, or in the name of a thing.

What two societies sign, whose heads or names alone a sentence or the title above it gives, binds no town, nor is its
jubilee the towns'; nor does a word for a tie tell one that stands in the quoted name of a meeting or a committee, right
before the years that it has lasted, or with a word for its mood.
"""

from __future__ import annotations

import re

from kembar.alphabets import HIRAGANA
from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.papers import NAMED
from kembar.coders.rules.sentences import Sentence
from kembar.coders.rules.words import RULE

#: The names of two societies stand no further apart than this, with a joining word between.
_APART = 16
_AGED = 4
#: A type word and the sign of a topic behind a town.
_TOPIC = 3
#: A quoted name, which is shorter than what somebody says and ends with no ending of a verb.
_QUOTED = re.compile(rf"[「『]([^「」『』。\n]{{2,40}}?[^{HIRAGANA}\W])[」』]")
#: What a quoted name with a word for a tie may be the name of.
_THINGS = ("meet", "a_ngo", "festival", "show", "fair", "match", "structure", "monument", "street", "training")
#: Those who act for a town.
_OF_A_TOWN = ("mayor", "official")


def without_towns(c: Candidate) -> str:
    """Say why a paper or tie is none of the two towns, or nothing."""
    if _of_societies(c.sentence) or _titled_so(c.sentence):
        return "a paper of societies"
    if c.type == "agreement" and _in_a_name(c):
        return "in the name of a thing"
    if c.type == "agreement" and c.fired == [RULE] and (_only_aged(c.sentence) or _wordless(c)):
        return "no word for a tie made"
    return ""


def _of_societies(s: Sentence) -> bool:
    """Whether societies act in a sentence and no town or who acts for one: 両協会は, "A協会とB協会", "団体の会長が"."""
    if s.has(*_OF_A_TOWN, "both") or _about_a_town(s):
        return False
    return s.has("both_societies") or _two_joined(s)


def _about_a_town(s: Sentence) -> bool:
    """Whether the sign of a topic stands right behind a town: "..., A市は"."""
    behind = (s.text[spot.end : spot.end + _TOPIC].lstrip(s.language.type_signs) for spot in s.spots if not spot.masked)
    return any(text.startswith(s.language.topics) for text in behind)


def _titled_so(s: Sentence) -> bool:
    """Whether the title above a sentence is of societies, and the sentence names no two towns and nobody of one."""
    top = s
    while top.previous is not None:
        top = top.previous
    named = {spot.place.country for spot in s.spots if not spot.masked}
    if top is s or len(named) > 1 or s.has(*_OF_A_TOWN, "both") or top.passage.role not in ("title", "heading"):
        return False
    return _of_societies(top)


def _two_joined(s: Sentence) -> bool:
    """Whether the names of two societies are joined by a word alone, as those of two sides."""
    named = [h for h in s.of("a_ngo") if s.text[h.end : h.end + 1]]
    for first in named:
        word = next((w for w in s.language.joiners if len(w) == 1 and s.text.startswith(w, first.end)), None)
        if word and any(first.end < h.start <= first.end + _APART for h in named):
            return True
    return False


def _only_aged(s: Sentence) -> bool:
    """Whether the years that a tie has lasted stand right behind it, with no year before: 協定から10周年."""
    ages, ties = s.of("anniversary"), s.of("sister", "friendship", "tied", "memorandum")
    last = max((h.end for h in ties), default=0)
    dated = any(d.first[0] and d.end <= last for d in s.dates)
    return not dated and any(0 <= age.start - last <= _AGED for age in ages)


def _wordless(c: Candidate) -> bool:
    """Whether all that a sentence has of a tie stands in a word that tells none: 提携の気運, 友好市民委員会."""
    inside = any(h.start <= c.start < h.end for h in c.sentence.of("plain"))
    return inside and not c.sentence.has(*NAMED, "tied", "sign", "keep", "become")


def _in_a_name(c: Candidate) -> bool:
    """Whether the word for a tie stands in a quoted name that is one of a meeting, a committee or a house."""
    s = c.sentence
    for quoted in _QUOTED.finditer(s.raw):
        start, end = quoted.span(1)
        if start <= c.start and c.end <= end:
            return any(h.end == end for h in s.of(*_THINGS)) and not any(h.end == end for h in s.of(*NAMED, "tied"))
    return False
