"""Fits the anchors to the products: the one shape that overlaps the boxes of the training photos best."""

from __future__ import annotations

import numpy as np

from training.boxes import Floats


def shape_iou(aspects: Floats, aspect: float) -> Floats:
    """IoU of rectangles of one area on one another's centre, from their width to height ratios alone: (N,)."""
    ratio = np.sqrt(np.maximum(aspects / aspect, aspect / aspects))
    overlap = 1 / ratio
    return np.asarray(overlap / (2 - overlap), np.float32)


def fit_anchor_aspect(sizes: Floats) -> float:
    """The width to height ratio that gives anchors the greatest mean IoU with boxes of ``sizes`` (N, 2).

    Sizes are compared at equal areas: how large an anchor is decides which level of the pyramid learns a product,
    and that is chosen (``anchor_scale``), not fitted; fitted freely, the size would follow the smallest products
    and send the common ones to coarse levels.
    """
    aspects = np.asarray(sizes[:, 0] / sizes[:, 1], np.float32)
    tried = np.geomspace(1 / 8, 8, 121)
    return round(float(max(tried, key=lambda aspect: float(shape_iou(aspects, aspect).mean()))), 2)
