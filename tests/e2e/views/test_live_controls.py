"""Controls while the camera is on: pause, light, lens, zoom, and the region that counts."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.views.page import (
    OpenPage,
    named_rects,
    on_screens,
    rect,
    start_camera,
    wait_until,
)
from tests.e2e.watch import camera_is_on

pytestmark = pytest.mark.service_worker(False)


FOUR_BOXES = [[0.05, 0.3, 0.15, 0.4], [0.4, 0.3, 0.5, 0.4], [0.5, 0.5, 0.6, 0.6], [0.85, 0.3, 0.95, 0.4]]
"""Two boxes in the middle, one near each side."""

CAPABLE_CAMERA = """
globalThis.applied = [];
globalThis.capabilities = { torch: true, zoom: { min: 1, max: 8 } };
MediaStreamTrack.prototype.getCapabilities = () => capabilities;
MediaStreamTrack.prototype.applyConstraints = async ({ advanced }) => { applied.push(advanced[0]); };
"""

TWO_REAR_LENSES = """
globalThis.asked = [];
const askForLens = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = (constraints) => {
  asked.push(constraints.video.deviceId?.exact ?? null);
  return askForLens({ video: true });
};
navigator.mediaDevices.enumerateDevices = async () => [
  { kind: 'videoinput', deviceId: 'front', label: 'camera2 1, facing front' },
  { kind: 'videoinput', deviceId: 'wide', label: 'camera2 0, facing back' },
  { kind: 'videoinput', deviceId: 'tele', label: 'camera2 2, facing back' },
];
"""

KEEP_LOCKS = """
globalThis.locks = [];
navigator.wakeLock.request = async (type) => {
  const lock = { type, isHeld: true, release: async () => { lock.isHeld = false; } };
  locks.push(lock);
  return lock;
};
"""


def tap(page: Page, x: float, y: float) -> None:
    """Taps the picture at fractions of its size."""
    picture = rect(page, "canvas")
    page.touchscreen.tap(picture["left"] + x * picture["width"], picture["top"] + y * picture["height"])


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Drags over the picture, between fractions of its size."""
    picture = rect(page, "canvas")
    points = [
        (picture["left"] + x * picture["width"], picture["top"] + y * picture["height"])
        for x, y in (start, end)
    ]
    page.mouse.move(*points[0])
    page.mouse.down()
    page.mouse.move(*points[1], steps=4)
    page.mouse.up()


def expect_count(page: Page, count: int) -> None:
    expect(page.get_by_test_id("count")).to_have_attribute("data-count", str(count))


def is_playing(page: Page) -> Any:
    return page.evaluate("!document.querySelector('video').paused")


def test_a_settled_count_is_called_steady(open_page: OpenPage) -> None:
    page = open_page({"boxes": FOUR_BOXES})
    start_camera(page)
    expect(page.get_by_text("Steady")).to_be_visible()
    expect_count(page, 4)


def test_a_tap_beside_the_products_pauses_the_picture_and_another_resumes_it(open_page: OpenPage) -> None:
    page = open_page({"boxes": FOUR_BOXES})
    start_camera(page)
    tap(page, 0.5, 0.1)
    expect(page.get_by_text("Paused")).to_be_visible()
    expect(page.get_by_role("button", name="Go on")).to_have_attribute("aria-pressed", "true")
    assert not is_playing(page)
    assert camera_is_on(page)
    expect_count(page, 4)
    tap(page, 0.5, 0.1)
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    wait_until(page, "!document.querySelector('video').paused")


def test_pausing_works_with_the_keyboard(open_page: OpenPage) -> None:
    page = open_page()
    start_camera(page)
    page.get_by_role("button", name="Pause").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Go on")).to_be_focused()
    assert not is_playing(page)


def test_a_tapped_product_stays_marked_until_it_is_tapped_again(open_page: OpenPage) -> None:
    page = open_page({"boxes": FOUR_BOXES})
    start_camera(page)
    tap(page, 0.45, 0.35)
    expect(page.get_by_text("1 product marked")).to_be_visible()
    tap(page, 0.55, 0.55)
    expect(page.get_by_text("2 products marked")).to_be_visible()
    tap(page, 0.45, 0.35)
    expect(page.get_by_text("1 product marked")).to_be_visible()
    page.get_by_role("button", name="Unmark").click()
    assert page.get_by_text("marked").count() == 0
    assert is_playing(page), "a tap on a product is no pause"


def test_only_products_in_this_bay_count(open_page: OpenPage) -> None:
    page = open_page({"boxes": FOUR_BOXES})
    start_camera(page)
    expect_count(page, 4)
    page.get_by_role("button", name="This part only").click()
    expect_count(page, 2)
    expect(page.get_by_role("group", name="The part of the picture that counts")).to_be_visible()
    page.get_by_role("button", name="This part only").click()
    expect_count(page, 4)
    assert page.locator(".region").count() == 0


def test_a_rectangle_dragged_over_the_picture_is_what_counts(open_page: OpenPage) -> None:
    page = open_page({"boxes": FOUR_BOXES})
    start_camera(page)
    drag(page, (0.3, 0.2), (0.7, 0.45))
    expect_count(page, 1)
    corner = rect(page, "[data-x='1'][data-y='1']")
    x, y = corner["left"] + corner["width"] / 2, corner["top"] + corner["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 0.25 * rect(page, "canvas")["height"], steps=4)
    page.mouse.up()
    expect_count(page, 2)
    assert is_playing(page), "a drag is no tap"


def test_the_region_can_be_changed_with_the_keyboard(open_page: OpenPage) -> None:
    page = open_page({"boxes": FOUR_BOXES})
    start_camera(page)
    page.get_by_role("button", name="This part only").click()
    expect_count(page, 2)
    page.get_by_role("button", name="Top left corner").focus()
    for _ in range(8):
        page.keyboard.press("ArrowLeft")
    expect_count(page, 3)


def test_a_tapped_corner_of_the_region_moves_to_the_next_tap(open_page: OpenPage) -> None:
    page = open_page({"boxes": FOUR_BOXES})
    start_camera(page)
    page.get_by_role("button", name="This part only").click()
    expect_count(page, 2)
    page.get_by_role("button", name="Top left corner").tap()
    expect(page.get_by_text("Tap where it should go.")).to_be_visible()
    tap(page, 0.02, 0.25)
    expect_count(page, 3)
    assert page.get_by_text("Tap where it should go.").count() == 0
    page.get_by_role("button", name="Move the frame").tap()
    tap(page, 0.8, 0.5)
    wait_until(page, "!document.querySelector('.advice')")
    assert abs(rect(page, ".region")["right"] - rect(page, "canvas")["right"]) < 2
    assert rect(page, ".region")["left"] > rect(page, "canvas")["left"] + 50
    assert is_playing(page), "neither was a tap on the picture"


THREE_AND_ONE = [[0.3, 0.3, 0.4, 0.4], [0.42, 0.3, 0.52, 0.4], [0.54, 0.3, 0.64, 0.4], [0.42, 0.5, 0.52, 0.6]]
"""A row of three, and one below the middle one."""


def test_products_are_marked_with_the_keyboard_while_the_picture_is_paused(open_page: OpenPage) -> None:
    page = open_page({"boxes": THREE_AND_ONE})
    start_camera(page)
    assert page.get_by_role("application").count() == 0
    page.get_by_role("button", name="Pause").press("Enter")
    expect(page.get_by_text("Paused")).to_be_visible()
    page.get_by_role("application", name="The picture that stands still").focus()
    announcer = page.get_by_test_id("announcer")
    page.keyboard.press("ArrowRight")
    expect(announcer).to_have_text("Row 1, product 1 of 3.")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(announcer).to_have_text("Row 2, product 1 of 1.")
    page.keyboard.press("Enter")
    expect(announcer).to_have_text("Row 2, product 1 of 1, marked.")
    expect(page.get_by_text("1 product marked")).to_be_visible()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Space")
    expect(page.get_by_text("2 products marked")).to_be_visible()
    page.keyboard.press("Space")
    expect(page.get_by_text("1 product marked")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Close the camera")).to_be_focused()
    page.get_by_role("button", name="Go on").press("Enter")
    expect(page.get_by_role("application")).to_have_count(0)


def test_a_camera_without_light_zoom_or_other_lenses_offers_none_of_them(open_page: OpenPage) -> None:
    page = open_page()
    start_camera(page)
    assert page.get_by_role("button", name="Light").count() == 0
    assert page.get_by_label("Choose a camera").count() == 0


def test_the_light_goes_on_with_a_tap_and_off_on_leaving(open_page: OpenPage) -> None:
    page = open_page(script=CAPABLE_CAMERA)
    start_camera(page)
    light = page.get_by_role("button", name="Light")
    expect(light).to_have_attribute("aria-pressed", "false")
    light.click()
    expect(light).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Close the camera").click()
    page.wait_for_selector("body[data-view=start]")
    torches = page.evaluate("applied.filter((constraint) => 'torch' in constraint).map(({ torch }) => torch)")
    assert torches[0] is True
    assert torches[-1] is False


def test_a_zoom_lens_is_used_before_the_picture_is_cropped(open_page: OpenPage) -> None:
    page = open_page(script=CAPABLE_CAMERA)
    start_camera(page)
    page.get_by_role("button", name="Zoom 2×").click()
    expect(page.get_by_role("button", name="Zoom 2×")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("applied.findLast((constraint) => 'zoom' in constraint).zoom") == 2
    assert page.evaluate("document.querySelector('video').style.transform") == ""


def test_without_a_zoom_lens_the_detector_gets_the_middle_in_more_detail(open_page: OpenPage) -> None:
    page = open_page()
    start_camera(page)
    before = page.evaluate("detectedSizes.at(-1)")
    page.get_by_role("button", name="Zoom 2×").click()
    expect(page.get_by_role("button", name="Zoom 2×")).to_have_attribute("aria-pressed", "true")
    wait_until(page, f"detectedSizes.at(-1)[0] === {before[0] // 2}")
    assert page.evaluate("detectedSizes.at(-1)") == [side // 2 for side in before]
    assert page.evaluate("document.querySelector('video').style.transform") == "scale(2)"


def test_two_fingers_zoom(open_page: OpenPage) -> None:
    page = open_page()
    start_camera(page)
    picture = rect(page, "canvas")
    x, y = picture["left"] + picture["width"] / 2, picture["top"] + picture["height"] / 2
    session = page.context.new_cdp_session(page)

    def touch(kind: str, spread: float) -> None:
        points = [{"x": x - spread, "y": y, "id": 0}, {"x": x + spread, "y": y, "id": 1}]
        touches = [] if kind == "touchEnd" else points
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    touch("touchStart", 50)
    for spread in (60, 70, 80, 90, 100):
        touch("touchMove", spread)
    touch("touchEnd", 100)
    expect(page.get_by_role("button", name="Zoom 2×")).to_have_attribute("aria-pressed", "true")
    assert is_playing(page), "two fingers are no tap"


def test_the_chosen_lens_is_opened_and_remembered(open_page: OpenPage) -> None:
    page = open_page(script=TWO_REAR_LENSES)
    start_camera(page)
    choice = page.get_by_label("Choose a camera")
    assert choice.locator("option").all_text_contents() == [
        "Rear camera 1",
        "Rear camera 2",
        "Front camera 1",
    ]
    choice.select_option(label="Rear camera 2")
    wait_until(page, "asked.length === 2")
    assert page.evaluate("asked") == [None, "tele"]
    wait_until(page, "tracks.filter((track) => track.readyState === 'live').length === 1")
    page.evaluate("detectedSizes = []")
    wait_until(page, "detectedSizes.length > 2")
    page.get_by_role("button", name="Close the camera").click()
    start_camera(page)
    assert page.evaluate("asked.at(-1)") == "tele"


def test_if_a_remembered_lens_is_gone_the_default_camera_is_opened(open_page: OpenPage) -> None:
    page = open_page(script="localStorage.setItem('shelfscan.lens', 'unplugged');")
    start_camera(page)
    expect_count(page, 1)


def test_the_screen_is_kept_on_during_a_scan_and_not_after(open_page: OpenPage) -> None:
    page = open_page(script=KEEP_LOCKS)
    start_camera(page)
    wait_until(page, "locks.length === 1 && locks[0].isHeld")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    wait_until(page, "locks.length === 2")
    page.get_by_role("button", name="Close the camera").click()
    wait_until(page, "!locks.at(-1).isHeld")


def test_a_picture_without_products_says_what_to_do(open_page: OpenPage) -> None:
    page = open_page({"boxes": []})
    start_camera(page)
    expect(page.get_by_text("Point the camera at a shelf")).to_be_visible()


def test_a_hint_says_that_products_are_too_far_away(open_page: OpenPage) -> None:
    tiny = [[0.1 * i + 0.05, 0.3, 0.1 * i + 0.06, 0.31] for i in range(8)]
    page = open_page({"boxes": tiny})
    start_camera(page)
    expect(page.get_by_text("Step closer or zoom in")).to_be_visible()


def test_every_control_is_on_the_screen_large_enough_for_a_finger_and_apart_from_the_others(
    open_page: OpenPage,
) -> None:
    page = open_page(script=CAPABLE_CAMERA + TWO_REAR_LENSES)
    start_camera(page)
    page.get_by_label("Choose a camera").wait_for(state="attached")
    for width, height in on_screens(page):
        check_controls(page, width, height)


def check_controls(page: Page, width: int, height: int) -> None:
    boxes = named_rects(page.locator(".camera button, .camera label"))
    assert len(boxes) >= 10
    for box in boxes:
        assert box["right"] - box["left"] >= 44, box
        assert box["bottom"] - box["top"] >= 44, box
        assert box["left"] >= 0 and box["top"] >= 0, box
        assert box["right"] <= width and box["bottom"] <= height, box
    for i, one in enumerate(boxes):
        for other in boxes[i + 1 :]:
            apart_x = one["right"] <= other["left"] + 1 or other["right"] <= one["left"] + 1
            apart_y = one["bottom"] <= other["top"] + 1 or other["bottom"] <= one["top"] + 1
            assert apart_x or apart_y, (one, other)
