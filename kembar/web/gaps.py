"""Gaps: sectors and years of a pair without a record, and what that is worth: read by a person, by rules, or not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from kembar.casebase import Coverage, Record
from kembar.displays.axes import year_of
from kembar.displays.foot import unread
from kembar.displays.timeline import last_year
from kembar.displays.view import View
from kembar.displays.words import EMPTIES
from kembar.web import asked, laidopen
from kembar.web.answers import lang_of, page, state_of


@dataclass(frozen=True, slots=True)
class Gap:
    """A sector or a run of years: its words, which of the empties it is, ``n of m`` sources, what opens it."""

    label: str
    kind: str
    sign: str
    count: str
    href: str


@dataclass(frozen=True, slots=True)
class Year:
    """A year of a pair's ribbon: filled, or which of the empties."""

    year: int
    kind: str
    said: str


@dataclass(frozen=True, slots=True)
class Lane:
    """What is missing of a pair."""

    pair: str
    sectors: tuple[Gap, ...]
    years: tuple[Gap, ...]
    ribbon: tuple[Year, ...]
    unread: tuple[tuple[str, str], ...]


def gaps(request: Request) -> Response:
    """Show for each pair (or those asked for) what was not found, and what was not read."""
    state = state_of(request)
    view = state.view(lang_of(request))
    wanted = set(request.query_params.getlist("pair")) - {""}
    pairs = [pair.id for pair in view.casebase.facts.pairs if not wanted or pair.id in wanted]
    lanes = asked.kept(state, ("gaps", view.lang, tuple(pairs)), lambda: _lanes(view, pairs))
    facts = view.casebase.facts.sources
    mute = sorted({fact.language or "?" for fact in facts.values() if not fact.has_rules and fact.text_sha256})
    return page(
        request,
        "gaps.html",
        view=view,
        lanes=lanes,
        pairs=asked.choices(request, view, "pair"),
        unread=[(name, facts[name].source.title or name) for name in asked.kept(state, "unread", lambda: unread(view))],
        mute=mute,
        totals=_totals(lanes),
        data=laidopen.data(request),
    )


def _totals(lanes: Iterable[Lane]) -> list[tuple[str, str, int]]:
    """Count the empty sectors by what was read of them: (sign, words' key, number)."""
    found = [gap.sign for lane in lanes for gap in lane.sectors]
    return [(sign, key, found.count(sign)) for sign, key in EMPTIES.items()]


def _lanes(view: View, pairs: list[str]) -> list[Lane]:
    acts: dict[str, list[Record]] = {pair: [] for pair in pairs}
    for record in view.casebase.records:
        if record.type != "statement" and record.pair and record.pair.id in acts:
            acts[record.pair.id].append(record)
    return [_lane(view, pair, acts[pair]) for pair in pairs]


def _lane(view: View, pair: str, acts: list[Record]) -> Lane:
    cases = view.casebase
    filled = {record.sector for record in acts if record.type == "activity"}
    sectors = [code.id for code in view.book.axis("sector") if code.id not in filled and code.id != "general"]
    empty = [_gap(view, view.code(s), cases.coverage(pair, s), _cell(pair, s)) for s in sectors]
    busy = {year for record in acts for year in _told(view, record)}
    span = _span(view, busy)
    by_year = {year: cases.coverage(pair, None, year) for year in span if year not in busy}
    ribbon = tuple(_year(view, year, by_year.get(year)) for year in span)
    facts = cases.facts.sources
    missing = tuple((name, facts[name].source.title or name) for name in cases.coverage(pair).not_read)
    order = {sign: number for number, sign in enumerate(EMPTIES)}
    empty.sort(key=lambda gap: -order[gap.sign])
    return Lane(pair, tuple(empty), _runs(view, pair, by_year), ribbon, missing)


def _told(view: View, record: Record) -> range:
    """Return the years in which an act starts or runs."""
    first = year_of(record)
    return range(first, max(first, last_year(view, record)) + 1) if first else range(0)


def _span(view: View, busy: set[int]) -> range:
    first, last = view.casebase.facts.period
    return range(first or min(busy, default=1), (last or max(busy, default=0)) + 1)


def _gap(view: View, label: str, coverage: Coverage, href: str) -> Gap:
    count = view.say("n_of_m", n=coverage.read, m=coverage.total) if coverage.total else view.say("no_source")
    return Gap(label, EMPTIES[coverage.sign], coverage.sign, count, href)


def _cell(pair: str, sector: str) -> str:
    return laidopen.query("/compare", empty="1", open=f"{pair}|{sector}")


def _year(view: View, year: int, coverage: Coverage | None) -> Year:
    if coverage is None:
        return Year(year, "filled", str(year))
    kind = EMPTIES[coverage.sign]
    return Year(year, kind, f"{year}: {view.say(kind)}")


def _runs(view: View, pair: str, by_year: dict[int, Coverage]) -> tuple[Gap, ...]:
    """Join neighbouring years of one coverage."""
    runs: list[tuple[int, int, Coverage]] = []
    for year, coverage in by_year.items():
        if runs and runs[-1][1] == year - 1 and runs[-1][2] == coverage:
            runs[-1] = (runs[-1][0], year, coverage)
        else:
            runs.append((year, year, coverage))
    out = []
    for first, last, coverage in runs:
        label = str(first) if first == last else f"{first}–{last}"
        href = laidopen.query("/compare", columns="year", empty="1", open=f"{pair}|{first}")
        out.append(_gap(view, label, coverage, href))
    return tuple(out)
