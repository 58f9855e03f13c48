"""What a report says, before it is set as HTML, Word or Markdown: sections, records with their quotes, references."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from kembar import displays
from kembar.casebase import Casebase
from kembar.codebook import Codebook
from kembar.displays import Display
from kembar.displays.html import anchor, cell_anchor
from kembar.displays.quotes import Sentences, Shown
from kembar.displays.sheet import Sheet, sheet
from kembar.displays.view import View, make_view
from kembar.report import lead, method
from kembar.report.references import Reference, references
from kembar.report.sources import sources

#: With more pairs than this the comparison has a row a pair; with fewer a column a pair, which a page holds better.
MOST_COLUMNS = 4
#: Words by which a study tells how it searched; others are printed as they stand.
TOLD = ("where", "what", "when", "words", "found", "kept", "why", "note")


class About(Protocol):
    """What a report is told of a study beside its casebase; the settings of ``study.yaml`` are one."""

    @property
    def title(self) -> str:
        """The study's title."""

    @property
    def question(self) -> str:
        """The question that the comparison is to answer."""

    @property
    def searches(self) -> Sequence[Mapping[str, str]]:
        """Where was looked for sources, with which words, when: each a mapping of words to words."""

    @property
    def excluded(self) -> Sequence[Mapping[str, str]]:
        """What was left out, and why."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its id and heading, paragraphs, then a display or lists of (word, words)."""

    id: str
    heading: str
    paragraphs: tuple[str, ...] = ()
    display: Display | None = None
    lists: tuple[tuple[str, tuple[Mapping[str, str], ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """The records of one cell of the comparison, laid open; of a cell of another table only their (anchor, entry)."""

    id: str
    heading: str
    sheets: tuple[Sheet, ...] = ()
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A report ready to be set. ``cells`` are the ids of the parts that a cell of a table in a section opens."""

    view: View
    title: str
    kicker: str
    question: str
    made: str
    compact: Display
    says: tuple[str, ...]
    signs: str
    sections: tuple[Section, ...]
    parts: tuple[Part, ...]
    cells: frozenset[str]
    references: tuple[Reference, ...]


def report(
    casebase: Casebase, about: About, *, lang: str = "en", shown: Sequence[Display] | None = None,
    figures: Mapping[str, float] | None = None, codebook: Codebook | None = None, document: Shown = None,
    made: str = "",
) -> Report:  # fmt: skip
    """Put a report together; ``shown`` are displays to print instead of the usual ones, ``made`` an ISO day."""
    view = make_view(casebase, codebook, lang, document)
    compact = displays.matrix(casebase, codebook=view.book, lang=lang)
    parts, sections = _parts(view, compact), _sections(view, about, shown)
    grids = [s.display for s in sections if s.display and s.display.shape == "grid"]
    return Report(
        view=view,
        title=about.title or _pairs(view),
        kicker=_kicker(view),
        question=about.question,
        made=view.say("report_made", version=_version(), day=view.day(made or date.today().isoformat())),
        compact=compact,
        says=lead.sentences(view, compact, figures or {}),
        signs=lead.signs(view),
        sections=sections,
        parts=(*parts, *_other_parts({part.id for part in parts}, grids)),
        cells=frozenset(cell_anchor(*key) for grid in grids for key in grid.cells),
        references=references(
            [fact.source for fact in casebase.facts.sources.values()], lang, [view.say("method_book")]
        ),
    )


def _pairs(view: View) -> str:
    """Name the pairs, or count them where they are many."""
    if len(view.pairs) > MOST_COLUMNS:
        return view.counted("pair", len(view.pairs))
    return " · ".join(pair.id for pair in view.pairs)


def _kicker(view: View) -> str:
    first, last = view.casebase.facts.period
    if not (first or last):
        return _pairs(view)
    return view.say("report_kicker", pairs=_pairs(view), period=f"{first or ''}–{last or ''}")


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("kembar")
    except PackageNotFoundError:
        return ""


def _sections(view: View, about: About, shown: Sequence[Display] | None) -> tuple[Section, ...]:
    say = view.say
    out = [Section("sources", say("report_sources"), lead.witnesses(view), sources(view))]
    if shown is None:
        made = _displays(view).items()
        out += [Section(n, say(f"report_{n}"), (say(f"{n}_intro"),), display) for n, display in made]
    else:
        out += [Section(f"display-{n}", display.title, (), display) for n, display in enumerate(shown, 1)]
    searches = (
        (say("searches_head"), tuple(_named(view, item) for item in about.searches)),
        (say("excluded_head"), tuple(_named(view, item) for item in about.excluded)),
    )
    missing = [say("searches_none")] if not about.searches else []
    missing += [say("excluded_none")] if not about.excluded else []
    out.append(Section("searches", say("report_searches"), tuple(missing), None, searches))
    out.append(Section("method", say("report_method"), method.paragraphs(view)))
    return tuple(out)


def _named(view: View, item: Mapping[str, str]) -> dict[str, str]:
    """Name what a study tells of its searches in the reader's language, as far as its words are known ones."""
    return {view.say(f"told_{key}") if key in TOLD else key: value for key, value in item.items()}


def _displays(view: View) -> dict[str, Display]:
    """Make the usual displays; with few pairs each has a column of the comparison and of the timeline."""
    cases, book, lang = view.casebase, view.book, view.lang
    shown = view.around if isinstance(view.around, Sentences) else None
    few = len(view.pairs) <= MOST_COLUMNS
    rows, columns = ("sector", "pair") if few else ("pair", "sector")
    if few:
        timeline = displays.timeline(cases, codebook=book, lang=lang, document=shown)
    else:
        timeline = displays.matrix(cases, "pair", "period", codebook=book, lang=lang, document=shown)
    return {
        "matrix": displays.matrix(cases, rows, columns, codebook=book, lang=lang, document=shown),
        "timeline": timeline,
        "instruments": displays.instruments(cases, codebook=book, lang=lang, document=shown),
        "disputes": displays.disputes(cases, codebook=book, lang=lang, document=shown),
        "gaps": displays.gaps(cases, codebook=book, lang=lang, document=shown),
        "events": displays.events(cases, codebook=book, lang=lang, document=shown),
    }


def _parts(view: View, matrix: Display) -> tuple[Part, ...]:
    """Lay open the records of each cell, then statements, then what was rejected: each record once."""
    parts = []
    for row, cells in matrix.walk():
        for column, cell in zip(matrix.columns, cells, strict=True):
            if cell.records:
                found = tuple(sheet(view, record) for record in cell.records)
                parts.append(Part(cell_anchor(row.key, column.key), f"{row.label}: {column.label}", found))
    statements = tuple(sheet(view, r) for r in view.casebase.records if r.type == "statement")
    if statements:
        parts.append(Part("statements", view.say("report_statements"), statements))
    rejected = tuple(sheet(view, record) for record in view.casebase.rejected)
    if rejected:
        parts.append(Part("rejected", view.say("report_not_in_cells"), rejected))
    return tuple(parts)


def _other_parts(known: set[str], shown: Sequence[Display]) -> tuple[Part, ...]:
    """List the records behind the cells of tables that are sorted otherwise, each leading to where it is laid open."""
    parts = {}
    for display in shown:
        for row, cells in display.walk() if display.shape == "grid" else ():
            for column, cell in zip(display.columns, cells, strict=True):
                name = cell_anchor(row.key, column.key)
                if cell.records and name not in known:
                    links = tuple((anchor(r), f"{r.standing} {display.view.entry(r)}") for r in cell.records)
                    parts[name] = Part(name, f"{row.label}: {column.label}", links=links)
    return tuple(parts.values())
