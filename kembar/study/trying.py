"""``add --dry-run``: what a file would become, with nothing written: its entry, and the rows of a list as acts."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kembar import sources
from kembar.coders import table
from kembar.problems import reason
from kembar.sources import bibliography
from kembar.study import adding, archives, files, names, references, scanned
from kembar.study.problems import Problems
from kembar.types import Coding, Document, Problem, Source

if TYPE_CHECKING:
    from kembar.study import Study

ROWS = 10
_TOLD = ("title", "author", "publisher", "issued", "url", "kind", "side")
#: Problems that tell of a file that would become no source.
_LIST, _KNOWN = "references", "known"


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

    def text(self, word: Callable[[str], str] = str) -> str:
        """Show it in lines; ``word`` puts what is said in another language."""
        about = f"{self.language or word('language unknown')}, {word(f'{self.letters:,} letters')}"
        nothing = "no new source" if {p.name for p in self.problems} & {_LIST, _KNOWN} else "no text"
        lines = [f"{self.file}: {about if self.letters else word(nothing)}"]
        lines += [f"  {name:<10} {value}" for name, value in self.fields.items()]
        if self.columns is not None:
            width = max((len(h) for h in self.headers), default=0)
            lines += [f"  {word('columns')}"]
            lines += [f"    {h:<{width}}  {self.columns.get(h) or word('- (not read)')}" for h in self.headers]
            lines += [f"  {word(f'{self.acts} acts, the first {ROWS}' if self.acts > ROWS else f'{self.acts} acts')}:"]
            lines += [f"    {_shown(coding)}" for coding in self.codings]
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.text()


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


@dataclass(slots=True)
class _Trial:
    """One call of ``preview``; copies are made in ``room``, ``typed`` gathers the typed texts of scans."""

    study: Study
    worker: sources.Worker
    fields: Mapping[str, Any]
    room: Path
    typed: set[Path] = field(default_factory=set)


def preview(
    study: Study, given: Iterable[str | Path], fields: Mapping[str, Any]
) -> tuple[tuple[Preview, ...], Problems]:
    """Read files as ``add`` would and return what they would become, with what could not be found."""
    given = list(given)
    named = {files.real(Path(item)) for item in given}
    paths, missing = files.expand(given, adding.KNOWN)
    paths, own = files.apart(paths, study.folder.root)
    made = dict[Path, Preview]()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as room, sources.Worker() as worker:
        shown, told = _unpacked(paths, Path(room))
        trial = _Trial(study, worker, fields, Path(room) / "copies")
        for path in sorted(shown, key=lambda path: path.suffix.lower() in scanned.TYPED):  # as ``add``: scans first
            real, where = files.real(path), files.show(shown[path])
            if references.is_list(path):
                if real in named or references.is_sure(path):
                    made[path] = _list(path, where)
            elif real not in named and not scanned.is_readable(path):
                told += filter(None, [files.left_out(shown[path])])
            elif real not in trial.typed:
                made[path] = _one(trial, path, where)
    return tuple(made[path] for path in shown if path in made), Problems.of([*missing, *own, *told])


def _unpacked(paths: Iterable[Path], room: Path) -> tuple[dict[Path, Path], list[Problem]]:
    """Return files and what each is called; an archive gives way to what is in it."""
    out, problems = dict[Path, Path](), list[Problem]()
    for number, path in enumerate(paths):
        if path.suffix.lower() != adding.ARCHIVE:
            out[path] = path
            continue
        folder = room / str(number)
        problems += archives.unpack(path, folder, adding.KNOWN)
        members = files.expand([folder], adding.KNOWN)[0] if folder.is_dir() else []
        out |= {member: path / member.relative_to(folder) for member in members}
    return out, problems


def _list(path: Path, where: str) -> Preview:
    found, problems = bibliography.read_references(path)
    message = f"a list of {len(found)} references: they fill the entries of the sources that they match."
    return Preview(where, {}, problems=Problems.of([Problem("note", _LIST, message, "", "sources", where), *problems]))


def _one(trial: _Trial, path: Path, where: str) -> Preview:
    """Read a copy of a file, unless its bytes are a source already."""
    held = trial.room / names.safe_name(path.name)
    try:
        if path.stat().st_size > sources.LARGEST:
            return Preview(
                where, {}, problems=Problems.of(replace(p, where=where) for p in sources.too_large("").problems)
            )
        sha256 = files.copy(path, held)
    except OSError as error:
        message = f"the file could not be opened: {reason(error)}."
        return Preview(where, {}, problems=Problems.of([Problem("error", "no-file", message, "", "sources", where)]))
    every = [(s.id, v) for s in trial.study.sources.values() for v in s.versions]
    there = next(((name, v) for name, v in every if v.sha256 == sha256 and v.text_sha256), None)
    if there and there[1].extractor != scanned.EXTRACTOR:
        return _known(where, there[0])
    extraction, typed = scanned.read(trial.worker, held, path)
    trial.typed |= {files.real(typed)} if typed else set()
    source = Source(names.source_id(path.stem, ()), **{k: v for k, v in trial.fields.items() if v})
    source = sources.fill(source, extraction)
    if there and not extraction.failed and sources.freeze(source, extraction).sha256 == there[1].text_sha256:
        return _known(where, there[0])
    return _new(trial.study, source, extraction, where)


def _known(where: str, source: str) -> Preview:
    message = f"these bytes are the source {source} already."
    return Preview(where, {}, problems=Problems.of([Problem("note", _KNOWN, message, "", "sources", where)]))


def _new(study: Study, source: Source, extraction: sources.Extraction, where: str) -> Preview:
    """Show a file that would be added: what its entry says, and its rows if it is a list of acts."""
    shown = {n: ", ".join(v) if isinstance(v, tuple) else str(v) for n in _TOLD if (v := getattr(source, n))}
    if extraction.failed:
        return Preview(where, shown, problems=Problems.of(extraction.problems))
    document = sources.freeze(source, extraction)
    columns = table.columns(document) if extraction.table is not None else None
    if columns is None:
        said = [*extraction.problems, *([_no_list(document)] if extraction.table is not None else [])]
        return Preview(where, shown, document.language, len(document.text), problems=Problems.of(said))
    coded = table.code(document, study.codebook, columns, study.aliases(), study.home)
    headers = dict.fromkeys(block.header for block in document.blocks if block.header)
    return Preview(
        where,
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
