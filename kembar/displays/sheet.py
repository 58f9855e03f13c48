"""A record laid open: each field with its stated values, each value with the numbers of the quotes that state it."""

from __future__ import annotations

from dataclasses import dataclass

from kembar.casebase import Record, StatedValue
from kembar.displays.quotes import Quote
from kembar.displays.reasons import reason
from kembar.displays.view import View
from kembar.displays.words import STANDINGS

#: Fields in the order in which a record is read; attributes follow by name.
ORDER = ("kind", "status", "start", "end", "recurrence", "flow", "participants", "sector", "actors")


@dataclass(frozen=True, slots=True)
class Stated:
    """A value in words, the year it speaks of (None if of no one year), and the numbers of its quotes."""

    text: str
    about: int | None
    numbers: tuple[int, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A field of a record: its label, its stated values, and whether they cannot all hold or are filed differently."""

    field: str
    label: str
    values: tuple[Stated, ...]
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A record for reading: its entry, its standing, its fields, its quotes (numbered from 1) and why they are one."""

    record: Record
    entry: str
    pair: str
    standing: str
    readers: tuple[str, ...]
    lines: tuple[Line, ...]
    quotes: tuple[Quote, ...]
    why: tuple[str, ...]


def sheet(view: View, record: Record) -> Sheet:
    """Lay a record open."""
    quotes = view.quotes(record.evidence)
    fields = record.fields
    order = [*(name for name in ORDER if name in fields), *(name for name in fields if name not in ORDER)]
    lines = tuple(_line(view, record, name, fields[name], quotes) for name in order if _told(fields[name]))
    readers = sorted({view.casebase.codings[c][1].coder for c in record.codings})
    return Sheet(
        record=record,
        entry=view.entry(record),
        pair=view.pair_name(record),
        standing=view.say(f"standing_{STANDINGS.get(record.standing, 'rejected')}"),
        readers=tuple(view.reader(name) for name in readers),
        lines=lines,
        quotes=quotes,
        why=tuple(reason(sentence, view.lang) for sentence in record.why_joined),
    )


def _told(values: tuple[StatedValue, ...]) -> bool:
    return any(value.value not in (None, (), "", [], {}) for value in values)


def _line(view: View, record: Record, name: str, told: tuple[StatedValue, ...], quotes: tuple[Quote, ...]) -> Line:
    values = []
    for stated in told:
        if not _told((stated,)):
            continue
        own = view.telling(stated.codings, name)
        found = {n for n, q in enumerate(quotes, 1) if any(q.holds(one) for one in own)}
        values.append(Stated(view.value(stated.value, record), stated.about, tuple(sorted(found)), stated.sources))
    if name == "status":
        values = _once(values)
    sign = "≠" if name in record.disputed else "~" if name in record.filed_differently else ""
    return Line(name, field_label(view, name), tuple(values), sign)


def _once(values: list[Stated]) -> list[Stated]:
    """Say a status once for all years in which it is told; its year is worth saying only beside another status."""
    found: dict[str, list[Stated]] = {}
    for value in values:
        found.setdefault(value.text, []).append(value)
    out = []
    for text, same in found.items():
        about = same[0].about if len(same) == 1 and len(found) > 1 else None
        numbers = sorted({n for value in same for n in value.numbers})
        sources = sorted({source for value in same for source in value.sources})
        out.append(Stated(text, about, tuple(numbers), tuple(sources)))
    return out


def field_label(view: View, name: str) -> str:
    """Name a field in the reader's language; an attribute without a label keeps its own name."""
    plain = name.removeprefix("attributes.")
    try:
        return view.say(f"field_{plain}")
    except KeyError:
        return plain.replace("_", " ")


def in_words(line: Line, view: View, numbers: bool = True) -> str:
    """Write a field's values in one line: ``29 Aug 1994 [1] ≠ 10 Nov 1994 [2]``, the numbers being those of quotes."""
    parts = []
    for stated in line.values:
        about = f" ({view.say('in_year', year=stated.about)})" if stated.about and not line.sign else ""
        cited = " ".join(f"[{number}]" for number in stated.numbers) if numbers else ""
        parts.append(f"{stated.text}{about} {cited}".rstrip())
    return f" {line.sign} ".join(parts) if line.sign else "; ".join(parts)
