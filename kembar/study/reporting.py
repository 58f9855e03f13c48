"""The verbs ``display`` and ``report``: the casebase in front of a reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kembar import displays, languages
from kembar import report as writing
from kembar.agreement import gold
from kembar.casebase import Casebase, Record
from kembar.displays import Display
from kembar.problems import unknown
from kembar.study import files

if TYPE_CHECKING:
    from kembar.study.study import Study

#: Displays whose first line beneath counts records by their standing.
COUNTING = ("matrix", "instruments", "timeline", "events", "outside")
OPTIONS = {"matrix": ("rows", "columns", "grouping"), "instruments": ("on",)}


def display(study: Study, name: str, lang: str, options: Mapping[str, str]) -> Display:
    """Make a display by its name with the options that it knows."""
    if name not in displays.NAMES:
        raise unknown("display", name, displays.NAMES)
    given = {key: value for key, value in options.items() if value}
    for key in given:
        if key not in OPTIONS.get(name, ()):
            raise unknown(f"option of {name}", key, OPTIONS.get(name, ()))
    how: dict[str, Any] = {"codebook": study.codebook, "lang": language(lang), "document": study.document}
    made: Display = getattr(displays, name)(study.casebase(), **how, **given)
    return _with_shares(made, how["lang"])


def _with_shares(made: Display, lang: str) -> Display:
    """Say beside the count of records what a proposal of the rules is worth, where one is shown."""

    def feet(shown: Display) -> tuple[str, ...]:
        lines = made.feet(shown)
        told = worth(made.view.casebase, shown.records, lang) if lines else ""
        return (lines[0], told, *lines[1:]) if told else lines

    return replace(made, feet=feet) if made.name in COUNTING else made


def worth(cases: Casebase, shown: Iterable[Record], lang: str) -> str:
    """Say how many of 100 proposals of the rules are right on test documents; "" if no proposal is shown."""
    if all(record.standing in "●◐" for record in shown):
        return ""
    named = [
        languages.label(lang, "rules_share", language=languages.get(code).name or code, share=round(100 * share))
        for code, share in shares(cases).items()
    ]
    return languages.label(lang, "say_figures", shares=", ".join(named)).strip() if named else ""


def shares(cases: Casebase) -> dict[str, float]:
    """Return the share of the rules' proposals that is right on test documents, for the languages of the sources."""
    read = {fact.language for fact in cases.facts.sources.values()}
    return {code: share for code, share in gold.shares().items() if code in read}


def language(lang: str) -> str:
    """Return the language of labels: as asked for, else the first that the program has labels in."""
    if lang and lang not in languages.codes():
        raise unknown("language", lang, languages.codes())
    return lang or languages.FALLBACK


def report(study: Study, path: Path, lang: str, shown: Sequence[Display] | None) -> Path:
    """Write the report in the form that the path's suffix names."""
    today = datetime.now().astimezone().date().isoformat()
    how: dict[str, Any] = {"codebook": study.codebook, "lang": language(lang), "document": study.document}
    if path.resolve().parent == study.folder.out:
        files.make_folder(study.folder.out)
    cases = study.casebase()
    return writing.write(path, cases, study.settings, displays=shown, figures=shares(cases), made=today, **how)
