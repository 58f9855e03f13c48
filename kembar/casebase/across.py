"""Joining across sources by the rules (a) to (f), strongest first.

Acts meet only in buckets (kind with day, name, month, number, venue or year), so the work grows with the number of
acts. Of several partners that exclude each other the closest is taken; where none is closest, none is, and a person is
asked (see ``near``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from itertools import combinations

from kembar.casebase.acts import Act, closeness, mergeable
from kembar.casebase.context import Context
from kembar.casebase.matching import choose, exclusions

#: A memorandum and the tie that it makes are told as one act by some sources; both are codes of the codebook.
TIE = frozenset({"memorandum", "sister_agreement"})
Keys = Callable[[Act, Context], Iterable[Hashable]]
Fits = Callable[[Act, Act], bool]


def join(acts: list[Act], context: Context) -> list[Act]:
    """Join acts of one block across sources; return what is left."""
    by_manner: dict[str, list[Act]] = defaultdict(list)
    for act in sorted((act for act in acts if act.live), key=lambda act: act.key):
        by_manner[act.manner].append(act)
    for manner in sorted(by_manner):
        ordered = by_manner[manner]
        judged = [act for act in ordered if act.judged]
        if 1 < len(judged) < len(ordered):  # what people accepted first: a slip of a machine does not keep it apart
            _join_by_rules(judged, manner, context)
        _join_by_rules(ordered, manner, context)
        if manner in ("single", "agreement"):
            _join_undated(ordered, context)
    return list(dict.fromkeys([act.find() for act in acts]))


def _join_by_rules(ordered: list[Act], manner: str, context: Context) -> None:
    for rule, keys, fits in _STEPS[manner]:
        buckets: dict[Hashable, list[Act]] = defaultdict(list)
        for act in ordered:
            for key in keys(act, context):
                buckets[key].append(act)
        # Sets are walked in no fixed order, so the buckets are put into one: equal input gives equal records.
        for key in sorted([key for key, bucket in buckets.items() if len(bucket) > 1], key=str):
            _join_bucket(buckets[key], rule, fits, context)


def _day(act: Act, context: Context) -> Iterable[Hashable]:
    return [(kind, day) for day in act.starts if len(day) == 10 for kind in act.kinds]


def _name(act: Act, context: Context) -> Iterable[Hashable]:
    return [(kind, name.key) for name in act.names for kind in act.kinds] if act.names else ()


def _dated_name(act: Act, context: Context) -> Iterable[Hashable]:
    return _name(act, context) if act.dated else ()


def _once(act: Act, context: Context) -> Iterable[Hashable]:
    return act.kinds & context.once


def _flow(act: Act, context: Context) -> Iterable[Hashable]:
    return [(kind, flow) for kind in act.kinds for flow in act.flows]


def _kind(act: Act, context: Context) -> Iterable[Hashable]:
    return act.kinds


def _more(act: Act, context: Context) -> Iterable[Hashable]:
    """What a dated act must share with another beyond its date: month, number with flow, or venue."""
    keys: list[Hashable] = [(kind, month) for kind in act.kinds for month in act.months]
    if (act.numbers and act.flows) or act.venues:
        for kind, (first, last) in act.spans.items():
            for year in range(int(first[:4]), min(int(last[:4]), int(first[:4]) + 5) + 1):
                keys += [(kind, year, number, flow) for number in act.numbers for flow in act.flows]
                keys += [(kind, year, venue) for venue in act.venues]
    return keys


def _dated(act: Act, context: Context) -> Iterable[Hashable]:
    return [kind for kind in act.kinds if kind in act.spans]


def _tie(act: Act, context: Context) -> Iterable[Hashable]:
    return () if act.kinds.isdisjoint(TIE) else {start[:4] for start in act.starts}


def _is_tie(a: Act, b: Act) -> bool:
    return len((a.kinds | b.kinds) & TIE) == 2


def _any(a: Act, b: Act) -> bool:
    return True


#: By manner of act: the rules in their order, each with the buckets in which acts meet and what a couple must be.
_STEPS: dict[str, tuple[tuple[str, Keys, Fits], ...]] = {
    "agreement": (
        ("day", _day, _any),
        ("name", _dated_name, _any),
        ("a", _once, _any),
        ("d", _dated, _any),
        ("d", _tie, _is_tie),
    ),
    "programme": (("day", _day, _any), ("name", _name, _any), ("b", _flow, _any), ("b", _kind, _any)),
    "single": (("day", _day, _any), ("name", _dated_name, _any), ("c", _more, _any)),
    "once": (("day", _day, _any), ("a", _name, _any), ("c", _more, _any)),
    "statement": (("day", _day, _any), ("f", _dated, _any)),
}


def _join_bucket(bucket: list[Act], rule: str, fits: Fits, context: Context) -> None:
    """Join the acts of a bucket as far as the rule holds between them and nothing keeps them apart."""
    members: dict[Act, list[Act]] = {}
    for act in bucket:
        members.setdefault(act.find(), []).append(act)
    roots = list(members)
    if len(roots) < 2:
        return
    if len(roots) == 2:
        couple = _couple(members[roots[0]], members[roots[1]], fits)
        if couple and mergeable(roots[0], roots[1], context):
            couple[0].join(couple[1], rule)
        return
    apart = exclusions(roots, context)
    if fits is _any and not any(apart) and _of_other_sources(bucket):
        for act in bucket[1:]:
            bucket[0].join(act, rule)
        return
    links, couples = [], {}
    for (i, one), (j, other) in combinations(enumerate(roots), 2):
        if not apart[i] >> j & 1 and (couple := _couple(members[one], members[other], fits)):
            links.append((closeness(one, other), i, j))
            couples[i, j] = couple
    for link in choose(links, apart):
        couples[link][0].join(couples[link][1], rule)


def _couple(some: list[Act], others: list[Act], fits: Fits) -> tuple[Act, Act] | None:
    """Two acts of different sources between which the rule holds."""
    for a in some:
        for b in others:
            if a.sources.isdisjoint(b.sources) and fits(a, b):
                return a, b
    return None


def _of_other_sources(acts: list[Act]) -> bool:
    return sum(len(act.sources) for act in acts) == len(set().union(*(act.sources for act in acts)))


def _join_undated(ordered: list[Act], context: Context) -> None:
    """Rule (e): an undated act joins only the sole candidate, a dated one if there is any."""
    by_kind: dict[str, list[Act]] = defaultdict(list)
    for act in ordered:
        for kind in act.kinds:
            by_kind[kind].append(act)
    for kind in sorted(by_kind):
        bucket = list(dict.fromkeys(act.find() for act in by_kind[kind]))
        dated = [act for act in bucket if act.dated]
        wishes: dict[Act, list[Act]] = defaultdict(list)
        alone: list[Act] = []
        for act in bucket:
            if not act.dated:
                found = _candidates(act, dated, context)
                if len(found) == 1:
                    wishes[found[0]].append(act)
                elif not found:
                    alone.append(act)
        for act in alone:
            found = _candidates(act, alone, context)
            if len(found) == 1 and (found[0] not in wishes) and _candidates(found[0], alone, context) == [act]:
                wishes[act].append(found[0])
        for target, wishing in wishes.items():
            _grant(target, wishing, context)


def _grant(target: Act, wishing: list[Act], context: Context) -> None:
    """Join undated acts to the one that each of them can be, but none that excludes another."""
    for act, apart in zip(wishing, exclusions(wishing, context), strict=True):
        if not apart and _shares_judgement(target, act) and mergeable(target.find(), act, context):
            target.join(act, "e")


def _shares_judgement(one: Act, other: Act) -> bool:
    """Whether (e) may join: what nobody judged joins a judged act only with a name, a number with flow or a venue."""
    if one.judged == other.judged or not one.names.isdisjoint(other.names) or not one.venues.isdisjoint(other.venues):
        return True
    return not one.numbers.isdisjoint(other.numbers) and not one.flows.isdisjoint(other.flows)


def _candidates(act: Act, others: list[Act], context: Context) -> list[Act]:
    """The acts that an undated act can be, two at most."""
    found: list[Act] = []
    for other in others:
        if other is not act and act.sources.isdisjoint(other.sources) and mergeable(act, other, context):
            found.append(other)
            if len(found) == 2:
                break
    return found
