"""Records that may be the same: joins that the rules would make but may not, and near misses, for a person to decide.

Acts are compared with their neighbours by date and with those that share a name, month, number or venue, never all
with all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable

from kembar.casebase.acts import Act, opposite, told_apart
from kembar.casebase.blocks import Result
from kembar.casebase.context import Context
from kembar.casebase.names import differ
from kembar.casebase.records import PossiblySame
from kembar.casebase.times import EVER, NEVER, gap_days, span

#: How many neighbours by date an act is compared with, and how many partners an undated act may have to be listed.
WINDOW, FEW = 10, 3
YEAR = 366
WHY = {
    "one_reading": "The rules would join them, but one reader tells two acts.",
    "several": "The rules would join it with one of several; none fits best.",
    "year_off": "Same kind, much in common, dates up to a year apart.",
    "neighbouring_kind": "Same time and more in common, under neighbouring kinds.",
    "nothing_more": "Same kind, dates that overlap, nothing more in common.",
    "other_name": "Same kind and day under different names.",
    "same_source": "One source tells both in different places; they would join across sources.",
    "contested": "People differ on whether they are the same.",
}


def possibly_same(result: Result, context: Context) -> list[PossiblySame]:
    """List couples of records of one block, each once, with the reason to look at them.

    A judgement that may change them makes another result, so the list is kept with this one.
    """
    if "near" not in result.kept:
        result.kept["near"] = _possibly_same(result, context)
    found: list[PossiblySame] = result.kept["near"]
    return found


def _possibly_same(result: Result, context: Context) -> list[PossiblySame]:
    acts = [act for act, record in result.acts if record.live]
    ids = {act: record.id for act, record in result.acts}
    found: dict[tuple[str, str], str] = {}
    for a, b in _candidates(acts, context):
        one, other = ids[a], ids[b]
        couple = (one, other) if one < other else (other, one)
        if couple not in found:
            found[couple] = _reason(a, b, context)
    return [PossiblySame(couple, found[couple], WHY[found[couple]]) for couple in sorted(found) if found[couple]]


def _candidates(acts: list[Act], context: Context) -> Iterable[tuple[Act, Act]]:
    yield from _contested(acts, context)
    buckets: dict[Hashable, list[Act]] = defaultdict(list)
    for act in sorted(acts, key=lambda act: (_days(act) or (NEVER, NEVER), act.key)):
        for key in _keys(act, context):
            buckets[key].append(act)
    for bucket in buckets.values():
        for number, act in enumerate(bucket):
            for other in bucket[number + 1 : number + 1 + WINDOW]:
                yield act, other
    yield from _undated(acts, context)


def _keys(act: Act, context: Context) -> set[Hashable]:
    keys: set[Hashable] = {(act.units[0].coding.type, "name", name.key) for name in act.names}
    for kind in act.kinds:
        if act.dated or kind in context.once:
            keys.add((kind, act.manner))
        family = _family(kind, context)
        keys |= {(family, month) for month in act.months}
        keys |= {(family, start[:4], number) for start in act.starts for number in act.numbers}
        keys |= {(family, start[:4], venue) for start in act.starts for venue in act.venues}
    return keys


def _family(kind: str, context: Context) -> str:
    """What neighbouring kinds share: their usual sector, or being agreements."""
    return (kind in context.codebook and context.codebook.get(kind).usual_sector) or "agreement"


def _days(act: Act) -> tuple[str, str] | None:
    """The days over which an act's codings reach, None without a date."""
    spans = [days for unit in act.units if (days := span(unit.coding)) and days != (EVER, NEVER)]
    return (min(a for a, _ in spans), max(b for _, b in spans)) if spans else None


def _contested(acts: list[Act], context: Context) -> Iterable[tuple[Act, Act]]:
    if context.decisions.contested:
        holder = {unit.id: act for act in acts for unit in act.units}
        for a, b in sorted(context.decisions.contested):
            if a in holder and b in holder and holder[a] is not holder[b]:
                yield holder[a], holder[b]


def _undated(acts: list[Act], context: Context) -> Iterable[tuple[Act, Act]]:
    """Undated acts with each of the few acts that they can be."""
    by_kind: dict[tuple[str, str], list[Act]] = defaultdict(list)
    for act in acts:
        for kind in act.kinds:
            by_kind[kind, act.manner].append(act)
    for bucket in by_kind.values():
        for act in bucket:
            if not act.dated and act.manner in ("single", "agreement"):
                partners = []
                for other in bucket:
                    if other is not act and _reason(act, other, context):
                        partners.append(other)
                        if len(partners) > FEW:
                            break
                else:
                    yield from ((act, other) for other in partners)


def _reason(a: Act, b: Act, context: Context) -> str:
    """Why a person should look at two acts ("" if they need not)."""
    if context.decisions.contested and _is_contested(a, b, context):
        return "contested"
    if a.manner != b.manner or told_apart(a, b, context) or opposite(a.flows, b.flows):
        return ""
    apart = _apart(a, b)
    if a.kinds.isdisjoint(b.kinds):
        return "neighbouring_kind" if not apart and _neighbours(a, b, context) and _common(a, b) else ""
    one_reader = not a.readers.isdisjoint(b.readers)
    if any(differ(x, y) for x in a.names for y in b.names):
        same_day = any(len(day) == 10 for day in a.starts & b.starts)
        return "other_name" if same_day and not one_reader else ""
    if apart:
        close = apart <= YEAR and (a.manner == "agreement" or _common(a, b))
        return "year_off" if close and not one_reader else ""
    if not _rule_holds(a, b, context):
        return "nothing_more" if a.dated and b.dated and not one_reader else ""
    if not any(set(x.sources).isdisjoint(y.sources) for x in a.units for y in b.units):
        return "" if one_reader else "same_source"
    return "one_reading" if one_reader else "several"


def _is_contested(a: Act, b: Act, context: Context) -> bool:
    couples = {(min(x.id, y.id), max(x.id, y.id)) for x in a.units for y in b.units}
    return not context.decisions.contested.isdisjoint(couples)


def _apart(a: Act, b: Act) -> int:
    """Days between the dates of two acts, 0 where they overlap or one has none."""
    shared = a.spans.keys() & b.spans.keys()
    if shared:
        return max(gap_days(a.spans[kind], b.spans[kind]) for kind in shared)
    if a.kinds.isdisjoint(b.kinds) and (one := _days(a)) and (other := _days(b)):
        return gap_days(one, other)
    return 0


def _neighbours(a: Act, b: Act, context: Context) -> bool:
    families = {_family(kind, context) for kind in a.kinds}, {_family(kind, context) for kind in b.kinds}
    return not families[0].isdisjoint(families[1])


def _common(a: Act, b: Act) -> bool:
    """Whether two acts have one more thing in common than kind and time."""
    if not a.months.isdisjoint(b.months) or not a.venues.isdisjoint(b.venues):
        return True
    if not {name.key for name in a.names}.isdisjoint(name.key for name in b.names):
        return True
    return not a.numbers.isdisjoint(b.numbers) and not a.flows.isdisjoint(b.flows)


def _rule_holds(a: Act, b: Act, context: Context) -> bool:
    """Whether a rule would join two acts of one kind that are not at odds."""
    if a.manner == "programme" or not (a.dated and b.dated):
        return True
    return a.manner in ("agreement", "statement") or _common(a, b)
