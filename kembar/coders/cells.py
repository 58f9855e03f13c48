"""What stands in a cell of a list of acts: a code, a date, a number of people, places, a direction.

Nothing here guesses: a cell that does not say one of these plainly gives None, and its row says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Literal

from kembar import dates, languages
from kembar.codebook import Codebook
from kembar.languages import yearspan
from kembar.languages.datefind import DateHit, Parts
from kembar.languages.flat import flat
from kembar.offsets import fold
from kembar.places import Gazetteer, Mention
from kembar.problems import UnknownNameError
from kembar.types import Count, Place, When

#: Words of a direction in ``cells.yaml``, beside the ids of codes.
DIRECTIONS = ("mutual", "inbound", "outbound")
Span = tuple[int, int]
Bound = Literal["exact", "at_least", "about"]
_BRACKETS = re.compile(r"[(（\[].*?[)）\]]")
_PARTS = re.compile(r"[;/\n、，]")
_ARROW = re.compile(r"\s*(?:->|>|→|⇒|=>)\s*")
_BOTH = re.compile(r"\s*(?:<->|<>|↔|⇔)\s*")
_SUM = re.compile(r"\+|＋")
_NUMBER = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:[.,]\d{3})+|\d+)(?![.,]?\d)")
_DAY = re.compile(r"\s*(\d{1,2})([-.])(\d{1,2})\2(\d{4})\s*")  # with a slash the day may stand behind the month
_RELATIVE = ("relative", "anaphora", "weekday")
_BOUNDS: tuple[tuple[Bound, str], ...] = (("at_least", ">≥"), ("about", "~±≈"))


def plain(text: str) -> str:
    """Fold a cell for looking it up: case, width, quotes and blanks make no difference, nor does what ends it."""
    return " ".join(fold(text).text.split()).strip(" :.*")


@lru_cache(maxsize=4)
def _words(book: Codebook) -> Mapping[str, Mapping[str, str]]:
    """Axis -> folded words of a cell -> code: ids, labels of all languages, then the words of ``cells.yaml``."""
    out: dict[str, dict[str, str]] = {"direction": {}}
    for code in book.codes.values():
        known = out.setdefault(code.axis, {})
        for word in (code.id, code.id.replace("_", " "), *code.labels.values()):
            known.setdefault(plain(word), code.id)
    for language in languages.codes():
        file = languages.get(language).file("cells")
        for name in file:
            axis = "direction" if name in DIRECTIONS else book.get(name).axis
            for word in file.text(name).split("|"):
                out[axis].setdefault(plain(word), name)
    return out


def code(text: str, axis: str, book: Codebook) -> str | None:
    """Return the code of an axis (or a direction) that a cell names, with or without what stands in brackets."""
    known = _words(book).get(axis, {})
    return known.get(plain(text)) or known.get(plain(_BRACKETS.sub("", text)))


def codes(text: str, axis: str, book: Codebook) -> tuple[list[str], list[str]]:
    """Return the codes that a cell lists, each once, and the words that are none."""
    whole = code(text, axis, book)
    parts = [part.strip() for part in re.split(r"[;,/\n、，·]", text) if part.strip()] if whole is None else [text]
    found = [(part, code(part, axis, book)) for part in parts]
    return list(dict.fromkeys(c for _, c in found if c)), [part for part, c in found if not c]


def rhythm(text: str, book: Codebook) -> str | None:
    """Return how often an act comes back, where a cell for dates says that (``every year``, ``매년 7월``)."""
    words = {**_words(book)["recurrence"]}
    words.pop("none", None)
    shown = plain(text)
    found = [word for word in words if shown.startswith(word) or f" {word}" in shown]
    return words[max(found, key=len)] if found else None


def count(text: str) -> Count | None:
    """Return the number of people in a cell: one number with its words, or a sum (``6 + 8``)."""
    parts = [_NUMBER.findall(part) for part in _SUM.split(text)]
    if any(len(part) != 1 for part in parts):
        return None
    numbers = [int(re.sub(r"[.,]", "", part[0])) for part in parts]
    if not all(numbers):
        return None
    return Count(sum(numbers), _bound(text), text.strip(), tuple(numbers) if len(numbers) > 1 else ())


def _bound(text: str) -> Bound:
    flatted = flat(text)
    known = [languages.get(name).numbers for name in languages.codes()]
    for bound, signs in _BOUNDS:
        words = [word for numbers in known for word in getattr(numbers, bound)]
        if any(sign in text for sign in signs) or any(word in flatted for word in words):
            return bound
    return "exact"


def interval(text: str, language: str, year: int = 0, header: str = "") -> tuple[When, When | None] | None:
    """Return the date in a cell, or its first and last day; ``year`` completes one without a year.

    Below a ``header`` for seasons or fiscal years 2011-12 is the two years, elsewhere a month.

    None if the cell tells no date, tells several, or only a relative one. Of two languages that read a date in it,
    the one that reads more of it is right; of two that read as much, the one that knows its word for a season.
    """
    if match := _DAY.fullmatch(text):
        whole = _when((int(match[4]), int(match[3]), int(match[1])), text)
        return (whole, None) if whole else None
    if _fiscal(header) and (told := yearspan.read(text.strip(), named=True)):
        return _bounds(*told, text)
    read, best = _in_full(text, language), None
    for name in dict.fromkeys((language, *languages.codes())):
        hits = languages.get(name).find_dates(flat(read), read)
        if len(hits) == 1 and hits[0].shape not in _RELATIVE:
            best = max(best or hits[0], hits[0], key=lambda hit: (hit.end - hit.start, hit.last is not None))
    if best is None:
        return None
    return _bounds(*_completed(best, year), text)


def _in_full(text: str, language: str) -> str:
    """Write a year of an era with its word for a year, which a column of years leaves out: 平成17, 昭和63~平成21."""
    words = languages.get(language).dates
    eras = "|".join(re.escape(era) for era in words.eras if not era.isascii())
    if not eras:
        return text
    return re.sub(rf"((?:{eras})\s*(?:\d{{1,2}}|元))(?![\d./{words.year}])", rf"\1{words.year}", text)


def _fiscal(header: str) -> bool:
    """Whether the header of a column names seasons, school or fiscal years."""
    known = (languages.get(name).dates.fiscal_before for name in languages.codes()) if header else ()
    return any(words.search(flat(header)) for words in known if words)


def _bounds(first: Parts, last: Parts | None, text: str) -> tuple[When, When | None] | None:
    start = _when(first, text)
    end = _when(last, text) if last else None
    return (start, end) if start else None


def _completed(hit: DateHit, year: int) -> tuple[Parts, Parts | None]:
    """Give both ends of a date what only the other end says: 3-8 November 2012."""
    first, last = hit.first, hit.last
    if last is not None:
        month = first[1] or (last[1] if first[2] else 0)
        first = (first[0] or last[0] or year, month, first[2])
        last = (last[0] or first[0], last[1], last[2])
    return (first[0] or year, first[1], first[2]), last


def _when(parts: Parts, text: str) -> When | None:
    if not parts[0]:
        return None
    edtf = "-".join(f"{part:04}" if at == 0 else f"{part:02}" for at, part in enumerate(parts) if part)
    try:
        return dates.of_edtf(edtf, as_written=text.strip())
    except ValueError:
        return None


def places(
    text: str, country: str, known: Gazetteer, aliases: Mapping[str, str] | None = None
) -> list[tuple[Place, Span]]:
    """Return the places that a cell lists, each with its span in the cell; ``country`` (ISO) is where to look.

    ``aliases`` are a study's own names of places (name -> place id, "" for a name that is no place).
    """
    out: list[tuple[Place, Span]] = []
    for start, end in _listed(text):
        found = known.resolve(text[start:end], [country] if country else (), aliases)
        if found:
            listed = [m for at, m in enumerate(found) if not (at and _region_of(m, found[at - 1].place))]
            out += [(m.place, (start + m.start, start + m.end)) for m in listed]
            continue
        try:
            place = known.named(_BRACKETS.sub("", text[start:end]).strip(), country)
        except UnknownNameError:
            continue
        out.append((place, (start, end)))
    return out


def _region_of(mention: Mention, place: Place) -> bool:
    """Whether a name behind a place can be its region: Ichikawa, Chiba."""
    return any(c.level == "admin1" and c.country == place.country for c in mention.candidates)


def _listed(text: str) -> Iterator[Span]:
    at = 0
    for match in [*_PARTS.finditer(text), None]:
        end = match.start() if match else len(text)
        part = text[at:end]
        if part.strip():
            left = at + len(part) - len(part.lstrip())
            yield left, left + len(part.strip())
        at = match.end() if match else end


def country(text: str, known: Gazetteer) -> str:
    """Return the ISO code of the country that a cell names, "" if it names none."""
    votes = known.countries(text)
    return max(votes, key=lambda name: votes[name]) if votes else ""


def flow(
    text: str,
    home: Place,
    partner: Place,
    book: Codebook,
    known: Gazetteer,
    aliases: Mapping[str, str] | None = None,
) -> str | None:
    """Return the direction that a cell tells: ``mutual`` or FROM>TO with place ids, seen from the home side."""
    word = code(text, "direction", book)
    if word == "mutual" or _BOTH.search(text):
        return "mutual"
    if word:
        ends = (home, partner) if word == "outbound" else (partner, home)
        return ">".join(place.id for place in ends)
    ends_told = _ARROW.split(text)
    if len(ends_told) != 2:
        return None
    found = [next((p for p, _ in places(end, "", known, aliases)), None) for end in ends_told]
    ids = [place.id for place in found if place]
    return ">".join(ids) if sorted(ids) == sorted((home.id, partner.id)) else None
