"""The whole story, from an empty folder to a judged matrix: once with the mouse, once with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from conftest import Server
from playwright.sync_api import Locator, Page, expect

from kembar.study import Study
from kembar.types import Judgement

TREATY = "Pemerintah Kota Surabaya dan Kota Busan menandatangani perjanjian kota bersaudara pada 10 November 1994.\n"
VISIT = "On 3 May 2012 a delegation of the city of Busan visited Surabaya to speak about the port.\n"


def files(folder: Path) -> list[Path]:
    """Two sources on disk."""
    folder.mkdir()
    made = [(folder / "treaty.txt", TREATY), (folder / "visit.txt", VISIT)]
    for path, text in made:
        path.write_text(text, encoding="utf-8", newline="\n")
    return [path for path, _ in made]


def tab_to(page: Page, aim: Locator) -> None:
    """Press Tab until something has the focus, as a person without a mouse does."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if aim.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"{aim} cannot be reached by Tab")


def judged(root: Path) -> tuple[set[str], set[str]]:
    """Verdicts of Ana, and the sources that she has codings in."""
    with Study(root, read_only=True) as study:
        verdicts = {j.verdict for j in study.judgements() if isinstance(j, Judgement) and j.by == "Ana"}
        return verdicts, {r.source for r in study.readings() if r.coder == "Ana"}


def test_the_whole_story_with_the_mouse(
    serve: Callable[..., Server], enter: Callable[..., Page], tmp_path: Path
) -> None:
    root = tmp_path / "ports"
    page = enter(serve(None, name=""))
    page.locator("#name-form [name=name]").fill("Ana")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("heading", name="Who reads?")).to_have_count(0)
    for name, text in (("title", "Two ports"), ("pairs", "Surabaya-Busan"), ("folder", str(root))):
        page.locator(f"#make-form [name={name}]").fill(text)
    page.locator("#make-form button").click()
    page.locator("ol.next a").first.click()
    page.locator("#files").set_input_files(files(tmp_path / "given"))
    expect(page.locator("#far")).to_have_text("2 done", timeout=60_000)
    page.get_by_role("button", name="Show them in the list").click()
    page.locator("table.list tbody th > a").first.click()
    for _ in range(2):
        page.locator("#text[data-ready]").wait_for()
        while page.locator(".card.waits").count():
            page.locator(".card.waits .head").first.click()
            page.get_by_role("button", name="Accept").click()
            expect(page.locator(".card.sending")).to_have_count(0)
        page.get_by_role("button", name="Read to the end").click()
        expect(page.locator("#finish")).to_have_attribute("aria-pressed", "true")
        if page.locator(".tools a[rel=next]").count():
            page.locator(".tools a[rel=next]").click()
            page.wait_for_url("**/read/visit*")
    page.get_by_role("link", name="Compare").click()
    cell = page.locator('[data-open="Surabaya-Busan|instruments"]')
    expect(cell).to_contain_text("●1")
    cell.click()
    expect(page.locator("#drawer")).to_contain_text("menandatangani")
    page.locator("#drawer a.go").first.click()
    expect(page.locator("#text")).to_contain_text("perjanjian kota bersaudara")
    assert judged(root) == ({"accept", "complete"}, set())


def test_the_whole_story_by_keyboard_alone(
    serve: Callable[..., Server], enter: Callable[..., Page], tmp_path: Path
) -> None:
    root, given = tmp_path / "ports", files(tmp_path / "given")
    page = enter(serve(None, name=""))
    press, write = page.keyboard.press, page.keyboard.type
    expect(page.locator("#name-form [name=name]")).to_be_focused()
    write("Ana")
    press("Enter")
    expect(page.get_by_role("heading", name="Who reads?")).to_have_count(0)
    page.wait_for_load_state()
    tab_to(page, page.locator("#make-form [name=title]"))
    write("Two ports")
    press("Tab")
    write("Surabaya-Busan")
    press("Tab")
    press("Tab")
    press("ControlOrMeta+A")
    write(str(root))
    press("Enter")
    expect(page.get_by_role("heading", name="Two ports")).to_be_visible()
    page.wait_for_load_state()
    press("g")
    press("s")
    expect(page.get_by_role("heading", name="No sources yet")).to_be_visible()
    page.wait_for_load_state()
    tab_to(page, page.locator("#files"))
    expect(page.locator("#files")).to_be_focused()
    with page.expect_file_chooser(timeout=60_000) as chooser:
        press("Space")
    chooser.value.set_files(given)
    expect(page.locator("#far")).to_have_text("2 done", timeout=60_000)
    tab_to(page, page.get_by_role("button", name="Show them in the list"))
    press("Enter")
    expect(page.get_by_role("table")).to_contain_text("visit")
    page.wait_for_load_state()
    press("g")
    press("r")
    for at in ("treaty", "visit"):
        page.wait_for_url(f"**/read/{at}*")
        page.locator("#text[data-ready]").wait_for()
        while page.locator(".card.waits").count():
            press("a")
            expect(page.locator(".card.sending")).to_have_count(0)
        if at == "visit":  # what the rules did not see is coded from its words
            press("t")
            for _ in range(5):
                press("Control+Shift+ArrowRight")
            press("c")
            expect(page.locator("form.coding")).to_be_visible()
            press("k")
            write("meeting")
            press("Enter")
            expect(page.locator("form.coding")).to_have_count(0)
        press("f")
        expect(page.locator("#finish")).to_have_attribute("aria-pressed", "true")
        press("]")
    press("g")
    press("c")
    cell = page.locator('[data-open="Surabaya-Busan|instruments"]')
    expect(cell).to_contain_text("●1")
    page.wait_for_load_state()
    press("m")
    expect(page.locator("a.cell:focus")).to_have_count(1)
    press("Enter")
    expect(page.locator("#drawer .record").first).to_be_focused()
    press("o")
    expect(page.locator("#text")).to_contain_text("perjanjian kota bersaudara")
    assert judged(root) == ({"accept", "complete"}, {"visit"})
