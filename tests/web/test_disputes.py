"""Disputes: sides beside each other, preferred, left open again; near misses joined and parted; the rejected."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from kembar.study import Study

TABS = ("open", "same", "changed", "filed", "settled", "rejected")


def _case(text: str) -> dict[str, Any]:
    """The first case of a page: what a decision on it names."""
    found = re.search(
        r'<article class="case"[^>]*data-source="([^"]*)" data-text="([^"]*)" data-field="([^"]*)".*?</article>',
        text,
        re.S,
    )
    assert found
    seq = re.search(r'"seq":"([^"]+)"', text)
    assert seq
    codings = re.findall(r'data-coding="(\w+)"', found[0])
    return {"source": unescape(found[1]), "text": found[2], "field": found[3], "codings": codings, "seq": seq[1]}


def _counts(text: str) -> list[int]:
    return [int(n) for n in re.findall(r'<span class="soft">(\d+)</span></a></li>', text)]


def test_tabs_count_what_the_casebase_holds(client: TestClient, root: Path) -> None:
    with Study(root) as study:
        cases = study.casebase()
    status = [d.status for d in cases.disputes]
    filed = sum(len(r.filed_differently) for r in cases.records)
    assert _counts(client.get("/disputes").text) == [
        status.count("open"), len(cases.possibly_same), len(cases.changed), filed, status.count("settled"),
        status.count("rejected"),
    ]  # fmt: skip


def test_each_side_has_its_quotes_and_every_quote_its_place(client: TestClient) -> None:
    text = client.get("/disputes?show=open").text
    for side in re.findall(r'<section class="side.*?</section>', text, re.S):
        assert 'class="go" href="/read/' in side
        assert 'data-act="prefer"' in side


def test_a_value_is_preferred_and_left_open_again(client: TestClient, post: Callable[..., Any]) -> None:
    before = client.get("/disputes?show=open").text
    case = _case(before)
    body = {name: case[name] for name in ("source", "text", "seq", "field")} | {"coding": case["codings"][1]}
    assert post("prefer", body).status_code == 200
    settled = client.get("/disputes?show=settled").text
    assert _counts(settled)[4] == _counts(before)[4] + 1
    assert "preferred" in settled
    assert 'data-act="leave"' in settled
    body = {**body, "seq": _case(settled)["seq"]}
    assert post("leave", body).json()["left"] == 1
    assert _counts(client.get("/disputes").text) == _counts(before)
    assert post("leave", body).json()["left"] == 0


def test_near_misses_are_joined_or_kept_apart(client: TestClient, post: Callable[..., Any]) -> None:
    for verb in ("same", "different"):
        before = client.get("/disputes?show=same").text
        case = _case(before)
        body = {name: case[name] for name in ("source", "text", "seq")} | {"codings": case["codings"][:2]}
        assert post(verb, body).status_code == 200
        assert _counts(client.get("/disputes").text)[1] < _counts(before)[1]


def test_a_rejected_record_is_told_with_who_rejected_it(client: TestClient) -> None:
    text = client.get("/disputes?show=rejected").text
    assert "rejected by" in text
    assert "Accept after all" in text


def test_filters_and_tabs_stay_in_the_address(client: TestClient) -> None:
    text = unescape(client.get("/disputes?show=same&pair=Medan-Gwangju").text)
    assert 'href="/disputes?pair=Medan-Gwangju&show=filed"' in text
    assert "Surabaya-Busan: " not in text
    for tab in (*TABS, "nothing"):
        assert client.get(f"/disputes?show={tab}&page=9").status_code == 200
