"""The overview: the question, the pairs, what was read, what waits for a decision, and what to do next."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kembar.web.answers import lang_of, page, state_of


def overview(request: Request) -> Response:
    """Show where the study stands."""
    state = state_of(request)
    view = state.view(lang_of(request))
    return page(request, "overview.html", view=view, settings=state.study.settings)
