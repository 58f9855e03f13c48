"""Compare: records by two axes; a cell opens its records beside the table, a quote opens the text at its sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kembar.casebase import Coverage
from kembar.displays import Display, Head, matrix
from kembar.displays.foot import counts
from kembar.displays.view import View
from kembar.displays.words import EMPTIES
from kembar.problems import UnknownNameError
from kembar.study import reporting
from kembar.web import asked, laidopen, memos
from kembar.web.answers import page, state_of
from kembar.web.state import State

AXES = (
    "pair", "sector", "sector_group", "kind", "status", "recurrence", "period", "year", "actor", "flow",
    "source_kind", "source",
)  # fmt: skip
SIEVES = ("pair", "sector", "kind", "status", "source_kind", "coder", "standing")
HIDDEN = "hidden"
#: What opens the records that lie outside the study's pairs and period.
OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as it is shown: what opens it, its counts and entries, or which of the empties it is (``kind``)."""

    open: str
    href: str
    said: str
    kind: str = ""
    parts: tuple[str, ...] = ()
    sources: str = ""
    flags: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    more: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table."""

    label: str
    cells: tuple[Shown, ...]


def compare(request: Request) -> Response:
    """Show the matrix that the address asks for."""
    filters = asked.filters(request)
    view = asked.seen(request, filters)
    state = state_of(request)
    rows, columns, grouping = _axes(request)
    key = ("compare", view.lang, asked.question(request))
    table = asked.kept(state, key, lambda: _table(request, view, rows, columns, grouping))
    return page(
        request,
        "compare.html",
        view=view,
        axes=[(name, view.say(f"axis_{name}")) for name in AXES],
        rows=rows,
        columns=columns,
        grouping=grouping,
        groupings=sorted(view.book.groupings),
        sieves=[(name, asked.label(view, name), asked.choices(request, view, name)) for name in SIEVES],
        chips=asked.chips(request, view, filters),
        asked=request.query_params,
        hidden_fields=_unseen(request),
        table=table,
        swapped=asked.address(request, rows=columns, columns=rows, open=None),
        data=laidopen.data(request),
        noted=_noted(state, rows, columns),
        quotes=asked.address(request, "/quotes", rows=None, columns=None, open=None, grouping=None, empty=None),
        outside=len(view.outside),
        outsider=asked.address(request, open=OUTSIDE),
        statements=sum(record.type == "statement" for record in view.casebase.records),
    )


def cell(request: Request) -> Response:
    """Show the records of one cell (``open=ROW|COLUMN``), as a piece of HTML for the page that asked."""
    filters = asked.filters(request)
    view = asked.seen(request, filters)
    if request.query_params.get("open") == OUTSIDE:
        return _outside(request, view)
    rows, columns, grouping = _axes(request)
    shown = _display(request, view, rows, columns, grouping)
    row, column = _opened(shown, request.query_params.get("open", ""))
    found = shown.cell(row, column)
    records, first, following = laidopen.part(request, found.records)
    more = asked.address(request, **{"from": str(following)}) if following else ""
    return page(
        request,
        "drawer_cell.html",
        view=view,
        title=f"{row.label}, {column.label}",
        count=found.count,
        coverage=_told(view, found.coverage),
        hidden=_hidden(request, view, filters, row, column) if not found.records else 0,
        unfiltered=_bare(request),
        laid=laidopen.lay(view, records),
        total=len(found.records),
        first=first,
        more=more,
        left=len(found.records) - following,
        seq=state_of(request).seq,
        subject=(subject := f"{memos.CELL}{rows}|{columns}|{row.key}|{column.key}"),
        noted=memos.notes(state_of(request), view, {subject}),
    )


def _outside(request: Request, view: View) -> Response:
    """Show the records that lie outside the study's pairs and period."""
    found = view.outside
    records, first, following = laidopen.part(request, found)
    return page(
        request,
        "drawer_cell.html",
        view=view,
        title=view.say("title_outside"),
        count=counts(view, found),
        coverage=[],
        hidden=0,
        laid=laidopen.lay(view, records),
        total=len(found),
        first=first,
        more=asked.address(request, **{"from": str(following)}) if following else "",
        left=len(found) - following,
        seq=state_of(request).seq,
    )


def _axes(request: Request) -> tuple[str, str, str]:
    params = request.query_params
    return params.get("rows") or "pair", params.get("columns") or "sector", params.get("grouping") or ""


def _noted(state: State, rows: str, columns: str) -> set[str]:
    """Return what opens the cells that somebody wrote a memo on."""
    beginning = f"{memos.CELL}{rows}|{columns}|"
    return {m.subject.removeprefix(beginning) for m in memos.standing(state) if m.subject.startswith(beginning)}


def _unseen(request: Request) -> list[tuple[str, str]]:
    """Filters of the address for which the form has no field, so that it keeps them."""
    return [(n, v) for n, v in request.query_params.multi_items() if v and n in ("actor", "flow", "type", "source")]


def _display(request: Request, view: View, rows: str, columns: str, grouping: str) -> Display:
    def make() -> Display:
        return matrix(
            view.casebase, rows, columns, grouping or None,
            codebook=view.book, lang=view.lang, document=state_of(request).document,
        )  # fmt: skip

    filters = tuple(sorted(view.casebase.asked.items()))
    return asked.kept(state_of(request), ("matrix", view.lang, filters, rows, columns, grouping), make)


@dataclass(frozen=True, slots=True)
class Table:
    """The whole table: heads, rows, what was left out and why, the counts beneath."""

    title: str
    corner: str
    columns: tuple[Head, ...]
    rows: tuple[Row, ...]
    left_out: tuple[tuple[str, str], ...]
    foot: str
    worth: str


def _table(request: Request, view: View, rows: str, columns: str, grouping: str) -> Table:
    shown = _display(request, view, rows, columns, grouping)
    whole = _display(request, asked.seen(request, {}), rows, columns, grouping) if view.casebase.asked else shown
    down, across = _heads(request, shown, "rows", rows), _heads(request, shown, "columns", columns)
    left = [h for heads, kept in ((shown.rows, down), (shown.columns, across)) for h in heads if h not in kept]
    foot = counts(view, shown.records)
    told = reporting.worth(view.casebase, shown.records, view.lang)
    made = tuple(Row(row.label, tuple(_shown(request, shown, whole, row, col) for col in across)) for row in down)
    return Table(shown.title, shown.corner, across, made, _left_out(shown, whole, left), foot, told)


def _heads(request: Request, shown: Display, side: str, axis: str) -> tuple[Head, ...]:
    """Return the rows or columns worth a place: those with records, and the pairs that were asked for; or all."""
    heads: tuple[Head, ...] = getattr(shown, side)
    wanted = set(request.query_params.getlist("pair")) - {""} if axis == "pair" else set[str]()
    if wanted:
        return tuple(head for head in heads if head.key in wanted) or heads
    if request.query_params.get("empty") in asked.TRUE or axis == "pair":
        return heads
    filled = {key[side == "columns"] for key, found in shown.cells.items() if found.records}
    return tuple(head for head in heads if head.key in filled) or heads


def _left_out(shown: Display, whole: Display, heads: list[Head]) -> tuple[tuple[str, str], ...]:
    """Say of the heads without records that the filters hide them, else what was read of them: (words, labels)."""
    say, by = shown.view.say, dict[str, list[str]]()
    held = {key for keys, found in whole.cells.items() if found.records for key in keys}
    for head in heads:
        signs = {found.sign for key, found in shown.cells.items() if head.key in key and not found.records}
        worst = next((sign for sign in "▨∘·" if sign in signs), "")
        told = f"{worst} {say(EMPTIES.get(worst, 'none_found_plain'))}".strip()
        by.setdefault(say("web_compare_hidden_heads") if head.key in held else told, []).append(head.label)
    return tuple((words, ", ".join(labels)) for words, labels in by.items())


def _shown(request: Request, display: Display, whole: Display, row: Head, column: Head) -> Shown:
    view, found = display.view, display.cell(row, column)
    opener = f"{row.key}|{column.key}"
    href = asked.address(request, open=opener)
    name = f"{row.label}, {column.label}"
    if not found.records:
        hidden = len(whole.cell(row, column).records) if whole is not display else 0
        if hidden:
            words = view.say("web_compare_hidden", n=hidden)
            return Shown(opener, href, f"{name}: {words}", HIDDEN, words=words)
        kind = EMPTIES.get(found.sign, "blank")
        said = view.say(EMPTIES.get(found.sign, "none_found_plain"))
        return Shown(opener, href, f"{name}: {said} {found.count[1:]}", kind, words=found.count or "–")
    flags = [f"≠{found.disputed}"] if found.disputed else []
    flags += [f"~{found.filed_differently}"] if found.filed_differently else []
    records, sources = view.counted("record", len(found.records)), view.counted("source", len(found.sources))
    return Shown(
        opener, href, f"{name}: {view.say('records_from_sources', records=records, sources=sources)}",
        parts=tuple(found.sign.split()), sources=view.say("src", n=len(found.sources)), flags=tuple(flags),
        lines=found.lines[:3], more=max(0, len(found.records) - 3),
    )  # fmt: skip


def _opened(shown: Display, opener: str) -> tuple[Head, Head]:
    """Return the heads of an opened cell; UnknownNameError for one that the table has not."""
    for row in shown.rows:
        rest = opener.removeprefix(f"{row.key}|")
        if rest != opener:
            for column in shown.columns:
                if column.key == rest:
                    return row, column
    raise UnknownNameError(shown.view.say("web_compare_no_cell", name=opener[:80]))


def _hidden(request: Request, view: View, filters: Mapping[str, Any], row: Head, column: Head) -> int:
    """Return how many records of a cell the filters hide."""
    if not filters:
        return 0
    return len(_display(request, asked.seen(request, {}), *_axes(request)).cell(row, column).records)


def _bare(request: Request) -> str:
    """Return the address of the same cell without any filter."""
    gone: dict[str, Any] = dict.fromkeys((*asked.YEARS, *asked.SEVERAL, "judged"))
    return asked.address(request, "/compare", **gone)


def _told(view: View, coverage: Coverage | None) -> list[tuple[str, list[tuple[str, str]]]]:
    """Say who read what of an empty cell: (words, [(source, title)])."""
    if coverage is None:
        return []
    facts, out = view.casebase.facts.sources, []
    for key in ("read_by_person", "read_by_rules", "not_read"):
        names = getattr(coverage, key)
        if names:
            out.append((view.say(key), [(name, facts[name].source.title or name) for name in names]))
    return out
