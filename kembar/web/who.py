"""Who read which source: coders with what they found, and people who read one to the end."""

from __future__ import annotations

from dataclasses import dataclass

from kembar.casebase import Casebase
from kembar.casebase.coverage import machines_of


@dataclass(frozen=True, slots=True)
class Read:
    """How far a source was read: ``coders`` with how many codings each found in it, ``complete``: read to the end by a
    person; ``records`` rest on it, ``judged`` of them are decided."""

    coders: tuple[tuple[str, int], ...] = ()
    complete: bool = False
    records: int = 0
    judged: int = 0

    @property
    def sign(self) -> str:
        """``·`` a person read it to the end, ``∘`` something read it, ``▨`` nothing did."""
        return "·" if self.complete else "∘" if self.coders else "▨"


def read(cases: Casebase) -> dict[str, Read]:
    """Return how far each source was read."""
    records: dict[str, int] = {}
    judged: dict[str, int] = {}
    for record in cases.records:
        for source in record.sources:
            records[source] = records.get(source, 0) + 1
            judged[source] = judged.get(source, 0) + (record.standing in "●◐")
    return {
        name: Read(_coders(cases, name), _complete(cases, name), records.get(name, 0), judged.get(name, 0))
        for name in cases.facts.sources
    }


def _coders(cases: Casebase, source: str) -> tuple[tuple[str, int], ...]:
    """Machines with the reading that counts, people with all of theirs that is not withdrawn."""
    state = cases.state
    withdrawn = state.context.decisions.withdrawn
    tally = state.tallies.get(source)
    machines = machines_of(cases.facts.sources[source], tally)
    found = {reading.coder: len(reading.codings) for reading in machines}
    for reading in state.readings.get(source, ()):
        if reading.method == "hand" and reading.id not in withdrawn:
            found[reading.coder] = found.get(reading.coder, 0) + len(reading.codings)
    return tuple(found.items())


def _complete(cases: Casebase, source: str) -> bool:
    fact, read_to_end = cases.facts.sources[source], cases.state.context.decisions.complete.get(source, frozenset())
    return bool(fact.text_sha256) and ("" in read_to_end or fact.text_sha256 in read_to_end)
