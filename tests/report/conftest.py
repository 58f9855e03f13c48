"""The report is tried on the study that the displays are tried on."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "displays"))
