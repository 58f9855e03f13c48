"""Read the shipped codes and a study's own ``codebook.yaml`` into one frozen Codebook.

A file holds ``axis`` (of all its codes), ``codes`` and ``groupings``; a code of a study may name its own ``axis``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from kembar import yamlfile
from kembar.codebook.book import Codebook, Group, Grouping
from kembar.languages import FALLBACK
from kembar.problems import YamlError
from kembar.types import Code, digest

HERE = Path(__file__).parent
FILES = (
    "agreements",
    "activities",
    "sector_groups",
    "sectors",
    "actors",
    "statuses",
    "recurrences",
    "statements",
    "source_kinds",
    "absences",
)
GROUPINGS = ("paper", "souder_bredel", "law_23_2014", "clair")
AXES = ("kind", "sector", "sector_group", "actor", "status", "recurrence", "statement", "source_kind", "absence")
PARENT_AXIS = {"sector": ("sector", "sector_group")}
TYPES = {"kind": ("agreement", "activity"), "statement": ("statement",)}
FIELDS = ("axis", "parent", "occurs", "types", "usual_sector", "labels", "label", "definition", "is_not")
MORE_FIELDS = ("examples", "reference")
ID = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")

Places = dict[str, str]


def load(extra: Path | None = None) -> Codebook:
    """Return the shipped codebook, with the codes and groupings of a study's ``codebook.yaml`` added.

    A missing ``extra`` adds nothing. YamlError, beginning with ``file:line``, names an unknown key, a double or
    badly formed id, an unknown axis, parent or sector, or a circle of parents.
    """
    shipped, groupings, places = _shipped()
    if extra is None or not extra.exists():
        return _book(shipped, groupings)
    codes, own_groupings, where = dict(shipped), dict(groupings), dict(places)
    top = yamlfile.load(extra).only(("axis", "codes", "groupings"))
    _add_codes(top, codes, where)
    _check(codes, where)
    _add_groupings(top, own_groupings, codes)
    return _book(codes, own_groupings)


@lru_cache(maxsize=8)
def read_version(book: Codebook) -> str:
    """Return the version of what coders look for: a study's own codes of statements are its people's alone."""
    shipped = _shipped()[0]
    codes = {name: code for name, code in book.codes.items() if code.axis != "statement" or name in shipped}
    return _book(codes, book.groupings).version


@lru_cache(maxsize=1)
def _shipped() -> tuple[dict[str, Code], dict[str, Grouping], Places]:
    codes: dict[str, Code] = {}
    where: Places = {}
    for name in FILES:
        _add_codes(yamlfile.load(HERE / f"{name}.yaml").only(("axis", "codes")), codes, where)
    _check(codes, where)
    groupings = {}
    for name in GROUPINGS:
        groupings[name] = _grouping(name, yamlfile.load(HERE / "groupings" / f"{name}.yaml"), codes)
    return codes, groupings, where


@lru_cache(maxsize=8)
def _version(content: str) -> str:
    return digest(content)[:12]


def _book(codes: Mapping[str, Code], groupings: Mapping[str, Grouping]) -> Codebook:
    version = _version(repr((sorted(codes.items()), sorted(groupings.items()))))
    return Codebook(dict(codes), dict(groupings), version)


def _section(top: yamlfile.Mapping, key: str) -> yamlfile.Mapping:
    value = top.get(key) or yamlfile.Mapping(top.file, top.line)
    if not isinstance(value, yamlfile.Mapping):
        raise YamlError(f"{top.where(key)}: {key!r} must hold keys and values.")
    return value


def _add_codes(top: yamlfile.Mapping, codes: dict[str, Code], where: Places) -> None:
    axis = top.text("axis")
    section = _section(top, "codes")
    for name, entry in yamlfile.entries(section):
        place = section.where(name)
        if not ID.fullmatch(name):
            raise YamlError(f"{place}: {name!r} is no code id; use small letters, digits and single underscores.")
        if name in codes:
            raise YamlError(f"{place}: the code {name!r} exists already ({where[name]}).")
        codes[name] = _code(name, entry.only((*FIELDS, *MORE_FIELDS)), entry.text("axis", axis))
        where[name] = place
    if axis and axis not in AXES:
        raise YamlError(f"{top.where('axis')}: there is no axis {axis!r}; it is one of {', '.join(AXES)}.")


def _code(name: str, entry: yamlfile.Mapping, axis: str) -> Code:
    if axis not in AXES:
        raise YamlError(f"{entry.where('axis')}: {name!r} needs an axis, one of {', '.join(AXES)}; not {axis!r}.")
    occurs = entry.text("occurs", "many")
    if occurs not in ("once", "many"):
        raise YamlError(f"{entry.where('occurs')}: 'occurs' must be once or many, not {occurs!r}.")
    allowed = TYPES.get(axis, ())
    types = tuple(entry.list("types")) or allowed
    for kind in types:
        if kind not in allowed:
            raise YamlError(f"{entry.where('types')}: a code of axis {axis} cannot have the type {kind!r}.")
    return Code(
        id=name,
        axis=axis,
        parent=entry.text("parent") or None,
        occurs="once" if occurs == "once" else "many",
        types=types,
        usual_sector=entry.text("usual_sector") or None,
        labels=_labels(entry),
        definition=_words(entry, "definition"),
        is_not=_words(entry, "is_not"),
        examples=tuple(_texts(entry, "examples")),
        reference=entry.text("reference"),
    )


def _labels(entry: yamlfile.Mapping) -> Mapping[str, str]:
    if "label" in entry:
        return {FALLBACK: entry.text("label"), **_words(entry, "labels")}
    return _words(entry, "labels")


def _words(entry: yamlfile.Mapping, key: str) -> Mapping[str, str]:
    """Words keyed by language; a plain text counts as the fallback language's."""
    value = entry.get(key) or {}
    if isinstance(value, str):
        return {FALLBACK: value}
    if not isinstance(value, dict) or not all(isinstance(word, str) for word in value.values()):
        raise YamlError(f"{entry.where(key)}: {key!r} must be text, or text by language.")
    return dict(value)


def _texts(entry: yamlfile.Mapping, key: str) -> list[str]:
    values: list[Any] = entry.list(key)
    if not all(isinstance(value, str) for value in values):
        raise YamlError(f"{entry.where(key)}: {key!r} must be a list of texts.")
    return values


def _check(codes: dict[str, Code], where: Places) -> None:
    """Hold every parent and usual sector against the codes; a child kind takes over the types and sector it lacks."""
    for name, code in list(codes.items()):
        if code.usual_sector and (code.usual_sector not in codes or codes[code.usual_sector].axis != "sector"):
            raise YamlError(f"{where[name]}: {name!r} names the sector {code.usual_sector!r}, which does not exist.")
        seen, step = {name}, code
        while step.parent:
            parent = codes.get(step.parent)
            if parent is None:
                raise YamlError(f"{where[step.id]}: the parent {step.parent!r} of {step.id!r} does not exist.")
            if parent.axis not in PARENT_AXIS.get(step.axis, (step.axis,)):
                raise YamlError(f"{where[step.id]}: the parent {parent.id!r} is a {parent.axis}, not a {step.axis}.")
            if parent.id in seen:
                raise YamlError(f"{where[name]}: {name!r} is its own ancestor.")
            seen.add(parent.id)
            step = parent
        if code.axis == "kind" and code.parent:
            parent = codes[code.parent]
            types = tuple(kind for kind in code.types if kind in parent.types)
            codes[name] = replace(code, types=types, usual_sector=code.usual_sector or parent.usual_sector)


def _add_groupings(top: yamlfile.Mapping, groupings: dict[str, Grouping], codes: Mapping[str, Code]) -> None:
    section = _section(top, "groupings")
    for name, entry in yamlfile.entries(section):
        if not ID.fullmatch(name) or name in groupings:
            raise YamlError(f"{section.where(name)}: {name!r} is taken, or no id of small letters and underscores.")
        groupings[name] = _grouping(name, entry, codes)


def _grouping(name: str, entry: yamlfile.Mapping, codes: Mapping[str, Code]) -> Grouping:
    entry.only(("label", "labels", "reference", "groups"))
    groups: dict[str, Group] = {}
    seen: set[str] = set()
    for group, body in yamlfile.entries(_section(entry, "groups")):
        body.only(("label", "labels", "sectors"))
        sectors = tuple(_texts(body, "sectors"))
        for sector in sectors:
            if sector not in codes or codes[sector].axis != "sector":
                raise YamlError(f"{body.where('sectors')}: there is no sector {sector!r}.")
            if sector in seen:
                raise YamlError(f"{body.where('sectors')}: the sector {sector!r} stands in two groups of {name!r}.")
            seen.add(sector)
        groups[group] = Group(_labels(body), sectors)
    return Grouping(name, _labels(entry), groups, entry.text("reference"))
