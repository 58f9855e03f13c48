"""Which readings count, and what became of each coding that they hold.

Of rules, tables and models the latest reading of a source counts, within its scope; of people all add up. A decision
outlives the machine: a judged coding stays whether or not it is found again, and a new proposal on the same words is
hidden, queued as changed, or stays rejected. What a person coded before any machine read the words was decided without
one: the first proposal of a machine on them is no change, a later one is if it says something else than the one before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kembar.casebase.decisions import Decisions
from kembar.casebase.evidence import cues_touch, has_cue, same_claim, touching
from kembar.casebase.facts import SourceFact
from kembar.types import Coding, Reading

#: What a block holds: what the coding is about (a pair, a place, or nothing, then its source) and its type.
Block = tuple[str, str]
Moment = tuple[str, str]
#: The readings that hold a coding, whose view each is, and their sources; shared by the codings of a reading.
Held = tuple[tuple[Reading, ...], tuple[object, ...], tuple[str, ...]]
_NOBODY: Mapping[str, tuple[Moment, str]] = {}


class Unit:
    """A coding that counts, with the readings that hold it and what people think of it.

    ``verdict`` is "accepted", "rejected", "open" or "" (nobody judged it); ``readers`` keep apart what one reader
    told apart: a machine's reading, or all that one person coded in one text.
    """

    __slots__ = ("block", "coding", "id", "readers", "readings", "sources", "verdict", "views")

    def __init__(self, coding: Coding, held: Held, block: Block) -> None:
        self.coding = coding
        self.id = coding.id
        self.block = block
        self.readings, self.readers, self.sources = held
        self.verdict = ""
        self.views: Mapping[str, tuple[Moment, str]] = _NOBODY

    def add(self, reading: Reading) -> None:
        """Note a further reading that holds the same coding."""
        if all(reading.id != known.id for known in self.readings):
            self.readings = tuple(sorted((*self.readings, reading), key=_reading_rank))
            self.readers = tuple(dict.fromkeys(map(reader_of, self.readings)))
            self.sources = tuple(sorted({r.source for r in self.readings}))

    def with_(self, other: Unit) -> Unit:
        """The same coding as two sources with one text hold it."""
        both = Unit(self.coding, (self.readings, self.readers, self.sources), self.block)
        for reading in other.readings:
            both.add(reading)
        both.verdict = self.verdict or other.verdict
        both.judge([(person, *view) for unit in (self, other) for person, view in unit.views.items()])
        return both

    def judge(self, told: Iterable[tuple[str, Moment, str]]) -> None:
        """Set the verdict from the latest view of each person."""
        views: dict[str, tuple[Moment, str]] = {}
        for person, moment, verdict in told:
            views[person] = max((moment, verdict), views.get(person, (moment, verdict)))
        self.views = views
        found = {verdict for _, verdict in self.views.values()}
        if len(found) > 1:
            self.verdict = "open"
        elif found:
            self.verdict = "accepted" if "accept" in found else "rejected"

    @property
    def live(self) -> bool:
        """Whether the coding states values."""
        return self.verdict != "rejected"


@dataclass(frozen=True, slots=True)
class Tally:
    """What one source contributes: its codings by block, and what a decision keeps out of them.

    ``changed`` and ``hidden`` hold (proposal, judged coding); ``tied`` couples of coding ids that belong together
    (a revision and what it revises; a rejected coding and what stays rejected with it); ``machines`` the machines'
    readings of the current text that count.
    """

    blocks: dict[Block, list[Unit]]
    changed: tuple[tuple[Unit, Unit], ...] = ()
    hidden: tuple[tuple[Unit, Unit], ...] = ()
    tied: tuple[tuple[str, str], ...] = ()
    machines: tuple[Reading, ...] = ()


_METHODS = {"hand": 0, "table": 1, "rules": 2, "model": 3}


def _reading_rank(reading: Reading) -> tuple[int, str, str, str]:
    return _METHODS.get(reading.method, 4), reading.at, reading.id, reading.source


def reader_of(reading: Reading) -> object:
    """Whose single view a reading belongs to: a machine's reading, or one person's codings of one text."""
    if reading.method == "hand":
        return reading.coder, reading.text_sha256
    return reading.id


def _held(reading: Reading) -> Held:
    return (reading,), (reader_of(reading),), (reading.source,)


def block_of(coding: Coding, source: str) -> Block:
    """The block in which a coding can meet others."""
    if coding.pair is not None:
        return _about(coding.pair.a.id, coding.pair.b.id, coding.type)
    return (f"@{coding.place.id}" if coding.place else f"={source}"), coding.type


@lru_cache(maxsize=4096)
def _about(one: str, other: str, type_: str) -> Block:
    return f"{one}|{other}", type_


def current_text(fact: SourceFact, withdrawn: frozenset[str]) -> str:
    """The hash of a source's newest text that is not withdrawn ("" if none is left)."""
    if fact.text_sha256 and fact.text_sha256 not in withdrawn:
        return fact.text_sha256
    return next((text for text in reversed(fact.texts) if text not in withdrawn), "")


def tally(readings: Sequence[Reading], current: str, decisions: Decisions) -> Tally:
    """Count one source's readings (all of them, in any order)."""
    unique = sorted({r.id: r for r in readings}.values(), key=lambda r: (r.at, r.id))
    standing = [r for r in unique if r.id not in decisions.withdrawn and r.source not in decisions.withdrawn]
    people = [r for r in standing if r.method == "hand"]
    machines = [r for r in standing if r.method != "hand" and r.text_sha256 not in decisions.withdrawn]
    units: dict[str, Unit] = {}
    used = _latest(machines, current, units)
    for reading in people:
        _note(units, reading.codings, reading)
    tied = _judge(units, unique, people, decisions)
    changed, hidden, kept_out = (
        _outlive(units, unique, tied) if any(u.verdict for u in units.values()) else ((), (), ())
    )
    blocks: dict[Block, list[Unit]] = {}
    for unit in units.values():
        if unit.id not in kept_out:
            blocks.setdefault(unit.block, []).append(unit)
    return Tally(blocks, changed, hidden, tuple(tied), tuple(r for r in used if r.text_sha256 == current))


def _note(units: dict[str, Unit], codings: Iterable[Coding], reading: Reading) -> None:
    held = _held(reading)
    for coding in codings:
        unit = units.get(coding.id)
        if unit is None:
            units[coding.id] = Unit(coding, held, block_of(coding, reading.source))
        else:
            unit.add(reading)


def _latest(machines: list[Reading], current: str, units: dict[str, Unit]) -> list[Reading]:
    """Take of each machine what its latest readings say, an older one only outside the scope of the newer."""
    by_coder: dict[str, list[Reading]] = defaultdict(list)
    for reading in machines:
        by_coder[reading.coder].append(reading)
    used: list[Reading] = []
    for coder in sorted(by_coder):
        newer: list[Reading] = []
        for reading in sorted(by_coder[coder], key=lambda r: (r.text_sha256 == current, r.at, r.id), reverse=True):
            left = (
                [c for c in reading.codings if not any(_covers(later, c) for later in newer)]
                if newer
                else reading.codings
            )
            _note(units, left, reading)
            newer.append(reading)
            used.append(reading)
            if not (reading.scope.spans or reading.scope.pairs or reading.scope.sectors):
                break
    return used


def _covers(reading: Reading, coding: Coding) -> bool:
    """Whether a reading looked for what a coding states."""
    scope = reading.scope
    if scope.pairs and (coding.pair is None or coding.pair.key not in scope.pairs):
        return False
    if scope.sectors and coding.sector not in scope.sectors:
        return False
    return not scope.spans or any(
        piece.text_sha256 == reading.text_sha256 and start < piece.end and piece.start < end
        for piece in coding.evidence
        for start, end in scope.spans
    )


def _judge(
    units: dict[str, Unit], readings: Iterable[Reading], people: list[Reading], decisions: Decisions
) -> list[tuple[str, str]]:
    """Give each unit the views of people, and bring back judged codings that no counting reading holds."""
    views: dict[str, list[tuple[str, Moment, str]]] = defaultdict(list)
    tied: dict[str, str] = {}
    for reading in people:
        moment = (reading.at, reading.id)
        for coding in reading.codings:
            views[coding.id].append((reading.coder, moment, "accept"))
            if coding.revises:
                views[coding.revises].append((reading.coder, moment, "reject"))
                tied[coding.revises] = min(coding.id, tied.get(coding.revises, coding.id))
    if not views and not decisions.opinions:
        return []
    lost = (decisions.opinions.keys() | views.keys()) - units.keys()
    for reading in readings:
        _note(units, [coding for coding in reading.codings if coding.id in lost], reading)
    for unit in units.values():
        told = list(views.get(unit.id, ()))
        told += [(by, (j.at, j.id), j.verdict) for by, j in decisions.opinions.get(unit.id, {}).items()]
        if told:
            unit.judge(told)
    return sorted((a, b) for a, b in tied.items() if a in units and b in units)


def _outlive(
    units: dict[str, Unit], readings: Iterable[Reading], tied: list[tuple[str, str]]
) -> tuple[tuple[tuple[Unit, Unit], ...], tuple[tuple[Unit, Unit], ...], frozenset[str]]:
    """Compare proposals that came after a decision with what was decided on the same words."""
    first_seen: dict[str, str] = {}
    for reading in readings:
        for coding in reading.codings:
            first_seen[coding.id] = min(reading.at, first_seen.get(coding.id, reading.at))
    judged: dict[Block, list[tuple[str, Unit]]] = defaultdict(list)
    for unit in units.values():
        if unit.verdict:
            judged[unit.block].append((_decided_at(unit), unit))
    changed: list[tuple[Unit, Unit]] = []
    hidden: list[tuple[Unit, Unit]] = []
    machines = [r for r in readings if r.method != "hand"]
    for unit in [u for u in units.values() if not u.verdict]:
        seen = first_seen[unit.id]
        met = [j for decided, j in judged.get(unit.block, ()) if decided < seen and _on_it(unit, j)]
        if not met:
            continue
        met.sort(key=lambda j: (not same_claim(unit.coding, j.coding), not j.live, j.id))
        best = met[0]
        if not best.live and (best.coding.kind == unit.coding.kind):
            unit.verdict = "rejected"
            tied.append((unit.id, best.id))
        elif same_claim(unit.coding, best.coding) or not _is_news(unit, seen, best, machines):
            hidden.append((unit, best))
        else:
            changed.append((unit, best))
    kept_out = frozenset(u.id for u, _ in (*changed, *hidden))
    return tuple(changed), tuple(hidden), kept_out


def _is_news(proposal: Unit, seen: str, judged: Unit, machines: Iterable[Reading]) -> bool:
    """Whether a machine had read a judged coding's words at the decision, or now says something else than it first did.

    ``seen`` is when the proposal was made.
    """
    earlier = [r for r in machines if r.at < seen and _covers(r, judged.coding)]
    if any(reading.at <= _decided_at(judged) for reading in earlier):
        return True
    coders = {reading.coder for reading in proposal.readings}
    own = max((r for r in earlier if r.coder in coders), key=lambda r: (r.at, r.id), default=None)
    return own is not None and not any(
        same_claim(proposal.coding, coding) and touching(proposal.coding, coding) for coding in own.codings
    )


def _decided_at(unit: Unit) -> str:
    return max((moment[0] for moment, _ in unit.views.values()), default="")


def _on_it(proposal: Unit, judged: Unit) -> bool:
    """Whether a proposal is made on a judged coding's words: overlapping cues, else same kind, overlapping quotes."""
    a, b = proposal.coding, judged.coding
    if has_cue(a) and has_cue(b):
        return cues_touch(a, b)
    return a.kind == b.kind and touching(a, b) > 0
