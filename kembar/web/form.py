"""What the coding form is filled from: what the rules saw where one selected, places by name, dates as one writes them.

Nothing is coded anew: the stored trace of the text tells what was proposed there and what was passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from starlette.requests import Request
from starlette.responses import Response

from kembar import dates, languages
from kembar import places as gazetteers
from kembar.coders import cells
from kembar.displays import words
from kembar.displays.view import View
from kembar.languages.flat import flat
from kembar.offsets import units_of
from kembar.problems import UnknownNameError
from kembar.types import Coding, Count, Document, Pair, Place, When
from kembar.web import choices, entry, opened, reader
from kembar.web.answers import Refused, answer, lang_of, state_of
from kembar.web.state import State

Fields = dict[str, Any]
_BOUNDS = {"exact": "", "at_least": "≥", "about": "~"}
_OPEN = ("", "..")


def form(request: Request) -> Response:
    """Fill the form for a selection (``start``, ``end`` in UTF-16 units) or for a ``coding`` that is corrected."""
    state, lang = state_of(request), lang_of(request)
    found = entry.known(state.study, request.path_params["source"])
    document = reader.chosen(state, found, request.path_params["text"])
    view, units = state.view(lang), units_of(document.text)
    asked = request.query_params
    codings = {c.id: c for r in view.casebase.state.readings.get(found.id, ()) for c in r.codings}
    if name := asked.get("coding", ""):
        if name not in codings:
            raise UnknownNameError("There is no such coding in this source.")
        return answer({"fields": of_coding(codings[name]), "like": name, "seen": []})
    start, end = (units.points(_number(asked.get(side, ""))) for side in ("start", "end"))
    if not 0 <= start < end <= len(document.text):
        raise Refused(400, "Select words of the text first.")
    candidates = opened.candidates(state, document)
    seen = [_seen(state, view, document, c, codings) for c in _overlapping(candidates, start, end)]
    first = seen[0] if seen else {"fields": _near(state, view, document, candidates, start), "like": ""}
    return answer({"fields": first["fields"], "like": first["like"], "seen": seen})


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _overlapping(candidates: Iterable[dict[str, Any]], start: int, end: int) -> list[dict[str, Any]]:
    """Candidates whose cue lies in a span: proposed ones first, then by their score; each kind and pair once."""
    rank = {"kept": 0, "joined": 1, "rejected": 2}
    inside = [c for c in candidates if c["start"] < end and start < c["end"]]
    inside.sort(key=lambda c: (rank.get(c["outcome"], 3), -float(c["fields"].get("score") or 0)))
    once = {(c["kind"], c["fields"].get("pair")): c for c in reversed(inside)}
    return [c for c in inside if once[c["kind"], c["fields"].get("pair")] is c][:8]


def _seen(
    state: State, view: View, document: Document, candidate: dict[str, Any], codings: Mapping[str, Coding]
) -> dict[str, Any]:
    """One candidate as the form lists it, with what it would fill in."""
    coding = codings.get(candidate["coding"])
    told = candidate["fields"]
    outcome = candidate["outcome"]
    return {
        "kind": view.code(candidate["kind"]),
        "pair": told.get("pair") or "",
        "when": view.date(dates.of_edtf(told["start"])) if told.get("start") else "",
        "outcome": view.say(f"web_text_seen_{outcome}", why=candidate["reason"]),
        "like": coding.id if coding else "",
        "fields": of_coding(coding) if coding else _of_candidate(state, view, document, candidate),
    }


def _of_candidate(state: State, view: View, document: Document, candidate: dict[str, Any]) -> Fields:
    told = candidate["fields"]
    code = view.book.get(candidate["kind"]) if candidate["kind"] in view.book else None
    type_ = code.types[0] if code and code.types else "activity"
    a, b = _pair(state, view, document, str(told.get("pair") or ""))
    status = told.get("status")
    return {
        **_empty(),
        "type": type_,
        "kind": candidate["kind"],
        "a": a,
        "b": b,
        "when": told.get("start") or "",
        "status": status if status in view.book else "",
    }


def _near(state: State, view: View, document: Document, candidates: Iterable[dict[str, Any]], start: int) -> Fields:
    """Where the rules saw nothing: the pair of what stands nearest, else the study's first."""
    paired = [c for c in candidates if c["fields"].get("pair")]
    nearest = min(paired, key=lambda c: abs(c["start"] - start), default=None)
    name = str(nearest["fields"]["pair"]) if nearest else view.pairs[0].pair.name if view.pairs else ""
    a, b = _pair(state, view, document, name)
    return {**_empty(), "a": a, "b": b}


def _pair(state: State, view: View, document: Document, name: str) -> tuple[Fields | None, Fields | None]:
    """Find the two places whose names a trace joins with a hyphen."""
    for known in _pairs(state, view, document):
        if name in (f"{known.a.name}-{known.b.name}", f"{known.b.name}-{known.a.name}"):
            return choices.place(known.a), choices.place(known.b)
    gazetteer = gazetteers.gazetteer()
    for at in [n for n, letter in enumerate(name) if letter == "-"]:
        try:
            found = [gazetteer.named(part, "") for part in (name[:at], name[at + 1 :])]
        except UnknownNameError:
            continue
        return choices.place(found[0]), choices.place(found[1])
    return None, None


def _pairs(state: State, view: View, document: Document) -> list[Pair]:
    readings = view.casebase.state.readings.get(document.source.id, ())
    return [p.pair for p in view.pairs] + [c.pair for r in readings for c in r.codings if c.pair]


def _empty() -> Fields:
    texts = ("kind", "when", "sector", "status", "recurrence", "flow", "participants", "name", "value", "note")
    return {"type": "activity", "a": None, "b": None, "place": None, "actors": [], **dict.fromkeys(texts, "")}


def of_coding(coding: Coding) -> Fields:
    """Return a coding as the fields of the form."""
    pair = coding.pair
    flow = coding.flow or ""
    if pair and ">" in flow:
        flow = "a>b" if flow.startswith(f"{pair.a.id}>") else "b>a"
    texts = {name: str(coding.attributes.get(name) or "") for name in ("name", "value", "note")}
    return {
        **_empty(),
        "type": coding.type,
        "kind": coding.kind,
        "a": choices.place(pair.a) if pair else None,
        "b": choices.place(pair.b) if pair else None,
        "place": choices.place(coding.place) if coding.place else None,
        "when": written(coding.start, coding.end),
        "sector": coding.sector or "",
        "status": coding.status or "",
        "recurrence": coding.recurrence or "",
        "flow": flow,
        "participants": people(coding.participants),
        "actors": list(coding.actors),
        **texts,
    }


def written(start: When | None, end: When | None) -> str:
    """Write dates so that ``understood`` reads them back: ``2007``, ``1999/2004``, ``../2004``."""
    if end:
        return f"{start.edtf if start else '..'}/{end.edtf}"
    return start.edtf if start else ""


def people(count: Count | None) -> str:
    """Write a number of people so that it is read back: ``70``, ``≥70``, ``~70``, ``6 + 8``."""
    if count is None:
        return ""
    return " + ".join(map(str, count.parts)) if count.parts else f"{_BOUNDS[count.bound]}{count.value}"


def understood(text: str, language: str) -> tuple[When | None, When | None] | None:
    """Return start and end of a date as a person writes it, None if it is none: EDTF, an interval, or words."""
    plain = " ".join(text.split())
    sides = [side.strip() for side in plain.split("/")]
    if len(sides) <= 2:
        try:
            found = [None if side in _OPEN else dates.of_edtf(side, as_written=plain) for side in sides]
        except ValueError:
            found = []
        if any(found):
            return (found[0], found[1]) if len(found) == 2 else (found[0], None)
    told = cells.interval(plain, language)
    if told is None:
        return None
    start, end = told
    return (None, start) if end is None and _role(plain, language, "until") else (start, end)


def _role(text: str, language: str, role: Literal["since", "until"]) -> bool:
    """Whether a date is the start or the end of something that runs: ``sejak 2007``, ``hingga 2004``."""
    for name in dict.fromkeys((language, *languages.codes())):
        hits = languages.get(name).find_dates(flat(text), text)
        if len(hits) == 1 and getattr(hits[0], role):
            return True
    return False


def date(request: Request) -> Response:
    """Say how a date is understood (``q``), in ISO and in the reader's words."""
    state, lang = state_of(request), lang_of(request)
    found = entry.known(state.study, request.path_params["source"])
    told = understood(request.query_params.get("q", "")[:200], found.language or lang)
    if told is None:
        return answer({"iso": "", "words": "", "since": False})
    since = told[1] is None and _role(request.query_params["q"][:200], found.language, "since")
    return answer({"iso": written(*told), "words": words.span(*told, lang, running=since), "since": since})


def places(request: Request) -> Response:
    """Search the gazetteer (``q``): name, region, country, population; the study's own names come first."""
    if request.path_params["thing"] != "places":
        raise UnknownNameError("Only places can be found here.")
    state, asked = state_of(request), request.query_params.get("q", "").strip()[:80]
    gazetteer = gazetteers.gazetteer()
    own = [gazetteer.get(place) for name, place in state.study.aliases().items() if name.casefold() == asked.casefold()]
    name, _, where = asked.partition(",")
    found = [place for place in own if place] + gazetteer.search(name.strip(), 40 if where else 8)
    shown = list(dict.fromkeys(place for place in found if _lies(place, where.strip())))[:8]
    return answer([_shown(place) for place in shown])


def _lies(place: Place, where: str) -> bool:
    if not where:
        return True
    gazetteer = gazetteers.gazetteer()
    country = gazetteer.get(place.country)
    told = (place.country, country.name if country else "", gazetteer.region(place.id))
    return any(part.casefold().startswith(where.casefold()) for part in told if part)


def _shown(place: Place) -> Fields:
    gazetteer = gazetteers.gazetteer()
    country = gazetteer.get(place.country)
    return choices.place(place) | {
        "region": gazetteer.region(place.id),
        "land": country.name if country else place.country,
    }
