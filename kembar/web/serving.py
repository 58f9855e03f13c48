"""Serving: bind to this computer alone, tell the address, open the browser, stop cleanly."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import socket
import threading
import webbrowser
from collections.abc import Callable

import uvicorn

from kembar.problems import OutputError
from kembar.study import Study
from kembar.web.app import make_app

HOST = "127.0.0.1"
PORT = 8765  # if it is free; else any that is


def serve(study: Study | None, port: int = 0, browser: bool = True, say: Callable[[str], object] = print) -> None:
    """Serve a study (None: the start page) until Ctrl-C; ``say`` gets the address with its token on a line of its own.

    OutputError if the port that was asked for is taken.
    """
    with contextlib.closing(bind(port)) as bound:
        token = secrets.token_urlsafe(24)
        address = f"http://{HOST}:{bound.getsockname()[1]}/?token={token}"
        config = uvicorn.Config(
            make_app(study, token),
            log_level="warning",
            access_log=False,
            server_header=False,
            ws="none",
            timeout_graceful_shutdown=3,
        )
        server = uvicorn.Server(config)
        say("Kembar runs in the browser, on this computer only; Ctrl-C stops it. Its address:")
        say(address)
        if browser:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        with contextlib.suppress(KeyboardInterrupt):
            _run(server, bound)


def _run(server: uvicorn.Server, bound: socket.socket) -> None:
    """Run until Ctrl-C; a notebook has an event loop of its own, so there the server gets a thread."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        server.run(sockets=[bound])
        return
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    try:
        while thread.is_alive():
            thread.join(0.2)
    finally:
        server.should_exit = True
        thread.join(5)


def bind(port: int) -> socket.socket:
    """Return a socket bound to this computer: the port asked for, else the usual one, else any."""
    for tried in (port,) if port else (PORT, 0):
        bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # Windows would let two servers share a port
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind((HOST, tried))
            bound.listen(128)  # before the address is told: a browser that is quick waits, and is not refused
        except (OSError, OverflowError):
            bound.close()
            continue
        return bound
    raise OutputError(f"Port {port} is taken or not allowed; choose another, or leave out --port.")
