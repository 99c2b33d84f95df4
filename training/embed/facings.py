"""Facings cut out of their photos: as the page cuts them, and with what is around them, to make views of."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from training.boxes import Bools, Floats, Ints, Pixels, areas_of
from training.data.records import Photo, read_photos
from training.embed.config import EmbedConfig
from training.resample import resample

AROUND = 0.25
"""Of a box's width and height, what is kept on each side of it: a view may be shifted, and turned."""
SIDE = 128
"""Pixels, to which each facing is stretched with its surroundings: 85 of the box itself."""
MOST_ASPECT = 4.0
"""Boxes whose sides differ more are of facings that are mostly hidden."""


@dataclass(frozen=True)
class Facings:
    """All that is learnt from: 49 kB each, so that 20,000 of them take 1 GB of memory."""

    pictures: Pixels
    """(N, SIDE, SIDE, 3), each with its surroundings."""
    photos: Ints
    """(N,) on which photo each is."""

    def __len__(self) -> int:
        return len(self.photos)


def read_facings(folders: list[Path], config: EmbedConfig) -> Facings:
    """The facings of converted photos that are large enough to be learnt from.

    Raises:
        DataError: a folder holds no converted photos.
    """
    pictures: list[Pixels] = []
    photos: list[int] = []
    for number, photo in enumerate(photo for folder in folders for photo in read_photos(folder)):
        pixels = np.asarray(Image.open(io.BytesIO(photo.jpeg)).convert("RGB"))
        shown = [with_surroundings(pixels, box) for box in photo.boxes[_is_shown(photo, config.least_side)]]
        pictures += shown
        photos += [number] * len(shown)
    return Facings(np.array(pictures, np.uint8).reshape(-1, SIDE, SIDE, 3), np.array(photos, np.int64))


def _is_shown(photo: Photo, least_side: float) -> Bools:
    sides = np.maximum(photo.boxes[:, 2:] - photo.boxes[:, :2], 1)
    is_large = areas_of(photo.boxes) >= least_side**2
    is_whole = sides.max(axis=1) <= MOST_ASPECT * sides.min(axis=1)
    return np.asarray(~photo.ignored & is_large & is_whole)


def with_surroundings(pixels: Pixels, box: Floats) -> Pixels:
    """(SIDE, SIDE, 3): a box, xyxy, and ``AROUND`` it. What is beyond the picture's edge repeats the edge."""
    left, top, right, bottom = (float(side) for side in box)
    across, down = (right - left) * AROUND, (bottom - top) * AROUND
    left, right, top, bottom = left - across, right + across, top - down, bottom + down
    height, width = pixels.shape[:2]
    x0, y0 = min(max(math.floor(left), 0), width - 1), min(max(math.floor(top), 0), height - 1)
    x1, y1 = max(min(math.ceil(right), width), x0 + 1), max(min(math.ceil(bottom), height), y0 + 1)
    missing = [
        (y0 - math.floor(min(top, y0)), math.ceil(max(bottom, y1)) - y1),
        (x0 - math.floor(min(left, x0)), math.ceil(max(right, x1)) - x1),
        (0, 0),
    ]
    around = np.pad(pixels[y0:y1, x0:x1], missing, "edge")
    x0, y0 = x0 - missing[1][0], y0 - missing[0][0]
    is_larger = max(right - left, bottom - top) > SIDE
    return np.asarray(
        Image.fromarray(around).resize(
            (SIDE, SIDE),
            Image.Resampling.BOX if is_larger else Image.Resampling.BILINEAR,
            box=(left - x0, top - y0, right - x0, bottom - y0),
        )
    )


def cut(pixels: Pixels, box: Floats, size: EmbedConfig) -> Pixels:
    """The crop (height, width, 3) of a box, xyxy, of a picture (H, W, 3), from its own pixels.

    static/js/detector/crops.js has the same arithmetic; both are held to tests/vectors/crops.json.
    """
    x0, y0, x1, y1 = region_of(box, size.margin, pixels.shape[1], pixels.shape[0])
    return resample(pixels[y0:y1, x0:x1], size.width, size.height)


def region_of(box: Floats, margin: float, width: int, height: int) -> tuple[int, int, int, int]:
    """The pixels, xyxy, that are cut for a box: one at least, and none from outside of the picture."""
    left, top, right, bottom = (float(side) for side in box)
    across, down = (right - left) * margin, (bottom - top) * margin
    x0 = min(max(math.floor(left - across + 0.5), 0), width - 1)
    y0 = min(max(math.floor(top - down + 0.5), 0), height - 1)
    x1 = min(max(math.floor(right + across + 0.5), x0 + 1), width)
    y1 = min(max(math.floor(bottom + down + 0.5), y0 + 1), height)
    return x0, y0, x1, y1
