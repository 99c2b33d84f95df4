"""Converts a published bundle to TFLite, ONNX and the blog post's graph, with a fixed input size.

All are made of the folded Keras network with the bundle's own (dequantised) weights: the graph that was exported.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from app.bundle import CARD_NAME
from app.card import load_bundle
from bench.errors import BenchError
from bench.options import BUILD
from bench.peers.baseline import write_baseline
from bench.peers.install import PYTHON
from bench.peers.quiet import import_tensorflow, quiet

ONNX_WRITER = Path(__file__).with_name("onnx_graph.py")


@dataclass(frozen=True)
class Converted:
    """The files of one network."""

    tflite: Path
    onnx: Path
    blog: Path
    """Folder of the blog post's graph."""


def convert(bundle: Path, size: tuple[int, int], camera: tuple[int, int]) -> Converted:
    """Converts ``bundle`` for inputs of ``size`` (width, height), unless it was converted before.

    ``camera`` is the size of the picture that is scaled to such an input.

    Raises:
        BenchError: the ONNX graph cannot be written.
        BundleWeightsError: the bundle is not this project's network.
    """
    width, height = size
    card = hashlib.sha256((bundle / CARD_NAME).read_bytes()).hexdigest()[:12]
    folder = BUILD / f"{bundle.name}-{card}" / f"{width}x{height}"
    converted = Converted(folder / "network.tflite", folder / "network.onnx", folder / "blog")
    done = folder / "done"
    if done.exists():
        return converted
    folder.mkdir(parents=True, exist_ok=True)
    with quiet():
        _convert(bundle, size, camera, converted)
    done.touch()
    return converted


def _convert(bundle: Path, size: tuple[int, int], camera: tuple[int, int], converted: Converted) -> None:
    import_tensorflow()
    from training.bundle_weights import as_keras

    network, _ = as_keras(bundle)
    converted.tflite.write_bytes(to_tflite(network, size))
    plan = converted.onnx.with_name("plan.npz")
    np.savez(plan, **graph_plan(network, size))
    written = subprocess.run([PYTHON, ONNX_WRITER, plan, converted.onnx], check=False)
    if written.returncode != 0:
        raise BenchError(f"{ONNX_WRITER} could not write {converted.onnx}; see above.")
    write_baseline(network, load_bundle(bundle), size, camera, converted.blog)


def to_tflite(network: Any, size: tuple[int, int]) -> bytes:
    """The Keras network as a TFLite model with float32 weights."""
    tf = import_tensorflow()
    from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2

    width, height = size

    @tf.function(input_signature=[tf.TensorSpec((1, height, width, 3), tf.float32, name="picture")])
    def serve(picture: Any) -> Any:
        return network(picture, training=False)

    # By default the converter keeps Keras 3's variables as variables, which XNNPACK does not support.
    frozen = convert_variables_to_constants_v2(serve.get_concrete_function())
    converter = tf.lite.TFLiteConverter.from_concrete_functions([frozen])
    content: bytes = converter.convert()
    return content


def graph_plan(network: Any, size: tuple[int, int]) -> dict[str, Any]:
    """The input of onnx_graph.py: the steps of the graph as JSON, and the weights by layer name.

    A step has an op, a name, the names of its inputs, and what else the op needs. TensorFlow's layers are taken as
    they are in training/network.py; any other is an error.

    Raises:
        BenchError: a layer has an unsupported type.
    """
    width, height = size
    producers: dict[int, str] = {}
    steps: list[dict[str, Any]] = []
    weights: dict[str, Any] = {}
    convolutions: dict[str, dict[str, Any]] = {}
    for layer in network.layers:
        kind = type(layer).__name__
        name = layer.name
        producers[id(layer.output)] = name
        if kind == "InputLayer":
            continue
        tensors = layer.input if isinstance(layer.input, list) else [layer.input]
        step: dict[str, Any] = {"op": kind, "name": name, "inputs": [producers[id(each)] for each in tensors]}
        if kind in ("Conv2D", "DepthwiseConv2D"):
            (kernel,) = layer.get_weights()
            weights[f"{name}.kernel"] = kernel
            # Written together with the bias that follows, because ONNX has both in one op.
            convolutions[name] = step | {"strides": list(layer.strides)}
            continue
        if kind == "Bias":
            weights[f"{name}.bias"] = layer.get_weights()[0]
            (convolution,) = step["inputs"]
            step = convolutions[convolution] | {"name": name, "kernel": convolution}
        elif kind == "Reshape":
            step["row"] = layer.target_shape[-1]
        elif kind not in ("Activation", "Add", "Concatenate", "UpsampleLike"):
            raise BenchError(f"The bench cannot write a layer {name} of kind {kind} as ONNX.")
        steps.append(step)
    plan = {"input": network.layers[0].name, "height": height, "width": width, "steps": steps}
    return {"plan": np.array(json.dumps(plan)), **weights}
