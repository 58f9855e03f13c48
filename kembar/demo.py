"""The demonstration study: two pairs of cities, made in a folder from the files that ship with the package.

``examples/two-pairs`` holds ``study.yaml``, ``sources/``, ``sources.yaml`` (what a person would fill in) and
``judgements.yaml`` (codings and verdicts in the form of ``kembar.study.plain``).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from importlib import resources
from pathlib import Path

from kembar.problems import OutputError, StudyExistsError, reason
from kembar.study import Study, files, folder, plain

Progress = Callable[[str, int, int, str], None]
FOLDER = "kembar-demo"


def make(root: Path, progress: Progress | None = None) -> Study:
    """Make (or open) the demonstration study in a folder, freeze its sources and store its judgements.

    A folder that holds this study already is opened and gets nothing twice; any other study there raises
    StudyExistsError.
    """
    root = root.expanduser().resolve()
    with resources.as_file(resources.files("kembar") / "examples" / "two-pairs") as example:
        _prepare(root, example)
        study = Study.open(root)
        study.add(root / "sources", progress=progress)
        if not study.judgements():
            found = plain.load(study, example / "judgements.yaml")
            with study.lock:
                study.store.add_readings(found.readings)
                study.store.add_judgements(found.judgements)
    return study


def _prepare(root: Path, example: Path) -> None:
    settings = (example / "study.yaml").read_bytes()
    if (root / "study.yaml").is_file():
        if (root / "study.yaml").read_bytes() != settings:
            raise StudyExistsError(
                f"{files.show(root)} holds another study; name another folder for the demonstration."
            )
    else:
        folder.refuse_nested(root)
    try:
        (root / "sources").mkdir(parents=True, exist_ok=True)
        for path in sorted((example / "sources").iterdir()):
            if path.is_file() and not (root / "sources" / path.name).exists():
                shutil.copyfile(path, root / "sources" / path.name)
        for name in ("sources.yaml", "places.yaml", "codebook.yaml"):
            if (example / name).is_file() and not (root / name).exists():
                shutil.copyfile(example / name, root / name)
    except OSError as error:
        raise OutputError(f"{files.show(root)} could not be written: {reason(error)}.") from None
    if not (root / "study.yaml").is_file():
        files.write(root / "study.yaml", settings)
