"""Reading a document from its first sentence to its last: each gives candidates with all that belongs to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kembar.codebook import Codebook
from kembar.coders.rules import (
    agreements,
    anew,
    attach,
    begun,
    choosing,
    counting,
    dating,
    doings,
    entries,
    events,
    flow,
    lists,
    openings,
    ownyears,
    pairs,
    papers,
    people,
    programmes,
    resumed,
    rivals,
    rowcells,
    rowdates,
    rows,
    status,
    tense,
    ties,
    when,
    words,
)
from kembar.coders.rules.candidate import TOLD_BY, Candidate, Rule
from kembar.coders.rules.clock import Clock
from kembar.coders.rules.found import named
from kembar.coders.rules.frame import Frame
from kembar.coders.rules.reportyear import Year
from kembar.coders.rules.sentences import Sentence
from kembar.dates import of_edtf
from kembar.languages.datefind import Parts
from kembar.places import Gazetteer
from kembar.types import When

RULES: tuple[Rule, ...] = (
    *agreements.RULES, *lists.RULES, *ties.RULES, *people.RULES, *events.RULES, *doings.RULES,
    programmes.listed,
)  # fmt: skip
#: The places of rules in their row: of those asked in every sentence, and by the class of cues that tells them.
_ALWAYS = [at for at, rule in enumerate(RULES) if rule not in TOLD_BY]
_BY_CUE = {name: [at for at, rule in enumerate(RULES) if name in TOLD_BY.get(rule, ())]
           for names in TOLD_BY.values() for name in names}  # fmt: skip
_PAPER_REACH = 3
_TIE_REACH = 3
#: Passages at the head of a page and letters of a line, in which a subtitle may stand.
_SUBTITLE, _LINE = 3, 100


@dataclass
class Reader:
    """What is in force while a document is read: pair, dates, sectors of headings, the paper named last."""

    about: Frame
    codebook: Codebook
    tables: Mapping[int, rows.Row]
    issued: When | None
    scanned: Sequence[Sentence]
    places: Gazetteer
    own_paper: str = ""
    entries: Mapping[int, str] = field(default_factory=dict)
    years: set[int] = field(default_factory=set)
    sectors: dict[str, str] = field(default_factory=dict)
    before: list[str] = field(default_factory=list)
    recent: tuple[str, int] = ("", -99)
    below_year: bool = False
    diary: Mapping[int, Parts] = field(default_factory=dict)
    report: Year = (0, 0)
    held: Mapping[str, object] | None = None
    entry: Parts = (0, 0, 0)

    def __post_init__(self) -> None:
        self.walker = pairs.Walker(self.about, rivals=rivals.find(self.about, self.scanned))
        self.chooser = choosing.Chooser(self.walker, self.scanned, self.places)
        self.clock = Clock.of(self.about.issued)
        self.clock.report = self.report
        self.opened = openings.find(self.scanned)
        self.dated_rows = any(row.cell("date", "start", "year") for row in self.tables.values())
        self.two_sided = entries.are_two_sided(self.scanned, self.entries)

    def read(self, sentence: Sentence) -> list[Candidate]:
        """Take in the next sentence and return its candidates, none judged yet."""
        if sentence.silent:
            return []
        if (day := self.diary.get(sentence.index)) is not None:
            self.entry = self.clock.issued = self.clock.last = day
        row = self.tables.get(sentence.index)
        self._around_notes(sentence)
        before = self.walker.current, self.walker.section
        found = self._pairs(sentence, row)
        self._section(sentence)
        self._opening(sentence)
        dated = resumed.own_dates(sentence, self._dated(sentence, row)) if sentence.dates else []
        sentence.dated = dated
        sentence.section = self.clock.section, self.clock.span
        sentence.entry = self.entry
        begun.note(sentence, dated)
        self.years |= {int(d.first.earliest[:4]) for d in dated}
        entry = self.entries.get(sentence.index, "")
        if not sentence.hits and row is None and not entry and not found:
            self.chooser.note(sentence, found)
            return []
        self._papers(sentence)
        if row is not None:
            self._dates_of_row(sentence, row)
        told = proposed(sentence, row, entry)
        papers = [c for c in told if c.type == "agreement" and words.RULE not in c.fired]
        if row is None and not entry and self.walker.section and not papers:
            told = [*told, *entries.opener(sentence)]
        chosen = self._with_years(sentence, before) if told and row is None else []
        chosen = chosen or (self.chooser.choose(sentence, before, found) if told else found)
        self.chooser.note(sentence, found)
        at_home = self.chooser.at_home(sentence, before)
        told = [] if self._subtitle(sentence) else told
        made = [copy for c in told for copy in with_pairs(c, [] if at_home(c) else chosen)]
        made = ownyears.without_others(made) if row is None else made
        for candidate in made:
            self._attach(candidate, dated, made, row)
        made += anew.told(sentence, made, dated, self.walker.home) if row is None else []
        return sorted(made, key=lambda c: (c.start, c.end))

    def _dates_of_row(self, sentence: Sentence, row: rows.Row) -> None:
        """Note the cell of a row that holds its date, and whether it holds none though its table has such cells."""
        sentence.date_cell, sentence.tie_dated = row.cell("date", "start", "year"), row.ties
        sentence.dateless = self.dated_rows and not (sentence.date_cell or sentence.dates or row.year or row.era)

    def _around_notes(self, sentence: Sentence) -> None:
        """Let what stands below notes go on with the pair that was in force above them."""
        noted = sentence.passage.role == "note"
        if noted and self.held is None:
            self.held = {name: getattr(self.walker, name) for name in pairs.IN_FORCE}
        elif not noted and self.held is not None:
            for name, value in self.held.items():
                setattr(self.walker, name, value)
            self.held = None

    def _subtitle(self, sentence: Sentence) -> bool:
        """Whether a line right below the title only says what the page is about, with the date of its issue."""
        plain = sentence.passage.role == "body" and 0 < sentence.index < _SUBTITLE and not sentence.spots
        years = {d.first[0] for d in sentence.dates if d.first[0]}
        alone = plain and sentence.raw[-1:].isalnum() and years == {self.clock.issued[0]}
        return alone and len(sentence.raw) < _LINE

    def _pairs(self, sentence: Sentence, row: rows.Row | None) -> list[pairs.Found]:
        found = self.walker.read(sentence)
        if self.two_sided and sentence.index in self.entries and entries.names_both(sentence):
            side, *partners = (s for s in sentence.spots if not s.masked)
            return [named(sentence, side, partner) for partner in partners]
        if row is None:
            return found
        if not row.header and (both := rows.pair(row, self.walker.home)) is not None:
            return both
        told = self.walker.row(sentence, row.cell("partner"))
        return [] if row.header else found if told is None else told

    def _with_years(self, sentence: Sentence, before: choosing.Before) -> list[pairs.Found]:
        """The pairs of partners that have a year each, with the side they are told with or the home side."""
        side, partners = ownyears.sides(sentence)
        if side is not None:
            return [named(sentence, side, partner) for partner in partners]
        nations = {partner.place.country for partner in partners}
        homes = (self.walker.home, *(pair[0] for pair in before if pair is not None))
        home = next((place for place in homes if place is not None and place.country not in nations), None)
        return self.walker.with_home(sentence, partners, home) if home is not None else []

    def _dated(self, sentence: Sentence, row: rows.Row | None) -> list[when.Dated]:
        planned = sentence.has("plan") or tense.ahead(sentence)
        return (
            rowdates.resolve(sentence, row, self.clock, planned) if row else when.resolve(sentence, self.clock, planned)
        )

    def _section(self, sentence: Sentence) -> None:
        """A heading sets the sector and the year of what stands below it; so does a passage that is only a year."""
        span = sentence.base, sentence.base + len(sentence.raw)
        if _alone(sentence) and (year := rowdates.lonely_year(sentence)):
            self.clock.section, self.clock.span, self.below_year = (year, 0, 0), span, True
            return
        if sentence.passage.role not in ("title", "heading"):
            return
        votes = Counter(attach.SECTORS[h.name] for h in sentence.hits if h.name in attach.SECTORS)
        if votes:
            self.sectors[" ".join(sentence.raw.split())] = votes.most_common(1)[0][0]
        dated = [d for d in sentence.dates if d.first[0]]
        self.below_year = False
        self.clock.section = (
            dated[0].first if len(dated) == 1 and not dated[0].last else when.by_phrase(sentence, self.clock)
        )
        word, told = sentence.language.dates.fiscal[0], dated or sentence.dates
        self.clock.fiscal = bool(word) and any(sentence.raw[d.start : d.end].endswith(word) for d in told)
        self.clock.span = span

    def _opening(self, sentence: Sentence) -> None:
        """Note the year with which a paragraph opens, or that stands alone above it."""
        if openings.begins(sentence):
            above = self.clock.section[0] if self.below_year else 0
            self.clock.opened = self.opened.get(sentence.index, above)

    def _papers(self, sentence: Sentence) -> None:
        """Note what papers and ties the sentences before have named."""
        sentence.own_paper = self.own_paper
        sentence.taken_up = next(filter(None, reversed(self.before)), "")
        sentence.last_paper = self.recent[0] if sentence.index - self.recent[1] <= _PAPER_REACH else ""
        self.before = [*self.before[1 - _TIE_REACH :], agreements.taken_up(sentence)]
        if specific := sentence.of(*papers.SORTED):
            self.recent = (papers.PAPERS[specific[-1].name], sentence.index)

    def _attach(
        self, candidate: Candidate, dated: list[when.Dated], rivals: list[Candidate], row: rows.Row | None
    ) -> None:
        attach.recurrence(candidate)
        dated = dated if row is None else rowdates.dates_of(candidate, row, dated)
        candidate.dated = dated if row is None else []
        dating.date(candidate, dated, rivals)
        if candidate.type == "activity":
            counting.people(candidate)
            flow.direct(candidate)
        attach.actors(candidate)
        known = candidate.kind in self.codebook
        usual = self.codebook.get(candidate.kind).usual_sector if known else None
        headings = [self.sectors[h] for h in candidate.sentence.passage.headings if h in self.sectors]
        attach.sector(candidate, usual, headings)
        if row is not None:
            _from_row(candidate, row, dated, self.clock.issued[0])
        if row is not None or self.below_year or candidate.sentence.passage.role == "list_item":
            _section_date(candidate, self.clock, row, self.below_year)
        status.decide(candidate, self.issued)


def _alone(sentence: Sentence) -> bool:
    """Whether a sentence is all of its paragraph."""
    beside = [s for s in (sentence.previous, sentence.following) if s is not None]
    here = sentence.passage
    return here.role != "body" or all((s.passage.paragraph, s.passage.role) != (here.paragraph, "body") for s in beside)


def own_paper(scanned: Sequence[Sentence]) -> str:
    """The kind of agreement whose own text a document is: its title names a paper and it has articles; else ""."""
    named = (agreements.taken_up(s) for s in scanned[:8] if s.has(*papers.OF_A_SORT, "paper"))
    title = next((kind for kind in named if kind), "")
    return title if title and sum(s.has("article") for s in scanned) >= 2 else ""


def asked(sentence: Sentence) -> Iterator[Rule]:
    """The rules that may find something in a sentence, in their order: the others' cues are not there."""
    told = {at for name in sentence.by_name for at in _BY_CUE.get(name, ())}
    return (RULES[at] for at in sorted(told.union(_ALWAYS)))


def proposed(sentence: Sentence, row: rows.Row | None, entry: str = "") -> list[Candidate]:
    """All candidates of a sentence; in a row only those told in its telling cells, else what its caption tells."""
    made = [c for rule in asked(sentence) for c in rule(sentence)]
    if all("partner_listed" in c.fired for c in made):
        made += doings.last_resort(sentence)
    if row is None or (not row.header and not made):
        made += words.unsaid(sentence, made)
    if entry:
        return [*(c for c in made if c.type == "activity"), *entries.tie(sentence, entry)]
    if row is None:
        acts = any(c.type == "activity" and c.strength >= 1.0 for c in made)
        return [c for c in made if not acts or "partner_listed" not in c.fired]
    return rows.told(made, sentence, row)


def with_pairs(candidate: Candidate, found: list[pairs.Found]) -> list[Candidate]:
    """Return a copy of a candidate for each pair that its cue belongs to (itself, without a pair, if there is none)."""
    alone = not {"partners_dated", "entry"}.isdisjoint(candidate.fired)
    chosen = pairs.choose(candidate.sentence, found, candidate.start, alone)
    out = []
    for item in chosen:
        copy = candidate
        if len(chosen) > 1:
            spans = {name: list(places) for name, places in candidate.spans.items()}
            copy = replace(candidate, spans=spans, features={}, joined=[])
        copy.pair, copy.pair_basis = item.pair, item.basis
        for span in item.spans:
            copy.support("pair", *span)
        out.append(copy)
    return out or [candidate]


def _from_row(candidate: Candidate, row: rows.Row, dated: list[when.Dated], latest: int) -> None:
    """What a row's own cells say goes before what stands near."""
    cell = row.cell("end")
    last = next((d for d in dated if cell and cell[0] <= d.start < cell[1]), None)
    if last is not None and candidate.since and last.first.latest >= candidate.since.earliest:
        candidate.until = last.last or last.first
        candidate.support_here("end", last.start, last.end)
    if candidate.since is None and candidate.until is None and (year := rowdates.year(candidate.sentence, row, latest)):
        candidate.since = of_edtf(f"{year[0]:04}")
        candidate.support_here("start", year[1], year[2])
    _from_columns(candidate, row)
    if candidate.type == "activity":
        rowdates.count(candidate, row)


def _from_columns(candidate: Candidate, row: rows.Row) -> None:
    """The month of a row by a column of its own, its direction, and how many came and went."""
    if candidate.since is not None and (told := rowcells.month(row, candidate.since)):
        candidate.since = told[0]
        candidate.support_here("start", *told[1])
    if candidate.type == "agreement" or candidate.pair is None:
        return
    if candidate.kind in flow.DIRECTED and (way := rowcells.way(candidate.sentence, row, candidate.pair)):
        candidate.flow = way[0]
        candidate.spans.pop("flow", None)
        candidate.support_here("flow", *way[1])
    if moved := rowcells.movements(candidate.sentence, row, candidate.pair):
        way_told, candidate.people, spans = moved
        candidate.flow = way_told if candidate.kind in flow.DIRECTED else candidate.flow
        candidate.spans.pop("flow", None)
        for span in spans:
            candidate.support_here("participants", *span)
            if candidate.flow:
                candidate.support_here("flow", *span)


def _section_date(candidate: Candidate, clock: Clock, row: rows.Row | None, below_year: bool) -> None:
    """An undated act in a row or list item takes the year of its table or section; below a lone year a tie does."""
    year = rowdates.year_of(row, clock) if row else clock.section[0]
    if year and candidate.since is None and candidate.until is None and (below_year or candidate.type == "activity"):
        candidate.since = of_edtf(f"{year:04}", "context")
        if year == clock.section[0]:
            candidate.support("start", *clock.span)
