"""Gaps as a page: what the casebase says of empty sectors and years, each leading to its cell."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from starlette.testclient import TestClient

from kembar.study import Study


def test_sectors_and_years_without_a_record_are_told_with_what_was_read(client: TestClient, root: Path) -> None:
    text = client.get("/gaps?pair=Surabaya-Busan").text
    with Study(root) as study:
        cases = study.casebase()
        book = study.codebook
    filled = {r.sector for r in cases.records if r.type == "activity" and r.pair and r.pair.id == "Surabaya-Busan"}
    empty = [c.id for c in book.axis("sector") if c.id not in filled and c.id != "general"]
    told = re.findall(r'open=Surabaya-Busan%7C([a-z_]+)">', text)
    assert sorted(told) == sorted(empty)
    covered = cases.coverage("Surabaya-Busan", empty[0])
    assert f"{covered.read} of {covered.total} src" in text
    assert "Medan-Gwangju</h2>" not in text


def test_a_gap_leads_to_the_cell_that_says_who_read_what(client: TestClient) -> None:
    text = unescape(client.get("/gaps").text)
    for href in re.findall(r'href="(/compare\?[^"]+)"', text)[:3]:
        assert client.get(href).status_code == 200
        assert client.get(href.replace("/compare?", "/compare/cell?")).status_code == 200


def test_the_ribbon_holds_every_year_of_the_period(client: TestClient, root: Path) -> None:
    text = client.get("/gaps?pair=Medan-Gwangju").text
    ribbon = re.search(r'<ol class="ribbon".*?</ol>', text, re.S)
    assert ribbon
    with Study(root) as study:
        first, last = study.casebase().facts.period
    assert first
    assert last
    assert ribbon[0].count("<li") == last - first + 1
    assert 'class="not_read" title="1994: not read"' in ribbon[0]
