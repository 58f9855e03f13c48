"""Disputes: values on which sources differ, side by side with their quotes; rejected records; near misses."""

from __future__ import annotations

from kembar.casebase import Casebase, Dispute, Record
from kembar.codebook import Codebook
from kembar.displays.display import Cell, Display, Head
from kembar.displays.foot import unsettled
from kembar.displays.sheet import field_label
from kembar.displays.view import View, make_view
from kembar.types import Evidence

Cells = dict[tuple[str, str], Cell]


def disputes(casebase: Casebase, *, codebook: Codebook | None = None, lang: str = "en") -> Display:
    """Put the sides of each dispute beside each other, then what is filed differently, rejected, possibly the same.

    Each side is a value with the quotes that state it; nothing is decided here unless a person preferred a side.
    """
    view = make_view(casebase, codebook, lang)
    cells: Cells = {}
    rows = [_dispute(view, number, dispute, cells) for number, dispute in enumerate(casebase.disputes, 1)]
    rows += [_filed(view, r, f, cells) for r in casebase.records for f in r.filed_differently]
    rows += [_rejected(view, record, cells) for record in casebase.rejected]
    rows += [_near(view, number, near, cells) for number, near in enumerate(casebase.possibly_same, 1)]
    sides = max((int(key.removeprefix("side_")) for _, key in cells if key.startswith("side_")), default=2)
    columns = [Head("field", view.say("column_field"))]
    columns += [Head(f"side_{n}", view.say("column_side", n=n)) for n in range(1, sides + 1)]
    columns += [Head("why", view.say("column_why"))]
    foot = (" · ".join(unsettled(view)),) if unsettled(view) else (view.say("no_disputes"),)
    return Display(
        "disputes", view.say("title_disputes"), tuple(rows), tuple(columns), cells, view, shape="list", foot=foot
    )


def _dispute(view: View, number: int, dispute: Dispute, cells: Cells) -> Head:
    records = tuple(view.casebase.record(record) for record in dispute.records)
    key = f"dispute {number}"
    first = records[0]
    cells[key, "field"] = Cell(view, records, (field_label(view, dispute.field),))
    for n, side in enumerate(dispute.sides, 1):
        chosen = f" ({view.say('preferred')})" if dispute.preferred in side.codings else ""
        about = f" ({view.say('in_year', year=side.about)})" if side.about else ""
        quotes = tuple(q.evidence for q in view.quotes_of(side.codings, dispute.field))
        cells[key, f"side_{n}"] = Cell(view, records, (f"{view.value(side.value, first)}{about}{chosen}",), own=quotes)
    cells[key, "why"] = Cell(view, records, (dispute.why,))
    label = f"{first.standing} {view.pair_name(first)}: {view.name(first)}"
    return Head(key, label, view.say(f"dispute_{dispute.status}"))


def _filed(view: View, record: Record, field: str, cells: Cells) -> Head:
    key = f"{record.id} {field}"
    cells[key, "field"] = Cell(view, (record,), (field_label(view, field),))
    for n, side in enumerate(record.fields[field], 1):
        quotes = tuple(q.evidence for q in view.quotes_of(side.codings, field))
        cells[key, f"side_{n}"] = Cell(view, (record,), (view.value(side.value, record),), own=quotes)
    return Head(key, f"{record.standing} {view.pair_name(record)}: {view.entry(record)}", view.say("filed_differently"))


def _rejected(view: View, record: Record, cells: Cells) -> Head:
    """Show what a rejected record had said, and the note and quote of the judgement against it."""
    key = f"rejected {record.id}"
    cells[key, "side_1"] = Cell(view, (record,), (view.say("said_as"),), own=record.evidence)
    notes, against = _against(view, record)
    if notes or against:
        cells[key, "side_2"] = Cell(view, (record,), notes or (view.say("rejected_word"),), own=against)
    return Head(key, f"{view.pair_name(record)}: {view.entry(record)}", view.say("rejected_group"))


def _against(view: View, record: Record) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    found = [j for j in view.casebase.judgements_on(record) if j.verdict == "reject"]
    notes = tuple(f"{j.note} ({j.by})" if j.note else f"{view.say('rejected_word')} ({j.by})" for j in found)
    return notes, tuple(e for judgement in found for e in judgement.evidence)


def _near(view: View, number: int, near: object, cells: Cells) -> Head:
    raise NotImplementedError
