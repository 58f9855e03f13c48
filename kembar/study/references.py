"""Reference lists (.bib, .ris, CSL .json): their fields go into the entries of the sources that they match."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass

SUFFIXES = (".bib", ".ris", ".json")


def is_list(path: Path) -> bool:
    """Say whether a file holds references rather than a text."""
    return path.suffix.lower() in SUFFIXES
