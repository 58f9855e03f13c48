"""Office files are zip archives of XML: what is refused before any parser sees them."""

from __future__ import annotations

import io
import zipfile
import zlib

#: Bytes that an archive may hold when unpacked, and how often larger than packed it may be beyond a few MB.
LARGEST = 300 * 1024 * 1024
_RATIO = 200
_SMALL = 20 * 1024 * 1024
_FILES = 10_000
_HOSTILE = ("<!DOCTYPE", "<!ENTITY")
_BROKEN = (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, zlib.error)
#: What begins a document type or an entity, in the encodings that XML comes in.
MARKS = tuple(mark.encode(code) for mark in _HOSTILE for code in ("utf-8", "utf-16-le", "utf-16-be"))


class UnsafeError(Exception):
    """An archive that is damaged, too large when unpacked, or carries XML with entities; its text says which."""


class LockedError(UnsafeError):
    """An archive that needs a password or a key."""


def open_archive(data: bytes) -> zipfile.ZipFile:
    """Open an archive after looking at its sizes and at the heads of its XML parts; raise UnsafeError."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        items = archive.infolist()
    except _BROKEN:
        raise UnsafeError("This file is damaged or cut off and cannot be unpacked") from None
    total = sum(item.file_size for item in items)
    if total > LARGEST or len(items) > _FILES or (total > _SMALL and total > _RATIO * len(data)):
        raise UnsafeError("This file grows to a dangerous size when unpacked")
    if any(item.flag_bits & 1 for item in items):
        raise LockedError("This file is locked with a password")
    for item in items:
        if item.filename.endswith((".xml", ".rels")) and _is_hostile(archive, item):
            raise UnsafeError("This file's XML defines entities, which no office program writes")
    return archive


def part(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a part of an archive, b"" if it has none of that name; raise UnsafeError if it is damaged."""
    try:
        return archive.read(name)
    except KeyError:
        return b""
    except _BROKEN:
        raise UnsafeError(f"The part {name} of this file is damaged") from None


def _is_hostile(archive: zipfile.ZipFile, item: zipfile.ZipInfo) -> bool:
    """Look for a document type in front of the first element: XML allows it nowhere else."""
    try:
        with archive.open(item) as file:
            head = file.read(65_536)
    except _BROKEN:
        raise UnsafeError(f"The part {item.filename} of this file is damaged") from None
    return any(mark in head for mark in MARKS)
