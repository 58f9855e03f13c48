"""The pages of a study: overview, sources, codebook, problems, report, history, and what they write."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from as_a_page import BASE, OURS, TOKEN
from starlette.testclient import TestClient

from kembar.study import Study
from kembar.web import make_app
from kembar.web.routes import PAGES, WRITES
from kembar.web.session import Session
from kembar.web.state import State

TEXT = "Pemerintah Kota Surabaya dan Kota Busan menandatangani perjanjian kota bersaudara pada 10 November 1994."
Post = Callable[[str, Any], Any]


def upload(client: TestClient, name: str, content: bytes) -> dict[str, Any]:
    headers = {**OURS, "content-type": "application/octet-stream"}
    reply = client.post("/api/upload", params={"name": name}, content=content, headers=headers)
    assert reply.status_code == 200, reply.text
    told: dict[str, Any] = reply.json()
    return told


def test_the_overview_counts_as_the_casebase_does(client: TestClient, root: Path) -> None:
    text = client.get("/").text
    with Study(root) as study:
        cases = study.casebase()
    for pair in cases.facts.pairs:
        records = [r for r in cases.records if r.pair == pair and r.type != "statement"]
        assert f">{len(records)} records</span>" in text
    proposed = sum(record.standing in "○◇" for record in cases.records)
    assert f"{proposed} records to judge" in text
    assert len(re.findall(r'aria-current="page"', text)) == 1


def test_every_number_of_the_overview_opens_what_it_counts(client: TestClient) -> None:
    text = client.get("/").text
    links = re.findall(r'<a href="(/sources\?[^"]+)">(\d+)</a>', text)
    assert len(links) > 8
    for address, number in links:
        listed = client.get(address.replace("&amp;", "&")).text
        assert f'<p class="meta" role="status">{number} source' in listed, address


def test_links_lead_to_pages_that_exist(client: TestClient) -> None:
    seen, todo = set(), ["/", "/source/gnfi-2017"]
    while todo:
        path = todo.pop()
        if path in seen or path.startswith(("/static/", "http", "#")):
            continue
        seen.add(path)
        reply = client.get(path)
        assert reply.status_code == 200, path
        if path.count("/") == 1:
            found = re.findall(r'<a [^>]*href="(/[^"#]*)', reply.text)
            todo += [link.replace("&amp;", "&") for link in found if "/read/" not in link and "?" not in link]
    assert {"/sources", "/codebook", "/problems", "/report", "/history", "/start"} <= seen


def test_a_file_becomes_a_source_and_is_read(client: TestClient, post: Post) -> None:
    told = upload(client, "perjanjian 1994.txt", TEXT.encode())
    assert told["new"] == ["perjanjian-1994"]
    assert "1 source waits for the rules" in client.get("/").text
    read = post("code", {"sources": told["new"]}).json()
    assert read["sources"] == told["new"]
    assert read["codings"] >= 1
    again = upload(client, "perjanjian 1994.txt", TEXT.encode())
    assert (again["new"], again["known"]) == ([], 1)
    assert "perjanjian-1994" in client.get("/sources?q=perjanjian").text
    assert "perjanjian-1994" not in client.get("/sources?q=festival").text


def test_what_cannot_be_read_is_said_beside_the_file(client: TestClient) -> None:
    told = upload(client, "broken.pdf", b"%PDF-1.4 nothing more")
    assert told["new"] == ["broken"]
    assert [problem["severity"] for problem in told["problems"]] == ["error"]
    for path in ("/sources?only=problems", "/problems", "/source/broken"):
        assert told["problems"][0]["message"].split(":")[0][:20] in client.get(path).text, path


def test_a_note_is_a_source_of_one_s_own(client: TestClient, post: Post) -> None:
    told = post("note", {"text": "The archive of Surabaya holds the letters of 1994."}).json()
    assert told["new"][0].startswith("note-")
    assert post("note", {"text": "  "}).status_code == 400


def stamp(client: TestClient, source: str) -> str:
    found = re.search(r'data-seen="(\w+)"', client.get(f"/source/{source}").text)
    assert found
    return found[1]


def test_an_entry_is_edited_in_its_own_lines(client: TestClient, post: Post, root: Path) -> None:
    before = (root / "sources.yaml").read_text(encoding="utf-8")
    fields = {
        "title": "A street: called 'Surabaya'",
        "issued": "2017-04",
        "author": "Sari, Ana\n김철수",
        "DOI": "10.1/x",
    }
    reply = post("source", {"id": "gnfi-2017", "seen": stamp(client, "gnfi-2017"), "fields": fields})
    assert reply.status_code == 200, reply.text
    with Study(root) as study:
        source = study.sources["gnfi-2017"]
    assert (source.title, source.issued, source.author) == (fields["title"], "2017-04", ("Sari, Ana", "김철수"))
    assert source.fields["DOI"] == "10.1/x"
    after = (root / "sources.yaml").read_text(encoding="utf-8")
    rest = [line for line in before.split("\n") if line not in after.split("\n")]
    assert len(rest) <= 4


def test_a_language_that_nobody_knows_is_refused(client: TestClient, post: Post) -> None:
    for text in ("zz", "english"):
        fields = {"language": text}
        reply = post("source", {"id": "gnfi-2017", "seen": stamp(client, "gnfi-2017"), "fields": fields})
        assert 400 <= reply.status_code < 500
        assert f"There is no language called &#39;{text}" in reply.text or f"language called '{text}'" in reply.text


def test_a_stale_entry_is_refused_with_both_versions(client: TestClient, post: Post) -> None:
    seen = stamp(client, "gnfi-2017")
    assert post("source", {"id": "gnfi-2017", "seen": seen, "fields": {"title": "First"}}).status_code == 200
    reply = post("source", {"id": "gnfi-2017", "seen": seen, "fields": {"title": "Second"}})
    assert reply.status_code == 409
    assert (reply.json()["seen"], reply.json()["now"]) == ({"title": "Second"}, {"title": "First"})


@pytest.mark.parametrize(
    ("field", "value", "status"),
    [
        ("issued", "last year", 404),
        ("issued", "2018-02-30", 404),
        ("covers", "2023-1994", 400),
        ("kind", "gossip", 404),
        ("copy_of", "gnfi-2017", 404),
        ("copy_of", "nobody", 404),
        ("versions", "x", 404),
        ("title", "x" * 5000, 413),
    ],
)
def test_a_value_that_cannot_be_is_refused(client: TestClient, post: Post, field: str, value: str, status: int) -> None:
    before = stamp(client, "gnfi-2017")
    reply = post("source", {"id": "gnfi-2017", "seen": before, "fields": {field: value}})
    assert reply.status_code == status
    assert stamp(client, "gnfi-2017") == before


def test_two_sources_that_share_text_are_decided(client: TestClient, post: Post, session: Session) -> None:
    half = " ".join(f"Kalimat ke-{n} tentang kerja sama Surabaya dan Busan, lengkap." for n in range(40))
    first = upload(client, "one.txt", (half + " " + " ".join(f"Bagian satu {n}." for n in range(90))).encode())
    second = upload(client, "two.txt", (half + " " + " ".join(f"Isi lain {n * 7}." for n in range(90))).encode())
    ids = [*first["new"], *second["new"]]
    post("code", {"sources": ids})
    page = client.get("/sources?only=related").text
    assert "one witness" in page
    session.keep(name="")
    assert post("witness", {"sources": ids, "same": True}).status_code == 400
    session.keep(name="Ana")
    assert post("witness", {"sources": ids, "same": True}).status_code == 200
    assert "One witness with: two" in client.get("/sources?q=one").text


def test_an_original_is_saved_never_shown(client: TestClient) -> None:
    reply = client.get("/source/gnfi-2017/original/0")
    assert reply.headers["content-type"] == "application/octet-stream"
    assert reply.headers["content-disposition"].startswith("attachment")
    assert client.get("/source/gnfi-2017/original/5").status_code == 404


def test_the_codebook_counts_and_searches(client: TestClient, root: Path) -> None:
    text = client.get("/codebook?q=sister_agreement").text
    assert 'id="code-sister_agreement"' in text
    assert 'id="code-donation"' not in text
    with Study(root) as study:
        number = sum(record.kind == "sister_agreement" for record in study.casebase().records)
    assert number
    assert re.search(rf"{number} records?\b", text)


def test_files_put_in_by_hand_are_found(client: TestClient, post: Post, root: Path) -> None:
    (root / "sources" / "by-hand.txt").write_text(TEXT, encoding="utf-8")
    assert "by-hand.txt" in client.get("/problems").text
    assert post("look", {}).json()["new"] == ["by-hand"]
    assert "by-hand.txt" not in client.get("/problems").text


def test_a_broken_file_is_a_page_that_leads_to_its_mending(client: TestClient, post: Post, root: Path) -> None:
    whole = (root / "study.yaml").read_text(encoding="utf-8")
    (root / "study.yaml").write_text("titel: x\n", encoding="utf-8")
    reply = client.get("/")
    assert reply.status_code == 400
    assert 'href="/edit/study.yaml"' in reply.text
    seen = re.search(r'data-seen="(\w+)"', client.get("/edit/study.yaml").text)
    assert seen
    assert post("file", {"name": "study.yaml", "text": whole, "seen": seen[1]}).status_code == 200
    assert client.get("/").status_code == 200


def test_a_file_is_kept_only_if_it_reads_and_only_over_what_was_seen(
    client: TestClient, post: Post, root: Path
) -> None:
    page = client.get("/edit/codebook.yaml").text
    seen = re.search(r'data-seen="(\w+)"', page)
    assert seen
    wrong = post("file", {"name": "codebook.yaml", "text": "codes: [", "seen": seen[1]})
    assert (wrong.status_code, "codebook.yaml:" in wrong.json()["error"]) == (400, True)
    assert not (root / "codebook.yaml").exists()
    own = "axis: kind\ncodes:\n  choir:\n    parent: cultural_event\n"
    own += "    labels: {en: choir visit}\n    definition: {en: A choir sings.}\n"
    assert post("file", {"name": "codebook.yaml", "text": own, "seen": seen[1]}).status_code == 200
    assert "choir visit" in client.get("/codebook").text
    stale = post("file", {"name": "codebook.yaml", "text": "", "seen": seen[1]})
    assert (stale.status_code, stale.json()["now"]) == (409, own)
    for name in ("../study.yaml", "study.db", "reader.json"):
        assert post("file", {"name": name, "text": "", "seen": ""}).status_code == 404


def test_a_route_is_called_as_its_function() -> None:
    assert PAGES["/"].__name__ == "overview"
    for path, page in PAGES.items():
        if path.count("/") == 1 and len(path) > 1:
            assert f"/{page.__name__}" == path
    for name, write in WRITES.items():
        assert write.__name__ == name


@pytest.mark.parametrize(
    ("what", "form"), [("report", "html"), ("report", "docx"), ("records", "csv"), ("records", "xlsx")]
)
def test_what_is_built_can_be_saved(client: TestClient, post: Post, what: str, form: str) -> None:
    told = post("build", {"what": what, "form": form, "lang": "id"}).json()
    assert told["file"] == f"{what}.{form}"
    reply = client.get(f"/report/file/{told['file']}")
    assert reply.headers["content-disposition"].startswith("attachment")
    assert len(reply.content) > 1000
    assert told["file"] in client.get("/report").text
    if form == "html":
        shown = client.get(f"/report/file/{told['file']}?show")
        assert "sandbox" in shown.headers["content-security-policy"]
        assert "script-src" not in shown.headers["content-security-policy"]


def test_an_unknown_form_is_refused(post: Post) -> None:
    assert post("build", {"what": "report", "form": "exe"}).status_code == 400
    assert post("build", {"what": "study", "form": "md"}).status_code == 422


def test_the_history_tells_all_and_filters(client: TestClient, root: Path) -> None:
    with Study(root) as study:
        coding = next(c.id for r in study.readings() if r.coder == "rules" for c in r.codings)
        judged = study.judge("accept", coding, by="Budi", note="seen it")
        study.withdraw(judged.id, by="Budi")
        study.memo("gnfi-2017", "ask the author", by="Citra")
    text = client.get("/history?by=Budi").text
    assert "seen it" in text
    assert "taken back" in text
    assert "ask the author" not in text
    assert "ask the author" in client.get("/history").text
    assert client.get("/history?page=99").status_code == 200


def test_judgements_are_worked_in_as_a_new_build_would(root: Path, tmp_path: Path) -> None:
    state = State(root, Session(tmp_path / "home"))
    before = state.casebase()
    assert state.casebase() is before
    study = state.study
    proposals = [record.codings[0] for record in before.records if record.standing == "○"][:3]
    for coding in proposals:
        study.judge("accept", coding, by="Ana")
    made = study.judge("reject", proposals[0], by="Ana")
    study.withdraw(made.id, by="Ana")
    assert state.casebase().records == study.casebase().records
    assert state.news(state.seq) == ([], [])
    assert len(state.news("0-0")[1]) == len(study.judgements())
    state._leave()


def test_a_write_that_is_sent_twice_is_done_once(client: TestClient, root: Path) -> None:
    headers = {**OURS, "x-kembar-once": "abc"}
    first = client.post("/api/note", json={"text": "One note about Surabaya."}, headers=headers).json()
    assert client.post("/api/note", json={"text": "One note about Surabaya."}, headers=headers).json() == first
    with Study(root) as study:
        assert sum(name.startswith("note-") for name in study.sources) == 1


def test_rules_that_have_changed_hold_up_no_page(root: Path, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    from kembar.coders import rules

    read: list[object] = []
    monkeypatch.setattr(rules.version, "running", lambda: "rules of tomorrow")
    monkeypatch.setattr(rules, "code", lambda *given: read.append(given))
    with TestClient(make_app(Study(root), TOKEN, session), base_url=BASE) as client:
        client.get(f"/?token={TOKEN}")
        assert "24 sources to be read again" in client.get("/").text
        assert "Why?" in client.get(f"/read/gnfi-2017/card/{_first(root)}").text
        assert client.get("/compare").status_code == 200
    assert read == []


def _first(root: Path) -> str:
    with Study(root, read_only=True) as study:
        return next(r for r in study.readings() if r.source == "gnfi-2017").codings[0].id


def test_what_is_wrong_is_told_in_the_reader_s_language(client: TestClient, post: Post, session: Session) -> None:
    session.keep(lang="id", name="")
    (client.app.state.kembar.study.folder.sources / "left.txt").write_text("left behind", encoding="utf-8")  # type: ignore[attr-defined]
    assert "berkas ini bukan milik sumber mana pun" in client.get("/problems").text
    refused = post("jot", {"subject": "gnfi-2017", "words": "x"}).json()
    assert refused == {"error": "Keputusan memerlukan nama.", "hint": "Tulis nama Anda di “Nama Anda”, lalu coba lagi."}
    assert "Tidak ada halaman itu." in client.get("/nowhere").text
    headers = {**OURS, "content-type": "application/octet-stream"}
    (wrong,) = client.post("/api/upload?name=a.pdf", content=b"%PDF-1.4 no", headers=headers).json()["problems"]
    assert (wrong["severity"], wrong["weight"]) == ("error", "kesalahan")
    assert wrong["message"] == "PDF ini rusak atau terpotong dan tidak dapat dibuka."
    assert "kesalahan" in client.get("/sources").text
    client.cookies.clear()
    assert "Buka alamat" in client.get("/", headers={"accept-language": "id"}).text


def test_a_write_that_is_sent_again_while_it_is_done_waits_for_the_first(client: TestClient, root: Path) -> None:
    headers = {**OURS, "x-kembar-once": "same"}
    told: list[Any] = []

    def send() -> None:
        told.append(client.post("/api/note", json={"text": "Sent twice at once about Busan."}, headers=headers).json())

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one["new"] for one in told] == [told[0]["new"]] * 4
    with Study(root) as study:
        assert sum(name.startswith("note-") for name in study.sources) == 1


def test_a_source_s_form_shows_the_language_that_was_told_from_its_text(client: TestClient, root: Path) -> None:
    words = "Delegasi kota itu berkunjung pada tahun 2012 untuk membahas pertukaran pelajar dengan wali kota.\n"
    (root.parent / "berita.txt").write_text(words, encoding="utf-8")
    (root.parent / "kode.txt").write_text("Xq Zr\n", encoding="utf-8")
    with Study(root) as study:
        study.add(root.parent / "berita.txt", root.parent / "kode.txt")
    told = client.get("/source/berita").text
    assert re.search(r'name="language" list="languages" value="" placeholder="id"', told)
    assert "told from the text: Bahasa Indonesia" in told
    assert "not recognised from the text" in client.get("/source/kode").text
