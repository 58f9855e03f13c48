"""When a page was published, by what it says of itself; never by a copyright line.

Order: JSON-LD, meta names, a short block with a label, a short block that is mostly a date.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from kembar import languages
from kembar.dates import of_edtf
from kembar.sources.words import page_words

_META = (
    *("article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.issued", "pubdate"),
    *(
        "publishdate",
        "publish-date",
        "citation_publication_date",
        "citation_date",
        "dcterms.created",
        "parsely-pub-date",
    ),
)
_COPYRIGHT = re.compile(r"©|\(c\)|copyright|all rights reserved", re.IGNORECASE)
_LONGEST = 90
#: More letters than these behind a date, and a stop, make a sentence.
_FEW_LETTERS, _STOPS = 8, tuple(".!?。！？…")


@cache
def _months() -> dict[str, int]:
    out: dict[str, int] = {}
    for code in languages.codes():
        groups = languages.get(code).file("pages").text("months").split("|")
        for number, names in enumerate(groups, 1):
            out.update(dict.fromkeys(names.split(), number))
    return out


def month_number(name: str) -> int:
    """Return the number of a month by its name or usual abbreviation in any language, 0 if it is none."""
    return _months().get(name.strip().strip(".").lower(), 0)


@cache
def _eras() -> dict[str, int]:
    found = [languages.get(code).file("pages").text("eras").split("|") for code in languages.codes()]
    pairs = [pair.split() for eras in found for pair in eras if pair.strip()]
    return {name: int(year) for name, year in pairs}


@cache
def _pattern() -> re.Pattern[str]:
    year, names = r"(?<!\d)(?P<y{}>(?:19|20)\d\d)(?!\d)", "|".join(sorted(_months(), key=len, reverse=True))
    return re.compile(
        rf"{year.format(1)}\s*[-./年년]\s*(?P<m1>\d{{1,2}})\s*[-./月월]\s*(?P<d1>\d{{1,2}})(?!\d)"
        rf"|(?<!\d)(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<n2>{names})\.?,?\s+{year.format(2)}"
        rf"|\b(?P<n3>{names})\.?\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{year.format(3)}"
        rf"|(?<!\d)(?P<d4>\d{{1,2}})[/.-](?P<m4>\d{{1,2}})[/.-]{year.format(4)}",
        re.IGNORECASE,
    )


@cache
def _era_pattern() -> re.Pattern[str] | None:
    return re.compile(rf"({'|'.join(_eras())})(\d+|元)年") if _eras() else None


def find_date(text: str) -> tuple[str, int, int] | None:
    """Return the first full date in a short text as (ISO day, start, end); figures alone mean day before month."""
    if pattern := _era_pattern():
        text = pattern.sub(lambda m: f"{_eras()[m[1]] + (1 if m[2] == '元' else int(m[2]))}年", text)
    for match in _pattern().finditer(text):
        parts = {name: value for name, value in match.groupdict().items() if value}
        kind = next(name for name in parts if name[0] == "y")[1]
        month = parts.get(f"m{kind}") or str(month_number(parts.get(f"n{kind}", "")))
        day = f"{parts[f'y{kind}']}-{int(month):02}-{int(parts[f'd{kind}']):02}"
        try:
            return of_edtf(day).edtf, match.start(), match.end()
        except ValueError:
            continue
    return None


def json_ld(texts: Iterable[str]) -> list[dict[str, Any]]:
    """Return the objects of a page's JSON-LD, those inside ``@graph`` too; broken scripts are passed over."""
    out: list[dict[str, Any]] = []
    for text in texts:
        try:
            queue: list[Any] = [json.loads(text)]
        except (ValueError, RecursionError):
            continue
        while queue:
            item = queue.pop()
            if isinstance(item, list):
                queue += item
            elif isinstance(item, dict):
                out.append(item)
                queue += [item.get("@graph"), item.get("mainEntity")]
    return out


@dataclass(frozen=True, slots=True)
class ShortLine:
    """A short block or cell; ``near_title``: plain text in front of the page's second heading."""

    text: str
    near_title: bool


def published(objects: Iterable[dict[str, Any]], meta: dict[str, str], short: list[ShortLine]) -> tuple[str, str]:
    """Return (EDTF date, rule that found it) of a page, ("", "") if it does not say. ``short`` is in page order."""
    for item in objects:
        if found := find_date(str(item.get("datePublished") or "")):
            return found[0], "JSON-LD datePublished"
    for name in _META:
        if found := find_date(meta.get(name, "")):
            return found[0], f"meta {name}"
    dated = [(at, line, found) for at, line in enumerate(short) if (found := _dated(line))]
    for at, line, found in dated:
        before = line.text[: found[1]] or (short[at - 1].text if at and len(short[at - 1].text) < 30 else "")
        if before.casefold().rstrip(" :：|.").endswith(page_words().published):
            return found[0], f"label in {line.text[:40]!r}"
    for _, line, found in dated:
        before = line.text[: found[1]].rstrip()
        opens = not before or before[-1] in "|·•-–—,:：/(（"
        if line.near_title and opens and not _is_sentence(line.text[found[2] :].rstrip()):
            return found[0], f"short line {line.text[:40]!r}"
    return "", ""


def _is_sentence(rest: str) -> bool:
    """Whether what follows a date makes a sentence of its line, which tells what was on that day."""
    return rest.endswith(_STOPS) and sum(map(str.isalpha, rest)) > _FEW_LETTERS


def _dated(line: ShortLine) -> tuple[str, int, int] | None:
    if len(line.text) > _LONGEST or _COPYRIGHT.search(line.text):
        return None
    return find_date(line.text)
