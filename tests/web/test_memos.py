"""Memos stand where they hang and in one list; who wrote one can take it back, and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from kembar.study import Study
from kembar.web.session import Session

CELL = "cell:pair|sector|Medan-Gwangju|culture"
Post = Callable[[str, Any], Any]


def first_coding(root: Path) -> tuple[str, str]:
    """A coding of the study and its source."""
    with Study(root, read_only=True) as study:
        reading = next(r for r in study.readings() if r.codings)
        return reading.codings[0].id, reading.source


def test_a_memo_is_seen_where_it_hangs_and_in_one_list(client: TestClient, post: Post, root: Path) -> None:
    coding, source = first_coding(root)
    hung = {
        "code:sister_agreement": "/codebook",
        CELL: "/compare/cell?open=Medan-Gwangju%7Cculture",
        "gnfi-2017": "/source/gnfi-2017",
        coding: f"/read/{source}/card/{coding}",
    }
    for number, (subject, where) in enumerate(hung.items()):
        words = f"memo number {number} <b>"
        assert post("jot", {"subject": subject, "words": words}).status_code == 200, subject
        shown = words.replace("<", "&lt;").replace(">", "&gt;")
        assert shown in client.get(where).text, where
        assert shown in client.get("/memos").text
    assert "memo number 2" in client.get("/memos?on=source").text
    assert "memo number 1" not in client.get("/memos?on=source").text
    assert "memo number 3" in client.get("/memos?q=NUMBER+3").text
    assert 'class="pin"' in client.get("/compare").text
    assert 'class="pin"' not in client.get("/compare?columns=status").text
    for link in ("/codebook#code-sister_agreement", "open=Medan-Gwangju%7Cculture", "/read/gnfi-2017"):
        assert link in client.get("/memos").text
        assert link.replace("/read/", "/source/") in client.get("/history").text


def test_a_memo_is_taken_back_by_who_wrote_it(client: TestClient, post: Post, session: Session) -> None:
    made = post("jot", {"subject": "gnfi-2017", "words": "for a while"}).json()["id"]
    session.keep(name="Budi")
    assert "data-strike" not in client.get("/memos").text
    assert post("strike", {"id": made}).status_code == 403
    session.keep(name="Ana")
    assert made in client.get("/memos").text
    assert post("strike", {"id": made}).status_code == 200
    assert "for a while" not in client.get("/memos").text + client.get("/source/gnfi-2017").text
    assert "for a while" in client.get("/history").text
    assert post("strike", {"id": made}).status_code == 404


@pytest.mark.parametrize("subject", ["", "nobody", "code:nothing", "cell:pair", "gnfi-2017@", "x" * 500])
def test_a_memo_on_nothing_is_refused(post: Post, subject: str) -> None:
    assert post("jot", {"subject": subject, "words": "lost"}).status_code in (404, 413)
    assert post("jot", {"subject": "gnfi-2017", "words": "  "}).status_code == 400


def test_a_passage_s_memo_stands_beside_its_text(client: TestClient, post: Post, root: Path) -> None:
    with Study(root) as study:
        text = study.document("gnfi-2017").sha256
        study.memo(f"gnfi-2017@{text[:12]}:10-30", "look at this", by="Budi")
        study.memo("gnfi-2017@000000000000:10-30", "on a text that is gone", by="Budi")
    (one,) = client.get(f"/read/gnfi-2017/cards/{text}").json()["memos"]
    assert (one["words"], one["by"], one["span"], one["mine"]) == ("look at this", "Budi", [10, 30], False)
    assert f"text={text[:12]}&amp;at=10-30" in client.get("/memos?on=passage").text
