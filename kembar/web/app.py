"""The application: guard, pages, writes and the files that they need, put together."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from kembar.study import Study
from kembar.web import routes
from kembar.web.answers import HERE, Refused, state_of, trouble
from kembar.web.security import Guard
from kembar.web.session import Session
from kembar.web.state import State

log = logging.getLogger("kembar.web")


def make_app(study: Study | None, token: str, session: Session | None = None) -> Starlette:
    """Return the ASGI application of a study (or of none yet: the start page); ``token`` opens it.

    The study is opened anew in a thread of its own; the one that is given stays its owner's.
    """
    kept = session or Session()
    state = State(study.folder.root if study else None, kept)

    @asynccontextmanager
    async def life(app: Starlette) -> AsyncIterator[None]:
        warming = asyncio.ensure_future(state.run(state.warm))
        yield
        await warming
        state.close()

    app = Starlette(
        routes=[*routes.routes(), Mount("/static", StaticFiles(directory=HERE / "static"), name="static")],
        middleware=[
            Middleware(Guard, token=token, secret=kept.reader.secret),
            Middleware(GZipMiddleware, minimum_size=1000, compresslevel=2),
        ],
        exception_handlers={404: _missing, 405: _missing, 500: _broken},
        lifespan=life,
    )
    app.state.kembar = state
    return app


async def _missing(request: Request, error: Exception) -> Response:
    missing = Refused(404, "There is no such page.", "Choose one from the list beside this.")
    return await state_of(request).run(trouble, request, missing)


async def _broken(request: Request, error: Exception) -> Response:
    log.error("%s %s", request.method, request.url.path, exc_info=error)
    hint = "Try again; if it stays, report it with what you did. Nothing that was saved is lost."
    return await state_of(request).run(
        trouble, request, Refused(500, f"Something in Kembar broke ({type(error).__name__}).", hint)
    )
