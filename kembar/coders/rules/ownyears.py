"""Partners with a year each in brackets of their own: "Lima (1982), Ghent, Belgium (1987) and Turin (Italy, 1990)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.sentences import Sentence, Spot
from kembar.languages.datefind import DateHit
from kembar.languages.flat import flat

_COUNTRY = re.compile(r"[(（]([^()（）\d]{1,40}?)[,，、]\s*([^()（）]{4,24})[)）]")
#: What stands between a partner and its bracket: a type word, its country, its region.
_GAP = re.compile(r"[^\W\d]{0,3}(?:[,，、]?\s?(?:[^\W\d]{1,3}\s)?[^\W\d][^\d;()（）]{0,30})?\s?[(（]")
_BRACKET = re.compile(r"[^()（）]{0,60}[)）]")
_FEWEST, _REGION = 2, 3


def mark(sentences: Sequence[Sentence]) -> None:
    """Find the dates behind a country in a bracket ("(Italy, 1990)"), which else looks like a book by its author.

    What one bracket of a sentence tells, the others behind its places do too, however they write a country.
    """
    for sentence in sentences:
        if not sentence.hits or not sentence.nations or not sentence.spots:
            continue
        found = list(_COUNTRY.finditer(sentence.raw))
        known = {(n.start, n.end) for n in sentence.nations}
        for match in found if any(m.span(1) in known for m in found) else ():
            start, end = match.span(2)
            behind = match.span(1) in known or any(0 <= match.start() - s.end <= _REGION for s in sentence.spots)
            if behind and not any(d.start < end and start < d.end for d in sentence.dates):
                written = sentence.raw[start:end]
                dates = sentence.language.find_dates(flat(written), written)
                sentence.dates += [replace(d, start=d.start + start, end=d.end + start) for d in dates]
        sentence.dates.sort(key=lambda d: d.start)


def told(sentence: Sentence) -> list[tuple[Spot, DateHit]]:
    """The partners of a sentence that have the one date of a bracket right behind them; [] if they are but one."""
    if len(sentence.dates) < _FEWEST:
        return []
    out: list[tuple[Spot, DateHit]] = []
    for spot, following in pairwise([*_towns(sentence), None]):
        assert spot is not None
        until = following.start if following is not None else len(sentence.raw)
        gap = _GAP.match(sentence.raw, spot.end, until)
        bracket = _BRACKET.match(sentence.raw, gap.end(), until) if gap else None
        dates = [d for d in sentence.dates if bracket and bracket.start() <= d.start and d.end <= bracket.end()]
        if len(dates) == 1 and dates[0].first[0]:
            out.append((spot, dates[0]))
    return out if len({spot.place.id for spot, _ in out}) >= _FEWEST else []


def _towns(sentence: Sentence) -> list[Spot]:
    """The places of a sentence without the region that stands right behind its town ("Fort Worth, Texas (1990)")."""
    out: list[Spot] = []
    for spot in sentence.spots:
        last = out[-1] if out else None
        region = last is not None and spot.place.level == "admin1" and 0 <= spot.start - last.end <= _REGION
        if not spot.masked and not (region and last and last.place.country == spot.place.country):
            out.append(spot)
    return out


def sides(sentence: Sentence) -> tuple[Spot | None, list[Spot]]:
    """The one place that stands before such partners without a date, if there is one, and the partners.

    There are none where other places stand among them.
    """
    partners = [spot for spot, _ in told(sentence)]
    ids = {spot.place.id for spot in partners}
    rest = {s.place.id: s for s in reversed(_towns(sentence)) if s.place.id not in ids} if partners else {}
    first = next(iter(rest.values()), None)
    if len(rest) > 1 or (first is not None and first.start > partners[0].start):
        return None, []
    return first, [s for s in partners if first is None or s.place.country != first.place.country]


def without_others(made: list[Candidate]) -> list[Candidate]:
    """Leave out a tie that is also told with the year of its partner: by other words it would take another's."""
    own = {(c.kind, c.pair) for c in made if "partners_dated" in c.fired}
    return [c for c in made if "partners_dated" in c.fired or (c.kind, c.pair) not in own]
