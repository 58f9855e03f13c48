"""Which sources two copies of a study share, and what of the other's files and entries this one lacks."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING

from kembar.study import adding, files, names
from kembar.study.problems import hash_of
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

    ``names`` gives the id here for each of their ids that is or will be here, ``homes`` that of a text of theirs which
    another source here holds already; ``lacking`` the entries to write, each with the other's versions that its files
    must come with; ``new`` the ids of the sources that this study has not got.
    """

    names: dict[str, str] = field(default_factory=dict)
    homes: dict[tuple[str, str], str] = field(default_factory=dict)
    lacking: list[tuple[Source, str, tuple[Version, ...]]] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    refused: int = 0
    problems: list[Problem] = field(default_factory=list)

    def home(self, source: str, text_sha256: str) -> str:
        """Return the id here of the source that holds a text of theirs, "" if none does."""
        return self.homes.get((source, text_sha256)) or self.names.get(source, "")


@dataclass(slots=True)
class _Held:
    """The ids of the sources here by the hashes of their files and of their texts."""

    files: dict[str, set[str]]
    texts: dict[str, set[str]]

    def lacks(self, name: str, version: Version, study: Study, other: Study) -> bool:
        """Say whether a version of theirs is wanted: it is new here, or its original is gone here and whole there."""
        ours = study.sources[name].versions if name in study.sources else ()
        if not version.sha256:
            return version.file not in {v.file for v in ours}
        new_text = version.text_sha256 and version.text_sha256 not in self.texts
        if version.sha256 not in self.files or new_text:
            return True
        gone = [v for v in ours if v.sha256 == version.sha256 and not (study.folder.sources / v.file).is_file()]
        return bool(gone) and _whole(other, version)


def unite(study: Study, other: Study) -> Union:
    """Match the sources of two studies by the hashes of their files, else of their texts; nothing is written."""
    union, taken = Union(), dict(study.sources)
    held = _Held({}, {})
    for source in study.sources.values():
        for version in source.versions:
            held.files.setdefault(version.sha256, set()).add(source.id)
            held.texts.setdefault(version.text_sha256, set()).add(source.id)
    for theirs in other.sources.values():
        usable = tuple(_usable(theirs, other, union.problems))
        name = _match(theirs, study, held, union.problems)
        if not name and theirs.versions and not usable:
            union.refused += 1
            continue
        if not name:
            name = _new_name(theirs.id, taken, union.problems)
            union.new.append(name)
        union.names[theirs.id] = name
        ours = taken.setdefault(name, Source(name))
        lacking = tuple(v for v in usable if held.lacks(name, v, study, other))
        for version in set(usable) - set(lacking):
            homes = held.texts.get(version.text_sha256, set()) if version.text_sha256 else set()
            if homes and name not in homes:
                union.homes[theirs.id, version.text_sha256] = min(homes)
        union.problems += [
            _gone(v, name) for v in lacking if v.sha256 and v.sha256 not in held.files and not _whole(other, v)
        ]
        wanted = _filled(ours, theirs, union.problems)
        if lacking or wanted != ours or name not in study.sources:
            union.lacking.append((wanted, theirs.id, lacking))
        taken[name] = wanted
    return union


def _match(theirs: Source, study: Study, held: _Held, problems: list[Problem]) -> str:
    """Return the id here of a source of theirs, "" if it is new; of several its own id, else the first."""
    hits = {name for v in theirs.versions if v.sha256 for name in held.files.get(v.sha256, ())}
    by_text = {name for v in theirs.versions if v.text_sha256 for name in held.texts.get(v.text_sha256, ())}
    found = sorted(hits or by_text, key=lambda name: (name != theirs.id, name))
    if not any(v.sha256 or v.text_sha256 for v in theirs.versions):
        numbered = re.compile(re.escape(names.source_id(theirs.id, ())) + r"-\d+")
        called = [s for n, s in study.sources.items() if n == theirs.id or numbered.fullmatch(n)]
        found = [s.id for s in called if _alike(s, theirs)][:1]
    if len(found) > 1:
        message = f"theirs matches several sources here ({', '.join(sorted(found))}); it is taken for {found[0]!r}."
        problems.append(Problem("warning", "several-sources", message, "compare sources.yaml", "merge", found[0]))
    if found and by_text and not hits:
        message = f"matched by the text alone, for the file is another: {theirs.id!r} there is {found[0]!r} here."
        problems.append(Problem("note", "same-text", message, stage="merge", where=found[0]))
    return found[0] if found else ""


def _alike(ours: Source, theirs: Source) -> bool:
    """Say whether two entries without files are of one source: the same title (or none), or the same DOI."""
    here, there = (str(s.fields.get("DOI", "")).casefold() for s in (ours, theirs))
    return ours.title == theirs.title or (here == there != "")


def _new_name(name: str, taken: Collection[str], problems: list[Problem]) -> str:
    if name not in taken:
        return name
    made = names.source_id(name, taken)
    message = f"another source is called {name!r} here; theirs becomes {made!r}."
    problems.append(Problem("note", "renamed", message, stage="merge", where=made))
    return made


def _whole(other: Study, version: Version) -> bool:
    """Say whether an original of theirs is there as it was read."""
    try:
        return hash_of(other.folder.sources / version.file) == version.sha256
    except OSError:
        return False


def _gone(version: Version, name: str) -> Problem:
    message = f"the original {version.file!r} is gone or was changed in the other copy; its entry comes without it."
    return Problem("warning", "original-missing", message, "put it back there and merge again", "merge", name)


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
            made = [*held]
            for version in versions:
                taken = _take(study, other, version, made)
                if taken not in made:  # it may be the text of a file that could not be read here
                    made = [v for v in made if not v.sha256 or v.sha256 != taken.sha256 or v.text_sha256] + [taken]
                if version.text_sha256:
                    document = other.document(theirs, version.text_sha256)
                    adding.write_text(study, _as(document, wanted))
            study.save(replace(wanted, **links, versions=tuple(made)))  # type: ignore[arg-type]
        if progress and union.lacking:
            progress("merge", len(union.lacking), len(union.lacking), "")
    finally:
        shutil.rmtree(waiting, ignore_errors=True)


def _as(document: Document, source: Source) -> Document:
    return replace(document, source=source)


def _take(study: Study, other: Study, version: Version, ours: Sequence[Version]) -> Version:
    """Copy an original into this study, beside the versions that its source has or to the name of the one it is of.

    One that is gone or was changed there stays a name in the entry, and a name that nothing here has.
    """
    folder, held = study.folder.sources, study.folder.sources / adding.WAITING / version.file
    same = [v for v in ours if v.sha256 and v.sha256 == version.sha256]
    known = next((v for v in same if v.text_sha256 == version.text_sha256), same[0] if same else None)
    if known and (folder / known.file).is_file():
        return _named(version, known, known.file)
    path = other.folder.sources / version.file
    try:
        whole = bool(version.sha256) and files.copy(path, held) == version.sha256
    except OSError:
        whole = False
    if not whole:
        taken = {v.file for one in (study, other) for s in one.sources.values() for v in s.versions if v != version}
        free = names.numbered(version.file, {*taken, *(v.file for v in ours), *(p.name for p in folder.iterdir())})
        return _named(version, known, known.file if known else free)
    target = folder / known.file if known else adding.place_original(study, path, held, version.sha256)
    files.move(held, target)
    return _named(version, known, target.name)


def _named(version: Version, known: Version | None, file: str) -> Version:
    """Give a version its file's name here; one whose text is here already stays as it is."""
    same = known and version.text_sha256 in ("", known.text_sha256)
    return known if known and same else replace(version, file=file)
