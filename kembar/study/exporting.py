"""The verb ``export``: every record with what each source states of it and the quote, for other programs."""

from __future__ import annotations

import csv
import io
import json
from bisect import bisect_right
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kembar import languages
from kembar.casebase import Casebase, Record
from kembar.coders import projection
from kembar.displays.view import View, make_view, sort_key
from kembar.problems import UnknownNameError, unknown
from kembar.sources.files import write
from kembar.study.files import make_folder
from kembar.types import Block, Coding, Count, Evidence, When

if TYPE_CHECKING:
    from kembar.study.study import Study

COLUMNS = (
    "record", "place_in_study", "standing", "disputed", "type", "pair", "kind", "sector", "status", "start", "end",
    "recurrence", "flow", "participants", "actors", "name", "attributes", "coder", "coding", "source", "title",
    "issued", "retold", "locator", "page", "sheet", "quote",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_SUFFIXES = {".csv": "csv", ".xlsx": "xlsx", ".jsonl": "jsonl", ".md": "md"}
_METHODS = ("hand", "table", "rules", "model")


def export(study: Study, form: str, path: Path) -> Path:
    """Write all records in one of the forms; OutputError leaves no half-written file."""
    writers: dict[str, Callable[[Study], bytes]] = {"csv": _csv, "xlsx": _xlsx, "jsonl": _jsonl, "md": _markdown}
    if form not in writers:
        raise unknown("export format", form, writers)
    suffix = path.suffix.lower()
    if suffix in (*_SUFFIXES, ".html", ".docx", ".pdf") and _SUFFIXES.get(suffix) != form:
        right = path.with_suffix(next(end for end, named in _SUFFIXES.items() if named == form)).name
        raise UnknownNameError(f"{path.name} is no name for an export as {form}; call it {right}.")
    if path.resolve().parent == study.folder.out:
        make_folder(study.folder.out)
    write(path, writers[form](study))
    return path


def rows(study: Study) -> Iterator[list[str]]:
    """Yield a row for each coding of each record, in the order of COLUMNS: what one reader found in one source."""
    cases, sheets = study.casebase(), Sheets(study)
    parts = [("", cases.records), ("outside", cases.outside), ("rejected", cases.rejected)]
    for where, records in parts:
        for record in records:
            for coding_id in record.codings:
                coding, reading = cases.codings[coding_id]
                coders = "; ".join(dict.fromkeys(r.coder for r in cases.readings(coding_id)))
                yield _row(study, record, where, coding, (reading.source, coders), sheets)


def _row(study: Study, record: Record, where: str, coding: Coding, by: tuple[str, str], sheets: Sheets) -> list[str]:
    quote = next((e for e in coding.evidence if "act" in e.supports), coding.evidence[0])
    source_id, coders = by
    source = study.sources.get(source_id)
    page, sheet = sheets.of(quote)
    names = {p.id: p.name for p in (coding.pair.a, coding.pair.b)} if coding.pair else {}
    flow = ">".join(names.get(part, part) for part in (coding.flow or "").split(">"))
    attributes = dict(coding.attributes)
    pair = coding.pair.name if coding.pair else coding.place.name if coding.place else ""
    name = attributes.pop("name", "")
    told = [coding.type, pair, coding.kind, coding.sector, coding.status, _when(coding.start), _when(coding.end)]
    told += [coding.recurrence, flow, _count(coding.participants), " ".join(coding.actors), name, _plain(attributes)]
    about = [source.title, source.issued, "retold" if source.retells else ""] if source else ["", "", ""]
    cells = [record.id[:12], where, record.standing, " ".join(record.disputed), *told, coders, coding.id[:12]]
    cells += [source_id, *about, quote.locator, page, sheet, " ".join(quote.quote.split())]
    return ["" if cell is None else str(cell) for cell in cells]


def _when(when: When | None) -> str:
    return when.edtf if when else ""


def _count(count: Count | None) -> str:
    signs = {"exact": "", "at_least": ">=", "about": "~"}
    return f"{signs[count.bound]}{count.value}" if count else ""


def _plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else ""


class Sheets:
    """Finds the printed page and the sheet of a quote; a text's layout is read once, and only for quotes with pages."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._blocks: dict[str, tuple[list[int], tuple[Block, ...]]] = {}

    def of(self, quote: Evidence) -> tuple[str, str]:
        """Return (page label, sheet number) of a quote, empty where the text has none."""
        starts, blocks = self._load(quote)
        at = bisect_right(starts, quote.start) - 1
        if at < 0:
            return "", ""
        return blocks[at].page, str(blocks[at].sheet or "")

    def _load(self, quote: Evidence) -> tuple[list[int], tuple[Block, ...]]:
        if quote.text_sha256 not in self._blocks:
            try:
                blocks = self._study.document(quote.source, quote.text_sha256).blocks
            except (ValueError, LookupError):
                blocks = ()
            blocks = tuple(sorted(blocks, key=lambda block: block.start))
            self._blocks[quote.text_sha256] = ([block.start for block in blocks], blocks)
        return self._blocks[quote.text_sha256]


def _csv(study: Study) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in rows(study):
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")  # with its mark, or Excel takes Hangul for something else


def _xlsx(study: Study) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        bold, sheet = book.add_format({"bold": True}), book.add_worksheet("records")
        sheet.write_row(0, 0, COLUMNS, bold)
        for number, row in enumerate(rows(study), 1):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell[:32767])
        sheet.freeze_panes(1, 0)
    return out.getvalue()


def _jsonl(study: Study) -> bytes:
    found, lines = best_of(study.casebase()), []
    for source in study.sources.values():
        records = [projection.record_of(coding, study.codebook) for coding in found.get(source.id, ())]
        doc = source.versions[-1].file if source.versions else source.id
        lines.append(json.dumps({"doc": doc, "records": records}, ensure_ascii=False) + "\n")
    return "".join(lines).encode("utf-8")


def best_of(cases: Casebase) -> dict[str, list[Coding]]:
    """Return by source one coding of each act it tells: a person's before a table's, that before the rules'."""
    found: dict[str, list[Coding]] = {}
    for record in (*cases.records, *cases.outside):
        best: dict[str, tuple[int, Coding]] = {}
        for coding, reading in (cases.codings[c] for c in record.codings if record.type != "statement"):
            rank = _METHODS.index(reading.method)
            if reading.source not in best or rank < best[reading.source][0]:
                best[reading.source] = (rank, coding)
        for source, (_, coding) in best.items():
            found.setdefault(source, []).append(coding)
    return {s: sorted(codings, key=lambda c: c.evidence[0].start) for s, codings in found.items()}


def _markdown(study: Study) -> bytes:
    view = make_view(study.casebase(), study.codebook, languages.FALLBACK, study.document)
    parts: dict[str, list[str]] = {pair.id: [] for pair in study.pairs}
    for record in sorted(view.casebase.records, key=sort_key):
        parts.setdefault(view.pair_name(record), []).extend(_entry(view, record))
    lines = [f"# {study.settings.title or study.folder.root.name}", ""]
    for name, entries in parts.items():
        lines += [f"## {name or '-'}", "", *entries]
    return ("\n".join(lines).rstrip() + "\n").encode("utf-8")


def _entry(view: View, record: Record) -> list[str]:
    lines = [f"- {record.standing} {view.entry(record)}"]
    for quote in view.quotes(record.evidence):
        words = " ".join(str(quote).split()).replace("\\", "\\\\").replace("*", "\\*").replace("<", "&lt;")
        lines.append(f"  - {words}")
    return [*lines, ""]
