"""The first visit begins with screens that explain the app, while the detector is already being loaded."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.phone import Phone
from tests.e2e.server import ServerProcess
from tests.e2e.shell import wait_until_kept
from tests.e2e.views.audits import start_audit, wait_until_place_is_stored
from tests.e2e.views.page import OpenPage, on_screens

pytestmark = pytest.mark.service_worker(False)

TITLES = ["Point at the shelf", "Your phone does it alone", "From the shelf to the office"]
LOCALES = ["en-US", "pt-BR", "es-MX", "de-DE"]
CUT = """
[...document.querySelectorAll('.welcome *, .start__again')]
  .filter((each) => each.checkVisibility() && !each.closest('svg, [inert]') && !each.matches('.visually-hidden'))
  .filter((each) => each.scrollWidth > each.clientWidth + 1 && !each.matches('.welcome__track, span'))
  .map((each) => each.className)
"""


def first_visit(open_page: OpenPage, **options: object) -> Page:
    page = open_page(welcomed=False, **options)
    expect(page.locator("body")).to_have_attribute("data-view", "welcome")
    return page


def button(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def swipe(page: Page, start_x: int, end_x: int) -> None:
    """Swipes across the drawing with a finger."""
    session = page.context.new_cdp_session(page)
    for i in range(11):
        point = {"x": start_x + (end_x - start_x) * i / 10, "y": 300}
        kind = "touchMove" if i else "touchStart"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def expect_screen(page: Page, number: int) -> None:
    """Expects that one screen is shown, and that the others are hidden and inert."""
    expect(page.locator(".welcome__slide:not([inert]) h2")).to_have_text([TITLES[number - 1]])
    expect(page.get_by_test_id(f"welcome-{number}")).to_be_in_viewport(ratio=0.9)


def test_three_screens_lead_to_the_start_view(open_page: OpenPage) -> None:
    page = first_visit(open_page)
    for number in (1, 2, 3):
        expect_screen(page, number)
        expect(page.get_by_role("button", name="Skip")).to_be_visible()
        button(page, "Start" if number == 3 else "Next")
    expect(page.locator("body")).to_have_attribute("data-view", "start")
    expect(page.get_by_role("heading", level=1)).to_be_focused()


def test_back_leads_to_earlier_screens_but_not_past_the_first(open_page: OpenPage) -> None:
    page = first_visit(open_page)
    expect(page.get_by_role("button", name="Back")).to_have_count(0)
    button(page, "Next")
    expect_screen(page, 2)
    button(page, "Back")
    expect_screen(page, 1)


def test_a_swipe_changes_the_screen(open_page: OpenPage) -> None:
    page = first_visit(open_page)
    swipe(page, 320, 60)
    expect_screen(page, 2)
    swipe(page, 60, 320)
    expect_screen(page, 1)


def test_keys_change_the_screen_and_close_the_welcome(open_page: OpenPage) -> None:
    page = first_visit(open_page)
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect_screen(page, 2)
    page.keyboard.press("ArrowLeft")
    expect_screen(page, 1)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Skip")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("body")).to_have_attribute("data-view", "start")


def test_each_screen_is_announced_to_screen_readers(open_page: OpenPage) -> None:
    page = first_visit(open_page)
    button(page, "Next")
    expect(page.get_by_test_id("announcer")).to_contain_text(f"2 of 3: {TITLES[1]}")


def test_the_reason_for_the_camera_is_given_before_it_is_requested(open_page: OpenPage) -> None:
    page = first_visit(open_page)
    button(page, "Next")
    expect(page.get_by_test_id("welcome-2")).to_contain_text("The browser will ask for the camera")


@pytest.mark.service_worker(True)
def test_the_detector_is_loaded_meanwhile(open_page: OpenPage) -> None:
    page = first_visit(open_page)
    expect(page.locator("body")).to_have_attribute("data-offline", "ready")
    expect(page.locator("body")).to_have_attribute("data-view", "welcome")
    button(page, "Skip")
    expect(page.get_by_text("Ready to work offline")).to_be_visible()


@pytest.mark.parametrize("left", ["skipped", "read"])
def test_it_is_shown_once(open_page: OpenPage, left: str) -> None:
    page = first_visit(open_page)
    for name in ["Skip"] if left == "skipped" else ["Next", "Next", "Start"]:
        button(page, name)
    expect(page.locator("body")).to_have_attribute("data-view", "start")
    page.reload()
    page.wait_for_selector("h1")
    expect(page.locator("body")).to_have_attribute("data-view", "start")


def test_it_is_shown_again_if_the_person_did_not_finish_it(open_page: OpenPage) -> None:
    page = first_visit(open_page)
    page.reload()
    page.wait_for_selector("h1")
    expect(page.locator("body")).to_have_attribute("data-view", "welcome")


def test_it_can_be_opened_again(open_page: OpenPage) -> None:
    page = open_page()
    button(page, "How it works")
    expect_screen(page, 1)
    button(page, "Skip")
    expect(page.locator("body")).to_have_attribute("data-view", "start")


def test_a_link_to_another_view_skips_it(open_page: OpenPage, view_server: ServerProcess) -> None:
    page = open_page(welcomed=False, url=f"{view_server.url}#/audits")
    expect(page.locator("body")).to_have_attribute("data-view", "audits")
    expect(page.locator(".welcome")).to_have_count(0)


def test_unfinished_work_is_restored_instead_of_it(open_page: OpenPage) -> None:
    page = open_page()
    start_audit(page, "Corner Market")
    wait_until_place_is_stored(page, in_audit=True)
    page.context.add_init_script("localStorage.removeItem('shelfscan.welcomed')")
    page.reload()
    expect(page.get_by_role("heading", name="Corner Market")).to_be_visible()


def test_a_browser_that_stores_nothing_is_not_welcomed_at_every_visit(open_page: OpenPage) -> None:
    blocked = (
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('blocked'); } });"
    )
    page = open_page(welcomed=False, script=blocked)
    expect(page.locator("body")).to_have_attribute("data-view", "start")


def test_it_needs_no_network(phone: Phone, own_view_server: ServerProcess) -> None:
    wait_until_kept(phone.visit(own_view_server.url))
    own_view_server.kill()
    page = phone.visit(own_view_server.url)
    button(page, "How it works")
    expect(page.get_by_test_id("welcome-1")).to_be_visible()


def test_every_screen_fits(open_page: OpenPage) -> None:
    page = first_visit(open_page, reduced_motion="reduce")
    for number in (1, 2, 3):
        for size in on_screens(page):
            expect_screen(page, number)
            for name in ("Skip", "Start" if number == 3 else "Next"):
                expect(page.get_by_role("button", name=name)).to_be_in_viewport(ratio=1)
            assert page.evaluate(CUT) == [], size
            slide = page.get_by_test_id(f"welcome-{number}")
            assert slide.evaluate("each => each.scrollHeight <= each.clientHeight"), size
        if number < 3:
            button(page, "Next")


@pytest.mark.parametrize("locale", LOCALES)
def test_every_language_has_room_on_a_narrow_phone(open_page: OpenPage, locale: str) -> None:
    page = first_visit(
        open_page, viewport={"width": 360, "height": 640}, locale=locale, reduced_motion="reduce"
    )
    for number in (1, 2, 3):
        expect(page.get_by_test_id(f"welcome-{number}")).to_be_in_viewport(ratio=0.9)
        assert page.evaluate(CUT) == []
        page.locator(".welcome__foot .button--primary").click()
    expect(page.locator("body")).to_have_attribute("data-view", "start")


def test_text_of_twice_the_size_can_be_read_and_left(open_page: OpenPage) -> None:
    page = first_visit(open_page, viewport={"width": 360, "height": 640}, bypass_csp=True)
    page.add_style_tag(content="html { font-size: 200% }")
    for name in ("Skip", "Next"):
        expect(page.get_by_role("button", name=name)).to_be_in_viewport(ratio=1)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    text = page.get_by_test_id("welcome-1").locator(".welcome__text")
    text.scroll_into_view_if_needed()
    expect(text).to_be_in_viewport(ratio=0.9)


def test_the_first_screen_states_terms_that_exclude_business_use(open_page: OpenPage) -> None:
    licence = {"weights": "Research", "data": "Research", "commercialUse": False}
    progress = {"phase": "download", "loaded": 0, "total": 8_000_000, "licence": licence}
    page = first_visit(open_page, plan={"waits": True, "progress": progress})
    expect(page.get_by_test_id("welcome-1").get_by_test_id("terms")).to_be_in_viewport(ratio=1)
