"""The live view keeps up with the hand: the size of its pictures, one frame at a time, and no frame kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import ROOT
from tests.e2e.camera import write_mjpeg
from tests.e2e.views.page import PORTRAIT, OpenPage, start_camera, wait_until
from tests.e2e.views.test_settings_view import choose, open_settings, storing, to_start

pytestmark = pytest.mark.service_worker(False)

SIZES = {"live": [640, 512, 416, 320], "photo": [1024]}
SLOW = {"sizes": SIZES, "msPerPixel": 400 / 640**2}
"""400 ms a frame at 640, as a processor that takes its time; 170 ms at 416."""

COUNT_FRAMES = """
globalThis.openFrames = new Set();
globalThis.framesMade = 0;
globalThis.VideoFrame = class extends VideoFrame {
  constructor(...parts) {
    super(...parts);
    framesMade += 1;
    openFrames.add(this);
  }
  close() {
    openFrames.delete(this);
    super.close();
  }
};
"""

COMPARE = """async (zooms) => {
  const { FrameCapture } = await import('/static/js/camera/capture.js');
  const { cropOf } = await import('/static/js/camera/zoom.js');
  const video = document.querySelector('video');
  video.pause();
  const size = { width: video.videoWidth, height: video.videoHeight };
  const pixels = (picture) => {
    const canvas = new OffscreenCanvas(90, 160);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context.imageSmoothingQuality = 'medium';
    context.drawImage(picture, 0, 0, 90, 160);
    return context.getImageData(0, 0, 90, 160).data;
  };
  const results = [];
  for (const zoom of zooms) {
    const wanted = cropOf(size, zoom);
    const { picture, crop } = await new FrameCapture().take(video, wanted);
    const found = pixels(picture);
    const differenceTo = async (aside) => {
      const expected = pixels(await createImageBitmap(video, crop.x - aside, crop.y, crop.width, crop.height));
      return found.reduce((sum, value, i) => sum + Math.abs(value - expected[i]), 0) / found.length;
    };
    results.push({
      wraps: picture instanceof VideoFrame,
      size: [picture.displayWidth ?? picture.width, picture.displayHeight ?? picture.height],
      crop,
      wanted,
      difference: await differenceTo(0),
      beside: await differenceTo(Math.min(8, crop.x)),
    });
    picture.close();
  }
  return results;
}"""
"""Wrapped frames beside copies of the same part of the camera's picture."""


@pytest.fixture(scope="module")
def shelf_camera(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clip of a shelf, on which every part looks different."""
    clip = tmp_path_factory.mktemp("shelf") / "shelf.mjpeg"
    return write_mjpeg(ROOT / "static" / "img" / "sample-shelf.jpg", clip, size=PORTRAIT)


def last_size(page: Page) -> Any:
    return page.evaluate("detects.at(-1).longSide")


def wait_for_size(page: Page, long_side: int) -> None:
    wait_until(page, f"globalThis.detects.at(-1)?.longSide === {long_side}")


def test_a_slow_device_comes_to_a_smaller_size_and_begins_with_it_the_next_time(open_page: OpenPage) -> None:
    page = open_page(SLOW)
    start_camera(page)
    assert page.evaluate("detects[0].longSide") == 640
    wait_for_size(page, 416)
    expect(page.get_by_test_id("count")).to_have_attribute("data-count", "1")
    page.reload()
    page.wait_for_selector("h1")
    wait_until(page, "document.body.dataset.model === 'ready'")
    if page.evaluate("document.body.dataset.view") != "live":
        start_camera(page)
    wait_until(page, "globalThis.detects.length > 0")
    assert page.evaluate("detects[0].longSide") == 416


def test_a_fast_device_stays_at_the_size_that_the_detectors_maker_chose(open_page: OpenPage) -> None:
    page = open_page({"sizes": SIZES})
    start_camera(page)
    wait_until(page, "globalThis.detects.length === 10")
    assert last_size(page) == 640


def test_the_number_that_has_come_to_rest_stays_when_the_size_changes(open_page: OpenPage) -> None:
    page = open_page(SLOW)
    start_camera(page)
    wait_for_size(page, 416)
    expect(page.get_by_text("Steady")).to_be_visible()
    expect(page.get_by_test_id("count")).to_have_attribute("data-count", "1")


@pytest.mark.parametrize(("choice", "long_side"), [("Standard", 640), ("Faster", 416)])
def test_a_size_that_was_chosen_in_the_settings_is_kept_at_any_speed(
    open_page: OpenPage, choice: str, long_side: int
) -> None:
    page = open_page(SLOW)
    open_settings(page)
    choose(page, "Detail with the camera", choice)
    to_start(page)
    start_camera(page)
    wait_until(page, "globalThis.detects.length > 7")
    assert {each["longSide"] for each in page.evaluate("detects")} == {long_side}


def test_a_choice_that_the_detector_does_not_have_is_automatic(open_page: OpenPage) -> None:
    page = open_page(SLOW, script=storing(liveSize="finer"))
    start_camera(page)
    wait_for_size(page, 416)


def test_every_frame_is_closed_and_only_one_is_looked_at_at_a_time(open_page: OpenPage) -> None:
    page = open_page({"sizes": {"live": [160], "photo": [1024]}, "msPerPixel": 0.002}, script=COUNT_FRAMES)
    start_camera(page)
    wait_until(page, "framesMade > 12")
    assert page.evaluate("openFrames.size") <= 1
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_text("Paused")).to_be_visible()
    wait_until(page, "openFrames.size === 0")
    page.get_by_role("button", name="Close the camera").click()
    page.wait_for_selector("body[data-view=start]")
    assert page.evaluate("openFrames.size") == 0


def test_a_frame_that_is_wrapped_shows_the_same_part_as_a_copy(
    open_page: OpenPage, shelf_camera: Path
) -> None:
    page = open_page(camera=shelf_camera)
    start_camera(page)
    results = page.evaluate(COMPARE, [1, 1.1, 1.3, 1.7, 2, 2.9, 3])
    for result in results:
        crop, wanted = result["crop"], result["wanted"]
        assert result["wraps"]
        assert result["size"] == [crop["width"], crop["height"]]
        # The two are shrunk in steps of their own, which shows on fine print.
        assert result["difference"] < 6, "of 255"
        assert crop["x"] == 0 or result["beside"] > 2 * result["difference"], "eight pixels aside"
        for start, length in (("x", "width"), ("y", "height")):
            assert wanted[start] <= crop[start] <= wanted[start] + 1
            assert 0 <= wanted[length] - crop[length] <= 2


def test_boxes_lie_right_on_a_part_that_is_cut_out_at_odd_pixels(open_page: OpenPage) -> None:
    page = open_page()
    start_camera(page)
    page.get_by_role("button", name="Zoom 3").click()
    wait_until(page, "globalThis.detectedSizes.at(-1)[0] < 300")
    assert page.evaluate("detectedSizes.at(-1)") == [240, 426]
    expect(page.get_by_test_id("count")).to_have_attribute("data-count", "1")
