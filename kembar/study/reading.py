"""The verb ``code``: rules and tables read what they have not read yet, one transaction a source."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from kembar import turns
from kembar.codebook import read_version
from kembar.coders import gate, rules, table
from kembar.coders.coded import Coded
from kembar.coders.rules.told import NO_RULES
from kembar.sources import duplicates
from kembar.study.judging import now
from kembar.study.problems import Problems
from kembar.types import Document, Problem, Reading, Source, digest

if TYPE_CHECKING:
    from kembar.codebook import Codebook
    from kembar.study import Study

Progress = Callable[[str, int, int, str], None]
#: Fields of a source that rules read beside its text.
TOLD = ("title", "publisher", "issued", "accessed", "side", "language")


@dataclass(frozen=True, slots=True)
class Read:
    """What ``code`` did: ids of the sources read, how many codings were found in them, problems."""

    sources: tuple[str, ...] = ()
    codings: int = 0
    problems: Problems = field(default_factory=Problems)

    @property
    def told(self) -> tuple[str, ...]:
        """What was done, in sentences."""
        read, found = len(self.sources), self.codings
        if not read:
            return ("nothing was read" if self.problems else "nothing new to read",)
        told = ("1 source read" if read == 1 else f"{read} sources read",)
        return *told, "1 coding found" if found == 1 else f"{found} codings found"

    def __str__(self) -> str:
        return ", ".join(self.told)


@dataclass(frozen=True, slots=True)
class Reader:
    """The present rules with all that they are given beside a text: another of it, and the text is read again."""

    book: Codebook
    aliases: Mapping[str, str]
    home: str

    @classmethod
    def of(cls, study: Study) -> Reader:
        """Return the reader of a study as it is now."""
        return cls(study.codebook, study.aliases(), study.home)

    def version(self, source: Source) -> str:
        """Name the rules and what the entry of a source tells them."""
        told = [getattr(source, name) for name in TOLD] + [source.fields.get("columns"), self.home, dict(self.aliases)]
        if source.kind == turns.INTERVIEW:
            told += [turns.INTERVIEW, source.fields.get("speakers")]
        return f"{rules.version.running()} {digest([*told, table.VERSION])[:8]}"

    def key(self, source: Source) -> str:
        """Name what the cache keeps of a source's text."""
        return f"{self.version(source)} {self.codes}"

    @property
    def codes(self) -> str:
        """The version of the codes that rules and tables look for."""
        return read_version(self.book)


def code(study: Study, progress: Progress | None, only: Collection[str] = ()) -> Read:
    """Read every current text that the present rules have not read, short ones first, lest they wait for a long one.

    A fault in one text is a Problem of it.

    ``only`` names the sources to look at (none: all).
    """
    read: list[str] = []
    problems: list[Problem] = []
    found = 0
    with study.lock:
        reader = Reader.of(study)
        todo = sorted(unread(study, reader, only), key=lambda item: _size(study, item[0], item[1]))
        try:
            for number, (source, sha256, known) in enumerate(todo):
                if progress:
                    progress("code", number, len(todo), source.id)
                readings, said = _one(study, source, sha256, reader, known)
                problems += said
                mute = any(problem.name == NO_RULES for problem in said)
                if any(reading.codings or not mute for reading in readings):
                    read.append(source.id)
                    found += sum(len(r.codings) for r in readings)
        except KeyboardInterrupt as error:
            error.add_note(str(Read(tuple(read), found)))
            raise
        if progress and todo:
            progress("code", len(todo), len(todo), "")
    return Read(tuple(read), found, Problems.of(problems))


def _size(study: Study, source: Source, sha256: str) -> int:
    try:
        return study.folder.text(source.id, sha256).stat().st_size
    except OSError:  # problems() tells that it is gone
        return 0


def recall(study: Study, lost: Iterable[Source]) -> None:
    """Make facts, traces and sketches of read texts again after their loss; the log gets nothing new."""
    reader = Reader.of(study)
    for source in lost:
        _one(study, source, study.current_text(source), reader, known=True)


def unread(study: Study, reader: Reader, only: Collection[str] = ()) -> list[tuple[Source, str, bool]]:
    """Return (source, text hash, whether its reading is stored) of what must be read, or read again for the cache.

    ``only`` names the sources to look at (none: all).
    """
    stored, cached = study.store.read_keys(), study.cache.readers()
    todo = []
    for source in study.sources.values():
        sha256 = "" if only and source.id not in only else study.current_text(source)
        if sha256:
            known = (source.id, sha256, "rules", reader.version(source), reader.codes) in stored
            if not known or (sha256, reader.key(source)) not in cached:
                todo.append((source, sha256, known))
    return todo


def _one(study: Study, source: Source, sha256: str, reader: Reader, known: bool) -> tuple[list[Reading], list[Problem]]:
    book = reader.book
    try:
        document = study.document(source.id, sha256)
    except ValueError:
        return [], []  # damaged texts are told by problems(), with what to do
    try:
        coded = gate.sift(rules.code(document, book, reader.aliases), document, book, reader.home)
        columns = table.columns(document)
        listed = table.code(document, book, columns, reader.aliases, reader.home) if columns is not None else None
    except Exception as error:  # a fault of the rules on one text must not take the batch with it
        message = f"the rules failed on this text ({type(error).__name__}: {error}); it is not read."
        fault = Problem("error", "rules-failed", message, "please report it with the file", "code", source.id)
        study.cache.note(source.id, "code", [fault])
        return [], [fault]
    made = [_reading(document, reader, "rules", coded)]
    made += [_reading(document, reader, "table", listed)] if listed else []
    done = listed is not None and listed.codings and table.wordless(columns or {})  # no words were left for the rules
    problems = [p for p in coded.problems if not (done and p.name == NO_RULES)]
    problems += listed.problems if listed else ()
    if not known:
        study.store.add_readings(made)
    keep(study, document, reader, coded, listed, problems)
    return ([] if known else made), problems


def _reading(document: Document, reader: Reader, method: Literal["rules", "table"], coded: Coded) -> Reading:
    source, sha256, book = document.source, document.sha256, reader.codes
    version = reader.version(source) if method == "rules" else table.VERSION
    return Reading(method, method, source.id, sha256, coded.codings, coded.scope, version, book, now())


def keep(
    study: Study, document: Document, reader: Reader, coded: Coded, listed: Coded | None, problems: list[Problem]
) -> None:
    """Keep in the cache what displays need of a text beside its codings."""
    places = {m.place for c in (coded, listed) if c for m in c.mentions}
    years = coded.years | (listed.years if listed else frozenset())
    trace = coded.trace.json().encode("utf-8")
    study.cache.keep(document.sha256, reader.key(document.source), document.language, places, years, trace)
    study.cache.keep_sketch(document.sha256, duplicates.sketch(document.text))
    study.cache.note(document.source.id, "code", problems)
