"""The picture of the timeline shows every dated act once, keeps gaps and leads to the records."""

from __future__ import annotations

from xml.etree import ElementTree

from by_hand import facts, study

from kembar.casebase import build
from kembar.codebook import load
from kembar.displays.axes import year_of
from kembar.displays.html import anchor
from kembar.displays.timechart import svg
from kembar.displays.view import make_view


def test_every_dated_act_is_a_link_and_every_gap_is_told() -> None:
    cases = study()
    drawn = ElementTree.fromstring(svg(make_view(cases, None, "en")))
    aims = [link.attrib["href"] for link in drawn.iter("a")]
    acts = [r for r in cases.records if r.type != "statement" and year_of(r)]
    assert sorted(aims) == sorted(f"#{anchor(r)}" for r in acts)
    gaps = [node.findtext("title") for node in drawn.iter("rect") if "gap" in node.attrib["class"]]
    assert "1995: not read" in gaps
    assert "2022: none found, read by a person" in gaps


def test_nothing_dated_and_no_period_gives_no_picture() -> None:
    assert svg(make_view(build(facts(period=(None, None)), [], [], load()), None, "en")) == ""
