"""Who may ask: this computer's browser with the cookie that the first address gave, and no page of another site.

Every check stands in front of the pages, in one place: the name of the host (or a foreign page reaches us by a name
of its own), the cookie, for writes the place the request comes from, and the size of what is sent.
"""

from __future__ import annotations

import secrets
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, quote, urlencode

from markupsafe import escape
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kembar.messages import message
from kembar.web.answers import answer
from kembar.web.session import preferred

HOSTS = ("127.0.0.1", "localhost", "[::1]")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
}
BODY = 1 << 20  # bytes of a write
FILE = 300 << 20  # bytes of a file that is dropped in
UPLOAD = "/api/upload"


class Guard:
    """ASGI middleware that lets through what is ours and answers the rest; it also sets the headers of all answers."""

    def __init__(self, app: ASGIApp, token: str, secret: str) -> None:
        self.app, self.token, self.secret = app, token, secret

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check one request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "private, no-cache")
            await send(message)

        refused = self._check(scope)
        if refused is not None:
            await refused(scope, receive, sending)
            return
        limit = FILE if scope["path"] == UPLOAD else BODY
        await self.app(scope, _limited(receive, limit), sending)

    def _check(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host, path, method = headers.get("host", ""), scope["path"], scope["method"]
        if not ours(host):
            return refusal(headers, path, 403, "This address does not belong to Kembar.")
        if method not in ("GET", "HEAD", "POST"):
            return refusal(headers, path, 405, "Only GET and POST are understood.")
        if path.startswith("/static/") and method != "POST":
            return None
        if not self._known(headers, host):
            return self._first(scope, host)
        if method == "POST":
            return _write(headers, host, path)
        return self._first(scope, host) if b"token=" in scope["query_string"] else None

    def _known(self, headers: Headers, host: str) -> bool:
        try:
            found = SimpleCookie(headers.get("cookie", "")).get(cookie_name(host))
        except CookieError:
            return False
        return found is not None and secrets.compare_digest(found.value.encode(), self.secret.encode())

    def _first(self, scope: Scope, host: str) -> Response:
        """Answer the first address: set the cookie, and go on without the token in the address."""
        asked = parse_qsl(scope["query_string"].decode("latin-1"))
        given = dict(asked).get("token", "")
        if scope["method"] != "GET" or not secrets.compare_digest(given.encode(), self.token.encode()):
            return refusal(
                Headers(scope=scope), scope["path"], 403, "Open the address that Kembar printed when it started."
            )
        rest = urlencode([(name, value) for name, value in asked if name != "token"])
        # A page, not a redirect: after a click elsewhere a browser would not send a Strict cookie on to a redirect.
        target = escape("/" + quote(scope["path"].lstrip("/")) + (f"?{rest}" if rest else ""))
        going = HTMLResponse(
            f'<!doctype html><meta http-equiv="refresh" content="0;url={target}"><title>Kembar</title>'
        )
        name = cookie_name(host)
        going.set_cookie(name, self.secret, max_age=90 * 86400, httponly=True, samesite="strict", path="/")
        going.headers["cache-control"] = "no-store"
        return going


def ours(host: str) -> bool:
    """Say whether a Host header names this computer."""
    name, _, port = host.rpartition(":") if ":" in host and not host.endswith("]") else (host, "", "")
    return name in HOSTS and (port == "" or port.isdigit())


def cookie_name(host: str) -> str:
    """Return the name of our cookie; browsers share cookies between ports, so it carries ours."""
    port = host.rpartition(":")[2]
    return f"kembar-{port if port.isdigit() else '80'}"


def _write(headers: Headers, host: str, path: str) -> Response | None:
    """Refuse a write that another page sent, that no script of ours would send so, or that is too large."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site not in (None, "same-origin") or origin not in (None, f"http://{host}") or (site is None and origin is None):
        return refusal(headers, path, 403, "A write must come from a page of Kembar itself.")
    kind = headers.get("content-type", "").split(";")[0].strip()
    if kind != ("application/octet-stream" if path == UPLOAD else "application/json"):
        return refusal(headers, path, 415, "A write is sent as JSON.")
    size = headers.get("content-length", "0")
    if not size.isdigit() or int(size) > (FILE if path == UPLOAD else BODY):
        return refusal(headers, path, 413, "This is too large.", f"At most {FILE >> 20} MB a file.")
    return None


def refusal(headers: Headers, path: str, status: int, error: str, hint: str = "") -> Response:
    """Answer a refusal: JSON to a script, a plain page to a person; nothing that was sent is repeated."""
    lang = preferred(headers.get("accept-language", ""))
    error, hint = message(lang, error), message(lang, hint)
    if path.startswith("/api/"):
        return answer({"error": error, "hint": hint}, status)
    words = f"<!doctype html><meta name=viewport content='width=device-width'><title>Kembar</title><p>{error}</p>"
    return HTMLResponse(words, status)


class TooLarge(Exception):
    """More was sent than is taken, whatever the header said."""


def _limited(receive: Receive, limit: int) -> Receive:
    taken = 0

    async def receiving() -> Message:
        nonlocal taken
        message = await receive()
        if message["type"] == "http.request":
            taken += len(message.get("body", b""))
            if taken > limit:
                raise TooLarge
        return message

    return receiving
