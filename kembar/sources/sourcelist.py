"""``sources.yaml`` belongs to the person: read strictly, appended to, and edited in the lines of one entry only.

An entry is ``id:`` with CSL fields and ``kind``, ``side``, ``covers``, ``copy_of``, ``retells``, ``columns``,
``speakers``, ``basis`` and ``versions`` below it. Comments, order and spelling of everything else stay as they are,
byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from kembar import yamlfile
from kembar.dates import bounds
from kembar.problems import StaleWriteError, YamlError
from kembar.sources.entries import dump, fields_of
from kembar.sources.extraction import problem
from kembar.sources.files import write
from kembar.sources.table import FIELDS
from kembar.types import Problem, Source, Version

_TEXTS = ("title", "publisher", "url", "language", "kind", "side")
_OWN = (
    *_TEXTS,
    "author",
    "issued",
    "accessed",
    "covers",
    "copy_of",
    "retells",
    "columns",
    "speakers",
    "basis",
    "versions",
)
#: Further CSL variables that an entry may hold.
CSL = (
    *("type", "DOI", "ISBN", "ISSN", "PMID", "abstract", "annote", "archive", "archive-place", "archive_location"),
    *("authority", "chapter-number", "citation-key", "collection-number", "collection-title", "container-author"),
    *("container-title", "container-title-short", "dimensions", "director", "division", "edition", "editor"),
    *("event-date", "event-place", "event-title", "genre", "interviewer", "issue", "jurisdiction", "keyword", "medium"),
    *("note", "number", "number-of-pages", "number-of-volumes", "original-date", "original-title", "page", "part"),
    *("publisher-place", "recipient", "references", "reporter", "scale", "section", "short-title", "source", "status"),
    *("submitted", "supplement", "title-short", "translator", "version", "volume", "volume-title", "year-suffix"),
)
#: The hash with which this process left a file after an append, and the ids in it: its whole was read back then.
_left: dict[Path, tuple[str, frozenset[str]]] = {}
_VERSION = ("file", "sha256", "text_sha256", "extractor")
_YEARS = re.compile(r"\s*(\d{4})\s*(?:(?:/|-|–|to)\s*(\d{4})?)?\s*")


@dataclass(frozen=True, slots=True)
class SourceList:
    """The sources of a study by id in file order, what is wrong with their values, and the hash of the file read."""

    sources: dict[str, Source]
    problems: tuple[Problem, ...]
    sha256: str


def load(path: Path) -> SourceList:
    """Read ``sources.yaml`` (a missing file is an empty list).

    A wrong, double or unknown key raises YamlError with file and line; a value that cannot be used (a date that is
    none) is a problem with its line and is left out.
    """
    data = path.read_bytes() if path.exists() else b""
    found, problems = _parse(_text(data, path.name), path.name)
    return SourceList(found, tuple(problems), _hash(data))


def append(path: Path, sources: Source | Iterable[Source], seen: str) -> str:
    """Add entries at the end; return the file's new hash.

    ``seen`` is the hash of the file as it was read; StaleWriteError if it has changed since, OutputError if it cannot
    be written. An id that stands in the file already is a YamlError.
    """
    new = [sources] if isinstance(sources, Source) else list(sources)
    text = _fresh(path, seen)
    end = _line_end(text)
    if text and not text.endswith("\n"):
        text += end
    added = "".join(end.join([*dump(source), ""]) for source in new)
    wanted, (left, ids) = {source.id: source for source in new}, _left.get(path, ("", frozenset()))
    if left == seen:
        written = _save(path, text + added, {} if ids & wanted.keys() else wanted, added)
    else:
        before = _parse(text, path.name)[0]
        ids, written = frozenset(before), _save(path, text + added, before | wanted)
    _left[path] = (written, ids | wanted.keys())
    return written


def update(path: Path, source: Source, seen: str) -> str:
    """Rewrite the lines of one entry that changed; return the file's new hash. Errors as ``append``."""
    text = _fresh(path, seen)
    top = yamlfile.parse(text, path.name)
    before = _parse(text, path.name)[0]
    if source.id not in before:
        raise YamlError(f"{path.name}: there is no source {source.id!r} to change.")
    lines = text.split("\n")
    first, last = _entry_lines(top, source.id, lines)
    end = "\r" if _line_end(text) == "\r\n" else ""
    entry = _edited(top[source.id], first, lines[first:last], before[source.id], source)
    for body in (entry, dump(source)):
        new = [*lines[:first], *(line.rstrip("\r") + end for line in body), *lines[last:]]
        candidate = "\n".join(new) + ("" if last < len(lines) else _line_end(text))
        if _same(candidate, path.name, before | {source.id: source}):
            return _save(path, candidate, before | {source.id: source})
    raise YamlError(
        f"{path.name}: the entry {source.id!r} is written in a way that cannot be edited; change it by hand."
    )


def save(path: Path, source: Source) -> str:
    """Write one entry, new or changed, into the file as it is now; return the file's new hash. Errors as ``append``."""
    now = load(path)
    write_entry = update if source.id in now.sources else append
    return write_entry(path, source, now.sha256)


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()


def _text(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise YamlError(f"{name}: not UTF-8 text ({error.reason} at byte {error.start}).") from None


def _fresh(path: Path, seen: str) -> str:
    data = path.read_bytes() if path.exists() else b""
    if _hash(data) != seen:
        raise StaleWriteError(f"{path.name} was changed by somebody else since it was read; nothing was written.")
    return _text(data, path.name)


def _save(path: Path, text: str, wanted: dict[str, Source], added: str = "") -> str:
    """Write a text that reads back as the wanted sources (its ``added`` end, where the rest was read back before)."""
    if not _same(added or text, path.name, wanted):
        raise YamlError(f"{path.name}: the change would not be read back as it was meant; nothing was written.")
    data = text.encode("utf-8")
    write(path, data)
    return _hash(data)


def _same(text: str, name: str, wanted: dict[str, Source]) -> bool:
    """Tell whether a text reads back as the wanted sources; values count as they are written."""
    try:
        found = _parse(text, name)[0]
    except YamlError:
        return False
    return found.keys() == wanted.keys() and all(dump(found[key]) == dump(wanted[key]) for key in found)


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _entry_lines(top: yamlfile.Mapping, key: str, lines: list[str]) -> tuple[int, int]:
    """Return the first line of an entry and the line behind its last, without what may describe the next entry."""
    first = top.lines[key] - 1
    last = min((line - 1 for line in top.lines.values() if line - 1 > first), default=len(lines))
    return first, _without_comments(lines, first + 1, last)


def _without_comments(lines: list[str], first: int, last: int) -> int:
    while last > first and (not lines[last - 1].strip() or lines[last - 1].lstrip().startswith("#")):
        last -= 1
    return last


def _edited(entry: yamlfile.Mapping, first: int, lines: list[str], old: Source, new: Source) -> list[str]:
    """Return the lines of an entry with the changed keys rewritten; keys that stay keep their lines and comments."""
    if any(line - 1 == first for line in entry.lines.values()):
        return dump(new)
    was, becomes = fields_of(old), fields_of(new)
    places = sorted((line - 1 - first, key) for key, line in entry.lines.items())
    indent = len(lines[places[0][0]]) - len(lines[places[0][0]].lstrip()) if places else 2
    out = lines[: places[0][0]] if places else lines[:1]
    for at, (place, key) in enumerate(places):
        behind = places[at + 1][0] if at + 1 < len(places) else len(lines)
        if was.get(key) == becomes.get(key):
            out += lines[place:behind]
            continue
        if key in becomes:
            out += dump(new, only=key, indent=indent)
        out += lines[_without_comments(lines, place + 1, behind) : behind]
    for key in becomes:
        if key not in entry:
            out += dump(new, only=key, indent=indent)
    return out


def _parse(text: str, name: str) -> tuple[dict[str, Source], list[Problem]]:
    problems: list[Problem] = []
    top = yamlfile.parse(text.removeprefix("\ufeff"), name)
    return {key: _source(key, entry, problems) for key, entry in yamlfile.entries(top)}, problems


def _source(key: str, entry: yamlfile.Mapping, problems: list[Problem]) -> Source:
    entry.only((*_OWN, *CSL))
    _inside(key, "the id of a source", entry.where())
    texts: dict[str, Any] = {name: entry.text(name) for name in _TEXTS if name in entry}
    for name in ("issued", "accessed"):
        texts[name] = _date(entry, name, problems)
    return Source(
        id=key,
        author=tuple(str(a) for a in entry.list("author")),
        covers=_years(entry, problems),
        versions=tuple(_version(entry, item) for item in entry.list("versions")),
        copy_of=entry.text("copy_of") or None,
        retells=_texts(entry, "retells") or None,
        fields={
            **{name: entry[name] for name in entry if name in CSL},
            **({"columns": _columns(entry)} if "columns" in entry else {}),
            **({"speakers": _texts(entry, "speakers")} if "speakers" in entry else {}),
        },
        basis=_texts(entry, "basis"),
        **texts,
    )


def _inside(name: str, what: str, where: str) -> None:
    """Refuse a name that would lead out of the study's folder."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    leads_out = not parts or ".." in parts or parts[0] == "/" or re.match(r"[A-Za-z]:[\\/]", name)
    if leads_out or (what.startswith("the id") and "/" in name):
        raise YamlError(f"{where}: {name!r} cannot be {what}: it must stay within the study's folder.")


def _date(entry: yamlfile.Mapping, name: str, problems: list[Problem]) -> str | None:
    value = entry.text(name)
    if not value:
        return None
    try:
        bounds(value)
    except ValueError as error:
        hint = "Write the year, month or day as 2012, 2012-05 or 2012-05-31."
        problems.append(problem("warning", "bad_date", f"{name}: {error}.", entry.where(name), hint))
        return None
    return value


def _years(entry: yamlfile.Mapping, problems: list[Problem]) -> tuple[int, int] | None:
    value = entry.get("covers")
    given = "/".join(str(year) for year in value) if isinstance(value, list) else entry.text("covers")
    if not given:
        return None
    match = _YEARS.fullmatch(given)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
    if first > last:
        hint = "Write the first and the last year as 1994/2023."
        problems.append(problem("warning", "bad_years", f"covers: {given!r} is no span.", entry.where("covers"), hint))
        return None
    return first, last


def _texts(entry: yamlfile.Mapping, name: str) -> dict[str, str]:
    value = entry.get(name, "")
    if not value:
        return {}
    if not isinstance(value, yamlfile.Mapping):
        raise YamlError(f"{entry.where(name)}: {name!r} must hold keys and values.")
    return {key: value.text(key) for key in value}


def _columns(entry: yamlfile.Mapping) -> dict[str, str]:
    """Return header -> field of a list of acts; a field that nobody knows is an error with its line."""
    columns = _texts(entry, "columns")
    for header, name in columns.items():
        if name not in FIELDS:
            known = ", ".join(FIELDS)
            raise YamlError(
                f"{entry['columns'].where(header)}: a column cannot hold {name!r}; it holds one of {known}."
            )
    return columns


def _version(entry: yamlfile.Mapping, item: Any) -> Version:
    if not isinstance(item, yamlfile.Mapping):
        raise YamlError(f"{entry.where('versions')}: a version must hold {', '.join(_VERSION)}.")
    item.only(_VERSION)
    _inside(item.text("file") or "none", "a file of the study", item.where("file"))
    return Version(**{name: item.text(name) for name in _VERSION})
