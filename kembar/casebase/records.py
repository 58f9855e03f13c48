"""What the casebase gives out: records, disputes, near misses, the queue of changes, coverage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from kembar.casebase import values
from kembar.casebase.acts import Why
from kembar.casebase.context import Context
from kembar.casebase.counting import Unit
from kembar.casebase.facts import StudyPair
from kembar.casebase.times import is_programme
from kembar.casebase.values import StatedValue
from kembar.casebase.why import sentences
from kembar.types import Coding, Evidence, Place, Reading

Standing = Literal["●", "◐", "○", "◇", ""]
Sign = Literal["·", "∘", "▨"]


#: Where a record keeps the kind that it shows; no field is called so.
_SHOWN = "shown kind"


@dataclass(frozen=True, slots=True)
class Record:
    """One agreement, activity or statement, as all its codings tell it.

    ``id`` comes from its codings; ``standing`` is ● judged, ◐ open, ○ rules or a table, ◇ a model only, and empty if
    every coding is rejected (then its values are those rejected). ``codings`` are all, ``live`` those that state
    values, ``units`` these with readings and verdict; ``sources`` and ``witnesses`` are theirs. ``disputed`` and
    ``filed_differently`` name fields; ``preferred`` gives, by field, the coding whose value people prefer; ``outside``
    is "", "pair" or "period".
    """

    id: str
    type: Literal["agreement", "activity", "statement"]
    pair: StudyPair | None
    place: Place | None
    codings: tuple[str, ...]
    live: tuple[str, ...]
    sources: tuple[str, ...]
    witnesses: tuple[str, ...]
    standing: Standing
    disputed: tuple[str, ...]
    filed_differently: tuple[str, ...]
    preferred: Mapping[str, str]
    outside: str
    units: tuple[Unit, ...] = field(compare=False, repr=False)
    _whys: tuple[Why, ...] = field(compare=False, repr=False)
    _context: Context = field(compare=False, repr=False)
    _kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def stated(self, name: str) -> tuple[StatedValue, ...]:
        """Return the stated values of a field (empty if nobody states one), the best supported first."""
        found: tuple[StatedValue, ...] | None = self._kept.get(name)
        if found is None:
            found = values.stated(self.units, name, self._context)
            if chosen := self.preferred.get(name):
                found = tuple(sorted(found, key=lambda value: chosen not in value.codings))
            self._kept[name] = found
        return found

    def value(self, name: str) -> Any:
        """Return the value of a field to show alone, None if nobody states one: preferred, judged, best supported."""
        if len(self.units) == 1:
            return values.read(self.units[0].coding, name)
        found = self.stated(name)
        shown = found[0] if found and name in self.preferred else values.best(found)
        return shown.value if shown else None

    @property
    def why_joined(self) -> tuple[str, ...]:
        """Why its codings stand in one record: a sentence for each join, each once."""
        return sentences(self._whys)

    @property
    def fields(self) -> Mapping[str, tuple[StatedValue, ...]]:
        """All fields that somebody states, with their stated values."""
        named = ((name, self.stated(name)) for name in values.field_names(self.units))
        return {name: found for name, found in named if found}

    @property
    def kind(self) -> str:
        """The kind to show: preferred, judged, or told by most independent sources."""
        if _SHOWN not in self._kept:
            told = {unit.coding.kind for unit in self.units}
            self._kept[_SHOWN] = told.pop() if len(told) == 1 else self.value("kind")
        return str(self._kept[_SHOWN])

    @property
    def sector(self) -> str:
        """The sector: preferred or judged, else told by most independent sources, else the kind's usual one."""
        told, code = self.value("sector"), self._context.codebook.codes.get(self.kind)
        return str(told or (code and code.usual_sector) or "general")  # no code: it was deleted from the codebook

    @property
    def column(self) -> str:
        """Where it stands in a table of sectors: ``instruments``, ``statements`` or its sector."""
        return {"agreement": "instruments", "statement": "statements"}.get(self.type) or self.sector

    @property
    def programme(self) -> bool:
        """Whether it is an activity that recurs or is ongoing."""
        return any(is_programme(unit.coding) for unit in self.units)

    @property
    def judged(self) -> bool:
        """Whether a person accepted it and nobody objects."""
        return self.standing == "●"

    @property
    def rejected(self) -> bool:
        """Whether all its codings are rejected."""
        return not self.live

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All quotes of the codings that state values, by source and place in the text."""
        pieces = {piece: None for unit in self.units for piece in unit.coding.evidence}
        return tuple(sorted(pieces, key=lambda p: (p.source, p.text_sha256, p.start, p.end)))


@dataclass(frozen=True, slots=True)
class Dispute:
    """Values that cannot both hold for the same time, from independent sources; or a rejected record.

    ``status`` is open, settled (people prefer ``preferred``, a coding id) or rejected; ``sides`` are the values,
    ``about`` the year for which they differ, ``why`` one sentence, ``notes`` what people wrote and ``evidence`` the
    quotes that speak against.
    """

    field: str
    records: tuple[str, ...]
    sides: tuple[StatedValue, ...]
    why: str
    status: Literal["open", "settled", "rejected"] = "open"
    preferred: str = ""
    about: int | None = None
    notes: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class PossiblySame:
    """Two records that a person should look at.

    ``reason``: one_reading, several, year_off, neighbouring_kind, nothing_more, other_name, same_source, contested.
    """

    records: tuple[str, str]
    reason: str
    why: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A proposal that came after a decision on the same words and says something else; it is in no record."""

    coding: Coding
    reading: Reading
    decided: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What an empty cell rests on: ids of sources, and counts of independent ones.

    ``of`` are the sources that mention the pair, and those that nothing has read, which may. ``sign`` is ``·`` (a
    person read one to the end), ``∘`` (rules only) or ``▨`` (none read); ``read`` of ``total`` witnesses were read.
    """

    read_by_person: tuple[str, ...]
    read_by_rules: tuple[str, ...]
    not_read: tuple[str, ...]
    of: tuple[str, ...]
    read: int
    total: int
    sign: Sign

    @property
    def earned(self) -> bool:
        """Whether "none found" may be said: something was read."""
        return self.sign != "▨"
