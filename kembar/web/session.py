"""What is kept of the person at the keyboard: name, language, light or dark, the studies opened last.

It lies in ``reader.json`` in the folder that KEMBAR_HOME names, else ``.kembar`` in the home folder. The secret of the
session's cookie lies there too, so that a tab that was open goes on after the server was started again.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import threading
from pathlib import Path
from typing import Literal

import msgspec

from kembar import languages
from kembar.problems import OutputError
from kembar.study import files

Theme = Literal["auto", "light", "dark"]
STUDIES = 8  # opened last, that the start page offers again


class Reader(msgspec.Struct, frozen=True):
    """The person at the keyboard; ``lang`` is "" until one is chosen."""

    name: str = ""
    lang: str = ""
    theme: Theme = "auto"
    secret: str = ""
    studies: tuple[str, ...] = ()


class Session:
    """The reader as kept on disk; a folder that cannot be written costs only the keeping."""

    def __init__(self, folder: Path | None = None) -> None:
        home = os.environ.get("KEMBAR_HOME", "")
        self.path = (folder or (Path(home) if home else Path.home() / ".kembar")) / "reader.json"
        self._lock = threading.Lock()
        self.reader = self._load()
        if not self.reader.secret:
            self.keep(secret=secrets.token_urlsafe(32))

    def _load(self) -> Reader:
        try:
            kept = msgspec.json.decode(self.path.read_bytes(), type=Reader)
        except (OSError, msgspec.MsgspecError):
            kept = Reader()
        return msgspec.structs.replace(kept, name=kept.name or os.environ.get("KEMBAR_NAME", "").strip())

    def keep(self, **changes: object) -> None:
        """Change what is kept of the reader, and write it."""
        with self._lock, contextlib.suppress(OutputError, OSError):
            self.reader = msgspec.structs.replace(self.reader, **changes)
            files.write(self.path, msgspec.json.encode(self.reader))
            self.path.chmod(0o600)

    def opened(self, study: Path) -> None:
        """Note that a study was opened."""
        shown = str(study)
        rest = tuple(other for other in self.reader.studies if other != shown)
        self.keep(studies=(shown, *rest)[:STUDIES])


def preferred(header: str) -> str:
    """Return the first language of an ``Accept-Language`` header that the program has words in, else the fallback."""
    for part in header.split(","):
        code = part.split(";")[0].strip().lower().split("-")[0]
        if code in languages.codes():
            return code
    return languages.FALLBACK
