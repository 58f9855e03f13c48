"""Gaps: where no record is, and what that is worth: read by a person, by rules only, or not read at all."""

from __future__ import annotations

from collections.abc import Iterable

from kembar.casebase import Casebase, Coverage, Record
from kembar.codebook import Codebook
from kembar.displays.axes import year_of
from kembar.displays.display import Cell, Display, Head
from kembar.displays.foot import unread
from kembar.displays.quotes import Shown
from kembar.displays.timeline import last_year
from kembar.displays.view import View, make_view
from kembar.displays.words import EMPTIES


def gaps(casebase: Casebase, *, codebook: Codebook | None = None, lang: str = "en", document: Shown = None) -> Display:
    """List for each pair the sectors and years without a record, by what was read of them.

    Behind each stands ``n of m``: sources read, of those that mention the pair (for a year: that cover it) or that
    nothing has read and which therefore may.
    """
    view = make_view(casebase, codebook, lang, document)
    rows: list[Head] = []
    cells: dict[tuple[str, str], Cell] = {}
    for pair in view.casebase.facts.pairs:
        acts = [r for r in casebase.records if r.pair and r.pair.id == pair.id and r.type != "statement"]
        filled = {r.sector for r in acts if r.type == "activity"}
        sectors = [c.id for c in view.book.axis("sector") if c.id not in filled and c.id != "general"]
        found = [(view.code(s), casebase.coverage(pair.id, s, None)) for s in sectors]
        _add(view, rows, cells, pair.id, "sectors", found)
        busy = {year for record in acts for year in _told(view, record)}
        years = [(y, casebase.coverage(pair.id, None, y)) for y in _years(casebase, busy) if y not in busy]
        _add(view, rows, cells, pair.id, "years", _runs(years))
    columns = tuple(Head(name, f"{sign} {view.say(name)}") for sign, name in EMPTIES.items())
    return Display(
        "gaps", view.say("title_gaps"), tuple(rows), columns, cells, view, shape="list", feet=lambda _: _foot(view)
    )


def _told(view: View, record: Record) -> range:
    """Return the years in which an act starts or runs."""
    first = year_of(record)
    return range(first, max(first, last_year(view, record)) + 1) if first else range(0)


def _years(casebase: Casebase, busy: set[int]) -> range:
    first, last = casebase.facts.period
    low, high = first or min(busy, default=1), last or max(busy, default=0)
    return range(low, high + 1)


def _add(
    view: View, rows: list[Head], cells: dict[tuple[str, str], Cell], pair: str, what: str,
    found: Iterable[tuple[str, Coverage]],
) -> None:  # fmt: skip
    by_sign: dict[str, dict[str, list[str]]] = {}
    for label, coverage in found:
        number = Cell(view, coverage=coverage).count.removeprefix(coverage.sign).strip()
        by_sign.setdefault(coverage.sign, {}).setdefault(number, []).append(label)
    if by_sign:
        key = f"{pair} {what}"
        rows.append(Head(key, view.say(f"gaps_{what}"), pair))
        for sign, numbers in by_sign.items():
            lines = tuple(f"{', '.join(labels)} ({number})" for number, labels in numbers.items())
            cells[key, EMPTIES[sign]] = Cell(view, (), lines)


def _runs(years: list[tuple[int, Coverage]]) -> list[tuple[str, Coverage]]:
    """Join neighbouring years of one coverage: ``1995–1996``."""
    out: list[tuple[int, int, Coverage]] = []
    for year, coverage in years:
        if out and out[-1][1] == year - 1 and out[-1][2] == coverage:
            out[-1] = (out[-1][0], year, coverage)
        else:
            out.append((year, year, coverage))
    return [(str(first) if first == last else f"{first}–{last}", coverage) for first, last, coverage in out]


def _foot(view: View) -> tuple[str, ...]:
    lines = [view.say("gaps_note")]
    waiting = unread(view)
    if waiting:
        lines.append(f"{view.say('not_read')}: {', '.join(waiting)}")
    facts = view.casebase.facts.sources
    mute = sorted({fact.language for fact in facts.values() if not fact.has_rules and fact.text_sha256})
    if mute:
        lines.append(view.say("no_rules_for", languages=", ".join(code or "?" for code in mute)))
    return tuple(lines)
