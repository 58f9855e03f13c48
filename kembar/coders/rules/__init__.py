"""The rule coder: a document becomes codings in small steps, each of which leaves what it saw.

scan -> places -> frame -> pairs in the flow of the text -> candidates -> what belongs to each -> judge -> join.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from kembar import languages, passages
from kembar.codebook import Codebook
from kembar.coders.coded import Candidate as Traced
from kembar.coders.coded import Coded, PlaceMention, Trace
from kembar.coders.rules import (
    agreements, attach, build, events, flow, frame, inherit, join, judge, pairs, people, rows, sentences, status, weigh, when,
)  # fmt: skip
from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.sentences import Sentence
from kembar.dates import of_edtf
from kembar.places import gazetteer
from kembar.types import Coding, Count, Document, Problem, When

RULES = (*agreements.RULES, *people.RULES, *events.RULES)
_PAPER_REACH = 3
VERSION = "rules 1"


def propose(document: Document, codebook: Codebook, default: str) -> tuple[list[Sentence], list[Candidate], frozenset[int]]:
    """Return the sentences of a document, every candidate with its features (none judged yet), and the years dated."""
    scanned = sentences.scan(document.text, passages.split(document), default)
    places = gazetteer()
    frame.locate(document, scanned, places)
    about = frame.build(document, scanned, places)
    tables = rows.prepare(document, scanned)
    candidates, years = _read(scanned, about, codebook, tables)
    return scanned, candidates, years


def code(document: Document, codebook: Codebook) -> Coded:
    """Code a document: its codings, the trace of every candidate, and what was looked at.

    A document in a language without rules gives no codings and the Problem ``no_rules``.
    """
    default = document.language or languages.detect(document.text)
    if not languages.has_rules(default):
        return Coded(problems=(_no_rules(default, document),))
    scanned, candidates, years = propose(document, codebook, default)
    table = weigh.weights()
    judge.decide(candidates, lambda c: weigh.score(c, table))
    standing = [c for c in candidates if not c.reason]
    kept = join.join(standing)
    inherit.inherit(kept, _issued(document.source.issued))
    locator = build.locators(scanned)
    codings = [build.coding(c, document, locator) for c in kept]
    named = tuple(
        PlaceMention(spot.place.id, s.base + spot.start, s.base + spot.end) for s in scanned for spot in s.spots if not spot.masked
    )
    return Coded(tuple(codings), _trace(candidates, kept, codings), named, years)


def _no_rules(language: str, document: Document) -> Problem:
    what = f"there are no rules for its language ({language})" if language else "its language was not recognised"
    hint = "Code it by hand, or set `language` of the source if it is wrong."
    return Problem("warning", "no_rules", f"The rules did not read this text: {what}.", hint, "coders", document.source.id)


def _issued(edtf: str | None) -> When | None:
    try:
        return of_edtf(edtf) if edtf else None
    except ValueError:
        return None


def _read(
    scanned: list[Sentence], about: frame.Frame, codebook: Codebook, tables: dict[int, rows.Row]
) -> tuple[list[Candidate], frozenset[int]]:
    """Walk through the document and judge every candidate where it stands."""
    walker = pairs.Walker(about)
    clock = when.Clock.of(about.issued)
    issued = _issued(about.issued)
    out: list[Candidate] = []
    previous: Sentence | None = None
    recent: tuple[str, int] | None = None
    years: set[int] = set()
    sectors: dict[str, str] = {}
    own = _own_paper(scanned)
    for sentence in scanned:
        if sentence.silent:
            continue
        sentence.own_paper = own
        found = walker.read(sentence)
        if sentence.passage.role in ("title", "heading"):
            _section(sentence, clock, sectors)
        row = tables.get(sentence.index)
        if year := rows.lonely_year(sentence):
            clock.section, clock.span = (year, 0, 0), (sentence.base, sentence.base + len(sentence.raw))
        if row is not None:
            told = walker.row(sentence, row.cell("partner"))
            found = [] if row.header else found if told is None else told
        dated = when.resolve(sentence, clock, sentence.has("plan")) if sentence.dates else []
        years |= {int(d.first.earliest[:4]) for d in dated}
        if not sentence.hits and row is None:
            continue
        headings = [sectors[h] for h in sentence.passage.headings if h in sectors]
        sentence.taken_up = agreements.taken_up(previous) if previous is not None else ""
        previous = sentence
        specific = [h.name for h in sentence.of("memorandum", "intent", "arrangement", "friendship")]
        sentence.last_paper = recent[0] if recent and sentence.index - recent[1] <= _PAPER_REACH else ""
        if specific:
            recent = (agreements.PAPERS[specific[-1]], sentence.index)
        sentence.date_cell = row.cell("date", "start") if row is not None else None
        made = _proposed(sentence, row)
        made = [p for c in made for p in _with_pairs(c, found)]
        for candidate in made:
            _attach(candidate, dated, made, issued, codebook, headings)
            if row is not None:
                _from_row(candidate, row)
            if row is not None or sentence.passage.role == "list_item":
                _section_date(candidate, clock)
        out += sorted(made, key=lambda c: (c.start, c.end))
    weigh.describe(out)
    return out, frozenset(years)


def _own_paper(scanned: list[Sentence]) -> str:
    """The kind of agreement whose own text a document is: its title names a paper and it has articles; else ""."""
    title = next((k for s in scanned[:8] if s.has("memorandum", "sister", "friendship", "paper", "intent", "arrangement")
                  if (k := agreements.taken_up(s))), "")  # fmt: skip
    return title if title and sum(s.has("article") for s in scanned) >= 2 else ""


def _proposed(sentence: Sentence, row: rows.Row | None) -> list[Candidate]:
    """All candidates of a sentence; in a row only those told in its telling cells, else what its caption tells."""
    made = [c for rule in RULES for c in rule(sentence)]
    if row is None:
        return made
    made = [c for c in made if row.tells(c.start)]
    ties = list(rows.tie_in_row(sentence, row))
    acts = [c for c in made if c.strength >= 1.0]
    if ties and not any(c.type == "agreement" for c in made):
        return [*acts, *ties]
    return made if acts else [*made, *rows.act_in_row(sentence, row)]


def _from_row(candidate: Candidate, row: rows.Row) -> None:
    """What a row's own cells say goes before what stands near."""
    told = rows.number(candidate.sentence, row)
    if told is not None and candidate.type == "activity":
        value, start, end = told
        candidate.people = Count(value, "exact", candidate.sentence.raw[start:end])
        candidate.support_here("participants", start, end)


def _section_date(candidate: Candidate, clock: when.Clock) -> None:
    """An undated act in a row or list item takes the year of its section."""
    year = clock.section[0]
    if year and candidate.since is None and candidate.until is None and candidate.type == "activity":
        candidate.since = of_edtf(f"{year:04}", "context")
        candidate.support("start", *clock.span)


def _section(sentence: Sentence, clock: when.Clock, sectors: dict[str, str]) -> None:
    """A heading sets the sector and the year of what stands below it."""
    votes = Counter(attach._SECTORS[h.name] for h in sentence.hits if h.name in attach._SECTORS)
    if votes:
        sectors[" ".join(sentence.raw.split())] = votes.most_common(1)[0][0]
    dated = [d for d in sentence.dates if d.first[0]]
    clock.section = dated[-1].first if len(dated) == 1 else (0, 0, 0)
    clock.span = (sentence.base, sentence.base + len(sentence.raw))


def _with_pairs(candidate: Candidate, found: list[pairs.Found]) -> list[Candidate]:
    chosen = pairs.choose(candidate.sentence, found, candidate.start)
    if not chosen:
        return [candidate]
    out = []
    for item in chosen:
        copy = replace(candidate, spans={k: list(v) for k, v in candidate.spans.items()}, features={}, joined=[])
        copy.pair, copy.pair_basis = item.pair, item.basis
        for span in item.spans:
            copy.support("pair", *span)
        out.append(copy)
    return out


def _attach(
    candidate: Candidate, dated: list[when.Dated], rivals: list[Candidate], issued: When | None, codebook: Codebook, headings: list[str]
) -> None:
    attach.recurrence(candidate)
    attach.dates(candidate, dated, rivals)
    status.decide(candidate, issued)
    if candidate.type == "activity":
        attach.people(candidate)
        flow.direct(candidate)
    attach.actors(candidate)
    usual = codebook.get(candidate.kind).usual_sector if candidate.kind in codebook else None
    attach.sector(candidate, usual, headings)


def _trace(candidates: list[Candidate], kept: list[Candidate], codings: list[Coding]) -> Trace:
    ids = {id(c): coding.id for c, coding in zip(kept, codings, strict=True)}
    rows = []
    for c in candidates:
        outcome = "kept" if id(c) in ids else "joined" if c.reason == "the same act told again" else "rejected"
        fields = {
            "pair": "-".join(p.name for p in c.pair) if c.pair else "",
            "pair_basis": c.pair_basis,
            "start": c.since.edtf if c.since else None,
            "status": c.status,
            "score": c.score,
            "features": {k: v for k, v in c.features.items() if v},
        }
        end = c.sentence.base + c.end
        rows.append(Traced(c.kind, c.at, end, outcome, c.reason, tuple(c.fired), fields, ids.get(id(c), "")))
    return Trace(tuple(rows))
