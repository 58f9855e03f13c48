"""Search as a page: texts in four languages and records, each hit leading to its place; its file can be made again."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kembar.study import Study


def _hits(text: str) -> list[tuple[str, str]]:
    """The hits of a page: address, and what is marked in it first."""
    found = re.findall(r'<li><a href="(/read/[^"]+)"><span[^>]*>(.*?)</span></a>', text, re.S)
    return [(unescape(href), unescape(re.findall(r"<mark>(.*?)</mark>", body)[0])) for href, body in found]


@pytest.mark.parametrize(
    ("question", "first"),
    [('"부산"', "부산"), ("姉妹", "姉妹"), ("didik", "pendidikan"), ('"sister city"', "sister city"), ("시", "시")],
)
def test_hits_lead_to_the_very_words(client: TestClient, root: Path, question: str, first: str) -> None:
    found = _hits(client.get("/search", params={"q": question}).text)
    assert found
    with Study(root) as study:
        for href, marked in found:
            place = re.fullmatch(r"/read/([^?]+)\?text=\w{12}&at=(\d+)-(\d+)", href)
            assert place
            assert study.document(place[1]).text[int(place[2]) : int(place[3])] == marked
            assert marked.casefold().startswith(first[:2]) or first in marked.casefold()


def test_records_are_found_by_labels_of_any_language_and_by_names(client: TestClient) -> None:
    assert "Cross Culture Festival" in client.get("/search?q=cross+culture").text
    for question in ("kota bersaudara 1994", "agreement surabaya", "자매결연 1994 부산"):
        assert "sister agreement, 10 Nov 1994" in client.get("/search", params={"q": question}).text


def test_one_source_can_be_looked_into(client: TestClient) -> None:
    text = client.get("/search?q=Medan&source=kja-2018").text
    assert {href.split("?")[0] for href, _ in _hits(text)} <= {"/read/kja-2018"}


def test_nothing_found_and_nothing_asked_say_so(client: TestClient) -> None:
    assert "No text says this." in client.get("/search?q=xyzzy").text
    assert "For example" in client.get("/search").text


def test_a_lost_file_is_made_again_and_a_question_is_never_markup(client: TestClient, root: Path) -> None:
    before = _hits(client.get("/search?q=sister").text)
    (root / "search.db").write_bytes(b"broken")
    assert _hits(client.get("/search?q=sister").text) == before
    assert "<script>alert" not in client.get("/search", params={"q": "<script>alert(1)</script>"}).text


def test_texts_are_taken_in_bit_by_bit(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kembar.web.search.PATIENCE", -1.0)
    assert 'id="left"' in client.get("/search?q=sister").text
    monkeypatch.setattr("kembar.web.search.PATIENCE", 9.0)
    assert 'id="left"' not in client.get("/search?q=sister").text


def test_a_place_is_found_in_the_scripts_of_all_texts(client: TestClient) -> None:
    marked = {word for _, word in _hits(client.get("/search?q=gwangju").text)}
    assert any("광주" in word for word in marked)
    assert any("gwangju" in word.casefold() for word in marked)
    marked = {word for _, word in _hits(client.get("/search", params={"q": "광주"}).text)}
    assert any(word.casefold().startswith("gwangju") for word in marked)
    quoted = {word for _, word in _hits(client.get("/search", params={"q": '"gwangju"'}).text)}
    assert quoted
    assert not any("광주" in word for word in quoted)


def test_what_a_study_knows_is_gathered_once_for_all_words(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    known, asked = set[str](), []
    monkeypatch.setattr("kembar.web.search._places", lambda view: asked.append(view) or known)
    assert client.get("/search?q=busan+surabaya+medan+sister").status_code == 200
    assert len(asked) == 1
