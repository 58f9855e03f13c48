"""Everything that is wrong with a study, as one list: files, texts, YAML, and what the stages noted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kembar import yamlfile
from kembar.problems import StoreError, YamlError, lines
from kembar.sources import document_of
from kembar.study import files
from kembar.study.names import key
from kembar.types import Problem, Source, Version

if TYPE_CHECKING:
    from kembar.study import Study

STAGE = "study"
_RANK = {"error": 0, "warning": 1, "note": 2}


class Problems(tuple[Problem, ...]):
    """Problems in the order of their weight; printing them shows one or two lines each."""

    __slots__ = ()

    @classmethod
    def of(cls, found: Iterable[Problem]) -> Problems:
        """Put problems in order, each once."""
        return cls(sorted(dict.fromkeys(found), key=lambda p: (_RANK[p.severity], p.where)))

    @property
    def errors(self) -> Problems:
        """Those of severity error."""
        return Problems(p for p in self if p.severity == "error")

    def __str__(self) -> str:
        return "\n".join(lines(self)) or "no problems"


def collect(study: Study) -> Problems:
    """Look at the whole study: nothing is written, and no problem hides another."""
    found: list[Problem] = []
    for check in (_settings, _codebook, _places, _home, _source_list, _kinds, _texts, _originals, _noted, _store):
        try:
            found += check(study)
        except YamlError as error:
            where, _, message = str(error).partition(": ")
            found.append(Problem("error", "yaml", message, "mend the file and try again", STAGE, where))
        except StoreError as error:
            found.append(Problem("error", "store", str(error), stage=STAGE, where="study.db"))
    return Problems.of(found)


def _settings(study: Study) -> Iterator[Problem]:
    if not study.pairs:
        hint = "write two places under pairs in study.yaml, or records of all pairs are shown"
        yield Problem("note", "no-pairs", "the study names no pairs.", hint, STAGE, "study.yaml")


def _codebook(study: Study) -> Iterable[Problem]:
    assert study.codebook.version
    return ()


def _places(study: Study) -> Iterable[Problem]:
    study.aliases()
    return ()


def _home(study: Study) -> Iterable[Problem]:
    _ = study.home
    return ()


def _source_list(study: Study) -> Iterable[Problem]:
    return study.source_problems


def _kinds(study: Study) -> Iterator[Problem]:
    """Kinds of sources that the codebook does not have, and originals of copies that are not listed."""
    kinds = [code.id for code in study.codebook.axis("source_kind")]
    for source in study.sources.values():
        for field, value, known in (("kind", source.kind, kinds), ("copy_of", source.copy_of, study.sources)):
            if value and value not in known:
                entry = yamlfile.load(study.folder.source_list)[source.id]
                message = f"{field}: there is nothing called {value!r}."
                hint = f"write one of {', '.join(kinds)}" if field == "kind" else "write the id of another source"
                yield Problem("warning", f"unknown-{field}", message, hint, STAGE, entry.where(field))


def _texts(study: Study) -> Iterator[Problem]:
    known = set()
    for source in study.sources.values():
        for version in source.versions:
            if not version.text_sha256:
                yield from _unread(study, source, version)
                continue
            known |= {
                study.folder.text(source.id, version.text_sha256),
                study.folder.layout(source.id, version.text_sha256),
            }
            yield from check_text(study, source, version)
    for path in sorted(study.folder.texts.glob("*/*")) if study.folder.texts.is_dir() else ():
        if path not in known and not path.name.startswith("."):  # a copy that a kill left half-written is never read
            where = f"texts/{files.show(path.relative_to(study.folder.texts))}"
            yield _orphan(where, "add its original again, or delete it")


def check_text(study: Study, source: Source, version: Version) -> Iterator[Problem]:
    """Tell whether a frozen text is still what was frozen."""
    path = study.folder.text(source.id, version.text_sha256)
    where = f"{source.id}, texts/{source.id}/{path.name}"
    hint = f"kembar add sources/{version.file} makes it again; an edited copy belongs in a file of its own"
    layout = study.folder.layout(source.id, version.text_sha256)
    same = sound = True
    missing = False
    try:
        same = files.sha256_of(path) == version.text_sha256
        sound = _is_layout(layout, *_state(layout))
    except OSError:
        missing = True
    if missing:
        yield Problem("error", "text-missing", "a frozen text or its layout is gone.", hint, STAGE, where)
    elif not same:
        message = "the frozen text was changed by hand, so its quotes cannot be trusted; it is not read."
        yield Problem("error", "text-changed", message, hint, STAGE, where)
    elif not sound:
        where = f"{source.id}, texts/{source.id}/{layout.name}"
        yield Problem("error", "layout-damaged", "the layout of a text is damaged; it is not read.", hint, STAGE, where)


def _state(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_mtime_ns, found.st_size


@lru_cache(maxsize=65536)  # a large study is looked at again after every decision
def _is_layout(path: Path, time: int, size: int) -> bool:
    try:
        document_of(Source(""), "", path.read_bytes())
    except ValueError:
        return False
    return True


@lru_cache(maxsize=65536)  # originals may be large
def _hash(path: Path, time: int, size: int) -> str:
    return files.sha256_of(path)


def hash_of(path: Path) -> str:
    """Return the sha256 of a file, worked out anew only when its time or size has changed; OSError if it is gone."""
    return _hash(path, *_state(path))


def _unread(study: Study, source: Source, version: Version) -> Iterator[Problem]:
    if not any(p.stage == "sources" and p.severity == "error" for p in study.cache.problems().get(source.id, ())):
        hint = f"kembar add sources/{version.file} says why"
        yield Problem(
            "error", "not-read", "no text could be read from this file.", hint, STAGE, f"{source.id}, {version.file}"
        )


def _originals(study: Study) -> Iterator[Problem]:
    listed = {key(v.file): (s, v) for s in study.sources.values() for v in s.versions}
    present = {}
    if study.folder.sources.is_dir():
        names = [p for p in study.folder.sources.iterdir() if p.is_file() and not p.name.startswith(".")]
        present = {key(p.name): p for p in sorted(names)}
    for name, path in present.items():
        if name not in listed:
            yield _orphan(
                f"sources/{files.show(path)}".replace(str(path.parent), "").replace("//", "/"), "kembar add sources"
            )
    for name, (source, version) in listed.items():
        where = f"{source.id}, sources/{version.file}"
        if name not in present:
            message = "the original is gone; its text stays readable."
            yield Problem("warning", "original-missing", message, "put it back", STAGE, where)
        elif _changed(present[name], version):
            message = "the original is not the file that was read: its bytes have changed, or it cannot be opened."
            hint = "put it back as it was, and add the changed file under another name"
            yield Problem("error", "original-changed", message, hint, STAGE, where)


def _changed(path: Path, version: Version) -> bool:
    """Tell whether an original differs from what was read; an entry by hand without a hash says nothing."""
    try:
        return bool(version.sha256) and hash_of(path) != version.sha256
    except OSError:
        return True


def _orphan(where: str, hint: str) -> Problem:
    message = "this file belongs to no source of sources.yaml (left by an interrupted add, or put there by hand)."
    return Problem("warning", "orphan", message, hint, STAGE, where)


def _noted(study: Study) -> Iterator[Problem]:
    """What reading and coding noted; where that was lost with the cache, how it is found again."""
    if not study.cache.readers() and not study.cache.took_over() and _was_coded(study):
        message = "cache.db was lost, and with it what was noted while the texts were read."
        yield Problem("note", "cache-lost", message, "kembar code finds it again", STAGE, "cache.db")
    for source, problems in study.cache.problems().items():
        if source in study.sources:
            yield from problems


def _was_coded(study: Study) -> bool:
    """Whether rules have read a text that they can read again: the current one of a listed source, still as it was."""
    current = {source.id: study.current_text(source) for source in study.sources.values()}
    read = {(reading.source, reading.text_sha256) for reading in study.readings() if reading.method == "rules"}
    return any(_is_sound(study, name) for name, sha256 in current.items() if (name, sha256) in read)


def _is_sound(study: Study, source: str) -> bool:
    try:
        study.document(source)
    except ValueError:
        return False
    return True


def _store(study: Study) -> Iterator[Problem]:
    """Readings whose codes the codebook no longer has, or whose source is no longer listed."""
    study.check_log()  # the file may have gone while it was open
    unknown: dict[tuple[str, str], int] = {}
    book, listed = study.codebook, study.sources
    for reading in study.readings():
        if reading.source not in listed:
            unknown[(reading.source, "")] = 1
        for coding in reading.codings:
            for code in (coding.kind, coding.sector):
                if code and code not in book:
                    unknown[(reading.source, code)] = unknown.get((reading.source, code), 0) + 1
    for (source, code), count in unknown.items():
        if code:
            message = f"{count} codings carry {code!r}, which the codebook does not have."
            yield Problem("warning", "unknown-code", message, "add it to codebook.yaml", STAGE, source)
        else:
            message = "there are readings of a source that sources.yaml does not list."
            yield Problem("warning", "source-gone", message, "put its entry back", STAGE, source)
