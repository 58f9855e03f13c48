"""Who may ask: foreign hosts and origins, missing tokens, paths out of the study, large bodies; hostile words."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from as_a_page import BASE, OURS, TOKEN
from starlette.testclient import TestClient

from kembar.study import Study
from kembar.web import answers, security
from kembar.web import sources as sources_page
from kembar.web.routes import PAGES, WRITES
from kembar.web.state import State

HOSTILE = '"><img src=x onerror=alert(1)></script><script>alert(2)</script>'
PLAIN = [path for path in PAGES if "{" not in path]


def test_nothing_is_shown_without_the_token(stranger: TestClient) -> None:
    for path in PLAIN:
        reply = stranger.get(path)
        assert reply.status_code == 403, path
        assert "Surabaya" not in reply.text
    assert stranger.post("/api/reader", json={"name": "Eve"}, headers=OURS).status_code == 403
    for token in ("", "x", TOKEN[:-1], TOKEN + "x", "é"):
        reply = stranger.get("/", params={"token": token})
        assert (reply.status_code, reply.headers.get("set-cookie")) == (403, None)


def test_the_first_address_sets_a_strict_cookie_and_leaves_the_token_behind(stranger: TestClient) -> None:
    reply = stranger.get(f"/sources?only=open&token={TOKEN}")
    cookie = reply.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert TOKEN not in reply.text + cookie
    assert "url=/sources?only=open" in reply.text
    assert stranger.get("/sources").status_code == 200


def test_a_path_cannot_lead_the_first_address_to_another_site(stranger: TestClient) -> None:
    for path in ("//evil.example/", "/\\evil.example", "/%2F%2Fevil.example"):
        reply = stranger.get(f"{BASE}{path}?token={TOKEN}")
        target = re.search(r"url=([^\"]*)", reply.text)
        assert target is None or re.match(r"/(?![/\\])", html.unescape(target[1])), path


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", "localhost.:1", "", "[::2]"]
)
def test_a_foreign_host_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 403
    assert client.get("/static/base.js", headers={"host": host}).status_code == 403
    assert client.post("/api/reader", json={"name": "Eve"}, headers={**OURS, "host": host}).status_code == 403


@pytest.mark.parametrize(
    "sent",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "https://127.0.0.1:8765"},
        {"origin": BASE, "sec-fetch-site": "cross-site"},
        {"origin": BASE, "sec-fetch-site": "same-site"},
        {"origin": "http://evil.example", "sec-fetch-site": "same-origin"},
        {},
    ],
)
def test_a_write_from_elsewhere_is_refused(client: TestClient, sent: dict[str, str]) -> None:
    for verb in WRITES:
        assert client.post(f"/api/{verb}", json={}, headers=sent).status_code == 403, verb


def test_a_form_of_another_page_is_no_write(client: TestClient) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""):
        reply = client.post("/api/reader", content=b'{"name": "Eve"}', headers={**OURS, "content-type": kind})
        assert reply.status_code == 415
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
        assert client.request(method, "/", headers=OURS).status_code == 405


def test_too_much_is_refused_whether_told_or_not(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    big = b'{"name": "' + b"a" * security.BODY + b'"}'
    assert (
        client.post("/api/reader", content=big, headers={**OURS, "content-type": "application/json"}).status_code == 413
    )
    chunks = (big[i : i + 65536] for i in range(0, len(big), 65536))  # sent in pieces, without a length
    reply = client.post("/api/reader", content=chunks, headers={**OURS, "content-type": "application/json"})
    assert reply.status_code == 413
    monkeypatch.setattr(security, "FILE", 1000)
    stream = {**OURS, "content-type": "application/octet-stream"}
    assert client.post("/api/upload?name=a.txt", content=b"x" * 2000, headers=stream).status_code == 413
    assert (
        client.post("/api/upload?name=a.txt", content=(b"x" * 500 for _ in range(4)), headers=stream).status_code == 413
    )
    assert client.get("/source/a").status_code == 404


@pytest.mark.parametrize("name", ["../../study.yaml", "..%2F..%2Fstudy.yaml", "%2Fetc%2Fpasswd", "study.db", "a%00b"])
def test_a_path_out_of_the_study_is_not_there(client: TestClient, name: str) -> None:
    for path in (f"/report/file/{name}", f"/source/{name}", f"/source/{name}/original/0", f"/static/{name}"):
        reply = client.get(path)
        assert reply.status_code in (404, 400), path
        assert "root:" not in reply.text


def test_a_file_cannot_be_dropped_outside(client: TestClient, root: Path) -> None:
    def outside() -> set[Path]:
        inside = (root / "sources", root / "texts")
        every = [path for path in root.parent.rglob("*") if not set(inside) & set(path.parents)]
        return {path for path in every if not path.name.startswith((".", "study.", "cache."))}

    before = outside()
    for name in ("../../evil.txt", "..\\..\\evil.txt", "/etc/evil.txt", "C:\\evil.txt"):
        content = f"Words of {name}: Surabaya and Busan met in 1999.".encode()
        headers = {**OURS, "content-type": "application/octet-stream"}
        assert client.post("/api/upload", params={"name": name}, content=content, headers=headers).status_code == 200
    assert outside() == before
    assert (root / "sources" / "evil.txt").is_file()
    for name in ("", "..", "/", "..\\"):
        reply = client.post("/api/upload", params={"name": name}, content=b"x", headers=headers)
        assert reply.status_code == 400


def test_every_answer_carries_the_policy(client: TestClient, stranger: TestClient) -> None:
    for path in (*PLAIN, "/nothing", "/static/base.js", "/source/nothing"):
        policy = client.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy, path
        assert "unsafe" not in policy
    assert stranger.get("/", headers={"host": "evil.example"}).headers["x-content-type-options"] == "nosniff"


def test_no_page_has_scripts_or_styles_of_its_own() -> None:
    for path in (answers.HERE / "templates").glob("*.html"):
        text = path.read_text(encoding="utf-8")
        scripts = re.findall(r"<script(?![^>]*(?:src=\"/static/|type=\"application/json\"))[^>]*>", text)
        assert scripts == [], path.name
        assert not re.search(r"\son\w+\s*=|\sstyle\s*=|<style|javascript:|\|\s*safe", text), path.name
        assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", text), path.name


def test_hostile_words_are_words(client: TestClient, post: Callable[[str, Any], Any], root: Path, session: Any) -> None:
    codes = f"axis: kind\ncodes:\n  evil:\n    labels: {{en: '{HOSTILE}'}}\n    definition: {{en: '{HOSTILE}'}}\n"
    (root / "codebook.yaml").write_text(codes, encoding="utf-8")
    settings = (root / "study.yaml").read_text(encoding="utf-8")
    (root / "study.yaml").write_text(re.sub("^title:.*", f"title: '{HOSTILE}'", settings, flags=re.M), encoding="utf-8")
    session.keep(name=HOSTILE)
    seen = re.search(r'data-seen="(\w+)"', client.get("/source/gnfi-2017").text)
    assert seen is not None
    fields = {"title": HOSTILE, "author": HOSTILE, "url": "javascript:alert(3)", "side": HOSTILE}
    assert post("source", {"id": "gnfi-2017", "seen": seen[1], "fields": fields}).status_code == 200
    client.post(
        "/api/upload",
        params={"name": f"{HOSTILE}.txt"},
        content=HOSTILE.encode(),
        headers={**OURS, "content-type": "application/octet-stream"},
    )
    with Study(root) as study:
        coding = next(c.id for r in study.readings() for c in r.codings)
        study.judge("reject", coding, by=HOSTILE, note=HOSTILE)
    for path in (*PLAIN, "/source/gnfi-2017", "/sources?q=%22%3E%3Cscript%3E", "/history?by=%3Cb%3E", "/%3Cscript%3E"):
        text = client.get(path).text
        assert "<img" not in text, path
        assert len(re.findall("<script", text)) == len(
            re.findall(r'<script type="(?:module|application/json)"', text)
        ), path
        assert 'href="javascript:' not in text, path


def test_a_title_of_a_megabyte_breaks_nothing(client: TestClient, root: Path) -> None:
    path = root / "sources.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"^  title: .*", f"  title: {'x' * 1_000_000}", text, count=1, flags=re.M), "utf-8")
    for page in ("/", "/sources", "/history"):
        assert client.get(page).status_code == 200


def test_a_list_of_sources_written_meanwhile_breaks_nothing(
    client: TestClient, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page shows the sources that it was made with, though the file has one more by then."""
    told = sources_page.problems_of

    def written(state: State, lang: str) -> object:
        path = root / "sources.yaml"
        path.write_text(path.read_text(encoding="utf-8") + "\nwritten-later:\n  title: Later\n", "utf-8")
        return told(state, lang)

    monkeypatch.setattr(sources_page, "problems_of", written)
    answer = client.get("/sources")
    assert answer.status_code == 200
    assert "written-later" not in answer.text
