"""Anything may be sent to any route: the answer is a page, a file or one JSON shape, never a fault of the program."""

from __future__ import annotations

import re
from typing import Any, get_type_hints
from urllib.parse import quote

import msgspec
import pytest
from as_a_page import BASE, OURS, TOKEN
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from kembar.study import Study
from kembar.web import make_app
from kembar.web.routes import PAGES, WRITES
from kembar.web.session import Session

#: Writes that leave the study's folder (they make or open studies) and those that take long are tried by hand.
LEFT = {"demo", "new", "open", "upload"}
VERBS = sorted(set(WRITES) - LEFT)
words = st.text(max_size=30) | st.sampled_from(
    ["gnfi-2017", "rules", "-1", "0", "9" * 30, "2018-02-30", "\x00", "é/..", "<b>"]
)
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)
often = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory, coded: Any) -> Any:
    """One client over one copy of the study for all examples."""
    import shutil

    folder = tmp_path_factory.mktemp("fuzz")
    session = Session(folder / "home")
    session.keep(name="Ana", lang="en")
    app = make_app(Study(shutil.copytree(coded, folder / "study")), TOKEN, session)
    with TestClient(app, base_url=BASE, raise_server_exceptions=False) as client:
        client.get(f"/?token={TOKEN}")
        yield client


@often
@given(path=st.sampled_from(sorted(PAGES)), part=words, asked=st.dictionaries(words, words, max_size=3))
def test_any_question_gets_an_answer(one: TestClient, path: str, part: str, asked: dict[str, str]) -> None:
    path = re.sub(r"\{\w+:int\}", "7", path)
    path = re.sub(r"\{\w+\}", lambda _: quote(part, safe=""), path)
    known = dict.fromkeys(
        ("q", "only", "by", "page", "at", "open", "pair", "since", "rows"), next(iter(asked.values()), "")
    )
    for query in (asked, known):
        reply = one.get(path, params=query, follow_redirects=False)
        assert reply.status_code < 500, (path, query, reply.text[-300:])


@st.composite
def bodies(draw: st.DrawFn) -> tuple[str, Any]:
    """A verb and a body: half of the time with the keys that it knows."""
    verb = draw(st.sampled_from(VERBS))
    typed = get_type_hints(WRITES[verb]).get("body")
    keys = [field.name for field in msgspec.structs.fields(typed)] if typed else []
    shaped = st.fixed_dictionaries(dict.fromkeys(keys, plain))
    return verb, draw(shaped | plain)


@often
@given(sent=bodies())
def test_any_write_is_done_or_refused_in_one_shape(one: TestClient, sent: tuple[str, Any]) -> None:
    verb, body = sent
    reply = one.post(
        f"/api/{verb}", content=msgspec.json.encode(body), headers={**OURS, "content-type": "application/json"}
    )
    assert reply.status_code < 500, (verb, body, reply.text)
    if reply.status_code >= 400:
        assert {"error", "hint"} <= reply.json().keys() <= {"error", "hint", "seen", "now"}


@pytest.mark.parametrize("verb", sorted(WRITES))
def test_what_is_no_json_or_has_an_unknown_key_is_refused(one: TestClient, verb: str) -> None:
    headers = {**OURS, "content-type": "application/json"}
    for content in (b"", b"{", b"\xff\xfe", b"[" * 10_000, b'{"nobody_knows_this": 1}', b"null"):
        assert one.post(f"/api/{verb}", content=content, headers=headers).status_code in (415, 422), (verb, content)
