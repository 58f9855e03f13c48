"""What "none found" rests on: which sources a cell looks at, and who read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from kembar.casebase.context import Context
from kembar.casebase.counting import Tally, current_text
from kembar.casebase.facts import SourceFact
from kembar.casebase.records import Coverage, Sign
from kembar.types import Pair, Reading


class Reader(NamedTuple):
    """How one source was read: to the end by a person, by which machines' readings; ``coded`` are pairs coded in it."""

    source: str
    fact: SourceFact
    person: bool
    machines: tuple[Reading, ...]
    coded: frozenset[str]


class Reach:
    """How far the sources of a study were read; answers for any pair, sector and year."""

    def __init__(self, tallies: Mapping[str, Tally], context: Context) -> None:
        self._context = context
        self._readers = [
            _reader(name, fact, tallies.get(name), context)
            for name, fact in sorted(context.facts.sources.items())
            if name not in context.decisions.withdrawn
        ]
        self._by_pair: dict[str, list[Reader]] = {}

    def cover(self, pair: Pair, sector: str | None, year: int | None) -> Coverage:
        """Say for a pair (and a sector, and a year) which sources count, and which of them a person or rules read.

        A cell looks at sources that mention the pair and at those nothing has read, which may; with a year only at
        those that hold it (``covers``, else a date in the text) or may.
        """
        person: list[str] = []
        rules: list[str] = []
        unread: list[str] = []
        for reader in self._of(pair):
            if year is not None and not _may_hold(year, reader):
                continue
            if reader.person:
                person.append(reader.source)
            elif any(_whole(reading, pair, sector, self._context) for reading in reader.machines):
                rules.append(reader.source)
            else:
                unread.append(reader.source)
        witness = self._context.witness
        read = {witness[name] for name in (*person, *rules)}
        every = read | {witness[name] for name in unread}
        of = tuple(sorted((*person, *rules, *unread)))
        sign: Sign = "·" if person else "∘" if rules else "▨"
        return Coverage(tuple(person), tuple(rules), tuple(unread), of, len(read), len(every), sign)

    def _of(self, pair: Pair) -> list[Reader]:
        """The sources that mention a pair; where nothing looked for mentions a source may."""
        if pair.key not in self._by_pair:
            places = {pair.a.id, pair.b.id}
            self._by_pair[pair.key] = [
                reader
                for reader in self._readers
                if not reader.machines or places <= reader.fact.places or pair.key in reader.coded
            ]
        return self._by_pair[pair.key]


def _reader(name: str, fact: SourceFact, tally: Tally | None, context: Context) -> Reader:
    text = current_text(fact, context.decisions.withdrawn)
    complete = context.decisions.complete.get(name, frozenset())
    coded = frozenset(about for about, _ in tally.blocks) if tally else frozenset[str]()
    return Reader(name, fact, bool(text) and ("" in complete or text in complete), machines_of(fact, tally), coded)


def machines_of(fact: SourceFact, tally: Tally | None) -> tuple[Reading, ...]:
    """Return the machines' readings of a source that count: of a text in a language without rules, rules read nothing,
    and a list of acts was read if its columns told some."""
    own = tally.machines if tally else ()
    if fact.has_rules:
        return own
    return tuple(r for r in own if r.method not in ("rules", "table") or (r.method == "table" and r.codings))


def _may_hold(year: int, reader: Reader) -> bool:
    """Whether a source holds a year, or may: nobody has read it, and nothing is known of its time."""
    covers = reader.fact.source.covers
    if covers is not None:
        return covers[0] <= year <= covers[1]
    return year in reader.fact.years or not (reader.machines or reader.person)


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
