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


@pytest.mark.provokes("error: model-damaged")
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


TWO_BOXES = {"boxes": [[0.1, 0.1, 0.3, 0.3], [0.5, 0.1, 0.7, 0.3]]}


def test_while_the_detector_does_not_answer_its_number_is_not_steady(open_page: OpenPage) -> None:
    page = open_page(TWO_BOXES)
    start_camera(page)
    expect(page.locator(STEADY)).to_have_count(1)
    page.evaluate(
        """() => {
          globalThis.detectorStops = () => new Promise((goOn) => Object.assign(globalThis, { goOn }));
        }"""
    )
    expect(page.locator(STEADY)).to_have_count(0, timeout=10_000)
    page.evaluate("detectorStops = null; goOn()")
    expect(page.locator(STEADY)).to_have_count(1)


def test_while_a_lost_worker_is_replaced_the_number_is_not_steady(open_page: OpenPage) -> None:
    page = open_page(TWO_BOXES)
    start_camera(page)
    expect(page.locator(STEADY)).to_have_count(1)
    page.evaluate(
        """() => {
          let calls = 0;
          globalThis.steadyAfterLoss = null;
          globalThis.detectorStops = (makeError) => {
            calls += 1;
            if (calls === 1) throw makeError();
            // The next frame waits for the new worker: the page has drawn what it knows.
            globalThis.steadyAfterLoss ??= document.querySelectorAll('.tally[data-settled=true]').length;
            return new Promise((goOn) => Object.assign(globalThis, { goOn }));
          };
        }"""
    )
    wait_until(page, "steadyAfterLoss !== null")
    assert page.evaluate("steadyAfterLoss") == 0
    page.evaluate("detectorStops = null; goOn()")
    expect(page.locator(STEADY)).to_have_count(1)


def test_a_camera_that_ends_without_a_word_is_told_and_can_be_started_again(open_page: OpenPage) -> None:
    page = open_page()
    start_camera(page)
    page.evaluate("tracks[0].stop()")  # for which there is no event
    page.wait_for_selector("[data-problem=camera-lost]", timeout=10_000)
    page.get_by_role("button", name="Try again").click()
    page.wait_for_selector("body[data-view=live] [data-count]")


def test_a_permission_that_is_taken_back_is_told_and_the_camera_works_again_once_it_is_given(
    open_page: OpenPage,
) -> None:
    page = open_page(
        script="""const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        navigator.mediaDevices.getUserMedia = (constraints) => globalThis.isRevoked
          ? Promise.reject(new DOMException('', 'NotAllowedError')) : ask(constraints);"""
    )
    start_camera(page)
    page.evaluate("isRevoked = true; tracks[0].stop(); tracks[0].dispatchEvent(new Event('ended'))")
    page.wait_for_selector("[data-problem=camera-lost]")
    page.get_by_role("button", name="Try again").click()
    page.wait_for_selector("[data-problem=camera-denied]")
    page.evaluate("isRevoked = false")
    page.get_by_role("button", name="Try again").click()
    page.wait_for_selector("body[data-view=live] [data-count]")


def test_a_picture_that_turns_with_the_phone_fills_its_new_shape_and_the_boxes_follow(
    open_page: OpenPage,
) -> None:
    turning = STOPPABLE_CAMERA.replace("if (globalThis.stopped) return;", TURN)
    page = open_page(TWO_BOXES, script=turning)
    start_camera(page)
    expect(page.locator(STEADY)).to_have_count(1)
    page.evaluate("globalThis.isTurned = true")
    wait_until(page, "document.querySelector('video').videoWidth === 640")
    wait_until(
        page,
        "(({ width, height }) => width > height)(document.querySelector('video').getBoundingClientRect())",
    )
    assert rect(page, "canvas") == rect(page, "video")
    expect(page.locator(STEADY)).to_have_count(1)
    expect(page.get_by_test_id("count")).to_have_attribute("data-count", "2")


TURN = """
  if (globalThis.isTurned && canvas.width === 480) Object.assign(canvas, { width: 640, height: 480 });
"""

HIDE = """(isHidden) => {
  const visibilityState = isHidden ? 'hidden' : 'visible';
  Object.defineProperty(document, 'visibilityState', { value: visibilityState, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}"""


def test_a_hidden_page_is_not_called_frozen_and_goes_on_when_it_is_shown(open_page: OpenPage) -> None:
    page = open_page(TWO_BOXES, script=STOPPABLE_CAMERA)
    start_camera(page)
    expect(page.locator(STEADY)).to_have_count(1)
    page.evaluate(HIDE, True)
    page.evaluate("globalThis.stopped = true; document.querySelector('video').pause()")
    page.wait_for_timeout(3500)  # longer than a visible camera may give no picture
    assert page.locator(FROZEN).count() == 0
    page.evaluate(HIDE, False)
    page.evaluate("globalThis.stopped = false")
    wait_until(page, "!document.querySelector('video').paused")
    expect(page.locator(STEADY)).to_have_count(1)


SLOW_LENSES = """
  navigator.mediaDevices.enumerateDevices = async () => [
    { kind: 'videoinput', deviceId: 'wide', label: 'camera 0, facing back' },
    { kind: 'videoinput', deviceId: 'tele', label: 'camera 2, facing back' },
    { kind: 'videoinput', deviceId: 'ultra', label: 'camera 3, facing back' },
  ];
  const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async ({ video }) => {
    const lens = video.deviceId?.exact ?? 'wide';
    await new Promise((done) => setTimeout(done, lens === 'tele' ? 800 : 100));
    const stream = await ask({ video: true });
    for (const track of stream.getTracks()) track.lens = lens;
    return stream;
  };
"""


def test_of_two_quick_changes_of_the_lens_only_the_last_one_stays_on(open_page: OpenPage) -> None:
    page = open_page(script=SLOW_LENSES)
    start_camera(page)
    page.locator("select").wait_for()
    page.evaluate(
        """() => {
          const select = document.querySelector('select');
          for (const [lens, delay_ms] of [['tele', 0], ['ultra', 50]]) setTimeout(() => {
            select.value = lens;
            select.dispatchEvent(new Event('change', { bubbles: true }));
          }, delay_ms);
        }"""
    )
    wait_until(page, "tracks.some(({ lens, readyState }) => lens === 'ultra' && readyState === 'live')")
    wait_until(page, "tracks.filter(({ readyState }) => readyState === 'live').length === 1")
    assert page.evaluate("tracks.find(({ readyState }) => readyState === 'live').lens") == "ultra"
    assert page.locator("body").get_attribute("data-view") == "live"
