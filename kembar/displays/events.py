"""The list of events: every record by date, with its sources and pages; and the same of what the study leaves out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kembar.casebase import Casebase, Record
from kembar.codebook import Codebook
from kembar.displays.display import Cell, Display, Head
from kembar.displays.foot import counts, foot
from kembar.displays.quotes import Shown
from kembar.displays.view import View, make_view, sort_key

_COLUMNS = ("what", "pair", "class", "sources")


def events(
    casebase: Casebase, *, codebook: Codebook | None = None, lang: str = "en", document: Shown = None
) -> Display:
    """List every record of a casebase by date, statements included, each with the pages that tell of it."""
    view = make_view(casebase, codebook, lang, document)
    found = sorted(casebase.records, key=sort_key)
    return _listed(view, "events", found, _COLUMNS, lambda _: foot(view, found))


def outside(
    casebase: Casebase, *, codebook: Codebook | None = None, lang: str = "en", document: Shown = None
) -> Display:
    """List by date every record that lies outside the study's pairs or period, and which of them it lies outside of."""
    view = make_view(casebase, codebook, lang, document)
    columns = ("what", "pair", "outside", "sources")
    return _listed(view, "outside", view.outside, columns, lambda _: (counts(view, view.outside),))


def _listed(
    view: View, name: str, found: Sequence[Record], columns: Sequence[str], feet: Callable[[Display], tuple[str, ...]]
) -> Display:
    rows = tuple(Head(record.id, when(view, record)) for record in found)
    cells = {(r.id, column): Cell(view, (r,), _words(view, r, column)) for r in found for column in columns}
    heads = tuple(Head(column, view.say(f"column_{column}")) for column in columns)
    title, corner = view.say(f"title_{name}"), view.say("column_date")
    return Display(name, title, rows, heads, cells, view, shape="table", corner=corner, feet=feet)


def when(view: View, record: Record) -> str:
    """Write when a record was, or that no date is stated."""
    return view.span(record) or view.say("no_date")


def _words(view: View, record: Record, name: str) -> tuple[str, ...]:
    if name == "what":
        return (f"{record.standing} {view.entry(record, dated=False)}",)
    if name == "pair":
        return (view.pair_name(record),)
    if name == "outside":
        return (view.say(f"outside_{record.outside}"),)
    if name == "class":
        codes = [record.kind, record.sector if record.type == "activity" else None, record.value("status")]
        return (", ".join(view.code(code) for code in codes if code),)
    return view.pages(record.evidence)
