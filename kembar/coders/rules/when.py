"""Dates as written become dates as meant: years are filled in from the sentence, the section or the publication."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kembar import dates
from kembar.coders.rules.clock import Clock, real
from kembar.coders.rules.sentences import Sentence
from kembar.languages import lasting
from kembar.languages.datefind import DateHit, Parts
from kembar.types import Basis, When

#: How far behind a year and its comma a month stands that is of it.
_BESIDE = 8
_NEXT_DAYS = 12
#: Where a report's own date stands: so many passages from its head, behind a town, and what follows it.
_HEAD, _TOWN, _DATELINE = 6, 4, 50
_DASH = re.compile(r"\W?\s?(?:\([^()]{1,30}\)\s?)?\s?(?:--|—|–|-|―)\s")
#: Words of acts: a clause without one that holds a year says when what its sentence tells was done.
_ACTS = ("sign", "seal", "become", "begun", "tied", "sister", "friendship", "go", "send", "receive", "give", "hold")
_AHEAD_DAYS = 60
_AHEAD_UNTOLD = 240
#: So many days behind a month of what is planned is that of the next year; fewer where nothing is told as past.
_BEHIND, _BEHIND_UNTOLD = 150, 45
_HEADING, _THAT = 60, 14


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of a sentence, resolved: ``first`` and, for a range, ``last``; flags as in DateHit."""

    start: int
    end: int
    first: When
    last: When | None = None
    since: bool = False
    until: bool = False
    every: bool = False
    lasts: bool = False


def edtf(parts: Parts) -> str:
    """Write (year, month, day) as EDTF; zeros are left out."""
    year, month, day = parts
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")


def _when(parts: Parts, basis: Basis, written: str) -> When | None:
    if not 1800 <= parts[0] <= 2100:
        return None
    try:
        return dates.of_edtf(edtf(parts), basis, written)
    except ValueError:
        return None


def resolve(sentence: Sentence, clock: Clock, planned: bool) -> list[Dated]:
    """Resolve the dates of a sentence in order; ``planned``: the sentence tells what is to come."""
    hits = [h for h in sentence.dates if not any(_told_of(sentence, h, other) for other in sentence.dates)]
    lent: dict[int, DateHit] = {}
    used: set[int] = set()
    for i, hit in enumerate(hits):
        if hit.unit in ("year", "month") and not hit.first[0]:
            for j in (i + 1, i - 1):
                if 0 <= j < len(hits) and _lends(sentence, hit, hits[j]):
                    lent[j] = hit
                    used.add(i)
                    break
        if hit.shape == "weekday" and any(
            abs(o.start - hit.end) < 8 or abs(hit.start - o.end) < 8 for o in hits if o is not hit
        ):
            used.add(i)
    out: list[Dated] = []
    for i, hit in enumerate(hits):
        if i in used:
            continue
        dated = _one(hit, sentence, clock, _lent(lent[i], hit, sentence, clock) if i in lent else None, planned)
        if dated is not None:
            dated = _later(dated, out[-1]) if out and hit.until and hit.shape == "weekday" else dated
            if not _dateline(sentence, hit, dated, clock):
                out.append(dated)
            if not hit.every:
                clock.last = _parts(dated.first)
                clock.day = clock.last if clock.last[2] else clock.day
    return out


def _later(dated: Dated, before: Dated) -> Dated:
    """The next week's day where a stay would end before it begins ("came on Saturday and stays until Friday")."""
    if dated.first.earliest >= before.first.earliest or min(dated.first.precision, before.first.precision) < 3:
        return dated
    moved = date.fromisoformat(dated.first.earliest) + timedelta(days=7)
    end = _when((moved.year, moved.month, moved.day), dated.first.basis, dated.first.as_written)
    return replace(dated, first=end) if end is not None else dated


def _dateline(sentence: Sentence, hit: DateHit, dated: Dated, clock: Clock) -> bool:
    """Whether a date at the head of a report is that of its issue, before the dash that the report begins behind."""
    if hit.start == 0 and len(sentence.dates) > 1 and sentence.raw.startswith(". ", hit.end):
        return _parts(dated.first) == clock.issued
    if sentence.index > _HEAD or not _TOWN <= hit.start <= _DATELINE or _parts(dated.first) != clock.issued or hit.unit:
        return False
    return bool(_DASH.match(sentence.raw, hit.end)) and sentence.passage.role == "body"


def _told_of(sentence: Sentence, phrase: DateHit, other: DateHit) -> bool:
    """Whether a phrase for a day only says that the month or weekday before it lies behind ("Februari kemarin")."""
    behind = phrase.unit == "day" and phrase.offset and other.turn < 0 and not other.first[2]
    return bool(behind and other.shape in ("month", "weekday") and sentence.text[other.end : phrase.start] == " ")


def _lends(sentence: Sentence, phrase: DateHit, other: DateHit) -> bool:
    """Whether a phrase ("last year", "같은 해") gives its year or month to the date beside it."""
    if other.first[0] or other.shape not in ("month", "day", "range"):
        return False
    if phrase.unit == "month" and other.first[1]:
        return False
    gap = sentence.text[min(phrase.end, other.end) : max(phrase.start, other.start)]
    return len(gap) <= (8 if sentence.spaced else 3)


def _parts(when: When) -> Parts:
    plain = when.edtf.rstrip("~?%").split("-")
    year, month, day = ([int(p) for p in plain] + [0, 0, 0])[:3]
    return year, month, day


def _lent(phrase: DateHit, hit: DateHit, sentence: Sentence, clock: Clock) -> Parts:
    """The year that a phrase lends to a month: one early in the year is of the fiscal year begun the year before."""
    year, month, day = _moved(phrase, clock, sentence)
    early = phrase.fiscal and 0 < hit.first[1] < sentence.language.dates.fiscal[1]
    return (year + 1 if early and year else year), month, day


def _moved(hit: DateHit, clock: Clock, sentence: Sentence) -> Parts:
    """The date that a relative phrase means: from publication, or from the date told last (anaphora)."""
    base = clock.last if hit.shape == "anaphora" and clock.last[0] else _now(hit, clock, sentence)
    if hit.fiscal and hit.shape == "relative" and 0 < base[1] < sentence.language.dates.fiscal[1]:
        base = base[0] - 1, base[1], base[2]
    if hit.shape == "anaphora" and hit.unit == "day" and not base[2] and clock.day[0] == base[0]:
        base = clock.day
    year, month, day = base
    if not year:
        return 0, 0, 0
    if hit.unit == "year":
        return year + hit.offset, 0, 0
    if hit.unit == "month" and month:
        total = year * 12 + month - 1 + hit.offset
        return total // 12, total % 12 + 1, 0
    if hit.unit == "week":
        return year, 0, 0
    if hit.unit == "day" and month and day:
        moved = date(year, month, day) + timedelta(days=hit.offset)
        return moved.year, moved.month, moved.day
    return (year, month, 0) if hit.unit == "day" and not hit.offset else (0, 0, 0)


def by_phrase(sentence: Sentence, clock: Clock) -> Parts:
    """The year that a heading below the title names by a phrase alone ("Plans for next year"), else no date.

    One that names a place tells an act or a page, and no section: "Lima hosts last year's choir".
    """
    told = sentence.dates
    section = sentence.passage.role == "heading" and not sentence.spots and len(sentence.raw) <= _HEADING
    alone = section and len(told) == 1 and (told[0].unit, told[0].shape) == ("year", "relative")
    return _moved(told[0], replace(clock, opened=0), sentence) if alone else (0, 0, 0)


def _now(hit: DateHit, clock: Clock, sentence: Sentence) -> Parts:
    """What "this year" is counted from: the year of a chronicle's entry or of a report, else the day of issue.

    A report plans "this autumn" from when it is written.
    """
    if hit.unit != "year" or hit.shape != "relative":
        return clock.issued
    written = hit.offset == 0 and sentence.has("plan")
    year = clock.opened or (0 if written else clock.report[0])
    return (year, 0, 0) if year else clock.issued


def _one(hit: DateHit, sentence: Sentence, clock: Clock, lent: Parts | None, planned: bool) -> Dated | None:
    written = sentence.raw[hit.start : hit.end]
    basis: Basis = "stated"
    last = hit.last
    if hit.unit:
        first, basis = _moved(hit, clock, sentence), "relative"
        if hit.shape == "anaphora" and hit.since and not clock.last[0]:
            return None  # "since then" of what has no date
        if hit.shape == "anaphora" and hit.offset > 0 and not planned and first[0] > clock.issued[0] >= clock.last[0]:
            return None  # "16 years after the tie" of a tie without a date, counted from publication
    elif hit.shape == "weekday":
        first, basis = _weekday(hit, clock, planned and _planned_here(hit, sentence)), "relative"
    else:
        first = hit.first
        if not first[0]:
            year = hit.last[0] if hit.last and hit.last[0] else 0
            first, basis = _filled(hit, (year, 0, 0) if year else lent, sentence, clock, planned)
    start = _when(first, basis, written)
    if start is None:
        return None
    told = lasting.end(real(first), *hit.lasts) if hit.lasts and last is None else None
    closed = told or (_closed(first, last) if last else None)
    end = _when(closed, basis, written) if closed else None
    if end is not None and end.latest < start.earliest:
        end = None
    return Dated(hit.start, hit.end, start, end, hit.since, hit.until, hit.every, told is not None)


def _closed(first: Parts, last: Parts) -> Parts:
    """Fill the later end of a range from its beginning."""
    year = last[0] or first[0]
    month = last[1] or (first[1] if last[2] else 0)
    if not last[0] and month and first[1] and month < first[1]:
        year += 1
    return year, month, last[2]


def _filled(hit: DateHit, lent: Parts | None, sentence: Sentence, clock: Clock, planned: bool) -> tuple[Parts, Basis]:
    """Give a month or day without a year the year (and month) it most likely has."""
    _, month, day = hit.first
    planned = planned and not hit.since  # what has begun does not lie ahead, whatever else the sentence plans
    if lent is not None and lent[0]:
        return (lent[0], month or lent[1], day), "relative"
    before = [d for d in sentence.dates if d.end <= hit.start and d.first[0]]
    if month:
        return _month_filled(hit, before, sentence, clock, planned)
    earlier = [d for d in sentence.dates if d.end <= hit.start and d.first[1]]
    if earlier and not hit.turn:
        return (earlier[-1].first[0] or clock.last[0] or clock.issued[0], earlier[-1].first[1], day), "context"
    year, month, today = clock.issued
    if not month:
        return (clock.last[0], clock.last[1], day) if clock.last[1] else (0, 0, 0), "context"
    if (
        clock.last[0]
        and clock.last[1]
        and (clock.last[0], clock.last[1]) != (year, month)
        and not hit.turn
        and clock.last[2]
    ):
        return (clock.last[0], clock.last[1], day), "context"
    told = "past_tense" not in sentence.language.cues.classes or sentence.has("past_tense")
    back = hit.turn < 0 or not (planned or hit.turn > 0 or (not told and day - today < _NEXT_DAYS))
    shift = -1 if back and today and day > today else 1 if hit.turn > 0 and today and day < today else 0
    total = year * 12 + month - 1 + shift
    return (total // 12, total % 12 + 1, day), "relative"


def _month_filled(
    hit: DateHit, before: list[DateHit], sentence: Sentence, clock: Clock, planned: bool
) -> tuple[Parts, Basis]:
    """Give a month the year told before it, of its paragraph, its section or the report, else the nearest."""
    _, month, day = hit.first
    early = month < sentence.language.dates.fiscal[1]
    if clock.last[0] and _told_before(hit, sentence):
        return (clock.last[0], month, day), "context"
    if before and hit.start - before[-1].end < 120 and not _comes(hit, before[-1], sentence, clock):
        return (before[-1].first[0], month, day), "context"
    ahead = planned and not sentence.has("past_tense") and sentence.passage.role == "body"
    if clock.opened and not hit.turn:
        return (clock.opened, month, day), "context"
    if clock.section[0] and not hit.turn and not (ahead and clock.section[0] < clock.issued[0]):
        return (clock.section[0] + (clock.fiscal and early), month, day), "context"
    if clock.report[0] and not hit.turn and not planned:
        return (clock.report[0] + (month < clock.report[1]), month, day), "context"
    marks = sentence.language.cues.classes
    past = sentence.has("past_tense") if "past_tense" in marks else None
    return (_year_near(month, day, hit.turn, clock, planned, past), month, day), "relative"


def _told_before(hit: DateHit, sentence: Sentence) -> bool:
    """Whether a month is that of the year told last, by the word before it ("that same May")."""
    pattern = sentence.language.dates.told
    return pattern is not None and bool(pattern.search(sentence.text[max(0, hit.start - _THAT) : hit.start]))


def _comes(hit: DateHit, before: DateHit, sentence: Sentence, clock: Clock) -> bool:
    """Whether a month is not of a past year told before it, in another clause: "begun in 1995, comes in May"."""
    if before.first[0] >= clock.issued[0] or not clock.issued[1]:
        return False
    gap, clause = sentence.text[before.end : hit.start], sentence.clause(before.start)
    beside = gap[:1] in (",", "、") and len(gap) <= _BESIDE  # "in 2012, from 14 May on"
    apart = clause != sentence.clause(hit.start) and not beside
    bare = not any(sentence.clause(h.start) == clause for h in sentence.of(*_ACTS))  # "as for 2013, they came in July"
    return (apart and not (bare and sentence.has("past_tense"))) or hit.turn > 0


def _planned_here(hit: DateHit, sentence: Sentence) -> bool:
    """Whether the clause of a date tells what is to come, not another one of its sentence."""
    if not sentence.has("plan"):
        return True  # then all of its words say so
    here = sentence.clause(hit.start)
    return any(sentence.clause(plan.start) == here for plan in sentence.of("plan"))


def _year_near(month: int, day: int, turn: int, clock: Clock, planned: bool, past: bool | None) -> int:
    """The year that puts a month nearest to the publication date, in the direction that the text tells."""
    year, issued_month, issued_day = clock.issued
    if not year or not issued_month:
        return clock.last[0] or year
    now = date(year, issued_month, issued_day or 15)
    here = date(year, month, min(day or 15, 28))
    if turn > 0 and here < now.replace(day=1):
        return year + 1
    if turn < 0 and here > now:
        return year - 1
    ahead = _AHEAD_DAYS if past is not False else _AHEAD_UNTOLD
    if not turn and not planned and (here - now).days > ahead:
        return year - 1
    behind = _BEHIND if past is not False else _BEHIND_UNTOLD
    if not turn and planned and (now - here).days > behind:
        return year + 1
    return year


def _weekday(hit: DateHit, clock: Clock, planned: bool) -> Parts:
    year, month, day = clock.issued
    if not (year and month and day):
        return 0, 0, 0
    today = date(year, month, day)
    back = (today.isoweekday() - hit.offset) % 7
    moved = today - timedelta(days=back)
    if (planned or hit.turn > 0) and back:
        moved += timedelta(days=7)
    return moved.year, moved.month, moved.day
