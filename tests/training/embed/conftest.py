"""Fixtures for tests of the embedder: a small one, photos of packages with names, and a bundle made of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from app.bundle import Licences
from training.boxes import Floats
from training.embed.config import Contrast, EmbedConfig, Stage
from training.embed.export import export
from training.embed.learnt import Learnt
from training.embed.network import build_features

SMALL = EmbedConfig(
    height=32, width=24, dimensions=8, views=2, least_side=10,
    stages=[Stage(block=3, window=(2, 2), step=(2, 2)), Stage(block=6, window=(2, 2), step=(1, 1))],
    contrast=Contrast(steps=[8, 6], photos=2, facings=6, save_every=4, warmup=2),
)  # fmt: skip
"""Of six blocks: 8 x 6 cells after the third, 4 x 3 after the sixth."""


def random_trunk(random: np.random.Generator) -> dict[str, tuple[Floats, Floats]]:
    """Weights that keep values in a range where they differ, for a trunk of six blocks."""
    network = build_features(SMALL)
    weights: dict[str, tuple[Floats, Floats]] = {}
    for layer in network.layers:
        if not hasattr(layer, "kernel"):
            continue
        shape = tuple(layer.kernel.shape)
        inputs = shape[0] * shape[1] * (1 if layer.name.endswith("depthwise") else shape[2])
        kernel = random.normal(0, (2 / inputs) ** 0.5, shape).astype(np.float32)
        channels = shape[2] if layer.name.endswith("depthwise") else shape[3]
        weights[layer.name] = (kernel, random.normal(0, 0.1, channels).astype(np.float32))
    return weights


@pytest.fixture(scope="session")
def learnt() -> Learnt:
    """An embedder that has learnt nothing: a trunk and a projection at random."""
    random = np.random.default_rng(0)
    features = int(build_features(SMALL).output_shape[1])
    kernel = random.normal(0, 0.1, (features, SMALL.dimensions)).astype(np.float32)
    bias = random.normal(0, 0.1, SMALL.dimensions).astype(np.float32)
    return Learnt(SMALL, 5, random_trunk(random), kernel, bias)


@pytest.fixture(scope="session")
def bundle(learnt: Learnt, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle looks-0.1.0 of it, as export makes it. Tests that change it work on a copy."""
    folder = tmp_path_factory.mktemp("run")
    licences = Licences(weights="ours", data="ours")
    card = export(
        learnt, folder, name="looks", version="0.1.0", title="Looks", licences=licences, data="drawn shelves"
    )
    return folder / card.folder_name


@pytest.fixture(scope="session")
def protocol_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A protocol: four photos of two sections, with three products each that are enrolled and one that is not."""
    folder = tmp_path_factory.mktemp("protocol")
    (folder / "images").mkdir()
    random = np.random.default_rng(0)
    colours = random.integers(0, 256, (8, 3, 3))
    images: list[dict[str, Any]] = []
    annotations: list[dict[str, Any]] = []
    for photo in range(4):
        section = "tea" if photo < 2 else "rice"
        pixels = np.full((60, 200, 3), 90, np.uint8)
        for place in range(8):
            product = place // 2 + (0 if photo < 2 else 4)
            left = 4 + 24 * place
            for band, colour in enumerate(colours[product]):
                pixels[8 + 14 * band : 22 + 14 * band, left : left + 20] = np.clip(colour + photo * 6, 0, 255)
            annotations.append({
                "id": 100 + len(annotations), "image_id": photo, "category_id": product, "bbox": [left, 8, 20, 42],
            })  # fmt: skip
        Image.fromarray(pixels).save(folder / "images" / f"{photo}.png")
        images.append({
            "id": photo, "file_name": f"{photo}.png", "section": section, "width": 200, "height": 60,
        })  # fmt: skip
    facings: dict[tuple[int, int], list[int]] = {}
    for each in annotations:
        facings.setdefault((each["image_id"], each["category_id"]), []).append(each["id"])
    products = []
    for product in range(8):
        first = 0 if product < 4 else 2
        if product % 4 < 3:
            products.append({
                "category_id": product,
                "enrol": {"1": facings[first, product][:1], "2": facings[first, product]},
                "query": facings[first + 1, product],
            })  # fmt: skip
    rules = {"categories": products, "open_set": facings[1, 3] + facings[3, 7]}
    coco = {"images": images, "annotations": annotations, "categories": [{"id": id_} for id_ in range(8)]}
    (folder / "coco.json").write_text(json.dumps(coco))
    (folder / "sku_protocol.json").write_text(json.dumps(rules))
    return folder
