"""Places that a text names in passing: by which another lies, after which a saint or a river is called.

"Foo lies near Lima", "a town north of Ghent", "an hour by train from Turin": none of these is a party. Nor is a town's
name with an article and nothing that it could belong to, which is a river's, a range's or a byname ("left the Harz
after ten days", "the Manchester of Finland"), or one of a saint who owns a day or a church.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise

from kembar.coders.rules.sentences import Sentence, Spot
from kembar.languages.flat import ends_with
from kembar.languages.language import Language
from kembar.places import vocabulary

_LONGEST = 60
#: How far behind a name its own region may stand: "the Lima of Ohio".
_OF = 8
_REGIONS = ("admin1", "admin2")
#: The word behind a name, and what ends a clause there; a capital behind a comma goes on a list.
_NEXT = re.compile(r"(?:\s+([a-z]+)\b|\s*$|[.;:!?)”\"](?:\s|$)|[,](?!\s[A-Z]))")
_SAINT, _OWNED = re.compile(r"(?:St\.?|Saint)\s[A-Z]"), re.compile(r"['’]s\s[A-Za-z]")


@cache
def _beside() -> re.Pattern[str]:
    """What stands before a place that only says where another lies: "near", "north of", "an hour from"."""
    words = vocabulary.load().words("only_beside", "latin")
    count = r"(?:\d[\d.,]*|[a-z]+)(?:-[a-z]+)?(?:['’]s?)?"
    measure = vocabulary.alternatives(vocabulary.load().words("far_from", "latin"))
    far = rf"{count}\s(?:[a-z]+\s)?{measure}(?:['’]s?)?(?:\s[a-z]+){{0,3}}\sfrom"
    return re.compile(rf"(?<!\w)(?:{vocabulary.alternatives(words)}|{far})\s(?:the\s)?$", re.IGNORECASE)


@cache
def _article() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """An article right before a name, and one with a word for what goes along a river."""
    words = vocabulary.load()
    article = vocabulary.alternatives(words.words("definite", "latin"))
    along = vocabulary.alternatives(words.words("along", "latin"))
    return re.compile(rf"(?<!\w){article}\s$", re.IGNORECASE), re.compile(
        rf"(?<!\w){along}\s{article}\s$", re.IGNORECASE
    )


@cache
def _paper() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What follows a region in the name of a newspaper, and any name that is one: "The Hills, town magazine of"."""
    papers = vocabulary.load().words("periodicals", "latin")
    titles = vocabulary.alternatives(form for w in papers for form in (w.title(), w.upper()))
    named = re.compile(rf"(?:\s[A-Z]\w+){{0,2}}\s{titles}(?!\w)")
    return named, re.compile(rf",\s(?:\w+\s){{0,3}}{vocabulary.alternatives(papers)}\s(\w+)\s")


@lru_cache(20)
def _small(language: Language) -> frozenset[str]:
    """The small words of a language: none of them is what a name before it could belong to."""
    lists = (language.origin, language.static, language.toward, language.allies, language.breaks)
    words = {w for words in (*lists, language.function_words) for w in words if " " not in w}
    acts = vocabulary.load().words("acts_after", "latin")
    return frozenset((words | {*acts}) - {*language.joiners, *language.towns, *language.type_words})


def in_passing(sentence: Sentence, spot: Spot) -> bool:
    """Whether a place is named only to say where another lies, or is no place but a river, a range or a saint."""
    if not sentence.spaced:
        return False
    before = sentence.raw[max(0, spot.start - _LONGEST) : spot.start]
    if _between(sentence, spot) or _is_paper(sentence, spot):
        return True
    return bool(_beside().search(before) or _called_after(sentence, spot) or _with_article(sentence, spot, before))


def _between(sentence: Sentence, spot: Spot) -> bool:
    """Whether a place is one of two of a country between which something lies: "a town between Lima and Ica"."""
    for a, b in pairwise(sentence.spots):
        if spot in (a, b) and a.place.country == b.place.country:
            amid = vocabulary.load().words("amid", "latin")
            gap = sentence.text[a.end : b.start].strip()
            if ends_with(" " + sentence.text[: a.start].rstrip(), amid) and gap in sentence.language.joiners:
                return True
    return False


def _is_paper(sentence: Sentence, spot: Spot) -> bool:
    """Whether a name is that of a newspaper, or of the region that one is called after."""
    named, told = _paper()
    of = told.match(sentence.raw, spot.end)
    region = spot.place.level in _REGIONS and bool(named.match(sentence.raw, spot.end))
    return region or (of is not None and of[1] in sentence.language.origin)


def _called_after(sentence: Sentence, spot: Spot) -> bool:
    """Whether a saint's name without its own "s" owns something: "St Andrew's weekend", "St. Michael's Hospital"."""
    saint = _SAINT.match(sentence.raw, spot.start, spot.end)
    return bool(saint and _OWNED.match(sentence.raw, spot.end))


def _with_article(sentence: Sentence, spot: Spot, before: str) -> bool:
    """Whether an article stands before a name and nothing behind it that it goes with."""
    article, along = _article()
    if not article.search(before):
        return False
    match = _NEXT.match(sentence.raw, spot.end)
    alone = match is not None and (match[1] is None or match[1] in _small(sentence.language) or _timed(sentence, match))
    told_apart = any(p.place.country == spot.place.country and 0 < p.start - spot.end <= _OF
                     for p in (*sentence.spots, *sentence.nations))  # fmt: skip
    if not alone or told_apart or " of " in sentence.raw[spot.start : spot.end].lower():
        return False
    region = spot.place.level in _REGIONS or "." in spot.place.id
    return not region or (" " not in spot.place.name and bool(along.search(before)))


def _timed(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether the word behind a name begins a date or a rhythm: "came to the Windy City every May"."""
    dates = (d.start for d in sentence.dates)
    return match.start(1) in {*dates, *(h.start for h in sentence.of("annual", "biennial", "monthly", "irregular"))}
