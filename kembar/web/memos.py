"""Memos: what people noted on sources, passages, codings, codes and cells, in one list and where each hangs.

A memo's subject is a source's id, ``source@text:start-end`` (code points), a coding's id, ``code:ID`` or
``cell:ROWS|COLUMNS|ROW|COLUMN`` (the axes of a comparison and the heads of a cell).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import Response

from kembar.displays.view import View
from kembar.offsets import Units
from kembar.problems import UnknownNameError
from kembar.types import Document, Memo
from kembar.web.answers import Body, Refused, lang_of, named, page, page_of, state_of
from kembar.web.state import State

PAGE = 100
LONGEST = 10_000  # letters of a memo
CODE, CELL = "code:", "cell:"
KINDS = ("source", "passage", "coding", "code", "cell")
_PASSAGE = re.compile(r"(?P<source>.+)@(?P<text>[0-9a-f]{8,64}):(?P<start>\d{1,9})-(?P<end>\d{1,9})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Note:
    """A memo as it is shown: on what (``kind``, words, address), and whether the reader wrote it."""

    memo: Memo
    kind: str
    about: str
    href: str
    mine: bool


def memos(request: Request) -> Response:
    """List all memos, the newest first; ``q`` searches them, ``by`` and ``on`` keep a person and a kind of subject."""
    state, asked = state_of(request), request.query_params
    view = state.view(lang_of(request))
    every = notes(state, view)
    words, by, on = asked.get("q", "").casefold().split(), asked.get("by", ""), asked.get("on", "")
    found = [note for note in every if _matches(note, words) and by in ("", note.memo.by) and on in ("", note.kind)]
    at, pages = page_of(request, len(found), PAGE)
    return page(
        request,
        "memos.html",
        view=view,
        notes=found[(at - 1) * PAGE : at * PAGE],
        all=len(every),
        found=len(found),
        who=sorted({note.memo.by for note in every}),
        kinds=[kind for kind in KINDS if any(note.kind == kind for note in every)],
        asked=asked,
        at=at,
        pages=pages,
        kept=urlencode({name: asked.get(name, "") for name in ("q", "by", "on")}),
    )


def _matches(note: Note, words: Iterable[str]) -> bool:
    told = f"{note.memo.text} {note.about} {note.memo.by}".casefold()
    return all(word in told for word in words)


class JotBody(Body):
    """A memo on a source, a coding, a code or a cell."""

    subject: str
    words: str


def jot(request: Request, body: JotBody) -> dict[str, str]:
    """Keep a memo on something that is no place in a text (those are kept by ``memo``)."""
    state, me = state_of(request), named(request)
    if len(body.words) > LONGEST or len(body.subject) > 400:
        raise Refused(413, f"A note may have {LONGEST} letters.")
    if not body.words.strip():
        raise Refused(400, "A note needs words.")
    if not _there(state, body.subject):
        raise Refused(404, "What this memo is on is not there.", "Load the page anew.")
    return {"id": state.study.memo(body.subject, body.words.strip(), by=me).id}


def _there(state: State, subject: str) -> bool:
    if subject.startswith(CODE):
        return subject.removeprefix(CODE) in state.study.codebook
    if subject.startswith(CELL):
        return subject.count("|") >= 3
    return subject in state.study.sources or subject in state.casebase().state.homes


class StrikeBody(Body):
    """A memo of one's own."""

    id: str


def strike(request: Request, body: StrikeBody) -> dict[str, str]:
    """Take back a memo of one's own; the history keeps it."""
    state, me = state_of(request), named(request)
    found = next((memo for memo in standing(state) if memo.id == body.id), None)
    if found is None:
        raise UnknownNameError("There is no such memo, or it was taken back already.")
    if found.by != me:
        raise Refused(403, "Only who wrote a memo can take it back.")
    return {"id": state.study.withdraw(found.id, by=me).id}


def standing(state: State) -> list[Memo]:
    """Return the memos that nobody took back, in the order in which they were written."""
    withdrawn = state.casebase().state.context.decisions.withdrawn
    return [item for item in state.study.judgements() if isinstance(item, Memo) and item.id not in withdrawn]


def notes(state: State, view: View, subjects: Collection[str] | None = None) -> list[Note]:
    """Return the memos on some subjects (None: on all), the newest first."""
    me = state.session.reader.name
    shown = [memo for memo in standing(state) if subjects is None or memo.subject in subjects]
    return [Note(memo, *about(view, memo.subject), memo.by == me) for memo in reversed(shown)]


def of_source(state: State, view: View, source: str) -> list[Note]:
    """Return the memos on a source and on passages of it."""
    here = {m.subject for m in standing(state) if m.subject == source or m.subject.startswith(f"{source}@")}
    return notes(state, view, here)


def about(view: View, subject: str) -> tuple[str, str, str]:
    """Say what a memo hangs on: (kind, words, address; "" if it is not there any more)."""
    facts, cases = view.casebase.facts.sources, view.casebase
    if subject.startswith(CODE):
        name = subject.removeprefix(CODE)
        return "code", view.code(name), f"/codebook#code-{quote(name)}" if name in view.book else ""
    if subject.startswith(CELL) and subject.count("|") >= 3:
        rows, columns, opened = subject.removeprefix(CELL).split("|", 2)
        address = "/compare?" + urlencode({"rows": rows, "columns": columns, "open": opened})
        return "cell", ", ".join(_head(view, part) for part in opened.split("|")), address
    if fact := facts.get(subject):
        return "source", fact.source.title or subject, f"/read/{quote(subject, safe='')}"
    if (hit := _PASSAGE.fullmatch(subject)) and (fact := facts.get(hit["source"])):
        query = urlencode({"text": hit["text"], "at": f"{hit['start']}-{hit['end']}"})
        return "passage", fact.source.title or hit["source"], f"/read/{quote(hit['source'], safe='')}?{query}"
    if record := cases.record_with(subject):
        source = next(iter(cases.state.homes.get(subject, ())), record.sources[0])
        words = f"{view.pair_name(record)}: {view.entry(record)}"
        return "coding", words, f"/read/{quote(source, safe='')}?coding={quote(subject)}"
    return "coding", subject[:60], ""


def _head(view: View, key: str) -> str:
    return view.code(key) if key in view.book else key


def beside(state: State, view: View, document: Document, units: Units) -> list[dict[str, Any]]:
    """Return the memos on a text and its passages as the reading page lists them; spans in UTF-16 units."""
    out = []
    for note in of_source(state, view, document.source.id):
        hit = _PASSAGE.fullmatch(note.memo.subject)
        if hit and not document.sha256.startswith(hit["text"]):
            continue  # it hangs on another text of the source
        ends = [min(int(hit[side]), len(document.text)) for side in ("start", "end")] if hit else []
        told = {"id": note.memo.id, "at": note.memo.at[:10], "by": note.memo.by, "words": note.memo.text}
        out.append(told | {"mine": note.mine, "span": [units.of(end) for end in ends] or None})
    return out
