"""What a person decides: hand codings through the gate, judgements, withdrawals, memos. Everything is appended."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, get_args

from kembar.coders import gate
from kembar.offsets import find_quote
from kembar.passages import locator
from kembar.problems import KembarError, UnknownNameError, unknown
from kembar.types import Coding, Document, Evidence, Judgement, Memo, Problem, Reading, Scope, Verdict

if TYPE_CHECKING:
    from kembar.study import Study

VERDICTS: tuple[str, ...] = get_args(Verdict)


class NotDecidable(KembarError):
    """A judgement whose subjects or field do not fit its verdict."""


def now() -> str:
    """Return the time as ISO 8601 in UTC, to the microsecond: it orders the decisions of one person."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def person(name: str = "") -> str:
    """Return the name under which a decision is kept: as given, else KEMBAR_NAME, else the system's user."""
    try:
        return name.strip() or os.environ.get("KEMBAR_NAME", "").strip() or getpass.getuser()
    except (KeyError, OSError, ImportError):
        raise NotDecidable("A decision needs a name: give by=..., or set KEMBAR_NAME.") from None


def quote(document: Document, words: str, supports: Sequence[str], near: int | None, cue: str) -> Evidence:
    """Find words in a frozen text and make them evidence; UnknownNameError if they do not stand there."""
    found = find_quote(document.text, words, near)
    if not found:
        raise UnknownNameError(f"The words {words[:60]!r} do not stand in {document.source.id}.")
    start, end = found
    inner = find_quote(document.text[start:end], cue) if cue else None
    at = (start + inner[0], start + inner[1]) if inner else None
    text, place = document.text[start:end], locator(document, start, end)
    return Evidence(document.source.id, document.sha256, start, end, place, text, tuple(supports), at)


def by_hand(
    study: Study, codings: Iterable[Coding], by: str, scope: Scope
) -> tuple[Reading | None, tuple[Problem, ...]]:
    """Store codings of one text by one person, if every one passes the gate; else nothing is stored."""
    items = tuple(codings)
    texts = {(e.source, e.text_sha256) for c in items for e in c.evidence}
    if len(texts) != 1:
        raise NotDecidable("Codings by hand must quote one text of one source; store them a source at a time.")
    source, sha256 = texts.pop()
    document = study.document(source, sha256)
    problems = tuple(p for c in items for p in gate.check(c, document, study.codebook, study.home, hand=True))
    if problems:
        return None, problems
    version = study.codebook.version
    reading = Reading(person(by), "hand", source, sha256, items, scope, "", version, now())
    with study.lock:
        study.store.add_readings([reading])
        study.cache.remember()
    return reading, problems


def judge(
    study: Study,
    verdict: str,
    subjects: tuple[str, ...],
    by: str,
    field: str,
    note: str,
    evidence: tuple[Evidence, ...],
) -> Judgement:
    """Check and store one judgement."""
    if verdict not in VERDICTS:
        raise unknown("verdict", verdict, VERDICTS)
    if not subjects or (verdict in ("same", "different", "same_witness") and len(subjects) < 2):
        raise NotDecidable(f"The verdict {verdict!r} needs {'two subjects' if subjects else 'a subject'}.")
    if verdict == "prefer" and (len(subjects) != 1 or not field):
        raise NotDecidable("The verdict 'prefer' needs one coding and the field whose value holds.")
    _known(study, verdict, subjects)
    for item in evidence:
        if study.document(item.source, item.text_sha256).text[item.start : item.end] != item.quote:
            raise UnknownNameError(f"A quote of the judgement does not stand in {item.source}.")
    made = Judgement(subjects, verdict, person(by), now(), field, note, evidence)  # type: ignore[arg-type]
    with study.lock:
        study.store.add_judgements([made])
        study.cache.remember()
    return made


def _known(study: Study, verdict: str, subjects: tuple[str, ...]) -> None:
    readings = study.readings()
    codings = {c.id for r in readings for c in r.codings}
    texts = {v.text_sha256 for s in study.sources.values() for v in s.versions}
    sources = set(study.sources)
    every = {
        "complete": sources | texts,
        "same_witness": sources,
        "different": codings | sources,
        "withdraw": {r.id for r in readings} | {j.id for j in study.judgements()} | texts,
    }
    known = every.get(verdict, codings)
    for subject in subjects:
        if subject not in known:
            raise UnknownNameError(
                f"There is nothing with the id {subject!r} that one could {verdict.replace('_', ' ')}."
            )


def memo(study: Study, subject: str, text: str, by: str) -> Memo:
    """Store a note on a source, coding, code or cell."""
    if not text.strip():
        raise NotDecidable("A memo needs words.")
    made = Memo(subject, text, person(by), now())
    with study.lock:
        study.store.add_judgements([made])
        study.cache.remember()
    return made
