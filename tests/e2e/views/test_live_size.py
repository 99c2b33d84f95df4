"""The live view's input size is adapted to the device's speed, and frames are processed one at a time and closed."""

from __future__ import annotations

import json
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
"""A slow processor: 400 ms a frame at 640, 170 ms at 416."""

RECORD_COUNT = """() => {
  globalThis.shownCounts = [];
  const note = () => {
    const [count, tally] = ['[data-testid=count]', '.tally'].map((selector) => document.querySelector(selector));
    shownCounts.push(`${count.dataset.count} ${tally.dataset.settled}`);
  };
  note();
  new MutationObserver(note).observe(document.querySelector('.tally'), { attributes: true, subtree: true });
}"""
"""Records the count and whether it has settled, now and at every change."""

STROKES = """() => {
  const canvas = document.querySelector('canvas');
  const { width, height } = canvas;
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let i = 0; i < width * height; i += 1) {
    if (data[4 * i + 3] < 255) continue;
    const [x, y] = [i % width, Math.floor(i / width)];
    [left, right] = [Math.min(left, x), Math.max(right, x + 1)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y + 1)];
  }
  return [left, top, right, bottom];
}"""
"""Bounding box of all opaque strokes over the picture: left, top, right and bottom in pixels of the canvas."""

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
"""Compares wrapped frames with copies of the same part of the camera's picture."""


@pytest.fixture(scope="module")
def shelf_camera(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clip of a shelf, of which every part looks different."""
    clip = tmp_path_factory.mktemp("shelf") / "shelf.mjpeg"
    return write_mjpeg(ROOT / "static" / "img" / "sample-shelf.jpg", clip, size=PORTRAIT)


def wait_for_size(page: Page, long_side: int) -> None:
    wait_until(page, f"globalThis.detects.at(-1)?.longSide === {long_side}")


def wait_for_decision(page: Page) -> Any:
    """Waits until the page has measured the device's speed; returns the size that it has stored."""
    wait_until(page, "localStorage.getItem('shelfscan.pace') !== null")
    (size,) = json.loads(page.evaluate("localStorage.getItem('shelfscan.pace')")).values()
    return size


def scan_with_detail(page: Page, choice: str) -> None:
    """Chooses the input size for the camera in the settings, and starts a scan."""
    open_settings(page)
    choose(page, "Detail with the camera", choice)
    to_start(page)
    start_camera(page)


def next_sizes(page: Page) -> set[int]:
    """Sizes of the frames from now on, at least three of them."""
    page.evaluate("globalThis.detects = []")
    wait_until(page, "detects.length > 3")
    # The first one may have been in progress before.
    return {each["longSide"] for each in page.evaluate("detects.slice(1)")}


def test_a_slow_device_changes_to_a_smaller_size_and_begins_with_it_the_next_time(
    open_page: OpenPage,
) -> None:
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
    assert wait_for_decision(page) == 640
    assert next_sizes(page) == {640}


def test_a_settled_count_stays_when_the_size_changes(open_page: OpenPage) -> None:
    page = open_page(SLOW)
    start_camera(page)
    expect(page.get_by_text("Steady")).to_be_visible()
    assert page.evaluate("detects.at(-1).longSide") == 640
    page.evaluate(RECORD_COUNT)
    wait_for_size(page, 416)
    assert next_sizes(page) == {416}
    assert set(page.evaluate("shownCounts")) == {"1 true"}


def test_a_size_that_was_chosen_in_the_settings_is_kept_on_a_device_that_is_too_slow_for_it(
    open_page: OpenPage,
) -> None:
    page = open_page(SLOW)
    scan_with_detail(page, "Standard")
    assert wait_for_decision(page) == 416
    assert next_sizes(page) == {640}


def test_a_smaller_size_that_was_chosen_in_the_settings_is_kept_from_the_first_frame(
    open_page: OpenPage,
) -> None:
    page = open_page(SLOW)
    scan_with_detail(page, "Faster")
    wait_until(page, "globalThis.detects.length > 7")
    assert {each["longSide"] for each in page.evaluate("detects")} == {416}


def test_a_size_that_the_detector_does_not_offer_is_automatic(open_page: OpenPage) -> None:
    page = open_page(SLOW, script=storing(liveSize="finer"))
    start_camera(page)
    wait_for_size(page, 416)


def test_every_frame_is_closed_and_only_one_is_processed_at_a_time(open_page: OpenPage) -> None:
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


def test_a_wrapped_frame_shows_the_same_part_as_a_copy(open_page: OpenPage, shelf_camera: Path) -> None:
    page = open_page(camera=shelf_camera)
    start_camera(page)
    results = page.evaluate(COMPARE, [1, 1.1, 1.3, 1.7, 2, 2.9, 3])
    for result in results:
        crop, wanted = result["crop"], result["wanted"]
        assert result["wraps"]
        assert result["size"] == [crop["width"], crop["height"]]
        # The two are scaled down in different ways, which is visible in fine print.
        assert result["difference"] < 6, "of 255"
        assert crop["x"] == 0 or result["beside"] > 2 * result["difference"], "eight pixels aside"
        for start, length in (("x", "width"), ("y", "height")):
            assert wanted[start] <= crop[start] <= wanted[start] + 1
            assert 0 <= wanted[length] - crop[length] <= 2


def test_boxes_are_aligned_on_a_crop_with_odd_pixels(open_page: OpenPage) -> None:
    page = open_page()
    start_camera(page)
    page.get_by_role("button", name="Zoom 3").click()
    wait_until(page, "globalThis.detectedSizes.at(-1)[0] === 240")
    # A copy has the odd height of the crop; a wrapped frame is aligned to even pixels.
    assert page.evaluate("detectedSizes.at(-1)[1]") in (426, 427)
    # The fake detector finds one box, from 1/4 to 3/4 of the width and down to half the height; strokes are inside it.
    wait_until(
        page,
        f"""({STROKES})().every((edge, i) => {{
          const {{ width, height }} = document.querySelector('canvas');
          const expected = [0.25 * width, 0.25 * height, 0.75 * width, 0.5 * height][i];
          const inside = (i < 2 ? edge - expected : expected - edge) / devicePixelRatio;
          return inside > -1 && inside < 3;
        }})""",
    )
    expect(page.get_by_test_id("count")).to_have_attribute("data-count", "1")
