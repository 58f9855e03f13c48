"""The filters of ``Casebase.where``: names, what each takes, and how a record passes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from kembar.casebase.context import Context
from kembar.casebase.facts import StudyPair
from kembar.casebase.records import Record
from kembar.casebase.times import NEVER, span
from kembar.problems import unknown

#: Filter -> what it takes. Any but ``since``, ``until`` and ``judged`` may take several values.
KNOWN = {
    "kind": "a kind or its parent",
    "sector": "a sector or its group",
    "status": "a status",
    "pair": "a pair's id or name",
    "since": "a year: happened or ran in it or later",
    "until": "a year: happened or ran in it or earlier",
    "actor": "a kind of actor",
    "source_kind": "a kind of source",
    "coder": "who read it: a person's name, rules, table, a model",
    "judged": "true or false: accepted by a person",
    "standing": "●, ◐, ○, ◇ or judged, open, proposed, suggested",
    "flow": "FROM>TO with place ids, or mutual",
    "source": "a source's id",
    "type": "agreement, activity or statement",
}
_STANDING = {"judged": "●", "open": "◐", "proposed": "○", "suggested": "◇"}
_TYPES = ("agreement", "activity", "statement")
_AXES = {"kind": ("kind", "statement"), "sector": ("sector", "sector_group"), "status": ("status",)}
_AXES |= {"actor": ("actor",), "source_kind": ("source_kind",)}


def check(asked: Mapping[str, Any], context: Context) -> None:
    """Raise UnknownNameError for a filter, code, pair, source, standing or type that does not exist."""
    for name, value in asked.items():
        if name not in KNOWN:
            raise unknown("filter", name, KNOWN)
        if name in ("since", "until"):
            _year(value)
        known = _known(name, context)
        for one in _several(value) if known else ():
            if one not in known:
                raise unknown(name.replace("_", " "), str(one), known)


def passing(asked: Mapping[str, Any], context: Context) -> Callable[[Record], bool]:
    """Return a function that says whether a record passes all filters."""
    tests = [_test(name, value, context) for name, value in asked.items() if value is not None]
    return lambda record: all(test(record) for test in tests)


def _several(value: Any) -> tuple[Any, ...]:
    return (value,) if isinstance(value, str | int) else tuple(value or ())


def _year(value: Any) -> int:
    text = str(value)[:4]
    if not text.isdecimal() or len(text) != 4:
        raise unknown("year", str(value), ("1997", "2023"))
    return int(text)


def _known(name: str, context: Context) -> frozenset[str]:
    if name in _AXES:
        return frozenset(code.id for axis in _AXES[name] for code in context.codebook.axis(axis))
    if name == "pair":
        return frozenset(text for p in context.facts.pairs for text in _names(p))
    if name == "source":
        return frozenset(context.facts.sources)
    if name == "standing":
        return frozenset((*_STANDING, *_STANDING.values()))
    return frozenset(_TYPES) if name == "type" else frozenset()


def _test(name: str, value: Any, context: Context) -> Callable[[Record], bool]:
    if name == "since":
        return lambda record: any(last >= _year(value) for _, last in _years(record))
    if name == "until":
        return lambda record: any(first <= _year(value) for first, _ in _years(record))
    if name == "judged":
        wanted_judged = value is True or value == "true"
        return lambda record: record.judged == wanted_judged
    wanted = frozenset(_STANDING.get(one, one) for one in _several(value))
    read = _READ[name]
    return lambda record: not wanted.isdisjoint(read(record, context))


def _years(record: Record) -> list[tuple[int, int]]:
    """First and last years of what sources state of a record's time; a running programme ends in 9999."""
    spans = [span(unit.coding) for unit in record.units if unit.coding.start or unit.coding.end]
    return [(int(days[0][:4]), 9999 if days[1] == NEVER else int(days[1][:4])) for days in spans if days]


def _names(pair: StudyPair) -> tuple[str, ...]:
    """All that a pair may be called: the study's id, both names in either order, its key."""
    a, b = pair.pair.a.name, pair.pair.b.name
    return pair.id, f"{a}-{b}", f"{b}-{a}", pair.pair.key


def _line(code: str | None, context: Context) -> list[str]:
    """A code and its parents."""
    line: list[str] = []
    while code is not None and code in context.codebook:
        line.append(code)
        code = context.codebook.get(code).parent
    return line


def _source_kinds(record: Record, context: Context) -> Iterable[str]:
    sources = context.facts.sources
    return [sources[name].source.kind for name in record.sources if name in sources]


_READ: Mapping[str, Callable[[Record, Context], Iterable[str]]] = {
    "kind": lambda record, context: _line(record.kind, context),
    "sector": lambda record, context: _line(record.sector, context),
    "status": lambda record, context: [record.value("status")],
    "pair": lambda record, context: _names(record.pair) if record.pair else (),
    "actor": lambda record, context: [actor for value in record.stated("actors") for actor in value.value],
    "source_kind": _source_kinds,
    "coder": lambda record, context: [reading.coder for unit in record.units for reading in unit.readings],
    "standing": lambda record, context: [record.standing],
    "flow": lambda record, context: [value.value for value in record.stated("flow")],
    "source": lambda record, context: record.sources,
    "type": lambda record, context: [record.type],
}
