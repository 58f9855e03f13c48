"""What a coder hands back for one document: codings, how it came to them, and what it looked at."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from kembar.types import Coding, Problem, Scope


@dataclass(frozen=True, slots=True)
class Candidate:
    """One possible act that a coder saw, kept or not.

    ``start`` and ``end`` are the span of its cue in the frozen text; ``fields`` what was attached to it (values that
    JSON knows); ``fired`` the names of the rules that spoke, in order; ``reason`` why it was rejected or joined.
    """

    kind: str
    start: int
    end: int
    outcome: Literal["kept", "joined", "rejected"]
    reason: str = ""
    fired: tuple[str, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)
    coding: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """Every candidate of a document in the order of the text, the rejected ones with their reason."""

    candidates: tuple[Candidate, ...] = ()
    notes: tuple[str, ...] = ()

    def json(self) -> str:
        """Return the trace as JSON text."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place that a document names in a title, a heading or a passage with a cue; offsets into the frozen text."""

    place: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Coded:
    """The result of coding one document: ``years`` are those dated in the text, ``scope`` what was looked for."""

    codings: tuple[Coding, ...] = ()
    trace: Trace = field(default_factory=Trace)
    mentions: tuple[PlaceMention, ...] = ()
    years: frozenset[int] = frozenset()
    scope: Scope = field(default_factory=Scope)
    problems: tuple[Problem, ...] = ()
