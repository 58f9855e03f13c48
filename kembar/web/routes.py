"""The table of pages and writes.

A page is a function of the request that returns a response; a write is a function of the request and a typed body
(``body: SomeBody``, see ``answers.Body``) that returns plain values. Both run in the study's thread, unless they are
coroutines. The last part of a route is the function's name. A page that is not in the table is not linked.
"""

from __future__ import annotations

import asyncio
import functools
import inspect
from collections.abc import Callable, Mapping
from typing import Any, get_type_hints

import msgspec
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kembar.problems import KembarError, NoStudyError
from kembar.web import (
    cards,
    codebook,
    coding,
    compare,
    disputes,
    dropped,
    edit,
    entry,
    form,
    gaps,
    handmade,
    history,
    memos,
    opened,
    overview,
    pdfpage,
    problems,
    quotes,
    reader,
    report,
    search,
    sources,
    start,
    timeline,
)
from kembar.web.answers import Refused, answer, failure, lang_of, state_of, trouble
from kembar.web.security import TooLarge
from kembar.web.state import ANSWERS

Page = Callable[..., Any]

PAGES: Mapping[str, Page] = {
    "/": overview.overview,
    "/start": start.start,
    "/sources": sources.sources,
    "/source/{source}": sources.source,
    "/source/{source}/original/{number:int}": sources.original,
    "/read": reader.read,
    "/read/{source}": reader.source,
    "/read/{source}/cards/{text}": cards.cards,
    "/read/{source}/card/{coding}": opened.card,
    "/read/{source}/form/{text}": form.form,
    "/read/{source}/date/{text}": form.date,
    "/read/{source}/page/{number:int}": pdfpage.page,
    "/read/{source}/lines/{number:int}": pdfpage.lines,
    "/find/{thing}": form.places,
    "/compare": compare.compare,
    "/compare/cell": compare.cell,
    "/timeline": timeline.timeline,
    "/timeline/open": timeline.opened,
    "/disputes": disputes.disputes,
    "/gaps": gaps.gaps,
    "/search": search.search,
    "/codebook": codebook.codebook,
    "/problems": problems.problems,
    "/report": report.report,
    "/report/file/{name}": report.file,
    "/history": history.history,
    "/memos": memos.memos,
    "/quotes": quotes.quotes,
    "/edit/{name}": edit.edit,
}
WRITES: Mapping[str, Page] = {
    "build": report.build,
    "code": sources.code,
    "complete": coding.complete,
    "demo": start.demo,
    "different": coding.different,
    "jot": memos.jot,
    "judge": coding.judge,
    "leave": disputes.leave,
    "file": edit.file,
    "hand": handmade.hand,
    "look": dropped.look,
    "memo": coding.memo,
    "new": start.new,
    "note": dropped.note,
    "open": start.open,
    "own": handmade.own,
    "prefer": coding.prefer,
    "reader": start.reader,
    "redo": coding.redo,
    "same": coding.same,
    "source": entry.source,
    "strike": memos.strike,
    "undo": coding.undo,
    "upload": dropped.upload,
    "witness": sources.witness,
}
#: The rail, in its order: label ``web_nav_<name>``, address, the letter after ``g``. Shown if the page exists.
RAIL = (
    ("overview", "/", "o"),
    ("sources", "/sources", "s"),
    ("read", "/read", "r"),
    ("compare", "/compare", "c"),
    ("timeline", "/timeline", "t"),
    ("disputes", "/disputes", "d"),
    ("gaps", "/gaps", "a"),
    ("search", "/search", "f"),
    ("codebook", "/codebook", "b"),
    ("problems", "/problems", "p"),
    ("report", "/report", "e"),
    ("memos", "/memos", "m"),
    ("history", "/history", "h"),
)


@functools.cache
def nav() -> tuple[tuple[str, str, str], ...]:
    """Return the entries of the rail whose pages exist."""
    return tuple(entry for entry in RAIL if entry[1] in PAGES)


def routes() -> list[Route]:
    """Return all routes of the application."""
    made = [Route(path, _page(function), methods=["GET"]) for path, function in PAGES.items()]
    return made + [Route(f"/api/{name}", _write(function), methods=["POST"]) for name, function in WRITES.items()]


def _page(function: Page) -> Page:
    async def shown(request: Request) -> Response:
        try:
            found: Response = await _run(function, request)
            return found
        except NoStudyError:
            return RedirectResponse("/start", 303)
        except KembarError as error:
            return await state_of(request).run(trouble, request, error)

    return shown


async def _run(function: Page, request: Request, *given: Any) -> Any:
    if inspect.iscoroutinefunction(function):
        return await function(request, *given)
    return await state_of(request).run(function, request, *given)


def _write(function: Page) -> Page:
    """Make an endpoint of a write: decode, refuse what is not as typed, do it once however often it is sent."""
    typed = get_type_hints(function).get("body")
    decode = msgspec.json.Decoder(typed).decode if typed else None

    async def written(request: Request) -> Response:
        try:
            given = [_decoded(decode, await request.body())] if decode else []
            return await _once(function, request, given)
        except TooLarge:
            return trouble(request, Refused(413, "This is too large."))
        except KembarError as error:
            return trouble(request, error)

    return written


def _decoded(decode: Callable[[bytes], Any], body: bytes) -> Any:
    try:
        return decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Refused(422, f"This is not as the program expects it: {error}.") from None


async def _once(function: Page, request: Request, given: list[Any]) -> Response:
    """Do a write; one sent again with the same ``x-kembar-once`` (its answer was lost) gets the answer of the first."""
    answers, name = state_of(request).answers, request.headers.get("x-kembar-once", "")[:64]
    doing = answers.get(name) if name else None
    if doing is None:
        doing = asyncio.ensure_future(_do(function, request, given))
        if name:
            answers[name] = doing
            while len(answers) > ANSWERS:
                answers.popitem(last=False)
    status, body = await asyncio.shield(doing)
    if status >= 400:
        answers.pop(name, None)
    return Response(body, status, media_type="application/json")


async def _do(function: Page, request: Request, given: list[Any]) -> tuple[int, bytes]:
    try:
        return 200, bytes(answer(await _run(function, request, *given)).body)
    except TooLarge:
        return 413, bytes(answer({"error": "This is too large.", "hint": ""}).body)
    except KembarError as error:
        status, told = failure(error, lang_of(request))
        return status, bytes(answer(told).body)
