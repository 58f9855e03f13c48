"""What needs no study: looking up a place, explaining how a file is read, scoring the rules against a gold set.

A study that is at hand lends its own names and codes.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kembar import codebook, passages, places, sources
from kembar.agreement import gold
from kembar.coders import gate, rules
from kembar.coders.coded import Coded
from kembar.problems import OutputError, UnknownNameError, reason
from kembar.study import files
from kembar.study.catalogue import date_of, language_of
from kembar.types import Document, Problem, Source

if TYPE_CHECKING:
    from kembar.study.study import Study


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
    """How the rules read a file: its document, each sentence with what became of it, and what went wrong."""

    document: Document
    coded: Coded
    lines: tuple[rules.Line, ...]
    problems: tuple[Problem, ...]

    def plain(self) -> dict[str, Any]:
        """Return plain values: the sentences as lines, and every candidate with its rules, fields and outcome."""
        document = self.document
        about = {"file": document.source.id, "language": document.language, "letters": len(document.text)}
        trace: dict[str, Any] = json.loads(self.coded.trace.json())
        said = {"lines": [asdict(each) for each in self.lines], "problems": [asdict(each) for each in self.problems]}
        return {**about, **trace, **said}

    def text(self) -> str:
        """Return every sentence that speaks, what was found in it, and what was kept, joined or rejected, and why."""
        outcomes = [candidate.outcome for candidate in self.coded.trace.candidates]
        counts = ", ".join(f"{outcomes.count(name)} {name}" for name in ("kept", "joined", "rejected"))
        language = self.document.language or "unknown"
        head = (
            f"{self.document.source.id}: language {language}, {len(self.document.text)} letters, candidates: {counts}"
        )
        return "\n".join([head, *self.coded.trace.notes, *map(self._line, self.lines)])

    def _line(self, said: rules.Line) -> str:
        if said.what == "sentence":
            return f"\n{passages.locator(self.document, said.start)}  {said.text}"
        return f"    {said.text}"


def explain(file: Path, language: str = "", issued: str = "", study: Study | None = None) -> Explanation:
    """Read and code one file and keep every step; UnknownNameError if there is no such file.

    With a study the file is read as that study would: with its codes and its names of places.
    """
    if file.is_dir():
        raise UnknownNameError(f"{files.show(file)} is a folder; name a file in it.")
    if not file.is_file():
        raise UnknownNameError(f"There is no file {files.show(file)}.")
    day, code = date_of(issued) if issued else None, language_of(language) if language else ""
    with sources.Worker() as worker:
        extraction = worker.read(file)
    source = Source(file.name, issued=day, language=code)
    document = sources.freeze(sources.fill(source, extraction), extraction)
    book, aliases, home = (study.codebook, study.aliases(), study.home) if study else (codebook.load(), {}, "")
    if not document.text:
        return Explanation(document, Coded(), (), extraction.problems)
    coded = gate.sift(rules.code(document, book, aliases), document, book, home)
    lines = tuple(rules.explain(document, book, aliases))
    return Explanation(document, coded, lines, (*extraction.problems, *coded.problems))


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
        raise OutputError(f"{predictions or gold_dir}: {reason(error)}.") from None
