"""The timeline as a picture: a lane a pair, acts stacked in their years, programmes as bars, gaps left visible.

Shapes and fillings tell things apart, no colour does: diamonds are agreements, dots are acts, bars are programmes;
filled is judged by a person, hollow is proposed. Everything leads to its record.
"""

from __future__ import annotations

from collections import defaultdict
from html import escape

from kembar.casebase import Record
from kembar.displays.axes import year_of
from kembar.displays.html import anchor
from kembar.displays.timeline import last_year
from kembar.displays.view import View, sort_key
from kembar.displays.words import EMPTIES

_WIDTH, _DOT, _ROW, _TOP = 1000, 13, 31, 26


def svg(view: View) -> str:
    """Return the picture of all acts with a year, as an SVG element whose shapes link to ``#r-...``."""
    acts = [r for r in view.casebase.records if r.type != "statement" and year_of(r)]
    first, last = _years(view, acts)
    if last < first:
        return ""
    step = _WIDTH / (last - first + 1)
    lanes, top = [], 0
    for pair in view.pairs:
        own = sorted((r for r in acts if view.pair_name(r) == pair.id), key=sort_key)
        drawn, height = _lane(view, pair.id, own, (first, last, step))
        lanes.append(f'<g transform="translate(0 {top})">{drawn}</g>')
        top += height
    label = escape(view.say("title_timeline"))
    return (
        f'<svg class="timechart" viewBox="0 0 {_WIDTH} {top}" role="img" aria-label="{label}">'
        '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<path d="M0 0V6" class="hatch"/></pattern></defs>{"".join(lanes)}</svg>'
    )


def _years(view: View, acts: list[Record]) -> tuple[int, int]:
    known = [year for record in acts if (year := year_of(record))]
    first, last = view.casebase.facts.period
    return min([*known, *([first] if first else [])], default=1), last or max(known, default=0)


def _lane(view: View, pair: str, acts: list[Record], scale: tuple[int, int, float]) -> tuple[str, int]:
    """Draw a pair: its name, the stacks of its years, the axis, its programmes; return it with its height."""
    first, last, step = scale
    stacks: dict[int, list[Record]] = defaultdict(list)
    for record in acts:
        if not _runs(record):
            stacks[max(first, year_of(record) or first)].append(record)
    programmes = [record for record in acts if _runs(record)]
    tall = max([2, *map(len, stacks.values())])
    base = _TOP + tall * _DOT + 8
    parts = [f'<text class="lane" x="0" y="16">{escape(pair)}</text>']
    parts += _gaps(view, pair, acts, scale, base)
    parts.append(f'<path class="axis" d="M0 {base}H{_WIDTH}"/>')
    for year in range(first, last + 1):
        at = (year - first + 0.5) * step
        if year % 5 == 0 or (year == first and year % 5 < 3):
            parts.append(f'<text class="year" x="{at:.1f}" y="{base + 14}">{year}</text>')
        for number, record in enumerate(stacks[year]):
            parts.append(_act(view, record, at, base - 9 - number * _DOT))
    for number, record in enumerate(programmes):
        parts.append(_bar(view, record, scale, base + 22 + number * _ROW))
    return "".join(parts), base + 40 + len(programmes) * _ROW


def _runs(record: Record) -> bool:
    return record.type == "activity" and record.programme


def _gaps(view: View, pair: str, acts: list[Record], scale: tuple[int, int, float], base: int) -> list[str]:
    """Shade the years in which nothing starts or runs; hatched where nothing was read."""
    first, last, step = scale
    busy: set[int] = set()
    for record in acts:
        year = year_of(record) or 0
        busy |= set(range(year, max(year, last_year(view, record)) + 1))
    out = []
    for year in range(first, last + 1):
        if year not in busy:
            coverage = view.coverage(pair, None, year)
            kind = EMPTIES[coverage.sign] if coverage else "none_found_plain"
            box = f'x="{(year - first) * step:.1f}" y="{base - 20}" width="{step:.1f}" height="20"'
            out.append(f'<rect class="gap {kind}" {box}><title>{escape(f"{year}: {view.say(kind)}")}</title></rect>')
    return out


def _filled(record: Record) -> str:
    return "judged" if record.standing in "●◐" else "proposed"


def _link(view: View, record: Record, inner: str) -> str:
    told = escape(f"{record.standing} {view.entry(record)}")
    return f'<a href="#{anchor(record)}"><title>{told}</title>{inner}</a>'


def _act(view: View, record: Record, x: float, y: float) -> str:
    shape = f'<circle class="{_filled(record)}" cx="{x:.1f}" cy="{y}" r="4.6"/>'
    if record.type == "agreement":
        shape = f'<path class="{_filled(record)}" d="M{x:.1f} {y - 6}l6 6l-6 6l-6 -6z"/>'
    return _link(view, record, shape)


def _bar(view: View, record: Record, scale: tuple[int, int, float], y: int) -> str:
    """Draw a programme from its start to the last year told, its entry above it."""
    first, last, step = scale
    start = max(first, year_of(record) or first)
    end = max(start, min(last, last_year(view, record)))
    x, wide = (start - first + 0.25) * step, (end - start + 0.5) * step
    name = view.entry(record)
    # A letter is about 6.6 wide; an entry that would leave the picture ends where its bar ends.
    late = x + 6.6 * len(name) > _WIDTH
    place = f'class="before" x="{x + wide:.1f}"' if late else f'x="{x:.1f}"'
    text = f'<text {place} y="{y + 9}">{escape(name)}</text>'
    box = f'x="{x:.1f}" y="{y + 14}" width="{wide:.1f}" height="8" rx="2"'
    return _link(view, record, f'<rect class="{_filled(record)}" {box}/>{text}')
