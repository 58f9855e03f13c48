"""Two versions of a list of acts, row by row: the same, changed, new, gone.

A row is known by the cell of its key column (``K-017``); where there is none, or only running numbers, by all it
says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kembar.sources.table import Row, mapping, rows
from kembar.types import Document

_SHOWN = 8
#: Header and text of the cells of a row.
Said = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """How many rows stayed, and the keys (or first words) of those that did not."""

    same: int = 0
    changed: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def __str__(self) -> str:
        told = [f"{self.same} rows as before"]
        for name in ("changed", "new", "gone"):
            if found := getattr(self, name):
                more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
                told.append(f"{len(found)} {name} ({', '.join(found[:_SHOWN])}{more})")
        return ", ".join(told)


def compare(before: Document, after: Document) -> Changes:
    """Compare the rows below the headers of two versions of one source."""
    old, new = _keyed(before), _keyed(after)
    if old is None or new is None:
        old, new = ({}, _counted(before)), ({}, _counted(after))
    (was, loose), (now, left) = old, new
    both = was.keys() & now.keys()
    changed = tuple(key for key in now if key in both and now[key] != was[key])
    return Changes(
        len(both) - len(changed) + (loose & left).total(),
        changed,
        (*(key for key in now if key not in both), *_words(left - loose)),
        (*(key for key in was if key not in both), *_words(loose - left)),
    )


def _keyed(document: Document) -> tuple[dict[str, Said], Counter[Said]] | None:
    """Return what each row says by its key, and what those without one say; None if no column's keys differ."""
    columns = {name: header for header, name in mapping(document).items()}
    header = columns.get("key", columns.get("number"))
    if header is None:
        return None
    every = [(row, cell.text if (cell := row.under(header)) else "") for row in rows(document)]
    keys = [key for _, key in every if key.strip()]
    if not keys or len(set(keys)) < len(keys) or all(key.strip(" .").isdigit() for key in keys):
        return None
    loose = Counter(_said(row, header) for row, key in every if not key.strip())
    return {key: _said(row, header) for row, key in every if key.strip()}, loose


def _counted(document: Document) -> Counter[Said]:
    return Counter(_said(row, None) for row in rows(document))


def _said(row: Row, without: str | None) -> Said:
    """Return header and text of a row's cells; a running number says nothing."""
    return tuple(
        (cell.header, cell.text)
        for cell in row.cells
        if cell.header != without and not (cell.column == 1 and cell.text.strip(" .").isdigit())
    )


def _words(found: Counter[Said]) -> tuple[str, ...]:
    texts: Iterable[str] = (" ".join(text for _, text in said)[:40] for said in found.elements())
    return tuple(texts)
