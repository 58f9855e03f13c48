"""Disputes: values on which sources differ, side by side with their quotes; rejected records; near misses."""

from __future__ import annotations

from kembar.casebase import Casebase, Dispute, PossiblySame, Record
from kembar.codebook import Codebook
from kembar.displays.display import Cell, Display, Head
from kembar.displays.foot import unsettled
from kembar.displays.quotes import Shown
from kembar.displays.sheet import field_label
from kembar.displays.view import View, make_view
from kembar.types import Evidence

Cells = dict[tuple[str, str], Cell]


def disputes(
    casebase: Casebase, *, codebook: Codebook | None = None, lang: str = "en", document: Shown = None
) -> Display:
    """Put the sides of each dispute beside each other, then what is rejected, filed differently, possibly the same.

    Each side is a value with the quotes that state it; nothing is decided here unless a person preferred a side.
    """
    view = make_view(casebase, codebook, lang, document)
    cells: Cells = {}
    rows = [_dispute(view, n, d, cells) for n, d in enumerate(casebase.disputes, 1) if d.status != "rejected"]
    rows += [_rejected(view, n, d, cells) for n, d in enumerate(casebase.disputes, 1) if d.status == "rejected"]
    rows += [_filed(view, r, field, cells) for r in casebase.records for field in r.filed_differently]
    rows += [_near(view, n, near, cells) for n, near in enumerate(casebase.possibly_same, 1)]
    sides = max((int(key.removeprefix("side_")) for _, key in cells if key.startswith("side_")), default=2)
    columns = [Head("field", view.say("column_field"))]
    columns += [Head(f"side_{n}", view.say("column_side", n=n)) for n in range(1, sides + 1)]
    columns += [Head("why", view.say("column_why"))]
    foot = (" · ".join(unsettled(view)) or view.say("no_disputes"),)
    return Display(
        "disputes",
        view.say("title_disputes"),
        tuple(rows),
        tuple(columns),
        cells,
        view,
        shape="list",
        feet=lambda _: foot,
    )


def _dispute(view: View, number: int, dispute: Dispute, cells: Cells) -> Head:
    records = tuple(view.casebase.record(record) for record in dispute.records)
    key, first = f"dispute {number}", records[0]
    about = f" ({view.say('in_year', year=dispute.about)})" if dispute.about else ""
    cells[key, "field"] = Cell(view, records, (field_label(view, dispute.field) + about,))
    for n, side in enumerate(dispute.sides, 1):
        chosen = f" ({view.say('preferred')})" if dispute.preferred in side.codings else ""
        quotes = tuple(view.telling(side.codings, dispute.field))
        cells[key, f"side_{n}"] = Cell(view, records, (f"{view.value(side.value, first)}{chosen}",), own=quotes)
    independent = len({witness for side in dispute.sides for witness in side.witnesses})
    why = view.say("why_year" if dispute.about else "why_dispute", n=independent, year=dispute.about)
    cells[key, "why"] = Cell(view, records, (why, *dispute.notes), own=dispute.evidence)
    return Head(key, _label(view, first), view.say(f"dispute_{dispute.status}"))


def _rejected(view: View, number: int, dispute: Dispute, cells: Cells) -> Head:
    """Show what a rejected record says, and beside it the notes and quotes of the judgement against it."""
    records = tuple(view.casebase.record(record) for record in dispute.records)
    key = f"rejected {number}"
    said = tuple(e for record in records for e in record.evidence)
    cells[key, "side_1"] = Cell(view, records, (view.say("said_as"),), own=said)
    cells[key, "side_2"] = Cell(view, records, dispute.notes or (view.say("rejected_word"),), own=dispute.evidence)
    codings = {coding for record in records for coding in record.codings}
    judged = view.casebase.state.judgements.values()
    names = sorted({j.by for j in judged if j.verdict == "reject" and codings.intersection(j.subjects)})
    cells[key, "why"] = Cell(view, records, (view.say("rejected_by", names=", ".join(names)),))
    return Head(key, f"{view.pair_name(records[0])}: {view.entry(records[0])}", view.say("rejected_group"))


def _filed(view: View, record: Record, field: str, cells: Cells) -> Head:
    key = f"filed {record.id} {field}"
    cells[key, "field"] = Cell(view, (record,), (field_label(view, field),))
    for n, side in enumerate(record.stated(field), 1):
        quotes = tuple(view.telling(side.codings, field))
        cells[key, f"side_{n}"] = Cell(view, (record,), (view.value(side.value, record),), own=quotes)
    return Head(key, _label(view, record), f"~ {view.say('filed_differently')}")


def _near(view: View, number: int, near: PossiblySame, cells: Cells) -> Head:
    """Show two records side by side that a person may join, each with its first quote."""
    records = tuple(view.casebase.record(record) for record in near.records)
    key = f"near {number}"
    for n, record in enumerate(records, 1):
        cells[key, f"side_{n}"] = Cell(view, (record,), (view.entry(record),), own=_telling(record))
    cells[key, "why"] = Cell(view, records, (view.say(f"near_{near.reason}"),))
    return Head(key, _label(view, records[0]), view.say("possibly_same"))


def _telling(record: Record) -> tuple[Evidence, ...]:
    """Return the first quote that tells of the act itself."""
    return next(((e,) for e in record.evidence if "act" in e.supports), record.evidence[:1])


def _label(view: View, record: Record) -> str:
    return f"{record.standing} {view.pair_name(record)}: {view.name(record)}"
