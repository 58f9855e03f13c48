"""Whose tables and lists a document holds: the places in the partners' cells and entries are not its own side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from kembar.coders.rules import entries
from kembar.coders.rules.frame import Frame
from kembar.coders.rules.nameless import LEVEL
from kembar.coders.rules.near import same
from kembar.coders.rules.rows import Row
from kembar.coders.rules.sentences import Sentence
from kembar.places import Gazetteer
from kembar.types import Place

_FEWEST = 2
_TITLED, _CALLED = 3.0, 5.0
_HEAD = 3
#: Words by which a sentence announces partners.
_ANNOUNCED = ("sister", "friendship", "tied", "partner_list", "bond")
#: A name that so many rows of a table call in their free cells, at least, may be the side that keeps it.
_ROWS, _NAMED = 3, 2.0
#: A word of a file name is the name of a town of so many people, at least.
_TOWN = 30_000
_SIDES = ("admin1", "metro", "admin2", "city")
_WORD = re.compile(r"[^\W\d_]{2,}")


def settle(
    frame: Frame,
    sentences: Sequence[Sentence],
    tables: Mapping[int, Row],
    listed: Mapping[int, str],
    gazetteer: Gazetteer,
) -> None:
    """Take another home side for a document where the one that was found is only a partner in its tables and lists."""
    partners = _partners(sentences, tables, listed)
    home = frame.home
    if len(partners) < _FEWEST:
        return
    if (own := _introduced(sentences, listed, partners)) is not None:
        _take(frame, own, partners)
        return
    if home and (not _among(home, partners) or _listed_at_home(home, partners, sentences, tables)):
        return
    score = {p: frame.weights[p] / 100 + (_TITLED if p in frame.titled else 0.0) for p in frame.places}
    places = dict(frame.places)
    for place in _of_file_names(sentences, gazetteer):
        places.setdefault(place.id, place)
        score[place.id] = score.get(place.id, 0.0) + _CALLED
    for place in _of_cells(tables, sentences, gazetteer):
        places.setdefault(place.id, place)
        score[place.id] = score.get(place.id, 0.0) + _NAMED
    able = [p for p in score if _able(places[p], partners) and p not in frame.within]
    best = max(able, key=lambda p: (score[p], p), default=None)
    if best is None:
        return
    _take(frame, places[best], partners)


def _take(frame: Frame, home: Place, partners: Mapping[str, Place]) -> None:
    frame.home = frame.places.setdefault(home.id, home)
    told = max(partners.values(), key=lambda place: (frame.weights[place.id], place.id))
    frame.main = (home, told) if told.country != home.country else None


def _introduced(
    sentences: Sequence[Sentence], listed: Mapping[int, str], partners: Mapping[str, Place]
) -> Place | None:
    """The one place whose partners a sentence announces right above their list: "Lima has links with five towns:"."""
    firsts = [sentences[at - 1] for at in listed if at and at - 1 not in listed]
    opening = [s for s in firsts if s.passage.role == "body" and not s.dates and s.has(*_ANNOUNCED)]
    named = [{spot.place.id: spot.place for spot in s.spots if not s.silent and not spot.masked} for s in opening]
    alone = {i: p for places in named if len(places) == 1 for i, p in places.items() if not _among(p, partners)}
    return next(iter(alone.values())) if len(alone) == 1 else None


def _partners(
    sentences: Sequence[Sentence], tables: Mapping[int, Row], listed: Mapping[int, str]
) -> Mapping[str, Place]:
    """The places that stand as partners: in their column, or in the entries of a list."""
    out: dict[str, Place] = {}
    for row in tables.values():
        if not row.header and row.partner is not None and row.partner.place is not None and row.home is None:
            out[row.partner.place.id] = row.partner.place
    for sentence in sentences:
        if sentence.index in listed:
            several = entries.several(sentence)
            spots = [spot for spot, _ in several] if several else [s for s in sentence.spots if not s.masked][:1]
            out |= {spot.place.id: spot.place for spot in spots}
    return out


def _among(place: Place, partners: Mapping[str, Place]) -> bool:
    return any(same(place, partner) for partner in partners.values())


def _listed_at_home(
    home: Place, partners: Mapping[str, Place], sentences: Sequence[Sentence], tables: Mapping[int, Row]
) -> bool:
    """Whether a row or entry of a side's own country stands among partners abroad: what was held at home, with none.

    Where all rows of it say that it lies at home it is a partner too, one at home.
    """
    own = {c for s in sentences[:_HEAD] if not s.language.international for c in s.language.countries}
    among = [s for s in sentences if s.index in tables and any(same(spot.place, home) for spot in s.spots)]
    if among and all(_says_at_home(s, home.country, tables[s.index]) for s in among):
        return False
    return home.country in own and all(p.country != home.country or same(home, p) for p in partners.values())


def _says_at_home(sentence: Sentence, country: str, row: Row) -> bool:
    """Whether a row of a table of partners says that its partner lies at home: 국내, or with the country's name."""
    words = sentence.language.file("table").text("home").split("|")
    return any(n.place.country == country for n in sentence.nations) or any(c.text.strip() in words for c in row.cells)


def _able(place: Place, partners: Mapping[str, Place]) -> bool:
    """Whether a place may be the side whose partners are listed: it is none of them, and most lie abroad."""
    abroad = sum(partner.country != place.country for partner in partners.values())
    return place.level not in (LEVEL, "place") and not _among(place, partners) and 2 * abroad > len(partners)


def _of_cells(tables: Mapping[int, Row], sentences: Sequence[Sentence], gazetteer: Gazetteer) -> list[Place]:
    """The places that many rows call in cells that are no partner's, though none of them alone makes it one."""
    countries = {c for s in sentences[:_HEAD] for c in s.language.countries}
    seen: Counter[str] = Counter()
    for row in tables.values():
        sides = {c.column for c in row.cells if row.partner is not None and c.start <= row.partner.at < c.end}
        texts = [c.text for c in row.cells if c.column not in sides]
        seen.update({word for text in texts for word in _WORD.findall(text) if not word.islower()})
    out = []
    for word in (word for word, rows in seen.items() if rows >= _ROWS):
        named = [p for p, kind in gazetteer.candidates(word) if kind == 0 and p.country in countries]
        out += [p for p in named if p.level in _SIDES][:1]
    return out


def _of_file_names(sentences: Sequence[Sentence], gazetteer: Gazetteer) -> list[Place]:
    """The places that a first line names as file names do ("porto_partners_2010.csv")."""
    lines = [s.raw for s in sentences[:_HEAD] if "_" in s.raw and " " not in s.raw.strip()]
    words = [word.title() for line in lines for word in _WORD.findall(line.replace("_", " ")) if len(word) > _HEAD]
    named = [[p for p, kind in gazetteer.candidates(word) if kind == 0 and p.level != "country"] for word in words]
    largest = [max(places, key=lambda p: p.population) for places in named if places]
    return [place for place in largest if place.population >= _TOWN or place.level == "admin1"]
