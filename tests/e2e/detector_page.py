"""Drives the page's detector module from a test, on the sample picture."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, Worker

from tests.e2e.phone import Phone
from tests.e2e.server import ServerProcess

PREPARE = """async ({ backend }) => {
  const { DetectorClient } = await import('/static/js/detector/client.js');
  const news = [];
  const detector = new DetectorClient({ onNews: (item) => news.push(item) });
  const { card, backend: used, offline } = await detector.load({ backend });
  const response = await fetch('/static/img/sample-shelf.jpg');
  const picture = await createImageBitmap(await response.blob());
  globalThis.underTest = { detector, picture, news };
  return { version: card.version, backend: used, offline };
}"""

DETECT = """async (options) => {
  const { detector, picture } = globalThis.underTest;
  const found = await detector.detect(await createImageBitmap(picture), options);
  const { boxes, scores, labels, count, width, height, timing } = found;
  const [{ tiles }] = timing.passes;
  return { boxes: [...boxes], scores: [...scores], labels: [...labels], count, width, height, tiles };
}"""

MANY_FRAMES = """async ({ frames, options }) => {
  const { detector, picture } = globalThis.underTest;
  const tensors = [];
  for (let frame = 0; frame < frames; frame += 1) {
    await detector.detect(await createImageBitmap(picture), options);
    if (frame % 20 === 0 || frame === frames - 1) tensors.push(await detector.countTensors());
  }
  return tensors;
}"""


def visit_empty_page(phone: Phone, server: ServerProcess, **options: Any) -> Page:
    """An empty page of the server, for tests of a detector alone: the app would time one of its own beside it."""
    page = phone.open(**options).pages[0]
    url = f"{server.url}empty-page"
    page.route(
        url, lambda route: route.fulfill(content_type="text/html", body="<!doctype html><title>Empty</title>")
    )
    page.goto(url)
    return page


def load_detector(page: Page, backend: str | None = None) -> dict[str, Any]:
    """Loads a second detector beside the page's own: its version, its backend, and whether the model is stored."""
    loaded: dict[str, Any] = page.evaluate(PREPARE, {"backend": backend})
    return loaded


def detect(page: Page, **options: Any) -> dict[str, Any]:
    """Detections of that detector on the sample picture."""
    found: dict[str, Any] = page.evaluate(DETECT, {"mode": "live", **options})
    return found


def tensors_over(page: Page, frames: int, **options: Any) -> list[int]:
    """The number of allocated tensors, sampled every twenty frames."""
    counted: list[int] = page.evaluate(
        MANY_FRAMES, {"frames": frames, "options": {"mode": "live", **options}}
    )
    return counted


def worker_on(page: Page, backend: str) -> Worker:
    """A worker of a detector, the page's own or another, that runs on this backend."""
    get_backend = "async () => (await import('/static/vendor/tfjs.js')).getBackend()"
    workers = [worker for worker in page.workers if worker.url.endswith("/detector/worker.js")]
    return next(worker for worker in workers if worker.evaluate(get_backend) == backend)
