"""A record made of an act: its standing, what people prefer, whether it is the study's, what its sources dispute."""

from __future__ import annotations

from collections.abc import Sequence

from kembar.casebase import disputes
from kembar.casebase.acts import Act
from kembar.casebase.context import Context
from kembar.casebase.counting import Unit
from kembar.casebase.records import Dispute, Record, Standing
from kembar.casebase.times import NEVER, span
from kembar.casebase.values import stated
from kembar.types import Coding, Evidence, Judgement

_ALONE: dict[str, Standing] = {"accepted": "●", "open": "◐", "rejected": ""}


def record_of(act: Act, context: Context) -> tuple[Record, list[Dispute]]:
    """Make the record of an act, and its disputes (a rejected record is one too)."""
    units, live, sources = _sorted(act)
    speaks = speaker(units)
    coding, about = speaks.coding, speaks.block[0]
    witnesses = _witnesses(sources, context)
    name = f"r{units[0].id[:16]}"
    preferred = _preferred(live, context) if context.decisions.preferred else {}
    found: list[Dispute] = []
    filed: tuple[str, ...] = ()
    if not live:
        found = [_rejection(name, units, context)]
    elif len(witnesses) > 1:
        found = _disputes(name, act, preferred, context)
        filed = disputes.filed_differently(act, context)
    record = Record(
        id=name,
        type=coding.type,
        pair=context.pair(coding.pair, about),
        place=coding.place,
        codings=tuple([unit.id for unit in units]),
        live=tuple([unit.id for unit in live]),
        sources=sources,
        witnesses=witnesses,
        standing=_ALONE[units[0].verdict] if len(units) == 1 and units[0].verdict else _standing(live),
        disputed=tuple(dict.fromkeys([d.field for d in found if d.status == "open"])) if found else (),
        filed_differently=filed,
        preferred=preferred,
        outside="pair" if context.outside(coding.pair, coding.place, about) else _period(act, live or units, context),
        units=live or units,
        _whys=act.whys,
        _context=context,
    )
    return record, found


def _sorted(act: Act) -> tuple[tuple[Unit, ...], tuple[Unit, ...], tuple[str, ...]]:
    """The codings of an act, those that state values, and the sources of these (of all, if all are rejected)."""
    units = act.units
    if len(units) == 1:
        return units, units if act.live else (), units[0].sources
    units = tuple(sorted(units, key=lambda unit: unit.id))
    live = tuple([unit for unit in units if unit.live])
    return units, live, tuple(sorted({source for unit in live or units for source in unit.sources}))


def _witnesses(sources: tuple[str, ...], context: Context) -> tuple[str, ...]:
    witness = context.witness
    if len(sources) == 1:
        return (witness.get(sources[0], sources[0]),)
    return tuple(sorted({witness.get(source, source) for source in sources}))


def speaker(units: Sequence[Unit]) -> Unit:
    """The coding that says what an act is about: an accepted one if there is any, else the first that counts."""
    return units[0] if len(units) == 1 else min(units, key=lambda u: (u.verdict != "accepted", not u.live, u.id))


def _standing(live: Sequence[Unit]) -> Standing:
    verdicts = {unit.verdict for unit in live}
    if not live:
        return ""
    if "open" in verdicts:
        return "◐"
    if "accepted" in verdicts:
        return "●"
    by_rules = any(reading.method != "model" for unit in live for reading in unit.readings)
    return "○" if by_rules else "◇"


def _preferred(live: Sequence[Unit], context: Context) -> dict[str, str]:
    """Field -> the coding whose value people prefer, where the latest word of each of them is for the same one."""
    chosen: dict[str, str] = {}
    by_id = {unit.id: unit for unit in live}
    for field, by_coding in context.decisions.preferred.items():
        latest: dict[str, tuple[Judgement, str]] = {}
        for coding in by_id.keys() & by_coding.keys():
            for judgement in by_coding[coding]:
                known = latest.get(judgement.by)
                if known is None or (known[0].at, known[0].id) < (judgement.at, judgement.id):
                    latest[judgement.by] = (judgement, coding)
        told = sorted({coding for _, coding in latest.values()})
        if told and len(stated([by_id[coding] for coding in told], field, context)) == 1:
            chosen[field] = told[0]
    return chosen


def _disputes(record: str, act: Act, preferred: dict[str, str], context: Context) -> list[Dispute]:
    found = []
    for field, year, sides in disputes.clashes(act, context):
        chosen = preferred.get(field, "")
        count = len({witness for side in sides for witness in side.witnesses})
        spoken = f" for {year}" if year else ""
        why = f"{count} independent sources state values{spoken} that cannot both hold."
        found.append(Dispute(field, (record,), sides, why, "settled" if chosen else "open", chosen, year))
    return found


def _rejection(record: str, units: Sequence[Unit], context: Context) -> Dispute:
    """The entry of a record that people rejected, with their notes and the quotes that speak against it."""
    against = [
        j for unit in units for j in context.decisions.opinions.get(unit.id, {}).values() if j.verdict == "reject"
    ]
    against.sort(key=lambda j: (j.at, j.id))
    people = sorted({person for unit in units for person, (_, verdict) in unit.views.items() if verdict == "reject"})
    quotes: dict[Evidence, None] = {quote: None for judgement in against for quote in judgement.evidence}
    return Dispute(
        field="act",
        records=(record,),
        sides=stated(units, "kind", context),
        why=f"Rejected by {', '.join(people)}.",
        status="rejected",
        notes=tuple(dict.fromkeys(judgement.note for judgement in against if judgement.note)),
        evidence=tuple(quotes),
    )


def _period(act: Act, units: Sequence[Unit], context: Context) -> str:
    """ "period" if a record lies outside the study's, else ""."""
    first, last = context.facts.period
    if first is None and last is None:
        return ""
    # Days, months and years compare as text; "~" comes after all that can follow a year.
    begin, end = f"{first or 0:04}", f"{last or 9999:04}~"
    if any(begin <= start <= end for start in act.starts):
        return ""
    spans = [days for unit in units if (days := _reach(unit.coding)) is not None]
    return "" if not spans or any(a <= end and b >= begin for a, b in spans) else "period"


def _reach(coding: Coding) -> tuple[str, str] | None:
    """The days in which an act matters: an agreement from its day until it is said to end."""
    days = span(coding)
    if days is None or coding.type != "agreement":
        return days
    return days[0], (coding.end.latest if coding.end else NEVER)
