"""The study's YAML files as text: they belong to the person, who may write in them here as in any editor.

A file is taken only if it reads as it should, and only over the text that was opened.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from kembar import codebook
from kembar.problems import NoStudyError, UnknownNameError
from kembar.sources import sourcelist
from kembar.study import catalogue, files, folder
from kembar.web.answers import Body, Refused, page, state_of

#: What reads a file; it raises YamlError with the line of what is wrong.
READS: Mapping[str, Callable[[Path], object]] = {
    "study.yaml": lambda path: catalogue.pairs_of(folder.settings(path)),
    "codebook.yaml": codebook.load,
    "places.yaml": catalogue.aliases_of,
    "sources.yaml": sourcelist.load,
}
LONGEST = 900_000


def edit(request: Request) -> Response:
    """Show one of the files as text; one that does not exist yet is empty."""
    name, path = _path(request, request.path_params["name"])
    data = path.read_bytes() if path.is_file() else b""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(400, f"{name} is not UTF-8 text.", "Save it as UTF-8 in the editor that wrote it.") from None
    return page(request, "edit.html", name=name, names=list(READS), text=text, seen=_hash(data))


def _path(request: Request, name: str) -> tuple[str, Path]:
    root = state_of(request).root
    if root is None:
        raise NoStudyError("No study is open.")
    if name not in READS:
        raise UnknownNameError("This file cannot be edited here.")
    return name, root / name


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()[:16]


class FileBody(Body):
    """A file's name, its new text, and the hash of the text that was opened."""

    name: str
    text: str
    seen: str


def file(request: Request, body: FileBody) -> dict[str, str]:
    """Write one of the files if it reads as it should; a stale text is refused with what is there now."""
    name, path = _path(request, body.name)
    before = path.read_bytes() if path.is_file() else b""
    if _hash(before) != body.seen:
        now = before.decode("utf-8", "replace")
        raise Refused(409, f"Somebody changed {name} since you opened it.", seen=body.text, now=now)
    if len(body.text) > LONGEST:
        raise Refused(413, f"{name} is too long to be edited here.")
    text = body.text.replace("\r\n", "\n")
    data = (text.replace("\n", "\r\n") if b"\r\n" in before else text).encode("utf-8")
    with tempfile.TemporaryDirectory(prefix="kembar-") as held:
        trial = Path(held) / name
        trial.write_bytes(data)
        READS[name](trial)
    if name == "study.yaml" and not text.strip():
        raise Refused(400, "A study needs its study.yaml.")
    files.write(path, data)
    return {"seen": _hash(data)}
