"""memory: whether memory grows during a scan."""

from __future__ import annotations

import json
import time
from typing import Any

from playwright.sync_api import CDPSession, Page

from bench.browser import LiveScan, detector_worker, new_phone, open_app, served, wait_for
from bench.errors import BenchError
from bench.options import Options
from bench.report import Check, Listing, Section, row
from bench.samples import growth

FRAMES = 2000
SOAK_FRAMES = 20_000
QUICK_FRAMES = 40
SAMPLES = 20
QUICK_SAMPLES = 5
MOST_GROWTH = 0.03
"""Allowed growth: heaps vary slightly with the engine's compiled code and internal data."""
PATIENCE_S = 3600.0
POLL_S = 0.5
"""Few samples, because each one leaves something on the heap."""

TENSORS = """async () => {
  const tf = await import('/static/vendor/tfjs.js');
  const { numTensors, numBytes } = tf.memory();
  return { numTensors, numBytes, wasm: tf.engine().backend.wasm.HEAPU8.length };
}"""
CACHES = "async () => (await navigator.storage.estimate()).usage"

TENSOR_COUNT, TENSOR_MB = "tensors", "tensors' memory"
WASM_MB = "WASM memory"
PAGE, WORKER = "page", "worker"
STORED_MB = "stored (caches and database)"
EXACT = {TENSOR_COUNT, TENSOR_MB, WASM_MB}
"""These must not grow at all."""


def measure(options: Options) -> Section:
    """Scans, and samples memory after garbage collection several times."""
    return scan("memory", options, FRAMES)


def soak(options: Options) -> Section:
    """The same for as long as somebody may scan in a day: what grows by little a frame shows only then."""
    return scan("soak", options, SOAK_FRAMES)


def scan(name: str, options: Options, most_frames: int) -> Section:
    """A section of this name about a scan of so many frames."""
    frames = QUICK_FRAMES if options.quick else most_frames
    samples = QUICK_SAMPLES if options.quick else SAMPLES
    with served(options) as server, new_phone(options, name) as phone:
        page = open_app(phone, server.url, options)
        scan = LiveScan(page)
        heaps = Heaps(page)
        page.evaluate("observed.keepsFrames = false; observed.frames = []; observed.detects = [];")
        found: dict[str, list[float]] = {}
        for sample in range(samples):
            scan.resume()
            goal = frames * (sample + 1) // samples
            wait_for(page, f"observed.frameCount >= {goal}", patience_s=PATIENCE_S, poll_s=POLL_S)
            scan.pause()  # A frame in progress would be on the heap too.
            for what, value in _look(page, heaps).items():
                found.setdefault(what, []).append(value)
    rows = [row(what, [values], "count" if what == TENSOR_COUNT else "MB") for what, values in found.items()]
    grown = {what: growth(values) for what, values in found.items()}
    checks = [
        Check(f"{what}: growth", 100 * share, "%", "<=", 0 if what in EXACT else 100 * MOST_GROWTH)
        for what, share in grown.items()
    ]
    note = "Growth: the last quarter of the samples against the second; the first is for caches to fill."
    return Section(name, [Listing(f"{name}: {frames:,} frames on WASM", rows, note=note)], checks)


def _look(page: Page, heaps: Heaps) -> dict[str, float]:
    tensors = detector_worker(page).evaluate(TENSORS)
    left = {
        f"{kind}, {where}": size / 1e6
        for where, sizes in heaps.after_collection().items()
        for kind, size in sizes.items()
    }
    return {
        TENSOR_COUNT: tensors["numTensors"],
        TENSOR_MB: tensors["numBytes"] / 1e6,
        WASM_MB: tensors["wasm"] / 1e6,
        **left,
        STORED_MB: page.evaluate(CACHES) / 1e6,
    }


class Heaps:
    """The JavaScript heaps of a page and its worker, through the DevTools protocol."""

    def __init__(self, page: Page) -> None:
        """Attaches to both. Playwright has no CDP session for workers."""
        self._page = page
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._worker: str | None = None
        self._answers: dict[int, dict[str, Any]] = {}
        self._last = 0
        self._session.on("Target.attachedToTarget", self._attached)
        self._session.on("Target.receivedMessageFromTarget", self._received)
        self._session.send(
            "Target.setAutoAttach", {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False}
        )
        if self._worker is None:
            raise BenchError("The developer tools cannot be attached to the detector's worker.")

    def after_collection(self) -> dict[str, dict[str, int]]:
        """Bytes in use by page and worker after garbage collection: on the heap, and in external buffers."""
        for _ in range(2):  # The second pass collects what finalisers have released.
            self._session.send("HeapProfiler.collectGarbage")
            self._ask_worker("HeapProfiler.collectGarbage")
        usages = {
            PAGE: self._session.send("Runtime.getHeapUsage"),
            WORKER: self._ask_worker("Runtime.getHeapUsage"),
        }
        return {
            where: {"JS heap": int(usage["usedSize"]), "buffers": int(usage["backingStorageSize"])}
            for where, usage in usages.items()
        }

    def _attached(self, event: dict[str, Any]) -> None:
        if event["targetInfo"]["url"].endswith("/detector/worker.js"):
            self._worker = event["sessionId"]

    def _received(self, event: dict[str, Any]) -> None:
        message = json.loads(event["message"])
        if "id" in message:
            self._answers[message["id"]] = message

    def _ask_worker(self, method: str) -> dict[str, Any]:
        self._last += 1
        message = json.dumps({"id": self._last, "method": method})
        self._session.send("Target.sendMessageToTarget", {"sessionId": self._worker, "message": message})
        deadline = time.monotonic() + 60
        while self._last not in self._answers:
            if time.monotonic() > deadline:
                raise BenchError(f"The worker did not answer to {method}.")
            self._page.wait_for_timeout(20)  # Playwright dispatches events while it waits.
        answer = self._answers.pop(self._last)
        if "error" in answer:
            raise BenchError(f"The worker refused {method}: {answer['error']}")
        result: dict[str, Any] = answer["result"]
        return result
