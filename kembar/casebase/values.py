"""The stated values of a record: per field each different value with the codings and sources that state it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from kembar.casebase.context import Context
from kembar.casebase.counting import Unit
from kembar.casebase.times import is_programme, number_year, year_of
from kembar.types import Coding, Count, When, digest

FIELDS = ("kind", "sector", "status", "start", "end", "recurrence", "flow", "participants", "actors")


@dataclass(frozen=True, slots=True)
class StatedValue:
    """One value of a field and who states it.

    ``value`` is a When, a Count, a tuple (actors), a Pair or a Place, or what an attribute holds. ``about`` is the
    year spoken of, where that matters: of a number in a programme, of a status (its source's date), of a statement.
    ``witnesses`` are the independent sources among ``sources``; ``judged`` says that a person accepted it.
    """

    value: Any
    codings: tuple[str, ...]
    sources: tuple[str, ...]
    witnesses: tuple[str, ...]
    about: int | None = None
    judged: bool = False


def field_names(units: Sequence[Unit]) -> tuple[str, ...]:
    """The fields of some codings: the fixed ones, then ``attributes.NAME`` in alphabetical order."""
    extra = sorted({f"attributes.{name}" for unit in units for name in unit.coding.attributes})
    about = [name for name in ("pair", "place") if len({_identity(read(u.coding, name)) for u in units}) > 1]
    return (*FIELDS, *extra, *about)


def stated(units: Sequence[Unit], field: str, context: Context) -> tuple[StatedValue, ...]:
    """Return the different values of a field, the best supported first (judged, most witnesses, most exact)."""
    groups: dict[Hashable, list[tuple[Unit, Any, int | None]]] = {}
    for unit in units:
        value = read(unit.coding, field)
        if value is not None:
            year = about(unit, field, context)
            groups.setdefault((_identity(value), year), []).append((unit, value, year))
    if not groups:
        return ()
    found = [_stated(group, context) for group in groups.values()]
    return tuple(found) if len(found) == 1 else tuple(sorted(found, key=lambda v: _rank(v, field)))


def best(values: Sequence[StatedValue]) -> StatedValue | None:
    """The value to show alone: the first, made more exact by a date within it where sources state one."""
    if not values:
        return None
    first = values[0]
    if isinstance(first.value, When):
        for other in values[1:]:
            inside = first.value.earliest <= other.value.earliest and other.value.latest <= first.value.latest
            if inside and other.value.precision > first.value.precision:
                first = other
    return first


def about(unit: Unit, field: str, context: Context) -> int | None:
    """The year of which a coding's value of a field speaks, None where that does not matter or is not known."""
    coding = unit.coding
    if field == "participants":
        return number_year(coding, issued(unit, context)) if is_programme(coding) else None
    if field == "status":
        return issued(unit, context)
    if field == "attributes.value" and coding.type == "statement":
        return year_of(coding.start)
    return None


def issued(unit: Unit, context: Context) -> int | None:
    """The year in which the first of a coding's sources was issued."""
    years = [year for source in unit.sources if (year := context.issued.get(source)) is not None]
    return min(years, default=None)


def read(coding: Coding, field: str) -> Any:
    """What a coding states in a field, None if nothing."""
    if field.startswith("attributes."):
        return coding.attributes.get(field[11:]) if coding.attributes else None
    if field == "actors":
        return tuple(sorted(coding.actors)) if coding.actors else None
    return getattr(coding, field)


def different(units: Sequence[Unit], field: str) -> list[Any]:
    """The different values that codings state in a field."""
    told = [value for unit in units if (value := read(unit.coding, field)) is not None]
    return told if len(told) < 2 else list({_identity(value): value for value in told}.values())


def _identity(value: Any) -> Hashable:
    if isinstance(value, str):
        return value
    if isinstance(value, When):
        return value.edtf
    if isinstance(value, Count):
        return value.value, value.bound
    if value is None or isinstance(value, str | int | float | tuple):
        return value if not isinstance(value, tuple) or all(isinstance(v, str) for v in value) else repr(value)
    if hasattr(value, "key"):
        return str(value.key)
    return str(value.id) if hasattr(value, "id") else digest(value)


def _stated(group: list[tuple[Unit, Any, int | None]], context: Context) -> StatedValue:
    units = sorted((unit for unit, _, _ in group), key=lambda unit: unit.id)
    value = min(group, key=lambda item: item[0].id)[1]
    sources = tuple(sorted({source for unit in units for source in unit.sources}))
    return StatedValue(
        value=value,
        codings=tuple(unit.id for unit in units),
        sources=sources,
        witnesses=tuple(sorted({context.witness.get(source, source) for source in sources})),
        about=group[0][2],
        judged=any(unit.verdict == "accepted" for unit in units),
    )


def _rank(value: StatedValue, field: str) -> tuple[Any, ...]:
    exact = value.value.precision if isinstance(value.value, When) else 0
    # A status is a series: the latest told is the one that holds.
    newest = -(value.about or 0) if field == "status" else 0
    return (
        not value.judged,
        newest,
        -len(value.witnesses),
        -exact,
        -len(value.codings),
        -(value.about or 0),
        str(_identity(value.value)),
    )
