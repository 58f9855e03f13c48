"""Reading, judging and coding in a browser: by mouse, by keyboard alone, in two tabs, with a server that dies."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Server
from playwright.sync_api import Page, expect

from kembar.study import Study
from kembar.types import Judgement
from kembar.web.handmade import quoted

SOURCE = "gnfi-2017"
VISIT = "Patung tersebut diresmikan"
Open = Callable[..., Page]


def reading(page: Page) -> Page:
    """Wait until the records stand beside the text."""
    page.locator("#text[data-ready]").wait_for()
    return page


def at(page: Page) -> Any:
    """The card that one is at."""
    return page.locator(".card[aria-current]")


def settled(page: Page) -> None:
    """Wait until no write is under way."""
    expect(page.locator(".card.sending")).to_have_count(0)


def signs(page: Page) -> list[str]:
    """The signs of all cards."""
    settled(page)
    return page.locator(".card .sign").all_inner_texts()


def decisions(root: Path) -> list[tuple[str, str]]:
    """Who decided what, as the log has it."""
    with Study(root, read_only=True) as study:
        return [(j.verdict, j.by) for j in study.judgements() if isinstance(j, Judgement) and j.by == "Ana"]


def select(page: Page, words: str) -> None:
    """Select words with the mouse, from their first letter to behind their last."""
    box = page.evaluate(
        """words => {
            for (const block of document.querySelectorAll("[data-s]")) {
                const at = block.firstChild.data.indexOf(words);
                if (at < 0) continue;
                block.scrollIntoView({block: "center"});
                const range = document.createRange();
                range.setStart(block.firstChild, at);
                range.setEnd(block.firstChild, at + words.length);
                const all = [...range.getClientRects()], first = all[0], last = all.at(-1);
                return [first.left + .5, first.top + first.height / 2, last.right, last.top + last.height / 2];
            }
        }""",
        words,
    )
    page.mouse.move(box[0], box[1])
    page.mouse.down()
    page.mouse.move(box[2] - 2, box[3], steps=4)
    page.mouse.move(box[2], box[3])
    page.mouse.up()


def test_proposals_are_judged_by_one_key_each(server: Server, enter: Open, root: Path) -> None:
    page = reading(enter(server, f"/read/{SOURCE}"))
    count = page.locator(".card").count()
    assert count > 1
    expect(page.locator("#count")).to_have_text(f"{count}, {count} to decide")
    first = at(page).get_attribute("data-id")
    page.keyboard.press("a")
    expect(at(page)).not_to_have_attribute("data-id", first or "")
    page.keyboard.press("x")
    for _ in range(count - 2):
        page.keyboard.press("a")
    expect(page.locator("#count")).to_have_text(f"{count}, 0 to decide")
    assert signs(page) == ["●", "✕", *["●"] * (count - 2)]
    assert [verdict for verdict, _ in decisions(root)] == ["accept", "reject", *["accept"] * (count - 2)]
    page.keyboard.press("u")
    expect(page.locator("#count")).to_have_text(f"{count}, 1 to decide")
    page.keyboard.press("Shift+U")
    expect(page.locator("#count")).to_have_text(f"{count}, 0 to decide")
    page.reload()
    reading(page)
    assert signs(page) == ["●", "✕", *["●"] * (count - 2)]


def test_cards_and_text_lead_to_each_other(server: Server, enter: Open) -> None:
    page = reading(enter(server, f"/read/{SOURCE}"))
    page.locator(".card .head").nth(1).click()
    expect(page.locator(".card").nth(1)).to_have_attribute("aria-current", "true")
    assert f"coding={page.locator('.card').nth(1).get_attribute('data-id')}" in page.url
    page.get_by_text("Patung tersebut diresmikan").click(position={"x": 60, "y": 40})
    expect(at(page)).to_have_count(1)
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.reload()
    reading(page)
    expect(at(page)).to_have_count(1)


def test_a_record_opens_and_its_quotation_is_copied(server: Server, enter: Open) -> None:
    page = reading(enter(server, "/read/rakhmadi-2023"))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.keyboard.press("o")
    expect(at(page).locator(".opened")).to_contain_text("Why?")
    at(page).get_by_text("Why?").click()
    expect(at(page).locator(".opened")).to_contain_text("Rule")
    page.keyboard.press("j")
    expect(at(page).locator(".opened")).to_be_visible()
    page.keyboard.press("q")
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert re.match(r"“.+” \(Kembar demonstration, 2023, p\. 21\d\)", page.evaluate("navigator.clipboard.readText()"))


def test_a_field_is_corrected_with_four_keys_beside_its_value(server: Server, enter: Open, root: Path) -> None:
    page = reading(enter(server, f"/read/{SOURCE}"))
    first = at(page).get_attribute("data-id")
    page.keyboard.press("e")
    expect(page.locator("form.coding")).to_be_focused()
    page.keyboard.press("w")
    page.keyboard.type("sejak Juli 2013")
    expect(page.locator("#understood")).to_contain_text("2013-07")
    page.keyboard.press("Enter")
    expect(page.locator("form.coding")).to_have_count(0)
    expect(page.locator(".card.accepted")).to_contain_text("Jul 2013")
    with Study(root) as study:
        made = next(r for r in study.readings() if r.coder == "Ana").codings[0]
        assert (made.revises, made.start and made.start.edtf) == (first, "2013-07")
    page.keyboard.press("u")
    expect(page.locator(".card.accepted")).to_have_count(0)


def test_a_selection_is_coded_with_the_mouse(server: Server, enter: Open, root: Path) -> None:
    page = reading(enter(server, f"/read/{SOURCE}"))
    select(page, "Jalan Surabaya. Ruas jalan itu berada di Busan")
    page.locator("#code").click()
    form = page.locator("form.coding")
    expect(form.locator("blockquote")).to_have_text("Jalan Surabaya. Ruas jalan itu berada di Busan")
    form.get_by_label("Kind").select_option(label="cultural event")
    form.get_by_label("Partner").fill("Gwangju")
    page.get_by_role("option", name="Gwangju South Korea").click()
    form.get_by_label("When").fill("hingga 2016")
    expect(page.locator("#understood")).to_contain_text("until 2016")
    form.get_by_role("button", name="Save").click()
    expect(page.locator(".card.accepted")).to_contain_text("cultural event")
    with Study(root) as study:
        made = next(r for r in study.readings() if r.coder == "Ana").codings[0]
        assert made.evidence[0].quote == "Jalan Surabaya. Ruas jalan itu berada di Busan"
        assert made.pair is not None
        assert made.pair.key == "ID.35.78|KR.29"
        assert made.end is not None
        assert (made.start, made.end.edtf) == (None, "2016")


def test_a_statement_with_a_code_of_ones_own_by_keyboard_alone(server: Server, enter: Open, root: Path) -> None:
    page = reading(enter(server, f"/read/{SOURCE}"))
    page.keyboard.press("t")
    expect(page.locator("#text")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("Control+Shift+ArrowRight")
    page.keyboard.press("c")
    expect(page.locator("form.coding blockquote")).to_have_text("Patung tersebut diresmikan")
    page.keyboard.press("k")
    page.keyboard.type("a code of your own")
    expect(page.locator("#own-label")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.type("Civic pride")
    page.keyboard.press("Tab")
    page.keyboard.type("A city is proud of it.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#field-value")).to_be_focused()
    page.keyboard.type("a statue stands")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".card.accepted")).to_contain_text("Civic pride: a statue stands")
    with Study(root) as study:
        made = next(r for r in study.readings() if r.coder == "Ana").codings[0]
        assert (made.type, made.kind, made.evidence[0].quote) == (
            "statement",
            "civic_pride",
            "Patung tersebut diresmikan",
        )


def test_wide_letters_are_selected_as_a_reader_sees_them(serve: Callable[..., Server], enter: Open, root: Path) -> None:
    words = "🏙 Busan dan Surabaya 🎉 membuka cafe\u0301 \u1112\u1161\u11ab글 👩🏽\u200d🚀 bersama."
    with Study(root) as study:
        (name,) = study.add(note=f"Catatan 🚢\n\n{words}\n").new
    page = reading(enter(serve(root), f"/read/{name}"))
    page.locator("#text").focus()
    page.evaluate(
        """() => {
            const all = [...document.querySelectorAll("[data-s]")];
            const block = all.find(one => one.firstChild.data.includes("membuka"));
            const text = block.firstChild.data, at = text.indexOf("🎉");
            getSelection().setBaseAndExtent(block.firstChild, at + 1, block.firstChild, text.indexOf("🚀") - 3);
        }"""
    )
    page.keyboard.press("c")
    quoted = page.locator("form.coding blockquote").inner_text()
    assert quoted.startswith("🎉 membuka caf")
    expect(page.locator("form.coding")).to_be_focused()
    page.keyboard.press("m")
    expect(page.locator("form.coding :is(input, select, textarea):focus")).to_have_count(1)
    page.keyboard.type("seen on site")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".card.accepted")).to_have_count(1)
    with Study(root) as study:
        quote = next(r for r in study.readings() if r.coder == "Ana").codings[0].evidence[0].quote
        text = study.document(name).text
        assert quote in text
        assert quote == text[text.index("🎉") : text.index(" bersama")]


def test_a_field_that_is_written_in_stays_open_when_the_form_is_filled(server: Server, enter: Open) -> None:
    page = reading(enter(server, f"/read/{SOURCE}"))
    held: list[Any] = []
    page.route(re.compile(r"/form/"), lambda route: held.append(route))
    select(page, VISIT)
    page.keyboard.press("c")
    expect(page.locator("form.coding")).to_be_focused()
    page.keyboard.press("m")
    expect(page.locator("#field-note")).to_be_focused()
    (answer,) = held
    answer.continue_()
    expect(page.locator("form.coding [data-field=a] input").first).not_to_have_value("")
    page.keyboard.type("seen on site")
    expect(page.locator("#field-note")).to_have_value("seen on site")
    expect(page.locator("#field-note")).to_be_focused()


def test_random_selections_quote_the_text(server: Server, enter: Open, root: Path) -> None:
    page = reading(enter(server, "/read/rakhmadi-2023", bypass_csp=True))
    found = page.evaluate(
        """async () => {
            const { blocks, selected } = await import("/static/read_text.js");
            const out = [];
            const nodes = blocks.map(block => block.firstChild);
            for (let n = 0; n < 200; n += 1) {
                const from = nodes[(n * 7919) % nodes.length], to = nodes[(n * 7919 + n % 3) % nodes.length];
                const [a, b] = [(n * 104729) % (from.length + 1), (n * 15485863) % (to.length + 1)];
                getSelection().setBaseAndExtent(from, a, to, b);
                const one = selected();
                if (one) out.push(one);
            }
            return out;
        }"""
    )
    assert len(found) > 150
    with Study(root) as study:
        document = study.document("rakhmadi-2023")
    for one in found:
        assert quoted(document, one["start"], one["end"], one["quote"]) == (one["start"], one["end"])


def test_two_tabs_on_one_text(server: Server, enter: Open, root: Path) -> None:
    first, second = (reading(enter(server, f"/read/{SOURCE}")) for _ in range(2))
    first.keyboard.press("x")
    settled(first)
    expect(first.locator(".card.rejected")).to_have_count(1)
    second.keyboard.press("a")
    dialog = second.get_by_role("dialog")
    expect(dialog).to_contain_text("accepted: place named for the partner")
    expect(dialog).to_contain_text("Ana: rejected: place named for the partner")
    dialog.get_by_role("button", name="Close").click()
    expect(second.locator(".card.rejected")).to_have_count(1)
    second.keyboard.press("a")
    expect(second.locator(".card.accepted")).to_have_count(1)
    assert [verdict for verdict, _ in decisions(root)] == ["reject", "accept"]


def test_a_server_that_died_loses_nothing(server: Server, enter: Open, root: Path) -> None:
    page = reading(enter(server, f"/read/{SOURCE}"))
    server.kill()
    page.keyboard.press("a")
    expect(page.get_by_role("alert")).to_contain_text("Not saved.")
    page.keyboard.press("x")
    expect(page.get_by_role("alert").get_by_text("Not saved.")).to_have_count(2)
    expect(page.locator(".card.sending")).to_have_count(2)
    server.start()
    for _ in range(2):
        page.get_by_role("button", name="Try again").first.click()
    expect(page.locator(".card.accepted")).to_have_count(1, timeout=30_000)
    expect(page.locator(".card.rejected")).to_have_count(1, timeout=30_000)
    assert sorted(verdict for verdict, _ in decisions(root)) == ["accept", "reject"]


def test_an_acknowledged_decision_survives_a_kill(server: Server, enter: Open, root: Path) -> None:
    page = reading(enter(server, f"/read/{SOURCE}"))
    page.keyboard.press("a")
    expect(page.locator(".card.accepted")).to_have_count(1)
    server.kill()
    assert decisions(root) == [("accept", "Ana")]
    server.start()
    page.reload()
    reading(page)
    assert signs(page)[0] == "●"


def test_what_was_begun_in_the_form_outlives_the_tab(server: Server, enter: Open) -> None:
    page = reading(enter(server, f"/read/{SOURCE}"))
    page.keyboard.press("e")
    page.keyboard.press("w")
    page.keyboard.type("Juni 2013")
    page.reload()
    expect(page.locator("#field-when")).to_have_value("Juni 2013")
    page.locator("#field-when").press("Enter")
    expect(page.locator(".card.accepted")).to_contain_text("Jun 2013")
    page.reload()
    reading(page)
    expect(page.locator("form.coding")).to_have_count(0)


def test_a_draft_outlives_its_tab_but_not_its_neighbour(server: Server, enter: Open) -> None:
    page = reading(enter(server, f"/read/{SOURCE}"))
    page.keyboard.press("e")
    page.keyboard.press("w")
    page.keyboard.type("Juni 2013")
    beside = page.context.new_page()
    beside.goto(page.url)
    reading(beside)
    expect(beside.locator("form.coding")).to_have_count(0)
    page.close()
    beside.reload()
    expect(beside.locator("#field-when")).to_have_value("Juni 2013")
    beside.locator("#field-when").press("Enter")
    expect(beside.locator(".card.accepted")).to_contain_text("Jun 2013")
    beside.reload()
    reading(beside)
    expect(beside.locator("form.coding")).to_have_count(0)


def test_a_memo_that_was_begun_comes_back(server: Server, enter: Open) -> None:
    page = reading(enter(server, f"/read/{SOURCE}"))
    page.keyboard.press("m")
    page.keyboard.type("half a thou")
    page.reload()
    reading(page)
    page.keyboard.press("m")
    expect(page.get_by_role("dialog").locator("textarea")).to_have_value("half a thou")
    page.keyboard.press("End")
    page.keyboard.type("ght")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("m")
    expect(page.get_by_role("dialog").locator("textarea")).to_have_value("")


def test_a_memo_hangs_on_its_passage(server: Server, enter: Open) -> None:
    page = reading(enter(server, f"/read/{SOURCE}"))
    select(page, VISIT)
    page.keyboard.press("m")
    page.keyboard.type("Which statue?")
    page.keyboard.press("Control+Enter")
    page.locator("#noted summary").click()
    expect(page.locator("#memos li")).to_contain_text("Which statue?")
    page.locator("#memos").get_by_role("button", name=f"“{VISIT}”").click()
    page.goto(server.base + "/memos")
    page.get_by_role("link", name="Retold").click()
    reading(page)
    expect(page).to_have_url(re.compile(r"at=\d+-\d+|coding="))
    page.locator("#noted summary").click()
    page.get_by_role("button", name="take back").click()
    expect(page.locator("#noted")).to_be_hidden()


def test_back_goes_where_one_was(server: Server, enter: Open) -> None:
    page = reading(enter(server, f"/read/{SOURCE}"))
    page.keyboard.press("j")
    page.keyboard.press("j")
    where = page.url
    page.locator(".top .tools a[rel=next]").click()
    reading(page)
    page.go_back()
    reading(page)
    assert page.url == where
    expect(at(page)).to_have_attribute("data-id", where.split("coding=")[1])


def test_same_and_different_take_two_records(server: Server, enter: Open) -> None:
    page = reading(enter(server, "/read/governor-report-2010"))
    count = page.locator(".card").count()
    page.keyboard.press("s")
    page.keyboard.press("j")
    page.keyboard.press("s")
    expect(page.locator(".card")).to_have_count(count - 1)
    page.keyboard.press("u")
    expect(page.locator(".card")).to_have_count(count)


def test_the_page_of_a_pdf_is_marked(server: Server, enter: Open) -> None:
    page = reading(enter(server, "/read/rakhmadi-2023"))
    page.keyboard.press("p")
    expect(page.locator("#sheet img")).to_have_js_property("complete", True)
    expect(page.locator("#sheet rect.quote").first).to_be_attached()
    figure = page.locator("#sheet figure").bounding_box()
    assert figure
    for _ in range(4):
        page.keyboard.press("j")
        page.wait_for_timeout(300)
        expect(page.locator("#sheet rect.quote").first).to_be_attached()
        box = page.locator("#sheet rect.quote").first.bounding_box()
        assert box
        assert box["width"] > 3
    page.keyboard.press("p")
    expect(page.locator("#sheet")).to_be_hidden()


def test_a_memo_and_reading_to_the_end(server: Server, enter: Open, root: Path) -> None:
    page = reading(enter(server, f"/read/{SOURCE}"))
    page.keyboard.press("m")
    page.keyboard.type("Which statue is it?")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("f")
    expect(page.locator("#finish")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("o")
    expect(at(page).locator(".opened")).to_contain_text("Which statue is it?")
    assert decisions(root) == [("complete", "Ana")]


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_runs_and_nothing_breaks(serve: Callable[..., Server], enter: Open, root: Path, width: int) -> None:
    hostile = '<script>window.ran = 1</script> "><img src=x onerror="window.ran = 1"> ' + "x" * 400
    with Study(root) as study:
        (name,) = study.add(
            note=f"{hostile}\n\nSurabaya dan Busan menandatangani nota kesepahaman pada 2 Mei 2001."
        ).new
        study.code(only=[name])
    page = reading(enter(serve(root), f"/read/{name}", width=width, bypass_csp=True))
    page.keyboard.press("o")
    page.keyboard.press("a")
    settled(page)
    assert page.evaluate("window.ran === undefined")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
