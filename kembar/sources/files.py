"""Writing a file whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from kembar.problems import OutputError, reason


def write(path: Path, data: bytes) -> None:
    """Write a file beside its place and rename it into it; OutputError if that fails, and then nothing is left.

    A link is followed; a device or a pipe is written into, never replaced.
    """
    new: Path | None = None
    if through(path, data):
        return
    path = aim(path)
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
        raise OutputError(f"{path} could not be written: {reason(error)}.") from None


def through(path: Path, data: bytes) -> bool:
    """Write into a device or a pipe and say so; False, with nothing done, for any other path. OutputError if it fails.

    A rename over such a path would put a file in its place.
    """
    try:
        if not path.exists() or path.is_file() or path.is_dir():
            return False
        with path.open("wb") as file:
            file.write(data)
    except OSError as error:
        raise OutputError(f"{path} could not be written: {reason(error)}.") from None
    return True


def aim(path: Path) -> Path:
    """Return the file that a path leads to through its links; OutputError for a folder and for links in a circle."""
    if path.is_dir():
        raise OutputError(f"{path} could not be written: it is a folder.")
    try:
        return path.resolve() if path.is_symlink() else path
    except (OSError, RuntimeError):
        raise OutputError(f"{path} could not be written: its links lead in a circle.") from None


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
