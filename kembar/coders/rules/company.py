"""Whether somebody who leads a group is one more than its number tells: "the mayor and ten others" are eleven."""

from __future__ import annotations

import re
from functools import lru_cache

from kembar.coders.rules import heads
from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.sentences import Sentence
from kembar.languages.anyof import any_of
from kembar.languages.flat import ends_with
from kembar.languages.numbers import Number

_LED, _BESIDE, _TAKEN = 110, 46, 16
#: Kinds whose guests come with the one who leads them.
_LED_KINDS = frozenset(("delegation_visit", "trade_promotion", "tourism_promotion"))


@lru_cache(64)
def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(words) or '(?!)'})(?!\w)")


@lru_cache(64)
def _loose(articles: tuple[str, ...], about: tuple[str, ...]) -> re.Pattern[str]:
    """An expression for an article, or a word that makes a number a rough one, at the end of what stands before it."""
    return re.compile(rf"\s(?:(?:{any_of(articles) or '(?!)'})(?:\s[^\s,]+)?|{any_of(about) or '(?!)'})$")


def led(candidate: Candidate, first: Number, last: Number) -> bool:
    """Whether a leader comes on top of a number of people; the words stand before the first and behind the last."""
    sentence = candidate.sentence
    if candidate.kind not in _LED_KINDS:
        return False
    return _spaced(sentence, first) if sentence.spaced else _unspaced(sentence, first, last)


def _spaced(sentence: Sentence, number: Number) -> bool:
    words = sentence.language.numbers
    text, grouped = sentence.text, heads.group(sentence, number.start)
    suite = bool(grouped) and text.startswith(words.suites, grouped)
    about = (*words.about, *words.at_least)
    loose = _loose((*sentence.language.articles, *words.owners), about)
    whole = loose.sub("", text[: number.start].rstrip())
    before = whole if ends_with(whole, words.plus) else loose.sub("", text[: grouped or number.start].rstrip())
    if ends_with(before, words.takers):
        whole_group = text[number.end : number.end + 1] == "-"  # "led a 15-member delegation": its leader is of it
        return not grouped and not whole_group and _leader(sentence, len(before), _LED)
    if not ends_with(before, words.plus) or (grouped and not suite and before is not whole):
        return False
    link = next(w for w in sorted(words.plus, key=len, reverse=True) if before.endswith(f" {w}"))
    beside = link in sentence.language.joiners and link not in sentence.language.allies
    return _leader(sentence, len(before) - len(link), _BESIDE if beside else _LED)


def _leader(sentence: Sentence, at: int, reach: int) -> bool:
    """Whether one person who leads is named before a place in a sentence."""
    words, text = sentence.language.numbers, sentence.text
    for hit in sentence.of("mayor", "official"):
        one = not words.plurals or not text[hit.start : hit.end].endswith(words.plurals)
        if hit.start < at < hit.end + reach and one and not re.search(r"[.;]\s", text[hit.end : at]):
            return True
    near = text[max(0, at - reach) : at]
    cut = max((m.end() for m in re.finditer(r"[.;]\s", near)), default=0)
    if _any(words.leads).search(near, cut):
        return True
    return heads.named_in(sentence, max(0, at - reach) + cut, at, ("mayor",))


def _unspaced(sentence: Sentence, first: Number, last: Number) -> bool:
    words, text = sentence.language.numbers, sentence.text
    before = text[max(0, first.start - 14) : first.start].rstrip()
    rest = text[last.end : last.end + _TAKEN]
    taken = any(
        0 <= rest.find(w) < _TAKEN - len(w) and not re.search(r"[、。,]", rest[: rest.find(w)]) for w in words.takers
    )
    if taken:
        return True
    link = next((w for w in sorted(words.plus, key=len, reverse=True) if before.endswith(w)), "")
    if not link:
        return False
    head = before[: -len(link)].rstrip()
    return head.endswith(words.leads or ("\0",)) or any(
        0 <= first.start - len(link) - h.end <= 2 for h in sentence.of("mayor")
    )
