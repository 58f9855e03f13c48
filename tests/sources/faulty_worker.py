"""A worker whose reader misbehaves as the name of the file says; run as a script by test_worker.py."""

from __future__ import annotations

import ctypes
import os
import time
from pathlib import Path
from typing import Any

from kembar.sources import Extraction
from kembar.sources.worker import serve


def reader(path: Path, **_: Any) -> Extraction:
    """Read, or do what a broken parser does."""
    if path.stem == "hang":
        time.sleep(60)
    if path.stem == "loop":
        while True:
            pass
    if path.stem == "crash":
        ctypes.string_at(0)
    if path.stem == "exit":
        os._exit(7)
    if path.stem == "eat":
        bytearray((1 << 40) if os.environ.get("KEMBAR_NO_POSIX") else 3 << 30)
    if path.stem == "break":
        raise ValueError("a parser's own words")
    print("noise of a library")
    return Extraction(f"read by {os.getpid()}" + "x" * (3_000_000 if path.stem == "big" else 0))


if __name__ == "__main__":
    serve(reader)
