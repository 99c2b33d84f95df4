"""From the training form of the network to the folded form that is exported.

BatchNorm is part of every kernel and bias, and weights are rounded to float16, which is how the bundle stores them:
the folded Keras network computes what the phones compute.
"""

from __future__ import annotations

import keras
import numpy as np

from training.boxes import Floats
from training.config import NetworkConfig
from training.network import NORM_EPSILON, build_network


def _as_stored(values: Floats) -> Floats:
    """The values as float16 can hold them."""
    return values.astype(np.float16).astype(np.float32)


def fold(network: keras.Model, config: NetworkConfig) -> keras.Model:
    """The folded form of a trained ``network``; its input and output are the same but for rounding.

    With a BatchNorm of mean m, variance v, gamma g and beta b after it, a convolution with kernel k is the convolution
    with kernel k * g / sqrt(v + e) and bias b - m * g / sqrt(v + e).
    """
    folded = build_network(config, folded=True)
    trained = {layer.name: layer for layer in network.layers}
    for layer in folded.layers:
        if not hasattr(layer, "kernel"):
            continue
        # Heads are shared in training: the level's copy of "box_head_0_depthwise" is "box_head_0_depthwise_8".
        source = trained[layer.name] if layer.name in trained else trained[layer.name.rpartition("_")[0]]
        kernel = np.asarray(source.kernel)
        norm = trained.get(f"{layer.name}_norm")
        if norm is None:
            bias = np.asarray(source.bias)
        else:
            factor = np.asarray(norm.gamma) / np.sqrt(np.asarray(norm.moving_variance) + NORM_EPSILON)
            depthwise = isinstance(layer, keras.layers.DepthwiseConv2D)
            kernel = kernel * (factor[:, None] if depthwise else factor)
            bias = np.asarray(norm.beta) - np.asarray(norm.moving_mean) * factor
        layer.kernel.assign(_as_stored(kernel))
        folded.get_layer(f"{layer.name}_bias").bias.assign(_as_stored(bias))
    return folded
