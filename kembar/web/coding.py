"""The decisions of a reader: accept, reject, same, different, prefer, complete, memo, undo and redo.

A write names the number of the log that it saw (``seq``). What others said since on the same things is shown and the
write refused; what they said on other things does not matter. A write that was done already (its answer was lost with
the server) is answered, not done again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection
from typing import Any, Literal

from starlette.requests import Request

from kembar.casebase import Casebase
from kembar.casebase.counting import Block, block_of
from kembar.offsets import units_of
from kembar.types import Judgement, Memo, Reading
from kembar.web import cards, entry, memos, reader, steps
from kembar.web.answers import Body, Refused, lang_of, named, state_of
from kembar.web.state import State

Moment = tuple[str, Casebase]
Moves = OrderedDict[str, tuple[str, frozenset[Block]]]
MOVES = 300  # writes whose changes are known for pages that did not see them
LONGEST = 10_000  # letters of a note or memo


class Write(Body):
    """What every write of this page says: the source and text it is on, and the log's number it saw."""

    source: str
    text: str
    seq: str


class JudgeBody(Write):
    """Accept or reject codings, with a note if one likes."""

    verdict: Literal["accept", "reject"]
    codings: tuple[str, ...]
    note: str = ""


def judge(request: Request, body: JudgeBody) -> dict[str, Any]:
    """Accept or reject; the answer holds what changed on the page."""
    return _judged(request, body, body.verdict, body.codings, note=body.note)


class CoupleBody(Write):
    """Codings of two records, by one coding each."""

    codings: tuple[str, str]


def same(request: Request, body: CoupleBody) -> dict[str, Any]:
    """Hold two codings to tell of one act."""
    return _judged(request, body, "same", body.codings)


def different(request: Request, body: CoupleBody) -> dict[str, Any]:
    """Hold two codings to tell of different acts."""
    return _judged(request, body, "different", body.codings)


class PreferBody(Write):
    """A coding and the field whose value holds."""

    coding: str
    field: str
    note: str = ""


def prefer(request: Request, body: PreferBody) -> dict[str, Any]:
    """Prefer the value of one coding where sources differ."""
    return _judged(request, body, "prefer", (body.coding,), field=body.field, note=body.note)


def complete(request: Request, body: Write) -> dict[str, Any]:
    """Say that this text was read to the end."""
    return _judged(request, body, "complete", (body.source, body.text))


class MemoBody(Write):
    """A note on a coding, a code, a cell, this source, or (``start`` to ``end``) a passage of it."""

    words: str
    subject: str = ""
    start: int = -1
    end: int = -1


def memo(request: Request, body: MemoBody) -> dict[str, Any]:
    """Keep a memo; on a passage it is kept under ``source@text:start-end`` in code points."""
    state, me = state_of(request), named(request)
    document = reader.chosen(state, entry.known(state.study, body.source), body.text)
    subject = body.subject[:200] or document.source.id
    if 0 <= body.start < body.end:
        units = units_of(document.text)
        span = f"{units.points(body.start)}-{units.points(body.end)}"
        subject = f"{document.source.id}@{document.sha256[:12]}:{span}"
    _short(body.words)
    repeated = any(
        isinstance(new, Memo) and (new.by, new.subject, new.text) == (me, subject, body.words)
        for new in state.news(body.seq)[1]
    )
    before = now(state)
    if not repeated:
        state.study.memo(subject, body.words, by=me)
    return changed(request, body, before)


class StepBody(Write):
    """The event that one saw an undo or redo would take back."""

    id: str


def undo(request: Request, body: StepBody) -> dict[str, Any]:
    """Take back one's latest decision on this source."""
    return _stepped(request, body, 0)


def redo(request: Request, body: StepBody) -> dict[str, Any]:
    """Bring back what one took back last."""
    return _stepped(request, body, 1)


def _stepped(request: Request, body: StepBody, which: int) -> dict[str, Any]:
    state, me = state_of(request), named(request)
    found = entry.known(state.study, body.source)
    before = now(state)
    done = [j for j in state.news(body.seq)[1] if isinstance(j, Judgement) and j.by == me]
    if not any(j.verdict == "withdraw" and j.subjects == (body.id,) for j in done):
        target = steps.last(state, me, found.id)[which]
        if target is None or target.id != body.id:
            present = steps.worded(state.view(lang_of(request)), target) if target else "–"
            hint = "The page shows it now."
            raise Refused(409, "Something else was decided since.", hint, seen=body.id[:12], now=present)
        state.study.withdraw(body.id, by=me)
    return changed(request, body, before)


def _judged(
    request: Request, body: Write, verdict: str, subjects: tuple[str, ...], field: str = "", note: str = ""
) -> dict[str, Any]:
    state, me = state_of(request), named(request)
    _short(note)
    before = now(state)
    wanted = Judgement(subjects, verdict, me, "", field, note)  # type: ignore[arg-type]
    if not fresh(request, body, about(before[1], subjects), wanted):
        state.study.judge(verdict, *subjects, by=me, field=field, note=note)
    return changed(request, body, before)


def _short(words: str) -> None:
    if len(words) > LONGEST:
        raise Refused(413, f"A note may have {LONGEST} letters.")


def about(cases: Casebase, subjects: Collection[str]) -> set[str]:
    """Return the codings of the records in which some codings stand: news on any of them matters to a decision."""
    found = set(subjects)
    for subject in subjects:
        held = steps.held_in(cases, subject)
        if held:
            block = block_of(*held)
            for record in cards.records(cases, [block]):
                if subject in record.codings:
                    found.update(record.codings)
    return found


def fresh(request: Request, body: Write, things: set[str], wanted: Judgement | None = None) -> bool:
    """Refuse a write when something new was said of the same things; True if it was this very write, done before."""
    state = state_of(request)
    if body.seq == state.seq:
        return False
    readings, judgements = state.news(body.seq)
    new = [event for event in (*readings, *judgements) if _touches(event, things, state)]
    for event in new:
        if wanted and isinstance(event, Judgement) and _alike(event, wanted):
            return True
    if new:
        view = state.view(lang_of(request))
        now = [f"{_by(event)}: {steps.worded(view, event)}" for event in new]
        hint = "The page shows it now; decide again."
        raise Refused(409, "Somebody decided on this since you saw it.", hint, seen=_seen(wanted, view), now=now)
    return False


def _seen(wanted: Judgement | None, view: Any) -> str:
    return steps.worded(view, wanted) if wanted else "–"


def _by(event: steps.Event) -> str:
    return event.coder if isinstance(event, Reading) else event.by


def _alike(one: Judgement, other: Judgement) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in ("subjects", "verdict", "by", "field", "note"))


def _touches(event: steps.Event, things: set[str], state: State) -> bool:
    if isinstance(event, Memo):
        return False
    if isinstance(event, Reading):
        return event.method == "hand" and any(c.id in things or c.revises in things for c in event.codings)
    named = set(event.subjects)
    if event.verdict == "withdraw":
        for earlier in state.study.judgements():
            if earlier.id in named and isinstance(earlier, Judgement):
                named |= set(earlier.subjects)
        for reading in state.study.readings():
            if reading.id in named:
                named |= {coding.id for coding in reading.codings}
    if event.verdict == "complete":
        return False
    return not named.isdisjoint(things)


def now(state: State) -> Moment:
    """Return the number of the log and the casebase that shows it."""
    cases = state.casebase()
    return state.seq, cases


def changed(request: Request, body: Write, before: Moment) -> dict[str, Any]:
    """Return what changed on the page since the number of the log that it saw.

    ``rows`` are those of the ``blocks`` in which something changed (the page drops what it had of them); where this
    server does not know all that was said since, they are all rows of the text (``all``).
    """
    state = state_of(request)
    found = entry.known(state.study, body.source)
    document = reader.chosen(state, found, body.text)
    view = state.view(lang_of(request))
    blocks = _since(_moves(request, before, state), body.seq, state.seq)
    return {
        "seq": state.seq,
        "all": blocks is None,
        "blocks": [cards.named(block) for block in blocks or ()],
        "rows": cards.rows(view, document, blocks),
        "complete": cards.complete(view.casebase, document),
        "steps": steps.told(state, view, state.session.reader.name, found.id),
        "memos": memos.beside(state, view, document, units_of(document.text)),
    }


def _moves(request: Request, before: Moment, state: State) -> Moves:
    """Note which blocks a write moved, from which number of the log to which."""
    moves: Moves = request.app.state.__dict__.setdefault("moves", OrderedDict())
    if state.seq != before[0]:
        moves[before[0]] = (state.seq, cards.touched(before[1], state.casebase()))
    while len(moves) > MOVES:
        moves.popitem(last=False)
    return moves


def _since(moves: Moves, seen: str, last: str) -> frozenset[Block] | None:
    """Return the blocks that moved between two numbers of the log, None if a step between them is not known."""
    found: frozenset[Block] = frozenset()
    for _ in range(MOVES):
        if seen == last:
            return found
        if seen not in moves:
            return None
        seen, blocks = moves[seen]
        found |= blocks
    return None
