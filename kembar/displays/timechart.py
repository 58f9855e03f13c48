"""The timeline as a picture: a lane a pair, acts stacked in their years, programmes as bars, gaps left visible.

Shapes and fillings tell things apart, no colour does: diamonds are agreements, dots are acts, bars are programmes with
a tick for each year of which a source tells an edition; filled is judged by a person, hollow is proposed, dashed is
planned or of an uncertain date, and a bar whose end nobody tells is open to the right. Everything leads to its record.
A lane with very many acts is drawn as numbers a year.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

from kembar.casebase import Record
from kembar.displays.axes import year_of
from kembar.displays.html import anchor
from kembar.displays.timeline import last_year
from kembar.displays.view import View, sort_key
from kembar.displays.words import EMPTIES
from kembar.types import When

_WIDTH, _DOT, _ROW, _TOP, _BAR = 1000, 13, 31, 26, 8
#: A lane with more acts than this is drawn as numbers.
MANY = 160
#: Height of the tallest column of a lane of numbers.
_TALL = 90
#: Letters of a quote that a shape tells.
_QUOTE = 180


@dataclass(frozen=True)
class Look:
    """How a picture is drawn: the first and last year shown (None: as the acts and the study's period have it), where
    a record leads to, where a pair's year leads to in a lane of numbers, and the year that is marked as today.

    ``whole`` is the view without filters: a year whose acts a filter hides is no gap."""

    first: int | None = None
    last: int | None = None
    record: Callable[[Record], str] = lambda record: f"#{anchor(record)}"
    year: Callable[[str, int], str] | None = None
    today: int | None = None
    whole: View | None = None


@dataclass(frozen=True, slots=True)
class Scale:
    """The years of a picture: first, last, how wide one is, and by pair those in which something began or ran."""

    first: int
    last: int
    step: float
    busy: Mapping[str, set[int]]

    def at(self, year: float) -> float:
        """Where a year begins."""
        return (year - self.first) * self.step

    def middle(self, year: int) -> float:
        """The middle of a year."""
        return self.at(year + 0.5)


def svg(view: View, look: Look | None = None, style: str = "") -> str:
    """Return the picture of all acts with a year as an SVG element ("" where there is no year to draw).

    ``style`` is put into it, for a picture that stands alone.
    """
    look = look or Look()
    acts = [r for r in view.casebase.records if r.type != "statement" and year_of(r)]
    first, last = years(view, acts, look)
    if last < first:
        return ""
    scale = Scale(first, last, _WIDTH / (last - first + 1), _busy(look.whole or view))
    by_pair: dict[str, list[Record]] = defaultdict(list)
    for record in acts:
        by_pair[view.pair_name(record)].append(record)
    lanes, top = [], 0
    for pair in view.pairs:
        own = sorted(by_pair[pair.id], key=sort_key)
        draw = _numbers if len(own) > MANY and look.year else _lane
        drawn, height = draw(view, pair.id, own, scale, look)
        lanes.append(f'<g transform="translate(0 {top})">{_marks(view, scale, look, height)}{drawn}</g>')
        top += height
    label = escape(view.say("title_timeline"))
    inside = f"<style>{style}</style>" if style else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="timechart" viewBox="0 0 {_WIDTH} {top}" role="group" '
        f'aria-label="{label}">{inside}'
        '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<path d="M0 0V6" class="hatch"/></pattern></defs>{"".join(lanes)}</svg>'
    )


def years(view: View, acts: list[Record], look: Look) -> tuple[int, int]:
    """Return the first and last year to show: asked for, else of the acts and the study's period."""
    known = [year for record in acts if (year := year_of(record))]
    first, last = view.casebase.facts.period
    low = min([*known, *([first] if first else [])], default=1)
    high = last or max(known, default=0)
    return look.first or low, look.last or high


def uncertain(when: When | None) -> bool:
    """Say whether a date is not certain: about, perhaps, a decade, or worked out from other words."""
    return when is not None and (when.edtf[-1:] in "~?%" or "X" in when.edtf or when.basis == "inferred")


def _marks(view: View, scale: Scale, look: Look, height: int) -> str:
    """Mark the bounds of the study's period, where more is shown, and today."""
    first, last = view.casebase.facts.period
    at = [(scale.at(year), "period") for year in (first, last + 1 if last else None) if year]
    if look.today:
        at.append((scale.middle(look.today), "today"))
    shown = [(x, kind) for x, kind in at if 0 < x < _WIDTH]
    return "".join(f'<path class="{kind}" d="M{x:.1f} {_TOP - 4}V{height - 8}"/>' for x, kind in shown)


def _axis(scale: Scale, base: int) -> list[str]:
    """Draw the line of years, with as many numbers as have room."""
    every = next(n for n in (1, 2, 5, 10, 20, 50, 1000) if n * scale.step > 34)
    out = [f'<path class="axis" d="M0 {base}H{_WIDTH}"/>']
    for year in range(scale.first, scale.last + 1):
        if year % every == 0:
            out.append(f'<text class="year" x="{scale.middle(year):.1f}" y="{base + 14}">{year}</text>')
    return out


def _lane(view: View, pair: str, acts: list[Record], scale: Scale, look: Look) -> tuple[str, int]:
    """Draw a pair: its name, the stacks of its years, the axis, its programmes; return it with its height."""
    stacks: dict[int, list[Record]] = defaultdict(list)
    for record in acts:
        year = year_of(record) or 0
        if not _runs(record) and year <= scale.last and (year >= scale.first or not look.first):
            stacks[max(scale.first, year)].append(record)
    programmes = [r for r in acts if _runs(r) and _span(view, r)[0] <= scale.last and _span(view, r)[1] >= scale.first]
    tall = max([2, *map(len, stacks.values())])
    base = _TOP + tall * _DOT + 8
    parts = [f'<text class="lane" x="0" y="16">{escape(pair)}</text>', *_gaps(view, pair, scale, base)]
    parts += _axis(scale, base)
    for year, stack in sorted(stacks.items()):
        for number, record in enumerate(stack):
            parts.append(_act(view, record, _place(record, year, scale), base - 9 - number * _DOT, look))
    for number, record in enumerate(programmes):
        parts.append(_bar(view, record, scale, base + 22 + number * _ROW, look))
    return "".join(parts), base + 40 + len(programmes) * _ROW


def _place(record: Record, year: int, scale: Scale) -> float:
    """Where an act stands in its year: in its month where a year is wide enough to show one, else in the middle."""
    start = record.value("start") or record.value("end")
    if start is None or start.precision < 2 or scale.step < 12 * _DOT or int(start.earliest[:4]) != year:
        return scale.middle(year)
    month = int(start.earliest[5:7]) + int(start.latest[5:7])
    return scale.at(year + (month / 2 - 0.5) / 12)


def _runs(record: Record) -> bool:
    return record.type == "activity" and record.programme


def _span(view: View, record: Record) -> tuple[int, int]:
    """First and last year of an act."""
    year = year_of(record) or 0
    return year, max(year, last_year(view, record))


def _busy(view: View) -> dict[str, set[int]]:
    """Return by pair the years in which an act began or ran."""
    found: dict[str, set[int]] = defaultdict(set)
    for record in view.casebase.records:
        if record.type != "statement" and year_of(record):
            start, end = _span(view, record)
            found[view.pair_name(record)].update(range(start, end + 1))
    return found


def _gaps(view: View, pair: str, scale: Scale, base: int) -> list[str]:
    """Shade the years in which nothing starts or runs; hatched where nothing was read."""
    out = []
    for year in range(scale.first, scale.last + 1):
        if year not in scale.busy.get(pair, ()):
            coverage = view.coverage(pair, None, year)
            kind = EMPTIES[coverage.sign] if coverage else "none_found_plain"
            box = f'x="{scale.at(year):.1f}" y="{base - 20}" width="{scale.step:.1f}" height="20"'
            out.append(f'<rect class="gap {kind}" {box}><title>{escape(f"{year}: {view.say(kind)}")}</title></rect>')
    return out


def look_of(record: Record) -> str:
    """Return the classes of a record's shape: filled or hollow, dashed where it is planned or its date uncertain."""
    told = ["judged" if record.standing in "●◐" else "proposed"]
    if record.value("status") == "planned":
        told.append("planned")
    if uncertain(record.value("start") or record.value("end")):
        told.append("uncertain")
    return " ".join(told)


def told(view: View, record: Record) -> str:
    """Return what a shape tells: the sign and entry of its record, and the quote of its start or its first one."""
    acts = [e for e in record.evidence if "act" in e.supports]
    first = next((e for e in acts if "start" in e.supports), acts[0] if acts else None)
    head = f"{record.standing} {view.entry(record)}"
    if first is None:
        return head
    words = " ".join(first.quote.split())
    short = words if len(words) <= _QUOTE else f"{words[:_QUOTE].rsplit(' ', 1)[0]} …"
    return f"{head}\n“{short}” ({', '.join(part for part in (first.source, first.locator) if part)})"


def _link(view: View, record: Record, inner: str, look: Look) -> str:
    title = f"<title>{escape(told(view, record))}</title>"
    return f'<a href="{escape(look.record(record))}" data-record="{escape(record.id)}">{title}{inner}</a>'


def _act(view: View, record: Record, x: float, y: float, look: Look) -> str:
    shape = f'<circle class="{look_of(record)}" cx="{x:.1f}" cy="{y}" r="4.6"/>'
    if record.type == "agreement":
        shape = f'<path class="{look_of(record)}" d="M{x:.1f} {y - 6}l6 6l-6 6l-6 -6z"/>'
    return _link(view, record, shape, look)


def _bar(view: View, record: Record, scale: Scale, y: int, look: Look) -> str:
    """Draw a programme from its start to the last year told, its editions as ticks, its entry above it."""
    start, end = _span(view, record)
    left, right = max(scale.first, start), max(start, min(scale.last, end))
    x = scale.at(left + 0.25 if left == start else left)
    wide = scale.at(right + 0.75) - x
    name, top = view.entry(record), y + 14
    # A letter is about 6.6 wide; an entry that would leave the picture ends where its bar ends.
    late = x + 6.6 * len(name) > _WIDTH
    place = f'class="before" x="{min(x + wide, _WIDTH):.1f}"' if late else f'x="{x:.1f}"'
    text = f'<text {place} y="{y + 9}">{escape(name)}</text>'
    if record.value("end") is None:  # open to the right
        shape = f'<path class="{look_of(record)}" d="M{x + wide:.1f} {top}H{x:.1f}v{_BAR}H{x + wide:.1f}"/>'
    else:
        shape = f'<rect class="{look_of(record)}" x="{x:.1f}" y="{top}" width="{wide:.1f}" height="{_BAR}" rx="2"/>'
    ticks = [scale.middle(year) for year in editions(record) if left <= year <= right]
    lines = "".join(f'<path class="edition" d="M{at:.1f} {top - 3}v{_BAR + 6}"/>' for at in ticks)
    return _link(view, record, shape + lines + text, look)


def editions(record: Record) -> tuple[int, ...]:
    """Return the years for which sources tell an edition of a programme: a number, or a beginning of its own."""
    told_years = {value.about for value in record.stated("participants") if value.about}
    starts = [value.value for value in record.stated("start")]
    return tuple(sorted(told_years | {int(w.earliest[:4]) for w in starts if w and w.earliest[:4] == w.latest[:4]}))


def _numbers(view: View, pair: str, acts: list[Record], scale: Scale, look: Look) -> tuple[str, int]:
    """Draw a pair with very many acts: a column a year, as high as acts begin in it, filled as far as judged."""
    found: Counter[int] = Counter()
    judged: Counter[int] = Counter()
    for record in acts:
        year = year_of(record) or 0
        found[year] += 1
        judged[year] += record.standing in "●◐"
    inside = {year: number for year, number in found.items() if scale.first <= year <= scale.last}
    most, base = max(inside.values(), default=1), _TOP + _TALL + 18
    title = f"{pair}: {view.counted('record', sum(inside.values()))}"
    parts = [f'<text class="lane" x="0" y="16">{escape(title)}</text>', *_gaps(view, pair, scale, base)]
    parts += _axis(scale, base)
    for year, number in sorted(inside.items()):
        parts.append(_column(view, pair, year, (number, judged[year], most), scale, base, look))
    return "".join(parts), base + 34


def _column(
    view: View, pair: str, year: int, numbers: tuple[int, int, int], scale: Scale, base: int, look: Look
) -> str:
    number, judged, most = numbers
    wide, x = scale.step * 0.7, scale.at(year + 0.15)
    high, full = max(2.0, _TALL * number / most), _TALL * judged / most
    whole = f'<rect class="proposed" x="{x:.1f}" y="{base - high:.1f}" width="{wide:.1f}" height="{high:.1f}"/>'
    part = f'<rect class="judged" x="{x:.1f}" y="{base - full:.1f}" width="{wide:.1f}" height="{full:.1f}"/>'
    count = f'<text class="count" x="{scale.middle(year):.1f}" y="{base - high - 3:.1f}">{number}</text>'
    title = f"{year}: {view.counted('record', number)}, {view.say('n_judged', n=judged)}"
    href = escape(look.year(pair, year)) if look.year else ""
    shapes = whole + (part if judged else "") + (count if scale.step > 20 else "")
    return f'<a href="{href}"><title>{escape(title)}</title>{shapes}</a>'


def alone(view: View) -> str:
    """Return the picture as a file of its own, with its style."""
    style = (
        ".timechart{font-family:sans-serif;background:#fff}text{font-size:12.5px;fill:#201e1b}"
        ".lane{font-weight:600;font-size:14.5px}.year,.count{text-anchor:middle;font-size:11.5px;fill:#5d594f}"
        ".before{text-anchor:end}.axis{stroke:#201e1b}.judged{fill:#14507a;stroke:#14507a;stroke-width:1.4}"
        ".proposed{fill:#fff;stroke:#14507a;stroke-width:1.4}.planned,.uncertain{stroke-dasharray:2.5 2}"
        ".edition{stroke:#201e1b;stroke-width:1.4}.hatch{stroke:#cfc8b8;stroke-width:1.6}.gap{fill:#f4f1e9}"
        ".gap.not_read{fill:url(#hatch)}.period{stroke:#8b8577;stroke-dasharray:1 3}.today{stroke:#8b8577}"
    )
    return svg(view, Look(record=lambda record: ""), style).replace(' href=""', "")
