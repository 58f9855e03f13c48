"""The verb ``add``: files become sources with frozen texts. What is acknowledged is on the disk, in this order:
original, text, layout, and last the entry in ``sources.yaml``; a kill in between leaves orphans, never a lie.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kembar import sources
from kembar.problems import reason
from kembar.sources import Extraction, duplicates
from kembar.study import archives, files, names, references, scanned
from kembar.study.problems import Problems, check_text
from kembar.types import Document, Problem, Source, Version

if TYPE_CHECKING:
    from kembar.study import Study

Progress = Callable[[str, int, int, str], None]
WAITING, UNPACKED = ".adding", "unpacked"
ARCHIVE = ".zip"
#: Suffixes of what can be added: documents, lists of references, archives.
KNOWN = (*sources.SUFFIXES, *references.SUFFIXES, ARCHIVE)
RELATED = 0.3  # share of the shorter text from which a file of the same name is a new version of it


@dataclass(frozen=True, slots=True)
class Added:
    """What ``add`` did: ids of new sources and of sources with a new version, files known already, problems."""

    new: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    known: int = 0
    problems: Problems = field(default_factory=Problems)

    @property
    def told(self) -> tuple[str, ...]:
        """What was done, in sentences."""
        told = [f"{len(self.new)} {'source' if len(self.new) == 1 else 'sources'} added"]
        dumb = {p.where.split(",")[0] for p in self.problems if p.severity == "error"} & {*self.new}
        told[0] += f" ({len(dumb)} of them could not be read)" if dumb else ""
        told += [f"{len(self.versions)} new versions"] if self.versions else []
        told += [f"{self.known} known already"] if self.known else []
        return tuple(told)

    def __str__(self) -> str:
        return ", ".join(self.told)


@dataclass(slots=True)
class _Batch:
    study: Study
    worker: sources.Worker
    fields: Mapping[str, Any]
    new: list[str] = field(default_factory=list)
    versions: list[str] = field(default_factory=list)
    known: int = 0
    problems: list[Problem] = field(default_factory=list)
    placed: dict[Path, str] = field(default_factory=dict)
    typed: set[Path] = field(default_factory=set)

    def done(self) -> Added:
        return Added(tuple(self.new), tuple(self.versions), self.known, Problems.of(self.problems))


def add(
    study: Study,
    given: Iterable[str | Path],
    note: str,
    fields: Mapping[str, Any],
    progress: Progress | None,
    warm: sources.Worker | None = None,
) -> Added:
    """Add files, folders, patterns and a note; ``fields`` are set on every new source.

    ``warm`` is a worker that stays open for files that come one by one; without it one is started and ended.
    OutputError stops the batch, and so does an interruption (with a note of what is kept).
    """
    waiting = study.folder.sources / WAITING
    with study.lock, contextlib.nullcontext(warm) if warm else sources.Worker() as worker:
        batch = _Batch(study, worker, fields)
        shutil.rmtree(waiting, ignore_errors=True)  # what a killed add left
        try:
            if note.strip():
                _note(batch, note, waiting)
            _files(batch, list(given), waiting, progress)
        except KeyboardInterrupt as error:
            error.add_note(str(batch.done()))
            raise
        finally:
            shutil.rmtree(waiting, ignore_errors=True)
        return batch.done()


def _files(batch: _Batch, given: Iterable[str | Path], waiting: Path, progress: Progress | None) -> None:
    paths, missing = files.expand(given, KNOWN)
    paths, own = files.apart(paths, batch.study.folder.root)
    batch.problems += [*missing, *own]
    for number, archive in enumerate([path for path in paths if path.suffix.lower() == ARCHIVE]):
        folder = waiting / UNPACKED / str(number) / names.safe_name(archive.name)
        batch.problems += archives.unpack(archive, folder, KNOWN)
        paths += files.expand([folder], KNOWN)[0] if folder.is_dir() else []
    lists = [path for path in paths if references.is_list(path)]
    texts = [path for path in paths if path not in lists and path.suffix.lower() != ARCHIVE]
    named = {files.real(Path(item)) for item in given}
    pictures = [path for path in texts if not scanned.is_readable(path) and files.real(path) not in named]
    batch.problems += filter(None, map(files.left_out, pictures))
    texts = [path for path in texts if path not in pictures]
    texts.sort(key=lambda path: path.suffix.lower() in scanned.TYPED)  # what may be the typed text of a scan comes last
    for number, path in enumerate(texts):
        if progress:
            progress("add", number, len(texts), path.name)
        if files.real(path) not in batch.typed:
            _one(batch, path, waiting)
    if progress and texts:
        progress("add", len(texts), len(texts), "")
    for path in lists:
        if files.real(path) in named or references.is_sure(path):
            batch.problems += references.take(batch.study, path, batch.placed)


def _note(batch: _Batch, text: str, waiting: Path) -> None:
    """Make a dated source of the researcher's own words (kind ``own_statement``)."""
    text = text.encode("utf-8", "replace").decode("utf-8")  # half a sign, as a console may pass, cannot be written
    study, today = batch.study, datetime.now().astimezone().date().isoformat()
    taken = [*study.sources, *(Path(v.file).stem for s in study.sources.values() for v in s.versions)]
    own = {"kind": "own_statement", "issued": today, "title": " ".join(text.split())[:80]}
    path = waiting / f"{names.source_id(f'note-{today}', taken)}.txt"
    files.write(path, (text.strip() + "\n").encode("utf-8"))
    shared, batch.fields = batch.fields, {**own, **batch.fields}
    _one(batch, path, waiting / "copy")
    batch.fields = shared


def _one(batch: _Batch, path: Path, waiting: Path) -> None:
    name = names.safe_name(path.name)
    held = waiting / name
    try:
        if path.stat().st_size > sources.LARGEST:
            batch.problems += [replace(p, where=files.show(path)) for p in sources.too_large("").problems]
            return
        there = _known(batch.study, files.sha256_of(path), name)
        if there and _whole(batch.study, there) and there[1].extractor != scanned.EXTRACTOR:
            batch.known += 1
            batch.placed[files.real(path)] = there[0].id
            batch.problems += _not_set(there[0], batch.fields)
            return
        sha256 = files.copy(path, held)
    except OSError as error:
        message = f"the file could not be opened: {reason(error)}."
        batch.problems.append(Problem("error", "no-file", message, stage="sources", where=files.show(path)))
        return
    found = _known(batch.study, sha256, name)
    extraction, typed = scanned.read(batch.worker, held, path)
    batch.typed |= {typed.resolve()} if typed else set()
    if found:
        batch.placed[files.real(path)] = found[0].id
        _again(batch, *found, held, sha256, extraction)
    else:
        _keep(batch, path, held, sha256, extraction)


def _not_set(source: Source, fields: Mapping[str, Any]) -> list[Problem]:
    """Tell that what was given with a file that is here already was not written: its entry is the person's."""
    other = [name for name, value in fields.items() if value and getattr(source, name) != value]
    if not other:
        return []
    message = f"this file is here already; {', '.join(other)} was not changed."
    return [Problem("note", "not-set", message, "Change its entry in sources.yaml.", "sources", source.id)]


def _known(study: Study, sha256: str, name: str) -> tuple[Source, Version] | None:
    """Return the source and version of these bytes, else the entry that was written by hand for a file of this name."""
    every = [(s, v) for s in study.sources.values() for v in s.versions]
    hits = [hit for hit in every if hit[1].sha256 == sha256]
    hits.sort(key=lambda hit: not hit[1].text_sha256)
    waiting = [hit for hit in every if not hit[1].sha256 and names.key(hit[1].file) == names.key(name)]
    return next(iter([*hits, *waiting]), None)


def _whole(study: Study, found: tuple[Source, Version]) -> bool:
    """Say whether a file is known with its original there and its frozen text as it was made."""
    if not found[1].sha256 or not found[1].text_sha256:
        return False
    return (study.folder.sources / found[1].file).is_file() and not any(check_text(study, *found))


def _again(batch: _Batch, source: Source, version: Version, held: Path, sha256: str, extraction: Extraction) -> None:
    """Read a listed file anew: put back what is missing, mend its frozen text, or give it one."""
    study, problems = batch.study, _placed(extraction.problems, source.id)
    batch.problems += problems
    original = study.folder.sources / version.file
    if not original.is_file():
        files.move(held, original)
    document = sources.freeze(source, extraction)
    if not extraction.failed:
        write_text(study, document, mend=document.sha256 == version.text_sha256)
    made = Version(version.file, sha256, "" if extraction.failed else document.sha256, document.extractor)
    if made != version and not (extraction.failed and version.text_sha256):
        kept = [v for v in source.versions if v != version or v.text_sha256]
        study.save(replace(sources.fill(source, extraction), versions=(*kept, made)))
    study.cache.note(source.id, "sources", problems)
    if made.text_sha256 == version.text_sha256:
        batch.known += 1
    else:
        (batch.versions if version.sha256 else batch.new).append(source.id)


def _keep(batch: _Batch, path: Path, held: Path, sha256: str, extraction: Extraction) -> None:
    study = batch.study
    home = None if extraction.failed else _older(study, held.name, extraction.text)
    given = {k: v for k, v in batch.fields.items() if v}
    source = home or Source(names.source_id(Path(held.name).stem, study.sources), **given)
    batch.placed[files.real(path)] = source.id
    if home is None:
        source = _accessed(sources.fill(source, extraction), path, extraction)
    document = sources.freeze(source, extraction)
    problems = [*_placed(extraction.problems, source.id)]
    if home is not None and extraction.table:
        problems += _rows_compared(study, home, document)
    if home is None and not extraction.failed and _namesakes(study, held.name):
        problems.append(_other_text(source, path))
    target = place_original(study, path, held, sha256)
    files.move(held, target)
    if not extraction.failed:
        write_text(study, document)
    text = "" if extraction.failed else document.sha256
    version = Version(target.name, sha256, text, extraction.extractor)
    study.save(replace(source, versions=(*source.versions, version)))
    study.cache.note(source.id, "sources", problems)
    batch.problems += problems
    (batch.versions if home else batch.new).append(source.id)


def _accessed(source: Source, path: Path, extraction: Extraction) -> Source:
    """A page that a browser saved was seen on the day of its file."""
    saved = extraction.basis.get("URL") == sources.SAVED_FROM or any(
        path.with_name(path.stem + end).is_dir() for end in files.SAVED_FOLDERS
    )
    if not saved or source.accessed or extraction.failed:
        return source
    day = datetime.fromtimestamp(path.stat().st_mtime).astimezone().date().isoformat()
    return replace(source, accessed=day, basis={**source.basis, "accessed": "the day of the saved file"})


def _placed(problems: Iterable[Problem], source: str) -> list[Problem]:
    """Name the source in problems that a reader could only place in a file."""
    return [replace(p, where=f"{source}, {p.where}" if p.where else source) for p in problems]


def _other_text(source: Source, path: Path) -> Problem:
    message = "a source with a file of this name exists, but its text is another; this one became a source of its own."
    return Problem("note", "same-name", message, stage="sources", where=f"{source.id}, {files.show(Path(path.name))}")


def _rows_compared(study: Study, source: Source, document: Document) -> list[Problem]:
    """Tell what became of the rows of a list whose new version is added."""
    from kembar.sources import rowdiff

    try:
        changes = rowdiff.compare(study.document(source.id), document)
    except ValueError:  # no text before, or a damaged one, which is told elsewhere
        return []
    return [Problem("note", "rows", f"{changes}.", stage="sources", where=source.id)]


def _namesakes(study: Study, name: str) -> list[Source]:
    wanted = names.unnumbered(name)
    return [s for s in study.sources.values() if any(names.unnumbered(v.file) == wanted for v in s.versions)]


def _older(study: Study, name: str, text: str) -> Source | None:
    """Return the source that a file is a new version of: of the same name, its text near or never read."""
    best, found = RELATED, None
    for source in _namesakes(study, name):
        if not study.current_text(source):
            return source
        with contextlib.suppress(ValueError):
            pair = (duplicates.sketch(text), duplicates.sketch(study.document(source.id).text))
            share = duplicates.containment(*sorted(pair, key=len))
            if share >= best:
                best, found = share, source
    return found


def place_original(study: Study, path: Path, held: Path, sha256: str) -> Path:
    """Choose the place of an original: where it lies if it is in ``sources/`` already, an orphan of the same bytes,
    else a name that nothing has."""
    folder = study.folder.sources
    present = {names.key(p.name): p for p in folder.iterdir()}
    same = present.get(names.key(held.name))
    for candidate in (path if path.resolve().parent == folder.resolve() else None, same):
        if candidate is not None and candidate.name == names.safe_name(candidate.name) and candidate.is_file():
            listed = any(
                names.key(v.file) == names.key(candidate.name) for s in study.sources.values() for v in s.versions
            )
            if not listed and files.sha256_of(candidate) == sha256:
                return folder / candidate.name
    taken = {*present, *(v.file for s in study.sources.values() for v in s.versions)}
    return folder / names.numbered(held.name, taken)


def write_text(study: Study, document: Document, mend: bool = False) -> None:
    """Write text and layout by rename; a text that is there stays, unless it must be mended."""
    text = study.folder.text(document.source.id, document.sha256)
    layout = study.folder.layout(document.source.id, document.sha256)
    if mend or not text.is_file():
        files.write(text, document.text.encode("utf-8"))
    if mend or not layout.is_file():
        files.write(layout, sources.layout_json(document))
