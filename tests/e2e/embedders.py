"""A small embedder for tests: the mean colour of each part of a crop."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import numpy as np

from app.bundle import CARD_NAME, describe_file
from app.embedder_card import EmbedderCard

HEIGHT, WIDTH, PART = 48, 32, 16
"""Of a crop, and of the parts that it is divided into, in pixels."""
DIMENSIONS = HEIGHT // PART * (WIDTH // PART) * 3
TOLERANCE = 0.01


def write_averager(models: Path, version: str = "1.0.0") -> Path:
    """Writes the bundle ``looks-<version>`` into the folder ``models``, and returns its folder."""
    folder = models / f"looks-{version}"
    folder.mkdir(parents=True)
    size, share = np.array([-1, DIMENSIONS], "<i4"), np.full((PART, PART, 3, 1), 1 / PART**2, "<f4")
    (folder / "group1-shard1of1.bin").write_bytes(size.tobytes() + share.tobytes())
    (folder / "model.json").write_text(json.dumps(_graph()))
    card = EmbedderCard.model_validate(
        {
            "name": "looks",
            "version": version,
            "title": "Means of colours",
            "created": "2024-05-01T12:00:00Z",
            "input": {"name": "crops", "range": [-1, 1], "height": HEIGHT, "width": WIDTH},
            "crop": {"margin": 0.05},
            "output": {"name": "vectors", "dimensions": DIMENSIONS},
            "limits": {"alike": 0.8, "known": 0.7, "margin": 0.05},
            "probe": {"tolerance": TOLERANCE, "numbers": averages(probe_picture()).tolist()},
            "metrics": [],
            "parameters": 1,
            "training": {},
            "licence": {"weights": "none", "data": "none"},
            "files": [describe_file(folder, path) for path in ("model.json", "group1-shard1of1.bin")],
        }
    )
    (folder / CARD_NAME).write_text(card.to_json())
    return folder


def averages(crop: np.ndarray[Any, np.dtype[np.uint8]]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """The vector of a crop (HEIGHT, WIDTH, 3)."""
    parts = crop.astype(np.float64).reshape(HEIGHT // PART, PART, WIDTH // PART, PART, 3)
    vector = (parts.mean(axis=(1, 3)) / 255 * 2 - 1).ravel()
    unit: np.ndarray[Any, np.dtype[np.float64]] = vector / np.linalg.norm(vector)
    return unit


def probe_picture() -> np.ndarray[Any, np.dtype[np.uint8]]:
    """The picture of static/js/detector/probe.js in the size of a crop."""
    y, x, channel = np.ogrid[:HEIGHT, :WIDTH, :3]
    across, down = x // 16, y // 32
    block = across * 73 + down * 151 + across * down * 31
    colours = (block + channel * (61 + block % 50) + (x % 16) * 4) % 256
    picture: np.ndarray[Any, np.dtype[np.uint8]] = np.where((x % 16 < 2) | (y % 32 < 3), 40, colours).astype(
        np.uint8
    )
    return picture


def _graph() -> dict[str, Any]:
    def text(value: str) -> dict[str, str]:
        return {"s": base64.b64encode(value.encode()).decode()}

    def tensor(kind: str, *sides: int) -> dict[str, Any]:
        shape = {"dim": [{"size": str(side)} for side in sides]}
        return {"dtype": {"type": kind}, "value": {"tensor": {"dtype": kind, "tensorShape": shape}}}

    crops = {"dim": [{"size": str(size)} for size in (-1, HEIGHT, WIDTH, 3)]}
    float32, int32 = {"type": "DT_FLOAT"}, {"type": "DT_INT32"}
    # Of the operations that the page's TensorFlow.js has, a depthwise convolution takes means.
    means = {
        "T": float32,
        "strides": {"list": {"i": ["1", str(PART), str(PART), "1"]}},
        "dilations": {"list": {"i": ["1", "1", "1", "1"]}},
        "padding": text("VALID"),
        "data_format": text("NHWC"),
    }
    node = [
        {"name": "crops", "op": "Placeholder", "attr": {"dtype": float32, "shape": {"shape": crops}}},
        {"name": "size", "op": "Const", "attr": tensor("DT_INT32", 2)},
        {"name": "share", "op": "Const", "attr": tensor("DT_FLOAT", PART, PART, 3, 1)},
        {"name": "means", "op": "DepthwiseConv2dNative", "input": ["crops", "share"], "attr": means},
        {
            "name": "vectors",
            "op": "Reshape",
            "input": ["means", "size"],
            "attr": {"T": float32, "Tshape": int32},
        },
    ]
    weights = [
        {"name": "size", "shape": [2], "dtype": "int32"},
        {"name": "share", "shape": [PART, PART, 3, 1], "dtype": "float32"},
    ]
    signature = {
        "inputs": {"crops": {"name": "crops:0", "dtype": "DT_FLOAT", "tensorShape": crops}},
        "outputs": {"vectors": {"name": "vectors:0", "dtype": "DT_FLOAT"}},
    }
    return {
        "format": "graph-model",
        "signature": signature,
        "userDefinedMetadata": {"structuredOutputKeys": ["vectors"]},
        "modelTopology": {"node": node, "versions": {"producer": 1}},
        "weightsManifest": [{"paths": ["group1-shard1of1.bin"], "weights": weights}],
    }
