"""One file in, one extraction out: the format is told by the content first, by the suffix second."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kembar.sources import encodings
from kembar.sources.extraction import Extraction, failure, problem

#: Files beyond this many bytes are refused.
LARGEST = 200 * 1024 * 1024
#: Names of the problems after which the process that read is not to be trusted.
NO_MEMORY, FAULT = "too_much_memory", "parser_fault"
#: Formats that are read, by suffix.
SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".csv": "csv",
    ".tsv": "csv",
    ".pdf": "pdf",
    ".docx": "docx",
    ".xlsx": "xlsx",
}
_TEXT_CONTROLS = frozenset(b"\t\n\v\f\r\x1b")
_NAMES = {
    "text": "a plain text",
    "markdown": "a Markdown text",
    "html": "a web page",
    "csv": "a CSV table",
    "pdf": "a PDF",
    "docx": "a Word document (.docx)",
    "xlsx": "an Excel workbook (.xlsx)",
}
_MAGIC = (
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"{\\rtf", "rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
)
_REFUSED = {
    "picture": (
        "needs_ocr",
        "This is a picture; it has no text that could be read.",
        "Put its text beside it as .txt.",
    ),
    "rtf": ("unsupported", "RTF files are not read.", "Save it as .docx and add that."),
    "ole": (
        "unsupported",
        "This is a file of old Office or Hangul programs, or it is locked with a password.",
        "Save it without a password as .docx, .xlsx or .pdf and add that.",
    ),
    "zip": ("unsupported", "This is an archive that is neither .docx nor .xlsx.", "Unpack it and add the files in it."),
    "binary": ("unsupported", "This is no file of a format that is read.", f"Formats: {' '.join(SUFFIXES)}."),
}


def read(path: Path, *, language: str = "", encodings: tuple[str, ...] = ()) -> Extraction:
    """Read a file in this process; a file that cannot be read gives an extraction with an error.

    ``language`` is given when the person knows it, ``encodings`` are tried before others for legacy text files.
    """
    name = printable(path.name)
    try:
        if path.stat().st_size > LARGEST:
            return failure("too_large", f"This file is larger than {LARGEST >> 20} MB.", name, "Split it.")
        data = path.read_bytes()
    except OSError as error:
        return failure("unreadable", f"This file cannot be opened: {error.strerror or error}.", name)
    found = guarded(name, lambda: read_bytes(data, name, encodings))
    if language and found.text:
        return replace(found, fields={**found.fields, "language": language}, basis={**found.basis, "language": "given"})
    return found


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


def read_bytes(data: bytes, name: str, preferred: tuple[str, ...] = ()) -> Extraction:
    """Read a file from its bytes; the suffix of ``name`` counts where the content does not tell the format."""
    if not data.strip(b"\0 \t\r\n"):
        return failure("empty", "This file is empty.", name)
    suffix = Path(name).suffix.lower()
    expected = SUFFIXES.get(suffix, "")
    actual = sniff(data)
    if actual == "zip" and expected in ("docx", "xlsx"):
        actual = expected  # its reader says what is missing
    if actual in _REFUSED:
        return failure(*_refusal(actual, suffix, name))
    if actual == "text" and expected in ("text", "markdown", "csv", "html"):
        actual = expected
    if not expected and actual == "text":
        kind, message, hint = _REFUSED["binary"]
        return failure(kind, f"Files named {suffix or 'without a suffix'} are not read.", name, hint)
    found = _reader(actual)(data, name, preferred)
    if actual == expected:
        return found
    message = (
        f"The name says {_NAMES.get(expected, 'another format')}, but this is {_NAMES[actual]}; it is read as that."
    )
    warning = problem("warning", "wrong_extension", message, name)
    return replace(found, problems=(warning, *found.problems))


def _refusal(actual: str, suffix: str, name: str) -> tuple[str, str, str, str]:
    kind, message, hint = _REFUSED[actual]
    if actual == "ole" and suffix in (".docx", ".xlsx"):
        kind, message = "encrypted", "This file is locked with a password, or it is an old Office file with a new name."
    return kind, message, name, hint


def _reader(kind: str) -> Callable[[bytes, str, tuple[str, ...]], Extraction]:
    """Return the reader of a format; libraries are imported only when their format is read."""
    if kind == "html":
        from kembar.sources import html

        return html.read
    if kind == "pdf":
        from kembar.sources import pdf

        return pdf.read
    if kind == "docx":
        from kembar.sources import docx

        return docx.read
    if kind == "xlsx":
        from kembar.sources import xlsx

        return xlsx.read
    from kembar.sources import textfile

    return lambda data, name, preferred: textfile.read(data, name, preferred, kind)  # type: ignore[arg-type]


def sniff(data: bytes) -> str:
    """Tell a format by content: pdf, docx, xlsx, html, text, or what is refused (picture, rtf, ole, zip, binary)."""
    head = data[:1024]
    if b"%PDF-" in head:
        return "pdf"
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(data)
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")) or (start.startswith(b"<?xml") and b"<html" in start):
        return "html"
    if encodings.is_marked(data):
        return "text"
    controls = sum(byte < 32 and byte not in _TEXT_CONTROLS for byte in head)
    return "binary" if controls > max(4, 0.02 * len(head)) else "text"


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "docx" if b"word/" in data else "xlsx" if b"xl/" in data else "zip"
    for folder, kind in (("word/", "docx"), ("xl/", "xlsx")):
        if any(n.startswith(folder) for n in names):
            return kind
    return "zip"
