"""The codebook as the study uses it: what each code means, examples, and how often it stands in the records."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from kembar.casebase import Casebase
from kembar.displays.view import View
from kembar.languages import FALLBACK
from kembar.types import Code
from kembar.web import memos
from kembar.web.answers import lang_of, page, state_of

AXES = ("kind", "statement", "sector", "actor", "status", "recurrence", "source_kind")


@dataclass(frozen=True, slots=True)
class Entry:
    """A code as it is shown: its label, what it means and does not, in how many records or sources it stands."""

    code: Code
    label: str
    parent: str
    definition: str
    is_not: str
    count: int
    own: bool
    notes: tuple[memos.Note, ...] = ()


def codebook(request: Request) -> Response:
    """Show all codes by axis; ``q`` searches labels, ids and definitions."""
    state = state_of(request)
    view, asked = state.view(lang_of(request)), request.query_params.get("q", "")
    counts, words = state.memo("codebook", _counts), asked.casefold().split()
    noted: dict[str, list[memos.Note]] = defaultdict(list)
    for note in memos.notes(state, view):
        noted[note.memo.subject].append(note)
    axes = []
    for axis in dict.fromkeys([*AXES, *(code.axis for code in view.book.codes.values())]):
        entries = [
            _entry(view, code, counts[axis, code.id], noted[memos.CODE + code.id]) for code in view.book.axis(axis)
        ]
        axes.append((axis, _title(view, axis), [entry for entry in entries if _matches(entry, words)]))
    return page(request, "codebook.html", view=view, axes=[axis for axis in axes if axis[2]], q=asked)


def _title(view: View, axis: str) -> str:
    try:
        return view.say(f"web_axis_{axis}")
    except KeyError:
        return axis


def _entry(view: View, code: Code, count: int, noted: list[memos.Note]) -> Entry:
    parent = view.code(code.parent) if code.parent else ""
    meant, unmeant = _words(code.definition, view.lang), _words(code.is_not, view.lang)
    own = not code.definition.get(FALLBACK)
    return Entry(code, view.code(code.id), parent, meant, unmeant, count, own, tuple(noted))


def _words(by_language: object, lang: str) -> str:
    """Return a text in the reader's language, else in English, else in any."""
    texts = dict(by_language) if isinstance(by_language, dict) else {}
    return str(texts.get(lang) or texts.get(FALLBACK) or next(iter(texts.values()), ""))


def _matches(entry: Entry, words: list[str]) -> bool:
    code = entry.code
    told = " ".join([code.id, *code.labels.values(), entry.definition, entry.is_not, *code.examples]).casefold()
    return all(word in told for word in words)


def _counts(cases: Casebase) -> Counter[tuple[str, str]]:
    """Count records by kind, sector, actor, status and rhythm, and sources by kind."""
    found: Counter[tuple[str, str]] = Counter()
    for record in cases.records:
        statement = record.type == "statement"
        found["statement" if statement else "kind", record.kind] += 1
        if not statement:
            found["sector", record.sector] += 1
        for axis in ("status", "recurrence"):
            if value := record.value(axis):
                found[axis, str(value)] += 1
        for actor in record.value("actors") or ():
            found["actor", str(actor)] += 1
    found.update(("source_kind", fact.source.kind) for fact in cases.facts.sources.values())
    return found
