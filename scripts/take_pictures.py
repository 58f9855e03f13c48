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
#: Pages that need something to be shown on them, and what to show.
SAMPLES = {
    "/source/{source}": "/source/gnfi-2017",
    "/read/{source}": "/read/rakhmadi-2023",
    "/compare": "/compare?open=Medan-Gwangju%7Cinstruments",
    "/search": "/search?q=pelajar",
    "/quotes": "/quotes?kind=sister_agreement",
    "/timeline": "/timeline",
}
MEMOS = {
    "gnfi-2017": "The street sign is told here only; ask the city's archive for the decree.",
    "cell:pair|sector|Medan-Gwangju|education": "Both numbers of pupils come from one programme. Which year is which?",
    "code:named_place": "Count gardens and streets apart in the chapter.",
}
LEFT = ("/read", "/compare/cell", "/timeline/open")  # a way to another page, and pieces of pages
NAMES = ("chromium", "chromium-browser", "google-chrome")
SIZE = {"width": 1280, "height": 860}


def main() -> None:
    """Take the pictures that the command line asks for, or all."""
    every = [SAMPLES.get(path, path) for path in PAGES if path in SAMPLES or "{" not in path]
    asked = sys.argv[1:] or [path for path in every if path not in LEFT]
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        with demo.make(folder / "demo") as study:
            study.code()
            for subject, words in MEMOS.items():
                study.memo(subject, words, by="Ana")
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
            page.wait_for_timeout(400)
            name = path.strip("/").split("?")[0].split("/")[0] or "overview"
            page.screenshot(path=OUT / f"{name}.jpg", type="jpeg", quality=62)
        browser.close()


if __name__ == "__main__":
    main()
