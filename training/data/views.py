"""Random crops as numbers: what a device needs to draw them from photos that lie in its memory (training/drawing.py).

They are the crops of crops.py, cut by the same rules, but for how pixels are made: a device takes samples where a CPU
resizes, and a blur, a motion or a shrunk photo are samples that lie further apart.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from training.boxes import Floats
from training.config import AugmentConfig
from training.data.crops import Marks, flipped, is_smooth, random_window, whole_crop
from training.data.records import Photo

SIZES = 3
"""In how many sizes a device holds each photo: whole, half and quarter, so that four samples a pixel are enough."""
SAMPLES = 5
"""Of a pixel of a crop: around its centre, or along a line."""

View: TypeAlias = dict[str, NDArray[np.generic]]
"""A crop as numbers.

``photos`` (2,) int32: of the crop and of what is joined to it, counted from 0; ``sizes`` (2,) int32: which size of
each is read; ``maps`` (2, 4) float32: x, y, step x, step y, so that a point p of the crop is at ``x + p * step`` of the
photo in that size; ``half`` (4,) float32: the part of the crop, xyxy, that shows the second; ``samples`` (SAMPLES, 2)
float32: where a pixel is sampled, from its centre, in pixels of the crop; ``light`` float32: see Light.
"""


class Light(NamedTuple):
    """What light and camera do to a crop: the knobs of AugmentConfig, drawn."""

    brightness: float
    contrast: float
    saturation: float
    hue: float
    grey: float
    gamma: float
    glare_x: float
    glare_y: float
    glare_radius: float
    glare_strength: float
    noise: float
    jpeg: float
    """The quality, or 0 where the crop is not compressed."""


@dataclass(frozen=True)
class Cut:
    """A crop's place on one photo: which size is read, and the map (4,) of a View."""

    marks: Marks
    size: int
    map: Floats


def random_cut(photo: Photo, random: np.random.Generator, augment: AugmentConfig) -> Cut:
    """A random crop of one photo. ``photo.jpeg`` is not looked at."""
    window = random_window(photo, random, augment)
    start, step = window.start, 1 / window.scale
    boxes = ((photo.boxes - np.tile(start, 2)) * np.tile(window.scale, 2)).astype(np.float32)
    if augment.flip and random.random() < 0.5:
        boxes = flipped(boxes, augment.crop)
        start = start + np.array([augment.crop * step[0], 0], np.float32)
        step = step * np.array([-1, 1], np.float32)
    # Unsmooth, samples are taken of the whole photo, at the pixels' centres only if nothing else moves them.
    size = 0
    if is_smooth(random):
        size = min(max(math.floor(math.log2(np.abs(step).min())), 0), SIZES - 1)
    marks = Marks(boxes, photo.labels, photo.ignored, photo.scores).inside(whole_crop(augment), augment)
    return Cut(marks, size, (np.concatenate([start, step]) / 2**size).astype(np.float32))


def _random_samples(random: np.random.Generator, augment: AugmentConfig) -> Floats:
    """Where pixels of a crop are sampled."""
    if random.random() < augment.motion:
        angle, reach = random.uniform(0, math.pi), int(random.integers(1, 5))
        along = np.linspace(-reach, reach, SAMPLES)
        return np.stack([along * math.cos(angle), along * math.sin(angle)], axis=1).astype(np.float32)
    blur = random.uniform(1.0, augment.blur) if random.random() < 0.5 else 1.0
    corners = np.array([[0, 0], [-1, -1], [1, -1], [-1, 1], [1, 1]], np.float32)
    # A quarter of a pixel around the centre makes the mean of the pixel; a blur of 2 that of three by three.
    return corners * np.float32(0.25 + (blur - 1) * 0.5)


def _random_light(random: np.random.Generator, augment: AugmentConfig) -> Light:
    def one_in(share: float) -> bool:
        return bool(random.random() < share)

    side, glare = augment.crop, one_in(augment.glare)
    return Light(
        brightness=random.uniform(-augment.brightness, augment.brightness),
        contrast=random.uniform(*augment.contrast),
        saturation=random.uniform(*augment.saturation),
        hue=random.uniform(-augment.hue, augment.hue),
        grey=float(one_in(augment.grey)),
        gamma=random.uniform(1.5, 3.0) if one_in(augment.dark) else 1.0,
        glare_x=random.uniform(0, side),
        glare_y=random.uniform(0, side),
        glare_radius=random.uniform(0.05, 0.25) * side,
        glare_strength=random.uniform(0.3, 1.0) if glare else 0.0,
        noise=random.uniform(0, augment.noise * 255),
        jpeg=float(random.integers(20, 80)) if one_in(augment.jpeg) else 0.0,
    )


def view_of(
    photos: tuple[int, int],
    cuts: tuple[Cut, Cut],
    half: Floats,
    random: np.random.Generator,
    augment: AugmentConfig,
) -> View:
    """The numbers of a crop that shows the second cut in ``half`` (4,) xyxy, and the first elsewhere."""
    return {
        "photos": np.array(photos, np.int32),
        "sizes": np.array([cut.size for cut in cuts], np.int32),
        "maps": np.stack([cut.map for cut in cuts]),
        "half": half,
        "samples": _random_samples(random, augment),
        "light": np.array(_random_light(random, augment), np.float32),
    }
