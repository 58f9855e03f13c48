"""What the address of a comparing page asks for: filters of records, kept in the address so that a view can be sent."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from urllib.parse import urlencode

from starlette.requests import Request

from kembar.casebase import Casebase
from kembar.displays.view import View
from kembar.web.answers import lang_of, state_of
from kembar.web.state import State

T = TypeVar("T")
YEARS = ("since", "until")
SEVERAL = ("pair", "sector", "kind", "status", "source_kind", "coder", "standing", "actor", "flow", "type", "source")
TRUE = ("1", "true", "on")
#: Views of a casebase that are kept until it changes.
KEPT = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list to choose from."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on: in words, and the address without it."""

    words: str
    without: str


def filters(request: Request) -> dict[str, Any]:
    """Return the filters of an address as ``Casebase.where`` takes them; a name given twice passes either value."""
    params, out = request.query_params, dict[str, Any]()
    for name in YEARS:
        if given := params.get(name, "").strip():
            out[name] = given
    for name in SEVERAL:
        if several := tuple(dict.fromkeys(value for value in params.getlist(name) if value)):
            out[name] = several[0] if len(several) == 1 else several
    if params.get("judged", "") in TRUE:
        out["judged"] = True
    return out


def seen(request: Request, asked: Mapping[str, Any]) -> View:
    """Return the casebase in the reader's language, only the records that pass the filters."""
    state = state_of(request)
    view = state.view(lang_of(request))
    if not asked:
        return view
    cases: Casebase = kept(state, ("where", _frozen(asked)), lambda: view.casebase.where(**asked))
    return replace(view, casebase=cases)


def kept(state: State, key: object, make: Callable[[], T]) -> T:
    """Return what was made for a key since the casebase changed last, the latest few of them."""
    shelf: OrderedDict[object, T] = state.memo("comparing", lambda _: OrderedDict())
    if key not in shelf:
        shelf[key] = make()
    shelf.move_to_end(key)
    while len(shelf) > KEPT:
        shelf.popitem(last=False)
    return shelf[key]


def _frozen(asked: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple(sorted(asked.items()))


def address(request: Request, path: str = "", **changes: str | None) -> str:
    """Return the address of a page, some of its questions changed (None: taken out); no part of a list is kept."""
    pairs = [(k, v) for k, v in request.query_params.multi_items() if v and k not in changes and k != "from"]
    pairs += [(k, v) for k, v in changes.items() if v]
    query = urlencode(pairs)
    return (path or request.url.path) + (f"?{query}" if query else "")


def question(request: Request) -> str:
    """Return what an address asks of the page behind the drawer: all but what is open."""
    pairs = [(k, v) for k, v in request.query_params.multi_items() if v and k not in ("open", "from")]
    return urlencode(sorted(pairs))


def without(request: Request, name: str, value: str) -> str:
    """Return the address without one value of a filter, and without what is open."""
    pairs = [(k, v) for k, v in request.query_params.multi_items() if v and k not in ("open", "from")]
    query = urlencode([pair for pair in pairs if pair != (name, value)])
    return request.url.path + (f"?{query}" if query else "")


def chips(request: Request, view: View, asked: Mapping[str, Any]) -> list[Chip]:
    """Return the filters that are on, in words, each with the address without it."""
    out = []
    for name, value in asked.items():
        for one in value if isinstance(value, tuple) else (value,):
            raw = request.query_params.get(name, "") if one is True else str(one)
            words = view.say("web_compare_judged") if one is True else f"{label(view, name)}: {worded(view, name, raw)}"
            out.append(Chip(words, without(request, name, raw)))
    return out


def label(view: View, name: str) -> str:
    """Name a filter."""
    return view.say(f"web_compare_{name}")


def worded(view: View, name: str, value: str) -> str:
    """Write the value of a filter in the reader's language."""
    if name == "standing":
        found = dict(standings(view))
        return found.get(value, value)
    if name == "type" and value in ("agreement", "activity", "statement"):
        return view.say(f"web_type_{value}")
    if name == "coder":
        return view.reader(value)
    if name == "flow":
        return view.flow(value, {p.id: p.name for pair in view.pairs for p in (pair.pair.a, pair.pair.b)})
    return value if name in (*YEARS, "pair", "source") else view.code(value)


def standings(view: View) -> list[tuple[str, str]]:
    """Return the standings by their names, in words with their signs."""
    signs = {"judged": "●", "open": "◐", "proposed": "○", "suggested": "◇"}
    return [(name, f"{sign} {view.say(name)}") for name, sign in signs.items()]


def choices(request: Request, view: View, name: str) -> list[Choice]:
    """Return what a filter may be set to: what occurs in the study."""
    chosen = set(request.query_params.getlist(name))
    return [Choice(value, text, value in chosen) for value, text in _known(state_of(request), view, name)]


def _known(state: State, view: View, name: str) -> list[tuple[str, str]]:
    cases = view.casebase
    if name == "standing":
        return standings(view)
    if name == "pair":
        return [(pair.id, pair.id) for pair in view.pairs]
    if name == "coder":
        every = state.memo("coders", lambda _: sorted({reading.coder for reading in state.study.readings()}))
        return [(coder, view.reader(coder)) for coder in every]
    if name == "source_kind":
        found = {fact.source.kind for fact in cases.facts.sources.values()}
        return [(code.id, view.code(code.id)) for code in view.book.axis("source_kind") if code.id in found]
    if name == "kind":
        kinds = state.memo("kinds", lambda whole: {record.kind for record in whole.records})
        codes = [*view.book.axis("kind"), *view.book.axis("statement")]
        return [(code.id, view.code(code.id)) for code in codes if code.id in kinds]
    return [(code.id, view.code(code.id)) for code in view.book.axis(name)]
