"""The picture of the timeline shows every dated act once, keeps gaps and leads to the records."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from by_hand import facts, study

from kembar.casebase import build
from kembar.codebook import load
from kembar.dates import of_edtf
from kembar.displays import matrix, timechart, timeline
from kembar.displays.axes import year_of
from kembar.displays.html import anchor
from kembar.displays.timechart import Look, editions, svg, uncertain
from kembar.displays.view import make_view
from kembar.problems import UnknownNameError

SVG = "{http://www.w3.org/2000/svg}"


def test_every_dated_act_is_a_link_and_every_gap_is_told() -> None:
    cases = study()
    drawn = ElementTree.fromstring(svg(make_view(cases, None, "en")))
    aims = [link.attrib["href"] for link in drawn.iter(f"{SVG}a")]
    acts = [r for r in cases.records if r.type != "statement" and year_of(r)]
    assert sorted(aims) == sorted(f"#{anchor(r)}" for r in acts)
    gaps = [node.findtext(f"{SVG}title") for node in drawn.iter(f"{SVG}rect") if "gap" in node.attrib["class"]]
    assert "1995: not read" in gaps
    assert "2022: none found, a person read at least one to the end" in gaps


def test_nothing_dated_and_no_period_gives_no_picture() -> None:
    assert svg(make_view(build(facts(period=(None, None)), [], [], load()), None, "en")) == ""


def test_a_picture_is_saved_as_a_file_of_its_own(tmp_path: Path) -> None:
    path = timeline(study()).save(tmp_path / "acts.svg")
    drawn = ElementTree.fromstring(path.read_text(encoding="utf-8"))
    assert drawn.tag == f"{SVG}svg"
    assert drawn.find(f"{SVG}style") is not None
    assert not any("href" in link.attrib for link in drawn.iter(f"{SVG}a"))
    with pytest.raises(UnknownNameError):
        matrix(study()).save(tmp_path / "acts.svg")


def test_a_programme_is_open_to_the_right_and_ticks_its_editions() -> None:
    view = make_view(study(), None, "en")
    teachers = next(r for r in view.casebase.records if r.kind == "teacher_exchange")
    assert {2007, 2013} <= set(editions(teachers))
    drawn = ElementTree.fromstring(svg(view))
    link = next(a for a in drawn.iter(f"{SVG}a") if a.attrib["data-record"] == teachers.id)
    bar, *ticks = (path.attrib["class"] for path in link.iter(f"{SVG}path"))
    assert "proposed" in bar or "judged" in bar
    assert ticks == ["edition"] * len(ticks)
    assert len(ticks) >= 2
    title = link.findtext(f"{SVG}title") or ""
    assert title.startswith(f"{teachers.standing} teachers to Haeju")
    assert any(e.quote in title for e in teachers.evidence)


def test_uncertain_dates_are_told_from_certain_ones() -> None:
    assert uncertain(of_edtf("2017~"))
    assert uncertain(of_edtf("200X"))
    assert not uncertain(of_edtf("2017"))
    assert not uncertain(None)


def test_years_can_be_chosen_and_a_crowded_lane_is_drawn_as_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    view = make_view(study(), None, "en")
    near = ElementTree.fromstring(svg(view, Look(first=2010, last=2014)))
    shown = [node.text for node in near.iter(f"{SVG}text") if node.attrib.get("class") == "year"]
    assert shown == ["2010", "2011", "2012", "2013", "2014"] * len(view.pairs)
    monkeypatch.setattr(timechart, "MANY", 0)
    drawn = ElementTree.fromstring(svg(view, Look(year=lambda pair, year: f"?{pair}|{year}")))
    counts = [int(title.split()[1]) for a in drawn.iter(f"{SVG}a") if (title := a.findtext(f"{SVG}title"))]
    assert sum(counts) == sum(r.type != "statement" and year_of(r) is not None for r in view.casebase.records)
