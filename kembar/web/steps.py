"""Undo and redo: what a person decided last on a source, and what of it is taken back.

Nothing is deleted: an undo is a withdrawal, a redo the withdrawal of a withdrawal.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kembar.casebase import Casebase
from kembar.displays.view import View
from kembar.types import Coding, Judgement, Memo, Reading
from kembar.web.state import State

Event = Reading | Judgement | Memo


def told(state: State, view: View, me: str, source: str) -> dict[str, Any]:
    """Return what undo and redo would do on a source: the event's id and its words, None where there is nothing."""
    undo, redo = last(state, me, source)
    back = _meant(state, redo) if isinstance(redo, Judgement) else None
    return {
        "undo": {"id": undo.id, "words": worded(view, undo)} if undo else None,
        "redo": {"id": redo.id, "words": worded(view, back)} if redo and back else None,
    }


def last(state: State, me: str, source: str) -> tuple[Event | None, Judgement | None]:
    """Return a person's latest decision on a source that stands, and the withdrawal that a redo would take back.

    A decision made after an undo leaves nothing to redo.
    """
    withdrawn = state.casebase().state.context.decisions.withdrawn
    own = sorted(_own(state, me, source), key=lambda event: event.at)
    decisions = [event for event in own if not _is_withdrawal(event)]
    standing = [event for event in decisions if event.id not in withdrawn]
    newest = decisions[-1].at if decisions else ""
    ids = {event.id for event in decisions}
    undone = [
        event
        for event in own
        if isinstance(event, Judgement)
        and event.verdict == "withdraw"
        and event.at > newest
        and event.id not in withdrawn
        and not ids.isdisjoint(event.subjects)
    ]
    return (standing[-1] if standing else None), (undone[-1] if undone else None)


def _is_withdrawal(event: Event) -> bool:
    return isinstance(event, Judgement) and event.verdict == "withdraw"


def _own(state: State, me: str, source: str) -> Iterator[Event]:
    """A person's readings by hand, judgements and memos that concern a source."""
    readings = state.study.readings()
    yield from (r for r in readings if r.method == "hand" and r.coder == me and r.source == source)
    about = subjects(state, source)
    for event in state.study.judgements():
        if event.by == me:
            named = (event.subject.split("@")[0],) if isinstance(event, Memo) else event.subjects
            if not about.isdisjoint(named):
                about.add(event.id)
                yield event


def subjects(state: State, source: str) -> set[str]:
    """Return the ids of a source, its texts, readings and their codings: what a decision on it may name."""
    found = {source}
    for reading in state.casebase().state.readings.get(source, ()):
        found |= {reading.id, reading.text_sha256}
        found.update(coding.id for coding in reading.codings)
    return found


def _meant(state: State, withdrawal: Judgement) -> Event | None:
    wanted = set(withdrawal.subjects)
    every: list[Event] = [*state.study.readings(), *state.study.judgements()]
    return next((event for event in every if event.id in wanted), None)


def worded(view: View, event: Event) -> str:
    """Word a decision in a few words: ``accepted: memorandum, 10 Nov 1994``."""
    if isinstance(event, Memo):
        return f"{view.say('web_history_memo')}: {event.text[:60]}"
    if isinstance(event, Reading):
        kinds = ", ".join(dict.fromkeys(view.code(coding.kind) for coding in event.codings))
        return f"{view.say('web_text_coded')}: {kinds}"
    what = view.say(f"web_verdict_{event.verdict}")
    held = [coding for coding, _ in filter(None, (held_in(view.casebase, name) for name in event.subjects))]
    return f"{what}: {', '.join(dict.fromkeys(view.code(c.kind) for c in held))}" if held else what


def held_in(cases: Casebase, name: str) -> tuple[Coding, str] | None:
    """Return a coding with a source that holds it; looked up there, for an index of all would cost more."""
    for source in cases.state.homes.get(name, ()):
        for reading in cases.state.readings[source]:
            for coding in reading.codings:
                if coding.id == name:
                    return coding, source
    return None
