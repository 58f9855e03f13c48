"""ZIP archives that are added: what can be read in them is unpacked beside the study, within limits, and told if not.

Unpacking is done by the standard library in this process: it parses nothing but the list of names, and every file is
written no further than the archive says it goes.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO

from kembar.problems import OutputError, reason
from kembar.study import files, names
from kembar.types import Problem

#: Bytes that an archive may hold when unpacked, and how often larger than packed it may be beyond a few MB.
LARGEST = 2 << 30
RATIO = 200
_SMALL = 20 << 20
_MEMBERS = 20_000
_CHUNK = 1 << 20
_UTF8, _ENCRYPTED = 0x800, 0x1
#: Encodings of names that old programs wrote without saying so, the likelier first.
_CODES = ("utf-8", "euc_kr", "cp932", "cp949")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


def unpack(path: Path, folder: Path, suffixes: Iterable[str]) -> list[Problem]:
    """Write the readable members of an archive below a folder; what was left out is told. OutputError if disk fails."""
    known, told = frozenset(suffixes), list[Problem]()
    try:
        with zipfile.ZipFile(path) as archive:
            items = archive.infolist()
            if reason := _refusal(items, path.stat().st_size):
                return [_problem("error", "archive-refused", reason, "Unpack it by hand and add what is in it.", path)]
            taken: dict[str, set[str]] = {}
            for item in items:
                told += _member(archive, item, folder, known, path, taken)
    except _BROKEN as error:
        message = f"this archive cannot be unpacked: {str(error).rstrip('.') or type(error).__name__}."
        told.append(_problem("error", "archive-damaged", message, "Unpack it by hand and add what is in it.", path))
    return told


def _refusal(items: list[zipfile.ZipInfo], size: int) -> str:
    total = sum(item.file_size for item in items)
    if total > LARGEST or (total > _SMALL and total > RATIO * size):
        return "this archive grows to a dangerous size when unpacked."
    if len(items) > _MEMBERS:
        return f"this archive holds more than {_MEMBERS} files."
    return "this archive is locked with a password." if any(i.flag_bits & _ENCRYPTED for i in items) else ""


def _member(
    archive: zipfile.ZipFile,
    item: zipfile.ZipInfo,
    folder: Path,
    known: frozenset[str],
    path: Path,
    taken: dict[str, set[str]],
) -> Iterator[Problem]:
    """Write one member, or say why not; ``taken`` are the paths that others of the archive have."""
    inner = PurePosixPath(_name(item).replace("\\", "/"))
    suffix, where = inner.suffix.lower(), path / inner.as_posix().lstrip("/")
    if item.is_dir() or not inner.parts or inner.name.startswith((".", "~$")) or "__MACOSX" in inner.parts:
        return
    if inner.is_absolute() or ".." in inner.parts or ":" in inner.parts[0]:
        yield _problem("error", "outside", "left out: its name leads out of the archive.", "", where)
    elif stat.S_ISLNK(item.external_attr >> 16):
        yield _problem("error", "link", "left out: it is a link and no file.", "", where)
    elif suffix == ".zip":
        yield _problem("warning", "nested", "left out: an archive within an archive.", "Add it by itself.", where)
    elif suffix in known:
        target = _free(folder.joinpath(*(names.safe_name(part) for part in inner.parts)), taken)
        try:
            with archive.open(item) as file:
                _write(file, target, item.file_size)
            with contextlib.suppress(ValueError, OverflowError, OSError):
                os.utime(target, (datetime(*item.date_time).timestamp(),) * 2)
        except _BROKEN as error:
            with contextlib.suppress(OSError):
                target.unlink(missing_ok=True)
            message = f"this file of the archive is damaged: {str(error).rstrip('.')}."
            yield _problem("error", "archive-damaged", message, "", where)
    elif problem := files.left_out(where):
        yield problem


def _free(target: Path, taken: dict[str, set[str]]) -> Path:
    """Return a path that no other member has; two names may become one when what a system forbids is left out."""
    beside = taken.setdefault(names.key(str(target.parent)), set())
    if names.key(target.name) in beside:
        target = target.with_name(names.numbered(target.name, beside))
    beside.add(names.key(target.name))
    return target


def _name(item: zipfile.ZipInfo) -> str:
    """Return a member's name; one whose encoding is not said is read as UTF-8, else in a code of East Asian systems."""
    if item.flag_bits & _UTF8:
        return item.filename
    try:
        raw = item.filename.encode("cp437")
    except UnicodeEncodeError:
        return item.filename
    if raw.isascii():
        return item.filename
    for code in _CODES:
        with contextlib.suppress(UnicodeDecodeError):
            return raw.decode(code)
    return item.filename


def _write(file: IO[bytes], target: Path, size: int) -> None:
    """Copy a member, no byte beyond what the list of the archive says."""
    left = size
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        writing = target.open("wb")
    except OSError as error:
        if error.errno in (errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG):
            raise ValueError(f"its name cannot be kept here ({reason(error)})") from None
        raise OutputError(f"{target.parent} could not be written: {reason(error)}.") from None
    with writing:
        while data := file.read(min(_CHUNK, left + 1)):
            left -= len(data)
            if left < 0:
                raise ValueError("it is longer than the archive says")
            try:
                writing.write(data)
            except OSError as error:
                raise OutputError(f"{target.parent} could not be written: {reason(error)}.") from None


def _problem(severity: str, name: str, message: str, hint: str, where: Path) -> Problem:
    return Problem(severity, name, message, hint, "sources", files.show(where))  # type: ignore[arg-type]
