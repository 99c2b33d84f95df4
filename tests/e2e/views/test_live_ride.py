"""Boxes of the live view while the picture moves."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.views.page import OpenPage, start_camera, wait_until

pytestmark = pytest.mark.service_worker(False)

MOVING_CAMERA = """
  // A shelf of random cells that goes round: `pan(pixels, ticks)` moves it step by step, `swing(speed)` by time.
  globalThis.place = 0;
  globalThis.speed = 0;
  globalThis.pan = (pixels, ticks) => new Promise((done) => Object.assign(globalThis, { step: pixels, ticks, done }));
  navigator.mediaDevices.getUserMedia = async () => {
    const [width, height] = [720, 960];
    const shelf = Object.assign(document.createElement('canvas'), { width: 2 * width, height });
    const paint = shelf.getContext('2d');
    let state = 7;
    for (const [cell, alpha] of [[40, 1], [3, 0.5]]) {
      for (let y = 0; y < height; y += cell) {
        for (let x = 0; x < 2 * width; x += cell) {
          state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
          const grey = 40 + ((state >>> 8) % 180);
          paint.fillStyle = `rgb(${grey} ${grey} ${grey} / ${alpha})`;
          paint.fillRect(x, y, cell, cell);
        }
      }
    }
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const context = canvas.getContext('2d');
    let last = performance.now();
    let blink = 0;
    setInterval(() => {
      const now = performance.now();
      place += (speed * height * (now - last)) / 1000;
      last = now;
      if (globalThis.ticks > 0) {
        place += step;
        if (--ticks === 0) done();
      }
      const x = ((place % (2 * width)) + 2 * width) % (2 * width);
      for (const from of [x - 2 * width, x]) context.drawImage(shelf, from, 0);
      context.fillStyle = (blink = 1 - blink) ? '#777' : '#778';
      context.fillRect(0, 0, 2, 2); // so that each tick is a frame
    }, 33);
    return canvas.captureStream(30);
  };
"""

EDGES = """() => {
  // Left and right end of what is drawn over the picture's middle, as fractions of its width; null: nothing.
  const canvas = document.querySelector('canvas.picture__boxes');
  const row = canvas.getContext('2d').getImageData(0, Math.round(canvas.height * 0.4), canvas.width, 1).data;
  const drawn = [];
  for (let x = 0; x < canvas.width; x += 1) if (row[4 * x + 3] > 0) drawn.push(x / canvas.width);
  return drawn.length ? [drawn[0], drawn.at(-1)] : null;
}"""

STEADY = ".tally[data-settled=true]"
FAST = ".advice[data-hint=fast]"
BOX = [0.3, 0.3, 0.5, 0.5]


def edges(page: Page) -> list[float] | None:
    found: list[float] | None = page.evaluate(EDGES)
    return found


def test_between_two_detections_a_box_stays_on_its_product_while_the_picture_moves(
    open_page: OpenPage,
) -> None:
    page = open_page({"boxes": [BOX]}, script=MOVING_CAMERA)
    start_camera(page)
    wait_until(page, f"({EDGES})() !== null")
    # From now on the detector needs longer than the test: what moves the box is the picture.
    page.evaluate("detectorPlan.msPerPixel = 0.2")
    page.wait_for_timeout(500)
    page.evaluate("pan(6, 30)")
    page.wait_for_timeout(300)
    now = edges(page)
    assert now is not None
    assert abs(now[0] - (0.3 + 180 / 720)) < 0.02, now
    assert abs(now[1] - (0.5 + 180 / 720)) < 0.02, now


def test_what_was_found_in_an_older_picture_is_drawn_where_it_lies_now(open_page: OpenPage) -> None:
    page = open_page({"boxes": [BOX]}, script=MOVING_CAMERA)
    start_camera(page)
    wait_until(page, f"({EDGES})() !== null")
    page.evaluate("detectorPlan.msPerPixel = 1300 / 640 ** 2")  # 1.3 s for a picture, until it is changed
    page.wait_for_timeout(400)
    page.evaluate("detectorPlan.msPerPixel = 0.2; detectorPlan.boxes = [[0.34, 0.3, 0.54, 0.5]]")
    page.evaluate("pan(6, 20)")
    # The answer comes now, for the picture from before the move. The tracker goes most of the way to it.
    wait_until(page, f"({EDGES})()?.[0] > 0.3 + 120 / 720 + 0.015")
    now = edges(page)
    assert now is not None
    assert abs(now[0] - (0.3 + 0.7 * 0.04 + 120 / 720)) < 0.02, now


def test_a_picture_that_moves_too_fast_is_not_counted_and_the_page_asks_to_go_slower(
    open_page: OpenPage,
) -> None:
    page = open_page({"boxes": [BOX]}, script=MOVING_CAMERA)
    start_camera(page)
    expect(page.locator(STEADY)).to_have_count(1)
    page.evaluate("globalThis.speed = 1.4")
    expect(page.locator(FAST)).to_have_text("Slower, please: the phone moves too fast to count.")
    expect(page.locator(".tally")).to_contain_text("Too fast")
    assert page.locator(STEADY).count() == 0
    assert edges(page) is None, "nobody knows where the products are"
    page.evaluate("detectorPlan.boxes = [[0.1, 0.3, 0.2, 0.5], [0.3, 0.3, 0.5, 0.5], [0.6, 0.3, 0.7, 0.5]]")
    page.wait_for_timeout(1500)
    expect(page.get_by_test_id("count")).to_have_attribute("data-count", "1")
    page.evaluate("globalThis.speed = 0")
    expect(page.locator(FAST)).to_have_count(0)
    expect(page.get_by_test_id("count")).to_have_attribute("data-count", "3")
    expect(page.locator(STEADY)).to_have_count(1)


def test_a_picture_that_is_held_in_a_fast_move_is_counted(open_page: OpenPage) -> None:
    page = open_page({"boxes": [BOX]}, script=MOVING_CAMERA)
    start_camera(page)
    page.evaluate("globalThis.speed = 1.4")
    page.wait_for_selector(FAST)
    page.get_by_role("button", name="Pause").click()
    expect(page.locator(FAST)).to_have_count(0)
    expect(page.locator(".tally")).to_contain_text("Paused")
    wait_until(page, f"({EDGES})() !== null")
    now = edges(page)
    assert now is not None
    assert abs(now[0] - 0.3) < 0.02, now
