"""What every step of a build looks up: codes, witnesses, names, years of issue, the study's pairs and period."""

from __future__ import annotations

from dataclasses import dataclass

from kembar.casebase.decisions import Decisions
from kembar.casebase.facts import Facts, StudyPair
from kembar.casebase.names import Names, shipped_type_words
from kembar.casebase.times import year_in
from kembar.codebook import Codebook
from kembar.types import Pair, Place


@dataclass(frozen=True, slots=True)
class Context:
    """Lookups shared by all blocks of one build; ``once`` are the codes that occur once for a pair."""

    facts: Facts
    codebook: Codebook
    decisions: Decisions
    witness: dict[str, str]
    names: Names
    issued: dict[str, int | None]
    pairs: dict[str, StudyPair]
    places: frozenset[str]
    once: frozenset[str]

    def pair(self, pair: Pair | None, key: str) -> StudyPair | None:
        """The study's pair, or one under its own name for a pair outside the study."""
        if pair is None:
            return None
        return self.pairs.get(key) or StudyPair(pair.name, pair)

    def outside(self, pair: Pair | None, place: Place | None, key: str) -> bool:
        """Whether a pair or place is none of the study's."""
        if not self.pairs:
            return False
        return key not in self.pairs if pair else place is not None and place.id not in self.places


def context(facts: Facts, codebook: Codebook, decisions: Decisions, witness: dict[str, str]) -> Context:
    """Collect the lookups of one build."""
    types = shipped_type_words() if facts.type_words is None else facts.type_words
    spellings = {place: tuple(names) for place, names in facts.place_names.items()}
    for study_pair in facts.pairs:
        for place in (study_pair.pair.a, study_pair.pair.b):
            spellings[place.id] = (place.name, *spellings.get(place.id, ()))
    once = frozenset(code.id for axis in ("kind", "statement") for code in codebook.axis(axis) if code.occurs == "once")
    return Context(
        facts=facts,
        codebook=codebook,
        decisions=decisions,
        witness=witness,
        names=Names(types, spellings),
        issued={name: year_in(fact.source.issued) for name, fact in facts.sources.items()},
        pairs={p.pair.key: p for p in facts.pairs},
        places=frozenset(place.id for p in facts.pairs for place in (p.pair.a, p.pair.b)),
        once=once,
    )
