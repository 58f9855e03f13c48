"""The reading page without a browser: text, offsets, rows, an opened record, pictures, hostile words."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from kembar.offsets import Units, from_utf16, to_utf16
from kembar.sources.picture import png
from kembar.study import Study
from kembar.types import Block, Document, Source
from kembar.web import pdfpage, reader

HOSTILE = '<script>alert(1)</script> "><img src=x onerror=alert(2)> Surabaya dan Busan, javascript:alert(3)'


def data(client: TestClient, source: str, query: str = "") -> dict[str, Any]:
    """What the page gives its scripts."""
    found = re.search(r'id="data">(.*?)</script>', client.get(f"/read/{source}{query}").text, re.S)
    assert found
    told: dict[str, Any] = json.loads(found[1])
    return told


def cards(client: TestClient, source: str) -> dict[str, Any]:
    """The rows of a source's current text, with what they leave out."""
    told: dict[str, Any] = client.get(f"/read/{source}/cards/{data(client, source)['text']}").json()
    nothing = {"verdict": "", "others": 0, "cue": None, "value": "", "every": []}
    told["rows"] = [nothing | row for row in told["rows"]]
    for row in told["rows"]:
        row["every"] = [row["id"], *row["every"]]
    return told


def test_offsets_agree_with_the_plain_functions() -> None:
    chance = random.Random(5)
    letters = ["a", "부", "🏙", "e\u0301", "\u1112\u1161\u11ab", "👩🏽\u200d🚀", " ", "\n"]
    for _ in range(50):
        text = "".join(chance.choice(letters) for _ in range(chance.randrange(40)))
        units = Units(text)
        for at in range(len(text) + 1):
            assert units.of(at) == to_utf16(text, at)
            assert units.points(units.of(at)) == at
        for unit in range(units.of(len(text)) + 1):
            assert units.points(unit) == from_utf16(text, unit)


def test_every_block_stands_in_the_page_with_its_offset(client: TestClient, root: Path) -> None:
    with Study(root) as study:
        for name in ("rakhmadi-2023", "governor-report-2010", "gaok-list", "gnfi-2017"):
            document = study.document(name)
            parts = reader.parts(document, Units(document.text))
            lines = [
                line
                for part in parts
                for item in part.items
                for line in ([cell for row in item.rows for cell in row] if isinstance(item, reader.Table) else [item])
            ]
            assert len(lines) == len(document.blocks)
            for line in lines:
                assert document.text[line.at : line.at + len(line.text)] == line.text
    text = client.get("/read/rakhmadi-2023").text
    assert 'class="running_head"' in text
    assert ">211</span>" in text


def test_what_stands_under_references_is_greyed() -> None:
    text = "Body here.\n\nReferences\n\nWoo, Y. (2018). A title.\n\nNotes\n\nMore body."
    blocks = []
    for match in re.finditer(r"[^\n]+", text):
        role = "heading" if match[0] in ("References", "Notes") else "body"
        blocks.append(Block(match.start(), match.end(), role, 1 if role == "heading" else 0))  # type: ignore[arg-type]
    (part,) = reader.parts(Document(Source("x"), text, "0", blocks=tuple(blocks)), Units(text))
    looks = [item.look for item in part.items if isinstance(item, reader.Line)]
    assert looks == ["body", "heading", "reference", "heading", "body"]


def test_rows_stand_in_the_order_of_the_text_and_quote_it(client: TestClient, root: Path) -> None:
    told = cards(client, "rakhmadi-2023")
    starts = [row["spans"][0][0] for row in told["rows"]]
    assert starts == sorted(starts)
    assert len(starts) > 10
    with Study(root) as study:
        text = study.document("rakhmadi-2023").text
    for row in told["rows"]:
        assert row["verdict"] == ""
        assert row["sign"] == "○"
        assert text[slice(*row["spans"][0])].strip()
        assert not row["cue"] or row["spans"][0][0] <= row["cue"][0] < row["spans"][0][1]
    assert told["steps"] == {"undo": None, "redo": None}


def test_an_opened_record_says_why_and_who_else(client: TestClient) -> None:
    row = next(row for row in cards(client, "rakhmadi-2023")["rows"] if row["others"])
    text = client.get(f"/read/rakhmadi-2023/card/{row['id']}").text
    assert "The same act in other sources" in text
    assert "Rule" in text
    assert "Copy quotation" in text
    quoted = re.search(r'data-copy="([^"]*)"', text)
    assert quoted
    assert "(Kembar demonstration, 2023, p. 21" in quoted[1]


def test_an_address_leads_to_a_coding_and_its_text(client: TestClient) -> None:
    row = cards(client, "gnfi-2017")["rows"][0]
    told = data(client, "gnfi-2017", f"?coding={row['id']}")
    assert told["coding"] == row["id"]
    assert data(client, "gnfi-2017", "?at=5-9")["at"] == [5, 9]
    assert data(client, "gnfi-2017", "?at=" + "9" * 8 + "-" + "9" * 9)["at"][1] <= 1944
    assert client.get("/read/gnfi-2017?text=00000000").status_code == 404
    assert client.get("/read/nobody").status_code == 404
    assert client.get("/read", follow_redirects=False).headers["location"] == "/read/gnfi-2017"


def test_a_page_of_a_pdf_is_drawn_and_its_lines_lie_on_it(client: TestClient) -> None:
    picture = client.get("/read/rakhmadi-2023/page/1")
    assert picture.headers["content-type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    lines = client.get("/read/rakhmadi-2023/lines/1").json()
    assert len(lines) > 10
    for _, _, left, top, right, bottom in lines:
        assert 0 <= left < right <= 1
        assert 0 <= top < bottom <= 1
    assert client.get("/read/rakhmadi-2023/page/99").status_code == 404
    assert client.get("/read/gnfi-2017/page/1").status_code == 404


def test_a_scan_is_shown_as_a_picture_and_nothing_else_is(client: TestClient, root: Path) -> None:
    files = root / "sources"
    (files / "letter.png").write_bytes(png(memoryview(b"\xff" * 12), 2, 2, 6, 3))
    (files / "page.png").write_bytes(b"<html><script>alert(1)</script>")
    (files / "letter.svg").write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    assert pdfpage.scan(files / "letter.png") == "image/png"
    for name in ("page.png", "letter.svg", "nowhere.png", "gnfi-2017.html"):
        assert pdfpage.scan(files / name) == "", name


def test_hostile_words_stay_words(client: TestClient, root: Path) -> None:
    with Study(root) as study:
        (name,) = study.add(note=HOSTILE + " menandatangani nota kesepahaman pada 2 Mei 2001.").new
        study.code(only=[name])
    text = client.get(f"/read/{name}").text
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "&lt;script&gt;alert(1)" in text
    for row in cards(client, name)["rows"]:
        assert "<img src=x" not in client.get(f"/read/{name}/card/{row['id']}").text


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("Juli 2007", "2007-07"),
        ("2007-07", "2007-07"),
        ("sejak 2007", "2007"),
        ("hingga 2010", "../2010"),
        ("1999-2004", "1999/2004"),
        ("24 Sep 1997", "1997-09-24"),
        ("2007년 7월", "2007-07"),
        pytest.param("平成19年", "2007", marks=pytest.mark.language("ja")),
        ("199X", "199X"),
        ("2018-02-30", ""),
        ("soon", ""),
    ],
)
def test_dates_are_understood_as_people_write_them(client: TestClient, written: str, iso: str) -> None:
    told = client.get("/read/gnfi-2017/date/x", params={"q": written}).json()
    assert told["iso"] == iso
    assert bool(told["words"]) == bool(iso)
    assert told["since"] is (written == "sejak 2007")


def test_places_are_found_with_what_tells_them_apart(client: TestClient) -> None:
    first, *_ = client.get("/find/places", params={"q": "Gwangju"}).json()
    assert (first["id"], first["land"]) == ("KR.29", "South Korea")
    assert first["population"] > 1_000_000
    found = client.get("/find/places", params={"q": "Gwangju, Gyeonggi"}).json()
    assert [place["region"] for place in found] == ["Gyeonggi-do"] * len(found) != []
    assert client.get("/find/places", params={"q": "부산"}).json()[0]["id"] == "KR.26"
    assert client.get("/find/places", params={"q": "x"}).json() == []
