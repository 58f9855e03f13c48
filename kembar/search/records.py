"""Search over records: by their kinds, sectors and status in any language, pairs, names, actors' words and years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kembar import languages
from kembar.casebase import Casebase, Record
from kembar.codebook import Codebook
from kembar.search.query import Query
from kembar.search.tokens import folded

#: Spellings of places by their ids.
Names = Mapping[str, tuple[str, ...]]


def find_records(cases: Casebase, query: Query, most: int = 500) -> list[Record]:
    """Return the records of which each word of a question tells something, at most ``most`` of them."""
    if not query.words:
        return []
    codes = [_codes(cases.codebook, word) for word in query.words]
    tests = list(zip(query.words, codes, strict=True))
    names = cases.facts.place_names
    out: list[Record] = []
    for record in cases.records:
        said: list[str] = []
        if all(_tells(record, word, known, said, names) for word, known in tests):
            out.append(record)
            if len(out) == most:
                break
    return out


def _codes(book: Codebook, word: str) -> frozenset[str]:
    """Return the codes of whose labels in some language a word is part."""
    found = set()
    for code in book.codes:
        labels = {folded(book.label(code, lang)) for lang in languages.codes()}
        if any(word in label for label in labels):
            found.add(code)
    return frozenset(found)


def _tells(record: Record, word: str, codes: frozenset[str], said: list[str], names: Names) -> bool:
    if codes and not codes.isdisjoint((record.kind, record.sector)):
        return True
    if not said:  # words are put together only for records of which no code tells
        said.append(folded(" ".join(_said(record, names))))
    return word in said[0]


def _said(record: Record, names: Names) -> Iterator[str]:
    """Yield what a record says in words of its own; its places in all their spellings."""
    pair = record.pair
    if pair:
        yield pair.id
    for place in (pair.pair.a, pair.pair.b) if pair else (record.place,):
        if place:
            yield place.name
            yield from names.get(place.id, ())
    for unit in record.units:
        coding = unit.coding
        for when in (coding.start, coding.end):
            if when:
                yield when.edtf
                yield when.as_written
        if coding.participants:
            yield str(coding.participants.value)
        yield from _texts(list(coding.attributes.values()))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, dict):
        yield from _texts(list(value.values()))
    elif value is not None:
        yield str(value)
