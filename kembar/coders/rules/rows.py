"""Rows of tables: each is a small frame of its own, whose header and caption say what its cells mean."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from kembar.coders.rules.agreements import PAPERS
from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.sentences import Sentence, Spot
from kembar.languages.lexicon import Hit
from kembar.sources import table
from kembar.types import Block, Document

#: Columns whose words tell acts; where a table has none of them, every cell may.
TELLING = ("activity", "kind", "name", "note", "venue")
_DATES = ("date", "year", "start", "end")
_TIES = ("friendship", "sister", "memorandum", "intent")
_NUMBER = re.compile(r"\D{0,3}(\d{1,3}(?:[.,]\d{3})*|\d+)\D{0,6}$")
_YEAR = re.compile(r"\D{0,4}((?:19|20)\d\d)\D{0,3}")
_LONELY_YEAR = re.compile(r"\W*(?:\w{0,12}\s)?((?:19|20)\d\d)\W*\w{0,2}\W*")


@dataclass
class Row:
    """Cells of a row by field: (start, end) within the sentence; ``about`` are classes of cues around the table.

    ``label`` is the first cell of a row that says what its second holds ("signed on | 12 May 1990").
    """

    fields: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    about: frozenset[str] = frozenset()
    header: bool = False
    ties: bool = False
    label: tuple[int, int] | None = None

    def cell(self, *names: str) -> tuple[int, int] | None:
        """Return the first filled cell of one of the fields."""
        return next((self.fields[n][0] for n in names if self.fields.get(n)), None)

    def tells(self, at: int) -> bool:
        """Whether a cue at an offset stands where acts are told."""
        if not any(self.fields.get(n) for n in TELLING):
            quiet = [span for n in ("partner", "country", "number") for span in self.fields.get(n, [])]
            return not any(a <= at < b for a, b in quiet)
        return any(a <= at < b for n in (*TELLING, "status", "flow", "date", "") for a, b in self.fields.get(n, []))


def prepare(document: Document, sentences: Sequence[Sentence]) -> dict[int, Row]:
    """Return the rows of a document's tables by the index of their sentence; borders of cells become clauses."""
    cells = deque(b for b in document.blocks if b.role == "table_row")
    if not cells:
        return {}
    out: dict[int, Row] = {}
    guesses: dict[tuple[str, ...], dict[str, str]] = {}
    titles = [s for s in sentences if s.passage.role in ("title", "heading")]
    headings = {" ".join(s.raw.split()): _about([s]) for s in titles}
    title = _about([s for s in titles if s.index < 3])
    around: frozenset[str] = frozenset()
    for is_row, group in groupby(sentences, key=lambda s: s.passage.role == "table_row"):
        block = list(group)
        if not is_row:
            around = _about(block[-2:])
            continue
        for sentence in block:
            out[sentence.index] = _row(sentence, cells, guesses)
        heads = _about([s for s in block if out[s.index].header])
        above = frozenset(n for s in block for h in s.passage.headings for n in headings.get(h, ()))
        for sentence in block:
            _frame(out[sentence.index], heads, around | above, title)
    return out


def _row(sentence: Sentence, cells: deque[Block], guesses: dict[tuple[str, ...], dict[str, str]]) -> Row:
    """Take a sentence's cells from the front of all cells and give them their fields."""
    mine = []
    while cells and cells[0].start < sentence.base + len(sentence.raw):
        cell = cells.popleft()
        if cell.start >= sentence.base:
            mine.append(cell)
    if len(mine) == 2 and (labelled := _labelled(sentence, mine)) is not None:
        sentence.clauses = [mine[1].start - sentence.base]
        return labelled
    row = Row(header=bool(mine) and not any(c.header for c in mine))
    for cell, name in zip(mine, _names(tuple(c.header for c in mine), guesses), strict=True):
        row.fields.setdefault(name, []).append((cell.start - sentence.base, cell.end - sentence.base))
    inner = sentence.clauses if len(mine) < 2 else []
    sentence.clauses = sorted({c.start - sentence.base for c in mine[1:]} | set(inner))
    return row


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


def lonely_year(sentence: Sentence) -> int:
    """Return the year of a passage that holds nothing else ("2006", "Tahun 2015"), else 0."""
    match = _LONELY_YEAR.fullmatch(sentence.text)
    if match:
        return int(match[1])
    dates = [d for d in sentence.dates if not sentence.text[: d.start].strip() and not sentence.text[d.end :].strip()]
    return dates[0].first[0] if len(dates) == 1 and not dates[0].first[1] else 0


def number(sentence: Sentence, row: Row) -> tuple[int, int, int] | None:
    """Return (value, start, end) of the number of people that a row's cell gives."""
    span = row.cell("participants")
    match = _NUMBER.match(sentence.text[span[0] : span[1]]) if span else None
    if span is None or match is None:
        return None
    value = int(re.sub(r"\D", "", match[1]))
    return (value, span[0], span[1]) if value else None


def year(sentence: Sentence, row: Row) -> tuple[int, int, int] | None:
    """Return (year, start, end) of a row's cell for the year."""
    span = row.cell("year")
    match = _YEAR.fullmatch(sentence.text[span[0] : span[1]]) if span else None
    return (int(match[1]), *span) if match and span else None


def sides(sentence: Sentence, row: Row) -> tuple[Spot, Spot] | None:
    """The places of a row that has a cell for either side: the last named in each, of two countries (else None)."""
    found = []
    for name in ("home", "partner"):
        cell = row.cell(name)
        inside = [s for s in sentence.spots if cell and cell[0] <= s.start < cell[1] and not s.masked]
        if not inside:
            return None
        found.append(inside[-1])
    return (found[0], found[1]) if found[0].place.country != found[1].place.country else None


def tie_in_row(sentence: Sentence, row: Row) -> Iterator[Candidate]:
    """A row of a list of partners with a date, in a table about ties: the tie of that date.

    "Wuxi | July 1986" below "Sister cities", or "sister city" in a cell of its own; not another row of a table of
    acts, nor a row without a date or state.
    """
    told = _tie_cell(sentence, row) or _tie_label(sentence, row)
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
    kind = PAPERS[own[0].name] if own else _kind_about(row)
    cue = Hit(start, end, "date", "")
    yield Candidate("agreement", kind, sentence, start, end, 2.4, ["tie_in_row"], hits=[cue])


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
    if row.header or not (sentence.dates or row.cell("participants")):
        return
    kind = next((kind for name, kind in _ABOUT if name in row.about), None)
    if kind is not None:
        span = row.cell("date", "start", "year") or (0, len(sentence.text))
        cue = Hit(*span, "date", "")
        yield Candidate("activity", kind, sentence, *span, 1.6, ["act_in_row"], hits=[cue])
