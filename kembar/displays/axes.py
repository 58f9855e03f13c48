"""What records can be sorted by: each axis gives the heads of its rows or columns and the keys of a record.

A record may carry several keys of an axis (its actors, the kinds of its sources); it then stands in several cells and
is counted once beneath the table. A record that states nothing stands under *not stated*, so that no axis loses one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kembar import problems
from kembar.casebase import Record
from kembar.displays.display import Head
from kembar.displays.view import View

#: The key of records that state nothing on an axis.
NOT_STATED = "not_stated"
#: The column of agreements, which stands before the sectors.
INSTRUMENTS = "instruments"
#: The sector of what belongs to none, which stands after the others.
GENERAL = "general"
#: Years in a span of the axis ``period``.
SPAN = 5


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis made for some records: its heads in order, and the keys that a record has on it.

    ``sectors`` gives for a head's key the sectors it stands for (for coverage); empty where it stands for none.
    """

    name: str
    heads: tuple[Head, ...]
    keys: Callable[[Record], tuple[str, ...]]
    sectors: dict[str, tuple[str, ...]]


def axis(name: str, view: View, records: Iterable[Record], grouping: str | None = None) -> Axis:
    """Make an axis by its name; raise UnknownNameError for one that does not exist."""
    makers: dict[str, Callable[[View, tuple[Record, ...]], Axis]] = {
        "pair": _pairs,
        "sector": lambda v, r: _sectors(v, _groups(v, "sector", grouping)),
        "sector_group": lambda v, r: _sectors(v, _groups(v, "sector_group", grouping)),
        "kind": lambda v, r: _codes(v, r, "kind", lambda record: (record.kind,)),
        "status": lambda v, r: _codes(v, r, "status", lambda record: _one(record.value("status"))),
        "recurrence": lambda v, r: _codes(v, r, "recurrence", lambda record: _one(record.value("recurrence"))),
        "actor": lambda v, r: _codes(v, r, "actor", lambda record: tuple(record.value("actors") or ())),
        "source_kind": lambda v, r: _codes(v, r, "source_kind", lambda record: _source_kinds(v, record)),
        "source": _sources,
        "flow": _flows,
        "year": lambda v, r: _years(v, r, 1),
        "period": lambda v, r: _years(v, r, SPAN),
    }
    if name not in makers:
        raise problems.unknown("axis", name, makers)
    return makers[name](view, tuple(records))


def year_of(record: Record) -> int | None:
    """Return the year in which a record starts (ends, where only the end is told), None if no year is known."""
    when = record.value("start") or record.value("end")
    return int(when.earliest[:4]) if when and when.earliest[:4] == when.latest[:4] else None


def _one(value: object) -> tuple[str, ...]:
    return (str(value),) if value else ()


def _pairs(view: View, records: tuple[Record, ...]) -> Axis:
    heads = tuple(Head(p.id, p.id) for p in view.casebase.facts.pairs)
    return Axis("pair", heads, lambda r: _one(r.pair and r.pair.id), {})


def _sectors(view: View, groups: dict[str, tuple[str, tuple[str, ...]]]) -> Axis:
    """Agreements first, then groups of sectors (id: label, sectors), last *general* where no group holds it."""
    group_of = {sector: group for group, (_, sectors) in groups.items() for sector in sectors}
    heads = [Head(INSTRUMENTS, view.say("instruments")), *(Head(g, label) for g, (label, _) in groups.items())]
    inside = {group: sectors for group, (_, sectors) in groups.items()}
    if GENERAL not in group_of:
        heads.append(Head(GENERAL, view.code(GENERAL)))
        inside[GENERAL] = (GENERAL,)

    def keys(record: Record) -> tuple[str, ...]:
        if record.type == "agreement":
            return (INSTRUMENTS,)
        sector: str | None = record.sector
        while sector and sector not in group_of:
            sector = view.book.get(sector).parent if sector in view.book else None
        return (group_of[sector] if sector else GENERAL,)

    return Axis("sector", tuple(heads), keys, inside)


def _groups(view: View, name: str, grouping: str | None) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return the columns of sectors: each for itself, by their parents (``sector_group``), or by a grouping."""
    if grouping:
        chosen = view.book.grouping(grouping)
        return {g: (chosen.label(g, view.lang), group.sectors) for g, group in chosen.groups.items()}
    sectors = [c.id for c in view.book.axis("sector") if c.id != GENERAL]
    if name == "sector":
        return {s: (view.code(s), (s,)) for s in sectors}
    tops = dict.fromkeys(view.book.sector_group(s) for s in sectors)
    return {t: (view.code(t), tuple(s for s in sectors if view.book.sector_group(s) == t)) for t in tops}


def _codes(view: View, records: tuple[Record, ...], name: str, keys: Callable[[Record], tuple[str, ...]]) -> Axis:
    """An axis of the codebook: the codes that occur, in the codebook's order, then what it does not know."""
    found = {key for told in {keys(record) for record in records} for key in told or (NOT_STATED,)}
    known = [c.id for c in view.book.axis(name) if c.id in found]
    heads = [Head(key, view.code(key)) for key in [*known, *sorted(found - {*known, NOT_STATED})]]
    return _with_rest(name, view, heads, NOT_STATED in found, keys)


def _with_rest(name: str, view: View, heads: list[Head], rest: bool, keys: Callable[[Record], tuple[str, ...]]) -> Axis:
    """An axis with a last head for the records that state nothing, if there are any (``rest``)."""
    if rest:
        heads = [*heads, Head(NOT_STATED, view.say("not_stated"))]
    return Axis(name, tuple(heads), lambda record: keys(record) or (NOT_STATED,), {})


def _source_kinds(view: View, record: Record) -> tuple[str, ...]:
    facts = view.casebase.facts.sources
    return tuple(sorted({facts[s].source.kind for s in record.sources if s in facts}))


def _sources(view: View, records: tuple[Record, ...]) -> Axis:
    facts = view.casebase.facts.sources
    heads = tuple(Head(s, s) for s in sorted(facts))
    return Axis("source", heads, lambda record: record.sources, {})


def _flows(view: View, records: tuple[Record, ...]) -> Axis:
    """Directions, named by places: first one way, then the other, then mutual."""
    names = {str(r.value("flow")): view.value(r.value("flow"), r) for r in records if r.value("flow")}
    heads = [Head(key, names[key]) for key in sorted(names, key=lambda key: (key == "mutual", names[key]))]
    rest = any(not record.value("flow") for record in records)
    return _with_rest("flow", view, heads, rest, lambda record: _one(record.value("flow")))


def _years(view: View, records: tuple[Record, ...], span: int) -> Axis:
    """Years or spans of years without a hole, so that gaps stay visible, over the study's period if it has one."""
    first, last = view.casebase.facts.period
    known = [year for record in records if (year := year_of(record)) is not None]
    low = min([*known, *([first] if first else [])], default=0)
    high = max([*known, *([last] if last else [])], default=-1)
    starts = range(low, high + 1, span)
    label = {year: str(year) if span == 1 else f"{year}–{min(year + span - 1, high)}" for year in starts}

    def keys(record: Record) -> tuple[str, ...]:
        year = year_of(record)
        return () if year is None else (label[low + (year - low) // span * span],)

    heads = [Head(text, text) for text in label.values()]
    rest = any(not keys(record) for record in records)
    return _with_rest("period" if span > 1 else "year", view, heads, rest, keys)
