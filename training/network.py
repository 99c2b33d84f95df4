"""The detector: SSD with a MobileNetV2 backbone and an FPN-lite top-down path, in Keras 3.

One builder makes both forms of the network. The training form has BatchNorm and heads whose convolutions are shared
by the levels, with a BatchNorm of their own for each level (a shared one collapses at evaluation, because the levels'
statistics differ). The folded form, which is exported, has neither: BatchNorm is part of each kernel and bias
(see fold.py), and every level has its own copy of the heads.

Sandler et al. 2018 (MobileNetV2), Liu et al. 2016 (SSD), Lin et al. 2017 (FPN).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import keras
from keras import layers, ops

from training.config import NetworkConfig
from training.distribution import replicas

# Expansion, channels, repeats, stride of the first: table 2 of the MobileNetV2 paper.
BLOCKS = [
    (1, 16, 1, 1),
    (6, 24, 2, 2),
    (6, 32, 3, 2),
    (6, 64, 4, 2),
    (6, 96, 3, 1),
    (6, 160, 3, 2),
    (6, 320, 1, 1),
]
PRIOR = 0.01  # share of anchors that hold a product when training begins (Lin et al. 2017, focal loss)
NORM_EPSILON = 1e-3

Tensor = Any  # Keras has no public type for its symbolic tensors.


class UpsampleLike(layers.Layer):  # type: ignore[misc]
    """Nearest-neighbour upsampling of the first map to the size of the second, whatever that is at run time."""

    def call(self, inputs: list[Tensor]) -> Tensor:
        small, large = inputs
        height, width = ops.shape(large)[1:3]
        if isinstance(height, int) and isinstance(width, int):
            return ops.image.resize(small, (height, width), interpolation="nearest")
        # Keras' own resize takes no size that is known at run time only; this occurs when a TensorFlow graph with a
        # free picture size is traced for evaluation or export.
        import tensorflow as tf

        return tf.image.resize(small, tf.stack([height, width]), "nearest")

    def compute_output_shape(self, input_shape: list[tuple[int | None, ...]]) -> tuple[int | None, ...]:
        small, large = input_shape
        return (small[0], large[1], large[2], small[3])


class Norm(layers.BatchNormalization):  # type: ignore[misc]
    """BatchNorm that uses the fused kernel of TensorFlow or PyTorch: Keras' own takes half of a training step.

    Devices that share a batch measure it together, by Keras' own kernel: a few crops a device say too little.
    """

    on_input: Callable[[Norm, Tensor], None] | None = None
    """Is shown what comes in before it is normalised, while the network runs on pictures."""

    def __init__(self, **options: Any) -> None:
        super().__init__(synchronized=keras.backend.backend() == "tensorflow", **options)

    def call(self, inputs: Tensor, training: bool | None = None, mask: Tensor | None = None) -> Tensor:
        if self.on_input:
            self.on_input(self, inputs)
        measures = bool(training and self.trainable)
        if keras.backend.backend() == "torch":
            return self._by_pytorch(inputs, measures)
        if keras.backend.backend() != "tensorflow" or (measures and replicas() > 1):
            return super().call(inputs, training=training, mask=mask)
        import tensorflow as tf

        result = tf.raw_ops.FusedBatchNormV3(
            x=inputs,
            scale=self.gamma.value,
            offset=self.beta.value,
            mean=[] if measures else self.moving_mean.value,
            variance=[] if measures else self.moving_variance.value,
            epsilon=self.epsilon,
            is_training=measures,
        )
        if not measures:
            return result.y
        for moving, batch in (
            (self.moving_mean, result.batch_mean),
            (self.moving_variance, result.batch_variance),
        ):
            moving.assign(moving * self.momentum + batch * (1 - self.momentum))
        return result.y

    def _by_pytorch(self, inputs: Tensor, measures: bool) -> Tensor:
        import torch

        # PyTorch has channels first, and takes pictures whose channels lie last in memory all the same. Its statistics
        # move by the unbiased variance, which differs from TensorFlow's by a share of one in all pixels of the batch.
        normalised = torch.nn.functional.batch_norm(
            inputs.permute(0, 3, 1, 2), self.moving_mean.value, self.moving_variance.value, self.gamma.value,
            self.beta.value, training=measures, momentum=1 - self.momentum, eps=self.epsilon,
        )  # fmt: skip
        return normalised.permute(0, 2, 3, 1)


class Bias(layers.Layer):  # type: ignore[misc]
    """Adds a bias to each channel, by TensorFlow's own op.

    Keras' convolutions add a (1, 1, 1, C) tensor instead, and TensorFlow.js refuses the fused convolution that the
    converter makes of that.
    """

    def build(self, input_shape: tuple[int | None, ...]) -> None:
        self.bias = self.add_weight(shape=(input_shape[-1],), initializer="zeros", name="bias")

    def call(self, inputs: Tensor) -> Tensor:
        if keras.backend.backend() != "tensorflow":
            return inputs + self.bias
        import tensorflow as tf

        return tf.nn.bias_add(inputs, self.bias.value)


class _Builder:
    """Makes convolution units, with BatchNorm or folded, and shares kernels where units carry the same name."""

    def __init__(self, folded: bool) -> None:
        self.folded = folded
        self.frozen = False
        """Units made while this is set keep their weights in training."""
        self._shared: dict[str, layers.Layer] = {}

    def unit(
        self, x: Tensor, name: str, filters: int | None, *, size: int = 1, stride: int = 1, relu: bool = True,
        level: str = "",
    ) -> Tensor:  # fmt: skip
        """Convolution (depthwise where ``filters`` is None), BatchNorm or bias, and ReLU6.

        ``level`` marks a unit whose kernel is shared by the pyramid's levels.
        """
        full_name = name + level
        kernel_name = full_name if self.folded else name
        if kernel_name not in self._shared:
            self._shared[kernel_name] = (
                layers.DepthwiseConv2D(size, stride, "same", use_bias=False, name=kernel_name)
                if filters is None
                else layers.Conv2D(filters, size, stride, "same", use_bias=False, name=kernel_name)
            )
        self._shared[kernel_name].trainable = not self.frozen
        x = self._shared[kernel_name](x)
        if self.folded:
            x = Bias(name=f"{full_name}_bias")(x)
        else:
            # autocast off: statistics stay in float32 under mixed precision.
            norm = Norm(momentum=0.97, epsilon=NORM_EPSILON, autocast=False, name=f"{full_name}_norm")
            norm.trainable = not self.frozen
            x = norm(x)
        return layers.Activation("relu6", name=f"{full_name}_relu")(x) if relu else x

    def predictor(self, x: Tensor, name: str, filters: int, bias: float, level: str) -> Tensor:
        """The last 1x1 convolution of a head, with a bias in both forms of the network."""
        name = name + level if self.folded else name
        if name not in self._shared:
            start = keras.initializers.RandomNormal(stddev=0.01)
            self._shared[name] = layers.Conv2D(
                filters, 1, use_bias=not self.folded, kernel_initializer=start,
                bias_initializer=keras.initializers.Constant(bias), name=name,
                dtype="float32",  # mixed precision would round a box to a tenth of a pixel
            )  # fmt: skip
        x = self._shared[name](x)
        return Bias(name=f"{name}_bias")(x) if self.folded else x


def _backbone(build: _Builder, x: Tensor, config: NetworkConfig) -> dict[int, Tensor]:
    """MobileNetV2 1.0: the last map of each stride. Strides 8 and 16 give the wide map inside the next block."""
    maps: dict[int, Tensor] = {}
    build.frozen = config.frozen_stride >= 2
    x = build.unit(x, "backbone_stem", 32, size=3, stride=2)
    stride, number, channels = 2, 0, 32
    for expansion, filters, repeats, first_stride in BLOCKS[: config.backbone_stages]:
        for repeat in range(repeats):
            name, step = f"backbone_{number}", first_stride if repeat == 0 else 1
            y = build.unit(x, f"{name}_expand", channels * expansion) if expansion > 1 else x
            if step == 2:
                maps[stride] = y
                stride *= 2
                build.frozen = stride <= config.frozen_stride
            y = build.unit(y, f"{name}_depthwise", None, size=3, stride=step)
            y = build.unit(y, f"{name}_project", filters, relu=False)
            x = layers.Add(name=f"{name}_add")([x, y]) if channels == filters and step == 1 else y
            channels, number = filters, number + 1
    maps[stride] = x
    build.frozen = False
    return maps


def _pyramid(build: _Builder, maps: dict[int, Tensor], config: NetworkConfig) -> list[Tensor]:
    """FPN: lateral 1x1 convolutions, the coarser map added from above, and convolutions that mix what was added.

    These are separable and each level's own, or full 3x3 ones whose kernels the levels share.
    """
    levels: list[Tensor] = []
    above: Tensor | None = None
    for stride in reversed(config.strides):
        name = f"pyramid_{stride}"
        lateral = build.unit(maps[stride], f"{name}_lateral", config.channels, relu=False)
        if above is not None:
            raised = UpsampleLike(name=f"{name}_upsample")([above, lateral])
            lateral = layers.Add(name=f"{name}_add")([lateral, raised])
        above = lateral
        y = lateral
        for number in range(config.pyramid_layers):
            y = build.unit(y, f"pyramid_mix_{number}", config.channels, size=3, level=f"_{stride}")
        if config.pyramid_layers == 0:
            y = build.unit(y, f"{name}_depthwise", None, size=3)
            y = build.unit(y, f"{name}_pointwise", config.channels)
        levels.insert(0, y)
    return levels


def normalise(pictures: Tensor) -> Tensor:
    """Channel values 0..255 to [-1, 1], the input range of the network."""
    return ops.cast(pictures, "float32") / 127.5 - 1.0


def build_network(config: NetworkConfig, *, folded: bool = False) -> keras.Model:
    """The network from a picture (B, H, W, 3) in [-1, 1] to raw predictions (B, N, labels + 4).

    H and W are free multiples of 32. A row is the logits of the labels, then the box code tx, ty, tw, th; rows are in
    the order of ``boxes.make_anchors``.
    """
    build = _Builder(folded)
    picture = keras.Input((None, None, 3), name="picture")
    maps = _backbone(build, picture, config)
    rows: list[Tensor] = []
    for stride, level in zip(config.strides, _pyramid(build, maps, config), strict=True):
        outputs: list[Tensor] = []
        for branch, width, bias in (
            ("class", len(config.labels), math.log(PRIOR / (1 - PRIOR))),
            ("box", 4, 0.0),
        ):
            x = level
            for number in range(config.head_layers):
                name = f"{branch}_head_{number}"
                x = build.unit(x, f"{name}_depthwise", None, size=config.head_kernel, level=f"_{stride}")
                x = build.unit(x, f"{name}_pointwise", config.channels, level=f"_{stride}")
            outputs.append(build.predictor(x, f"{branch}_predictor", width, bias, f"_{stride}"))
        both = layers.Concatenate(name=f"predictions_{stride}")(outputs)
        rows.append(layers.Reshape((-1, len(config.labels) + 4), name=f"rows_{stride}")(both))
    network = keras.Model(picture, layers.Concatenate(axis=1, name="raw")(rows), name="shelfscan")
    predict_without_xla(network)
    return network


def predict_without_xla(model: keras.Model) -> None:
    """Keeps Keras from compiling ``predict`` with XLA: on a CPU that takes minutes, and its kernels are slow."""
    if keras.backend.backend() == "tensorflow":
        model.jit_compile = False
