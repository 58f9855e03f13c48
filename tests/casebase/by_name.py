"""Builders for hand-made codings: places, sources, quotes and people by short names; all facts are invented."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from kembar.casebase import Casebase, Facts, Record, SourceFact, StudyPair, build
from kembar.codebook import load
from kembar.dates import of_edtf
from kembar.types import Coding, Count, Evidence, Judgement, Pair, Place, Reading, Scope, Source

HERE = Place("ID.1", "Kotabaru", "ID")
THERE = Place("KR.1", "Haeju", "KR")
ELSEWHERE = Place("JP.1", "Yamaoka", "JP")
PAIR = Pair(HERE, THERE)
OTHER = Pair(HERE, ELSEWHERE)
OUT, BACK = f"{HERE.id}>{THERE.id}", f"{THERE.id}>{HERE.id}"
BOOK = load()
_DATES = ("start", "end")


def text_of(source: str) -> str:
    """The hash of a source's text; ``a#2`` names the second text of source a."""
    return sha256(source.encode()).hexdigest()


def quote(
    source: str, at: int = 0, *supports: str, words: str = "", cue: bool = True, locator: str = "p. 1", size: int = 40
) -> Evidence:
    """A piece of evidence of ``size`` characters at an offset, its cue in the first ten."""
    text = words or f"{source} says what stands at {at}."
    marked = (at, at + 10) if cue else None
    name = source.split("#")[0]
    return Evidence(name, text_of(source), at, at + size, locator, text, ("act", *supports), marked)


def act(source: str, kind: str, start: str | None = None, at: int = 0, **fields: Any) -> Coding:
    """A coding of a source: dates as EDTF, ``people`` as a number, ``name``, ``venue`` or ``value`` as attributes."""
    kinds = BOOK.get(kind)
    evidence = fields.pop("evidence", None) or (quote(source, at, *fields.pop("supports", ())),)
    attributes = {name: fields.pop(name) for name in ("name", "venue", "value") if name in fields}
    people = fields.pop("people", None)
    dates = {"start": start, "end": fields.pop("end", None)}
    fields.setdefault("pair", PAIR)
    return Coding(
        type=fields.pop("type", kinds.types[0]),
        kind=kind,
        evidence=evidence,
        participants=Count(people) if isinstance(people, int) else people,
        attributes=attributes,
        **{name: of_edtf(date) for name, date in dates.items() if date},
        **fields,
    )


def programme(source: str, kind: str, start: str | None = None, at: int = 0, **fields: Any) -> Coding:
    """A coding of an activity that recurs every year."""
    return act(source, kind, start, at, **{"status": "ongoing", "recurrence": "annual"} | fields)


def rules(source: str, *codings: Coding, at: str = "2026-01-01", **fields: Any) -> Reading:
    """A reading by rules."""
    name = source.split("#")[0]
    fields = {"coder": "rules", "method": "rules"} | fields
    return Reading(source=name, text_sha256=text_of(source), codings=codings, at=at, **fields)


def hand(person: str, source: str, *codings: Coding, at: str = "2026-01-02") -> Reading:
    """A reading by a person, of one passage."""
    return rules(source, *codings, at=at, coder=person, method="hand", scope=Scope(spans=((0, 1),)))


def judge(verdict: Any, *subjects: Any, by: str = "Ani", at: str = "2026-01-03", **fields: Any) -> Judgement:
    """A judgement on codings (or ids)."""
    ids = tuple(s if isinstance(s, str) else s.id for s in subjects)
    return Judgement(ids, verdict, by, at, **fields)


def fact(name: str, issued: str | None = "2020", **fields: Any) -> SourceFact:
    """A source in a language with rules that mentions the pair."""
    known = {field: fields.pop(field) for field in ("has_rules", "places", "years", "texts", "text") if field in fields}
    text = known.pop("text", text_of(name))
    defaults: dict[str, Any] = {"places": frozenset({HERE.id, THERE.id}), "texts": (text,)}
    return SourceFact(Source(name, issued=issued, **fields), text, **defaults | known)


def facts(*sources: SourceFact | str, **fields: Any) -> Facts:
    """Facts of a study of the pair, 1990 to 2025."""
    made = [fact(source) if isinstance(source, str) else source for source in sources]
    defaults: dict[str, Any] = {"pairs": (StudyPair("K-H", PAIR),), "period": (1990, 2025)}
    return Facts({one.source.id: one for one in made}, **defaults | fields)


def cases(*readings: Reading, judgements: Any = (), known: Facts | None = None) -> Casebase:
    """The casebase of some readings; sources that are not described are plain ones."""
    return build(known or facts(*sorted({r.source for r in readings})), readings, judgements, BOOK)


def of_codings(*codings: Coding, known: Facts | None = None, judgements: Any = ()) -> Casebase:
    """The casebase of codings that rules made, one reading a source."""
    by_source: dict[str, list[Coding]] = {}
    for coding in codings:
        by_source.setdefault(coding.evidence[0].source, []).append(coding)
    return cases(*(rules(s, *found) for s, found in by_source.items()), judgements=judgements, known=known)


def only(cases: Casebase) -> Record:
    """The one record of a casebase."""
    assert len(cases.records) == 1, [(r.kind, r.sources) for r in cases.records]
    return cases.records[0]


def groups(cases: Casebase) -> list[list[str]]:
    """The sources of each record, to tell what was joined with what."""
    return sorted(list(record.sources) for record in cases.records)
