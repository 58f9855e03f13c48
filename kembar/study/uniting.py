"""Which sources two copies of a study share, and what of the other's files and entries this one lacks."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING

from kembar.study import adding, files, names
from kembar.types import Document, Problem, Source, Version

if TYPE_CHECKING:
    from kembar.study import Study

Progress = Callable[[str, int, int, str], None]
#: What names a source or points to another; all other fields of an entry are bibliographic.
_OWN = ("id", "versions", "basis", "copy_of", "retells")
_UNSET = Source("")


@dataclass(slots=True)
class Union:
    """The other's sources seen from here.

    ``names`` gives the id here for each of their ids that is or will be here; ``lacking`` the entries to write, each
    with the other's versions that its files must come with.
    """

    names: dict[str, str] = field(default_factory=dict)
    lacking: list[tuple[Source, str, tuple[Version, ...]]] = field(default_factory=list)
    new: int = 0
    refused: int = 0
    problems: list[Problem] = field(default_factory=list)


def unite(study: Study, other: Study) -> Union:
    """Match the sources of two studies by the hashes of their files and texts; nothing is written."""
    union, taken = Union(), dict(study.sources)
    held = {h: s.id for s in study.sources.values() for v in s.versions for h in (v.sha256, v.text_sha256) if h}
    for theirs in other.sources.values():
        usable = tuple(_usable(theirs, other, union.problems))
        hits = [held[h] for v in theirs.versions for h in (v.sha256, v.text_sha256) if h in held]
        if not hits and not theirs.versions and theirs.id in taken:
            hits = [theirs.id]
        if not hits and theirs.versions and not usable:
            union.refused += 1
            continue
        name = hits[0] if hits else theirs.id
        if not hits and theirs.id in taken:
            name = names.source_id(theirs.id, taken)
            message = f"another source is called {theirs.id!r} here; theirs becomes {name!r}."
            union.problems.append(Problem("note", "renamed", message, stage="merge", where=name))
        union.names[theirs.id], union.new = name, union.new + (not hits)
        ours = taken.setdefault(name, Source(name))
        here = {v.sha256 or v.file for v in ours.versions}
        lacking = tuple(v for v in usable if (v.sha256 or v.file) not in here)
        wanted = _filled(ours, theirs, union.problems)
        if lacking or wanted != ours or name not in study.sources:
            union.lacking.append((wanted, theirs.id, lacking))
    return union


def _usable(source: Source, other: Study, problems: list[Problem]) -> Iterator[Version]:
    """The versions whose text is still what was frozen, or that never had one."""
    for version in source.versions:
        if not version.text_sha256:
            yield version
            continue
        try:
            other.document(source.id, version.text_sha256)
        except ValueError as error:
            hint = "mend it there (kembar problems says how) and merge again"
            problems.append(Problem("error", "text-refused", f"refused: {error}.", hint, "merge", source.id))
        else:
            yield version


def _filled(ours: Source, theirs: Source, problems: list[Problem]) -> Source:
    """Fill what our entry leaves open; where both say something and not the same, ours stays and is told."""
    differing, taken = [], {}
    for name in (f.name for f in fields(Source) if f.name not in (*_OWN, "fields")):
        here, there, unset = (getattr(s, name) for s in (ours, theirs, _UNSET))
        if there in (unset, here):
            continue
        if here == unset:
            taken[name] = there
        else:
            differing.append(name)
    differing += [n for n, value in theirs.fields.items() if ours.fields.get(n, value) != value]
    if differing:
        message = f"both copies fill {', '.join(differing)}, each in its way; the entry here stays as it is."
        problems.append(Problem("note", "fields-differ", message, "compare sources.yaml", "merge", ours.id))
    basis = {n: b for n, b in theirs.basis.items() if n in taken or n not in ours.fields}
    return replace(
        ours, **taken, fields={**theirs.fields, **ours.fields}, basis={**basis, **ours.basis} if taken else ours.basis
    )


def write(union: Union, study: Study, other: Study, progress: Progress | None) -> None:
    """Write what is lacking: of each source the originals, the texts, and last its entry."""
    waiting = study.folder.sources / adding.WAITING
    try:
        for number, (wanted, theirs, versions) in enumerate(union.lacking):
            if progress:
                progress("merge", number, len(union.lacking), wanted.id)
            original = other.sources[theirs]
            links = {
                "copy_of": wanted.copy_of or union.names.get(original.copy_of or "") or None,
                "retells": wanted.retells or original.retells,
            }
            held = study.sources.get(wanted.id, Source(wanted.id)).versions
            made = tuple(_take(study, other, original, version) for version in versions)
            for version in versions:
                if version.text_sha256:
                    document = other.document(theirs, version.text_sha256)
                    adding.write_text(study, _as(document, wanted))
            study.save(replace(wanted, **links, versions=(*held, *made)))  # type: ignore[arg-type]
        if progress and union.lacking:
            progress("merge", len(union.lacking), len(union.lacking), "")
    finally:
        shutil.rmtree(waiting, ignore_errors=True)


def _as(document: Document, source: Source) -> Document:
    return replace(document, source=source)


def _take(study: Study, other: Study, source: Source, version: Version) -> Version:
    """Copy an original into this study; one that is gone or was changed there stays a name in the entry."""
    path, held = other.folder.sources / version.file, study.folder.sources / adding.WAITING / version.file
    try:
        if not version.sha256 or files.copy(path, held) != version.sha256:
            return version
    except OSError:
        return version
    target = adding.place_original(study, path, held, version.sha256)
    files.move(held, target)
    return replace(version, file=target.name)
