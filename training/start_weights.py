"""Where the backbone's weights come from: a TFLite file whose BatchNorm is folded into its kernels.

BatchNorm is put back by calibration: the network is run on a few batches, and each BatchNorm gets the mean and
variance that its layer really sees, with gamma and beta chosen so that the function of the layer is unchanged.
"""

from __future__ import annotations

import re
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

from training.boxes import Floats
from training.errors import TrainingSideError
from training.network import NORM_EPSILON


class StartWeightsError(TrainingSideError):
    """A weight file that does not hold a MobileNetV2; the message says what is missing."""


def read_tflite_backbone(path: Path) -> dict[str, tuple[Floats, Floats]]:
    """Kernel and bias of each backbone layer, by the layer's name in network.py, in Keras' layout.

    The file is one made by the TensorFlow Object Detection API, with its tensor names.

    Raises:
        StartWeightsError: the file cannot be read, or is not such a network.
    """
    try:
        # Default delegates would rewrite the graph and lose the constants.
        resolver = tf.lite.experimental.OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES
        interpreter = tf.lite.Interpreter(str(path), experimental_op_resolver_type=resolver)
        details = [item for item in interpreter.get_tensor_details() if item["dtype"] == np.float16]
        tensors = {item["name"]: interpreter.get_tensor(item["index"]).astype(np.float32) for item in details}
    except (ValueError, OSError) as error:
        raise StartWeightsError(f"Cannot read the start weights {path}: {error}") from error
    kernels: dict[str, Floats] = {}
    biases: dict[str, Floats] = {}
    block = re.compile(
        r"FeatureExtractor/MobilenetV2/(Conv|expanded_conv(?:_(\d+))?)/((expand|depthwise|project)/)?"
    )
    for name, tensor in tensors.items():
        match = block.match(name)
        if not match:
            continue
        layer = "backbone_stem" if match[1] == "Conv" else f"backbone_{match[2] or 0}_{match[4]}"
        if tensor.ndim == 1:
            biases[layer] = tensor
        elif match[4] == "depthwise":
            kernels[layer] = tensor.transpose(1, 2, 3, 0)  # (1, h, w, C) to (h, w, C, 1)
        else:
            kernels[layer] = tensor.transpose(1, 2, 3, 0)  # (out, h, w, in) to (h, w, in, out)
    if kernels.keys() != biases.keys() or len(kernels) != 51:
        raise StartWeightsError(f"{path} holds {len(kernels)} of the 51 layers of a MobileNetV2.")
    return {layer: (kernels[layer], biases[layer]) for layer in kernels}


def start_from(network: keras.Model, weights: dict[str, tuple[Floats, Floats]], pictures: Floats) -> None:
    """Puts folded ``weights`` into the training form of the network, layer by layer in the order of the graph.

    ``pictures`` (B, S, S, 3) are what the statistics are measured on.

    Raises:
        StartWeightsError: a kernel has another shape than its layer.
    """
    for layer in network.layers:
        if layer.name not in weights:
            continue
        kernel, bias = weights[layer.name]
        if tuple(layer.kernel.shape) != kernel.shape:
            raise StartWeightsError(
                f"{layer.name} needs a kernel of {tuple(layer.kernel.shape)}, not {kernel.shape}."
            )
        layer.kernel.assign(kernel)
        seen = np.asarray(keras.Model(network.input, layer.output)(pictures, training=False))
        mean, variance = seen.mean(axis=(0, 1, 2)), seen.var(axis=(0, 1, 2))
        # Channels that are always 0 (pruned ones) would get a gamma of almost 0 and never learn again.
        variance = np.maximum(variance, 1e-4)
        norm = network.get_layer(f"{layer.name}_norm")
        norm.gamma.assign(np.sqrt(variance + NORM_EPSILON))
        norm.beta.assign(bias + mean)
        norm.moving_mean.assign(mean)
        norm.moving_variance.assign(variance)
