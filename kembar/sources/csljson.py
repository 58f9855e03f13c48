"""CSL-JSON, as Zotero and other programs write it."""

from __future__ import annotations

import json
from typing import Any

from kembar.sources.bibdates import edtf
from kembar.sources.bibliography import Reference
from kembar.sources.extraction import problem
from kembar.sources.sourcelist import CSL
from kembar.types import Problem

_TEXTS = ("title", "publisher", "URL", "language", *CSL)


def read(text: str, name: str) -> tuple[list[Reference], list[Problem]]:
    """Read a .json file of CSL items; ``name`` stands in problems and in ``where``."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        what = getattr(error, "msg", "nested too deeply")
        return [], [problem("error", "broken_reference", f"This is no JSON: {what}.", f"{name}:{line}")]
    items = content.get("items", content) if isinstance(content, dict) else content
    if not isinstance(items, list):
        return [], [problem("error", "broken_reference", "This is no list of references.", name)]
    found, problems = list[Reference](), list[Problem]()
    lines = _lines(text, items)
    for number, item in enumerate(items):
        where = f"{name}:{lines[number]}"
        if isinstance(item, dict) and (item.get("title") or item.get("DOI")):
            found.append(_reference(item, where))
        else:
            problems.append(problem("warning", "broken_reference", "This item has no title and was not read.", where))
    return found, problems


def _lines(text: str, items: list[Any]) -> list[int]:
    """Return the line on which each item begins, by its id or title, as far as they can be found in order."""
    out, at = [], 0
    for item in items:
        mark = (
            json.dumps(str(item.get("id") or item.get("title") or ""), ensure_ascii=False)
            if isinstance(item, dict)
            else ""
        )
        found = text.find(mark, at) if len(mark) > 2 else -1
        at = found if found >= 0 else at
        out.append(text.count("\n", 0, at) + 1)
    return out


def _reference(item: dict[str, Any], where: str) -> Reference:
    fields: dict[str, Any] = {}
    for key in _TEXTS:
        value = item.get(key)
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
            fields[key] = " ".join(str(value).split())
    for key in ("author", "editor", "translator"):
        names = [name for person in item.get(key) or [] if (name := _name(person))]
        if names:
            fields[key] = names
    for key in ("issued", "accessed"):
        if day := _date(item.get(key)):
            fields[key] = day
    return Reference(str(item.get("id") or fields.get("title", "")), fields, (), where)


def _name(person: Any) -> str:
    if not isinstance(person, dict):
        return str(person).strip()
    family, given = str(person.get("family") or ""), str(person.get("given") or "")
    particle = str(person.get("non-dropping-particle") or "")
    family = f"{particle} {family}".strip()
    return str(person.get("literal") or "") or (f"{family}, {given}" if family and given else family or given)


def _date(value: Any) -> str:
    if not isinstance(value, dict):
        return edtf(value)
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
        return edtf("-".join(str(part) for part in parts[0]))
    return edtf(value.get("raw") or value.get("literal") or "")
