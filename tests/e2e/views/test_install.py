"""The page offers once, after the first count, to be put on the home screen, with instructions if need be."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.views.audits import add_photo, start_audit
from tests.e2e.views.page import OpenPage, start_camera
from tests.e2e.views.test_camera_problems import camera_rejects

ANDROID = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko)"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
CHROME = f"{ANDROID} Chrome/126.0.0.0 Mobile Safari/537.36"
SAFARI = f"{IPHONE} Version/17.5 Mobile/15E148 Safari/604.1"
CHROME_IOS = f"{IPHONE} CriOS/126.0.6478.54 Mobile/15E148 Safari/604.1"
EDGE_IOS = f"{IPHONE} Version/17.0 EdgiOS/125.0.2535.96 Mobile/15E148 Safari/604.1"
FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0"
INSTAGRAM = f"{IPHONE} Mobile/15E148 Instagram 330.0.3.29.109"
WEBVIEW = f"{ANDROID.replace('Pixel 8', 'Pixel 8; wv')} Version/4.0 Chrome/126.0.0.0 Mobile Safari/537.36"

BROWSER_CAN_ASK = """(outcome) => {
  globalThis.asked = 0;
  const event = new Event('beforeinstallprompt', { cancelable: true });
  event.prompt = async () => { asked += 1; return { outcome }; };
  dispatchEvent(event);
  return event.defaultPrevented;
}"""
"""The event that Chromium fires once it finds that the page can be installed."""


def offer(page: Page) -> Locator:
    return page.get_by_role("region", name="Put Shelfscan on the home screen")


def fire_install_prompt(page: Page, outcome: str = "accepted") -> None:
    page.wait_for_selector("body[data-offline=ready]")
    assert page.evaluate(BROWSER_CAN_ASK, outcome), "the browser would ask by itself"


def count_and_return(page: Page) -> None:
    page.wait_for_selector("body[data-offline=ready]")
    page.get_by_role("button", name="Try the sample shelf").click()
    page.wait_for_selector("body[data-view=photo] [data-count]")
    page.get_by_role("button", name="Close the photo").click()
    page.wait_for_selector("body[data-view=start]")


def on_android(open_page: OpenPage, outcome: str = "accepted", **options: Any) -> Page:
    page = open_page(user_agent=CHROME, **options)
    fire_install_prompt(page, outcome)
    return page


def test_it_is_offered_after_the_first_count_and_not_before(open_page: OpenPage) -> None:
    page = on_android(open_page)
    assert offer(page).count() == 0
    count_and_return(page)
    expect(offer(page)).to_be_visible()


def test_it_is_offered_after_a_scan_too(open_page: OpenPage) -> None:
    page = on_android(open_page)
    start_camera(page)
    assert offer(page).count() == 0
    page.get_by_role("button", name="Close the camera").click()
    expect(offer(page)).to_be_visible()


def test_it_is_not_offered_if_nothing_was_counted(open_page: OpenPage) -> None:
    page = on_android(open_page, plan={"boxes": []})
    count_and_return(page)
    expect(page.get_by_text("Ready to work offline")).to_be_visible()
    assert offer(page).count() == 0


def test_it_is_not_offered_if_the_page_does_not_work_offline(open_page: OpenPage) -> None:
    no_worker = "Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined });"
    page = open_page(script=no_worker, user_agent=CHROME)
    expect(page.get_by_text("as long as there is a network")).to_be_visible()
    assert page.evaluate(BROWSER_CAN_ASK, "accepted")
    page.get_by_role("button", name="Try the sample shelf").click()
    page.wait_for_selector("body[data-view=photo] [data-count]")
    page.get_by_role("button", name="Close the photo").click()
    expect(page.get_by_text("as long as there is a network")).to_be_visible()
    assert offer(page).count() == 0


def test_install_opens_the_browsers_prompt_and_then_the_offer_ends(open_page: OpenPage) -> None:
    page = on_android(open_page)
    count_and_return(page)
    offer(page).get_by_role("button", name="Install").click()
    expect(offer(page)).to_have_count(0)
    assert page.evaluate("asked") == 1
    page.evaluate("dispatchEvent(new Event('appinstalled'))")
    page.reload()
    fire_install_prompt(page)
    count_and_return(page)
    assert offer(page).count() == 0


@pytest.mark.parametrize("where", ["on the page", "in the browser's own question"])
def test_not_now_holds_for_a_month(open_page: OpenPage, where: str) -> None:
    page = on_android(open_page, "dismissed")
    count_and_return(page)
    name = "Not now" if where == "on the page" else "Install"
    offer(page).get_by_role("button", name=name).click()
    expect(offer(page)).to_have_count(0)
    page.reload()
    fire_install_prompt(page)
    count_and_return(page)
    assert offer(page).count() == 0

    month_ms = 31 * 24 * 3600 * 1000
    page.context.add_init_script(f"const now = Date.now; Date.now = () => now() + {month_ms};")
    page.reload()
    fire_install_prompt(page)
    count_and_return(page)
    expect(offer(page)).to_be_visible()


def test_after_not_now_the_focus_is_on_the_heading(open_page: OpenPage) -> None:
    page = on_android(open_page)
    count_and_return(page)
    offer(page).get_by_role("button", name="Not now").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()


def test_a_page_on_the_home_screen_does_not_ask_to_be_put_there(open_page: OpenPage) -> None:
    standalone = """
    const media = globalThis.matchMedia.bind(globalThis);
    globalThis.matchMedia = (query) => (query.includes('standalone') ? { matches: true } : media(query));
    """
    page = open_page(script=standalone, user_agent=SAFARI)
    count_and_return(page)
    assert offer(page).count() == 0


@pytest.mark.parametrize(
    ("user_agent", "steps"),
    [
        (SAFARI, ["Tap Share.", "“Add to Home Screen”", "“Add”"]),
        (CHROME_IOS, ["Tap Share, beside the address.", "“Add to Home Screen”", "“Add”"]),
        (EDGE_IOS, ["menu and tap Share", "“Add to Home Screen”", "“Add”"]),
        (FIREFOX, ["menu", "“Add app to Home screen” or “Install”", "“Add”"]),
    ],
    ids=["Safari", "Chrome on iOS", "Edge on iOS", "Firefox"],
)
def test_without_a_prompt_of_the_browser_the_steps_are_shown(
    open_page: OpenPage, user_agent: str, steps: list[str]
) -> None:
    page = open_page(user_agent=user_agent)
    count_and_return(page)
    offer(page).get_by_role("button", name="Show how").click()
    sheet = page.get_by_role("dialog", name="Onto the home screen")
    for item, text in zip(sheet.get_by_role("listitem").all(), steps, strict=True):
        expect(item).to_contain_text(text)

    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    expect(offer(page)).to_be_visible()
    offer(page).get_by_role("button", name="Show how").click()
    sheet.get_by_role("button", name="Done").click()
    expect(offer(page)).to_have_count(0)
    page.reload()
    count_and_return(page)
    assert offer(page).count() == 0


@pytest.mark.parametrize(
    ("user_agent", "title"), [(INSTAGRAM, "Open this page in Safari"), (WEBVIEW, "Open this page in Chrome")]
)
def test_inside_another_app_a_missing_camera_leads_to_a_real_browser(
    open_page: OpenPage, user_agent: str, title: str
) -> None:
    page = open_page(script=camera_rejects("NotAllowedError"), user_agent=user_agent)
    page.get_by_role("button", name="Start camera").click()
    expect(page.get_by_role("heading")).to_have_text(title)
    expect(page.get_by_text("Choose a photo", exact=True)).to_be_visible()


@pytest.mark.parametrize("locale", ["en-US", "pt-BR", "es-MX", "de-DE"])
def test_the_offer_does_not_push_the_main_button_off_the_first_screen(
    open_page: OpenPage, locale: str
) -> None:
    page = open_page(user_agent=SAFARI, locale=locale, viewport={"width": 360, "height": 640})
    page.wait_for_selector("body[data-offline=ready]")
    page.locator(".button--tile").last.click()
    page.wait_for_selector("body[data-view=photo] [data-count]")
    page.locator(".camera__top .round").first.click()
    expect(page.locator(".install")).to_be_visible()
    expect(page.locator(".start .button--primary")).to_be_in_viewport(ratio=1)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.locator(".install__go").click()
    expect(page.locator(".dialog .button--primary")).to_be_in_viewport(ratio=1)


ON_HOME_SCREEN = "Object.defineProperty(Navigator.prototype, 'standalone', { value: true });"


@pytest.mark.service_worker(False)
@pytest.mark.parametrize(
    ("user_agent", "script", "is_warned"),
    [(SAFARI, "", True), (SAFARI, "delete StorageManager.prototype.estimate;", True),
     (SAFARI, ON_HOME_SCREEN, False), (CHROME, "", False)],
    ids=["safari", "safari 16", "home screen", "android"],
)  # fmt: skip
def test_a_tab_of_safari_says_that_audits_may_be_deleted_after_seven_days(
    open_page: OpenPage, user_agent: str, script: str, is_warned: bool
) -> None:
    page = open_page(user_agent=user_agent, script=script)
    start_audit(page, "Corner shop")
    add_photo(page)
    page.get_by_role("button", name="Back").click()
    page.locator(".audit-card").wait_for()
    assert page.get_by_text("Safari may delete visits").count() == is_warned
