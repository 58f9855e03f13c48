"""Reference lists (.bib, .ris, CSL .json): their fields go into the entries of the sources that they match."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kembar.sources import bibliography
from kembar.types import Problem

if TYPE_CHECKING:
    from kembar.study.study import Study

SUFFIXES = bibliography.SUFFIXES
_HEAD = 4096


def is_list(path: Path) -> bool:
    """Say whether a file holds references rather than a text."""
    return path.suffix.lower() in bibliography.SUFFIXES


def is_sure(path: Path) -> bool:
    """Say whether a list found in a folder is one: a .json may be anything, and must look like a list of items."""
    if path.suffix.lower() != ".json":
        return True
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"[", b"{")) and all(
        key in head for key in (b'"id"', b'"type"', b'"title"')
    )


def take(study: Study, path: Path, placed: Mapping[Path, str]) -> list[Problem]:
    """Write what a list says into the entries of its sources; a reference whose source is not here is a note.

    ``placed`` gives the sources of the files that were added with the list, so that a path in it is followed exactly.
    """
    found, problems = bibliography.read_references(path)
    for reference, name in bibliography.match(found, study.sources, _beside(path, placed)):
        if name is None:
            message = (
                f"no source of the study matches the reference {reference.key or reference.fields.get('title')!r}."
            )
            hint = "add its file, named as in the list or with the same title or DOI"
            problems.append(Problem("note", "no-source", message, hint, "sources", reference.where))
            continue
        source = study.sources[name]
        better = bibliography.apply(source, reference)
        if better != source:
            study.save(better)
    return problems


def _beside(path: Path, placed: Mapping[Path, str]) -> dict[str, str]:
    """Return the files below a list's folder as the list writes them, with the sources that they became."""
    folder = path.resolve().parent
    return {file.relative_to(folder).as_posix(): name for file, name in placed.items() if file.is_relative_to(folder)}
