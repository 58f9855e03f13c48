"""The timeline: pairs as lanes drawn by the server, a table of the same beside it, any record or year opened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from kembar.casebase import Record
from kembar.displays.axes import year_of
from kembar.displays.display import Cell
from kembar.displays.timechart import MANY, Look, svg, years
from kembar.displays.timeline import last_year
from kembar.displays.view import View, sort_key
from kembar.problems import UnknownNameError
from kembar.web import asked, laidopen
from kembar.web.answers import page, state_of

SIEVES = ("pair", "sector", "status", "source_kind", "coder", "standing")
#: Where a lane keeps the acts of which no source states a year.
NO_YEAR = "none"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: when, what (words and what opens it), how it stands, the sources."""

    when: str
    what: str
    open: str
    href: str
    standing: str
    sources: str


@dataclass(frozen=True, slots=True)
class Lane:
    """A pair's part of the table, and its acts without a year: (number, what opens them, address)."""

    pair: str
    lines: tuple[Line, ...]
    undated: tuple[int, str, str]


def timeline(request: Request) -> Response:
    """Show the years that the address asks for."""
    filters = asked.filters(request)
    view = _chosen(request, asked.seen(request, filters))
    key = ("timeline", view.lang, asked.question(request))
    drawn, lanes, shown = asked.kept(state_of(request), key, lambda: _drawn(request, view))
    return page(
        request,
        "timeline.html",
        view=view,
        drawn=Markup(drawn),
        lanes=lanes,
        shown=shown,
        sieves=[(name, asked.label(view, name), asked.choices(request, view, name)) for name in SIEVES],
        chips=asked.chips(request, view, filters),
        asked=request.query_params,
        zooms=_zooms(request, *shown),
        data=laidopen.data(request),
    )


def opened(request: Request) -> Response:
    """Show a record, or the acts of a pair's year (``open=ID`` or ``open=PAIR|YEAR``), for the page that asked."""
    view = asked.seen(request, asked.filters(request))
    name = request.query_params.get("open", "")
    pair, _, year = name.rpartition("|")
    if pair:
        records = _of_year(view, pair, year)
        title = f"{pair}, {year if year != NO_YEAR else view.say('no_date')}"
    else:
        records = [view.casebase.record(name)]
        title = view.name(records[0])
    part, first, following = laidopen.part(request, records)
    return page(
        request,
        "drawer_cell.html",
        view=view,
        title=title,
        count=Cell(view, tuple(records)).count,
        coverage=[],
        hidden=0,
        unfiltered="",
        laid=laidopen.lay(view, part),
        total=len(records),
        first=first,
        more=asked.address(request, **{"from": str(following)}) if following else "",
        left=len(records) - following,
        seq=state_of(request).seq,
    )


def _of_year(view: View, pair: str, year: str) -> list[Record]:
    wanted = int(year) if year.isascii() and year.isdigit() and len(year) < 5 else None
    if wanted is None and year != NO_YEAR:
        raise UnknownNameError(view.say("web_compare_no_cell", name=f"{pair[:40]}|{year[:40]}"))
    acts = [r for r in view.casebase.records if r.type != "statement" and view.pair_name(r) == pair]
    return sorted((r for r in acts if year_of(r) == wanted), key=sort_key)


def _chosen(request: Request, view: View) -> View:
    """Keep only the lanes of the pairs that are asked for."""
    wanted = set(request.query_params.getlist("pair")) - {""}
    if not wanted:
        return view
    found = replace(view)
    found.__dict__["pairs"] = tuple(pair for pair in view.pairs if pair.id in wanted)
    return found


def _drawn(request: Request, view: View) -> tuple[str, tuple[Lane, ...], tuple[int, int]]:
    """Draw the picture and write the table."""
    acts = [r for r in view.casebase.records if r.type != "statement"]
    low, high = _asked_years(request)
    look = Look(
        first=low,
        last=high,
        record=lambda record: asked.address(request, open=record.id),
        year=lambda pair, year: asked.address(request, open=f"{pair}|{year}"),
        today=date.today().year,
        whole=asked.seen(request, {}),
    )
    shown = years(view, acts, look)
    by_pair: dict[str, list[Record]] = defaultdict(list)
    for record in acts:
        by_pair[view.pair_name(record)].append(record)
    lanes = tuple(_lane(request, view, pair.id, by_pair[pair.id], shown) for pair in view.pairs)
    return svg(view, look), lanes, shown


def _asked_years(request: Request) -> tuple[int | None, int | None]:
    """Return the years asked for, where they can be years and the first is not after the last."""
    found = [request.query_params.get(name, "").strip() for name in asked.YEARS]
    known = (int(text) if text.isascii() and text.isdigit() and len(text) == 4 else None for text in found)
    low, high = (min(max(year, 1800), 2100) if year is not None else None for year in known)
    return (low, high) if low is None or high is None or low <= high else (high, low)


def _lane(request: Request, view: View, pair: str, acts: Sequence[Record], shown: tuple[int, int]) -> Lane:
    undated = [r for r in acts if not year_of(r)]
    dated = sorted((r for r in acts if year_of(r)), key=sort_key)
    inside = [
        r for r in dated if (year_of(r) or 0) <= shown[1] and max(year_of(r) or 0, last_year(view, r)) >= shown[0]
    ]
    if len(dated) > MANY:
        lines = _by_year(request, view, pair, inside)
    else:
        lines = [_line(request, view, record) for record in inside]
    opener = f"{pair}|{NO_YEAR}"
    return Lane(pair, tuple(lines), (len(undated), opener, asked.address(request, open=opener)))


def _line(request: Request, view: View, record: Record) -> Line:
    sources = view.counted("source", len(record.witnesses))
    return Line(
        view.span(record), f"{record.standing} {view.entry(record, dated=False)}", record.id,
        asked.address(request, open=record.id), view.code(record.kind), sources,
    )  # fmt: skip


def _by_year(request: Request, view: View, pair: str, acts: Sequence[Record]) -> list[Line]:
    """Count the acts of a lane of numbers, a line a year."""
    by: dict[int, list[Record]] = defaultdict(list)
    for record in acts:
        by[year_of(record) or 0].append(record)
    out = []
    for year, found in sorted(by.items()):
        opener = f"{pair}|{year}"
        what = view.counted("record", len(found))
        sources = view.counted("source", len(view.witnesses(found)))
        signs = Cell(view, tuple(found)).sign
        out.append(Line(str(year), what, opener, asked.address(request, open=opener), signs, sources))
    return out


def _zooms(request: Request, first: int, last: int) -> list[tuple[str, str, str]]:
    """Return the steps of the zoom: (label, key, address); "" for one that leads nowhere new."""
    size = last - first + 1
    half, step = max(1, size // 4), max(1, size // 2)

    def to(low: int, high: int) -> str:
        low, high = max(1800, low), min(2100, high)
        return asked.address(request, open=None, since=str(low), until=str(high)) if high >= low else ""

    closer = to(first + half, last - half) if size > 3 else ""
    return [
        ("closer", "+", closer),
        ("wider", "-", to(first - max(1, size // 2), last + max(1, size // 2)) if size < 200 else ""),
        ("earlier", "[", to(first - step, last - step)),
        ("later", "]", to(first + step, last + step)),
        ("whole", "0", asked.address(request, open=None, since=None, until=None)),
    ]
