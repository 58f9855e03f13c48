"""Which of many possible joins are made: the closest first, none between partners that exclude each other.

Acts are numbered within a bucket; a set of them is an int with a bit for each, so that the work on a bucket in which
much excludes much stays small.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from itertools import combinations
from typing import TypeVar

from kembar.casebase.acts import Act, Days, turned
from kembar.casebase.context import Context
from kembar.casebase.names import differ

Link = tuple[int, int, int]
Value = TypeVar("Value", bound=Hashable)


def exclusions(acts: list[Act], context: Context) -> list[int]:
    """For each of some acts of one manner the set of those that it cannot be one with (as ``mergeable`` says)."""
    apart = [0] * len(acts)
    readers = _holders(act.readers for act in acts)
    flows = _holders(act.flows for act in acts)
    names = _clashes(_holders(act.names for act in acts), differ)
    spans = _clashes(_holders(act.spans.items() for act in acts), _days_apart)
    told = _told_apart(acts, context)
    for number, act in enumerate(acts):
        found = told[number] if told else 0
        for reader in act.readers:
            found |= readers[reader]
        for flow in act.flows:
            found |= flows.get(turned(flow), 0)
        for name in act.names if names else ():
            found |= names.get(name, 0)
        for span in act.spans.items() if spans else ():
            found |= spans.get(span, 0)
        apart[number] = found & ~(1 << number)
    return apart


def choose(links: Iterable[Link], apart: list[int]) -> list[tuple[int, int]]:
    """Choose joins among links (closeness, act, act), given for each act the set of those it cannot be one with.

    The closest come first. A link is passed over while one of its two acts has another partner, as close or closer,
    that excludes the other of the two: then a person has to decide.
    """
    root = list(range(len(apart)))
    members = [1 << number for number in root]
    partners = [0] * len(apart)
    apart = list(apart)
    levels: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for closeness, a, b in links:
        levels[closeness].append((a, b))
    chosen: list[tuple[int, int]] = []
    for level in sorted(levels, reverse=True):
        for a, b in levels[level]:
            partners[root[a]] |= members[root[b]]
            partners[root[b]] |= members[root[a]]
        for a, b in levels[level]:
            one, other = root[a], root[b]
            if one == other or apart[one] & members[other]:
                continue
            both = members[one] | members[other]
            if (partners[one] & apart[other] & ~apart[one] | partners[other] & apart[one] & ~apart[other]) & ~both:
                continue
            chosen.append((a, b))
            members[one], apart[one] = both, apart[one] | apart[other]
            partners[one] |= partners[other]
            root = [one if number == other else number for number in root]
            # Whoever is a partner of one of the two is now a partner of both.
            partners = [known | both if known & both else known for known in partners]
    return chosen


def _holders(values: Iterable[Iterable[Value]]) -> dict[Value, int]:
    """For each value the set of acts that have it."""
    found: dict[Value, int] = {}
    bit = 1
    for several in values:
        for value in several:
            found[value] = found.get(value, 0) | bit
        bit <<= 1
    return found


def _clashes(holders: dict[Value, int], clash: Callable[[Value, Value], bool]) -> dict[Value, int]:
    """For each value the set of acts that have a value which cannot be that of the same act."""
    found: dict[Value, int] = {}
    for a, b in combinations(holders, 2):
        if clash(a, b):
            found[a] = found.get(a, 0) | holders[b]
            found[b] = found.get(b, 0) | holders[a]
    return found


def _days_apart(a: tuple[str, Days], b: tuple[str, Days]) -> bool:
    return a[0] == b[0] and (a[1][1] < b[1][0] or b[1][1] < a[1][0])


def _told_apart(acts: list[Act], context: Context) -> list[int]:
    """For each act the set of those that a person said are different ones."""
    different = context.decisions.different
    if not different:
        return []
    ids = _holders([unit.id for unit in act.units] for act in acts)
    found = [0] * len(acts)
    for number, act in enumerate(acts):
        for unit in act.units:
            for other in different.get(unit.id, ()):
                found[number] |= ids.get(other, 0)
    return found
