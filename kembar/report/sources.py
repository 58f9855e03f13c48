"""The sources by kind: what each is, from when, who read it, and how many records rest on it."""

from __future__ import annotations

from collections import Counter, defaultdict

from kembar import languages
from kembar.casebase import SourceFact
from kembar.casebase.coverage import machines_of
from kembar.dates import of_edtf
from kembar.displays import Cell, Display, Head
from kembar.displays.view import View

_COLUMNS = ("about", "covers", "language", "read", "records")


def sources(view: View) -> Display:
    """List the sources of a study by kind."""
    facts = view.casebase.facts.sources
    order = {code.id: number for number, code in enumerate(view.book.axis("source_kind"))}
    listed = sorted(facts.values(), key=lambda f: (order.get(f.source.kind, len(order)), f.source.id))
    rows = tuple(Head(fact.source.id, fact.source.id, view.code(fact.source.kind)) for fact in listed)
    records = Counter(source for record in view.casebase.records for source in record.sources)
    methods: dict[str, set[str]] = defaultdict(set)
    state = view.casebase.state
    for source, fact in facts.items():
        own = [reading for reading in state.readings.get(source, ()) if reading.method == "hand"]
        methods[source] = {reading.method for reading in (*own, *machines_of(fact, state.tallies.get(source)))}
    for pair in view.casebase.facts.pairs:
        for source in view.casebase.coverage(pair.id).read_by_person:
            methods[source].add("hand")
    cells = {}
    for fact in listed:
        told = _words(view, fact, methods[fact.source.id])
        told["records"] = str(records[fact.source.id])
        for name in _COLUMNS:
            cells[fact.source.id, name] = Cell(view, words=tuple(told[name].split("\n")) if told[name] else ())
    columns = tuple(Head(name, view.say(f"column_{name}")) for name in _COLUMNS)
    title = view.say("report_sources")
    return Display("sources", title, rows, columns, cells, view, shape="table", corner=view.say("column_source"))


def _words(view: View, fact: SourceFact, methods: set[str]) -> dict[str, str]:
    source = fact.source
    issued = view.date(of_edtf(source.issued)) if source.issued else view.say("ref_no_date")
    covers = "–".join(str(year) for year in dict.fromkeys(source.covers)) if source.covers else ""
    covers = "" if covers == (source.issued or "")[:4] else covers
    by = [view.say(f"read_{_BY[method]}") for method in _BY if method in methods]
    return {
        "about": source.title,
        "covers": f"{issued}; {covers}" if covers else issued,
        "language": languages.get(fact.language).name or fact.language,
        "read": ", ".join(by) or view.say("read_not"),
    }


_BY = {"hand": "person", "table": "table", "rules": "rules", "model": "model"}
