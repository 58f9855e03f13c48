"""Files that are dropped in: each comes by itself, as it is, and becomes a source with its problems beside it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request

from kembar.problems import reason
from kembar.study import names
from kembar.web.answers import Body, Refused, state_of
from kembar.web.sources import plain
from kembar.web.state import State


async def upload(request: Request) -> dict[str, Any]:
    """Take one file (the body, named by ``name``) and add it: ids of new sources and versions, problems."""
    given = request.query_params.get("name", "").replace("\\", "/").rsplit("/", 1)[-1]
    if not given.strip(". "):
        raise Refused(400, "A file needs a name.")
    state = state_of(request)
    folder = Path(await run_in_threadpool(tempfile.mkdtemp, prefix="kembar-"))
    try:
        path = folder / names.safe_name(given)
        with path.open("wb") as file:
            async for chunk in request.stream():
                file.write(chunk)
        return await state.run(_add, request, state, path)
    except ClientDisconnect:
        raise Refused(400, "The file did not come to its end; nothing was added.") from None
    except OSError as error:
        raise Refused(507, f"The file could not be kept: {reason(error)}.") from None
    finally:
        await run_in_threadpool(shutil.rmtree, folder, ignore_errors=True)


def _add(request: Request, state: State, path: Path) -> dict[str, Any]:
    done = state.add(path)
    titles = {name: state.study.sources[name].title for name in (*done.new, *done.versions)}
    told = {"new": done.new, "versions": done.versions, "known": done.known, "titles": titles}
    wrong = [{**one, "where": one["where"].replace(str(path), path.name)} for one in plain(request, done.problems)]
    return {**told, "problems": wrong}


class NoteBody(Body):
    """The researcher's own words."""

    text: str


def note(request: Request, body: NoteBody) -> dict[str, Any]:
    """Make a source of the researcher's own words, dated today."""
    if not body.text.strip():
        raise Refused(400, "A note needs words.")
    done = state_of(request).study.add(note=body.text)
    return {"new": done.new, "problems": plain(request, done.problems)}


class NothingBody(Body):
    """A write that needs nothing said."""


def look(request: Request, body: NothingBody) -> dict[str, Any]:
    """Look through the study's own folder of originals again: put in by hand, left behind, or to be mended."""
    state = state_of(request)
    done = state.add(state.study.folder.sources)
    return {"new": done.new, "versions": done.versions, "known": done.known, "problems": plain(request, done.problems)}
