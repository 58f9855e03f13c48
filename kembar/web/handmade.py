"""Coding by hand: a selection with its fields becomes a coding, a correction a revision, a new code an entry.

A field that the form left as it was keeps the words of the text that supported it; what a person changed or added is
supported by the selection, or by the note.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

from starlette.requests import Request

from kembar import places
from kembar.coders import cells
from kembar.messages import worded
from kembar.offsets import units_of
from kembar.passages import locator
from kembar.types import Coding, Count, Document, Evidence, Pair, Place, Reading, When
from kembar.web import coding, entry, form, owncode, reader
from kembar.web.answers import Body, Refused, lang_of, named, state_of
from kembar.web.state import State

Stated = dict[str, Any]
LONGEST = 4000  # letters of a field
PLAIN = ("sector", "status", "recurrence")


class HandBody(coding.Write):
    """A selection (UTF-16 units, with its words) and what it tells; ``revises`` names a coding that is corrected,
    ``like`` one whose fields the form was filled from.
    """

    start: int
    end: int
    quote: str
    type: Literal["agreement", "activity", "statement"]
    kind: str
    a: str = ""
    b: str = ""
    place: str = ""
    when: str = ""
    sector: str = ""
    status: str = ""
    recurrence: str = ""
    flow: str = ""
    participants: str = ""
    actors: tuple[str, ...] = ()
    name: str = ""
    value: str = ""
    note: str = ""
    revises: str = ""
    like: str = ""


def hand(request: Request, body: HandBody) -> dict[str, Any]:
    """Store a coding by hand; a correction that changes nothing is an acceptance."""
    state, me = state_of(request), named(request)
    found = entry.known(state.study, body.source)
    document = reader.chosen(state, found, body.text)
    start, end = quoted(document, body.start, body.end, body.quote)
    if any(len(text) > LONGEST for text in (body.name, body.value, body.note, body.when, body.participants)):
        raise Refused(413, f"A field may have {LONGEST} letters.")
    before = coding.now(state)
    base = _base(state, document, body.revises or body.like)
    made = made_of(body, document, base, start, end)
    if base and body.revises and replace(made, revises=base.revises, id="").id == base.id:
        judged = coding.JudgeBody(body.source, body.text, body.seq, "accept", (base.id,))
        return coding.judge(request, judged) | {"id": base.id}
    if not _done(state, body, made, me):
        things = coding.about(before[1], (body.revises,)) if body.revises else {made.id}
        coding.fresh(request, body, things)
        reading, problems = state.study.code_by_hand(made, by=me)
        if reading is None:
            said = " ".join(problem.message for problem in worded(problems, lang_of(request)))
            raise Refused(400, said[:1].upper() + said[1:], "Change the field, or say in the note what shows it.")
    return coding.changed(request, body, before) | {"id": made.id}


def quoted(document: Document, start: int, end: int, quote: str) -> tuple[int, int]:
    """Return a selection in code points; 409 if the text does not read so there."""
    units = units_of(document.text)
    first, last = units.points(max(start, 0)), units.points(max(end, 0))
    words = document.text[first:last]
    if not words.strip() or reader.shown(document, first, last).split() != quote.split():
        raise Refused(409, "The text there reads otherwise.", "Load the page anew.", seen=quote[:300], now=words[:300])
    return first, last


def _base(state: State, document: Document, name: str) -> Coding | None:
    readings = state.casebase().state.readings.get(document.source.id, ())
    return next((c for r in readings for c in r.codings if c.id == name), None) if name else None


def _done(state: State, body: HandBody, made: Coding, me: str) -> bool:
    """Whether this very coding was stored since: the answer to it was lost."""
    new = state.news(body.seq)[0]
    return any(r.coder == me and any(c.id == made.id for c in r.codings) for r in new if isinstance(r, Reading))


def made_of(body: HandBody, document: Document, base: Coding | None, start: int, end: int) -> Coding:
    """Make the coding that a form states."""
    stated = _stated(body, document, base)
    own = [name for name in stated if name != "attributes" and stated[name] not in (None, ())]
    fields = own + [f"attributes.{name}" for name in stated["attributes"] if name != "note"]
    return Coding(
        body.type,
        body.kind,
        _evidence(document, base, stated, fields, start, end),
        **stated,
        revises=body.revises or None,
    )


def _stated(body: HandBody, document: Document, base: Coding | None) -> Stated:
    told: Stated = {name: getattr(body, name) or None for name in PLAIN}
    pair, place = _about(body, base)
    start, end = _when(body, document, base)
    told |= {"pair": pair, "place": place, "start": start, "end": end, "actors": body.actors}
    told |= {"participants": _people(body, base), "flow": _flow(body, pair)}
    kept = {k: v for k, v in base.attributes.items() if k not in ("name", "value", "note")} if base else {}
    if base and base.type != body.type:
        kept = {}
    own = {name: " ".join(getattr(body, name).split()) for name in ("name", "value", "note")}
    return told | {"attributes": kept | {name: words for name, words in own.items() if words}}


def _about(body: HandBody, base: Coding | None) -> tuple[Pair | None, Place | None]:
    known = {p.id: p for p in (base.pair.a, base.pair.b)} if base and base.pair else {}

    def found(name: str) -> Place | None:
        place = known.get(name) or places.gazetteer().get(name)
        if name and place is None:
            raise Refused(400, f"There is no place {name[:40]!r}.", "Choose one from the list.")
        return place

    a, b = found(body.a), found(body.b)
    if body.type == "statement" and not (a and b):
        return None, found(body.place) or a or b
    if not (a and b):
        raise Refused(400, "An act needs two places.", "Choose both from the list.")
    return Pair(a, b), None


def _when(body: HandBody, document: Document, base: Coding | None) -> tuple[When | None, When | None]:
    if not body.when.strip():
        return None, None
    if base and body.when.strip() == form.written(base.start, base.end):
        return base.start, base.end
    told = form.understood(body.when, document.language)
    if told is None:
        raise Refused(
            400, f"{body.when[:40]!r} is not understood as a date.", "Write it as 2007, 2007-07 or 1999/2004."
        )
    return told


def _people(body: HandBody, base: Coding | None) -> Count | None:
    text = body.participants.strip()
    if not text:
        return None
    if base and text == form.people(base.participants):
        return base.participants
    count = cells.count(text)
    if count is None:
        raise Refused(400, f"{text[:40]!r} is no number of people.", "Write it as 70, ≥70, ~70 or 6 + 8.")
    return count


def _flow(body: HandBody, pair: Pair | None) -> str | None:
    if not body.flow or pair is None:
        return None
    if body.flow == "mutual":
        return "mutual"
    ends = {"a>b": (body.a, body.b), "b>a": (body.b, body.a)}.get(body.flow)
    if ends is None:
        raise Refused(400, "There is no such direction.")
    return ">".join(ends)


def _evidence(
    document: Document, base: Coding | None, stated: Stated, fields: list[str], start: int, end: int
) -> tuple[Evidence, ...]:
    """Let each field be supported by the words that supported it before, else by the selection."""
    kept: list[Evidence] = []
    own: set[str] = set()
    for piece in base.evidence if base else ():
        if piece.text_sha256 != document.sha256:
            continue
        same = tuple(n for n in piece.supports if n in fields and _value(base, n) == _told(stated, n))
        if (piece.start, piece.end) == (start, end):
            own.update(same)
        else:
            kept += [replace(piece, supports=same, cue=None)] if same else []
    told = {name for piece in kept for name in piece.supports}
    cue = (
        next((e.cue for e in base.evidence if e.cue and start <= e.cue[0] and e.cue[1] <= end), None) if base else None
    )
    supports = ("act", "kind", *(name for name in fields if name in own or name not in told))
    words, place = document.text[start:end], locator(document, start, end)
    act = Evidence(document.source.id, document.sha256, start, end, place, words, tuple(sorted(supports)), cue)
    return (act, *kept)


def _value(base: Coding | None, name: str) -> object:
    if name.startswith("attributes."):
        return base.attributes.get(name.removeprefix("attributes.")) if base else None
    return getattr(base, name, None)


def _told(stated: Stated, name: str) -> object:
    if name.startswith("attributes."):
        return stated["attributes"].get(name.removeprefix("attributes."))
    return stated.get(name)


class OwnBody(Body):
    """A code of one's own for statements: its name and what it means."""

    label: str
    definition: str


def own(request: Request, body: OwnBody) -> dict[str, str]:
    """Add a code to the study's codebook; the answer is its id."""
    named(request)
    label, definition = (" ".join(text.split()) for text in (body.label, body.definition))
    if not label or not definition:
        raise Refused(400, "A code needs a name and a definition.")
    if len(label) > 120 or len(definition) > 2000:
        raise Refused(413, "The name or the definition is too long.")
    study = state_of(request).study
    return {"id": owncode.add(study, label, definition), "label": label}
