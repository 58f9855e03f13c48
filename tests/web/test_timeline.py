"""The timeline as a page: lanes, a table that says the same, records and years opened, years chosen."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from starlette.testclient import TestClient

from kembar.displays.axes import year_of
from kembar.study import Study


def test_picture_and_table_tell_the_same_records(client: TestClient, root: Path) -> None:
    text = client.get("/timeline").text
    drawn = set(re.findall(r'data-record="(\w+)"', text))
    listed = set(re.findall(r'<td><a href="[^"]*" data-open="(\w+)"', text))
    with Study(root) as study:
        acts = {r.id for r in study.casebase().records if r.type != "statement" and year_of(r)}
    assert drawn == listed == acts


def test_a_record_and_a_lane_without_years_are_opened(client: TestClient) -> None:
    text = client.get("/timeline").text
    one = re.search(r'data-record="(\w+)"', text)
    assert one
    assert 'class="go" href="/read/' in client.get(f"/timeline/open?open={one[1]}").text
    several = unescape(client.get("/timeline/open", params={"open": "Medan-Gwangju|none"}).text)
    assert 'data-title="Medan-Gwangju, no date stated"' in several
    assert several.count("<article") > 5


def test_years_are_chosen_and_kept_in_the_zoom(client: TestClient) -> None:
    text = client.get("/timeline?since=2005&until=2014&pair=Medan-Gwangju").text
    assert '<text class="lane" x="0" y="16">Medan-Gwangju' in text
    assert ">Surabaya-Busan</text>" not in text
    years = [int(year) for year in re.findall(r'class="year"[^>]*>(\d+)<', text)]
    assert years == list(range(2005, 2015))
    zooms = dict(re.findall(r'href="([^"]+)" data-zoom="(.)"', unescape(text)))
    assert "/timeline?pair=Medan-Gwangju&since=2007&until=2012" in zooms


def test_a_filter_makes_no_gap(client: TestClient) -> None:
    assert client.get("/timeline?standing=open").text.count('class="gap') == client.get("/timeline").text.count(
        'class="gap'
    )


def test_what_does_not_exist_is_named(client: TestClient) -> None:
    for name in ("nothing", "Medan-Gwangju|soon", ""):
        assert client.get("/timeline/open", params={"open": name}).status_code == 404
    assert client.get("/timeline?since=0001&until=9999").status_code == 200
    assert client.get("/timeline?since=2014&until=2005").status_code == 200
