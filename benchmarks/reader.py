"""The reading page on a long text: 200 pages with 2,000 codings, in headless Chromium.

    python benchmarks/reader.py [PAGES] [CODINGS] [STUDY_CODINGS]

Prints medians of five loads (first paint, cards there, highlights painted), of frames while scrolling, of a key to the
stored answer, and of a selection to the saved coding; STUDY_CODINGS more lie in other sources of the study (100,000:
what one judgement costs in a large study). Texts and codings are made by a seeded generator.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from playwright.sync_api import Page, sync_playwright

from kembar import places
from kembar.study import Study, new
from kembar.study.reading import Reader
from kembar.types import Coding, Document, Evidence, Pair, Reading
from kembar.web.session import Session

WORDS = [
    "kota",
    "bersaudara",
    "nota",
    "delegasi",
    "pelabuhan",
    "budaya",
    "guru",
    "부산시는",
    "자매결연을",
    "🚢",
    "café",
    "港",
]
KINDS = ("delegation_visit", "student_exchange", "cultural_event", "trade_promotion", "training")
HERE = ("Surabaya", "Medan", "Bandung", "Semarang", "Makassar", "Padang", "Ambon", "Manado")
THERE = ("Busan", "Gwangju, KR", "Daegu", "Incheon", "Ulsan")
SECTORS = ("education", "culture", "economy", "environment", "general")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
RUNS = 5


def main() -> None:
    """Print the figures."""
    pages, codings, more = (int(a) for a in (*sys.argv[1:], *("200", "2000", "0")[len(sys.argv) - 1 :]))
    folder = Path(tempfile.mkdtemp(prefix="kembar-reader-"))
    try:
        name = study(folder / "study", pages, codings, more)
        print(f"{pages} pages, {codings:,} codings in the text, {more:,} in other sources")
        with served(folder / "study", folder / "home") as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
            page = browser.new_context(viewport={"width": 1280, "height": 800}, bypass_csp=True).new_page()
            page.goto(address)
            page.wait_for_url(address.split("?")[0], timeout=120_000)
            loads(page, f"{address.split('?')[0]}read/{name}")
            scrolling(page)
            keys(page)
            selections(page)
            browser.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def chromium() -> str:
    """Return where the browser lies."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not found:
        sys.exit("This needs Chromium; CHROMIUM may name it.")
    return found


def study(root: Path, pages: int, codings: int, more: int) -> str:
    """Make a study whose first source is the long text; the others only carry codings."""
    chance = Random(7)
    named = places.gazetteer().named
    pairs = [Pair(named(a), named(b)) for a in HERE for b in THERE]
    with new(root, ["Surabaya-Busan"], "Long texts") as made:
        text = "\n\n".join(f"Halaman {n}\n\n{_page(chance)}" for n in range(1, pages + 1))
        names = [_add(made, root, "long", text)]
        per_source = 2000
        names += [_add(made, root, f"other{n}", _page(chance) * 40) for n in range(-(-more // per_source))]
        for name in names:
            document = made.document(name)
            many = codings if name == names[0] else per_source
            made.store.add_readings([_reading(document, pairs, many, chance)])
            key = Reader.of(made).key(document.source)  # else the rules would read all these texts first
            made.cache.keep(document.sha256, key, "id", {pairs[0].a.id, pairs[0].b.id}, [2020], b"{}")
    return names[0]


def _page(chance: Random) -> str:
    return "\n\n".join(" ".join(chance.choice(WORDS) for _ in range(55)) + "." for _ in range(8))


def _add(made: Study, root: Path, name: str, text: str) -> str:
    path = root.parent / f"{name}.txt"
    path.write_text(text, encoding="utf-8", newline="\n")
    return made.add(path).new[0]


def _reading(document: Document, pairs: list[Pair], many: int, chance: Random) -> Reading:
    """Codings all over a text, as rules leave them."""
    codings: dict[str, Coding] = {}
    while len(codings) < many:
        start = chance.randrange(len(document.text) - 260)
        end = start + chance.randint(30, 240)
        words = document.text[start:end]
        cue = (start + 4, start + 12)
        supports = ("act", "kind", "pair", "sector")
        quote = Evidence(document.source.id, document.sha256, start, end, "", words, supports, cue)
        coding = Coding("activity", chance.choice(KINDS), (quote,), chance.choice(pairs), sector=chance.choice(SECTORS))
        codings[coding.id] = coding
    return Reading("rules", "rules", document.source.id, document.sha256, tuple(codings.values()), at="2026-01-01")


class served:
    """The server in a process of its own, as a context manager that gives its address."""

    def __init__(self, root: Path, home: Path) -> None:
        Session(home).keep(name="Ana", lang="en")
        code = "from kembar import web; from kembar.study import open_study; import sys; "
        code += "web.serve(open_study(sys.argv[1]), 0, browser=False)"
        environment = {**os.environ, "KEMBAR_HOME": str(home)}
        command = [sys.executable, "-u", "-c", code, str(root)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)

    def __enter__(self) -> str:
        assert self.process.stdout
        return next(line.strip() for line in iter(self.process.stdout.readline, "") if line.startswith("http://"))

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()


def told(name: str, values: list[float], unit: str = "ms") -> None:
    """Print a median and the largest value."""
    print(f"{name:44} {statistics.median(values):8.0f} {unit}   (largest {max(values):.0f})")


def loads(page: Page, address: str) -> None:
    """Load the page several times after a first one that fills the server's memory."""
    page.goto(address)
    page.locator("#text[data-ready]").wait_for(timeout=120_000)
    weight = page.evaluate(  # now: later loads come from the browser's memory and weigh nothing
        """() => performance.getEntriesByType("resource").filter(one => one.name.includes("/static/"))
            .reduce((sum, one) => sum + one.encodedBodySize, 0)"""
    )
    marks: dict[str, list[float]] = {"first paint": [], "cards": [], "painted": []}
    for _ in range(RUNS):
        page.goto(address)
        page.locator("#text[data-ready]").wait_for()
        found: dict[str, float] = page.evaluate(
            """() => Object.fromEntries([
                ["first paint", performance.getEntriesByName("first-contentful-paint")[0].startTime],
                ...["cards", "painted"].map(name => [name, performance.getEntriesByName(name)[0].startTime])])"""
        )
        for name, value in found.items():
            marks[name].append(value)
    for name, label in (("first paint", "first paint"), ("cards", "cards there"), ("painted", "all highlights set")):
        told(label, marks[name])
    print(f"{'scripts and styles':44} {weight / 1024:8.0f} kB")


def scrolling(page: Page) -> None:
    """Scroll through the text and time the frames."""
    frames: list[float] = page.evaluate(
        """async () => {
            const out = []; let before = performance.now();
            for (let n = 0; n < 120; n += 1) {
                scrollBy(0, 400);
                await new Promise(requestAnimationFrame);
                const now = performance.now(); out.push(now - before); before = now;
            }
            return out;
        }"""
    )
    told("frame while scrolling", frames[5:])


def answers(page: Page, verb: str, presses: Iterator[None]) -> list[float]:
    """Time from a press to the server's answer, as the page sees it."""
    spent = []
    for _ in presses:
        spent.append(_once(page, verb))
    return spent


def _once(page: Page, verb: str) -> float:
    with page.expect_response(f"**/api/{verb}") as answered:
        start = time.perf_counter()
        page.keyboard.press("a" if verb == "judge" else "Enter")
    answered.value.finished()
    return (time.perf_counter() - start) * 1000


def keys(page: Page) -> None:
    """Accept twenty proposals, one key each."""
    page.keyboard.press("j")
    told("key to stored answer", answers(page, "judge", iter([None] * 20)))
    page.locator(".card.sending").first.wait_for(state="detached")


def selections(page: Page) -> None:
    """Code ten selections: from the key that saves to the stored answer."""

    def chosen() -> Iterator[None]:
        for number in range(10):
            page.evaluate(
                """n => { const all = [...document.querySelectorAll("[data-s]")];
                    const long = all.filter(one => one.firstChild.length > 99);
                    const node = long[40 + n].firstChild;
                    getSelection().setBaseAndExtent(node, 5, node, 60); }""",
                number,
            )
            page.keyboard.press("c")
            page.locator("form.coding").wait_for()
            page.wait_for_timeout(300)
            yield None
            page.locator("form.coding").wait_for(state="detached")

    told("saved coding from a selection", answers(page, "hand", chosen()))


if __name__ == "__main__":
    main()
