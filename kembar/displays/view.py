"""What a display sees: a casebase, the codebook and the reader's language; and how a record or a quote is worded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kembar import languages
from kembar.casebase import Casebase, Coverage, Record, StudyPair
from kembar.codebook import Codebook
from kembar.dates import of_edtf
from kembar.displays import words
from kembar.displays.quotes import Around, Quote, Sentences, Shown, gather, plain
from kembar.types import Evidence, Source, When


@dataclass(frozen=True)
class View:
    """A casebase seen in one language; every display and the report ask it for words."""

    casebase: Casebase
    book: Codebook
    lang: str = "en"
    around: Around = plain

    @cached_property
    def pairs(self) -> tuple[StudyPair, ...]:
        """The pairs of the study, in its order; those that records tell of where the study names none."""
        told = self.casebase.facts.pairs
        found = {r.pair.id: r.pair for r in self.casebase.records if r.pair} if not told else {}
        return told or tuple(found[name] for name in sorted(found))

    @cached_property
    def outside(self) -> tuple[Record, ...]:
        """The records that lie outside the study's pairs or period, by date, without those that people rejected."""
        return tuple(sorted((r for r in self.casebase.outside if r.live), key=sort_key))

    def coverage(self, pair: str, sector: str | None = None, year: int | None = None) -> Coverage | None:
        """Return what was read of a pair; None for one that the study does not name."""
        known = any(pair == one.id for one in self.casebase.facts.pairs)
        return self.casebase.coverage(pair, sector, year) if known else None

    def say(self, key: str, **values: object) -> str:
        """Return an interface text."""
        return languages.label(self.lang, key, **values)

    def counted(self, thing: str, number: int) -> str:
        """Return a number with its noun."""
        return words.counted(self.lang, thing, number)

    def code(self, name: str | None) -> str:
        """Return a code's label."""
        return words.code(self.book, name, self.lang)

    def date(self, when: When | None) -> str:
        """Write a date, or *not stated*."""
        return words.date(when, self.lang) if when else self.say("not_stated")

    def value(self, thing: object, record: Record | None = None) -> str:
        """Write a stated value; a flow is written with the names of the record's places."""
        return words.value(thing, self.lang, self.book, places(record))

    def flow(self, flow: str, names: dict[str, str]) -> str:
        """Write a direction with the names of its places."""
        return words.value(flow, self.lang, self.book, names)

    def quotes(self, evidence: Iterable[Evidence]) -> tuple[Quote, ...]:
        """Put evidences beside their sources; one that lies within another of the same text is not shown twice."""
        return gather(evidence, self.around, self._quote)

    def _quote(self, evidence: Evidence) -> Quote:
        fact = self.casebase.facts.sources.get(evidence.source)
        if fact is None:
            return Quote(evidence, Source(evidence.source), evidence.quote, evidence.start)
        retold = self.say("retold") if fact.source.retells else ""
        return Quote(evidence, fact.source, evidence.quote, evidence.start, (), fact.language, retold)

    def pages(self, evidence: Iterable[Evidence]) -> tuple[str, ...]:
        """Return where evidences stand, a line a source: ``rakhmadi2023, p. 7, 9``."""
        found: dict[str, list[str]] = {}
        for one in evidence:
            found.setdefault(one.source, []).append(one.locator)
        return tuple(", ".join([source, *_joined(places)]) for source, places in found.items())

    def telling(self, codings: Iterable[str], field: str) -> list[Evidence]:
        """Return the evidences of codings that support a field, all of them if none says so."""
        every = [e for c in codings for e in self.casebase.codings[c][0].evidence]
        return [e for e in every if field in e.supports or f"attributes.{field}" in e.supports] or every

    def witnesses(self, records: Iterable[Record]) -> frozenset[str]:
        """Return the independent sources behind records."""
        return frozenset(w for r in records for w in r.witnesses)

    def pair_name(self, record: Record) -> str:
        """Name a record's pair (a statement's place where it has no pair)."""
        if record.pair:
            return record.pair.id
        return record.place.name if record.place else ""

    def entry(self, record: Record, dated: bool = True) -> str:
        """Condense a record to a line that begins with the act's name: ``teachers to Busan, 2007–, yearly, 70``."""
        name = attribute(record, "name")
        recurrence, people = record.value("recurrence"), record.value("participants")
        if record.type == "statement":
            stated = self.value(attribute(record, "value")) + self._differs(record, "attributes.value")
            shown = f"{self.code(record.kind)}: {stated}"
            when = self.span(record) if dated else ""
            return f"{shown}, {when}" if when else shown
        head, when = self.name(record), self.span(record) if dated else ""
        if name and when and when in head:
            when = ""
        status = record.value("status")
        number = self.value(people) + self._differs(record, "participants") if people else ""
        parts = [head, when, self._rhythm(recurrence), number]
        if status in ("planned", "ended"):
            parts.append(self.code(status))
        return ", ".join(part for part in parts if part)

    def span(self, record: Record) -> str:
        """Write when a record was, with a dash after the start of what runs on; nothing where no date is told."""
        told = words.span(record.value("start"), record.value("end"), self.lang, running=record.programme)
        return told + self._differs(record, "start", "end") if told else ""

    def _differs(self, record: Record, *fields: str) -> str:
        """Return the sign of a dispute where sources state different values."""
        return " ≠" if any(field in record.disputed for field in fields) else ""

    def _rhythm(self, recurrence: str | None) -> str:
        """Write a rhythm as short as an entry wants it: ``yearly``."""
        if not recurrence:
            return ""
        try:
            return self.say(f"short_{recurrence}")
        except KeyError:
            return self.code(recurrence)

    def name(self, record: Record) -> str:
        """Name an act without its dates and numbers."""
        return str(attribute(record, "name") or self._act(record))

    def reader(self, coder: str) -> str:
        """Name a coder; rules and tables by their label."""
        return self.say(f"reader_{coder}") if coder in ("rules", "table") else coder

    def day(self, iso: str) -> str:
        """Write an ISO date in the reader's language."""
        return words.date(of_edtf(iso), self.lang)

    def _act(self, record: Record) -> str:
        """Name an act that has no name of its own, with its direction."""
        try:
            noun = self.say(f"short_{record.kind}")
        except KeyError:
            noun = self.code(record.kind)
        flow = record.value("flow")
        if flow == "mutual":
            return self.say("act_mutual", act=noun)
        if flow and ">" in str(flow):
            giver, taker = (places(record).get(p, p) for p in str(flow).split(">", 1))
            return self.say("act_to", act=noun, giver=giver, place=taker)
        return noun


def _joined(places: Iterable[str]) -> list[str]:
    """Leave out of a locator the word that the one before it has: ``p. 7``, ``9``."""
    out, last = [], ""
    for place in dict.fromkeys(filter(None, places)):
        word, _, number = place.rpartition(" ")
        out.append(number if word and word == last else place)
        last = word
    return out


def attribute(record: Record, name: str) -> Any:
    """Return the best value of an attribute (the act's name, an agreement's term), or None."""
    return record.value(f"attributes.{name}")


def places(record: Record | None) -> dict[str, str]:
    """Return the names of a record's two places by their ids."""
    if record is None or record.pair is None:
        return {}
    pair = record.pair.pair
    return {pair.a.id: pair.a.name, pair.b.id: pair.b.name}


def sort_key(record: Record) -> tuple[str, str, str]:
    """Order records by their first day; those without a date come last."""
    start = record.value("start") or record.value("end")
    return (start.earliest if start else "9999", record.kind, record.id)


def make_view(casebase: Casebase, book: Codebook | None, lang: str, document: Shown = None) -> View:
    """See a casebase in a language; without a codebook its own is used, with documents quotes show their sentences."""
    around = document if isinstance(document, Sentences) else Sentences(document) if document else plain
    return View(casebase, book or casebase.codebook, lang, around)
