"""References in APA style (7th edition), by kind of publication, with Korean and Japanese names as they are written.

A reference is a tuple of runs (text, italic), so that every form of the report sets it its own way. Words such as
*n.d.* or *In* come from the labels of the report's language.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kembar import languages
from kembar.types import Source

Run = tuple[str, bool]
#: An entry without author and date: the runs of its title, and what follows.
Entry = tuple[list[Run], list[Run]]
_CJK = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]")
_KINDS = {
    "article-journal": "article", "book": "book", "chapter": "chapter", "thesis": "thesis", "webpage": "web",
    "article-newspaper": "news", "article-magazine": "news", "legislation": "statute", "treaty": "agreement",
    "post": "web", "post-weblog": "web", "report": "book", "paper-conference": "article",
    "interview": "talk", "personal_communication": "talk",
}  # fmt: skip
_BY_SOURCE = {
    "journal_article": "article",
    "book_or_thesis": "book",
    "news": "news",
    "official_document": "book",
    "interview": "talk",
}


@dataclass(frozen=True, slots=True)
class Reference:
    """A source's entry in the list: its id, its runs, and the year with its letter as a text cites it."""

    id: str
    runs: tuple[Run, ...]
    year: str

    @property
    def text(self) -> str:
        """The reference without italics."""
        return "".join(text for text, _ in self.runs)


def references(sources: Iterable[Source], lang: str, ready: Iterable[str] = ()) -> tuple[Reference, ...]:
    """Return the entries of sources in the order of the list; equal authors and years get letters.

    ``ready`` are entries that stand already, with what is italic between stars; they have no id.
    """
    ordered = sorted(sources, key=lambda s: (_folded(_first(s)), _year(s.issued, lang), _folded(s.title), s.id))
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for source in ordered:
        alike[" ".join(source.author) or source.title, _year(source.issued, lang)].append(source.id)
    letters = {ids[n]: _letter(n) for ids in alike.values() if len(ids) > 1 for n in range(len(ids))}
    listed = [reference(source, lang, letters.get(source.id, "")) for source in ordered]
    for entry in ready:
        own = Reference("", tuple((part, n % 2 == 1) for n, part in enumerate(entry.split("*")) if part), "")
        listed.insert(bisect(listed, _folded(own.text), key=lambda one: _folded(one.text)), own)
    return tuple(listed)


def reference(source: Source, lang: str, letter: str = "") -> Reference:
    """Write one source in APA style; ``letter`` tells it from others of the same author and year."""
    kind = kind_of(source)
    when = _when(source.issued, lang, letter, kind in ("news", "web", "talk"))
    writers = {
        "article": _article, "chapter": _chapter, "thesis": _thesis, "statute": _statute, "agreement": _agreement,
        "news": _news, "web": _web, "book": _book, "talk": _talk,
    }  # fmt: skip
    title, rest = writers[kind](source, lang)
    who = authors(source.author)
    # Without an author the title stands first and the date after it.
    out = [(f"{_stop(who)} ({when}). ", False), *title] if who else [*title, (f" ({when}).", False)]
    out += [*rest, *_where(source)]
    if source.retells:
        out.append((" " + _say(lang, "ref_retells", publication=_retold(source.retells, lang)), False))
    return Reference(source.id, tuple(run for run in out if run[0]), _year(source.issued, lang) + letter)


def kind_of(source: Source) -> str:
    """Return article, book, chapter, thesis, news, web, statute, agreement or talk: by the entry, else by the kind."""
    fields = source.fields
    if str(fields.get("type", "")) in _KINDS:
        return _KINDS[str(fields["type"])]
    if source.kind == "book_or_thesis" and fields.get("genre"):
        return "thesis"
    return _BY_SOURCE.get(source.kind, "web" if source.url or source.kind == "government_page" else "book")


def authors(names: Iterable[str]) -> str:
    """Write authors: ``Woo, Y., & Lee, S.``, ``김철수``, an institution as it is; from the 21st on only the last."""
    written = [author(name) for name in names if name.strip()]
    if len(written) > 20:
        return ", ".join(written[:19]) + f", … {written[-1]}"
    return ", & ".join([", ".join(written[:-1]), written[-1]]) if len(written) > 1 else "".join(written)


def author(name: str) -> str:
    """Write a name: ``Woo, Yong-ha`` becomes ``Woo, Y.-h.``; in Hangul, Han and Kana family and given name are one."""
    family, comma, given = (part.strip() for part in name.partition(","))
    if not comma or not given:
        return name.strip()
    if _CJK.search(family) and _CJK.search(given):
        return family + given
    parts = [_initials(part) for part in given.split()]
    return f"{family}, {' '.join(parts)}"


def _initials(name: str) -> str:
    """``Yong-Ha`` becomes ``Y.-H.``; what is an initial already, or not in Latin letters, stays."""
    if _CJK.search(name) or name.endswith("."):
        return name
    return "-".join(f"{part[0].upper()}." for part in name.split("-") if part)


def _article(source: Source, lang: str) -> Entry:
    fields = source.fields
    volume, issue, pages = (str(fields.get(name, "")) for name in ("volume", "issue", "page"))
    journal = str(fields.get("container-title", "") or source.publisher)
    rest: list[Run] = [(" ", False), (journal, True)] if journal else []
    rest += [(", ", False), (volume, True)] if volume else []
    numbers = (f"({issue})" if issue else "") + (f", {pages.replace('-', '–')}" if pages else "")
    return [(_stop(source.title), False)], [*rest, (f"{numbers}." if rest else "", False)]


def _book(source: Source, lang: str) -> Entry:
    edition = str(source.fields.get("edition", ""))
    title: list[Run] = [(_stop(source.title), True)]
    if edition:
        title = [(source.title, True), (f" ({_say(lang, 'ref_edition', n=edition)}).", False)]
    return title, [(f" {_stop(source.publisher)}" if source.publisher else "", False)]


def _chapter(source: Source, lang: str) -> Entry:
    fields = source.fields
    editors = ", & ".join(_given_first(name) for name in _names(fields.get("editor")))
    edited = f"{editors} ({_say(lang, 'ref_editor')}), " if editors else ""
    pages = str(fields.get("page", "")).replace("-", "–")
    told = f" ({_say(lang, 'ref_pages', pages=pages)})" if pages else ""
    book, house = str(fields.get("container-title", "")), f" {_stop(source.publisher)}" if source.publisher else ""
    rest = [(f" {_say(lang, 'ref_in')} {edited}", False), (book, True), (f"{told}.{house}", False)]
    return [(_stop(source.title), False)], rest


def _thesis(source: Source, lang: str) -> Entry:
    genre = str(source.fields.get("genre", "") or _say(lang, "ref_thesis"))
    told = ", ".join(part for part in (genre, source.publisher) if part)
    return [(source.title, True), (f" [{told}].", False)], []


def _news(source: Source, lang: str) -> Entry:
    paper = str(source.fields.get("container-title", "") or source.publisher)
    same = paper in source.author
    return [(_stop(source.title), False)], [(" ", False), (paper, True), (".", False)] if paper and not same else []


def _web(source: Source, lang: str) -> Entry:
    site = str(source.fields.get("container-title", "") or source.publisher)
    same = site in source.author
    return [(_stop(source.title), True)], [(f" {_stop(site)}" if site and not same else "", False)]


def _statute(source: Source, lang: str) -> Entry:
    number = str(source.fields.get("number", ""))
    return [(source.title, True), (f", {number}." if number else ".", False)], []


def _agreement(source: Source, lang: str) -> Entry:
    number = str(source.fields.get("number", ""))
    return [(source.title, True), (f" [{_say(lang, 'ref_agreement')}{f', {number}' if number else ''}].", False)], []


def _talk(source: Source, lang: str) -> Entry:
    """An interview or a mail: nobody but the author has it."""
    return [(source.title, False), (f" [{_say(lang, 'ref_personal')}].", False)], []


def _where(source: Source) -> list[Run]:
    doi = str(source.fields.get("DOI", ""))
    address = f"https://doi.org/{doi.removeprefix('https://doi.org/')}" if doi else source.url
    return [(f" {address}", False)] if address else []


def _retold(retells: Mapping[str, str], lang: str) -> str:
    date = str(retells.get("date", ""))
    parts = [retells.get("author", ""), f"({_when(date, lang, '', True)})", retells.get("title", "")]
    return f"{'. '.join(_stop(p).rstrip('.') for p in parts if p)}. {retells.get('address', '')}".strip()


def _names(value: Any) -> list[str]:
    names = [value] if isinstance(value, str) else list(value or [])
    return [n if isinstance(n, str) else ", ".join(p for p in (n.get("family"), n.get("given")) if p) for n in names]


def _given_first(name: str) -> str:
    family, comma, given = author(name).partition(", ")
    return f"{given} {family}" if comma else family


def _when(issued: str | None, lang: str, letter: str, full: bool) -> str:
    plain = (issued or "").rstrip("~?%")
    parts = plain.split("-")
    if not plain:
        return _say(lang, "ref_no_date") + (f"-{letter}" if letter else "")
    if not full or len(parts) == 1 or not all(part.isdigit() for part in parts):
        return parts[0] + letter
    month = _say(lang, "months_full").split()[int(parts[1]) - 1] if 1 <= int(parts[1]) <= 12 else ""
    if not month:
        return parts[0] + letter
    if len(parts) == 2:
        return _say(lang, "ref_month", year=parts[0] + letter, month=month)
    return _say(lang, "ref_day", year=parts[0] + letter, month=month, day=int(parts[2]))


def _year(issued: str | None, lang: str) -> str:
    return (issued or "").rstrip("~?%")[:4] or _say(lang, "ref_no_date")


def _first(source: Source) -> str:
    return source.author[0] if source.author else source.title


def _folded(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def _letter(number: int) -> str:
    """a to z, then aa, ab ..."""
    return (_letter(number // 26 - 1) if number >= 26 else "") + chr(ord("a") + number % 26)


def _stop(text: str) -> str:
    """End a part with a full stop unless it ends one already."""
    return text if not text or text[-1] in ".?!。？！…" else f"{text}."


def _say(lang: str, key: str, **values: object) -> str:
    return languages.label(lang, key, **values)
