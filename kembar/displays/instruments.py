"""Instruments: which agreements exist, in force until when, by date."""

from __future__ import annotations

from datetime import date

from kembar.casebase import Casebase, Record
from kembar.codebook import Codebook
from kembar.displays.display import Cell, Display, Head
from kembar.displays.foot import foot
from kembar.displays.quotes import Shown
from kembar.displays.sheet import field_label, in_words, sheet
from kembar.displays.view import View, make_view, sort_key
from kembar.problems import UnknownNameError

_COLUMNS = ("state", "start", "content", "sources")


def instruments(
    casebase: Casebase,
    *,
    on: str | None = None,
    codebook: Codebook | None = None,
    lang: str = "en",
    document: Shown = None,
) -> Display:
    """List the agreements of each pair by date: in force, lapsed, or no term stated, on a day.

    ``on`` is an ISO day (UnknownNameError for anything else); without it the last day of the study's period counts,
    else today.
    """
    view = make_view(casebase, codebook, lang, document)
    last = casebase.facts.period[1]
    day = _day(on) if on else (f"{last}-12-31" if last else date.today().isoformat())
    found = [record for record in casebase.records if record.type == "agreement"]
    order = {pair.id: number for number, pair in enumerate(view.pairs)}
    found.sort(key=lambda record: (order.get(view.pair_name(record), len(order)), sort_key(record)))
    rows = tuple(Head(r.id, _label(view, r), view.pair_name(r)) for r in found)
    cells = {(r.id, name): Cell(view, (r,), _words(view, r, name, day)) for r in found for name in _COLUMNS}
    told = [name for name in _COLUMNS if any(cells[r.id, name].words for r in found)]
    columns = tuple(Head(name, view.say(f"column_{name}")) for name in told)
    title = view.say("title_instruments", day=view.day(day))
    return Display(
        "instruments", title, rows, columns, cells, view, shape="table", corner=view.say("instrument"),
        feet=lambda _: foot(view, found),
    )  # fmt: skip


def _day(given: str) -> str:
    try:
        return date.fromisoformat(given.strip()).isoformat()
    except ValueError:
        raise UnknownNameError(f"{given!r} is no day; write one as 2018-05-31.") from None


def state(record: Record, day: str) -> str:
    """Return in_force, lapsed, no_term, planned or ended: what the sources let one say of a day (ISO)."""
    status, end = record.value("status"), record.value("end")
    if status in ("planned", "ended"):
        return str(status)
    if end is None:
        return "no_term"
    return "in_force" if end.latest >= day else "lapsed"


def _label(view: View, record: Record) -> str:
    differs = " ~" if "kind" in record.filed_differently else ""
    return f"{record.standing} {view.entry(record, dated=False)}{differs}"


def _words(view: View, record: Record, name: str, day: str) -> tuple[str, ...]:
    if name == "sources":
        return view.pages(record.evidence)
    lines = {line.field: in_words(line, view, numbers=False) for line in sheet(view, record).lines}
    if name == "start":
        return (lines.get("start") or view.say("no_date"),)
    if name == "state":
        until = (view.say("until", date=lines["end"]),) if "end" in lines else ()
        return (view.say(f"state_{state(record, day)}"), *until)
    wanted = [f"attributes.{a}" for a in ("name", "term", "renewal", "fields", "signatories", "document_no", "tie")]
    return tuple(f"{field_label(view, field)}: {lines[field]}" for field in wanted if field in lines)
