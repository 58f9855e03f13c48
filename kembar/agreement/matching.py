"""Records of one document against its gold records: which predicted record is which.

A predicted record is right when a gold record that is not yet taken has the same type, pair and kind and no
contradicting year; among several the one with the most in common is taken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kembar.agreement.place_names import fold

Record = Mapping[str, Any]
Span = tuple[int, int]
#: In the lenient figure these two are one kind: which of them it is, is what the paper was called.
ONE_TIE = ("sister_agreement", "memorandum")
LONG_QUOTE, END = 24, 12


def pair_of(record: Record) -> frozenset[tuple[str, str]]:
    """Return the folded names and countries of a record's places."""
    places = record.get("pair") or []
    countries = [(place.get("country") or "").upper() for place in places]
    return frozenset(
        (fold(place.get("name") or "", country), country) for place, country in zip(places, countries, strict=True)
    )


def flow_of(record: Record) -> object:
    """Return a record's direction with its places folded: ``(from, to)``, or what the record says (mutual, None)."""
    flow = record.get("flow")
    if not isinstance(flow, str):
        return flow
    names = {p.get("name"): fold(p.get("name") or "", p.get("country") or "") for p in record.get("pair") or []}
    return tuple(names.get(end, fold(end)) for end in flow.split(">"))


def year(value: Any) -> int | None:
    """Return the year at the head of an ISO date, or None."""
    match = re.match(r"\d{4}", value) if isinstance(value, str) else None
    return int(match[0]) if match else None


def years_clash(a: Record, b: Record) -> bool:
    """Say whether the years of two records, from start to end, have none in common; an unstated start clashes never."""
    first_a, first_b = year(a.get("start")), year(b.get("start"))
    if first_a is None or first_b is None:
        return False
    last_a, last_b = year(a.get("end")) or first_a, year(b.get("end")) or first_b
    return last_a < first_b or last_b < first_a


@dataclass(frozen=True, slots=True)
class Letters:
    """Letters and digits of a text with their offsets: a quote is found whatever became of blanks and hyphens."""

    text: str
    at: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Letters:
        """Take the letters and digits out of a text."""
        at = tuple(i for i, char in enumerate(text) if char.isalnum())
        return cls("".join(text[i] for i in at), at)

    def find(self, quote: str) -> Span | None:
        """Return where a quote stands in the whole text; a long one that runs over markup is found by its ends."""
        wanted = "".join(char for char in quote if char.isalnum())
        if not wanted:
            return None
        first, size = self.text.find(wanted), len(wanted)
        if first < 0 and size > LONG_QUOTE:
            first, last = self.text.find(wanted[:END]), self.text.rfind(wanted[-END:])
            if not 0 <= first < last < first + 3 * size:
                return None
            size = last + END - first
        return (self.at[first], self.at[first + size - 1] + 1) if first >= 0 else None

    def span(self, record: Record) -> Span | None:
        """Return where a record's quote stands: ``start_char`` and ``end_char`` if it has them, else by its letters."""
        if record.get("start_char") is not None:
            return record["start_char"], record["end_char"]
        return self.find(record.get("quote") or "")


def overlapping(a: Span | None, b: Span | None) -> bool:
    """Say whether two spans exist and share a place."""
    return a is not None and b is not None and a[0] < b[1] and b[0] < a[1]


def match(letters: Letters, gold: Sequence[Record], found: Sequence[Record], lenient: bool = False) -> list[Span]:
    """Return pairs (index in ``gold``, index in ``found``) of records that are one, the most alike first."""
    gold_keys = [_key(record, lenient) for record in gold]
    found_keys = [_key(record, lenient) for record in found]
    alike = [
        (_likeness(letters, gold[i], found[j]), i, j)
        for i, key in enumerate(gold_keys)
        for j, other in enumerate(found_keys)
        if key == other and not years_clash(gold[i], found[j])
    ]
    taken, used, pairs = set(), set(), []
    for _, i, j in sorted(alike, reverse=True):
        if i not in taken and j not in used:
            taken.add(i)
            used.add(j)
            pairs.append((i, j))
    return pairs


def _key(record: Record, lenient: bool) -> tuple[object, ...]:
    kind = record.get("kind")
    return record.get("type"), pair_of(record), ONE_TIE if lenient and kind in ONE_TIE else kind


def _likeness(letters: Letters, gold: Record, found: Record) -> float:
    """How much two records have in common beyond what makes them one; the weights are those of the judging script."""
    start = gold.get("start")
    likeness = 1.0
    likeness += 0.6 * (bool(start) and start == found.get("start"))
    likeness += 0.3 * (year(start) == year(found.get("start")))
    likeness += 0.5 * overlapping(letters.span(gold), letters.span(found))
    sector, people = (gold.get(name) == found.get(name) for name in ("sector", "participants"))
    return likeness + (0.2 * sector + 0.2 * people)
