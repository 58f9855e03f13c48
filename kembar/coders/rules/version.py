"""The version of the rules is told by what they are made of: code, words of all languages, places and their tables.

So a study reads its texts again exactly when something that could change a coding has changed, and nobody has to
remember to count a number up.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from kembar.places.database import manifest

ROOT = Path(__file__).parents[2]
#: The folders that make a reading, with what lies below them; and the single modules.
_FOLDERS = ("coders/rules", "languages", "places")
_MODULES = (
    "alphabets.py",
    "coders/gate.py",
    "dates.py",
    "offsets.py",
    "passages.py",
    "sources/table.py",
    "teasers.py",
    "turns.py",
)
_KINDS = frozenset((".py", ".tsv", ".yaml"))
#: Words that are shown to readers; the rules do not read them.
_SHOWN = frozenset(("labels.yaml", "messages.yaml"))


def version() -> str:
    """Return ``rules`` and eight digits of a hash over the files that the rules are made of.

    The gazetteer stands in it by the hash that its manifest holds, which unpacking checks.
    """
    total = sha256(str(manifest()["sha256"]).encode())
    for name, path in sorted((path.relative_to(ROOT).as_posix(), path) for path in _files()):
        total.update(name.encode() + path.read_bytes())
    return f"rules {total.hexdigest()[:8]}"


@cache
def running() -> str:
    """Return the version of the rules that run here, reckoned when it is first asked for: it reads all their files."""
    return version()


def _files() -> Iterator[Path]:
    """Yield the files that a reading depends on."""
    for folder in _FOLDERS:
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in _KINDS and path.name not in _SHOWN:
                yield path
    yield from (ROOT / name for name in _MODULES)
