"""All quotes of a code in one list: each place once, every sentence with its citation and its place in the text."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from starlette.testclient import TestClient

from kembar.study import Study


def test_every_quote_of_a_code_stands_in_the_list(client: TestClient, root: Path) -> None:
    with Study(root, read_only=True) as study:
        found = [record for record in study.casebase().records if record.kind == "sister_agreement"]
        wanted = {
            (one.source, one.text_sha256[:12], one.start, one.end)
            for record in found
            for unit in record.units
            for one in unit.coding.evidence
            if unit.verdict != "rejected" and "act" in one.supports
        }
    text = unescape(client.get("/quotes?kind=sister_agreement").text)
    links = re.findall(r'class="go" href="/read/([^?"]+)\?text=([0-9a-f]+)&at=(\d+)-(\d+)"', text)
    assert {(source, sha, int(start), int(end)) for source, sha, start, end in links} == wanted
    assert text.count("data-copy=") == len(links)
    assert f"{len(links)} quotes" in text


def test_a_count_of_the_codebook_leads_to_its_quotes(client: TestClient) -> None:
    assert 'href="/quotes?kind=sister_agreement"' in client.get("/codebook").text
    assert 'href="/quotes?standing=judged"' in client.get("/compare?standing=judged&columns=kind").text


def test_filters_narrow_the_list_and_nothing_is_said_where_nothing_is(client: TestClient) -> None:
    every, judged = (client.get(f"/quotes?{query}").text.count('class="go"') for query in ("", "standing=judged"))
    assert 0 < judged < every
    assert "nothing to quote" in client.get("/quotes?kind=sister_agreement&since=2100").text
