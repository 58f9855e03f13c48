"""Foreign files are parsed in a child process, kept warm and replaced after a fault: no file ends the batch."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import msgspec

from kembar.sources import limits
from kembar.sources.extraction import Extraction, failure
from kembar.sources.reading import printable
from kembar.sources.worker import Answer, Request, receive, send

#: A child is replaced after this many files, so that leaks of parsers do not add up.
FILES = 300
#: How many times longer than other files one may take whose letters are read from pictures.
OCR_LONGER = 60
_COMMAND = ("-P", "-m", "kembar.sources.worker")


class Worker:
    """Reads files in a child process. A context manager; one file at a time.

    ``seconds`` is the wall limit of a file; ``command`` are the arguments after the interpreter (for tests).
    """

    def __init__(self, seconds: float = 120.0, command: Sequence[str] = _COMMAND) -> None:
        self._seconds = seconds
        self._command = [sys.executable, *command]
        self._child: subprocess.Popen[bytes] | None = None
        self._answers: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._files = 0

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the child and what it runs."""
        if self._child is not None:
            limits.end(self._child)
            self._child.wait()
            for pipe in (self._child.stdin, self._child.stdout):
                if pipe:
                    with contextlib.suppress(OSError):
                        pipe.close()
        self._child = None

    def read(self, path: Path, *, language: str = "", encodings: tuple[str, ...] = (), ocr: bool = False) -> Extraction:
        """Read a file as ``sources.read`` does; a child that hangs, crashes or eats memory is a problem of it."""
        reply = self._ask(path, Request("", language, encodings, ocr=ocr))
        return reply.extraction

    def draw(self, path: Path, page: int, width: int) -> bytes:
        """Draw a page of a PDF (1 first) as PNG, ``width`` pixels wide; b"" if that cannot be done."""
        return self._ask(path, Request("", page=page, width=width)).picture

    def _ask(self, path: Path, request: Request) -> Answer:
        child = self._ready()
        name = printable(path.name)
        seconds = self._seconds * (OCR_LONGER if request.ocr else 1)
        request.path, request.cpu = os.fsencode(path.absolute()).hex(), int(seconds) + 1
        try:
            assert child.stdin is not None
            send(child.stdin, request)
            data = self._answers.get(timeout=seconds)
        except queue.Empty:
            self.close()
            message = f"Reading this file took longer than {seconds:g} seconds and was stopped."
            return Answer(failure("too_slow", message, name, "Split it, or save it anew in the program that made it."))
        except OSError:
            data = None
        except BaseException:
            self.close()
            raise
        if data is None:
            return Answer(self._crashed(name))
        reply = msgspec.json.decode(data, type=Answer)
        if reply.fault or self._files >= FILES:
            self.close()
        return reply

    def _crashed(self, name: str) -> Extraction:
        child = self._child
        code = None
        if child is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                code = child.wait(timeout=5)
        self.close()
        message = f"The program that reads such files crashed on this one ({limits.died_of(code)})."
        return failure("parser_crash", message, name, "Save it anew in the program that made it, or as PDF.")

    def _ready(self) -> subprocess.Popen[bytes]:
        """Return a living child, a new one if need be."""
        if self._child is not None and self._child.poll() is None:
            self._files += 1
            return self._child
        self.close()
        root = str(Path(__file__).parents[2])
        paths = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH", ""))))
        pipe = subprocess.PIPE
        self._child = subprocess.Popen(
            self._command,
            stdin=pipe,
            stdout=pipe,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": paths, "PYTHONUTF8": "1"},
            **limits.own_group(),
        )
        self._answers = queue.SimpleQueue()
        self._files = 1
        threading.Thread(target=_listen, args=(self._child, self._answers), daemon=True).start()
        return self._child


def _listen(child: subprocess.Popen[bytes], answers: queue.SimpleQueue[bytes | None]) -> None:
    """Pass on what the child answers, and None when it ends; a thread, because Windows cannot wait for a pipe."""
    assert child.stdout is not None
    with contextlib.suppress(OSError, ValueError):
        while (data := receive(child.stdout)) is not None:
            answers.put(data)
    answers.put(None)
