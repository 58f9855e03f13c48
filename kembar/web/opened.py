"""One record opened: its fields, why it was proposed, who else tells it, what was decided on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kembar.casebase import Record
from kembar.casebase.counting import block_of
from kembar.casebase.values import FIELDS, StatedValue, read
from kembar.displays.reasons import reason
from kembar.displays.view import View
from kembar.problems import unknown
from kembar.report.references import author
from kembar.study.reading import Reader
from kembar.types import Coding, Document, Evidence, Judgement, Reading, Source
from kembar.web import cards, entry, memos, reader, steps
from kembar.web.answers import lang_of, page, state_of
from kembar.web.state import State

WEIGHTS = 5  # features of a rule's score that are shown


@dataclass(frozen=True, slots=True)
class Value:
    """One value that somebody states of a field: in words, who, by which coding, whether it is preferred."""

    words: str
    sources: tuple[str, ...]
    coding: str
    preferred: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A field: what this text says of it, where (code points), and the values of all sources where they differ."""

    name: str
    label: str
    words: str
    values: tuple[Value, ...]


def card(request: Request) -> Response:
    """Open the record of a coding, as a piece of HTML for the page that asked."""
    state, lang = state_of(request), lang_of(request)
    found = entry.known(state.study, request.path_params["source"])
    view, name = state.view(lang), request.path_params["coding"]
    cases = view.casebase
    held = steps.held_in(cases, name)
    if held is None:
        raise unknown("coding", name[:80], ())
    coding = held[0]
    record = next((r for r in cards.records(cases, [block_of(coding, found.id)]) if name in r.codings), None)
    readings = tuple(r for r in cases.state.readings.get(found.id, ()) if any(c.id == name for c in r.codings))
    document = reader.chosen(state, found, "", name)
    return page(
        request,
        "read_card.html",
        coding=coding,
        record=record,
        fields=fields(view, coding, record),
        why=why(state, view, document, coding, readings),
        elsewhere=_elsewhere(view, record, found.id),
        quotes=[citation(view, found, e) for e in coding.evidence if "act" in e.supports],
        decisions=_decisions(state, view, coding, record),
        notes=memos.notes(state, view, _ids(coding, record)),
        joined=[reason(sentence, lang) for sentence in record.why_joined] if record else [],
        view=view,
    )


def _ids(coding: Coding, record: Record | None) -> tuple[str, ...]:
    return record.codings if record and coding.id in record.codings else (coding.id,)


def fields(view: View, coding: Coding, record: Record | None) -> list[Field]:
    """Return the fields that this coding states, and those that other codings of its record state."""
    told = dict(record.fields) if record else {}
    names = dict.fromkeys([*FIELDS, *told, *(f"attributes.{name}" for name in sorted(coding.attributes))])
    out = []
    for name in names:
        own = read(coding, name)
        stated = told.get(name, ())
        if own is None and not stated:
            continue
        preferred = record.preferred.get(name, "") if record else ""
        values = tuple(Value(_worded(view, v, record), v.sources, v.codings[0], preferred in v.codings) for v in stated)
        label = _label(view, name)
        words = view.value(own, record) if own is not None else ""
        out.append(Field(name, label, words, values if len(values) > 1 or own is None else ()))
    return out


def _worded(view: View, stated: StatedValue, record: Record | None) -> str:
    """A value with the year that it speaks of, where that matters."""
    words = view.value(stated.value, record)
    return f"{words} ({stated.about})" if stated.about else words


def _label(view: View, name: str) -> str:
    plain = name.removeprefix("attributes.")
    try:
        return view.say(f"field_{plain}")
    except KeyError:
        return plain.replace("_", " ")


def why(
    state: State, view: View, document: Document, coding: Coding, readings: tuple[Reading, ...]
) -> list[tuple[str, str]]:
    """Say how a coding came to be: (label, words); what the rules saw comes from the trace that they left."""
    methods = {reading.method for reading in readings}
    out = []
    if "hand" in methods:
        who = ", ".join(dict.fromkeys(r.coder for r in readings if r.method == "hand"))
        out.append(("", view.say("web_text_why_hand", who=who)))
    if "table" in methods:
        out.append(("", view.say("web_text_why_table")))
    cue = next((e for e in coding.evidence if e.cue), None)
    seen = next((c for c in candidates(state, document) if c["coding"] == coding.id), None)
    if seen:
        out.append((view.say("web_text_why_rule"), ", ".join(rule.replace("_", " ") for rule in seen["fired"])))
    if cue and cue.cue:
        out.append((view.say("web_text_why_cue"), f"“{document.text[cue.cue[0] : cue.cue[1]]}”"))
    if seen and seen["fields"].get("pair"):
        basis = _basis(view, str(seen["fields"].get("pair_basis", "")))
        out.append((view.say("web_text_why_pair"), f"{seen['fields']['pair']}: {basis}"))
    for when in (coding.start, coding.end):
        if when:
            words = view.say(f"web_text_date_{when.basis}", words=when.as_written or when.edtf)
            out.append((view.say("web_text_why_date"), f"{view.date(when)}, {words}"))
    if seen and "score" in seen["fields"]:
        adds = {name: float(value) for name, value in seen["fields"].get("features", {}).items()}
        strongest = sorted(adds, key=lambda name: -abs(adds[name]))[:WEIGHTS]
        shown = ", ".join(f"{name} {adds[name]:+.1f}" for name in strongest)
        out.append((view.say("web_text_why_weight"), f"{seen['fields']['score']:+.2f} ({shown})"))
    return out


def _basis(view: View, name: str) -> str:
    try:
        return view.say(f"web_text_basis_{name}")
    except KeyError:
        return name


def candidates(state: State, document: Document) -> list[dict[str, Any]]:
    """Return what the rules saw in a text, kept or not, as their stored trace has it; nothing is coded anew."""
    study = state.study
    trace = study.cache.trace(document.sha256, Reader.of(study).key(document.source))
    return list(trace["candidates"]) if trace else []


def _elsewhere(view: View, record: Record | None, source: str) -> list[tuple[Source, str, str, str]]:
    """Other sources that report the act: source, coding, quote, sign."""
    out = []
    for unit in record.units if record else ():
        for name in unit.sources:
            fact = view.casebase.facts.sources.get(name)
            if name != source and fact:
                quotes = [e.quote for e in unit.coding.evidence if "act" in e.supports]
                out.append((fact.source, unit.id, " … ".join(quotes)[:400], cards.sign(unit)))
    return out


def _decisions(state: State, view: View, coding: Coding, record: Record | None) -> list[tuple[str, str, str, str]]:
    """What people decided on the codings of a record and stands: time, who, what, note."""
    ids, withdrawn = set(_ids(coding, record)), view.casebase.state.context.decisions.withdrawn
    out = []
    for j in state.study.judgements():
        if isinstance(j, Judgement) and j.verdict != "withdraw" and j.id not in withdrawn and ids & set(j.subjects):
            about = f" ({_label(view, j.field)})" if j.field else ""
            out.append((j.at[:10], j.by, view.say(f"web_verdict_{j.verdict}") + about, j.note))
    return out


def citation(view: View, source: Source, evidence: Evidence) -> str:
    """Return a quotation with author, year and printed page: ``“…” (Woo, 2023, hlm. 7)``."""
    words = " ".join(evidence.quote.split())
    place = evidence.locator
    if place.startswith("p. "):
        place = view.say("web_text_page_en", page=place.removeprefix("p. "))
    year = (source.issued or "")[:4] or view.say("ref_no_date")
    return f"“{words}” ({', '.join(part for part in (_writers(source), year, place) if part)})"


def _writers(source: Source) -> str:
    families = [author(name).partition(",")[0] for name in source.author if name.strip()]
    if len(families) > 2:
        return f"{families[0]} et al."
    return " & ".join(families) or source.publisher or source.title or source.id
