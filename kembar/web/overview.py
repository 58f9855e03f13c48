"""The overview: the question, the pairs, what was read, what waits for a decision, and what to do next."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from kembar import languages
from kembar.casebase import Record, StudyPair
from kembar.displays import words
from kembar.displays.view import View
from kembar.study import reporting
from kembar.web import who
from kembar.web.answers import lang_of, page, state_of

RULES = "rules"  # the coder whose readings grow old when the rules change


@dataclass(frozen=True, slots=True)
class Card:
    """A pair: its name, how many records by standing, agreements, sources, years, disputed records."""

    name: str
    signs: str
    agreements: int
    records: int
    sources: int
    years: str
    disputed: int
    read: str


def overview(request: Request) -> Response:
    """Show where the study stands."""
    state = state_of(request)
    view = state.view(lang_of(request))
    reading = state.memo("who", who.read)
    told = state.memo(f"overview {view.lang}", lambda _: (_cards(view), _told(view, view.casebase.records)))
    return page(
        request,
        "overview.html",
        view=view,
        settings=state.study.settings,
        cards=told[0],
        waiting=_waiting(request, view, reading),
        told=told[1],
        worth=reporting.worth(view.casebase, view.casebase.records, view.lang),
        tables=_tables(view),
        reading=Counter(one.sign for one in reading.values()),
        sources=len(reading),
        people=sorted({name for one in reading.values() for name, _ in one.coders}),
    )


def _cards(view: View) -> list[Card]:
    by_pair: dict[str, list[Record]] = defaultdict(list)
    for record in view.casebase.records:
        if record.type != "statement" and record.pair:
            by_pair[record.pair.id].append(record)
    return [_card(view, pair, by_pair[pair.id]) for pair in view.casebase.facts.pairs]


def _card(view: View, pair: StudyPair, records: list[Record]) -> Card:
    years = sorted(when.earliest[:4] for r in records if (when := r.value("start")))
    covered = view.casebase.coverage(pair.id)
    return Card(
        pair.id,
        signs(records),
        sum(record.type == "agreement" for record in records),
        len(records),
        len(view.witnesses(records)),
        "–".join(dict.fromkeys((years[0], years[-1]))) if years else "",
        sum(bool(record.disputed) for record in records),
        view.say("n_of_m", n=covered.read, m=covered.total),
    )


def signs(records: Iterable[Record]) -> str:
    """Count records by standing: ``●9 ○3``."""
    counted = Counter(str(record.standing) for record in records)
    return " ".join(f"{sign}{counted[sign]}" for sign in words.STANDINGS if counted[sign])


def _told(view: View, records: Iterable[Record]) -> list[tuple[str, str, str, int]]:
    """Return (type of record, its words, signs, number) for agreements, activities and statements."""
    kinds = ("agreement", "activity", "statement")
    by = {kind: [record for record in records if record.type == kind] for kind in kinds}
    return [(kind, view.say(f"web_type_{kind}"), signs(by[kind]), len(by[kind])) for kind in kinds]


def _waiting(request: Request, view: View, reading: dict[str, who.Read]) -> list[tuple[str, str, str, str]]:
    """Return what a person or the rules have still to do, most urgent first: (key, number, address, words)."""
    state, cases = state_of(request), view.casebase
    errors = sum(problem.severity == "error" for problem in state.problems())
    unread = state.unread()
    again = sum(any(name == RULES for name, _ in reading[source].coders) for source in unread if source in reading)
    numbers = {
        "add": (0 if reading else 1, "/sources"),
        "code": (len(unread) - again, "/sources?only=unread"),
        "again": (again, "/sources?only=unread"),
        "errors": (errors, "/problems"),
        "changed": (len(cases.changed), "/read"),
        "open": (len(cases.open), "/compare?standing=open"),
        "judge": (sum(record.standing in "○◇" for record in cases.records), "/read"),
        "disputes": (sum(dispute.status == "open" for dispute in cases.disputes), "/disputes"),
        "same": (len(cases.possibly_same), "/disputes"),
        "witness": (len(cases.related), "/sources?only=related"),
        "finish": (sum(bool(one.coders) and not one.complete for one in reading.values()), "/sources?only=open"),
    }
    found = []
    for key, (number, address) in numbers.items():
        if number:
            label = view.say(f"web_next_{key}_1" if number == 1 else f"web_next_{key}_n", n=number)
            found.append((key, str(number), address, label))
    return found


def _language(code: str) -> str:
    return languages.get(code).name or code


def _tables(view: View) -> list[tuple[str, str, list[tuple[str, str, int]]]]:
    """Count the sources by kind, language and side: title, name of the filter, rows of (value, words, number)."""
    facts = view.casebase.facts.sources.values()
    by = {
        "kind": Counter(fact.source.kind for fact in facts),
        "language": Counter(fact.language for fact in facts),
        "side": Counter(fact.source.side for fact in facts),
    }
    named: dict[str, Callable[[str], str]] = {"kind": view.code, "language": _language, "side": str}
    none = view.say("not_stated")
    return [
        (view.say(f"web_by_{name}"), name, [(v, named[name](v) if v else none, n) for v, n in counted.most_common()])
        for name, counted in by.items()
    ]
