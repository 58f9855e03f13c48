"""The README's Python runs as it stands there, as a script without a guard, and its commands exist."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kembar.cli import cli

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SOURCES = ROOT / "kembar" / "examples" / "two-pairs" / "sources"


def blocks(language: str) -> list[str]:
    """Return the fenced blocks of a language."""
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as the README supposes it: downloads, and nothing else."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(SOURCES, folder / "downloads")
    return folder


def test_the_python_block_runs_as_an_unguarded_script(desk: Path) -> None:
    (block,) = blocks("python")
    assert "import kembar as kb" in block
    assert "language=" not in block, "the language of each text is told from the text"
    (desk / "script.py").write_text(block, encoding="utf-8")
    command = [sys.executable, "script.py"]
    done = subprocess.run(command, cwd=desk, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "“" in done.stdout, "a quote is printed"
    for name in re.findall(r'(?:report|save)\("([^"]+)"', block):
        assert (desk / name).stat().st_size > 0


def test_every_command_of_the_readme_exists() -> None:
    words = re.findall(r"^(?:\$ )?kembar (?:-C \S+ )?([a-z]+)", "\n".join([*blocks("sh"), *blocks("console")]), re.M)
    assert set(words) <= set(cli.commands)
