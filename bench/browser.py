"""The app as it is served and used: a server process, a browser as a phone, and an observed page."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypedDict

from playwright.sync_api import Page, Worker

from app.catalogue import ModelFolders
from bench.errors import BenchError
from bench.options import ROOT, Options
from tests.e2e.camera import write_mjpeg
from tests.e2e.phone import Phone
from tests.e2e.server import ServerProcess

CAMERA_SIZE = (720, 1280)
"""Approximate size of the picture that an upright phone's camera delivers for the width that the app requests."""
OBSERVER = (Path(__file__).parent / "observer.js").read_text(encoding="utf-8")
PATIENCE_S = 300.0
POLL_S = 0.05
SETTLE_S = 0.5
WEBGL = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"]


class Span(TypedDict):
    """An entry of the page's performance timeline; times are from the page's performance.now()."""

    start_ms: float
    end_ms: float
    detail: dict[str, Any]


@contextmanager
def served(options: Options, *, embedder: bool = True) -> Iterator[ServerProcess]:
    """The app's server, with only the detector that is measured, and the embedder that phones get, if any."""
    models = options.folder / ("models" if embedder else "models-without-embedder")
    if not models.exists():
        bundles = [options.bundle]
        embedders = ModelFolders(ROOT / "models").catalogue().embedders
        if embedder and embedders:
            bundles.append(ROOT / "models" / embedders[0].folder_name)
        for bundle in bundles:
            shutil.copytree(bundle, models / bundle.name)
    server = ServerProcess(
        ROOT, options.folder / "server.log", "--models", str(models), "--no-bundled-models"
    )
    server.start()
    try:
        yield server
    finally:
        server.kill()


@contextmanager
def new_phone(options: Options, name: str) -> Iterator[Phone]:
    """A phone with an empty profile."""
    profile = options.folder / "profiles" / name
    shutil.rmtree(profile, ignore_errors=True)
    phone = Phone(options.playwright, profile)
    try:
        yield phone
    finally:
        phone.close()


def camera_clip(options: Options, nearer: int = 1) -> Path:
    """The clip for a phone's camera that is so many times nearer than the picture's was."""
    clip = options.folder / f"camera-{nearer}.mjpeg"
    return clip if clip.exists() else write_mjpeg(options.picture, clip, size=CAMERA_SIZE, nearer=nearer)


def open_app(
    phone: Phone, url: str, options: Options, *, backend: str = "wasm", address: str = "#/camera",
    nearer: int = 1, live_size: str = "standard",
) -> Page:  # fmt: skip
    """Starts the browser and opens the app, which is observed from the beginning.

    Args:
        phone: where to open it.
        url: of the server.
        options: of this run.
        backend: what the detector is set to run on.
        address: of the view, see static/js/shell/address.js.
        nearer: how many times nearer the camera is than the picture's was.
        live_size: the setting; any but "auto" fixes the size of the input, whatever the camera shows.
    """
    context = phone.open(camera=camera_clip(options, nearer), arguments=WEBGL if backend == "webgl" else [])
    # A fixed input size makes comparisons independent of the machine's current speed.
    settings = json.dumps(json.dumps({"backend": backend, "liveSize": live_size}))
    context.add_init_script(f"localStorage.setItem('shelfscan.settings', {settings});")
    context.add_init_script(OBSERVER)
    page = context.pages[0]
    page.goto(url + address)
    return page


def detector_worker(page: Page) -> Worker:
    """The worker in which the detector runs.

    Raises:
        BenchError: there is none.
    """
    for worker in page.workers:
        if worker.url.endswith("/detector/worker.js"):
            return worker
    raise BenchError("The detector does not run in a worker here.")


def wait_for(page: Page, condition: str, *, patience_s: float = PATIENCE_S, poll_s: float = POLL_S) -> None:
    """Waits until the JavaScript expression ``condition`` is true in the page.

    Raises:
        BenchError: it is not true within ``patience_s``.
    """
    deadline = time.monotonic() + patience_s
    while not page.evaluate(condition):
        if time.monotonic() > deadline:
            raise BenchError(f"In {patience_s:.0f} s it did not come true on the page that {condition}.")
        time.sleep(poll_s)


class LiveScan:
    """The app's live view, which is paused except while it is measured."""

    def __init__(self, page: Page) -> None:
        """Waits for the first boxes on ``page``, then pauses the scan."""
        self.page = page
        wait_for(page, "observed.firsts.boxes !== undefined")
        self.pause()

    def resume(self) -> None:
        """Resumes the scan."""
        self.page.evaluate("document.querySelector('[aria-label=\"Go on\"]').click()")

    def pause(self) -> None:
        """Pauses the scan and waits until no frame is in progress."""
        clicked_ms: float = self.page.evaluate(
            "() => { document.querySelector('[aria-label=Pause]').click(); return performance.now(); }"
        )
        # The paused frame is counted once more, after all pending requests.
        wait_for(self.page, f"observed.lastStart_ms >= {clicked_ms}")
        seen = -1
        while seen != (seen := self.page.evaluate("observed.frameCount")):
            time.sleep(SETTLE_S)

    def measure(self, frames: int) -> list[Span]:
        """Scans this many frames, not counting the first one after the pause."""
        self.page.evaluate("observed.frames = []; observed.detects = [];")
        self.resume()
        wait_for(self.page, f"observed.frames.length > {frames}")
        spans: list[Span] = self.page.evaluate(f"observed.frames.slice(1, {frames + 1})")
        self.pause()
        return spans
