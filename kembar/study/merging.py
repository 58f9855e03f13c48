"""The verb ``merge``: the union of two copies of a study, of which the other is only read.

Sources are the same by the hash of a file, else of a text, readings and judgements by their id, people by their name.
Files come first, entries of ``sources.yaml`` next, and the logs last, in one transaction: after a kill the same command
goes on. What cannot be taken is a Problem; it is taken by merging again once its cause is gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kembar.codebook import Codebook
from kembar.coders import gate
from kembar.problems import KembarError
from kembar.study import files, folder, names, uniting
from kembar.study.problems import Problems
from kembar.study.uniting import Progress, Union
from kembar.types import Document, Judgement, Memo, Problem, Reading

if TYPE_CHECKING:
    from kembar.study import Study

Told = Judgement | Memo


class NotMergeable(KembarError):
    """A study that cannot be merged into this one, whatever it holds."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many things of one sort were new, the same here already, and refused."""

    new: int = 0
    same: int = 0
    refused: int = 0

    def __str__(self) -> str:
        return f"{self.new} new, {self.same} same" + (f", {self.refused} refused" if self.refused else "")


@dataclass(frozen=True, slots=True)
class Merged:
    """What ``merge`` did, or would do: counts, the people of the other study (name: whether new here), problems.

    ``names`` are the ids of the new sources.
    """

    sources: Counts = Counts()
    readings: Counts = Counts()
    judgements: Counts = Counts()
    people: Mapping[str, bool] = field(default_factory=dict)
    problems: Problems = field(default_factory=Problems)
    names: tuple[str, ...] = ()

    def __str__(self) -> str:
        people = ", ".join(name + (" (new here)" if new else "") for name, new in self.people.items())
        lines = [f"{name:<11} {getattr(self, name)}" for name in ("sources", "readings", "judgements")]
        if self.names:
            lines[0] = lines[0].replace(" new", f" new ({', '.join(self.names)})", 1)
        return "\n".join([*lines, *([f"{'people':<11} {people}"] if people else [])])


def merge(study: Study, path: Path, dry_run: bool, progress: Progress | None) -> Merged:
    """Take over what another copy of the study has and this one lacks; a dry run writes nothing.

    NoStudyError if there is no study at ``path``, NotMergeable if it is this one, OutputError if nothing can be
    written.
    """
    root = folder.find(path)
    if root == study.folder.root:
        raise NotMergeable(f"{files.show(path)} is this study itself; name a copy of it.")
    with type(study).open(root, read_only=True) as other, nullcontext() if dry_run else study.lock:
        return _merge(study, other, dry_run, progress)


def _merge(study: Study, other: Study, dry_run: bool, progress: Progress | None) -> Merged:
    book = study.codebook if study.folder.codebook.is_file() else other.codebook
    problems = [*_own_codes(study, other, dry_run), *_settings(study, other)]
    other.check_log()
    union = uniting.unite(study, other)
    problems += union.problems
    theirs, told = (other.store.readings(), other.store.judgements()) if other.folder.store.is_file() else ([], [])
    ours, here = study.readings(), study.judgements()
    readings = [*_readings(study, other, union, book, theirs, problems)]
    known = {name for r in (*ours, *readings) for name in (r.id, *(c.id for c in r.codings))} | {*union.names.values()}
    known |= {v.text_sha256 for s in (*study.sources.values(), *other.sources.values()) for v in s.versions}
    judged = [*_judgements(here, [_moved(item, union) for item in told], known, problems)]
    people = _people(here, ours, told, theirs)
    refused = [sum(p.name == f"{what}-refused" for p in problems) for what in ("reading", "judgement")]
    if not dry_run:
        uniting.write(union, study, other, progress)
        study.store.add(readings, judged)
        if readings or judged:
            study.cache.remember()
        if readings and not any(reading.method == "rules" for reading in ours):
            study.cache.take_over()
    return Merged(
        Counts(len(union.new), len(union.names) - len(union.new), union.refused),
        Counts(len(readings), len(theirs) - len(readings) - refused[0], refused[0]),
        Counts(len(judged), len(told) - len(judged) - refused[1], refused[1]),
        people,
        Problems.of(problems),
        tuple(union.new),
    )


def _own_codes(study: Study, other: Study, dry_run: bool) -> Iterator[Problem]:
    """Take the other's own codes where this study has none yet; else tell which are missing or differ."""
    ours, theirs = study.folder.codebook, other.folder.codebook
    if not theirs.is_file() or (ours.is_file() and ours.read_bytes() == theirs.read_bytes()):
        return
    if not ours.is_file():
        if not dry_run:
            files.write(ours, theirs.read_bytes())
        yield Problem("note", "codebook-taken", "the other's own codes are taken over.", "", "merge", "codebook.yaml")
        return
    for code in other.codebook.codes.values():
        if code.id not in study.codebook:
            message = f"the other study has a code of its own, {code.id!r}, which this one lacks."
            hint = "copy its entry into codebook.yaml and merge again"
            yield Problem("warning", "code-missing", message, hint, "merge", "codebook.yaml")
        elif code != study.codebook.codes[code.id]:
            message = f"the code {code.id!r} is described in another way there; it stays as it is here."
            yield Problem("note", "code-differs", message, "compare the two files", "merge", "codebook.yaml")


def _settings(study: Study, other: Study) -> Iterator[Problem]:
    """Tell what the other's settings have that these lack; they are a person's own words and stay as they are."""
    mine, aliases = {pair.pair.key for pair in study.pairs}, study.aliases()
    for pair in other.pairs:
        if pair.pair.key not in mine:
            message = f"the other study compares {pair.pair.name}, which this one does not."
            yield Problem("note", "pair-elsewhere", message, "add it under pairs", "merge", "study.yaml")
    for name, place in other.aliases().items():
        if aliases.get(name) != place:
            message = f"the other study reads the name {name!r} as {place or 'no place'}."
            yield Problem("note", "alias-elsewhere", message, "add it if it is right", "merge", "places.yaml")


def _readings(
    study: Study, other: Study, union: Union, book: Codebook, theirs: Sequence[Reading], problems: list[Problem]
) -> Iterator[Reading]:
    """Choose the readings to take: all of people, of machines what is not known here; each passes the gate anew."""
    ids = {r.id for r in study.readings()}
    made: dict[tuple[str, ...], set[str]] = {}
    for reading in study.readings():
        made.setdefault(_key(reading, reading.source), set()).update(c.id for c in reading.codings)
    last: tuple[tuple[str, str], Document | None] = (("", ""), None)
    for reading in theirs:
        name = union.home(reading.source, reading.text_sha256)
        codings = made.get(_key(reading, name))
        known = reading.method != "hand" and codings is not None and codings.issuperset(c.id for c in reading.codings)
        if reading.id in ids or known:
            continue
        if last[0] != (reading.source, reading.text_sha256):
            last = (reading.source, reading.text_sha256), _document(other, reading) if name else None
        moved = _renamed(reading, name)
        why = _refusal(moved, last[1], book, study.home)
        if why is None:
            yield moved
        else:
            who = f"a reading by {reading.coder} was refused: {why.message}"
            problems.append(Problem("error", "reading-refused", who, why.hint, "merge", reading.source))


def _key(reading: Reading, source: str) -> tuple[str, ...]:
    return source, reading.text_sha256, reading.coder, reading.coder_version, reading.codebook_version


def _document(other: Study, reading: Reading) -> Document | None:
    try:
        return other.document(reading.source, reading.text_sha256)
    except (ValueError, KembarError):  # told where its source was refused
        return None


def _renamed(reading: Reading, name: str) -> Reading:
    """Give a reading the name that its source has here; it and its codings keep their ids, for they are the same.

    So the id of a taken reading is the digest of what it was made with, not of the source that it now names.
    """
    if name in (reading.source, ""):
        return reading
    codings = tuple(
        replace(c, evidence=tuple(replace(e, source=name) for e in c.evidence), id=c.id) for c in reading.codings
    )
    return replace(reading, source=name, codings=codings, id=reading.id)


def _refusal(reading: Reading, document: Document | None, book: Codebook, home: str) -> Problem | None:
    """Say why a reading cannot be taken, None if it can."""
    if document is None:
        return Problem("error", "no-text", "its source or text is not there.")
    here = replace(document, source=replace(document.source, id=reading.source))
    hand = reading.method == "hand"
    return next((p for c in reading.codings for p in gate.check(c, here, book, home, hand)), None)


def _judgements(
    here: Sequence[Told], theirs: Sequence[Told], known: set[str], problems: list[Problem]
) -> Iterator[Told]:
    """Choose the judgements to take, in their order: new ones whose subjects are here."""
    ids = {item.id for item in here}
    known = known | ids
    for item in theirs:
        missing = [] if isinstance(item, Memo) else [s for s in item.subjects if s not in known]
        if item.id in ids:
            continue
        if missing:
            message = f"a decision of {item.by} was refused: what it is about ({missing[0][:12]}) is not here."
            problems.append(Problem("error", "judgement-refused", message, "", "merge", item.at))
            continue
        known.add(item.id)
        yield item


def _moved(item: Told, union: Union) -> Told:
    """Give a judgement the names that its sources have here; its id stays, for it is the same decision."""
    if isinstance(item, Memo):
        source, at, rest = item.subject.partition("@")
        name = union.home(source, rest.partition(":")[0]) or source
        return replace(item, subject=name + at + rest, id=item.id)
    subjects = tuple(union.names.get(s, s) for s in item.subjects)
    evidence = tuple(replace(e, source=union.home(e.source, e.text_sha256) or e.source) for e in item.evidence)
    return replace(item, subjects=subjects, evidence=evidence, id=item.id)


def _people(
    here: Sequence[Told], ours: Sequence[Reading], told: Sequence[Told], theirs: Sequence[Reading]
) -> dict[str, bool]:
    """Return the people of the other study by name, each with whether the name is new here."""
    known = {r.coder for r in ours if r.method == "hand"} | {item.by for item in here}
    found = {r.coder for r in theirs if r.method == "hand"} | {item.by for item in told}
    return {name: name not in known for name in sorted(found, key=names.key)}
