"""Title, author and date as the first blocks of a text show them; a file's own data count where they agree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from kembar.offsets import letters
from kembar.sources import datelines, pagedates
from kembar.types import Block

_NO_TITLE = re.compile(r"untitled|microsoft word|\.(docx?|indd|pdf|qxd|tex|pptx?)\b|^\W*$", re.IGNORECASE)
_BETWEEN = re.compile(r";|\s+(?:and|dan|&)\s+")
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
    if not day:
        heads = [b for b in blocks if b.role in ("title", "heading", "body")][:_FRONT]
        day, rule = datelines.issued([text[b.start : b.end] for b in heads])
    if day:
        fields["issued"], basis["issued"] = day, rule
    return fields, basis


def confirmed(title: str, author: str, front: str, found: str, source: str) -> tuple[dict[str, Any], dict[str, str]]:
    """Return (fields, basis) of a file's own title and author where its first pages say them too.

    Programs fill such data with names of templates, computers and users. ``found`` is the title that the first page
    shows, which a shorter one does not replace; ``source`` names where title and author stood.
    """
    shown = letters(front).text
    fields: dict[str, Any] = {}
    if len(title) > 8 and not _NO_TITLE.search(title) and letters(found).text in letters(title).text in shown:
        fields["title"] = title
    names = [name.strip() for name in _BETWEEN.split(author) if name.strip()]
    if names and all(len(letters(name).text) > 1 and letters(name).text in shown for name in names):
        fields["author"] = names
    return fields, dict.fromkeys(fields, f"{source}, also on the first pages")
