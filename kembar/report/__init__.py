"""The report: displays, records with their quotes, method and references, as HTML, Word or Markdown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from kembar import problems
from kembar.casebase import Casebase
from kembar.codebook import Codebook
from kembar.displays import Display
from kembar.displays.quotes import Shown
from kembar.displays.tables import write_whole
from kembar.report.content import About, Report, report

__all__ = ["FORMATS", "About", "Report", "report", "write"]

#: Suffixes that a report can be written in.
FORMATS = (".html", ".docx", ".md")


def write(
    path: str | Path, casebase: Casebase, about: About, *, lang: str = "en", displays: Sequence[Display] | None = None,
    figures: Mapping[str, float] | None = None, codebook: Codebook | None = None, document: Shown = None,
    made: str = "",
) -> Path:  # fmt: skip
    """Write the report in the form that the path's suffix names, whole or not at all.

    ``about`` tells title, question, searches and exclusions (a study's settings do); ``displays`` are printed instead
    of the usual ones; ``document`` gives documents (a study's does), so that quoted words stand in their sentences;
    ``figures`` is the share of what rules propose that is right on the documents they were made with, by language;
    ``made`` is an ISO day.
    UnknownNameError for another suffix, OutputError if the file cannot be written.
    """
    target = Path(path)
    suffix = target.suffix.lower()
    if suffix not in FORMATS:
        raise problems.no_ending(target.name, "a report", FORMATS)
    content = report(
        casebase, about, lang=lang, shown=displays, figures=figures, codebook=codebook, document=document, made=made
    )
    return write_whole(target, _setters()[suffix](content))


def _setters() -> Mapping[str, Callable[[Report], bytes]]:
    from kembar.report import docx, html, markdown

    return {
        ".html": lambda content: html.render(content).encode(),
        ".docx": docx.render,
        ".md": lambda content: markdown.render(content).encode(),
    }
