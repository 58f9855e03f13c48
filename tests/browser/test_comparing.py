"""Comparing in a real browser: a cell, its drawer, its sentence, and back; keys, links that are sent, decisions."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Server
from playwright.sync_api import Page, expect

AXE = Path(__file__).with_name("axe.min.js")
CELL = '[data-open="Medan-Gwangju|economy"]'


def test_a_cell_opens_its_records_and_a_quote_the_reader_at_its_sentence(
    server: Server, enter: Callable[..., Page]
) -> None:
    page = enter(server, "/compare")
    page.locator(CELL).click()
    drawer = page.locator("#drawer")
    expect(drawer.get_by_role("heading", name="Medan-Gwangju, economy")).to_be_visible()
    expect(page).to_have_url(re.compile(r"open=Medan-Gwangju%7Ceconomy"))
    quote = drawer.locator("a.go").first
    words = quote.inner_text().strip("“”")
    quote.click()
    expect(page).to_have_url(re.compile(r"/read/.+at=\d+-\d+"))
    expect(page.locator("main")).to_contain_text(words[:30])
    page.go_back()
    expect(drawer.get_by_role("heading", name="Medan-Gwangju, economy")).to_be_visible()
    page.go_back()
    expect(drawer).to_be_hidden()


def test_a_link_shows_the_same_and_filters_stay(server: Server, enter: Callable[..., Page]) -> None:
    page = enter(server, "/compare?standing=proposed&open=Medan-Gwangju%7Ceconomy")
    expect(page.locator("#drawer .record").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#drawer")).to_be_hidden()
    expect(page).to_have_url(re.compile(r"/compare\?standing=proposed$"))
    page.locator("select[name=columns]").select_option("status")
    expect(page).to_have_url(re.compile(r"columns=status"))
    expect(page.locator("#matrix thead")).to_contain_text("done")
    expect(page.locator(".chip")).to_contain_text("proposed")
    page.go_back()
    expect(page.locator("#matrix thead")).to_contain_text("economy")


def test_the_matrix_by_keys_alone(server: Server, enter: Callable[..., Page]) -> None:
    page = enter(server, "/compare")
    page.keyboard.press("m")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    expect(page.locator("a.cell:focus")).to_have_attribute("data-open", "Medan-Gwangju|education")
    page.keyboard.press("Enter")
    expect(page.locator("#drawer .record").first).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator("#drawer .record").nth(1)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("a.cell:focus")).to_have_attribute("data-open", "Medan-Gwangju|education")


def test_a_record_is_accepted_and_taken_back_beside_the_matrix(server: Server, enter: Callable[..., Page]) -> None:
    page = enter(server, "/compare")
    before = page.locator(CELL).inner_text()
    page.locator(CELL).click()
    waiting = page.locator("#drawer .record:has([data-judge])").first
    name = waiting.get_attribute("data-record")
    waiting.focus()
    page.keyboard.press("a")
    expect(page.get_by_role("status")).to_contain_text("Accepted")
    expect(page.locator(f'#drawer [data-record="{name}"] [data-judge]')).to_have_count(0)
    expect(page.locator(CELL)).not_to_have_text(before)
    page.keyboard.press("u")
    expect(page.locator(f'#drawer [data-record="{name}"] [data-judge]').first).to_be_visible()


def test_a_memo_is_written_on_a_cell_and_on_a_code(server: Server, enter: Callable[..., Page]) -> None:
    page = enter(server, "/compare")
    page.locator(CELL).click()
    drawer = page.locator("#drawer")
    drawer.get_by_role("button", name="Memo").click()
    page.keyboard.type("Ask the bureau.")
    page.keyboard.press("Control+Enter")
    expect(drawer.locator(".memos li")).to_contain_text("Ask the bureau.")
    expect(page.locator("td", has=page.locator(CELL)).locator(".pin")).to_be_visible()
    page.goto(server.base + "/codebook?q=sister")
    page.get_by_role("button", name="Memo sister-city agreement").click()
    page.keyboard.type("Also friendship?")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#code-sister_agreement .memos li")).to_contain_text("Also friendship?")
    page.goto(server.base + "/memos")
    expect(page.locator(".noted > li")).to_have_count(2)
    page.get_by_role("link", name="Medan-Gwangju, economy").click()
    expect(page.locator("#drawer .memos li")).to_contain_text("Ask the bureau.")


def test_the_table_copies_as_a_table(server: Server, enter: Callable[..., Page]) -> None:
    page = enter(server, "/compare")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("#copy").click()
    expect(page.get_by_role("status")).to_contain_text("Copied")
    read = "navigator.clipboard.read().then(items => items[0].getType('text/html')).then(part => part.text())"
    html = page.evaluate(read)
    assert html.count("<tr>") == page.locator("#matrix tr").count()
    assert "sister agreement, 10 Nov 1994" in html


def test_the_timeline_tells_opens_and_moves(server: Server, enter: Callable[..., Page]) -> None:
    page = enter(server, "/timeline")
    shape = page.locator("svg.timechart a").first
    shape.focus()
    expect(page.locator("#tip")).to_contain_text("“")
    page.keyboard.press("Enter")
    expect(page.locator("#drawer .record")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#drawer")).to_be_hidden()
    page.keyboard.press("+")
    expect(page).to_have_url(re.compile(r"since=\d{4}&until=\d{4}"))
    expect(page.locator("svg.timechart")).to_be_visible()


def test_a_dispute_is_settled_and_left_open_by_keys(server: Server, enter: Callable[..., Page]) -> None:
    page = enter(server, "/disputes?show=open")
    number = page.locator(".case").count()
    page.keyboard.press("j")
    page.keyboard.press("2")
    expect(page.get_by_role("status")).to_contain_text("Preferred")
    expect(page.locator(".case")).to_have_count(number - 1)
    page.goto(f"{server.base}/disputes?show=settled")
    expect(page.locator(".side.chosen")).to_have_count(1)
    page.keyboard.press("j")
    page.keyboard.press("0")
    expect(page.locator(".case")).to_have_count(0)
    page.goto(f"{server.base}/disputes?show=same")
    number = int(page.locator(".tabs [aria-current] .soft").inner_text())
    page.keyboard.press("j")
    page.keyboard.press("d")
    expect(page.locator(".tabs [aria-current] .soft")).not_to_have_text(str(number))


def test_a_hit_of_the_search_opens_the_reader(server: Server, enter: Callable[..., Page]) -> None:
    page = enter(server, "/search")
    page.locator("#q").fill("자매")
    page.keyboard.press("Enter")
    hit = page.locator(".found .hits a").first
    expect(hit.locator("mark").first).to_have_text("자매")
    hit.click()
    expect(page).to_have_url(re.compile(r"/read/.+at=\d+-\d+"))


@pytest.mark.parametrize(
    "path",
    [
        "/compare",
        "/compare?open=Medan-Gwangju%7Ceducation",
        "/timeline",
        "/disputes?show=open",
        "/disputes?show=same",
        "/gaps",
        "/search?q=didik",
        "/search",
    ],
)
def test_no_serious_fault_of_access_and_nothing_wider_than_a_phone(
    server: Server, enter: Callable[..., Page], path: str
) -> None:
    for width, dark in ((1280, False), (390, True)):
        page = enter(server, path, width=width, dark=dark, bypass_csp=True)
        page.wait_for_timeout(400)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run()")["violations"]
        assert [
            (v["id"], [n["html"][:160] for n in v["nodes"][:2]])
            for v in found
            if v["impact"] in ("serious", "critical")
        ] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_columns_that_lie_further_right_are_counted_and_a_press_leads_to_them(
    server: Server, enter: Callable[..., Page]
) -> None:
    page = enter(server, "/compare")
    page.set_viewport_size({"width": 1280, "height": 850})
    more = page.locator("#beyond")
    expect(more).to_have_text(re.compile(r"Further columns: [1-9]\d* →"))
    general = page.locator("#matrix thead th").last
    expect(general).not_to_be_in_viewport()
    more.click()
    expect(general).to_be_in_viewport()
    expect(more).to_be_hidden()
    page.set_viewport_size({"width": 2400, "height": 850})
    expect(page.locator("p.beyond")).to_be_hidden()


def test_what_lies_outside_the_study_opens_beside_the_table(server: Server, enter: Callable[..., Page]) -> None:
    settings = server.root / "study.yaml"
    kept = settings.read_text(encoding="utf-8")
    settings.write_text(kept.replace("period: 1994-2023", "period: 1994-2010"), encoding="utf-8")
    try:
        page = enter(server, "/compare")
        page.get_by_role("link", name="outside the study's pairs or period").click()
        expect(page).to_have_url(re.compile(r"open=outside"))
        expect(page.locator("#drawer").get_by_role("heading", name="Outside the study")).to_be_visible()
        expect(page.locator("#drawer .record").first).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator("#drawer")).to_be_hidden()
        expect(page.locator('[data-open="outside"]')).to_be_focused()
    finally:
        settings.write_text(kept, encoding="utf-8")
