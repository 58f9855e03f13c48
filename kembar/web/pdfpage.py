"""Pages of a PDF as they look, and where the lines of the text stand on them."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kembar.offsets import units_of
from kembar.problems import UnknownNameError
from kembar.types import Document
from kembar.web import entry, reader
from kembar.web.answers import answer, state_of

WIDTH = 1100  # pixels: sharp at the width of a column on a dense screen


def page(request: Request) -> Response:
    """Give the picture of a sheet, drawn in the worker that also reads files."""
    state, number = state_of(request), int(request.path_params["number"])
    document = _document(request)
    version = next(v for v in document.source.versions if v.text_sha256 == document.sha256)
    picture = state.draw(state.study.folder.sources / version.file, number, WIDTH)
    if not picture:
        raise UnknownNameError("This page cannot be drawn.")
    return Response(picture, media_type="image/png", headers={"cache-control": "private, max-age=3600"})


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
