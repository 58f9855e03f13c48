"""BibTeX and BibLaTeX by bibtexparser, which goes on behind a broken entry and says where it stood."""

from __future__ import annotations

import logging
import re
from typing import Any

from kembar.sources.bibdates import edtf
from kembar.sources.bibliography import Reference
from kembar.sources.extraction import problem
from kembar.types import Problem

_TYPES = {
    "article": "article-journal",
    "book": "book",
    "mvbook": "book",
    "collection": "book",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "thesis": "thesis",
    "techreport": "report",
    "report": "report",
    "online": "webpage",
    "www": "webpage",
    "dataset": "dataset",
    "legislation": "legislation",
}
_FILE = re.compile(r"[,\s]file\s*=\s*(?:\{((?:[^{}]|\{[^{}]*\})*)\}|\"([^\"]*)\")", re.I)
_FIELDS = {
    "title": "title",
    "publisher": "publisher",
    "school": "publisher",
    "institution": "publisher",
    "organization": "publisher",
    "address": "publisher-place",
    "location": "publisher-place",
    "journal": "container-title",
    "journaltitle": "container-title",
    "booktitle": "container-title",
    "volume": "volume",
    "number": "issue",
    "issue": "issue",
    "pages": "page",
    "edition": "edition",
    "series": "collection-title",
    "doi": "DOI",
    "url": "URL",
    "isbn": "ISBN",
    "issn": "ISSN",
    "langid": "language",
    "abstract": "abstract",
    "note": "note",
}


def read(text: str, name: str) -> tuple[list[Reference], list[Problem]]:
    """Read a .bib file; ``name`` stands in problems and in ``where``."""
    import bibtexparser
    from bibtexparser import middlewares

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what it says there stands in the problems below
    steps = [middlewares.LatexDecodingMiddleware(), middlewares.SeparateCoAuthors()]
    library = bibtexparser.parse_string(text, append_middleware=steps)
    problems = []
    for block in library.failed_blocks:
        what = " ".join(str(block.error or "").split()) or "it is not closed or not written as BibTeX"
        where = f"{name}:{(block.start_line or 0) + 1}"
        problems.append(problem("warning", "broken_reference", f"This entry was not read: {what}.", where))
    return [_reference(entry, name) for entry in library.entries], problems


def _reference(entry: Any, name: str) -> Reference:
    values = {key.lower(): field.value for key, field in entry.fields_dict.items()}
    fields: dict[str, Any] = {"type": _TYPES.get(entry.entry_type.lower(), "document")}
    for key, csl in _FIELDS.items():
        if values.get(key) and csl not in fields:
            fields[csl] = _plain(values[key])
    for key in ("author", "editor"):
        names = values.get(key) or []
        people = [_plain(person) for person in ([names] if isinstance(names, str) else names)]
        if people:
            fields[key] = people
    date = str(values.get("date") or "").split("/")[0]
    issued = edtf(date) or edtf(values.get("year"), values.get("month"), values.get("day"))
    if issued:
        fields["issued"] = issued
    accessed = edtf(str(values.get("urldate") or ""))
    if accessed:
        fields["accessed"] = accessed
    raw = _FILE.search(str(entry.raw or ""))  # as it stands: backslashes of paths are no LaTeX
    files = _files((raw[1] or raw[2] or "") if raw else "")
    return Reference(entry.key, fields, files, f"{name}:{entry.start_line + 1}")


def _plain(value: Any) -> str:
    return " ".join(re.sub(r"[{}]", "", str(value)).split()).replace("--", "–")


def _files(value: str) -> tuple[str, ...]:
    """Return the paths of Zotero's and JabRef's ``file`` field: ``description:path:type`` parted by ``;``."""
    out = []
    for item in re.split(r"(?<!\\);", value):
        parts = re.split(r"(?<!\\):(?!\\)", item.strip())
        path = parts[1] if len(parts) >= 3 else parts[0]
        if path:
            out.append(re.sub(r"\\(.)", r"\1", path))
    return tuple(out)
