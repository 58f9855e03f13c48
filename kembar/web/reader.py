"""The reading page: a frozen text with its headings and pages; what was found in it comes after, by ``cards``.

Offsets on the wire are UTF-16 units of the whole text, as a browser counts; addresses hold code points, as quotes do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kembar.dates import of_edtf
from kembar.displays.view import View
from kembar.offsets import Units, units_of
from kembar.passages import is_references
from kembar.problems import KembarError, UnknownNameError
from kembar.types import Block, Document, Source
from kembar.web import choices, entry, steps
from kembar.web.answers import lang_of, page, state_of
from kembar.web.state import State

MARK = 8  # letters of a bullet or a number before an item
WIDE = 60  # empty cells that are drawn before one
PART = 30  # blocks in a part of a text without pages
SHORT = 60  # letters: lines that are all shorter were broken by hand and stay so
_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Line:
    """A block as it is shown: ``tag`` and ``look`` of its element, ``at`` where its text starts (UTF-16 units).

    ``mark`` is what stands before an item of a list, outside of it: a bullet, a number; ``gap`` counts the empty cells
    before a cell of a table.
    """

    tag: str
    look: str
    at: int
    text: str
    mark: str = ""
    gap: int = 0


@dataclass(slots=True)
class Table:
    """Rows of cells that follow each other; ``row`` and ``column`` are those of the last cell (0: not numbered)."""

    rows: list[list[Line]]
    row: int = 0
    column: int = 0


@dataclass(slots=True)
class Part:
    """What is laid out together: a page with its printed label, or a stretch of a text without pages."""

    page: str = ""
    sheet: int = 0
    items: list[Line | Table] = field(default_factory=list)
    blocks: int = 0


def read(request: Request) -> Response:
    """Go on where one was: the source read last, else the first that waits for a decision, else the first."""
    state = state_of(request)
    sources = [name for name, fact in state.casebase().facts.sources.items() if fact.text_sha256]
    last = getattr(request.app.state, "read_last", "")
    name = last if last in sources else _waiting(state, sources)
    if not name:
        return page(request, "read_nothing.html")
    return RedirectResponse(f"/read/{quote(name, safe='')}", 303)


def _waiting(state: State, sources: list[str]) -> str:
    tallies = state.casebase().state.tallies
    for name in sources:
        found = tallies.get(name)
        if found and any(not unit.verdict for units in found.blocks.values() for unit in units):
            return name
    return sources[0] if sources else ""


def source(request: Request) -> Response:
    """Show a text; ``text`` chooses one of a source's, ``coding`` or ``at`` what to go to."""
    state, lang = state_of(request), lang_of(request)
    found = entry.known(state.study, request.path_params["source"])
    document = chosen(state, found, request.query_params.get("text", ""), request.query_params.get("coding", ""))
    request.app.state.read_last = found.id
    view = state.view(lang)
    units = units_of(document.text)
    return page(
        request,
        "read.html",
        source=found,
        document=document,
        parts=parts(document, units),
        about=_about(found, view),
        texts=_texts(found, document),
        sheets=sorted({line.sheet for line in document.lines}),
        data=_data(request, state, view, document, units),
        neighbours=_neighbours(state, found.id),
    )


def chosen(state: State, found: Source, text: str, coding: str = "") -> Document:
    """Return the document that is asked for: by the start of a text's hash, by a coding, else the current one."""
    texts = [v.text_sha256 for v in found.versions if v.text_sha256]
    if not texts:
        raise UnknownNameError(f"{found.id} has no text that could be read.")
    sha256 = next((t for t in texts if len(text) >= 8 and t.startswith(text)), "")
    if text and not sha256:
        raise UnknownNameError(f"{found.id} has no text {text[:12]!r}.")
    if coding and not sha256:
        held = steps.held_in(state.casebase(), coding)
        sha256 = next((e.text_sha256 for e in held[0].evidence if e.text_sha256 in texts), "") if held else ""
    try:
        return state.document(found.id, sha256)
    except ValueError as error:
        raise KembarError(f"{error}.") from None


def _about(found: Source, view: View) -> str:
    """The line under the title: who, when, what kind."""
    issued = view.date(of_edtf(found.issued)) if found.issued else ""
    who = "; ".join(found.author) or found.publisher
    return " · ".join(part for part in (who, issued, view.code(found.kind)) if part)


def _texts(found: Source, document: Document) -> list[tuple[str, bool]]:
    every = dict.fromkeys(v.text_sha256 for v in found.versions if v.text_sha256)
    return [(sha256[:12], sha256 == document.sha256) for sha256 in every] if len(every) > 1 else []


def _neighbours(state: State, name: str) -> tuple[str, str]:
    """The sources before and after one in the list."""
    names = list(state.study.sources)
    at = names.index(name)
    return names[at - 1] if at else "", names[at + 1] if at + 1 < len(names) else ""


def _data(request: Request, state: State, view: View, document: Document, units: Units) -> dict[str, Any]:
    """What the scripts need at once: where they are, what to go to, the words they say, the choices of the form."""
    span = _SPAN.fullmatch(request.query_params.get("at", ""))
    me = state.session.reader.name
    return {
        "source": document.source.id,
        "text": document.sha256,
        "seq": state.seq,
        "coding": request.query_params.get("coding", "")[:80],
        "at": [units.of(min(int(n), len(document.text))) for n in span.groups()] if span else None,
        "pdf": bool(document.lines),
        "words": {key.removeprefix("web_text_"): view.say(key) for key in choices.words()},
        "choices": choices.choices(view),
        "steps": steps.told(state, view, me, document.source.id),
    }


def parts(document: Document, units: Units) -> list[Part]:
    """Lay a text out: its blocks as elements, a new part at each page (or every so many blocks)."""
    out: list[Part] = []
    before = 0
    for block, look in _looks(document):
        here = out[-1] if out else None
        paged = bool(block.page or block.sheet)
        turned = here is None or (here.page, here.sheet) != (block.page, block.sheet)
        if here is None or (paged and turned) or (not paged and here.blocks >= PART and not block.row):
            here = Part(block.page, block.sheet)
            out.append(here)
        here.blocks += 1
        text = document.text[block.start : block.end]
        tag = _tag(block)
        broken = "\n" in text.strip() and max(map(len, text.split("\n"))) < SHORT
        mark = " ".join(document.text[before : block.start].split()) if block.role == "list_item" else ""
        before = block.end
        line = Line(tag, f"{look} lines" if broken else look, units.of(block.start), text, mark[:MARK])
        if block.role == "table_row":
            _into_table(here, block, line)
        else:
            here.items.append(line)
    return out


def _into_table(here: Part, block: Block, line: Line) -> None:
    last = here.items[-1] if here.items else None
    if not isinstance(last, Table):
        last = Table([])
        here.items.append(last)
    if not last.rows or block.row != last.row or block.column <= last.column:
        last.rows.append([])
        last.column = 0
    gap = max(0, block.column - last.column - 1) if block.column else 0
    last.rows[-1].append(replace(line, gap=min(gap, WIDE)))
    last.row, last.column = block.row, block.column


def _tag(block: Block) -> str:
    if block.role == "table_row":
        return "td"
    if block.role == "heading":
        return f"h{min(max(block.level, 1) + 1, 6)}"
    return "p"


def _looks(document: Document) -> Iterator[tuple[Block, str]]:
    """Yield blocks with the class of their look; what stands under a heading of references is greyed with it."""
    quiet = 0  # level of the heading of references that one is under
    for block in _blocks(document):
        if block.role in ("heading", "title"):
            if quiet and block.level <= quiet:
                quiet = 0
            if is_references(" ".join(document.text[block.start : block.end].split())):
                quiet = max(block.level, 1)
        look: str = block.role
        if quiet and block.role in ("body", "list_item", "note"):
            look = "reference"
        if block.role == "list_item" and block.level > 1:
            look += f" deep{min(block.level, 4)}"
        yield block, look


def _blocks(document: Document) -> list[Block]:
    """The blocks of a text; one without layout has its paragraphs."""
    found = document.blocks or [
        Block(match.start(), match.end()) for match in re.finditer(r"\S.*(?:\n[^\S\n]*\S.*)*", document.text)
    ]
    return [block for block in found if block.start < block.end]


def shown(document: Document, start: int, end: int) -> str:
    """Return what the page shows of a span: its words without what lies between blocks (bullets, line ends)."""
    inside = (b for b in _blocks(document) if b.start < end and start < b.end)
    return "\n".join(document.text[max(b.start, start) : min(b.end, end)] for b in inside)
