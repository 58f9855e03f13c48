"""Web pages: the main text as blocks, lists and tables kept; the rest kept too, as asides that nobody reads.

The page is walked once for its blocks; trafilatura then says which of them are the main text. What its template or
it leaves out stays in the frozen text with the role ``aside``, so that nothing of a city's page is lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from kembar import languages
from kembar.offsets import letters
from kembar.sources import pagedates
from kembar.sources.encodings import decode
from kembar.sources.extraction import SAVED_FROM, Builder, Extraction, clean, failure, problem
from kembar.sources.htmlblocks import Part, parts_of
from kembar.sources.textfile import unreadable
from kembar.types import Problem, Role

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

EXTRACTOR = "html 1"
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,100}encoding=[\"']([\w.:-]+)", re.I
)
# What browsers, and the common add-on for it, write at the top of a page that they save.
_SITE_NAME = "og:site_name"
_TITLE_PARTS = re.compile(r"\s[-–—:·/>]\s|\s?[|»｜]\s?")
_SAVED = re.compile(r"<!--\s*(?:saved from url=\(\d+\)(https?://\S+)|Page saved with SingleFile\s+url: (https?://\S+))")
_HEAD = 4096
_SHORT = 12
_LARGE = 500_000


def read(data: bytes, name: str, preferred: tuple[str, ...] = ()) -> Extraction:
    """Read a web page from its bytes; ``name`` stands in problems."""
    declared = _CHARSET.search(data[:4096])
    decoded = decode(data, (declared[1] or declared[2]).decode("ascii") if declared else "", preferred)
    if decoded is None:
        return unreadable(data, name)
    page, notes = clean(decoded.text)
    return read_text(page, name, tuple(problem("note", "cleaned", note, name) for note in notes))


def read_text(page: str, name: str, problems: tuple[Problem, ...] = (), extractor: str = EXTRACTOR) -> Extraction:
    """Read a web page from its source text."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(page)
    fields, basis = _head_fields(tree)
    if saved := _SAVED.search(page[:_HEAD]):
        fields["URL"], basis["URL"] = (saved[1] or saved[2]), SAVED_FROM
    parts = parts_of(tree)
    if not any(part.letters for part in parts):
        return failure("empty", "This page has no text; it may be made by a script.", name, "Save it as PDF.")
    main = _main_letters(page)
    builder = Builder()
    _write(builder, parts, _chosen(parts, main))
    title = next((b for b in builder.blocks if b.role == "title"), None)
    if title:
        heading = builder.text[title.start : title.end]
        site = "" if basis.get("publisher") == _SITE_NAME else _beside(heading, str(fields.get("title", "")))
        if site:
            fields.setdefault("container-title", site)
            basis.setdefault("container-title", "what the page's title says beside its heading")
        fields["title"], basis["title"] = heading, "the page's first heading"
    objects = pagedates.json_ld(node.text() for node in tree.css("script[type='application/ld+json']"))
    day, rule = pagedates.published(objects, _meta(tree), _short_lines(parts))
    if day:
        fields["issued"], basis["issued"] = day, rule
    _json_fields(objects, fields, basis)
    if languages.detect(builder.text, fields.get("language", "")) != fields.get("language"):
        fields.pop("language", None)  # templates keep the language of whoever made them
        basis.pop("language", None)
    return Extraction(builder.text, tuple(builder.blocks), (), extractor, fields, basis, problems)


def _beside(heading: str, title: str) -> str:
    """Return what a page's title adds to its heading, mostly the name of the site: "Twin towns | Town of Foo"."""
    parts = [" ".join(part.split()) for part in _TITLE_PARTS.split(title)]
    return " | ".join(part for part in parts if part and part not in heading and heading not in part)


def _short_lines(parts: list[Part]) -> list[pagedates.ShortLine]:
    """Return what may carry the page's date: short blocks, and the cells of tables one by one."""
    out: list[pagedates.ShortLine] = []
    headings = 0
    for part in parts:
        headings += part.role == "heading" and not part.furniture
        for text in part.cells or [part.text]:
            if len(text) < 120 and part.role != "heading":
                out.append(pagedates.ShortLine(text, headings <= 1 and part.role == "body"))
    return out


def _meta(tree: LexborHTMLParser) -> dict[str, str]:
    out: dict[str, str] = {}
    for node in tree.css("meta"):
        key = node.attributes.get("property") or node.attributes.get("name") or node.attributes.get("itemprop") or ""
        out.setdefault(key.lower(), " ".join((node.attributes.get("content") or "").split()))
    return out


def _head_fields(tree: LexborHTMLParser) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what the head of the page says: title, author, site, address, language."""
    meta = _meta(tree)
    canonical = tree.css_first("link[rel=canonical]")
    top = tree.css_first("html")
    title = tree.css_first("title")
    site = meta.get(_SITE_NAME, "")
    address = (canonical.attributes.get("href") if canonical else "") or meta.get("og:url", "")
    host = (urlsplit(address).hostname or "").removeprefix("www.") if address.startswith("http") else ""
    found: list[tuple[str, Any, str]] = [
        ("title", meta.get("og:title") or (title.text(strip=True) if title else ""), "the head of the page"),
        ("author", [a for a in (meta.get("author", ""),) if a and "http" not in a], "meta author"),
        ("publisher", site or host, _SITE_NAME if site else "the host's name"),
        ("URL", address if address.startswith("http") else "", "the address that the page gives"),
        ("language", ((top.attributes.get("lang") if top else "") or "").split("-")[0].lower(), "html lang"),
        ("DOI", meta.get("citation_doi", ""), "meta citation_doi"),
        ("container-title", meta.get("citation_journal_title", ""), "meta citation_journal_title"),
    ]
    return {n: v for n, v, _ in found if v}, {n: b for n, v, b in found if v}


def _json_fields(objects: list[dict[str, Any]], fields: dict[str, Any], basis: dict[str, str]) -> None:
    """Add author and publisher from JSON-LD where the head of the page was silent."""
    for item in objects:
        for name in ("author", "publisher"):
            given = item.get(name)
            people = given if isinstance(given, list) else [given]
            names = [str(p.get("name") or "") if isinstance(p, dict) else str(p or "") for p in people]
            names = [n for n in names if n and "http" not in n]
            if names and (name not in fields or basis.get(name) == "the host's name"):
                fields[name] = names if name == "author" else names[0]
                basis[name] = f"JSON-LD {name}"


@dataclass(frozen=True)
class _Main:
    """The letters of the main text: all in one string, and line by line for blocks too short to be told by them."""

    whole: str
    lines: frozenset[str]


def _main_letters(page: str) -> _Main | None:
    """Ask trafilatura for the main text, None if it finds none."""
    import trafilatura

    text = trafilatura.extract(page, favor_recall=True, include_comments=False, include_tables=True, deduplicate=False)
    if not text:
        return None
    lines = [letters(line).text for line in re.split(r"[\n|]", text)]
    return _Main("".join(lines), frozenset(lines))


def _is_main(part: Part, main: _Main | None) -> bool:
    if part.furniture or not part.letters:
        return False
    if main is None:
        return True
    found = [cell for cell in part.cell_letters if cell]
    if len(found) > 1:
        return sum(len(c) for c in found if c in main.whole) >= 0.5 * sum(map(len, found))
    line_by_line = len(part.letters) < _SHORT or len(main.whole) > _LARGE
    return part.letters in (main.lines if line_by_line else main.whole)


def _chosen(parts: list[Part], main: _Main | None) -> list[bool]:
    """Choose the parts of the main text: what trafilatura found, and what belongs to it.

    It leaves out lists of links, the form in which cities show their partners; they are taken back below the page's
    title and below headings that it kept. A table or list counts whole, and so does a heading that text follows.
    """
    out = [_is_main(part, main) for part in parts]
    for start, end in _sections(parts):
        head = parts[start]
        kept = head.level == 1 or main is None or head.letters in main.lines
        for at in range(start + 1, end):
            listed = parts[at].role in ("list_item", "table_row") and not parts[at].furniture
            out[at] = out[at] or (kept and listed and not head.furniture)
    tables = {part.table for part, chosen in zip(parts, out, strict=True) if chosen and part.table}
    lists = {part.list for part, chosen in zip(parts, out, strict=True) if chosen and part.list}
    following = False
    for at in range(len(parts) - 1, -1, -1):
        part = parts[at]
        if part.furniture:
            continue
        caption = part.tag == "figcaption" and (following or any(out[:at]))
        out[at] = out[at] or part.table in tables or part.list in lists or (part.role == "heading" and following)
        out[at] = out[at] or caption
        following = out[at] and (part.role != "heading" or following)
    return out


def _sections(parts: list[Part]) -> list[tuple[int, int]]:
    """Return (index of a heading, index of the next one or the end)."""
    heads = [at for at, part in enumerate(parts) if part.role == "heading"]
    return list(pairwise([*heads, len(parts)]))


def _write(builder: Builder, parts: list[Part], main: list[bool]) -> None:
    """Write the parts in page order; the highest heading of the main text that comes first is the title."""
    heads = [part for part, chosen in zip(parts, main, strict=True) if chosen and part.role == "heading"]
    title = min((p for p in heads if p.level <= 3), key=lambda p: p.level, default=None)
    table = 0
    for part, chosen in zip(parts, main, strict=True):
        builder.gap("\n" if part.row > 1 and part.table == table else "\n\n")
        table = part.table
        role: Role = "title" if part is title else part.role
        if part.row and chosen:
            builder.row(part.cells, part.row, part.headers)
        elif chosen:
            builder.add(part.text, role, level=part.level)
        else:
            builder.add(part.text, "aside")
