"""Loads a model bundle into Keras: the folded network with the weights as the bundle stores them.

Tests use it to prove that the exported graph computes what the Keras network computes.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import keras
import numpy as np

from app.card import ModelCard, load_bundle
from training.boxes import Floats
from training.config import NetworkConfig
from training.errors import TrainingSideError
from training.network import build_network

# The name of a weight in the graph ends with the layer's name, the number Keras adds, and the op that reads it.
LAYER = re.compile(r"/(?P<layer>\w+)_1/(?P<op>convolution|depthwise|BiasAdd)/ReadVariableOp$")


class BundleWeightsError(TrainingSideError):
    """The weights of the bundle are not those of this project's network."""


def read_weights(bundle: Path) -> dict[str, Floats]:
    """Weights by the name of the layer in network.py (its bias layer for a bias), as float32.

    Raises:
        BundleError: the bundle is damaged.
    """
    load_bundle(bundle)
    weights: dict[str, Floats] = {}
    for group in json.loads((bundle / "model.json").read_text(encoding="utf-8"))["weightsManifest"]:
        content = b"".join((bundle / path).read_bytes() for path in group["paths"])
        offset = 0
        for entry in group["weights"]:
            coding = entry.get("quantization", entry)
            stored = np.dtype(coding["dtype"])
            count = int(np.prod(entry["shape"]))
            values = np.frombuffer(content, stored, count, offset).reshape(entry["shape"]).astype(np.float32)
            if "scale" in coding:  # integers: one step and one offset for the whole weight
                values = (values * coding["scale"] + coding["min"]).astype(np.float32)
            offset += count * stored.itemsize
            if match := LAYER.search(entry["name"]):
                weights[match["layer"]] = values
    return weights


def network_config(card: ModelCard, weights: dict[str, Floats]) -> NetworkConfig:
    """The configuration of the network that the card and its weights describe."""
    strides = [level.stride for level in card.anchors]
    finest = strides[0]

    def count(layer: str) -> int:
        return sum(1 for name in weights if re.fullmatch(rf"{layer}_{finest}", name))

    # Sizes are rounded to hundredths of a pixel: the largest anchors give their scale and aspect most precisely.
    width, height = card.anchors[-1].sizes[0]
    return NetworkConfig(
        labels=card.labels,
        strides=strides,
        anchor_scale=round((width * height) ** 0.5 / strides[-1], 3),
        anchor_aspect=round(width / height, 3),
        box_scales=card.box_coding.scales,
        channels=len(weights[f"pyramid_{finest}_lateral_bias"]),
        pyramid_layers=count(r"pyramid_mix_\d+"),
        backbone_stages=7 if "backbone_16_project" in weights else 6,
        head_layers=count(r"box_head_\d+_pointwise"),
        head_kernel=len(weights[f"box_head_0_depthwise_{finest}"]),
    )


def as_keras(bundle: Path) -> tuple[keras.Model, NetworkConfig]:
    """The folded Keras network with the bundle's weights, and its configuration.

    Raises:
        BundleWeightsError: a layer has no weights in the bundle.
    """
    weights = read_weights(bundle)
    config = network_config(load_bundle(bundle), weights)
    network = build_network(config, folded=True)
    for layer in network.layers:
        for variable in layer.weights:
            if layer.name not in weights:
                raise BundleWeightsError(f"{bundle} has no weights for the layer {layer.name}.")
            variable.assign(weights[layer.name])
    return network, config
