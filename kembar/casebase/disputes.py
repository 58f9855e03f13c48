"""Disputes: independent sources whose values cannot both hold for the same time; and what is only filed differently."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Any

from kembar.casebase import values
from kembar.casebase.acts import Act, opposite
from kembar.casebase.context import Context
from kembar.casebase.counting import Unit
from kembar.casebase.names import differ
from kembar.casebase.values import StatedValue
from kembar.types import Count, When

_NUMBER = re.compile(r"\d+")
Clash = Callable[[Any, Any, Context], bool]


def clashes(act: Act, context: Context) -> list[tuple[str, int | None, tuple[StatedValue, ...]]]:
    """Find what independent sources of one act dispute: (field, year spoken of or None, the sides)."""
    live = [unit for unit in act.units if unit.live]
    programme = act.manner == "programme"
    found: list[tuple[str, int | None, tuple[StatedValue, ...]]] = []
    for field in _unequal(act, live):
        if field == "attributes.venue" and programme:
            continue
        told = [unit for unit in live if field != "start" or unit.coding.status != "planned"]
        clash = _CLASH[field]
        if not any(clash(a, b, context) for a, b in combinations(values.different(told, field), 2)):
            continue
        by_year: dict[int | None, list[StatedValue]] = defaultdict(list)
        for value in values.stated(told, field, context):
            by_year[value.about].append(value)
        for year in sorted(by_year, key=lambda y: y or 0):
            if year is None and (field == "attributes.value" or (programme and field == "participants")):
                continue
            sides = _sides(by_year[year], clash, context)
            if sides:
                found.append((field, year, sides))
    return found


def filed_differently(act: Act, context: Context) -> tuple[str, ...]:
    """The fields (kind, sector, actors) under which independent sources file an act differently."""
    live = [unit for unit in act.units if unit.live]
    fields = [field for field in ("kind", "sector", "actors") if len(values.different(live, field)) > 1]
    return tuple([field for field in fields if _sides(values.stated(live, field, context), _unlike, context)])


def _unequal(act: Act, live: Sequence[Unit]) -> list[str]:
    """The fields in which the codings of an act state different values."""
    several = (
        ("start", act.starts),
        ("participants", act.numbers),
        ("flow", act.flows),
        ("attributes.venue", act.venues),
    )
    found = [field for field, told in several if len(told) > 1]
    if len(values.different(live, "end")) > 1:
        found.append("end")
    if act.manner == "statement" and len(values.different(live, "attributes.value")) > 1:
        found.append("attributes.value")
    if any(unit.block != live[0].block for unit in live):
        found += ["pair", "place"]
    return found


def _sides(told: Sequence[StatedValue], clash: Clash, context: Context) -> tuple[StatedValue, ...]:
    """The values of two or more witnesses none of whose values can hold together."""
    if len(told) < 2:
        return ()
    by_witness: dict[str, list[StatedValue]] = defaultdict(list)
    for value in told:
        for witness in value.witnesses:
            by_witness[witness].append(value)
    for witness, own in by_witness.items():
        by_witness[witness] = [value for value in own if value.judged] or own
    sides: set[int] = set()
    for a, b in combinations(sorted(by_witness), 2):
        if all(clash(x.value, y.value, context) for x in by_witness[a] for y in by_witness[b]):
            sides.update(id(value) for value in (*by_witness[a], *by_witness[b]))
    return tuple([value for value in told if id(value) in sides])


def _unlike(a: Any, b: Any, context: Context) -> bool:
    if isinstance(a, tuple):
        return not (set(a) <= set(b) or set(b) <= set(a))
    return bool(a != b)


def _dates(a: When, b: When, context: Context) -> bool:
    (first, last), (other_first, other_last) = _reach(a), _reach(b)
    return last < other_first or other_last < first


def _reach(when: When) -> tuple[str, str]:
    """The days a date may mean; one that is said to be about a year may be a year off."""
    if "~" not in when.edtf:
        return when.earliest, when.latest
    first, last = int(when.earliest[:4]) - 1, int(when.latest[:4]) + 1
    return f"{first:04}{when.earliest[4:]}", f"{last:04}{when.latest[4:]}"


def _counts(a: Count, b: Count, context: Context) -> bool:
    """Two numbers differ beyond how they are meant; one that is a stated part of the other does not contradict it."""
    if a.value in b.parts or b.value in a.parts:
        return False
    (low, high), (other_low, other_high) = _range(a), _range(b)
    return high < other_low or other_high < low


def _range(count: Count) -> tuple[float, float]:
    if count.bound == "at_least":
        return count.value, float("inf")
    slack = max(1.0, count.value / 10) if count.bound == "about" else 0.0
    return count.value - slack, count.value + slack


def _flows(a: str, b: str, context: Context) -> bool:
    return opposite({a}, {b})


def _words(a: Any, b: Any, context: Context) -> bool:
    """Two numbers that are not equal, or two wordings that differ as names do."""
    one, other = str(a), str(b)
    numbers = _NUMBER.findall(one), _NUMBER.findall(other)
    if len(numbers[0]) == 1 and len(numbers[1]) == 1:
        return int(numbers[0][0]) != int(numbers[1][0])
    return differ(context.names.read(one), context.names.read(other))


def _places(a: Any, b: Any, context: Context) -> bool:
    return bool(getattr(a, "key", None) != getattr(b, "key", None) or getattr(a, "id", None) != getattr(b, "id", None))


_CLASH: dict[str, Clash] = {
    "start": _dates,
    "end": _dates,
    "participants": _counts,
    "flow": _flows,
    "attributes.venue": _words,
    "attributes.value": _words,
    "pair": _places,
    "place": _places,
}
