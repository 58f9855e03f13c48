"""Title and date as the first blocks of a text show them, for formats that say nothing about themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kembar.sources import pagedates
from kembar.types import Block

_FRONT = 8
_SHORT = 120


def told(text: str, blocks: Sequence[Block], title_basis: str) -> tuple[dict[str, Any], dict[str, str]]:
    """Return (fields, basis) with ``title`` and ``issued`` where the first blocks tell them."""
    fields: dict[str, Any] = {}
    basis: dict[str, str] = {}
    title = next((block for block in blocks if block.role == "title"), None)
    if title:
        fields["title"] = " ".join(text[title.start : title.end].split())
        basis["title"] = title_basis
    front = [b for b in blocks if b.role not in ("title", "table_row", "running_head")][:_FRONT]
    short = [pagedates.ShortLine(text[b.start : b.end], b.role == "body") for b in front if b.end - b.start < _SHORT]
    day, rule = pagedates.published([], {}, short)
    if day:
        fields["issued"], basis["issued"] = day, rule
    return fields, basis
