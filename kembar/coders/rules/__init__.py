"""The rule coder: a document becomes codings in small steps, each of which leaves what it saw.

scan -> places -> frame -> pairs in the flow of the text -> candidates -> what belongs to each -> judge -> join.
"""

from __future__ import annotations

from collections.abc import Mapping

from kembar import collecting, languages, passages
from kembar.codebook import Codebook
from kembar.coders.coded import Coded, PlaceMention
from kembar.coders.rules import (
    attributes,
    begun,
    build,
    counting,
    dating,
    diary,
    ended,
    entries,
    formers,
    frame,
    inherit,
    join,
    judge,
    nameless,
    nations,
    openyears,
    owner,
    ownyears,
    reading,
    regional,
    reportyear,
    rows,
    sentences,
    silence,
    spelling,
    spots,
    tiekind,
    timing,
    told,
    unlisted,
    version,
    weigh,
)
from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.clock import Clock
from kembar.coders.rules.explaining import Line, lines, trace
from kembar.coders.rules.sentences import Sentence
from kembar.dates import of_edtf
from kembar.places import gazetteer
from kembar.types import Document, When

__all__ = ["Line", "code", "explain", "propose", "version"]


def propose(
    document: Document,
    codebook: Codebook,
    default: str,
    aliases: Mapping[str, str] | None = None,
    unsought: dict[str, int] | None = None,
) -> tuple[list[Sentence], list[Candidate], frozenset[int]]:
    """Return the sentences of a document, every candidate with its features (none judged yet), and the years dated.

    Names that were not looked for since there are too many are put into ``unsought`` (see ``spots``).
    """
    scanned = sentences.scan(document.text, passages.split(document), default)
    openyears.settle(scanned, document.source.issued)
    places = gazetteer()
    entries.mark(scanned)
    spots.locate(document, scanned, places, aliases, unsought)
    nations.complete(scanned, places)
    ownyears.mark(scanned)
    unlisted.add(scanned, places)
    nameless.add(scanned)
    formers.settle(scanned)
    regional.stand_in(scanned, places)
    regional.set_aside(scanned, places)
    about = frame.build(document, scanned, places)
    nations.stand_in(scanned, about)
    tables = rows.prepare(document, scanned)
    listed = entries.prepare(scanned)
    owner.settle(about, scanned, tables, listed, places)
    report = reportyear.find(scanned, Clock.of(about.issued).issued[0])
    days = diary.prepare(scanned, document.source.issued, report)
    known = issued(document), scanned, places, reading.own_paper(scanned)
    reader = reading.Reader(about, codebook, tables, *known, listed, diary=days, report=report)
    candidates = [c for sentence in scanned for c in reader.read(sentence)]
    tiekind.settle(candidates, scanned)
    called = spelling.names(scanned, places)
    for c in candidates:
        if c.pair and called:
            c.pair = spelling.called(c.pair[0], called), spelling.called(c.pair[1], called)
    weigh.describe(candidates)
    return scanned, candidates, frozenset(reader.years)


def decide(
    candidates: list[Candidate], when_issued: When | None, weights: Mapping[str, float] | None = None
) -> list[Candidate]:
    """Judge and join the candidates of a document and return those that stand; the others get their reason.

    ``weights`` are tried in place of the shipped ones.
    """
    table = weigh.weights() if weights is None else weights
    judge.decide(candidates, lambda c: weigh.score(c, table))
    kept = join.join([c for c in candidates if not c.reason])
    dating.again(kept, when_issued)
    inherit.own_day(kept, when_issued)
    ended.over(kept)
    begun.give(kept)
    inherit.inherit(kept, when_issued)
    inherit.same_way(kept)
    inherit.in_order(kept)
    inherit.done_by(kept, when_issued)
    timing.settle(kept, when_issued)
    counting.settle(kept)
    attributes.attach(kept)
    return kept


def code(document: Document, codebook: Codebook, aliases: Mapping[str, str] | None = None) -> Coded:
    """Code a document: its codings, the trace of every candidate, and what was looked at.

    ``aliases`` are a study's own names of places: name to place id, or "" for a name that is no place.
    A document in a language without rules gives no codings and the Problem ``no_rules``.
    """
    with collecting.paused():  # nearly all that is made stays until the document is coded
        return _code(document, codebook, aliases)


def _code(document: Document, codebook: Codebook, aliases: Mapping[str, str] | None) -> Coded:
    default = document.language or languages.detect(document.text)
    if not languages.has_rules(default):
        return Coded(problems=(told.no_rules(default, document),))
    if silence.silent(document, default):
        return Coded(mentions=silence.mentions(document, gazetteer(), aliases))
    unsought: dict[str, int] = {}
    scanned, candidates, years = propose(document, codebook, default, aliases, unsought)
    kept = decide(candidates, issued(document))
    cite = passages.citer(document) if kept else None
    codings = [build.coding(c, document, cite) for c in kept] if cite else []
    named = tuple(
        PlaceMention(spot.place.id, s.base + spot.start, s.base + spot.end)
        for s in scanned
        for spot in s.spots
        if not spot.masked and spot.place.level != nameless.LEVEL
    )
    problems = (*told.cut(scanned, document), *told.too_many(unsought, document))
    sentences.part(scanned)
    return Coded(tuple(codings), trace(candidates, kept, codings), named, years, problems=problems)


def explain(document: Document, codebook: Codebook, aliases: Mapping[str, str] | None = None) -> list[Line]:
    """Return, sentence by sentence, what was found in a document, which rule decided, and what was rejected and why.

    ``aliases`` are as for ``code``.
    """
    default = document.language or languages.detect(document.text)
    if not languages.has_rules(default):
        return [Line("problem", 0, 0, told.no_rules(default, document).message)]
    scanned, candidates, _ = propose(document, codebook, default, aliases)
    kept = decide(candidates, issued(document))
    return lines(scanned, candidates, kept, codebook)


def issued(document: Document) -> When | None:
    """The date of publication of a document's source, None where it has none or no date is written there."""
    try:
        return of_edtf(document.source.issued) if document.source.issued else None
    except ValueError:
        return None
