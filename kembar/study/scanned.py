"""Files that are read in a second way: scans by their typed text beside them, or by OCR where it is installed."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from kembar.sources import NEEDS_OCR, Extraction, Worker, ocr
from kembar.study import files
from kembar.types import Problem

#: What the typed text of a scan may be called, behind the scan's own name.
TYPED = (".txt", ".text", ".md")
EXTRACTOR = "typed 1"
_LACKING = (NEEDS_OCR, "unusable_letters")
_PAGE = re.compile(r"^[^\S\n]*-{2,}[^\S\n]*(?:\w+[^\S\n]*)?\d{1,4}[^\S\n]*-{2,}[^\S\n]*$\n?", re.M)


def read(worker: Worker, held: Path, path: Path) -> tuple[Extraction, Path | None]:
    """Read a copy of a file; returns also the typed text beside the original, where that was taken instead."""
    found = worker.read(held)
    lacking = [problem for problem in found.problems if problem.name in _LACKING]
    if not lacking:
        return found, None
    typed = companion(path) if found.failed else None
    if typed:
        made = _typed(worker, typed, held)
        return (made, typed) if not made.failed else (found, None)
    return (worker.read(held, ocr=True), None) if ocr.available() else (found, None)


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
        pages = [page for page in _PAGE.split(first.text) if page.strip()]
        files.write(copy, "\f".join(pages).encode("utf-8"))
        first = worker.read(copy)
    said = f"The text of this scan was typed: it is that of {typed.name}."
    note = Problem("note", "typed_text", said, "", "sources", files.show(Path(held.name)))
    return replace(first, extractor=EXTRACTOR, problems=(note, *first.problems))
