"""Writing a file whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from kembar.problems import OutputError


def write(path: Path, data: bytes) -> None:
    """Write a file beside its place and rename it into it; OutputError if that fails, and then nothing is left."""
    new: Path | None = None
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".new")
        new = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _permit(new, path)
        new.replace(path)
    except OSError as error:
        if new:
            with contextlib.suppress(OSError):
                new.unlink(missing_ok=True)
        raise OutputError(f"{path} could not be written: {error.strerror or error}.") from None


def _permit(new: Path, old: Path) -> None:
    """Give a file the rights of the one it replaces, or those of an ordinary new file."""
    if old.exists():
        mode = old.stat().st_mode & 0o777
    else:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    with contextlib.suppress(OSError):
        new.chmod(mode)
