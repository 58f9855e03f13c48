"""The problems: everything that is wrong with the study, heaviest first, each with its place and what to do."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kembar.messages import worded
from kembar.types import Problem
from kembar.web.answers import lang_of, page, state_of

SEVERITIES = ("error", "warning", "note")


def problems(request: Request) -> Response:
    """List the problems; every visit looks at the files again."""
    state = state_of(request)
    found = worded(state.problems(fresh=True), lang_of(request))
    known = set(state.study.sources)
    groups: list[tuple[str, list[tuple[Problem, str]]]] = []
    for severity in SEVERITIES:
        rows = [(p, name if (name := p.where.split(",")[0]) in known else "") for p in found if p.severity == severity]
        groups.append((severity, rows))
    return page(request, "problems.html", groups=[group for group in groups if group[1]])
