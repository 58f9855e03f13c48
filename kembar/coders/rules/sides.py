"""The two sides of a table's row: a place for each, in a cell of the row, of the row above, or on the page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from kembar import languages
from kembar.coders.rules.columns import Cell, Columns
from kembar.places import Gazetteer
from kembar.types import Place

_BEHIND = re.compile(r"[(（,，、]\s*([^()（）,，、]+)")
_END = re.compile(r"[(（\[,，/]| - | – ")
_CODE = re.compile(r"[A-Z]{2}")
_LETTER = re.compile(r"[^\W\d_]")
_KINDS, _MORE = 2, 8
#: What a name counts for a country in which it is not the largest place of that name.
_ALSO = 0.4


@dataclass(frozen=True, slots=True)
class Side:
    """What the cell of a side says: a place with its span in the document, or none; ``named``: it holds a name."""

    place: Place | None
    span: tuple[int, int]
    named: bool
    at: int = -1


def of_rows(
    rows: Sequence[Sequence[Cell]], columns: Columns, countries: int, known: Gazetteer
) -> list[tuple[Side | None, Side | None]]:
    """Return the sides (home, partner) of each row; an empty cell or a ditto takes that of the row above."""
    own = _usual_country(rows, columns.home, known)
    out: list[tuple[Side | None, Side | None]] = []
    home: Side | None = None
    partner: Side | None = None
    for row in rows:
        cells: dict[int, Cell] = {}
        for cell in row:
            cells.setdefault(cell.column, cell)
        land = _country(cells[countries].text, known) if countries in cells else _below(row, columns.partner, known)
        first, second = cells.get(columns.home), cells.get(columns.partner)
        goes_on = first is None
        if first is not None and not is_ditto(first.text):
            home = _side(first, own, known, usual=True)
        if second is None and not goes_on:
            partner = None
        elif second is not None and not is_ditto(second.text):
            partner = _side(second, land, known)
        out.append((home if columns.home else None, partner if columns.partner else None))
    return out


def _below(row: Sequence[Cell], column: int, known: Gazetteer) -> str:
    """The country that the further lines of a cell name in brackets."""
    lines = [cell for cell in row if cell.column == column][1:]
    return next((land for cell in lines if (land := _country(cell.text.strip(" ()（）"), known))), "")


@cache
def _dittos() -> tuple[str, ...]:
    """The words and signs of all languages for what stands above: the language of a short cell is hard to tell."""
    return tuple({word for code in languages.codes() for word in languages.get(code).ditto})


def is_ditto(text: str) -> bool:
    """Whether a cell only repeats what stands above it."""
    text = text.strip().lower()
    return any(text.startswith(word) and len(text) <= len(word) + _MORE for word in _dittos())


def _usual_country(rows: Sequence[Sequence[Cell]], column: int, known: Gazetteer) -> str:
    """The country in which most names of a column are places, "" if there is none."""
    votes: dict[str, float] = defaultdict(float)
    for cell in (cell for row in rows for cell in row if cell.column == column):
        spot = cell.side()
        found = sorted(known.candidates(name_of(cell)), key=lambda item: item[1] > 0)
        named = [p.country for p, kind in found if kind <= _KINDS]
        for country in dict.fromkeys(named):
            votes[country] += 1.0 if country == named[0] else _ALSO
        if spot is not None:
            votes[spot.place.country] += 1.0
    return max(votes, key=lambda country: votes[country]) if votes and column else ""


def names_unknown(text: str) -> bool:
    """Whether the cell for the partner holds a name that is known to nobody (no ditto, dash or number)."""
    return len(_LETTER.findall(text)) > 2 and not is_ditto(text)


def name_of(cell: Cell) -> str:
    """What a cell names, without what stands in brackets or behind a comma."""
    return _END.split(cell.text)[0].strip()


def _side(cell: Cell, country: str, known: Gazetteer, usual: bool = False) -> Side:
    """The place that a cell names: as it was read, else the place of its country (or the ``usual`` one) called so."""
    base = cell.sentence.base
    spot = cell.side()
    told = country or _told(cell.text, known)
    if spot is not None and (not told or spot.place.country == told):
        return Side(spot.place, (base + spot.start, base + spot.end), True, spot.start)
    name = name_of(cell)
    place = _called(name, told, known) if told else None
    if place is None and spot is not None and (usual or not country):
        return Side(spot.place, (base + spot.start, base + spot.end), True, spot.start)
    inside = next(iter(_spots(cell)), None) if not place and not spot and _is_country(name, known) else None
    if inside is not None:
        return Side(inside[0], inside[1], True, cell.start)
    named = place is not None or len(_LETTER.findall(cell.text)) > 1
    return Side(place, (base + cell.start, base + cell.start + max(1, len(name))), named, cell.start)


def _spots(cell: Cell) -> Iterable[tuple[Place, tuple[int, int]]]:
    """The places of a cell that names the country first ("Japan (Otaru)")."""
    base = cell.sentence.base
    inside = (s for s in cell.sentence.spots if cell.start <= s.start < cell.end and not s.masked)
    return ((s.place, (base + s.start, base + s.end)) for s in inside)


def _called(name: str, country: str, known: Gazetteer) -> Place | None:
    """The largest place of a country that bears a name."""
    found = sorted(known.candidates(name), key=lambda item: item[1] > 0) if name else []
    return next((p for p, kind in found if p.country == country and kind <= _KINDS and p.level != "country"), None)


def _told(text: str, known: Gazetteer) -> str:
    """The country that stands in brackets or behind a comma."""
    return next((land for part in reversed(_BEHIND.findall(text)) if (land := _country(part, known))), "")


def _is_country(name: str, known: Gazetteer) -> bool:
    """Whether a name is that of a country, and not of a place in it."""
    return any(p.level == "country" for p, _ in known.candidates(name)) if name else False


def _country(text: str, known: Gazetteer) -> str:
    """The ISO code of the country that a short text names, "" for none or several."""
    text = text.strip(" .()")
    if _CODE.fullmatch(text):
        return text
    votes = known.countries(text) if text else {}
    named = [land for land, _ in sorted(votes.items(), key=lambda item: -item[1])]
    return named[0] if len(named) == 1 else ""
