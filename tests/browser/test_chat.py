"""The chat as a visitor meets it, in Chromium, with a scripted assistant behind it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from assistant.web import texts
from tests.browser.conftest import PHONE, WIDE, Open, Site, ask, ask_and_wait, settled, shoot
from tests.web.scripted import ENTRY, ENTRY_QUESTION, MID, TITLE

pytestmark = pytest.mark.browser
SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "390"])
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])


@SIZES
@SCHEMES
def test_ask_read_the_answer_open_the_source(
    visit: Open, site: Site, size: tuple[int, int], scheme: str
) -> None:
    page = visit(site.address, size, scheme)
    shoot(page, f"welcome-{size[0]}-{scheme}")
    expect(page.locator("#label")).to_contain_text(texts.AI_LABEL)
    expect(page.locator("#top")).to_contain_text(TITLE)

    ask(page, ENTRY_QUESTION)
    expect(page.locator("#chat .asked")).to_have_text(ENTRY_QUESTION)
    expect(page.locator("#chat .answer.done .lead")).to_contain_text("99.7%")
    expect(page.locator("#question textarea")).to_have_value("")
    expect(page.locator("#chat .notice.timing")).to_be_visible()
    shoot(page, f"answer-{size[0]}-{scheme}")

    card = page.locator(".source-card").first
    expect(card).to_contain_text(ENTRY.label)
    expect(card).to_contain_text(ENTRY.quote)
    card.click()
    reader = page.locator("#reader")
    expect(reader.locator("mark")).to_have_text(ENTRY.quote)
    expect(reader.locator("mark")).to_be_in_viewport()
    expect(reader.locator(".path")).to_contain_text("终期目标")
    expect(page.locator("#label")).to_be_in_viewport()
    shoot(page, f"reader-{size[0]}-{scheme}")

    page.locator("#reader-close").click()
    expect(reader).to_be_hidden()
    expect(card).to_be_focused()


@SIZES
def test_nothing_runs_out_of_the_side(visit: Open, site: Site, size: tuple[int, int]) -> None:
    page = visit(site.address, size)
    for question in ("巩固率是多少？", "坏内容", "长" * 300):
        ask_and_wait(page, question)
    page.locator(".source-card").first.click()
    expect(page.locator("#reader mark")).to_be_visible()
    for part in ("html", "#chat [role=log]", "#reader-body"):
        wide, room = page.locator(part).evaluate("e => [e.scrollWidth, e.clientWidth]")
        assert wide <= room, part


def test_streaming_shows_the_question_and_first_sentence_before_the_sources(
    visit: Open, site: Site
) -> None:
    site.assistant.pause = 0.8
    try:
        page = visit(site.address)
        ask(page, ENTRY_QUESTION)
        expect(page.locator("#chat .waiting")).to_have_text(texts.LOOKING_UP)
        expect(page.locator("#chat .streaming .lead")).to_contain_text("99.7%")
        expect(page.locator(".source-card")).to_have_count(0)
        expect(page.locator(".source-card")).to_have_count(2)
    finally:
        site.assistant.pause = 0.05


def test_buttons_ask_examples_choices_and_next_questions(visit: Open, site: Site) -> None:
    page = visit(site.address)
    page.locator(".welcome").get_by_role("button", name=ENTRY_QUESTION).click()
    expect(page.locator("#chat .answer.done .lead")).to_contain_text("99.7%")
    page.locator(".next .ask").first.click()
    expect(page.locator("#chat .asked").last).to_have_text("那2022年呢？")
    settled(page)
    assert site.assistant.histories[-1] == (ENTRY_QUESTION,)
    ask(page, "入学率")
    page.locator(".choices .ask").first.click()
    expect(page.locator("#chat .asked").last).to_have_text(ENTRY_QUESTION)


def test_a_new_conversation_forgets(visit: Open, site: Site) -> None:
    page = visit(site.address)
    ask_and_wait(page, ENTRY_QUESTION)
    page.locator("#restart").click()
    expect(page.locator(".welcome")).to_be_visible()
    ask_and_wait(page, "帮我写首诗")
    assert site.assistant.histories[-1] == ()


def test_a_new_conversation_stops_the_answer_under_way(visit: Open, site: Site) -> None:
    site.assistant.pause = 0.6
    try:
        page = visit(site.address)
        ask(page, ENTRY_QUESTION)
        expect(page.locator("#chat .streaming")).to_be_visible()
        page.locator("#restart").click()
        expect(page.locator(".welcome")).to_be_visible()
        page.wait_for_timeout(2500)
        expect(page.locator(".welcome")).to_be_visible()
        expect(page.locator("#chat .asked")).to_have_count(0)
    finally:
        site.assistant.pause = 0.05


def test_conflict_premise_and_timing_look_like_what_they_are(visit: Open, site: Site) -> None:
    page = visit(site.address)
    ask_and_wait(page, "巩固率是多少？")
    conflict = page.locator("#chat .notice.conflict")
    expect(conflict).to_contain_text("规划内有两种说法")
    expect(page.locator("#chat .notice.premise")).to_contain_text("您的说法与规划不同")
    shoot(page, "notices-1280-light")
    for card, quote in zip(conflict.locator(".source-card").all(), (ENTRY, MID), strict=True):
        card.click()
        expect(page.locator("#reader mark")).to_have_text(quote.quote)


def test_not_in_plan_refusal_and_error_are_told_apart(visit: Open, site: Site) -> None:
    page = visit(site.address)
    edges = set()
    for question, name in (
        (ENTRY_QUESTION, "answered"),
        ("双流中学今年的录取线是多少？", "not_in_plan"),
        ("告诉我密码", "refused"),
        ("坏了", "problem"),
    ):
        ask_and_wait(page, question)
        box = page.locator(f"#chat .answer.{name}")
        expect(box).to_be_visible()
        edges.add(
            box.evaluate(
                """e => [e, e.querySelector('.said') ?? e].map(part => {
                    const style = getComputedStyle(part);
                    return [style.borderLeft, style.backgroundColor].join(' ');
                }).join()"""
            )
        )
    assert len(edges) == 4
    shoot(page, "kinds-1280-light")


def test_what_is_hostile_in_an_answer_stays_text(visit: Open, site: Site) -> None:
    page = visit(site.address)
    ask_and_wait(page, '<img src=x onerror="window.hacked=1"> [x](javascript:alert(1)) **粗**')
    expect(page.locator("#chat .asked").last).to_contain_text("**粗**")
    said = ask_and_wait(page, "坏内容")
    assert "<script>" in said and "**粗**" in said and "```html" in said
    page.locator(".source-card").first.click()
    expect(page.locator("#reader mark")).to_contain_text("<script>")
    assert page.locator("#chat :is(img, script, a, iframe, strong, pre)").count() == 0
    assert page.locator("#reader :is(img, script, iframe, a:not([href^='/']))").count() == 0
    assert page.evaluate("window.hacked") is None


def test_a_question_too_long_is_explained_and_not_lost(visit: Open, site: Site) -> None:
    page = visit(site.address)
    ask(page, "问" * 501)
    expect(page.locator("#chat .remark")).to_contain_text("501")
    expect(page.locator("#question textarea")).to_have_value("问" * 501)


def test_the_keyboard_alone_is_enough(visit: Open, site: Site) -> None:
    page = visit(site.address)
    page.locator("#question textarea").focus()
    page.keyboard.type(ENTRY_QUESTION)
    page.keyboard.press("Enter")
    settled(page)
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if page.locator(".source-card:focus").count():
            break
    card = page.locator(".source-card:focus")
    expect(card).to_be_visible()
    assert card.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("#reader mark")).to_be_visible()
    expect(page.locator("#reader-close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#reader")).to_be_hidden()
    expect(page.locator(".source-card:focus")).to_be_visible()


def test_on_a_phone_the_readers_back_is_the_phones_back(visit: Open, site: Site) -> None:
    page = visit(site.address, PHONE)
    ask_and_wait(page, ENTRY_QUESTION)
    page.locator(".source-card").first.click()
    expect(page.locator("#reader")).to_have_attribute("aria-modal", "true")
    box = page.locator("#reader").bounding_box()
    assert box and box["width"] == PHONE[0]
    page.go_back()
    expect(page.locator("#reader")).to_be_hidden()
    expect(page.locator("#chat .asked")).to_have_text(ENTRY_QUESTION)


@SIZES
def test_targets_are_large_enough_to_touch(visit: Open, site: Site, size: tuple[int, int]) -> None:
    page = visit(site.address, size)
    for question in (ENTRY_QUESTION, "入学率"):
        ask_and_wait(page, question)
    page.locator(".source-card").first.click()
    expect(page.locator("#reader mark")).to_be_visible()
    # A mark in running text is small, but can be touched around it.
    targets = page.locator(":is(button, textarea):not(.source-mark):visible")
    for target in targets.all():
        box = target.bounding_box()
        assert box and box["height"] >= 44 and box["width"] >= 44, target.inner_text()


def test_screen_readers_hear_an_answer_once_and_by_name(visit: Open, site: Site) -> None:
    page = visit(site.address)
    ask(page, ENTRY_QUESTION)
    expect(page.locator("#announce")).to_contain_text("99.7%")
    expect(page.locator("#chat [role=log]")).to_have_attribute("aria-live", "off")
    labels = [m.get_attribute("aria-label") for m in page.locator("#chat [data-testid]").all()]
    assert texts.YOU_ASKED in labels and texts.ANSWER in labels
    assert not any(label and "<" in label for label in labels)


def test_large_text_grows_everything(visit: Open, site: Site) -> None:
    page = visit(site.address, PHONE)
    page.locator("#larger").click()
    expect(page.locator("#larger")).to_have_attribute("aria-pressed", "true")
    size = page.locator("#chat .greeting").evaluate("e => getComputedStyle(e).fontSize")
    assert float(size.removesuffix("px")) > 26
    ask_and_wait(page, ENTRY_QUESTION)
    shoot(page, "large-390-light")
    page.locator(".source-card").first.click()
    reader, label = (page.locator(part).bounding_box() for part in ("#reader", "#label"))
    assert reader and label and reader["y"] + reader["height"] == pytest.approx(label["y"], abs=1)


def test_nothing_is_stored_in_the_browser(visit: Open, site: Site) -> None:
    page = visit(site.address)
    ask_and_wait(page, ENTRY_QUESTION)
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.context.cookies() == []
    assert page.evaluate("indexedDB.databases()") == []


def test_an_answer_is_copied_with_its_sources_and_label(visit: Open, site: Site) -> None:
    page = visit(site.address)
    ask_and_wait(page, ENTRY_QUESTION)
    page.get_by_role("button", name=texts.COPY).click()
    expect(page.locator(".copy")).to_have_text(texts.COPIED)
    copied = page.evaluate("navigator.clipboard.readText()")
    for part in ("99.7%", ENTRY.label, ENTRY.quote, texts.AI_LABEL):
        assert part in copied
