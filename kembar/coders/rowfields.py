"""One row of a list of acts: what its mapped cells say, and the quote of the cell for each value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kembar import places
from kembar.codebook import Codebook
from kembar.coders import cells
from kembar.sources.table import Cell, Row
from kembar.types import Document, Evidence, Pair, Place, Problem, When

#: Columns whose cells may say nothing that is understood.
LOOSE = ("activity", "note", "country", "flow", "kind", "source", "number", "key")
DATES = ("date", "start", "end", "year")
SHOWN = 12
#: Signs that fill a cell for which there is nothing to say.
BLANK = " -–—―－/.x×"
WHAT = {"partner": "place", "home": "place", "start": "date", "end": "date", "participants": "number of people"}
#: Field -> its cell and what the cell says.
Values = Mapping[str, tuple[Cell, Any]]
Home = tuple[Place, Evidence | None]


@dataclass
class Said:
    """What is wrong with rows, each reason once with the rows it holds for."""

    source: str
    rows: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def add(self, name: str, message: str, place: str) -> None:
        """Note a reason for a row (its locator)."""
        self.rows.setdefault((name, message), []).append(place)

    def problems(self) -> Iterator[Problem]:
        """Yield a problem for each reason, in the order they were met."""
        for (name, message), where in self.rows.items():
            more = f" and {len(where) - SHOWN} more" if len(where) > SHOWN else ""
            place = f"{self.source} {', '.join(where[:SHOWN])}{more}"
            yield Problem("warning", name, message, stage="table", where=place)


@dataclass(frozen=True)
class Sheet:
    """A document with all that its rows need to be read."""

    document: Document
    book: Codebook
    fields: Mapping[str, str]
    locators: Mapping[int, str]
    home: Home | None
    said: Said
    aliases: Mapping[str, str]

    def quote(self, start: int, end: int, row: Row | None, *supports: str, cue: Cell | None = None) -> Evidence:
        """Return evidence for a span of the text, cited by its row."""
        text, place = self.document.text[start:end], self.locators.get(row.start, "") if row else ""
        span = (cue.start, cue.end) if cue else None
        return Evidence(self.document.source.id, self.document.sha256, start, end, place, text, supports, span)


def values_of(row: Row, sheet: Sheet) -> dict[str, tuple[Cell, Any]]:
    """Return the row's fields, each with its cell and what the cell says; a cell without a value is told."""
    values: dict[str, tuple[Cell, Any]] = {}
    filled = [cell for cell in reversed(row.cells) if cell.header in sheet.fields and cell.text.strip(BLANK)]
    told = {sheet.fields[cell.header]: cell for cell in filled}
    country = cells.country(told["country"].text, places.gazetteer()) if "country" in told else ""
    year = _interval(told["year"], sheet) if "year" in told else None
    for name, cell in told.items():
        value = _value(name, cell, sheet, country, int(year[0].edtf[:4]) if year else 0)
        often = cells.rhythm(cell.text, sheet.book) if name in DATES else None
        if often:
            values["recurrence"] = (cell, often)
        if value:
            values[name] = (cell, value)
        elif name not in LOOSE and not often:
            what = f"{cell.text!r} is no {WHAT.get(name, name)} that is understood."
            sheet.said.add(f"unread-{name}", what, sheet.locators.get(row.start, ""))
    return values


def _value(name: str, cell: Cell, sheet: Sheet, country: str, year: int) -> Any:
    if name == "partner":
        return cells.places(cell.text, country, places.gazetteer(), sheet.aliases)
    if name == "home":
        return cells.places(cell.text, "", places.gazetteer(), sheet.aliases)
    if name in ("kind", "sector", "status"):
        return cells.code(cell.text, name, sheet.book)
    if name == "actors":
        return cells.codes(cell.text, "actor", sheet.book)
    if name == "participants":
        return cells.count(cell.text)
    if name in DATES:
        return _interval(cell, sheet, year)
    return cell.text


def _interval(cell: Cell, sheet: Sheet, year: int = 0) -> tuple[When, When | None] | None:
    return cells.interval(cell.text, sheet.document.language, year, cell.header)


def home_of(row: Row, values: Values, sheet: Sheet) -> Home | None:
    """Return the row's home side with the cell that names it, else the side of the whole list."""
    if "home" not in values:
        return sheet.home
    cell, found = values["home"]
    place, (start, end) = found[0]
    return place, sheet.quote(cell.start + start, cell.start + end, row, "pair")


def fields_of(row: Row, pair: Pair, values: Values, sheet: Sheet) -> tuple[dict[str, Any], list[Evidence]]:
    """Return the coded fields that cells state, and a quote of the cell for each."""
    fields: dict[str, Any] = {}
    quotes: list[Evidence] = []
    attributes: dict[str, Any] = {}

    def state(cell: Cell, name: str, value: Any) -> None:
        if name.startswith("attributes."):
            attributes[name.removeprefix("attributes.")] = value
        else:
            fields[name] = value
        quotes.append(sheet.quote(cell.start, cell.end, row, name))

    for name in ("sector", "status", "participants", "recurrence"):
        if name in values:
            state(values[name][0], name, values[name][1])
    for name in ("name", "venue"):
        if name in values:
            state(values[name][0], f"attributes.{name}", values[name][1])
    for name, cell, when in _whens(values):
        state(cell, name, when)
    if "actors" in values:
        cell, (actors, others) = values["actors"]
        if actors:
            state(cell, "actors", tuple(sorted(actors)))
        if others:
            state(cell, "attributes.institutions", [{"name": other} for other in others])
    _flow(values, pair, sheet, row, state)
    if key := _key(values):
        quotes.append(sheet.quote(key.start, key.end, row))
    return ({**fields, "attributes": attributes} if attributes else fields), quotes


def _whens(values: Values) -> Iterator[tuple[str, Cell, When]]:
    """Yield (start or end, cell, date); a column of its own for start or end comes before a range in one cell."""
    first = next((name for name in ("start", "date", "year") if name in values), None)
    if first is None:
        return
    cell, (start, end) = values[first]
    yield "start", cell, start
    if "end" in values:
        yield "end", values["end"][0], values["end"][1][1] or values["end"][1][0]
    elif end:
        yield "end", cell, end


def _flow(values: Values, pair: Pair, sheet: Sheet, row: Row, state: Callable[[Cell, str, Any], None]) -> None:
    if "flow" not in values:
        return
    cell = values["flow"][0]
    home = home_of(row, values, sheet)
    side = home[0] if home else pair.a
    partner = pair.b if pair.a.id == side.id else pair.a
    told = cells.flow(cell.text, side, partner, sheet.book, places.gazetteer(), sheet.aliases)
    if told:
        state(cell, "flow", told)
    else:
        message = f"{cell.text!r} is not understood as a direction."
        sheet.said.add("unread-flow", message, sheet.locators.get(row.start, ""))


def _key(values: Values) -> Cell | None:
    """Return the cell of the row's own key; a running number is none, for it moves when a row is put in."""
    cell = values.get("key", values.get("number", (None, "")))[0]
    return cell if cell and not cell.text.strip(" .").isdigit() else None
