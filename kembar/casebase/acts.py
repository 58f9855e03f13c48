"""An act on its way to a record: one or more codings, with what decides whether it can be one with another act."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any

from kembar.casebase.context import Context
from kembar.casebase.counting import Unit
from kembar.casebase.names import Name, differ
from kembar.casebase.times import is_programme, span
from kembar.offsets import letters
from kembar.types import Coding

#: A join: its rule and the codings of the two acts that it joined.
Why = tuple[str, tuple[Unit, ...], tuple[Unit, ...]]
Days = tuple[str, str]
_PROGRAMME, _SINGLE, _ONCE = "programme", "single", "once"
_NONE: frozenset[Any] = frozenset()
#: The rule by which readings of one source join.
SAME_WORDS = "same words"


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Letters and digits of a text, folded, for comparing venues and values."""
    return letters(text).text


# Most acts are one coding with one value in a field: equal values share one set, and an act holds nothing of its own.
@lru_cache(maxsize=65536)
def _only(value: Any) -> frozenset[Any]:
    return frozenset((value,))


@lru_cache(maxsize=65536)
def _within(kind: str, first: str, last: str) -> dict[str, Days]:
    return {kind: (first, last)}


class Act:
    """Codings held to tell one act.

    ``manner`` keeps apart what never joins: "agreement", "programme", "single" (other acts), "once" (named things that
    occur once), "statement". ``spans`` holds, by kind, the days common to all dated codings of that kind (none for
    codes that occur once: they join whatever their dates). ``whys`` are the joins made. A join leaves the two acts as
    they are and makes a third, to which their ``root`` leads. What is rejected lends it no features, and where readers
    coded the same words a judged coding speaks for those that nobody judged.
    """

    __slots__ = (
        "dated", "flows", "judged", "key", "kinds", "live", "manner", "months", "names", "numbers", "readers", "root",
        "sources", "spans", "starts", "units", "venues", "whys",
    )  # fmt: skip

    def __init__(self, unit: Unit, context: Context) -> None:
        coding = unit.coding
        start, once, programme = coding.start, coding.kind in context.once, is_programme(coding)
        days = span(coding, programme)
        self.units: tuple[Unit, ...] = (unit,)
        self.key = unit.id
        self.root: Act | None = None
        self.whys: tuple[Why, ...] = ()
        self.live = unit.verdict != "rejected"
        self.judged = unit.verdict == "accepted"
        self.sources: frozenset[str] = _only(unit.sources[0]) if len(unit.sources) == 1 else frozenset(unit.sources)
        self.readers: frozenset[object] = _only(unit.readers[0]) if len(unit.readers) == 1 else frozenset(unit.readers)
        self.kinds: frozenset[str] = _only(coding.kind)
        self.flows: frozenset[str] = _only(coding.flow) if coding.flow else _NONE
        self.numbers: frozenset[int] = _only(coding.participants.value) if coding.participants else _NONE
        self.names: frozenset[Name] = _NONE
        self.venues: frozenset[str] = _NONE
        if coding.attributes:
            self._take_attributes(coding, context)
        self.dated = days is not None
        self.starts: frozenset[str] = _only(start.edtf) if start else _NONE
        month = start.earliest[:7] if start else ""
        self.months: frozenset[str] = _only(month) if start and start.latest[:7] == month else _NONE
        self.manner = _manner(coding.type, once, programme)
        self.spans: dict[str, Days] = {}
        if days is not None and not (once and (coding.type != "activity" or self.names)):
            self.spans = _within(coding.kind, *days)

    def _take_attributes(self, coding: Coding, context: Context) -> None:
        name, venue = coding.attributes.get("name"), coding.attributes.get("venue")
        if isinstance(name, str) and (read := context.names.read(name)).key:
            self.names = _only(read)
        if isinstance(venue, str):
            self.venues = _only(plain(venue))

    def find(self) -> Act:
        """The act into which this one was joined."""
        if self.root is None:
            return self
        act = self.root
        while act.root is not None:
            act = act.root
        self.root = act
        return act

    def join(self, other: Act, rule: str) -> None:
        """Make one act of the acts that this one and another now belong to (nothing if that is one already)."""
        one, two = self.find(), other.find()
        if one is two:
            return
        if (two.live, two.judged) > (one.live, one.judged):
            one, two = two, one
        both = Act.__new__(Act)
        both.root = None
        one.root = two.root = both
        both.units = one.units + two.units
        both.key = min(one.key, two.key)
        both.whys = (*one.whys, *two.whys, (rule, self.units, other.units))
        both.readers = one.readers | two.readers
        both.live, both.judged = one.live, one.judged
        lends = two.live == one.live and not (rule == SAME_WORDS and one.judged and not two.judged)
        for name in ("kinds", "flows", "names", "numbers", "venues", "starts", "months", "sources"):
            setattr(both, name, getattr(one, name) | getattr(two, name) if lends else getattr(one, name))
        both.dated = one.dated or (two.dated and lends)
        both.manner = one.manner
        if lends and one.judged == two.judged and two.manner == _PROGRAMME:
            both.manner = _PROGRAMME
        both.spans = _common(one.spans, two.spans) if lends else one.spans
        if both.manner == _ONCE and both.names:
            both.spans = {}


def _common(one: dict[str, Days], two: dict[str, Days]) -> dict[str, Days]:
    """By kind the days that two acts share; both together where one source, or a person, tells days that share none."""
    spans = {**one, **two}
    for kind in one.keys() & two.keys():
        (a, b), (c, d) = one[kind], two[kind]
        first, last = max(a, c), min(b, d)
        spans[kind] = (first, last) if first <= last else (min(a, c), max(b, d))
    return spans


def _manner(type_: str, once: bool, programme: bool) -> str:
    if type_ != "activity":
        return type_
    if once:
        return _ONCE
    return _PROGRAMME if programme else _SINGLE


@lru_cache(maxsize=8192)
def turned(flow: str) -> str:
    """The flow the other way ("" for one without a direction)."""
    return ">".join(reversed(flow.split(">"))) if ">" in flow else ""


def opposite(a: Iterable[str], b: Collection[str]) -> bool:
    """Whether one of two sets of flows goes the other way than one of the other."""
    return any(turned(flow) in b for flow in a)


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


def closeness(a: Act, b: Act) -> int:
    """How much two acts have in common beyond the rule that would join them."""
    score = 0
    if a.names and b.names and not {n.key for n in a.names}.isdisjoint([n.key for n in b.names]):
        score += 16
    if not a.starts.isdisjoint(b.starts):
        score += 3 + 4 * any(len(start) == 10 for start in a.starts & b.starts)
    if not a.months.isdisjoint(b.months):
        score += 2
    if not a.flows.isdisjoint(b.flows):
        score += 2
    if not a.numbers.isdisjoint(b.numbers):
        score += 2
    return score if a.venues.isdisjoint(b.venues) else score + 2
