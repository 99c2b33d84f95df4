"""The embedder: the first blocks of a MobileNetV2, a grid that keeps the layout of the package, and a projection."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
from keras import layers

from training.boxes import Floats
from training.checkpoint import value_of
from training.embed.config import EmbedConfig, Stage
from training.network import BLOCKS, Bias, Tensor, predict_without_xla


def _unit(
    x: Tensor, name: str, filters: int | None, *, size: int = 1, stride: int = 1, relu: bool = True
) -> Tensor:
    """A convolution (depthwise where ``filters`` is None), its bias, and ReLU6."""
    x = (
        layers.DepthwiseConv2D(size, stride, "same", use_bias=False, name=name)
        if filters is None
        else layers.Conv2D(filters, size, stride, "same", use_bias=False, name=name)
    )(x)
    x = Bias(name=f"{name}_bias")(x)
    return layers.Activation("relu6", name=f"{name}_relu")(x) if relu else x


def build_trunk(height: int, width: int, blocks: list[int]) -> keras.Model:
    """From crops (N, height, width, 3) to the maps after each of ``blocks``, ascending: 13 is the last of stride 16."""
    crops = keras.Input((height, width, 3), name="crops")
    x = _unit(crops, "backbone_stem", 32, size=3, stride=2)
    maps: list[Tensor] = []
    number, channels = 0, 32
    for expansion, filters, repeats, first_stride in BLOCKS:
        for repeat in range(repeats):
            if number == blocks[-1]:
                break
            name, step = f"backbone_{number}", first_stride if repeat == 0 else 1
            y = _unit(x, f"{name}_expand", channels * expansion) if expansion > 1 else x
            y = _unit(y, f"{name}_depthwise", None, size=3, stride=step)
            y = _unit(y, f"{name}_project", filters, relu=False)
            x = layers.Add(name=f"{name}_add")([x, y]) if channels == filters and step == 1 else y
            channels, number = filters, number + 1
            if number in blocks:
                maps.append(x)
    trunk = keras.Model(crops, maps, name="trunk")
    predict_without_xla(trunk)
    return trunk


def set_trunk(network: keras.Model, weights: dict[str, tuple[Floats, Floats]]) -> None:
    """Gives each convolution of a network its kernel and bias, by name."""
    for layer in network.layers:
        if layer.name in weights:
            kernel, bias = weights[layer.name]
            layer.kernel.assign(np.asarray(kernel))
            network.get_layer(f"{layer.name}_bias").bias.assign(bias)


def trunk_of(network: keras.Model) -> dict[str, tuple[Floats, Floats]]:
    """Kernel and bias of each convolution, by name, as ``set_trunk`` takes them."""
    names = {layer.name for layer in network.layers}
    return {
        name: (value_of(network.get_layer(name).kernel), value_of(network.get_layer(f"{name}_bias").bias))
        for name in names
        if f"{name}_bias" in names
    }


def grids_of(maps: list[Tensor], stages: list[Stage]) -> list[Tensor]:
    """The means of each map over its stage's windows, (N, rows, columns, channels)."""
    return [
        layers.AveragePooling2D(stage.window, stage.step, "valid", name=f"grid_{stage.block}")(one)
        for one, stage in zip(maps, stages, strict=True)
    ]


def _features(config: EmbedConfig) -> tuple[Tensor, Tensor]:
    """Crops, and what is projected of them, (N, features): the grids of all stages, one behind the other."""
    trunk = build_trunk(config.height, config.width, [stage.block for stage in config.stages])
    flat = [
        layers.Flatten(name=f"flat_{stage.block}")(grid)
        for stage, grid in zip(config.stages, grids_of(trunk.outputs, config.stages), strict=True)
    ]
    return trunk.input, layers.Concatenate(name="features")(flat) if len(flat) > 1 else flat[0]


def build_features(config: EmbedConfig) -> keras.Model:
    """From crops (N, height, width, 3) in [-1, 1) to what is projected, (N, features)."""
    network = keras.Model(*_features(config), name="features")
    predict_without_xla(network)
    return network


class UnitLength(layers.Layer):  # type: ignore[misc]
    """Vectors of length 1. The least square is one that float16, in which the bundle stores it, still has."""

    def call(self, inputs: Tensor) -> Tensor:
        squares = keras.ops.sum(inputs * inputs, axis=-1, keepdims=True)
        return inputs * keras.ops.rsqrt(keras.ops.maximum(squares, 1e-6))


def build_embedder(config: EmbedConfig) -> keras.Model:
    """From crops (N, height, width, 3) in [-1, 1) to vectors of unit length (N, dimensions)."""
    crops, features = _features(config)
    projected = layers.Dense(config.dimensions, name="projection")(features)
    network = keras.Model(crops, UnitLength(name="vectors")(projected), name="looks")
    predict_without_xla(network)
    return network


def set_projection(network: keras.Model, kernel: Floats, bias: Floats) -> None:
    """Gives an embedder its last layer: ``kernel`` (F, dimensions), ``bias`` (dimensions,)."""
    layer = network.get_layer("projection")
    layer.kernel.assign(kernel)
    layer.bias.assign(bias)


def projection_of(network: keras.Model) -> tuple[Floats, Floats]:
    """Kernel and bias of an embedder's last layer, as ``set_projection`` takes them."""
    layer = network.get_layer("projection")
    return value_of(layer.kernel), value_of(layer.bias)


def as_input(crops: Any) -> Any:
    """Channel values 0..255, of NumPy or TensorFlow, as the trunk was trained on them."""
    return (crops - np.float32(128)) / np.float32(128)


INPUT_RANGE = (-1.0, 127 / 128)
"""What 0 and 255 become."""
