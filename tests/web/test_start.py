"""From nothing to a study in the browser: the reader's name, making, opening and trying a study."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from as_a_page import BASE, OURS, TOKEN
from starlette.testclient import TestClient

from kembar.study import Study
from kembar.web import make_app, start
from kembar.web.session import Session, preferred


@pytest.fixture
def nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A client of a program that has no study and does not know its reader."""
    monkeypatch.setattr(start, "home", lambda: tmp_path / "Kembar")
    monkeypatch.delenv("KEMBAR_NAME", raising=False)
    with TestClient(make_app(None, TOKEN, Session(tmp_path / "home")), base_url=BASE) as client:
        client.get(f"/?token={TOKEN}")
        yield client


def send(client: TestClient, verb: str, **body: object) -> dict[str, str]:
    reply = client.post(f"/api/{verb}", json=body, headers=OURS)
    return {"status": str(reply.status_code), **reply.json()}


def test_without_a_study_every_page_leads_to_the_start(nobody: TestClient) -> None:
    for path in ("/", "/sources", "/history"):
        assert nobody.get(path, follow_redirects=False).headers["location"] == "/start"
    page = nobody.get("/start").text
    assert "Who reads?" in page
    assert 'data-go="s"' not in page


def test_a_study_is_made_and_asked_its_question(nobody: TestClient, tmp_path: Path) -> None:
    told = send(nobody, "new", folder="ties", title="Ties", pairs=["Surabaya-Busan"], question="What's 'done'?")
    assert told["root"] == str((tmp_path / "Kembar" / "ties").resolve())
    with Study(Path(told["root"])) as study:
        assert study.settings.question == "What's 'done'?"
        assert [pair.id for pair in study.pairs] == ["Surabaya-Busan"]
    page = nobody.get("/").text
    assert "Add the first sources" in page
    assert "Ties" in nobody.get("/start").text


def test_what_cannot_be_made_or_opened_is_said(nobody: TestClient, tmp_path: Path) -> None:
    assert send(nobody, "new", folder="x", title="X", pairs=["Nowhereville-Busan"])["status"] == "404"
    assert not (tmp_path / "Kembar" / "x").exists()
    assert send(nobody, "new", folder="  ", title="X")["error"] == "A folder is needed."
    assert "no study.yaml" in send(nobody, "open", folder=str(tmp_path))["error"]
    send(nobody, "new", folder="a", title="A")
    assert "already" in send(nobody, "new", folder="a/b", title="B")["error"]


def test_the_demonstration_opens_and_opens_again(nobody: TestClient) -> None:
    first = send(nobody, "demo", folder="")
    assert send(nobody, "demo", folder="") == first
    assert send(nobody, "open", folder=first["root"]) == first
    assert "Medan-Gwangju" in nobody.get("/").text


def test_the_reader_is_kept(nobody: TestClient, tmp_path: Path) -> None:
    assert send(nobody, "reader", name="  Ana  Sari ", lang="id", theme="dark")["name"] == "Ana Sari"
    kept = Session(tmp_path / "home").reader
    assert (kept.name, kept.lang, kept.theme) == ("Ana Sari", "id", "dark")
    assert "Siapa yang membaca?" not in nobody.get("/start").text
    for wrong in ({"name": " "}, {"name": "x" * 81}, {"lang": "xx"}):
        assert send(nobody, "reader", **wrong)["status"] == "400"
    assert send(nobody, "reader", theme="pink")["status"] == "422"


def test_a_browser_s_language_is_the_first_choice() -> None:
    assert preferred("id-ID,id;q=0.9,en;q=0.8") == "id"
    assert preferred("fr, ko;q=0.5") == "ko"
    assert preferred("fr") == preferred("") == "en"


def test_a_damaged_file_of_the_reader_is_started_anew(tmp_path: Path) -> None:
    (tmp_path / "reader.json").write_text("{", encoding="utf-8")
    assert Session(tmp_path).reader.secret
