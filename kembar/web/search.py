"""Search over texts and records: hits with what stands around them, each leading to its place in the text."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from kembar.casebase import Record
from kembar.displays.view import View
from kembar.passages import locator
from kembar.problems import KembarError
from kembar.search import Index, Piece, Query, find_records, hits, other_names, parse
from kembar.study import cases
from kembar.types import Document
from kembar.web import asked, laidopen
from kembar.web.answers import lang_of, page, page_of, state_of
from kembar.web.state import State

PAGE = 15  # sources on a page
EACH = 3  # passages of a source that are shown at first
MOST = 1_000  # passages that are looked at
LOOKED = 10  # passages of a source that are shown
AROUND = 110  # letters shown before and after a hit
RECORDS = 40
#: Seconds that a page waits for texts to be taken in; it says how many are left, and comes again.
PATIENCE = 1.5


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage: its words around the first hit in pieces (text, marked), where it stands, the address of the place."""

    pieces: tuple[tuple[str, bool], ...]
    place: str
    href: str


@dataclass(frozen=True, slots=True)
class Found:
    """A source with its passages."""

    source: str
    title: str
    about: str
    lang: str
    hits: tuple[Hit, ...]
    more: tuple[Hit, ...]


def search(request: Request) -> Response:
    """Show what answers the question ``q``, the best sources first; ``source`` looks into one alone."""
    state, question = state_of(request), request.query_params.get("q", "").strip()
    only = request.query_params.get("source", "")
    view = state.view(lang_of(request))
    known = _places(view)
    query = parse(question, lambda word: other_names(word, known, partial(cases.spellings, state.study)))
    texts = {fact.text_sha256: name for name, fact in view.casebase.facts.sources.items() if fact.text_sha256}
    if only in view.casebase.facts.sources:
        texts = {sha: name for sha, name in texts.items() if name == only}
    with Index(state.study.folder.root / "search.db") as index:
        left = take_in(state, index, texts)
        answers = index.find(query, texts, MOST)
    sources = _by_source(answers, texts)
    at, pages = page_of(request, len(sources), PAGE)
    shown = [_found(state, view, query, name, sources[name]) for name in list(sources)[(at - 1) * PAGE : at * PAGE]]
    records = [] if only else find_records(view.casebase, query)
    return page(
        request,
        "search.html",
        view=view,
        q=question[:200],
        only=only,
        found=[one for one in shown if one and one.hits],
        sources=len(sources),
        passages=len(answers),
        most=len(answers) == MOST,
        left=left,
        records=[_record(request, view, record) for record in records[:RECORDS]],
        number=len(records),
        at=at,
        pages=pages,
        before=asked.address(request, page=str(at - 1)),
        further=asked.address(request, page=str(at + 1)),
        data=laidopen.data(request),
    )


def _places(view: View) -> set[str]:
    """Return the ids of the places that the study is about, and of those that its texts name."""
    facts = view.casebase.facts
    own = {place.id for pair in facts.pairs for place in (pair.pair.a, pair.pair.b)}
    return own.union(*(fact.places for fact in facts.sources.values()))


def take_in(state: State, index: Index, texts: dict[str, str]) -> int:
    """Take in texts that the index lacks for a while; return how many are left."""
    known, until = index.known(), time.monotonic() + PATIENCE
    missing = [sha for sha in texts if sha not in known]
    for number, sha in enumerate(missing):
        if time.monotonic() > until:
            return len(missing) - number
        # A text that is gone or was edited is a Problem of the study; there is nothing in it to be found.
        with contextlib.suppress(KembarError, ValueError):
            index.add(state.study.document(texts[sha], sha))
    return 0


def _by_source(pieces: Sequence[Piece], texts: dict[str, str]) -> dict[str, list[Piece]]:
    """Sort passages by source; the source of the best passage comes first."""
    out: dict[str, list[Piece]] = {}
    for piece in pieces:
        out.setdefault(texts[piece.text_sha256], []).append(piece)
    return out


def _found(state: State, view: View, query: Query, source: str, pieces: list[Piece]) -> Found | None:
    fact = view.casebase.facts.sources[source]
    try:
        document = state.document(source, fact.text_sha256)
    except (KembarError, ValueError):
        return None
    made = [hit for piece in pieces[:LOOKED] if (hit := _hit(view, query, document, piece))]
    about = " · ".join(part for part in (view.code(fact.source.kind), (fact.source.issued or "")[:4], source) if part)
    title = fact.source.title or source
    return Found(source, title, about, fact.language, tuple(made[:EACH]), tuple(made[EACH:]))


def _hit(view: View, query: Query, document: Document, piece: Piece) -> Hit | None:
    """Confirm a passage on the text itself and cut out what stands around its first hit."""
    text = document.text[piece.start : piece.end]
    spans = hits(text, query)
    if not spans:
        return None
    start, end = _cut(text, spans[0][0])
    pieces, at = [], start
    for first, last in spans:
        if start <= first and last <= end:
            pieces += [(text[at:first], False), (text[first:last], True)]
            at = last
    pieces.append((text[at:end], False))
    before, after = "… " if start else "", " …" if end < len(text) else ""
    shown = ((before, False), *pieces, (after, False))
    first, last = piece.start + spans[0][0], piece.start + spans[0][1]
    href = f"/read/{quote(document.source.id, safe='')}?text={document.sha256[:12]}&at={first}-{last}"
    return Hit(tuple(part for part in shown if part[0]), locator(document, first), href)


def _cut(text: str, at: int) -> tuple[int, int]:
    """Return a stretch around an offset that begins and ends at blanks where some are near."""
    start, end = max(0, at - AROUND), min(len(text), at + 2 * AROUND)
    if start:
        blank = text.find(" ", start, at)
        start = blank + 1 if 0 <= blank - start < 25 else start
    if end < len(text):
        blank = text.rfind(" ", at, end)
        end = blank if 0 <= end - blank < 25 else end
    return start, end


def _record(request: Request, view: View, record: Record) -> tuple[str, str, str, str]:
    """Return a record in words: entry, what stands beside it, address, id."""
    beside = " · ".join(part for part in (view.pair_name(record), view.code(record.kind)) if part)
    opened = asked.address(request, open=record.id)
    return f"{record.standing} {view.entry(record)}", beside, opened, record.id
