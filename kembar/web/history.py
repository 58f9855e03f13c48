"""The history: who said what, and when; readings, decisions and memos, the newest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from kembar.displays.sheet import field_label
from kembar.displays.view import View
from kembar.types import Judgement, Memo, Reading
from kembar.web import memos
from kembar.web.answers import lang_of, page, page_of, state_of

PAGE = 100


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history; ``about`` are (words, address) of what it speaks of."""

    at: str
    by: str
    what: str
    about: tuple[tuple[str, str], ...]
    note: str
    withdrawn: bool


def history(request: Request) -> Response:
    """Show a page of the log; ``by`` keeps one person or coder, ``page`` counts from 1."""
    state = state_of(request)
    view, asked = state.view(lang_of(request)), request.query_params
    by = asked.get("by", "")
    judgements = {item.id: item for item in state.study.judgements()}
    every = [*state.study.readings(), *judgements.values()]
    who = sorted({_by(item) for item in every})
    kept = sorted((item for item in every if by in ("", _by(item))), key=lambda item: item.at, reverse=True)
    at, pages = page_of(request, len(kept), PAGE)
    teller = _Teller(view, judgements, {reading.id: reading for reading in state.study.readings()})
    shown = [teller.event(item) for item in kept[(at - 1) * PAGE : at * PAGE]]
    people = [(name, view.reader(name)) for name in who]
    return page(request, "history.html", events=shown, by=by, who=people, at=at, pages=pages, total=len(kept))


def _by(item: Reading | Judgement | Memo) -> str:
    return item.coder if isinstance(item, Reading) else item.by


@dataclass(frozen=True, slots=True)
class _Teller:
    """Words the events of a log."""

    view: View
    judgements: Mapping[str, Judgement | Memo]
    readings: Mapping[str, Reading]

    def event(self, item: Reading | Judgement | Memo) -> Event:
        say, gone = self.view.say, self.view.casebase.state.context.decisions.withdrawn
        by = self.view.reader(_by(item))
        if isinstance(item, Reading):
            what = say("web_history_reading", codings=self.view.counted("method_coding", len(item.codings)))
            return Event(_time(item.at), by, what, (self._about(item.source),), "", item.id in gone)
        if isinstance(item, Memo):
            return Event(_time(item.at), by, say("web_history_memo"), (self._about(item.subject),), item.text, False)
        what = say(f"web_verdict_{item.verdict}")
        if item.field:
            what += f" ({field_label(self.view, item.field)})"
        about = tuple(self._about(subject) for subject in item.subjects)
        return Event(_time(item.at), by, what, about, item.note, item.id in gone)

    def _about(self, subject: str) -> tuple[str, str]:
        """Word what a judgement speaks of: a coding by its record, a judgement by its verdict."""
        cases = self.view.casebase
        if fact := cases.facts.sources.get(subject):
            return fact.source.title or subject, f"/source/{quote(subject)}"
        if subject.startswith((memos.CODE, memos.CELL)) or "@" in subject or cases.record_with(subject):
            return memos.about(self.view, subject)[1:]
        if reading := self.readings.get(subject):
            return f"{self.view.reader(reading.coder)}: {reading.source}", f"/source/{quote(reading.source)}"
        if judged := self.judgements.get(subject):
            words = "memo" if isinstance(judged, Memo) else f"verdict_{judged.verdict}"
            return self.view.say("web_history_memo" if words == "memo" else f"web_{words}"), ""
        for source, fact in cases.facts.sources.items():
            if subject in fact.texts:
                return f"{fact.source.title or source} ({subject[:12]})", f"/source/{quote(source)}"
        return subject[:60], ""


def _time(at: str) -> str:
    """Write a time of the log in the zone of this computer."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return at
