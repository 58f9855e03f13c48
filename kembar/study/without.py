"""What needs no study: looking up a place, explaining how a file is read, scoring the rules against a gold set."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kembar import codebook, passages, places, sources
from kembar.agreement import gold
from kembar.coders import gate, rules
from kembar.coders.coded import Candidate, Coded
from kembar.problems import OutputError, UnknownNameError
from kembar.study import files
from kembar.study.catalogue import date_of
from kembar.types import Document, Problem, Source

AROUND = 60  # letters of text shown on each side of a cue


@dataclass(frozen=True, slots=True)
class Meanings:
    """The places that a name can mean, the chosen one first."""

    name: str
    rows: tuple[places.Explained, ...]

    def plain(self) -> list[dict[str, Any]]:
        """Return plain values."""
        return [asdict(row) for row in self.rows]

    def __str__(self) -> str:
        if not self.rows:
            return f"No place is called {self.name!r}."
        return "\n".join(self._line(row) for row in self.rows)

    def _line(self, row: places.Explained) -> str:
        place = row.place
        inside = ", ".join(part for part in (row.region, place.country) if part)
        people = f"{place.population:,} people" if place.population else "people unknown"
        told = ", ".join(f"{name} {value:+.1f}" for name, value in row.parts.items())
        first = f"{'->' if row.chosen else '  '} {place.name} ({inside}), {place.level}, {place.id}, {people}"
        return f"{first}\n     score {row.score}: {told}" + (f"\n     chosen: {row.reason}" if row.chosen else "")


def place(name: str, context: str = "") -> Meanings:
    """Return what a name can mean and why one place is chosen; ``context`` is a sentence in which it stands."""
    return Meanings(name, tuple(places.gazetteer().explain(name, context)))


@dataclass(frozen=True, slots=True)
class Explanation:
    """How the rules read a file: its document, every candidate, and what went wrong."""

    document: Document
    coded: Coded
    problems: tuple[Problem, ...]

    def plain(self) -> dict[str, Any]:
        """Return plain values."""
        document = self.document
        about = {"file": document.source.id, "language": document.language, "letters": len(document.text)}
        trace: dict[str, Any] = json.loads(self.coded.trace.json())
        return {**about, **trace, "problems": [asdict(problem) for problem in self.problems]}

    def text(self) -> str:
        """Return the candidates in the order of the text, each with its cue in place, its fields and its rules."""
        document, candidates = self.document, self.coded.trace.candidates
        kept = sum(c.outcome == "kept" for c in candidates)
        joined = sum(c.outcome == "joined" for c in candidates)
        head = f"{document.source.id}: language {document.language or 'unknown'}, {len(document.text)} letters, "
        head += (
            f"{len(candidates)} candidates: {kept} kept, {joined} joined, {len(candidates) - kept - joined} rejected"
        )
        return "\n".join([head, *self.coded.trace.notes, *(self._candidate(c) for c in candidates)])

    def _candidate(self, candidate: Candidate) -> str:
        text, start, end = self.document.text, candidate.start, candidate.end
        before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
        shown = " ".join(f"...{before}[{text[start:end]}]{after}...".split())
        place = passages.locator(self.document, start)
        lines = ["", f"{candidate.outcome:8}  {candidate.kind}  {place}", f"    {shown}"]
        if candidate.reason:
            lines.append(f"    why: {candidate.reason}")
        if candidate.fields:
            lines.append("    " + "; ".join(f"{name}: {_short(value)}" for name, value in candidate.fields.items()))
        if candidate.fired:
            lines.append(f"    rules: {', '.join(candidate.fired)}")
        return "\n".join(lines)


def _short(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def explain(file: Path, language: str = "", issued: str = "") -> Explanation:
    """Read and code one file and keep every step; UnknownNameError if there is no such file."""
    if not file.is_file():
        raise UnknownNameError(f"There is no file {files.show(file)}.")
    with sources.Worker() as worker:
        extraction = worker.read(file, language=language)
    source = Source(file.name, issued=date_of(issued) if issued else None, language=language)
    document = sources.freeze(sources.fill(source, extraction), extraction)
    book = codebook.load()
    coded = gate.sift(rules.code(document, book), document, book) if document.text else Coded()
    return Explanation(document, coded, (*extraction.problems, *coded.problems))


def score(
    gold_dir: Path,
    predictions: Path | None = None,
    errors: int = 0,
    as_json: bool = False,
    progress: gold.Progress | None = None,
) -> str:
    """Code a gold set by rules and return its figures in words or as JSON; OutputError if nothing can be written."""
    try:
        return gold.run(gold_dir, predictions, errors, as_json, progress)
    except OSError as error:
        raise OutputError(f"{predictions or gold_dir}: {files.reason(error)}.") from None
