"""Rows of tables: each is a small frame of its own, whose header and caption say what its cells mean."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice

from kembar import passages
from kembar.coders.rules import brackets, columns, eracolumn, sides
from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.columns import Cell, Columns
from kembar.coders.rules.pairs import Found
from kembar.coders.rules.papers import PAPERS
from kembar.coders.rules.sentences import Sentence
from kembar.languages.datefind import DateHit
from kembar.languages.lexicon import Hit
from kembar.places import gazetteer
from kembar.sources import table
from kembar.types import Block, Document, Place

#: Columns whose words tell acts; where a table has none of them, every cell may.
TELLING = ("activity", "kind", "name", "note", "venue")
_DATES = ("date", "year", "start", "end")
_TIES = ("friendship", "sister", "memorandum", "intent")
_ENTRY, _STATE, _TABLES = 30, 24, 50  # so many tables may go on below others


@dataclass
class Row:
    """Cells of a row by field: (start, end) within the sentence; ``about`` are classes of cues around the table.

    ``label`` is the first cell of a row that says what its second holds ("signed on | 12 May 1990"). ``tie`` are the
    cells that tell the tie itself, ``home`` and ``partner`` the sides. ``year`` is the year that a header gives to what
    the row tells, ``years`` those of its columns, ``above`` the one that the words above the table give, ``era`` that
    of its first cell; ``counted`` says whether its table has a column for numbers of people.
    """

    fields: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    about: frozenset[str] = frozenset()
    header: bool = False
    ties: bool = False
    label: tuple[int, int] | None = None
    cells: list[Cell] = field(default_factory=list)
    tie: list[Cell] = field(default_factory=list)
    year: int = 0
    years: dict[int, int] = field(default_factory=dict)
    counted: bool = False
    above: int = 0
    era: int = 0
    home: sides.Side | None = None
    partner: sides.Side | None = None
    sided: bool = False
    tied: bool = False

    def cell(self, *names: str) -> tuple[int, int] | None:
        """Return the first filled cell of one of the fields."""
        return next((self.fields[n][0] for n in names if self.fields.get(n)), None)

    @property
    def own_kind(self) -> str:
        """The kind of agreement that the cells of the tie name, "" for none."""
        return next((kind for cell in self.tie if (kind := cell.kind())), "")

    def in_tie(self, at: int) -> bool:
        """Whether an offset lies in a cell that tells the tie itself."""
        return any(c.start <= at < c.end for c in self.tie)

    def tells(self, at: int) -> bool:
        """Whether a cue at an offset stands where acts are told."""
        if not any(self.fields.get(n) for n in TELLING):
            quiet = [span for n in ("partner", "country", "number") for span in self.fields.get(n, [])]
            return not any(a <= at < b for a, b in quiet)
        return any(a <= at < b for n in (*TELLING, "status", "flow", "date", "") for a, b in self.fields.get(n, []))


def prepare(document: Document, sentences: Sequence[Sentence]) -> dict[int, Row]:
    """Return the rows of a document's tables by the index of their sentence; borders of cells become clauses."""
    blocks = deque(b for b in document.blocks if b.role == "table_row")
    if not blocks:
        return {}
    out: dict[int, Row] = {}
    guesses: dict[tuple[str, ...], dict[str, str]] = {}
    titles = [s for s in sentences if s.passage.role in ("title", "heading")]
    headings = {" ".join(s.raw.split()): _about([s]) for s in titles}
    title = _about([s for s in titles if s.index < 3])
    around: list[Sentence] = []
    tables: dict[frozenset[str], list[Row]] = {}
    rows: list[Row]
    for is_row, group in groupby(sentences, key=lambda s: s.passage.role == "table_row"):
        block = list(group)
        if not is_row:
            around = block[-2:]
            continue
        for sentence in block:
            out[sentence.index] = _row(sentence, blocks, guesses)
        rows = [out[s.index] for s in block]
        headed = any(c.header for row in rows for c in row.cells)
        for row in rows:
            row.header = headed and bool(row.cells) and not any(c.header for c in row.cells)
        heads = _about([s for s in block if out[s.index].header])
        above = frozenset(n for s in block for h in s.passage.headings for n in headings.get(h, ()))
        for row in rows:
            _frame(row, heads, _about(around) | above, title)
        over = [s for s in titles if " ".join(s.raw.split()) in block[0].passage.headings and s.index > 0]
        _pool(tables, rows, columns.year_above([*columns.opening(sentences), *over, *around]))
    for rows in tables.values():
        _understand(rows, guesses, document.source.issued or "")
    return out


def _pool(tables: dict[frozenset[str], list[Row]], rows: list[Row], year: int) -> None:
    """Put rows with one header into one table, though headings stand between them."""
    told = [row for row in rows if row.cells and not row.header and row.label is None]
    goes_on = year
    for row in told:
        cell = row.cell("year")
        text = row.cells[0].sentence.raw[cell[0] : cell[1]] if cell else ""
        goes_on = int(text) if columns.is_year(text) else goes_on
        row.above = year if cell else goes_on  # an empty cell for the year goes on with the one above
    if told:
        names = frozenset(c.header for row in told for c in row.cells if c.header)
        own = names or frozenset([f"\0{len(tables)}"])  # rows without a header are a table of their own
        like = (k for k in islice(tables, _TABLES) if names and (names <= k or k <= names))
        tables.setdefault(own if own in tables else next(like, own), []).extend(told)


def _understand(rows: list[Row], guesses: dict[tuple[str, ...], dict[str, str]], issued: str) -> None:
    """Say of each row of a table which cells tell the tie, which year its acts have, and who its sides are."""
    cells = [row.cells for row in rows]
    names = {header: name for guess in guesses.values() for header, name in guess.items()}
    told = columns.read(cells, names, lambda cell: bool(gazetteer().candidates(sides.name_of(cell))))
    countries = next((c.column for row in cells for c in row if names.get(c.header) == "country"), 0)
    both = sides.of_rows(cells, told, countries, gazetteer())
    headed = [year for number, year in told.years.items() if number not in told.tie]
    counted = any(row.fields.get("participants") for row in rows)
    eras = eracolumn.years([row.cells[0] for row in rows], issued)
    for number, (row, (home, partner)) in enumerate(zip(rows, both, strict=True)):
        row.home, row.partner, row.era = home, partner, eras.get(number, 0)
        row.sided, row.tied = bool(told.home and told.partner), bool(told.tie)
        row.tie = [c for c in row.cells if c.column in told.tie]
        row.year = headed[0] if len(set(headed)) == 1 else 0
        row.years, row.counted = told.years, counted
        _without_tie_dates(row, told)


def _without_tie_dates(row: Row, told: Columns) -> None:
    """The date of a tie is not that of the acts beside it."""
    for name in (*_DATES, "status"):
        spans = [s for s in row.fields.get(name, []) if not row.in_tie(s[0])]
        if name in row.fields and told.free:
            row.fields[name] = spans


def _row(sentence: Sentence, blocks: deque[Block], guesses: dict[tuple[str, ...], dict[str, str]]) -> Row:
    """Take a sentence's cells from the front of all cells and give them their fields."""
    mine = []
    while blocks and blocks[0].start < sentence.base + len(sentence.raw):
        block = blocks.popleft()
        if block.start >= sentence.base:
            mine.append(block)
    if len(mine) == 2 and (labelled := _labelled(sentence, mine)) is not None:
        sentence.clauses = [mine[1].start - sentence.base]
        return labelled
    base = sentence.base
    row = Row(cells=[Cell(sentence, c.start - base, c.end - base, c.column, c.header) for c in mine])
    for cell, name in zip(row.cells, _names(tuple(c.header for c in mine), guesses), strict=True):
        row.fields.setdefault(name, []).append((cell.start, cell.end))
        if name in _DATES and columns.is_year(cell.text) and not any(d.start == cell.start for d in sentence.dates):
            sentence.dates.append(DateHit(cell.start, cell.end, (int(cell.text), 0, 0), shape="year"))
            sentence.dates.sort(key=lambda d: d.start)
    if len(mine) > 1:
        ends = {start for c in mine for start, _ in _sentences(sentence, c)}
        sentence.clauses = sorted(({c.start - base for c in mine} | ends) - {mine[0].start - base})
    return row


def _sentences(sentence: Sentence, cell: Block) -> Iterator[tuple[int, int]]:
    """The sentences within a cell, as far as the row was not cut before its end."""
    start, end = cell.start - sentence.base, min(cell.end - sentence.base, len(sentence.raw))
    yield from passages.sentences(sentence.raw, start, end, sentence.passage.language)


def _labelled(sentence: Sentence, cells: Sequence[Block]) -> Row | None:
    """A row of a table that is read across: its first cell is a word for a field, its second no such word."""
    spans = [(cell.start - sentence.base, cell.end - sentence.base) for cell in cells]
    texts = [sentence.raw[start:end] for start, end in spans]
    above = [cell.header for cell in cells]
    across = not above[0] and above[1] == texts[0]
    first, second = texts if across or not any(above) else above
    if not across and (not table.is_header_word(first) or table.is_header_word(second)):
        return None
    name = table.guess([texts[0]]).get(texts[0], "")
    return Row(fields={name: [spans[1]]}, label=spans[0])


def _frame(row: Row, heads: frozenset[str], around: frozenset[str], title: frozenset[str]) -> None:
    """Say what a row's table is about, and whether its rows are ties."""
    row.about = around | heads or title
    told = heads & {"sister", "friendship", "sign", "memorandum", "paper"}
    about = around & {"sister", "friendship", "partner_list", "memorandum", "paper"}
    acts = any(row.fields.get(n) for n in ("activity", "participants"))
    row.ties = bool(told) or (bool(about or title & {"sister", "friendship"}) and not acts)


def _names(headers: tuple[str, ...], guesses: dict[tuple[str, ...], dict[str, str]]) -> list[str]:
    if headers not in guesses:
        guesses[headers] = table.guess([h for h in headers if h])
    return [guesses[headers].get(h, "") for h in headers]


def _about(sentences: Sequence[Sentence]) -> frozenset[str]:
    return frozenset(h.name for s in sentences for h in s.hits)


def pair(row: Row, home: Place | None) -> list[Found] | None:
    """The pair that a row's own cells name, with the page's side where it has no cell for it.

    None: the row is read like any sentence; no pair at all where a cell names a side that is known to nobody.
    """
    mine, other = row.home, row.partner
    if not row.sided:
        if home is None or other is None or other.place is None or home.country == other.place.country:
            return None
        return [Found((home, other.place), "partner", (other.span,), (other.at,))]
    if other is None or mine is None or other.place is None or mine.place is None:
        lent = mine is not None and not mine.named and home is not None and other is not None and other.place
        if not lent or home is None or other is None or other.place is None or home.country == other.place.country:
            return []
        return [Found((home, other.place), "partner", (other.span,), (other.at,))]
    if mine.place.country == other.place.country:
        return []
    return [Found((mine.place, other.place), "named", (mine.span, other.span), (other.at,))]


def told(made: list[Candidate], sentence: Sentence, row: Row) -> list[Candidate]:
    """Of the candidates of a row those that its cells tell, with what only the table tells of it."""
    made = [c for c in made if row.tells(c.start) and not (c.type == "activity" and _called_off(sentence, row, c))]
    ties = list(tie_in_row(sentence, row))
    if ties:
        made = [c for c in made if not (row.in_tie(c.start) or c.is_mere_tie)]
        if brackets.kind(sentence):
            made = [c for c in made if c.type == "activity"]
    if row.own_kind:
        made = [named_by_row(c, row) for c in made]
    if ties and row.tie:
        return [*(c for c in made if c.type == "activity" or "paper_signed" in c.fired), *ties]
    acts = [c for c in made if c.strength >= 1.0]
    if ties and not any(c.type == "agreement" for c in made):
        return [*acts, *ties]
    return made if acts else [*made, *act_in_row(sentence, row)]


def _called_off(sentence: Sentence, row: Row, candidate: Candidate) -> bool:
    """Whether another cell of the row says that it was called off, and nothing else."""
    cells = [c for c in row.cells if columns.width(c.text) <= _STATE and not c.start <= candidate.start < c.end]
    return not sentence.has("postpone") and any(c.hits("cancel") for c in cells)


def tie_in_row(sentence: Sentence, row: Row) -> Iterator[Candidate]:
    """A row of a list of partners with a date, in a table about ties: the tie of that date.

    "Wuxi | July 1986" below "Sister cities", or "sister city" in a cell of its own; not another row of a table of
    acts, nor a row without a date or state.
    """
    if row.tied and not row.header:
        yield from _tie_told(sentence, row)
        return
    told = _tie_cell(sentence, row) or _tie_label(sentence, row)
    if not told and any(columns.width(c.text) > _ENTRY for c in row.cells if not (c.side() or c.hits(*_TIES, "sign"))):
        return
    if row.header or not (row.ties or told) or not (sentence.spots or row.label):
        return
    span = row.cell(*_DATES) or next(((d.start, d.end) for d in sentence.dates), None)
    state = sentence.of("plan", "expire", "stop")
    if span is None and not state:
        return
    start, end = span or (state[0].start, state[0].end)
    if not any(start <= d.start < end for d in sentence.dates) and not state:
        return
    own = [told] if told and not row.label else [h for h in sentence.of(*_TIES) if h.start > 0]
    kind = brackets.kind(sentence) or (PAPERS[own[0].name] if own else _kind_about(row))
    cue = Hit(start, end, "date", "")
    yield Candidate("agreement", kind, sentence, start, end, 2.4, ["tie_in_row"], hits=[cue])


def _tie_told(sentence: Sentence, row: Row) -> Iterator[Candidate]:
    """The tie that the cells for it tell: its kind, with a date, or a state (proposed, lapsed)."""
    dates = [d for d in sentence.dates if row.in_tie(d.start)]
    states = [h for h in sentence.of("plan", "expire", "stop", "explore") if row.in_tie(h.start)]
    ended = [h for h in sentence.of("expire") if h not in states]
    spans = [(d.start, d.end) for d in dates] or [(h.start, h.end) for h in states or (ended if row.own_kind else ())]
    if not spans:
        return
    kind = row.own_kind or brackets.kind(sentence) or _kind_about(row)
    start, end = spans[0]
    cue = Hit(start, end, "date", "")
    yield Candidate("agreement", kind, sentence, start, end, 2.4, ["tie_in_row"], hits=[cue])


def named_by_row(candidate: Candidate, row: Row) -> Candidate:
    """An agreement that another cell tells without its name is of the kind that the row's own cell names."""
    unnamed = candidate.type == "agreement" and candidate.kind == "sister_agreement"
    if unnamed and not any(h.name == "sister" for h in candidate.hits):
        candidate.kind = row.own_kind
    return candidate


def _tie_cell(sentence: Sentence, row: Row) -> Hit | None:
    """The word for a tie that fills the cell for the kind or activity of a row."""
    cells = [span for n in ("kind", "activity") for span in row.fields.get(n, [])]
    filled = (
        h for h in sentence.of(*_TIES) for a, b in cells if a <= h.start and h.end <= b <= h.end + 2 and h.start < a + 3
    )
    return next(filled, None)


def _tie_label(sentence: Sentence, row: Row) -> Hit | None:
    """The word for a tie in the label of a row that is read across and holds a date."""
    if row.label is None or not row.cell(*_DATES):
        return None
    return next((h for h in sentence.of(*_TIES, "sign") if row.label[0] <= h.start < row.label[1]), None)


def _kind_about(row: Row) -> str:
    if "sister" in row.about:
        return "sister_agreement"
    if "friendship" in row.about:
        return "friendship_agreement"
    return "memorandum" if "memorandum" in row.about else "sister_agreement"


#: What a table's caption may be about, with the kind that its rows then tell.
_ABOUT = (
    ("family", "student_exchange"), ("pupil", "student_exchange"), ("posting", "staff_exchange"),
    ("scholarship", "scholarship"), ("training", "training"), ("visit_noun", "delegation_visit"),
)  # fmt: skip


def act_in_row(sentence: Sentence, row: Row) -> Iterator[Candidate]:
    """A row that gives only partner, date and number in a table whose caption names the act."""
    counted = row.cell("participants") and (sentence.spots or row.partner)
    if row.header or not (sentence.dates or counted):
        return
    kind = next((kind for name, kind in _ABOUT if name in row.about), None)
    if kind is not None:
        span = row.cell("date", "start", "year") or (0, len(sentence.text))
        cue = Hit(*span, "date", "")
        yield Candidate("activity", kind, sentence, *span, 1.6, ["act_in_row"], hits=[cue])
