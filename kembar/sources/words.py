"""Words by which a page says what it is, of all languages at once: a file's language is not known before it is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kembar import languages


@dataclass(frozen=True)
class PageWords:
    """Patterns and words from ``languages/*/pages.yaml``.

    ``number`` matches a line that is nothing but a page number and captures it; ``heading`` a numbered heading that
    is opened by a word; ``caption`` the label of a table or figure; ``published`` holds the labels of a page's date,
    ``papers`` words in the names of newspapers, ``issued`` those behind a date of issue; ``era_year`` is a year of an
    era, alone or with a remark in brackets.
    """

    number: re.Pattern[str]
    heading: re.Pattern[str]
    caption: re.Pattern[str]
    published: tuple[str, ...]
    papers: frozenset[str]
    issued: frozenset[str]
    era_year: re.Pattern[str]


def _words(key: str, separator: str | None = None) -> list[str]:
    out: dict[str, None] = {}
    for code in languages.codes():
        text = languages.get(code).file("pages").text(key)
        out.update(dict.fromkeys(w.strip() for w in text.split(separator) if w.strip()))
    return sorted(out, key=len, reverse=True)


@cache
def page_words() -> PageWords:
    """Return the words of all languages that have a folder."""
    page = "|".join(map(re.escape, _words("page")))
    heading = "|".join(map(re.escape, _words("heading")))
    caption = "|".join(map(re.escape, _words("caption")))
    figure = r"(\d{1,4}|[ivxlc]{1,7})"
    of = r"(?:\s*(?:/|of|dari)\s*\d{1,4})?"
    count = r"(?:\d{1,3}|[IVXLC]+|[A-Z]|[一二三四五六七八九十]+)"
    return PageWords(
        number=re.compile(rf"[\s\-–—|]*(?:(?:{page})\.?\s*)?{figure}{of}\s*(?:{page})?[\s\-–—|.]*", re.IGNORECASE),
        heading=re.compile(rf"(?:{heading})\.?\s*{count}(?![a-z\d-])", re.IGNORECASE),
        caption=re.compile(rf"(?:<?\s*)(?:{caption})\s*\.?\s*[\dIVX]+(?:[.\-]\d+)*", re.IGNORECASE),
        published=tuple(w.casefold() for w in _words("published", "|")),
        papers=frozenset(w.casefold() for w in _words("papers", "|")),
        issued=frozenset(_words("issued", "|")),
        era_year=re.compile("|".join(_era_years()) or r"(?!)"),
    )


def _era_years() -> Iterator[str]:
    """Yield for each language that counts years by eras what such a year is."""
    for code in languages.codes():
        words = languages.get(code).eras
        eras = "|".join(re.escape(era) for era in sorted(words.eras, key=len, reverse=True) if not era.isascii())
        if eras and words.year:
            number = rf"(?:\d{{1,2}}|{re.escape(words.first_year)})" if words.first_year else r"\d{1,2}"
            fiscal = re.escape(words.fiscal[0])
            signed = rf"(?:{fiscal}|{words.year})\s?(?:[(（][^()（）]{{1,8}}[)）])?:?"
            yield rf"(?:{eras})\s?{number}\s?(?:{signed}|[(（](?:1[89]|20)\d\d[)）](?:{words.year})?[^\W\d]{{0,2}})"


@cache
def furniture_words() -> frozenset[str]:
    """Return the words in a class or id that mark a part of a web page as furniture."""
    return frozenset(_words("furniture"))
