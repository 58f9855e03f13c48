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
    tests = [_Word(word, _codes(cases.codebook, word), cases.facts.place_names) for word in query.words]
    out: list[Record] = []
    for record in cases.records:
        if all(test.tells(record) for test in tests):
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


class _Word:
    """A word of a question, with the codes that it names; what it says of a pair is worked out once."""

    def __init__(self, word: str, codes: frozenset[str], names: Names) -> None:
        self.word, self.codes, self.names = word, codes, names
        self.numeric = any(char.isdigit() for char in word)
        self.pairs: dict[str, bool] = {}

    def tells(self, record: Record) -> bool:
        """Say whether a record says the word: by its codes, places, dates and numbers, or names."""
        if self.codes and (record.kind in self.codes or record.sector in self.codes):
            return True
        return self._placed(record) or any(self.word in folded(said) for said in self._said(record))

    def _placed(self, record: Record) -> bool:
        """Say whether a record's places bear the word, in any of their spellings."""
        pair = record.pair
        places = (pair.pair.a, pair.pair.b) if pair else (record.place,) if record.place else ()
        key = pair.id if pair else places[0].id if places else ""
        if key not in self.pairs:
            said = [key if pair else "", *(name for p in places for name in (p.name, *self.names.get(p.id, ())))]
            self.pairs[key] = any(self.word in folded(name) for name in said)
        return self.pairs[key]

    def _said(self, record: Record) -> Iterator[str]:
        """Yield what a record says in words of its own; dates and numbers only to a word with digits."""
        for unit in record.units:
            coding = unit.coding
            if self.numeric:
                yield from (when.edtf for when in (coding.start, coding.end) if when)
                if coding.participants:
                    yield str(coding.participants.value)
            if coding.attributes:
                yield from _texts(list(coding.attributes.values()))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, dict):
        yield from _texts(list(value.values()))
    elif value is not None:
        yield str(value)
