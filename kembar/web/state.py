"""The study behind the pages, and what is kept of it in memory.

All work on a study runs in one thread (``State.run``): its files and databases are never used from two at once. A page
or a write is therefore a plain function; it may call every verb of ``state.study``.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from kembar.casebase import Casebase
from kembar.displays.view import View, make_view
from kembar.problems import KembarError, NoStudyError
from kembar.sources import Worker
from kembar.study import Study, adding
from kembar.study.problems import Problems
from kembar.types import Document, Judgement, Memo, Reading
from kembar.web.session import Session

T = TypeVar("T")
DOCUMENTS = 12  # frozen texts kept in memory
ANSWERS = 500  # answers kept for writes that are sent again
STEPS = 40  # judgements that are worked in one by one; more, and the casebase is built anew


class State:
    """One open study (or none yet) and its casebase, documents and answers, for one process."""

    def __init__(self, root: Path | None, session: Session) -> None:
        self.root, self.session = root, session
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="study")
        self._study: Study | None = None
        self._worker: Worker | None = None
        self._forget()

    def _forget(self) -> None:
        self._cases: tuple[tuple[object, ...], tuple[int, int], Casebase] | None = None
        self._problems: tuple[tuple[object, ...], tuple[int, int], Problems] | None = None
        self._memo: tuple[Casebase | None, dict[str, Any]] = (None, {})
        self._documents: OrderedDict[tuple[str, str], Document] = OrderedDict()
        self.answers: OrderedDict[str, asyncio.Future[tuple[int, bytes]]] = OrderedDict()

    async def run(self, work: Callable[..., T], *given: Any) -> T:
        """Do work in the study's thread and wait for it without holding up other requests."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *given)

    def close(self) -> None:
        """Close the study; its thread ends when its work is done."""
        self._thread.submit(self._leave).result()
        self._thread.shutdown()

    def _leave(self) -> None:
        if self._worker is not None:
            self._worker.close()
            self._worker = None
        if self._study is not None:
            self._study.close()
            self._study = None

    # from here on: in the study's thread only

    def open(self, root: Path) -> Study:
        """Open another study, or this one again; NoStudyError if there is none."""
        found = Study.open(root)
        self._leave()
        self._forget()
        self._study, self.root = found, found.folder.root
        self.session.opened(self.root)
        return found

    def warm(self) -> None:
        """Build the casebase before the first page asks for it; what is wrong is told by that page."""
        if self.root is not None:
            with contextlib.suppress(KembarError, OSError, ValueError):
                self.casebase()

    @property
    def study(self) -> Study:
        """The open study; NoStudyError if none was chosen yet."""
        if self._study is None:
            if self.root is None:
                raise NoStudyError("No study is open; make or open one on the start page.")
            self.open(self.root)
        assert self._study is not None
        return self._study

    @property
    def seq(self) -> str:
        """How far both logs reach (``12-40``); it changes exactly when somebody says something new."""
        readings, judgements = self.study.store.seq
        return f"{readings}-{judgements}"

    def news(self, seen: str) -> tuple[list[Reading], list[Judgement | Memo]]:
        """Return what both logs took in since ``seen`` (a ``seq``; anything else, or one to come, is the beginning)."""
        first, _, second = seen.partition("-")
        store = self.study.store
        seen_of = [
            n if (n := _number(text)) <= now else 0 for text, now in zip((first, second), store.seq, strict=True)
        ]
        return store.readings(seen_of[0]), store.judgements(seen_of[1])

    def _given(self) -> tuple[object, ...]:
        """The files as they were read last; another object for a file that has changed."""
        study = self.study
        return study.settings, study.sources, study.codebook, study.aliases()

    def casebase(self) -> Casebase:
        """Return the casebase as it is now; after a judgement only what that touches is worked out again."""
        study, given, seq = self.study, self._given(), self.study.store.seq
        if self._cases and _same(self._cases[0], given):
            before, cases = self._cases[1], self._cases[2]
            if before == seq:
                return cases
            new, read = study.store.judgements(before[1]), study.store.readings(before[0])
            few = len(new) + len(read) <= STEPS
            if few and not self._moves_texts(new) and all(_by_hand(reading, cases) for reading in read):
                for reading in read:
                    cases = cases.reread(reading)
                for judgement in new:
                    cases = cases.rejudge(judgement) if isinstance(judgement, Judgement) else cases
                self._cases = (given, seq, cases)
                return cases
        cases = study.casebase()
        self._cases = (self._given(), study.store.seq, cases)
        return cases

    def _moves_texts(self, new: list[Judgement | Memo]) -> bool:
        """Whether a withdrawal makes another text the current one, so that the facts of its source change."""
        withdrawn = {s for j in new if isinstance(j, Judgement) and j.verdict == "withdraw" for s in j.subjects}
        if not withdrawn:
            return False
        texts = {v.text_sha256 for s in self.study.sources.values() for v in s.versions}
        return bool(texts & withdrawn) or not withdrawn.isdisjoint(
            j.id for j in self.study.judgements() if isinstance(j, Judgement) and texts & set(j.subjects)
        )

    def memo(self, name: str, make: Callable[[Casebase], T]) -> T:
        """Return what is made of the casebase, made once for as long as the casebase stays what it is."""
        cases = self.casebase()
        if self._memo[0] is not cases:
            self._memo = (cases, {})
        if name not in self._memo[1]:
            self._memo[1][name] = make(cases)
        found: T = self._memo[1][name]
        return found

    def unread(self) -> tuple[str, ...]:
        """Return the ids of the sources that the rules have still to read."""
        return self.memo("unread", lambda _: self.study.unread())

    def view(self, lang: str) -> View:
        """Return the casebase as a reader of a language sees it; quotes come in their sentences."""
        return make_view(self.casebase(), self.study.codebook, lang, self.document)

    def document(self, source: str, text_sha256: str = "") -> Document:
        """Return a document as ``Study.document`` does, from memory where it was asked for before."""
        study = self.study
        entry = study.sources.get(source)
        key = (source, text_sha256 or (study.current_text(entry) if entry else ""))
        found = self._documents.get(key)
        if found is None or found.source is not entry:
            found = study.document(source, text_sha256)
        self._documents[key] = found
        self._documents.move_to_end(key)
        while len(self._documents) > DOCUMENTS:
            self._documents.popitem(last=False)
        return found

    def add(self, path: Path) -> adding.Added:
        """Add a file or folder with a worker that stays warm for the next one."""
        if self._worker is None:
            self._worker = Worker()
        return adding.add(self.study, [path], "", {}, None, self._worker)

    def draw(self, path: Path, page: int, width: int) -> bytes:
        """Draw a page of a PDF with the worker that reads files; b"" if that cannot be done."""
        if self._worker is None:
            self._worker = Worker()
        return self._worker.draw(path, page, width)

    def problems(self, fresh: bool = False) -> Problems:
        """Return what is wrong with the study; looked up again when the study has changed, or when asked to."""
        try:
            given, seq = self._given(), self.study.store.seq
        except Exception:  # a YAML file that cannot be read: that is what collect() words as a problem
            return self.study.problems()
        kept = self._problems
        if fresh or kept is None or kept[1] != seq or not _same(kept[0], given):
            kept = (given, seq, self.study.problems())
            self._problems = kept
        return kept[2]


def _by_hand(reading: Reading, cases: Casebase) -> bool:
    """Whether a reading leaves the facts of the sources as they are: a person's, with no place of unknown spelling."""
    places = {p.id for c in reading.codings if c.pair and "name" in c.attributes for p in (c.pair.a, c.pair.b)}
    return (
        reading.method == "hand" and reading.source in cases.facts.sources and places <= cases.facts.place_names.keys()
    )


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return all(a is b for a, b in zip(one, other, strict=True))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
