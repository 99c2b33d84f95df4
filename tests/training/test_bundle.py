"""A bundle keeps its contract, and TensorFlow.js computes from it what Keras computes."""

from __future__ import annotations

import collections
import json
from pathlib import Path

import numpy as np
import pytest

from app.bundle import BundleError, Licences
from app.card import ModelCard, load_bundle
from tests.conftest import ROOT
from tests.e2e.published import published
from training.boxes import Floats, Pixels
from training.bundle_weights import as_keras
from training.evaluate import detect_photos, measure, with_metrics
from training.export import ExportError, export
from training.graph import GraphRunner
from training.predict import detect

LICENCES = Licences(weights="none", data="none")


def test_the_bundle_keeps_its_contract(untrained_bundle: Path) -> None:
    card = load_bundle(untrained_bundle)
    assert card.files[0].path == "model.json"
    assert {file.path for file in card.files} | {"card.json"} == {
        path.name for path in untrained_bundle.iterdir()
    }


def test_a_published_version_is_never_overwritten(untrained_bundle: Path, untrained_run: Path) -> None:
    with pytest.raises(ExportError, match="exists already"):
        export(
            untrained_run, untrained_bundle.parent, name="tiny", version="0.1.0", title="", licences=LICENCES, data=""
        )  # fmt: skip


def test_a_changed_weight_file_is_found(untrained_bundle: Path, tmp_path: Path) -> None:
    card = load_bundle(untrained_bundle)
    copy = tmp_path / untrained_bundle.name
    copy.mkdir()
    for path in untrained_bundle.iterdir():
        (copy / path.name).write_bytes(path.read_bytes())
    weights = copy / card.files[1].path
    content = bytearray(weights.read_bytes())
    content[7] ^= 1
    weights.write_bytes(content)
    with pytest.raises(BundleError, match=card.files[1].path):
        load_bundle(copy)


def test_metrics_through_the_graph_are_written_to_the_card(untrained_bundle: Path, records: Path) -> None:
    found = detect_photos(untrained_bundle, records, 96)
    assert len(found) == 4
    metrics = measure(found, dataset="drawings", split="val", long_side=96, threshold=0.3, command="x")
    card = with_metrics(with_metrics(load_bundle(untrained_bundle), metrics), metrics)
    assert card.metrics == [metrics]
    assert ModelCard.model_validate_json(card.to_json()) == card


def bundles() -> list[str]:
    """The published bundles, and the one of this test run."""
    return ["exported here", *(path.name for path in published("detector"))]


@pytest.mark.parametrize("name", bundles())
def test_every_convolution_of_a_bundle_is_fused(name: str, untrained_bundle: Path) -> None:
    """With its bias and activation; apart, they cost two thirds more time on WebAssembly."""
    folder = untrained_bundle if name == "exported here" else ROOT / "models" / name
    nodes = json.loads((folder / "model.json").read_text())["modelTopology"]["node"]
    ops = collections.Counter(node["op"] for node in nodes)
    assert ops["_FusedConv2D"] >= 50 and ops["FusedDepthwiseConv2dNative"] >= 20
    layout = {"Const", "Placeholder", "Identity", "Reshape", "ConcatV2", "Shape", "StridedSlice", "Pack"}
    network = {"_FusedConv2D", "FusedDepthwiseConv2dNative", "AddV2", "ResizeNearestNeighbor"}
    assert set(ops) <= layout | network, ops
    assert ops["AddV2"] == 12  # ten residuals of the backbone, two of the pyramid


@pytest.mark.parametrize("name", bundles())
def test_tensorflow_js_computes_what_keras_computes(name: str, untrained_bundle: Path) -> None:
    """Boxes within half a pixel and scores within 0.001, with the weights as the untrained_bundle stores them."""
    folder = untrained_bundle if name == "exported here" else ROOT / "models" / name
    network, config = as_keras(folder)
    jpeg = (ROOT / "static" / "img" / "sample-shelf.jpg").read_bytes()
    logits: list[Floats] = []

    def keras_raw(pixels: Pixels) -> Floats:
        raw: Floats = np.asarray(network(pixels[None].astype(np.float32) / 127.5 - 1, training=False))[0]
        logits.append(raw[:, 0])
        return raw

    detect(keras_raw, jpeg, config, 320, threshold=0.99)
    threshold = float(
        1 / (1 + np.exp(-np.sort(logits[0])[-100]))
    )  # of any network, however little it has learnt
    expected = detect(keras_raw, jpeg, config, 320, threshold=threshold, nms_iou=0.99)
    with GraphRunner(folder) as graph:
        found = graph.detect(jpeg, 320, threshold=threshold - 1e-3, nms_iou=0.99)
    assert len(expected.boxes) >= 50
    for box, score in zip(expected.boxes, expected.scores, strict=True):
        distance = np.abs(found.boxes - box).max(axis=1)
        assert distance.min() < 0.5
        assert abs(found.scores[np.argmin(distance)] - score) < 1e-3
