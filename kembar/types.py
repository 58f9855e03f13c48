"""The records of Kembar, all frozen; this module imports nothing of Kembar.

Absence has three forms that are never mixed: *not stated* is None, *stated as none* is the code ``none``, and
*not looked for* means that no reading's scope covers it. Offsets are code points into one frozen text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Literal

Basis = Literal["stated", "relative", "inferred", "context"]
Role = Literal["body", "heading", "table_row", "list_item", "note", "running_head", "aside", "reference", "title"]
Verdict = Literal["accept", "reject", "same", "different", "prefer", "complete", "same_witness", "withdraw"]


def digest(value: Any) -> str:
    """Return sha256 (hex) over the canonical JSON of a value made of dicts, lists, strings, numbers and None."""
    return sha256(json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer; its identity is ``id``: the national code (``ID.35.78``), else ``gn:`` and GeoNames id.
    ``country`` is ISO 3166-1 alpha-2; ``level`` one of country, admin1, metro, admin2, city, ward, place;
    ``population`` is 0 where unknown.
    """

    id: str
    name: str
    country: str
    level: str = "place"
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    merged_into: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two places of two countries; order carries no meaning, so they are kept in the order of their ids."""

    a: Place
    b: Place

    def __post_init__(self) -> None:
        first, second = sorted((self.a, self.b), key=lambda place: place.id)
        object.__setattr__(self, "a", first)
        object.__setattr__(self, "b", second)

    @property
    def key(self) -> str:
        """The pair's identity: both place ids, sorted, joined by ``|``."""
        return f"{self.a.id}|{self.b.id}"

    @property
    def name(self) -> str:
        """Both names in alphabetical order (``Busan-Surabaya``)."""
        return "-".join(sorted((self.a.name, self.b.name)))


@dataclass(frozen=True, slots=True)
class When:
    """A date as exact as it is known.
    ``edtf`` is EDTF level 0 or 1; ``earliest`` and ``latest`` are the ISO days that bound it. ``basis``: stated in
    words, relative to the publication date, inferred ("3rd anniversary"), or from context (heading, table header).
    """

    edtf: str
    earliest: str
    latest: str
    basis: Basis = "stated"
    as_written: str = ""

    @property
    def precision(self) -> int:
        """3 for a day, 2 for a month or season, 1 for a year, 0 for anything coarser."""
        return 0 if "X" in self.edtf else len(self.edtf.rstrip("~?%").split("-"))


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people; ``parts`` are its stated summands (6 pupils and 8 pupils)."""

    value: int
    bound: Literal["exact", "at_least", "about"] = "exact"
    as_written: str = ""
    parts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """One file of a source and the frozen text made of it (``text_sha256`` is empty if it could not be read)."""

    file: str
    sha256: str
    text_sha256: str = ""
    extractor: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A citable source; ``id`` is given once and never changed.
    Bibliographic fields follow CSL; ``issued`` and ``accessed`` are EDTF; ``kind`` is a code of the axis source_kind;
    ``covers`` is (first year, last year); ``fields`` holds further CSL fields, ``basis`` where a value was taken from.
    """

    id: str
    title: str = ""
    author: tuple[str, ...] = ()
    publisher: str = ""
    issued: str | None = None
    accessed: str | None = None
    url: str = ""
    language: str = ""
    kind: str = "other"
    side: str = ""
    covers: tuple[int, int] | None = None
    versions: tuple[Version, ...] = ()
    copy_of: str | None = None
    retells: Mapping[str, str] | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    basis: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a frozen text with its layout.
    ``sheet`` is the physical page or slide (1 first, 0 none), ``page`` the printed label, ``level`` the depth of a
    heading (1 top), ``row`` and ``column`` count from 1 in a table (0 none); ``header`` names the column.
    """

    start: int
    end: int
    role: Role = "body"
    level: int = 0
    sheet: int = 0
    page: str = ""
    row: int = 0
    column: int = 0
    header: str = ""


@dataclass(frozen=True, slots=True)
class LineBox:
    """Where a line of a PDF (or a word that OCR read, with how sure it is) stands; edges are shares of the page."""

    start: int
    end: int
    sheet: int
    left: float
    top: float
    right: float
    bottom: float
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Document:
    """A source with one of its frozen texts (NFC, LF, form feed between sheets) and that text's layout."""

    source: Source
    text: str
    sha256: str
    extractor: str = ""
    language: str = ""
    blocks: tuple[Block, ...] = ()
    lines: tuple[LineBox, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading, sentence, list item, table row or note of a document, with where to cite it.
    ``locator`` is what a citation prints (``p. 211``, ``row 14``, ``para. 6``); ``headings`` the texts of the headings
    above it, outermost first; ``paragraph`` counts the paragraphs of the document from 1.
    """

    start: int
    end: int
    locator: str = ""
    headings: tuple[str, ...] = ()
    language: str = ""
    role: Role = "body"
    paragraph: int = 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote in its place: ``quote`` equals the text at ``start:end`` of the text with this hash.
    ``supports`` names fields: act, pair, kind, sector, status, start, end, recurrence, flow, participants, actors,
    or ``attributes.NAME``; ``cue`` is the (start, end) of the word that gave the act, within the text."""

    source: str
    text_sha256: str
    start: int
    end: int
    locator: str
    quote: str
    supports: tuple[str, ...] = ("act",)
    cue: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """One code of the codebook; ``axis`` is kind, sector, actor, status, recurrence or statement.
    ``types`` says which coding types a kind may stand in, ``usual_sector`` the sector where no source tells one;
    ``labels``, ``definition`` and ``is_not`` are keyed by language.
    """

    id: str
    axis: str
    parent: str | None = None
    occurs: Literal["once", "many"] = "many"
    types: tuple[str, ...] = ()
    usual_sector: str | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    definition: Mapping[str, str] = field(default_factory=dict)
    is_not: Mapping[str, str] = field(default_factory=dict)
    examples: tuple[str, ...] = ()
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Coding:
    """What one reader says one source states: an agreement, an activity or a statement.
    ``pair`` is set for acts; a statement has a pair, a ``place``, or neither. ``flow`` is ``mutual`` or
    ``FROM>TO`` with place ids. ``id`` is what the coding asserts (see ``coding_id``) and is filled in when empty.
    """

    type: Literal["agreement", "activity", "statement"]
    kind: str
    evidence: tuple[Evidence, ...]
    pair: Pair | None = None
    place: Place | None = None
    sector: str | None = None
    status: str | None = None
    start: When | None = None
    end: When | None = None
    recurrence: str | None = None
    flow: str | None = None
    participants: Count | None = None
    actors: tuple[str, ...] = ()
    attributes: Mapping[str, Any] = field(default_factory=dict)
    revises: str | None = None
    id: str = ""

    def __post_init__(self) -> None:
        if not self.id:
            object.__setattr__(self, "id", coding_id(self))


def coding_id(coding: Coding) -> str:
    """Hash what a coding asserts: text, type, place ids, coded fields, spans and ``revises``; no labels, no coder."""
    plain = ("type", "kind", "sector", "status", "recurrence", "flow", "revises")
    content: dict[str, Any] = {name: getattr(coding, name) for name in plain}
    count = coding.participants
    content |= {"pair": coding.pair.key if coding.pair else None, "place": coding.place.id if coding.place else None}
    content |= {n: [w.edtf, w.basis] for n, w in (("start", coding.start), ("end", coding.end)) if w}
    content["participants"] = [count.value, count.bound] if count else None
    content |= {"actors": sorted(coding.actors), "attributes": dict(coding.attributes)}
    content["spans"] = sorted([e.text_sha256, e.start, e.end, sorted(e.supports)] for e in coding.evidence)
    return digest(content)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a reading looked for: ``spans`` (empty: the whole text), place-pair keys and sectors (empty: all)."""

    spans: tuple[tuple[int, int], ...] = ()
    pairs: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One coder's codings of one frozen text. ``method`` is rules, table, hand or model; ``at`` an ISO time (UTC)."""

    coder: str
    method: Literal["rules", "table", "hand", "model"]
    source: str
    text_sha256: str
    codings: tuple[Coding, ...] = ()
    scope: Scope = Scope()
    coder_version: str = ""
    codebook_version: str = ""
    at: str = ""
    id: str = ""

    def __post_init__(self) -> None:
        if not self.id:
            fields = ("coder", "method", "source", "text_sha256", "coder_version", "codebook_version", "at")
            content = [[getattr(self, name) for name in fields], [coding.id for coding in self.codings]]
            scope = [self.scope.spans, self.scope.pairs, self.scope.sectors]
            object.__setattr__(self, "id", digest([*content, scope]))


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided about ``subjects``: ids of codings, readings, texts, sources, findings or judgements.
    ``accept`` and ``reject`` take codings; ``same`` and ``different`` two or more of them; ``prefer`` one and the
    ``field`` whose value holds; ``complete`` a source (and text hash) read to the end; ``same_witness`` sources;
    ``withdraw`` judgements or readings. ``evidence`` is the quote that speaks against, ``note`` why.
    """

    subjects: tuple[str, ...]
    verdict: Verdict
    by: str
    at: str
    field: str = ""
    note: str = ""
    evidence: tuple[Evidence, ...] = ()
    id: str = ""

    def __post_init__(self) -> None:
        if not self.id:
            quotes = [[e.text_sha256, e.start, e.end] for e in self.evidence]
            content = [list(self.subjects), self.verdict, self.by, self.at, self.field, self.note, quotes]
            object.__setattr__(self, "id", digest(content))


@dataclass(frozen=True, slots=True)
class Memo:
    """A note on a source, passage, coding, code or cell; kept in the judgements' log."""

    subject: str
    text: str
    by: str
    at: str
    id: str = ""

    def __post_init__(self) -> None:
        if not self.id:
            object.__setattr__(self, "id", digest(["memo", self.subject, self.text, self.by, self.at]))


@dataclass(frozen=True, slots=True)
class Problem:
    """Bad input as a value: ``name`` is a short slug, ``where`` is ``file:line`` or ``source, locator``."""

    severity: Literal["error", "warning", "note"]
    name: str
    message: str
    hint: str = ""
    stage: str = ""
    where: str = ""
