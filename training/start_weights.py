"""Where a network's weights come from before training: a TFLite backbone, a bundle, or the checkpoint of a run.

The first two have BatchNorm folded into their kernels. It is put back by calibration: the network is run on a few
pictures, and each BatchNorm gets the mean and variance that its layer really sees, with gamma and beta chosen so that
the function of the layer is unchanged.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import keras
import numpy as np

from training import checkpoint
from training.boxes import Floats
from training.bundle_weights import read_weights
from training.config import Config
from training.errors import TrainingSideError
from training.network import NORM_EPSILON, Norm


class StartWeightsError(TrainingSideError):
    """A weight file that does not hold a MobileNetV2; the message says what is missing."""


def read_tflite_backbone(path: Path) -> dict[str, tuple[Floats, Floats]]:
    """Kernel and bias of each backbone layer, by the layer's name in network.py, in Keras' layout.

    The file is one made by the TensorFlow Object Detection API, with its tensor names; TensorFlow reads it.

    Raises:
        StartWeightsError: the file cannot be read, or is not such a network.
    """
    import tensorflow as tf

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


def start_from(network: keras.Model, weights: dict[str, tuple[Floats, Floats]], pictures: Floats) -> int:
    """Puts folded ``weights`` into the training form of the network, layer by layer in the order of the graph.

    ``pictures`` (B, S, S, 3) are what the statistics are measured on. Returns how many layers were set.

    A kernel that the levels of the pyramid share is folded with another factor for each level: the first level's
    becomes the shared one, and the others' BatchNorm carries how much theirs is larger in each channel.

    Raises:
        StartWeightsError: a kernel has another shape than its layer.
    """
    factors: dict[str, Floats] = {}
    taken_kernels: set[str] = set()
    norms = [
        layer for layer in network.layers
        if isinstance(layer, Norm) and layer.name.removesuffix("_norm") in weights
    ]  # fmt: skip
    for norm in norms:
        name = norm.name.removesuffix("_norm")
        shared = re.sub(r"(_head_\d+_\w+|^pyramid_mix_\d+)_\d+$", r"\1", name)
        layer = network.get_layer(shared)
        kernel, _ = weights[name]
        if tuple(layer.kernel.shape) != kernel.shape:
            raise StartWeightsError(
                f"{layer.name} needs a kernel of {tuple(layer.kernel.shape)}, not {kernel.shape}."
            )
        if shared not in taken_kernels:
            layer.kernel.assign(kernel)
            taken_kernels.add(shared)
        own = checkpoint.value_of(layer.kernel)
        axes = (0, 1, 3) if isinstance(layer, keras.layers.DepthwiseConv2D) else (0, 1, 2)
        factors[norm.name] = (kernel * own).sum(axis=axes) / np.maximum((own * own).sum(axis=axes), 1e-12)

    def measure(norm: Norm, inputs: Any) -> None:
        seen = keras.ops.cast(inputs, "float32")
        mean, variance = (
            keras.ops.convert_to_numpy(measured(seen, axis=(0, 1, 2)))
            for measured in (keras.ops.mean, keras.ops.var)
        )
        # Channels that are always 0 (pruned ones) would get a gamma of almost 0 and never learn again.
        variance = np.maximum(variance, 1e-4)
        factor, (_, bias) = factors[norm.name], weights[norm.name.removesuffix("_norm")]
        norm.gamma.assign(factor * np.sqrt(variance + NORM_EPSILON))
        norm.beta.assign(bias + factor * mean)
        norm.moving_mean.assign(mean)
        norm.moving_variance.assign(variance)

    # One run for all: each is set when the pictures reach it, through all those before, which are set by then.
    for norm in norms:
        norm.on_input = measure
    try:
        network(pictures, training=False)
    finally:
        for norm in norms:
            norm.on_input = None
    taken = len(norms)
    for layer in network.layers:  # the predictors, which have no BatchNorm
        of_level = next((name for name in weights if re.fullmatch(rf"{layer.name}_\d+", name)), None)
        if layer.name.endswith("_predictor") and of_level:
            kernel, bias = weights[of_level]
            if tuple(layer.kernel.shape) == kernel.shape:  # other labels: the class predictor begins anew
                layer.kernel.assign(kernel)
                layer.bias.assign(bias)
                taken += 1
    return taken


def read_bundle(bundle: Path) -> dict[str, tuple[Floats, Floats]]:
    """Kernel and bias of each layer of a published bundle, by the layer's name in network.py.

    Raises:
        BundleError: the bundle is damaged.
    """
    weights = read_weights(bundle)
    return {name: (weights[name], weights[f"{name}_bias"]) for name in weights if f"{name}_bias" in weights}


def start(network: keras.Model, source: Path, pictures: Floats) -> str:
    """Starts ``network`` from a .tflite file, a run's .npz or the folder of a bundle; says what was taken.

    Raises:
        StartWeightsError: ``source`` does not fit the network, or is none of the three.
        CheckpointError: the .npz file cannot be read.
        BundleError: the bundle is damaged.
    """
    if source.suffix == ".npz":
        variables = checkpoint.variables_of(network)
        taken = checkpoint.transfer(variables, checkpoint.load(source, Config).values)
        what = f"{taken} of {len(variables)} variables"
    elif source.is_dir():
        what = f"{start_from(network, read_bundle(source), pictures)} layers"
    elif source.suffix == ".tflite":
        what = f"{start_from(network, read_tflite_backbone(source), pictures)} backbone layers"
    else:
        raise StartWeightsError(
            f"{source} is no start: name a .tflite file, the best.npz of a run or the folder of a bundle."
        )
    return f"Started from {source}: {what}"
