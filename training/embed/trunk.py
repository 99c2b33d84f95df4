"""The trunk's weights: a quantised MobileNetV2 of TensorFlow Lite, trained on ImageNet, as floating point numbers."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from training.boxes import Floats
from training.start_weights import StartWeightsError

LAYER = re.compile(
    r"MobilenetV2/(Conv|expanded_conv(?:_(\d+))?)/(?:(expand|depthwise|project)/)?(\w+)/(\w+)$"
)
LAYERS = 51
"""Those of a MobileNetV2 without its last convolution and its classes, of which a trunk has the first."""


def read_trunk(path: Path) -> dict[str, tuple[Floats, Floats]]:
    """Kernel and bias of each layer, by the layer's name in network.py, in Keras' layout.

    Raises:
        StartWeightsError: the file cannot be read, or is not such a network.
    """
    import tensorflow as tf

    try:
        # Default delegates would rewrite the graph and lose the constants.
        resolver = tf.lite.experimental.OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES
        interpreter = tf.lite.Interpreter(str(path), experimental_op_resolver_type=resolver)
        interpreter.allocate_tensors()
        details = interpreter.get_tensor_details()
    except (ValueError, OSError, RuntimeError) as error:
        raise StartWeightsError(f"Cannot read the start weights {path}: {error}") from error
    kernels: dict[str, Floats] = {}
    biases: dict[str, Floats] = {}
    for item in details:
        match = LAYER.search(item["name"])
        is_kernel = match is not None and match[4] == "weights_quant"
        is_bias = match is not None and match[4] == "BatchNorm_Fold" and item["dtype"] == np.int32
        if match is None or not (is_kernel or is_bias):
            continue
        layer = "backbone_stem" if match[1] == "Conv" else f"backbone_{match[2] or 0}_{match[3]}"
        scale, zero = item["quantization"]
        values = ((interpreter.get_tensor(item["index"]).astype(np.float64) - zero) * scale).astype(
            np.float32
        )
        if is_bias:
            biases[layer] = values
        else:
            kernels[layer] = values.transpose(1, 2, 3, 0)  # of depthwise and of full convolutions alike
    if kernels.keys() != biases.keys() or len(kernels) != LAYERS:
        raise StartWeightsError(
            f"{path} holds {len(kernels.keys() & biases.keys())} of the {LAYERS} layers of a quantised MobileNetV2."
        )
    return {layer: (kernels[layer], biases[layer]) for layer in kernels}
