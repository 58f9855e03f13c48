"""The start page: make, open or try a study; and what is kept of the reader."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from kembar import demo as demonstration
from kembar import languages
from kembar.problems import KembarError, NoStudyError
from kembar.study import Study, files, folder
from kembar.study import new as make
from kembar.web.answers import Body, Refused, page, state_of
from kembar.web.session import Theme


def home() -> Path:
    """Return the folder in which studies are made unless another is named."""
    documents = Path.home() / "Documents"
    return (documents if documents.is_dir() else Path.home()) / "Kembar"


def start(request: Request) -> Response:
    """Show the ways to begin, with the studies that were opened last."""
    known = [Path(path) for path in state_of(request).session.reader.studies]
    found = home().glob("*/study.yaml") if home().is_dir() else ()
    every = dict.fromkeys([*known, *sorted(path.parent for path in found)])
    studies = [(str(root), _title(root)) for root in every if (root / "study.yaml").is_file()]
    return page(request, "start.html", studies=studies, home=str(home()))


def _title(root: Path) -> str:
    try:
        return folder.settings(root / "study.yaml").title or root.name
    except KembarError:
        return root.name


class ReaderBody(Body):
    """What is to be changed; None leaves it."""

    name: str | None = None
    lang: str | None = None
    theme: Theme | None = None


async def reader(request: Request, body: ReaderBody) -> dict[str, str]:
    """Keep the reader's name, language or theme; a study that is busy does not hold this up."""
    changes: dict[str, str] = {}
    if body.name is not None:
        name = " ".join(body.name.split())
        if not name or len(name) > 80:
            raise Refused(400, "A name is needed: every decision carries it.")
        changes["name"] = name
    if body.lang is not None:
        if body.lang not in languages.codes():
            raise Refused(400, "The interface does not speak this language.")
        changes["lang"] = body.lang
    if body.theme is not None:
        changes["theme"] = body.theme
    session = state_of(request).session
    session.keep(**changes)
    kept = session.reader
    return {"name": kept.name, "lang": kept.lang, "theme": kept.theme}


class NewBody(Body):
    """A study to be made: where, its title, and its pairs as a person writes them."""

    folder: str
    title: str = ""
    pairs: tuple[str, ...] = ()
    question: str = ""


def new(request: Request, body: NewBody) -> dict[str, str]:
    """Make a study and open it."""
    root = _path(body.folder)
    with make(root, [pair for pair in body.pairs if pair.strip()], body.title.strip()) as study:
        if body.question.strip():
            _ask(study, body.question)
    return {"root": str(state_of(request).open(root).folder.root)}


def _ask(study: Study, question: str) -> None:
    """Write the question into the new study.yaml, on the line that waits for it."""
    path = study.folder.settings
    lines = path.read_text(encoding="utf-8").split("\n")
    told = [f"question: {folder.quoted(question)}" if line.startswith("question:") else line for line in lines]
    files.write(path, "\n".join(told).encode("utf-8"))


class FolderBody(Body):
    """A folder on this computer."""

    folder: str


def open(request: Request, body: FolderBody) -> dict[str, str]:
    """Open a study that exists."""
    root = _path(body.folder)
    try:
        there = (root / "study.yaml").is_file()
    except OSError:  # a name too long, or a folder that may not be looked into
        there = False
    if not there:
        raise NoStudyError(f"There is no study in {files.show(root)}: it holds no study.yaml.")
    return {"root": str(state_of(request).open(root).folder.root)}


def demo(request: Request, body: FolderBody) -> dict[str, str]:
    """Make the demonstration study (or open the one that was made) and let the rules read it."""
    root = _path(body.folder) if body.folder.strip() else home() / demonstration.FOLDER
    with demonstration.make(root) as study:
        study.code()
    return {"root": str(state_of(request).open(root).folder.root)}


def _path(text: str) -> Path:
    """Return a folder as a person writes it: ``~`` is the home folder, a bare name lies in the folder of studies."""
    if not text.strip() or "\x00" in text:
        raise Refused(400, "A folder is needed.")
    try:
        path = Path(text.strip()).expanduser()
        return path.resolve() if path.is_absolute() else (home() / path).resolve()
    except (RuntimeError, OSError, ValueError):
        raise Refused(400, "This is no folder that can be used.") from None
