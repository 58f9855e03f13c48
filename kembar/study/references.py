"""Reference lists (.bib, .ris, CSL .json): their fields go into the entries of the sources that they match."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kembar.sources import bibliography
from kembar.types import Problem

if TYPE_CHECKING:
    from kembar.study.study import Study

#: What is taken from a folder; a .json of a folder may be anything, so it must be named by itself.
SUFFIXES = (".bib", ".ris")


def is_list(path: Path) -> bool:
    """Say whether a file holds references rather than a text."""
    return path.suffix.lower() in bibliography.SUFFIXES


def take(study: Study, path: Path) -> list[Problem]:
    """Write what a list says into the entries of its sources; a reference whose source is not here is a note."""
    found, problems = bibliography.read_references(path)
    for reference, name in bibliography.match(found, study.sources):
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
