"""Pictures in another size: by the mean of the area that a pixel covers, and by bilinear interpolation if they grow.

static/js/detector/resample.js has the same arithmetic, so that the network sees the very same pixels of a photo here
and in every browser; both are held to tests/vectors/resample.json. Browsers' own ways of shrinking a picture differ: of
white noise, one leaves twice as much as another.
"""

from __future__ import annotations

import numpy as np

from training.boxes import Floats, Ints, Pixels


def taps(size: int, target: int) -> tuple[Ints, Floats]:
    """For each of ``target`` pixels those of ``size`` that it is made of (target, K), and their weights (target, K).

    Places that are not needed have the weight 0.
    """
    out = np.arange(target, dtype=np.int64)
    if target > size:
        at = (out + 0.5) * size / target - 0.5
        low = np.floor(at).astype(np.int64)
        share = np.where((low < 0) | (low >= size - 1), 0.0, at - low)
        first = np.clip(low, 0, size - 1)
        weights = np.stack([1 - share, share], axis=1)
        return np.minimum(first[:, None] + [0, 1], size - 1), weights.astype(np.float32)
    # In parts of a pixel, of which each has ``target``.
    begin, end = out * size, (out + 1) * size
    first = begin // target
    places = first[:, None] + np.arange(((end - 1) // target - first).max() + 1)
    covered = np.minimum(end[:, None], (places + 1) * target) - np.maximum(begin[:, None], places * target)
    return np.minimum(places, size - 1), (np.maximum(covered, 0) / size).astype(np.float32)


def resample(pixels: Pixels, width: int, height: int) -> Pixels:
    """``pixels`` (H, W, C) as (height, width, C)."""
    if pixels.shape[:2] == (height, width):
        return pixels
    values: Floats = pixels.astype(np.float32)
    for axis, target in ((0, height), (1, width)):
        places, weights = taps(values.shape[axis], target)
        shape = [1, 1, 1]
        shape[axis] = target
        # One product and one sum after the other, each rounded: the page's kernel has the same order.
        total = np.zeros((*values.shape[:axis], target, *values.shape[axis + 1 :]), np.float32)
        for place, weight in zip(places.T, weights.T, strict=True):
            total += weight.reshape(shape) * np.take(values, place, axis=axis)
        values = total
    return (values + np.float32(0.5)).astype(np.uint8)
