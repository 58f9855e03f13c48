"""The child that parses foreign files: ``python -m kembar.sources.worker``, asked over pipes by ``sandbox.Worker``.

A message is its length in 8 bytes (big-endian) and JSON. The child ends when its standard input does.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

import msgspec

from kembar.sources import limits
from kembar.sources.extraction import Extraction
from kembar.sources.picture import draw
from kembar.sources.reading import FAULT, NO_MEMORY, guarded, printable, read


class Request(msgspec.Struct):
    """A file to read; ``path`` is its name in the file system's bytes, as hexadecimal figures.

    With ``ocr`` letters are read from pictures, too. With a ``page`` nothing is read, but that page of a PDF is drawn,
    ``width`` pixels wide.
    """

    path: str
    language: str = ""
    encodings: tuple[str, ...] = ()
    cpu: int = 60
    page: int = 0
    width: int = 0
    ocr: bool = False


class Answer(msgspec.Struct):
    """What came of it; after a fault the child is not to be trusted and ends."""

    extraction: Extraction
    fault: bool = False
    picture: bytes = b""


def send(pipe: IO[bytes], message: msgspec.Struct) -> None:
    """Write a message and flush it."""
    data = msgspec.json.encode(message)
    pipe.write(len(data).to_bytes(8, "big") + data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes | None:
    """Read a message, None at the end of the pipe."""
    head = pipe.read(8)
    if len(head) < 8:
        return None
    size = int.from_bytes(head, "big")
    data = pipe.read(size)
    return data if len(data) == size else None


def answer(request: Request, reader: Callable[..., Extraction]) -> Answer:
    """Read the file that was asked for; whatever a parser throws becomes a problem of this file."""
    path = Path(os.fsdecode(bytes.fromhex(request.path)))
    name = printable(path.name)
    if request.page:
        return _drawn(path, name, request)
    made = guarded(name, lambda: reader(path, language=request.language, encodings=request.encodings, ocr=request.ocr))
    return Answer(made, any(problem.name in (NO_MEMORY, FAULT) for problem in made.problems))


def _drawn(path: Path, name: str, request: Request) -> Answer:
    pictures: list[bytes] = []

    def make() -> Extraction:
        pictures.append(draw(path, request.page, request.width))
        return Extraction()

    said = guarded(name, make)
    return Answer(said, bool(said.problems), b"".join(pictures))


def serve(reader: Callable[..., Extraction]) -> None:
    """Answer requests from standard input until it ends; what parsers print goes to standard error."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    limits.confine()
    while (data := receive(requests)) is not None:
        request = msgspec.json.decode(data, type=Request)
        limits.allow_cpu(request.cpu)
        reply = answer(request, reader)
        send(answers, reply)
        if reply.fault:
            return


if __name__ == "__main__":
    sys.setrecursionlimit(3000)
    serve(read)
