"""Pages of a PDF, and scans, as they look; and where the lines of the text stand on them."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from kembar.offsets import units_of
from kembar.problems import UnknownNameError
from kembar.types import Document
from kembar.web import entry, reader
from kembar.web.answers import answer, state_of

KEPT = {"cache-control": "private, max-age=3600"}
SCANS = {
    ".png": ("image/png", b"\x89PNG\r\n"),
    ".jpg": ("image/jpeg", b"\xff\xd8\xff"),
    ".jpeg": ("image/jpeg", b"\xff\xd8\xff"),
    ".webp": ("image/webp", b"RIFF"),
    ".bmp": ("image/bmp", b"BM"),
}
WIDTH = 1100  # pixels: sharp at the width of a column on a dense screen


def page(request: Request) -> Response:
    """Give the picture of a sheet: a scan as it is, a page of a PDF drawn in the worker that also reads files."""
    state, number = state_of(request), int(request.path_params["number"])
    document = _document(request)
    version = next(v for v in document.source.versions if v.text_sha256 == document.sha256)
    path = state.study.folder.sources / version.file
    if (kind := scan(path)) and number == 1:
        return FileResponse(path, media_type=kind, headers=KEPT)
    picture = state.draw(path, number, WIDTH)
    if not picture:
        raise UnknownNameError("This page cannot be drawn.")
    return Response(picture, media_type="image/png", headers=KEPT)


def scan(path: Path) -> str:
    """Return the media type of a picture that a browser shows; "" for another file, whatever its name says."""
    kind, beginning = SCANS.get(path.suffix.lower(), ("", b""))
    try:
        with path.open("rb") as file:
            return kind if kind and file.read(len(beginning)) == beginning else ""
    except OSError:
        return ""


def lines(request: Request) -> Response:
    """Give the lines of a sheet: start, end (UTF-16 units), left, top, right, bottom (shares of the page)."""
    document, number = _document(request), int(request.path_params["number"])
    units = units_of(document.text)
    return answer(
        [
            [units.of(x.start), units.of(x.end), x.left, x.top, x.right, x.bottom]
            for x in document.lines
            if x.sheet == number
        ]
    )


def _document(request: Request) -> Document:
    state = state_of(request)
    found = entry.known(state.study, request.path_params["source"])
    document = reader.chosen(state, found, request.query_params.get("text", ""))
    if not document.lines:
        raise UnknownNameError("This text has no pages that could be drawn.")
    return document
