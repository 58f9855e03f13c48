"""The casebase: all records of a study as they follow from codings and judgements; nothing in it is stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

from kembar import collecting
from kembar.casebase import filters
from kembar.casebase.counting import Unit
from kembar.casebase.coverage import Reach
from kembar.casebase.facts import Facts
from kembar.casebase.near import possibly_same
from kembar.casebase.records import Changed, Coverage, Dispute, PossiblySame, Record
from kembar.casebase.state import State, advance, begin, reread
from kembar.casebase.witnesses import undecided
from kembar.codebook import Codebook
from kembar.problems import unknown
from kembar.types import Coding, Judgement, Reading

#: From so many codings on a round of the garbage collector is felt.
MANY = 50_000


@dataclass(frozen=True)
class Casebase:
    """Records with stated values, standing, disputes and coverage.

    ``records`` are those of the study's pairs and period, ``outside`` the others, ``rejected`` those whose every
    coding is rejected. ``disputes`` lists what sources of the records dispute, and the rejected ones. A casebase that
    comes from ``where`` holds only what passes its filters; coverage is that of the whole.
    """

    state: State
    asked: Mapping[str, Any]
    records: tuple[Record, ...]
    outside: tuple[Record, ...]
    rejected: tuple[Record, ...]
    disputes: tuple[Dispute, ...]

    def where(self, **asked: Any) -> Casebase:
        """Keep the records that pass every filter (see ``filters.KNOWN``); UnknownNameError for any other name.

        A filter given several values passes records with any of them.
        """
        filters.check(asked, self.state.context)
        return _present(self.state, {**self.asked, **asked})

    def rejudge(self, judgement: Judgement) -> Casebase:
        """Return the casebase with one more judgement; only the blocks that it touches are worked out again."""
        with collecting.paused():
            return _present(advance(self.state, judgement), self.asked)

    def reread(self, reading: Reading) -> Casebase:
        """Return the casebase with one more reading; the facts of the sources must be the same."""
        return _present(reread(self.state, reading), self.asked)

    def coverage(self, pair: str, sector: str | None = None, year: int | None = None) -> Coverage:
        """Say which sources an (empty) cell of a study's pair rests on; UnknownNameError for a pair it has not."""
        for study_pair in self.facts.pairs:
            if study_pair.id == pair:
                return self._reach.cover(study_pair.pair, sector, year)
        raise unknown("pair", pair, (p.id for p in self.facts.pairs))

    def record(self, name: str) -> Record:
        """Return a record by its id, wherever it stands; UnknownNameError if there is none."""
        try:
            return self._by_id[name]
        except KeyError:
            raise unknown("record", name, self._by_id) from None

    def record_with(self, coding: str) -> Record | None:
        """Return the record in which a coding stands, None if it is in none."""
        return self._by_coding.get(coding)

    def witness_of(self, source: str) -> str:
        """Return the witness that a source belongs to: the smallest id of the sources that are one."""
        return self.state.context.witness.get(source, source)

    @property
    def facts(self) -> Facts:
        """What the casebase was told of sources, pairs and period."""
        return self.state.context.facts

    @property
    def codebook(self) -> Codebook:
        """The codes."""
        return self.state.context.codebook

    @property
    def judged(self) -> tuple[Record, ...]:
        """The records that a person accepted and nobody objects to."""
        return tuple(record for record in self.records if record.standing == "●")

    @property
    def open(self) -> tuple[Record, ...]:
        """The records on which people differ."""
        return tuple(record for record in self.records if record.standing == "◐")

    @cached_property
    def codings(self) -> Mapping[str, tuple[Coding, Reading]]:
        """Every coding that counts, with the first of the readings that hold it (people before machines)."""
        return {name: (unit.coding, unit.readings[0]) for name, unit in self._units.items()}

    @cached_property
    def _units(self) -> dict[str, Unit]:
        tallies = self.state.tallies.values()
        return {unit.id: unit for tally in tallies for found in tally.blocks.values() for unit in found}

    def readings(self, coding: str) -> tuple[Reading, ...]:
        """Return all readings that hold a coding (people before machines), () for an id that no coding has."""
        unit = self._units.get(coding)
        return unit.readings if unit else ()

    @cached_property
    def changed(self) -> tuple[Changed, ...]:
        """The queue of proposals that came after a decision on the same words and say something else."""
        pairs = [pair for tally in self.state.tallies.values() for pair in tally.changed]
        pairs.sort(key=lambda pair: (pair[0].sources, pair[0].id))
        return tuple(Changed(new.coding, new.readings[0], old.id, old.verdict) for new, old in pairs)

    @cached_property
    def hidden(self) -> tuple[Coding, ...]:
        """Proposals that assert again what was decided on the same words."""
        pairs = [new for tally in self.state.tallies.values() for new, _ in tally.hidden]
        return tuple(unit.coding for unit in sorted(pairs, key=lambda unit: (unit.sources, unit.id)))

    @cached_property
    def possibly_same(self) -> tuple[PossiblySame, ...]:
        """Near misses of joining, and joins not made, for a person to decide."""
        shown = {record.id for record in self.records}
        found = (pair for result in self.state.results.values() for pair in possibly_same(result, self.state.context))
        return tuple(pair for pair in found if shown.issuperset(pair.records))

    @cached_property
    def related(self) -> tuple[tuple[str, str, float], ...]:
        """Couples of sources that share much text, on which a person has to decide whether they are one witness."""
        return undecided(self.facts, self.state.context.decisions)

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)

    @cached_property
    def _reach(self) -> Reach:
        return Reach(self.state.tallies, self.state.context)

    @cached_property
    def _by_id(self) -> Mapping[str, Record]:
        return {record.id: record for record in (*self.records, *self.outside, *self.rejected)}

    @cached_property
    def _by_coding(self) -> Mapping[str, Record]:
        return {coding: record for record in self._by_id.values() for coding in record.codings}


def build(facts: Facts, readings: Iterable[Reading], judgements: Iterable[Judgement], codebook: Codebook) -> Casebase:
    """Work out the casebase; pure, and the same for the same input in any order."""
    with collecting.paused():
        cases = _present(begin(facts, readings, judgements, codebook), {})
    if len(cases.state.homes) > MANY:
        collecting.keep()
    return cases


def _present(state: State, asked: Mapping[str, Any]) -> Casebase:
    """Put the results of all blocks together, as far as they pass the filters."""
    results = state.results.values()
    records = tuple(chain.from_iterable([result.shown for result in results]))
    outside = tuple(chain.from_iterable([result.outside for result in results]))
    rejected = tuple(chain.from_iterable([result.rejected for result in results]))
    disputes = tuple(chain.from_iterable([result.disputes for result in results]))
    if asked:
        passes = filters.passing(asked, state.context)
        records, outside, rejected = (tuple(filter(passes, group)) for group in (records, outside, rejected))
        ids = {record.id for record in (*records, *rejected)}
        disputes = tuple(dispute for dispute in disputes if ids.issuperset(dispute.records))
    return Casebase(state, dict(asked), records, outside, rejected, disputes)
