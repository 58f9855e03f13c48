"""Two versions of a list of acts, row by row: the same, changed, new, gone.

A row is known by the cell of its key column (``K-017``); where there is none, or only running numbers, by all it says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kembar.sources.table import Row, mapping, rows
from kembar.types import Document

_SHOWN = 8


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
    if old is not None and new is not None:
        both = old.keys() & new.keys()
        changed = tuple(key for key in new if key in both and new[key] != old[key])
        return Changes(
            len(both) - len(changed),
            changed,
            tuple(key for key in new if key not in both),
            tuple(key for key in old if key not in both),
        )
    was, now = (Counter(_said(row, None) for row in rows(document)) for document in (before, after))
    return Changes((was & now).total(), (), _words(now - was), _words(was - now))


def _keyed(document: Document) -> dict[str, tuple[tuple[str, str], ...]] | None:
    """Return what each row says by its key; None if no column holds keys that are all there and differ."""
    columns = {name: header for header, name in mapping(document).items()}
    header = columns.get("key", columns.get("number"))
    if header is None:
        return None
    found = [(cell.text, row) for row in rows(document) if (cell := row.under(header)) and cell.text.strip()]
    keys = [key for key, _ in found]
    if not keys or len(set(keys)) < len(keys) or all(key.strip(" .").isdigit() for key in keys):
        return None
    return {key: _said(row, header) for key, row in found}


def _said(row: Row, without: str | None) -> tuple[tuple[str, str], ...]:
    """Return header and text of a row's cells; a running number says nothing."""
    return tuple(
        (cell.header, cell.text)
        for cell in row.cells
        if cell.header != without and not (cell.column == 1 and cell.text.strip(" .").isdigit())
    )


def _words(found: Counter[tuple[tuple[str, str], ...]]) -> tuple[str, ...]:
    texts: Iterable[str] = (" ".join(text for _, text in said)[:40] for said in found.elements())
    return tuple(texts)
