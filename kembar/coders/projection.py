"""A coding as a gold record: what gold sets and exports of records write (see the docs on the gold format)."""

from __future__ import annotations

from typing import Any

from kembar.codebook import Codebook
from kembar.types import Coding, Evidence, Place, When

#: Stated as none; a gold record has no word for it.
NONE = "none"


def _place(place: Place) -> dict[str, str]:
    return {"name": place.name, "country": place.country}


def _plain(when: When | None) -> str | None:
    """Return a date as exact as ISO 8601 can say it: a season as its year, a decade not at all."""
    edtf = when.edtf.rstrip("~?%") if when else ""
    if "X" in edtf or not edtf:
        return None
    return edtf[:4] if edtf[5:7] > "12" else edtf


def _quote(act: Evidence) -> str:
    """Return what an act is quoted by: a row of cells stands nowhere in a page as one string, its telling cell does."""
    if "\t" not in act.quote or act.cue is None:
        return act.quote
    at = act.cue[0] - act.start
    head = act.quote[:at].rpartition("\t")[2]
    return head + act.quote[at:].partition("\t")[0]


def record_of(coding: Coding, codebook: Codebook) -> dict[str, Any]:
    """Project a coding of an agreement or activity onto the fields of a gold record.

    Child kinds become their parents, dates are plain ISO dates, the flow names places; the quote is the
    span that supports the act, of a row the cell that tells it.
    """
    pair = coding.pair
    names = {p.id: p.name for p in (pair.a, pair.b)} if pair else {}
    flow = coding.flow
    if flow and ">" in flow:
        flow = ">".join(names.get(end, end) for end in flow.split(">"))
    act = next((e for e in coding.evidence if "act" in e.supports), coding.evidence[0])
    return {
        "type": coding.type,
        "pair": [_place(pair.a), _place(pair.b)] if pair else [],
        "kind": codebook.gold_kind(coding.kind) if coding.kind in codebook else coding.kind,
        "sector": coding.sector,
        "status": coding.status,
        "start": _plain(coding.start),
        "end": _plain(coding.end),
        "recurrence": coding.recurrence if coding.recurrence != NONE else None,
        "flow": flow,
        "participants": coding.participants.value if coding.participants else None,
        "actors": sorted(actor for actor in coding.actors if actor != NONE),
        "quote": _quote(act),
    }
