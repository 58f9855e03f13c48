"""What stands beside a text: a row for each record that it tells of, and one record opened.

A row is about this text: sign, kind, pair and date are those of its leading coding here (a person's before a
machine's); the record may rest on other sources too. Offsets are UTF-16 units of the whole text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kembar.casebase import Casebase, Record
from kembar.casebase.counting import Block, Unit
from kembar.displays import words
from kembar.displays.view import View
from kembar.offsets import Units, units_of
from kembar.types import Coding, Document
from kembar.web import entry, memos, reader, steps
from kembar.web.answers import answer, lang_of, state_of

_RANK = {"accepted": 0, "open": 1, "": 2, "rejected": 3}
_METHODS = {"hand": 0, "table": 1, "rules": 2, "model": 3}
_SIGNS = {"accepted": "●", "open": "◐", "rejected": "✕"}
#: Colours of highlights: agreements, statements, the groups of sectors in the codebook's order, all else.
FIRST = ("instruments", "statements", "general")
Row = dict[str, Any]


def cards(request: Request) -> Response:
    """Give all rows of a text as JSON, with the number of the log that they show."""
    state, lang = state_of(request), lang_of(request)
    found = entry.known(state.study, request.path_params["source"])
    document = reader.chosen(state, found, request.path_params["text"])
    view = state.view(lang)
    told = {
        "seq": state.seq,
        "rows": rows(view, document),
        "complete": complete(view.casebase, document),
        "steps": steps.told(state, view, state.session.reader.name, found.id),
        "memos": memos.beside(state, view, document, units_of(document.text)),
    }
    return answer(told)


def complete(cases: Casebase, document: Document) -> bool:
    """Say whether a person has read this text to the end."""
    texts = cases.state.context.decisions.complete.get(document.source.id, frozenset())
    return "" in texts or document.sha256 in texts


def rows(view: View, document: Document, only: Collection[Block] | None = None) -> list[Row]:
    """Return the rows of a text in its order; ``only`` keeps the records of some blocks.

    What is empty in a row is left out of it.
    """
    cases, units = view.casebase, units_of(document.text)
    tally = cases.state.tallies.get(document.source.id)
    if tally is None:
        return []
    index = {unit.id: unit for found in tally.blocks.values() for unit in found}
    blocks = [block for block in tally.blocks if only is None or block in only]
    made = [row for record in records(cases, blocks) if (row := _row(view, document, units, record, index))]
    waiting = [(new, old) for new, old in tally.changed if only is None or new.block in only]
    made += [_changed(view, document, units, new, old) for new, old in waiting if _here(new, document)]
    made.sort(key=lambda row: (row["spans"][0], row["id"]))
    return [{name: value for name, value in row.items() if value not in ("", [], 0, False, None)} for row in made]


def records(cases: Casebase, blocks: Iterable[Block]) -> Iterator[Record]:
    """Yield the records of blocks, each once, wherever they stand."""
    state = cases.state
    for first in dict.fromkeys(state.islands.get(block, (block,))[0] for block in blocks):
        result = state.results.get(first)
        if result:
            yield from (*result.shown, *result.outside, *result.rejected)


def touched(before: Casebase, after: Casebase) -> frozenset[Block]:
    """Return the blocks in which anything differs between two states of the casebase."""
    old, new = before.state, after.state
    firsts = {
        block for block in old.results.keys() | new.results if old.results.get(block) is not new.results.get(block)
    }
    found = set(firsts)
    for state in (old, new):
        found.update(block for block, island in state.islands.items() if island[0] in firsts)
    for source, tally in new.tallies.items():
        earlier = old.tallies.get(source)
        if earlier is not tally:
            found.update(waiting.block for each in (earlier, tally) if each for waiting, _ in each.changed)
    return frozenset(found)


def named(block: Block) -> str:
    """Name a block on the wire: a row says in which it stands."""
    return " ".join(block)


def _here(unit: Unit, document: Document) -> bool:
    return any(e.text_sha256 == document.sha256 and e.source == document.source.id for e in unit.coding.evidence)


def _row(view: View, document: Document, units: Units, record: Record, index: Mapping[str, Unit]) -> Row | None:
    own = [index[name] for name in record.codings if name in index and _here(index[name], document)]
    if not own:
        return None
    lead = min(own, key=_order)
    others = {s for s in record.sources if s != document.source.id}
    told = _told(view, document, units, lead.coding)
    return told | {
        "block": named(lead.block),
        "record": record.id,
        "codings": _beside([unit.id for unit in own if unit.live], lead),
        "every": _beside(record.codings, lead),
        "verdict": lead.verdict,
        "sign": sign(lead),
        "by": ", ".join(dict.fromkeys(view.reader(r.coder) for r in lead.readings)),
        "others": len(others),
        "standing": record.standing,
        "disputed": bool(record.disputed),
        "outside": record.outside,
        "changed": "",
    }


def _beside(names: Iterable[str], lead: Unit) -> list[str]:
    """Ids without the leading one: a row carries that already."""
    return [name for name in names if name != lead.id]


def _changed(view: View, document: Document, units: Units, new: Unit, old: Unit) -> Row:
    """A proposal that came after a decision on its words: it waits for a person, and is in no record."""
    return _told(view, document, units, new.coding) | {
        "block": named(new.block),
        "record": "",
        "codings": [],
        "every": [old.id],
        "verdict": new.verdict,
        "sign": sign(new),
        "by": ", ".join(dict.fromkeys(view.reader(r.coder) for r in new.readings)),
        "others": 0,
        "standing": "",
        "disputed": False,
        "outside": "",
        "changed": old.id,
    }


def _order(unit: Unit) -> tuple[int, int, str]:
    return _RANK[unit.verdict], min(_METHODS.get(r.method, 4) for r in unit.readings), unit.id


def sign(unit: Unit) -> str:
    """Return the sign of a coding's own standing, whatever its record's is."""
    return _SIGNS.get(unit.verdict) or ("◇" if all(r.method == "model" for r in unit.readings) else "○")


def _told(view: View, document: Document, units: Units, coding: Coding) -> Row:
    """What a coding says, in words, and where its quotes stand."""
    pieces = [e for e in coding.evidence if e.text_sha256 == document.sha256]
    acts = [e for e in pieces if "act" in e.supports] or pieces[:1]
    spans = sorted([units.of(e.start), units.of(e.end)] for e in acts)
    cue = next((e.cue for e in acts if e.cue), None)
    group = group_of(view, coding)
    value = coding.attributes.get("value")
    return {
        "id": coding.id,
        "type": coding.type,
        "kind": view.code(coding.kind),
        "name": str(coding.attributes.get("name") or ""),
        "value": view.value(value)[:200] if value is not None else "",
        "pair": coding.pair.name if coding.pair else coding.place.name if coding.place else "",
        "when": words.span(coding.start, coding.end, view.lang),
        "status": view.code(coding.status) if coding.status and coding.status != "done" else "",
        "state": coding.status or "",
        "group": group,
        "sector": view.code(coding.sector) if coding.sector else "",
        "spans": spans,
        "parts": sorted([units.of(e.start), units.of(e.end)] for e in pieces if e not in acts),
        "cue": [units.of(cue[0]), units.of(cue[1])] if cue else None,
        "page": acts[0].locator if acts else "",
    }


def group_of(view: View, coding: Coding) -> int:
    """Return the number of a coding's colour: 0 agreements, 1 statements, 2 without a sector, then the groups."""
    if coding.type == "agreement":
        return 0
    if coding.type == "statement":
        return 1
    kind = view.book.get(coding.kind) if coding.kind in view.book else None
    sector = coding.sector or (kind.usual_sector if kind else None) or "general"
    groups = [code.id for code in view.book.axis("sector_group")]
    top = view.book.sector_group(sector) if sector in view.book else sector
    return 3 + groups.index(top) % 5 if top in groups else 2
