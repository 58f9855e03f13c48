"""Names that survive every file system: of originals under ``sources/`` and of sources themselves."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from pathlib import PurePath

_DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{d}{n}" for d in ("com", "lpt") for n in "0123456789¹²³"
}
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]')
LONGEST = 180  # bytes of a name in its decomposed form, the longer of the two that file systems keep


def safe_name(name: str) -> str:
    """Return a file name that NTFS, APFS and ext4 all take: composed, no device name, no trailing dot, not too long."""
    clean = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", name))
    clean = " ".join(clean.split()).strip(". ") or "file"
    stem, dot, suffix = clean.rpartition(".") if "." in clean else (clean, "", "")
    if _size(suffix) > 20:
        stem, dot, suffix = clean, "", ""
    if stem.split(".")[0].strip().casefold() in _DEVICES:
        stem = f"_{stem}"
    if _size(stem) > LONGEST:
        mark = hashlib.sha256(stem.encode("utf-8")).hexdigest()[:6]
        stem = f"{_cut(stem, LONGEST - 7).rstrip('. ')}~{mark}"
    return f"{stem}{dot}{suffix}"


def numbered(name: str, taken: Collection[str]) -> str:
    """Return the name, or ``stem~2.suffix`` and so on, the first that is not among ``taken`` (compared by letters)."""
    used = {key(other) for other in taken}
    path, number, candidate = PurePath(name), 2, name
    while key(candidate) in used:
        candidate = f"{path.stem}~{number}{path.suffix}"
        number += 1
    return candidate


@lru_cache(maxsize=65536)  # every file that is added is compared with every one that is there
def unnumbered(name: str) -> str:
    """Return the name that ``numbered`` was given, in comparable form."""
    path = PurePath(name)
    return key(re.sub(r"~\d+$", "", path.stem) + path.suffix)


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """Return a name as case-insensitive, composing file systems compare it."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def source_id(name: str, taken: Collection[str]) -> str:
    """Return an id for a source from its file's name or title: letters and digits of any script, ``-``, unique."""
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())
    slug = re.sub(r"[^\w]+|_+", "-", plain).strip("-")
    slug = _cut(slug, 80).strip("-") or "source"
    if slug in _DEVICES:
        slug = f"source-{slug}"
    used, number, candidate = {key(other) for other in taken}, 2, slug
    while key(candidate) in used:
        candidate = f"{slug}-{number}"
        number += 1
    return candidate


def _size(text: str) -> int:
    return len(unicodedata.normalize("NFD", text).encode("utf-8", "replace"))


def _cut(text: str, size: int) -> str:
    total = 0
    for index, letter in enumerate(text):
        total += _size(letter)
        if total > size:
            return text[:index]
    return text
