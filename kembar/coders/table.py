"""A list of acts in a spreadsheet: each row below a header is an act, its mapped cells are values.

A cell that is no value of its column is left out and told as a problem. Where no cell names the kind, the rules read
the row's free text for it. The home side is a column's, else the source's ``side``, publisher or title, else a place
named above the table, else the study's own, else the one that the rules find in most rows; a row with several partners
is one act with each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kembar import dates, passages, places
from kembar.codebook import Codebook
from kembar.coders import cells, gate
from kembar.coders.coded import Candidate, Coded, PlaceMention, Trace
from kembar.coders.rowfields import Home, Said, Sheet, Values, fields_of, home_of, values_of
from kembar.sources.table import FREE, Row, is_list_of_acts, mapping, rows
from kembar.types import Coding, Document, Evidence, Pair, Passage, Scope

VERSION = "table 3"
SPREADSHEETS = ("csv", "xlsx")
#: Fields that date the tie in a row that tells a tie and what came of it.
_DATES = ("date", "start", "end")


def columns(document: Document) -> Mapping[str, str] | None:
    """Return header -> field of a document that is to be read as a list of acts, None for any other.

    It is one if it is a spreadsheet whose plain headers make it one, or if its source's ``columns`` say so; tables
    inside a page or report are left to the rules, which read them with what stands around them.
    """
    mapped = mapping(document)
    meant = document.extractor.startswith(SPREADSHEETS) or bool(document.source.fields.get("columns"))
    return mapped if meant and is_list_of_acts(mapped) else None


def wordless(fields: Mapping[str, str]) -> bool:
    """Say whether no column of a list holds free text, which is left to the rules."""
    return not FREE.intersection(fields.values())


def code(
    document: Document,
    codebook: Codebook,
    fields: Mapping[str, str],
    aliases: Mapping[str, str] | None = None,
    home: str = "",
) -> Coded:
    """Code the rows of a document's tables; ``fields`` leads from headers to the fields of ``sources.table``.

    ``aliases`` are the study's own names of places, ``home`` is its side. The codings have passed the gate; what did
    not, and what no cell told, is among the problems.
    """
    split = passages.split(document)
    said = Said(document.source.id)
    locators = {p.start: p.locator for p in split if p.role == "table_row"}
    sheet = Sheet(document, codebook, fields, locators, None, said, aliases or {})
    side = _home(sheet, [p for p in split if p.role in ("title", "heading")]) or _study_home(home)
    sheet = replace(sheet, home=side)
    read = [(row, values_of(row, sheet)) for row in rows(document)]
    read = [(row, values) for row, values in read if "partner" in values]
    ask = any("kind" not in values or home_of(row, values, sheet) is None for row, values in read)
    by_rules = _by_rules(document, codebook, aliases, side) if ask else ()
    sheet = sheet if sheet.home else replace(sheet, home=_common(by_rules))
    drafts = [(row, coding) for row, values in read for coding in _row(row, values, sheet, by_rules)]
    codings = tuple(coding for _, coding in drafts)
    drafted = Coded(
        codings=codings,
        trace=Trace(tuple(_candidate(row, coding) for row, coding in drafts)),
        mentions=tuple(_mentions(codings)),
        years=frozenset(year for c in codings for when in (c.start, c.end) if when and (year := dates.year_of(when))),
        scope=Scope(spans=tuple((row.start, row.end) for row, _ in read)),
        problems=tuple(said.problems()),
    )
    return gate.sift(drafted, document, codebook, home)


def _row(row: Row, values: Values, sheet: Sheet, by_rules: Sequence[Coding]) -> Iterator[Coding]:
    """Yield the row's acts, one a partner (and one a kind, where the rules tell the kinds)."""
    where = sheet.locators.get(row.start, "")
    home = home_of(row, values, sheet)
    if home is None:
        sheet.said.add(
            "no-home", "it is not told whose partners these are: set side of the source, or home in study.yaml.", where
        )
        return
    cell, partners = values["partner"]
    for partner, (start, end) in partners:
        if partner.country == home[0].country:
            sheet.said.add("one-country", f"{partner.name} lies in the same country as {home[0].name}.", where)
            continue
        pair = Pair(home[0], partner)
        named = [sheet.quote(cell.start + start, cell.start + end, row, "pair"), *([home[1]] if home[1] else [])]
        if "kind" in values:
            yield _act(row, values["kind"][1], pair, named, values, sheet)
            continue
        found = [c for c in by_rules if c.pair == pair and row.start <= c.evidence[0].start < row.end]
        if not found:
            sheet.said.add(
                "no-kind",
                "no cell names a kind of act and the rules find none: name the column of kinds under columns.",
                where,
            )
        tied = any(coding.type == "agreement" for coding in found)
        acts = {name: value for name, value in values.items() if not tied or name not in _DATES}
        for coding in found:
            own = acts if coding.type == "activity" else values
            yield _completed(row, coding, pair, named, own, sheet)


def _act(row: Row, kind: str, pair: Pair, named: list[Evidence], values: Values, sheet: Sheet) -> Coding:
    """Make the coding of a row whose kind a cell names; the quote of the act is the whole row."""
    act = sheet.quote(row.start, row.end, row, "act", cue=values["kind"][0])
    fields, quotes = fields_of(row, pair, values, sheet)
    type_ = "agreement" if "agreement" in sheet.book.get(kind).types else "activity"
    return Coding(type_, kind, (act, *named, *quotes), pair, **fields)  # type: ignore[arg-type]


def _completed(row: Row, found: Coding, pair: Pair, named: list[Evidence], values: Values, sheet: Sheet) -> Coding:
    """Give an act that the rules found in a row the values of its cells; the cells win."""
    fields, quotes = fields_of(row, pair, _own_dated(found, row, values), sheet)
    taken = {"pair", *(name for quote in quotes for name in quote.supports)} - {"act"}
    if "start" in taken:
        taken.add("end")
        fields.setdefault("end", None)
    left = [(e, tuple(name for name in e.supports if name not in taken)) for e in found.evidence]
    kept = [replace(evidence, supports=supports) for evidence, supports in left if supports]
    fields["attributes"] = {**found.attributes, **fields.get("attributes", {})}
    return replace(found, evidence=(*kept, *named, *quotes), id="", **fields)


def _own_dated(found: Coding, row: Row, values: Values) -> Values:
    """The values without a bare year of the list where another cell of the row dates the act: "since 1994", "2 Feb"."""
    year = values["year"][0] if "year" in values and not {"start", "date"} & values.keys() else None
    written = found.start.as_written if found.start and year else ""
    if not written or not any(written in cell.text for cell in row.cells if cell is not year):
        return values
    return {name: value for name, value in values.items() if name != "year"}


def _home(sheet: Sheet, above: list[Passage]) -> Home | None:
    """Return the side whose list this is, with the words above the table that say so (None: the source's entry)."""
    known, source = places.gazetteer(), sheet.document.source
    for told in (source.side, source.publisher, source.title):
        side = known.get(told) if told else None
        found = [side] if side else [place for place, _ in cells.places(told, "", known, sheet.aliases)] if told else []
        if found:
            return found[0], None
    for passage in above:
        text = sheet.document.text[passage.start : passage.end]
        for mention in known.resolve(text, (), sheet.aliases):
            at = passage.start + mention.start
            return mention.place, sheet.quote(at, passage.start + mention.end, None, "pair")
    return None


def _study_home(home: str) -> Home | None:
    """Return the study's own side, whose name no page of its own need give."""
    place = places.gazetteer().get(home) if home else None
    return (place, None) if place else None


def _common(found: Sequence[Coding]) -> Home | None:
    """Return the place that most acts found by the rules share, None if none is in more than half of them."""
    counted = Counter(place for coding in found if coding.pair for place in (coding.pair.a, coding.pair.b))
    for place, number in counted.most_common(1):
        if len(counted) > 2 and 2 * number > len(found):
            return place, None
    return None


def _by_rules(
    document: Document, book: Codebook, aliases: Mapping[str, str] | None, home: Home | None
) -> Sequence[Coding]:
    """Let the rules read the rows, told whose list this is."""
    from kembar.coders import rules

    if home:
        document = replace(document, source=replace(document.source, side=home[0].id))
    return rules.code(document, book, aliases).codings


def _candidate(row: Row, coding: Coding) -> Candidate:
    pair = coding.pair.name if coding.pair else ""
    return Candidate(coding.kind, row.start, row.end, "kept", "", ("row",), {"pair": pair}, coding.id)


def _mentions(codings: Sequence[Coding]) -> Iterator[PlaceMention]:
    for coding in codings:
        for evidence in coding.evidence:
            if "pair" in evidence.supports and coding.pair:
                for place in (coding.pair.a, coding.pair.b):
                    yield PlaceMention(place.id, evidence.start, evidence.end)
