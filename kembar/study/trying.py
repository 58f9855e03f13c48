"""``add --dry-run``: what a file would become, with nothing written: its entry, and the rows of a list as acts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kembar import sources
from kembar.coders import table
from kembar.study import files, names
from kembar.study.problems import Problems
from kembar.types import Coding, Document, Problem, Source

if TYPE_CHECKING:
    from kembar.study import Study

ROWS = 10
_TOLD = ("title", "author", "publisher", "issued", "url", "kind", "side")


@dataclass(frozen=True, slots=True)
class Preview:
    """One file: its fields, its language and size, for a list the column -> field and its first rows as codings."""

    file: str
    fields: Mapping[str, str]
    language: str = ""
    letters: int = 0
    columns: Mapping[str, str] | None = None
    headers: tuple[str, ...] = ()
    codings: tuple[Coding, ...] = ()
    acts: int = 0
    problems: Problems = field(default_factory=Problems)

    def __str__(self) -> str:
        about = f"{self.language or 'language unknown'}, {self.letters:,} letters"
        lines = [f"{self.file}: {about if self.letters else 'no text'}"]
        lines += [f"  {name:<10} {value}" for name, value in self.fields.items()]
        if self.columns is not None:
            width = max((len(h) for h in self.headers), default=0)
            lines += ["  columns"]
            lines += [f"    {h:<{width}}  {self.columns.get(h) or '- (not read)'}" for h in self.headers]
            lines += [f"  {self.acts} acts" + (f", the first {ROWS}:" if self.acts > ROWS else ":")]
            lines += [f"    {_shown(coding)}" for coding in self.codings]
        return "\n".join(lines)


def _shown(coding: Coding) -> str:
    """One line of an act: its row, pair, kind and what its cells state."""
    people = coding.participants
    dates = "/".join(when.edtf for when in (coding.start, coding.end) if when)
    told = [coding.evidence[0].locator, coding.pair.name if coding.pair else "", coding.kind, dates]
    told += [
        coding.recurrence or "",
        coding.sector or "",
        coding.status or "",
        f"{people.value} people" if people else "",
    ]
    return " · ".join(part for part in told if part)


def preview(
    study: Study, given: Iterable[str | Path], fields: Mapping[str, Any]
) -> tuple[tuple[Preview, ...], Problems]:
    """Read files as ``add`` would and return what they would become, with what could not be found."""
    paths, missing = files.expand(given, sources.SUFFIXES)
    paths, own = files.apart(paths, study.folder.root)
    with sources.Worker() as worker:
        made = tuple(_one(study, path, worker, fields) for path in paths)
    return made, Problems.of([*missing, *own])


def _one(study: Study, path: Path, worker: sources.Worker, fields: Mapping[str, Any]) -> Preview:
    extraction = worker.read(path)
    source = Source(names.source_id(path.stem, ()), **{k: v for k, v in fields.items() if v})
    source = sources.fill(source, extraction)
    shown = {n: ", ".join(v) if isinstance(v, tuple) else str(v) for n in _TOLD if (v := getattr(source, n))}
    if extraction.failed:
        return Preview(files.show(path), shown, problems=Problems.of(extraction.problems))
    document = sources.freeze(source, extraction)
    columns = table.columns(document) if extraction.table is not None else None
    if columns is None:
        said = [*extraction.problems, *([_no_list(document)] if extraction.table is not None else [])]
        return Preview(files.show(path), shown, document.language, len(document.text), problems=Problems.of(said))
    coded = table.code(document, study.codebook, columns, study.aliases(), study.home)
    headers = dict.fromkeys(block.header for block in document.blocks if block.header)
    return Preview(
        files.show(path),
        shown,
        document.language,
        len(document.text),
        columns,
        tuple(headers),
        coded.codings[:ROWS],
        len(coded.codings),
        Problems.of([*extraction.problems, *coded.problems]),
    )


def _no_list(document: Document) -> Problem:
    message = "this table is not read as a list of acts: no column is told to hold the partner, or none what was done."
    hint = "Name the columns in sources.yaml after adding it (docs/spreadsheets.md)."
    return Problem("note", "no-list", message, hint, "table", document.source.id)
