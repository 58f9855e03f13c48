"""One file in, one extraction out: the format is told by the content first, by the suffix second."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from kembar.sources import privateuse
from kembar.sources.extraction import Extraction, failure, problem
from kembar.sources.kinds import NAMES, PICTURE, SOUNDS, SUFFIXES, TRANSCRIBE, ZIPPED, sniff

#: Files beyond this many bytes are refused.
LARGEST = 200 * 1024 * 1024
#: Texts beyond this many letters are refused (about 7,000 pages).
LONGEST = 20_000_000
#: Names of the problems after which the process that read is not to be trusted.
NEEDS_OCR = "needs_ocr"
NO_MEMORY, FAULT = "too_much_memory", "parser_fault"
#: Formats whose reader is a module of another name.
_MODULES = {"text": "textfile", "markdown": "textfile", "csv": "textfile", "xls": "xlsx", "ods": "xlsx"}
_ANEW = "Save it in its program as {} or .pdf and add that."
_REFUSED = {
    "doc": ("unsupported", "This is a file of Word before 2007 (.doc).", _ANEW.format(".docx")),
    "ppt": ("unsupported", "This is a file of PowerPoint before 2007 (.ppt).", _ANEW.format(".pptx")),
    "hwp3": ("unsupported", "This is a file of Hangul before 2000 (HWP 3).", _ANEW.format(".hwpx")),
    "locked": ("encrypted", "This file is locked with a password.", "Save it without a password and add that."),
    "ole": (
        "unsupported",
        "This is a file of old Office or Hangul programs, or it is locked with a password.",
        "Save it without a password as .docx, .xlsx or .pdf and add that.",
    ),
    "zip": ("unsupported", "This is an archive of no format that is read.", "Unpack it and add the files in it."),
    "binary": ("unsupported", "This is no file of a format that is read.", f"Formats: {' '.join(SUFFIXES)}."),
}


def read(path: Path, *, language: str = "", encodings: tuple[str, ...] = (), ocr: bool = False) -> Extraction:
    """Read a file in this process; a file that cannot be read gives an extraction with an error.

    With ``ocr`` letters are read from pictures too, some seconds a page. ``language`` is given when the person knows
    it, ``encodings`` are tried before others for legacy text files.
    """
    name = printable(path.name)
    try:
        if path.stat().st_size > LARGEST:
            return too_large(name)
        data = path.read_bytes()
    except OSError as error:
        return failure("unreadable", f"This file cannot be opened: {error.strerror or error}.", name)
    found = guarded(name, lambda: read_bytes(data, name, encodings, ocr))
    if language and found.text:
        return replace(found, fields={**found.fields, "language": language}, basis={**found.basis, "language": "given"})
    return found


def too_large(name: str) -> Extraction:
    """Return the failure of a file that is not even looked at."""
    return failure("too_large", f"This file is larger than {LARGEST >> 20} MB.", name, "Split it.")


def guarded(name: str, make: Callable[[], Extraction]) -> Extraction:
    """Return what a reader makes of a file; whatever a parser throws becomes a problem of that file."""
    try:
        return make()
    except MemoryError:
        return failure(NO_MEMORY, "Reading this file needs too much memory.", name, "Split it.")
    except Exception as error:  # a foreign file may break a foreign parser in any way; the batch must go on
        what = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        hint = "Save it anew in the program that made it, or as PDF."
        return failure(FAULT, f"This file cannot be read ({what}).", name, hint)


def printable(name: str) -> str:
    """Return a file's name with signs that cannot be printed (line ends, broken bytes) as question marks."""
    return "".join(char if char.isprintable() else "?" for char in name)


def read_bytes(data: bytes, name: str, preferred: tuple[str, ...] = (), ocr: bool = False) -> Extraction:
    """Read a file from its bytes; the suffix of ``name`` counts where the content does not tell the format."""
    if not data.strip(b"\0 \t\r\n"):
        return failure("empty", "This file is empty.", name)
    suffix = Path(name).suffix.lower()
    expected = SUFFIXES.get(suffix, "")
    actual = sniff(data)
    if actual == "zip" and expected in ZIPPED:
        actual = expected  # its reader says what is missing
    if actual == PICTURE:
        return _picture(data, name, suffix, ocr)
    if actual in _REFUSED:
        return failure(*_refusal(actual, suffix, name))
    if actual in ("text", "html") and expected in ("mail", "subtitles"):
        actual = expected
    if actual == "text" and expected in ("text", "markdown", "csv", "html"):
        actual = expected
    if not expected and actual == "text":
        kind, message, hint = _REFUSED["binary"]
        return failure(kind, f"Files named {suffix or 'without a suffix'} are not read.", name, hint)
    found = privateuse.told(_reader(actual, ocr)(data, name, preferred), name)
    if len(found.text) > LONGEST:
        return failure("too_large", f"This text is longer than {LONGEST:,} letters.", name, "Split it.")
    if actual == expected:
        return found
    message = f"The name says {NAMES.get(expected, 'another format')}, but this is {NAMES[actual]}; it is read as that."
    warning = problem("warning", "wrong_extension", message, name)
    return replace(found, problems=(warning, *found.problems))


def _refusal(actual: str, suffix: str, name: str) -> tuple[str, str, str, str]:
    kind, message, hint = _REFUSED[actual]
    if actual == "binary" and suffix in SOUNDS:
        return "recording", "A recording is not read.", name, TRANSCRIBE
    if actual == "ole" and suffix in (".docx", ".xlsx"):
        kind, message = "encrypted", "This file is locked with a password, or it is an old Office file with a new name."
    return kind, message, name, hint


def _picture(data: bytes, name: str, suffix: str, ocr: bool) -> Extraction:
    """Read a picture if that is asked for; else say what it needs, and what its name says wrongly."""
    from kembar.sources import scans

    if ocr:
        return scans.read(data, name)
    message = "This is a picture; its letters must be read by OCR."
    if suffix in SUFFIXES and SUFFIXES[suffix] != PICTURE:
        message = f"The name says {NAMES[SUFFIXES[suffix]]}, but this is a picture; its letters must be read by OCR."
    return failure(NEEDS_OCR, message, name, scans.hint())


def _reader(kind: str, ocr: bool) -> Callable[[bytes, str, tuple[str, ...]], Extraction]:
    """Return the reader of a format; libraries are imported only when their format is read."""
    module = importlib.import_module(f"kembar.sources.{_MODULES.get(kind, kind)}")
    if kind in ("text", "markdown", "csv"):
        return lambda data, name, preferred: module.read(data, name, preferred, kind)
    if kind == "pdf" and ocr:
        return partial(module.read, ocr=True)
    return module.read  # type: ignore[no-any-return]
