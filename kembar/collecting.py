"""A pause of Python's garbage collector for work that makes a great many objects, nearly all of which stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Collect no garbage inside: it would take as long as the work and find nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def keep() -> None:
    """Take all that exists now out of the collector's rounds.

    A round over the millions of objects of a big study takes a second, in the middle of somebody's work. The casebase
    holds no circles: what is no longer needed of it is freed by counting references. The cues of a language are never
    freed at all.
    """
    gc.freeze()
