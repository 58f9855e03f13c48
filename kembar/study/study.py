"""The study as an object: what is in its folder, and its verbs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from kembar import codebook
from kembar.casebase import Casebase, StudyPair
from kembar.codebook import Codebook
from kembar.displays import Display
from kembar.problems import StoreError, unknown
from kembar.sources import document_of, sourcelist
from kembar.store import Store, WriteLock
from kembar.study import adding, cases, catalogue, exporting, folder, judging, merging, problems, reading, reporting
from kembar.study.cache import Cache
from kembar.study.catalogue import Watched
from kembar.study.problems import Problems
from kembar.types import Coding, Document, Evidence, Judgement, Memo, Problem, Reading, Scope, Source

if TYPE_CHECKING:
    from kembar.study.trying import Preview

Progress = Callable[[str, int, int, str], None]
EVERYTHING = Scope()
FIELDS = ("language", "kind", "issued", "title", "side")
LOST = (
    "the readings and judgements are gone: study.db is missing or empty; restore it from a copy"
    " (to begin anew without them, delete study.db and cache.db)."
)


class Study:
    """A study on disk. ``kembar.open()`` gives one; it is also a context manager that closes its files."""

    def __init__(self, root: Path, read_only: bool = False) -> None:
        self.folder = folder.Folder(root)
        self.read_only = read_only or not self.folder.writable
        self._settings = Watched(self.folder.settings, folder.settings)
        self._sources = Watched(self.folder.source_list, sourcelist.load)
        self._codebook = Watched(self.folder.codebook, lambda path: codebook.load(path if path.is_file() else None))
        self._aliases = Watched(self.folder.places, catalogue.aliases_of)
        self._pairs: tuple[folder.Settings, tuple[StudyPair, ...]] | None = None
        self.log = cases.Log()
        self.lock = WriteLock(root)

    @classmethod
    def open(cls, path: str | Path = ".", read_only: bool = False) -> Study:
        """Open the study in a folder or the nearest one above it; NoStudyError if there is none."""
        study = cls(folder.find(Path(path)), read_only)
        _ = study.settings  # a wrong key in study.yaml is told at once, not by the first verb that needs it
        return study

    def close(self) -> None:
        """Close the study's files; the next verb opens them again."""
        for name in ("store", "cache"):
            if name in self.__dict__:
                self.__dict__.pop(name).close()

    def __enter__(self) -> Study:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Study {self.settings.title or self.folder.root.name!r}: {len(self.sources)} sources>"

    # what the folder holds

    @property
    def settings(self) -> folder.Settings:
        """What ``study.yaml`` says now."""
        return self._settings()

    @property
    def sources(self) -> Mapping[str, Source]:
        """The sources of ``sources.yaml`` by id, in its order."""
        return self._sources().sources

    @property
    def source_problems(self) -> tuple[Problem, ...]:
        """What is wrong in ``sources.yaml``."""
        return tuple(self._sources().problems)

    @property
    def codebook(self) -> Codebook:
        """The codebook with the study's own codes."""
        return self._codebook()

    @property
    def pairs(self) -> tuple[StudyPair, ...]:
        """The pairs that the study compares."""
        settings = self.settings
        if self._pairs is None or self._pairs[0] is not settings:
            self._pairs = (settings, catalogue.pairs_of(settings))
        return self._pairs[1]

    @cached_property
    def store(self) -> Store:
        """The log of readings and judgements; StoreError if it was lost."""
        self.check_log()
        store = Store.open(self.folder.store, self.read_only)
        if store.seq == (0, 0) and self._used():
            store.close()
            raise StoreError(LOST)
        return store

    @cached_property
    def cache(self) -> Cache:
        """What can be made again."""
        return Cache(self.folder.cache)

    def aliases(self) -> Mapping[str, str]:
        """The study's own names of places (``places.yaml``): name to place id."""
        return self._aliases()

    def readings(self) -> Sequence[Reading]:
        """Every reading of the log, withdrawn ones too."""
        return self.log.readings(self)

    def judgements(self) -> Sequence[Judgement | Memo]:
        """Every judgement and memo of the log."""
        return self.log.judgements(self)

    def current_text(self, source: Source) -> str:
        """Return the hash of a source's newest text that nobody has withdrawn, or ""."""
        withdrawn = self.log.withdrawn(self)
        texts = [v.text_sha256 for v in source.versions if v.text_sha256 and v.text_sha256 not in withdrawn]
        return texts[-1] if texts else ""

    def document(self, source: str, text_sha256: str = "") -> Document:
        """Return a source with one of its frozen texts (the current one).

        UnknownNameError if there is no such source or text, ValueError if the text is no longer what was frozen.
        """
        if source not in self.sources:
            raise unknown("source", source, self.sources)
        entry = self.sources[source]
        sha256 = text_sha256 or self.current_text(entry)
        texts = [v.text_sha256 for v in entry.versions if v.text_sha256]
        if sha256 not in texts:
            raise unknown(f"text of {source}", sha256[:12], [t[:12] for t in texts])
        text, layout = self.folder.text(source, sha256), self.folder.layout(source, sha256)
        try:
            document = document_of(entry, text.read_bytes().decode("utf-8"), layout.read_bytes())
        except OSError as error:
            raise ValueError(f"{source}: {error.strerror}") from None
        if document.sha256 != sha256:
            raise ValueError(f"{source}: the frozen text was changed")
        return document

    # the verbs

    def add(self, *given: str | Path, note: str = "", progress: Progress | None = None, **fields: str) -> adding.Added:
        """Freeze files, folders or patterns as sources; ``note`` makes a source of your own words, dated today.

        ``fields`` (language, kind, issued, title, side) are set on every new source. Files of references (.bib, .ris,
        .json) fill the entries of the sources that they match.
        """
        for name in fields:
            if name not in FIELDS:
                raise unknown("field", name, FIELDS)
        return adding.add(self, given, note, self._checked(fields), progress)

    def preview(self, *given: str | Path, **fields: str) -> tuple[tuple[Preview, ...], Problems]:
        """Read files as ``add`` would, write nothing, and return what they would become: entry, columns, first rows."""
        from kembar.study import trying

        return trying.preview(self, given, self._checked(fields))

    def code(self, progress: Progress | None = None, only: Collection[str] = ()) -> reading.Read:
        """Let rules and tables read what they have not read yet; ``only`` names sources to look at (none: all)."""
        return reading.code(self, progress, only)

    def unread(self) -> tuple[str, ...]:
        """Return the ids of the sources that ``code`` would read."""
        return tuple(source.id for source, _, _ in reading.unread(self, reading.Reader.of(self)))

    def problems(self) -> Problems:
        """Return everything that is wrong, heaviest first; printing it shows a line each."""
        return problems.collect(self)

    def casebase(self) -> Casebase:
        """Build records, disputes and coverage from all readings and judgements."""
        return cases.casebase(self)

    def display(self, name: str, lang: str = "", **options: str) -> Display:
        """Make a display by its name: matrix, instruments, timeline, disputes, gaps, events or outside."""
        return reporting.display(self, name, lang, options)

    def report(self, path: str | Path, lang: str = "", displays: Sequence[Display] | None = None) -> Path:
        """Write the report as .html, .docx or .md and return where it lies."""
        return reporting.report(self, Path(path), lang, displays)

    def export(self, form: str, path: str | Path) -> Path:
        """Write all records with their quotes as csv, xlsx, jsonl or md and return where they lie."""
        return exporting.export(self, form, Path(path))

    def quote(
        self, source: str, words: str, supports: Sequence[str] = ("act",), near: int | None = None, cue: str = ""
    ) -> Evidence:
        """Make evidence of words that stand in a source's current text."""
        return judging.quote(self.document(source), words, supports, near, cue)

    def code_by_hand(
        self, *codings: Coding, by: str = "", scope: Scope = EVERYTHING
    ) -> tuple[Reading | None, tuple[Problem, ...]]:
        """Store a person's codings of one text if all pass the gate; returns the reading, or None with the reasons."""
        return judging.by_hand(self, codings, by, scope)

    def judge(
        self,
        verdict: str,
        *subjects: str,
        by: str = "",
        field: str = "",
        note: str = "",
        evidence: Iterable[Evidence] = (),
    ) -> Judgement:
        """Store what a person decides about codings or sources (see ``kembar.types.Judgement``)."""
        return judging.judge(self, verdict, subjects, by, field, note, tuple(evidence))

    def withdraw(self, *subjects: str, by: str = "", note: str = "") -> Judgement:
        """Take back judgements, readings or texts; they stay in the log."""
        return judging.judge(self, "withdraw", subjects, by, "", note, ())

    def serve(self, port: int = 0, browser: bool = True, say: Callable[[str], object] = print) -> None:
        """Read, code and judge in the browser, on this computer only, until Ctrl-C; ``say`` gets the address."""
        from kembar import web  # the one thing below that leads upwards, and only when it is asked for

        web.serve(self, port, browser, say)

    def memo(self, subject: str, text: str, by: str = "") -> Memo:
        """Keep a note on a source, coding, code or cell."""
        return judging.memo(self, subject, text, by)

    def merge(self, other: str | Path, dry_run: bool = False, progress: Progress | None = None) -> merging.Merged:
        """Take over from another copy of the study what this one lacks; a dry run only tells what that is."""
        return merging.merge(self, Path(other), dry_run, progress)

    # for the verbs' modules

    @property
    def home(self) -> str:
        """The place id of the study's own side; "" if there is none or it is a country; YamlError if it is neither."""
        return catalogue.home_of(self.settings, self.folder.settings)

    def check_log(self) -> None:
        """Raise StoreError if the file of the log is gone although it held something: a new one would hide the loss."""
        try:
            empty = self.folder.store.stat().st_size == 0
        except FileNotFoundError:
            empty = True
        except OSError:  # opening it says why
            empty = False
        if empty and self._used():
            raise StoreError(LOST)

    def _used(self) -> bool:
        return self.folder.cache.is_file() and self.cache.remembers()

    def save(self, source: Source) -> None:
        """Write one entry of ``sources.yaml``; StaleWriteError if somebody edited the file at this very moment."""
        known = self._sources()
        write = sourcelist.update if source.id in known.sources else sourcelist.append
        written = write(self.folder.source_list, source, known.sha256)
        self._sources.put(replace(known, sources={**known.sources, source.id: source}, sha256=written))

    def _checked(self, fields: Mapping[str, str]) -> dict[str, Any]:
        whole = {name: value.encode("utf-8", "replace").decode("utf-8") for name, value in fields.items() if value}
        given: dict[str, Any] = {name: value.strip() for name, value in whole.items() if value.strip()}
        kinds = [code.id for code in self.codebook.axis("source_kind")]
        if "kind" in given and given["kind"] not in kinds:
            raise unknown("kind of source", given["kind"], kinds)
        if "issued" in given:
            given["issued"] = catalogue.date_of(given["issued"])
        if "language" in given:
            given["language"] = catalogue.language_of(given["language"])
        return given


def new(path: str | Path, pairs: Iterable[str] = (), title: str = "") -> Study:
    """Make a study in a folder that is made if need be; ``pairs`` such as "Surabaya-Busan" or "Medan-Gwangju, KR"."""
    root = Path(path)
    folder.refuse_nested(root.expanduser().resolve())
    found = [catalogue.split_pair(pair) for pair in pairs]
    made = folder.make(root, title or ", ".join(name for name, _, _ in found) or root.resolve().name, found)
    study = Study(made.root)
    _ = study.store.seq
    return study


def open_study(path: str | Path = ".", read_only: bool = False) -> Study:
    """Open the study in a folder or the nearest one above it."""
    return Study.open(path, read_only)
