"""A browser without a browser: the application under a test client, over a copy of the demonstration study."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from as_a_page import BASE, OURS, TOKEN

from kembar import demo
from kembar.study import Study
from kembar.web import make_app
from kembar.web.session import Session

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient


@pytest.fixture(scope="session")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration study, read by the rules; only to be copied."""
    root = tmp_path_factory.mktemp("web") / "demo"
    with demo.make(root) as study:
        study.code()
    return root


@pytest.fixture
def root(coded: Path, tmp_path: Path) -> Path:
    """A copy of the demonstration study that a test may change."""
    return Path(shutil.copytree(coded, tmp_path / "study"))


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A reader called Ana who reads English."""
    kept = Session(tmp_path / "home")
    kept.keep(name="Ana", lang="en")
    return kept


@pytest.fixture
def stranger(root: Path, session: Session) -> Iterator[TestClient]:
    """A client that has not shown the token."""
    with TestClient(make_app(Study(root), TOKEN, session), base_url=BASE) as client:
        yield client


@pytest.fixture
def client(stranger: TestClient) -> TestClient:
    """A client that was let in; writes go through ``client.post(..., headers=OURS)`` or the fixture ``post``."""
    assert stranger.get(f"/?token={TOKEN}").status_code == 200
    return stranger


@pytest.fixture
def post(client: TestClient) -> Callable[..., object]:
    """Send a write as our own page does: ``post("reader", {"name": "Ana"})``."""
    return lambda verb, body: client.post(f"/api/{verb}", json=body, headers=OURS)
