"""RIS: two letters, two blanks, a dash and a value a line; what does not fit is said and the record is kept."""

from __future__ import annotations

import re
from typing import Any

from kembar.sources.bibdates import edtf
from kembar.sources.bibliography import Reference
from kembar.sources.extraction import problem
from kembar.types import Problem

_LINE = re.compile(r"([A-Z][A-Z0-9])\s{1,2}-(?:\s(.*))?")
_TYPES = {
    "JOUR": "article-journal",
    "EJOUR": "article-journal",
    "BOOK": "book",
    "EBOOK": "book",
    "CHAP": "chapter",
    "THES": "thesis",
    "NEWS": "article-newspaper",
    "MGZN": "article-magazine",
    "RPRT": "report",
    "GOVDOC": "report",
    "CONF": "paper-conference",
    "CPAPER": "paper-conference",
    "ELEC": "webpage",
    "BLOG": "webpage",
    "DATA": "dataset",
    "STAT": "legislation",
    "BILL": "bill",
}
# For each CSL field the tags that may hold it, the best first.
_FIELDS = {
    "title": ("TI", "T1", "CT", "BT"),
    "container-title": ("T2", "JO", "JF", "JA", "J2"),
    "collection-title": ("T3",),
    "publisher": ("PB",),
    "publisher-place": ("CY", "PP"),
    "volume": ("VL",),
    "issue": ("IS",),
    "edition": ("ET",),
    "DOI": ("DO",),
    "URL": ("UR",),
    "ISSN": ("SN",),
    "language": ("LA",),
    "abstract": ("AB", "N2"),
    "note": ("N1", "LB"),
}
_AUTHORS = ("AU", "A1")
_FILES = ("L1", "L4", "L2")


def read(text: str, name: str) -> tuple[list[Reference], list[Problem]]:
    """Read a .ris file; ``name`` stands in problems and in ``where``."""
    found: list[Reference] = []
    problems: list[Problem] = []
    tags: dict[str, list[str]] = {}
    began, last = 0, ""
    for number, line in enumerate(text.split("\n"), 1):
        match = _LINE.fullmatch(line.strip())
        if match is None:
            if line.strip() and last in ("AB", "N1", "N2", "TI", "T1") and line[:1].isspace():
                tags[last][-1] += f" {line.strip()}"
            elif line.strip():
                problems.append(_said(f"This line is no part of a record: {line.strip()[:60]!r}.", name, number))
            continue
        tag, value = match[1], (match[2] or "").strip()
        if tag == "TY":
            if tags:
                problems.append(_said("This record has no end (ER).", name, began))
                found.append(_reference(tags, name, began))
            tags, began = {"TY": [value]}, number
        elif tag == "ER":
            if tags:
                found.append(_reference(tags, name, began))
            tags = {}
        elif tags:
            tags.setdefault(tag, []).append(value)
            last = tag
        else:
            problems.append(_said(f"{tag} stands outside of a record.", name, number))
    if tags:
        problems.append(_said("This record has no end (ER).", name, began))
        found.append(_reference(tags, name, began))
    return found, problems


def _said(message: str, name: str, number: int) -> Problem:
    return problem("warning", "broken_reference", message, f"{name}:{number}")


def _reference(tags: dict[str, list[str]], name: str, began: int) -> Reference:
    def first(names: tuple[str, ...]) -> str:
        return next((tags[tag][0] for tag in names if tags.get(tag) and tags[tag][0]), "")

    fields: dict[str, Any] = {"type": _TYPES.get(first(("TY",)), "document")}
    fields |= {csl: value for csl, names in _FIELDS.items() if (value := first(names))}
    authors = [a for tag in _AUTHORS for a in tags.get(tag, []) if a]
    if authors:
        fields["author"] = list(dict.fromkeys(authors))
    if issued := edtf(first(("DA",))) or edtf(first(("PY", "Y1"))):
        fields["issued"] = issued
    if accessed := edtf(first(("Y2",))):
        fields["accessed"] = accessed
    start, end = first(("SP",)), first(("EP",))
    if start:
        fields["page"] = f"{start}–{end}" if end else start
    files = tuple(value for tag in _FILES for value in tags.get(tag, []) if value)
    return Reference(first(("ID",)) or f"{name}:{began}", fields, files, f"{name}:{began}")
