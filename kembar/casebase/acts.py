"""An act on its way to a record: one or more codings, with what decides whether it can be one with another act."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from kembar.casebase.context import Context
from kembar.casebase.counting import Unit
from kembar.casebase.names import Name, differ
from kembar.casebase.times import is_programme, span
from kembar.offsets import letters
from kembar.types import Coding

Why = tuple[str, "Act", "Act"]
_SETS = ("kinds", "flows", "names", "numbers", "venues", "starts", "months", "sources", "readers")
_AGREEMENT, _PROGRAMME, _SINGLE, _ONCE, _STATEMENT = "agreement", "programme", "single", "once", "statement"


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Letters and digits of a text, folded, for comparing venues and values."""
    return letters(text).text


class Act:
    """Codings held to tell one act.

    ``manner`` keeps apart what never joins: agreements, programmes, single acts, named things that occur once, and
    statements. ``spans`` holds, by kind, the days common to all dated codings of that kind (none for codes that occur
    once: they join whatever their dates). ``whys`` are the joins made: rule and the two acts as they were. A join
    leaves the two acts as they are (``fixed``) and makes a third, to which their ``root`` leads.
    """

    __slots__ = (
        "dated", "fixed", "flows", "kinds", "manner", "months", "names", "numbers", "readers", "root", "sources",
        "spans", "starts", "units", "venues", "whys",
    )  # fmt: skip

    def __init__(self, units: list[Unit], context: Context) -> None:
        self.units = units
        self.root: Act = self
        self.fixed = True
        self.whys: list[Why] = []
        self.kinds: set[str] = set()
        self.flows: set[str] = set()
        self.names: set[Name] = set()
        self.numbers: set[int] = set()
        self.venues: set[str] = set()
        self.starts: set[str] = set()
        self.months: set[str] = set()
        self.dated = False
        self.spans: dict[str, tuple[str, str]] = {}
        self.sources = {source for unit in units for source in unit.sources}
        self.readers = {reader for unit in units for reader in unit.readers}
        live = [unit for unit in units if unit.verdict != "rejected"] or units
        for unit in live:
            self._take(unit.coding, context)
        accepted = [unit for unit in live if unit.verdict == "accepted"]
        self.manner = _manner([unit.coding for unit in accepted or live], context)

    def _take(self, coding: Coding, context: Context) -> None:
        kind = coding.kind
        self.kinds.add(kind)
        if coding.flow:
            self.flows.add(coding.flow)
        if coding.participants:
            self.numbers.add(coding.participants.value)
        name = ""
        if coding.attributes:
            written = coding.attributes.get("name")
            if isinstance(written, str) and (read := context.names.read(written)).key:
                self.names.add(read)
                name = read.key
            if isinstance(venue := coding.attributes.get("venue"), str):
                self.venues.add(plain(venue))
        days = span(coding)
        if days is None:
            return
        self.dated = True
        if coding.start is not None:
            self.starts.add(coding.start.edtf)
            if coding.start.precision >= 2:
                self.months.add(coding.start.earliest[:7])
        if kind not in context.once or (coding.type == "activity" and not name):
            self.spans[kind] = _common(self.spans.get(kind), days)

    @property
    def key(self) -> str:
        """A stable name: the smallest coding id."""
        return min(unit.id for unit in self.units)

    def find(self) -> Act:
        """The act into which this one was joined."""
        act = self
        while act.root is not act:
            act = act.root
        self.root = act
        return act

    def join(self, other: Act, rule: str) -> None:
        """Make one act of the acts that this one and another now belong to (nothing if that is one already)."""
        one, two = self.find(), other.find()
        if one is two:
            return
        if one.fixed:
            one.root = one = one._copy()
        two.root = one
        one.units = [*one.units, *two.units]
        one.whys = [*one.whys, *two.whys, (rule, self, other)]
        for name in _SETS:
            getattr(one, name).update(getattr(two, name))
        one.dated = one.dated or two.dated
        for kind, days in two.spans.items():
            one.spans[kind] = _common(one.spans.get(kind), days)

    def _copy(self) -> Act:
        twin = Act.__new__(Act)
        for name in _SETS:
            setattr(twin, name, set(getattr(self, name)))
        twin.units, twin.whys, twin.spans = self.units, self.whys, dict(self.spans)
        twin.manner, twin.dated, twin.fixed, twin.root = self.manner, self.dated, False, twin
        return twin


def _common(known: tuple[str, str] | None, days: tuple[str, str]) -> tuple[str, str]:
    """The days that two spans share; both together where one source, or a person, tells spans that share none."""
    if known is None:
        return days
    first, last = max(known[0], days[0]), min(known[1], days[1])
    return (first, last) if first <= last else (min(known[0], days[0]), max(known[1], days[1]))


def _manner(codings: list[Coding], context: Context) -> str:
    first = codings[0]
    if first.type == "agreement":
        return _AGREEMENT
    if first.type == "statement":
        return _STATEMENT
    if any(coding.kind in context.once for coding in codings):
        return _ONCE
    return _PROGRAMME if any(is_programme(coding) for coding in codings) else _SINGLE


def opposite(a: Iterable[str], b: Iterable[str]) -> bool:
    """Whether one of two sets of flows goes the other way than one of the other."""
    turned = {">".join(reversed(flow.split(">"))) for flow in a if ">" in flow}
    return not turned.isdisjoint(b)


def at_odds(a: Act, b: Act, context: Context) -> bool:
    """Whether what two acts are forbids that they are one: manner, flow, name, dates, or a person's word."""
    if a.manner != b.manner:
        return True
    for kind, (first, last) in a.spans.items():
        other = b.spans.get(kind)
        if other and (last < other[0] or other[1] < first):
            return True
    if a.flows and b.flows and opposite(a.flows, b.flows):
        return True
    if a.names and b.names and any(differ(x, y) for x in a.names for y in b.names):
        return True
    return told_apart(a, b, context)


def told_apart(a: Act, b: Act, context: Context) -> bool:
    """Whether a person said that a coding of one and a coding of the other are different acts."""
    different = context.decisions.different
    if not different:
        return False
    ids = {unit.id for unit in b.units}
    return any(not ids.isdisjoint(different[unit.id]) for unit in a.units if unit.id in different)


def mergeable(a: Act, b: Act, context: Context) -> bool:
    """Whether two acts may become one by rule: not at odds, and no reader told them apart."""
    return a.readers.isdisjoint(b.readers) and not at_odds(a, b, context)


def peaceful(acts: list[Act], context: Context) -> bool:
    """Whether every two of some acts are mergeable, found out without comparing every two (False where unsure)."""
    if context.decisions.different or any(act.manner != acts[0].manner for act in acts):
        return False
    if sum(len(act.readers) for act in acts) > len(set().union(*(act.readers for act in acts))):
        return False
    flows = set().union(*(act.flows for act in acts))
    if flows and opposite(flows, flows):
        return False
    names = list(set().union(*(act.names for act in acts)))
    if len(names) > 1 and any(differ(x, y) for number, x in enumerate(names) for y in names[number + 1 :]):
        return False
    common: dict[str, tuple[str, str]] = {}
    for act in acts:
        for kind, (first, last) in act.spans.items():
            known = common.get(kind)
            if known:
                first, last = max(known[0], first), min(known[1], last)
                if first > last:
                    return False
            common[kind] = (first, last)
    return True


def closeness(a: Act, b: Act) -> int:
    """How much two acts have in common beyond the rule that would join them."""
    score = 0
    if not {n.key for n in a.names}.isdisjoint(n.key for n in b.names):
        score += 16
    if not a.starts.isdisjoint(b.starts):
        score += 3 + 4 * any(len(start) == 10 for start in a.starts & b.starts)
    score += 2 * (not a.months.isdisjoint(b.months))
    score += 2 * (not a.flows.isdisjoint(b.flows))
    score += 2 * (not a.numbers.isdisjoint(b.numbers))
    return score + 2 * (not a.venues.isdisjoint(b.venues))
