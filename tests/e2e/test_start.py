"""The start of the page: what is loaded when, and what is compiled before it is needed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, Worker

from tests.e2e.detector_page import detect, load_detector, visit_empty_page, worker_on
from tests.e2e.phone import Phone
from tests.e2e.server import ServerProcess

pytestmark = pytest.mark.shared_browser

READY_MS = 120_000

COUNT_PROGRAMS = """async () => {
  const tf = await import('/static/vendor/tfjs.js');
  return Object.keys(tf.engine().backend.binaryCache).length;
}"""

DETECT_PORTRAIT = """async () => {
  const { detector } = globalThis.underTest;
  const { timing } = await detector.detect(await createImageBitmap(new ImageData(720, 1280)), { mode: 'live' });
  return [timing.passes[0].width, timing.passes[0].height];
}"""

WITHOUT_PARALLEL_COMPILATION = """
  delete globalThis.OffscreenCanvas;  // makes the detector run on the page, where this script applies
  globalThis.asked = [];
  const { getExtension } = WebGL2RenderingContext.prototype;
  WebGL2RenderingContext.prototype.getExtension = function (name) {
    globalThis.asked.push(name);
    return name === 'KHR_parallel_shader_compile' ? null : getExtension.call(this, name);
  };
"""

WITHOUT_NAME_OF_GPU = """
  performance.setResourceTimingBufferSize(1000);  // page and detector together load more than the usual 250 files
  delete globalThis.OffscreenCanvas;  // makes the detector run on the page, where this script applies
  const { getExtension } = WebGL2RenderingContext.prototype;
  WebGL2RenderingContext.prototype.getExtension = function (name) {
    return name === 'WEBGL_debug_renderer_info' ? null : getExtension.call(this, name);
  };
"""

TRIED_BACKENDS = """performance.getEntriesByType('resource')
  .map(({ name }) => name.match(/tfjs-(wasm|webgl|webgpu)\\.js$/)?.[1]).filter(Boolean)"""


def vendor_files(worker: Worker) -> set[str]:
    """Names of the third-party files that a worker has loaded, without shared chunks."""
    names: list[str] = worker.evaluate(
        "performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)"
    )
    found = {name.rsplit("/", 1)[-1] for name in names if name.startswith("/static/vendor/")}
    return {name for name in found if not name.startswith("shared-")}


def count_programs(page: Page) -> int:
    """WebGL programs that the detector under test has compiled."""
    found: int = worker_on(page, "webgl").evaluate(COUNT_PROGRAMS)
    return found


def test_the_worker_starts_while_the_page_still_loads(server: ServerProcess, phone: Phone) -> None:
    page = phone.open().pages[0]
    held: list[Route] = []
    page.route("**/static/js/main.js", lambda route: held.append(route))
    with page.expect_worker() as started:
        page.goto(server.url, wait_until="commit")
    assert started.value.url.endswith("/detector/worker.js")
    assert page.locator(".boot").is_visible()  # and something to look at
    for route in held:
        route.continue_()
    page.wait_for_selector("body[data-model=ready]", timeout=READY_MS)
    assert [worker.url for worker in page.workers] == [started.value.url]  # this worker is the one in use


def test_a_worker_loads_only_the_backend_that_it_runs(
    small_frame_server: ServerProcess, phone: Phone
) -> None:
    page = visit_empty_page(phone, small_frame_server)
    load_detector(page, "wasm")
    both = {"tfjs.js", "resample.wasm"}
    wasm = both | {"tfjs-wasm.js", "tfjs-backend-wasm-simd.wasm", "kernels.wasm"}
    assert vendor_files(worker_on(page, "wasm")) - wasm == set()
    load_detector(page, "webgl")
    assert vendor_files(worker_on(page, "webgl")) == both | {"tfjs-webgl.js"}


def test_webgl_has_compiled_all_programs_that_a_live_frame_needs(
    small_frame_server: ServerProcess, phone: Phone
) -> None:
    page = visit_empty_page(phone, small_frame_server)
    assert load_detector(page, "webgl")["backend"] == "webgl"
    compiled = count_programs(page)
    assert compiled > 20
    assert page.evaluate(DETECT_PORTRAIT) == [160, 256]
    assert count_programs(page) == compiled


def test_webgl_starts_if_programs_cannot_be_compiled_in_parallel(
    small_frame_server: ServerProcess, phone: Phone
) -> None:
    page = phone.open().pages[0]
    page.add_init_script(WITHOUT_PARALLEL_COMPILATION)
    page.goto(small_frame_server.url)
    page.wait_for_selector("body[data-model=ready]", timeout=READY_MS)
    assert load_detector(page, "webgl")["backend"] == "webgl"
    assert "KHR_parallel_shader_compile" in page.evaluate("globalThis.asked")
    assert page.evaluate("globalThis.underTest.news") == []
    assert detect(page, longSide=320)["count"] > 20


def test_a_gpu_that_the_processor_imitates_is_told_by_timing_where_it_has_no_name(
    small_frame_server: ServerProcess, phone: Phone
) -> None:
    page = phone.open().pages[0]
    page.add_init_script(WITHOUT_NAME_OF_GPU)
    page.goto(small_frame_server.url)
    page.wait_for_selector("body[data-model=ready]", timeout=READY_MS)
    assert page.evaluate("document.createElement('canvas').getContext('webgl2') !== null")
    assert page.evaluate(TRIED_BACKENDS) == ["wasm"]


REFUSE_TO_STORE = """CacheStorage.prototype.open = CacheStorage.prototype.match =
  () => Promise.reject(new DOMException('The operation is insecure.', 'SecurityError'));
"""
FINITE_NONSENSE = """
  delete globalThis.OffscreenCanvas;  // makes the detector run on the page, where this script applies
  const { getBufferSubData } = WebGL2RenderingContext.prototype;
  WebGL2RenderingContext.prototype.getBufferSubData = function (target, offset, numbers, ...rest) {
    getBufferSubData.call(this, target, offset, numbers, ...rest);
    for (let i = 0; i < numbers.length; i += 1) numbers[i] *= 0.5;
  };
"""
NEVER_STARTS = "await new Promise(() => {});\nexport {};"


def test_a_browser_that_refuses_to_store_anything_counts_with_a_network(
    small_frame_server: ServerProcess, phone: Phone
) -> None:
    context = phone.open()
    context.add_init_script(REFUSE_TO_STORE)

    def refuse(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=REFUSE_TO_STORE + response.text())

    page = context.pages[0]
    page.route("**/static/js/detector/worker.js", refuse)
    page.goto(small_frame_server.url)
    page.wait_for_selector("body[data-model=ready]", timeout=READY_MS)
    assert page.get_by_text("too old").count() == 0
    assert page.get_by_text("Ready to work offline").count() == 0
    page.get_by_role("button", name="Try the sample shelf").click()
    page.wait_for_selector("body[data-view=photo] [data-count]", timeout=READY_MS)


def with_webgl_that_never_starts(phone: Phone) -> Page:
    """A page of somebody who has chosen it, until another one is chosen."""
    context = phone.open()
    context.add_init_script("localStorage['shelfscan.settings'] ??= '{\"backend\":\"webgl\"}'")
    page = context.pages[0]
    page.route(
        "**/static/vendor/tfjs-webgl.js",
        lambda route: route.fulfill(content_type="text/javascript", body=NEVER_STARTS),
    )
    return page


def test_a_backend_whose_start_never_ends_is_replaced_in_time(
    small_frame_server: ServerProcess, phone: Phone
) -> None:
    page = with_webgl_that_never_starts(phone)
    page.goto(small_frame_server.url)
    page.wait_for_selector("body[data-model=ready]", timeout=READY_MS)


def test_while_a_backend_does_not_start_another_one_can_be_chosen(
    small_frame_server: ServerProcess, phone: Phone
) -> None:
    page = with_webgl_that_never_starts(phone)
    page.goto(f"{small_frame_server.url}#/settings")
    page.get_by_text("Advanced").click()
    page.get_by_role("radio", name="Processor (WASM)").check(timeout=READY_MS)
    page.wait_for_selector("body[data-model=ready]", timeout=READY_MS)
    worker_on(page, "wasm")
    assert "wasm" in page.evaluate("localStorage['shelfscan.settings']")


def test_a_backend_that_gives_finite_nonsense_is_replaced_by_the_next(
    small_frame_server: ServerProcess, phone: Phone
) -> None:
    page = visit_empty_page(phone, small_frame_server)
    page.add_init_script(FINITE_NONSENSE)
    page.reload()
    assert load_detector(page, "webgl")["backend"] == "wasm"
    (news,) = page.evaluate("globalThis.underTest.news")
    assert (news["kind"], news["backend"]) == ("backend-failed", "webgl")
    assert "a known answer is off by" in news["reason"]
    assert detect(page, longSide=320)["count"] > 20
