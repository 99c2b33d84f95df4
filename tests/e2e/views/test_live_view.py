"""The camera with boxes and count."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.views.page import PORTRAIT, OpenPage, rect, start_camera, wait_until
from tests.e2e.watch import camera_is_on

pytestmark = pytest.mark.service_worker(False)

READ_PIXEL = """(canvas, [x, y]) => {
  const pixel = canvas.getContext('2d').getImageData(Math.round(x), Math.round(y), 1, 1);
  return [...pixel.data];
}"""


def test_the_count_is_what_the_detector_found(open_page: OpenPage) -> None:
    boxes = [[0.1 * i, 0.1, 0.1 * i + 0.08, 0.3] for i in range(7)]
    page = open_page({"boxes": boxes})
    start_camera(page)
    expect(page.get_by_test_id("count")).to_have_attribute("data-count", "7")
    expect(page.get_by_test_id("count")).to_contain_text("7")


def test_the_count_is_announced_to_screen_readers(open_page: OpenPage) -> None:
    page = open_page({"boxes": [[0, 0, 0.5, 0.5], [0.5, 0, 1, 0.5]]})
    start_camera(page)
    expect(page.get_by_test_id("announcer")).to_have_text("2 products")


def test_the_camera_shows_its_picture_before_the_detector_is_ready(open_page: OpenPage) -> None:
    page = open_page({"waits": True, "progress": {"phase": "download", "loaded": 1e6, "total": 4e6}})
    page.get_by_role("button", name="Start camera").click()
    wait_until(page, "document.querySelector('video')?.currentTime > 0")
    expect(page.get_by_test_id("model-progress")).to_contain_text("1.0 of 4.0 MB")
    assert page.get_by_test_id("count").get_attribute("data-count") is None
    page.evaluate("finishLoading()")
    expect(page.get_by_test_id("count")).to_have_attribute("data-count", "1")
    assert page.get_by_test_id("model-progress").count() == 0


def test_a_detector_that_fails_while_the_camera_is_on_ends_the_scan_with_a_reason(
    open_page: OpenPage,
) -> None:
    page = open_page({"waits": True, "fails": "model-damaged"})
    page.get_by_role("button", name="Start camera").click()
    wait_until(page, "document.querySelector('video')?.currentTime > 0")
    page.evaluate("finishLoading()")
    page.wait_for_selector("[data-problem=model-damaged]")
    assert not camera_is_on(page)


def test_the_whole_picture_is_on_the_screen_in_portrait_and_landscape(open_page: OpenPage) -> None:
    page = open_page()
    start_camera(page)
    for width, height in ((390, 844), (844, 390), (1280, 800)):
        page.set_viewport_size({"width": width, "height": height})
        picture = rect(page, "video")
        assert abs(picture["width"] / picture["height"] - PORTRAIT[0] / PORTRAIT[1]) < 0.005
        assert picture["left"] >= 0
        assert picture["top"] >= 0
        assert picture["right"] <= width
        assert picture["bottom"] <= height
    controls = rect(page, ".camera__bar")
    assert rect(page, "video")["right"] <= controls["left"], "controls at the side lie beside the picture"


def test_boxes_are_drawn_where_the_detector_found_them_at_the_screens_resolution(open_page: OpenPage) -> None:
    page = open_page({"boxes": [[0.25, 0.25, 0.75, 0.5]]}, device_scale_factor=3)
    start_camera(page)
    overlay = page.locator("canvas")
    assert rect(page, "canvas") == rect(page, "video")
    size = rect(page, "canvas")
    width, height = overlay.evaluate("canvas => [canvas.width, canvas.height]")
    assert (width, height) == (round(size["width"] * 3), round(size["height"] * 3))

    def pixel(x: float, y: float) -> Any:
        return overlay.evaluate(READ_PIXEL, [x * width, y * height])

    # The stroke is 1.5 CSS pixels inside the box, where it is opaque and green.
    red, green, _, alpha = pixel(0.25 + 1.5 * 3 / width, 0.375)
    assert alpha == 255
    assert green > 200 > red
    assert pixel(0.5, 0.375)[3] < 60, "a faint fill inside"
    for x, y in ((0.24, 0.375), (0.76, 0.375), (0.5, 0.24), (0.5, 0.51)):
        assert pixel(x, y)[3] == 0, "nothing outside"


def test_closing_the_camera_switches_it_off(open_page: OpenPage) -> None:
    page = open_page()
    start_camera(page)
    assert camera_is_on(page)
    page.get_by_role("button", name="Close the camera").click()
    page.wait_for_selector("body[data-view=start]")
    assert not camera_is_on(page)


def test_leaving_during_the_permission_prompt_leaves_no_camera_on(open_page: OpenPage) -> None:
    page = open_page(
        script="""const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        navigator.mediaDevices.getUserMedia = async (constraints) => {
          const stream = await ask(constraints);
          await new Promise((done) => (globalThis.allow = done));
          return stream;
        };"""
    )
    page.get_by_role("button", name="Start camera").click()
    expect(page.get_by_text("Starting the camera")).to_be_visible()
    wait_until(page, "globalThis.allow")
    page.get_by_role("button", name="Close the camera").click()
    assert camera_is_on(page)
    page.evaluate("allow()")
    wait_until(page, "tracks.every((track) => track.readyState === 'ended')")
    assert page.evaluate("document.body.dataset.view") == "start"


def test_a_camera_that_is_taken_away_is_explained_and_can_be_started_again(open_page: OpenPage) -> None:
    page = open_page()
    start_camera(page)
    page.evaluate("tracks[0].dispatchEvent(new Event('ended'))")
    page.wait_for_selector("[data-problem=camera-lost]")
    assert not camera_is_on(page)
    page.get_by_role("button", name="Try again").click()
    page.wait_for_selector("body[data-view=live] [data-count]")


STOPPABLE_CAMERA = """
  navigator.mediaDevices.getUserMedia = async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 480, height: 640 });
    const context = canvas.getContext('2d');
    let frames = 0;
    setInterval(() => {
      if (globalThis.stopped) return;
      for (let y = 0; y < 640; y += 3) {
        context.fillStyle = (y / 3) % 2 ? '#ddd' : '#555';
        context.fillRect(0, y, 480, 3);
      }
      context.fillRect(0, 0, (frames += 1) % 9, 9);
    }, 50);
    const stream = canvas.captureStream(20);
    globalThis.track = stream.getVideoTracks()[0];
    return stream;
  };
"""
"""A camera that gives frames until ``stopped``."""

STEADY = ".tally[data-settled=true]"
FROZEN = ".advice[data-hint=frozen]"


def test_a_frozen_camera_is_told_within_three_seconds_and_its_number_is_not_steady(
    open_page: OpenPage,
) -> None:
    page = open_page({"boxes": [[0.1, 0.1, 0.3, 0.3], [0.5, 0.1, 0.7, 0.3]]}, script=STOPPABLE_CAMERA)
    start_camera(page)
    expect(page.locator(STEADY)).to_have_count(1)
    page.evaluate("globalThis.stopped = true; globalThis.stoppedAt = performance.now()")
    page.wait_for_selector(FROZEN)
    assert page.evaluate("performance.now() - stoppedAt") < 3500  # half a second for a busy machine
    expect(page.locator(STEADY)).to_have_count(0)
    expect(page.locator(".tally")).to_contain_text("Waiting for the camera")
    expect(page.get_by_test_id("announcer")).to_contain_text("The camera gives no picture")
    page.evaluate("globalThis.stopped = false")
    expect(page.locator(FROZEN)).to_have_count(0)
    expect(page.locator(STEADY)).to_have_count(1)


def test_a_camera_that_the_system_mutes_is_told_at_once(open_page: OpenPage) -> None:
    page = open_page({"boxes": [[0.1, 0.1, 0.3, 0.3]]}, script=STOPPABLE_CAMERA)
    start_camera(page)
    expect(page.locator(STEADY)).to_have_count(1)
    mute = "(muted) => { Object.defineProperty(track, 'muted', { value: muted, configurable: true }); "
    mute += "track.dispatchEvent(new Event(muted ? 'mute' : 'unmute')); }"
    page.evaluate(mute, True)
    expect(page.locator(FROZEN)).to_have_count(1)
    expect(page.locator(STEADY)).to_have_count(0)
    page.evaluate(mute, False)
    expect(page.locator(FROZEN)).to_have_count(0)


def test_a_picture_that_is_too_dark_is_never_called_steady(open_page: OpenPage) -> None:
    dark = STOPPABLE_CAMERA.replace("#ddd", "#222").replace("#555", "#111")
    page = open_page({"boxes": [[0.1, 0.1, 0.3, 0.3], [0.5, 0.1, 0.7, 0.3]]}, script=dark)
    start_camera(page)
    page.wait_for_selector(".advice[data-hint=dark]")
    page.wait_for_timeout(2000)  # as long as a number takes to come to rest
    assert page.locator(STEADY).count() == 0
