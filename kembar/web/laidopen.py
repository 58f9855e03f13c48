"""Records laid open for a drawer: their stated values by source and their quotes, each leading to its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote as quoted
from urllib.parse import urlencode

from starlette.requests import Request

from kembar import languages
from kembar.casebase import Record
from kembar.displays.quotes import Quote
from kembar.displays.sheet import Sheet, sheet
from kembar.displays.view import View
from kembar.types import Evidence
from kembar.web.answers import lang_of, state_of
from kembar.web.opened import citation

PAGE = 20  # records shown at once


@dataclass(frozen=True, slots=True)
class Sentence:
    """A quote for reading: its pieces (text, marked), where it stands, the address of its sentence, its citation."""

    pieces: tuple[tuple[str, bool], ...]
    place: str
    title: str
    lang: str
    href: str
    cite: str
    retold: str


@dataclass(frozen=True, slots=True)
class Laid:
    """A record laid open: its sheet and sentences, and what a decision on it names (source, text, codings)."""

    sheet: Sheet
    sentences: tuple[Sentence, ...]
    href: str
    source: str
    text: str
    lead: str
    live: tuple[str, ...]
    waits: bool


def lay(view: View, records: Sequence[Record]) -> list[Laid]:
    """Lay some records open."""
    return [_laid(view, record) for record in records]


def _laid(view: View, record: Record) -> Laid:
    shown = sheet(view, record)
    units = sorted(record.units, key=lambda unit: (unit.verdict != "accepted", unit.verdict == "rejected", unit.id))
    lead = units[0].coding
    at = lead.evidence[0]
    return Laid(
        sheet=shown,
        sentences=tuple(sentence(view, one) for one in shown.quotes),
        href=f"/read/{quoted(at.source, safe='')}?coding={lead.id}",
        source=at.source,
        text=at.text_sha256,
        lead=lead.id,
        live=record.live,
        waits=record.standing in ("○", "◇", "◐"),
    )


def sentence(view: View, one: Quote) -> Sentence:
    """Make a quote ready for a page."""
    return Sentence(
        pieces=one.pieces,
        place=one.place,
        title=one.source.title,
        lang=one.language,
        href=reading(one.evidence),
        cite=citation(view, one.source, one.evidence),
        retold=one.retold,
    )


def reading(evidence: Evidence) -> str:
    """Return the address at which the reader shows a quote in its place."""
    source, text = quoted(evidence.source, safe=""), evidence.text_sha256[:12]
    return f"/read/{source}?text={text}&at={evidence.start}-{evidence.end}"


def part(request: Request, records: Sequence[Record]) -> tuple[Sequence[Record], int, int]:
    """Return the records to show from ``from`` on, how many stand before them, and where the next part begins (0)."""
    given = request.query_params.get("from", "")
    first = int(given) if given.isascii() and given.isdigit() and len(given) < 9 else 0
    first = first if first < len(records) else 0
    last = first + PAGE
    return records[first:last], first, last if last < len(records) else 0


def data(request: Request) -> dict[str, Any]:
    """Return what the scripts of a comparing page need: the number of the log they show, and their words."""
    lang = lang_of(request)
    words = {
        key.removeprefix("web_compare_js_"): languages.label(lang, key) for key in languages.keys("web_compare_js_")
    }
    return {"seq": state_of(request).seq, "words": words}


def query(path: str, **asked: str) -> str:
    """Return an address with what it asks for."""
    return f"{path}?{urlencode(asked)}"
