"""How dates, numbers, codes and counts are worded for a reader, in the language of the interface.

All words come from ``languages/<code>/labels.yaml`` and the codebook's labels; here is only how they are put together.
"""

from __future__ import annotations

from kembar import languages
from kembar.codebook import Codebook
from kembar.types import Count, Pair, Place, When

#: Signs of standing in the order in which they are shown, with the label of each.
STANDINGS = {"●": "judged", "◐": "open", "○": "proposed", "◇": "suggested"}
#: Signs of an empty cell, with the label of each.
EMPTIES = {"·": "none_found", "∘": "none_by_rules", "▨": "not_read"}


def counted(lang: str, thing: str, number: int) -> str:
    """Return a number with its noun: ``1 record``, ``39 records`` (labels ``<thing>_1`` and ``<thing>_n``)."""
    return languages.label(lang, f"{thing}_1" if number == 1 else f"{thing}_n", n=number)


def date(when: When, lang: str) -> str:
    """Write a date as exact as it is known: ``24 Sep 1997``, ``Sep 1997``, ``1997``, ``c. 2017``."""
    plain = when.edtf.rstrip("~?%")
    parts = plain.split("-")
    months = languages.label(lang, "months").split()
    known = len(parts) > 1 and parts[1].isdigit() and 1 <= int(parts[1]) <= 12
    if known and len(parts) == 3:
        key = "date_day"
        text = languages.label(lang, key, year=parts[0], month=months[int(parts[1]) - 1], day=int(parts[2]))
    elif known:
        text = languages.label(lang, "date_month", year=parts[0], month=months[int(parts[1]) - 1])
    else:
        text = plain
    if plain != when.edtf:
        return languages.label(lang, "date_about", date=text)
    if when.basis == "inferred":
        return languages.label(lang, "date_inferred", date=text, words=when.as_written)
    return text


def span(start: When | None, end: When | None, lang: str, *, running: bool = False) -> str:
    """Write a period: ``1999–2004``, ``2007–`` (running, no end told), ``until 2004``, a single date, or nothing."""
    if start and end and start.edtf != end.edtf:
        return f"{_short_start(start, end, lang)}–{date(end, lang)}"
    if start or end:
        only = date(start or end, lang)  # type: ignore[arg-type]
        if start is None:
            return languages.label(lang, "until", date=only)
        return f"{only}–" if running and end is None else only
    return ""


def _short_start(start: When, end: When, lang: str) -> str:
    """Leave out of a start what its end repeats, where the language writes the day first: ``3–8 Nov 2012``."""
    first, last = date(start, lang), date(end, lang)
    if (
        start.precision == end.precision == 3
        and start.edtf[:7] == end.edtf[:7]
        and last.startswith(f"{int(end.edtf[8:])} ")
    ):
        return str(int(start.edtf[8:]))
    return first


def number(count: Count, lang: str) -> str:
    """Write a number as it is meant: ``70``, ``at least 70``, ``about 70``."""
    return str(count.value) if count.bound == "exact" else languages.label(lang, f"bound_{count.bound}", n=count.value)


def code(book: Codebook, name: str | None, lang: str) -> str:
    """Return a code's label in the reader's language; a code that the codebook does not know stays as it is."""
    if not name:
        return languages.label(lang, "not_stated")
    return book.label(name, lang) if name in book else name


def value(thing: object, lang: str, book: Codebook, places: dict[str, str] | None = None) -> str:
    """Write a stated value: a date, a number, a code, a flow (``places`` names its place ids), several of them."""
    if isinstance(thing, When):
        return date(thing, lang)
    if isinstance(thing, Count):
        return number(thing, lang)
    if isinstance(thing, Pair | Place):
        return thing.name
    if isinstance(thing, tuple | list):
        return ", ".join(value(one, lang, book, places) for one in thing) or languages.label(lang, "none")
    if isinstance(thing, dict):
        return ", ".join(f"{value(v, lang, book, places)}" for v in thing.values() if v)
    if thing is None:
        return languages.label(lang, "not_stated")
    text = str(thing)
    if text == "mutual":
        return languages.label(lang, "mutual")
    giver, _, taker = text.partition(">")
    if places and giver in places and taker in places:
        return f"{places[giver]} → {places[taker]}"
    return book.label(text, lang) if text in book else text
