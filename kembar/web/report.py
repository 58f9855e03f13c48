"""The report and the exports: built into the study's ``out`` folder, opened or saved from there."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from kembar import languages
from kembar.problems import UnknownNameError
from kembar.web.answers import Body, Refused, lang_of, page, state_of

REPORTS = ("html", "docx", "md")
EXPORTS = ("xlsx", "csv", "jsonl", "md")
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".md": "text/markdown; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".jsonl": "application/x-ndjson",
}
#: The report has no script and carries its own style; it may do nothing else.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups; frame-ancestors 'none'"


def report(request: Request) -> Response:
    """Show what can be built and what lies there already, newest first."""
    state = state_of(request)
    found = []
    for path in _files(state.study.folder.out):
        stat = path.stat()
        made = datetime.fromtimestamp(stat.st_mtime).astimezone()
        found.append((path.name, made.strftime("%Y-%m-%d %H:%M"), max(1, stat.st_size // 1024), path.suffix == ".html"))
    written = [(code, languages.get(code).name) for code in languages.codes()]
    records = len(state.casebase().records)
    return page(request, "report.html", files=found, reports=REPORTS, exports=EXPORTS, written=written, records=records)


def _files(folder: Path) -> list[Path]:
    found = [p for p in folder.glob("*") if p.is_file() and p.suffix in TYPES] if folder.is_dir() else []
    return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)


def file(request: Request) -> Response:
    """Give a file of ``out``; the report as a page that can do nothing when ``show`` is asked for, else to be saved."""
    name = request.path_params["name"]
    path = next((p for p in _files(state_of(request).study.folder.out) if p.name == name), None)
    if path is None:
        raise UnknownNameError("There is no such file; build it first.")
    if path.suffix == ".html" and "show" in request.query_params:
        return Response(path.read_bytes(), media_type=TYPES[".html"], headers={"content-security-policy": POLICY})
    return FileResponse(path, filename=path.name, media_type=TYPES[path.suffix])


class BuildBody(Body):
    """What to build: the report or the records, in which form and language."""

    what: Literal["report", "records"]
    form: str
    lang: str = ""


def build(request: Request, body: BuildBody) -> dict[str, Any]:
    """Build the report or an export into ``out`` and say under which name it lies there."""
    study = state_of(request).study
    if body.form not in (REPORTS if body.what == "report" else EXPORTS):
        raise Refused(400, "This form is not known.")
    lang = body.lang or lang_of(request)
    path = study.folder.out / f"{body.what}.{body.form}"
    made = study.report(path, lang) if body.what == "report" else study.export(body.form, path)
    return {"file": made.name, "shown": made.suffix == ".html"}
