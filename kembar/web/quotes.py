"""Quotes: every sentence that tells of the acts which the address asks for, source by source, ready to be copied."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from kembar.casebase import Record
from kembar.displays.view import View
from kembar.types import Evidence
from kembar.web import asked, laidopen
from kembar.web.answers import page, page_of, state_of

PAGE = 100
SIEVES = ("kind", "pair", "sector", "source_kind", "coder", "standing")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, and the record it tells of: its standing, its entry, the coding that quotes it."""

    sentence: laidopen.Sentence
    sign: str
    entry: str
    source: str
    coding: str


def quotes(request: Request) -> Response:
    """Show a page of the quotes of all records that pass the filters."""
    filters = asked.filters(request)
    view = asked.seen(request, filters)
    found = asked.kept(state_of(request), ("quotes", asked.question(request)), lambda: _told(view.casebase.records))
    at, pages = page_of(request, len(found), PAGE)
    shown = [_said(view, *one) for one in found[(at - 1) * PAGE : at * PAGE]]
    return page(
        request,
        "quotes.html",
        view=view,
        said=shown,
        total=len(found),
        sources=len({evidence.source for evidence, _, _ in found}),
        at=at,
        pages=pages,
        before=asked.address(request, page=str(at - 1)),
        after=asked.address(request, page=str(at + 1)),
        sieves=[(name, asked.label(view, name), asked.choices(request, view, name)) for name in SIEVES],
        chips=asked.chips(request, view, filters),
        data=laidopen.data(request),
    )


def _told(records: Iterable[Record]) -> list[tuple[Evidence, Record, str]]:
    """Return what tells of the acts themselves, each place once, in the order of sources and texts."""
    found: dict[tuple[str, str, int, int, str], tuple[Evidence, Record, str]] = {}
    for record in records:
        for unit in record.units:
            for one in unit.coding.evidence if unit.verdict != "rejected" else ():
                if "act" in one.supports:
                    place = (one.source, one.text_sha256, one.start, one.end, record.id)
                    found.setdefault(place, (one, record, unit.id))
    return [found[place] for place in sorted(found)]


def _said(view: View, evidence: Evidence, record: Record, coding: str) -> Said:
    sentence = laidopen.sentence(view, view.quotes([evidence])[0])
    entry = f"{view.pair_name(record)}: {view.entry(record)}"
    return Said(sentence, str(record.standing), entry, evidence.source, coding)
