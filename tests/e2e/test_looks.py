"""Facings become vectors in a real browser: of the right pixels, without leaks, and without a network."""

from __future__ import annotations

import shutil
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
from tests.e2e.published import newest_embedder
from tests.e2e.server import ServerProcess
from training.embed.config import EmbedConfig
from training.embed.facings import cut
from training.embed.graph import EmbedderGraph
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

EMBED_PIXELS = """async ([height, width, base64, boxes]) => {
  const rgb = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
  const pixels = new Uint8ClampedArray(4 * height * width).fill(255);
  rgb.forEach((value, i) => { pixels[i + Math.floor(i / 3)] = value; });
  const picture = await createImageBitmap(new ImageData(pixels, width, height));
  return [...(await looks.vectorsOf(picture, boxes)).values];
}"""

READY_MS = 120_000

SAMPLE_SHELF = ROOT / "static" / "img" / "sample-shelf.jpg"

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
    bundle = newest_embedder()
    shutil.copytree(bundle, models / bundle.name)
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
    assert bundle.name == f"looks-{page.evaluate(START)}"
    # That the known answer of its card came out is what it was loaded for. Facings get the vectors of training.
    photo = np.asarray(Image.open(SAMPLE_SHELF).convert("RGB"))
    facings = np.array([[100.0, 80, 190.4, 230], [300, 200, 371.5, 333]])
    found = page.evaluate(
        EMBED_PIXELS, [*photo.shape[:2], b64encode(photo.tobytes()).decode(), facings.tolist()]
    )
    with EmbedderGraph(bundle) as graph:
        shape = graph.card.input
        size = EmbedConfig(height=shape.height, width=shape.width, margin=graph.card.crop.margin)
        expected = graph.vectors(np.stack([cut(photo, facing, size) for facing in facings]))
    assert np.abs(np.array(found) - 127 * expected.ravel()).max() < 0.51
