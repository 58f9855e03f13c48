"""What the system can forbid a process: the one module that may import resource, signal or fcntl.

Where they are missing (Windows), or with ``KEMBAR_NO_POSIX=1`` in the environment, the functions do nothing and say so;
then only the wall limit of the parent holds.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import subprocess
import sys
from typing import Any

_GIB = 1024**3
#: Bytes of address space that a worker may use.
MEMORY = _GIB
#: Bytes of the largest file that a worker may write (it has no reason to write any).
FILE = 64 * 1024 * 1024


def _load(name: str) -> Any:
    if os.environ.get("KEMBAR_NO_POSIX"):
        return None
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def confine(memory: int = MEMORY, file: int = FILE) -> tuple[str, ...]:
    """Limit memory and written files of this process and forbid core dumps; return the names of what is in force."""
    resource = _load("resource")
    if resource is None:
        return ()
    done = []
    for name, value in (("RLIMIT_AS", memory), ("RLIMIT_FSIZE", file), ("RLIMIT_CORE", 0)):
        try:
            hard = resource.getrlimit(getattr(resource, name))[1]
            value = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(getattr(resource, name), (value, hard))
            done.append(name)
        except (AttributeError, ValueError, OSError):  # macOS knows the name but refuses some values
            continue
    return tuple(done)


def allow_cpu(seconds: int) -> bool:
    """Let this process use that many seconds of CPU time more, then die; False where the system has no such limit."""
    resource = _load("resource")
    if resource is None:
        return False
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + 1 + seconds
    try:
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (until, hard))
    except (ValueError, OSError):
        return False
    return True


def died_of(code: int | None) -> str:
    """Word the exit code of a process: the signal's name where it died of one, else the number."""
    signal = _load("signal") if code is not None and code < 0 else None
    if signal is None or code is None:
        return f"exit code {code}"
    known = {signal.SIGXCPU: "it used too much processor time"} if hasattr(signal, "SIGXCPU") else {}
    try:
        name = signal.Signals(-code)
    except ValueError:
        return f"signal {-code}"
    return str(known.get(name, name.name))


def own_group() -> dict[str, Any]:
    """Return the arguments for subprocess that keep Ctrl-C in the terminal away from a child."""
    if sys.platform == "win32":
        return {"creationflags": 0x00000200 | 0x08000000}  # CREATE_NEW_PROCESS_GROUP, CREATE_NO_WINDOW
    return {"start_new_session": True}


def end(child: subprocess.Popen[bytes]) -> None:
    """Kill a child made with ``own_group`` and, where the system has groups, all that it has started; not yet waited
    for, or its number may be another's."""
    signal = _load("signal")
    if child.returncode is None and hasattr(os, "killpg") and hasattr(signal, "SIGKILL"):
        with contextlib.suppress(OSError):  # macOS refuses where the child is dead already
            os.killpg(child.pid, signal.SIGKILL)
    child.kill()
