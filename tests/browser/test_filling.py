"""From nothing to a study with sources, without a terminal: by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from conftest import Server
from playwright.sync_api import Page, expect

from kembar.study import Study

TEXT = "Pemerintah Kota Surabaya dan Kota Busan menandatangani perjanjian kota bersaudara pada 10 November 1994.\n"
VISIT = "On 3 May 2012 a delegation of the city of Busan visited Surabaya to speak about the port.\n"


def test_a_study_is_made_and_filled_by_keyboard_alone(
    serve: Callable[..., Server], enter: Callable[..., Page], tmp_path: Path
) -> None:
    page = enter(serve(None, name=""))
    expect(page.get_by_role("heading", name="Who reads?")).to_be_visible()
    page.keyboard.type("Ana")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Who reads?")).to_have_count(0)
    page.locator("#make-form [name=title]").focus()
    page.keyboard.type("Two ports")
    page.keyboard.press("Tab")
    page.keyboard.type("Surabaya-Busan")
    page.keyboard.press("Tab")
    page.keyboard.type("Who visits whom?")
    page.keyboard.press("Tab")
    expect(page.locator("#make-form [name=folder]")).to_be_focused()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(str(tmp_path / "ports"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Two ports")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("g")
    page.keyboard.press("s")
    expect(page.get_by_role("heading", name="No sources yet")).to_be_visible()
    page.wait_for_load_state()
    page.get_by_role("button", name="Write a note").focus()
    page.keyboard.press("Enter")
    page.keyboard.type(TEXT)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("table")).to_contain_text("Pemerintah Kota Surabaya")
    with Study(tmp_path / "ports") as study:
        assert study.settings.question == "Who visits whom?"
        assert sum(len(reading.codings) for reading in study.readings()) >= 1


def test_many_files_are_dropped_in_with_their_problems_beside_them(server: Server, enter: Callable[..., Page]) -> None:
    page = enter(server, "/sources")
    made = [{"name": f"visit-{n}.txt", "mimeType": "text/plain", "buffer": f"{VISIT}{n}".encode()} for n in range(5)]
    made += [{"name": "broken.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 nothing"}]
    made += [{"name": '"><img src=x onerror=alert(1)>.txt', "mimeType": "text/plain", "buffer": TEXT.encode()}]
    page.locator("#files").set_input_files(made)
    expect(page.locator("#far")).to_have_text("7 done", timeout=60_000)
    expect(page.locator("#came li")).to_have_count(7)
    expect(page.locator("#came li").nth(0)).to_contain_text("codings found")
    expect(page.locator("#came li").nth(5).locator(".problem.error")).to_be_visible()
    expect(page.locator("#came img")).to_have_count(0)
    page.get_by_role("button", name="Show them in the list").click()
    expect(page.get_by_role("link", name="broken").first).to_be_visible()


def test_a_file_is_dropped_with_the_mouse(server: Server, enter: Callable[..., Page]) -> None:
    page = enter(server, "/sources", bypass_csp=True)
    carried = page.evaluate_handle(
        "text => { const t = new DataTransfer(); t.items.add(new File([text], 'dropped.txt')); return t; }", VISIT
    )
    page.dispatch_event("#drop", "dragover", {"dataTransfer": carried})
    expect(page.locator("#drop")).to_have_class("drop over")
    page.dispatch_event("#drop", "drop", {"dataTransfer": carried})
    expect(page.locator("#far")).to_have_text("1 done", timeout=30_000)


def test_an_entry_that_somebody_else_changed_shows_both(server: Server, enter: Callable[..., Page]) -> None:
    first, second = enter(server, "/source/gnfi-2017"), enter(server, "/source/gnfi-2017")
    first.get_by_label("Title").fill("First title")
    first.get_by_role("button", name="Keep").click()
    expect(first.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    second.get_by_label("Title").fill("Second title")
    second.get_by_role("button", name="Keep").click()
    dialog = second.get_by_role("dialog")
    expect(dialog).to_contain_text("First title")
    expect(dialog).to_contain_text("Second title")
    second.on("dialog", lambda asked: asked.accept())
    dialog.get_by_role("button", name="Load anew").click()
    expect(second.get_by_label("Title")).to_have_value("First title")


def test_the_list_is_an_address(server: Server, enter: Callable[..., Page]) -> None:
    page = enter(server, "/sources")
    page.get_by_label("Title, author, name").fill("gwangju")
    page.get_by_role("button", name="Show", exact=True).click()
    assert "q=gwangju" in page.url
    rows = page.locator("table.list tbody tr").count()
    assert 0 < rows < 24
    page.reload()
    expect(page.locator("table.list tbody tr")).to_have_count(rows)
    page.go_back()
    expect(page.locator("table.list tbody tr")).to_have_count(24)


def test_a_report_is_built_and_opens_without_scripts(server: Server, enter: Callable[..., Page]) -> None:
    page = enter(server, "/report")
    page.locator("form[data-what=report]").get_by_role("button").click()
    link = page.get_by_role("link", name="Open")
    expect(link).to_be_visible(timeout=30_000)
    with page.context.expect_page() as opened:
        link.click()
    expect(opened.value.get_by_role("heading", name="What can and cannot be said")).to_be_visible()
