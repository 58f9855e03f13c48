"""Compare: the table that an address asks for, its cells opened, its empties told apart."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from kembar.languages import label
from kembar.study import Study


def _cells(text: str) -> dict[str, str]:
    """The cells of a page by what opens them, each with its class and words."""
    found = re.findall(r'<td( class="[^"]*")?><a class="cell"[^>]*data-open="([^"]+)"[^>]*>(.*?)</td>', text, re.S)
    return {unescape(name): kind + re.sub("<[^>]+>", " ", unescape(body)) for kind, name, body in found}


def test_instruments_come_first_and_general_last(client: TestClient) -> None:
    text = client.get("/compare").text
    heads = re.findall(r'<th scope="col">(.*?)</th>', text)
    assert heads[:2] == ["pair", "instruments"]
    assert heads[-1] == "general"
    assert "sister agreement, 10 Nov 1994" in _cells(text)["Surabaya-Busan|instruments"]


def test_every_cell_counts_what_the_casebase_counts(client: TestClient, root: Path) -> None:
    cells = _cells(client.get("/compare?rows=sector&columns=pair&empty=1").text)
    with Study(root) as study:
        records = [r for r in study.casebase().records if r.type != "statement"]
    for name, told in cells.items():
        row, column = name.split("|")
        mine = [r for r in records if r.pair and r.pair.id == column and r.column == row]
        assert sum(
            int(n) for n in re.findall(r"[●◐○◇]\s*</?[^>]*>?\s*(\d+)|[●◐○◇]\s*(\d+)", told) for n in n if n
        ) == len(mine), name


def _agreements(root: Path) -> int:
    with Study(root) as study:
        return sum(r.type == "agreement" and r.pair.id == "Medan-Gwangju" for r in study.casebase().records if r.pair)


def test_a_filter_that_empties_a_cell_says_so_and_not_that_nothing_was_found(client: TestClient, root: Path) -> None:
    hidden = f"{_agreements(root)} not shown by these filters"
    text = client.get("/compare?status=ended").text
    told = _cells(text)["Medan-Gwangju|instruments"]
    assert "hidden" in told
    assert hidden in told
    opened = client.get("/compare/cell?status=ended&open=Medan-Gwangju%7Cinstruments").text
    assert hidden in opened
    papers = client.get("/compare?kind=memorandum").text
    assert "not shown by these filters: education" in re.sub("<[^>]+>", "", papers)
    assert "/compare?open=Medan-Gwangju%7Cinstruments" in unescape(opened)


def test_an_empty_cell_says_who_read_what(client: TestClient) -> None:
    empty = re.search(
        r'class="empty none_found"><a class="cell" href="/compare([^"]+)"', client.get("/compare?empty=1").text
    )
    assert empty
    text = client.get(f"/compare/cell{unescape(empty[1])}").text
    assert label("en", "read_by_person") in text
    assert 'href="/read/' in text


def test_a_cell_opens_its_records_with_values_by_source_and_quotes_in_their_place(
    client: TestClient, root: Path
) -> None:
    text = client.get("/compare/cell?open=Medan-Gwangju%7Cinstruments").text
    assert text.count('<article class="record"') == _agreements(root)
    link = re.search(r'class="go" href="(/read/[^"]+)"', text)
    assert link
    found = re.fullmatch(r"/read/([^?]+)\?text=([0-9a-f]{12})&at=(\d+)-(\d+)", unescape(link[1]))
    assert found
    assert client.get(unescape(link[1])).status_code == 200
    assert "23 Apr 1997" in text


def test_filters_stay_in_the_address_of_every_cell_and_can_be_taken_off(client: TestClient) -> None:
    text = unescape(client.get("/compare?standing=judged&since=2000&judged=1").text)
    hrefs = re.findall(r'class="cell" href="([^"]+)"', text)
    assert hrefs
    assert all("standing=judged&since=2000&judged=1" in href for href in hrefs)
    chips = re.findall(r'class="chip" href="([^"]+)"', text)
    assert "/compare?standing=judged&judged=1" in chips
    assert "/compare?standing=judged&since=2000" in chips


def test_each_axis_and_filter_gives_a_table(client: TestClient) -> None:
    for axis in ("kind", "status", "period", "year", "actor", "flow", "source_kind", "source", "sector_group"):
        for query in (f"rows={axis}&columns=pair", f"rows=pair&columns={axis}"):
            reply = client.get(f"/compare?{query}")
            assert reply.status_code == 200, query
            name = next(iter(_cells(reply.text)))
            assert (
                client.get(
                    "/compare/cell", params={**dict(p.split("=") for p in query.split("&")), "open": name}
                ).status_code
                == 200
            )
    for name in ("coder=rules", "source_kind=news", "pair=Surabaya-Busan", "kind=memorandum", "coder=nobody"):
        assert client.get(f"/compare?{name}").status_code == 200


def test_what_does_not_exist_is_named(client: TestClient) -> None:
    for query in ("rows=colour", "status=blue", "since=then", "grouping=none"):
        assert client.get(f"/compare?{query}").status_code == 404, query
    assert client.get("/compare/cell?open=Nowhere%7Ceducation").status_code == 404


def test_names_are_never_markup(client: TestClient, root: Path) -> None:
    listed = root / "sources.yaml"
    listed.write_text(
        listed.read_text(encoding="utf-8").replace("title: ", "title: '\"><img onerror=x> ' #", 1), encoding="utf-8"
    )
    for path in (
        "/compare",
        "/compare/cell?open=Medan-Gwangju%7Ceducation",
        "/compare/cell?open=Surabaya-Busan%7Ceconomy",
    ):
        assert "<img" not in client.get(path).text


def test_a_record_is_decided_from_its_cell(client: TestClient, post: Callable[..., Any]) -> None:
    text = client.get("/compare/cell?open=Surabaya-Busan%7Ctourism").text
    told = {name: re.search(rf'data-{name}="([^"]*)"', text)[1] for name in ("source", "text", "lead", "seq")}  # type: ignore[index]
    body = {
        "source": told["source"],
        "text": told["text"],
        "seq": told["seq"],
        "verdict": "accept",
        "codings": [told["lead"]],
    }
    assert post("judge", body).status_code == 200
    assert "●" in _cells(client.get("/compare").text)["Surabaya-Busan|tourism"]


def _narrow(root: Path) -> None:
    """Let the study be about one pair and a few years."""
    settings = root / "study.yaml"
    lines = settings.read_text(encoding="utf-8").replace("period: 1994-2023", "period: 2000-2010").splitlines(True)
    settings.write_text("".join(line for line in lines if "id: Medan-Gwangju" not in line), encoding="utf-8")


def test_what_lies_outside_the_study_is_counted_and_opened(client: TestClient, root: Path) -> None:
    assert 'data-open="outside"' not in client.get("/compare").text
    _narrow(root)
    with Study(root) as study:
        found = [record for record in study.casebase().outside if record.live]
    assert f"{len(found)} records more outside the study&#39;s pairs or period" in client.get("/compare").text
    opened = client.get("/compare/cell?open=outside").text
    assert f"{len(found)} records from" in opened
    assert "Gwangju-Medan" in opened
    assert opened.count('<article class="record') == 20
