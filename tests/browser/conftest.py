"""The pages in a real browser: a server over a copy of the demonstration study, and a page that was let in.

These tests need Chromium (CHROMIUM names it, else it is looked for) and run with ``make test-browser``.
"""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from kembar import demo
from kembar.web.session import Session

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]

expect.set_options(timeout=40_000)  # a machine that does other work, too, is slow


def chromium() -> str:
    """Return where the browser lies; without one these tests fail, they are not skipped."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    assert found, "The browser tests need Chromium: apt-get install chromium"
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a process."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture(scope="session")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration study, read by the rules; only to be copied."""
    root = tmp_path_factory.mktemp("web") / "demo"
    with demo.make(root) as study:
        study.code()
    return root


#: Ports of this process alone: a server that is started again must find its port free.
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
PORTS = itertools.count(20_000 + 2_000 * WORKER + os.getpid() % 1_000)


@dataclass
class Server:
    """``kembar serve`` in a process of its own, which a test may kill and start again on the same port."""

    root: Path | None
    home: Path
    port: int = 0
    address: str = ""
    process: subprocess.Popen[str] | None = None

    def start(self) -> Server:
        """Start it and wait for its address."""
        code = "from kembar import web; from kembar.study import open_study; import sys; "
        code += "web.serve(open_study(sys.argv[1]) if sys.argv[1] else None, int(sys.argv[2]), browser=False)"
        command = [sys.executable, "-u", "-c", code, str(self.root or ""), str(self.port)]
        environment = {**os.environ, "KEMBAR_HOME": str(self.home), "HOME": str(self.home)}
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        assert self.process.stdout
        lines = iter(self.process.stdout.readline, "")
        self.address = next(line.strip() for line in lines if line.startswith("http://"))
        self.port = int(self.address.split(":")[2].split("/")[0])
        return self

    @property
    def base(self) -> str:
        """The address without the token."""
        return f"http://127.0.0.1:{self.port}"

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        assert self.process
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """End it as Ctrl-C does."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(30)


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Start a server: ``serve(root)`` for a study, ``serve(None)`` for the start page; ``name=""`` asks who reads."""
    started: list[Server] = []

    def begin(root: Path | None, name: str = "Ana", lang: str = "en") -> Server:
        home = tmp_path / f"home{len(started)}"
        if name:
            Session(home).keep(name=name, lang=lang)
        started.append(Server(root, home, next(PORTS)).start())
        return started[-1]

    yield begin
    for server in started:
        server.stop()


@pytest.fixture
def root(coded: Path, tmp_path: Path) -> Path:
    """A copy of the demonstration study that a test may change."""
    return Path(shutil.copytree(coded, tmp_path / "study"))


@pytest.fixture
def server(serve: Callable[..., Server], root: Path) -> Server:
    """A server over a copy of the demonstration study; Ana reads, in English."""
    return serve(root)


@pytest.fixture
def enter(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page that was let in: ``enter(server, "/sources", width=390, dark=True)``. Errors of scripts fail."""
    contexts, faults = [], []

    def begin(server: Server, path: str = "/", width: int = 1280, dark: bool = False, bypass_csp: bool = False) -> Page:
        scheme = "dark" if dark else "light"
        size = {"width": width, "height": 800}
        context = browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=bypass_csp)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(server.address)
        page.wait_for_url(lambda url: "token=" not in url)
        page.wait_for_load_state()
        page.goto(server.base + path)
        return page

    yield begin
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def page(server: Server, enter: Callable[..., Page]) -> Page:
    """The overview of the demonstration study at 1280 px."""
    return enter(server)
