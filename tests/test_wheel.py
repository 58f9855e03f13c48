"""The wheel holds the study and the data that the demonstration needs, is small, and works away from the repository."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this tree."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_is_below_25_mb_and_carries_its_licences(wheel: Path) -> None:
    assert wheel.stat().st_size < 25_000_000
    names = zipfile.ZipFile(wheel).namelist()
    for carried in ("LICENSE", "NOTICE", "kembar/places/data/NOTICE.md"):
        assert any(name.endswith(f"licenses/{carried}") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "scripts/", "benchmarks/"))]


def test_the_demonstration_works_from_the_unpacked_wheel(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "installed"), "PYTHONSAFEPATH": "1"}
    command = [sys.executable, "-m", "kembar", "demo", str(tmp_path / "demo")]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Medan-Gwangju" in done.stdout
    assert (tmp_path / "demo" / "out" / "report.html").stat().st_size < 3_000_000


def test_what_reads_html_is_asked_for_by_name() -> None:
    """Old installers do not resolve the extra of lxml through which trafilatura would bring it."""
    assert '"lxml_html_clean' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
