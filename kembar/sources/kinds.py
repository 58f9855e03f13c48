"""The format of a file, told by its content; its suffix counts only where the content does not say."""

from __future__ import annotations

import io
import zipfile
import zlib

from kembar.sources import encodings

PICTURE = "picture"
#: Formats that are read, by suffix.
SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mhtml": "mail",
    ".mht": "mail",
    ".eml": "mail",
    ".srt": "subtitles",
    ".vtt": "subtitles",
    ".csv": "csv",
    ".tsv": "csv",
    ".pdf": "pdf",
    ".docx": "docx",
    ".docm": "docx",
    ".odt": "odt",
    ".rtf": "rtf",
    ".pptx": "pptx",
    ".epub": "epub",
    ".hwpx": "hwpx",
    ".hwp": "hwp",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xls": "xls",
    ".ods": "ods",
    ".png": PICTURE,
    ".jpg": PICTURE,
    ".jpeg": PICTURE,
    ".tif": PICTURE,
    ".tiff": PICTURE,
    ".bmp": PICTURE,
    ".webp": PICTURE,
}
#: Recordings, which are not read, and what to do with one.
SOUNDS = frozenset(
    (".mp3", ".m4a", ".wav", ".ogg", ".opus", ".flac", ".aac", ".amr", ".wma", ".mp4", ".mov", ".mkv", ".avi", ".webm")
)
TRANSCRIBE = "Add its transcript as a text, with --kind interview."
#: What a format is called in messages.
NAMES = {
    "text": "a plain text",
    "markdown": "a Markdown text",
    "html": "a web page",
    "mail": "a mail or a page saved as one file",
    "subtitles": "subtitles",
    PICTURE: "a picture",
    "csv": "a CSV table",
    "pdf": "a PDF",
    "docx": "a Word document (.docx)",
    "odt": "a text of LibreOffice (.odt)",
    "rtf": "an RTF text",
    "pptx": "a PowerPoint file (.pptx)",
    "epub": "an e-book (.epub)",
    "hwpx": "a Hangul document (.hwpx)",
    "hwp": "a Hangul document (.hwp)",
    "xlsx": "an Excel workbook (.xlsx)",
    "xls": "an old Excel workbook (.xls)",
    "ods": "a table of LibreOffice (.ods)",
}
#: Formats that are zip archives with XML inside.
ZIPPED = ("docx", "odt", "pptx", "epub", "hwpx", "xlsx", "ods")
_TEXT_CONTROLS = frozenset(b"\t\n\v\f\r\x1b")
_MAGIC = (
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"II*\0", PICTURE),
    (b"MM\0*", PICTURE),
    (b"{\\rtf", "rtf"),
    (b"HWP Document File V", "hwp3"),
)
# How long the second header of a BMP is, by its version.
_BITMAPS = (12, 40, 52, 56, 64, 108, 124)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Streams at the root of an OLE file, and what they make it; the first that is there decides.
_STREAMS = (
    ("EncryptedPackage", "locked"),
    ("FileHeader", "hwp"),
    ("WordDocument", "doc"),
    ("PowerPoint Document", "ppt"),
    ("Workbook", "xls"),
    ("Book", "xls"),
)
_MIMETYPES = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.text-template": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/epub+zip": "epub",
    b"application/hwp+zip": "hwpx",
}
_PARTS = (
    ("word/", "docx"),
    ("xl/", "xlsx"),
    ("ppt/", "pptx"),
    ("META-INF/container.xml", "epub"),
    ("Contents/section", "hwpx"),
)


def sniff(data: bytes) -> str:
    """Tell a format by content: one of NAMES, or what is refused (picture, doc, ppt, locked, ole, zip, binary ...)."""
    head = data[:1024]
    if b"%PDF-" in head:
        return "pdf"
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if (head[:4] == b"RIFF" and head[8:12] == b"WEBP") or _is_bitmap(head):
        return PICTURE
    if head.startswith(_OLE):
        return _ole_kind(data)
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(data)
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")) or (start.startswith(b"<?xml") and b"<html" in start):
        return "html"
    if encodings.is_marked(data):
        return "text"
    controls = sum(byte < 32 and byte not in _TEXT_CONTROLS for byte in head)
    return "binary" if controls > max(4, 0.02 * len(head)) else "text"


def _is_bitmap(head: bytes) -> bool:
    """Tell whether the headers of a BMP stand here: a text may begin with its two letters."""
    length = int.from_bytes(head[14:18], "little")
    return head[:2] == b"BM" and length in _BITMAPS and int.from_bytes(head[10:14], "little") >= 14 + length


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            told = archive.open("mimetype").read(100).strip() if "mimetype" in names else b""
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, RuntimeError, EOFError):
        return next((kind for folder, kind in _PARTS if folder.encode() in data), "zip")
    if told in _MIMETYPES:
        return _MIMETYPES[told]
    return next((kind for folder, kind in _PARTS if any(name.startswith(folder) for name in names)), "zip")


def _ole_kind(data: bytes) -> str:
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            return next((kind for stream, kind in _STREAMS if ole.exists(stream)), "ole")
    except Exception:  # a damaged container breaks olefile in many ways; the names of its streams may still be there
        return next((kind for stream, kind in _STREAMS if stream.encode("utf-16-le") in data), "ole")
