"""The detector in a real browser: it runs off the page's thread, does not leak, and agrees on all backends."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.e2e.detector_page import detect, load_detector, tensors_over, visit_empty_page, worker_on
from tests.e2e.phone import Phone
from tests.e2e.server import ServerProcess
from training.predict import Sheets

pytestmark = pytest.mark.shared_browser

WEBGPU = ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"]
READY_MS = 120_000

# Runs in the page before all of its scripts, but not in its workers.
RECORD_ENGINES = """() => {
  globalThis.enginesOnPage = [];
  for (const name of ['instantiate', 'instantiateStreaming', 'compile', 'compileStreaming']) {
    const real = WebAssembly[name];
    WebAssembly[name] = (...args) => { globalThis.enginesOnPage.push(`WebAssembly.${name}`); return real(...args); };
  }
  const getContext = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
    if (kind !== '2d') globalThis.enginesOnPage.push(kind);
    return getContext.call(this, kind, ...rest);
  };
}"""


NEXT_FRAME = """() => new Promise((resolve) => {
  const asked = performance.now();
  const observer = new PerformanceObserver((list) => {
    const frame = list.getEntriesByName('shelfscan:frame').find(({ startTime }) => startTime > asked);
    if (!frame) return;
    observer.disconnect();
    resolve(frame.detail.count);
  });
  observer.observe({ type: 'measure' });
})"""
"""The number of products on the next frame that is counted."""


def test_no_kernel_of_a_frame_runs_on_the_thread_of_the_page(
    server: ServerProcess, phone: Phone, shelf_camera: tuple[Path, int]
) -> None:
    clip, _ = shelf_camera
    context = phone.open(camera=clip)
    page = context.pages[0]
    page.add_init_script(f"({RECORD_ENGINES})()")
    page.goto(server.url)
    page.get_by_role("button", name="Start camera").click()
    page.wait_for_selector("body[data-view=live] [data-testid=count][data-count]", timeout=READY_MS)
    workers = {worker.url.rsplit("/", 1)[-1]: worker for worker in page.workers}
    assert {"worker.js"} <= workers.keys() <= {"worker.js", "helper-worker.js"}
    assert page.evaluate("globalThis.enginesOnPage") == []
    # TensorFlow.js was loaded, but not by the page: each context has its own list of resources.
    assert not page.evaluate(
        "performance.getEntriesByType('resource').some(({ name }) => name.includes('tfjs'))"
    )
    assert workers["worker.js"].evaluate(
        "performance.getEntriesByType('resource').some(({ name }) => name.includes('tfjs'))"
    )


def test_without_a_worker_that_can_draw_the_detector_runs_on_the_page(
    server: ServerProcess, phone: Phone
) -> None:
    page = phone.open().pages[0]
    page.add_init_script("delete globalThis.OffscreenCanvas")
    page.goto(server.url)
    page.wait_for_selector("body[data-model=ready]", timeout=READY_MS)
    assert load_detector(page, "wasm")["backend"] == "wasm"
    assert page.workers == []
    assert detect(page, longSide=320)["count"] > 20


def test_tensors_stay_constant_over_300_frames(small_frame_server: ServerProcess, phone: Phone) -> None:
    page = visit_empty_page(phone, small_frame_server)
    load_detector(page, "wasm")
    detect(page, longSide=64)
    counted = tensors_over(page, 300, longSide=64)
    assert len(counted) > 10 and set(counted) == {counted[0]}


def test_tensors_stay_constant_on_a_gpu(small_frame_server: ServerProcess, phone: Phone) -> None:
    page = visit_empty_page(phone, small_frame_server)
    load_detector(page, "webgl")
    detect(page, longSide=64)
    counted = tensors_over(page, 21, longSide=64)
    assert set(counted) == {counted[0]}


def test_all_three_backends_give_the_same_boxes(small_frame_server: ServerProcess, phone: Phone) -> None:
    page = visit_empty_page(phone, small_frame_server, arguments=WEBGPU)
    found = {}
    for backend in ("wasm", "webgl", "webgpu"):
        assert load_detector(page, backend)["backend"] == backend
        found[backend] = detect(page, longSide=256, scoreThreshold=0.3)
        page.evaluate("globalThis.underTest.detector.dispose()")
    expected = np.array(found["wasm"]["boxes"]).reshape(-1, 4)
    scores = np.array(found["wasm"]["scores"])
    sure = np.flatnonzero(scores > 0.35)  # near the threshold, rounding decides
    assert len(sure) > 20
    for backend in ("webgl", "webgpu"):
        boxes = np.array(found[backend]["boxes"]).reshape(-1, 4)
        for index in sure:
            distance = np.abs(boxes - expected[index]).max(axis=1)
            scale = found["wasm"]["height"] / 256  # half a pixel of the network's input
            assert distance.min() < 0.5 * scale, (backend, index)
            assert found[backend]["scores"][int(np.argmin(distance))] == pytest.approx(
                scores[index], abs=5e-3
            )


def test_a_backend_that_fails_is_replaced_by_the_next(
    small_frame_server: ServerProcess, phone: Phone
) -> None:
    page = visit_empty_page(phone, small_frame_server)
    load_detector(page, "webgl")
    before = detect(page, longSide=256)
    # As after a reset of the driver, or if the browser takes the GPU away from the page.
    worker_on(page, "webgl").evaluate(
        """async () => {
          const tf = await import('/static/vendor/tfjs.js');
          tf.engine().backend.gpgpu.gl.getExtension('WEBGL_lose_context').loseContext();
        }"""
    )
    after = detect(page, longSide=256)
    assert page.evaluate("globalThis.underTest.news.map(({ kind, backend }) => [kind, backend])") == [
        ["backend-failed", "webgl"]
    ]
    assert abs(after["count"] - before["count"]) <= 1
    assert detect(page, longSide=256)["count"] == after["count"]


IMPATIENT = """() => {
  const wait = setTimeout;
  globalThis.setTimeout = (work, time, ...rest) => {
    if (time < 30_000) return wait(work, time, ...rest);
    globalThis.setTimeout = wait;
    return wait(work, 3_000, ...rest);
  };
}"""
"""The next picture may take three seconds instead of half a minute and more."""


@pytest.mark.parametrize("backend", ["wasm", "webgl"])
def test_a_worker_that_hangs_is_replaced_and_the_next_picture_has_the_right_count(
    small_frame_server: ServerProcess, phone: Phone, backend: str
) -> None:
    page = visit_empty_page(phone, small_frame_server)
    load_detector(page, backend)
    right = detect(page, longSide=256)["count"]
    worker_on(page, backend).evaluate("() => { setTimeout(() => { for (;;); }); }")
    page.evaluate(IMPATIENT)
    code = page.evaluate(
        """async () => {
          const { detector, picture } = globalThis.underTest;
          const given = await createImageBitmap(picture);
          return detector.detect(given, { mode: 'live', longSide: 256 }).then(() => '', ({ code }) => code);
        }"""
    )
    assert code == "worker-lost"
    assert detect(page, longSide=256)["count"] == pytest.approx(right, abs=1)
    assert page.evaluate("globalThis.underTest.detector.backend") == "wasm", "not the GPU that it hung on"
    assert page.evaluate("globalThis.underTest.news.map(({ kind }) => kind)") == ["worker-replaced"]


def test_boxes_are_in_pixels_of_the_picture_whatever_the_size_of_the_input(
    server: ServerProcess, phone: Phone
) -> None:
    page = phone.visit(server.url)
    load_detector(page, "wasm")
    small, large = (np.array(detect(page, longSide=side)["boxes"]).reshape(-1, 4) for side in (512, 640))
    found = detect(page, longSide=512)
    assert large.min() >= 0 and large[:, 2].max() <= found["width"] and large[:, 3].max() <= found["height"]
    nearest = [np.abs(large - box).max(axis=1).min() for box in small[:20]]
    assert np.median(nearest) < 0.01 * found["height"]


def test_after_dispose_pending_requests_are_rejected(server: ServerProcess, phone: Phone) -> None:
    page = phone.visit(server.url)
    load_detector(page, "wasm")
    name = page.evaluate(
        """async () => {
          const { detector, picture } = globalThis.underTest;
          const asked = detector.detect(await createImageBitmap(picture), { mode: 'live' });
          detector.dispose();
          return asked.then(() => 'answered', (error) => error.name);
        }"""
    )
    assert name == "AbortError"


def test_a_worker_that_dies_while_scanning_is_replaced_and_the_scan_continues(
    server: ServerProcess, phone: Phone, shelf_camera: tuple[Path, int]
) -> None:
    clip, _ = shelf_camera
    page = phone.visit(server.url, camera=clip)
    page.get_by_role("button", name="Start camera").click()
    page.wait_for_selector("body[data-view=live] [data-testid=count][data-count]", timeout=READY_MS)
    before = page.evaluate(NEXT_FRAME)
    worker = next(worker for worker in page.workers if worker.url.endswith("/detector/worker.js"))
    with page.expect_worker(lambda other: other.url == worker.url):
        worker.evaluate("() => { setTimeout(() => { throw new Error('out of memory'); }); }")
    expect(page.get_by_text("The detector stopped and is being started again.")).to_be_visible()
    after = page.evaluate(NEXT_FRAME)
    assert page.locator("body").get_attribute("data-view") == "live"
    assert before > 0 and abs(after - before) <= 0.2 * before


SHEETS = """async ([png, most, sides]) => {
  const folder = '/static/js/detector';
  const { Sheets } = await import(`${folder}/sheets.js`);
  const { PixelReader } = await import(`${folder}/pixels.js`);
  const { loadResampler } = await import(`${folder}/library.js`);
  const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
  const tools = { reader: new PixelReader(500_000), resampler: await loadResampler() };
  const sheets = new Sheets(picture, tools, { stride: 32, pad: 128 }, most);
  const found = [];
  for (const side of sides) found.push(Array.from((await sheets.at(side)).rgba));
  return found;
}"""


@pytest.mark.parametrize("most", [2000, 480])
def test_the_network_gets_the_same_pixels_as_in_training(
    small_frame_server: ServerProcess, phone: Phone, most: int
) -> None:
    """Of a picture that is read in several strips, and is as hard to shrink as any: noise."""
    noise = np.random.default_rng(1).integers(0, 256, (1100, 1300, 3), np.uint8)
    photo = Image.fromarray(noise)
    png = BytesIO()
    photo.save(png, "PNG")
    page = visit_empty_page(phone, small_frame_server)
    sides = [480, 320, 64]
    found = page.evaluate(SHEETS, [b64encode(png.getvalue()).decode(), most, sides])
    sheets = Sheets(photo, most)
    for side, rgba in zip(sides, found, strict=True):
        expected = sheets.at(side)
        pixels = np.array(rgba, np.uint8).reshape(*expected.shape[:2], 4)
        np.testing.assert_array_equal(pixels[..., :3], expected)
