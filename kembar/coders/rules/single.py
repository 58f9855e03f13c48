"""One person who takes part alone: a calling with an article or an owner, a title with a name, he or she."""

from __future__ import annotations

import re
from functools import lru_cache

from kembar.coders.rules import heads
from kembar.coders.rules.attach import gap
from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.sentences import Sentence
from kembar.languages.anyof import any_of
from kembar.languages.numbers import NumberWords

Span = tuple[int, int]
#: Kinds that one person alone may carry; those of them that hardly ever need several.
_POSTED = frozenset(("technical_assistance", "teacher_exchange", "staff_exchange", "language_program"))
KINDS = _POSTED | {"training"}
#: A kind that one may carry, of which one person speaks for no act.
SHOWS = "cultural_event"
_CALLINGS = ("teach_abroad", "expert", "teacher", "staff", "official", "trainee", "volunteer")
_NOUNS = ("training", "exchange", "goods", "firm", "delegation", "perform", "show", "festival")
_REACH, _WORDS = 90, 5
_WORD = re.compile(r"\s([^\s,.;:()\[\]\"|/]+)")


def find(candidate: Candidate) -> Span | None:
    """Return where a sentence tells of one person near an act."""
    sentence = candidate.sentence
    if not sentence.language.articles:
        return None
    near = [span for span in (*_called(candidate), *_titled(sentence)) if gap(candidate, *span) < _REACH]
    if near:
        return min(near, key=lambda span: gap(candidate, *span))
    if candidate.kind == "staff_exchange":
        return next((m.span() for m in _pattern(sentence.language.numbers.lone).finditer(sentence.text)), None)
    return None


@lru_cache(64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(words) or '(?!)'})(?!\w)")


@lru_cache(64)
def _named(titles: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?i:{any_of(titles) or '(?!)'})\s[A-Z][^\W\d]+")


@lru_cache(64)
def _owned(articles: tuple[str, ...], owners: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of((*articles, *owners))}|[^\W\d]+'s)(?=\s)")


def _called(candidate: Candidate) -> list[Span]:
    """The callings of one person, with an article before them, or an owner where people are lent."""
    sentence, words = candidate.sentence, candidate.sentence.language.numbers
    owners = words.owners if candidate.kind in _POSTED else ()
    out = []
    for match in _owned(sentence.language.articles, owners).finditer(sentence.text):
        if not owners and match[0] not in sentence.language.articles:
            continue
        at, left = match.end(), _WORDS
        while left and (word := _WORD.match(sentence.text, at)):
            if word[1] in sentence.language.noun_ends or word[1] in words.after_group:
                break
            at, left = word.end(), left - 1
            if _is_one(sentence, word.start(1), word.end(1), words) and not _goes_on(sentence, at):
                out.append(word.span(1))
                break
    return out


def _is_one(sentence: Sentence, start: int, end: int, words: NumberWords) -> bool:
    """Whether a word names one person by a calling."""
    word = sentence.text[start:end]
    if words.plurals and word.endswith(words.plurals):
        return False
    if heads.named_in(sentence, start, end, _CALLINGS):
        return True
    return (
        any(words.is_people(form) for form in (word + words.plurals[0], word[:-2] + "en")) if words.plurals else False
    )


def _goes_on(sentence: Sentence, at: int) -> bool:
    """Whether the noun goes on behind a calling, which then only says of what kind it is ("a teacher exchange")."""
    return any(h.start == at + 1 and h.name in _NOUNS for h in sentence.hits)


def _titled(sentence: Sentence) -> list[Span]:
    """The persons that are named with a title, where there is one alone."""
    found = [m.span() for m in _named(sentence.language.numbers.titles).finditer(sentence.raw)]
    return found if len(found) == 1 else []
