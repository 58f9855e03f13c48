"""The version of the rules changes with what they are made of, and with nothing else."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kembar.coders.rules import version

RUNNING = version.running()
#: What the rules import and what changes no reading by itself, each with the reason.
LEFT_OUT = {
    "coders/coded.py": "holds what the rules hand back",
    "codebook/__init__.py": "reads the codebook, whose content is counted beside the rules",
    "collecting.py": "saves time",
    "problems.py": "words errors",
    "types.py": "holds values",
    "yamlfile.py": "reads files that are counted themselves",
}


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what the rules are made of, whose version is told instead."""
    left_out = shutil.ignore_patterns("__pycache__", "*.xz")
    shutil.copytree(version.ROOT, tmp_path / "kembar", ignore=left_out)
    monkeypatch.setattr(version, "ROOT", tmp_path / "kembar")
    return tmp_path / "kembar"


def test_a_copy_has_the_version_of_what_it_was_copied_from(copied: Path) -> None:
    assert copied == version.ROOT
    assert version.version() == RUNNING
    assert re.fullmatch(r"rules [0-9a-f]{8}", RUNNING)


@pytest.mark.parametrize(
    "name",
    [
        "coders/rules/judge.py",
        "coders/rules/status.tsv",
        "languages/others.yaml",
        "languages/datefind.py",
        "places/scoring.py",
        "places/data/ties.tsv",
        "places/data/letters.tsv",
        "places/data/words.yaml",
        "passages.py",
        "sources/table.py",
    ],
)
def test_each_thing_that_changes_readings_changes_the_version(copied: Path, name: str) -> None:
    with (copied / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert version.version() != RUNNING


def test_another_gazetteer_changes_the_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(version, "manifest", lambda: {"sha256": "of another gazetteer"})
    assert version.version() != RUNNING


def test_words_for_readers_and_what_only_shows_change_nothing(copied: Path) -> None:
    shown = [*(copied / "languages").glob("*/labels.yaml"), *(copied / "languages").glob("*/messages.yaml")]
    for path in [*shown, copied / "report" / "content.py", copied / "places" / "data" / "NOTICE.md"]:
        with path.open("a", encoding="utf-8") as file:
            file.write("\n")
    assert version.version() == RUNNING


@pytest.mark.language("id")
def test_a_word_of_a_language_changes_the_version(copied: Path) -> None:
    with (copied / "languages" / "id" / "cues.yaml").open("a", encoding="utf-8") as file:
        file.write("\n# a word for rules\n")
    assert version.version() != RUNNING


def test_every_module_that_the_rules_import_is_counted_or_left_out_on_purpose() -> None:
    counted = {path.relative_to(version.ROOT).as_posix() for path in version._files()}
    imported = {
        name
        for folder in ("coders/rules", "languages", "places")
        for path in (version.ROOT / folder).rglob("*.py")
        for name in modules_of(path)
    }
    assert imported - counted == set(LEFT_OUT)
    beside = {name for name in counted if name.endswith(".py") and name in version._MODULES}
    assert {name for path in beside for name in modules_of(version.ROOT / path)} <= counted | set(LEFT_OUT)


def modules_of(path: Path) -> Iterator[str]:
    """The modules of Kembar that a module imports, as files below the package; a package only if it is asked itself."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        for name in names_in(node):
            whole = version.ROOT.joinpath(*name.split(".")[1:])
            for found in (whole, whole.parent):  # what a name stands for may be a module, or something in one
                file = found / "__init__.py" if found.is_dir() else found.with_suffix(".py")
                if file.is_file():
                    yield file.relative_to(version.ROOT).as_posix()
                    break


def names_in(node: ast.AST) -> list[str]:
    """The names below the package that a statement imports."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names if alias.name.split(".")[0] == "kembar"]
    if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "kembar":
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []
