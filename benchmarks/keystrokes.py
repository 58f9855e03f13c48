"""Count what a person does for a task: every key and click is done in headless Chromium, and its outcome checked.

    python benchmarks/keystrokes.py > docs/web/keystrokes.md

A drag over words is one action, as is a key, a chord or a click; letters of a value itself are counted apart. What the
same tasks take in Taguette is counted from its source (see the notes that are printed), not by running it.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect, sync_playwright
from reader import ARGUMENTS, chromium, served

from kembar import demo

SOURCE = "rakhmadi-2023"
CELL = '[data-open="Medan-Gwangju|instruments"]'
NOTES = """\
Counted in Taguette from its source (remram44/taguette, `taguette/static/js/taguette.js` and
`templates/modal/create_highlight.html`, commit 00291cee) and from a course that teaches it (uviclibraries/taguette,
`qualitative-coding.md`, `basic-analysis.md`):

- *A source and five acts*: its name in the list of documents (1); for each act a drag over its words, `n`, a click on a
  tag in the tree, *Save & Close* (4). A tag holds the kind alone; partner and year as tags of their own are two clicks
  more for each act (31 in all).
- *The sentence behind a number*: the tab *Highlights*, the tag (2) list the passages; the name of the document beside
  one opens it at its top (3), and the sentence is looked for there (4 or more). There is no table of two places, so the
  number is that of a tag.
- *All quotes of a code*: the tab *Highlights*, the tag (2).

Kembar proposes acts and Taguette does not: where every proposal is right a key settles each. The row below it is the
same task where nothing was proposed; the kind is typed, and the partners of the nearest act are filled in. How often a
proposal is right stands in [coder-quality.md](../coder-quality.md); a wrong one costs one key, a half-right one a
correction."""


@dataclass
class Hand:
    """A person's hands on a page: what they do is counted."""

    page: Page
    actions: int = 0
    letters: int = 0

    def press(self, key: str) -> None:
        """Press one key or chord."""
        self.actions += 1
        self.page.keyboard.press(key)

    def click(self, aim: Locator) -> None:
        """Click on something."""
        self.actions += 1
        aim.click()

    def write(self, text: str) -> None:
        """Write a value; its letters are no actions."""
        self.letters += len(text)
        self.page.keyboard.type(text)

    def drag(self, block: int) -> None:
        """Drag over the first words of a block of the text."""
        self.actions += 1
        box = self.page.evaluate(
            """n => {
                const block = [...document.querySelectorAll("[data-s]")].filter(b => b.firstChild.length > 120)[n];
                block.scrollIntoView({block: "center"});
                const range = document.createRange();
                range.setStart(block.firstChild, 0); range.setEnd(block.firstChild, 30);
                const box = range.getClientRects()[0]; return [box.left, box.right, box.top + box.height / 2]; }""",
            block,
        )
        self.page.mouse.move(box[0] + 0.5, box[2])
        self.page.mouse.down()
        self.page.mouse.move(box[1] - 2, box[2], steps=4)
        self.page.mouse.up()


def main() -> None:
    """Do all tasks and print the page."""
    with tempfile.TemporaryDirectory() as held, sync_playwright() as playwright:
        with demo.make(Path(held) / "demo") as study:
            study.code()
        with served(Path(held) / "demo", Path(held) / "home") as address:
            browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
            page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
            page.goto(address)
            base = address.split("/?")[0]
            page.wait_for_url(f"{base}/")
            rows = [task(page, base) for task in (accept, correct, five, by_hand, sentence, quotes)]
            browser.close()
    print("# Keys and clicks\n\nPrinted by `python benchmarks/keystrokes.py`, which does each task in Chromium.\n")
    print("| task | actions in Kembar | letters of values | actions in Taguette |\n|---|---|---|---|")
    for name, hand, other in rows:
        print(f"| {name} | {hand.actions} | {hand.letters or ''} | {other} |")
    print(f"\n{NOTES}")


Row = tuple[str, Hand, str]


def opened(page: Page, address: str) -> Hand:
    """Go to a page, which is no part of the task."""
    page.goto(address)
    page.wait_for_load_state()
    return Hand(page)


def reading(page: Page) -> None:
    """Wait for the records beside a text."""
    page.locator("#text[data-ready]").wait_for()


def settled(page: Page, number: int) -> None:
    """See that so many records are accepted and none is on its way."""
    expect(page.locator(".card.sending")).to_have_count(0)
    expect(page.locator(".card.accepted")).to_have_count(number)


def accept(page: Page, base: str) -> Row:
    """Accept the proposal that one is at."""
    hand = opened(page, f"{base}/read/gnfi-2017")
    reading(page)
    before = page.locator(".card.accepted").count()
    hand.press("a")
    settled(page, before + 1)
    return "accept a right proposal", hand, "– (nothing is proposed)"


def correct(page: Page, base: str) -> Row:
    """Correct the date of a proposal."""
    hand = opened(page, f"{base}/read/gnfi-2017")
    reading(page)
    before = page.locator(".card.accepted").count()
    hand.press("e")
    hand.press("w")
    hand.write("Juli 2013")
    hand.press("Enter")
    expect(page.locator("form.coding")).to_have_count(0)
    settled(page, before + 1)
    return "correct one field", hand, "– (tags have no fields)"


def five(page: Page, base: str) -> Row:
    """Read a source and settle five acts that were proposed."""
    hand = opened(page, f"{base}/sources")
    hand.click(page.locator(f'a[href="/read/{SOURCE}"]').first)
    reading(page)
    before = page.locator(".card.accepted").count()
    for number in range(5):
        hand.press("a")
        settled(page, before + number + 1)
    return "read a source and settle five acts (proposed rightly)", hand, "21"


def by_hand(page: Page, base: str) -> Row:
    """Read a source and code five acts where nothing was proposed."""
    hand = opened(page, f"{base}/sources")
    hand.click(page.locator(f'a[href="/read/{SOURCE}"]').first)
    reading(page)
    for number in range(5):
        hand.drag(number)
        hand.press("c")
        expect(page.locator("form.coding")).to_be_visible()
        page.wait_for_load_state("networkidle")
        hand.press("k")
        hand.write("meet")
        with page.expect_response("**/api/hand") as answered:
            hand.press("Enter")
        assert answered.value.ok
        expect(page.locator("form.coding")).to_have_count(0)
    return "the same where nothing was proposed", hand, "21"


def sentence(page: Page, base: str) -> Row:
    """Find the sentence behind a number of the matrix, in its place in the text."""
    hand = opened(page, f"{base}/compare")
    hand.click(page.locator(CELL))
    hand.click(page.locator("#drawer a.go").first)
    page.wait_for_url("**/read/**at=**")
    return "find the sentence behind a number, in its place", hand, "4 or more"


def quotes(page: Page, base: str) -> Row:
    """List all quotes of one code, from the overview."""
    hand = opened(page, f"{base}/")
    hand.click(page.get_by_role("link", name="Codebook"))
    hand.click(page.locator("#code-sister_agreement a.tag"))
    expect(page.locator("a.go").first).to_be_visible()
    return "list all quotes of one code", hand, "2"


if __name__ == "__main__":
    main()
