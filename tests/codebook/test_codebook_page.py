"""docs/codebook.md is what the codebook says."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def test_the_page_is_up_to_date() -> None:
    script = ROOT / "scripts" / "write_codebook.py"
    done = subprocess.run([sys.executable, str(script), "--check"], cwd=ROOT, capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stdout.strip()) == (0, "docs/codebook.md is up to date"), done.stderr
