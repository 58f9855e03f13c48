"""Every page for everybody: axe-core finds nothing serious, in both themes, wide and on a phone; nothing overflows."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Server
from playwright.sync_api import Page

from kembar.study import Study
from kembar.web.routes import PAGES

AXE = Path(__file__).with_name("axe.min.js")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
#: What stands for the parameters of an address; pages that are files are left out.
SAMPLES = {"{source}": "gnfi-2017"}


def addresses() -> list[str]:
    """Every page by an address that exists."""
    found = []
    for path in PAGES:
        for hole, value in SAMPLES.items():
            path = path.replace(hole, value)
        if "{" not in path:
            found.append(path)
    return found


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_no_page_keeps_anybody_out(
    serve: Callable[..., Server], root: Path, enter: Callable[..., Page], width: int, dark: bool
) -> None:
    with Study(root) as study:
        text = study.document("gnfi-2017").sha256
        for subject in (
            "gnfi-2017",
            f"gnfi-2017@{text[:12]}:40-90",
            "code:meeting",
            "cell:pair|sector|Medan-Gwangju|culture",
        ):
            study.memo(subject, f"On {subject}, " + "and more " * 20, by="Ana")
    server = serve(root)
    page = enter(server, "/", width=width, dark=dark, bypass_csp=True)
    faults: list[str] = []
    for path in addresses():
        page.goto(server.base + path)
        page.add_script_tag(path=AXE)
        found = page.evaluate("options => axe.run(document, options)", RULES)["violations"]
        told = [
            f"{path}: {one['id']} {node['target']} {re.sub(chr(10), ' ', node['failureSummary'])[:160]}"
            for one in found
            if one["impact"] in ("serious", "critical")
            for node in one["nodes"][:2]
        ]
        faults += told
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{path} is wider than {width}"
    assert not faults, "\n".join(faults)
