"""Facings cut out of their photos, and changed views of them: what another photo of the same product could show."""

from __future__ import annotations

import io
import math

import numpy as np
from PIL import Image

from training.boxes import Floats, Pixels
from training.embed.config import Changes, EmbedConfig
from training.resample import resample


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


def view(pixels: Pixels, box: Floats, size: EmbedConfig, random: np.random.Generator) -> Pixels:
    """The crop (height, width, 3) of a box as another photo might show it."""
    changes = size.changes
    left, top, right, bottom = (float(side) for side in box)
    wide, high = right - left, bottom - top
    sides = random.uniform(-changes.shift, changes.shift, 4) + np.array([-1, -1, 1, 1]) * size.margin
    left, right = left + sides[0] * wide, right + sides[2] * wide
    top, bottom = top + sides[1] * high, bottom + sides[3] * high
    corners = np.array([[left, top], [left, bottom], [right, bottom], [right, top]])
    centre = corners.mean(axis=0)
    angle = math.radians(random.uniform(-changes.turn, changes.turn))
    turned = (corners - centre) @ np.array(
        [[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]]
    )
    corners = centre + turned + random.uniform(-1, 1, (4, 2)) * changes.slant * np.array([wide, high])
    # Only what is around the facing: large photos would be read as a whole for each.
    x0, y0 = (max(0, math.floor(value) - 2) for value in corners.min(axis=0))
    x1, y1 = (math.ceil(value) + 2 for value in corners.max(axis=0))
    around = pixels[y0:y1, x0:x1]
    # What is beyond the picture's edge repeats the edge.
    missing = [(0, max(0, y1 - y0 - around.shape[0])), (0, max(0, x1 - x0 - around.shape[1])), (0, 0)]
    around = np.pad(around, missing, "edge")
    smaller = random.uniform(1, changes.shrink)
    shown = (
        max(8, min(size.width, round(wide / smaller))),
        max(8, min(size.height, round(high / smaller))),
    )
    quad = (corners - [x0, y0]).ravel().tolist()
    picture = Image.fromarray(around)
    if max(wide / shown[0], high / shown[1]) > 1.3:  # a transformation alone would leave pixels out
        part = [
            max(1, round(side * to / of))
            for side, to, of in zip(picture.size, shown, (wide, high), strict=True)
        ]
        scale = [to / of for to, of in zip(part, picture.size, strict=True)]
        picture = picture.resize((part[0], part[1]), Image.Resampling.BOX)
        quad = [value * scale[i % 2] for i, value in enumerate(quad)]
    crop = np.asarray(
        picture.transform(shown, Image.Transform.QUAD, quad, Image.Resampling.BILINEAR), np.float32
    )
    crop = _relit(crop / np.float32(255), changes, random)
    if random.random() < changes.hidden:
        crop = _hidden(crop, changes, random)
    crop = crop + random.normal(0, random.uniform(0, changes.noise), crop.shape).astype(np.float32)
    seen = (np.clip(crop, 0, 1) * 255 + 0.5).astype(np.uint8)
    return resample(_compressed(seen, int(random.integers(changes.quality, 96))), size.width, size.height)


def _relit(crop: Floats, changes: Changes, random: np.random.Generator) -> Floats:
    def factor(reach: float, shape: tuple[int, ...] = ()) -> Floats:
        return np.asarray(2.0 ** random.uniform(-reach, reach, shape), np.float32)

    crop = np.clip(crop, 0, 1) ** factor(changes.gamma)
    crop = crop * factor(changes.exposure) * (1 + random.uniform(-1, 1, 3) * changes.tint).astype(np.float32)
    mean = crop.mean(axis=(0, 1))
    crop = (crop - mean) * factor(changes.contrast) + mean
    grey = crop.mean(axis=2, keepdims=True)
    relit: Floats = grey + (crop - grey) * np.float32(1 + random.uniform(-1, 1) * changes.saturation)
    return relit


def _hidden(crop: Floats, changes: Changes, random: np.random.Generator) -> Floats:
    """A strip at the left or right side, with the middle of the facing itself for a neighbour's colours."""
    width = crop.shape[1]
    strip = max(1, round(width * random.uniform(0, changes.strip)))
    start = int(random.integers(0, max(1, width - strip)))
    other = crop[::-1, start : start + strip] * np.float32(random.uniform(0.4, 1.2))
    hidden = crop.copy()
    if random.random() < 0.5:
        hidden[:, :strip] = other
    else:
        hidden[:, width - strip :] = other
    return hidden


def _compressed(crop: Pixels, quality: int) -> Pixels:
    file = io.BytesIO()
    Image.fromarray(crop).save(file, "JPEG", quality=quality)
    return np.asarray(Image.open(file))
