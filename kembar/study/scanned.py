"""Files that are read in a second way: scans by their typed text beside them, or by OCR where it is installed."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from kembar.problems import reason
from kembar.sources import NEEDS_OCR, Extraction, Worker, ocr
from kembar.study import files
from kembar.types import Problem

#: What the typed text of a scan may be called, behind the scan's own name.
TYPED = (".txt", ".text", ".md")
EXTRACTOR = "typed 1"
_MOST = 5_000
_LACKING = (NEEDS_OCR, "unusable_letters")
_PAGE = re.compile(r"^[^\S\n]*-{2,}[^\S\n]*(?:\w+[^\S\n]*)?(\d{1,4})[^\S\n]*-{2,}[^\S\n]*$\n?", re.M)


def read(worker: Worker, held: Path, path: Path) -> tuple[Extraction, Path | None]:
    """Read a copy of a file; returns also the typed text beside the original, where that was taken instead."""
    found = worker.read(held)
    if not any(problem.name in _LACKING for problem in found.problems):
        return found, None
    typed = companion(path) if found.failed else None
    if typed:
        try:
            made = _typed(worker, typed, held)
        except OSError as error:
            what = f"the typed text {typed.name} could not be opened: {reason(error)}."
            said = Problem("error", "no-file", what, "", "sources", files.show(Path(held.name)))
            return replace(found, problems=(said, *found.problems)), None
        return (made, typed) if not made.failed else (found, None)
    if not ocr.available():
        return found, None
    made = worker.read(held, ocr=True)
    return (replace(found, problems=(*found.problems, *made.problems)) if made.failed else made), None


def is_readable(path: Path) -> bool:
    """Tell whether a file of a folder can be read: any but a picture without OCR and without its typed text."""
    return path.suffix.lower() not in files.PICTURES or bool(ocr.available() or companion(path))


def companion(path: Path) -> Path | None:
    """Return the typed text beside a scan, None if there is none."""
    return next((beside for end in TYPED if (beside := path.with_suffix(end)).is_file()), None)


def _typed(worker: Worker, typed: Path, held: Path) -> Extraction:
    """Read the typed text of a scan, page by page: pages end with a form feed, or begin with ``--- page 2 ---``."""
    copy = held.with_name(f"{held.name}.typed{typed.suffix}")
    files.copy(typed, copy)
    first = worker.read(copy)
    if _PAGE.search(first.text):
        files.write(copy, _paged(first.text).encode("utf-8"))
        first = worker.read(copy)
    said = f"The text of this scan was typed: it is that of {typed.name}."
    note = Problem("note", "typed_text", said, "", "sources", files.show(Path(held.name)))
    return replace(first, extractor=EXTRACTOR, problems=(note, *first.problems))


def _paged(text: str) -> str:
    """Put form feeds where lines say that a page begins, as many as its number asks for; what is before is page 1."""
    parts = _PAGE.split(text)
    out, page = parts[0].rstrip(), 1
    for number, words in zip(parts[1::2], parts[2::2], strict=True):
        wanted = max(page, min(int(number), _MOST))
        out += "\f" * (wanted - page) + ("\n\n" if wanted == page and out else "") + words.strip("\n")
        page = wanted
    return out + "\n"
