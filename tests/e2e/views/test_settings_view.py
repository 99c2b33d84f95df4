"""Settings take effect at once, and at the next visit."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.views.audits import count_photo, full_device, large_photo, start_audit
from tests.e2e.views.page import OpenPage, on_screens, start_camera, wait_until
from tests.e2e.views.test_start_view import scrolls_sideways

pytestmark = pytest.mark.service_worker(False)

LIGHT, DARK = "rgb(245, 247, 246)", "rgb(11, 15, 14)"

THEME_AT_FIRST = """
globalThis.themeAtFirst = null;
new MutationObserver((_, observer) => {
  if (!document.body) return;
  themeAtFirst = document.documentElement.dataset.theme ?? 'none';
  observer.disconnect();
}).observe(document, { childList: true, subtree: true });
"""
"""Records the theme when the body appears, long before a module runs."""

NO_GPU = """
Object.defineProperty(Navigator.prototype, 'gpu', { value: undefined });
const getContext = OffscreenCanvas.prototype.getContext;
OffscreenCanvas.prototype.getContext = function (kind, ...rest) {
  return kind === 'webgl2' ? null : getContext.call(this, kind, ...rest);
};
"""

KEEP_VIBRATIONS = """
globalThis.vibrations = [];
Navigator.prototype.vibrate = (duration) => vibrations.push(duration);
"""

HAS_TAGS = """(canvas) => {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  for (let i = 0; i < data.length; i += 4) {
    if (data[i] === 11 && data[i + 1] === 15 && data[i + 2] === 14 && data[i + 3] === 255) return true;
  }
  return false;
}"""
"""Whether a canvas contains the background colour of a name tag, which no box has."""

SHELF = {
    "boxes": [[0.1, 0.1, 0.3, 0.3], [0.4, 0.1, 0.6, 0.3], [0.7, 0.1, 0.9, 0.3]],
    "scores": [0.9, 0.45, 0.35],
}
"""Scores around the detector's own threshold of 0.4."""


def open_settings(page: Page) -> None:
    """Opens the settings from the start view."""
    page.wait_for_selector("body[data-model=ready]")
    page.get_by_role("button", name="Settings").click()
    page.wait_for_selector("body[data-view=settings]")


def open_advanced(page: Page) -> None:
    """Opens the settings, and those that only engineers need."""
    open_settings(page)
    expect(page.get_by_text("WASM").first).to_be_hidden()
    page.get_by_text("Advanced", exact=True).click()


def to_start(page: Page) -> None:
    page.get_by_role("button", name="Back").click()
    page.wait_for_selector("body[data-view=start]")


def choose(page: Page, setting: str, choice: str) -> None:
    # The radio button itself is hidden behind its label.
    label = group(page, setting).locator("label", has=page.get_by_text(choice, exact=True))
    label.click()
    expect(label.get_by_role("radio")).to_be_checked()


def group(page: Page, setting: str) -> Locator:
    return page.get_by_role("radiogroup", name=setting)


def stored(page: Page) -> dict[str, Any]:
    settings: dict[str, Any] = json.loads(page.evaluate("localStorage.getItem('shelfscan.settings')"))
    return settings


def storing(**settings: Any) -> str:
    """A script for ``open_page`` that stores settings, as of an earlier visit."""
    record = json.dumps(json.dumps(settings))
    return f"localStorage['shelfscan.settings'] ??= {record};"


def last_detect(page: Page, mode: str) -> dict[str, Any]:
    detects: list[dict[str, Any]] = page.evaluate("detects")
    return [each for each in detects if each["mode"] == mode][-1]


def expect_page_colour(page: Page, colour: str) -> None:
    expect(page.locator("body")).to_have_css("background-color", colour)


def test_a_theme_is_applied_at_once_and_before_the_first_paint_of_the_next_visit(open_page: OpenPage) -> None:
    page = open_page(script=THEME_AT_FIRST, color_scheme="light")
    assert page.evaluate("themeAtFirst") == "none"
    open_settings(page)
    expect_page_colour(page, LIGHT)
    choose(page, "Theme", "Dark")
    expect_page_colour(page, DARK)
    expect(page.get_by_test_id("announcer")).to_have_text("Theme: Dark")
    page.reload()
    page.wait_for_selector("h1")
    assert page.evaluate("themeAtFirst") == "dark"
    expect_page_colour(page, DARK)


def test_the_theme_follows_the_phone_unless_one_is_chosen(open_page: OpenPage) -> None:
    page = open_page(color_scheme="light")
    page.emulate_media(color_scheme="dark")
    expect_page_colour(page, DARK)
    open_settings(page)
    choose(page, "Theme", "Light")
    expect_page_colour(page, LIGHT)
    choose(page, "Theme", "Like the phone")
    expect_page_colour(page, DARK)


def test_the_browsers_bar_follows_the_theme(open_page: OpenPage) -> None:
    page = open_page(color_scheme="light")
    bar, scheme = page.locator("meta[name=theme-color]"), page.locator("meta[name=color-scheme]")
    expect(bar).to_have_attribute("content", "#0b0f0e")  # the picture at the top of the start view
    open_settings(page)
    expect(bar).to_have_attribute("content", LIGHT)
    expect(scheme).to_have_attribute("content", "light dark")
    choose(page, "Theme", "Dark")
    expect(bar).to_have_attribute("content", DARK)
    expect(scheme).to_have_attribute("content", "dark")


def test_another_language_is_applied_at_once_and_the_settings_stay_open(open_page: OpenPage) -> None:
    page = open_page()
    open_settings(page)
    page.get_by_label("Language").select_option("Deutsch")
    expect(page.get_by_role("heading", level=1)).to_have_text("Einstellungen")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.get_by_label("Sprache")).to_have_value("de")
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.locator("body")).to_have_attribute("data-view", "settings")
    page.get_by_label("Sprache").select_option("Wie das Handy")
    expect(page.get_by_role("heading", level=1)).to_have_text("Settings")


def test_the_language_cannot_be_changed_while_work_is_unsaved(open_page: OpenPage) -> None:
    page = open_page()
    with full_device(page):
        start_audit(page, "Corner Market")
        count_photo(page, large_photo())
        page.get_by_role("button", name="Add to ").click()
        page.wait_for_selector("[data-testid=unsaved]")
        page.get_by_role("button", name="Open visit").click()
        page.wait_for_selector("body[data-view=audit]")
        page.get_by_role("button", name="Back").click()
        page.get_by_role("button", name="Back").click()
        open_settings(page)
        expect(page.get_by_label("Language")).to_be_disabled()
        expect(page.get_by_text("Save your visits first")).to_be_visible()


@pytest.mark.parametrize(("choice", "count"), [("Fewer boxes", 1), ("Standard", 2), ("More boxes", 3)])
def test_the_sensitivity_decides_what_counts(open_page: OpenPage, choice: str, count: int) -> None:
    page = open_page(SHELF)
    open_settings(page)
    choose(page, "Sensitivity with the camera", choice)
    choose(page, "Sensitivity on photos", choice)
    to_start(page)
    start_camera(page)
    expect(page.get_by_test_id("count")).to_have_attribute("data-count", str(count))
    page.get_by_role("button", name="Take a photo").click()
    page.wait_for_selector("body[data-view=photo] [data-count]")
    expect(page.get_by_test_id("count")).to_have_attribute("data-count", str(count))


def test_reset_on_a_photo_restores_the_sensitivity_from_the_settings(open_page: OpenPage) -> None:
    page = open_page(SHELF, script=storing(photoSensitivity="more"))
    count_photo(page)
    count = page.get_by_test_id("count")
    expect(count).to_have_attribute("data-count", "3")
    page.get_by_role("button", name="Sensitivity").click()
    reset = page.get_by_role("button", name="Reset")
    expect(reset).to_be_hidden()
    page.get_by_role("slider").press("Home")
    expect(count).to_have_attribute("data-count", "0")
    reset.click()
    expect(count).to_have_attribute("data-count", "3")


def test_only_sizes_that_the_detector_has_are_offered(open_page: OpenPage) -> None:
    page = open_page({"sizes": {"live": [640, 416], "photo": [1024, 1280, 768]}})
    open_settings(page)
    # Automatic, the detector's standard size, and a smaller one.
    expect(group(page, "Detail with the camera").get_by_role("radio")).to_have_count(3)
    expect(group(page, "Detail on photos").get_by_role("radio")).to_have_count(3)
    choose(page, "Detail with the camera", "Faster")
    choose(page, "Detail on photos", "Finer")
    to_start(page)
    start_camera(page)
    assert last_detect(page, "live")["longSide"] == 416
    page.get_by_role("button", name="Take a photo").click()
    page.wait_for_selector("body[data-view=photo] [data-count]")
    assert last_detect(page, "photo")["longSide"] == 1280


def test_a_detector_with_one_size_offers_no_choice(open_page: OpenPage) -> None:
    page = open_page(script=storing(liveSize="faster"))
    open_settings(page)
    assert group(page, "Detail with the camera").count() == 0
    to_start(page)
    start_camera(page)
    assert last_detect(page, "live")["longSide"] == 640


def test_boxes_show_the_kind_of_product_if_there_are_several(open_page: OpenPage) -> None:
    page = open_page({"labels": ["cereal", "milk"]})
    start_camera(page)
    boxes = page.locator(".picture__boxes")
    assert boxes.evaluate(HAS_TAGS)
    page.get_by_role("button", name="Close the camera").click()
    open_settings(page)
    page.get_by_role("switch", name="Kind of product").click()
    to_start(page)
    start_camera(page)
    assert not boxes.evaluate(HAS_TAGS)


def test_a_single_kind_needs_no_name(open_page: OpenPage) -> None:
    page = open_page()
    start_camera(page)
    assert not page.locator(".picture__boxes").evaluate(HAS_TAGS)
    page.get_by_role("button", name="Close the camera").click()
    open_settings(page)
    assert page.get_by_role("switch", name="Kind of product").count() == 0


def test_a_photo_shows_the_kinds_too(open_page: OpenPage) -> None:
    page = open_page({"labels": ["cereal", "milk"], "boxes": [[0.1, 0.1, 0.6, 0.6]]})
    count_photo(page)
    wait_until(page, f"({HAS_TAGS})(document.querySelector('.editor__boxes'))")


def test_vibration_can_be_switched_off(open_page: OpenPage) -> None:
    page = open_page(script=KEEP_VIBRATIONS)
    start_camera(page)
    page.get_by_role("button", name="Take a photo").click()
    page.wait_for_selector("body[data-view=photo] [data-count]")
    assert len(page.evaluate("vibrations")) == 1
    page.get_by_role("button", name="Close the photo").click()
    open_settings(page)
    page.get_by_role("switch", name="Vibration").click()
    expect(page.get_by_test_id("announcer")).to_have_text("Vibration: off")
    to_start(page)
    start_camera(page)
    page.get_by_role("button", name="Take a photo").click()
    page.wait_for_selector("body[data-view=photo] [data-count]")
    assert len(page.evaluate("vibrations")) == 1


def test_the_chosen_backend_is_passed_to_the_detector(open_page: OpenPage) -> None:
    page = open_page(script=NO_GPU)
    open_advanced(page)
    way = "What does the counting"
    for name in ("WebGL", "WebGPU"):
        expect(group(page, way).get_by_role("radio", name=name)).to_be_disabled()
        expect(group(page, way).locator("label", has_text=name)).to_contain_text("Not on this device")
    expect(group(page, way).locator("label", has_text="Automatic")).to_contain_text("Now: Processor (WASM)")
    choose(page, way, "Processor (WASM)")
    wait_until(page, "loads.length === 2")
    assert page.evaluate("loads") == [None, "wasm"]
    page.reload()
    page.wait_for_selector("body[data-model=ready]")
    assert page.evaluate("loads") == ["wasm"]


def test_a_backend_that_does_not_work_is_reset_to_automatic(open_page: OpenPage) -> None:
    page = open_page({"broken": [["webgl", "wasm"]]}, script=storing(backend="webgl", theme="dark"))
    expect(page.get_by_text("Your choice did not work on this device")).to_be_visible()
    open_advanced(page)
    expect(group(page, "What does the counting").get_by_role("radio", name="Automatic")).to_be_checked()
    assert stored(page)["backend"] == "auto" and stored(page)["theme"] == "dark"


def test_the_speed_is_shown_only_if_chosen(open_page: OpenPage) -> None:
    page = open_page()
    start_camera(page)
    wait_until(page, "globalThis.detects.length > 3")  # It is measured from the second frame on.
    assert page.get_by_test_id("rate").count() == 0
    page.get_by_role("button", name="Close the camera").click()
    open_advanced(page)
    page.get_by_role("switch", name="Show speed").click()
    to_start(page)
    start_camera(page)
    expect(page.get_by_test_id("rate")).to_contain_text("ms · WASM")


def test_about_names_the_detector_in_use(open_page: OpenPage) -> None:
    page = open_page()
    open_settings(page)
    about = page.get_by_role("region", name="About")
    for text in ("Shelf products 1.0.0", "4.3 MB", "For tests alone"):
        expect(about).to_contain_text(text)
    version = page.locator("meta[name=application-version]").get_attribute("content")
    expect(about).to_contain_text(version or "no version")


def test_invalid_stored_settings_do_no_harm(open_page: OpenPage) -> None:
    page = open_page(script="localStorage.setItem('shelfscan.settings', '{\"theme\": [1');")
    open_settings(page)
    expect(group(page, "Theme").get_by_role("radio", name="Like the phone")).to_be_checked()


def test_settings_can_be_made_with_the_keyboard(open_page: OpenPage) -> None:
    page = open_page(color_scheme="light")
    open_settings(page)
    page.keyboard.press("Tab")  # from the heading, past the back button
    page.get_by_role("radio", name="Like the phone").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect_page_colour(page, DARK)
    page.get_by_text("Advanced", exact=True).press("Enter")
    page.get_by_role("switch", name="Show speed").press(" ")
    assert stored(page)["showsRate"]


def test_every_control_is_large_enough_for_a_thumb(open_page: OpenPage) -> None:
    page = open_page(
        {"sizes": {"live": [640, 416], "photo": [1024, 1280, 768]}, "labels": ["cereal", "milk"]}
    )
    open_settings(page)
    controls = page.locator(".segment, .option, .setting--switch, .setting--link, select, .page__back")
    for screen in on_screens(page):
        small = controls.evaluate_all(
            "all => all.filter((e) => Math.min(e.offsetHeight, e.offsetWidth) < 48).map((e) => e.textContent)"
        )
        assert small == [], screen
        assert not scrolls_sideways(page), screen


def test_text_of_twice_the_size_does_not_leave_the_screen(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 360, "height": 640}, bypass_csp=True)
    open_settings(page)
    page.add_style_tag(content="html { font-size: 200% }")
    assert not scrolls_sideways(page)
    cut = page.locator(".setting__label, .segment, .option, .setting__hint").evaluate_all(
        "all => all.filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.textContent)"
    )
    assert cut == []
    page.get_by_role("button", name="Detectors").click()
    page.locator(".model").wait_for()
    assert not scrolls_sideways(page)
