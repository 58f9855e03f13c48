"""Which of the names that the rules leave open are places that a text is about: weighed.

``acceptance`` says which names are places for sure. Of the others, all uses of one name in a text are looked at
together: how it is written and where it stands, how large and how well known the place is, what else the text tells of
its country, whether it is known to be twinned at all. These marks are added up by the weights of ``weighed.yaml``
(``scripts/fit_names.py`` fits them), and what is likely enough is accepted too.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kembar import yamlfile
from kembar.places import acceptance, register, scoring
from kembar.places.context import Context
from kembar.places.database import Unit
from kembar.places.mention import FITS, Find

WEIGHTS, BIAS, REASON = Path(__file__).with_name("weighed.yaml"), "bias", "likely by all signs"
#: How likely a name must be a place that the text is about.
LIKELY = 0.3
#: A text below so many letters (a cell, a line) tells too little to weigh a name.
LEAST_TEXT = 100
#: Signs of a single use, and those that are counted as shares of all uses.
_SIGNS = ("led", "bound", "acts", "joined", "heads", "body", "paper")
_SHARES = ("glued", "tail", "initial", "lonely", "masked")
#: From so many on all count the same: uses, uses inside sentences, countries, letters, lead over the next place.
_OFTEN, _INSIDE, _MANY, _LONG, _LONG_ASIAN, _FAR = 4, 3, 4, 12, 5, 3.0
#: How far behind a name, in letters and in names, its country or region may be told of in the same sentence ("Foo, the
#: mining town in Norway"), and how many meanings of that name are looked at.
_SOON, _OTHERS, _MEANINGS = 60, 2, 2
_ENDS = re.compile(r"[.!?。！？]\s|[.!?。！？]$|\n|[;；]")


@dataclass(frozen=True)
class Open:
    """All uses of a name that the rules leave open, the place that it would be, and what speaks for that."""

    finds: Sequence[Find]
    marks: Mapping[str, float]

    @property
    def unit(self) -> Unit:
        """The place."""
        return self.finds[0].best


@cache
def weights() -> Mapping[str, float]:
    """Return the shipped weights by mark (without the file nothing more is accepted)."""
    return yamlfile.numbers(WEIGHTS)


def accept(text: str, finds: Sequence[Find], known: Context) -> None:
    """Give the open names of a text that are likely places a reason."""
    table = weights()
    named = open_names(text, finds, known) if table else ()
    for name in (name for name in named if not acceptance.is_untold_reading(name.finds[0], known)):
        told = table[BIAS] + math.fsum(table[mark] * value for mark, value in name.marks.items() if mark in table)
        if told >= math.log(LIKELY / (1 - LIKELY)):
            for find in name.finds:
                find.reason = "" if find.glued else REASON


def open_names(text: str, finds: Sequence[Find], known: Context) -> Iterator[Open]:
    """Yield the names of which no use is accepted, with their marks; a text of a line or a cell has none."""
    if len(text) < LEAST_TEXT:
        return
    groups: dict[tuple[str, int], list[Find]] = defaultdict(list)
    for find in finds:
        if find.best.level != "country":
            groups[find.key, find.best.n].append(find)
    standing = {find.best.id for find in finds if find.reason}
    soon = _told_soon(text, finds)
    for uses in groups.values():
        if not any(find.reason for find in uses):
            yield Open(uses, _marks(uses, known, standing, any(find.start in soon for find in uses)))


def _told_soon(text: str, finds: Sequence[Find]) -> set[int]:
    """Where names stand behind which their own country or region is told of before the sentence ends."""
    found: set[int] = set()
    for i, find in enumerate(finds):
        unit = find.best
        for other in finds[i + 1 : i + 1 + _OTHERS]:
            if other.start - find.end > _SOON or _ENDS.search(text, find.end, other.start):
                break
            meant = [c.unit for c in other.candidates[:_MEANINGS]]
            if any(u.country == unit.country and u.n != unit.n and _holds(u, unit) for u in meant):
                found.add(find.start)
    return found


def _holds(region: Unit, unit: Unit) -> bool:
    """Whether a country or first-level unit, or a county of the same one, may be where a unit lies."""
    return region.level == "country" or (region.level in ("admin1", "admin2") and region.a1 == unit.a1)


def _marks(uses: Sequence[Find], known: Context, standing: set[str], soon: bool) -> dict[str, float]:
    common = acceptance.is_common(uses[0], known)
    told = [*_of_name(uses[0], known, common), *_of_place(uses[0], known, standing, common)]
    told += (["its region soon", "its region soon, common"] if common else ["its region soon"]) if soon else []
    told += _of_uses(uses, known, common)
    marks = dict.fromkeys(told, 1.0)
    marks |= {name: sum(getattr(find, name) for find in uses) / len(uses) for name in _SHARES}
    unit, script = uses[0].best, uses[0].script
    marks["share of votes"] = known.share(unit.country)
    marks["margin"] = min(uses[0].margin, _FAR)
    marks["size"] = marks[f"size, {script}"] = math.log10(unit.prior + 10)
    return {mark: value for mark, value in marks.items() if value}


def _of_name(find: Find, known: Context, common: bool) -> Iterator[str]:
    """The marks of how a name is written and what else it may mean."""
    size = min(len(find.key), _LONG if find.script == "latin" else _LONG_ASIAN)
    yield f"script {find.script}"
    yield f"spelling {find.kind}"
    yield f"length {size}, {find.script}"
    if find.script == "kana":
        yield f"dictionary {find.kinds or 'none'}"
    said = {
        "several words": " " in find.surface,
        "common": common,
        "in small letters": find.surface.lower() in known.lower,
        "of a family": acceptance.is_family(find),
        "short": acceptance.is_short(find),
        "has a rival": not acceptance.has_no_rival(find, known),
        "usual name": find.surface in (find.best.name, find.best.local),
        "variant": find.kind == 1 and scoring.is_variant(find, find.best),
    }
    yield from (mark for mark, holds in said.items() if holds)
    yield f"of countries {min(_MANY, len({c.unit.country for c in find.candidates}))}"


def _of_place(find: Find, known: Context, standing: set[str], common: bool) -> Iterator[str]:
    """The marks of the place: what is known of it, and what the text tells of its country and of its twins."""
    unit, twins = find.best, register.twins_of(find.best.id)
    votes = known.votes[unit.country]
    said = {
        "has twins": bool(twins),
        "has twins, common": bool(twins) and common,
        "a twin told of": known.twins(find, unit) > 0,
        "a twin stands": not twins.isdisjoint(standing),
        "stands under another name": unit.id in standing,
        "governs itself": acceptance.is_government(find, known),
        "of a home country": unit.country in known.home,
        "country untold": votes <= 0,
        "country spoken against": votes <= 0 and unit.country in known.votes,
        "country told": votes >= 2,
        "region told": bool(known.regions.get((unit.country, unit.a1 or ""), frozenset()) - {find.key}),
    }
    yield f"level {unit.level}"
    yield from (mark for mark, holds in said.items() if holds)


def _of_uses(uses: Sequence[Find], known: Context, common: bool) -> Iterator[str]:
    """The marks of where and how often a name stands."""
    unit, script = uses[0].best, uses[0].script
    for sign in _SIGNS:
        times = sum(bool(getattr(find, sign)) for find in uses)
        if times:
            yield sign
            yield f"{sign} {'again' if times > 1 else 'once'}"
            if common:
                yield f"{sign}, common"
    inside = sum(not (find.initial or find.glued or find.tail) for find in uses)
    often = min(_OFTEN, len(uses))
    yield from (f"{often} times", f"{often} times, {script}", f"{min(inside, _INSIDE)} inside")
    if common:
        yield f"{min(inside, _INSIDE)} inside, common"
    beside = {country for find in uses for country, _, _ in find.near}
    if beside:
        yield "its country beside" if unit.country in beside else "another country beside"
    if unit.country in beside and common:
        yield "its country beside, common"
    markers = {unit.level in FITS[find.marker] for find in uses if find.marker}
    yield from ("type word fits" if fits else "type word misfits" for fits in sorted(markers))
    if script == "latin" and all(find.surface.isupper() for find in uses):
        yield "capitals alone"
