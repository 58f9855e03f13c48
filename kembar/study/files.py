"""Reading and writing files so that a kill, a full disk or a missing right leaves nothing half-written."""

from __future__ import annotations

import contextlib
import errno
import glob
import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from kembar.problems import OutputError, reason
from kembar.sources import ocr
from kembar.sources.files import aim, through
from kembar.sources.kinds import SOUNDS, TRANSCRIBE
from kembar.types import Problem

_NOISE = {"thumbs.db", "desktop.ini"}
#: Formats of documents and of pictures that are not read, but that a folder of sources often holds.
_DOCUMENTS = {".doc", ".ppt", ".odp", ".msg", ".hml", ".wpd", ".pages", ".numbers", ".key", ".mobi", ".azw3", ".djvu"}
PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".webp", ".heic"}
#: What a browser puts behind the name of a page for the folder that it saves with it.
SAVED_FOLDERS = ("_files", ".files")
_CHUNK = 1 << 20


def write(path: Path, data: bytes) -> None:
    """Write a file by rename: it is there as a whole or not at all. Raises OutputError.

    A link is followed; a device or a pipe is written into, never replaced.
    """
    if through(path, data):
        return
    path = aim(path)
    temporary = path.with_name(f".{path.name[:40]}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise OutputError(f"{path} could not be written: {reason(error)}.") from None
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def make_folder(path: Path) -> None:
    """Make a folder that may be there already; OutputError if the system refuses."""
    try:
        path.mkdir(exist_ok=True)
    except OSError as error:
        raise OutputError(f"{show(path)} could not be made: {reason(error)}.") from None


def copy(source: Path, target: Path) -> str:
    """Copy a file's bytes and return their sha256; OSError of the source passes, the target raises OutputError."""
    hashed, at_work = hashlib.sha256(), source
    try:
        with source.open("rb") as reading:
            at_work = target
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as writing:
                while data := _read(reading):
                    hashed.update(data)
                    writing.write(data)
                writing.flush()
                os.fsync(writing.fileno())
    except _Unreadable as error:
        raise error.cause from None
    except OSError as error:
        if at_work is source:
            raise
        raise OutputError(f"{target.parent} could not be written: {reason(error)}.") from None
    return hashed.hexdigest()


def move(source: Path, target: Path) -> None:
    """Rename a file of our own into its place; OutputError if the system refuses."""
    try:
        source.replace(target)
    except OSError as error:
        raise OutputError(f"{target} could not be written: {reason(error)}.") from None


class _Unreadable(Exception):
    """A failure of the file that is read, told from one of the file that is written."""

    def __init__(self, cause: OSError) -> None:
        super().__init__()
        self.cause = cause


def _read(file: BinaryIO) -> bytes:
    try:
        return file.read(_CHUNK)
    except OSError as error:
        raise _Unreadable(error) from None


def sha256_of(path: Path) -> str:
    """Return the sha256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def expand(given: Iterable[str | Path], suffixes: Iterable[str]) -> tuple[list[Path], list[Problem]]:
    """Turn what a person names (files, folders, patterns) into files, each once, in order; the rest are Problems.

    A folder gives the files below it whose suffix is known, without hidden ones, and a problem for each document of a
    format that is not read; a file named by itself is always taken, whatever its suffix.
    """
    known = {s.lower() for s in suffixes}
    files: dict[Path, Path] = {}
    problems: list[Problem] = []
    for item in given:
        path = Path(item)
        try:
            if not str(item).strip():  # else an empty name is the folder that one is in
                raise FileNotFoundError(errno.ENOENT, "No such file or directory")
            path = path.expanduser()
            found, told = _named(path, known)
            what = "no file in it that can be read" if path.is_dir() else "no such file"
        except (OSError, RuntimeError) as error:  # a folder above that may not be looked into; a home nobody has
            found, told = [], [_closed(path, error)]
        if not found and not any(problem.severity == "error" for problem in told):
            told.append(Problem("error", "no-file", f"{what}.", stage="sources", where=show(path)))
        problems += [problem for problem in told if problem not in problems]
        for file in found:
            files.setdefault(real(file), file)
    return list(files.values()), problems


def apart(paths: Iterable[Path], root: Path) -> tuple[list[Path], list[Problem]]:
    """Leave out what a study in ``root`` has made itself (texts, reports): only its originals can be added again."""
    root, kept, own = root.resolve(), list[Path](), dict[str, None]()
    for path in paths:
        place = real(path)
        inside = place.relative_to(root).parts if place.is_relative_to(root) else ()
        if inside and inside[0] != "sources":
            own[inside[0]] = None
        else:
            kept.append(path)
    message = "left out: this is a part of the study itself."
    return kept, [Problem("warning", "own-file", message, stage="sources", where=show(root / name)) for name in own]


def real(path: str | Path) -> Path:
    """Return where a path leads; one whose links lead in a circle stays as it is."""
    try:
        return Path(path).resolve()
    except (OSError, RuntimeError):
        return Path(path).absolute()


def _named(path: Path, known: set[str]) -> tuple[list[Path], list[Problem]]:
    if path.is_dir():
        return _below(path, known)
    return ([path], []) if path.is_file() else _matching(path, known)


def _matching(path: Path, known: set[str]) -> tuple[list[Path], list[Problem]]:
    found: list[Path] = []
    problems: list[Problem] = []
    if glob.has_magic(str(path)):
        for hit in sorted(glob.glob(str(path), recursive=True)):  # noqa: PTH207 (Path.glob needs a root)
            if pipe := _pipe(Path(hit)):
                problems.append(pipe)
                continue
            below, told = _below(Path(hit), known) if Path(hit).is_dir() else ([Path(hit)], [])
            found += below
            problems += told
    return found, problems


def _below(folder: Path, known: set[str]) -> tuple[list[Path], list[Problem]]:
    found: list[Path] = []
    problems: list[Problem] = []
    for root, folders, names in os.walk(folder, onerror=lambda e: problems.append(_closed(Path(e.filename), e))):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not saved_with(name, names))
        for name in sorted(names):
            path = Path(root) / name
            if name.startswith((".", "~$")) or name.lower() in _NOISE:
                continue
            problem = _stray(path, folder) if path.suffix.lower() in known else left_out(path)
            if problem:
                problems.append(problem)
            elif path.suffix.lower() in known:
                found.append(path)
    return found, problems


def _stray(path: Path, folder: Path) -> Problem | None:
    """Return the problem of what stands in a folder but is no file of it; None for a file."""
    if path.is_symlink() and not real(path).is_relative_to(folder.resolve()):
        hint = "Add the file that it leads to by itself."
        return Problem("warning", "link", "left out: a link that leads out of the folder.", hint, "sources", show(path))
    return _pipe(path)


def _pipe(path: Path) -> Problem | None:
    """Return the problem of a pipe or a device, which would be waited for without end; None for anything else."""
    if not path.exists() or path.is_file() or path.is_dir():
        return None
    message = "left out: a pipe or a device, and no file."
    return Problem("warning", "no-file", message, stage="sources", where=show(path))


def saved_with(folder: str, names: Iterable[str]) -> bool:
    """Tell whether a folder holds the pictures and scripts of a page beside it, which a browser saved with it."""
    stem = next((folder.removesuffix(end) for end in SAVED_FOLDERS if folder.endswith(end)), "")
    return bool(stem) and any(f"{stem}{suffix}" in names for suffix in (".html", ".htm", ".xhtml"))


def _closed(path: Path, error: Exception) -> Problem:
    what = reason(error) if isinstance(error, OSError) else str(error).rstrip(".")
    return Problem("error", "no-file", f"this could not be opened: {what}.", stage="sources", where=show(path))


def left_out(path: Path) -> Problem | None:
    """Return the problem of a document or picture in a format that is not read; None for other files."""
    suffix = path.suffix.lower()
    if suffix not in _DOCUMENTS | PICTURES | SOUNDS:
        return None
    message = f"left out: the format {suffix} is not read."
    hint = "Convert it to .docx or .pdf and add that."
    if suffix in PICTURES:
        message, hint = "left out: a picture, whose letters must be read by OCR.", ocr.INSTALL
    if suffix in SOUNDS:
        message, hint = "left out: a recording is not read.", TRANSCRIBE
    return Problem("warning", "format-not-read", message, hint, stage="sources", where=show(path))


def show(path: Path) -> str:
    """Return a path that fits on a line of a message, whatever its name holds."""
    text = str(path).encode("utf-8", "replace").decode("utf-8")
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
