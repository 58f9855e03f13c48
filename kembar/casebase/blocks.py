"""One block after the other: its codings become acts, the acts records, the records tell their disputes.

A block holds what can meet: the codings of one type about one pair or place. Blocks that a person's "same" or a
revision ties together are worked out as one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from kembar.casebase.across import join
from kembar.casebase.acts import Act, told_apart
from kembar.casebase.context import Context
from kembar.casebase.counting import Block, Unit
from kembar.casebase.decisions import Couple
from kembar.casebase.making import record_of, speaker
from kembar.casebase.records import Dispute, Record
from kembar.casebase.within import acts_of


@dataclass(frozen=True, slots=True)
class Result:
    """What one block gives: its acts with the record of each, its records by where they belong, and the disputes.

    ``shown`` are the study's, ``outside`` those of other pairs or times, ``rejected`` those without a live coding;
    ``disputes`` are those of the study's records; ``kept`` holds what is worked out of it later, once.
    """

    acts: tuple[tuple[Act, Record], ...]
    shown: tuple[Record, ...]
    outside: tuple[Record, ...]
    rejected: tuple[Record, ...]
    disputes: tuple[Dispute, ...]
    kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)


def work_out(units: Iterable[Unit], ties: Iterable[Couple], context: Context) -> Result:
    """Join the codings of a block (or of several that are tied together) into records."""
    by_block: dict[Block, list[Unit]] = defaultdict(list)
    for unit in sorted(units, key=lambda unit: unit.id):
        by_block[unit.block].append(unit)
    every = [act for block in sorted(by_block) for act in acts_of(by_block[block], context)]
    _tie(every, ties, context)
    homes: dict[Block, list[Act]] = defaultdict(list)
    for act in dict.fromkeys(act.find() for act in every):
        homes[speaker(act.units).block].append(act)
    made: list[tuple[Act, Record]] = []
    found: list[Dispute] = []
    for block in sorted(homes):
        for act in join(homes[block], context):
            record, own = record_of(act, context)
            made.append((act, record))
            if not record.outside:
                found += own
    inside = [record for _, record in made if not record.outside]
    return Result(
        acts=tuple(made),
        shown=tuple([record for record in inside if record.live]),
        outside=tuple([record for _, record in made if record.outside]),
        rejected=tuple([record for record in inside if not record.live]),
        disputes=tuple(found),
    )


def _tie(acts: list[Act], ties: Iterable[Couple], context: Context) -> None:
    """Join what a revision or a standing rejection ties together, and what people hold to be the same."""
    couples = [("tied", couple) for couple in sorted(ties)]
    couples += [("same", couple) for couple in sorted(context.decisions.same)]
    if not couples:
        return
    holder = {unit.id: act for act in acts for unit in act.units}
    for rule, (a, b) in couples:
        if a in holder and b in holder and not told_apart(holder[a].find(), holder[b].find(), context):
            holder[a].join(holder[b], rule)
