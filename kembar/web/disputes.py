"""Disputes: stated values side by side with their quotes, to be preferred or left open; near misses; changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kembar.casebase import Casebase, Record
from kembar.casebase.records import Changed, Dispute, PossiblySame
from kembar.displays.sheet import field_label
from kembar.displays.view import View
from kembar.types import Evidence, Judgement
from kembar.web import asked, laidopen
from kembar.web.answers import Body, Refused, named, page, page_of, state_of
from kembar.web.laidopen import Sentence

PAGE = 25
TABS = ("open", "same", "changed", "filed", "settled", "rejected")
_VERDICTS = {"accepted": "web_verdict_accept", "rejected": "web_verdict_reject"}
SIEVES = ("pair", "sector", "kind", "standing")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a case: its words, who states it, its quotes, and the coding that a decision names."""

    words: str
    sources: str
    sentences: tuple[Sentence, ...]
    coding: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """Something for a person to look at: what it is about, its sides, why it is here, and what can be done.

    ``acts`` are the verbs that its buttons send; ``source`` and ``text`` say on what, ``mine`` whether one decided it.
    """

    id: str
    head: str
    about: str
    sides: tuple[Side, ...]
    why: str
    acts: tuple[str, ...]
    source: str
    text: str
    field: str = ""
    notes: tuple[str, ...] = ()
    against: tuple[Sentence, ...] = ()
    mine: bool = False


def disputes(request: Request) -> Response:
    """Show a page of the cases of one tab (``show``)."""
    filters = asked.filters(request)
    view = asked.seen(request, filters)
    things = _things(view.casebase)
    counts = {tab: len(things[tab]) for tab in TABS}
    first = next((tab for tab in TABS if counts[tab]), "open")
    tab = request.query_params.get("show", "")
    tab = tab if tab in TABS else first
    at, pages = page_of(request, counts[tab], PAGE)
    shown = things[tab][(at - 1) * PAGE : at * PAGE]
    made = [case for thing in shown if (case := _case(request, view, tab, thing))]
    return page(
        request,
        "disputes.html",
        view=view,
        tabs=[(name, asked.address(request, show=name, page=None), counts[name]) for name in TABS],
        tab=tab,
        cases=made,
        at=at,
        pages=pages,
        newer=asked.address(request, show=tab, page=str(at - 1)),
        older=asked.address(request, show=tab, page=str(at + 1)),
        related=len(view.casebase.related),
        sieves=[(name, asked.label(view, name), asked.choices(request, view, name)) for name in SIEVES],
        chips=asked.chips(request, view, filters),
        data=laidopen.data(request),
    )


class LeaveBody(Body):
    """A dispute that one decided and leaves open again: a coding that states one of its values, and the field."""

    source: str
    text: str
    seq: str
    coding: str
    field: str


def leave(request: Request, body: LeaveBody) -> dict[str, Any]:
    """Take back one's own preferences for a field of the record in which a coding stands."""
    state, me = state_of(request), named(request)
    cases = state.casebase()
    record = cases.record_with(body.coding)
    if record is None:
        raise Refused(404, "This record is not there any more.", "Load the page anew.")
    own = [j.id for j in _preferences(request, cases, record, body.field) if j.by == me]
    if own:
        state.study.withdraw(*own, by=me)
    return {"seq": state.seq, "left": len(own)}


def _preferences(request: Request, cases: Casebase, record: Record, field: str) -> Iterator[Judgement]:
    withdrawn = cases.state.context.decisions.withdrawn
    for event in state_of(request).study.judgements():
        if not isinstance(event, Judgement) or event.verdict != "prefer" or event.id in withdrawn:
            continue
        if event.field == field and set(record.codings) & set(event.subjects):
            yield event


def _things(cases: Casebase) -> dict[str, Sequence[Any]]:
    """Sort what waits for a person, or was decided, under its tab; a filter keeps what its records pass."""
    shown = {record.id for record in cases.records} if cases.asked else None
    return {
        "open": [d for d in cases.disputes if d.status == "open"],
        "settled": [d for d in cases.disputes if d.status == "settled"],
        "rejected": [d for d in cases.disputes if d.status == "rejected"],
        "same": [p for p in cases.possibly_same if shown is None or shown.issuperset(p.records)],
        "changed": [c for c in cases.changed if shown is None or _in(cases, c.decided, shown)],
        "filed": [(record, field) for record in cases.records for field in record.filed_differently],
    }


def _in(cases: Casebase, coding: str, shown: set[str]) -> bool:
    record = cases.record_with(coding)
    return record is not None and record.id in shown


def _case(request: Request, view: View, tab: str, thing: Any) -> Case | None:
    makers: dict[str, Callable[[Request, View, Any], Case]] = {
        "open": _dispute, "settled": _dispute, "rejected": _rejected,
        "same": _same, "changed": _changed, "filed": _filed,
    }  # fmt: skip
    return makers[tab](request, view, thing)


def _dispute(request: Request, view: View, dispute: Dispute) -> Case:
    records = [view.casebase.record(record) for record in dispute.records]
    first, sides = records[0], []
    for side in dispute.sides:
        quotes = view.quotes(view.telling(side.codings, dispute.field))
        sides.append(
            Side(
                view.value(side.value, first),
                ", ".join(side.sources),
                _sentences(view, quotes),
                side.codings[0],
                dispute.preferred in side.codings,
            )
        )
    independent = len({witness for side in dispute.sides for witness in side.witnesses})
    why = view.say("why_year" if dispute.about else "why_dispute", n=independent, year=dispute.about)
    about = field_label(view, dispute.field) + (
        f" ({view.say('in_year', year=dispute.about)})" if dispute.about else ""
    )
    owner = view.casebase.record_with(sides[0].coding) or first
    mine = any(j.by == _me(request) for j in _preferences(request, view.casebase, owner, dispute.field))
    source, text = _at(view, sides[0].coding)
    return Case(
        f"{first.id[:12]}-{dispute.field}-{dispute.about or ''}", _head(view, first), about, tuple(sides), why,
        ("prefer",), source, text, dispute.field, dispute.notes, mine=mine,
    )  # fmt: skip


def _me(request: Request) -> str:
    return state_of(request).session.reader.name


def _filed(request: Request, view: View, thing: tuple[Record, str]) -> Case:
    record, field = thing
    sides = tuple(
        Side(
            view.value(value.value, record), ", ".join(value.sources),
            _sentences(view, view.quotes(view.telling(value.codings, field))), value.codings[0],
            record.preferred.get(field, "-") in value.codings,
        )
        for value in record.stated(field)
    )  # fmt: skip
    source, text = _at(view, sides[0].coding)
    mine = any(j.by == _me(request) for j in _preferences(request, view.casebase, record, field))
    return Case(
        f"{record.id[:12]}-{field}", _head(view, record), field_label(view, field), sides,
        view.say("filed_differently"), ("prefer",), source, text, field, mine=mine,
    )  # fmt: skip


def _rejected(request: Request, view: View, dispute: Dispute) -> Case:
    records = [view.casebase.record(record) for record in dispute.records]
    sides = tuple(_whole(view, record) for record in records)
    codings = {coding for record in records for coding in record.codings}
    judged = view.casebase.state.judgements.values()
    names = sorted({j.by for j in judged if j.verdict == "reject" and codings.intersection(j.subjects)})
    source, text = _at(view, sides[0].coding)
    against = _sentences(view, view.quotes(dispute.evidence))
    return Case(
        f"{records[0].id[:12]}-rejected", _head(view, records[0]), "", sides,
        view.say("rejected_by", names=", ".join(names)), ("accept",), source, text,
        notes=dispute.notes, against=against,
    )  # fmt: skip


def _same(request: Request, view: View, near: PossiblySame) -> Case:
    records = [view.casebase.record(record) for record in near.records]
    sides = tuple(_whole(view, record) for record in records)
    source, text = _at(view, sides[0].coding)
    return Case(
        "-".join(record.id[:12] for record in records), _head(view, records[0]), "", sides,
        view.say(f"near_{near.reason}"), ("same", "different"), source, text,
    )  # fmt: skip


def _changed(request: Request, view: View, change: Changed) -> Case:
    """A proposal that came after a decision on its words, beside the record that was decided."""
    coding, cases = change.coding, view.casebase
    told = [view.code(coding.kind), *(view.date(when) for when in (coding.start, coding.end) if when)]
    told += [view.value(part) for part in (coding.sector, coding.status, coding.participants) if part]
    new = Side(", ".join(told), view.reader(change.reading.coder), _quotes(view, coding.evidence), coding.id)
    record = cases.record_with(change.decided)
    old = (_whole(view, record, change.decided),) if record else ()
    pair = coding.pair.name if coding.pair else coding.place.name if coding.place else ""
    why = view.say("web_disputes_changed_why", verdict=view.say(_VERDICTS.get(change.verdict, "open")))
    return Case(
        coding.id[:12], f"{pair}: {view.code(coding.kind)}", "", (*old, new),
        why, ("accept_new", "reject_new"),
        coding.evidence[0].source, coding.evidence[0].text_sha256,
    )  # fmt: skip


def _whole(view: View, record: Record, coding: str = "") -> Side:
    """A record as a side: its entry, its sources, the quotes that tell of the act."""
    words = f"{record.standing} {view.entry(record)}".strip()
    acts = [e for e in record.evidence if "act" in e.supports] or list(record.evidence[:1])
    live = record.live or record.codings
    return Side(words, ", ".join(record.sources), _quotes(view, acts[:4]), coding or live[0])


def _quotes(view: View, evidence: Iterable[Evidence]) -> tuple[Sentence, ...]:
    return _sentences(view, view.quotes(evidence))


def _sentences(view: View, quotes: Iterable[Any]) -> tuple[Sentence, ...]:
    return tuple(laidopen.sentence(view, quote) for quote in quotes)


def _at(view: View, coding: str) -> tuple[str, str]:
    """Return the source and text of a coding, as a decision names them."""
    held = view.casebase.codings.get(coding)
    evidence = held[0].evidence[0] if held else None
    return (evidence.source, evidence.text_sha256) if evidence else ("", "")


def _head(view: View, record: Record) -> str:
    return f"{view.pair_name(record)}: {view.name(record)}"
