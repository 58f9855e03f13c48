"""What records can be sorted by: each axis gives the keys of a record, and the heads of the keys that were found.

A record may carry several keys of an axis (its actors, the kinds of its sources); it then stands in several cells and
is counted once beneath the table. A record that states nothing stands under *not stated*, so that no axis loses one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field

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

Keys = tuple[str, ...]
#: Sectors put together: group -> (label, sectors).
Groups = Mapping[str, tuple[str, Keys]]
_NOTHING: Keys = (NOT_STATED,)


@dataclass(frozen=True, slots=True)
class Axis:
    """How records are sorted: ``keys`` of a record, never empty; ``heads`` of the keys that were found, in order.

    ``sectors`` gives for a key the sectors it stands for (for coverage); empty where it stands for none.
    """

    name: str
    keys: Callable[[Record], Keys]
    heads: Callable[[Set[str]], tuple[Head, ...]]
    sectors: dict[str, Keys] = field(default_factory=dict)


def axis(name: str, view: View, records: Iterable[Record], grouping: str | None = None) -> Axis:
    """Make an axis by its name; raise UnknownNameError for one that does not exist."""
    makers: dict[str, Callable[[], Axis]] = {
        "pair": lambda: _pairs(view),
        "sector": lambda: _sectors(view, _groups(view, "sector", grouping)),
        "sector_group": lambda: _sectors(view, _groups(view, "sector_group", grouping)),
        "kind": lambda: _codes(view, "kind", lambda record: (record.kind,)),
        "status": lambda: _codes(view, "status", lambda record: _one(record.value("status"))),
        "recurrence": lambda: _codes(view, "recurrence", lambda record: _one(record.value("recurrence"))),
        "actor": lambda: _codes(view, "actor", lambda record: tuple(record.value("actors") or _NOTHING)),
        "source_kind": lambda: _codes(view, "source_kind", _source_kinds(view)),
        "source": lambda: Axis("source", lambda record: record.sources, lambda _: _source_heads(view)),
        "flow": lambda: _flows(view),
        "year": lambda: _years(view, records, 1),
        "period": lambda: _years(view, records, SPAN),
    }
    if name not in makers:
        raise problems.unknown("axis", name, makers)
    return makers[name]()


def year_of(record: Record) -> int | None:
    """Return the year in which a record starts (ends, where only the end is told), None if no year is known."""
    when = record.value("start") or record.value("end")
    return int(when.earliest[:4]) if when and when.earliest[:4] == when.latest[:4] else None


def _one(value: object) -> Keys:
    return (str(value),) if value else _NOTHING


def _rest(view: View, found: Set[str]) -> tuple[Head, ...]:
    """Return the last head, of records that state nothing, where there are any."""
    return (Head(NOT_STATED, view.say("not_stated")),) if NOT_STATED in found else ()


def _pairs(view: View) -> Axis:
    heads = tuple(Head(p.id, p.id) for p in view.pairs)
    return Axis("pair", lambda r: _one(r.pair and r.pair.id), lambda found: (*heads, *_rest(view, found)))


def _sectors(view: View, groups: Groups) -> Axis:
    """Agreements first, then groups of sectors, last *general* where no group holds it."""
    group_of = {sector: group for group, (_, sectors) in groups.items() for sector in sectors}
    heads = [Head(INSTRUMENTS, view.say("instruments")), *(Head(g, label) for g, (label, _) in groups.items())]
    inside = {group: sectors for group, (_, sectors) in groups.items()}
    if GENERAL not in group_of:
        heads.append(Head(GENERAL, view.code(GENERAL)))
        inside[GENERAL] = (GENERAL,)

    def keys(record: Record) -> Keys:
        if record.type == "agreement":
            return (INSTRUMENTS,)
        sector: str | None = record.sector
        while sector and sector not in group_of:
            sector = view.book.get(sector).parent if sector in view.book else None
        return (group_of[sector] if sector else GENERAL,)

    return Axis("sector", keys, lambda _: tuple(heads), inside)


def _groups(view: View, name: str, grouping: str | None) -> Groups:
    """Return the columns of sectors: each for itself, by their parents (``sector_group``), or by a grouping."""
    if grouping:
        chosen = view.book.grouping(grouping)
        return {g: (chosen.label(g, view.lang), group.sectors) for g, group in chosen.groups.items()}
    sectors = [c.id for c in view.book.axis("sector") if c.id != GENERAL]
    if name == "sector":
        return {s: (view.code(s), (s,)) for s in sectors}
    tops = dict.fromkeys(view.book.sector_group(s) for s in sectors)
    return {t: (view.code(t), tuple(s for s in sectors if view.book.sector_group(s) == t)) for t in tops}


def _codes(view: View, name: str, keys: Callable[[Record], Keys]) -> Axis:
    """An axis of the codebook: the codes that occur, in the codebook's order, then what it does not know.

    Codes of statements follow the kinds of acts.
    """

    def heads(found: Set[str]) -> tuple[Head, ...]:
        axes = (name, "statement") if name == "kind" else (name,)
        known = [c.id for axis_ in axes for c in view.book.axis(axis_) if c.id in found]
        others = sorted(found - set(known) - {NOT_STATED})
        return (*(Head(key, view.code(key)) for key in [*known, *others]), *_rest(view, found))

    return Axis(name, keys, heads)


def _source_kinds(view: View) -> Callable[[Record], Keys]:
    facts = view.casebase.facts.sources
    return lambda record: tuple(sorted({facts[s].source.kind for s in record.sources if s in facts})) or _NOTHING


def _source_heads(view: View) -> tuple[Head, ...]:
    return tuple(Head(source, source) for source in sorted(view.casebase.facts.sources))


def _flows(view: View) -> Axis:
    """Directions, named by places: first one way, then the other, then mutual."""
    sides = [place for pair in view.pairs for place in (pair.pair.a, pair.pair.b)]
    names = {place.id: place.name for place in sides}

    def heads(found: Set[str]) -> tuple[Head, ...]:
        labels = {key: view.flow(key, names) for key in found - {NOT_STATED}}
        ordered = sorted(labels, key=lambda key: (key == "mutual", labels[key]))
        return (*(Head(key, labels[key]) for key in ordered), *_rest(view, found))

    return Axis("flow", lambda record: _one(record.value("flow")), heads)


def _years(view: View, records: Iterable[Record], span: int) -> Axis:
    """Years or spans of years without a hole, so that gaps stay visible, over the study's period if it has one."""
    first, last = view.casebase.facts.period
    known = [year for record in records if (year := year_of(record)) is not None]
    low = min([*known, *([first] if first else [])], default=0)
    high = max([*known, *([last] if last else [])], default=-1)
    starts = range(low, high + 1, span)
    label = {year: str(year) if span == 1 else f"{year}–{min(year + span - 1, high)}" for year in starts}

    def keys(record: Record) -> Keys:
        year = year_of(record)
        return _NOTHING if year is None else (label[low + (year - low) // span * span],)

    heads = tuple(Head(text, text) for text in label.values())
    return Axis("period" if span > 1 else "year", keys, lambda found: (*heads, *_rest(view, found)))
