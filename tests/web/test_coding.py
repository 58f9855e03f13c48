"""The writes of the reading page: decisions, undo, coding by hand, stale and repeated writes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import OURS
from starlette.testclient import TestClient
from test_reader import cards, data

from kembar.casebase import Casebase
from kembar.study import Study
from kembar.web import owncode
from kembar.web.answers import Refused
from kembar.web.session import Session

SOURCE = "gnfi-2017"
MARKED = "Patung tersebut diresmikan pada 1 Juli 2014."
SIGNED = "Wali Kota Surabaya Sunarto Sumoprawiro menandatangani nota kesepahaman dengan Busan pada 10 November 1994."
WIDE = "🏙 Kota Surabaya dan 부산광역시 🎉 menandatangani nota kesepahaman; "
WIDE += "cafe\u0301 \u1112\u1161\u11ab 👩🏽\u200d🚀 dibuka."

Write = Callable[..., Any]


@pytest.fixture
def write(client: TestClient) -> Write:
    """Send a write on a source as the page does, with the number of the log that the page has now."""

    def send(verb: str, source: str = SOURCE, **body: Any) -> Any:
        told = data(client, source)
        given = {"source": source, "text": told["text"], "seq": told["seq"], **body}
        return client.post(f"/api/{verb}", json=given, headers=OURS)

    return send


def row_of(client: TestClient, words: str, source: str = SOURCE) -> dict[str, Any]:
    """The row of a kind."""
    return next(row for row in cards(client, source)["rows"] if words in row["kind"])


def span_of(root: Path, words: str, source: str = SOURCE) -> dict[str, Any]:
    """A selection of words as the browser sends it."""
    with Study(root) as study:
        text = study.document(source).text
    before = text[: text.index(words)]
    start = len(before.encode("utf-16-le")) // 2
    return {"start": start, "end": start + len(words.encode("utf-16-le")) // 2, "quote": words}


def act(**changed: Any) -> dict[str, Any]:
    """A visit of Surabaya and Busan."""
    return {"type": "activity", "kind": "delegation_visit", "a": "ID.35.78", "b": "KR.26", "status": "done", **changed}


def test_a_decision_is_kept_and_shown(client: TestClient, write: Write, root: Path) -> None:
    row = row_of(client, "memorandum")
    told = write("judge", verdict="accept", codings=[row["id"]]).json()
    assert [(r["sign"], r["verdict"]) for r in told["rows"] if r["id"] == row["id"]] == [("●", "accepted")]
    assert not told["all"]
    assert told["steps"]["undo"]["words"].startswith("accepted: memorandum")
    with Study(root) as study:
        assert study.casebase().record_with(row["id"]).standing == "●"  # type: ignore[union-attr]
    rejected = write("judge", verdict="reject", codings=[row["id"]], note="A plan only").json()
    assert {r["sign"] for r in rejected["rows"] if r["id"] == row["id"]} == {"✕"}
    assert "A plan only" in client.get(f"/read/{SOURCE}/card/{row['id']}").text


def test_undo_and_redo_walk_back_and_forth(client: TestClient, write: Write) -> None:
    first, second = cards(client, SOURCE)["rows"][:2]
    write("judge", verdict="accept", codings=[first["id"]])
    steps = write("judge", verdict="reject", codings=[second["id"]]).json()["steps"]

    def signs() -> list[str]:
        return [row["sign"] for row in cards(client, SOURCE)["rows"][:2]]

    assert signs() == ["●", "✕"]
    steps = write("undo", id=steps["undo"]["id"]).json()["steps"]
    assert signs() == ["●", "○"]
    steps = write("undo", id=steps["undo"]["id"]).json()["steps"]
    assert signs() == ["○", "○"]
    assert steps["undo"] is None
    steps = write("redo", id=steps["redo"]["id"]).json()["steps"]
    assert signs() == ["●", "○"]
    steps = write("redo", id=steps["redo"]["id"]).json()["steps"]
    assert signs() == ["●", "✕"]
    assert steps["redo"] is None
    steps = write("undo", id=steps["undo"]["id"]).json()["steps"]
    assert steps["redo"]
    assert write("judge", verdict="accept", codings=[second["id"]]).json()["steps"]["redo"] is None
    assert write("undo", id="nothing").status_code == 409


def test_a_stale_decision_is_refused_with_what_changed(client: TestClient, write: Write, root: Path) -> None:
    seen = data(client, SOURCE)["seq"]
    first, second = cards(client, SOURCE)["rows"][:2]
    with Study(root) as study:
        study.judge("reject", first["id"], by="Budi")
    stale = write("judge", seq=seen, verdict="accept", codings=[first["id"]])
    assert stale.status_code == 409
    assert stale.json()["now"] == [f"Budi: rejected: {first['kind']}"]
    assert stale.json()["seen"].startswith("accepted")
    for never in ("99999-9999", "63-99999999999999999999999", "abc", ""):
        assert write("judge", seq=never, verdict="accept", codings=[first["id"]]).status_code == 409
    other = write("judge", seq=seen, verdict="accept", codings=[second["id"]])
    assert other.status_code == 200
    assert other.json()["all"], "what Budi said is shown, too"
    assert len(other.json()["rows"]) == len(cards(client, SOURCE)["rows"])


def test_a_write_whose_answer_was_lost_is_done_once(client: TestClient, write: Write, root: Path) -> None:
    row, seen = cards(client, SOURCE)["rows"][0], data(client, SOURCE)["seq"]
    hand = {**span_of(root, MARKED), **act()}
    for _ in range(2):
        assert write("judge", seq=seen, verdict="accept", codings=[row["id"]], note="yes").status_code == 200
        assert write("hand", seq=seen, **hand).status_code == 200
        assert write("memo", seq=seen, words="look again", subject=row["id"]).status_code == 200
    with Study(root) as study:
        assert len([j for j in study.judgements() if j.by == "Ana"]) == 2
        assert len([r for r in study.readings() if r.coder == "Ana"]) == 1


def test_a_decision_needs_a_name(client: TestClient, write: Write, session: Session) -> None:
    session.keep(name="")
    refused = write("judge", verdict="accept", codings=[cards(client, SOURCE)["rows"][0]["id"]])
    assert refused.status_code == 400
    assert "name" in refused.json()["error"]


def test_coding_by_hand_takes_what_was_selected(client: TestClient, write: Write, root: Path) -> None:
    told = write("hand", **span_of(root, MARKED), **act(when="1 Juli 2014", participants="≥70", flow="a>b")).json()
    with Study(root) as study:
        made, reading = study.casebase().codings[told["id"]]
        assert reading.coder == "Ana"
        assert made.evidence[0].quote == MARKED
        assert made.evidence[0].locator == "para. 14"
        assert (made.start.edtf if made.start else "", made.flow) == ("2014-07-01", "ID.35.78>KR.26")
        assert made.participants is not None
        assert (made.participants.value, made.participants.bound) == (70, "at_least")
        assert study.casebase().record_with(told["id"]).standing == "●"  # type: ignore[union-attr]


def test_wide_letters_and_marks_are_quoted_as_they_stand(client: TestClient, write: Write, root: Path) -> None:
    with Study(root) as study:
        (name,) = study.add(note=f"Catatan\n\n{WIDE}\n").new
        text = study.document(name).text
    for words in ("부산광역시 🎉 menandatangani", text[text.index("caf") : text.index("dibuka")].strip(), "🏙"):
        body = {**span_of(root, words, name), **act(note="tried")}
        told = write("hand", name, **body)
        assert told.status_code == 200, told.text
        with Study(root) as study:
            assert study.casebase().codings[told.json()["id"]][0].evidence[0].quote == words
        shifted = {**body, "start": body["start"] + 1}
        refused = write("hand", name, **shifted)
        assert refused.status_code == 409
        assert refused.json()["seen"] == words


def test_a_correction_keeps_what_supported_the_other_fields(client: TestClient, write: Write, root: Path) -> None:
    row = row_of(client, "named")
    filled = client.get(f"/read/{SOURCE}/form/{data(client, SOURCE)['text']}?coding={row['id']}").json()["fields"]
    places = {side: filled[side]["id"] for side in ("a", "b")}
    body = {**filled, **places, "place": "", "revises": row["id"], "like": row["id"], **span_of(root, MARKED)}
    same = write("hand", **body).json()
    assert same["id"] == row["id"], "nothing was changed: it is accepted"
    told = write("hand", **{**body, "sector": "culture"}).json()
    with Study(root) as study:
        cases = study.casebase()
        made = cases.codings[told["id"]][0]
        assert made.revises == row["id"]
        beside = {e.quote for e in cases.codings[row["id"]][0].evidence if "pair" in e.supports and e.quote != MARKED}
        assert beside == {e.quote for e in made.evidence if "pair" in e.supports} != set()
        assert "sector" in made.evidence[0].supports
        assert made.evidence[0].cue
        record = cases.record_with(told["id"])
        assert record is not None
        assert (record.standing, record.sector) == ("●", "culture")
    (shown,) = [r for r in cards(client, SOURCE)["rows"] if told["id"] in r["every"]]
    assert (shown["id"], shown["sign"]) == (told["id"], "●")


def test_the_form_is_filled_from_the_trace(client: TestClient, root: Path) -> None:
    span = span_of(root, SIGNED)
    text = data(client, SOURCE)["text"]
    told = client.get(f"/read/{SOURCE}/form/{text}", params={k: span[k] for k in ("start", "end")}).json()
    assert told["fields"]["kind"] == "memorandum"
    assert told["fields"]["when"] == "1994-11-10"
    assert told["seen"][0]["outcome"] == "proposed"
    nothing = client.get(f"/read/{SOURCE}/form/{text}?start=0&end=5").json()
    assert nothing["seen"] == []
    assert {nothing["fields"][side]["name"] for side in ("a", "b")} == {"Surabaya", "Busan"}
    assert client.get(f"/read/{SOURCE}/form/{text}?start=9&end=3").status_code == 400


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"when": "soon"}, "not understood"),
        ({"participants": "many"}, "no number"),
        ({"a": "XX.1"}, "no place"),
        ({"b": ""}, "two places"),
        ({"b": "ID.12.71"}, "one country"),
        ({"kind": "dance"}, "no kind"),
        ({"flow": "up"}, "direction"),
        ({"when": "2014/2010"}, "before"),
        ({"name": "x" * 5000}, "letters"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(write: Write, root: Path, changed: dict[str, Any], words: str) -> None:
    refused = write("hand", **span_of(root, MARKED), **act(**changed))
    assert refused.status_code in (400, 413)
    assert words in refused.json()["error"]


def test_a_code_of_ones_own_is_made_on_the_spot(client: TestClient, write: Write, root: Path) -> None:
    before = data(client, SOURCE)["seq"]
    made = client.post("/api/own", json={"label": "Civic pride", "definition": "A city is proud."}, headers=OURS).json()
    body = {**span_of(root, MARKED), "type": "statement", "kind": made["id"], "value": "proud", "place": "ID.35.78"}
    told = write("hand", **body)
    assert told.status_code == 200, told.text
    shown = row_of(client, "Civic pride")
    assert (shown["value"], shown["pair"], shown["sign"]) == ("proud", "Surabaya", "●")
    assert ["civic_pride", "Civic pride"] in data(client, SOURCE)["choices"]["statement"]
    assert before != data(client, SOURCE)["seq"]
    with Study(root) as study:
        assert study.unread() == (), "rules look for no statements: what they read stays read"
        assert study.codebook.get("civic_pride").definition == {"en": "A city is proud."}


@pytest.mark.parametrize(
    "before",
    [
        "",
        "# mine\n",
        "axis: kind\ncodes:\n  # first\n  pride_walk:\n    label: walk\n    types: [activity]   # kept\n\n# last\n",
        "codes:\r\n    a_walk: {axis: kind, label: walk}\r\ngroupings: {}\r\n",
        "groupings: {}\ncodes:\n  old_code:\n    axis: statement\n    definition: |\n      two\n      lines\n",
        "groupings: {}\n",
    ],
)
def test_a_codebook_keeps_all_else_byte_for_byte(root: Path, before: str) -> None:
    path = root / "codebook.yaml"
    path.write_bytes(before.encode())
    with Study(root) as study:
        name = owncode.add(study, "Kebanggaan: kota “A”", 'it\'s "so"')
        assert study.codebook.get(name).labels["en"] == "Kebanggaan: kota “A”"
        assert owncode.add(study, "kebanggaan: kota “a”", "again") == name
    after = path.read_bytes().decode()
    left = iter(after.splitlines())
    assert all(line in left for line in before.splitlines()), "its lines stand there still, in their order"


def test_a_codebook_on_one_line_is_left_alone(root: Path) -> None:
    text = "codes: {a_walk: {axis: kind, label: walk}}\n"
    (root / "codebook.yaml").write_text(text, encoding="utf-8")
    with Study(root) as study, pytest.raises(Refused, match="one line"):
        owncode.add(study, "New", "Words")
    assert (root / "codebook.yaml").read_text(encoding="utf-8") == text


def test_same_different_prefer_complete(client: TestClient, write: Write, root: Path) -> None:
    first, second = cards(client, "governor-report-2010")["rows"][:2]
    couple = [first["id"], second["id"]]
    assert write("same", "governor-report-2010", codings=couple).status_code == 200
    joined = [row for row in cards(client, "governor-report-2010")["rows"] if set(couple) <= set(row["every"])]
    assert len(joined) == 1
    assert write("different", "governor-report-2010", codings=couple).status_code == 200
    assert len(cards(client, "governor-report-2010")["rows"]) >= 2
    assert write("prefer", coding=row_of(client, "memorandum")["id"], field="start").status_code == 200
    told = write("complete").json()
    assert told["complete"]
    assert not write("undo", id=told["steps"]["undo"]["id"]).json()["complete"]


def test_a_memo_hangs_on_a_passage_and_can_be_taken_back(client: TestClient, write: Write, root: Path) -> None:
    span = span_of(root, MARKED)
    told = write("memo", words="Which statue?", start=span["start"], end=span["end"]).json()
    with Study(root) as study:
        memo = study.judgements()[-1]
        start = study.document(SOURCE).text.index(MARKED)
        assert memo.subject.endswith(f":{start}-{start + len(MARKED)}")  # type: ignore[union-attr]
    assert told["steps"]["undo"]["words"] == "memo: Which statue?"
    assert write("undo", id=told["steps"]["undo"]["id"]).json()["steps"]["undo"] is None
    assert write("memo", words="  ").status_code == 400


def test_one_more_reading_gives_what_building_anew_gives(root: Path) -> None:
    with Study(root) as study:
        before = study.casebase()
        coding = next(c for r in study.readings() for c in r.codings if r.source == SOURCE)
        from dataclasses import replace

        revised = replace(coding, sector="culture", revises=coding.id, id="", evidence=coding.evidence)
        reading, problems = study.code_by_hand(revised, by="Ana")
        assert reading, problems
        assert told(before.reread(reading)) == told(study.casebase())
        assert told(before.reread(reading).reread(reading)) == told(study.casebase())


def told(cases: Casebase) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """What a casebase says of its records."""
    return sorted((record.id, record.standing, record.sector, record.codings) for record in cases)
