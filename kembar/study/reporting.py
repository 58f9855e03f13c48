"""The verbs ``display`` and ``report``: the casebase in front of a reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kembar import displays, languages
from kembar import report as writing
from kembar.agreement import gold
from kembar.displays import Display
from kembar.problems import unknown

if TYPE_CHECKING:
    from kembar.study.study import Study

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
    return made


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
        study.folder.out.mkdir(exist_ok=True)
    cases = study.casebase()
    read = {fact.language for fact in cases.facts.sources.values()}
    right = {code: share for code, share in gold.shares().items() if code in read}
    return writing.write(path, cases, study.settings, displays=shown, figures=right, made=today, **how)
