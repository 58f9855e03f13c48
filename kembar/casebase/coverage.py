"""What "none found" rests on: which sources a cell looks at, and who read them."""

from __future__ import annotations

from collections.abc import Mapping

from kembar.casebase.context import Context
from kembar.casebase.counting import Tally, current_text
from kembar.casebase.facts import SourceFact
from kembar.casebase.records import Coverage, Sign
from kembar.types import Pair, Reading


def cover(pair: Pair, sector: str | None, year: int | None, tallies: Mapping[str, Tally], context: Context) -> Coverage:
    """Say for a pair (and a sector, and a year) which sources count, and which of them a person or rules read.

    A cell looks at sources that mention the pair and at those nothing has read, which may; with a year only at those
    that hold it (``covers``, else a date in the text) or may.
    """
    person: list[str] = []
    rules: list[str] = []
    unread: list[str] = []
    for name in sorted(context.facts.sources):
        fact = context.facts.sources[name]
        if name in context.decisions.withdrawn:
            continue
        tally = tallies.get(name)
        text = current_text(fact, context.decisions.withdrawn)
        complete = context.decisions.complete.get(name, frozenset())
        by_person = bool(text) and ("" in complete or text in complete)
        machines = [r for r in tally.machines if r.method != "rules" or fact.has_rules] if tally else []
        looked = bool(machines)
        if not _may_mention(pair, fact, tally, looked) or not _may_hold(year, fact, looked or by_person):
            continue
        if by_person:
            person.append(name)
        elif any(_whole(reading, pair, sector, context) for reading in machines):
            rules.append(name)
        else:
            unread.append(name)
    read = {context.witness.get(name, name) for name in (*person, *rules)}
    every = read | {context.witness.get(name, name) for name in unread}
    of = tuple(sorted((*person, *rules, *unread)))
    sign: Sign = "·" if person else "∘" if rules else "▨"
    return Coverage(tuple(person), tuple(rules), tuple(unread), of, len(read), len(every), sign)


def _may_mention(pair: Pair, fact: SourceFact, tally: Tally | None, looked: bool) -> bool:
    """Whether a source mentions a pair; where nothing looked for mentions it may."""
    if not looked or {pair.a.id, pair.b.id} <= fact.places:
        return True
    return tally is not None and any(about == pair.key for about, _ in tally.blocks)


def _may_hold(year: int | None, fact: SourceFact, read: bool) -> bool:
    if year is None:
        return True
    if fact.source.covers is not None:
        return fact.source.covers[0] <= year <= fact.source.covers[1]
    return year in fact.years or not read


def _whole(reading: Reading, pair: Pair, sector: str | None, context: Context) -> bool:
    """Whether a machine read the whole text for this pair and sector."""
    scope = reading.scope
    if scope.spans or (scope.pairs and pair.key not in scope.pairs):
        return False
    if not scope.sectors:
        return True
    return sector is not None and any(_within(sector, named, context) for named in scope.sectors)


def _within(sector: str, named: str, context: Context) -> bool:
    return sector == named or (sector in context.codebook and context.codebook.get(sector).parent == named)
