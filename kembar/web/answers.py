"""Answers: a page made of a template, plain values as JSON, and one shape for everything that went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import jinja2
import msgspec
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kembar import languages
from kembar.displays.html import marked
from kembar.messages import message
from kembar.problems import KembarError, NoStudyError, OutputError, StaleWriteError, StoreError, UnknownNameError
from kembar.web.session import preferred
from kembar.web.state import State

HERE = Path(__file__).parent
#: The files of a study that a page can mend.
FILES = ("study.yaml", "sources.yaml", "codebook.yaml", "places.yaml")
STATUS = {NoStudyError: 409, UnknownNameError: 404, StaleWriteError: 409, StoreError: 503, OutputError: 507}


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """The root of the bodies of writes: an unknown key is refused."""


class Refused(KembarError):
    """A request that cannot be done: ``status`` of HTTP, what to do, and for a stale write what was seen and is now."""

    def __init__(self, status: int, error: str, hint: str = "", seen: Any = None, now: Any = None) -> None:
        super().__init__(error)
        self.status, self.hint, self.seen, self.now = status, hint, seen, now


def state_of(request: Request) -> State:
    """Return the study behind a request."""
    found: State = request.app.state.kembar
    return found


def lang_of(request: Request) -> str:
    """Return the language of the interface: as chosen, else what the browser prefers."""
    return state_of(request).session.reader.lang or preferred(request.headers.get("accept-language", ""))


def named(request: Request) -> str:
    """Return the reader's name; a decision without one is refused."""
    name = state_of(request).session.reader.name
    if not name:
        raise Refused(400, "A decision carries a name.", "Write yours beside “Your name”, then try again.")
    return name


def page(request: Request, template: str, status: int = 200, **data: Any) -> HTMLResponse:
    """Fill a template; it may use ``say(key, ...)``, ``lang``, ``reader``, ``title``, ``nav`` and what is given."""
    from kembar.web.routes import nav

    lang, state = lang_of(request), state_of(request)

    def say(key: str, **values: object) -> str:
        return languages.label(lang, key, **values)

    known = {
        "say": say,
        "lang": lang,
        "said_in": lang if say("web_skip") != languages.label(languages.FALLBACK, "web_skip") else languages.FALLBACK,
        "reader": state.session.reader,
        "study": _title(state),
        "key": sha256(str(state.root).encode()).hexdigest()[:12],
        "nav": nav(),
        "path": request.url.path,
        "interface": [(code, languages.get(code).name or code) for code in languages.codes()],
        "has": _has,
    }
    return HTMLResponse(_templates().get_template(template).render({**known, **data}), status)


def _has(address: str) -> bool:
    """Say whether a page exists, so that nothing links to one that does not."""
    from kembar.web.routes import PAGES

    return address.split("?")[0] in PAGES


def _title(state: State) -> str:
    """The title of the study for the rail; a broken study.yaml is told by the page itself, not here."""
    if state.root is None:
        return ""
    try:
        return state.study.settings.title or state.root.name
    except KembarError:
        return state.root.name


def page_of(request: Request, things: int, size: int) -> tuple[int, int]:
    """Return which page of a long list is asked for (``page``, from 1) and how many there are."""
    number = request.query_params.get("page", "1")
    at = int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 1
    pages = max(1, -(-things // size))
    return min(max(1, at), pages), pages


def answer(value: Any, status: int = 200) -> Response:
    """Return plain values (structs and dataclasses too) as JSON."""
    return Response(msgspec.json.encode(value), status, media_type="application/json")


def failure(error: KembarError, lang: str) -> tuple[int, dict[str, Any]]:
    """Return the HTTP status and the JSON shape of an error: ``error``, ``hint``, and ``seen`` and ``now`` if stale."""
    hint = error.hint if isinstance(error, Refused) else ""
    told: dict[str, Any] = {"error": message(lang, str(error)), "hint": message(lang, hint)}
    if isinstance(error, Refused):
        told |= {name: value for name in ("seen", "now") if (value := getattr(error, name)) is not None}
        return error.status, told
    return next((number for kind, number in STATUS.items() if isinstance(error, kind)), 400), told


def trouble(request: Request, error: KembarError) -> Response:
    """Answer an error as JSON to a script and as a page to a person."""
    status, told = failure(error, lang_of(request))
    if request.url.path.startswith("/api/"):
        return answer(told, status)
    file = next((name for name in FILES if str(error).startswith(name)), "")
    return page(request, "trouble.html", status, trouble=told, file=file)


@cache
def _templates() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(HERE / "templates")
    made = jinja2.Environment(
        loader=loader,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["signs"] = lambda text: Markup(marked(str(text)))
    made.filters["data"] = data
    return made


def data(value: Mapping[str, Any] | list[Any]) -> Markup:
    """Write values for a script inside ``<script type="application/json">``: no letter of them can end the element."""
    text = msgspec.json.encode(value).decode("utf-8")
    for letter, written in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(letter, written)
    return Markup(text)
