"""Serving as a person starts it: one address on a line of its own, this computer alone, a clean end."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest

from kembar.cli import serving as command
from kembar.problems import OutputError
from kembar.study import Study
from kembar.web import serving

posix = pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent to another process by a signal")


def start(root: Path, home: Path, *options: str) -> tuple[subprocess.Popen[str], str]:
    """Start ``kembar serve`` and return it with the address that it printed."""
    arguments = [sys.executable, "-u", "-m", "kembar", "-C", str(root), "serve", "--no-browser", *options]
    environment = {**os.environ, "KEMBAR_HOME": str(home)}
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    assert process.stdout
    address = next((line.strip() for line in process.stdout if line.startswith("http://127.0.0.1:")), "")
    return process, address


@posix
def test_a_server_is_started_used_and_stopped(root: Path, tmp_path: Path) -> None:
    process, address = start(root, tmp_path / "home")
    try:
        with httpx.Client(timeout=60) as client:
            assert client.get(address.split("?")[0]).status_code == 403
            assert client.get(address).status_code == 200
            assert "Medan-Gwangju" in client.get(address.split("?")[0]).text
    finally:
        process.send_signal(signal.SIGINT)
    assert process.wait(20) == 0
    assert process.stderr
    assert process.stderr.read() == ""
    kept = tmp_path / "home" / "reader.json"
    assert kept.stat().st_mode & 0o077 == 0


def test_a_port_that_is_taken_is_said() -> None:
    with contextlib.closing(serving.bind(0)) as one:
        host, port = one.getsockname()
        assert host == "127.0.0.1"
        one.listen()
        with pytest.raises(OutputError, match=str(port)):
            serving.bind(port)
        with contextlib.closing(serving.bind(0)) as other:
            assert other.getsockname()[1] != port


def test_a_notebook_may_serve_beside_its_own_loop(root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KEMBAR_HOME", str(tmp_path / "home"))
    servers = []
    monkeypatch.setattr(serving.uvicorn, "Server", lambda config: servers.append(Server(config)) or servers[-1])
    told: list[str] = []

    async def cell() -> None:
        def stop() -> None:
            while not (told and servers and servers[0].started):
                time.sleep(0.05)
            with socket.create_connection(("127.0.0.1", int(told[-1].split(":")[2].split("/")[0])), 5):
                pass
            servers[0].should_exit = True

        stopping = threading.Thread(target=stop)
        stopping.start()
        with Study(root) as study:
            study.serve(browser=False, say=told.append)
        stopping.join(10)

    asyncio.run(cell())
    assert told[-1].startswith("http://127.0.0.1:")


def test_kembar_alone_opens_a_browser_only_at_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        def __init__(self, there: bool) -> None:
            self.isatty = lambda: there

    monkeypatch.setattr(command.sys, "platform", "linux")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    for terminal, screen, opens in ((True, ":0", True), (True, "", False), (False, ":0", False)):
        monkeypatch.setattr(command.sys, "stdin", Terminal(terminal))
        monkeypatch.setattr(command.sys, "stdout", Terminal(terminal))
        monkeypatch.setenv("DISPLAY", screen)
        assert command.at_a_screen() is opens


Server = serving.uvicorn.Server
