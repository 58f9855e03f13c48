"""Take the pictures of the pages in docs/web/: the demonstration study in Chromium, 1280 px, light, in English.

    python scripts/take_pictures.py [PAGE...]

Needs Chromium (CHROMIUM names it, else it is looked for). A page is named as in the table of routes (/sources).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from kembar import demo
from kembar.web.routes import PAGES
from kembar.web.session import Session

OUT = Path(__file__).parent.parent / "docs" / "web"
SAMPLES = {"/source/{source}": "/source/gnfi-2017", "/read/{source}": "/read/rakhmadi-2023"}
NAMES = ("chromium", "chromium-browser", "google-chrome")
SIZE = {"width": 1280, "height": 860}


def main() -> None:
    """Take the pictures that the command line asks for, or all."""
    asked = sys.argv[1:] or [path for path in (*PAGES, *SAMPLES.values()) if "{" not in path and path != "/read"]
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        with demo.make(folder / "demo") as study:
            study.code()
        Session(folder / "home").keep(name="Ana", lang="en", theme="light")
        command = [sys.executable, "-u", "-m", "kembar", "-C", str(folder / "demo"), "serve", "--no-browser"]
        environment = {**os.environ, "KEMBAR_HOME": str(folder / "home"), "HOME": "/home/ana"}
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        try:
            assert server.stdout
            address = next(line.strip() for line in server.stdout if line.startswith("http://"))
            take(address, asked)
        finally:
            server.terminate()
            server.wait(10)


def take(address: str, paths: list[str]) -> None:
    """Open each page and keep what its first screen shows, small."""
    OUT.mkdir(exist_ok=True)
    base = address.split("/?")[0]
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        page: Page = browser.new_context(viewport=SIZE, locale="en").new_page()
        page.goto(address)
        page.wait_for_url(f"{base}/")
        for path in paths:
            page.goto(base + path)
            page.wait_for_load_state("networkidle")
            name = path.strip("/").split("/")[0] or "overview"
            page.screenshot(path=OUT / f"{name}.jpg", type="jpeg", quality=62)
        browser.close()


if __name__ == "__main__":
    main()
