"""Draws random crops on the device that trains, from photos that lie in its memory.

A CPU core makes some thirty crops a second, and a GPU learns from thousands. So the loader only says where each crop
lies and what camera sees it (data/views.py), and the device reads the pixels. In Keras operations, for every backend.
Shapes: B crops of S x S pixels.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import keras
import numpy as np
from keras import ops
from numpy.typing import NDArray
from PIL import Image

from training.boxes import Floats
from training.data.camera import LUMINANCE, turned
from training.data.views import SAMPLES, SIZES, Light
from training.predict import PAD

Tensor = Any

BLOCK = 8
LUMINANCE_STEPS = np.array(
    [
        [16, 11, 10, 16, 24, 40, 51, 61], [12, 12, 14, 19, 26, 58, 60, 55], [14, 13, 16, 24, 40, 57, 69, 56],
        [14, 17, 22, 29, 51, 87, 80, 62], [18, 22, 37, 56, 68, 109, 103, 77], [24, 35, 55, 64, 81, 104, 113, 92],
        [49, 64, 78, 87, 103, 121, 120, 101], [72, 92, 95, 98, 112, 100, 103, 99],
    ],
    np.float32,
)  # fmt: skip
CHROMINANCE_STEPS = np.array(
    [
        [17, 18, 24, 47, 99, 99, 99, 99], [18, 21, 26, 66, 99, 99, 99, 99], [24, 26, 56, 99, 99, 99, 99, 99],
        [47, 66, 99, 99, 99, 99, 99, 99], *[[99] * 8] * 4,
    ],
    np.float32,
)  # fmt: skip
"""How coarsely a JPEG of quality 50 rounds the waves of a block (ITU-T T.81, tables K.1 and K.2)."""
TO_YCC = np.array(
    [[0.299, 0.587, 0.114], [-0.168736, -0.331264, 0.5], [0.5, -0.418688, -0.081312]], np.float32
)
"""Red, green and blue to luminance and two chrominances (JFIF 1.02)."""


def packed(jpeg: bytes) -> list[NDArray[np.int32]]:
    """A photo in each of its sizes, whole first: (H, W) int32 of red + 256 green + 65,536 blue.

    A pixel of a smaller size is the mean of those that it stands for.
    """
    with Image.open(io.BytesIO(jpeg)) as image:
        whole = image.convert("RGB")
    sizes: list[NDArray[np.int32]] = []
    for number in range(SIZES):
        pixels = np.asarray(whole.reduce(2**number) if number else whole)
        with_spare = np.zeros((*pixels.shape[:2], 4), np.uint8)
        with_spare[..., :3] = pixels
        sizes.append(with_spare.view("<i4")[..., 0].astype(np.int32))
    return sizes


class Drawing(keras.layers.Layer):  # type: ignore[misc]
    """From views (data/views.py), as a batch of each of their numbers, to pictures (B, S, S, 3) of 0..255.

    It holds the photos, four bytes a pixel and a third more for their smaller sizes.
    """

    def __init__(self, jpegs: Iterable[bytes], side: int) -> None:
        # Half-width floats (mixed precision) are too coarse for places on a photo.
        super().__init__(name="drawing", trainable=False, dtype="float32", autocast=False)
        self._side = side
        with ThreadPoolExecutor() as pool:  # Pillow decodes beside Python's lock
            photos = list(pool.map(packed, jpegs))
        sizes = [size for photo in photos for size in photo]
        ends = np.cumsum([size.size for size in sizes])
        table = [[end - size.size, *reversed(size.shape)] for end, size in zip(ends, sizes, strict=True)]
        self._table = self._hold("table", np.array(table, np.int32))
        self._pixels = self._hold("pixels", np.concatenate([size.ravel() for size in sizes]))
        self._noise = keras.random.SeedGenerator(1)

    def _hold(self, name: str, values: NDArray[np.int32]) -> Tensor:
        held = self.add_weight(
            shape=values.shape, dtype="int32", initializer="zeros", trainable=False, name=name
        )
        held.assign(values)
        return held

    def call(self, views: dict[str, Tensor]) -> Tensor:
        """The pictures of ``views``. Keras' noise is not the same again when a run goes on."""
        light = Light(*ops.unstack(ops.reshape(views["light"], (-1, len(Light._fields), 1, 1, 1)), axis=1))
        pictures = _relit(_recoloured(self._sampled(views), light), light)
        pictures = pictures + light.noise * keras.random.normal(ops.shape(pictures), seed=self._noise)
        pictures = ops.clip(pictures, 0.0, 255.0)
        return ops.where(light.jpeg > 0, compressed(pictures, ops.maximum(light.jpeg, 1.0)), pictures)

    def _sampled(self, views: dict[str, Tensor]) -> Tensor:
        """The mean of each pixel's samples; grey beyond the photo."""
        along = ops.arange(self._side, dtype="float32") + 0.5
        x, y = along[None, None, :], along[None, :, None]
        left, top, right, bottom = (edge[:, None, None] for edge in ops.unstack(views["half"], axis=1))
        in_half = (x >= left) & (x < right) & (y >= top) & (y < bottom)

        def of_pixel(first_and_second: Tensor) -> Tensor:
            first, second = (value[:, None, None] for value in ops.unstack(first_and_second, axis=1))
            return ops.where(in_half, second, first)

        rows = ops.take(self._table, views["photos"] * SIZES + views["sizes"], axis=0)  # (B, 2, 3)
        first, width, height = (of_pixel(column) for column in ops.unstack(rows, axis=2))
        from_x, from_y, step_x, step_y = (of_pixel(column) for column in ops.unstack(views["maps"], axis=2))
        samples = []
        for number in range(SAMPLES):
            moved = views["samples"][:, number, :, None, None]
            photo_x = from_x + step_x * (x + moved[:, 0])
            photo_y = from_y + step_y * (y + moved[:, 1])
            samples.append(self._mixed(photo_x, photo_y, first, width, height))
        return sum(samples) / SAMPLES

    def _mixed(self, x: Tensor, y: Tensor, first: Tensor, width: Tensor, height: Tensor) -> Tensor:
        """The mix of the four pixels around each point of a photo: (B, S, S, 3)."""
        wide, high = ops.cast(width, "float32"), ops.cast(height, "float32")
        outside = (x < 0) | (y < 0) | (x >= wide) | (y >= high)
        x, y = ops.clip(x - 0.5, 0.0, wide - 1), ops.clip(y - 0.5, 0.0, high - 1)
        left, top = ops.floor(x), ops.floor(y)
        across, down = (x - left)[..., None], (y - top)[..., None]
        left, top = ops.cast(left, "int32"), ops.cast(top, "int32")
        right, below = ops.minimum(left + 1, width - 1), ops.minimum(top + 1, height - 1)

        def pixel(column: Tensor, row: Tensor) -> Tensor:
            value = ops.take(self._pixels, first + row * width + column)
            parts = (value, ops.right_shift(value, 8), ops.right_shift(value, 16))
            return ops.cast(ops.stack([part & 255 for part in parts], axis=-1), "float32")

        upper = pixel(left, top) * (1 - across) + pixel(right, top) * across
        lower = pixel(left, below) * (1 - across) + pixel(right, below) * across
        return ops.where(outside[..., None], float(PAD), upper * (1 - down) + lower * down)


def _recoloured(pictures: Tensor, light: Tensor) -> Tensor:
    """As camera.recolour, for a batch; every field of ``light``, a Light, is a tensor (B, 1, 1, 1)."""
    pictures = pictures / 255
    luminance = ops.sum(pictures * ops.convert_to_tensor(LUMINANCE), axis=-1, keepdims=True)
    pictures = ops.where(light.grey > 0, luminance, pictures) + light.brightness
    mean = ops.mean(pictures, axis=(1, 2), keepdims=True)
    pictures = ops.clip((pictures - mean) * light.contrast + mean, 0.0, 1.0)
    return turn_colours(pictures, light.saturation[..., 0], light.hue[..., 0]) * 255


def turn_colours(pictures: Tensor, saturation: Tensor, hue: Tensor) -> Tensor:
    """As camera.turn_colours, for pictures (B, S, S, 3) with a saturation and a hue (B, 1, 1) each."""
    red, green, blue = ops.unstack(pictures, axis=3)
    return ops.stack(turned(red, green, blue, saturation, hue, ops), axis=-1)


def _relit(pictures: Tensor, light: Tensor) -> Tensor:
    """As camera.relight, for a batch."""
    # The power of 0 has no gradient; nothing asks for one, but a backend may compute it.
    pictures = ops.power(ops.maximum(pictures / 255, 1e-6), light.gamma) * 255
    along = ops.arange(pictures.shape[1], dtype="float32") + 0.5
    distance = (along[None, :, None, None] - light.glare_y) ** 2 + (
        along[None, None, :, None] - light.glare_x
    ) ** 2
    spot = light.glare_strength * ops.exp(-distance / (2 * light.glare_radius**2))
    return pictures + (255 - pictures) * spot


def _waves() -> Floats:
    """The eight cosines (wave, pixel) of a block's row, each of length 1 (the DCT-II of ITU-T T.81, A.3.3)."""
    place, wave = np.arange(BLOCK) + 0.5, np.arange(BLOCK)
    cosines = np.cos(wave[:, None] * place[None, :] * np.pi / BLOCK) * np.sqrt(2 / BLOCK)
    cosines[0] /= np.sqrt(2)
    return np.asarray(cosines, np.float32)


def _rounded_waves(channel: Tensor, steps: Floats, factor: Tensor) -> Tensor:
    """A channel (B, H, W) of which every block has lost what a JPEG rounds away; ``factor`` (B, 1, 1, 1, 1)."""
    _, height, width = channel.shape
    waves = ops.convert_to_tensor(_waves())
    blocks = ops.reshape(channel, (-1, height // BLOCK, BLOCK, width // BLOCK, BLOCK))
    found = ops.einsum("bhpwq,up,vq->bhwuv", blocks, waves, waves)
    step = ops.clip(ops.round(ops.convert_to_tensor(steps) * factor), 1.0, 255.0)
    rounded = ops.round(found / step) * step
    return ops.reshape(ops.einsum("bhwuv,up,vq->bhpwq", rounded, waves, waves), (-1, height, width))


def compressed(pictures: Tensor, quality: Tensor) -> Tensor:
    """Pictures (B, S, S, 3) of 0..255 as a JPEG of a ``quality`` (B, 1, 1, 1) of 1 to 99 would give them back.

    S is a multiple of 16: chrominance is kept for every two by two pixels.
    """
    side = pictures.shape[1]
    factor = ops.where(quality < 50, 50 / quality, 2 - quality / 50)[..., None]
    channels = ops.unstack(ops.matmul(pictures, ops.convert_to_tensor(TO_YCC.T.copy())), axis=3)
    kept = [_rounded_waves(channels[0] - 128, LUMINANCE_STEPS, factor) + 128]
    for chrominance in channels[1:]:
        halves = ops.mean(ops.reshape(chrominance, (-1, side // 2, 2, side // 2, 2)), axis=(2, 4))
        coarse = _rounded_waves(halves, CHROMINANCE_STEPS, factor)
        kept.append(ops.repeat(ops.repeat(coarse, 2, axis=1), 2, axis=2))
    back = np.linalg.inv(TO_YCC).astype(np.float32)
    return ops.clip(ops.matmul(ops.stack(kept, axis=-1), ops.convert_to_tensor(back.T.copy())), 0.0, 255.0)
