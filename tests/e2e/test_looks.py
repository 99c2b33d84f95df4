"""Facings become vectors in a real browser: of the right pixels, without leaks, and without a network."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.app.bundles import write_bundle
from tests.conftest import ROOT
from tests.e2e.detector_page import visit_empty_page
from tests.e2e.embedders import DIMENSIONS, HEIGHT, WIDTH, averages, write_averager
from tests.e2e.phone import Phone
from tests.e2e.server import ServerProcess
from training.resample import resample

START = """async () => {
  const [{ DetectorClient }, { LooksService }] = await Promise.all(
    ['detector/client.js', 'looks/service.js'].map((path) => import(`/static/js/${path}`)),
  );
  const client = new DetectorClient();
  const detector = {
    whenReady: async () => {},
    loadEmbedder: (embedder) => client.loadEmbedder(embedder),
    embed: (picture, boxes) => client.embed(picture, boxes),
  };
  globalThis.looks = new LooksService({ detector });
  return (await looks.whenReady()).version;
}"""

EMBED = """async ([png, boxes]) => {
  const picture = await createImageBitmap(await (await fetch(png)).blob());
  const { embedder, dimensions, values } = await looks.vectorsOf(picture, boxes);
  return { embedder, dimensions, values: [...values], isOpen: picture.width > 0 };
}"""

EMBED_NOISE = """async () => {
  const pixels = Uint8ClampedArray.from({ length: 4 * 64 * 64 }, (_, i) => (i * i) % 251);
  const picture = await createImageBitmap(new ImageData(pixels, 64, 64));
  return [...(await looks.vectorsOf(picture, [[5, 5, 60, 60]])).values];
}"""

READY_MS = 120_000

TENSORS = "async () => (await import('/static/vendor/tfjs.js')).memory().numTensors"


@pytest.fixture
def looks_server(tmp_path: Path) -> Iterator[ServerProcess]:
    """A server with an embedder whose vectors are known, and a detector that detects nothing."""
    write_bundle(tmp_path / "models")
    write_averager(tmp_path / "models")
    models = str(tmp_path / "models")
    server = ServerProcess(ROOT, tmp_path / "log.txt", "--models", models, "--no-bundled-models")
    server.start()
    yield server
    server.kill()


@pytest.mark.shared_browser
def test_vectors_are_of_the_pixels_that_training_cuts_out_and_no_tensor_is_left(
    looks_server: ServerProcess, phone: Phone
) -> None:
    page = visit_empty_page(phone, looks_server)
    assert page.evaluate(START) == "1.0.0"
    random = np.random.default_rng(1)
    pixels = random.integers(0, 256, (12, 16, 3)).astype(np.uint8).repeat(50, axis=0).repeat(50, axis=1)
    pixels[::3, 1::2] //= 2  # so that it matters where a crop begins
    corners = random.uniform(0, 1, (40, 2)) * [700, 500]
    boxes = np.concatenate([corners, corners + random.uniform(0.02, 0.2, (40, 2)) * [800, 600]], axis=1)
    first = embed(page, pixels, boxes)
    assert (first["dimensions"], first["isOpen"]) == (DIMENSIONS, True)
    assert first["embedder"].startswith("looks-1.0.0:")
    found = np.array(first["values"]).reshape(len(boxes), DIMENSIONS)
    expected = np.array([averages(crop_of(pixels, box)) for box in boxes]) * 127
    assert np.abs(found - expected).max() < 0.51

    (worker,) = (worker for worker in page.workers if worker.url.endswith("/detector/worker.js"))
    before = worker.evaluate(TENSORS)
    again = [embed(page, pixels, boxes[:count])["values"] for count in (1, 17, 40)]
    assert again[-1] == first["values"]
    assert worker.evaluate(TENSORS) == before


def embed(page: Page, pixels: np.ndarray[Any, Any], boxes: np.ndarray[Any, Any]) -> dict[str, Any]:
    file = BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    png = f"data:image/png;base64,{b64encode(file.getvalue()).decode()}"
    vectors: dict[str, Any] = page.evaluate(EMBED, [png, boxes.tolist()])
    return vectors


def crop_of(pixels: np.ndarray[Any, Any], box: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    left, top, right, bottom = box
    height, width, _ = pixels.shape
    across, down = 0.05 * (right - left), 0.05 * (bottom - top)
    x0, x1 = (int(np.clip(np.floor(x + 0.5), 0, width)) for x in (left - across, right + across))
    y0, y1 = (int(np.clip(np.floor(y + 0.5), 0, height)) for y in (top - down, bottom + down))
    return resample(pixels[y0:y1, x0:x1], WIDTH, HEIGHT)


def test_once_ready_to_work_offline_was_shown_products_are_told_apart_without_a_server(
    models: Path, tmp_path: Path, phone: Phone
) -> None:
    write_averager(models)
    server = ServerProcess(ROOT, tmp_path / "log.txt", "--models", str(models), "--no-bundled-models")
    server.start()
    try:
        page = phone.visit(server.url)
        expect(page.locator("body")).to_have_attribute("data-offline", "ready", timeout=READY_MS)
        phone.close()
    finally:
        server.kill()
    page = phone.visit(server.url)
    expect(page.locator("body")).to_have_attribute("data-offline", "ready", timeout=READY_MS)
    assert page.evaluate(START) == "1.0.0"
    vectors = page.evaluate(EMBED_NOISE)
    assert np.linalg.norm(vectors) == pytest.approx(127, abs=2)
