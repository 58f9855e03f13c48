"""The sources: the list with who read what, files dropped in, and the entry of one source to be edited."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from kembar import languages
from kembar.casebase import Casebase, SourceFact
from kembar.dates import of_edtf
from kembar.displays.view import View
from kembar.messages import worded
from kembar.problems import KembarError, UnknownNameError
from kembar.study import adding
from kembar.types import Problem, Source
from kembar.web import entry, memos, who
from kembar.web.answers import Body, lang_of, named, page, page_of, state_of
from kembar.web.state import State

PAGE = 200  # sources on one page
ONLY = ("unread", "open", "complete", "problems", "related")
FILTERS = ("kind", "language", "side")


@dataclass(frozen=True, slots=True)
class Row:
    """A source as it stands in the list."""

    source: Source
    kind: str
    issued: str
    code: str
    language: str
    read: who.Read
    problems: tuple[Problem, ...]
    same: tuple[str, ...]
    related: tuple[tuple[str, int], ...]
    unread: bool
    text: bool


def sources(request: Request) -> Response:
    """List the sources; ``q`` searches titles and ids, ``only`` keeps the unread, the open, those with problems."""
    state = state_of(request)
    view = state.view(lang_of(request))
    asked, only = request.query_params.get("q", ""), request.query_params.get("only", "")
    rows = _rows(state, view)
    chosen = {name: value for name in FILTERS if (value := request.query_params.get(name, ""))}
    words = asked.casefold().split()
    shown = [row for row in rows if _matches(row, words, only) and _is(row, chosen)]
    counts = {name: sum(_matches(row, [], name) for row in rows) for name in ONLY}
    unread = [row.source.id for row in rows if row.unread]
    at, pages = page_of(request, len(shown), PAGE)
    here = shown[(at - 1) * PAGE : at * PAGE]
    told: dict[str, Any] = {
        "rows": here,
        "found": len(shown),
        "all": len(rows),
        "counts": counts,
        "unread": unread,
        "chosen": chosen,
        "accept": ",".join(adding.KNOWN),
    }
    kept = urlencode({"q": asked, "only": only, **chosen})
    return page(request, "sources.html", view=view, q=asked, only=only, at=at, pages=pages, kept=kept, **told)


def _is(row: Row, chosen: dict[str, str]) -> bool:
    """Say whether a source has the kind, language and side that are asked for."""
    has = {"kind": row.source.kind, "language": row.code, "side": row.source.side}
    return all(has[name] == value for name, value in chosen.items())


def _matches(row: Row, words: list[str], only: str) -> bool:
    told = f"{row.source.id} {row.source.title} {' '.join(row.source.author)} {row.source.publisher}".casefold()
    kept = {
        "unread": row.unread or not row.text,
        "open": bool(row.read.coders) and not row.read.complete,
        "complete": row.read.complete,
        "problems": any(problem.severity != "note" for problem in row.problems),
        "related": bool(row.related),
    }
    return all(word in told for word in words) and kept.get(only, True)


def _rows(state: State, view: View, only: tuple[Source, ...] = ()) -> list[Row]:
    cases = view.casebase
    reading, unread = state.memo("who", who.read), set(state.unread())
    problems, same, related = problems_of(state, view.lang), _same(cases), _related(cases)
    rows = []
    known = cases.facts.sources  # not those of the file, which may have been written while the view was made
    for source in only or [fact.source for fact in known.values()]:
        fact = known.get(source.id) or SourceFact(source)
        issued = view.date(of_edtf(source.issued)) if source.issued else ""
        language = languages.get(fact.language).name or fact.language
        rows.append(
            Row(
                source,
                view.code(source.kind),
                issued,
                fact.language,
                language,
                reading.get(source.id, who.Read()),
                tuple(problems.get(source.id, ())),
                same.get(source.id, ()),
                tuple(related.get(source.id, ())),
                source.id in unread,
                bool(fact.text_sha256),
            )
        )
    return rows


def problems_of(state: State, lang: str) -> dict[str, list[Problem]]:
    """Return the problems that name a source, by source (a problem's place begins with the source's id)."""
    found: dict[str, list[Problem]] = defaultdict(list)
    for problem in worded(state.problems(), lang):
        found[problem.where.split(",")[0]].append(problem)
    return found


def _same(cases: Casebase) -> dict[str, tuple[str, ...]]:
    """Return for each source the others that are one witness with it."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name in cases.facts.sources:
        groups[cases.witness_of(name)].append(name)
    return {name: tuple(o for o in group if o != name) for group in groups.values() for name in group}


def _related(cases: Casebase) -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for a, b, share in cases.related:
        found[a].append((b, round(100 * share)))
        found[b].append((a, round(100 * share)))
    return found


def source(request: Request) -> Response:
    """Show one source: its entry as a form, its files, who read it, what is wrong with it."""
    state, name = state_of(request), request.path_params["source"]
    found = entry.known(state.study, name)
    view = state.view(lang_of(request))
    row = _rows(state, view, (found,))[0]
    return page(
        request,
        "source.html",
        view=view,
        row=row,
        source=found,
        fields=entry.shown(found),
        detected=_detected(state, found) if state.study.current_text(found) else None,
        seen=entry.stamp(found),
        kinds=[(code.id, view.code(code.id)) for code in view.book.axis("source_kind")],
        codes=[(code, languages.get(code).name) for code in languages.codes()],
        others=[other for other in state.study.sources if other != found.id],
        noted=memos.of_source(state, view, found.id),
    )


def _detected(state: State, source: Source) -> tuple[str, str]:
    """Return code and name of the language of a source's text, which is told from it where its entry names none."""
    code = ""
    with contextlib.suppress(KembarError, ValueError):  # a text that is gone or was edited is among its problems
        code = state.document(source.id).language
    return code, languages.get(code).name or code


def original(request: Request) -> Response:
    """Give the file of a source as it was added, to be saved and never shown by the browser itself."""
    state = state_of(request)
    found = entry.known(state.study, request.path_params["source"])
    number = int(request.path_params["number"])
    if number >= len(found.versions):
        raise UnknownNameError("There is no such file.")
    file = found.versions[number].file
    path = state.study.folder.sources / file
    if Path(file).name != file or not path.is_file():
        raise UnknownNameError("The file is gone.")
    return FileResponse(path, filename=file, media_type="application/octet-stream")


class CodeBody(Body):
    """The sources to be read; none: all that wait."""

    sources: tuple[str, ...] = ()


def code(request: Request, body: CodeBody) -> dict[str, Any]:
    """Let the rules read sources that they have not read yet."""
    done = state_of(request).study.code(only=body.sources)
    return {"sources": done.sources, "codings": done.codings, "problems": plain(request, done.problems)}


class WitnessBody(Body):
    """Two sources, and whether they are one witness."""

    sources: tuple[str, str]
    same: bool


def witness(request: Request, body: WitnessBody) -> dict[str, str]:
    """Decide whether two sources that share much of their text are one witness."""
    state = state_of(request)
    for name in body.sources:
        entry.known(state.study, name)
    verdict = "same_witness" if body.same else "different"
    return {"id": state.study.judge(verdict, *body.sources, by=named(request)).id}


def plain(request: Request, problems: Iterable[Problem]) -> list[dict[str, str]]:
    """Return problems as plain values, in the reader's language; ``severity`` stays, ``weight`` is its word."""
    lang = lang_of(request)
    found = worded(problems, lang)
    return [asdict(problem) | {"weight": languages.label(lang, f"web_problem_{problem.severity}")} for problem in found]
