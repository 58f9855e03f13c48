"""The one check that every coding passes before it is stored, whoever made it.

Rules, tables, people and models are held to the same: the quote is the text, every stated field has something that
supports it, codes and dates exist. What fails is a Problem and never a stored coding.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from kembar import dates, places
from kembar.codebook import Codebook
from kembar.coders.coded import Coded
from kembar.types import Coding, Document, Evidence, Place, Problem, When

FIRST_YEAR = 1800
YEARS_AHEAD = 30
NONE = "none"
FIELDS = ("pair", "sector", "status", "start", "end", "recurrence", "flow", "participants", "actors")
SUPPORTS = frozenset((*FIELDS, "act", "kind", "place"))
ATTRIBUTES = frozenset(("name", "institutions", "venue", "season", "duration"))
OWN_ATTRIBUTES = {
    "agreement": frozenset(("fields", "term", "renewal", "signatories", "document_no", "tie")),
    "activity": frozenset[str](),
    "statement": frozenset(("value",)),
}
NOTE = "note"
TIES = ("sister", "friendship", "other")
#: Where a date that is not written out comes from; with the source's ``issued`` it needs no span of its own.
RECKONED = ("relative", "inferred", "context")

Finding = tuple[str, str]


def check(
    coding: Coding, document: Document, codebook: Codebook, home: str = "", hand: bool = False
) -> tuple[Problem, ...]:
    """Return every reason why a coding of this document may not be stored; empty if it may.

    ``home`` is the place id of the study's own side, which its own pages need not name; ``hand`` says that a
    person coded, whose attribute ``note`` may stand for what no span shows. Problems carry source and locator.
    """
    found = [
        *_evidence(coding, document),
        *_codes(coding, codebook),
        *_places(coding),
        *_dates(coding, document),
        *_numbers(coding),
        *_attributes(coding, hand),
        *_support(coding, document, home, hand),
    ]
    place = next((e.locator for e in coding.evidence if e.locator), "")
    where = " ".join(part for part in (document.source.id, place) if part)
    return tuple(Problem("error", name, message, stage="gate", where=where) for name, message in found)


def sift(coded: Coded, document: Document, codebook: Codebook, home: str = "") -> Coded:
    """Return what a machine's coder found without the codings that may not be stored.

    Why stands in the problems, and in the trace, where their candidates are rejected.
    """
    problems: list[Problem] = []
    refused: dict[str, str] = {}
    for coding in coded.codings:
        found = check(coding, document, codebook, home)
        problems += found
        if found:
            refused[coding.id] = f"refused by the gate: {found[0].message}"
    if not refused:
        return coded
    candidates = tuple(
        replace(candidate, outcome="rejected", reason=refused[candidate.coding], coding="")
        if candidate.coding in refused
        else candidate
        for candidate in coded.trace.candidates
    )
    return replace(
        coded,
        codings=tuple(coding for coding in coded.codings if coding.id not in refused),
        trace=replace(coded.trace, candidates=candidates),
        problems=(*coded.problems, *problems),
    )


def _evidence(coding: Coding, document: Document) -> Iterator[Finding]:
    if not coding.evidence:
        yield "no-evidence", "the coding has no quote."
        return
    if not any("act" in e.supports for e in coding.evidence):
        yield "no-act", "no quote of the coding supports the act itself."
    for evidence in coding.evidence:
        yield from _quote(evidence, document)
        for name in evidence.supports:
            attribute = name.removeprefix("attributes.")
            if name not in SUPPORTS and not (name != attribute and attribute in coding.attributes):
                yield "unknown-support", f"a quote supports {name!r}, which the coding does not have."


def _quote(evidence: Evidence, document: Document) -> Iterator[Finding]:
    if evidence.source != document.source.id or evidence.text_sha256 != document.sha256:
        yield "other-text", f"the quote {evidence.quote[:40]!r} was taken from another text than the one checked."
        return
    size = len(document.text)
    if not 0 <= evidence.start < evidence.end <= size:
        yield (
            "outside-text",
            f"the quote's place {evidence.start} to {evidence.end} is not in the text of {size} signs.",
        )
    elif document.text[evidence.start : evidence.end] != evidence.quote:
        yield "not-the-text", f"the text at {evidence.start} does not read {evidence.quote[:60]!r}."
    elif not evidence.quote.strip():
        yield "empty-quote", "the quote holds nothing but blanks."
    if evidence.cue and not 0 <= evidence.cue[0] < evidence.cue[1] <= size:
        yield "outside-text", f"the cue's place {evidence.cue[0]} to {evidence.cue[1]} is not in the text."


def _codes(coding: Coding, codebook: Codebook) -> Iterator[Finding]:
    axis = "statement" if coding.type == "statement" else "kind"
    asked = [(axis, coding.kind), ("sector", coding.sector), ("status", coding.status)]
    asked += [("recurrence", coding.recurrence), *(("actor", actor) for actor in coding.actors)]
    for axis_name, code in asked:
        if code is None or (code == NONE and axis_name in ("recurrence", "actor")):
            continue
        if code not in codebook or codebook.get(code).axis != axis_name:
            yield "unknown-code", f"{code!r} is no {axis_name} of the codebook."
        elif code == coding.kind and axis_name == axis and coding.type not in codebook.get(code).types:
            yield "wrong-type", f"{code!r} is no kind of {coding.type}."
    if len(set(coding.actors)) < len(coding.actors):
        yield "double-actor", "an actor is named twice."
    if NONE in coding.actors and len(coding.actors) > 1:
        yield "none-and-some", "the actors are stated as none and named as well."


def _places(coding: Coding) -> Iterator[Finding]:
    pair = coding.pair
    if coding.type != "statement" and pair is None:
        yield "no-pair", f"an {coding.type} needs two places."
    if coding.type != "statement" and coding.place is not None:
        yield "place-of-act", f"an {coding.type} has a pair, not a single place."
    if pair and coding.place:
        yield "pair-and-place", "a statement is about a pair or about a place, not both."
    if pair and pair.a.id == pair.b.id:
        yield "same-place", f"{pair.a.name} cannot be its own partner."
    elif pair and pair.a.country == pair.b.country:
        yield "one-country", f"{pair.a.name} and {pair.b.name} lie in one country ({pair.a.country})."
    if coding.flow in (None, "mutual"):
        if coding.flow and pair is None:
            yield "flow-without-pair", "a direction needs a pair."
        return
    ends = tuple(str(coding.flow).split(">"))
    if pair is None or len(ends) != 2 or {*ends} != {pair.a.id, pair.b.id}:
        yield "flow-outside-pair", f"the direction {coding.flow!r} does not run between the two places of the pair."


def _dates(coding: Coding, document: Document) -> Iterator[Finding]:
    last = _issued_year(document) + YEARS_AHEAD
    for name, when in (("start", coding.start), ("end", coding.end)):
        if when is not None:
            yield from _date(name, when, last)
    if coding.start and coding.end and coding.start.earliest > coding.end.latest:
        yield "ends-before-start", f"the end {coding.end.edtf} lies before the start {coding.start.edtf}."


def _date(name: str, when: When, last: int) -> Iterator[Finding]:
    try:
        bounds = dates.bounds(when.edtf)
    except ValueError:
        yield "no-date", f"{when.as_written or when.edtf} is no date ({name})."
        return
    if bounds != (when.earliest, when.latest):
        yield "wrong-bounds", f"{when.edtf} does not lie between {when.earliest} and {when.latest} ({name})."
    if not FIRST_YEAR <= int(when.earliest[:4]) <= last:
        yield "far-date", f"{when.edtf} lies outside {FIRST_YEAR} to {last} ({name})."


def _issued_year(document: Document) -> int:
    """The year of publication, else of access, else the present one."""
    for edtf in (document.source.issued, document.source.accessed):
        try:
            return int(dates.bounds(edtf or "")[1][:4])
        except ValueError:
            continue
    return date.today().year


def _numbers(coding: Coding) -> Iterator[Finding]:
    count = coding.participants
    if count is None:
        return
    if count.value <= 0 or any(part <= 0 for part in count.parts):
        yield "no-people", f"{count.value} is no number of people."
    if count.parts and sum(count.parts) != count.value:
        yield "wrong-sum", f"{' + '.join(map(str, count.parts))} is not {count.value}."


def _attributes(coding: Coding, hand: bool) -> Iterator[Finding]:
    allowed = ATTRIBUTES | OWN_ATTRIBUTES.get(coding.type, frozenset()) | ({NOTE} if hand else set())
    for name, value in coding.attributes.items():
        if name == NOTE and not hand:
            yield "note-by-machine", "only a person can give a note for a field that no quote supports."
        elif name not in allowed:
            yield "unknown-attribute", f"there is no attribute {name!r} of an act or statement of type {coding.type}."
        elif value in (None, "", (), [], {}):
            yield "empty-attribute", f"the attribute {name!r} is empty."
    tie = coding.attributes.get("tie")
    if tie is not None and tie not in TIES:
        yield "unknown-code", f"{tie!r} is no tie; it is one of {', '.join(TIES)}."


def _support(coding: Coding, document: Document, home: str, hand: bool) -> Iterator[Finding]:
    """Every stated field that neither a span nor the source, nor a person's note supports."""
    if hand and str(coding.attributes.get(NOTE, "")).strip():
        return
    spanned = {name for evidence in coding.evidence for name in evidence.supports}
    stated = [name for name in FIELDS if getattr(coding, name)]
    stated += ["place"] if coding.place else []
    stated += [f"attributes.{name}" for name in coding.attributes if name != NOTE]
    for name in stated:
        if name not in spanned and not _from_source(name, coding, document, home):
            yield "no-support", f"nothing in the text or the source's entry supports {name!r}."


def _from_source(name: str, coding: Coding, document: Document, home: str) -> bool:
    """Say whether a field of the source supports a field of the coding."""
    source = document.source
    if name in ("start", "end"):
        when: When | None = getattr(coding, name)
        return bool(source.issued) and when is not None and when.basis in RECKONED
    if name in ("pair", "place"):
        told = [coding.place] if coding.place else [coding.pair.a, coding.pair.b] if coding.pair else []
        return all(place.id in (home, source.side) or _named(place, document) for place in told)
    return False


def _named(place: Place, document: Document) -> bool:
    """Say whether the source's title, publisher or side names a place, in any script."""
    source = document.source
    entry = "; ".join((source.title, source.publisher, source.side))
    found = places.gazetteer().resolve(entry)
    return place.name.casefold() in entry.casefold() or any(mention.place.id == place.id for mention in found)
