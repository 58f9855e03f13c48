"""Time the comparing pages over a big study: start, first load, then the median of ten; and the server's memory.

    python benchmarks/web.py FOLDER [SOURCES] [CODINGS]

The study is made in FOLDER if none is there (see ``big_study.py``). A server of its own runs over it, without a
browser; what a page takes to be drawn comes on top. Aims: 400 ms a page after its first load, 600 MB.
"""

from __future__ import annotations

import http.cookiejar
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from statistics import median

import big_study

PAGES = (
    "/", "/compare", "/compare?rows=pair&columns=year", "/compare?standing=judged",
    "/compare/cell?open=Surabaya-Ulsan%7Ceducation", "/timeline", "/timeline?pair=Surabaya-Ulsan",
    "/timeline?since=2000&until=2005", "/disputes", "/disputes?show=same", "/gaps", "/search?q=cities",
    "/search?q=memorandum+1997",
)  # fmt: skip
CODE = "import sys; from kembar import web; from kembar.study import open_study; "
CODE += "web.serve(open_study(sys.argv[1]), 0, browser=False)"


def main() -> None:
    """Make or take the study that the command line names, and print the table."""
    root = Path(sys.argv[1])
    if not (root / "study.yaml").is_file():
        big_study.make(root, *(int(text) for text in (*sys.argv[2:4], *("1000", "100000")[len(sys.argv) - 2 :])))
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "KEMBAR_HOME": home, "HOME": home}
        began = time.perf_counter()
        server = subprocess.Popen(
            [sys.executable, "-u", "-c", CODE, str(root)], stdout=subprocess.PIPE, text=True, env=environment
        )
        try:
            assert server.stdout
            address = next(line.strip() for line in server.stdout if line.startswith("http://"))
            print(f"start          {time.perf_counter() - began:6.2f} s")
            _pages(address)
            print(f"memory         {_memory(server.pid):6.0f} MB")
        finally:
            server.terminate()
            server.wait()


def _pages(address: str) -> None:
    jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    browser = urllib.request.build_opener(jar)
    browser.open(address).read()
    base = address.split("/?")[0]
    while b'id="left"' in browser.open(f"{base}/search?q=cities").read():  # texts are taken in bit by bit
        pass
    print(f"{'page':48} {'first s':>8} {'then ms':>8} {'kB':>6}")
    for path in PAGES:
        times = []
        for _ in range(11):
            began = time.perf_counter()
            size = len(browser.open(base + path).read())
            times.append(time.perf_counter() - began)
        print(f"{path:48} {times[0]:8.2f} {1000 * median(times[1:]):8.0f} {size / 1000:6.0f}", flush=True)


def _memory(process: int) -> float:
    """Return the resident memory of a process in MB (0 where the system does not tell)."""
    status = Path(f"/proc/{process}/status")
    lines = status.read_text(encoding="utf-8").splitlines() if status.is_file() else []
    return next((int(line.split()[1]) / 1000 for line in lines if line.startswith("VmRSS")), 0.0)


if __name__ == "__main__":
    main()
