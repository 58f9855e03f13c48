"""The list of events: every record by date, with its sources and pages."""

from __future__ import annotations

from kembar.casebase import Casebase, Record
from kembar.codebook import Codebook
from kembar.displays.display import Cell, Display, Head
from kembar.displays.foot import foot
from kembar.displays.quotes import Shown
from kembar.displays.view import View, make_view, sort_key

_COLUMNS = ("what", "pair", "class", "sources")


def events(
    casebase: Casebase, *, codebook: Codebook | None = None, lang: str = "en", document: Shown = None
) -> Display:
    """List every record of a casebase by date, statements included, each with the pages that tell of it."""
    view = make_view(casebase, codebook, lang, document)
    found = sorted(casebase.records, key=sort_key)
    rows = tuple(Head(record.id, when(view, record)) for record in found)
    cells = {(r.id, name): Cell(view, (r,), _words(view, r, name)) for r in found for name in _COLUMNS}
    columns = tuple(Head(name, view.say(f"column_{name}")) for name in _COLUMNS)
    return Display(
        "events", view.say("title_events"), rows, columns, cells, view, shape="table", corner=view.say("column_date"),
        feet=lambda _: foot(view, found),
    )  # fmt: skip


def when(view: View, record: Record) -> str:
    """Write when a record was, or that no date is stated."""
    return view.span(record) or view.say("no_date")


def _words(view: View, record: Record, name: str) -> tuple[str, ...]:
    if name == "what":
        return (f"{record.standing} {view.entry(record, dated=False)}",)
    if name == "pair":
        return (view.pair_name(record),)
    if name == "class":
        codes = [record.kind, record.sector if record.type == "activity" else None, record.value("status")]
        return (", ".join(view.code(code) for code in codes if code),)
    return view.pages(record.evidence)
