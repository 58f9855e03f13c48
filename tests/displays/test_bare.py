"""Displays and reports of studies that hold little: no source, no pair, no period, no record."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from by_hand import facts, readings

from kembar import displays, report
from kembar.casebase import build
from kembar.codebook import load

ABOUT = SimpleNamespace(title="", question="", searches=(), excluded=())
BARE: dict[str, dict[str, Any]] = {
    "no source": {"sources": {}},
    "no pair": {"pairs": ()},
    "no period": {"period": (None, None)},
    "nothing": {"sources": {}, "pairs": (), "period": (None, None)},
}


@pytest.mark.parametrize("name", BARE)
def test_every_display_and_form_is_made(name: str, tmp_path: Path) -> None:
    told = facts(**BARE[name])
    cases = build(told, readings() if told.sources else [], [], load())
    for display in displays.NAMES:
        made = getattr(displays, display)(cases)
        assert made.text(80).startswith(made.title)
        assert made.html()
    for suffix in report.FORMATS:
        assert report.write(tmp_path / f"bare{suffix}", cases, ABOUT).stat().st_size > 500


def test_a_study_that_names_no_pair_shows_those_that_are_told_of() -> None:
    cases = build(facts(pairs=()), readings(), [], load())
    shown = displays.matrix(cases)
    assert [row.key for row in shown.rows] == ["Haeju-Kotabaru", "Sungaipinang-Yamaoka", "not_stated"][
        : len(shown.rows)
    ]
    assert shown["Kotabaru-Haeju", "education"].records
    assert [column.key for column in displays.timeline(cases).columns] == ["Haeju-Kotabaru", "Sungaipinang-Yamaoka"]


def test_a_study_without_records_claims_nothing() -> None:
    says = report.report(build(facts(), [], [], load()), ABOUT).says
    assert (
        says[0] == "The study holds 8 sources, of which 0 were read; no record of an agreement or activity was found."
    )
    assert says[1:] == (
        "There is nothing yet that a person could have judged.",
        "Nothing can be said yet of where sources differ.",
    )
