"""How weights are stored: smaller, read back exactly, and run by TensorFlow.js as by Keras."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from app.card import load_bundle
from tests.training.conftest import export_untrained
from training import checkpoint
from training.bundle_weights import as_keras
from training.config import Config
from training.export import ExportError, average, stored_bytes
from training.graph import GraphRunner
from training.network import build_network
from training.predict import anchor_levels
from training.start_weights import start


@pytest.fixture(scope="session")
def uint8_bundle(untrained_run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same network as ``untrained_bundle``, with kernels in uint8."""
    return export_untrained(untrained_run, tmp_path_factory.mktemp("uint8"), "uint8")


def test_uint8_weights_are_half_of_float16(untrained_bundle: Path, uint8_bundle: Path) -> None:
    before, after = (sum(stored_bytes(bundle).values()) for bundle in (untrained_bundle, uint8_bundle))
    assert after < 0.55 * before
    shards = sum(file.bytes for file in load_bundle(uint8_bundle).files[1:])
    assert shards == after


def test_depthwise_kernels_and_biases_keep_float16(uint8_bundle: Path) -> None:
    (group,) = json.loads((uint8_bundle / "model.json").read_text())["weightsManifest"]
    stored = {
        entry["name"]: entry["quantization"]["dtype"] for entry in group["weights"] if "quantization" in entry
    }
    assert set(stored.values()) == {"uint8", "float16"}
    for name, kind in stored.items():
        assert (kind == "float16") == name.endswith(
            ("/depthwise/ReadVariableOp", "/BiasAdd/ReadVariableOp")
        ), name


@pytest.mark.parametrize("weights", ["float16", "uint8"])
def test_a_bundle_is_read_back_as_the_network_that_tensorflow_js_runs(
    weights: str, untrained_bundle: Path, uint8_bundle: Path, untrained_run: Path
) -> None:
    bundle = untrained_bundle if weights == "float16" else uint8_bundle
    network, config = as_keras(bundle)
    assert config == checkpoint.load(untrained_run / "best.npz", Config).config.network
    assert anchor_levels(config) == load_bundle(bundle).anchors
    pixels = np.random.default_rng(0).integers(0, 256, (96, 64, 3), np.uint8)
    expected = np.asarray(network(pixels[None].astype(np.float32) / 127.5 - 1, training=False))[0]
    with GraphRunner(bundle) as graph:
        np.testing.assert_allclose(graph.raw(pixels), expected, atol=2e-3)
    assert expected.std(axis=0).max() > 0.02, "a network that says the same everywhere would prove nothing"


def test_the_mean_of_two_networks_is_that_of_their_weights(untrained_bundle: Path) -> None:
    bundle, config = as_keras(untrained_bundle)
    network = build_network(config, folded=True)
    for weight in network.weights:
        weight.assign(np.ones(weight.shape))
    average(network, untrained_bundle)
    for weight, theirs in zip(network.weights, bundle.weights, strict=True):
        np.testing.assert_allclose(weight.numpy(), (1 + theirs.numpy()) / 2, rtol=1e-6)


def test_networks_of_another_shape_have_no_mean(untrained_bundle: Path) -> None:
    _, config = as_keras(untrained_bundle)
    wider = build_network(config.model_copy(update={"channels": 2 * config.channels}), folded=True)
    with pytest.raises(ExportError, match="another shape"):
        average(wider, untrained_bundle)


def test_training_starts_where_a_bundle_stands(untrained_bundle: Path) -> None:
    folded, config = as_keras(untrained_bundle)
    network = build_network(config)
    pictures = np.random.default_rng(0).uniform(-1, 1, (2, 96, 96, 3)).astype(np.float32)
    start(network, untrained_bundle, pictures)
    expected = np.asarray(folded(pictures, training=False))
    np.testing.assert_allclose(np.asarray(network(pictures, training=False)), expected, atol=2e-2)
    assert expected.std(axis=1).min() > 0.1, "a network that says the same everywhere would prove nothing"


def test_the_card_says_how_the_weights_are_stored(untrained_bundle: Path, uint8_bundle: Path) -> None:
    assert load_bundle(untrained_bundle).training["weights"] == "float16"
    assert load_bundle(uint8_bundle).training["weights"] == "uint8"
