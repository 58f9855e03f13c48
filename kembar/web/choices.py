"""The choices of the coding form and the words that the reading page's scripts say."""

from __future__ import annotations

from functools import cache
from typing import Any

from kembar import languages
from kembar.displays.view import View

#: Axes of the form's lists, beside the kinds.
AXES = ("sector", "status", "recurrence", "actor")


@cache
def words() -> tuple[str, ...]:
    """Return the keys of all labels that belong to the reading page."""
    return languages.keys("web_text_")


def choices(view: View) -> dict[str, Any]:
    """Return what a coding may say: kinds by type, then sectors, status, rhythm and actors, each (id, label)."""
    kinds = view.book.axis("kind")
    out: dict[str, Any] = {axis: [[code.id, view.code(code.id)] for code in view.book.axis(axis)] for axis in AXES}
    out["agreement"] = [[code.id, view.code(code.id)] for code in kinds if "agreement" in code.types]
    out["activity"] = [[code.id, view.code(code.id)] for code in kinds if "activity" in code.types]
    out["statement"] = [[code.id, view.code(code.id)] for code in view.book.axis("statement")]
    out["pairs"] = [[pair.id, place(pair.pair.a), place(pair.pair.b)] for pair in view.pairs]
    return out


def place(found: Any) -> dict[str, Any]:
    """Return a place as the form shows it."""
    return {"id": found.id, "name": found.name, "country": found.country, "population": found.population}
