"""The timeline as a table: a row a year, a column a pair; years without anything stay visible as what they are."""

from __future__ import annotations

from collections import Counter, defaultdict

from kembar.casebase import Casebase, Record
from kembar.codebook import Codebook
from kembar.displays.axes import NOT_STATED, year_of
from kembar.displays.display import Cell, Display, Head
from kembar.displays.foot import foot
from kembar.displays.quotes import Shown
from kembar.displays.view import View, make_view, sort_key
from kembar.types import Source


def timeline(
    casebase: Casebase, *, codebook: Codebook | None = None, lang: str = "en", document: Shown = None
) -> Display:
    """Put each act into the year in which it starts; programmes that run on are named in each later year.

    Years reach over the study's period, or from the first act to the last. A year in which nothing starts or runs
    says by its sign what was read of it. Acts whose year no source states stand in the last row.
    """
    view = make_view(casebase, codebook, lang, document)
    acts = sorted((r for r in casebase.records if r.type != "statement"), key=sort_key)
    starts: dict[tuple[str, str], list[Record]] = defaultdict(list)
    running: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in acts:
        year = year_of(record)
        starts[str(year) if year else NOT_STATED, view.pair_name(record)].append(record)
        last = min(last_year(view, record), casebase.facts.period[1] or 9999)
        for later in range((year or 0) + 1, last + 1):
            running[str(later), view.pair_name(record)].append(record)
    rows = _rows(view, [key for key, _ in [*starts, *running]])
    pairs = tuple(Head(pair.id, pair.id) for pair in view.pairs)
    keys = [(row.key, pair.key) for row in rows for pair in pairs]
    cells = {key: _cell(view, key, starts[key], running[key]) for key in keys}
    rows, cells = _merged(rows, pairs, cells, {row for (row, _), found in starts.items() if found})
    title = view.say("title_timeline")
    return Display(
        "timeline",
        title,
        rows,
        pairs,
        cells,
        view,
        shape="table",
        corner=view.say("axis_year"),
        feet=lambda _: foot(view, acts, acts=True),
    )


def last_year(view: View, record: Record) -> int:
    """Return the last year in which a record is told to run (0 if it does not run on).

    A programme whose end nobody tells runs to the year of the last source that tells of it, and no further.
    """
    start, end = record.value("start"), record.value("end")
    if start is None:
        return 0
    if end is not None:
        return int(end.latest[:4])
    if not record.programme:
        return 0
    facts = view.casebase.facts.sources
    told = [_speaks_to(facts[s].source) for s in record.sources if s in facts]
    return max([int(start.latest[:4]), *told]) if any(told) else 0


def _speaks_to(source: Source) -> int:
    """Return the last year of which a source tells: the end of what it covers, else its own year (0 if unknown)."""
    if source.covers is not None:
        return source.covers[1]
    year = (source.issued or "")[:4]
    return int(year) if year.isdigit() else 0


def _rows(view: View, keys: list[str]) -> tuple[Head, ...]:
    first, last = view.casebase.facts.period
    known = [int(key) for key in keys if key.isdigit()]
    low = min([*known, *([first] if first else [])], default=1)
    high = last or max(known, default=0)
    rows = [Head(str(year), str(year)) for year in range(low, high + 1)]
    return (*rows, Head(NOT_STATED, view.say("no_date"))) if NOT_STATED in keys else tuple(rows)


def _merged(
    rows: tuple[Head, ...], pairs: tuple[Head, ...], cells: dict[tuple[str, str], Cell], busy: set[str]
) -> tuple[tuple[Head, ...], dict[tuple[str, str], Cell]]:
    """Join neighbouring years in which nothing starts and of which the same is to be said: ``1995–1998``."""
    runs: list[list[Head]] = []
    for row in rows:
        same = runs and row.key not in busy and runs[-1][0].key not in busy
        if same and all(cells[row.key, p.key].words == cells[runs[-1][0].key, p.key].words for p in pairs):
            runs[-1].append(row)
        else:
            runs.append([row])
    heads = {run[0].key: run[0].key if len(run) == 1 else f"{run[0].key}–{run[-1].key}" for run in runs}
    shown = tuple(Head(heads[run[0].key], run[0].label if len(run) == 1 else heads[run[0].key]) for run in runs)
    return shown, {(heads[year], pair): cell for (year, pair), cell in cells.items() if year in heads}


def _cell(view: View, key: tuple[str, str], starts: list[Record], running: list[Record]) -> Cell:
    """Write what starts in a year, what runs on, or the sign of a gap."""
    row, pair = key
    lines = [f"{record.standing} {view.entry(record)}" for record in starts]
    if running:
        names = Counter(view.name(record) for record in running)
        told = "; ".join(name if number == 1 else f"{name} ×{number}" for name, number in names.items())
        lines.append(f"{view.say('runs_on')}: {told}")
    if lines:
        return Cell(view, tuple(starts + running), tuple(lines))
    if not row.isdigit():
        return Cell(view, words=())
    gap = Cell(view, coverage=view.coverage(pair, None, int(row)))
    return Cell(view, (), (gap.count,), coverage=gap.coverage)
