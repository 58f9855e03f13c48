"""The frame of every page in a browser: keys, language, theme, a server that is gone."""

from __future__ import annotations

from collections.abc import Callable

from conftest import Server
from playwright.sync_api import Page, expect


def test_keys_are_listed_and_lead_on(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("show the keys")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_language_and_theme_are_kept(page: Page) -> None:
    page.locator("#theme").select_option("dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.locator("#lang").select_option("id")
    expect(page.get_by_role("link", name="Ikhtisar")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_what_is_typed_waits_for_a_server_that_is_gone(server: Server, enter: Callable[..., Page]) -> None:
    page = enter(server)
    server.kill()
    page.locator("#reader").fill("Budi")
    page.locator("#reader").press("Tab")
    expect(page.get_by_role("alert")).to_contain_text("Not saved.")
    server.start()
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("alert")).not_to_contain_text("Not saved.")
    page.reload()
    expect(page.locator("#reader")).to_have_value("Budi")
