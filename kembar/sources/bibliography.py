"""Lists of references (.bib, .ris, CSL-JSON) and the sources that they describe, matched by file, DOI or title."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from kembar.offsets import letters
from kembar.sources.encodings import decode
from kembar.sources.extraction import clean, problem
from kembar.types import Problem, Source

#: Formats of reference lists, by suffix.
SUFFIXES = (".bib", ".ris", ".json")
_SURE_TITLE = 12
#: Kinds of sources by CSL type; other types tell no kind.
KINDS = {
    "article-journal": "journal_article",
    "paper-conference": "journal_article",
    "book": "book_or_thesis",
    "chapter": "book_or_thesis",
    "thesis": "book_or_thesis",
    "article-newspaper": "news",
    "article-magazine": "news",
    "report": "official_document",
    "legislation": "official_document",
    "bill": "official_document",
    "treaty": "official_document",
    "dataset": "statistics",
    "interview": "interview",
}


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of a reference list: ``fields`` named as in CSL (``author`` a list of names), ``files`` as written.

    ``where`` is ``file:line`` of the entry.
    """

    key: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    where: str = ""


def read_references(path: Path) -> tuple[list[Reference], list[Problem]]:
    """Read a reference list by its suffix; a broken entry is a problem with its line, the others are kept."""
    from kembar.sources import bibtex, csljson, ris

    readers: dict[str, Callable[[str, str], tuple[list[Reference], list[Problem]]]] = {
        ".bib": bibtex.read,
        ".ris": ris.read,
        ".json": csljson.read,
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        return [], [
            problem("error", "unsupported", "This is no list of references.", path.name, "Use .bib, .ris, .json.")
        ]
    try:
        decoded = decode(path.read_bytes())
    except OSError as error:
        return [], [problem("error", "unreadable", f"This file cannot be opened: {error.strerror}.", path.name)]
    if decoded is None:
        return [], [problem("error", "encoding", "The encoding of this file could not be told.", path.name)]
    return reader(clean(decoded.text)[0], path.name)


def match(
    references: Iterable[Reference], sources: Mapping[str, Source], beside: Mapping[str, str] | None = None
) -> list[tuple[Reference, str | None]]:
    """Return each reference with the id of its source: the one of its file, else of its DOI, else of its title.

    ``beside`` gives the sources of files by their path from the list's folder; a file that is not among them is known
    by its name alone, if only one source has that name.
    """
    files: dict[str, set[str]] = {}
    dois: dict[str, str] = {}
    titles: dict[str, str] = {}
    for name, source in sources.items():
        for version in source.versions:
            files.setdefault(_file_name(version.file), set()).add(name)
        dois.setdefault(_doi(source.fields.get("DOI")), name)
        titles.setdefault(_title(source.title), name)
    paths = {_path(path): name for path, name in (beside or {}).items()}
    for path, name in paths.items():
        files.setdefault(_file_name(path), set()).add(name)
    out: list[tuple[Reference, str | None]] = []
    for reference in references:
        found = next((paths[p] for f in reference.files if (p := _path(f)) in paths), None)
        alike = [files.get(_file_name(f), set()) for f in reference.files]
        found = found or next((next(iter(names)) for names in alike if len(names) == 1), None)
        doi, title = _doi(reference.fields.get("DOI")), _title(reference.fields.get("title"))
        found = found or (dois.get(doi) if doi else None) or (titles.get(title) if title else None)
        out.append((reference, found))
    return out


def _path(path: str) -> str:
    return unicodedata.normalize("NFC", path.replace("\\", "/")).casefold().removeprefix("./")


def _file_name(path: str) -> str:
    return unicodedata.normalize("NFC", PurePosixPath(path.replace("\\", "/")).name).casefold()


def _doi(value: Any) -> str:
    return str(value or "").strip().lower().removeprefix("https://doi.org/").removeprefix("doi:").strip()


def _title(value: Any) -> str:
    plain = letters(str(value or "")).text
    return plain if len(plain) >= _SURE_TITLE else ""


def apply(source: Source, reference: Reference) -> Source:
    """Return the source with what the reference says, where the source says nothing or only what was guessed.

    What a person wrote by hand has no ``basis`` and stays.
    """
    own = {"title": "title", "author": "author", "issued": "issued", "publisher": "publisher", "URL": "url"}
    own |= {"accessed": "accessed", "language": "language"}
    given: dict[str, Any] = {}
    more: dict[str, Any] = {}
    for name, value in reference.fields.items():
        attribute = own.get(name, "")
        held = getattr(source, attribute) if attribute else source.fields.get(name)
        if held and (attribute or name) not in source.basis:
            continue
        if attribute:
            given[attribute] = tuple(value) if attribute == "author" else value
        else:
            more[name] = value
    if source.kind == "other" and reference.fields.get("type") in KINDS:
        given["kind"] = KINDS[reference.fields["type"]]
    basis = dict.fromkeys([*given, *more], reference.where)
    return replace(source, **given, fields={**source.fields, **more}, basis={**source.basis, **basis})
