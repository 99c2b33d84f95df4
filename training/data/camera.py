"""Augmentation by light and camera: the pixels of a crop change, its boxes stay.

Pixels are (S, S, 3) of 0..255.
"""

from __future__ import annotations

import io
import math
from typing import Any

import numpy as np
from PIL import Image

from training.boxes import Floats
from training.config import AugmentConfig

Array = Any
"""Of NumPy, or of a Keras backend."""
LUMINANCE = np.array([0.2989, 0.587, 0.114], np.float32)
"""How bright red, green and blue appear (ITU-R BT.601)."""


def _uniform(random: np.random.Generator, low: float, high: float) -> np.float32:
    """A number between two, of the pixels' type: wider ones would make the pixels wider."""
    return np.float32(random.uniform(low, high))


def recolour(pixels: Floats, random: np.random.Generator, augment: AugmentConfig) -> Floats:
    """Light and colour of other shops and cameras; values stay in 0..255."""
    pixels = pixels / np.float32(255)
    if random.random() < augment.grey:
        pixels = np.repeat(pixels @ LUMINANCE[:, None], 3, axis=2)
    pixels = pixels + _uniform(random, -augment.brightness, augment.brightness)
    mean = pixels.mean(axis=(0, 1))
    pixels = (pixels - mean) * _uniform(random, *augment.contrast) + mean
    saturation, hue = _uniform(random, *augment.saturation), _uniform(random, -augment.hue, augment.hue)
    return turn_colours(np.clip(pixels, 0, 1), saturation, hue) * 255


def turn_colours(pixels: Floats, saturation: np.float32, hue: np.float32) -> Floats:
    """Colours (H, W, 3) of 0..1 with their saturation times a factor and their hue turned, by a share of a whole turn.

    Both are those of the HSV model.
    """
    red, green, blue = np.ascontiguousarray(np.moveaxis(pixels, 2, 0))
    return np.stack(turned(red, green, blue, saturation, hue, np), axis=2)


def turned(
    red: Array, green: Array, blue: Array, saturation: Array, hue: Array, operations: Any
) -> list[Array]:
    """The same for channels of any one shape; ``operations`` has NumPy's functions for arrays of their kind.

    Returns:
        Red, green and blue.
    """
    xp = operations
    value = xp.maximum(xp.maximum(red, green), blue)
    chroma = value - xp.minimum(xp.minimum(red, green), blue)
    divisor = xp.maximum(chroma, 1e-6)
    # The hue in sixths of a turn, from red by green to blue.
    sixths = xp.where(
        value == red,
        (green - blue) / divisor,
        xp.where(value == green, (blue - red) / divisor + 2, (red - green) / divisor + 4),
    )
    sixths = sixths + 6 * hue
    sixths = sixths - 6 * xp.floor(sixths / 6)
    chroma = xp.minimum(chroma * saturation, value)
    parts = (xp.abs(sixths - 3) - 1, 2 - xp.abs(sixths - 2), 2 - xp.abs(sixths - 4))
    return [value - chroma * (1 - xp.clip(part, 0, 1)) for part in parts]


def relight(pixels: Floats, random: np.random.Generator, augment: AugmentConfig) -> Floats:
    """Dark corners of a shop, and reflections of its lamps on packages."""
    if random.random() < augment.dark:
        pixels = (pixels / np.float32(255)) ** _uniform(random, 1.5, 3.0) * 255
    if random.random() < augment.glare:
        side = augment.crop
        x, y = _uniform(random, 0, side), _uniform(random, 0, side)
        radius, strength = _uniform(random, 0.05, 0.25) * side, _uniform(random, 0.3, 1.0)
        along = np.arange(side, dtype=np.float32) + 0.5
        distance = (along[:, None] - y) ** 2 + (along[None, :] - x) ** 2
        spot = strength * np.exp(-distance / (2 * radius**2))[..., None]
        pixels = pixels + (255 - pixels) * spot
    return pixels


def smear(pixels: Floats, angle: float, reach: int) -> Floats:
    """The mean along a line of ``2 * reach + 1`` pixels at ``angle`` radians."""
    height, width = pixels.shape[:2]
    padded = np.pad(pixels, [(reach, reach), (reach, reach), (0, 0)], "symmetric")
    total = np.zeros_like(pixels)
    for step in range(-reach, reach + 1):
        row, column = reach + round(step * math.sin(angle)), reach + round(step * math.cos(angle))
        total += padded[row : row + height, column : column + width]
    return total / np.float32(2 * reach + 1)


def _picture(pixels: Floats) -> Image.Image:
    return Image.fromarray((np.clip(pixels, 0, 255) + 0.5).astype(np.uint8))


def degrade(pixels: Floats, random: np.random.Generator, augment: AugmentConfig) -> Floats:
    """A poorer camera: unsharp (shrunk and enlarged again), moved, noisy, and compressed."""
    side = augment.crop
    if augment.blur > 1 and random.random() < 0.5:
        small = int(side / random.uniform(1.0, augment.blur))
        shrunk = _picture(pixels).resize((small, small), Image.Resampling.BILINEAR)
        pixels = np.asarray(shrunk.resize((side, side), Image.Resampling.BILINEAR), np.float32)
    if random.random() < augment.motion:
        pixels = smear(pixels, random.uniform(0, math.pi), int(random.integers(1, 5)))
    if augment.noise:
        deviation = _uniform(random, 0, augment.noise * 255)
        pixels = pixels + random.standard_normal(pixels.shape, np.float32) * deviation
    if random.random() < augment.jpeg:
        compressed = io.BytesIO()
        _picture(pixels).save(compressed, "JPEG", quality=int(random.integers(20, 80)))
        pixels = np.asarray(Image.open(compressed), np.float32)
    return np.clip(pixels, 0, 255)
