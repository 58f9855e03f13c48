"""A possible act: the cue that suggested it and everything that was attached to it since."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from kembar.coders.rules.sentences import Sentence
from kembar.coders.rules.when import Dated
from kembar.languages.lexicon import Hit
from kembar.types import Count, Place, When

Span = tuple[int, int]
Rule = Callable[[Sentence], "Iterator[Candidate]"]


@dataclass(slots=True, eq=False)
class Candidate:
    """One possible act. ``start`` and ``end`` (of the cue) count within the sentence, ``spans`` in the document.

    ``fired`` are the names of the rules that spoke, in order; ``reason`` says why it was rejected ("" while it stands);
    ``timed`` the dates at hand with their marks, that which was taken first (``timing``); ``near`` the nearest cue of
    each class, with how far it is, once one is asked for (``attach``).
    """

    type: Literal["agreement", "activity"]
    kind: str
    sentence: Sentence
    start: int
    end: int
    strength: float = 1.0
    fired: list[str] = field(default_factory=list)
    pair: tuple[Place, Place] | None = None
    pair_basis: str = ""
    status: str | None = None
    since: When | None = None
    until: When | None = None
    recurrence: str | None = None
    flow: str | None = None
    people: Count | None = None
    actors: tuple[str, ...] = ()
    sector: str | None = None
    attributes: dict[str, Any] = field(default_factory=dict)
    spans: dict[str, list[Span]] = field(default_factory=dict)
    features: dict[str, float] = field(default_factory=dict)
    score: float = 0.0
    reason: str = ""
    joined: list[Candidate] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)
    label: int = 0
    dated: list[Dated] = field(default_factory=list)
    timed: list[tuple[str, list[str]]] = field(default_factory=list)
    near: dict[str, tuple[float, Hit]] | None = field(default=None, init=False, repr=False)

    @property
    def is_mere_tie(self) -> bool:
        """Whether it is a partner of a list, or a paper or tie that nothing but the words of its sentence told."""
        return "partner_listed" in self.fired or (self.type == "agreement" and self.fired == ["told_by_words"])

    @property
    def at(self) -> int:
        """Where the cue begins in the document."""
        return self.sentence.base + self.start

    def support(self, name: str, start: int, end: int) -> None:
        """Note a span of the document that supports a field."""
        spans = self.spans.setdefault(name, [])
        if (start, end) not in spans:
            spans.append((start, end))

    def support_here(self, name: str, start: int, end: int) -> None:
        """Note a span of the own sentence that supports a field."""
        self.support(name, self.sentence.base + start, self.sentence.base + end)


#: The classes of cues without one of which a rule finds nothing; a rule that is not here is asked in every sentence.
TOLD_BY: dict[Rule, tuple[str, ...]] = {}


def told_by(*names: str) -> Callable[[Rule], Rule]:
    """Say of a rule by which classes of cues it is told: it is only asked where one of them stands."""

    def note(rule: Rule) -> Rule:
        TOLD_BY[rule] = names
        return rule

    return note


def make(kind: str, sentence: Sentence, hits: list[Hit], rule: str, strength: float) -> Candidate:
    """Make a candidate activity of the cues that a rule put together; the first is the cue proper."""
    first = hits[0]
    return Candidate("activity", kind, sentence, first.start, first.end, strength, [rule], hits=hits)
