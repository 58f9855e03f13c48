"""What people decided, as it stands now: withdrawals applied, the latest judgement of each person alone counting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from kembar.types import Judgement

Couple = tuple[str, str]
#: The latest judgement of each person, by what it is about.
Latest = dict[str, Judgement]


@dataclass(frozen=True, slots=True)
class Decisions:
    """The judgements in force.

    ``withdrawn``: ids of judgements, readings, texts and sources; ``opinions``: coding id -> person -> accept or
    reject; ``same``, ``different``: couples of coding ids (smaller first) on which all agree; ``contested``: couples
    on which people differ; ``preferred``: field -> coding id -> judgements; ``complete``: source -> text hashes that
    were read to the end ("" for any); ``one_witness``, ``independent``: couples of sources.
    """

    withdrawn: frozenset[str]
    opinions: Mapping[str, Latest]
    same: frozenset[Couple]
    different: Mapping[str, frozenset[str]]
    contested: frozenset[Couple]
    preferred: Mapping[str, Mapping[str, tuple[Judgement, ...]]]
    complete: Mapping[str, frozenset[str]]
    one_witness: frozenset[Couple]
    independent: frozenset[Couple]


def decide(judgements: Iterable[Judgement], sources: Iterable[str]) -> Decisions:
    """Work out the judgements in force; ``sources`` tells judgements on sources from those on codings."""
    known = frozenset(sources)
    everything = sorted({j.id: j for j in judgements}.values(), key=lambda j: (j.at, j.id))
    withdrawn = _withdrawn(everything)
    alive = [j for j in everything if j.id not in withdrawn]
    opinions: dict[str, Latest] = defaultdict(dict)
    for judgement in alive:
        if judgement.verdict in ("accept", "reject"):
            for subject in judgement.subjects:
                opinions[subject][judgement.by] = judgement
    same, different, contested = _couples(alive, lambda s: s not in known)
    one_witness, independent, _ = _couples(alive, known.__contains__)
    apart: dict[str, set[str]] = defaultdict(set)
    for a, b in different:
        apart[a].add(b)
        apart[b].add(a)
    return Decisions(
        withdrawn,
        dict(opinions),
        same,
        {k: frozenset(v) for k, v in apart.items()},
        contested,
        _preferred(alive),
        _complete(alive, known),
        one_witness,
        independent,
    )


def _withdrawn(judgements: list[Judgement]) -> frozenset[str]:
    """Ids that a standing withdrawal takes back; a withdrawal can be withdrawn itself."""
    against: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        if judgement.verdict == "withdraw":
            for subject in judgement.subjects:
                against[subject].append(judgement)
    stands: dict[str, bool] = {}

    def is_standing(judgement_id: str) -> bool:
        if judgement_id not in stands:
            # While it is looked at a withdrawal counts as standing, so that a circle of hand-made ids ends.
            stands[judgement_id] = True
            stands[judgement_id] = not any(is_standing(w.id) for w in against.get(judgement_id, ()))
        return stands[judgement_id]

    return frozenset(subject for subject, by in against.items() if any(is_standing(w.id) for w in by))


def _couples(
    judgements: list[Judgement], wanted: Callable[[str], bool]
) -> tuple[frozenset[Couple], frozenset[Couple], frozenset[Couple]]:
    """Couples that all hold to be the same, that all hold to be different, and those on which people differ."""
    latest: dict[Couple, dict[str, bool]] = defaultdict(dict)
    for judgement in judgements:
        if judgement.verdict in ("same", "different", "same_witness"):
            subjects = sorted({s for s in judgement.subjects if wanted(s)})
            for couple in combinations(subjects, 2):
                latest[couple][judgement.by] = judgement.verdict != "different"
    same = frozenset(c for c, views in latest.items() if all(views.values()))
    different = frozenset(c for c, views in latest.items() if not any(views.values()))
    return same, different, frozenset(latest) - same - different


def _preferred(judgements: list[Judgement]) -> dict[str, dict[str, tuple[Judgement, ...]]]:
    chosen: dict[str, dict[str, tuple[Judgement, ...]]] = defaultdict(dict)
    for judgement in judgements:
        if judgement.verdict == "prefer":
            for subject in judgement.subjects:
                chosen[judgement.field][subject] = (*chosen[judgement.field].get(subject, ()), judgement)
    return dict(chosen)


def _complete(judgements: list[Judgement], known: frozenset[str]) -> dict[str, frozenset[str]]:
    read: dict[str, set[str]] = defaultdict(set)
    for judgement in judgements:
        if judgement.verdict == "complete":
            texts = [s for s in judgement.subjects if s not in known] or [""]
            for source in known.intersection(judgement.subjects):
                read[source].update(texts)
    return {source: frozenset(texts) for source, texts in read.items()}
